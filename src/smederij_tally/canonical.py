"""One way to write a thing down, so that its digest is the same on every machine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any


def canonical_json(value: Any) -> bytes:
    """JSON with sorted keys, no spaces and plain UTF-8. Values are text, whole numbers, booleans and None."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(value: Any) -> str:
    """The SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical_json(value)).hexdigest()


def digest_with_list(body: dict[str, Any], *, name: str, parts: Iterable[bytes]) -> str:
    """The digest of `body` with one long list more; its name comes before all others, its JSON in parts."""
    if not body or min(body) <= name:
        raise ValueError(f"{name} must come before all other names")
    found = hashlib.sha256(b"{" + canonical_json(name) + b":[")
    for part in parts:
        found.update(part)
    found.update(b"]," + canonical_json(body)[1:])
    return found.hexdigest()


def refuse_floats(value: Any) -> None:
    """TypeError when a float hides anywhere inside: it can't be written exactly."""
    if isinstance(value, float):
        raise TypeError(f"{value!r} is a float, which can't be written exactly")
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    for part in parts:
        refuse_floats(part)
