"""Networks, flows and benefits from JSON files, as docs/reference/network.md and flows.md tell.

Each door gives what it read and the keys of the file that nobody reads: a slip of the pen (`exports`) must
not make figures quietly wrong.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from smederij_flows.benefits import Benefit
from smederij_flows.errors import FlowsError, InputError
from smederij_flows.flow_model import Flow, FlowModel
from smederij_flows.json_input import Place, read_json
from smederij_flows.network import Actor, Contribution, Initiative, Network, State, Tie

NotRead = tuple[str, ...]
FEWEST_DECIMALS, MOST_DECIMALS = 2, 9
THE_INITIATIVE = "the initiative"
WORDS = {"boundary", "period", "unit", "units", "story", "title", "notes", "source"}
STATES: dict[str, State] = {
    "ties_before": "before",
    "ties_reported_new": "reported",
    "ties_confirmed_both_sides": "confirmed",
}
NETWORK_KEYS = {"actors", "contributions", *STATES, *WORDS}
FLOW_KEYS = {"nodes", "flow_from_row_to_col", "inflow", "export", "dissipation", *WORDS}
BENEFIT_KEYS = {"benefits", "pays", "cost", *WORDS}
ONE_BENEFIT_KEYS = {"id", "benefit", "eur", "eur_low", "eur_high", "evidence", "claims"}


def read_network(path: str | Path) -> tuple[Network, NotRead]:
    """The network of one initiative.

    `actors` {name: side}, `contributions` [[actor, kind]], and pairs of names under `ties_before`,
    `ties_reported_new` and `ties_confirmed_both_sides`. A tie that is confirmed counts as reported too; a
    pair given twice is one tie.
    """
    top = _input(read_json(path), key="actors")
    sides = {name: side.text() for name, side in top.need("actors").entries()}
    contributions = tuple(
        Contribution(actor=_known(actor, sides), initiative=THE_INITIATIVE, kind=kind.text())
        for actor, kind in (
            _two(one, what="names: an actor and a kind") for one in _list(top, "contributions")
        )
    )
    with _told(top):
        network = Network(
            actors=tuple(Actor(name, side) for name, side in sides.items()),
            initiatives=(Initiative(name=THE_INITIATIVE),),
            contributions=contributions,
            ties=tuple(_ties(top, sides)),
            boundary=_word(top, "boundary"),
            period=_word(top, "period"),
        )
    return network, top.unknown(NETWORK_KEYS)


def _ties(top: Place, known: Collection[str]) -> Iterator[Tie]:
    states: dict[tuple[str, str], State] = {}
    for key, state in STATES.items():
        for one in _list(top, key):
            a, b = sorted(_known(end, known) for end in _two(one, what="names"))
            if a == b:
                raise one.fault(f"{a} is tied to itself")
            if state != "before" and states.get((a, b)) == "before":
                raise one.fault(f"{a} and {b} knew each other before, so their tie is not new")
            states[a, b] = state
    for (a, b), state in states.items():
        yield Tie(a=a, b=b, state=state, initiative=None if state == "before" else THE_INITIATIVE)


def read_flows(path: str | Path) -> tuple[FlowModel, NotRead]:
    """Flows of one kind of value.

    `nodes` [name], `flow_from_row_to_col` [[amount]], and per node `inflow` and, if any, `export` and
    `dissipation`. Amounts are kept exactly as they are written: the smallest unit is a cent, or smaller where
    the file is finer.
    """
    top = _input(read_json(path), key="nodes")
    nodes = tuple(node.text() for node in top.need("nodes").items())
    size = len(nodes)
    rows = top.need("flow_from_row_to_col").items(length=size, what="rows")
    between = [_amounts(row, size) for row in rows]
    crossing = [_amounts(top.need("inflow"), size)]
    for key in ("export", "dissipation"):
        given = top.get(key)
        crossing.append(_amounts(given, size) if given else [Decimal(0)] * size)
    scale = _scale(top, (amount for row in (*between, *crossing) for amount in row))
    inflow, export, dissipation = (tuple(int(a * scale) for a in amounts) for amounts in crossing)
    with _told(top):
        model = FlowModel(
            nodes=nodes,
            flows=tuple(
                Flow(nodes[i], nodes[j], int(amount * scale))
                for i, row in enumerate(between)
                for j, amount in enumerate(row)
                if amount
            ),
            inflow=inflow,
            export=export,
            dissipation=dissipation,
            scale=scale,
            unit=_word(top, "unit") or _word(top, "units"),
            boundary=_word(top, "boundary"),
            period=_word(top, "period"),
        )
    return model, top.unknown(FLOW_KEYS)


def read_benefits(path: str | Path) -> tuple[tuple[Benefit, ...], dict[str, int], NotRead]:
    """Outcomes by field of policy, what each field pays (cents), and the keys nobody reads.

    `benefits` [{id, benefit, eur (or eur_low and eur_high; null: no price), evidence, claims {field: part}}],
    `pays` {field: amount}. Amounts in euro, with at most two decimals.
    """
    top = _input(read_json(path), key="benefits")
    found, not_read = [], list(top.unknown(BENEFIT_KEYS))
    for one in top.need("benefits").items():
        with _told(one):
            found.append(_benefit(one))
        not_read += [f"{one.where}.{key}" for key in one.unknown(ONE_BENEFIT_KEYS)]
    pays = top.get("pays")
    paid = {name: _cents(amount) for name, amount in pays.entries()} if pays else {}
    return tuple(found), paid, tuple(not_read)


def _benefit(one: Place) -> Benefit:
    eur = one.get("eur")
    low, high = one.get("eur_low") or eur, one.get("eur_high") or eur
    claims = one.get("claims")
    return Benefit(
        id=one.need("id").text(),
        what=one.need("benefit").text(),
        evidence=_word(one, "evidence"),
        low=_cents(low) if low else None,
        high=_cents(high) if high else None,
        claims={name: Fraction(part.amount()) for name, part in claims.entries()} if claims else {},
    )


def _input(top: Place, *, key: str) -> Place:
    """The object with the data: the whole file, or what it holds under `input`, as reference files do."""
    inner = top.get("input")
    return inner if inner and top.get(key) is None else top


def _list(top: Place, key: str) -> list[Place]:
    given = top.get(key)
    return given.items() if given else []


def _two(one: Place, *, what: str) -> tuple[Place, Place]:
    first, second = one.items(length=2, what=what)
    return first, second


def _known(name: Place, known: Collection[str]) -> str:
    if name.text() not in known:
        raise name.fault(f"{name.text()} is not among the actors")
    return name.text()


def _amounts(row: Place, size: int) -> list[Decimal]:
    return [amount.amount() for amount in row.items(length=size, what="amounts")]


def _cents(amount: Place) -> int:
    cents = amount.amount() * 100
    if cents != int(cents):
        raise amount.fault(f"{amount.value} has more than two decimals")
    return int(cents)


def _word(top: Place, key: str) -> str:
    given = top.get(key)
    return given.text() if given and given.value else ""


def _scale(top: Place, amounts: Iterable[Decimal]) -> int:
    """How many smallest units make one: as many decimals as the finest amount has."""
    exponents = (amount.normalize().as_tuple().exponent for amount in amounts)
    decimals = max((-e for e in exponents if isinstance(e, int)), default=0)
    if decimals > MOST_DECIMALS:
        raise top.fault(f"an amount has {decimals} decimals, at most {MOST_DECIMALS} are counted")
    return int(10 ** max(decimals, FEWEST_DECIMALS))


@contextmanager
def _told(at: Place) -> Iterator[None]:
    """What an object refuses is told with the file it came from."""
    try:
        yield
    except InputError:
        raise
    except FlowsError as error:
        raise at.fault(str(error)) from error
