"""What people at the table and the box write down."""

from django import forms
from django.utils.translation import gettext_lazy as _

from smederij.rounds.actions.hall import MOST_PAPERS

BOX = _("Fill in how many papers lie in the box.")


class BoxForm(forms.Form):
    """How many papers somebody counted in the box."""

    papers = forms.IntegerField(
        label=_("How many papers did you count?"),
        min_value=0,
        max_value=MOST_PAPERS,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={name: BOX for name in ("required", "invalid", "min_value", "max_value")},
    )


class CloseForm(forms.Form):
    """Closing; in words why there are more papers than were handed out."""

    explanation = forms.CharField(
        label=_("How did that come?"),
        help_text=_("Everyone can read this beside the result."),
        max_length=600,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
