"""What each drawn scene shows, for who can't see it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from smederij.base.look import scene_for

SHOWN: dict[str, Promise] = {
    "animals": _("Drawing: a goat, chickens and neighbours by a fence that is not closed yet."),
    "bench": _("Drawing: two neighbours with coffee on a bench by the water."),
    "bmx": _("Drawing: a cyclist jumps over a track of earth that people still dig at."),
    "boat": _("Drawing: three people around a sailing boat with a patched hull."),
    "bus-stop": _("Drawing: a bus stop with a bookcase, and neighbours of all ages reading."),
    "clean-up": _("Drawing: neighbours pick up litter in the grass."),
    "coffee": _("Drawing: three neighbours drink coffee at a long table; one chair is free."),
    "crossing": _("Drawing: a mother and child cross the road; someone still paints the last stripes."),
    "facade-garden": _("Drawing: neighbours plant flowers along a front wall."),
    "football": _("Drawing: children and a grown-up play football on the grass."),
    "games": _("Drawing: neighbours play boules on a half-finished court."),
    "garden": _("Drawing: neighbours of all ages work in a vegetable garden."),
    "hall": _("Drawing: neighbours paint their village hall; half of it is done."),
    "lantern": _("Drawing: a neighbour hangs a lamp along a dark path."),
    "learning": _("Drawing: three people learn together at a table with books and a computer."),
    "market": _("Drawing: a stall with clothes and things to give away."),
    "meal": _("Drawing: neighbours eat together at a long table outside."),
    "mural": _("Drawing: neighbours paint a wall; half of it is still a sketch."),
    "music": _("Drawing: a band on a stage that is still being built."),
    "path": _("Drawing: people walk a winding path; the last stones lie ready."),
    "playground": _("Drawing: children play on a swing and a slide; one swing still has to be hung."),
    "repair-cafe": _("Drawing: neighbours repair a radio and a bicycle together."),
    "sharing": _("Drawing: a cargo bike full of things that neighbours lend each other."),
    "solar": _("Drawing: neighbours lay solar panels on a roof; one is still to come."),
    "trees": _("Drawing: neighbours plant an apple tree."),
    "winter-soup": _("Drawing: neighbours hand out soup in the snow."),
}


def told(name: object) -> str:
    """What the scene of that name shows, in the language of the page."""
    return str(SHOWN[scene_for(name)])
