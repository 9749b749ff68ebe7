"""Form fields in the house's voice: words of some length, a phone number, and a picture."""

from datetime import datetime
from typing import Any, BinaryIO, cast

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from smederij.base import pictures
from smederij.base.models import Picture
from smederij.base.refusals import Refusal

NUMBER = _("Fill in a number on which we can call you, for example 06 12 34 56 78.")
SIGNS_IN_A_NUMBER = frozenset("0123456789 +-()./")
SHORTER = _("This is a bit long. Use at most %(limit_value)d characters; now there are %(show_value)d.")


TURNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


class Words(forms.CharField):
    """Text whose length is judged in our words, without the unseen signs that turn what stands around it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        for validator in self.validators:
            if isinstance(validator, MaxLengthValidator):
                validator.message = SHORTER

    def to_python(self, value: Any) -> str | None:
        text: str | None = super().to_python(value)
        return text.translate(TURNS).strip() if text and self.strip else text


class PhoneField(Words):
    """A number to call, kept as people write it."""

    default_error_messages = {"required": NUMBER}
    widget = forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"})

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=20, **options)

    def to_python(self, value: Any) -> str:
        text = str(super().to_python(value) or "")
        digits = sum(sign.isdigit() for sign in text)
        if text and not (set(text) <= SIGNS_IN_A_NUMBER and 8 <= digits <= 15):
            raise forms.ValidationError(NUMBER, code="invalid")
        return text


class PictureField(forms.FileField):
    """Lets someone choose a photo. Whether it is one, `keep_picture` finds out."""

    widget = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp", "data-photo": ""})
    default_error_messages = {
        "invalid": _("We can't open this file as a picture. Choose a photo (JPEG, PNG or WebP)."),
        "empty": _("We can't open this file as a picture. Choose a photo (JPEG, PNG or WebP)."),
        "max_length": _("The name of this file is too long. Give it a shorter name and choose it again."),
    }


def keep_picture(form: forms.Form, name: str, *, alt: str, now: datetime) -> Picture | None:
    """Keep the picture that came with a valid form; a file that is none becomes an error on its field.

    When other fields have to be mended first, a browser forgets the chosen file: then that is said.
    """
    if not form.is_valid():
        if name in form.files and name not in form.errors:
            form.add_error(name, _("Choose your photo again: it could not be kept while this was not right."))
        return None
    return open_picture(form, name, alt=alt, now=now)


def open_picture(form: forms.Form, name: str, *, alt: str, now: datetime) -> Picture | None:
    """Keep the picture that came along, whatever else has to be mended; the page then says so."""
    upload = form.cleaned_data.get(name)
    if not upload:
        return None
    try:
        return pictures.keep(cast(BinaryIO, upload), alt=alt, owner_id=None, now=now)
    except Refusal as refusal:
        form.add_error(name, str(refusal.reason))
        return None
