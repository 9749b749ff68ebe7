"""How can we reach you? For whoever is not signed in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from smederij.base.inputs import PhoneField, Words
from smederij.initiatives.actions import Reach

MAIL = _("Fill in an e-mail address, for example amina@example.org, or leave it empty.")


class ReachForm(forms.Form):
    """A name, and a phone number or an e-mail address."""

    name = Words(
        label=_("What is your name?"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={"required": _("Tell us your name, so that we know whom to ask for.")},
    )
    phone = PhoneField(label=_("Your phone number"), required=False)
    email = forms.EmailField(
        label=_("Or your e-mail address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": MAIL},
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not {"phone", "email"} & set(self.errors) and not data.get("phone") and not data.get("email"):
            self.add_error(
                "phone", _("Leave your phone number or your e-mail address, so that we can reach you.")
            )
        return data

    def reach(self) -> Reach | None:
        data = self.cleaned_data
        return Reach(name=data["name"], phone=data["phone"], email=data["email"])


class ForAnotherForm(ReachForm):
    """Written down by one of the area's people, for somebody at the door or on the phone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {"name": _("What is their name?"), "phone": _("Their phone number")}
        for name, label in {**labels, "email": _("Or their e-mail address")}.items():
            self.fields[name].label = label
            self.fields[name].widget.attrs["autocomplete"] = "off"
