"""Letters twice as large on the narrowest phone: every page still fits, and names stay whole."""

import pytest
from playwright.sync_api import Page

from tests.browser.looking import SIDEWAYS, STICKS_OUT, become
from tests.browser.walking import Walk

NARROW = 320
TWICE = {"standard": 32, "fixed": 26}  # what a reader sets in the browser; 16 is usual
ROOT_SIZE = "getComputedStyle(document.documentElement).fontSize"


def enlarge(page: Page) -> None:
    """The reader's own setting of the browser, as the sizes and widths in a stylesheet read it."""
    line = page.context.new_cdp_session(page)
    line.send("Page.enable")
    line.send("Page.setFontSizes", {"fontSizes": TWICE})


def fits(page: Page) -> list[str]:
    """What sticks out sideways; the letters must really be large."""
    assert page.evaluate(ROOT_SIZE) == "38px"
    wide = page.evaluate(SIDEWAYS)
    return [f"{wide} px too wide: {page.evaluate(STICKS_OUT)}"] if wide > 0 else []


@pytest.mark.parametrize("person", ["", "Grietje"], ids=lambda name: name or "visitor")
def test_letters_twice_as_large_fit_the_narrowest_phone(village, browser_page, person) -> None:
    page = browser_page(NARROW)
    enlarge(page)
    if person:
        become(page, village.url, person)
    walk = Walk(page, village, look=fits, known=bool(person)).go()
    assert not walk.found, "\n" + "\n".join(walk.found)
    assert len(walk.seen) > 5, walk.seen


def test_a_ballot_in_large_letters_fits(village, browser_page, glance) -> None:
    page = browser_page(NARROW)
    enlarge(page)
    page.goto(village.at("/s"))
    page.get_by_role("textbox").fill(glance)
    page.get_by_role("button", name="Laat de ideeën zien").click()
    page.wait_for_url("**/biljet/")
    assert fits(page) == []
    page.locator("input[name=kies]").first.check(force=True)
    page.locator("main .btn, .bar .btn").last.click()
    page.wait_for_url("**/controle/")
    assert fits(page) == []


@pytest.mark.parametrize("path", ["/mijn/", "/gebieden/bloemenhof/", "/gebieden/stationskwartier/"])
def test_the_name_in_the_header_is_not_broken_into_letters(village, browser_page, path) -> None:
    """On the narrowest phone, also for whom something waits."""
    page = browser_page(NARROW)
    become(page, village.url, "Grietje")
    page.goto(village.at(path))
    lines = page.locator(".brand span").evaluate("one => one.getClientRects().length")
    words = page.locator(".brand span").inner_text().split()
    assert lines <= len(words)


def test_the_whole_code_is_in_view_while_it_is_typed(village, browser_page, glance) -> None:
    """Who types from a letter looks back and forth: nothing slides out of the box."""
    page = browser_page(NARROW)
    page.goto(village.at("/s"))
    box = page.get_by_role("textbox")
    box.fill(glance)
    assert box.input_value().replace("-", "") == glance.replace("-", "")
    assert box.evaluate("one => one.scrollWidth - one.clientWidth") <= 0
