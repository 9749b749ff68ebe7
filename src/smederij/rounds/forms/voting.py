"""What a voter sends: the code of a letter, and choices."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from smederij.rounds.models import BallotType
from smederij.rounds.rules import Choices

CHOSEN, POINTS, BLANK = "kies", "punten-", "blanco"
MOST_KEPT = 300
LONGEST_KEPT = 8


class CodeForm(forms.Form):
    """The code of a letter, as people type it."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=40,
        help_text=_("It is in your letter: 13 letters and digits. Capitals do not matter."),
        error_messages={
            "required": _("Type the code from your letter. It looks like this: ABCD-EFGH-12345."),
            "max_length": _("That is longer than a code. Type only the 13 letters and digits."),
        },
        widget=forms.TextInput(
            {
                "class": "code",
                "data-codefield": True,
                "autocomplete": "off",
                "autocapitalize": "characters",
                "autocorrect": "off",
                "spellcheck": "false",
                "enterkeyhint": "go",
            }
        ),
    )


@dataclass(frozen=True)
class Sent:
    """What a voting page sent along besides a code; nothing in it is trusted."""

    token: str
    nonce: str
    choices: Choices
    kept: tuple[tuple[str, str], ...]

    @property
    def chose(self) -> bool:
        """Whether anything was chosen yet, a blank vote included."""
        return bool(self.choices.points) or self.choices.blank


def read_sent(post: QueryDict) -> Sent:
    """Read a voting form; what is not a choice is dropped, what is one survives every error."""
    return Sent(
        token=post.get("token", "")[:2000],
        nonce=post.get("nonce", "")[:64],
        choices=Choices(points=_points(post), blank=BLANK in post or BLANK in post.getlist(CHOSEN)),
        kept=tuple(_kept(post))[:MOST_KEPT],
    )


def ballot_fields(choices: Choices, *, kind: str) -> list[tuple[str, str]]:
    """The hidden fields that carry choices to the next page."""
    fields = [(BLANK, "1")] if choices.blank else []
    if kind == BallotType.POINTS:
        return fields + [(f"{POINTS}{number}", str(given)) for number, given in choices.points.items()]
    return fields + [(CHOSEN, str(number)) for number in choices.points]


def _points(post: QueryDict) -> dict[int, int]:
    points = {int(value): 1 for value in post.getlist(CHOSEN)[:MOST_KEPT] if _is_small(value)}
    for name, value in post.items():
        number = name.removeprefix(POINTS)
        if name.startswith(POINTS) and _is_small(number) and _is_small(str(value)) and int(str(value)):
            points[int(number)] = int(str(value))
    return points


def _kept(post: QueryDict) -> Iterable[tuple[str, str]]:
    for name, values in post.lists():
        if name in {CHOSEN, BLANK} or name.startswith(POINTS):
            yield from ((name[:20], str(value)[:LONGEST_KEPT]) for value in values)


def _is_small(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 5
