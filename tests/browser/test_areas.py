"""From an address to an area, and the map: whole without scripts, and no stranger is asked by itself."""

import pytest
from playwright.sync_api import Page, Route

from tests.browser.looking import Traffic, kept
from tests.support.browser import OpenPage, axe
from tests.support.village import Village

TILE = '<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"><path d="M0 0h256v256z"/></svg>'
STREETS = "**/service.pdok.nl/**"
SHAPE = ".streets .leaflet-interactive"


def _draw(route: Route) -> None:
    route.fulfill(status=200, content_type="image/svg+xml", body=TILE)


def _open(page: Page, village: Village) -> None:
    page.route(STREETS, _draw)
    page.goto(village.at("/gebieden/"))
    page.get_by_role("button", name="Open de kaart").click()
    page.wait_for_selector(SHAPE)


@pytest.mark.parametrize("width", [390, 1280])
def test_nobody_else_is_asked_before_somebody_opens_the_streets(
    village: Village, browser_page: OpenPage, width: int
) -> None:
    page = browser_page(width)
    traffic = Traffic(page, own=village.url)
    page.goto(village.at("/gebieden/"))
    page.wait_for_load_state("networkidle")
    assert traffic.strangers == set()
    assert not any("map.js" in address or "grenzen" in address for address in traffic.addresses)
    _open(page, village)
    page.wait_for_selector(".leaflet-tile-loaded")
    assert traffic.strangers == {"service.pdok.nl"}
    assert axe(page) == []
    assert kept(page)["cookies"] == set()


def test_the_moving_map_goes_by_keyboard(village: Village, browser_page: OpenPage) -> None:
    page = browser_page(1280)
    _open(page, village)
    assert page.locator(SHAPE).count() == page.locator("ul.on li").count()
    page.locator(f"{SHAPE}[aria-label^='De Weide']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/gebieden/de-weide/")


def test_without_scripts_the_map_is_a_drawing_of_links(village: Village, browser_page: OpenPage) -> None:
    page = browser_page(1280, scripts=False)
    page.goto(village.at("/gebieden/"))
    assert not page.get_by_role("button", name="Open de kaart").is_visible()
    page.locator("figure svg a[href$='/gebieden/de-weide/']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/gebieden/de-weide/")


def test_a_map_that_does_not_come_leaves_the_drawing(village: Village, browser_page: OpenPage) -> None:
    page = browser_page()
    page.route(
        "**/map.js*",
        lambda route: route.fulfill(status=200, content_type="text/javascript", body="export {}"),
    )
    page.goto(village.at("/gebieden/"))
    page.get_by_role("button", name="Open de kaart").click()
    page.get_by_text("De kaart ging niet open.").wait_for()
    assert page.locator("figure svg").is_visible()


def test_an_address_is_told_to_nobody(village: Village, browser_page: OpenPage) -> None:
    page = browser_page()
    traffic = Traffic(page, own=village.url)
    page.goto(village.at("/"))
    page.get_by_label("Je postcode").fill("9999 XX")
    page.get_by_label("Huisnummer").fill("98765")
    page.get_by_role("button", name="Breng me erheen").click()
    page.get_by_text("We weten nog niet").wait_for()
    assert page.url == village.at("/waar/")
    assert page.get_by_label("Huisnummer").input_value() == "98765"
    assert traffic.tells("98765") == traffic.tells("9999XX") == []
    assert (kept(page)["local"], kept(page)["session"]) == ({}, {})
    assert axe(page) == []
