"""One random key per round, in a file outside database and backups, destroyed after the objection period."""

import os
import secrets
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from smederij.base.refusals import refuse
from smederij.rounds.models import Credential, Issue, Round

BYTES = 32


def _file(round_id: int) -> Path:
    return Path(settings.PEPPERS or Path(settings.DATA) / "peppers") / str(round_id)


def make(round_id: int) -> bytes:
    """The round's key, made before its first letter. Needs the round's lock, inside a transaction.

    Refusal 409 when letters were made with a key that is not here: another key would make them worthless.
    """
    round = Round.objects.get(pk=round_id)
    if round.pepper_sha256 or _has_letters(round):
        return at_hand(round) or _lost()
    key = _made(round_id)
    Round.objects.filter(pk=round_id).update(pepper_sha256=sha256(key).hexdigest())
    return key


def at_hand(round: Round) -> bytes | None:
    """The key with which the letters of a round were made; None when it is not here, or is another one."""
    return known_by(round.pepper_sha256, round.pk)


def known_by(digest: str, round_id: int) -> bytes | None:
    """The same for who has no more of a round than its number and the digest of its key."""
    key = read(round_id)
    return key if key is not None and sha256(key).hexdigest() == digest else None


def is_lost(round: Round) -> bool:
    """Whether there are letters that nobody can vote with, for want of their key."""
    return round.pepper_destroyed_at is None and at_hand(round) is None and _has_letters(round)


def _has_letters(round: Round) -> bool:
    return Credential.objects.filter(round=round).exists() or Issue.objects.filter(roll__round=round).exists()


def _lost() -> bytes:
    return refuse(
        _(
            "The key of the letters that were made before is not here, so new letters can't be made either."
            " Put the key back, or call the administrator."
        )
    )


def _made(round_id: int) -> bytes:
    """A key of its own; two makers at once get the same one."""
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
