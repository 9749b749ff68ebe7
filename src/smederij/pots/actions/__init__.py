"""Everything that moves money or stops it. Every action takes the ledger's lock before it reads."""

from smederij.pots.actions.grants import award, hold, release, return_rest
from smederij.pots.actions.payments import approve, order_payment, record_paid, refuse_payment
from smederij.pots.actions.pots import carry_over, open_pot, pledge, undo_pledge
from smederij.pots.ledger import lock as lock_money
from smederij.pots.rules import Award

__all__ = [
    "Award",
    "approve",
    "award",
    "carry_over",
    "hold",
    "lock_money",
    "open_pot",
    "order_payment",
    "pledge",
    "record_paid",
    "refuse_payment",
    "release",
    "return_rest",
    "undo_pledge",
]
