"""What people fill in about themselves and others."""

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from smederij.base.inputs import SHORTER, PhoneField
from smederij.people.models import HatKind

MAIL = _("Fill in your e-mail address, for example amina@example.org.")
NAME = _("What should we call you? A first name is enough.")


def errors(sentence: Any) -> dict[str, Any]:
    """The same kind sentence for every way in which a text can be wrong, but for too long."""
    return {"required": sentence, "invalid": sentence, "max_length": SHORTER}


class Line(forms.CharField):
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


class WayInForm(RequestLoginCodeForm):  # type: ignore[misc]
    """Where to send the code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["email"]
        field.label = _("Your e-mail address")
        field.widget = forms.EmailInput(attrs={"autocomplete": "email", "maxlength": 254})
        field.error_messages.update(errors(MAIL))
        field.validators.append(MaxLengthValidator(254))


class CodeForm(ConfirmLoginCodeForm):  # type: ignore[misc]
    """The code from the mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = _("The code from the mail")
        field.widget = forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "maxlength": 20,
            }
        )
        field.error_messages.update(errors(_("Fill in the code from the mail, for example BCDF-GHJK.")))


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

    email = forms.EmailField(
        label=_("Their e-mail address"),
        help_text=_("With this address they sign in."),
        max_length=254,
        error_messages=errors(_("Fill in their e-mail address, for example amina@example.org.")),
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

    def __init__(self, *args: Any, kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(kind, HatKind(kind).label) for kind in kinds]


class ForgetForm(forms.Form):
    """Being forgotten is asked twice."""

    sure = forms.BooleanField(
        label=_("Yes, forget me"),
        error_messages={"required": _("Tick the box first. Then we are sure that you are sure.")},
    )
