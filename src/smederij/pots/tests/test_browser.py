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
from smederij.pots.testing import make_till

WIDER = "document.documentElement.scrollWidth - innerWidth"


def test_every_page_on_a_phone(
    site: Site, browser_page: Callable[..., Any], cast: Cast, now: datetime
) -> None:
    till = make_till(cast, now=now)
    till.paid(euros(100), key="payment-one")
    approved = till.approved(euros(100), key="payment-two")
    ordered = till.order(euros(100), key="payment-three")
    pages: list[tuple[Actor | None, str]] = [
        (None, "/gebieden/krakeel/pot/"),
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
