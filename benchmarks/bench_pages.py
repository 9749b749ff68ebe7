"""Long lists: a thousand ideas on one page, made by the server, and the same page with none."""

import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

import django

from benchmarks.figures import Figure

IDEAS = 1000
TRIES = 9
STEPS = 250  # a page may take as long as so many times a loop of 100,000 additions, on the same machine


def measure() -> Iterator[Figure]:
    """The middle of some tries each, and the limit that holds for this machine in this run."""
    django.setup()
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", verbosity=0)
    fill()
    client = Client()
    limit = STEPS * _middle(lambda: sum(range(100_000)))
    whole = _middle(lambda: _get(client, "/gebieden/lang/ideeen/", ideas=IDEAS))
    yield Figure("all 1,000 ideas of an area on one page", whole, "ms")
    yield Figure(f"  the limit: {STEPS} loops of 100,000 additions", limit, "ms")
    yield Figure("  of the limit", 100 * whole / limit, "%")
    yield Figure(
        "the same page without ideas", _middle(lambda: _get(client, "/gebieden/leeg/ideeen/", ideas=0)), "ms"
    )
    yield Figure("the page of that area itself", _middle(lambda: _get(client, "/gebieden/lang/")), "ms")
    yield Figure("searching them for two words", _middle(lambda: _get(client, "/zoeken/?q=bank+brug")), "ms")
    if whole > limit:
        raise RuntimeError(f"1,000 ideas take {whole:.0f} ms; the limit here is {limit:.0f}")


def fill() -> None:
    """A municipality with one long list and one that is empty."""
    from django.db import transaction

    from smederij.base import clock
    from smederij.initiatives import actions as initiatives
    from smederij.initiatives.actions import Draft
    from smederij.people import actions as people
    from smederij.places.actions import NewArea, add
    from smederij.places.models import AreaKind

    now = clock.now()
    town = add(NewArea("stad", "Stad", AreaKind.MUNICIPALITY), within=None, by_id=None, now=now)
    long = add(NewArea("lang", "Lang", AreaKind.VILLAGE), within=town, by_id=None, now=now)
    add(NewArea("leeg", "Leeg", AreaKind.VILLAGE), within=town, by_id=None, now=now)
    amina = people.meet("Amina", phone="06 1000 0001", now=now)
    with transaction.atomic():
        for number in range(IDEAS):
            draft = Draft(title=f"Een bank bij brug {number}", text="Om even te zitten. En te kijken.")
            initiatives.post(draft, area=long, by=amina, reach=None, now=now)


def _get(client: Any, path: str, *, ideas: int | None = None) -> None:
    answer = client.get(path)
    assert answer.status_code == 200, path
    assert ideas is None or answer.content.count(b"Een bank bij brug") == ideas


def _middle(job: Callable[[], object]) -> float:
    """Milliseconds, the middle of some tries after one to warm up."""
    job()
    spent = []
    for _ in range(TRIES):
        start = time.perf_counter()
        job()
        spent.append((time.perf_counter() - start) * 1000)
    return statistics.median(spent)
