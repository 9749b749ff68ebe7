"""The form with which people are called together."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from smederij.base import clock
from smederij.base.inputs import Words
from smederij.gatherings.actions import LONGEST
from smederij.gatherings.models import GatheringKind

DAY = _("Choose a day.")
ONE_OF = _("Choose one of these.")
HOUR = _("Fill in a time, for example 19:30.")


class GatheringForm(forms.Form):
    """What, when and where."""

    title = Words(
        label=_("What is the evening called?"),
        help_text=_("For example: tell us your ideas."),
        max_length=LONGEST["title"],
        error_messages={"required": _("Give the evening a name.")},
    )
    day = forms.DateField(
        label=_("On which day?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": DAY, "invalid": DAY},
    )
    time = forms.TimeField(
        label=_("At what time?"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": HOUR, "invalid": HOUR},
    )
    place = Words(
        label=_("Where?"),
        help_text=_("As people say it: the old school, Schoolstraat 3."),
        max_length=LONGEST["place"],
        error_messages={"required": _("Say where people can come.")},
    )
    kind = forms.ChoiceField(
        label=_("What kind of evening is it?"),
        choices=GatheringKind.choices,
        initial=GatheringKind.PRESENTATION,
        widget=forms.RadioSelect,
        error_messages={"required": ONE_OF, "invalid_choice": ONE_OF},
    )
    text = Words(
        label=_("What will you do there?"),
        max_length=LONGEST["text"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def starts_at(self) -> datetime:
        """The moment on the clock in the village hall."""
        day, time = self.cleaned_data["day"], self.cleaned_data["time"]
        return clock.at(day, hour=time.hour, minute=time.minute)
