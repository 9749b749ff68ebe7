"""What the clock moves."""

from datetime import datetime


def tick(now: datetime) -> int:
    """Move phases, shake urns at night, settle what is over, destroy what must go. Safe twice and from two processes.

    Gives how many things moved.
    """
    raise NotImplementedError
