"""The minutes of a counted round, to print, read aloud and sign. No names of people stand in them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from smederij.base import pdf
from smederij.base.templatetags.words import day, money
from smederij.rounds.heads import written
from smederij.rounds.letters_pdf import typed
from smederij.rounds.models import Head, PapersIn, Result
from smederij.rounds.results import Line, explained
from smederij.rounds.views.words import rules_in_words
from smederij_tally.published import CLOSING, NIGHT, OPENING


def minutes_pdf(result: Result, heads: Sequence[Head]) -> bytes:
    """A few sheets of A4; the same bytes each time."""
    return pdf.render("rounds", "minutes", minutes_data(result, heads))


def minutes_data(result: Result, heads: Sequence[Head]) -> dict[str, Any]:
    """What the typst template lays out."""
    round = result.round
    page = explained(round)
    told = {"title": round.title, "area": round.pot.area.name, "budget": money(round.budget)}
    scored = _("Points") if page.kind == "points" else _("Votes")
    return {
        "lang": get_language() or settings.LANGUAGE_CODE,
        "words": _words(),
        "about": _("%(title)s, %(area)s") % told,
        "opening": _("People decided about %(budget)s.") % told,
        "facts": _facts(result),
        "rules": " ".join(rules_in_words(round)),
        "ideas_head": [_("Idea"), scored, _("Asked"), _("Got")],
        "ideas": [_idea(line) for line in page.lines],
        "sheet": _sheet(heads[-1].says["sheet"]),
        "explanation": _explanation(result),
        "seals": [[seal_name(head), written(head.head)] for head in heads],
        "check": _("Everyone can look all of this over: %(address)s")
        % {"address": typed(reverse("look_over", args=[round.pk]))},
    }


def _words() -> dict[str, str]:
    return {
        "heading": _("Minutes of a vote"),
        "rules": _("How it was counted"),
        "ideas": _("What came out"),
        "sheet": _("Codes, papers and votes"),
        "seals": _("The seals"),
        "kept": _("Whoever kept a seal sees it here. Then nothing was changed since that moment."),
        "signed": _("Signed by two people who closed the vote, and two who watched"),
        "sign": _("Name and signature"),
    }


def _facts(result: Result) -> list[list[str]]:
    round = result.round
    return [
        [_("Voting began"), _when(round.vote_at)],
        [_("Voting ended"), _when(round.closes_at)],
        [_("Counted"), _when(result.counted_at)],
        [_("Votes"), str(result.ballots)],
        [_("Of which blank"), str(result.blank)],
        [_("Complaints about the vote"), str(round.complaints.filter(at__lte=result.counted_at).count())],
    ]


def seal_name(head: Head) -> str:
    """Which seal it is, as people would say it."""
    if head.says["kind"] == OPENING:
        return _("When voting opened")
    if head.says["kind"] == CLOSING:
        return _("When the votes were counted")
    assert head.says["kind"] == NIGHT
    n = head.says["ballots"]
    words = ngettext("Night of %(day)s, one vote", "Night of %(day)s, %(n)s votes", n)
    return words % {"day": day(localtime(head.at)), "n": n}


def _when(at: datetime) -> str:
    return f"{day(at)} {localtime(at):%Y, %H.%M}"


def _idea(line: Line) -> list[str]:
    return [line.title, line.score_text, money(line.asked), money(line.granted) if line.won else "–"]


def _sheet(lines: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    codes, paper = lines
    told = [
        (_("Codes made, in letters and at the table"), codes["issued"]),
        (_("Taken back unused"), codes["revoked"]),
        (_("Not used"), codes["left"]),
        (_("Votes from a screen"), codes["web"]),
    ]
    if paper["handed_out"] or paper["in_box"]:
        told += [
            (_("Papers handed out"), paper["handed_out"]),
            (_("Papers in the box"), paper["in_box"]),
            (_("Of which valid"), paper["valid"]),
            (_("Of which blank"), paper["blank"]),
            (_("Of which can't be counted"), paper["invalid"]),
        ]
    return [[what, str(count)] for what, count in told]


def _explanation(result: Result) -> str:
    read = PapersIn.objects.filter(round=result.round).first()
    if read is None or not read.explanation:
        return ""
    return _("More papers lay in the box than were handed out. Who closed said: %(words)s") % {
        "words": read.explanation
    }
