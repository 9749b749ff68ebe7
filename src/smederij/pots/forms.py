"""What people fill in about money. Every form that moves money carries a key: sending twice does it once."""

import secrets
from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from smederij.base.fields import MoneyFormField
from smederij.base.inputs import PictureField, Words
from smederij.initiatives.models import Initiative
from smederij.people.models import Actor
from smederij.pots import queries, rules
from smederij.pots.actions import Purpose
from smederij.pots.models import Pot
from smederij.pots.tracing import Funding


class KeyedForm(forms.Form):
    """A form whose own id goes along, hidden."""

    key = forms.CharField(max_length=rules.LONGEST_KEY, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", secrets.token_hex(16))


class PotForm(forms.Form):
    """A pot has a name and says what it is for."""

    name = Words(
        label=_("What is the pot called?"),
        max_length=80,
        error_messages={"required": _("Give the pot a name, for example Pot of Krakeel.")},
    )
    purpose = Words(
        label=_("What is the money for?"),
        help_text=_("One sentence that everyone understands."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write in one sentence what the money is for.")},
    )


class PledgeForm(KeyedForm):
    """Who puts how much into which pot."""

    pot = forms.ModelChoiceField(label=_("Into which pot?"), queryset=Pot.objects.none(), empty_label=None)
    funder = forms.ModelChoiceField(
        label=_("Who gives it?"),
        queryset=queries.possible_funders(),
        empty_label=_("Choose who gives it"),
        error_messages={"required": _("Choose who gives the money.")},
    )
    amount = MoneyFormField(label=_("How much?"))

    def __init__(self, *args: Any, pots: list[Pot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["pot"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = Pot.objects.filter(pk__in=[pot.pk for pot in pots])
        if len(pots) == 1:
            choice.initial, choice.widget = pots[0], forms.HiddenInput()


class OrderForm(KeyedForm):
    """What finance and the bank need to pay."""

    amount = MoneyFormField(label=_("How much?"))
    payee = Words(
        label=_("Who gets it?"),
        help_text=_("The name on the account, or on the invoice."),
        max_length=70,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Fill in whose account it is.")},
    )
    iban = forms.CharField(
        label=_("Account number (IBAN)"),
        help_text=_("For example NL91 ABNA 0417 1643 00."),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={
            "required": _("Fill in the account number. It stands on the bank card or the invoice.")
        },
    )

    def clean_iban(self) -> str:
        try:
            return rules.read_iban(self.cleaned_data["iban"])
        except rules.NotAnIban as error:
            words = _("This account number is not right. Look at the bank card or the invoice once more.")
            raise forms.ValidationError(words, code="invalid") from error


class GiveBackForm(OrderForm):
    """To which funder, and what finance and the bank need."""

    funder = forms.ModelChoiceField(
        label=_("To whom does it go back?"),
        queryset=Actor.objects.none(),
        empty_label=_("Choose who gets it back"),
        error_messages={"required": _("Choose who gets it back.")},
    )
    field_order = ["funder", "amount", "payee", "iban"]

    def __init__(self, *args: Any, fundings: Sequence[Funding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["funder"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = Actor.objects.filter(pk__in=[one.funder.pk for one in fundings])


DECIDED = {
    "label": _("Who decided this?"),
    "help_text": _("For example: the village talk of 3 March. Everybody can read it."),
    "max_length": rules.LONGEST_NOTE,
    "error_messages": {
        "required": _("Say who decided this and when, for example: the village talk of 3 March.")
    },
}


class AsideForm(KeyedForm):
    """How much waits for what, and who decided so."""

    name = Words(
        label=_("What is it for?"),
        help_text=_("In one or two words, for example: community centre."),
        max_length=80,
        error_messages={"required": _("Say what this money is set aside for.")},
    )
    sentence = Words(
        label=_("What should become possible with it?"),
        help_text=_("One sentence that everyone understands."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write in one sentence what the money is for.")},
    )
    amount = MoneyFormField(label=_("How much?"))
    decided = Words(**DECIDED)

    def facts(self) -> dict[str, Any]:
        """What the action wants to know."""
        data = dict(self.cleaned_data)
        return data | {"purpose": Purpose(data.pop("name"), data.pop("sentence"))}


class LiftForm(KeyedForm):
    """Back to the pot."""

    amount = MoneyFormField(label=_("How much?"))
    decided = Words(**DECIDED)


class UseForm(KeyedForm):
    """To what it was meant for."""

    initiative = forms.ModelChoiceField(
        label=_("Which initiative gets it?"),
        queryset=Initiative.objects.none(),
        empty_label=_("Choose an initiative"),
        error_messages={"required": _("Choose which initiative gets it.")},
    )
    amount = MoneyFormField(label=_("How much?"))
    decided = Words(**DECIDED)

    def __init__(self, *args: Any, initiatives: QuerySet[Initiative], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["initiative"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = initiatives


class RepayForm(KeyedForm):
    """What finance saw come back at the bank."""

    amount = MoneyFormField(label=_("How much?"))
    bank_reference = Words(
        label=_("Reference of the bank"),
        help_text=_("It stands with the transaction on the bank statement."),
        max_length=rules.LONGEST_REFERENCE,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Fill in the reference of the bank.")},
    )


class ReceiptForm(KeyedForm):
    """A photo, or who has them on paper. Nothing else is asked."""

    photo = PictureField(label=_("A photo of a receipt"), required=False, max_length=200)
    given_to = Words(
        label=_("Or: to whom did you give them on paper?"),
        help_text=_("A first name is enough."),
        max_length=80,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and bool(data.get("photo")) == bool(data.get("given_to")):
            raise forms.ValidationError(_("Choose a photo, or fill in to whom you gave them."))
        return data


class ReasonForm(forms.Form):
    """Why not, or not yet: in words for who reads it."""

    reason = Words(
        label=_("Why?"),
        help_text=_("The keeper reads this and knows what to do."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why, so that the keeper knows what to do.")},
    )


class PaidForm(forms.Form):
    """Proof from the bank."""

    bank_reference = Words(
        label=_("Reference of the bank"),
        help_text=_("It stands with the transaction on the bank statement."),
        max_length=35,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Fill in the reference of the bank.")},
    )
