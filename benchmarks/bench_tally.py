"""Counting: made-up elections against one pass over memory; real ones against pabutools.

The real ones only where the data folder is and `requirements/compare.txt` is installed. Ratios are of one
run; ballots are indexed beforehand (pabutools is given them already put together).
"""

import os
import resource
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from benchmarks.figures import Figure
from smederij_tally import Election, EqualShares, MaxWelfare, Phragmen, Project, read_pb
from smederij_tally.ballots import Ballots
from smederij_tally.market import Market

ELECTIONS = Path(os.environ.get("SMEDERIJ_ELECTIONS") or Path(__file__).parents[2] / "shared/data/elections")
REAL = ("Poland_Lodz_2022.pb.gz",)
APPROVALS, ENTRIES = 8, 200
AT_ONCE = 50_000


def measure() -> Iterator[Figure]:
    """Made-up elections, then real ones where there are any."""
    for voters in (100_000, 1_000_000):
        yield from _made_up(voters)
    for name in REAL:
        if (ELECTIONS / name).exists():
            yield from _real(ELECTIONS / name)


def _timed(job: Callable[[], object]) -> float:
    start = perf_counter()
    job()
    return perf_counter() - start


def _best(job: Callable[[], object], *, times: int = 3) -> float:
    return min(_timed(job) for _ in range(times))


def _indexed(election: Election) -> Market:
    market = Market.of(election, utility="cost")
    _ = (market.support, market.playing, market.whole)
    return market


def _election(voters: int) -> Election:
    """Popular entries and rare ones, each ballot for eight of them."""
    chance = np.random.default_rng(46)
    weight = chance.pareto(1.2, ENTRIES) + 1
    power = np.float32(1 / (weight / weight.max()))
    parts = []
    for begin in range(0, voters, AT_ONCE):  # in parts, so that making it up takes less room than counting it
        keys = chance.random((min(AT_ONCE, voters - begin), ENTRIES), dtype=np.float32) ** power
        parts.append(np.sort(np.argpartition(-keys, APPROVALS, axis=1)[:, :APPROVALS], axis=1))
    chosen = np.concatenate(parts)
    costs = chance.integers(5_000, 200_000, ENTRIES) * 100
    ballots = Ballots(
        np.arange(voters + 1, dtype=np.int64) * APPROVALS,
        chosen.reshape(-1).astype(np.int64),
        np.ones(voters, dtype=np.int64),
    )
    projects = tuple(Project(str(i), int(cost)) for i, cost in enumerate(costs))
    return Election(projects=projects, budget=int(costs.sum()) // 4, vote_type="approval", ballots=ballots)


def _made_up(voters: int) -> Iterator[Figure]:
    election = _election(voters)
    what, start = f"{voters:,} voters x {ENTRIES} entries", perf_counter()
    market = _indexed(election)
    yield Figure(f"{what}: index", (perf_counter() - start) * 1000, "ms")
    method = EqualShares(ties="id")
    runs = []
    shares = _timed(lambda: runs.append(method.run(market, budget=election.budget)[0]))
    money = np.full(voters, 1.0)
    one_pass = _best(lambda: [money[side.groups].sum() for side in market.support])
    yield Figure(f"{what}: equal shares, {len(runs[0].bought)} winners", shares * 1000, "ms")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Figure(f"{what}: most memory so far", most, "MB")
    yield Figure(f"{what}: one pass over all approvals", one_pass * 1000, "ms")
    yield Figure(f"{what}: equal shares in passes", shares / one_pass, "x")


def _real(path: Path) -> Iterator[Figure]:
    election = read_pb(path.read_bytes(), name=path.name, keep_voters=False)
    market, name = _indexed(election), path.name.partition(".")[0]
    ours: dict[str, Callable[[], object]] = {
        "equal shares": lambda: EqualShares(ties="id").run(market, budget=election.budget),
        "Phragmén": lambda: Phragmen(ties="id").decide(election, budget=election.budget, input_sha256=""),
        "max welfare": lambda: MaxWelfare(ties="id").decide(
            election, budget=election.budget, input_sha256=""
        ),
    }
    theirs = _pabutools(election)
    for method, job in ours.items():
        mine = _best(job)
        yield Figure(f"{name}: {method}", mine * 1000, "ms")
        if method in theirs:
            yield Figure(f"{name}: {method}, times as fast as pabutools", _timed(theirs[method]) / mine, "x")


def _pabutools(election: Election) -> dict[str, Callable[[], Any]]:
    """The same counts there, ballots put together; nothing when it is not installed."""
    try:
        from pabutools import election as pabu
        from pabutools import rules
        from pabutools.fractions import frac
    except ImportError:
        return {}
    found = {p.id: pabu.Project(p.id, cost=frac(p.cost, election.scale)) for p in election.projects}
    instance = pabu.Instance(found.values(), budget_limit=frac(election.budget, election.scale))
    profile = pabu.ApprovalMultiProfile(instance=instance)
    for ballot in election.each():
        profile[pabu.FrozenApprovalBallot([found[id] for id in ballot.entries])] += ballot.count
    return {
        "equal shares": lambda: rules.method_of_equal_shares(instance, profile, sat_class=pabu.Cost_Sat),
        "Phragmén": lambda: rules.sequential_phragmen(instance, profile),
    }
