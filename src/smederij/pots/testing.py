"""Money on stage: a funded pot and a granted initiative, made by real actions."""

from dataclasses import dataclass
from datetime import datetime

from smederij.base.money import Money, euros
from smederij.initiatives.actions import Draft, post
from smederij.initiatives.models import Initiative
from smederij.people.actions import give_hat, meet
from smederij.people.models import Actor, HatKind
from smederij.people.testing import Cast
from smederij.pots import actions
from smederij.pots.models import Grant, Payment, Pot

IBAN = "NL91ABNA0417164300"
IN_POT, GRANTED = euros(1000), euros(900)


@dataclass(frozen=True)
class Till:
    """The cast with a pot of € 1.000, Amina's bench, € 900 granted to it, and a second of finance, Gita."""

    cast: Cast
    gita: Actor
    pot: Pot
    bench: Initiative
    grant: Grant
    now: datetime

    def order(self, amount: Money = GRANTED, *, key: str = "order-key") -> Payment:
        """Chen orders a payment."""
        return actions.order_payment(
            self.grant,
            amount=amount,
            payee="Tuincentrum De Els",
            iban=IBAN,
            by=self.cast.chen,
            now=self.now,
            key=key,
        )

    def approved(self, amount: Money = GRANTED, *, key: str = "order-key") -> Payment:
        """An order that Finn approved."""
        return actions.approve(self.order(amount, key=key), by=self.cast.finn, now=self.now)

    def paid(self, amount: Money = GRANTED, *, key: str = "order-key") -> Payment:
        """A payment that the bank made."""
        payment = self.approved(amount, key=key)
        return actions.record_paid(payment, bank_reference=f"REF-{key}", by=self.cast.finn, now=self.now)


def idea(cast: Cast, title: str, *, now: datetime, asked: Money | None = None) -> Initiative:
    """An idea of Amina's."""
    return post(Draft(title=title, asked=asked), area=cast.area, by=cast.amina, reach=None, now=now)


def funded_pot(cast: Cast, amount: Money, *, now: datetime) -> Pot:
    """A pot that the library filled."""
    pot = actions.open_pot(cast.area, name="Pot van Krakeel", purpose="Voor de buurt", by=cast.els, now=now)
    actions.pledge(pot, funder=cast.library, amount=amount, by=cast.finn, now=now, key="first-pledge")
    return pot


def make_till(cast: Cast, *, now: datetime, pot: Money = IN_POT, grant: Money = GRANTED) -> Till:
    """Everybody in place and the money granted."""
    gita = meet("Gita", email="gita@example.org", now=now)
    give_hat(HatKind.FINANCE, to=gita, area=cast.root, by=None, now=now)
    purse = funded_pot(cast, pot, now=now)
    bench = idea(cast, "Een bank bij het water", now=now, asked=grant)
    awards = [actions.Award(bench, grant)]
    granted = actions.award(purse, awards, key_prefix="round-1", report_weeks=None, by=None, now=now)
    return Till(cast=cast, gita=gita, pot=purse, bench=bench, grant=granted[0], now=now)
