"""A voice as people record it: known by its first bytes, and made quiet about who, where and with what.

We don't re-encode (docs/decisions/0007-voices.md): the sound stays as it came, and everything beside it is
overwritten where it stands, so that nothing moves. What is not only sound is refused.
"""

import struct
from collections.abc import Callable, Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from smederij.base.refusals import refuse

MOST_BYTES = 8 * 1024 * 1024
MOST_BESIDE = 1024 * 1024  # words and pictures before the sound
MOST_TAGS, MOST_BOXES, DEEPEST = 8, 20_000, 8
TYPES = {
    "webm": "audio/webm",
    "ogg": "audio/ogg",
    "m4a": "audio/mp4",
    "mp3": "audio/mpeg",
    "wav": "audio/wav",
}
ACCEPT = (
    "audio/webm,audio/ogg,audio/mp4,audio/x-m4a,audio/mpeg,audio/wav,.webm,.ogg,.opus,.m4a,.mp4,.mp3,.wav"
)


class NotAVoice(ValueError):
    """The bytes are no sound that we know, or not only sound."""


def read(upload: BinaryIO) -> tuple[bytes, str]:
    """The sound without anything about its maker, and what kind it is. Refuses the rest, in our words."""
    data = upload.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        refuse(_("This recording is too long. Keep it under about five minutes, or tell the rest in words."))
    try:
        return quiet(data)
    except (ValueError, IndexError, struct.error):  # NotAVoice, or cut off in the middle of a number
        refuse(_("We can't play this file. Record it here, or choose a voice memo (m4a, mp3, ogg or wav)."))


def quiet(data: bytes) -> tuple[bytes, str]:
    """The same, without words. Raises ValueError (NotAVoice), IndexError or struct.error."""
    for fits, clean, kind in KINDS:
        if fits(data):
            cleaned = clean(data)
            if len(cleaned) < 64:
                raise NotAVoice("nothing to hear")
            return cleaned, kind
    raise NotAVoice("an unknown kind of file")


# WebM: elements with an id, a size and content; what is not sound becomes a Void of the same length.

EBML, SEGMENT, CLUSTER, INFO, TRACKS = 0x1A45DFA3, 0x18538067, 0x1F43B675, 0x1549A966, 0x1654AE6B
TRACK, TRACK_TYPE, TRACK_NAME, AUDIO = 0xAE, 0x83, 0x536E, 2
APPS = {0x4D80, 0x5741}  # must be there; become spaces
OPENED = {SEGMENT, CLUSTER, INFO, TRACKS, TRACK}
KEPT = {
    *(EBML, 0x1C53BB6B, 0x114D9B74),  # header, cues, seek head
    *(0x2AD7B1, 0x4489),  # time scale and length
    *(0xE7, 0xA3, 0xA0, 0xAB, 0xA7),  # time, blocks, places
    *(0xD7, 0x73C5, TRACK_TYPE, 0xB9, 0x88, 0x55AA, 0x9C, 0x6DE7, 0x6DF8, 0x23E383, 0x55EE),
    *(0x86, 0x63A2, 0x56AA, 0x56BB, 0xE1, 0x22B59C),  # codec and its settings
}


def _webm(data: bytes) -> bytes:
    out = bytearray(data)
    heard = False
    for element, start, body, end in _elements(data):
        if element in APPS:
            out[body:end] = b" " * (end - body)
        elif element == TRACK_TYPE:
            if int.from_bytes(data[body:end], "big") != AUDIO:
                raise NotAVoice("a film")
            heard = True
        elif element not in KEPT:
            out[start:end] = _void(end - start)
    if not heard:
        raise NotAVoice("no track")
    return bytes(out)


