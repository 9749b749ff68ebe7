"""Who may vote, and their letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from smederij.base import events
from smederij.base.refusals import Answer, Refused, insist, refuse
from smederij.people.models import Actor
from smederij.rounds import access, codes, peppers
from smederij.rounds.actions.locking import locked
from smederij.rounds.models import Credential, Issue, LetterBatch, Revocation, RollEntry, Round
from smederij.rounds.roll import few_enough, people, printed, unused_of, without_letter
from smederij.rounds.roll_rows import COLUMNS, MOST_ROWS, Problem, RollRow, Same, checked, same

CHUNK = 1000


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


def check_roll(round: Round, rows: Sequence[RollRow]) -> tuple[list[RollRow], list[Problem]]:
    """What `import_roll` would keep, and all that it would refuse; nothing is written."""
    return checked(rows, known=_known(round))


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
        clean, problems = checked(rows, known=_known(round))
        if problems:
            refuse(_in_words(problems[0]))
        first = (round.roll.aggregate(last=Max("number"))["last"] or 0) + 1
        entries = [
            RollEntry(round=round, number=number, **{column: getattr(row, column) for column in COLUMNS})
            for number, row in enumerate(clean, start=first)
        ]
        RollEntry.objects.bulk_create(entries, batch_size=CHUNK)
        events.record("roll_imported", at=now, actor_id=by.pk, subject=round)
    return len(entries)


def empty_roll(round: Round, *, by: Actor, now: datetime) -> int:
    """Take everyone off the roll, to begin anew; gives how many. Refuses once letters were made."""
    with transaction.atomic():
        round = locked(round)
        insist(access.may_import_roll(by, round, now=now))
        if round.batches.exists():
            refuse(_("Letters were made for this list, so it can't be emptied. Take people off one by one."))
        taken = round.roll.count()
        round.roll.all().delete()
        events.record("roll_emptied", at=now, actor_id=by.pk, subject=round)
    return taken


def take_off(person: RollEntry, *, by: Actor, now: datetime) -> None:
    """Take someone off the roll, with name and address; an unused letter is torn up.

    Refuses when their letter was used, and while people vote when it would be more than a few in all.
    Who had a letter keeps a number, so that letters against ballots add up.
    """
    with transaction.atomic():
        round = locked(person.round)
        insist(access.may_revoke(by, round, now=now))
        mine = people(round).filter(pk=person.pk)
        if not mine.exists():
            refuse(_("This person does not stand on the list (any more)."), status=404)
        unused = Credential.objects.filter(round=round, roll=person)
        if unused.exists():
            _can(
                few_enough(person.issues.select_related("batch__round").latest("batch_id").batch, 1, now=now)
            )
            Revocation.objects.create(roll=person, by=by, at=now)
            unused.delete()
        elif not without_letter(round).filter(pk=person.pk).exists():
            refuse(_("That is no longer possible: this letter was voted with already, or was used."))
        if person.issues.exists():
            mine.update(**dict.fromkeys(COLUMNS, ""))
        else:
            mine.delete()
        events.record("roll_person_taken_off", at=now, actor_id=by.pk, subject=round)


def issue_letters(round: Round, *, by: Actor, now: datetime) -> LetterRun:
    """Make one credential for everyone on the roll who has none and never had one that counted."""
    with transaction.atomic():
        round = locked(round)
        insist(access.may_issue_letters(by, round, now=now))
        waiting = list(without_letter(round))
        if not waiting:
            refuse(_("Everyone on the list has a letter already."))
        pepper = peppers.make(round.pk)
        batch = LetterBatch.objects.create(round=round, made_by=by, made_at=now, printed=printed(round))
        letters = tuple(Letter(person, codes.make_code()) for person in waiting)
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
    """Tear up the unused credentials of a batch, so that new letters can be made; gives how many.

    Refusal 409 while people vote, when it would be more than a few in all.
    """
    with transaction.atomic():
        round = locked(batch.round)
        insist(access.may_revoke(by, round, now=now))
        unused = unused_of(batch)
        _can(few_enough(batch, len(unused), now=now))
        Revocation.objects.bulk_create(
            [Revocation(roll_id=credential.roll_id, by=by, at=now) for credential in unused], batch_size=CHUNK
        )
        for start in range(0, len(unused), CHUNK):
            macs = [credential.mac for credential in unused[start : start + CHUNK]]
            Credential.objects.filter(mac__in=macs).delete()
        if unused:
            LetterBatch.objects.filter(pk=batch.pk).update(revoked_at=now)
        events.record("letters_revoked", at=now, actor_id=by.pk, subject=batch)
    return len(unused)


def _can(answer: Answer) -> None:
    if isinstance(answer, Refused):
        refuse(answer.reason)


def _known(round: Round) -> set[Same]:
    return {same(RollRow(*row)) for row in people(round).values_list(*COLUMNS)}


def _in_words(problem: Problem) -> str:
    return _("Line %(line)s:") % {"line": problem.line} + " " + problem.words


def _mac(letter: Letter, *, pepper: bytes) -> bytes:
    return codes.mac(letter.code.replace("-", ""), pepper=pepper)
