"""What must hold for every network when it is changed a little, on 200 made-up ones each."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from smederij_flows import (
    Actor,
    Graph,
    Network,
    Tie,
    blau,
    blau_unbiased,
    crossing,
    cut_points,
    effective_number,
    external_internal,
    external_internal_by_chance,
    groups,
    leaning,
    mixing,
    new_ties,
    only_through,
    shared_pairs,
    take_away,
    transitivity,
)
from smederij_flows.tests.made_up import EVENTS, NAMES, graphs, many, networks

NEW = "Zeno"


@many
@given(graphs(fewest=2), st.data())
def test_another_tie_never_makes_more_groups_and_at_most_one_fewer(graph: Graph, data: st.DataObject) -> None:
    pair = data.draw(st.tuples(st.sampled_from(graph.names), st.sampled_from(graph.names)))
    assume(pair[0] != pair[1])
    more = Graph.of(graph.names, [*graph.pairs(), pair])
    assert len(groups(graph)) - 1 <= len(groups(more)) <= len(groups(graph))


@many
@given(graphs(), st.permutations(NAMES))
def test_other_names_in_another_order_change_no_figure(graph: Graph, order: list[str]) -> None:
    called = dict(zip(NAMES, order, strict=True))
    names = sorted(called[name] for name in graph.names)
    other = Graph.of(names, [(called[b], called[a]) for a, b in graph.pairs()])
    assert {called[name] for name in cut_points(graph)} == set(cut_points(other))
    left = {called[one.name]: (one.fragmentation, one.pieces) for one in leaning(graph)}
    assert left == {one.name: (one.fragmentation, one.pieces) for one in leaning(other)}
    assert transitivity(graph) == transitivity(other)
    assert [len(one) for one in groups(graph).members] == [len(one) for one in groups(other).members]


@many
@given(graphs())
def test_somebody_without_ties_is_a_group_more_and_makes_nobody_a_cut_point(graph: Graph) -> None:
    more = Graph.of([*graph.names, NEW], graph.pairs())
    assert len(groups(more)) == len(groups(graph)) + 1
    assert cut_points(more) == cut_points(graph)


@many
@given(graphs(fewest=3))
def test_a_second_line_for_everybody_leaves_no_cut_point(graph: Graph) -> None:
    ring = zip(graph.names, [*graph.names[1:], graph.names[0]], strict=True)
    assert cut_points(Graph.of(graph.names, [*graph.pairs(), *ring])) == ()


@many
@given(networks())
def test_the_three_layers_hold_one_another(network: Network) -> None:
    ties = new_ties(network)
    assert 0 <= ties.confirmed <= ties.reported
    assert 0 <= ties.confirmed_of_possible <= ties.possible_new <= ties.possible
    assert ties.realised is None or 0 <= ties.realised <= 1
    assert ties.confirmation is None or 0 <= ties.confirmation <= 1


@many
@given(networks())
def test_taken_away_and_put_back_is_the_same(network: Network) -> None:
    for event in EVENTS:
        rest = network.without(event)
        assert rest.actors == network.actors
        assert [tie.pair for tie in rest.ties] == [tie.pair for tie in network.ties]
        assert list(rest.graph().pairs()) == list(network.graph().pairs())
        assert event not in rest.contributors
    assert [one.name for one in network.initiatives] == list(EVENTS)


@many
@given(networks())
def test_taking_away_never_joins_and_never_makes_ties(network: Network) -> None:
    for event in EVENTS:
        found = take_away(network, event)
        assert len(found.together) <= len(found.left) <= len(found.had_it_never_been)
        mine = [tie for tie in network.ties if tie.initiative == event]
        assert len(found.stays) + len(found.unsure) == len(mine)
        assert found.contributions_gone == sum(1 for one in network.contributions if one.initiative == event)


@many
@given(networks())
def test_pairs_lost_are_the_pairs_there_were_less_the_pairs_left(network: Network) -> None:
    for event in EVENTS:
        lost = only_through(network, event)
        before, after = shared_pairs(network), shared_pairs(network.without(event))
        assert set(before.pairs()) - set(after.pairs()) == set(lost)
        assert len(before) - len(after) == len(lost)
        assert all(before.of(*pair) == 1 for pair in lost)


@many
@given(networks())
def test_an_initiative_of_one_person_makes_no_pair_possible(network: Network) -> None:
    contributions = tuple(
        replace(one, actor=NEW) if one.initiative == "bench" else one for one in network.contributions
    )
    alone = replace(network, actors=(*network.actors, Actor(NEW, "firms")), contributions=contributions)
    assert only_through(alone, "bench") == []
    assert len(shared_pairs(alone)) == len(shared_pairs(network.without("bench")))


@many
@given(networks())
def test_lines_between_sides_add_up(network: Network) -> None:
    graph, side = network.graph(), network.side
    counts = mixing(graph, side)
    assert sum(counts.values()) == graph.lines
    assert sum(lines for (a, b), lines in counts.items() if a != b) == crossing(graph, side)
    found = external_internal(graph, side)
    assert found is None if graph.lines == 0 else -1 <= (found or 0) <= 1


@many
@given(networks())
def test_when_everybody_knows_everybody_it_is_as_by_chance(network: Network) -> None:
    names = list(network.side)
    everybody = Graph.of(names, [(a, b) for a in names for b in names if a < b])
    assert external_internal(everybody, network.side) == external_internal_by_chance(network.side)


@many
@given(networks())
def test_a_confirmed_tie_moves_one_from_reported(network: Network) -> None:
    reported = [tie for tie in network.ties if tie.state == "reported"]
    assume(reported)
    ties = tuple(replace(tie, state="confirmed") if tie == reported[0] else tie for tie in network.ties)
    before, after = new_ties(network), new_ties(replace(network, ties=ties))
    assert (after.reported, after.confirmed) == (before.reported, before.confirmed + 1)
    assert after.possible == before.possible


@many
@given(st.lists(st.integers(0, 50), min_size=1, max_size=8), st.integers(2, 9))
def test_variety_knows_no_scale_and_no_order(counts: list[int], times: int) -> None:
    assume(any(counts))
    found = effective_number(counts)
    assert found is not None
    assert found == effective_number([n * times for n in reversed(counts)])
    assert 1 <= found <= sum(1 for n in counts if n) + 1e-9
    plain, unbiased = blau(counts), blau_unbiased(counts)
    assert plain is not None
    assert unbiased is None or unbiased >= plain


def test_one_tie_more_takes_somebody_off_the_list() -> None:
    """Garage and repairer confirm theirs: the youth is no cut point any more."""
    names = ("Arie", "Jongere1", "Garage", "Fietsenmaker")
    lines = [("Arie", "Jongere1"), ("Arie", "Garage"), ("Jongere1", "Fietsenmaker")]
    assert cut_points(Graph.of(names, lines)) == ("Arie", "Jongere1")
    assert cut_points(Graph.of(names, [*lines, ("Garage", "Fietsenmaker")])) == ()


def test_ties_are_a_line_once_whichever_way_they_are_told() -> None:
    assert Tie(a="Bram", b="Arie", state="before").pair == Tie(a="Arie", b="Bram", state="before").pair
