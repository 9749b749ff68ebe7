"""JSON as people hand it in: every fault is told with the file and the place in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from smederij_flows.errors import InputError

LARGEST_FILE = 64 * 1024 * 1024
LARGEST_AMOUNT = 10**12


@dataclass(frozen=True, slots=True)
class Place:
    """A value in a file, with where it stands: what reads it can only get it in the shape it asks for."""

    file: str
    where: str
    value: Any

    def fault(self, what: str) -> InputError:
        """The error to raise about this value."""
        return InputError(self.file, self.where, what)

    def text(self) -> str:
        """A name or other text, without spaces around it; never empty."""
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.fault(f"{_shown(self.value)} is not a text")
        return self.value.strip()

    def amount(self) -> Decimal:
        """A number from 0 up, and not so large that it can't be meant."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | Decimal):
            raise self.fault(f"{_shown(self.value)} is not a number")
        if self.value < 0:
            raise self.fault(f"{self.value} is below nought")
        if self.value > LARGEST_AMOUNT:
            raise self.fault(f"more than {LARGEST_AMOUNT:,}, which is no amount of any area")
        return Decimal(self.value)

    def items(self, *, length: int | None = None, what: str = "values") -> list[Place]:
        """A list, of so many values when `length` says so."""
        if not isinstance(self.value, list):
            raise self.fault(f"{_shown(self.value)} is not a list")
        if length is not None and len(self.value) != length:
            raise self.fault(f"{len(self.value)} {what} where {length} are needed")
        return [Place(self.file, f"{self.where}[{i}]", value) for i, value in enumerate(self.value)]

    def entries(self) -> Iterator[tuple[str, Place]]:
        """The names of an object with their values."""
        if not isinstance(self.value, dict):
            raise self.fault(f"{_shown(self.value)} is not an object with names")
        seen: set[str] = set()
        for name, value in self.value.items():
            if not name.strip():
                raise self.fault("a name is empty")
            if name.strip() in seen:
                raise self.fault(f"{name.strip()} is there twice")
            seen.add(name.strip())
            yield name.strip(), Place(self.file, f"{self.where}.{name}" if self.where else name, value)

    def get(self, key: str) -> Place | None:
        """What stands under this key; None when nothing does."""
        if not isinstance(self.value, dict):
            raise self.fault(f"{_shown(self.value)} is not an object with names")
        where = f"{self.where}.{key}" if self.where else key
        return Place(self.file, where, self.value[key]) if self.value.get(key) is not None else None

    def need(self, key: str) -> Place:
        """What stands under this key, which must be there."""
        found = self.get(key)
        if found is None:
            raise self.fault(f"{key} is missing")
        return found

    def unknown(self, known: Iterable[str]) -> tuple[str, ...]:
        """The keys that nobody reads: a slip of the pen must not make figures quietly wrong."""
        return tuple(key for key in self.value if key not in set(known))


def read_json(path: str | Path) -> Place:
    """The object a file holds; numbers as they are written, names not twice. InputError for anything else."""
    file = Path(path)
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise InputError(str(path), "", f"larger than {LARGEST_FILE // 1024**2} MB")
        data = file.read_bytes()
    except (OSError, ValueError) as error:
        raise InputError(str(path), "", getattr(error, "strerror", None) or "can't be opened") from error
    return parse_json(data, name=str(path))


def parse_json(data: bytes, *, name: str) -> Place:
    """The object these bytes hold; `name` is what to call them in an error."""
    try:
        found = json.loads(
            data.decode("utf-8-sig"),
            parse_float=Decimal,
            parse_constant=_refused,
            object_pairs_hook=_once,
        )
    except UnicodeDecodeError as error:
        raise InputError(name, "", f"not text in UTF-8 (at byte {error.start})") from error
    except json.JSONDecodeError as error:
        raise InputError(name, f"line {error.lineno}", f"not JSON: {error.msg}") from error
    except (ValueError, RecursionError) as error:
        what = "too many lists in lists" if isinstance(error, RecursionError) else str(error)
        raise InputError(name, "", what) from error
    if not isinstance(found, dict):
        raise InputError(name, "", f"{_shown(found)} is not an object with names")
    return Place(name, "", found)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"{key} is there twice in one object")
        found[key] = value
    return found


def _refused(constant: str) -> None:
    raise ValueError(f"{constant} is not a number")


def _shown(value: object) -> str:
    """A value as it stands in the file, shortened."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else f"{text[:39]}…"
