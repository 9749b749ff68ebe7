"""A count told so that a twelve-year-old can tell it on: one short story per turn, with the money moving."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from smederij.base.look import Part
from smederij.base.money import ZERO, Money
from smederij.base.templatetags.words import and_list, money
from smederij.rounds.models import BallotType, Origin, Round
from smederij.rounds.results import Line, ResultPage, TieLine
from smederij.rounds.views.lacked import lacked, score_words, wanted_all


@dataclass(frozen=True)
class Turn:
    """One turn of the count: what happened in sentences, and the pot after it."""

    line: Line
    title: str
    sentences: Sequence[str]
    parts: Sequence[Part]
    whole: Money


def opening(page: ResultPage, round: Round) -> list[str]:
    """What was there before the count began."""
    told = [_("There was %(budget)s in the pot.") % {"budget": money(page.budget)}, *_turnout(page)]
    if round.origin == Origin.OWN:
        told.append(_ballot(round))
    if len(page.lines) == 1:
        return [*told, _("One idea stood on the ballot.")]
    return [*told, *_order(page)]


def _order(page: ResultPage) -> list[str]:
    """How the count went through the ideas; nothing where nobody chose any."""
    ranked = [line for line in page.lines if line.rank is not None]
    if not ranked:
        return []
    if all(line.granted == line.counted_as for line in ranked):
        return [
            _("Together the ideas asked no more than there was, so every idea that people chose went ahead.")
        ]
    return [
        _("We began with the idea that got most. Then the next one, and so on, as long as there was money.")
    ]


def ending(page: ResultPage) -> str:
    """What was left when all was counted."""
    if not page.left:
        return _("The whole pot was given out.")
    if not page.spent:
        return _("All of the %(left)s stayed in the pot.") % {"left": money(page.left)}
    return _("In the end %(left)s was left. It stayed in the pot.") % {"left": money(page.left)}


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
        first = index == 0 and len(page.lines) > 1
        sentences = [_score(line, page=page, first=first), *_what_happened(line, page=page)]
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
        return _got(line, page=page)
    return lacked(line, page=page)


def _got(line: Line, *, page: ResultPage) -> list[str]:
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
        told.append(_("So it got %(granted)s: %(short)s less than it asked.") % amounts)
        told += wanted_all(line, kind=page.kind)
    elif not line.granted:
        told = [_("It needed no money and went ahead.")]
    else:
        told.append(_("That fitted: it got %(granted)s.") % amounts)
    return [
        *told,
        _("Then %(after)s was left.") % amounts if line.left_after else _("Then the pot was empty."),
    ]


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
