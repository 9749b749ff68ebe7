"""The pot as a drawing: from who put in, through the pot, to where it is now. Floats only draw."""

from collections.abc import Sequence
from dataclasses import dataclass

from smederij.base.look import Part
from smederij.base.money import Money
from smederij.base.weave import threads

WIDTH, HEIGHT, GAP = 560, 380, 9
BADGE, BAR = 17, 20
PURSE_LEFT, PURSE_RIGHT = 236, 324
LEFT, RIGHT = 40, WIDTH - 40 - BAR
FEWEST_APART = 2 * BADGE + 2


@dataclass(frozen=True)
class Stream:
    """One part of the pot, drawn: its bar, its band to or from the pot, its sign, and the same in words."""

    sign: str
    coat: int
    label: str
    amount: Money
    bar: tuple[float, float, float]
    threads: str
    band: str
    badge: float


@dataclass(frozen=True)
class Flow:
    """Both sides of a pot, each adding up to the whole."""

    total: Money
    sources: list[Stream]
    uses: list[Stream]
    purse: tuple[float, float]
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def middle(self) -> float:
        return self.purse[0] + self.purse[1] / 2


def draw(sources: Sequence[Part], uses: Sequence[Part]) -> Flow | None:
    """The drawing; None while nothing came in. Raises ValueError when the two sides differ by a cent."""
    total = sum(part.cents for part in sources)
    if total != sum(part.cents for part in uses):
        raise ValueError("What came in and where it is now are not the same.")
    if not total:
        return None
    room = HEIGHT - GAP * (max(len(sources), len(uses)) - 1)
    scale = room / total
    top = (HEIGHT - room) / 2
    signs = [chr(ord("A") + n) if n < 26 else f"A{n}" for n in range(len(sources))]
    left = _side(sources, signs, scale=scale, top=top, x=LEFT)
    right = _side(uses, [str(n) for n in range(1, len(uses) + 1)], scale=scale, top=top, x=RIGHT)
    return Flow(total=Money(total), sources=left, uses=right, purse=(top, room))


def _side(parts: Sequence[Part], signs: Sequence[str], *, scale: float, top: float, x: float) -> list[Stream]:
    heights = [part.cents * scale for part in parts]
    starts = _spread(heights)
    badges = _apart([start + height / 2 for start, height in zip(starts, heights, strict=True)])
    streams, inside = [], top
    for n, (part, start, height) in enumerate(zip(parts, starts, heights, strict=True)):
        streams.append(
            Stream(
                sign=signs[n],
                coat=n,
                label=part.label,
                amount=Money(part.cents),
                bar=(x, start, height),
                threads=threads(n, box=(x, start, BAR, height)),
                band=_band(x, start, inside, height),
                badge=badges[n],
            )
        )
        inside += height
    return streams


def _spread(heights: Sequence[float]) -> list[float]:
    """Where each bar begins, with gaps, the whole in the middle."""
    start = (HEIGHT - sum(heights) - GAP * (len(heights) - 1)) / 2
    starts = []
    for height in heights:
        starts.append(start)
        start += height + GAP
    return starts


def _apart(middles: Sequence[float]) -> list[float]:
    """Signs beside their bars, but never over one another nor over the edge."""
    placed: list[float] = []
    for middle in middles:
        placed.append(max(middle, placed[-1] + FEWEST_APART if placed else BADGE + 1))
    edge = HEIGHT - BADGE - 1.0
    for n in range(len(placed) - 1, -1, -1):
        placed[n] = min(placed[n], edge)
        edge = placed[n] - FEWEST_APART
    return placed


def _band(x: float, outside: float, inside: float, height: float) -> str:
    """From a bar to its place in the pot, as path data."""
    near, far = (x + BAR, PURSE_LEFT) if x < PURSE_LEFT else (x, PURSE_RIGHT)
    bend = (near + far) / 2
    return (
        f"M{near:.1f} {outside:.1f}C{bend:.1f} {outside:.1f} {bend:.1f} {inside:.1f} {far:.1f} {inside:.1f}"
        f"v{height:.1f}C{bend:.1f} {inside + height:.1f} {bend:.1f} {outside + height:.1f}"
        f" {near:.1f} {outside + height:.1f}z"
    )
