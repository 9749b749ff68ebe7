"""Forms of the group's desk: planning, dates, entering ideas, looking along."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from smederij.base.clock import at
from smederij.base.fields import MoneyFormField
from smederij.base.money import Money
from smederij.gatherings.models import Gathering
from smederij.people.models import Actor
from smederij.pots.models import Pot
from smederij.rounds.actions import Correction, Plan
from smederij.rounds.actions.changing import LONGEST_REASON
from smederij.rounds.models import Aspect, Entry, Round
from smederij.rounds.rules import LONGEST_TITLE, LookWords, Timetable

WHEN = _("Fill in a day and a time, for example 12-03-2027 20:00.")
WHEN_FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d-%m-%Y %H:%M", "%d-%m-%Y %H.%M", "%Y-%m-%d %H:%M"]


class MomentField(forms.DateTimeField):
    """A day and a time; the browser's own picker where there is one."""

    widget = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    default_error_messages = {"invalid": WHEN, "required": WHEN}

    def __init__(self, **given: Any) -> None:
        super().__init__(input_formats=WHEN_FORMATS, **given)


class DatesForm(forms.Form):
    """The moments of a round; a moment left empty skips that step."""

    collect_at = MomentField(label=_("Ideas can come in from"))
    check_at = MomentField(
        label=_("Looking whether it can be done, from"),
        required=False,
        help_text=_("From then on nobody enters an idea of their own any more; the group still can."),
    )
    present_at = MomentField(label=_("Telling one another, from"), required=False)
    vote_at = MomentField(label=_("Voting begins"))
    closes_at = MomentField(label=_("Voting ends"), help_text=_("Right after that the votes are counted."))

    def timetable(self) -> Timetable:
        """The moments as filled in."""
        data = self.cleaned_data
        return Timetable(
            collect_at=data["collect_at"],
            check_at=data["check_at"],
            present_at=data["present_at"],
            vote_at=data["vote_at"],
            closes_at=data["closes_at"],
        )

    @staticmethod
    def initial_of(timetable: Timetable) -> dict[str, Any]:
        """The moments as they are, to change."""
        return {name: moment for name, moment in asdict(timetable).items() if name in DatesForm.base_fields}


