"""The rules for the machine: read strictly, said in words, and a default for each."""

from typing import Any

import pytest

from smederij.agreements import rules, words
from smederij.agreements.models import RuleKind
from smederij.base.money import LARGEST_CENTS, Money, euros


@pytest.mark.parametrize(
    ("kind", "parameters", "rule"),
    [
        ("ballot", {"kind": "approve", "most_choices": 5}, rules.Ballot("approve", 5, 1)),
        ("ballot", {"most_choices": 1}, rules.Ballot("approve", 1, 1)),
        ("ballot", {"kind": "points", "most_choices": 5, "most_per_idea": 3}, rules.Ballot("points", 5, 3)),
        (
            "ballot",
            {"kind": "points", "most_choices": 50, "most_per_idea": 50},
            rules.Ballot("points", 50, 50),
        ),
        ("partial", {"last_gets_rest": True, "skip": False}, rules.Partial(True, False)),
        ("partial", {"last_gets_rest": False, "skip": True}, rules.Partial(False, True)),
        ("partial", {"last_gets_rest": False}, rules.Partial(False, False)),
        ("cap", {"amount": 250_000}, rules.Cap(euros(2500))),
        ("cap", {"amount": 1}, rules.Cap(Money(1))),
        ("cap", {"amount": LARGEST_CENTS}, rules.Cap(Money(LARGEST_CENTS))),
        ("silence", {"working_days": 5}, rules.Silence(5)),
        ("report", {"weeks": 12}, rules.Report(12)),
        ("", {}, None),
    ],
)
def test_it_reads(kind: str, parameters: dict[str, Any], rule: rules.Rule | None) -> None:
    assert rules.parse(kind, parameters) == rule


@pytest.mark.parametrize(
    ("kind", "parameters", "field"),
    [
        ("ballot", {}, "most_choices"),
        ("ballot", {"most_choices": 0}, "most_choices"),
        ("ballot", {"most_choices": 51}, "most_choices"),
        ("ballot", {"most_choices": "3"}, "most_choices"),
        ("ballot", {"most_choices": 3.0}, "most_choices"),
        ("ballot", {"most_choices": True}, "most_choices"),
        ("ballot", {"kind": "ranking", "most_choices": 3}, "kind"),
        ("ballot", {"kind": [], "most_choices": 3}, "kind"),
        ("ballot", {"kind": "approve", "most_choices": 3, "most_per_idea": 2}, "most_per_idea"),
        ("ballot", {"kind": "points", "most_choices": 3, "most_per_idea": 4}, "most_per_idea"),
        ("ballot", {"most_choises": 3}, "most_choises"),
        ("partial", {}, "last_gets_rest"),
        ("partial", {"last_gets_rest": "yes"}, "last_gets_rest"),
        ("partial", {"last_gets_rest": 1}, "last_gets_rest"),
        ("partial", {"last_gets_rest": True, "skip": True}, "skip"),
        ("cap", {}, "amount"),
        ("cap", {"amount": 0}, "amount"),
        ("cap", {"amount": -1}, "amount"),
        ("cap", {"amount": 25.5}, "amount"),
        ("cap", {"amount": LARGEST_CENTS + 1}, "amount"),
        ("silence", {"working_days": 0}, "working_days"),
        ("silence", {"working_days": 61}, "working_days"),
        ("report", {"weeks": None}, "weeks"),
        ("report", {"weeks": 105}, "weeks"),
        ("", {"weeks": 8}, "weeks"),
        ("sitout", {}, "rule"),
    ],
)
def test_it_says_what_to_mend(kind: str, parameters: dict[str, Any], field: str) -> None:
    with pytest.raises(rules.BadRule) as bad:
        rules.parse(kind, parameters)
    assert bad.value.field == field
    assert str(bad.value)


def test_the_house_default_is_what_real_forges_did() -> None:
    assert rules.Ballot() == rules.Ballot("approve", 3, 1)
    assert rules.Partial() == rules.Partial(last_gets_rest=True, skip=False)
    assert rules.Cap().amount is None
    assert (rules.Silence().working_days, rules.Report().weeks) == (10, 8)


def test_every_kind_of_agreement_has_its_rule() -> None:
    assert {kind.value for kind in RuleKind} == {"", *rules.KINDS}


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (rules.Ballot(), "Je kiest hoogstens 3 ideeën."),
        (rules.Ballot("approve", 1), "Je kiest hoogstens 1 idee."),
        (rules.Ballot("points", 5, 3), "Je verdeelt 5 punten, hoogstens 3 voor één idee."),
        (rules.Partial(), "Het eerste idee dat niet meer past, krijgt wat er nog in de pot zit."),
        (rules.Partial(False, True), "maakt plaats voor een goedkoper idee"),
        (rules.Partial(False, False), "Wat over is, blijft in de pot."),
        (rules.Cap(), "Er is geen hoogste bedrag voor één idee."),
        (rules.Cap(euros(2500)), "Eén idee krijgt hoogstens € 2.500."),
        (rules.Silence(), "De gemeente antwoordt binnen 10 werkdagen. Geen antwoord is ja."),
        (rules.Report(1), "Wie geld kreeg, vertelt binnen 1 week hoe het ging."),
    ],
)
def test_it_is_said_as_to_a_neighbour(rule: rules.Rule, sentence: str) -> None:
    assert sentence in words.say(rule)
