"""The rules for the machine: read strictly, said in words, and a default for each."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smederij.agreements import rules, words
from smederij.agreements.compare import compare
from smederij.agreements.models import RuleKind
from smederij.agreements.tales import TALES, Tale
from smederij.base.money import LARGEST_CENTS, Money, euros


@pytest.mark.parametrize(
    ("kind", "parameters", "rule"),
    [
        ("ballot", {"kind": "approve", "most_choices": 5}, rules.Ballot("approve", 5, 1)),
        ("ballot", {"most_choices": 1}, rules.Ballot("approve", 1, 1)),
        ("ballot", {"kind": "points", "most_choices": 5, "most_per_idea": 3}, rules.Ballot("points", 5, 3)),
        ("ballot", {"kind": "one"}, rules.Ballot("one", 1, 1)),
        ("ballot", {"kind": "budget"}, rules.Ballot("budget", 50, 1)),
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
        ("report", {"weeks": 8, "receipts_from": 0}, rules.Report(8, Money(0))),
        ("report", {"weeks": 8, "receipts_from": 50_000}, rules.Report(8, euros(500))),
        ("sit_out", {"rounds": 8}, rules.SitOut(rounds=8)),
        ("sit_out", {"years": 1, "per": "group"}, rules.SitOut(years=1, per="group")),
        ("ideas", {"most": 1}, rules.Ideas(1)),
        ("nomination", {"way": "all"}, rules.Nomination("all")),
        ("nomination", {"way": "group"}, rules.Nomination()),
        ("nomination", {"way": "support", "at_least": 500}, rules.Nomination("support", 500)),
        ("age", {"from": 4}, rules.Age(4)),
        ("votes", {"at_least": 10}, rules.Votes(10)),
        ("tie", {"way": "lot"}, rules.Tie("lot")),
        ("settle", {"signatures": 30, "objection_days": 21}, rules.Settle(30, 21)),
        ("leftovers", {"to": "round"}, rules.Leftovers("round")),
        ("leftovers", {"to": "purpose", "purpose": "Een dak"}, rules.Leftovers("purpose", "Een dak")),
        ("objection", {"days": 0}, rules.Objection(0)),
        ("dispute", {"who": "Drie buren"}, rules.Dispute("Drie buren")),
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
        ("ballot", {"kind": "one", "most_choices": 3}, "most_choices"),
        ("ballot", {"kind": "budget", "most_per_idea": 1}, "most_per_idea"),
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
        ("report", {"weeks": 8, "receipts_from": -1}, "receipts_from"),
        ("report", {"weeks": 8, "receipts_from": None}, "receipts_from"),
        ("sit_out", {}, "rounds"),
        ("sit_out", {"rounds": 1, "years": 1}, "rounds"),
        ("sit_out", {"rounds": 0}, "rounds"),
        ("sit_out", {"rounds": 9}, "rounds"),
        ("sit_out", {"years": 6}, "years"),
        ("sit_out", {"years": True}, "years"),
        ("sit_out", {"years": 1, "per": "street"}, "per"),
        ("ideas", {}, "most"),
        ("ideas", {"most": 0}, "most"),
        ("ideas", {"most": 21}, "most"),
        ("nomination", {}, "way"),
        ("nomination", {"way": ["all"]}, "way"),
        ("nomination", {"way": "support"}, "at_least"),
        ("nomination", {"way": "support", "at_least": 501}, "at_least"),
        ("nomination", {"way": "all", "at_least": 5}, "at_least"),
        ("age", {"from": 0}, "from"),
        ("age", {"from": 19}, "from"),
        ("votes", {"at_least": 0}, "at_least"),
        ("votes", {"at_least": 5001}, "at_least"),
        ("tie", {"way": "coin"}, "way"),
        ("settle", {"signatures": 0, "objection_days": 14}, "signatures"),
        ("settle", {"signatures": 30, "objection_days": 2}, "objection_days"),
        ("settle", {"signatures": 30}, "objection_days"),
        ("leftovers", {"to": "mayor"}, "to"),
        ("leftovers", {"to": "purpose"}, "purpose"),
        ("leftovers", {"to": "purpose", "purpose": " "}, "purpose"),
        ("leftovers", {"to": "purpose", "purpose": "x" * 121}, "purpose"),
        ("leftovers", {"to": "pot", "purpose": "Een dak"}, "purpose"),
        ("objection", {"days": -1}, "days"),
        ("objection", {"days": 91}, "days"),
        ("dispute", {"who": ""}, "who"),
        ("dispute", {"who": "Drie\nburen"}, "who"),
        ("", {"weeks": 8}, "weeks"),
        ("loten", {}, "rule"),
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
    assert rules.Report().receipts_from is None
    assert not rules.SitOut()
    assert (rules.Ideas().most, rules.Age().years, rules.Votes().at_least) == (None, None, 1)
    assert rules.Nomination().by_group
    assert not rules.Tie().by_lot
    assert rules.Objection().days == 14


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
        (rules.Partial(False, False), "Daar stopt het tellen."),
        (rules.Cap(), "Er is geen hoogste bedrag voor één idee."),
        (rules.Cap(euros(2500)), "Eén idee krijgt hoogstens € 2.500."),
        (rules.Silence(), "De gemeente antwoordt binnen 10 werkdagen. Geen antwoord is ja."),
        (rules.Report(1), "Wie geld kreeg, vertelt binnen 1 week hoe het ging."),
        (rules.Report(8, euros(500)), "hoe het ging. Bonnetjes vragen we vanaf € 500."),
        (rules.SitOut(), "Wie won, mag meteen weer meedoen."),
        (rules.SitOut(rounds=1), "slaat de volgende ronde over. Dat gaat over wie het idee begon."),
        (rules.SitOut(rounds=2, per="group"), "2 rondes over. Dat gaat over iedereen die het idee draagt."),
        (rules.SitOut(years=1), "Wie in een jaar won, doet het jaar daarna niet mee."),
        (rules.SitOut(years=3), "doet de 3 jaar daarna niet mee."),
        (rules.Ideas(), "met zoveel ideeën als je wilt"),
        (rules.Ideas(1), "met hoogstens 1 idee mee"),
        (rules.Nomination(), "De groep zet de ideeën op het stembiljet."),
        (rules.Nomination("all"), "Elk idee dat meedoet"),
        (rules.Nomination("support", 10), "als minstens 10 buren het steunen"),
        (rules.Age(), "hoe jong of oud ook"),
        (rules.Age(4), "Je mag stemmen vanaf 4 jaar."),
        (rules.Votes(), "minstens 1 stem nodig"),
        (rules.Tie(), "gaat het goedkoopste idee voor"),
        (rules.Tie("lot"), "Evenveel stemmen? Dan beslist het lot."),
        (rules.Leftovers(), "Wat over is, blijft in de pot."),
        (rules.Leftovers("round"), "komt bij de volgende ronde"),
        (rules.Leftovers("purpose", "een dak"), "sparen we voor: een dak."),
        (rules.Objection(0), "De uitslag geldt meteen."),
        (rules.Objection(14), "kun je 14 dagen bezwaar maken"),
        (rules.Dispute(), "dan beslist de stuurgroep"),
        (rules.Dispute("drie buren"), "dan beslist: drie buren."),
    ],
)
def test_it_is_said_as_to_a_neighbour(rule: rules.Rule, sentence: str) -> None:
    assert sentence in words.say(rule)


@pytest.mark.parametrize(("kind", "tale"), TALES.items())
def test_what_others_chose_can_be_read_and_said(kind: str, tale: Tale) -> None:
    for parameters in tale.presets:
        assert words.say(rules.KINDS[kind].parse(parameters))


@given(st.text("ab ", max_size=12), st.text("ab ", max_size=12))
def test_a_comparison_loses_no_word(old: str, new: str) -> None:
    pieces = compare(old, new)
    assert " ".join(piece.words for piece in pieces if piece.kind != "gone").split() == new.split()
    assert " ".join(piece.words for piece in pieces if piece.kind != "added").split() == old.split()
