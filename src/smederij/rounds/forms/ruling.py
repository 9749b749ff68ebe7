"""The form with which a person applies an agreement about people, or makes an exception."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from smederij.base.inputs import Words
from smederij.people.models import Actor
from smederij.rounds.actions import Decision
from smederij.rounds.actions.rulings import LONGEST_REASON

WAIT, EXCEPTION = "wait", "exception"


class RulingForm(forms.Form):
    """Wait this round, after a call; or take part all the same, with a reason."""

    instead_of = forms.IntegerField(required=False, widget=forms.HiddenInput)
    what = forms.ChoiceField(
        label=_("What did you decide?"),
        choices=[
            (WAIT, _("The idea waits this round, as agreed")),
            (EXCEPTION, _("We make an exception: it takes part")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the two."),
            "invalid_choice": _("Choose one of the two."),
        },
    )
    called_by = forms.ModelChoiceField(
        Actor.objects.none(),
        label=_("If it waits: who called?"),
        required=False,
        empty_label=_("Nobody yet"),
        help_text=_("Call first: people hear a no from somebody they can ask something."),
    )
    reason = Words(
        label=_("Why?"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=_("Everyone can read this, with your name. With an exception it is always needed."),
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, people: QuerySet[Actor], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["called_by"].queryset = people  # type: ignore[attr-defined]

    @property
    def waits(self) -> bool:
        """Whether the agreement is applied."""
        return bool(self.cleaned_data["what"] == WAIT)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("what") == WAIT and not data.get("called_by") and "called_by" not in self.errors:
            self.add_error("called_by", str(_("Say who called. Not called yet? Do that first.")))
        if data.get("what") == EXCEPTION and not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", str(_("Say why you make an exception: everyone can read it.")))
        return data

    def decision(self, rule: str) -> Decision:
        """What was decided about this rule."""
        data = self.cleaned_data
        return Decision(
            rule=rule,
            reason=data["reason"],
            called_by=data["called_by"] if self.waits else None,
            instead_of=data["instead_of"],
        )
