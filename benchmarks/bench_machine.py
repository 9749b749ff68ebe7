"""The machine itself: read every other figure against these."""

import hashlib
import os
import tempfile
from collections.abc import Iterator

from benchmarks.figures import Figure, rate


def measure() -> Iterator[Figure]:
    """Plain Python, hashing, and how often this disk can be told to really write."""
    yield rate("a loop of 100,000 additions in Python", lambda: sum(range(100_000)))
    block = bytes(1_000_000)
    yield rate("SHA-256 over a megabyte", lambda: hashlib.sha256(block).digest())
    with tempfile.NamedTemporaryFile() as file:

        def write() -> None:
            os.write(file.fileno(), b"x" * 4096)
            os.fdatasync(file.fileno())

        yield rate("write 4 kB and fdatasync", write)
