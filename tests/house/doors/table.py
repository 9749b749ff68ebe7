"""Reads the tables of who may open which door; the words in them stand in README.md beside them."""

from collections.abc import Set
from dataclasses import dataclass
from pathlib import Path

from tests.house.doors.ground import ROLES

FOLDER = Path(__file__).parent
SETS = {
    "everyone": set(ROLES),
    "known": set(ROLES) - {"visitor"},
    "area": {"group", "keeper", "worker"},
    "nobody": set[str](),
}


@dataclass(frozen=True)
class Line:
    """Who may look behind one door, and who may press its button. None: there is nothing to do so with."""

    name: str
    looks: frozenset[str] | None
    sends: frozenset[str] | None

    def __str__(self) -> str:
        return f"{self.name:27}| {in_words(self.looks):35}| {in_words(self.sends)}"


def table() -> dict[str, dict[str, Line]]:
    """The lines of every room, by the name of the address."""
    return {file.stem: _lines(file) for file in sorted(FOLDER.glob("*.txt"))}


def _lines(file: Path) -> dict[str, Line]:
    found: dict[str, Line] = {}
    for number, text in enumerate(file.read_text().splitlines(), start=1):
        cells = [cell.strip() for cell in text.partition("#")[0].split("|")]
        if cells == [""]:
            continue
        where = f"{file.name}, line {number}"
        assert len(cells) == 3, f"{where}: an address, who looks, who sends: a | b | c"
        name, looks, sends = cells
        assert name not in found, f"{where}: {name} stands there twice"
        seen = _people(looks, where)
        found[name] = Line(name, seen, seen if sends == "same" else _people(sends, where))
    return found


def _people(words: str, where: str) -> frozenset[str] | None:
    if words == "-":
        return None
    who, _but, others = words.partition(" but ")
    return frozenset(_named(who, where) - _named(others, where))


def _named(words: str, where: str) -> set[str]:
    unknown = [word for word in words.split() if word not in SETS and word not in ROLES]
    assert not unknown, f"{where}: nobody is called {unknown}; see README.md"
    return set().union(*(SETS.get(word, {word}) for word in words.split()))


def in_words(people: frozenset[str] | None) -> str:
    """As it stands in the table."""
    if people is None:
        return "-"
    whole = "everyone" if "visitor" in people else "known"
    others = SETS[whole] - people
    if len(others) < len(people):
        return f"{whole} but {_listed(others)}" if others else whole
    return _listed(people) or "nobody"


def _listed(people: Set[str]) -> str:
    area = SETS["area"] if people >= SETS["area"] else set[str]()
    return " ".join(["area"] * bool(area) + [role for role in ROLES if role in people - area])
