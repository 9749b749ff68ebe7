"""The letters of a round on paper: everything they say, and the PDF in which they say it."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from textwrap import shorten
from typing import Any
from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from smederij.base import pdf
from smederij.base.refusals import refuse
from smederij.base.templatetags.look import spoken_phone
from smederij.base.templatetags.words import clock, day, moment, money
from smederij.people.queries import Contact
from smederij.rounds.models import BallotType, Entry, RollEntry, Round
from smederij.rounds.views.words import evening_of

MOST_IDEAS = 6
LONGEST_TITLE = 68  # one line beside the amount, so that a letter stays one page
# One mask for all: choosing the best of eight costs three quarters of the time, and any of them scans.
MASK = 2


@dataclass(frozen=True)
class Post:
    """A round's letters: who gets which code, what stands on the ballot, whom to call."""

    round: Round
    entries: Sequence[Entry]
    contact: Contact | None
    letters: Sequence[tuple[RollEntry, str]]


def letters_pdf(post: Post, *, now: datetime) -> bytes:
    """One page per letter, made in a process of its own: the codes are in the PDF and nowhere else."""
    return pdf.render_apart("rounds", "letters", letter_data(post, now=now))


def letter_data(post: Post, *, now: datetime) -> dict[str, Any]:
    """What the typst template lays out: words that all letters share, and each letter's own."""
    area = post.round.pot.area
    return {
        "lang": get_language() or settings.LANGUAGE_CODE,
        "area": area.name,
        "date": day(now),
        "address": short_address(),
        "words": _words(post),
        "ideas": [
            {"title": shorten(entry.title, LONGEST_TITLE, placeholder="…"), "asked": money(entry.asked)}
            for entry in post.entries[:MOST_IDEAS]
        ],
        "letters": [_letter(roll, code) for roll, code in post.letters],
    }


def short_address() -> str:
    """What people type: the host and /s, without https."""
    return typed("/s")


def typed(path: str) -> str:
    """An address as people type it, without https."""
    return f"{urlsplit(settings.PUBLIC_URL).netloc}{path}"


def insist_address() -> None:
    """Letters are for people at home: no paper with an address that only works on this machine."""
    here = urlsplit(settings.PUBLIC_URL).hostname in {None, "localhost", "127.0.0.1", "::1"}
    if here and not (settings.DEMO or settings.DEBUG):
        refuse(_("The address of this site has not been set yet (SMEDERIJ_URL). Call the administrator."))


def grouped(code: str) -> str:
    """A code as it is read out: 4-4-5."""
    bare = code.replace("-", "").replace(" ", "")
    return f"{bare[:4]}-{bare[4:8]}-{bare[8:]}"


def qr_svg(code: str) -> str:
    """A QR code that opens the short address with the code behind the #, which no server sees."""
    return square_svg(f"{settings.PUBLIC_URL}/s#{grouped(code)}")


def square_svg(address: str) -> str:
    """A QR code of any address."""
    drawn = io.BytesIO()
    square = segno.make(address, error="m", micro=False, mask=MASK)
    square.save(drawn, kind="svg", xmldecl=False, border=0, omitsize=True)
    return drawn.getvalue().decode()


def _letter(roll: RollEntry, code: str) -> dict[str, Any]:
    address = [
        roll.name or _("To the resident of"),
        roll.address,
        f"{roll.postcode}  {roll.town}".strip(),
    ]
    return {
        "address": [line for line in address if line],
        "code": grouped(code),
        "qr": qr_svg(code),
        "number": _("letter %(number)s") % {"number": roll.number},
    }


def _words(post: Post) -> dict[str, Any]:
    round = post.round
    unseen = max(0, len(post.entries) - MOST_IDEAS)
    return {
        "heading": _("You choose what will come in %(area)s") % {"area": round.pot.area.name},
        "greeting": _("Dear neighbour,"),
        "opening": _opening(post),
        "qr": _("QR code that opens the voting page with your code"),
        "scan": _("Scan the square with the camera of your phone."),
        "type_at": _("Or go to"),
        "ideas": _("You can choose from"),
        "more_ideas": ngettext("and %(n)s more idea", "and %(n)s more ideas", unseen) % {"n": unseen}
        if unseen
        else "",
        "closing": list(_closing(post)),
        "small": _("%(title)s. Your vote is secret: how that works stands on %(address)s.")
        % {"title": round.title, "address": typed("/hoe-veilig")},
    }


def _opening(post: Post) -> list[str]:
    round = post.round
    told = {
        "budget": money(round.budget),
        "most": round.most_choices,
        "each": round.most_per_idea,
        "area": round.pot.area.name,
    }
    first = (
        _("There is %(budget)s in the pot of %(area)s. The neighbourhood decides what happens with it.")
        % told
    )
    if round.ballot_type == BallotType.POINTS:
        divide = _("With this letter you can divide %(most)s points, at most %(each)s on one idea.") % told
        return [first, divide + " " + _("It takes a minute.")]
    if round.ballot_type == BallotType.BUDGET:
        fits = _("With this letter you choose as many ideas as fit the pot together.")
        return [first, fits + " " + _("It takes a minute.")]
    return [
        first,
        ngettext(
            "With this letter you can choose one idea. It takes a minute.",
            "With this letter you can choose up to %(most)s ideas. It takes a minute.",
            round.most_choices,
        )
        % told,
    ]


def _closing(post: Post) -> Iterator[dict[str, str]]:
    round, contact = post.round, post.contact
    yield {
        "strong": _("Voting is possible until %(when)s (%(time)s).")
        % {"when": moment(round.closes_at), "time": f"{localtime(round.closes_at):%H.%M}"},
        "text": _("The code works once. Keep this letter to yourself."),
    }
    if evening := evening_of(round):
        told = {
            "day": day(evening.starts_at),
            "clock": clock(evening.starts_at),
            "place": evening.place,
        }
        yield {
            "strong": _("Hear the ideas first?"),
            "text": _("Come on %(day)s at %(clock)s to %(place)s.") % told,
        }
    if contact:
        words = {"name": contact.name, "phone": spoken_phone(contact.phone)}
        yield {
            "strong": _("Does it not work, or do you want help?"),
            "text": _("Call %(name)s: %(phone)s.") % words,
        }
