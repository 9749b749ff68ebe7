"""The wall of the hall follows the phone of whoever leads, and keeps its picture without a connection."""

from typing import Any

from playwright.sync_api import expect

from smederij.base import clock
from smederij.rounds.testing import opened
from tests.browser.looking import follow, is_good, signed_in


def test_the_wall_follows_the_phone(
    site: Any, browser_page: Any, cast: Any, now: Any, monkeypatch: Any
) -> None:
    at = opened(cast, kind="approve", now=now)
    monkeypatch.setattr(clock, "now", lambda: at.now)
    wall, phone = browser_page(), browser_page()
    wall.set_viewport_size({"width": 1280, "height": 720})
    wall.goto(site.at(f"/rondes/{at.round.pk}/avond/scherm/"))
    signed_in(phone, cast.chen, site=site)
    phone.goto(site.at(f"/rondes/{at.round.pk}/avond/leiden/"))
    is_good(phone)
    for title in [phone.locator("form button").nth(2).inner_text(), "Welkom"]:
        follow(phone.get_by_role("button", name=title, exact=True))
        expect(wall.get_by_role("heading", level=1)).to_contain_text(title, timeout=5000)
        is_good(wall)
    wall.context.set_offline(True)
    follow(phone.get_by_role("button", name="Verder"))
    expect(wall.get_by_text("Geen verbinding")).to_be_visible(timeout=5000)
    expect(wall.get_by_role("heading", level=1)).to_contain_text("Welkom")
    wall.context.set_offline(False)
    expect(wall.get_by_text("Geen verbinding")).to_be_hidden(timeout=5000)
    expect(wall.get_by_role("heading", level=1)).not_to_contain_text("Welkom")
    follow(phone.get_by_role("button", name="2 minuten"))
    expect(wall.get_by_text("1:5")).to_be_visible(timeout=5000)
    is_good(wall)
