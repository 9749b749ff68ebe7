"""The form that finds somebody's area: a postcode and a house number, and nothing is kept."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from smederij.base.inputs import Words
from smederij.places.rules import HIGHEST, read_postcode

POSTCODE = _("Fill in your postcode, for example 7901 AB.")
NUMBER = _("Fill in your house number, for example 12. Letters behind it are not needed.")


class WhereForm(forms.Form):
    """Where somebody lives, as they write it; the number may stay empty when the postcode says enough."""

    postcode = Words(
        label=_("Your postcode"),
        max_length=12,
        widget=forms.TextInput(
            attrs={"autocomplete": "postal-code", "autocapitalize": "characters", "size": 8}
        ),
        error_messages={"required": POSTCODE},
    )
    number = Words(
        label=_("House number"),
        max_length=12,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 5}),
    )

    def clean_postcode(self) -> str:
        postcode = read_postcode(self.cleaned_data["postcode"])
        if postcode is None:
            raise forms.ValidationError(POSTCODE, code="invalid")
        return postcode

    def clean_number(self) -> int | None:
        text = self.cleaned_data["number"]
        if not text:
            return None
        digits = re.match(r"[0-9]+", text)
        if digits is None or not 1 <= int(digits.group()) <= HIGHEST:
            raise forms.ValidationError(NUMBER, code="invalid")
        return int(digits.group())
