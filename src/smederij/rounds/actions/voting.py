"""Voting. The one place without a by, an event, a time or a log line."""

import logging
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NoReturn

from django.conf import settings
from django.core import signing
from django.db import IntegrityError, InternalError, OperationalError, transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from smederij.base.network import unreadable
from smederij.base.refusals import Refused, refuse
from smederij.base.templatetags.look import spoken_phone
from smederij.people.queries import contacts
from smederij.rounds import codes, peppers, rules, urn
from smederij.rounds.models import CodeFailure, Credential, Origin, Phase, Round
from smederij.rounds.papers import rule_of
from smederij.rounds.rules import Choices

SALT = "smederij.rounds.vote"
TOKEN_SECONDS = 3 * 60 * 60
FAILURES = 10  # wrong tries from one network ...
ALARM = 500  # ... or from everywhere together
WINDOW = timedelta(minutes=10)
log = logging.getLogger(__name__)
_NONCE = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class VotePass:
    """The right to fill in a ballot of this round: a signed token of three hours. Nothing is consumed yet."""

    round: Round
    token: str


@dataclass(frozen=True)
class CastReceipt:
    """The ballot lies in the urn of this round. With `control` its voter can find it later."""

    round_id: int
    control: str


def new_nonce() -> str:
    """A number for one ballot form: 128 random bits as 32 hexadecimal characters, stored nowhere."""
    return secrets.token_hex(16)


def open_letter(code: str, *, network: str, now: datetime) -> VotePass:
    """Look at a code; consume nothing. Refusal 404 unknown, 409 too early, 410 too late, 429 too many wrong,
    503 when the key of the letters is lost.

    `network` is the address that asks; kept unreadable, and only after a wrong code. A right code always
    works, whatever was tried from there before.
    """
    plain = codes.read_code(code)
    found = _credential(plain) if plain else None
    if plain and found is None:
        _insist_keys(now=now)
    if found is None:
        _wrong(plain, prefix=unreadable(network), now=now)
    mac, round = found
    _insist_open(round, now=now)
    return VotePass(round, signing.dumps([round.pk, mac.hex()], salt=SALT))


def round_of(token: str) -> Round:
    """The round a token is for; Refusal 410 when the token is old or not ours."""
    round_id, _mac = _read(token)
    return Round.objects.select_related("pot__area").get(pk=round_id)


def cast(token: str, nonce: str, choices: Choices, *, now: datetime) -> CastReceipt:
    """Tear up the credential and drop the ballot, both or neither.

    `nonce`: from `new_nonce`, made with the form and kept nowhere else; sending the same form again gives
    the same answer. Refusal 409 when the credential is gone or the ballot says what it can't, 410 when
    voting is over, 503 when the database can't write.
    """
    round_id, mac = _read(token)
    if not _NONCE.fullmatch(nonce):
        refuse(_("This form is not complete. Type your code again for a new one."))
    rule = rule_of(round_id)
    if rule is None:
        refuse(_too_long(), status=410)
    answer = rules.accept(choices, rule=rule)
    if isinstance(answer, Refused):
        refuse(answer.reason)
    paper = urn.Paper(urn.ballot_id(nonce), rules.body(choices, rule=rule), urn.salt())
    if not _tear_and_drop(mac, paper, round_id=round_id, now=now):
        _insist_same_ballot(paper, round_id=round_id, now=now)
    return CastReceipt(round_id, nonce)


def _tear_and_drop(mac: bytes, paper: urn.Paper, *, round_id: int, now: datetime) -> bool:
    try:
        with transaction.atomic():
            urn.lock(round_id, shared=True)
            torn = urn.tear_up(mac, round_id=round_id, now=now)
            if torn:
                urn.drop(paper, round_id=round_id)
    except IntegrityError:
        # The credential is still there, so the form's number was used for someone else's ballot: a page
        # that a browser showed again. Saying thank you here would lose a vote.
        refuse(_("This form was used before. Type your code again; your vote has not been counted yet."))
    except (OperationalError, InternalError) as error:
        # A full disk, or a database that may not be written: both steps are undone, the letter still works.
        log.critical("A vote could not be written: %s", type(error).__name__)
        refuse(_our_fault(now=now), status=503)
    return torn


def _insist_same_ballot(paper: urn.Paper, *, round_id: int, now: datetime) -> None:
    """The credential is gone: either this very form arrived before, or it can't be used."""
    if urn.find(paper.id, round_id=round_id) == paper.body:
        return
    round = Round.objects.select_related("pot__area").get(pk=round_id)
    _insist_open(round, now=now)
    refuse(_used(round, now=now))


