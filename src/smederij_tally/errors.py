"""What can go wrong in a count, each with plain text that can be shown as it is."""

from __future__ import annotations

from collections.abc import Iterable


class TallyError(Exception):
    """Something in a file, a method or a round that cannot be counted as it stands."""


class PbError(TallyError):
    """A file that cannot be read as an election, with the place where reading stopped."""

    def __init__(self, file: str, line: int | None, what: str) -> None:
        self.file, self.line, self.what = file, line, what
        where = file if line is None else f"{file}, line {line}"
        super().__init__(f"{where}: {what}")

    def __reduce__(self) -> tuple[type[PbError], tuple[str, int | None, str]]:
        return type(self), (self.file, self.line, self.what)


class NotComparable(TallyError):
    """The method asks for a figure that this round does not have, such as a turnout."""


class _TieError(TallyError):
    template = ""

    def __init__(self, entries: Iterable[str]) -> None:
        self.entries = tuple(entries)
        super().__init__(self.template.format(", ".join(self.entries)))

    def __reduce__(self) -> tuple[type[_TieError], tuple[tuple[str, ...]]]:
        return type(self), (self.entries,)


class NeedsSeed(_TieError):
    """A lot must be drawn and nobody gave the public text it is drawn from."""

    template = "{} are tied and only a lot can decide: give a seed"


class TieRefused(_TieError):
    """A tie decides who gets money, and the rule says that no machine may break it."""

    template = "{} are tied, it decides who gets money, and the tie rule is to refuse"
