"""What people want elsewhere in Hamerveen, and what they agreed: read from wishes.toml and agreed.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Wish:
    """An idea as someone typed it; `of` is whose it is, `asked` in whole euros."""

    of: int
    title: str
    text: str
    asked: int | None = None
    needs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Agreed:
    """A sentence on which an area agreed, with what the machine applies of it."""

    text: str
    rule: str
    parameters: Mapping[str, object]


def wishes() -> Mapping[str, tuple[Wish, ...]]:
    """All ideas, by area."""
    with (HERE / "wishes.toml").open("rb") as file:
        return {slug: tuple(map(_wish, listed)) for slug, listed in tomllib.load(file).items()}


def agreed() -> Mapping[str, tuple[Agreed, ...]]:
    """All agreements, by area."""
    with (HERE / "agreed.toml").open("rb") as file:
        return {slug: tuple(Agreed(**one) for one in listed) for slug, listed in tomllib.load(file).items()}


def _wish(told: dict[str, object]) -> Wish:
    needs = tuple((str(kind), str(words)) for kind, words in told.pop("needs", ()))  # type: ignore[attr-defined]
    return Wish(**told, needs=needs)  # type: ignore[arg-type]