def _read(token: str) -> tuple[int, bytes]:
    try:
        round_id, mac = signing.loads(token, salt=SALT, max_age=TOKEN_SECONDS)
    except signing.BadSignature:
        refuse(_too_long(), status=410)
    return int(round_id), bytes.fromhex(mac)


def _too_long() -> str:
    return _("This took too long. Type your code again; your vote has not been counted yet.")


def _credential(plain: str) -> tuple[bytes, Round] | None:
    """The credential of a code, in whichever round it is for. Only that round is read whole.

    Where no letters were made, or their key is gone, no code can be right.
    """
    lettered = Round.objects.filter(origin=Origin.OWN, pepper_destroyed_at=None).exclude(pepper_sha256="")
    by_mac = {}
    for number, digest in lettered.order_by().values_list("pk", "pepper_sha256"):
        pepper = peppers.known_by(digest, number)
        if pepper is not None:
            by_mac[codes.mac(plain, pepper=pepper)] = number
    found = Credential.objects.filter(mac__in=list(by_mac)).values_list("mac", "round_id").first()
    if found is None or by_mac[bytes(found[0])] != found[1]:
        return None
    return bytes(found[0]), Round.objects.select_related("pot__area").get(pk=found[1])


def _insist_keys(*, now: datetime) -> None:
    """A code that is not found while a key is lost may well be right: then it is our fault."""
    for round in Round.objects.filter(phase=Phase.VOTE, origin=Origin.OWN).select_related("pot__area"):
        if peppers.is_lost(round):
            refuse(_our_fault(round, now=now), status=503)


def _our_fault(round: Round | None = None, *, now: datetime) -> str:
    words = _("Something is wrong on our side, not with your letter. Keep it. %(call)s")
    return words % {"call": _whom_to_call(round, now=now)}


def _wrong(plain: str | None, *, prefix: str, now: datetime) -> NoReturn:
    """Write a wrong try down, unless there were too many; then only say so. Either way it stops here."""
    recent = CodeFailure.objects.filter(at__gt=now - WINDOW)
    if recent.filter(prefix=prefix).count() >= FAILURES or recent.count() >= ALARM:
        words = _(
            "Many wrong codes were typed here. A right code always works: look at your letter. %(call)s"
        )
        refuse(words % {"call": _whom_to_call(now=now)}, status=429)
    CodeFailure.objects.create(prefix=prefix, at=now)
    if plain is None:
        words = _("There is a mistake in this code. It has 13 signs; look closely at your letter. %(call)s")
        refuse(words % {"call": _whom_to_call(now=now)}, status=404)
    words = _("We don't know this code (any more). Was it used to vote already, and not by you? %(call)s")
    refuse(words % {"call": _whom_to_call(now=now)}, status=404)


def _insist_open(round: Round, *, now: datetime) -> None:
    if now >= round.closes_at:
        words = _("Voting ended on %(when)s. The result stands on the page of this round.")
        refuse(words % {"when": _day(round.closes_at)}, status=410)
    if now < round.vote_at:
        refuse(_("You can vote from %(when)s. Keep your letter until then.") % {"when": _day(round.vote_at)})
    if round.phase != Phase.VOTE:
        words = _("Voting has not opened yet. Keep your letter. %(call)s")
        refuse(words % {"call": _whom_to_call(round, now=now)})


def _used(round: Round, *, now: datetime) -> str:
    words = _("This code was used to vote already. Was that not you? %(call)s")
    return words % {"call": _whom_to_call(round, now=now)}


def _whom_to_call(round: Round | None = None, *, now: datetime) -> str:
    """A name and a number: of the round's area, of the only area that votes now, or of the house."""
    if round is None:
        voting = list(
            Round.objects.filter(phase=Phase.VOTE, origin=Origin.OWN).select_related("pot__area")[:2]
        )
        round = voting[0] if len(voting) == 1 else None
    people = contacts(round.pot.area, now=now) if round else []
    name, phone = (people[0].name, people[0].phone) if people else (settings.HELP_NAME, settings.HELP_PHONE)
    return _("Call %(name)s: %(phone)s.") % {"name": name, "phone": spoken_phone(phone)}


def _day(moment: datetime) -> str:
    return date_format(localtime(moment), "l j F, H:i")
