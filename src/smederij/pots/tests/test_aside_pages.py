"""The keeper's pages for money for later and money back; finance writes down what came back."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from tests.support.markup import faults

from smederij.base.money import ZERO, euros
from smederij.people.models import Login
from smederij.people.testing import sign_in
from smederij.pots import queries
from smederij.pots.models import Payment, SetAside, Transfer
from smederij.pots.testing import IBAN, Till


@pytest.fixture
def chen(client: Client, till: Till) -> Client:
    sign_in(client, till.cast.chen)
    return client


@pytest.fixture
def finn(till: Till) -> Client:
    client = Client()
    sign_in(client, till.cast.finn)
    return client


@pytest.fixture
def gita(till: Till) -> Client:
    login = Login.objects.create(email="gita@example.org")
    login.actors.add(till.gita)
    client = Client()
    sign_in(client, till.gita)
    return client


def _set_aside(chen: Client, till: Till) -> SetAside:
    url = reverse("set_money_aside", args=["krakeel", till.pot.pk])
    key = chen.get(url).context["form"]["key"].value()
    typed = {"key": key, "name": "Buurthuis", "sentence": "Een plek", "amount": "60", "decided": "Het dorp"}
    for _ in range(2):
        assert chen.post(url, typed).status_code == 302
    return SetAside.objects.get()


def test_the_keeper_sets_aside_and_everybody_sees_it(chen: Client, till: Till) -> None:
    aside = _set_aside(chen, till)
    html = Client().get(reverse("pot", args=["krakeel"])).content.decode()
    assert "Apart gezet: Buurthuis" in html
    assert aside.get_absolute_url() not in html
    assert faults(html.encode()) == []
    assert aside.get_absolute_url() in chen.get(reverse("pot", args=["krakeel"])).content.decode()


def test_a_mistake_keeps_what_was_typed(chen: Client, till: Till) -> None:
    url = reverse("set_money_aside", args=["krakeel", till.pot.pk])
    typed = {"name": "Buurthuis", "sentence": "Een plek", "amount": "600", "decided": "Het dorp"}
    answer = chen.post(url, typed | {"key": "a-form-of-mine"})
    assert answer.status_code == 200
    assert all(f"{value}" in answer.content.decode() for value in typed.values())
    assert not SetAside.objects.exists()


def test_it_goes_to_an_initiative_or_back(chen: Client, till: Till) -> None:
    aside = _set_aside(chen, till)
    page = chen.get(aside.get_absolute_url())
    assert faults(page.content) == []
    forms = page.context["page"]
    use = {
        "way": "use",
        "key": forms.use_form["key"].value(),
        "initiative": till.bench.pk,
        "amount": "25",
        "decided": "Het dorp",
    }
    lift = {"way": "lift", "key": forms.lift_form["key"].value(), "amount": "5", "decided": "Het dorp"}
    for typed in (use, use, lift, lift):
        assert chen.post(aside.get_absolute_url(), typed).status_code == 302
    statement = queries.statement(till.pot)
    assert (statement.set_aside, statement.available) == (euros(30), euros(45))
    assert chen.post(aside.get_absolute_url(), lift | {"key": "other-key", "amount": "31"}).status_code == 200


def test_back_to_who_put_it_in_goes_by_finance(chen: Client, finn: Client, till: Till) -> None:
    url = reverse("give_back", args=["krakeel", till.pot.pk])
    page = chen.get(url)
    assert faults(page.content) == []
    typed = {
        "key": page.context["page"].form["key"].value(),
        "funder": till.cast.library.pk,
        "amount": "100",
        "payee": "De Bibliotheek",
        "iban": IBAN,
    }
    for _ in range(2):
        answer = chen.post(url, typed)
        assert answer.status_code == 302, answer.context["page"].form.errors
    payment = Payment.objects.get()
    assert "Library" in finn.get(payment.get_absolute_url()).content.decode()
    assert payment.get_absolute_url() in finn.get(reverse("payments")).content.decode()
    finn.post(reverse("approve_payment", args=[payment.public_id]))
    finn.post(reverse("record_paid", args=[payment.public_id]), {"bank_reference": "UIT-1"})
    assert queries.statement(till.pot).returned == euros(100)
    assert finn.get(reverse("payments")).status_code == 200


def test_finance_writes_down_what_came_back(finn: Client, gita: Client, till: Till) -> None:
    till.paid(euros(500))
    url = reverse("repay", args=[till.grant.public_id])
    typed = {"key": "repay-form-key", "amount": "40", "bank_reference": "IN-7"}
    for _ in range(2):
        assert finn.post(url, typed).status_code == 302
    assert queries.statement(till.pot).surplus == euros(40)
    again = finn.post(url, typed | {"key": "other-form-key"})
    assert again.context["page"].repay_form.non_field_errors()
    undo = reverse("undo_repay", args=[till.grant.public_id, Transfer.objects.get(code="repay").pk])
    finn.post(undo)
    assert queries.statement(till.pot).surplus == euros(40)  # the same person cannot
    gita.post(undo)
    assert queries.statement(till.pot).surplus == ZERO


@pytest.mark.parametrize("who", ["nobody", "amina", "bram", "els", "finn", "ada"])
def test_these_pages_are_for_the_keeper(client: Client, till: Till, chen: Client, who: str) -> None:
    aside = _set_aside(chen, till)
    client = Client()
    if who != "nobody":
        sign_in(client, till.cast.people[who])
    for url in (
        reverse("set_money_aside", args=["krakeel", till.pot.pk]),
        reverse("give_back", args=["krakeel", till.pot.pk]),
        aside.get_absolute_url(),
    ):
        assert client.get(url).status_code == (302 if who == "nobody" else 403), url


def test_what_a_round_counts_on_is_said(
    client: Client, till: Till, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rounds themselves are upstairs; their own tests say what they promise."""
    from smederij.base import rooms

    promise = rooms.Promise(till.pot.pk, euros(70), "Lente 2025", "/rondes/1/")
    monkeypatch.setattr(rooms, "promised", lambda pots: [promise])
    html = client.get(reverse("pot", args=["krakeel"])).content.decode()
    assert "is beloofd aan de ronde" in html
    assert "Lente 2025" in html
    area = " ".join(client.get("/gebieden/krakeel/").content.decode().split())
    assert "is er nog € 100. Over € 70 daarvan beslist nu een ronde." in area
    statement = queries.statement(till.pot)
    assert (statement.promised, statement.free) == (euros(70), euros(30))
