"""Everything that moves money or stops it. Every action takes the ledger's lock before it reads."""

from smederij.pots.actions.asides import Purpose, lift, set_aside, use
from smederij.pots.actions.conditions import set_condition
from smederij.pots.actions.declining import decline
from smederij.pots.actions.grants import award, hold, release, repay, return_rest, undo_repay
from smederij.pots.actions.payments import approve, give_back, order_payment, record_paid, refuse_payment
from smederij.pots.actions.pots import carry_over, open_pot, pledge, undo_pledge
from smederij.pots.actions.receipts import hand_in, take_back_receipt
from smederij.pots.ledger import lock as lock_money
from smederij.pots.rules import Award

__all__ = [
    "Award",
    "Purpose",
    "approve",
    "award",
    "carry_over",
    "decline",
    "give_back",
    "hand_in",
    "hold",
    "lift",
    "lock_money",
    "open_pot",
    "order_payment",
    "pledge",
    "record_paid",
    "refuse_payment",
    "release",
    "repay",
    "return_rest",
    "set_aside",
    "set_condition",
    "take_back_receipt",
    "undo_pledge",
    "undo_repay",
    "use",
]
