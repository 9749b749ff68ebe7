"""The pages: what people see, what a form does once, and how many questions a page asks."""

import re
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from smederij.base.money import euros
from smederij.people.testing import Cast, sign_in
from smederij.pots import actions, queries
from smederij.pots.models import Audit, Payment, PaymentState, Pot, Transfer
from smederij.pots.room import ROOM
from smederij.pots.testing import IBAN, Till, idea


@pytest.fixture
def chen(client: Client, till: Till) -> Client:
    sign_in(client, till.cast.chen)
    return client


@pytest.fixture
def finn(till: Till) -> Client:
    client = Client()
    sign_in(client, till.cast.finn)
    return client


def _text(response: Any) -> str:
    """What the page itself says, spaces evened out."""
    main = response.content.decode().split("<main")[1].split("</main>")[0]
    body = re.sub(r"<[^>]+>", " ", main)
    return re.sub(r"[\s\u00a0]+", " ", body)


def _grant_url(till: Till) -> str:
    return reverse("grant", args=[till.grant.public_id])


def _order(client: Client, till: Till, **changed: str) -> Any:
    page = client.get(_grant_url(till)).context["page"]
    typed = {
        "key": page.order_form["key"].value(),
        "amount": "500",
        "payee": "De Els",
        "iban": IBAN,
    } | changed
    return client.post(_grant_url(till), typed), typed


def test_everybody_sees_every_euro_of_the_pot(client: Client, till: Till) -> None:
    till.paid(euros(500))
    response = client.get(reverse("pot", args=["krakeel"]))
    text = _text(response)
    assert response.status_code == 200
    for words in ("€ 1.000", "Library", "€ 500", "€ 400", "€ 100", "Een bank bij het water"):
        assert words in text
    for private in ("Tuincentrum De Els", IBAN, "4300", "REF-order-key", "Chen", "Finn", "Amina"):
        assert private not in text
    assert "btn" not in response.content.decode().split("<main")[1].split("</main>")[0]


def test_a_pot_from_which_nothing_was_chosen_asks_for_an_idea(
    client: Client, cast: Cast, now: datetime
) -> None:
    pot = actions.open_pot(cast.area, name="Pot van Krakeel", purpose="Voor de buurt", by=cast.els, now=now)
    actions.pledge(pot, funder=cast.library, amount=euros(100), by=cast.finn, now=now, key="first-pledge")
    page = client.get(reverse("pot", args=["krakeel"])).content.decode()
    assert reverse("post_idea", args=["krakeel"]) in page.split("<main")[1].split("</main>")[0]


def test_an_area_without_a_pot_invites(client: Client, cast: Cast) -> None:
    response = client.get(reverse("pot", args=["de-weide"]))
    assert response.status_code == 200
    assert reverse("open_pot", args=["de-weide"]) not in response.content.decode()


def test_opening_and_filling_a_pot(finn: Client, till: Till) -> None:
    url = reverse("open_pot", args=["de-weide"])
    for _ in range(2):
        assert finn.post(url, {"name": "Pot van De Weide", "purpose": "Voor het dorp"}).status_code == 302
    pot = Pot.objects.get(area__slug="de-weide")
    url = reverse("pledge", args=["de-weide"])
    form = finn.get(url).context["form"]
    typed = {"key": form["key"].value(), "pot": pot.pk, "funder": till.cast.library.pk, "amount": "1.500,50"}
    for _ in range(2):
        assert finn.post(url, typed).status_code == 302
    assert queries.available(pot).cents == 150_050
    again = finn.post(url, typed | {"amount": "2"})
    assert again.status_code == 200
    assert again.context["form"].non_field_errors()
    assert finn.get(url).context["form"]["key"].value() != typed["key"]


def test_a_wrong_pledge_is_taken_back_by_another(finn: Client, till: Till) -> None:
    actions.pledge(
        till.pot,
        funder=till.cast.library,
        amount=euros(7),
        by=till.cast.ada,
        now=till.now,
        key="wrong-pledge",
    )
    wrong, own = (Transfer.objects.get(key=f"pledge:{key}").pk for key in ("wrong-pledge", "first-pledge"))
    for number in (wrong, own):
        response = finn.post(reverse("undo_pledge", args=["krakeel", number]), follow=True)
        assert response.status_code == 200
    assert queries.statement(till.pot).total == euros(1000)


