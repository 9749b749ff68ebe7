"""The other ballots on a phone and by keyboard: choose one, and what fits the pot."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from smederij.base import clock
from smederij.rounds.models import Ballot
from smederij.rounds.testing import OpenRound, opened
from tests.browser.looking import CHOICE, follow, is_good, main_action

BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
THANKS = re.compile(r"/stemmen/klaar/\d+/$")


@pytest.fixture
def at(request: Any, cast: Any, now: Any, site: Any, monkeypatch: Any) -> OpenRound:
    """A round that votes in the way the test asks, open now."""
    found = opened(cast, kind=request.param, now=now)
    monkeypatch.setattr(clock, "now", lambda: found.now)
    return found


def begin(page: Page, site: Any, at: OpenRound) -> None:
    page.goto(site.at("/s"))
    page.get_by_role("textbox").fill(at.codes[0])
    follow(main_action(page))


def card(page: Page, title: str) -> Any:
    return page.get_by_role("article").filter(has=page.get_by_role("heading", name=title))


def tap(page: Page, title: str) -> None:
    card(page, title).locator(CHOICE).click()


@pytest.mark.parametrize("at", ["budget"], indirect=True)
def test_the_pot_fills_and_what_no_longer_fits_says_by_how_much(site, at, browser_page) -> None:
    page = browser_page()
    begin(page, site, at)
    is_good(page, scripts=True)
    tap(page, "Playground")
    tap(page, "Benches")
    expect(page.locator("[data-pick-left]")).to_contain_text("500 over")
    shop, boxes = card(page, "Repair shop"), card(page, "Flower boxes")
    expect(shop).to_contain_text("1.500 te veel")
    expect(boxes).not_to_contain_text("te veel")
    is_good(page, scripts=True)
    shop.locator(CHOICE).click(force=True)
    expect(shop.get_by_role("checkbox")).not_to_be_checked()
    expect(page.locator("[data-pick-over]")).to_contain_text("1.500 te veel")
    expect(page.locator(".bar")).to_be_in_viewport()
    tap(page, "Playground")  # the same tap takes it off, and there is room again
    expect(shop).not_to_contain_text("te veel")
    tap(page, "Repair shop")
    follow(main_action(page))
    is_good(page, scripts=True)
    expect(page.get_by_role("main")).to_contain_text("3.500")
    follow(main_action(page))
    expect(page).to_have_url(THANKS)
    assert Ballot.objects.count() == 1


@pytest.mark.parametrize("at", ["budget"], indirect=True)
def test_without_scripts_the_server_says_what_is_too_much_and_keeps_the_form(site, at, browser_page) -> None:
    page = browser_page(scripts=False)
    begin(page, site, at)
    for title in ("Playground", "Benches", "Repair shop"):
        tap(page, title)
    follow(main_action(page))
    expect(page.get_by_role("alert")).to_contain_text("1.500")
    assert page.locator("input[name=kies]:checked").count() == 3
    is_good(page, scripts=False)
    tap(page, "Benches")
    follow(main_action(page))
    follow(main_action(page))
    expect(page).to_have_url(THANKS)


@pytest.mark.parametrize("at", ["budget"], indirect=True)
def test_by_keyboard_what_does_not_fit_is_reached_and_told(site, at, browser_page) -> None:
    page = browser_page()
    begin(page, site, at)
    for title in ("Playground", "Benches", "Repair shop"):
        box = card(page, title).get_by_role("checkbox")
        box.focus()
        page.keyboard.press("Space")
    expect(card(page, "Repair shop").get_by_role("checkbox")).not_to_be_checked()
    expect(page.get_by_role("status")).to_contain_text("1.500 te veel")
    described = card(page, "Repair shop").get_by_role("checkbox").get_attribute("aria-describedby")
    expect(page.locator(f"#{described}")).to_contain_text("1.500 te veel")
    main_action(page).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("4.500")


@BOTH
@pytest.mark.parametrize("at", ["one"], indirect=True)
def test_choosing_one_moves_along(site, at, browser_page, scripts) -> None:
    page = browser_page(scripts=scripts)
    begin(page, site, at)
    is_good(page, scripts=scripts)
    tap(page, "Playground")
    tap(page, "Benches")
    assert page.locator("input[name=kies]:checked").count() == 1
    if scripts:
        tap(page, "Benches")
        assert page.locator("input[name=kies]:checked").count() == 0
        tap(page, "Benches")
        expect(page.locator(".bar .pot svg .block")).to_have_count(1)
    follow(main_action(page))
    is_good(page, scripts=scripts)
    expect(page.get_by_role("main")).to_contain_text("Benches")
    expect(page.get_by_role("main")).not_to_contain_text("Playground")
    follow(main_action(page))
    expect(page).to_have_url(THANKS)


@pytest.mark.parametrize("at", ["one"], indirect=True)
def test_choosing_one_by_keyboard_and_blank_after_all(site, at, browser_page) -> None:
    page = browser_page()
    begin(page, site, at)
    first = page.locator("input[name=kies]").first
    first.focus()
    page.keyboard.press("Space")
    expect(first).to_be_checked()
    page.keyboard.press("ArrowDown")
    expect(page.locator("input[name=kies]").nth(1)).to_be_checked()
    page.keyboard.press("Space")
    assert page.locator("input[name=kies]:checked").count() == 0
    page.locator("details.none summary").click()
    page.locator("label:has(input[value=blanco])").click()
    follow(main_action(page))
    follow(main_action(page))
    expect(page).to_have_url(THANKS)
