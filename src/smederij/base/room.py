"""What the bricks declare: pictures that nothing shows are tidied away."""

from smederij.base import pictures
from smederij.base.rooms import Room

ROOM = Room(name="base", tick=pictures.tidy, append_only=("base_event",))
