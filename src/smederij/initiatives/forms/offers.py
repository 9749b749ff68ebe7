"""Offering help in ten seconds, and answering it."""

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from smederij.base.inputs import PhoneField, Words
from smederij.initiatives import rules
from smederij.initiatives.actions import Help, Reach
from smederij.initiatives.forms.reach import ForAnotherForm, ReachForm
from smederij.initiatives.models import Need
from smederij.people.models import Actor

CALL = _("On which number can we call you?")


class HelpForm(forms.Form):
    """For someone we know and can call: one tap is enough. `key` makes sending twice one offer."""

    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    words = Words(
        label=_("What would you like to say with it?"),
        help_text=_("For example: I have a trailer, and time on Saturday."),
        max_length=rules.LONGEST_OFFER,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "autocapitalize": "sentences"}),
    )
    may_name = forms.BooleanField(
        label=_("My first name may stand on the page when I am thanked"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", secrets.token_hex(16))

    def help(self, need: Need | None) -> Help:
        """What was typed, as actions take it."""
        data = self.cleaned_data
        return Help(need=need, words=data["words"], may_name=data["may_name"])

    def reach(self) -> Reach | None:
        """Who it is, when we don't know them."""
        return None


class CallableHelpForm(HelpForm):
    """For someone we know without a number: they are called, so it is asked."""

    phone = PhoneField(label=CALL)


class StrangerHelpForm(ReachForm, HelpForm):
    """For someone we don't know yet: a name, and a number or an address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].label = CALL


class DoorHelpForm(ForAnotherForm, HelpForm):
    """For the area's people, who write it down for somebody at the door or on the phone."""


def help_form_for(actor: Actor | None) -> type[HelpForm]:
    """The shortest form with which somebody can be called."""
    if actor is None:
        return StrangerHelpForm
    return HelpForm if actor.phone else CallableHelpForm
