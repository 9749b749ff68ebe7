"""Taking an initiative away, what came when and from what: a street counted by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from smederij_flows import (
    Actor,
    Contribution,
    FlowsError,
    Initiative,
    Network,
    Tie,
    basis,
    growth,
    mean_strength,
    new_ties,
    offspring,
    read_network,
    strength,
    take_away,
)
from smederij_flows.network import State
from smederij_flows.tests.references import EXAMPLES


def gave(actor: str, initiative: str, kind: str, when: str | None = None) -> Contribution:
    return Contribution(actor=actor, initiative=initiative, kind=kind, when=when)


def tie(a: str, b: str, state: State, initiative: str | None = None, **more: object) -> Tie:
    return Tie(a=a, b=b, state=state, initiative=initiative, **more)  # type: ignore[arg-type]


STREET = Network(
    actors=(*(Actor(name, "residents") for name in ("Amina", "Bram", "Chen")), Actor("Library", "town"),
            Actor("Smith", "firms")),
    initiatives=(
        Initiative(name="bench", began="2022"),
        Initiative(name="choir", began="2023-03", came_out_of=("bench",)),
        Initiative(name="party", began="2024", came_out_of=("bench", "choir")),
    ),
    contributions=(
        gave("Amina", "bench", "time", "2022-05-01"),
        gave("Smith", "bench", "material", "2022-06"),
        gave("Bram", "choir", "time", "2023"),
        gave("Library", "choir", "space", "2023-03"),
        gave("Amina", "party", "time"),
        gave("Smith", "party", "money", "2024-01"),
        gave("Bram", "party", "time", "2024-01-31"),
    ),
    ties=(
        tie("Amina", "Chen", "before"),
        tie("Amina", "Smith", "confirmed", "bench", when="2022-06", alive=True, answers=(3, 2, 1)),
        tie("Library", "Bram", "confirmed", "choir", when="2023-04", alive=False),
        tie("Bram", "Amina", "reported", "party", answers=(3, 3, 3)),
    ),
    boundary="the street",
    period="2022 to 2024",
)  # fmt: skip


def test_the_three_layers_of_a_street() -> None:
    found = new_ties(STREET)
    assert (found.possible, found.possible_new) == (4, 4)
    assert (found.reported, found.confirmed, found.confirmed_of_possible) == (3, 2, 2)
    assert found.realised == 0.5
    assert found.confirmation == pytest.approx(2 / 3)
    assert (found.asked, found.alive, found.survival) == (2, 1, 0.5)


def test_what_one_initiative_found_and_left() -> None:
    choir = new_ties(STREET.only("choir"))
    assert (choir.possible, choir.reported, choir.confirmed) == (1, 1, 1)
    party = new_ties(STREET.only("party"))
    assert (party.possible, party.possible_new) == (3, 2)  # Amina and Smith knew each other by the bench
    assert (party.reported, party.confirmed, party.realised) == (1, 0, 0)


def test_take_the_party_away() -> None:
    found = take_away(STREET, "party")
    assert [len(one) for one in found.together.members] == [5]
    assert found.left.members == (("Amina", "Chen", "Smith"), ("Bram", "Library"))
    assert found.left == found.had_it_never_been
    assert found.left.share_in_largest == 0.6
    assert (found.stays, found.unsure) == ((), (("Amina", "Bram"),))
    assert (found.contributions_gone, found.kinds_gone) == (3, ("money",))
    assert found.only_here == (("Amina", "Bram"), ("Bram", "Smith"))


def test_take_the_choir_away_and_its_tie_stays() -> None:
    found = take_away(STREET, "choir")
    assert found.stays == (("Bram", "Library"),)
    assert len(found.left) == 1
    assert [sorted(one) for one in found.had_it_never_been.members] == [
        ["Amina", "Bram", "Chen", "Smith"],
        ["Library"],
    ]
    assert found.kinds_gone == ("space",)


def test_the_track_left_one_group_where_five_were() -> None:
    network, _ = read_network(EXAMPLES / "bmx_track.json")
    found = take_away(network, "the initiative")
    assert len(found.left) == 1
    assert len(found.had_it_never_been) == 5
    assert len(found.stays) == 5
    assert found.unsure == (("Fietsenmaker", "Garage"),)
    assert found.left.share_in_largest == 1


def test_what_came_when() -> None:
    found = growth(STREET)
    assert [(one.when, one.contributions, one.actors, one.kinds, one.ties) for one in found.periods] == [
        ("2022-05", 1, 1, 1, 0),
        ("2022-06", 1, 1, 1, 1),
        ("2023", 1, 1, 0, 0),
        ("2023-03", 1, 1, 1, 0),
        ("2023-04", 0, 0, 0, 1),
        ("2024-01", 2, 0, 1, 0),
    ]
    assert (found.undated, found.estimated) == (1, 0)
    years = growth(STREET, by="year").periods
    assert [(one.when, one.contributions, one.actors, one.ties) for one in years] == [
        ("2022", 2, 2, 1),
        ("2023", 2, 2, 1),
        ("2024", 2, 0, 0),
    ]


def test_what_sprang_from_what() -> None:
    found = offspring(STREET)
    assert found.children == {"bench": ("choir", "party"), "choir": ("party",)}
    assert found.generation == {"bench": 0, "choir": 1, "party": 2}
    assert found.depth == 2
    assert found.later == ("choir", "party")
    assert found.carried_on == ("party",)  # by Amina and Smith, who met at the bench
    assert found.carried_share == 0.5


def test_a_year_is_not_before_a_month_of_that_year() -> None:
    network = Network(
        actors=(),
        initiatives=(Initiative(name="a", began="2024"), Initiative(name="b", began="2024-05"),
                     Initiative(name="c", began="2025")),
    )  # fmt: skip
    assert offspring(network).later == ("c",)


def test_strength_is_the_mean_of_those_who_answered() -> None:
    assert [strength(one) for one in STREET.ties] == [None, 0.5, None, 1]
    assert mean_strength(STREET.ties) == 0.75
    assert mean_strength(STREET.ties[:1]) is None


def test_every_figure_carries_what_it_rests_on() -> None:
    found = basis(STREET)
    assert (found.actors, found.lines, found.unsure) == (5, 3, 1)
    assert found.confirmed_share == pytest.approx(2 / 3)
    assert found.boundary == "the street"
    assert found.lacking == "too little to tell: 3 lines between them, at least 5 are needed"
    guessed = replace(STREET.contributions[0], estimated=True)
    assert basis(replace(STREET, contributions=(guessed,))).unsure == 2
    assert growth(replace(STREET, contributions=(guessed,))).estimated == 1
    assert basis(Network(actors=STREET.actors[:4])).lacking.startswith("too little to tell: 4 actors")
    assert basis(read_network(EXAMPLES / "bmx_track.json")[0]).lacking == ""


CIRCLE = (Initiative(name="a", came_out_of=("b",)), Initiative(name="b", came_out_of=("a",)))


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ({"actors": (Actor("Amina", "residents"),) * 2}, "actor Amina is there twice"),
        ({"actors": (Actor(" ", "residents"),)}, "an actor without a name"),
        ({"ties": (tie("Amina", "Amina", "before"),)}, "Amina is tied to itself"),
        ({"ties": (tie("Amina", "Zeno", "before"),)}, "Zeno is not among the actors"),
        ({"ties": (tie("Amina", "Bram", "before"), tie("Bram", "Amina", "confirmed"))}, "as before and as"),
        ({"ties": (tie("Amina", "Bram", "before", "bench"),)}, "did not come by bench"),
        ({"ties": (tie("Amina", "Bram", "confirmed", "fair"),)}, "fair is not among the initiatives"),
        ({"ties": (tie("Amina", "Bram", "confirmed", answers=(0, 1, 2)),)}, "go from 1 to 3"),
        ({"ties": (tie("Amina", "Bram", "confirmed", when="spring"),)}, "'spring' is no date"),
        ({"contributions": (gave("Amina", "fair", "time"),)}, "fair is not among the initiatives"),
        ({"contributions": (gave("Amina", "bench", "time", "last year"),)}, "'last year' is no date"),
        ({"contributions": (gave("Amina", "bench", "time", "2024-13"),)}, "'2024-13' is no date"),
        ({"initiatives": CIRCLE}, "a, b came out of one another in a circle"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_by_name(more: dict[str, object], what: str) -> None:
    facts = {"actors": STREET.actors, "initiatives": STREET.initiatives} | more
    with pytest.raises(FlowsError, match=what):
        Network(**facts)  # type: ignore[arg-type]


def test_an_initiative_nobody_knows_is_refused() -> None:
    for ask in (STREET.only, STREET.without, lambda name: take_away(STREET, name)):
        with pytest.raises(FlowsError, match="fair is not among the initiatives"):
            ask("fair")
