"""What every form for an agreement has: words, where and when."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from smederij.agreements import rules
from smederij.agreements.actions import LONGEST_TEXT, LONGEST_WHERE
from smederij.base.inputs import Words

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

    def __init__(self, typed: Any = None, *, rule: rules.Rule | None = None, today: date) -> None:
        """`rule` is the one of this kind that holds now; its parameters stand in the boxes."""
        super().__init__(typed, initial={"agreed_on": today, **(self.boxes(rule) if rule else {})})

    def clean(self) -> dict[str, Any]:
        """What the fields let through, the rule itself may still refuse: the error goes to its field."""
        if not self.errors:
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
