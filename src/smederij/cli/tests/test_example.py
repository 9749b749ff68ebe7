"""The example municipality is sized like the book's: 27 areas, 55,000 residents, a round in every phase."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from smederij.cli.example.load import load_all
from smederij.initiatives.models import Initiative
from smederij.people.models import Hat, HatKind
from smederij.places import queries as places
from smederij.places.models import Area
from smederij.pots import audit
from smederij.rounds.models import Origin, Phase, Result, Round


@pytest.mark.slow
def test_the_example_is_sized_as_in_life(db):
    load_all(now=datetime.now(UTC), say=lambda _words: None)
    areas = Area.objects.exclude(parent=None)
    assert areas.count() == 27
    assert sum(area.residents or 0 for area in areas) == 55_000
    assert all(area.boundary for area in areas)
    weide = Area.objects.get(slug="de-weide")
    assert places.area_at("1232JB", number=12) == weide
    phases = Counter(Round.objects.filter(origin=Origin.OWN).values_list("phase", flat=True))
    assert set(phases) == set(Phase.values) - {Phase.COUNT}, phases  # counting takes a second
    assert 60 <= Initiative.objects.shown().count() <= 90
    assert set(Hat.objects.values_list("kind", flat=True)) == set(HatKind.values)
    results = list(Result.objects.filter(round__origin=Origin.OWN))
    assert all(45 <= (result.ballots or 0) <= 185 for result in results)
    budgets = Round.objects.filter(origin=Origin.OWN).values_list("budget", flat=True)
    assert all(190_000 <= int(budget.cents) <= 460_000 for budget in budgets)
    assert audit.run(now=datetime.now(UTC)).problems == []
