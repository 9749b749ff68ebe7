"""What an idea needs before it can be posted: one sentence, and a way to reach someone."""

from django.utils.translation import gettext as _

from smederij.base.money import Money
from smederij.base.refusals import Allowed, Answer, Refused

LONGEST_TITLE = 140
LONGEST_TEXT = 4000
LONGEST_NEED = 140


def sentence_is_fit(title: str) -> Answer:
    """Not empty, and short enough for a card."""
    if not title:
        return Refused(_("Write one sentence about your idea. That is enough."))
    if len(title) > LONGEST_TITLE:
        return Refused(_("Make this sentence a bit shorter. You can tell more below it."))
    return Allowed()


def extras_are_fit(text: str, *, needs: list[str], asked: Money | None) -> Answer:
    """Short enough to read, and no amount of nothing."""
    if len(text) > LONGEST_TEXT:
        return Refused(_("This is more than two pages. Tell the rest when people call you."))
    if any(len(need) > LONGEST_NEED for need in needs):
        return Refused(_("Say what you need in one short sentence."))
    if asked is not None and asked <= Money(0):
        return Refused(_("Fill in an amount, or leave it empty."))
    return Allowed()


def can_be_reached(name: str, *, phone: str, email: str) -> Answer:
    """A name, and a phone number or an e-mail address."""
    if not name:
        return Refused(_("Tell us your name, so that we know whom to ask for."))
    if not phone and not email:
        return Refused(_("Leave your phone number or your e-mail address, so that we can reach you."))
    return Allowed()
