"""One measured number, and how to measure a rate."""

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A number with its unit and in words what it is."""

    what: str
    value: float
    unit: str


def rate(what: str, job: Callable[[], object], *, seconds: float = 1.0) -> Figure:
    """How often a second the job can be done, measured for about `seconds` after one warm-up."""
    job()
    done, start = 0, time.perf_counter()
    while (spent := time.perf_counter() - start) < seconds:
        job()
        done += 1
    return Figure(what, done / spent, "per s")


def duration(what: str, job: Callable[[], object]) -> Figure:
    """How long the job takes, once, in milliseconds."""
    start = time.perf_counter()
    job()
    return Figure(what, (time.perf_counter() - start) * 1000, "ms")
