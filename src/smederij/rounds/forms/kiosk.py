"""Coupling a tablet in the hall."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from smederij.rounds.models import Round


class CoupleForm(forms.Form):
    """The code on the tablet, and for which round."""

    code = forms.CharField(
        label=_("The code on the tablet"),
        max_length=40,
        error_messages={"required": _("Type the code that stands on the tablet.")},
        widget=forms.TextInput({"class": "code", "data-codefield": True, "autocomplete": "off"}),
    )
    round = forms.TypedChoiceField(
        label=_("For which round?"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a round.")},
    )

    def __init__(self, *args: object, rounds: Sequence[Round], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        names = [(one.pk, f"{one.pot.area}: {one.title}") for one in rounds]
        self.fields["round"].choices = names  # type: ignore[attr-defined]
        if len(names) == 1:
            self.fields["round"].initial = names[0][0]
            self.fields["round"].widget = forms.HiddenInput()
