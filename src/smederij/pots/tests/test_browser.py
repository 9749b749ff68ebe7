"""The pages of money in a real browser, on a phone: axe finds nothing, nothing is too wide."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.test import Client
from tests.support.browser import axe
from tests.support.site import Site

from smederij.base.money import euros
from smederij.people.models import Actor
from smederij.people.testing import Cast, sign_in
from smederij.pots import actions
from smederij.pots.models import Grant, SetAside
from smederij.pots.testing import Till, make_till

WIDER = "document.documentElement.scrollWidth - innerWidth"


def _apart_and_with_receipts(till: Till) -> tuple[SetAside, Grant]:
    aside = actions.set_aside(
        till.pot,
        purpose=actions.Purpose("Buurthuis", "Later"),
        amount=euros(9),
        decided="Dorpsgesprek",
        by=till.cast.chen,
        now=till.now,
        key="first-aside",
    )
    awards = [actions.Award(till.bench, euros(5))]
    facts: dict[str, Any] = {"report_weeks": None, "receipts_from": euros(1), "by": None, "now": till.now}
    (grant,) = actions.award(till.pot, awards, key_prefix="round-2", **facts)
    return aside, grant


def test_every_page_on_a_phone(
    site: Site, browser_page: Callable[..., Any], cast: Cast, now: datetime
) -> None:
    till = make_till(cast, now=now)
    till.paid(euros(100), key="payment-one")
    approved = till.approved(euros(100), key="payment-two")
    ordered = till.order(euros(100), key="payment-three")
    aside, receipts = _apart_and_with_receipts(till)
    pages: list[tuple[Actor | None, str]] = [
        (None, "/gebieden/krakeel/pot/"),
        (None, f"/gebieden/krakeel/pot/{till.pot.pk}/boek/"),
        (cast.chen, f"/gebieden/krakeel/pot/{till.pot.pk}/apart/"),
        (cast.chen, f"/gebieden/krakeel/pot/{till.pot.pk}/terug/"),
        (cast.chen, aside.get_absolute_url()),
        (cast.amina, receipts.get_absolute_url()),
        (cast.chen, till.grant.get_absolute_url()),
        (cast.finn, "/betalingen/"),
        (cast.finn, ordered.get_absolute_url()),
        (cast.finn, approved.get_absolute_url()),
        (cast.finn, "/gebieden/krakeel/pot/bijdrage/"),
        (cast.els, "/gebieden/krakeel/pot/nieuw/"),
    ]
    wrong = {}
    for actor, url in pages:
        page = browser_page()
        if actor is not None:
            client = Client()
            sign_in(client, actor)
            cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site.url}
            page.context.add_cookies([cookie])
        page.goto(site.at(url))
        wrong[url] = [*axe(page), *(["wider than the screen"] if page.evaluate(WIDER) > 0 else [])]
    assert {url: found for url, found in wrong.items() if found} == {}
