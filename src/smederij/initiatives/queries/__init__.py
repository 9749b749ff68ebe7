"""What pages ask about ideas."""

from smederij.initiatives.queries.ideas import shown, shown_in, to_call

__all__ = ["shown", "shown_in", "to_call"]
