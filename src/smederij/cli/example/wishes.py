"""What people want elsewhere in Hamerveen, read from wishes.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("wishes.toml")


@dataclass(frozen=True)
class Wish:
    """An idea as someone typed it; `of` is whose it is, `asked` in whole euros."""

    of: int
    title: str
    text: str
    asked: int | None = None
    needs: tuple[tuple[str, str], ...] = ()


def read() -> Mapping[str, tuple[Wish, ...]]:
    """All ideas, by area."""
    with FILE.open("rb") as file:
        return {slug: tuple(map(_wish, listed)) for slug, listed in tomllib.load(file).items()}


def _wish(told: dict[str, object]) -> Wish:
    needs = tuple((str(kind), str(words)) for kind, words in told.pop("needs", ()))  # type: ignore[attr-defined]
    return Wish(**told, needs=needs)  # type: ignore[arg-type]
