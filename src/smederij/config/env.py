"""Settings from the environment: each with a working default, each read in one place."""

import os
from pathlib import Path

DEFAULTS: dict[str, str | bool | int] = {}  # what was asked for, with what it is when nothing is set


def text(name: str, default: str) -> str:
    """The variable as text; a file named by NAME_FILE wins, for secrets on disk."""
    DEFAULTS.setdefault(name, default)
    file = os.environ.get(f"{name}_FILE")
    return Path(file).read_text().strip() if file else os.environ.get(name, default)


def switch(name: str, default: bool) -> bool:
    """True for 1, true, yes, on (any case); the default when absent or empty."""
    DEFAULTS[name] = default
    value = text(name, "").strip().lower()
    return value in {"1", "true", "yes", "on"} if value else default


def number(name: str, default: int) -> int:
    """A whole number. Raises ValueError that names the variable."""
    DEFAULTS[name] = default
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError as error:
        raise ValueError(f"{name} must be a whole number, not {value!r}") from error


def words(name: str, default: str) -> list[str]:
    """A comma-separated list; empty parts are dropped."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]
