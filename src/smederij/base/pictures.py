"""Pictures from residents: re-encoded, without location, in a few widths, under a random name."""

import io
import os
import secrets
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import BinaryIO

from django.conf import settings
from django.db.models import ManyToOneRel
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from smederij.base.models import Picture
from smederij.base.refusals import refuse

WIDTHS = (480, 960, 1600)
LONGEST_NAME = 24
FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 40_000_000
A_DAY = timedelta(days=1)
MOST_PATIENCE = 20.0  # seconds that a picture waits for the one before it
_one_at_a_time = Lock()


def folder() -> Path:
    """Where pictures lie; made when needed."""
    place = Path(settings.DATA) / "files" / "pictures"
    place.mkdir(parents=True, exist_ok=True)
    return place


def path_of(name: str, *, width: int) -> Path | None:
    """The file of one width, or None when there is none."""
    file = folder() / f"{name}-{width}.webp"
    ours = width in WIDTHS and name.isalnum() and len(name) <= LONGEST_NAME
    return file if ours and file.is_file() else None


def keep(upload: BinaryIO, *, alt: str, owner_id: int | None, now: datetime) -> Picture:
    """Re-encode an upload and keep it. Refuses what is no picture, too big, or too many pixels.

    The files are written before the row, outside any transaction; a row that never comes leaves
    only nameless files, which `tidy` removes.
    """
    name = secrets.token_hex(12)
    with _turn():
        image = _read(upload)
        whole = image.size
        for width in sorted(WIDTHS, reverse=True):
            image.thumbnail((width, width * 4))
            image.save(folder() / f"{name}-{width}.webp", "WEBP", quality=80)
    return Picture.objects.create(
        name=name, alt=alt, width=whole[0], height=whole[1], owner_id=owner_id, at=now
    )


def sealed(upload: BinaryIO) -> bytes:
    """A picture that is not for everybody, re-encoded, as one file for the vault. Refuses as `keep` does."""
    with _turn():
        image = _read(upload)
        image.thumbnail((WIDTHS[-1], WIDTHS[-1] * 4))
        out = io.BytesIO()
        image.save(out, "WEBP", quality=80)
    return out.getvalue()


@contextmanager
def _turn() -> Iterator[None]:
    """One picture at a time in this process: an opened one takes much memory, whoever sent it."""
    if not _one_at_a_time.acquire(timeout=MOST_PATIENCE):
        refuse(_("Many pictures come in at this moment. Wait a minute and send yours again."))
    try:
        yield
    finally:
        _one_at_a_time.release()


def discard(picture: Picture) -> None:
    """Remove a picture, row and files."""
    for width in WIDTHS:
        (folder() / f"{picture.name}-{width}.webp").unlink(missing_ok=True)
    picture.delete()


def tidy(now: datetime) -> int:
    """Remove pictures that nothing shows a day after they came, and files without a row.

    Once a day, however often it is asked: it looks at every file. Gives how many pictures were removed.
    """
    if not _is_time_to_tidy(now):
        return 0
    before = now - A_DAY
    unused = Picture.objects.filter(at__lt=before)
    for relation in Picture._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel) and not isinstance(relation.related_model, str):
            column, users = relation.field.name, relation.related_model._default_manager
            unused = unused.exclude(pk__in=users.exclude(**{column: None}).values(column))
    gone = list(unused)
    for picture in gone:
        discard(picture)
    _sweep_files(before=before)
    return len(gone)


def _is_time_to_tidy(now: datetime) -> bool:
    """True a day after the last time, and then that day begins anew; a file's date remembers it."""
    mark = folder() / ".tidied"
    if mark.exists() and timedelta() <= now - datetime.fromtimestamp(mark.stat().st_mtime, UTC) < A_DAY:
        return False
    mark.touch()
    os.utime(mark, (now.timestamp(), now.timestamp()))
    return True


def _sweep_files(*, before: datetime) -> None:
    known = set(Picture.objects.values_list("name", flat=True))
    for file in folder().glob("*.webp"):
        if file.name.rsplit("-", 1)[0] not in known and file.stat().st_mtime < before.timestamp():
            file.unlink(missing_ok=True)


def _read(upload: BinaryIO) -> Image.Image:
    size = getattr(upload, "size", None)
    if size is not None and size > settings.MAX_PICTURE_BYTES:
        refuse(_("This picture is too big. Choose one of at most 10 MB."))
    try:
        opened = Image.open(upload, formats=FORMATS)
        if opened.width * opened.height > MOST_PIXELS:
            refuse(_("This picture is too big. Choose one of at most 10 MB."))
        opened.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        refuse(_("We can't open this file as a picture. Choose a photo (JPEG, PNG or WebP)."))
    upright = _upright(opened)
    return upright.convert("RGBA" if "A" in upright.getbands() else "RGB")


def _upright(image: Image.Image) -> Image.Image:
    """Turned as the camera was held; where that note is broken, as it lies."""
    try:
        return ImageOps.exif_transpose(image)
    except (SyntaxError, ValueError, TypeError, KeyError, OSError, struct.error):
        return image
