"""Two versions of an agreement side by side: what was added, what was taken out."""

from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, ADDED, GONE = "same", "added", "gone"


@dataclass(frozen=True)
class Piece:
    """Some words after one another; `kind` is same, added or gone."""

    kind: str
    words: str


def compare(old: str, new: str) -> list[Piece]:
    """The words of both, in order; put together without what is gone they are the new text."""
    before, after = old.split(), new.split()
    found = []
    for tag, i, j, k, m in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece(SAME, " ".join(after[k:m])))
            continue
        found += [Piece(GONE, " ".join(before[i:j]))] if j > i else []
        found += [Piece(ADDED, " ".join(after[k:m]))] if m > k else []
    return found
