"""What may be done with money, and how account numbers are read; no database here."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from schwifty import IBAN
from schwifty.exceptions import SchwiftyException

from smederij.base.money import LARGEST_CENTS, Money
from smederij.base.refusals import Allowed, Answer, Refused, refuse
from smederij.initiatives.models import Initiative
from smederij.pots.models import Grant, Pot, Transfer

LONGEST_KEY = 40
LONGEST_NOTE = 200
LONGEST_REFERENCE = 35
_KEY = re.compile(rf"[A-Za-z0-9:._-]{{8,{LONGEST_KEY}}}")


class NotAnIban(ValueError):
    """The text is no account number that a bank would take."""


@dataclass(frozen=True)
class Award:
    """An initiative and what it gets."""

    initiative: Initiative
    amount: Money


def read_iban(text: str) -> str:
    """The account number without spaces, its check digits right. Raises NotAnIban."""
    try:
        return str(IBAN(text).compact)
    except SchwiftyException as error:
        raise NotAnIban(text) from error


def spaced(iban: str) -> str:
    """In fours, as on a bank card."""
    return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))


def masked(iban: str) -> str:
    """Only enough to recognise one's own."""
    return f"{iban[:2]}•• •••• {iban[-4:]}"


def own_key(kind: str, key: str) -> str:
    """The maker's own id of a form, 8 to 40 plain signs, kept apart from keys of another kind."""
    if not _KEY.fullmatch(key):
        refuse(_("This form is not whole any more. Open the page again."))
    return f"{kind}:{key}"


def is_amount(amount: Money) -> Answer:
    """At least one cent, at most what one transfer can carry."""
    if 1 <= amount.cents <= LARGEST_CENTS:
        return Allowed()
    return Refused(_("Fill in an amount, for example 900."))


def wants_receipts(grant: Grant) -> bool:
    """Only from the amount on that was agreed when it was granted; never when nothing was agreed."""
    return grant.receipts_from is not None and grant.amount >= grant.receipts_from


def asks_receipts(grant: Grant) -> Answer:
    """The same, with a reason."""
    if wants_receipts(grant):
        return Allowed()
    return Refused(_("No receipts are asked for this."))


def decided(words: str) -> str:
    """Which gathering or agreement decided, in one line of at most 200 letters; or a Refusal."""
    line = " ".join(words.split())
    if not 1 <= len(line) <= LONGEST_NOTE:
        refuse(_("Say who decided this and when, for example: the village talk of 3 March."))
    return line


def reference(words: str) -> str:
    """The reference of the bank, 1 to 35 signs; or a Refusal."""
    line = words.strip()
    if not 1 <= len(line) <= LONGEST_REFERENCE:
        refuse(_("Fill in the reference of the bank, in at most 35 signs."))
    return line


def can_get(initiative: Initiative, *, pot: Pot) -> Answer:
    """Only what everybody can see, in the pot's own area or in one that lies in it."""
    if initiative.confirmed_at is None or initiative.withdrawn_at is not None:
        return Refused(_("This initiative is not there any more."))
    if pot.area_id not in {place.pk for place in initiative.area.lineage()}:
        return Refused(_("This initiative is in another area."))
    return Allowed()


def can_give_back(amount: Money, *, own: Money, left: Money, claimed: Money) -> Answer:
    """Never more than what of a funder's own euros is free, nor what people vote on now."""
    if not (answer := is_amount(amount)):
        return answer
    if amount > own:
        return Refused(_("Of what this funder put in, %(own)s is still in the pot.") % {"own": own})
    return can_take_out(left=left, claimed=claimed)


def can_undo(transfer: Transfer, *, within: Money) -> Answer:
    """What a funder got back, or is getting back, did come in."""
    if Money(transfer.cents) <= within:
        return Allowed()
    return Refused(_("This can't be undone: the funder got it back, or will."))


def can_award(total: Money, *, available: Money) -> Answer:
    """All winners together fit in what the pot has."""
    if total <= available:
        return Allowed()
    words = {"total": total, "available": available}
    return Refused(_("The pot has %(available)s, and this asks for %(total)s.") % words)


def can_take_out(*, left: Money, claimed: Money) -> Answer:
    """Never so much that less is left than running decisions promised."""
    if not claimed or left >= claimed:
        return Allowed()
    return Refused(_("People are voting on this now. Wait until the votes are counted."))


def is_free(held_reason: str) -> Answer:
    """Nobody holds this money."""
    if not held_reason:
        return Allowed()
    return Refused(_("This money waits for now: %(reason)s") % {"reason": held_reason})


def can_order(amount: Money, *, left: Money, held_reason: str) -> Answer:
    """Not while somebody holds the money, and never more than what is left of the grant."""
    for answer in (is_free(held_reason), is_amount(amount)):
        if not answer:
            return answer
    if amount > left:
        return Refused(_("There is %(left)s left. Fill in that, or less.") % {"left": left})
    return Allowed()


def can_return(*, under_way: bool, held_reason: str) -> Answer:
    """Only when nobody holds the money and no payment could still come back."""
    if under_way:
        return Refused(_("A payment is still on its way. Wait until the bank has paid it."))
    return is_free(held_reason)


def can_decline(grant: Grant, *, left: Money) -> Answer:
    """As long as nothing of it was used or ordered."""
    if left == grant.amount:
        return Allowed()
    return Refused(
        _("Part of this was used already. What is not needed can go back: call the keeper of the pot.")
    )


def stop_unless(answer: Answer) -> None:
    """Go on when it can be done; otherwise a Refusal (409) with the reason."""
    if isinstance(answer, Refused):
        refuse(answer.reason)
