"""Who may vote, and their letters."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from smederij.base import events
from smederij.base.refusals import insist, refuse
from smederij.people.models import Actor
from smederij.rounds import access, codes, peppers
from smederij.rounds.actions.locking import locked
from smederij.rounds.models import Credential, Issue, LetterBatch, Revocation, RollEntry, Round
from smederij.rounds.roll import unused_of, without_letter

CHUNK = 1000
MOST_ROWS = 50_000
_POSTCODE = re.compile(r"[1-9][0-9]{3} ?[A-Z]{2}")
LONGEST = {"name": 120, "address": 160, "postcode": 7, "town": 80}
COLUMNS = tuple(LONGEST)


@dataclass(frozen=True)
class RollRow:
    """One line of the list of people who may vote; `line` is where it stood, when it was read from a file."""

    name: str
    address: str
    postcode: str = ""
    town: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Letter:
    """Someone on the roll and the code for them. Exists in memory only."""

    to: RollEntry
    code: str


@dataclass(frozen=True)
class LetterRun:
    """A batch of letters, with their codes, which are kept nowhere."""

    batch: LetterBatch
    letters: tuple[Letter, ...]


def import_roll(round: Round, rows: Sequence[RollRow], *, by: Actor, now: datetime) -> int:
    """Add people to the roll, all or none; gives how many.

    Refuses doubles and rows that can't be a letter, naming the line.
    """
    if not rows:
        refuse(_("There is nobody on this list. Give one line per person."))
    if len(rows) > MOST_ROWS:
        refuse(_("This list is too long. Give at most %(most)d people at a time.") % {"most": MOST_ROWS})
    with transaction.atomic():
        round = locked(round)
        insist(access.may_import_roll(by, round, now=now))
        known = {_same(RollRow(*row)) for row in round.roll.values_list(*COLUMNS)}
        clean = list(_checked(rows, known=known))
        first = (round.roll.aggregate(last=Max("number"))["last"] or 0) + 1
        entries = [
            RollEntry(round=round, number=number, **{column: getattr(row, column) for column in COLUMNS})
            for number, row in enumerate(clean, start=first)
        ]
        RollEntry.objects.bulk_create(entries, batch_size=CHUNK)
        events.record("roll_imported", at=now, actor_id=by.pk, subject=round)
    return len(entries)


def issue_letters(round: Round, *, by: Actor, now: datetime) -> LetterRun:
    """Make one credential for everyone on the roll who has none and never had one that counted."""
    with transaction.atomic():
        round = locked(round)
        insist(access.may_issue_letters(by, round, now=now))
        people = list(without_letter(round))
        if not people:
            refuse(_("Everyone on the list has a letter already."))
        pepper = peppers.make(round.pk)
        batch = LetterBatch.objects.create(round=round, made_by=by, made_at=now)
        letters = tuple(Letter(person, codes.make_code()) for person in people)
        Issue.objects.bulk_create(
            [Issue(roll=to.to, batch=batch, at=now) for to in letters], batch_size=CHUNK
        )
        Credential.objects.bulk_create(
            [Credential(mac=_mac(letter, pepper=pepper), round=round, roll=letter.to) for letter in letters],
            batch_size=CHUNK,
        )
        events.record("letters_issued", at=now, actor_id=by.pk, subject=batch)
    return LetterRun(batch, letters)


def revoke_batch(batch: LetterBatch, *, by: Actor, now: datetime) -> int:
    """Tear up the unused credentials of a batch, so that new letters can be made; gives how many."""
    with transaction.atomic():
        round = locked(batch.round)
        insist(access.may_revoke(by, round, now=now))
        unused = unused_of(batch)
        Revocation.objects.bulk_create(
            [Revocation(roll_id=credential.roll_id, by=by, at=now) for credential in unused], batch_size=CHUNK
        )
        for start in range(0, len(unused), CHUNK):
            macs = [credential.mac for credential in unused[start : start + CHUNK]]
            Credential.objects.filter(mac__in=macs).delete()
        events.record("letters_revoked", at=now, actor_id=by.pk, subject=batch)
    return len(unused)


def _mac(letter: Letter, *, pepper: bytes) -> bytes:
    return codes.mac(letter.code.replace("-", ""), pepper=pepper)


def _checked(rows: Sequence[RollRow], *, known: set[tuple[str, ...]]) -> Iterator[RollRow]:
    """The rows as they are kept; Refusal with the number of the first line that is wrong."""
    seen: dict[tuple[str, ...], int] = {}
    for place, given in enumerate(rows, start=1):
        line = given.line or place
        row = RollRow(*_tidy(given), line)
        _insist_letter(row)
        key = _same(row)
        if key in known:
            refuse(_("Line %(line)d: this person is on the list already.") % {"line": line})
        if key in seen:
            refuse(
                _("Lines %(first)d and %(line)d are the same person.") % {"line": line, "first": seen[key]}
            )
        seen[key] = line
        yield row


def _tidy(row: RollRow) -> tuple[str, str, str, str]:
    """The columns of a row with single spaces."""
    name, address, postcode, town = (" ".join(getattr(row, column).split()) for column in COLUMNS)
    return name, address, postcode, town


def _insist_letter(row: RollRow) -> None:
    """A letter must be able to arrive."""
    if not row.name or not row.address:
        refuse(_("Line %(line)d: a name and an address are needed for a letter.") % {"line": row.line})
    for column in COLUMNS:
        text = getattr(row, column)
        if len(text) > LONGEST[column] or not text.isprintable():
            words = _("Line %(line)d: “%(start)s…” is too long, or holds something that can't be printed.")
            refuse(words % {"line": row.line, "start": text[:30]})
    if row.postcode and not _POSTCODE.fullmatch(row.postcode.upper()):
        refuse(
            _("Line %(line)d: “%(postcode)s” is not a postcode.")
            % {"line": row.line, "postcode": row.postcode}
        )


def _same(row: RollRow) -> tuple[str, ...]:
    """What makes two rows the same person: name and address, however they were typed."""
    where = row.postcode or row.town
    return tuple("".join(text.split()).casefold() for text in (row.name, row.address, where))
