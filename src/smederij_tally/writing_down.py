"""Ballots as canonical JSON for a digest, in large strokes: a million of them in about a second.

What comes out is, byte for byte, the canonical JSON of the sorted list of [entries, how often], where entries
are ids (sorted, unless their order is the vote) or sorted [id, points] pairs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from smederij_tally.amounts import rational_text
from smederij_tally.ballots import Ballots, Ints
from smederij_tally.canonical import canonical_json

_AT_ONCE = 50_000  # ballots per stroke, so that memory stays small


def ballots_json(ballots: Ballots, ids: Sequence[str], *, ranked: bool) -> Iterator[bytes]:
    """The list in parts, without its own brackets."""
    tokens, texts = _tokens(ballots, ids)
    lengths = np.diff(ballots.offsets)
    owner = np.repeat(np.arange(len(ballots)), lengths)
    if not ranked:
        kinds = max(1, len(texts))
        tokens = np.sort(owner * kinds + tokens) % kinds
    order = _sorted(ballots, tokens, owner=owner)
    strokes = _Strokes.of(ballots, tokens, texts)
    for begin in range(0, len(order), _AT_ONCE):
        part = strokes.written(order[begin : begin + _AT_ONCE])
        yield part if begin else part[1:]


def _tokens(ballots: Ballots, ids: Sequence[str]) -> tuple[Ints, list[bytes]]:
    """For every mark on every ballot the place of its text, and the texts, in the order of what they say."""
    if ballots.points is None:
        order = sorted(range(len(ids)), key=ids.__getitem__)
        rank = np.empty(len(ids), dtype=np.int64)
        rank[order] = np.arange(len(ids))
        return rank[ballots.entries], [canonical_json(ids[entry]) for entry in order]
    worths, which = np.unique(ballots.points, return_inverse=True)
    pairs, where = np.unique(ballots.entries * len(worths) + which.reshape(-1), return_inverse=True)
    worth = [rational_text(Fraction(int(points), ballots.points_scale)) for points in worths]
    named = [(ids[pair // len(worths)], worth[pair % len(worths)]) for pair in pairs.tolist()]
    order = sorted(range(len(named)), key=named.__getitem__)
    rank = np.empty(len(named), dtype=np.int64)
    rank[order] = np.arange(len(named))
    return rank[where.reshape(-1)], [canonical_json(named[place]) for place in order]


def _sorted(ballots: Ballots, tokens: Ints, *, owner: Ints) -> Ints:
    """The ballots by their marks, a shorter one before one that goes on where it ends; then by how often."""
    longest = int(np.diff(ballots.offsets).max(initial=0))
    if not longest:
        return np.argsort(ballots.counts, kind="stable")
    size = next(size for size in (1, 2, 4, 8) if int(tokens.max(initial=0)) + 1 < 256**size)
    keys = np.zeros((len(ballots), longest), dtype=f">u{size}")
    keys[owner, np.arange(len(owner)) - ballots.offsets[owner]] = tokens + 1  # 0 is the end
    return np.lexsort((ballots.counts, keys.view(f"S{size * longest}").reshape(-1)))


@dataclass(frozen=True, eq=False, slots=True)
class _Strokes:
    """Pieces of text, joined in `blob`; `pieces` says which ones each ballot consists of, in order."""

    blob: NDArray[np.uint8]
    starts: Ints
    lengths: Ints
    pieces: Ints
    offsets: Ints

    @classmethod
    def of(cls, ballots: Ballots, tokens: Ints, texts: list[bytes]) -> _Strokes:
        often, how = np.unique(ballots.counts, return_inverse=True)
        kinds = [*(text + b"," for text in texts), *texts, b",[[", *(b"],%d]" % n for n in often.tolist())]
        sizes = np.array([len(kind) for kind in kinds], dtype=np.int64)
        lengths = np.diff(ballots.offsets)
        offsets = np.concatenate(([0], np.cumsum(lengths + 2))).astype(np.int64)
        pieces = np.empty(int(offsets[-1]), dtype=np.int64)
        marks = np.ones(len(pieces), dtype=np.bool_)
        marks[offsets[:-1]] = marks[offsets[1:] - 1] = False
        last = np.zeros(len(tokens), dtype=np.int64)
        last[ballots.offsets[1:][lengths > 0] - 1] = len(texts)  # no comma after the last mark
        pieces[marks] = tokens + last
        pieces[offsets[:-1]] = 2 * len(texts)
        pieces[offsets[1:] - 1] = 2 * len(texts) + 1 + how.reshape(-1)
        blob = np.frombuffer(b"".join(kinds), dtype=np.uint8)
        return cls(blob, np.cumsum(sizes) - sizes, sizes, pieces, offsets)

    def written(self, ballots: Ints) -> bytes:
        """These ballots, each after a comma."""
        begin = self.offsets[ballots]
        pieces = self.pieces[_ranges(begin, self.offsets[ballots + 1] - begin)]
        return self.blob[_ranges(self.starts[pieces], self.lengths[pieces])].tobytes()


def _ranges(starts: Ints, lengths: Ints) -> Ints:
    """start, start + 1, ... for each of them, one after another."""
    shift = np.repeat(starts - (np.cumsum(lengths) - lengths), lengths)
    return shift + np.arange(len(shift))
