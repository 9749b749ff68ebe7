"""What the clock moves."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime

from smederij.base import events
from smederij.initiatives.models import Initiative
from smederij.pots import actions as pots
from smederij.rounds import hall, lots, peppers, rules, urn, winnings
from smederij.rounds.actions.by_agreement import nominate_as_agreed
from smederij.rounds.actions.heads import seal_night, seal_opening
from smederij.rounds.actions.locking import locked
from smederij.rounds.actions.settling import grant_late, settle
from smederij.rounds.actions.telling import tell_opening
from smederij.rounds.bites import with_agreements
from smederij.rounds.models import CodeFailure, Credential, Objection, Origin, Phase, Reading, Round
from smederij.rounds.readiness import nominated, readiness
from smederij.rounds.rules import Timetable

NIGHT_ENDS = 5  # o'clock; the urn is shaken before
Step = Callable[[Round, datetime], int]
KEEP_FAILURES = timedelta(hours=1)
log = logging.getLogger(__name__)


def tick(now: datetime) -> int:
    """Move phases, shake urns at night, settle what is over, destroy what must go.

    Safe twice and from two processes. Gives how many things moved. A round that can't be moved is written to
    the log and holds up no other.
    """
    going_on = Round.objects.filter(origin=Origin.OWN).filter(
        ~Q(phase=Phase.DO) | Q(pepper_destroyed_at=None)
    )
    moved = 0
    rounds = list(going_on.select_related("pot__area", "result", "table").order_by("pk"))
    with_agreements([one for one in rounds if one.phase in rules.BEFORE_VOTE])
    waits = _waiting([one for one in rounds if one.phase == Phase.RESULT])
    for round in rounds:
        late = (_grant_late,) if round.pk in waits else ()
        moved += _walk((*MOVES, *late, *ENDS), round, now=now)
    CodeFailure.objects.filter(at__lt=now - KEEP_FAILURES).delete()
    return moved


def _waiting(counted: Sequence[Round]) -> frozenset[int]:
    """Which of these wait for money, asked of all at once. Where that fails, each is looked at by itself."""
    try:
        waits = winnings.not_granted_of(counted)
    except Exception:
        log.exception("the clock could not see at once which winners wait")
        return frozenset(one.pk for one in counted)
    return frozenset(number for number, money in waits.items() if money)


def _walk(steps: Sequence[Step], round: Round, *, now: datetime) -> int:
    """Take a round through the steps; it is read anew after each one that changed it, or failed to.

    What was read may be old by now: each step that changes something looks again, under the lock.
    """
    moved = 0
    for step in steps:
        try:
            done = step(round, now)
        except Exception:
            log.exception("round %d: the clock could not do %s", round.pk, step.__name__)
            done = None
        if done != 0:
            round = _read(round.pk)
        moved += done or 0
    return moved


def _read(number: int) -> Round:
    return Round.objects.select_related("pot__area", "result", "table").get(pk=number)


def _wanted(round: Round, now: datetime) -> Phase:
    """Where a round that has not opened should be: voting opens when all is there, never after its end."""
    timetable = Timetable.of(round)
    wanted = rules.phase_at(timetable, now)
    if wanted in rules.BEFORE_VOTE:
        return wanted
    ready = wanted == Phase.VOTE and not rules.obstacles(readiness(round))
    return Phase.VOTE if ready else rules.last_before_vote(timetable)


def _move(round: Round, now: datetime) -> int:
    waits = round.phase in rules.BEFORE_VOTE and round.called_off_at is None and round.settling_at is None
    if not waits or _wanted(round, now) == round.phase:
        return 0
    with transaction.atomic():
        round = locked(round)
        pots.lock_money()  # no other round opens on the same money, and nobody takes it out meanwhile
        if round.phase not in rules.BEFORE_VOTE or round.called_off_at or round.settling_at:
            return 0
        hold_ideas(round)
        wanted = _wanted(round, now)
        if wanted == Phase.VOTE:
            _open(round, now=now)
            tell_opening(round, now=now)
        return _to(wanted, round, now=now)


def hold_ideas(round: Round) -> None:
    """Who takes an idea back holds its row: that is done before the ballot is drawn up, or not at all."""
    on_ballot = Initiative.objects.filter(entries__round=round, entries__nominated_at__isnull=False)
    list(on_ballot.order_by("pk").select_for_update(of=("self",)))


def _open(round: Round, *, now: datetime) -> None:
    """Draw up the ballot."""
    number_ballot(round)
    seal_opening(round, now=now)
    round.shaken_on = localtime(now).date()
    round.save(update_fields=["shaken_on"])


def number_ballot(round: Round) -> None:
    """Give the entries their ballot numbers, by a lot that anyone can draw again from the seed."""
    for number, entry in enumerate(
        sorted(nominated(round), key=lambda entry: lots.lot(round.seed, entry)), start=1
    ):
        entry.number = number
        entry.save(update_fields=["number"])


def _shake(round: Round, now: datetime) -> int:
    local = localtime(now)
    if round.phase != Phase.VOTE or round.shaken_on == local.date() or local.hour >= NIGHT_ENDS:
        return 0
    with transaction.atomic():
        round = locked(round)
        if round.phase != Phase.VOTE or round.shaken_on == local.date():
            return 0
        urn.shake(round.pk)
        seal_night(round, now=now)
        round.shaken_on = local.date()
        round.save(update_fields=["shaken_on"])
    return 1


def _settle(round: Round, now: datetime) -> int:
    if round.phase != Phase.VOTE or now < round.closes_at or hall.has_table(round):
        return 0
    settle(round, now=now)
    return 1


def _grant_late(round: Round, now: datetime) -> int:
    """When the pot could not give what was won, try again."""
    return int(grant_late(round, now=now))


def _finish(round: Round, now: datetime) -> int:
    if round.phase != Phase.RESULT or now < rules.objections_until(round):
        return 0
    with transaction.atomic():
        round = locked(round)
        if round.phase != Phase.RESULT or winnings.not_granted(round.result):
            return 0
        return _to(Phase.DO, round, now=now)


def _destroy(round: Round, now: datetime) -> int:
    """After the objection period the key goes, and with it who was on the roll and who did not vote.

    When a round is called off they go at once.
    """
    over = round.phase in {Phase.RESULT, Phase.DO} and now >= rules.objections_until(round)
    over = over or round.called_off_at is not None
    if not over or round.pepper_destroyed_at is not None:
        return 0
    peppers.destroy(round.pk)
    with transaction.atomic():
        round = locked(round)
        if round.pepper_destroyed_at is not None:
            return 0
        Credential.objects.filter(round=round).delete()
        round.roll.update(name="", address="", postcode="", town="")
        Reading.objects.filter(box__round=round).delete()
        Objection.objects.filter(entry__round=round).update(name="", phone="")
        round.pepper_destroyed_at = now
        round.save(update_fields=["pepper_destroyed_at"])
        events.record("round.key_destroyed", at=now, actor_id=None, subject=round)
    return 1


MOVES: tuple[Step, ...] = (nominate_as_agreed, _move, _shake, _settle)
ENDS: tuple[Step, ...] = (_finish, _destroy)


def _to(phase: Phase, round: Round, *, now: datetime) -> int:
    if phase == round.phase:
        return 0
    round.phase = phase
    round.save(update_fields=["phase"])
    events.record(f"round.{phase.value}", at=now, actor_id=None, subject=round)
    return 1
