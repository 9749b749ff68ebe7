"""The list of who may vote: a file, pasted lines, and then the same list once more to confirm."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from smederij.rounds.forms.roll_table import NotAList, RollTable, read_roll, read_upload


class RollForm(forms.Form):
    """A file or pasted lines; `table` is what was read."""

    file = forms.FileField(
        label=_("A file"),
        required=False,
        help_text=_("An Excel sheet (.xlsx) or CSV with the columns naam, adres, postcode, plaats."),
        widget=forms.ClearableFileInput({"accept": ".xlsx,.csv,.txt"}),
        error_messages={"empty": _("This file is empty. Did you choose the right one?")},
    )
    text = forms.CharField(
        label=_("Or paste the lines here"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 8, "spellcheck": "false", "data-no-draft": True}),
        help_text=_("Copy them from a sheet. One person on each line: name, address, postcode, town."),
    )
    table: RollTable | None = None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        try:
            if data.get("file"):
                data["text"] = read_upload(data["file"])
            self.table = read_roll(data.get("text", ""))
        except NotAList as error:
            self.add_error("file" if data.get("file") else "text", str(error))
        return data

    def with_lines(self) -> "RollForm":
        """The same form with the lines of the file in the box, to mend them there."""
        return RollForm(initial={"text": self.cleaned_data.get("text", "")})
