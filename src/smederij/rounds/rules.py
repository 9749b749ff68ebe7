"""What holds in a round, in plain Python: phases and what may happen when. Of ballots: `ballots.py`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from smederij.base.money import ZERO, Money
from smederij.base.refusals import Allowed, Answer, Refused
from smederij.rounds.ballots import BallotRule, Choices, accept, body, read_body
from smederij.rounds.models import Aspect, Phase, Round

__all__ = ["BallotRule", "Choices", "accept", "body", "read_body"]
ORDER = tuple(Phase)
BEFORE_VOTE = frozenset({Phase.COLLECT, Phase.CHECK, Phase.NOMINATE, Phase.PRESENT})
PERMITS: Mapping[str, frozenset[Phase]] = {
    "enter_own": frozenset({Phase.COLLECT, Phase.CHECK}),
    "enter": BEFORE_VOTE,
    "look": BEFORE_VOTE,
    "nominate": BEFORE_VOTE,
    "rule": BEFORE_VOTE,
    "reschedule": BEFORE_VOTE,
    "call_off": BEFORE_VOTE,
    "import_roll": BEFORE_VOTE,
    "issue_letters": BEFORE_VOTE | {Phase.VOTE},
    "revoke_batch": BEFORE_VOTE | {Phase.VOTE},
    "vote": frozenset({Phase.VOTE}),
    "step_back": BEFORE_VOTE,
    "settle": BEFORE_VOTE,
    "table": frozenset({Phase.VOTE}),
}
PUBLISHES_BALLOTS = 50
LONGEST_TITLE = 120


@dataclass(frozen=True, kw_only=True)
class Timetable:
    """The moments of a round. A phase begins at its moment; None skips it; at `closes_at` it is too late."""

    collect_at: datetime
    vote_at: datetime
    closes_at: datetime
    check_at: datetime | None = None
    nominate_at: datetime | None = None
    present_at: datetime | None = None

    @classmethod
    def of(cls, round: Round) -> "Timetable":
        """The moments as the round keeps them."""
        return cls(**{name: getattr(round, name) for name in cls.__dataclass_fields__})

    def moments(self) -> Iterator[tuple[Phase, datetime]]:
        """Each phase that is not skipped, with the moment it begins, in order."""
        for phase in (Phase.COLLECT, Phase.CHECK, Phase.NOMINATE, Phase.PRESENT, Phase.VOTE):
            moment = getattr(self, f"{phase.value}_at")
            if moment is not None:
                yield phase, moment
        yield Phase.COUNT, self.closes_at


def phase_at(timetable: Timetable, now: datetime) -> Phase:
    """The phase that the clock says: the last one begun. Before the first moment it is the first phase.

    The clock ends at COUNT: only a count makes it RESULT.
    """
    current = Phase.COLLECT
    for phase, moment in timetable.moments():
        if moment <= now:
            current = phase
    return current


def last_before_vote(timetable: Timetable) -> Phase:
    """Where a round waits while its voting can't open."""
    return [phase for phase, _moment in timetable.moments() if phase in BEFORE_VOTE][-1]


def objections_until(round: Round) -> datetime:
    """The end of the time in which a count can be contested."""
    return round.closes_at + timedelta(days=round.objection_days)


def in_order(timetable: Timetable, *, now: datetime) -> Answer:
    """Whether the moments follow one another and voting still lies ahead."""
    moments = [moment for _phase, moment in timetable.moments()]
    if moments != sorted(moments) or timetable.vote_at >= timetable.closes_at:
        return Refused(_("The dates do not follow one another. Put them in order, first to last."))
    if timetable.vote_at <= now:
        return Refused(_("Voting would begin in the past. Choose a later date."))
    return Allowed()


def permits(verb: str, phase: str) -> Answer:
    """Whether this can be done in this phase."""
    if Phase(phase) in PERMITS[verb]:
        return Allowed()
    words = _("That is not possible now: the round is at “%(phase)s”.") % {"phase": Phase(phase).label}
    return Refused(" ".join(part for part in (words, _instead(verb, phase)) if part))


def _instead(verb: str, phase: str) -> str:
    """What can be done once people vote; "" where nothing is to be said."""
    if Phase(phase) in BEFORE_VOTE:
        return ""
    if verb == "step_back":
        return _("Does this idea win and can't it go ahead? Then say “no, thank you”: the money goes back.")
    if verb in {"enter", "enter_own", "nominate", "rule"}:
        return _("An idea can come along in a next round.")
    if verb in {"reschedule", "call_off"}:
        return _("Who votes counts on what was announced. After the result there is time to object.")
    return ""


@dataclass(frozen=True)
class LookWords:
    """What someone who looks along says: free to go, or an obstacle with a reason and a next step."""

    aspect: str
    free: bool
    reason: str = ""
    next_step: str = ""


def may_say(words: LookWords, *, has_owner: bool) -> Answer:
    """Looking along is about safety and law only, and a no comes with a reason, an owner and a next step."""
    if words.aspect not in Aspect.values:
        return Refused(_("We look along at safety and law only."))
    if not words.free and not (words.reason.strip() and words.next_step.strip() and has_owner):
        return Refused(_("An obstacle needs a reason, a next step and someone who works on it."))
    return Allowed()


@dataclass(frozen=True)
class Readiness:
    """What must be there before voting opens."""

    nominated: int
    on_roll: int
    letters: int
    budget: Money
    available: Money
    promised: Money = ZERO  # to other rounds of the same pot
    loose: tuple[str, ...] = ()  # what the database no longer guards
    keyed: bool = True  # the key of the letters is at hand


def key_is_lost() -> str:
    """What the group reads when letters can't be recognised."""
    return _(
        "The key of the letters is not here: no code would work. Put it back, or call the administrator."
    )


def _urn_is_loose(ready: Readiness) -> str:
    words = _(
        "The lock on the urn is not whole, so voting can't open. Call the administrator, who reads: %(why)s"
    )
    return words % {"why": " ".join(ready.loose)}


def short_of_money(ready: Readiness) -> str:
    """Why there is too little money, in a sentence; "" when there is enough."""
    short = ready.budget - (ready.available - ready.promised)
    if short <= ZERO:
        return ""
    if ready.available >= ready.budget:
        return _("Another round is deciding over the same pot now: %(short)s is promised there.") % {
            "short": short
        }
    return _("The pot falls %(short)s short for this round.") % {"short": short}


def needed(ready: Readiness) -> list[str]:
    """What is still needed before voting, in a word or two each."""
    checks = [
        (bool(ready.nominated), _("ideas on the ballot")),
        (bool(ready.on_roll), _("the list")),
        (bool(ready.letters), _("the letters")),
        (not short_of_money(ready), _("the money")),
    ]
    return [words for there, words in checks if not there]


def is_late(round: Round, *, now: datetime) -> bool:
    """Whether voting should have begun and has not."""
    waits = round.phase in BEFORE_VOTE and round.called_off_at is None and round.settling_at is None
    return waits and round.vote_at <= now


def obstacles(ready: Readiness) -> list[str]:
    """Why voting can't open, one sentence each; empty when it can."""
    checks = [
        (not ready.nominated, _("No idea stands on the ballot yet.")),
        (not ready.on_roll, _("The list of people who may vote is empty.")),
        (bool(ready.on_roll) and not ready.letters, _("No letters with codes were made yet.")),
        (bool(short_of_money(ready)), short_of_money(ready)),
        (not ready.keyed, key_is_lost()),
        (bool(ready.loose), _urn_is_loose(ready)),
    ]
    return [sentence for wrong, sentence in checks if wrong]
