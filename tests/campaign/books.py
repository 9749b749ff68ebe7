"""What stands in the database of a town, asked in SQL of its own, so that no fault of ours can hide it."""

from contextlib import closing
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

import psycopg

from smederij_tally.published import leaf_of, root_of
from tests.support import file

PAPERS = "select id, body, salt from rounds_ballot where round_id = {round} order by id"
LEFT = "select count(*) from rounds_credential where round_id = {round}"
ISSUED = """
    select count(*) from rounds_issue as i join rounds_rollentry as r on i.roll_id = r.id
    where r.round_id = {round}
"""
COUNTED = "select ballots from rounds_result where round_id = {round}"


@dataclass(frozen=True)
class Books:
    """One moment of a round: what lies in the urn, who can still vote, what was counted."""

    papers: list[tuple[bytes, str, bytes]]
    left: int
    issued: int
    counted: int | None

    @property
    def ids(self) -> set[bytes]:
        return {id for id, _body, _salt in self.papers}

    @property
    def root(self) -> str:
        return root_of([leaf_of(id, salt, body) for id, body, salt in self.papers])

    def wrong(self) -> list[str]:
        """What does not add up."""
        found = []
        if self.issued - self.left != len(self.papers):
            found.append(f"{self.issued} letters, {self.left} left, but {len(self.papers)} ballots")
        if len(self.ids) != len(self.papers):
            found.append("a ballot lies there twice")
        return found


def read(url: str, round: int) -> Books:
    """As it stands now."""
    rows = _sqlite(url) if url.startswith("sqlite") else _postgres(url)
    papers = [(bytes(id), str(body), bytes(salt)) for id, body, salt in rows(PAPERS.format(round=round))]
    counted = rows(COUNTED.format(round=round))
    return Books(
        papers=papers,
        left=rows(LEFT.format(round=round))[0][0],
        issued=rows(ISSUED.format(round=round))[0][0],
        counted=counted[0][0] if counted else None,
    )


def _sqlite(url: str) -> Any:
    def rows(query: str) -> list[tuple[Any, ...]]:
        with closing(file.opened(urlsplit(url).path)) as connection:
            return connection.execute(query).fetchall()

    return rows


def connect(url: str) -> "psycopg.Connection[tuple[Any, ...]]":
    """A connection of one's own to PostgreSQL."""
    parts = urlsplit(url)
    host, name = unquote(parts.hostname or ""), parts.path[1:]
    return psycopg.connect(host=host, user=parts.username, dbname=name, autocommit=True)


def _postgres(url: str) -> Any:
    def rows(query: Any) -> list[tuple[Any, ...]]:
        with connect(url) as connection:
            return connection.execute(query).fetchall()

    return rows
