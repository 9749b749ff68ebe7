"""One random key per round, in a file outside database and backups, destroyed after the objection period."""

import os
import secrets
from functools import lru_cache
from pathlib import Path

from django.conf import settings

BYTES = 32


def _file(round_id: int) -> Path:
    return Path(settings.DATA) / "peppers" / str(round_id)


def make(round_id: int) -> bytes:
    """The round's key, made when there is none yet. Two makers at once get the same key."""
    file = _file(round_id)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not file.exists():
        made = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
        handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(secrets.token_bytes(BYTES))
            out.flush()
            os.fsync(out.fileno())
        try:
            os.link(made, file)  # fails when another was first, and never shows half a file
        except FileExistsError:
            pass
        finally:
            made.unlink()
    key = read(round_id)
    assert key is not None
    return key


def read(round_id: int) -> bytes | None:
    """The round's key, or None when it was never made or is destroyed."""
    file = _file(round_id)
    try:
        return _read(str(file), file.stat().st_mtime_ns)
    except FileNotFoundError:
        return None


@lru_cache(maxsize=256)
def _read(path: str, _changed: int) -> bytes:
    return Path(path).read_bytes()


def destroy(round_id: int) -> None:
    """Overwrite the key and take the file away."""
    file = _file(round_id)
    if file.exists():
        file.write_bytes(secrets.token_bytes(BYTES))
        file.unlink()
    _read.cache_clear()
