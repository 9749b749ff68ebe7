"""A tablet in the hall: coupled, voted on, and empty again for whoever comes next."""

import re
from typing import Any

from playwright.sync_api import expect

from smederij.base import clock
from smederij.rounds.testing import opened
from tests.browser.looking import CHOICE, follow, is_good, main_action, signed_in

CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}")


def test_going_back_on_a_tablet(site: Any, browser_page: Any, cast: Any, now: Any, monkeypatch: Any) -> None:
    at = opened(cast, kind="approve", now=now)
    monkeypatch.setattr(clock, "now", lambda: at.now)
    tablet, phone = browser_page(), browser_page()
    tablet.set_viewport_size({"width": 820, "height": 1180})
    tablet.goto(site.at("/tablet/"))
    is_good(tablet)
    signed_in(phone, cast.chen, site=site)
    phone.goto(site.at(f"/tablet/koppelen/#{tablet.get_by_text(CODE).inner_text()}"))
    is_good(phone)
    follow(main_action(phone))
    expect(tablet).to_have_url(re.compile("/stemmen/$"), timeout=10_000)
    is_good(tablet)
    tablet.get_by_label("Je code").fill(at.codes[0])
    follow(main_action(tablet))
    tablet.locator(CHOICE).first.click()
    follow(main_action(tablet))
    is_good(tablet)
    follow(main_action(tablet))
    expect(tablet).to_have_url(re.compile(r"/stemmen/klaar/\d+/$"))
    is_good(tablet)
    follow(main_action(tablet))
    for _ in range(3):
        tablet.evaluate("history.back()")
        expect(tablet).to_have_url(re.compile("/stemmen/(klaar/.*)?$"))
        expect(tablet.locator("input:checked")).to_have_count(0)
        expect(tablet.get_by_text("Klopt dit?")).to_have_count(0)
