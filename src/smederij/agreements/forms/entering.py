"""Forms for who and what takes part in a round."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from smederij.agreements import rules, rules_entering
from smederij.agreements.forms.base import AgreementForm, choice, number


class SitOutForm(AgreementForm):
    """Whoever won waits a while."""

    KIND = rules.SitOut.KIND
    BOX_OF = {"rounds": "count", "years": "count"}

    count = number(_("How long does someone who won wait?"), initial=1)
    unit = choice(
        _("Rounds or years?"),
        [
            ("rounds", _("Rounds: the next ones of this neighbourhood")),
            ("years", _("Years: whoever won this year, waits the next")),
        ],
        initial="years",
    )
    per = choice(
        _("Who waits?"),
        [
            (rules_entering.INITIATOR, _("Who started the idea")),
            (rules_entering.GROUP, _("Everyone who carries the idea")),
        ],
        initial=rules_entering.INITIATOR,
    )

    def parameters(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {data["unit"]: data["count"], "per": data["per"]}

    @staticmethod
    def boxes(rule: rules.SitOut) -> dict[str, Any]:
        unit = "rounds" if rule.rounds else "years"
        return {"count": rule.rounds or rule.years, "unit": unit, "per": rule.per}


class IdeasForm(AgreementForm):
    """With how many ideas you take part."""

    KIND = rules.Ideas.KIND

    most = number(_("With how many ideas can one person take part in a round?"), initial=1)

    def parameters(self) -> dict[str, Any]:
        return {"most": self.cleaned_data["most"]}

    @staticmethod
    def boxes(rule: rules.Ideas) -> dict[str, Any]:
        return {"most": rule.most}


class NominationForm(AgreementForm):
    """How an idea gets on the ballot."""

    KIND = rules.Nomination.KIND

    way = choice(
        _("Which ideas get on the ballot?"),
        [
            (rules_entering.ALL, _("Every idea that takes part")),
            (rules_entering.SUPPORT, _("Ideas that enough neighbours support")),
            (rules_entering.GROUP, _("Ideas that the group chooses")),
        ],
        initial=rules_entering.SUPPORT,
    )
    at_least = number(_("With support: of how many neighbours at least?"), initial=10, required=False)

    def parameters(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data["way"] != rules_entering.SUPPORT:
            return {"way": data["way"]}
        return {"way": data["way"], "at_least": data["at_least"]}

    @staticmethod
    def boxes(rule: rules.Nomination) -> dict[str, Any]:
        return {"way": rule.way, "at_least": rule.at_least or 10}


class AgeForm(AgreementForm):
    """From what age you vote."""

    KIND = rules.Age.KIND
    BOX_OF = {"from": "years"}

    years = number(
        _("From how many years on may you vote?"),
        initial=12,
        help_text=_("The computer does not know how old people are: who makes the list sees to it."),
    )

    def parameters(self) -> dict[str, Any]:
        return {"from": self.cleaned_data["years"]}

    @staticmethod
    def boxes(rule: rules.Age) -> dict[str, Any]:
        return {"years": rule.years}
