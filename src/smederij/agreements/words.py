"""What a rule means, as one would say it to a neighbour."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from smederij.agreements import rules


def say(rule: rules.Rule) -> str:
    """One sentence on what the computer does by this rule."""
    return SAYINGS[type(rule)](rule)


def _ballot(rule: rules.Ballot) -> str:
    if rule.kind == rules.APPROVE:
        return ngettext(
            "You choose at most %(n)d idea.", "You choose at most %(n)d ideas.", rule.most_choices
        ) % {"n": rule.most_choices}
    return _("You divide %(points)d points, at most %(most)d for one idea.") % {
        "points": rule.most_choices,
        "most": rule.most_per_idea,
    }


def _partial(rule: rules.Partial) -> str:
    if rule.last_gets_rest:
        return _("Most votes first. The first idea that no longer fits gets what is left in the pot.")
    if rule.skip:
        return _("Most votes first. What no longer fits is passed over for a cheaper idea.")
    return _("Most votes first, until an idea no longer fits. What is left stays in the pot.")


def _cap(rule: rules.Cap) -> str:
    if rule.amount is None:
        return _("There is no highest amount for one idea.")
    return _("One idea gets at most %(amount)s.") % {"amount": rule.amount}


def _silence(rule: rules.Silence) -> str:
    return ngettext(
        "The municipality answers within %(n)d working day. No answer is a yes.",
        "The municipality answers within %(n)d working days. No answer is a yes.",
        rule.working_days,
    ) % {"n": rule.working_days}


def _report(rule: rules.Report) -> str:
    return ngettext(
        "Whoever got money tells how it went within %(n)d week.",
        "Whoever got money tells how it went within %(n)d weeks.",
        rule.weeks,
    ) % {"n": rule.weeks}


SAYINGS: dict[type, Callable[[Any], str]] = {
    rules.Ballot: _ballot,
    rules.Partial: _partial,
    rules.Cap: _cap,
    rules.Silence: _silence,
    rules.Report: _report,
}
