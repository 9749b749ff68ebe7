"""Small shapes that pages hand to the drawing tags: a part of the pot, a link, someone to call."""

from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from smederij.base.money import Money

SCENE_FOLDER = Path(__file__).parent / "templates" / "base" / "scenes"
SCENES = tuple(sorted(file.stem for file in SCENE_FOLDER.glob("*.svg")))
STEPS = ("ideas", "check", "tell", "vote", "do")


@dataclass(frozen=True, slots=True)
class Part:
    """One ember block of the pot: who gave it or what it goes to, and how much."""

    label: str
    amount: Money | int

    @property
    def cents(self) -> int:
        return self.amount.cents if isinstance(self.amount, Money) else self.amount


@dataclass(frozen=True, slots=True)
class NavLink:
    """A link in the header, the footer or the way back; current is the page we are on."""

    label: str
    url: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Caller:
    """Someone people can call: a first name, a number, and where to find them."""

    name: str
    phone: str
    role: str = ""
    where: str = ""
    face: str = ""


def scene_for(seed: object) -> str:
    """The scene of that name, or the same one every time for the same seed."""
    name = str(seed)
    return name if name in SCENES else SCENES[pick(name, len(SCENES))]


def pick(seed: object, count: int, *, salt: str = "") -> int:
    """A number below count that is always the same for the same seed, on every machine."""
    return crc32(f"{salt}:{seed}".encode()) % count
