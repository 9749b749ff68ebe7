"""A no never closes an idea: it becomes an obstacle, with somebody who works on it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from smederij.base import clock
from smederij.base.events import record
from smederij.base.refusals import insist, refuse
from smederij.initiatives import access, rules
from smederij.initiatives.access import living
from smederij.initiatives.actions.steps import insist_on, locked, one_line, sealed
from smederij.initiatives.models import Initiative, Obstacle
from smederij.people import actions as people
from smederij.people.models import Actor


@dataclass(frozen=True)
class Hurdle:
    """What stands in the way, who works on it, the next step, and in how many working days there is news."""

    words: str
    owner: Actor
    step: str
    days: int
    told: bool = False


def raise_obstacle(
    initiative: Initiative, hurdle: Hurdle, *, by: Actor, now: datetime, key: str = ""
) -> Obstacle:
    """Say what stands in the way. Who does not carry the initiative called its carriers first: `told`.

    The same `key` with the same words gives the one that is there.
    """
    stored = sealed(key, one_line(hurdle.words))
    try:
        with transaction.atomic():
            return _raise(initiative, hurdle, by=by, now=now, key=stored)
    except IntegrityError:
        twice = Obstacle.objects.filter(key=stored).first() if stored else None
        if twice is None:
            raise
        return twice


def _raise(initiative: Initiative, hurdle: Hurdle, *, by: Actor, now: datetime, key: str | None) -> Obstacle:
    initiative = locked(initiative)
    insist(living.may_raise(by, initiative, now=now))
    known = Obstacle.objects.filter(key=key).first() if key else None
    if known is not None:
        return known
    _insist_on_fit(hurdle)
    insist(living.may_own(hurdle.owner, initiative, by=by, now=now))
    inside = access.carries(by, initiative)
    if not inside and not hurdle.told and initiative.carriers.now().exists():
        refuse(_("Call whoever carries it first. A no is told by phone, and the page says who called."))
    called = by if hurdle.told and not inside else None
    obstacle = Obstacle.objects.create(
        initiative=initiative,
        words=one_line(hurdle.words),
        owner=hurdle.owner,
        step=one_line(hurdle.step),
        due=clock.working_days_later(now, days=hurdle.days),
        raised_by=by,
        raised_at=now,
        told_by=called,
        told_at=now if called else None,
        key=key,
    )
    record("obstacle.raised", at=now, actor_id=by.pk, subject=obstacle)
    return obstacle


def _insist_on_fit(hurdle: Hurdle) -> None:
    insist_on(rules.obstacle_is_fit(one_line(hurdle.words), step=one_line(hurdle.step), days=hurdle.days))


@transaction.atomic
def next_step(obstacle: Obstacle, *, step: str, days: int, by: Actor, now: datetime) -> Obstacle:
    """What happens next and when there is news: by its owner, the carriers or the area's people."""
    obstacle, step = _held(obstacle), one_line(step)
    insist(living.may_solve(by, obstacle, now=now))
    _insist_open(obstacle)
    insist_on(rules.obstacle_is_fit(obstacle.words, step=step, days=days))
    obstacle.step, obstacle.due = step, clock.working_days_later(now, days=days)
    obstacle.save(update_fields=["step", "due"])
    record("obstacle.next_step", at=now, actor_id=by.pk, subject=obstacle)
    return obstacle


@transaction.atomic
def take_on(obstacle: Obstacle, *, by: Actor, now: datetime) -> Obstacle:
    """ "I work on this": from now on it is theirs. Taking it on again changes nothing."""
    obstacle = _held(obstacle)
    insist(access.may_see(by, obstacle.initiative, now=now))
    _insist_open(obstacle)
    if obstacle.owner_id != by.pk:
        insist(living.may_raise(by, obstacle.initiative, now=now))
        obstacle.owner = by
        obstacle.save(update_fields=["owner"])
        record("obstacle.taken_on", at=now, actor_id=by.pk, subject=obstacle)
    return obstacle


@transaction.atomic
def solve(obstacle: Obstacle, *, how: str, by: Actor, now: datetime) -> Obstacle:
    """Out of the way, and how: others learn from it. Twice is once."""
    obstacle, how = _held(obstacle), one_line(how)
    insist(living.may_solve(by, obstacle, now=now))
    if obstacle.solved_at is not None:
        return obstacle
    insist_on(rules.how_is_fit(how))
    obstacle.solved_at, obstacle.solved_by, obstacle.solved_how = now, by, how
    obstacle.save(update_fields=["solved_at", "solved_by", "solved_how"])
    record("obstacle.solved", at=now, actor_id=by.pk, subject=obstacle)
    about = obstacle.initiative
    sentence = _("An obstacle is out of the way: %(title)s") % {"title": about.title}
    people.tell(about, sentence=sentence, url=about.get_absolute_url(), by=by, now=now)
    return obstacle


def _insist_open(obstacle: Obstacle) -> None:
    if obstacle.solved_at is not None:
        refuse(_("This is out of the way already."))


def _held(obstacle: Obstacle) -> Obstacle:
    rows = Obstacle.objects.select_for_update(of=("self",))
    return rows.select_related("initiative__area__parent__parent__parent").get(pk=obstacle.pk)
