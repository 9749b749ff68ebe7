"""Forms around deciding without a vote, stepping back, and an obstacle that was solved."""

import secrets
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from smederij.base.fields import MoneyFormField
from smederij.base.inputs import PhoneField
from smederij.base.money import ZERO
from smederij.rounds.actions import Said, Step
from smederij.rounds.actions.without_vote import LONGEST_REASON, MOST_LISTS, MOST_ON_A_LIST
from smederij.rounds.models import Entry, Objection

NUMBER = _("Fill in the number of the list and how many signatures stand on it.")
WHOLE, PART = "whole", "part"


def new_key() -> str:
    """A random text for one form, so that sending it twice does it once."""
    return secrets.token_hex(16)


class ObjectForm(forms.Form):
    """Why an idea should not go ahead, and how the group reaches whoever says so."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why should this not go ahead?"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Write down why. Then somebody can do something about it.")},
    )
    name = forms.CharField(
        label=_("What is your name?"),
        max_length=80,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": _("Fill in your name. Only the group sees it.")},
    )
    phone = PhoneField(label=_("On which number can we call you?"))

    def said(self) -> Said:
        """The objection as it was written down."""
        data = self.cleaned_data
        return Said(name=data["name"], phone=data["phone"], reason=data["reason"], key=data["key"])


class AnswerForm(forms.Form):
    """What the group answers, and whether the objection still stands."""

    answer = forms.CharField(
        label=_("What do you answer?"),
        max_length=LONGEST_REASON,
        help_text=_("Call first. Everyone can read your answer, with your name."),
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Write down what you answered: everyone can read it.")},
    )
    stands = forms.ChoiceField(
        label=_("And now?"),
        choices=[("no", _("The objection is taken away")), ("yes", _("The objection stands"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )

    @staticmethod
    def initial_of(objection: Objection) -> dict[str, Any]:
        """What was answered before."""
        if objection.answered_by_id is None:
            return {}
        return {"answer": objection.answer, "stands": "yes" if objection.stands else "no"}


def _number(label: Any, *, least: int, most: int) -> forms.IntegerField:
    words = {name: NUMBER for name in ("required", "invalid", "min_value", "max_value")}
    widget = forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, widget=widget, error_messages=words
    )


class ListForm(forms.Form):
    """How many signatures somebody counted on a list on paper."""

    entry = forms.ChoiceField(label=_("For which idea?"), error_messages={"required": _("Choose an idea.")})
    number = _number(_("Number of the list"), least=1, most=MOST_LISTS)
    count = _number(_("How many signatures did you count?"), least=0, most=MOST_ON_A_LIST)

    def __init__(self, *args: Any, entries: Sequence[Entry], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["entry"].choices = [(str(one.pk), one.title) for one in entries]  # type: ignore[attr-defined]


class StepBackForm(forms.Form):
    """What somebody gives up, in whose favour, and whether we may thank them by name."""

    kind = forms.ChoiceField(
        label=_("What do you want?"),
        choices=[(WHOLE, _("Step back: this idea goes off the ballot")), (PART, _("Ask for less"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    after = MoneyFormField(label=_("If less: how much do you still ask?"), required=False)
    in_favour_of = forms.ModelChoiceField(
        Entry.objects.none(),
        label=_("Do you grant it to another idea?"),
        required=False,
        empty_label=_("No particular idea"),
    )
    named = forms.BooleanField(
        label=_("Thank the person behind this idea by name on the page of the round"), required=False
    )

    def __init__(self, *args: Any, entry: Entry, **given: Any) -> None:
        super().__init__(*args, **given)
        self.entry = entry
        others = entry.round.entries.exclude(pk=entry.pk).exclude(nominated_at=None)
        self.fields["in_favour_of"].queryset = others  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") == PART and not data.get("after") and "after" not in self.errors:
            self.add_error("after", str(_("Fill in how much this idea still asks.")))
        return data

    def step(self) -> Step:
        """The step itself, from what they saw that the idea asked."""
        data = self.cleaned_data
        after = data["after"] if data["kind"] == PART else ZERO
        return Step(
            before=self.entry.asked, after=after, in_favour_of=data["in_favour_of"], named=data["named"]
        )


class SolvedForm(forms.Form):
    """How an obstacle was solved."""

    how = forms.CharField(
        label=_("How was it solved?"),
        max_length=300,
        help_text=_("Everyone can read this. The money is free then."),
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Say how it was solved: everyone can read it.")},
    )
