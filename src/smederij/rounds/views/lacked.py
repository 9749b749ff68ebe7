"""Why an idea got nothing, and what it lacked; about the idea, never about the people."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from smederij.base.templatetags.words import money
from smederij.rounds.lacking import Lack
from smederij.rounds.results import Line, ResultPage


def score_words(line_score: str, *, kind: str) -> str:
    """61 votes, 1 point, 23,8% of the votes."""
    if kind == "percent":
        return _("%(score)s of the votes") % {"score": line_score}
    one = line_score == "1"
    if kind == "points":
        return _("1 point") if one else _("%(score)s points") % {"score": line_score}
    return _("1 vote") if one else _("%(score)s votes") % {"score": line_score}


def lacked(line: Line, *, page: ResultPage) -> list[str]:
    """Why it got nothing, and with what it would have been chosen."""
    amounts = {
        "asked": money(line.asked),
        "before": money(line.left_before),
        "short": money(line.short),
        "needed": score_words(line.needed_text or "0", kind=page.kind),
        "threshold": score_words(str(page.threshold), kind=page.kind),
    }
    told = [sentence % amounts for sentence in _reasons(line)]
    if line.lack is None or (page.kind == "percent" and line.behind):
        return [*told, *_by_place(line, page=page)]
    return [*told, *_by_recount(line.lack, kind=page.kind, counted_as=money(line.counted_as))]


def wanted_all(line: Line, *, kind: str) -> list[str]:
    """With how much more an idea that got a part would have got all of it."""
    if line.lack is None or line.lack.votes is None:
        return []
    return [_("With %(more)s it would have got all of it.") % {"more": more(line.lack.votes, kind=kind)}]


def short(line: Line, *, kind: str) -> str:
    """What an idea lacked, in a few words for a table; "" where nothing would have helped."""
    lack = line.lack
    if lack is None:
        return ""
    asked = [] if line.won or lack.less is None else [_("%(less)s less") % {"less": money(lack.less)}]
    votes = [] if lack.votes is None else [more(lack.votes, kind=kind)]
    return _(" or ").join([*votes, *asked])


def more(count: int, *, kind: str) -> str:
    """1 vote more, 3 points more."""
    if kind == "points":
        return ngettext("one point more", "%(n)s points more", count) % {"n": count}
    return ngettext("one vote more", "%(n)s votes more", count) % {"n": count}


def _by_recount(lack: Lack, *, kind: str, counted_as: str) -> list[str]:
    votes, less = lack.votes, money(lack.less)
    if votes is None:
        return [_("Had it asked %(less)s less, it would have been chosen.") % {"less": less}] if less else []
    words = {"more": more(votes, kind=kind), "less": less, "rest": money(lack.got)}
    whole = words["rest"] == counted_as
    told = (
        _("With %(more)s it would have been chosen.")
        if whole
        else _("With %(more)s it would have got the last %(rest)s.")
    )
    also = [_("Also if it had asked %(less)s less.") % words] if less else []
    return [told % words, *also]


def _by_place(line: Line, *, page: ResultPage) -> list[str]:
    """Where no recount was made: below which idea it ended, and by how much."""
    words = {"gap": score_words(line.gap_text or "0", kind=page.kind), "behind": line.behind}
    told, last = [], _partly(page)
    if last is not None and line.decision == "after_stop" and line.behind != last.title:
        told.append(_("Had it ended above %(last)s, it would have got the last %(rest)s."))
        words |= {"last": last.title, "rest": money(last.left_before)}
    if line.decision in {"does_not_fit", "after_stop"} and line.behind and line.gap_text not in {None, "0"}:
        told.append(_("It stood %(gap)s below %(behind)s; above that it would have fitted."))
    return [sentence % words for sentence in told]


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
