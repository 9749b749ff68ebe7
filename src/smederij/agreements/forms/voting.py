"""Forms for how we vote, what an idea can get, and how fast staff answer."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from smederij.agreements import rules
from smederij.agreements.forms.base import AgreementForm, choice, number
from smederij.base.fields import MoneyFormField


class BallotForm(AgreementForm):
    """How we vote."""

    KIND = rules.Ballot.KIND

    kind = choice(
        _("How do you vote?"),
        [
            (rules.ONE, _("Everyone chooses one idea")),
            (rules.APPROVE, _("Everyone chooses ideas, up to a number")),
            (rules.BUDGET, _("Everyone chooses as many ideas as fit the pot")),
            (rules.POINTS, _("Everyone divides points")),
        ],
        initial=rules.APPROVE,
    )
    most_choices = number(
        _("How many ideas may you choose, or how many points do you divide?"),
        initial=3,
        required=False,
        help_text=_("May stay empty when everyone chooses one idea, or what fits the pot."),
    )
    most_per_idea = number(_("With points: how many at most for one idea?"), initial=1, required=False)

    def parameters(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data["kind"] in (rules.ONE, rules.BUDGET):
            return {"kind": data["kind"]}
        points = data["kind"] == rules.POINTS
        per_idea = (data["most_per_idea"] or 1) if points else 1
        return {"kind": data["kind"], "most_choices": data["most_choices"], "most_per_idea": per_idea}

    @staticmethod
    def boxes(rule: rules.Ballot) -> dict[str, Any]:
        return {"kind": rule.kind, "most_choices": rule.most_choices, "most_per_idea": rule.most_per_idea}


class PartialForm(AgreementForm):
    """What happens with the last euros."""

    KIND = rules.Partial.KIND
    REST, STOP, SKIP = "rest", "stop", "skip"

    last = choice(
        _("What happens when an idea no longer fits in the pot?"),
        [
            (REST, _("It gets what is left")),
            (STOP, _("It gets nothing, and the counting stops")),
            (SKIP, _("It gets nothing, and a cheaper idea with fewer votes may be chosen")),
        ],
        initial=REST,
    )

    def parameters(self) -> dict[str, Any]:
        last = self.cleaned_data["last"]
        return {"last_gets_rest": last == self.REST, "skip": last == self.SKIP}

    @staticmethod
    def boxes(rule: rules.Partial) -> dict[str, Any]:
        name = (
            PartialForm.REST if rule.last_gets_rest else PartialForm.SKIP if rule.skip else PartialForm.STOP
        )
        return {"last": name}


class CapForm(AgreementForm):
    """The most an idea can get."""

    KIND = rules.Cap.KIND

    amount = MoneyFormField(
        label=_("How much can one idea get at most?"),
        error_messages={
            "invalid": _("Fill in an amount, for example 2500."),
            "required": _("Fill in an amount, for example 2500."),
        },
    )

    def parameters(self) -> dict[str, Any]:
        return {"amount": self.cleaned_data["amount"].cents}

    @staticmethod
    def boxes(rule: rules.Cap) -> dict[str, Any]:
        return {"amount": rule.amount}


class SilenceForm(AgreementForm):
    """No answer is a yes."""

    KIND = rules.Silence.KIND

    working_days = number(_("Within how many working days does the municipality answer?"), initial=10)

    def parameters(self) -> dict[str, Any]:
        return {"working_days": self.cleaned_data["working_days"]}

    @staticmethod
    def boxes(rule: rules.Silence) -> dict[str, Any]:
        return {"working_days": rule.working_days}
