"""What an area agreed, in its own words, and the form to write it down."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.support.markup import faults
from tests.support.visitor import Visitor

from smederij.agreements.actions import adopt, end
from smederij.agreements.models import Agreement, RuleKind
from smederij.agreements.tales import TALES
from smederij.base import clock
from smederij.gatherings.actions import call
from smederij.people.testing import Cast, sign_in

PAGE = "/gebieden/krakeel/afspraken/"
NEW = f"{PAGE}nieuw/"
CHOSEN = {"kind", "unit", "per", "way", "to"}
TYPED = {
    "text": "Eén idee krijgt hoogstens 2500 euro.",
    "agreed_where": "Dorpsavond",
    "agreed_on": "2025-03-03",
}


@pytest.fixture
def cap(cast: Cast, now: datetime) -> Agreement:
    """One idea gets at most 2,500 euro."""
    said: dict[str, Any] = {"agreed_on": date(2025, 3, 3), "agreed_where": "Dorpsavond, met 64 mensen"}
    parameters = {"amount": 250_000}
    text = "Niemand krijgt meer dan 2500."
    return adopt(cast.area, text=text, rule="cap", parameters=parameters, by=cast.chen, now=now, **said)


def test_an_area_starts_with_none(cast: Cast) -> None:
    visitor = Visitor().open(PAGE).sees("Nog geen afspraken.", "Die komen vanzelf, als er iets is gebeurd.")
    visitor.sees("Je kiest hoogstens 3 ideeën.", "Geen antwoord is ja.").sees_not("Schrijf een afspraak op")
    assert faults(visitor.body) == []


def test_words_place_and_day_are_shown_and_what_the_computer_does(cast: Cast, cap: Agreement) -> None:
    visitor = Visitor(cast.chen).open(PAGE)
    visitor.sees("Niemand krijgt meer dan 2500.", "Dorpsavond, met 64 mensen", "maandag 3 maart 2025")
    visitor.sees("de computer doet dit", "Eén idee krijgt hoogstens € 2.500.")
    visitor.sees_not("Er is geen hoogste bedrag")
    assert faults(visitor.body) == []


def test_what_the_computer_does_is_not_said_twice(cast: Cast, now: datetime) -> None:
    said: dict[str, Any] = {"agreed_on": now.date(), "agreed_where": "Dorpsavond"}
    text = "Eén idee krijgt hoogstens € 2.500."
    one = adopt(
        cast.area, text=text, rule="cap", parameters={"amount": 250_000}, by=cast.chen, now=now, **said
    )
    for path in (PAGE, f"{PAGE}{one.pk}/"):
        visitor = Visitor().open(path).sees("de computer doet dit", "Precies zoals het hier staat.")
        main = visitor.body.decode().split("<main")[1]
        assert main.count(text) == 1, path
    visitor.sees("Chen schreef dit op.").sees_not("vanaf")


def test_it_says_from_when_it_holds_where_that_is_another_day(cast: Cast, cap: Agreement) -> None:
    Visitor().open(f"{PAGE}{cap.pk}/").sees("Het geldt vanaf donderdag 13 maart")


def test_chen_writes_one_down_and_it_takes_the_place_of_the_former(cast: Cast, cap: Agreement) -> None:
    visitor = Visitor(cast.chen).open(PAGE).follow("Schrijf een afspraak op")
    assert faults(visitor.body) == []
    visitor.follow("Hoeveel één idee hoogstens krijgt").sees("Dit komt in de plaats van")
    visitor.sees("Eén groot idee kreeg de hele pot").follow("Eén idee krijgt hoogstens € 1.500.")
    assert visitor.value_of("Hoeveel kan één idee hoogstens krijgen?") == "1.500"
    assert faults(visitor.body) == []


def test_one_looks_first_at_what_a_rule_does(cast: Cast) -> None:
    visitor = Visitor(cast.chen).open(f"{NEW}?regel=ideas")
    visitor.fill("Met hoeveel ideeën", "2").fill("Wat spraken jullie af?", "Twee is genoeg.")
    visitor.press("Kijk eerst wat het doet").sees("Iedereen doet in een ronde met hoogstens 2 ideeën mee.")
    assert visitor.value_of("Met hoeveel ideeën") == "2"
    assert "Twee is genoeg." in visitor.text
    visitor.sees_not("Schrijf op waar jullie dit afspraken")  # nothing is asked for yet
    visitor.fill("Met hoeveel ideeën", "90").press("Kijk eerst wat het doet").sees("van 1 tot en met 20")
    assert not Agreement.objects.exists()


def test_other_words_are_a_next_version_and_the_former_stays_readable(cast: Cast, cap: Agreement) -> None:
    visitor = Visitor(cast.els).open(PAGE).follow("Niemand krijgt meer dan 2500.").follow("We spraken nu")
    assert "Niemand krijgt meer dan 2500." in visitor.body.decode()
    visitor.fill("Wat spraken jullie af?", "Niemand krijgt nu meer dan 2000.")
    visitor.fill("Hoeveel kan één idee", "2000").fill("Waar spraken jullie", "Zomeravond")
    visitor.fill("Op welke dag?", "2025-03-10").press("Zo spraken we het af").sees("Dit is versie 2.")
    visitor.follow("Niemand krijgt nu meer dan 2000.").sees("erbij: nu", "weg: 2500.", "erbij: 2000.")
    visitor.sees("Zomeravond", "Els schreef dit op").sees("hoogstens € 2.000.")
    assert faults(visitor.body) == []
    visitor.follow("Niemand krijgt meer dan 2500.").sees("Dorpsavond, met 64 mensen", "Het gold tot")
    visitor.sees_not("We spraken nu iets anders af")
    assert faults(visitor.body) == []


def test_what_was_changed_meanwhile_is_looked_at_first(cast: Cast, cap: Agreement, now: datetime) -> None:
    visitor = Visitor(cast.els).open(f"{NEW}?vervangt={cap.pk}")
    end(cap, by=cast.chen, now=now)
    visitor.fill("Wat spraken jullie af?", "Anders.").fill("Waar spraken jullie", "Zomeravond")
    visitor.press("Zo spraken we het af").sees_not("Zo is het nu afgesproken.")
    assert Agreement.objects.count() == 1


def test_an_agreement_of_an_evening_leads_to_it(cast: Cast) -> None:
    past = clock.now() - timedelta(days=3)
    evening = call(
        cast.area,
        title="Praatavond",
        starts_at=past,
        place="School",
        by=cast.chen,
        now=past - timedelta(days=9),
    )
    visitor = Visitor(cast.chen).open(f"{NEW}?regel=").select("een van deze avonden", "Praatavond")
    visitor.fill("Wat spraken jullie af?", "We ruimen op.").fill("Waar spraken jullie", "Praatavond")
    visitor.press("Zo spraken we het af").follow("We ruimen op.").follow("Wat er die avond is gezegd")
    visitor.sees("Praatavond")
    assert Agreement.objects.get().gathering == evening


def test_why_others_agreed_something_stands_with_each_kind(cast: Cast) -> None:
    visitor = (
        Visitor(cast.chen).open(NEW).sees("Regels komen als er iets is gebeurd.", "speeltuin zelf getekend")
    )
    assert faults(visitor.body) == []
    assert set(TALES) == {kind.value for kind in RuleKind} - {""}


def test_the_form_of_a_rule(cast: Cast, cap: Agreement) -> None:
    visitor = Visitor(cast.chen).open(f"{NEW}?regel=cap")
    assert visitor.value_of("Hoeveel kan één idee hoogstens krijgen?") == "2.500"
    client = visitor.client
    client.handler.enforce_csrf_checks = False
    response = client.post(f"{NEW}?regel=cap", {**TYPED, "amount": "1.500"}, follow=True)
    assert "Eén idee krijgt hoogstens € 1.500." in response.content.decode().replace("\u00a0", " ")
    assert Agreement.objects.get(until=None).parameters == {"amount": 150_000}


@pytest.mark.parametrize(
    ("kind", "boxes", "parameters"),
    [
        ("", {}, {}),
        (
            "ballot",
            {"kind": "approve", "most_choices": "5"},
            {"kind": "approve", "most_choices": 5, "most_per_idea": 1},
        ),
        (
            "ballot",
            {"kind": "points", "most_choices": "5", "most_per_idea": "3"},
            {"kind": "points", "most_choices": 5, "most_per_idea": 3},
        ),
        ("ballot", {"kind": "one", "most_choices": ""}, {"kind": "one"}),
        ("ballot", {"kind": "budget", "most_choices": "3"}, {"kind": "budget"}),
        ("partial", {"last": "rest"}, {"last_gets_rest": True, "skip": False}),
        ("partial", {"last": "stop"}, {"last_gets_rest": False, "skip": False}),
        ("partial", {"last": "skip"}, {"last_gets_rest": False, "skip": True}),
        ("silence", {"working_days": "5"}, {"working_days": 5}),
        ("report", {"weeks": "12"}, {"weeks": 12}),
        ("report", {"weeks": "12", "receipts_from": "500"}, {"weeks": 12, "receipts_from": 50_000}),
        (
            "sit_out",
            {"count": "1", "unit": "years", "per": "group"},
            {"years": 1, "per": "group"},
        ),
        ("sit_out", {"count": "2", "unit": "rounds", "per": "initiator"}, {"rounds": 2, "per": "initiator"}),
        ("ideas", {"most": "2"}, {"most": 2}),
        ("nomination", {"way": "all", "at_least": "10"}, {"way": "all"}),
        ("nomination", {"way": "support", "at_least": "10"}, {"way": "support", "at_least": 10}),
        ("age", {"years": "4"}, {"from": 4}),
        ("votes", {"at_least": "15"}, {"at_least": 15}),
        ("tie", {"way": "lot"}, {"way": "lot"}),
        (
            "settle",
            {"signatures": "30", "objection_days": "14"},
            {"signatures": 30, "objection_days": 14},
        ),
        ("leftovers", {"to": "round", "purpose": "Een dak"}, {"to": "round"}),
        ("leftovers", {"to": "purpose", "purpose": "Een dak"}, {"to": "purpose", "purpose": "Een dak"}),
        ("objection", {"days": "21"}, {"days": 21}),
        ("dispute", {"who": "Drie buren"}, {"who": "Drie buren"}),
    ],
)
def test_every_kind_can_be_written_down(
    cast: Cast, client: Client, kind: str, boxes: dict[str, str], parameters: dict[str, object]
) -> None:
    sign_in(client, cast.chen)
    page = client.get(f"{NEW}?regel={kind}")
    assert faults(page.content) == []
    assert client.post(f"{NEW}?regel={kind}", {**TYPED, **boxes}).status_code == 302
    made = Agreement.objects.get()
    assert (made.rule, made.parameters, made.agreed_on) == (kind, parameters, date(2025, 3, 3))


@pytest.mark.parametrize(
    ("kind", "wrong", "sentence"),
    [
        ("", {"text": ""}, "Schrijf op wat jullie afspraken"),
        ("", {"text": "x" * 401}, "nu zijn het er 401"),
        ("", {"agreed_where": ""}, "Schrijf op waar jullie dit afspraken"),
        ("", {"agreed_on": "gisteren"}, "Kies een dag."),
        ("", {"agreed_on": "2999-01-01"}, "Deze dag moet nog komen."),
        ("cap", {"amount": "veel"}, "bijvoorbeeld 2500"),
        ("cap", {"amount": "0"}, "bijvoorbeeld 2500"),
        ("silence", {"working_days": "nooit"}, "Vul een getal in."),
        ("silence", {"working_days": "90"}, "van 1 tot en met 60"),
        ("ballot", {"kind": "points", "most_choices": "3", "most_per_idea": "9"}, "niet meer punten krijgen"),
        ("ballot", {"kind": "", "most_choices": "3"}, "Kies"),
        ("sit_out", {"count": "40", "unit": "rounds", "per": "initiator"}, "van 1 tot en met 8"),
        ("sit_out", {"count": "1", "unit": "", "per": "initiator"}, "Kies een van deze."),
        ("nomination", {"way": "support", "at_least": ""}, "van 1 tot en met 500"),
        ("age", {"years": "40"}, "van 1 tot en met 18"),
        ("leftovers", {"to": "purpose", "purpose": ""}, "Zeg waar jullie voor sparen"),
        ("dispute", {"who": ""}, "Zeg wie er beslist"),
        ("ballot", {"kind": "approve", "most_choices": ""}, "Vul een getal in"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    cast: Cast, client: Client, kind: str, wrong: dict[str, str], sentence: str
) -> None:
    sign_in(client, cast.chen)
    typed = {**TYPED, **wrong}
    html = client.post(f"{NEW}?regel={kind}", typed).content.decode()
    assert sentence in html
    assert all(value in html for name, value in typed.items() if name not in CHOSEN)
    assert faults(html) == []
    assert not Agreement.objects.exists()


def test_a_rule_nobody_knows_becomes_the_plain_form(cast: Cast, client: Client) -> None:
    sign_in(client, cast.chen)
    assert client.get(f"{NEW}?regel=loten")["Location"] == NEW


@pytest.mark.parametrize(
    ("who", "status"),
    [("nobody", 302), ("amina", 403), ("dalia", 403), ("noor", 403), ("chen", 200), ("els", 200)],
)
def test_who_may_open_the_form(cast: Cast, client: Client, who: str, status: int) -> None:
    if who != "nobody":
        sign_in(client, cast.people[who])
    assert client.get(NEW).status_code == status


def test_els_ends_one_and_it_stays_readable(cast: Cast, cap: Agreement) -> None:
    visitor = Visitor(cast.els).open(PAGE).press("Stop deze afspraak")
    visitor.sees("Nog geen afspraken.", "Wat we eerder afspraken", "Niemand krijgt meer dan 2500.")


def test_who_may_not_end_it(cast: Cast, cap: Agreement, client: Client) -> None:
    sign_in(client, cast.bram)
    assert client.post(f"{PAGE}{cap.pk}/stopt/").status_code == 403
    assert client.post(f"/gebieden/de-weide/afspraken/{cap.pk}/stopt/").status_code == 403
    sign_in(client, cast.chen)
    assert client.post(f"{PAGE}999999/stopt/").status_code == 404


@pytest.mark.parametrize("number", [3, 300])
def test_many_agreements_take_as_many_questions(
    cast: Cast,
    now: datetime,
    client: Client,
    number: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    Agreement.objects.bulk_create(
        Agreement(
            area=cast.area,
            text=str(one),
            agreed_on=now.date(),
            agreed_where="x",
            since=now,
            adopted_by=cast.chen,
        )
        for one in range(number)
    )
    with django_assert_max_num_queries(6):
        response = client.get(PAGE)
    assert len(response.context["page"].lines) == number