def _elements(data: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Id, start, start of the content, end; what holds others is opened instead of given."""
    at = 0
    while at < len(data):
        start = at
        element, at = _vint(data, at, keep_mark=True)
        size, at = _vint(data, at, keep_mark=False)
        if element in OPENED:
            continue
        if size < 0 or (end := at + size) > len(data):
            if element in {0xA3, 0xA0}:  # cut off at the end: the last moment is lost
                return
            raise NotAVoice("broken")
        yield element, start, at, end
        at = end


def _vint(data: bytes, at: int, *, keep_mark: bool) -> tuple[int, int]:
    """A number of 1 to 8 bytes, and where it ends; -1 for "not known"."""
    first = data[at]
    width = 9 - first.bit_length()
    if not 1 <= width <= 8:
        raise NotAVoice("broken")
    number = int.from_bytes(data[at : at + width], "big")
    if not keep_mark:
        number &= (1 << (7 * width)) - 1
        number = -1 if number == (1 << (7 * width)) - 1 else number
    return number, at + width


def _void(length: int) -> bytes:
    """An element that says nothing, of this length (2 or more)."""
    width = 8 if length >= 9 else 1
    size = length - 1 - width
    return b"\xec" + ((1 << (7 * width)) | size).to_bytes(width, "big") + bytes(size)


# Ogg with Opus: the second packet holds the words about it; it becomes as long and empty.


def _ogg(data: bytes) -> bytes:
    out, at, packet, written = bytearray(data), 0, 0, 0
    serial = data[14:18]
    empty = b"OpusTags" + bytes(8)
    if data[28:36] != b"OpusHead" and b"OpusHead" not in data[27:300]:
        raise NotAVoice("another codec")
    while at < len(data) and packet < 2:
        if at > MOST_BESIDE:
            raise NotAVoice("too much beside the sound")
        if data[at : at + 4] != b"OggS" or data[at + 14 : at + 18] != serial:
            raise NotAVoice("more than sound")
        lacing = data[at + 27 : at + 27 + data[at + 26]]
        body = at + 27 + len(lacing)
        for size in lacing:
            if packet == 1:
                piece = empty[written : written + size]
                out[body : body + size] = piece + bytes(size - len(piece))
                written += size
            body += size
            packet += size < 255
        out[at + 22 : at + 26] = bytes(4)
        out[at + 22 : at + 26] = struct.pack("<I", _ogg_sum(bytes(out[at:body])))
        at = body
    return bytes(out)


def _ogg_sum(page: bytes) -> int:
    crc = 0
    for byte in page:
        crc = (crc << 8) & 0xFFFFFFFF ^ OGG_SUMS[crc >> 24 ^ byte]
    return crc


def _ogg_sum_of(byte: int) -> int:
    crc = byte << 24
    for _bit in range(8):
        crc = ((crc << 1) ^ 0x04C11DB7 if crc & 0x80000000 else crc << 1) & 0xFFFFFFFF
    return crc


OGG_SUMS = tuple(_ogg_sum_of(byte) for byte in range(256))


# MP4 (m4a): boxes; what is not needed to play becomes free space, and dates become nothing.

BRANDS = {
    b"M4A ",
    b"M4B ",
    b"mp41",
    b"mp42",
    b"isom",
    b"iso2",
    b"iso4",
    b"iso5",
    b"iso6",
    b"3gp4",
    b"3gp5",
    b"3gp6",
}
INSIDE = {b"moov", b"trak", b"mdia", b"moof", b"traf"}
NEEDED = {
    *(b"ftyp", b"mdat", b"sidx", b"styp", b"mvhd", b"mvex", b"tkhd", b"edts", b"mdhd", b"hdlr", b"minf"),
    *(b"mfhd", b"tfhd", b"tfdt", b"trun", b"mfra", b"saiz", b"saio", b"sbgp", b"sgpd"),
}
DATED = {b"mvhd", b"tkhd", b"mdhd"}


def _mp4(data: bytes) -> bytes:
    out = bytearray(data)
    kinds = [kind for kind, _depth in _boxes(data, 0, len(data), out)]
    if b"moov" not in kinds and b"moof" not in kinds:
        raise NotAVoice("nothing to play")
    return bytes(out)


def _boxes(data: bytes, at: int, stop: int, out: bytearray) -> Iterator[tuple[bytes, int]]:
    """The boxes and those inside them, in order, with how deep they lie."""
    ends, seen = [stop], 0
    while ends:
        if at + 8 > ends[-1]:
            at = ends.pop()
            continue
        kind, body, end = _head(data, at, ends[-1])
        if (seen := seen + 1) > MOST_BOXES or len(ends) > DEEPEST:
            raise NotAVoice("too many boxes")
        yield kind, len(ends)
        if kind in INSIDE:
            ends.append(end)
            at = body
        else:
            _box(data, kind, at, body, end, out)
            at = end


def _head(data: bytes, at: int, stop: int) -> tuple[bytes, int, int]:
    """What kind of box begins here, where its content begins and where it ends."""
    (size,) = struct.unpack(">I", data[at : at + 4])
    kind, body = data[at + 4 : at + 8], at + 8
    if size == 1:
        (size,) = struct.unpack(">Q", data[at + 8 : at + 16])
        body = at + 16
    end = stop if size == 0 else at + size
    if not body <= end <= stop:
        raise NotAVoice("broken")
    return kind, body, end


def _box(data: bytes, kind: bytes, at: int, body: int, end: int, out: bytearray) -> None:
    if kind == b"hdlr" and data[body + 8 : body + 12] != b"soun":
        raise NotAVoice("a film")
    if kind in DATED:
        long = 16 if data[body] == 1 else 8
        out[body + 4 : body + 4 + long] = bytes(long)
    elif kind not in NEEDED:
        out[at + 4 : at + 8] = b"free"
        out[body:end] = bytes(end - body)


# MP3: frames of sound, with tags before and behind; the tags go.


def _mp3(data: bytes) -> bytes:
    for _tag in range(MOST_TAGS):
        if data[:3] != b"ID3":
            break
        size = sum((byte & 0x7F) << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True))
        data = data[10 + size + (10 if data[5] & 0x10 else 0) :]
    if data[-128:-125] == b"TAG":
        data = data[:-128]
    for _tag in range(MOST_TAGS):
        if (at := data[-32 * 1024 :].find(b"APETAGEX")) < 0:
            break
        data = data[: max(len(data) - 32 * 1024, 0) + at]
    else:
        raise NotAVoice("too many tags")
    if not _is_mp3(data):
        raise NotAVoice("no frames")
    return data


def _is_mp3(data: bytes) -> bool:
    return len(data) > 4 and data[0] == 0xFF and data[1] & 0xE6 == 0xE2 and data[2] >> 4 not in {0, 15}


# WAV: chunks; only the form and the sound stay.


def _wav(data: bytes) -> bytes:
    out, at = bytearray(data), 12
    while at + 8 <= len(data):
        kind, size = data[at : at + 4], struct.unpack("<I", data[at + 4 : at + 8])[0]
        end = min(at + 8 + size, len(data))
        if kind not in {b"fmt ", b"data", b"fact"}:
            out[at : at + 4] = b"JUNK"
            out[at + 8 : end] = bytes(end - at - 8)
        at = end + size % 2
    return bytes(out)


Fits = Callable[[bytes], bool]
Clean = Callable[[bytes], bytes]
KINDS: tuple[tuple[Fits, Clean, str], ...] = (
    (lambda data: data[:4] == b"\x1a\x45\xdf\xa3" and b"webm" in data[:64], _webm, "webm"),
    (lambda data: data[:4] == b"OggS", _ogg, "ogg"),
    (lambda data: data[4:8] == b"ftyp" and data[8:12] in BRANDS, _mp4, "m4a"),
    (lambda data: data[:4] == b"RIFF" and data[8:12] == b"WAVE", _wav, "wav"),
    (lambda data: data[:3] == b"ID3" or _is_mp3(data), _mp3, "mp3"),
)
