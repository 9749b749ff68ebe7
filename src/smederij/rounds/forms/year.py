"""Forms of the year: the suggestion for all areas, and what one area makes of it."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from smederij.base.fields import MoneyFormField
from smederij.pots.models import Pot
from smederij.rounds.actions import Choice, Pattern
from smederij.rounds.forms.desk import DatesForm, MomentField
from smederij.rounds.models import SEASONS, Year
from smederij.rounds.rules import LONGEST_TITLE
from smederij.rounds.year_pages import AreaYear, Suggestion, first_evenings, usual_evening

NUMBER = _("Fill in a number.")
DAY = _("Fill in a day, for example 12-03-2027.")
NAME = _("Give the round a name, for example Spring round.")


def _days(label: Any, **given: Any) -> forms.IntegerField:
    widget = forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})
    words = {"required": NUMBER, "invalid": NUMBER}
    return forms.IntegerField(label=label, widget=widget, error_messages=words, **given)


class YearForm(forms.Form):
    """Four rounds: a name and a first evening each, and the days around an evening."""

    evening = forms.TimeField(
        label=_("At what time do people meet?"),
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        error_messages={"required": _("Fill in a time."), "invalid": _("Fill in a time.")},
    )
    a_night = _days(
        _("How many areas can meet on the same evening?"),
        help_text=_("The other areas come on the evenings after it, Monday to Thursday, never on a holiday."),
    )
    ideas_days = _days(_("How many days before the evening do ideas begin to come in?"))
    look_days = _days(_("How many days before the evening does looking along begin?"))
    vote_after = _days(_("How many days after the evening does voting begin?"))
    vote_days = _days(_("How many days does voting last?"))

    def __init__(self, *args: Any, year: int, **given: Any) -> None:
        super().__init__(*args, **given)
        for place in range(1, SEASONS + 1):
            numbered = {"n": place}
            self.fields[f"title_{place}"] = forms.CharField(
                label=_("Name of round %(n)d") % numbered,
                max_length=100,
                error_messages={"required": NAME},
            )
            self.fields[f"evening_{place}"] = forms.DateField(
                label=_("First evening of round %(n)d") % numbered,
                widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
                input_formats=["%Y-%m-%d", "%d-%m-%Y"],
                error_messages={"required": DAY, "invalid": DAY},
            )
        self.order_fields([name for name in self.fields if "_" in name and name[-1].isdigit()])
        self.year = year

    def seasons(self) -> list[tuple[str, date]]:
        """Name and first evening of each round."""
        data = self.cleaned_data
        return [(data[f"title_{place}"], data[f"evening_{place}"]) for place in range(1, SEASONS + 1)]

    def pattern(self) -> Pattern:
        """The days around an evening."""
        return Pattern(**{name: self.cleaned_data[name] for name in Pattern.__dataclass_fields__})

    @staticmethod
    def initial_of(written: Year | None, *, year: int) -> dict[str, Any]:
        """What stands there, or a usual year to begin with."""
        names = [_("Spring round"), _("Summer round"), _("Autumn round"), _("Winter round")]
        seasons = [(str(name), day) for name, day in zip(names, first_evenings(year), strict=True)]
        days: dict[str, Any] = {name: getattr(Pattern(), name) for name in Pattern.__dataclass_fields__}
        days["evening"] = usual_evening()
        if written is not None:
            seasons = [(one.title, one.first_evening) for one in written.seasons.all()]
            days = {name: getattr(written, name) for name in Pattern.__dataclass_fields__}
        for place, (title, evening) in enumerate(seasons, start=1):
            days |= {f"title_{place}": title, f"evening_{place}": evening}
        return days


class ChoiceForm(DatesForm):
    """A suggestion with what the area wants to change in it."""

    title = forms.CharField(
        label=_("What do you call this round?"), max_length=LONGEST_TITLE, error_messages={"required": NAME}
    )
    pot = forms.ModelChoiceField(Pot.objects.none(), label=_("From which pot?"), empty_label=None)
    budget = MoneyFormField(label=_("How much money does this round decide over?"))
    evening = MomentField(label=_("When do people meet?"), required=False)
    where = forms.CharField(
        label=_("Where do people meet?"),
        required=False,
        max_length=160,
        help_text=_("Not known yet? Leave it empty: then nobody is called to an evening yet."),
    )
    field_order = ["title", "pot", "budget", "collect_at", "check_at", "evening", "where"]

    def __init__(self, *args: Any, area_year: AreaYear, **given: Any) -> None:
        super().__init__(*args, **given)
        del self.fields["present_at"]  # telling begins at the evening
        pots = Pot.objects.filter(area__in=[one.pk for one in area_year.area.lineage()]).order_by("pk")
        self.fields["pot"].queryset = pots  # type: ignore[attr-defined]
        if len(pots) == 1:
            self.fields["pot"].widget = forms.HiddenInput()

    def choice(self) -> Choice:
        """What the area wants."""
        data = self.cleaned_data
        data["present_at"] = data["evening"]
        return Choice(
            title=data["title"],
            pot=data["pot"],
            budget=data["budget"],
            timetable=self.timetable(),
            evening=data["evening"],
            where=data["where"],
        )


def initial_choice(found: AreaYear, suggestion: Suggestion) -> dict[str, Any]:
    """The suggestion as it stands, to change."""
    plan = suggestion.dates
    return {
        **DatesForm.initial_of(plan.timetable),
        "title": title_of(found, suggestion),
        "pot": found.pot,
        "budget": found.budget,
        "evening": plan.evening,
        "where": found.where,
    }


def title_of(found: AreaYear, suggestion: Suggestion) -> str:
    """Spring round 2027."""
    return f"{suggestion.season.title} {found.year.year}"
