"""Granting one another something: before the vote an idea steps back, or asks less."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from smederij.base import events
from smederij.base.money import ZERO, Money
from smederij.base.refusals import insist, refuse
from smederij.initiatives.queries import carries
from smederij.people.models import Actor
from smederij.rounds import access
from smederij.rounds.actions.locking import locked
from smederij.rounds.models import Entry, Round, SteppingBack


@dataclass(frozen=True, kw_only=True)
class Step:
    """What somebody gives up: `after` is what the idea still asks, zero when it steps back whole.

    `before` is what they saw that it asked. `named`: they agree to be thanked by name.
    """

    before: Money
    after: Money = ZERO
    in_favour_of: Entry | None = None
    named: bool = False


def step_back(entry: Entry, step: Step, *, by: Actor, now: datetime) -> SteppingBack:
    """Write down that an idea steps back, or asks less. Sending the same twice writes it once.

    Who carries the idea, or the group on their word. Not any more once people vote or sign.
    """
    with transaction.atomic():
        round = locked(entry.round)
        entry = Entry.objects.select_related("initiative__starter", "initiative__area").get(pk=entry.pk)
        insist(access.may_step_back(by, entry, round, now=now))
        known = SteppingBack.objects.filter(entry=entry, before=step.before.cents).first()
        if known is not None and known.after == step.after:
            return known
        _insist_sound(entry, step, round=round)
        starter = entry.initiative.starter if entry.initiative and not carries(by, entry.initiative) else by
        written = SteppingBack.objects.create(
            entry=entry,
            in_favour_of=step.in_favour_of,
            before=entry.asked,
            after=step.after,
            by=starter or by,
            written_by=by,
            named=step.named,
            at=now,
        )
        _give_up(entry, step.after)
        events.record("round.stepped_back", at=now, actor_id=by.pk, subject=entry)
    return written


def _insist_sound(entry: Entry, step: Step, *, round: Round) -> None:
    if entry.nominated_at is None:
        refuse(_("This idea does not stand on the ballot, so there is nothing to step back from."))
    if step.before != entry.asked:
        words = _("This idea asks %(asked)s by now. Look again at what you want to give up.")
        refuse(words % {"asked": entry.asked})
    if not ZERO <= step.after < entry.asked:
        refuse(_("Fill in an amount below %(asked)s.") % {"asked": entry.asked})
    other = step.in_favour_of
    if other is not None and (other.round_id != round.pk or other.pk == entry.pk or not other.nominated_at):
        refuse(_("Choose another idea that stands on the ballot."))


def _give_up(entry: Entry, after: Money) -> None:
    if after:
        entry.asked = after
        entry.save(update_fields=["asked"])
    else:
        entry.nominated_by = entry.nominated_at = None
        entry.save(update_fields=["nominated_by", "nominated_at"])


def still_asks(entry: Entry, asked: Money) -> Money:
    """What an idea asks that comes back, less what was given up. Refusal when it stepped back whole."""
    steps = list(SteppingBack.objects.filter(entry=entry))
    left = asked - sum((one.before - one.after for one in steps), ZERO)
    if left <= ZERO or any(one.whole for one in steps):
        refuse(_("This idea stepped back in this round. It can take part in a next one."))
    return left
