"""The table in the hall, and the papers of the box."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from smederij.base import events
from smederij.base.refusals import insist, refuse
from smederij.people.models import Actor
from smederij.people.queries import same_person
from smederij.rounds import access, ballots, codes, hall, peppers, urn
from smederij.rounds.actions.locking import locked
from smederij.rounds.actions.roll import Letter
from smederij.rounds.actions.voting import new_nonce
from smederij.rounds.ballots import Choices
from smederij.rounds.models import (
    Box,
    Credential,
    HandOut,
    Issue,
    LetterBatch,
    PaperBack,
    PapersIn,
    Reading,
    Revocation,
    RollEntry,
    Round,
    Table,
)
from smederij.rounds.papers import ballot_rule
from smederij.rounds.roll import people, printed

MOST_PAPERS = 5000


def open_table(round: Round, *, by: Actor, now: datetime) -> Table:
    """Say that the table in the hall can open. The second person who says so opens it; twice is once."""
    with transaction.atomic():
        round = locked(round)
        insist(access.may_run_table(by, round, now=now))
        table, new = Table.objects.get_or_create(round=round, defaults={"first_by": by, "first_at": now})
        if not new and not table.is_open and table.first_by_id not in same_person(by.pk):
            table.second_by, table.second_at = by, now
            table.save(update_fields=["second_by", "second_at"])
        events.record("round.table", at=now, actor_id=by.pk, subject=round)
    return table


def give_code(person: RollEntry, *, by: Actor, now: datetime) -> Letter:
    """A new code for someone at the table; the one in their letter stops working.

    Refusal 409 when they voted or hold a paper. The code is in the answer and nowhere else.
    """
    with transaction.atomic():
        round, person = _at_table(person, by=by, now=now)
        if _tear_up(round, person):
            Revocation.objects.create(roll=person, by=by, at=now)
        code = codes.make_code()
        Issue.objects.create(roll=person, batch=_slip(round, by=by, now=now), at=now)
        mac = codes.mac(code.replace("-", ""), pepper=peppers.make(round.pk))
        Credential.objects.create(mac=mac, round=round, roll=person)
        events.record("round.code_given", at=now, actor_id=by.pk, subject=round)
    return Letter(person, code)


def give_paper(person: RollEntry, *, by: Actor, now: datetime) -> HandOut:
    """A ballot on paper for someone at the table: their right to vote is torn up with it.

    Refusal 409 when their vote was cast or they were given a paper already.
    """
    with transaction.atomic():
        round, person = _at_table(person, by=by, now=now)
        if not _tear_up(round, person):
            Issue.objects.create(roll=person, batch=_slip(round, by=by, now=now), at=now)
        given = HandOut.objects.create(roll=person, by=by, at=now)
        events.record("round.paper_given", at=now, actor_id=by.pk, subject=round)
    return given


def take_paper_back(given: HandOut, *, by: Actor, now: datetime) -> PaperBack:
    """A paper came back unused: whoever had it can vote in another way. Twice is once."""
    with transaction.atomic():
        round = locked(given.roll.round)
        insist(access.may_run_table(by, round, now=now))
        if back := PaperBack.objects.filter(hand_out=given).first():
            return back
        back = PaperBack.objects.create(hand_out=given, by=by, at=now)
        Revocation.objects.create(roll=given.roll, by=by, at=now)
        events.record("round.paper_back", at=now, actor_id=by.pk, subject=round)
    return back


def count_box(round: Round, papers: int, *, by: Actor, now: datetime) -> Box:
    """Write down how many papers lie in the box. A second person who counts the same makes it sure.

    Who counts another number replaces what stood there, and somebody else confirms that. Refusal 409 once
    it is sure, since reading began on it.
    """
    if not 0 <= papers <= MOST_PAPERS:
        refuse(_("Fill in how many papers lie in the box."))
    with transaction.atomic():
        round = locked(round)
        insist(access.may_open_box(by, round, now=now))
        box = Box.objects.filter(round=round).first() or Box(round=round)
        if box.pk and box.is_sure:
            if box.papers == papers:
                return box
            refuse(_("Two people counted the box already: %(n)d papers.") % {"n": box.papers})
        other = box.pk and box.counted_by_id not in same_person(by.pk)
        if other and box.papers == papers:
            box.second_by, box.second_at = by, now
        else:
            box.papers, box.counted_by, box.counted_at = papers, by, now
        box.save()
        events.record("round.box_counted", at=now, actor_id=by.pk, subject=round)
    return box


def read_paper(box: Box, number: int, choices: Choices | None, *, by: Actor, now: datetime) -> Reading:
    """Write down what stands on a paper; None when it can't be read. Who reads again mends their own reading.

    Two people read each paper, apart from one another. Where they differ a third, who reads it too, decides.
    """
    with transaction.atomic():
        round = locked(box.round)
        insist(access.may_open_box(by, round, now=now))
        box = Box.objects.get(pk=box.pk)
        if not box.is_sure or not 1 <= number <= box.papers:
            refuse(_("There is no paper with this number in the box."), status=404)
        body = ballots.body(choices, rule=ballot_rule(round)) if choices else ""
        reading = _own_reading(box, number, by=by) or _next_reading(box, number)
        reading.body, reading.by, reading.at = body, by, now
        reading.save()
    return reading


def _own_reading(box: Box, number: int, *, by: Actor) -> Reading | None:
    """What this person read before, to mend, as long as no third person decided on it."""
    here = Reading.objects.filter(box=box, number=number)
    own = here.filter(by__in=same_person(by.pk)).first()
    if own and not own.third and here.filter(third=True).exists():
        refuse(_("A third person has decided about this paper already."))
    return own


def _next_reading(box: Box, number: int) -> Reading:
    paper = hall.Paper(number, tuple(Reading.objects.filter(box=box, number=number)))
    if paper.body is not None:
        refuse(_("Two people have read this paper already."))
    return Reading(box=box, number=number, third=paper.differs)


def put_papers_in(round: Round, *, explanation: str = "", now: datetime) -> PapersIn | None:
    """Put what was read into the urn, among the votes from the screen. Inside the transaction that closes.

    None for a round without papers. Refusal 409 while papers wait, or when there are too many and nobody
    says how that came.
    """
    if waiting := hall.waits(round):
        refuse(waiting[0])
    box = Box.objects.filter(round=round).first()
    if box is None:
        return None
    explanation = " ".join(explanation.split())[:600]
    if hall.needs_explanation(round) and not explanation:
        refuse(_("More papers lie in the box than were handed out. Write down how that came."))
    rule = ballot_rule(round)
    bodies = [paper.body or "" for paper in hall.papers_of(box)]
    counting = [body for body in bodies if hall.kind_of(body, rule=rule) != "invalid"]
    urn.drop_all(
        [urn.Paper(urn.ballot_id(new_nonce()), body, urn.salt()) for body in counting], round_id=round.pk
    )
    read = hall.kinds(box, rule=rule)
    return PapersIn.objects.create(
        round=round,
        valid=read.valid,
        blank=read.blank,
        invalid=read.invalid,
        explanation=explanation,
        at=now,
    )


def _at_table(person: RollEntry, *, by: Actor, now: datetime) -> tuple[Round, RollEntry]:
    """The round, held, and someone on its roll who can still vote; refusals say why not."""
    round = locked(person.round)
    insist(access.may_run_table(by, round, now=now))
    table = Table.objects.filter(round=round).first()
    if table is None or not table.is_open:
        refuse(_("The table is not open yet: two people open it together."))
    here = people(round).filter(pk=person.pk).first()
    if here is None:
        refuse(_("This person does not stand on the list (any more)."), status=404)
    if not hall.can_vote(here):
        refuse(_("That is no longer possible: this person has voted, or was given a paper."))
    return round, here


def _tear_up(round: Round, person: RollEntry) -> bool:
    """Tear up the unused credential of someone; False when there was none."""
    return bool(Credential.objects.filter(round=round, roll=person).delete()[0])


def _slip(round: Round, *, by: Actor, now: datetime) -> LetterBatch:
    return LetterBatch.objects.create(
        round=round, made_by=by, made_at=now, printed=printed(round), at_table=True
    )
