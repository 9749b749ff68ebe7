"""A resident with a letter in hand, who knows only where they live: by postcode to the vote."""

import re

import pytest
from playwright.sync_api import expect

from smederij.cli.example.ground import postcode
from tests.browser.looking import CHOICE, Traffic, follow, main_action


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_by_postcode_to_the_vote(village, browser_page, letter, scripts) -> None:
    page = browser_page(scripts=scripts)
    traffic = Traffic(page, own=village.url)
    page.goto(village.at("/"))
    page.get_by_label("Postcode").fill(f"{postcode('de-weide', 0)}b".lower())
    page.get_by_label("Huisnummer").fill("12")
    follow(page.get_by_role("button", name="Breng me erheen"))

    expect(page).to_have_url(re.compile("/gebieden/de-weide/$"))
    expect(main_action(page)).to_have_text("Stem met je brief")
    follow(main_action(page))
    page.get_by_role("textbox").fill(letter())
    follow(main_action(page))
    for number in (0, 1):
        page.locator(CHOICE).nth(number).click()
    follow(main_action(page))
    follow(main_action(page))
    expect(page).to_have_url(re.compile(r"/stemmen/klaar/\d+/$"))
    assert traffic.strangers == set()


def test_an_unknown_postcode_goes_on_kindly(village, browser_page) -> None:
    page = browser_page()
    page.goto(village.at("/"))
    page.get_by_label("Postcode").fill("9999 ZZ")
    page.get_by_label("Huisnummer").fill("1")
    follow(page.get_by_role("button", name="Breng me erheen"))
    expect(page.get_by_role("main")).to_contain_text("088 000 00 00")
    page.get_by_role("link", name="Turfhorst").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Van turf naar toekomst")
