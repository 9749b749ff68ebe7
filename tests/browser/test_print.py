"""What hangs in the village hall or lies on the table: pages on white paper."""

import pytest
from playwright.sync_api import Page

from tests.browser.looking import become
from tests.support.browser import axe

PAPER = "getComputedStyle(document.body).backgroundColor"
A4 = {"width": 680, "height": 960}  # what is left of the sheet between the margins, in CSS pixels


def on_paper(page: Page, address: str) -> bytes:
    """Open a page as it prints; gives the PDF."""
    page.set_viewport_size(A4)  # type: ignore[arg-type]
    page.emulate_media(media="print")
    page.goto(address)
    return page.pdf(format="A4", print_background=False)


@pytest.mark.parametrize("path", ["/rondes/2/uitslag/", "/rondes/2/", "/gebieden/lage-brug/afspraken/"])
def test_reads_on_white_paper(village, browser_page, path) -> None:
    page = browser_page()
    assert on_paper(page, village.at(path)).startswith(b"%PDF")
    assert page.evaluate(PAPER) == "rgb(255, 255, 255)"
    assert [line for line in axe(page) if line.startswith("color-contrast")] == []
    assert page.locator("h1").is_visible()
    assert not page.locator(".ribbon, header nav, header .menu").first.is_visible()


def test_what_to_do_with_letters_prints(village, browser_page) -> None:
    page = browser_page()
    become(page, village.url, "Chen")
    page.goto(village.at("/gebieden/de-weide/"))
    desk = str(page.locator("a[href$='/beheer/']").first.get_attribute("href"))
    assert on_paper(page, village.at(desk.replace("beheer", "brieven"))).startswith(b"%PDF")
    assert page.evaluate(PAPER) == "rgb(255, 255, 255)"
    assert page.locator("h1").is_visible()
