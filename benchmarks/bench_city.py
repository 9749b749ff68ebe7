"""A city's round: 300,000 ballots under a seal of the night, closed, counted, and published as one file.

Processor time, so that a busy machine tells the same; the memory is the most that this process ever held.
CITY_BALLOTS=20000 makes it smaller.
"""

import os
import resource
import secrets
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import django

from benchmarks.figures import Figure

BALLOTS = int(os.environ.get("CITY_BALLOTS", "300000"))
CHUNK = 10_000
FEW = 4  # voters who get a letter by the real action; the others are rows


def measure() -> Iterator[Figure]:
    """One round from the last vote to the file."""
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, skip_checks=True)
    from smederij.base import clock
    from smederij.people.testing import make_cast
    from smederij.rounds import actions, published
    from smederij.rounds.models import Round
    from smederij.rounds.testing import opened
    from smederij_tally.published import check, unpack

    at = opened(make_cast(clock.now()), voters=FEW, now=clock.now())
    yield _spent(f"{BALLOTS:,} ballots put in the urn", lambda: fill(at.round.pk))
    night = at.now.replace(hour=1) + timedelta(days=1)
    yield _spent("the urn shaken and sealed for the night", lambda: actions.tick(night))
    yield _spent("closed: shaken, counted, result and seal", lambda: actions.tick(at.round.closes_at))
    one = Round.objects.select_related("pot__area").get(pk=at.round.pk)
    assert one.phase == "result", one.phase
    yield _spent("packed as one file", lambda: published.result_zip(one))
    file = published.result_zip(one)
    yield Figure("the file", file.stat().st_size / 1e6, "MB")
    yield Figure("the most memory up to here", _memory(), "MB")
    reports: list[Any] = []
    yield _spent("looked over again, from the file alone", lambda: reports.append(check(unpack(str(file)))))
    yield Figure("the most memory with that", _memory(), "MB")
    if reports[0].exit_code:
        raise RuntimeError(f"the file does not agree: {reports[0].differences}")


def fill(number: int) -> None:
    """The ballots, and a letter for each, as rows: casting one by one is what bench_votes measures."""
    from django.db import transaction

    from smederij.rounds import urn
    from smederij.rounds.models import Issue, LetterBatch, RollEntry

    batch = LetterBatch.objects.get(round=number)
    bodies = [
        '{"choices":[1,2]}',
        '{"choices":[2]}',
        '{"choices":[1,3,4]}',
        '{"choices":[]}',
        '{"choices":[3,4]}',
    ]
    for start in range(0, BALLOTS, CHUNK):
        here = range(start, min(start + CHUNK, BALLOTS))
        with transaction.atomic():
            roll = RollEntry.objects.bulk_create(
                RollEntry(round_id=number, number=FEW + 1 + place) for place in here
            )
            Issue.objects.bulk_create(Issue(roll=one, batch=batch, at=batch.made_at) for one in roll)
            papers = (
                urn.Paper(secrets.token_bytes(16), bodies[place % len(bodies)], urn.salt()) for place in here
            )
            urn.drop_all(papers, round_id=number)


def _spent(what: str, job: Callable[[], object]) -> Figure:
    start = time.process_time()
    job()
    return Figure(what, time.process_time() - start, "s")


def _memory() -> float:
    """What this process held at most, in MB; Linux tells it in kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
