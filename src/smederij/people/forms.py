"""What people fill in about themselves and others."""

from datetime import datetime, timedelta
from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm
from allauth.core import context, ratelimit
from django import forms
from django.utils.translation import gettext_lazy as _

from smederij.base import clock, sms
from smederij.base.inputs import SHORTER, PhoneField, Words
from smederij.people.models import HatKind
from smederij.people.reach import MAIL, THEIRS, ReachField

WAIT = _("That was a bit often. Wait a few minutes and try again, or call us.")
NAME = _("What should we call you? A first name is enough.")


def errors(sentence: Any) -> dict[str, Any]:
    """The same kind sentence for every way in which a text can be wrong, but for too long."""
    return {"required": sentence, "invalid": sentence, "max_length": SHORTER}


class Line(Words):
    """One line of text, whose length is judged in our words."""

    def __init__(self, *, sentence: Any = MAIL, **options: Any) -> None:
        super().__init__(error_messages=errors(sentence), **options)


class CallMeForm(forms.Form):
    """'Bel mij': three lines, one of which may stay empty."""

    name = Line(
        label=_("What is your name?"),
        max_length=80,
        sentence=NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = PhoneField(label=_("On which number can we call you?"))
    about = Line(
        label=_("What is it about?"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class WayInForm(forms.Form):
    """Where to send the code: a mobile number or an e-mail address, whichever somebody has."""

    reach = ReachField(label=_("Your mobile number or e-mail address"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_text = sms.is_possible()
        if not self.by_text:
            self.fields["reach"] = ReachField(label=_("Your e-mail address"), sentence=MAIL)

    def clean_reach(self) -> str:
        """Not too often: for each address or number, and for all text messages together."""
        reach: str = self.cleaned_data["reach"]
        keys = [("request_login_code", reach)] + ([] if "@" in reach else [("send_sms", "*")])
        for action, key in keys:
            if not ratelimit.consume(context.request, action=action, key=key):
                raise forms.ValidationError(WAIT)
        return reach


class WayForm(WayInForm):
    """A second way in, for who is in already."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reach"].label = (
            _("A mobile number or an e-mail address") if self.by_text else _("An e-mail address")
        )


CODE = _("Fill in the code we sent you, for example BCDF-GHJK.")
CODE_BOX = {
    "autocomplete": "one-time-code",
    "autocapitalize": "characters",
    "spellcheck": "false",
    "maxlength": 20,
}


class WayCodeForm(forms.Form):
    """The code that shows a second way in to be theirs."""

    code = Line(
        label=_("The code we sent you"),
        max_length=20,
        sentence=CODE,
        widget=forms.TextInput(attrs=dict(CODE_BOX)),
    )


class CodeForm(ConfirmLoginCodeForm):  # type: ignore[misc]
    """The code we sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = _("The code we sent you")
        field.widget = forms.TextInput(attrs=dict(CODE_BOX))
        field.error_messages.update(errors(CODE))


class AboutMeForm(forms.Form):
    """How others see and find someone."""

    name = Line(
        label=_("What should we call you?"),
        help_text=_("A first name is enough. Others see this beside what you write."),
        max_length=80,
        sentence=NAME,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    phone = PhoneField(
        label=_("Your phone number"),
        help_text=_("Only for the people of your area. Do you help others here? Then it stands on the page."),
        required=False,
    )
    where = Line(
        label=_("Where and when can people find you?"),
        help_text=_(
            "For example: Thursdays from ten in the old school. Only shown when you help others here."
        ),
        max_length=160,
        required=False,
    )


class GiveHatForm(forms.Form):
    """Who gets which hat."""

    reach = ReachField(
        label=_("Their mobile number or e-mail address"),
        help_text=_("With this they sign in."),
        sentence=THEIRS,
    )
    name = Line(
        label=_("Their first name"),
        help_text=_("Only needed for someone who is new here."),
        max_length=80,
        required=False,
        sentence=NAME,
    )
    kind = forms.ChoiceField(
        label=_("What will they be here?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what they will be."),
            "invalid_choice": _("Choose what they will be."),
        },
    )

    until = forms.DateField(
        label=_("Until and including which day?"),
        help_text=_("Nothing filled in? Then it goes on until somebody takes it back."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Fill in a day, for example 31-12-2026. Or leave it empty.")},
    )

    def __init__(self, *args: Any, kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(kind, HatKind(kind).label) for kind in kinds]

    def clean_until(self) -> datetime | None:
        """The end of that day; nothing when it does not end."""
        day = self.cleaned_data["until"]
        if day is None:
            return None
        ends = clock.at(day + timedelta(days=1), hour=0)
        if ends <= clock.now():
            raise forms.ValidationError(_("That day is over. Choose a later one, or leave it empty."))
        return ends


class VouchForm(forms.Form):
    """Whom somebody of the area knows and lets in."""

    name = Line(
        label=_("What is their first name?"),
        max_length=80,
        sentence=_("Fill in their first name."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    phone = PhoneField(
        label=_("On which number can we call them?"),
        help_text=_("Then the people of the area can call back, and later they can come in with it."),
        required=False,
    )


class ForgetForm(forms.Form):
    """Being forgotten is asked twice."""

    sure = forms.BooleanField(
        label=_("Yes, forget me"),
        error_messages={"required": _("Tick the box first. Then we are sure that you are sure.")},
    )