class PlanForm(DatesForm):
    """A new round: what it is called, how much it decides over, and when. `key` makes sending twice one."""

    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("What do you call this round?"),
        max_length=LONGEST_TITLE,
        help_text=_("For example: Spring round 2027."),
        error_messages={"required": _("Give the round a name, for example Spring round.")},
    )
    pot = forms.ModelChoiceField(Pot.objects.none(), label=_("From which pot?"), empty_label=None)
    budget = MoneyFormField(label=_("How much money does this round decide over?"))
    gathering = forms.ModelChoiceField(
        Gathering.objects.none(),
        label=_("At which evening are the ideas told?"),
        required=False,
        empty_label=_("No evening, or not known yet"),
    )
    field_order = [
        "title",
        "pot",
        "budget",
        "collect_at",
        "check_at",
        "gathering",
        "present_at",
        "vote_at",
        "closes_at",
    ]

    def __init__(
        self, *args: Any, pots: QuerySet[Pot], gatherings: QuerySet[Gathering], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        self.fields["pot"].queryset = pots  # type: ignore[attr-defined]
        self.fields["gathering"].queryset = gatherings  # type: ignore[attr-defined]
        if pots.count() == 1:
            self.fields["pot"].widget = forms.HiddenInput()

    def plan(self) -> Plan:
        """What the group chose."""
        data = self.cleaned_data
        return Plan(
            title=data["title"],
            budget=data["budget"],
            timetable=self.timetable(),
            gathering=data["gathering"],
            key=data["key"],
        )


class CorrectForm(forms.Form):
    """What can still change while no letters were made, besides the dates."""

    title = forms.CharField(
        label=_("What do you call this round?"),
        max_length=LONGEST_TITLE,
        error_messages={"required": _("Give the round a name, for example Spring round.")},
    )
    budget = MoneyFormField(label=_("How much money does this round decide over?"))
    gathering = forms.ModelChoiceField(
        Gathering.objects.none(),
        label=_("At which evening are the ideas told?"),
        required=False,
        empty_label=_("No evening, or not known yet"),
    )

    def __init__(self, *args: Any, gatherings: QuerySet[Gathering], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["gathering"].queryset = gatherings  # type: ignore[attr-defined]

    def correction(self) -> Correction:
        """What the group changed."""
        return Correction(**self.cleaned_data)

    @staticmethod
    def initial_of(round: Round) -> dict[str, Any]:
        """The round as it is, to change."""
        return {"title": round.title, "budget": round.budget, "gathering": round.gathering_id}


class CallOffForm(forms.Form):
    """Why a round does not go on."""

    reason = forms.CharField(
        label=_("Why does this round not go on?"),
        max_length=LONGEST_REASON,
        help_text=_("Everyone can read this, with your name."),
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Say why this round does not go on: everyone can read it.")},
    )


def suggested(
    *, now: datetime, pot: Pot | None, available: Money | None, evening: Gathering | None
) -> dict[str, Any]:
    """Dates and an amount to begin with: six weeks for ideas, an evening, ten days to vote."""
    today = localtime(now).date()
    tells = localtime(evening.starts_at).date() if evening else today + timedelta(days=56)
    check = max(today + timedelta(days=1), tells - timedelta(days=14))
    return {
        "pot": pot,
        "budget": available if available and available.cents > 0 else None,
        "collect_at": at(today, hour=0),
        "check_at": at(check, hour=9),
        "gathering": evening,
        "present_at": at(max(check, tells), hour=9),
        "vote_at": at(max(check, tells) + timedelta(days=1), hour=9),
        "closes_at": at(max(check, tells) + timedelta(days=11), hour=20),
    }


Options = Sequence[tuple[int, str]]


class LookForm(forms.Form):
    """What someone who looks along says of one idea on one aspect."""

    entry = forms.IntegerField(widget=forms.HiddenInput())
    aspect = forms.ChoiceField(choices=Aspect.choices, widget=forms.HiddenInput())
    free = forms.ChoiceField(
        label=_("Can it be done?"),
        choices=[("yes", _("Nothing stands in the way")), ("no", _("There is an obstacle"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    reason = forms.CharField(
        label=_("What stands in the way?"),
        required=False,
        max_length=400,
        help_text=_(
            "In words the neighbourhood understands, for example: the field belongs to the province."
        ),
        widget=forms.Textarea({"rows": 2}),
    )
    next_step = forms.CharField(
        label=_("What is the next step?"),
        required=False,
        max_length=300,
        help_text=_("For example: we ask the province and call Amina."),
    )
    owner = forms.ModelChoiceField(
        Actor.objects.none(),
        label=_("Who works on it?"),
        required=False,
        empty_label=_("Choose someone"),
    )
    due = forms.DateField(
        label=_("Before when?"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d-%m-%Y"],
        error_messages={"invalid": _("Fill in a day, for example 12-03-2027.")},
    )

    def __init__(self, *args: Any, people: QuerySet[Actor], known: Options = (), **given: Any) -> None:
        """`known`: the same people read before, so that many forms on a page ask for them once."""
        super().__init__(*args, **given)
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]
        if known:
            self.fields["owner"].choices = [("", _("Choose someone")), *known]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("free") == "no":
            self._missing(data)
        return data

    def _missing(self, data: Mapping[str, Any]) -> None:
        needed = {
            "reason": _("Say what stands in the way."),
            "next_step": _("Say what the next step is."),
            "owner": _("Choose who works on it: an obstacle belongs to someone."),
        }
        for name, words in needed.items():
            self.fields[name].required = True
            if not data.get(name) and name not in self.errors:
                self.add_error(name, str(words))

    def words(self) -> LookWords:
        """The look itself; what was typed under an obstacle that is gone does not count."""
        data, free = self.cleaned_data, self.cleaned_data["free"] == "yes"
        told = {} if free else {"reason": data["reason"], "next_step": data["next_step"]}
        return LookWords(aspect=data["aspect"], free=free, **told)


def could_own(round: Round, *, hats: Sequence[str]) -> QuerySet[Actor]:
    """People who can work on an obstacle here: staff and the area's own people."""
    places = [place.pk for place in round.pot.area.lineage()]
    return (
        Actor.objects.filter(hats__area__in=places, hats__kind__in=hats, hats__until=None, forgotten_at=None)
        .distinct()
        .order_by("name")
    )


class EnterForm(forms.Form):
    """Bring an idea of the area into the round."""

    idea = forms.ChoiceField(label=_("Which idea?"), error_messages={"required": _("Choose an idea.")})

    def __init__(self, *args: Any, ideas: Sequence[Any], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["idea"].choices = [(idea.public_id, str(idea)) for idea in ideas]  # type: ignore[attr-defined]


def look_initial(entry: Entry, aspect: str) -> dict[str, Any]:
    """What was said before on this aspect, to change."""
    found = next((look for look in entry.looks.all() if look.aspect == aspect), None)
    if found is None:
        return {"entry": entry.pk, "aspect": aspect}
    return {
        "entry": entry.pk,
        "aspect": aspect,
        "free": "yes" if found.free else "no",
        "reason": found.reason,
        "next_step": found.next_step,
        "owner": found.owner_id,
        "due": found.due,
    }
