"""One zip out of the files of a round, and back. The same files give the same bytes on every machine."""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from smederij_tally.published.names import FORMAT, MANIFEST

LONG_AGO = (1980, 1, 1, 0, 0, 0)
MOST_BYTES = 512 * 1024 * 1024


class BadFile(Exception):
    """The file can't be read as a published round; plain text that can be shown as it is."""


def pack(files: Mapping[str, bytes], *, says: Mapping[str, Any]) -> bytes:
    """The zip: a manifest that says what the round is and the digest of each file, then the files.

    Nothing is pressed together: how that comes out differs between machines, and a normal round is small.
    """
    digests = {name: sha256(data).hexdigest() for name, data in files.items()}
    manifest = plain_json({"format": FORMAT, **says, "files": digests})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for name, data in {MANIFEST: manifest, **files}.items():
            entry = zipfile.ZipInfo(name, date_time=LONG_AGO)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            packed.writestr(entry, data)
    return out.getvalue()


def unpack(source: str | os.PathLike[str] | bytes) -> dict[str, bytes]:
    """The files in a zip by name; BadFile when it is none, is damaged, or is no published round."""
    try:
        with zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source) as packed:
            names = [entry.filename for entry in packed.infolist()]
            if len(set(names)) != len(names):
                raise BadFile("the zip holds two files of one name")
            if any("/" in name or "\\" in name for name in names):
                raise BadFile("the zip holds a folder: a published round has none")
            if sum(entry.file_size for entry in packed.infolist()) > MOST_BYTES:
                raise BadFile("the zip is too large to read")
            files = {name: packed.read(name) for name in names}
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as error:
        raise BadFile(f"this can't be read as a zip: {error}") from error
    if MANIFEST not in files:
        raise BadFile(f"there is no {MANIFEST} in the zip: it is not a published round")
    return files


def manifest_of(files: Mapping[str, bytes]) -> dict[str, Any]:
    """What the manifest says; BadFile when it is not one that we know."""
    found = read_json(files, MANIFEST)
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise BadFile(f"{MANIFEST} is not of the format {FORMAT}")
    return found


def manifest_sha256(zipped: bytes) -> str:
    """The digest of the manifest, which names the digests of all other files."""
    return sha256(unpack(zipped)[MANIFEST]).hexdigest()


def plain_json(value: object) -> bytes:
    """JSON that people can read too, the same for the same value."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, indent=1).encode() + b"\n"


def read_json(files: Mapping[str, bytes], name: str) -> Any:
    """The value in a JSON file of the zip; BadFile when it is missing or no JSON."""
    try:
        return json.loads(files[name])
    except KeyError:
        raise BadFile(f"{name} is missing") from None
    except (ValueError, RecursionError) as error:
        raise BadFile(f"{name} can't be read: {error}") from error
