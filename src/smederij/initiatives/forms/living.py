"""The forms of an initiative's life: a few words each."""

import secrets
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from smederij.base.inputs import PictureField, Words
from smederij.initiatives import rules
from smederij.initiatives.access import carries
from smederij.initiatives.access.living import OFFICIALS
from smederij.initiatives.actions import Hurdle, Reach
from smederij.initiatives.forms.reach import ReachForm
from smederij.initiatives.models import Initiative
from smederij.people.models import Actor, Hat


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "autocapitalize": "sentences"})


class KeyedForm(forms.Form):
    """`key` makes sending twice one thing."""

    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", secrets.token_hex(16))


class UpdateForm(KeyedForm):
    """What happened, and a photo for who has one."""

    text = Words(
        label=_("What happened?"),
        help_text=_("For example: Saturday we dug the hole, with six people. Next week the bench comes."),
        max_length=rules.LONGEST_UPDATE,
        widget=_area(4),
        error_messages={"required": _("Tell in a few words what happened.")},
    )
    picture = PictureField(
        label=_("A photo"),
        help_text=_("Ask the people in it whether they mind."),
        required=False,
        max_length=200,
    )
    picture_alt = Words(
        label=_("What is in the photo?"),
        help_text=_("For neighbours who can't see it well."),
        max_length=300,
        required=False,
    )


class RemarkForm(KeyedForm):
    """For someone we know: the words are all."""

    text = Words(
        label=_("What would you like to say?"),
        help_text=_("A compliment, a question, something to think of. Neighbours read it."),
        max_length=rules.LONGEST_REMARK,
        widget=_area(4),
        error_messages={"required": _("What would you like to say? A few words are enough.")},
    )

    def reach(self) -> Reach | None:
        return None


class StrangerRemarkForm(ReachForm, RemarkForm):
    """For someone we do not know yet."""


class ReasonForm(forms.Form):
    """Why."""

    why = Words(
        label=_("Why?"),
        help_text=_("One sentence. Whoever it is about reads it."),
        max_length=rules.LONGEST_SENTENCE,
        error_messages={"required": _("Say why, in one sentence.")},
    )


class OfferForm(forms.Form):
    """A few words with an offer to carry it; not needed."""

    words = Words(
        label=_("What would you like to do?"),
        help_text=_("For example: I have a van, and Saturdays free."),
        max_length=rules.LONGEST_SENTENCE,
        required=False,
    )


class InviteForm(forms.Form):
    """Whom a carrier asks along."""

    name = Words(
        label=_("Whom do you ask along?"),
        help_text=_("A first name is enough. You get a link that you send yourself."),
        max_length=80,
        error_messages={"required": _("Whom do you ask? A first name is enough.")},
    )


class StepForm(forms.Form):
    """The next step of an obstacle, and when there is news."""

    step = Words(
        label=_("What is the next step?"),
        help_text=_("Small is fine: a phone call."),
        max_length=rules.LONGEST_SENTENCE,
        error_messages={"required": _("Say what the next step is. Small is fine: a phone call.")},
    )
    days = forms.TypedChoiceField(
        label=_("When will there be news?"),
        coerce=int,
        choices=[
            (2, _("within two working days")),
            (5, _("within a week")),
            (10, _("within two weeks")),
            (20, _("within four weeks")),
        ],
        initial=5,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose when there will be news.")},
    )


class ObstacleForm(KeyedForm, StepForm):
    """What stands in the way, and who works on it. Others than the carriers called first."""

    words = Words(
        label=_("What stands in the way?"),
        help_text=_("One sentence, as you would say it."),
        max_length=rules.LONGEST_SENTENCE,
        error_messages={"required": _("Say in one sentence what stands in the way.")},
    )
    owner = forms.ChoiceField(
        label=_("Who works on it?"),
        error_messages={"required": _("Choose who works on it.")},
    )
    told = forms.BooleanField(
        label=_("I called and told it myself"),
        error_messages={"required": _("A no is told by phone first. Call, and then write it down here.")},
    )
    field_order = ("key", "words", "owner", "step", "days", "told")

    def __init__(
        self, *args: Any, initiative: Initiative, actor: Actor, now: datetime, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.owners = _owners(initiative, actor=actor, now=now)
        choices = [(one.public_id, label) for one, label in self.owners.values()]
        self.fields["owner"].choices = choices  # type: ignore[attr-defined]
        if carries(actor, initiative) or not initiative.carriers.now().exists():
            del self.fields["told"]

    def hurdle(self) -> Hurdle:
        data = self.cleaned_data
        owner = next(one for one, _label in self.owners.values() if one.public_id == data["owner"])
        return Hurdle(
            words=data["words"],
            owner=owner,
            step=data["step"],
            days=data["days"],
            told=data.get("told", False),
        )


def _owners(initiative: Initiative, *, actor: Actor, now: datetime) -> dict[int, tuple[Actor, str]]:
    """Oneself, and whoever wears a hat here, nearest first."""
    owners = {actor.pk: (actor, str(_("I do (%(name)s)") % {"name": actor}))}
    places = [place.pk for place in initiative.area.lineage()]
    worn = Hat.objects.worn(now=now).filter(area__in=places, kind__in=OFFICIALS, actor__forgotten_at=None)
    for hat in sorted(worn.select_related("actor"), key=lambda hat: (places.index(hat.area_id), hat.pk)):
        owners.setdefault(hat.actor_id, (hat.actor, f"{hat.actor} ({hat.get_kind_display()})"))
    return owners


class HowForm(forms.Form):
    """How an obstacle was solved."""

    how = Words(
        label=_("How was it solved?"),
        help_text=_("Others who run into the same learn from it."),
        max_length=rules.LONGEST_SENTENCE,
        error_messages={"required": _("Say in one sentence how it was solved. Others learn from it.")},
    )


class SourceForm(forms.Form):
    """What this sprang from: something here, or the address of a page elsewhere."""

    source = forms.ChoiceField(label=_("What did this come out of?"), required=False)
    address = Words(
        label=_("Or paste the address of its page"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = Initiative.objects.shown().filter(area=initiative.area_id).exclude(pk=initiative.pk)
        known = here.exclude(offspring__initiative=initiative)[:100]
        choices = [(one.public_id, one.title) for one in known]
        self.fields["source"].choices = [("", _("Choose")), *choices]  # type: ignore[attr-defined]

    def chosen(self) -> str:
        """The public id of what was chosen, or of the page whose address was pasted; else nothing."""
        data = self.cleaned_data
        pasted = [piece for piece in data["address"].split("?")[0].split("/") if piece]
        return str(data["source"] or (pasted[-1] if pasted else ""))