def test_the_keeper_orders_what_is_left(chen: Client, till: Till) -> None:
    page = chen.get(_grant_url(till)).context["page"]
    assert page.order_form["amount"].value() == euros(900)
    response, typed = _order(chen, till)
    assert response.status_code == 302
    assert chen.post(_grant_url(till), typed).status_code == 302
    payment = Payment.objects.get()
    assert (payment.amount, payment.ordered_by) == (euros(500), till.cast.chen)
    assert chen.get(_grant_url(till)).context["page"].order_form["amount"].value() == euros(400)


def test_an_account_number_never_stays_on_the_device(chen: Client, till: Till) -> None:
    for _ in range(2):
        body = chen.get(_grant_url(till)).content.decode()
        assert "data-no-draft" in body
        assert "data-draft=" not in body
        assert IBAN not in body
        _order(chen, till, amount="100")
    form = chen.get(_grant_url(till)).context["page"].order_form
    assert (form["payee"].value(), form["iban"].value(), form["amount"].value()) == (None, None, euros(700))


def test_an_opened_pot_is_no_longer_a_draft(finn: Client, till: Till) -> None:
    url = reverse("open_pot", args=["de-weide"])
    assert 'data-draft="pot-de-weide"' in finn.get(url).content.decode()
    done = finn.post(url, {"name": "Pot van De Weide", "purpose": "Voor het dorp"}, follow=True)
    assert 'data-draft-done="pot-de-weide"' in done.content.decode()


@pytest.mark.parametrize(
    "wrong", [{"iban": "NL91ABNA0417164301"}, {"amount": "901"}, {"amount": "x"}, {"payee": ""}]
)
def test_a_mistake_keeps_what_was_typed(chen: Client, till: Till, wrong: dict[str, str]) -> None:
    response, typed = _order(chen, till, **wrong)
    assert response.status_code == 200
    form = response.context["page"].order_form
    assert form.errors
    assert {name: form[name].value() for name in typed} == typed
    assert not Payment.objects.exists()


def test_the_initiator_sees_how_it_goes_and_no_account_number(client: Client, till: Till) -> None:
    till.approved(euros(500))
    sign_in(client, till.cast.amina)
    response = client.get(_grant_url(till))
    body = response.content.decode()
    assert IBAN not in body.replace(" ", "")
    assert "4300" in body
    assert "data-once" not in body.split("<main")[1].split("</main>")[0]
    assert client.post(_grant_url(till), {"amount": "1"}).status_code in {200, 403}
    assert Payment.objects.count() == 1


def test_a_neighbour_does_not_find_it(client: Client, till: Till) -> None:
    sign_in(client, till.cast.bram)
    assert client.get(_grant_url(till)).status_code == 404


def test_without_signing_in_one_goes_there_first(client: Client, till: Till) -> None:
    for url in (_grant_url(till), reverse("payments"), reverse("pledge", args=["krakeel"])):
        response = client.get(url)
        assert response.status_code == 302
        assert "next=" in response["Location"]


def test_finance_approves_and_pays_and_a_second_click_does_no_harm(finn: Client, till: Till) -> None:
    payment = till.order(euros(500))
    assert payment.get_absolute_url() in finn.get(reverse("payments")).content.decode()
    assert IBAN in finn.get(payment.get_absolute_url()).content.decode().replace(" ", "")
    for _ in range(2):
        assert finn.post(reverse("approve_payment", args=[payment.public_id])).status_code == 302
    for _ in range(2):
        paid = finn.post(reverse("record_paid", args=[payment.public_id]), {"bank_reference": "NL-2025-7"})
        assert paid.status_code == 302
    payment.refresh_from_db()
    assert payment.state == PaymentState.PAID
    assert Transfer.objects.filter(code="paid").count() == 1
    assert "NL-2025-7" in _text(finn.get(reverse("payments")))


