"""Writing down a complaint about a vote, and how it was solved."""

from django import forms
from django.utils.translation import gettext_lazy as _

from smederij.rounds.actions.complaints import LONGEST
from smederij.rounds.models import About


class ComplaintForm(forms.Form):
    """What happened, without a name."""

    about = forms.ChoiceField(
        label=_("What went wrong?"),
        choices=About.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what went wrong.")},
    )
    words = forms.CharField(
        label=_("What happened, in a sentence?"),
        help_text=_("Without names, and without what somebody voted."),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Write down in a sentence what happened.")},
    )


class AnswerForm(forms.Form):
    """How it was solved."""

    answer = forms.CharField(
        label=_("How was it solved?"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Write down in a sentence how it was solved.")},
    )
