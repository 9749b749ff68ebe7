"""What pages ask about ideas."""

from smederij.initiatives.queries.ideas import shown, shown_in, to_call
from smederij.initiatives.queries.rights import Rights, carries, rights, to_take_along

__all__ = ["Rights", "carries", "rights", "shown", "shown_in", "to_call", "to_take_along"]
