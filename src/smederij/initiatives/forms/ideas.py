"""The form for an idea: one sentence, and more for who wants to."""

import secrets
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from smederij.base.fields import MoneyFormField
from smederij.base.inputs import PictureField, Words
from smederij.base.models import Picture
from smederij.base.money import Money
from smederij.initiatives import rules
from smederij.initiatives.actions import Draft, Reach
from smederij.initiatives.forms.reach import ForAnotherForm, ReachForm
from smederij.initiatives.models import Initiative, NeedKind

SENTENCE = _("Write one sentence about your idea. That is enough.")
NEEDS = (NeedKind.HANDS, NeedKind.THINGS, NeedKind.PLACE, NeedKind.MIND)
MORE = ("text", "picture_alt", *(kind.value for kind in NEEDS), "asked", "drop_picture")


class NeedsForm(forms.Form):
    """What would help, in the order of the house: hands before money. Nothing has to be filled in."""

    hands = Words(
        label=_("Hands: who could help?"),
        help_text=_("For example: two people who can dig a hole."),
        max_length=rules.LONGEST_NEED,
        required=False,
    )
    things = Words(
        label=_("Things: what could you borrow or get?"),
        help_text=_("For example: a trailer, or old tyres."),
        max_length=rules.LONGEST_NEED,
        required=False,
    )
    place = Words(label=_("A place: where could it be?"), max_length=rules.LONGEST_NEED, required=False)
    mind = Words(
        label=_("Someone who thinks along: what would you like to ask?"),
        max_length=rules.LONGEST_NEED,
        required=False,
    )
    asked = MoneyFormField(
        label=_("Money: how much do you need?"),
        help_text=_("One amount for the whole idea. Don't know yet? Leave it empty."),
        required=False,
    )

    def clean_asked(self) -> Money | None:
        asked: Money | None = self.cleaned_data["asked"]
        if asked is not None and asked <= Money(0):
            raise forms.ValidationError(self.fields["asked"].error_messages["invalid"], code="invalid")
        return asked

    def needs(self) -> list[forms.BoundField]:
        """What is asked, in the order of the house: hands before money."""
        return [self[kind.value] for kind in NEEDS]

    def wanted(self) -> list[tuple[str, str]]:
        """What was asked, as actions take it."""
        return [
            (kind.value, self.cleaned_data[kind.value]) for kind in NEEDS if self.cleaned_data[kind.value]
        ]


class IdeaForm(forms.Form):
    """For someone we know: the sentence is all that is asked. `key` makes sending twice one idea."""

    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    title = Words(
        label=_("Your idea in one sentence"),
        help_text=_("For example: a bench by the canal, so that you can sit halfway."),
        max_length=rules.LONGEST_TITLE,
        widget=forms.Textarea(attrs={"rows": 3, "autocapitalize": "sentences"}),
        error_messages={"required": SENTENCE},
    )
    text = Words(
        label=_("Tell more"),
        help_text=_("Why do you want this? Who joins in? No plan is needed."),
        max_length=rules.LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    picture = PictureField(
        label=_("A photo"),
        help_text=_("No photo? Then we draw something with it."),
        required=False,
        max_length=200,
    )
    picture_alt = Words(
        label=_("What is in the photo?"),
        help_text=_("For neighbours who can't see it well."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", secrets.token_hex(16))

    @property
    def more_is_open(self) -> bool:
        """Whether something under "tell more" was filled in or has to be mended."""
        filled = any(self[name].value() for name in MORE if name in self.fields)
        return filled or any(name in self.errors for name in MORE)

    def draft(self, picture: Picture | None) -> Draft:
        """What was typed, as actions take it."""
        data = self.cleaned_data
        return Draft(title=data["title"], text=data["text"], picture=picture)

    def reach(self) -> Reach | None:
        """Whose idea it is, when that is not who is signed in."""
        return None


class StrangerForm(ReachForm, IdeaForm):
    """For someone we do not know yet: how can we reach you?"""


class DoorForm(ForAnotherForm, IdeaForm):
    """For the area's people: their own idea, or one of someone at the door or on the phone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = False
        self.fields["name"].label = _("Whose idea is it?")
        self.fields["name"].help_text = _("Leave this empty when it is your own idea.")

    def clean(self) -> dict[str, Any]:
        given = {name: self.cleaned_data.get(name) for name in ("name", "phone", "email")}
        if not any(given.values()):
            return self.cleaned_data
        if not given["name"]:
            self.add_error("name", _("Tell us their name, so that we know whom to ask for."))
        return super().clean()

    def reach(self) -> Reach | None:
        return super().reach() if self.cleaned_data["name"] else None


class ChangeForm(NeedsForm, IdeaForm):
    """The same sentence again, to make it better, and what would help."""

    drop_picture = forms.BooleanField(label=_("Take the photo away"), required=False)

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, initial=_as_typed(initiative), **kwargs)
        if initiative.picture is None:
            del self.fields["drop_picture"]

    def draft(self, picture: Picture | None) -> Draft:
        more = {"asked": self.cleaned_data["asked"], "needs": self.wanted()}
        return replace(
            super().draft(picture), **more, drop_picture=bool(self.cleaned_data.get("drop_picture"))
        )


def _as_typed(initiative: Initiative) -> dict[str, Any]:
    return {
        "title": initiative.title,
        "text": initiative.text,
        "picture_alt": initiative.picture.alt if initiative.picture else "",
        **as_asked(initiative),
    }


def as_asked(initiative: Initiative) -> dict[str, Any]:
    """What an idea looks for now, as it is filled in."""
    needs = {need.kind: need.words for need in initiative.needs.filter(met_at=None)}
    return {"asked": initiative.asked, **needs}
