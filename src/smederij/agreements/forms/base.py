"""What every form for an agreement has: words, where and when."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from smederij.agreements import rules
from smederij.agreements.actions import LONGEST_TEXT, LONGEST_WHERE
from smederij.base.inputs import Words
from smederij.gatherings.models import Gathering

NUMBER = _("Fill in a number.")
ONE_OF = _("Choose one of these.")


def number(label: Any, **options: Any) -> forms.IntegerField:
    """A box for a whole number; its bounds are those of the rule."""
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(
        label=label, widget=widget, error_messages={"required": NUMBER, "invalid": NUMBER}, **options
    )


def choice(label: Any, choices: list[tuple[str, Any]], **options: Any) -> forms.ChoiceField:
    """A few possibilities, all in view."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": ONE_OF, "invalid_choice": ONE_OF},
        **options,
    )


class AgreementForm(forms.Form):
    """An agreement in words only."""

    KIND: ClassVar[str] = ""
    BOX_OF: ClassVar[Mapping[str, str]] = {}  # where a parameter has another name than its box

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

    gathering = forms.ModelChoiceField(
        Gathering.objects.none(),
        label=_("Was that at one of these evenings?"),
        help_text=_("Then people find what was said there."),
        required=False,
        empty_label=_("No, or I don't know"),
    )

    def __init__(
        self,
        typed: Any = None,
        *,
        rule: rules.Rule | None = None,
        today: date,
        gatherings: QuerySet[Gathering] | None = None,
        said: Mapping[str, Any] | None = None,
    ) -> None:
        """`rule` and `said` are what stands in the boxes to begin with."""
        first = {"agreed_on": today, **(self.boxes(rule) if rule else {}), **(said or {})}
        super().__init__(typed, initial=first)
        if gatherings is None or not gatherings:
            del self.fields["gathering"]
        else:
            self.fields["gathering"].queryset = gatherings  # type: ignore[attr-defined]

    def look_only(self) -> None:
        """Whoever looks what a rule does is not asked yet for the words, the place and the day."""
        for name in AgreementForm.base_fields:
            self.errors.pop(name, None)

    def rule(self) -> rules.Rule | None:
        """The rule as typed, when its own boxes are right, whatever else is missing."""
        self.full_clean()
        try:
            return rules.parse(self.KIND, self.parameters())
        except (rules.BadRule, KeyError, AttributeError):
            return None

    def clean(self) -> dict[str, Any]:
        """What the fields let through, the rule itself may still refuse: the error goes to its field."""
        if not set(self.errors) & (set(self.fields) - set(AgreementForm.base_fields)):
            try:
                rules.parse(self.KIND, self.parameters())
            except rules.BadRule as bad:
                box = self.BOX_OF.get(bad.field, bad.field)
                self.add_error(box if box in self.fields else None, str(bad))
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
