"""What can be done with an idea; each verb says what it promises."""

from smederij.initiatives.actions.posting import Draft, Reach, change, confirm, post, withdraw

__all__ = ["Draft", "Reach", "change", "confirm", "post", "withdraw"]
