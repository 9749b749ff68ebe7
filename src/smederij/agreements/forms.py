"""The form for an agreement: words, where and when, and the plain fields of at most one rule."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from smederij.agreements import rules
from smederij.agreements.actions import LONGEST_TEXT, LONGEST_WHERE
from smederij.base.fields import MoneyFormField
from smederij.base.inputs import Words

NUMBER = _("Fill in a number.")
ONE_OF = _("Choose one of these.")


def _number(label: Any, **options: Any) -> forms.IntegerField:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(
        label=label, widget=widget, error_messages={"required": NUMBER, "invalid": NUMBER}, **options
    )


class AgreementForm(forms.Form):
    """An agreement in words only."""

    KIND = ""

    text = Words(
        label=_("What did you agree?"),
        help_text=_("In your own words, as you said it."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write down what you agreed, in your own words.")},
    )
    agreed_where = Words(
        label=_("Where did you agree this?"),
        help_text=_("For example: village evening, with 64 people."),
        max_length=LONGEST_WHERE,
        error_messages={
            "required": _("Write down where you agreed this, for example at the village evening.")
        },
    )
    agreed_on = forms.DateField(
        label=_("On which day?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose a day."), "invalid": _("Choose a day.")},
    )

    def __init__(self, typed: Any = None, *, rule: rules.Rule | None = None, today: date) -> None:
        """`rule` is the one of this kind that holds now; its parameters stand in the boxes."""
        super().__init__(typed, initial={"agreed_on": today, **(self.boxes(rule) if rule else {})})

    def clean(self) -> dict[str, Any]:
        """What the fields let through, the rule itself may still refuse: the error goes to its field."""
        if not self.errors:
            try:
                rules.parse(self.KIND, self.parameters())
            except rules.BadRule as bad:
                self.add_error(bad.field if bad.field in self.fields else None, str(bad))
        return self.cleaned_data

    def rule_fields(self) -> list[forms.BoundField]:
        """The fields of the rule, without the words, the place and the day."""
        return [self[name] for name in self.fields if name not in AgreementForm.base_fields]

    def parameters(self) -> dict[str, Any]:
        """The rule's parameters, as rules.py reads them."""
        return {}

    @staticmethod
    def boxes(rule: Any) -> dict[str, Any]:
        """What stands in the boxes for a rule that holds now."""
        return {}


class BallotForm(AgreementForm):
    """How we vote."""

    KIND = rules.Ballot.KIND

    kind = forms.ChoiceField(
        label=_("How do you vote?"),
        choices=[(rules.APPROVE, _("Everyone chooses ideas")), (rules.POINTS, _("Everyone divides points"))],
        initial=rules.APPROVE,
        widget=forms.RadioSelect,
        error_messages={"required": ONE_OF, "invalid_choice": ONE_OF},
    )
    most_choices = _number(_("How many ideas may you choose, or how many points do you divide?"), initial=3)
    most_per_idea = _number(_("With points: how many at most for one idea?"), initial=1, required=False)

    def parameters(self) -> dict[str, Any]:
        data = self.cleaned_data
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

    last = forms.ChoiceField(
        label=_("What happens when an idea no longer fits in the pot?"),
        choices=[
            (REST, _("It gets what is left")),
            (STOP, _("It gets nothing, and what is left stays in the pot")),
            (SKIP, _("It gets nothing, and a cheaper idea with fewer votes may be chosen")),
        ],
        initial=REST,
        widget=forms.RadioSelect,
        error_messages={"required": ONE_OF, "invalid_choice": ONE_OF},
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

    working_days = _number(_("Within how many working days does the municipality answer?"), initial=10)

    def parameters(self) -> dict[str, Any]:
        return {"working_days": self.cleaned_data["working_days"]}

    @staticmethod
    def boxes(rule: rules.Silence) -> dict[str, Any]:
        return {"working_days": rule.working_days}


class ReportForm(AgreementForm):
    """When an idea is told."""

    KIND = rules.Report.KIND

    weeks = _number(_("Within how many weeks do people tell how it went?"), initial=8)

    def parameters(self) -> dict[str, Any]:
        return {"weeks": self.cleaned_data["weeks"]}

    @staticmethod
    def boxes(rule: rules.Report) -> dict[str, Any]:
        return {"weeks": rule.weeks}


FORMS: dict[str, type[AgreementForm]] = {
    form.KIND: form for form in (AgreementForm, BallotForm, PartialForm, CapForm, SilenceForm, ReportForm)
}
