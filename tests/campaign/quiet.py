"""The troubles that need no server: power cuts, traces after the count, and changes after a seal was sent."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

from benchmarks.votes.town import Town

from tests.campaign import books
from tests.campaign.books import Books
from tests.campaign.report import Probe
from tests.campaign.trouble import Scene, clear
from tests.support import file, traces

Papers = list[tuple[bytes, str, bytes]]


def power_cuts(town: Town, cuts: int, dice: Random) -> Probe:
    """FULL must hold; NORMAL must lose, or this tried nothing."""
    from tests.support.cuts import power_cuts as cut

    probe = Probe("simulated power cuts", "sqlite")
    data = Path(town.environ["SMEDERIJ_DATA"])
    source, folder = data / "uncut.sqlite3", data / "cuts"
    with closing(file.opened(urlsplit(town.environ["SMEDERIJ_DATABASE"]).path)) as connection:
        connection.execute("vacuum into ?", [str(source)])
        query = "select mac from rounds_credential where round_id = ?"
        macs = [bytes(row[0]) for row in connection.execute(query, [town.round])]
    folder.mkdir()
    for setting, share in (("FULL", cuts), ("NORMAL", max(10, cuts // 5))):
        found = cut(
            source, macs[:60], round_id=town.round, now=datetime.now(UTC), issued=len(macs),
            synchronous=setting, cuts=share, dice=dice, folder=folder,
        )  # fmt: skip
        probe.counts[f"cuts on {setting}"] = found.cuts
        probe.counts[f"acknowledged on {setting}"] = found.acknowledged
        probe.counts[f"lost on {setting}"] = found.lost
        probe.insist(
            not found.corrupt and not found.half, f"{found.corrupt} corrupt, {found.half} half on {setting}"
        )
    probe.insist(not probe.counts["lost on FULL"], "acknowledged ballots are lost")
    probe.insist(probe.counts["lost on NORMAL"] > 0, "the weaker setting lost nothing: this tried nothing")
    clear(folder)
    source.unlink()
    return probe


def traces_after(scene: Scene) -> Probe:
    """After the count: order, transaction numbers, bytes of torn letters in the files."""
    probe = Probe("reading the files after the count", scene.vendor)
    now = scene.look()
    torn = {bytes.fromhex(mac) for mac in scene.town.macs} - _left(scene)
    probe.insist(len(torn) == len(now.papers), "more or fewer letters torn than ballots")
    url = scene.town.environ["SMEDERIJ_DATABASE"]
    if scene.place.cluster is None:
        path = Path(urlsplit(url).path)
        found = traces.in_sqlite(path, torn)
        stored = traces.order_in_sqlite(path, sorted(now.ids))
        probe.insist(not found, f"{found} torn letters stand in the file")
        probe.counts["pages on the free list"] = _pragma(path, "freelist_count")
    else:
        found = traces.in_postgres(scene.place.cluster.socket, "town", torn=torn, ballots=now.ids)
        with books.connect(url) as connection:
            rows = connection.execute("select id, xmin::text from rounds_ballot order by ctid").fetchall()
        stored = [bytes(row[0]) for row in rows]
        probe.insist(stored == sorted(now.ids), "the ballots lie in another order than that of their ids")
        numbers = len({row[1] for row in rows})
        probe.insist(numbers == 1, f"ballots carry {numbers} transaction numbers")
        probe.insist(not found, f"{found} torn letters share their number with a ballot")
    chance = 4 / len(stored) ** 0.5
    together = _together(scene.order, stored)
    probe.insist(abs(together) < chance, f"the order of casting still shows: {together:.2f}")
    probe.counts["per mille of the order of casting that shows (chance)"] = round(1000 * abs(together))
    probe.counts.update({"torn letters looked for": len(torn), "found": found})
    return probe


def _together(cast: list[bytes], stored: list[bytes]) -> float:
    """How far two orders go together: 1 wholly, 0 not at all."""
    place = {id: number for number, id in enumerate(stored)}
    middle = (len(stored) - 1) / 2
    shared = sum((number - middle) * (place[id] - middle) for number, id in enumerate(cast))
    return shared / sum((number - middle) ** 2 for number in range(len(stored)))


def _left(scene: Scene) -> set[bytes]:
    query = f"select mac from rounds_credential where round_id = {scene.town.round}"
    url = scene.town.environ["SMEDERIJ_DATABASE"]
    if scene.place.cluster is None:
        with closing(file.opened(urlsplit(url).path)) as connection:
            return {bytes(row[0]) for row in connection.execute(query)}
    with books.connect(url) as other:
        return {bytes(row[0]) for row in other.execute(query.encode()).fetchall()}


def _pragma(path: Path, name: str) -> int:
    with closing(file.opened(path)) as connection:
        return int(connection.execute(f"pragma {name}").fetchone()[0])


def changes(now: Books, vendor: str, dice: Random) -> Probe:
    """Twelve kinds of change after a seal was sent: each gives another seal."""
    probe = Probe("changes after a seal was sent", vendor)
    for name, change in KINDS.items():
        papers = change(list(now.papers), dice)
        moved = replace(now, papers=sorted(papers)).root != now.root
        probe.insist(moved, f"{name} does not show")
        probe.counts["kinds"] += 1
        probe.counts["noticed"] += moved
    return probe


def _at(papers: Papers, dice: Random, **new: object) -> Papers:
    place = dice.randrange(len(papers))
    id, body, salt = papers[place]
    papers[place] = (new.get("id", id), new.get("body", body), new.get("salt", salt))  # type: ignore[assignment]
    return papers


def _swap(papers: Papers, column: int) -> Papers:
    """The first two that differ change this column."""
    one = papers[0]
    other = next(paper for paper in papers if paper[column] != one[column])
    first, second = list(one), list(other)
    first[column], second[column] = second[column], first[column]
    return [tuple(first), tuple(second), *(p for p in papers if p not in (one, other))]  # type: ignore[list-item]


KINDS: dict[str, Callable[[Papers, Random], Papers]] = {
    "another choice": lambda papers, dice: _at(papers, dice, body='{"choices":[4,3]}'),
    "a blank vote": lambda papers, dice: _at(papers, dice, body='{"choices":[]}'),
    "a space in a ballot": lambda papers, dice: _at(papers, dice, body='{"choices": [1]}'),
    "another salt": lambda papers, dice: _at(papers, dice, salt=dice.randbytes(16)),
    "another id": lambda papers, dice: _at(papers, dice, id=dice.randbytes(16)),
    "one taken out": lambda papers, dice: papers[:-1],
    "the first taken out": lambda papers, dice: papers[1:],
    "half taken out": lambda papers, dice: papers[::2],
    "one put in": lambda papers, dice: [*papers, (dice.randbytes(16), '{"choices":[1]}', dice.randbytes(16))],
    "one put in twice": lambda papers, dice: [*papers, papers[0]],
    "two salts swapped": lambda papers, dice: _swap(papers, 2),
    "two ids swapped": lambda papers, dice: _swap(papers, 0),
}
