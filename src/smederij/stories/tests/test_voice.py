"""Voices: what is no sound is refused, and what is beside the sound goes."""

import struct
from collections.abc import Callable
from io import BytesIO

import pytest

from smederij.base.refusals import Refusal
from smederij.stories import voice
from smederij.stories.voice import NotAVoice, quiet

SECRET = b"Thuis bij Amina"
SOUND = bytes(range(1, 200)) * 4


def _vint(number: int) -> bytes:
    return (1 << 28 | number).to_bytes(4, "big")


def _element(identity: int, content: bytes) -> bytes:
    return identity.to_bytes((identity.bit_length() + 7) // 8, "big") + _vint(len(content)) + content


def webm(track_type: int = 2) -> bytes:
    head = _element(0x1A45DFA3, _element(0x4282, b"webm"))
    info = _element(
        0x1549A966, _element(0x2AD7B1, b"\x0f\x42\x40") + _element(0x7BA9, SECRET) + _element(0x5741, SECRET)
    )
    track = _element(0xAE, _element(0x83, bytes([track_type])) + _element(0x536E, SECRET))
    tracks = _element(0x1654AE6B, track)
    tags = _element(0x1254C367, SECRET)
    cluster = (
        b"\x1f\x43\xb6\x75\x01\xff\xff\xff\xff\xff\xff\xff" + _element(0xE7, b"\0") + _element(0xA3, SOUND)
    )
    return head + b"\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff" + info + tracks + tags + cluster


def _page(packets: list[bytes], sequence: int) -> bytes:
    lacing = b"".join(bytes([255] * (len(one) // 255) + [len(one) % 255]) for one in packets)
    head = b"OggS\0\0" + bytes(8) + b"\x07\0\0\0" + struct.pack("<II", sequence, 0) + bytes([len(lacing)])
    page = bytearray(head + lacing + b"".join(packets))
    page[22:26] = struct.pack("<I", voice._ogg_sum(bytes(page)))
    return bytes(page)


def ogg(codec: bytes = b"OpusHead") -> bytes:
    note = b"TITLE=" + SECRET
    tags = b"OpusTags" + struct.pack("<I", 3) + b"app" + struct.pack("<II", 1, len(note)) + note + bytes(400)
    return _page([codec + bytes(11)], 0) + _page([tags], 1) + _page([SOUND], 2)


def _box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content) + 8) + kind + content


def mp4(handler: bytes = b"soun") -> bytes:
    dated = bytes(4) + struct.pack(">II", 0xDADADADA, 0xDBDBDBDB) + bytes(12)
    media = _box(b"mdhd", dated) + _box(b"hdlr", bytes(8) + handler + bytes(13)) + _box(b"minf", b"table")
    track = _box(b"trak", _box(b"tkhd", dated) + _box(b"mdia", media) + _box(b"udta", SECRET))
    movie = _box(b"moov", _box(b"mvhd", dated) + track + _box(b"udta", _box(b"\xa9xyz", SECRET)))
    return _box(b"ftyp", b"M4A \0\0\0\0") + movie + _box(b"mdat", SOUND) + _box(b"uuid", SECRET)


def mp3() -> bytes:
    tag = b"ID3\x04\0\0" + bytes([0, 0, 0, len(SECRET)]) + SECRET
    return tag + b"\xff\xfb\x90\x00" + SOUND + b"TAG" + SECRET.ljust(125, b"\0")


def wav() -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return kind + struct.pack("<I", len(content)) + content + bytes(len(content) % 2)

    body = chunk(b"fmt ", bytes(16)) + chunk(b"LIST", b"INFO" + SECRET) + chunk(b"data", SOUND)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WAVE" + body


MADE: dict[str, Callable[[], bytes]] = {"webm": webm, "ogg": ogg, "m4a": mp4, "mp3": mp3, "wav": wav}


@pytest.mark.parametrize("kind", MADE)
def test_the_sound_stays_and_the_rest_goes(kind: str) -> None:
    data = MADE[kind]()
    assert SECRET in data
    cleaned, found = quiet(data)
    assert found == kind
    assert SOUND in cleaned
    assert SECRET not in cleaned
    assert quiet(cleaned) == (cleaned, kind)
    if kind != "mp3":
        assert len(cleaned) == len(data)


def test_dates_in_an_mp4_are_nothing() -> None:
    cleaned, _kind = quiet(mp4())
    assert b"\xda\xda" not in cleaned
    assert b"\xdb\xdb" not in cleaned


def test_a_page_of_ogg_still_adds_up() -> None:
    cleaned, _kind = quiet(ogg())
    second = cleaned.index(b"OggS", 4)
    third = cleaned.index(b"OggS", second + 4)
    page = bytearray(cleaned[second:third])
    said = struct.unpack("<I", page[22:26])[0]
    page[22:26] = bytes(4)
    assert said == voice._ogg_sum(bytes(page))


CUT_OFF = [made()[:at] for made in MADE.values() for at in (3, 9, 13, 40)]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"geen geluid",
        b"<html><script>alert(1)</script>" * 20,
        webm(track_type=1),
        mp4(handler=b"vide"),
        ogg(codec=b"\x7fFLACxx"),
        mp4()[:-100],
        _box(b"ftyp", b"M4A \0\0\0\0") + _box(b"mdat", SOUND),
        b"\xff\xd8\xff\xe0" + SOUND,
        b"%PDF-1.7" + SOUND,
        b"ID3\x04\0\0\0\0\0\x05hello" + b"<html>" * 40,
        *CUT_OFF,
    ],
)
def test_what_is_no_voice_is_refused(data: bytes) -> None:
    with pytest.raises((ValueError, IndexError, struct.error)):
        quiet(data)
    with pytest.raises(Refusal):
        voice.read(BytesIO(data))


def test_too_long_is_said() -> None:
    with pytest.raises(Refusal, match=r"lang|long"):
        voice.read(BytesIO(webm() + bytes(voice.MOST_BYTES)))


BOMBS = {
    "words without end in an ogg": b"OggS"
    + bytes(22)
    + b"\x01\x10"
    + b"OpusHead"
    + bytes(8)
    + (b"OggS" + bytes(22) + b"\xff" + b"\xff" * 255 + bytes(255 * 255)) * 20,
    "boxes in boxes in an mp4": b"\0\0\0\x10ftypM4A \0\0\0\0" + b"\0\0\0\0moov" * 5_000,
    "many boxes in an mp4": b"\0\0\0\x10ftypM4A \0\0\0\0" + b"\0\0\0\x08moov" + b"\0\0\0\x08junk" * 20_001,
    "tags before tags in an mp3": b"ID3\x04\0\0\0\0\0\0" * 9 + b"\xff\xfb\x90\x00" + SOUND,
    "tags behind tags in an mp3": b"\xff\xfb\x90\x00" + SOUND + (b"APETAGEX" + bytes(31 * 1024)) * 9,
}


@pytest.mark.parametrize("data", BOMBS.values(), ids=BOMBS.keys())
def test_what_would_keep_the_machine_busy_is_refused(data: bytes) -> None:
    with pytest.raises(NotAVoice):
        quiet(data)
