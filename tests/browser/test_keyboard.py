"""Voting with nothing but a keyboard: Tab, Space and Enter."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import main_action
from tests.support.browser import HEIGHTS

WIDTHS = pytest.mark.parametrize("width", sorted(HEIGHTS))
MOST_STOPS = 80

# Of the element that has the focus: can it be seen, does a ring say so, and does no bar lie over it?
# A tick drawn as a button (its own box invisible) is judged by the label around it.
STOP = """async () => {
  for (const _ of [1, 2]) await new Promise(requestAnimationFrame);  // what moves in has moved in
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const around = [one, one.closest("label"), one.closest(".card")].filter(Boolean);
  const shown = around.find(each => getComputedStyle(each).outlineStyle !== "none") ?? one;
  const look = getComputedStyle(shown), box = shown.getBoundingClientRect();
  const bar = document.querySelector("main .bar")?.getBoundingClientRect();
  const behind = bar && !one.closest(".bar") && box.top >= bar.top && box.bottom <= bar.bottom;
  const page = [...document.querySelectorAll("a,button,input,summary,textarea,select,[tabindex]")];
  return {
    words: (one.labels?.[0] ?? one).textContent.trim().replace(/\\s+/g, " ").slice(0, 60),
    name: one.getAttribute("name") ?? "",
    place: page.indexOf(one),
    ring: (look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2) || look.boxShadow !== "none",
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && !behind,
  };
}"""


def tab_to(page: Page, *, words: str = "", name: str = "") -> list[str]:
    """Press Tab until this has the focus; every stop on the way is seen, ringed, and further down."""
    stops: list[str] = []
    before = -1
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        assert stop, f"the focus left the page after {stops}"
        assert stop["ring"], f"no ring around {stop}"
        assert stop["seen"], f"{stop} has the focus and cannot be seen"
        assert stop["place"] > before, f"{stop} comes before {stops}"
        before = stop["place"]
        stops.append(stop["words"])
        if (name and stop["name"] == name) or (words and words in stop["words"]):
            return stops
    raise AssertionError(f"{words or name} is not among {stops}")


@WIDTHS
def test_vote_by_keyboard(village, browser_page, letter, width) -> None:
    page = browser_page(width)
    page.goto(village.at("/s"))
    tab_to(page, name="code")
    page.keyboard.type(letter())
    page.keyboard.press("Enter")

    expect(page.get_by_role("article")).to_have_count(4)
    titles = page.get_by_role("article").get_by_role("heading").all_inner_texts()
    tab_to(page, name="kies")
    page.keyboard.press("Space")
    expect(page.locator("input[name=kies]").first).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Space")  # undone by the same key
    assert page.locator("input[name=kies]:checked").count() == 1
    reset_focus(page)
    tab_to(page, words=main_action(page).inner_text())
    with page.expect_navigation():
        page.keyboard.press("Enter")

    expect(page.get_by_role("main")).to_contain_text(titles[0])
    tab_to(page, words=main_action(page).inner_text())
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/stemmen/klaar/\d+/$"))


def reset_focus(page: Page) -> None:
    """Start again at the top of the page."""
    page.evaluate("document.activeElement.blur(); getSelection().collapse(document.body, 0); scrollTo(0, 0)")


@WIDTHS
def test_the_skip_link_jumps_over_the_top(village, browser_page, width) -> None:
    page = browser_page(width)
    page.goto(village.at("/gebieden/de-weide/"))
    skip = page.locator("a.skip")
    expect(skip).not_to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    inside = page.evaluate("document.querySelector('main').contains(document.activeElement)")
    assert inside, "after the skip link the next stop is in the page itself"


@WIDTHS
def test_every_stop_of_an_area_can_be_seen(village, browser_page, width) -> None:
    page = browser_page(width)
    page.goto(village.at("/gebieden/de-weide/"))
    stops = tab_to(page, words="English")
    assert len(stops) > 15


def test_the_menu_opens_by_keyboard(village, browser_page) -> None:
    page = browser_page()
    page.goto(village.at("/"))
    tab_to(page, words="Menu")
    page.keyboard.press("Enter")
    link = page.locator("details.menu a").first
    expect(link).to_be_visible()
    page.keyboard.press("Tab")
    expect(link).to_be_focused()


def test_a_mistake_takes_the_keyboard_along(village, browser_page) -> None:
    """After an error the focus is at what went wrong, and one key leads to the field."""
    page = browser_page()
    page.goto(village.at("/s"))
    page.get_by_role("textbox").fill("ABC")
    page.keyboard.press("Enter")
    summary = page.locator("[data-errors]")
    expect(summary).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox")).to_be_focused()
