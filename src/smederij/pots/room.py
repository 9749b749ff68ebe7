"""What this room declares to the house."""

from smederij.base.rooms import Room
from smederij.pots import audit, ledger

ROOM = Room(
    name="pots",
    tick=audit.nightly,
    append_only=("pots_account", "pots_transfer", "pots_audit"),
    triggers=ledger.TRIGGERS,
)
