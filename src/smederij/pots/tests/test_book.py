"""The pot for everybody: drawn, in a table, in words and as a file; conserved to the cent, nobody named."""

import csv
import io
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from smederij.base.look import Part
from smederij.base.money import ZERO, Money, euros
from smederij.pots import actions, drawing, queries
from smederij.pots.book import books
from smederij.pots.models import SetAside
from smederij.pots.testing import IBAN, Till


@pytest.fixture
def lived(till: Till) -> Till:
    """A pot where everything happened once, over a new year."""
    t, chen, finn = till, till.cast.chen, till.cast.finn
    actions.pledge(t.pot, funder=t.cast.noor, amount=Money(33_33), by=finn, now=t.now, key="noors-pledge")
    wrong = actions.pledge(t.pot, funder=t.gita, amount=euros(7), by=finn, now=t.now, key="wrong-pledge")
    actions.undo_pledge(wrong, by=t.cast.ada, now=t.now)
    actions.refuse_payment(t.order(euros(5), key="no-order"), reason="Nee", by=finn, now=t.now)
    t.paid(euros(500))
    aside = actions.set_aside(
        t.pot,
        purpose=actions.Purpose("Buurthuis", "Later"),
        amount=euros(60),
        decided="Dorpsgesprek van 3 maart",
        by=chen,
        now=t.now,
        key="aside-key",
    )
    _later(t, aside)
    return t


def _later(t: Till, aside: SetAside) -> None:
    """The next year: money for later is used, some comes back, some goes home."""
    chen, finn, later = t.cast.chen, t.cast.finn, t.now + timedelta(days=300)
    actions.lift(aside, amount=euros(10), decided="Het dorp", by=chen, now=later, key="lift-key")
    actions.use(
        aside,
        initiative=t.bench,
        amount=euros(20),
        decided="De stuurgroep",
        by=chen,
        now=later,
        key="use-key-1",
    )
    actions.repay(t.grant, amount=euros(40), bank_reference="IN-7", by=finn, now=later, key="repay-key")
    actions.carry_over(t.pot, by=chen, now=later)
    actions.return_rest(t.grant, by=chen, now=later)
    back: dict[str, Any] = {
        "funder": t.cast.library,
        "payee": "De Bibliotheek",
        "iban": IBAN,
        "by": chen,
        "now": later,
    }
    home = actions.give_back(t.pot, amount=euros(3), key="back-key-1", **back)
    actions.approve(home, by=finn, now=later)
    actions.record_paid(home, bank_reference="UIT-1", by=finn, now=later)
    actions.give_back(t.pot, amount=euros(2), key="back-key-2", **back)


def test_both_sides_of_the_drawing_are_the_same_to_the_cent(lived: Till) -> None:
    flow = queries.statement(lived.pot).flow
    assert flow is not None
    for side in (flow.sources, flow.uses):
        assert sum((one.amount for one in side), ZERO) == flow.total == Money(1_033_33)
        assert sum(one.bar[2] for one in side) == pytest.approx(flow.purse[1])
        assert len({one.sign for one in side}) == len(side)
    with pytest.raises(ValueError, match="not the same"):
        drawing.draw([Part("a", 2)], [Part("b", 1)])
    assert drawing.draw([], []) is None


def test_many_small_parts_stay_inside_and_apart() -> None:
    flow = drawing.draw([Part("a", 10_000)], [Part(str(n), 1) for n in range(8)] + [Part("z", 9_992)])
    assert flow is not None
    places = [one.badge for one in flow.uses]
    assert all(two - one >= drawing.FEWEST_APART - 0.01 for one, two in pairwise(places))
    assert min(places) >= drawing.BADGE
    assert max(places) <= drawing.HEIGHT - drawing.BADGE


def test_shares_are_exact(lived: Till) -> None:
    shares = queries.statement(lived.pot).shares
    assert [share.part for share in shares] == [Fraction(100_000, 103_333), Fraction(3_333, 103_333)]


def test_every_funders_euros_are_somewhere(lived: Till) -> None:
    (book,) = books([lived.pot])
    for origin in book.origins:
        assert sum((amount for _words, amount in origin.where), ZERO) == origin.put_in
    assert [(one.funder, one.put_in) for one in book.origins] == [
        ("Library", euros(1000)),
        ("een buur", Money(33_33)),
    ]
    for one in book.movements:
        assert sum((amount for _name, amount in one.of), ZERO) == one.amount


def test_what_is_not_used_goes_along_to_the_next_year(lived: Till) -> None:
    (book,) = books([lived.pot])
    assert [one.year for one in book.years] == [2026, 2025]
    new, old = book.years
    assert (old.start, old.came, old.paid) == (ZERO, Money(1_033_33), euros(500))
    assert new.start == old.end == Money(533_33)
    assert (new.came, new.paid, new.back) == (ZERO, -euros(40), euros(3))
    statement = queries.statement(lived.pot)
    assert new.end == statement.total - statement.paid - statement.returned


def test_the_book_says_everything_and_names_no_person(lived: Till, client: Client) -> None:
    url = reverse("pot_book", args=["krakeel", lived.pot.pk])
    html = client.get(url).content.decode()
    main = html.split("<main")[1].split("</main>")[0].replace("\u00a0", " ")
    for words in (
        "€ 1.000 van Library kwam in de pot",
        "€ 33,33 van een buur kwam in de pot",
        "rechtgezet: € 7 van een buur kwam niet binnen",
        "€ 900 is beloofd aan “Een bank bij het water”",
        "rechtgezet: een betaling van € 5",
        "€ 60 is apart gezet voor “Buurthuis”",
        "Besloten door: Dorpsgesprek van 3 maart",
        "betaalde € 40 terug",
        "€ 3 is terug bij Library",
        "€ 2 gaat terug naar Library",
    ):
        assert words.lower() in main.lower(), words
    pot = client.get(reverse("pot", args=["krakeel"])).content.decode().split("<main")[1].split("</main>")[0]
    for private in ("Amina", "Chen", "Finn", "Noor", "Gita", IBAN, "UIT-1", "IN-7", "De Bibliotheek"):
        assert private not in main
        assert private not in pot


def test_the_file_adds_up_and_starts_no_formula(lived: Till, client: Client) -> None:
    type(lived.bench).objects.filter(pk=lived.bench.pk).update(title="=HYPERLINK()")
    answer = client.get(reverse("pot_book_file", args=["krakeel", lived.pot.pk]))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:4] == ["datum", "wat er gebeurde", "wie het besloot", "bedrag"]
    assert len(rows) == 1 + len(books([lived.pot])[0].movements)
    for row in rows[1:]:
        cents = [int(one.replace(",", "")) for one in row[3:] if one]
        assert cents[0] == sum(cents[1:])
        assert not row[1].startswith("=")
    assert "attachment" in answer["Content-Disposition"]


def test_a_book_of_another_area_is_not_there(lived: Till, client: Client) -> None:
    assert client.get(reverse("pot_book", args=["de-weide", lived.pot.pk])).status_code == 404


def test_what_was_written_down_afterwards_stands_on_its_day(lived: Till) -> None:
    facts: dict[str, Any] = {"funder": lived.cast.library, "amount": euros(9), "by": lived.cast.finn}
    actions.pledge(lived.pot, now=lived.now + timedelta(days=30), key="afterwards", **facts)
    movements = books([lived.pot])[0].movements
    days = [one.at for one in movements]
    assert days == sorted(days, reverse=True)