def test_finance_sends_back_with_a_reason(finn: Client, till: Till) -> None:
    payment = till.order(euros(500))
    url = reverse("refuse_payment", args=[payment.public_id])
    response = finn.post(url, {"reason": ""})
    assert response.status_code == 200
    assert response.context["page"].refuse_form.errors
    for _ in range(2):
        assert finn.post(url, {"reason": "Naam klopt niet"}).status_code == 302
    assert Transfer.objects.filter(code="undo").count() == 1


@pytest.mark.parametrize("name", ["chen", "amina", "bram", "els", "ada"])
def test_payments_are_for_finance(client: Client, till: Till, name: str) -> None:
    sign_in(client, till.cast.people[name])
    payment = till.order(euros(500))
    for url in (reverse("payments"), payment.get_absolute_url()):
        assert client.get(url).status_code == 403
    assert client.post(reverse("approve_payment", args=[payment.public_id])).status_code == 403
    payment.refresh_from_db()
    assert payment.state == PaymentState.ORDERED


def test_holding_releasing_and_giving_back(finn: Client, till: Till) -> None:
    for name, typed in (("hold_grant", {"reason": "Bezwaar"}), ("release_grant", {}), ("return_rest", {})):
        for _ in range(2):
            assert finn.post(reverse(name, args=[till.grant.public_id]), typed).status_code == 302
    assert queries.statement(till.pot).surplus == euros(900)


def test_putting_back_what_was_left_over(chen: Client, till: Till) -> None:
    actions.return_rest(till.grant, by=till.cast.chen, now=till.now)
    for _ in range(2):
        assert chen.post(reverse("carry_over", args=["krakeel", till.pot.pk])).status_code == 302
    assert queries.available(till.pot) == euros(1000)


def test_while_the_books_are_wrong_the_pages_say_whom_to_call(chen: Client, finn: Client, till: Till) -> None:
    payment = till.order(euros(500))
    Audit.objects.create(at=till.now, transfers=1, head="", problems=["x"])
    for client, url in (
        (chen, _grant_url(till)),
        (finn, reverse("payments")),
        (finn, payment.get_absolute_url()),
    ):
        assert queries.stop_sentence() in _text(client.get(url))
    response, _typed = _order(chen, till, amount="1")
    assert response.context["page"].order_form.non_field_errors() == [queries.stop_sentence()]


def test_who_ordered_the_wrong_amount_reads_who_sends_it_back(chen: Client, till: Till) -> None:
    assert "terug te sturen" not in _text(chen.get(_grant_url(till)))
    till.order(euros(500))
    assert "Vraag Finn en Gita om het terug te sturen" in _text(chen.get(_grant_url(till)))


def test_my_page_says_what_waits(till: Till, now: datetime) -> None:
    assert ROOM.waiting_for is not None
    chen, finn, bram = (actor.pk for actor in (till.cast.chen, till.cast.finn, till.cast.bram))
    assert [one.url for one in ROOM.waiting_for(chen, now)] == [_grant_url(till)]
    assert list(ROOM.waiting_for(finn, now)) == []
    till.order(euros(500))
    (rest,) = ROOM.waiting_for(chen, now)
    assert "400" in rest.sentence
    (order,) = ROOM.waiting_for(finn, now)
    assert (order.url, order.place, rest.place) == (reverse("payments"), "Krakeel", "Krakeel")
    till.order(euros(400), key="the-rest")
    assert list(ROOM.waiting_for(chen, now)) == []
    assert list(ROOM.waiting_for(bram, now)) == []


def test_my_page_says_what_finance_sent_back_and_why(till: Till, now: datetime) -> None:
    assert ROOM.waiting_for is not None
    payment = till.order(euros(500))
    actions.refuse_payment(payment, reason="De naam klopt niet.", by=till.cast.finn, now=now)
    (one,) = ROOM.waiting_for(till.cast.chen.pk, now)
    assert one.sentence == ("Finn stuurde € 500 voor “Een bank bij het water” terug: De naam klopt niet.")
    till.order(euros(500), key="order-again")
    (rest,) = ROOM.waiting_for(till.cast.chen.pk, now)
    assert "400" in rest.sentence
    assert "De naam" not in rest.sentence


