"""Forms for who wins, and for what comes after."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from smederij.agreements import rules, rules_after
from smederij.agreements.forms.base import AgreementForm, choice, number
from smederij.base.fields import MoneyFormField
from smederij.base.inputs import Words


class VotesForm(AgreementForm):
    """How many votes an idea needs."""

    KIND = rules.Votes.KIND

    at_least = number(_("How many votes does an idea need at least?"), initial=10)

    def parameters(self) -> dict[str, Any]:
        return {"at_least": self.cleaned_data["at_least"]}

    @staticmethod
    def boxes(rule: rules.Votes) -> dict[str, Any]:
        return {"at_least": rule.at_least}


class TieForm(AgreementForm):
    """When two ideas have as many votes."""

    KIND = rules.Tie.KIND

    way = choice(
        _("Two ideas have as many votes, and there is money for one. Which one?"),
        [(rules_after.CHEAPEST, _("The cheaper one")), (rules_after.LOT, _("A lot decides"))],
        initial=rules_after.CHEAPEST,
    )

    def parameters(self) -> dict[str, Any]:
        return {"way": self.cleaned_data["way"]}

    @staticmethod
    def boxes(rule: rules.Tie) -> dict[str, Any]:
        return {"way": rule.way}


class SettleForm(AgreementForm):
    """Without a vote, when all that is asked fits."""

    KIND = rules.Settle.KIND

    signatures = number(_("How many signatures does each idea need?"), initial=30)
    objection_days = number(_("For how many days can people object?"), initial=14)

    def parameters(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("signatures", "objection_days")}

    @staticmethod
    def boxes(rule: rules.Settle) -> dict[str, Any]:
        return {"signatures": rule.signatures or 30, "objection_days": rule.objection_days}


class LeftoversForm(AgreementForm):
    """What happens with what is left."""

    KIND = rules.Leftovers.KIND

    to = choice(
        _("Where does the money go that a round did not give out?"),
        [
            (rules_after.POT, _("It stays in the pot")),
            (rules_after.ROUND, _("It comes on top of the next round")),
            (rules_after.PURPOSE, _("We save it for something")),
        ],
        initial=rules_after.POT,
    )
    purpose = Words(
        label=_("If you save: what for?"),
        help_text=_("For example: a roof over the square."),
        max_length=rules_after.LONGEST,
        required=False,
    )

    def parameters(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data["to"] != rules_after.PURPOSE:
            return {"to": data["to"]}
        return {"to": data["to"], "purpose": " ".join(data["purpose"].split())}

    @staticmethod
    def boxes(rule: rules.Leftovers) -> dict[str, Any]:
        return {"to": rule.to, "purpose": rule.purpose}


class ObjectionForm(AgreementForm):
    """How long one can object."""

    KIND = rules.Objection.KIND

    days = number(_("For how many days after the result can people object?"), initial=14)

    def parameters(self) -> dict[str, Any]:
        return {"days": self.cleaned_data["days"]}

    @staticmethod
    def boxes(rule: rules.Objection) -> dict[str, Any]:
        return {"days": rule.days}


class DisputeForm(AgreementForm):
    """Who decides when we disagree."""

    KIND = rules.Dispute.KIND

    who = Words(
        label=_("Who decides when you can't work it out together?"),
        help_text=_("For example: three neighbours drawn by lot."),
        max_length=rules_after.LONGEST,
        error_messages={"required": _("Say who decides, for example: three neighbours drawn by lot.")},
    )

    def parameters(self) -> dict[str, Any]:
        return {"who": " ".join(self.cleaned_data["who"].split())}

    @staticmethod
    def boxes(rule: rules.Dispute) -> dict[str, Any]:
        return {"who": rule.who}


class ReportForm(AgreementForm):
    """When an idea is told."""

    KIND = rules.Report.KIND

    weeks = number(_("Within how many weeks do people tell how it went?"), initial=8)
    receipts_from = MoneyFormField(
        label=_("From what amount do you ask for receipts?"),
        help_text=_("Leave it empty when nobody has to show receipts."),
        required=False,
        error_messages={"invalid": _("Fill in an amount, for example 2500.")},
    )

    def parameters(self) -> dict[str, Any]:
        weeks, receipts = self.cleaned_data["weeks"], self.cleaned_data["receipts_from"]
        return {"weeks": weeks} | ({"receipts_from": receipts.cents} if receipts is not None else {})

    @staticmethod
    def boxes(rule: rules.Report) -> dict[str, Any]:
        return {"weeks": rule.weeks, "receipts_from": rule.receipts_from}
