"""The form with which people are called together."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from smederij.base import clock
from smederij.base.inputs import Words
from smederij.gatherings.actions import LONGEST, MOST_PEOPLE
from smederij.gatherings.models import Gathering, GatheringKind

DAY = _("Choose a day.")
ONE_OF = _("Choose one of these.")
PEOPLE = _("Fill in a number of people, for example 40.")
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

    @staticmethod
    def initial_of(gathering: Gathering) -> dict[str, Any]:
        """The evening as it is, to change."""
        local = localtime(gathering.starts_at)
        return {"day": local.date(), "time": local.time(), "place": gathering.place}


class MoveForm(GatheringForm):
    """Another day, time or place."""

    title = kind = text = None  # type: ignore[assignment]


class NotesForm(forms.Form):
    """Afterwards: how many came, and what was said."""

    attended = forms.IntegerField(
        label=_("How many people came?"),
        help_text=_("About is good enough."),
        required=False,
        min_value=0,
        max_value=MOST_PEOPLE,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": PEOPLE, "min_value": PEOPLE, "max_value": PEOPLE},
    )
    minutes = Words(
        label=_("What was said, in a few words?"),
        help_text=_("Everyone can read this. Agreements can point to it."),
        required=False,
        max_length=LONGEST["text"],
        widget=forms.Textarea(attrs={"rows": 6}),
    )
