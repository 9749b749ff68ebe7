"""How somebody can be reached: one box, in which a mobile number or an e-mail address is typed."""

from typing import Any

from django import forms
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

from smederij.base import phones, sms
from smederij.base.inputs import SHORTER

MAIL = _("Fill in your e-mail address, for example amina@example.org.")
REACH = _("Fill in your mobile number or your e-mail address, for example 06 12 34 56 78.")
THEIRS = _("Fill in their mobile number or e-mail address, for example 06 12 34 56 78.")
NO_TEXT = _("We can't send a text message to this number. Fill in a mobile number, or an e-mail address.")
NO_TEXTS = _("We can't send text messages yet. Fill in an e-mail address, or call us.")


class ReachField(forms.CharField):
    """Gives an address in small letters, or a number as E.164 to which a text message can go."""

    def __init__(self, *, sentence: Any = REACH, **options: Any) -> None:
        box = forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        )
        said = {"required": sentence, "invalid": sentence, "max_length": SHORTER}
        self.sentence = sentence
        super().__init__(max_length=254, widget=box, error_messages=said, **options)

    def clean(self, value: Any) -> str:
        typed: str = super().clean(value).strip()
        if "@" in typed:
            EmailValidator(self.sentence)(typed)
            return typed.lower()
        number = phones.e164(typed)
        if not number:
            raise forms.ValidationError(self.sentence, code="invalid")
        if not sms.is_possible():
            raise forms.ValidationError(NO_TEXTS)
        if not phones.can_be_texted(number):
            raise forms.ValidationError(NO_TEXT)
        return number
