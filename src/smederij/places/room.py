"""What places declare to the house."""

from smederij.base.rooms import Room
from smederij.places import queries

ROOM = Room(name="places", search=queries.search)
