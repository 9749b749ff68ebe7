"""Real results of a Dutch smederij, typed in from what the village itself published.

Noordscheschut (Hoogeveen), 2008 and 2010: budgets, shares or votes, what was asked and what was granted.
Ideas are named by rank; who had them is nobody's business here.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from smederij.base.money import euros
from smederij.rounds.actions import History, HistoryEntry, record_history

if TYPE_CHECKING:
    from smederij.cli.example.load import Town

SOURCE = "Noordscheschut (gemeente Hoogeveen), uitslag zoals het dorp die toen zelf bekendmaakte"

IN_2008 = History(
    title="Noordscheschut 2008",
    budget=euros(24000),
    held=datetime(2008, 6, 26, 20, tzinfo=UTC),
    scores="percent",
    voters=700,
    source=f"{SOURCE}. Iedereen vanaf vier jaar mocht stemmen",
    entries=(
        HistoryEntry("Het idee op plaats 1", euros(15000), "23.8"),
        HistoryEntry("Het idee op plaats 2", euros(7500), "15.1"),
        HistoryEntry("Het idee op plaats 3", euros(2840), "9.7"),
    ),
)
IN_2010 = History(
    title="Noordscheschut 2010",
    budget=euros(15800),
    held=datetime(2010, 6, 29, 20, tzinfo=UTC),
    scores="votes",
    voters=None,
    source=f"{SOURCE}. Samen 1.206 stemmen, drie per kiezer",
    entries=(
        HistoryEntry("Het idee op plaats 1", euros(10000), "332"),
        HistoryEntry("Het idee op plaats 2", euros(1500), "279"),
        HistoryEntry("Het idee op plaats 3", euros(6000), "140"),
        HistoryEntry("Het idee op plaats 4", euros(5300), "96"),
        HistoryEntry("Een later idee", euros(250), "64"),
    ),
)


def record(town: Town) -> None:
    """Both rounds, counted along the same path as any other."""
    for past in (IN_2008, IN_2010):
        record_history(past, area=town.areas["noordscheschut"], by=None, now=town.today)
