"""Pictures from strangers: re-encoded, without their past, or refused in words."""

import zlib
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image, ImageDraw

from smederij.base import clock, pictures
from smederij.base.models import Picture
from smederij.base.refusals import Refusal

pytestmark = pytest.mark.django_db
ORIENTATION, GPS, MAKE = 274, 34853, 271


def photo(kind: str = "JPEG", *, size: tuple[int, int] = (1200, 800), **options: Any) -> SimpleUploadedFile:
    image = Image.new("RGB", size, "#b93c0b")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 4, size[1] // 4), fill="#1f4a57")
    held = BytesIO()
    image.save(held, kind, **options)
    return SimpleUploadedFile(f"foto.{kind.lower()}", held.getvalue())


def keep(upload: Any) -> Picture:
    return pictures.keep(upload, alt="Een bank", owner_id=None, now=clock.now())


def file_of(picture: Picture, width: int = 480) -> Path:
    found = pictures.path_of(picture.name, width=width)
    assert found is not None
    return found


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_kept_in_every_width(kind: str) -> None:
    kept = keep(photo(kind))
    for width in pictures.WIDTHS:
        with Image.open(file_of(kept, width)) as image:
            assert image.format == "WEBP"
            assert image.width <= width
    assert (kept.width, kept.height, kept.alt) == (1200, 800, "Een bank")


def test_where_and_with_what_it_was_taken_is_gone() -> None:
    exif = Image.Exif()
    exif[MAKE] = "Telefoon van Jan"
    exif.get_ifd(GPS)[2] = (52.0, 43.0, 30.0)
    kept = keep(photo(exif=exif))
    for width in pictures.WIDTHS:
        data = file_of(kept, width).read_bytes()
        assert b"Telefoon" not in data
        with Image.open(BytesIO(data)) as image:
            assert not dict(image.getexif())


def test_a_photo_taken_sideways_stands_upright() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    kept = keep(photo(exif=exif))
    assert (kept.width, kept.height) == (800, 1200)


def test_what_hangs_behind_the_picture_is_gone() -> None:
    upload = photo("PNG")
    stuffed = SimpleUploadedFile("foto.png", upload.read() + b"<?php evil(); ?>")
    assert b"evil" not in file_of(keep(stuffed), 1600).read_bytes()


def bomb() -> bytes:
    """A PNG of a few hundred bytes that says it is 30,000 by 30,000 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data).to_bytes(4, "big")
        return len(data).to_bytes(4, "big") + kind + data + check

    size = (30_000).to_bytes(4, "big")
    header = chunk(b"IHDR", size + size + b"\x08\x02\x00\x00\x00")
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


def gif() -> bytes:
    held = BytesIO()
    Image.new("P", (5, 5)).save(held, "GIF")
    return held.getvalue()


STRANGE = {
    "nothing": b"",
    "words": b"This is not a picture.",
    "a drawing with a script": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "a page": b"<!doctype html><script>alert(1)</script>",
    "a PDF": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj",
    "a program": b"\x7fELF" + b"\0" * 200,
    "a zip": b"PK\x03\x04" + b"\0" * 100,
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
    "an animation": gif(),
    "half a photo": photo().read()[:900],
    "a bomb": bomb(),
}


@pytest.mark.parametrize("what", STRANGE)
def test_what_is_no_photo_is_refused_and_leaves_nothing(what: str) -> None:
    before = set(pictures.folder().iterdir())
    with pytest.raises(Refusal) as no:
        keep(SimpleUploadedFile("foto.jpg", STRANGE[what], content_type="image/jpeg"))
    assert str(no.value.reason)
    assert set(pictures.folder().iterdir()) == before
    assert not Picture.objects.exists()


def test_too_many_bytes_are_refused_before_they_are_read(settings: Any) -> None:
    settings.MAX_PICTURE_BYTES = 100
    with pytest.raises(Refusal):
        keep(photo())


def test_a_picture_is_served_only_by_its_name_and_widths(client: Client) -> None:
    kept = keep(photo())
    served = client.get(f"/beeld/{kept.name}-480.webp")
    assert (served.status_code, served["Content-Type"]) == (200, "image/webp")
    for path in (f"/beeld/{kept.name}-481.webp", "/beeld/anders-480.webp", "/beeld/..%2Fsecret-key-480.webp"):
        assert client.get(path).status_code == 404
    pictures.discard(kept)
    assert client.get(f"/beeld/{kept.name}-480.webp").status_code == 404
    assert not Picture.objects.exists()


@pytest.mark.parametrize("name", ["../x", "a/b", "a.b", "", "a-b", "/etc/passwd"])
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    assert pictures.path_of(name, width=480) is None


def test_what_nothing_shows_is_tidied_away_after_a_day() -> None:
    kept, files = keep(photo()), pictures.folder()
    orphan = files / f"{'a' * 24}-480.webp"
    orphan.write_bytes(b"left behind")
    assert pictures.tidy(clock.now()) == 0
    assert file_of(kept).exists()
    assert orphan.exists()
    with time_machine.travel(clock.now() + timedelta(days=2)):
        assert pictures.tidy(clock.now()) == 1
    assert pictures.path_of(kept.name, width=480) is None
    assert not orphan.exists()


def test_pictures_are_opened_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who comes while another is busy waits a moment, and then reads why; the next one goes on."""
    monkeypatch.setattr(pictures, "MOST_PATIENCE", 0.01)
    with pictures._turn(), pytest.raises(Refusal):
        keep(photo())
    assert not Picture.objects.exists()
    with pytest.raises(Refusal):
        keep(SimpleUploadedFile("foto.jpg", b"no picture"))
    assert keep(photo()).pk


def test_the_files_are_looked_at_once_a_day() -> None:
    today = clock.now() + timedelta(days=40)
    orphan = pictures.folder() / f"{'b' * 24}-480.webp"
    pictures.tidy(today)
    orphan.write_bytes(b"left behind")
    pictures.tidy(today + timedelta(hours=23))
    assert orphan.exists()
    pictures.tidy(today + timedelta(hours=25))
    assert not orphan.exists()


def test_a_name_longer_than_ours_is_no_picture() -> None:
    assert pictures.path_of("a" * 300, width=480) is None


def test_a_photo_with_a_broken_note_about_how_it_was_held_is_kept_as_it_lies() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    whole = photo("WEBP", exif=exif).read()
    at = whole.index(b"MM\x00*") if b"MM\x00*" in whole else whole.index(b"II*\x00")
    kept = keep(SimpleUploadedFile("foto.webp", whole[:at] + b"M\x80\x00*" + whole[at + 4 :]))
    assert (kept.width, kept.height) == (1200, 800)
