"""A no has a reason, an owner and a next step."""

from dataclasses import dataclass
from typing import NoReturn

from django.utils.functional import Promise

Sentence = str | Promise


@dataclass(frozen=True)
class Allowed:
    """Yes."""

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True)
class Refused:
    """No, and why, in a sentence for the person who asked. Hidden: that it exists is private."""

    reason: Sentence
    hidden: bool = False

    def __bool__(self) -> bool:
        return False


Answer = Allowed | Refused


class Refusal(Exception):
    """Raised by actions and loaders; becomes a kind page, or an error on the form that asked.

    status: 403 not allowed, 404 does not exist for you, 409 can't be done now, 410 is over.
    """

    def __init__(self, reason: Sentence, *, status: int = 409) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status


class Moved(Refusal):
    """What was asked for has another name in addresses now; the middleware brings the visitor there."""

    def __init__(self, reason: Sentence, *, old: str, new: str) -> None:
        super().__init__(reason, status=404)
        self.old = old
        self.new = new


def insist(answer: Answer) -> None:
    """Go on when allowed, otherwise raise Refusal (404 when hidden, else 403)."""
    if isinstance(answer, Refused):
        raise Refusal(answer.reason, status=404 if answer.hidden else 403)


def refuse(reason: Sentence, *, status: int = 409) -> NoReturn:
    """Stop here, with a sentence for the person who asked."""
    raise Refusal(reason, status=status)
