"""Real elections from Pabulib: each is read, written back unharmed, and counted as it was published.

They are not in this repository: SMEDERIJ_ELECTIONS names their folder, else it is ../shared/data/elections.
"""

from __future__ import annotations

import csv
import gzip
import io
import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from smederij_tally import Election, RankAndFill, count, read_pb, write_pb

FOLDER = Path(
    os.environ.get("SMEDERIJ_ELECTIONS") or Path(__file__).parents[4] / "shared" / "data" / "elections"
)
FILES = sorted(path for path in FOLDER.glob("*.pb*") if path.name.endswith((".pb", ".pb.gz")))
if not FILES:
    pytest.skip(f"no real elections in {FOLDER} (set SMEDERIJ_ELECTIONS)", allow_module_level=True)

RULES = ("greedy", "greedy-no-skip", "greedy-threshold")
# Cities now and then decide otherwise than their own rule says: (by the rule only, by the city only).
BY_THE_CITY = {
    "Poland_Warszawa_2018_Las.pb": ({"1649"}, set[str]()),
    "Poland_Warszawa_2020_Bialoleka.pb.gz": ({"118", "736", "1699"}, {"1514", "1938"}),
}
# An entry named twice on a ballot counts once here; the published figures count each mention.
COUNTED_TWICE = {
    "Netherlands_Amsterdam_604.pb.gz": 4,
    "Poland_Warszawa_2022_Wola.pb.gz": 1,
    "Poland_Warszawa_2026_Brodno.pb.gz": 1,
}


@dataclass(frozen=True)
class Real:
    name: str
    text: str
    election: Election

    @property
    def meta(self) -> dict[str, str]:
        return dict(self.election.meta)

    def column(self, name: str) -> dict[str, str]:
        return {project.id: dict(project.extra)[name] for project in self.election.projects}


@pytest.fixture(scope="module", params=FILES, ids=lambda path: path.name)
def real(request: pytest.FixtureRequest) -> Real:
    data = request.param.read_bytes()
    text = (gzip.decompress(data) if request.param.name.endswith(".gz") else data).decode("utf-8-sig")
    return Real(request.param.name, text, read_pb(data, name=request.param.name))


def test_is_written_back_as_it_was(real: Real) -> None:
    written = write_pb(real.election).decode()
    if as_lines(written) != as_lines(real.text):  # quotes may stand where none are needed
        assert cells(written) == cells(real.text)


def test_is_counted_as_it_was_published(real: Real) -> None:
    published = [int(text) for text in real.column("votes").values()]
    named = real.election.ballots.named(len(published))
    twice = sum(said - n for n, said in zip(named, published, strict=True))
    assert twice == COUNTED_TWICE.get(real.name, 0)
    if real.meta["rule"] in RULES and "selected" in real.election.project_header:
        by_rule, by_city = (
            by_its_own_rule(real),
            {id for id, x in real.column("selected").items() if x == "1"},
        )
        assert (by_rule - by_city, by_city - by_rule) == BY_THE_CITY.get(real.name, (set(), set()))


def by_its_own_rule(real: Real) -> set[str]:
    least = real.meta.get("min_project_score_threshold")
    threshold = int(least) if least else None
    method = RankAndFill(no_skip=real.meta["rule"] == "greedy-no-skip", threshold=threshold, ties="file")
    return {grant.entry for grant in count(real.election, method).selected}


def as_lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").rstrip("\n").split("\n")


def cells(text: str) -> list[list[str]]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    return [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
