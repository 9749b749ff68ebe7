"""What a rule means, as one would say it to a neighbour."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from smederij.agreements import rules, rules_after, rules_entering


def say(rule: rules.Rule) -> str:
    """One sentence on what the computer does by this rule."""
    return SAYINGS[type(rule)](rule)


def _ballot(rule: rules.Ballot) -> str:
    if rule.kind == rules.ONE:
        return _("You choose one idea.")
    if rule.kind == rules.BUDGET:
        return _("You choose as many ideas as fit the pot together.")
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
    return _("Most votes first, until an idea no longer fits. There the counting stops.")


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
    told = ngettext(
        "Whoever got money tells how it went within %(n)d week.",
        "Whoever got money tells how it went within %(n)d weeks.",
        rule.weeks,
    ) % {"n": rule.weeks}
    if rule.receipts_from is None:
        return told
    return _("%(told)s Receipts are asked from %(amount)s.") % {"told": told, "amount": rule.receipts_from}


def _sit_out(rule: rules.SitOut) -> str:
    if not rule:
        return _("Whoever won may take part again at once.")
    n = rule.rounds or rule.years or 0
    waits = (
        ngettext("Whoever won skips the next round.", "Whoever won skips the next %(n)d rounds.", n)
        if rule.rounds
        else ngettext(
            "Whoever won in a year does not take part in the year after.",
            "Whoever won in a year does not take part in the %(n)d years after.",
            n,
        )
    ) % {"n": n}
    who = (
        _("This is about who started the idea.")
        if rule.per == rules_entering.INITIATOR
        else _("This is about everyone who carries the idea.")
    )
    return f"{waits} {who}"


def _ideas(rule: rules.Ideas) -> str:
    if rule.most is None:
        return _("You take part with as many ideas as you like.")
    return ngettext(
        "Everyone takes part in a round with at most %(n)d idea.",
        "Everyone takes part in a round with at most %(n)d ideas.",
        rule.most,
    ) % {"n": rule.most}


def _nomination(rule: rules.Nomination) -> str:
    if rule.way == rules_entering.ALL:
        return _("Every idea that takes part gets on the ballot.")
    if rule.way == rules_entering.GROUP:
        return _("The group puts the ideas on the ballot.")
    return ngettext(
        "An idea gets on the ballot when at least %(n)d neighbour supports it.",
        "An idea gets on the ballot when at least %(n)d neighbours support it.",
        rule.at_least,
    ) % {"n": rule.at_least}


def _age(rule: rules.Age) -> str:
    if rule.years is None:
        return _("Everyone on the list may vote, whatever their age.")
    return ngettext("You may vote from %(n)d year on.", "You may vote from %(n)d years on.", rule.years) % {
        "n": rule.years
    }


def _votes(rule: rules.Votes) -> str:
    return ngettext(
        "An idea needs at least %(n)d vote to win.",
        "An idea needs at least %(n)d votes to win.",
        rule.at_least,
    ) % {"n": rule.at_least}


def _tie(rule: rules.Tie) -> str:
    if rule.way == rules_after.LOT:
        return _("As many votes? Then a lot decides.")
    return _("As many votes? Then the cheaper idea goes first. If that does not help, a lot decides.")


def _leftovers(rule: rules.Leftovers) -> str:
    if rule.to == rules_after.PURPOSE:
        return _("What is left is saved for: %(purpose)s.") % {"purpose": rule.purpose}
    if rule.to == rules_after.ROUND:
        return _("What is left comes on top of the next round.")
    return _("What is left stays in the pot.")


def _settle(rule: rules.Settle) -> str:
    if rule.signatures is None:
        return _("There is always a vote.")
    words = {"n": rule.signatures, "days": rule.objection_days}
    return (
        ngettext(
            "All fits in the pot? Then %(n)d signature an idea is enough, with %(days)d days to object.",
            "All fits in the pot? Then %(n)d signatures an idea are enough, with %(days)d days to object.",
            rule.signatures,
        )
        % words
    )


def _objection(rule: rules.Objection) -> str:
    if not rule.days:
        return _("The result holds at once.")
    return ngettext(
        "After the result you can object for %(n)d day.",
        "After the result you can object for %(n)d days.",
        rule.days,
    ) % {"n": rule.days}


def _dispute(rule: rules.Dispute) -> str:
    if not rule.who:
        return _("If we can't work it out together, the steering group decides.")
    return _("If we can't work it out together, this decides: %(who)s.") % {"who": rule.who}


SAYINGS: dict[type, Callable[[Any], str]] = {
    rules.Ballot: _ballot,
    rules.Partial: _partial,
    rules.Cap: _cap,
    rules.Silence: _silence,
    rules.Report: _report,
    rules.SitOut: _sit_out,
    rules.Ideas: _ideas,
    rules.Nomination: _nomination,
    rules.Age: _age,
    rules.Votes: _votes,
    rules.Tie: _tie,
    rules.Settle: _settle,
    rules.Leftovers: _leftovers,
    rules.Objection: _objection,
    rules.Dispute: _dispute,
}


def same(one: str, other: str) -> bool:
    """Whether two sentences say the same in the same words, whatever capitals, spaces and full stops."""
    return _bare(one) == _bare(other)


def _bare(sentence: str) -> str:
    return "".join(sign for sign in sentence.casefold() if sign.isalnum())
