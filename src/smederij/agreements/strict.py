"""How the parameters of a rule are read: strictly, with a sentence that says what to mend."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

Parameters = Mapping[str, Any]


class BadRule(ValueError):
    """The parameters make no rule; `field` is the one to mend, the message says what it may be."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def only(parameters: Parameters, *known: str) -> None:
    """A misspelt parameter must not quietly become a default."""
    for name in parameters:
        if name not in known:
            raise BadRule(
                name, _("The computer does not know “%(name)s” in this agreement.") % {"name": name}
            )


def number(parameters: Parameters, name: str, *, least: int, most: int, message: str = "") -> int:
    """A whole number within bounds."""
    value = parameters.get(name)
    if type(value) is not int or not least <= value <= most:
        words = {"least": least, "most": most}
        raise BadRule(name, message or _("Fill in a number from %(least)s to %(most)s.") % words)
    return value


def switch(parameters: Parameters, name: str) -> bool:
    """Yes or no."""
    value = parameters.get(name)
    if type(value) is not bool:
        raise BadRule(name, _("Say yes or no."))
    return value


def choice(parameters: Parameters, name: str, *options: str, message: str = "") -> str:
    """One of a few words."""
    value = parameters.get(name)
    if not isinstance(value, str) or value not in options:
        raise BadRule(name, message or _("Choose one of these."))
    return value


def text(parameters: Parameters, name: str, *, most: int, message: str) -> str:
    """A few words on one line, without spaces around them."""
    value = parameters.get(name)
    if not isinstance(value, str) or value != " ".join(value.split()) or not 1 <= len(value) <= most:
        raise BadRule(name, message)
    return value