def test_finance_sees_that_the_idea_was_taken_back(finn: Client, till: Till) -> None:
    payment = till.order(euros(500))
    assert "teruggetrokken" not in _text(finn.get(payment.get_absolute_url()))
    type(till.bench).objects.filter(pk=till.bench.pk).update(withdrawn_at=till.now)
    assert "teruggetrokken" in _text(finn.get(payment.get_absolute_url()))


def test_a_reason_to_wait_ends_with_one_full_stop(client: Client, till: Till) -> None:
    actions.hold(till.grant, reason="Er loopt bezwaar.", by=till.cast.finn, now=till.now)
    shown = ROOM.slots["initiative_money"](HttpRequest(), {"initiative": till.bench})
    assert "Er loopt bezwaar." in shown
    assert ".." not in shown


def test_one_pot_is_named_once(client: Client, till: Till) -> None:
    page = client.get(reverse("pot", args=["krakeel"])).content.decode()
    main = page.split("<main")[1].split("</main>")[0]
    assert len(re.findall(r"<h\d[^>]*>\s*Pot van Krakeel", main)) == 1


def test_my_data_has_my_grants_and_orders(till: Till) -> None:
    assert ROOM.export_me is not None
    payment = till.order(euros(500))
    assert [one["cents"] for one in ROOM.export_me(till.cast.amina.pk)["grants"]] == [90_000]
    assert ROOM.export_me(till.cast.chen.pk)["ordered"] == [payment.public_id]


def test_slots_show_the_pot_and_what_an_idea_got(till: Till) -> None:
    request = HttpRequest()
    pot = ROOM.slots["area_pot"](request, {"area": till.cast.area})
    assert reverse("pot", args=["krakeel"]) in pot
    assert "100" in pot
    money = ROOM.slots["initiative_money"](request, {"initiative": till.bench})
    assert "900" in money
    assert _grant_url(till) not in money
    request.actor = till.cast.amina  # type: ignore[attr-defined]
    assert _grant_url(till) in ROOM.slots["initiative_money"](request, {"initiative": till.bench})
    assert ROOM.slots["area_pot"](request, {"area": till.cast.other_area}) == ""
    assert ROOM.slots["initiative_money"](request, {}) == ""


def _more(till: Till, many: int) -> None:
    """More grants, each with a payment in some state."""
    actions.pledge(
        till.pot,
        funder=till.cast.library,
        amount=euros(9_000),
        by=till.cast.finn,
        now=till.now,
        key="more-money",
    )
    awards = [actions.Award(idea(till.cast, f"Idee {n}", now=till.now), euros(100)) for n in range(many)]
    grants = actions.award(till.pot, awards, key_prefix="more", report_weeks=None, by=None, now=till.now)
    for n, grant in enumerate(grants):
        order = actions.order_payment(
            grant,
            amount=euros(50),
            payee="X",
            iban=IBAN,
            by=till.cast.chen,
            now=till.now,
            key=f"more-order-{n}",
        )
        if n % 3:
            actions.approve(order, by=till.cast.finn, now=till.now)


@pytest.mark.parametrize("name", ["pot", "payments"])
def test_a_page_asks_as_much_for_many_as_for_few(finn: Client, till: Till, name: str) -> None:
    url = reverse(name, args=["krakeel"] if name == "pot" else [])
    till.order(euros(100))
    counts = []
    for _ in range(2):
        finn.get(url)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            finn.get(url)
        counts.append(len(asked))
        if len(counts) == 1:
            _more(till, 30)
    assert counts[0] == counts[1]
    assert counts[0] <= 24


@pytest.mark.parametrize("button", ["grant", "repay", "hold_grant"])
def test_who_may_not_press_a_button_hears_that_first_and_not_what_is_wrong_in_the_form(
    client: Client, till: Till, button: str
) -> None:
    sign_in(client, till.cast.amina)
    assert client.post(reverse(button, args=[till.grant.public_id]), {"reason": ""}).status_code == 403
