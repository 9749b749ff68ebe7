"""What an idea needs before it can be posted: one sentence, and a way to reach someone."""

from django.utils.translation import gettext as _

from smederij.base.money import Money
from smederij.base.refusals import Allowed, Answer, Refused

LONGEST_TITLE = 140
LONGEST_TEXT = 4000
LONGEST_NEED = 140
LONGEST_UPDATE = 1000
LONGEST_REMARK = 600
LONGEST_SENTENCE = 300
DAYS = (2, 5, 10, 20)
LONGEST_OFFER = 300


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


def update_is_fit(text: str) -> Answer:
    """A few sentences."""
    if not text:
        return Refused(_("Tell in a few words what happened."))
    if len(text) > LONGEST_UPDATE:
        return Refused(_("This is long for an update. Tell the rest in a next one."))
    return Allowed()


def remark_is_fit(text: str) -> Answer:
    """A few sentences."""
    if not text:
        return Refused(_("What would you like to say? A few words are enough."))
    if len(text) > LONGEST_REMARK:
        return Refused(_("Make it a bit shorter, or call the people who do this."))
    return Allowed()


def reason_is_fit(why: str) -> Answer:
    """A reason somebody can do something with."""
    if not why:
        return Refused(_("Say why, in one sentence."))
    if len(why) > LONGEST_SENTENCE:
        return Refused(_("Say it in one sentence or two."))
    return Allowed()


def how_is_fit(how: str) -> Answer:
    """How it was solved, for who runs into the same."""
    if not how:
        return Refused(_("Say in one sentence how it was solved. Others learn from it."))
    return reason_is_fit(how)


def obstacle_is_fit(words: str, *, step: str, days: int) -> Answer:
    """Words, a next step, and a number of working days that people can wait for."""
    if not words:
        return Refused(_("Say in one sentence what stands in the way."))
    if not step:
        return Refused(_("Say what the next step is. Small is fine: a phone call."))
    if max(len(words), len(step)) > LONGEST_SENTENCE:
        return Refused(_("Say it in one sentence or two."))
    if days not in DAYS:
        return Refused(_("Choose when there will be news."))
    return Allowed()


def offer_is_fit(words: str) -> Answer:
    """Short enough to say on the phone; nothing at all is fine."""
    if len(words) > LONGEST_OFFER:
        return Refused(_("Make this a bit shorter. The rest you can say when you are called."))
    return Allowed()
