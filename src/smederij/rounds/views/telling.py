"""A count told so that a twelve-year-old can tell it on: one short story per turn, with the money moving."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from smederij.base.look import Part
from smederij.base.money import ZERO, Money
from smederij.base.templatetags.words import and_list, money
from smederij.rounds.models import BallotType, Round
from smederij.rounds.results import Line, ResultPage, TieLine


@dataclass(frozen=True)
class Turn:
    """One turn of the count: what happened in sentences, and the pot after it."""

    line: Line
    title: str
    sentences: Sequence[str]
    parts: Sequence[Part]
    whole: Money


def score_words(line_score: str, *, kind: str) -> str:
    """61 votes, 1 point, 23,8% of the votes."""
    if kind == "percent":
        return _("%(score)s of the votes") % {"score": line_score}
    one = line_score == "1"
    if kind == "points":
        return _("1 point") if one else _("%(score)s points") % {"score": line_score}
    return _("1 vote") if one else _("%(score)s votes") % {"score": line_score}


def opening(page: ResultPage, round: Round) -> list[str]:
    """What was there before the count began."""
    told = [_("There was %(budget)s in the pot.") % {"budget": money(page.budget)}, *_turnout(page)]
    if round.origin == "own":
        told.append(_ballot(round))
    return [
        *told,
        _("We began with the idea that got most. Then the next one, and so on, as long as there was money."),
    ]


def _turnout(page: ResultPage) -> list[str]:
    voted = page.turnout.voted
    if voted is None:
        return []
    if page.turnout.about:
        return [_("About %(n)s people voted.") % {"n": voted}]
    blank = page.turnout.blank or 0
    told = [ngettext("One person voted.", "%(n)s people voted.", voted) % {"n": voted}]
    if blank:
        told.append(ngettext("One of them voted blank.", "%(n)s of them voted blank.", blank) % {"n": blank})
    return told


def _ballot(round: Round) -> str:
    words = {"most": round.most_choices, "each": round.most_per_idea}
    if round.ballot_type == BallotType.POINTS:
        return _("Everyone could divide %(most)s points, at most %(each)s on one idea.") % words
    if round.ballot_type == BallotType.BUDGET:
        return _("Everyone could choose as many ideas as fit the pot together.")
    return (
        ngettext(
            "Everyone could choose one idea.",
            "Everyone could choose up to %(most)s ideas.",
            round.most_choices,
        )
        % words
    )


def turns(page: ResultPage) -> list[Turn]:
    """Every turn of the count in order, each with the pot as it then was."""
    told: list[Turn] = []
    parts: list[Part] = []
    for index, line in enumerate(page.lines):
        if line.granted > ZERO:
            parts = [*parts, Part(line.title, line.granted)]
        sentences = [_score(line, page=page, first=index == 0), *_what_happened(line, page=page)]
        told.append(Turn(line, line.title, sentences, parts, page.budget))
    return told


def _score(line: Line, *, page: ResultPage, first: bool) -> str:
    if line.decision == "no_votes":
        return _("Nobody voted for this idea this time.")
    if line.decision == "withdrawn":
        return _("The people behind this idea took it back.")
    words = {"score": score_words(line.score_text, kind=page.kind)}
    tied = list(line.tied_with)
    if tied:
        return _("It got %(score)s, just as many as %(others)s.") % {**words, "others": and_list(tied)}
    return _("It got %(score)s, the most of all.") % words if first else _("It got %(score)s.") % words


def _what_happened(line: Line, *, page: ResultPage) -> list[str]:
    if line.won:
        return _got(line)
    return _lacked(line, page=page)


def _got(line: Line) -> list[str]:
    amounts = {
        "asked": money(line.asked),
        "most": money(line.counted_as),
        "granted": money(line.granted),
        "before": money(line.left_before),
        "after": money(line.left_after),
        "short": money(line.asked - line.granted),
    }
    told = [_("It asked %(asked)s.") % amounts]
    if line.counted_as < line.asked:
        told.append(_("We agreed that an idea gets at most %(most)s.") % amounts)
    if line.granted < line.counted_as:
        told.append(
            _("Only %(before)s was left. The rule is that the last idea then gets what is left.") % amounts
        )
        told.append(_("So it gets %(granted)s: %(short)s less than it asked.") % amounts)
    elif not line.granted:
        told = [_("It needs no money and goes ahead.")]
    else:
        told.append(_("That fits: it gets %(granted)s.") % amounts)
    return [*told, _("Now %(after)s is left.") % amounts if line.left_after else _("Now the pot is empty.")]


def _lacked(line: Line, *, page: ResultPage) -> list[str]:
    """What an idea that got nothing lacked; about the idea, never about the people."""
    amounts = {
        "asked": money(line.asked),
        "before": money(line.left_before),
        "short": money(line.short),
        "behind": line.behind,
        "gap": score_words(line.gap_text or "0", kind=page.kind),
        "needed": score_words(line.needed_text or "0", kind=page.kind),
        "threshold": score_words(str(page.threshold), kind=page.kind),
    }
    told, last = _reasons(line), _partly(page)
    if last is not None and line.decision == "after_stop" and line.behind != last.title:
        told.append(_("Had it ended above %(last)s, it would have got the last %(rest)s."))
        amounts |= {"last": last.title, "rest": money(last.left_before)}
    if line.decision in {"does_not_fit", "after_stop"} and line.behind and line.gap_text not in {None, "0"}:
        told.append(_("It stood %(gap)s below %(behind)s; above that it would have fitted."))
    return [sentence % amounts for sentence in told]


def _partly(page: ResultPage) -> Line | None:
    """The idea that got what was left, if there is one; whoever ended above it would have got that."""
    return next((one for one in page.lines if one.decision == "partly"), None)


def _reasons(line: Line) -> list[str]:
    """Why an idea got nothing, by what the count decided."""
    if line.decision == "does_not_fit" and not line.left_before:
        return [_("It asked %(asked)s, and the pot was empty.")]
    words = {
        "does_not_fit": _("It asked %(asked)s, and %(before)s was left. It came %(short)s short."),
        "after_stop": _(
            "It asked %(asked)s. The counting had ended by then: the money went to the ideas above it."
        ),
        "below_threshold": _("To get money, an idea needed %(threshold)s. It came %(needed)s short."),
        "turnout_too_low": _("Too few people voted to give out the pot."),
    }
    return [words[line.decision]] if line.decision in words else []


def tie_words(tie: TieLine, *, kind: str, seed: str) -> str:
    """How a tie was settled, in a sentence or two."""
    words = {
        "titles": and_list(list(tie.titles)),
        "score": score_words(tie.score_text, kind=kind),
        "seed": seed,
    }
    told = [_("%(titles)s each got %(score)s.") % words]
    ways = {
        "cost": _("The idea that asked least went first."),
        "votes": _("The idea that most people chose went first."),
        "lot": _("A lot was drawn with the words “%(seed)s”, which stood fixed before the vote.") % words,
        "file": _("They were counted in the order of the file."),
        "id": _("They were counted in the order of their numbers."),
    }
    told += [ways[way] for way in tie.settled_by if way in ways]
    if not tie.mattered:
        told.append(_("For the money it made no difference."))
    return " ".join(told)
