"""Coats for the parts of a drawing: a colour with a weave of its own, so that colour never speaks alone."""

from collections.abc import Callable, Iterator
from itertools import pairwise

COATS = 8
STEP = 13
Box = tuple[float, float, float, float]


def threads(coat: int, *, box: Box) -> str:
    """The weave of a coat inside a box (x, y, width, height) as path data; a plain coat has none."""
    drawn = WEAVES[coat % COATS]
    return "".join(drawn(box)) if drawn else ""


def _steps(start: float, length: float, step: float = STEP) -> Iterator[float]:
    """Places at even distance, half a step from both ends."""
    count = int(length // step)
    first = start + (length - (count - 1) * step) / 2
    return (first + n * step for n in range(count))


def _upright(box: Box) -> Iterator[str]:
    x, y, width, height = box
    return (f"M{at:.1f} {y:.1f}v{height:.1f}" for at in _steps(x, width))


def _lying(box: Box) -> Iterator[str]:
    x, y, width, height = box
    return (f"M{x:.1f} {at:.1f}h{width:.1f}" for at in _steps(y, height, STEP / 1.6))


def _dots(box: Box) -> Iterator[str]:
    x, y, width, height = box
    return (f"M{at:.1f} {row:.1f}h.1" for row in _steps(y, height, STEP / 1.1) for at in _steps(x, width))


def _slant(box: Box) -> Iterator[str]:
    x, y, width, height = box
    rise = min(height, STEP)
    places = [*_steps(x, width), x + width]
    for row in _steps(y, height, rise):
        top, low = max(y, row - rise / 2), min(y + height, row + rise / 2)
        yield from (f"M{one:.1f} {low:.1f}L{two:.1f} {top:.1f}" for one, two in pairwise(places))


def _back(box: Box) -> Iterator[str]:
    x, y, width, height = box
    rise = min(height, STEP)
    places = [*_steps(x, width), x + width]
    for row in _steps(y, height, rise):
        top, low = max(y, row - rise / 2), min(y + height, row + rise / 2)
        yield from (f"M{one:.1f} {top:.1f}L{two:.1f} {low:.1f}" for one, two in pairwise(places))


def _cross(box: Box) -> Iterator[str]:
    yield from _slant(box)
    yield from _back(box)


def _grid(box: Box) -> Iterator[str]:
    yield from _upright(box)
    yield from _lying(box)


Weave = Callable[[Box], Iterator[str]] | None
WEAVES: tuple[Weave, ...] = (None, _slant, _dots, _upright, _lying, _cross, _back, _grid)
