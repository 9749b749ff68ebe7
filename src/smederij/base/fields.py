"""Model and form fields for money."""

from typing import Any

from django import forms
from django.db import models
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

from smederij.base.money import Money, NotMoney, read_money


class MoneyField(models.BigIntegerField):  # type: ignore[type-arg]
    """Stores Money as whole cents; the column name says nothing about euros with a point."""

    # For the type checker: what may be assigned, and what comes out.
    _pyi_private_set_type: Money | Combinable  # type: ignore[assignment]
    _pyi_private_get_type: Money  # type: ignore[assignment]

    def from_db_value(self, value: int | None, *_: Any) -> Money | None:
        return None if value is None else Money(value)

    def to_python(self, value: Any) -> Any:
        return value if value is None or isinstance(value, Money) else Money(int(value))

    def get_prep_value(self, value: Any) -> Any:
        return value.cents if isinstance(value, Money) else value

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.get_prep_value(self.value_from_object(obj)))


class MoneyInput(forms.TextInput):
    """A text box that shows amounts as people write them and brings up digits on a phone."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        return value.written("nl").removeprefix("€ ") if isinstance(value, Money) else value


class MoneyFormField(forms.Field):
    """Reads an amount; what can't be read stays in the box."""

    widget = MoneyInput
    default_error_messages = {
        "invalid": _("Fill in an amount, for example 900. Don't know yet? Leave it empty."),
        "required": _("Fill in an amount, for example 2200."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        own = options.get("error_messages") or {}
        if self.required and "invalid" not in own:
            self.error_messages["invalid"] = self.error_messages["required"]

    def to_python(self, value: Any) -> Money | None:
        if value in self.empty_values:
            return None
        try:
            return value if isinstance(value, Money) else read_money(value)
        except NotMoney as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error
