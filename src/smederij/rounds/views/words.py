"""A round in words: its steps, its dates, its rules."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from smederij.base.templatetags.words import money
from smederij.gatherings.models import Gathering
from smederij.rounds.bites import agreed
from smederij.rounds.models import BallotType, Origin, Phase, Round, SteppingBack
from smederij.rounds.rules import BEFORE_VOTE

STEPS = {
    Phase.COLLECT: "ideas",
    Phase.CHECK: "check",
    Phase.NOMINATE: "check",
    Phase.PRESENT: "tell",
    Phase.VOTE: "vote",
    Phase.COUNT: "vote",
    Phase.RESULT: "do",
    Phase.DO: "do",
}


@dataclass(frozen=True)
class Step:
    """One moment of a round; state is done, on or empty."""

    at: datetime
    title: str
    words: str
    state: str


def evening_of(round: Round) -> Gathering | None:
    """The evening of a round, unless it was called off."""
    gathering = round.gathering
    return gathering if gathering and gathering.called_off_at is None else None


def step_of(round: Round) -> str:
    """Which of the five steps is lit; without a vote people sign instead, from the moment that begins."""
    if is_signing(round):
        return "sign"
    if round.settling_at is not None and STEPS[Phase(round.phase)] == "do":
        return "signed"
    return "done" if round.origin != Origin.OWN else STEPS[Phase(round.phase)]


def is_signing(round: Round) -> bool:
    """Whether people sign for it, without a vote."""
    return round.settling_at is not None and round.phase in BEFORE_VOTE and round.called_off_at is None


def is_past(round: Round) -> bool:
    """Whether it was decided: what led to it is told as something that was."""
    return round.phase in {Phase.RESULT, Phase.DO}


def timeline(round: Round, *, now: datetime) -> list[Step]:
    """The moments of a round in order; what is skipped is left out."""
    told = _told(round) if is_past(round) else _moments(round)
    moments = [(at, title, words) for at, title, words in told if at is not None]
    begun = [at for at, _title, _words in moments if at <= now]
    current = max(begun) if begun else None
    finished = is_past(round)
    return [
        Step(
            at,
            title,
            words,
            "done" if finished or (at <= now and at != current) else "on" if at == current else "",
        )
        for at, title, words in sorted(moments, key=lambda moment: moment[0])
    ]


def _moments(round: Round) -> Iterator[tuple[datetime | None, str, str]]:
    yield round.collect_at, _("Ideas come in"), _("Everyone can share an idea. One sentence is enough.")
    yield (
        round.check_at,
        _("Looking whether it can be done"),
        _("The municipality looks along: at safety and law only."),
    )
    if round.settling_at is None:
        yield round.nominate_at, _("What stands on the ballot"), _("The group puts the ideas on the ballot.")
    if evening := evening_of(round):
        place = evening.place
        yield (
            evening.starts_at,
            _("The evening"),
            _("The ideas are told in %(place)s.") % {"place": place},
        )
    else:
        yield round.present_at, _("Telling one another"), _("The people with an idea tell about it.")
    if round.settling_at is not None:
        yield round.vote_at, _("Signing begins"), _("All that is asked fits, so no vote is needed.")
        yield round.closes_at, _("Signing ends"), _("Then two people look whether it can go ahead.")
        return
    yield round.vote_at, _("Voting begins"), _("With the code from your letter.")
    yield round.closes_at, _("Voting ends"), _("Right after that the votes are counted.")


def _told(round: Round) -> Iterator[tuple[datetime | None, str, str]]:
    """The moments of a round that was decided; of one held elsewhere only what is known."""
    own = round.origin == Origin.OWN
    if own:
        yield round.collect_at, _("Ideas came in"), _("Everyone could share an idea.")
        yield (
            round.check_at,
            _("We looked whether it could be done"),
            _("The municipality looked along: at safety and law only."),
        )
    if own and round.settling_at is None:
        yield round.nominate_at, _("The ballot was set"), _("The group put the ideas on it.")
    if evening := evening_of(round):
        words = _("The ideas were told in %(place)s.") % {"place": evening.place}
        yield evening.starts_at, _("The evening"), words
    elif own:
        yield round.present_at, _("Telling one another"), _("The people with an idea told about it.")
    if round.settling_at is not None:
        yield round.vote_at, _("Signing began"), _("All that was asked fitted, so no vote was needed.")
        yield round.closes_at, _("Signing ended"), _("Then two people looked whether it could go ahead.")
        return
    yield round.vote_at, _("Voting began"), _("With the code from the letter.") if own else ""
    yield round.closes_at, _("Voting ended"), _("Right after that the votes were counted.")


def rules_in_words(round: Round) -> list[str]:
    """How this round is voted and counted, in a few sentences."""
    pointed = round.ballot_type == BallotType.POINTS
    sentences = [
        _ballot_words(round),
        _("The ideas with the most points get money first, until the pot is empty.")
        if pointed
        else _("The ideas with the most votes get money first, until the pot is empty."),
    ]
    if round.cap:
        sentences.append(_("An idea gets at most %(cap)s.") % {"cap": money(round.cap)})
    sentences.append(_last_words(round))
    if round.threshold > 1:
        least = (
            _("An idea needs at least %(n)s points.") if pointed else _("An idea needs at least %(n)s votes.")
        )
        sentences.append(least % {"n": round.threshold})
    book = agreed(round)
    more = (book.sit_out, book.ideas, book.nomination, book.age, book.tie, book.objection, book.dispute)
    return sentences + [one.in_words for one in more if one.agreement]


def _ballot_words(round: Round) -> str:
    most = {"most": round.most_choices, "each": round.most_per_idea}
    if round.ballot_type == BallotType.POINTS:
        return _("Everyone divides %(most)s points, at most %(each)s on one idea.") % most
    if round.ballot_type == BallotType.BUDGET:
        return _("Everyone chooses as many ideas as fit the pot together.")
    return (
        ngettext("Everyone chooses one idea.", "Everyone chooses up to %(most)s ideas.", round.most_choices)
        % most
    )


def _last_words(round: Round) -> str:
    if round.partial_last:
        return _("Does an idea no longer fit? Then it gets what is left, and that is the last one.")
    if round.skip_misfit:
        return _("Does an idea no longer fit? Then we look whether the next one does.")
    return _("Does an idea no longer fit? Then the counting stops there.")


@dataclass(frozen=True)
class Thanks:
    """What somebody gave up, in a sentence."""

    sentence: str
    whole: bool


def thanks(steps: Iterable[SteppingBack]) -> list[Thanks]:
    """Who granted another something: by name when they agreed to that, otherwise by their idea."""
    return [Thanks(_thanks_words(step), step.whole) for step in steps]


def _thanks_words(step: SteppingBack) -> str:
    words = {
        "who": step.by.name if step.named and step.by.name else "",
        "idea": step.entry.title,
        "other": step.in_favour_of.title if step.in_favour_of else "",
        "before": money(step.before),
        "after": money(step.after),
    }
    if step.whole:
        told = _("“%(idea)s” stepped back.")
        told = _("“%(idea)s” stepped back in favour of “%(other)s”.") if words["other"] else told
    else:
        told = _("“%(idea)s” asks %(after)s instead of %(before)s.")
        told = (
            _("“%(idea)s” asks %(after)s instead of %(before)s, in favour of “%(other)s”.")
            if words["other"]
            else told
        )
    thank = _("Thank you, %(who)s.") if words["who"] else ""
    return " ".join(part % words for part in (told, thank) if part)
