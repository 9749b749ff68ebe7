"""Every page of the example, for everyone in it: nothing keeps anybody out, on a phone and on a desk."""

import pytest
from playwright.sync_api import Page

from tests.browser.looking import SIDEWAYS, STICKS_OUT, Traffic, become, follow, main_action, too_small
from tests.browser.walking import Walk
from tests.support.browser import axe

PEOPLE = ["", "Amina", "Chen", "Grietje", "Finn", "Els", "Noor"]  # "" is a visitor
AT_NIGHT = ["/", "/mijn/", "/gebieden/de-weide/", "/rondes/2/", "/rondes/2/uitslag/", "/hoe-veilig/", "/s"]
ERRORS = {"/gebieden/nergens/": 404, "/verhalen/nietbekend/": 404}


def faults(page: Page) -> list[str]:
    """What is wrong with the page that is open, at both widths."""
    found = [f"axe: {line}" for line in axe(page)]
    found += [f"too small to tap: {one}" for one in too_small(page)]
    if page.locator("h1").count() != 1:
        found.append("not one main heading")
    if main_action(page).count() > 1:
        found.append(f"more than one main action: {main_action(page).all_inner_texts()}")
    if not page.title().strip() or not page.locator("html").get_attribute("lang"):
        found.append("no title or no language")
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 844})
        if page.evaluate(SIDEWAYS) > 0:
            found.append(f"scrolls sideways at {width} px: {page.evaluate(STICKS_OUT)}")
    return found


@pytest.mark.parametrize("person", PEOPLE, ids=lambda name: name or "visitor")
def test_nothing_keeps_anybody_out(village, browser_page, person) -> None:
    page = browser_page()
    traffic = Traffic(page, own=village.url)
    if person:
        become(page, village.url, person)
    walk = Walk(page, village, look=faults, known=bool(person)).go()
    assert not walk.found, "\n" + "\n".join(walk.found)
    assert len(walk.seen) > 5, walk.seen
    assert traffic.strangers == set()  # nobody else hears who looks at what
    assert traffic.broken == []  # every picture, style and script is there


def test_the_forge_at_night(village, browser_page, glance) -> None:
    """The dark colours have contrast too."""
    page = browser_page(color_scheme="dark")
    become(page, village.url, "Chen")
    found = []
    for path in AT_NIGHT:
        page.goto(village.at(path))
        found += [f"{path}: {line}" for line in axe(page)]
    page.get_by_role("textbox").fill(glance)
    follow(main_action(page))
    page.locator("input[name=kies]").first.check(force=True)
    found += [f"ballot: {line}" for line in axe(page)]
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize("path", ERRORS)
def test_an_error_helps_on(village, browser_page, path) -> None:
    """What happened, what now, whom to call; no barrier here either."""
    page = browser_page()
    answer = page.goto(village.at(path))
    assert answer is not None
    assert answer.status == ERRORS[path]
    assert faults(page) == []
    assert page.locator("a[href^='tel:']").count() > 0
    assert page.locator("main a.btn").count() > 0


def test_a_closed_door_says_whose_it_is(village, browser_page) -> None:
    page = browser_page()
    become(page, village.url, "Amina")
    answer = page.goto(village.at("/gebieden/de-weide/ronde/"))
    assert answer is not None
    assert answer.status == 403
    assert faults(page) == []
    assert page.locator("a[href^='tel:']").count() > 0


@pytest.mark.parametrize(("path", "most"), [("/", 150_000), ("/gebieden/de-weide/", 150_000)])
def test_a_first_visit_is_light(village, browser_page, path, most) -> None:
    """Bytes over the line of everything the page fetches, the first time; printed to be watched."""
    page = browser_page()
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    sizes: list[float] = []
    line.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(village.at(path), wait_until="networkidle")
    print(f"first visit to {path}: {sum(sizes) / 1000:.0f} kB in {len(sizes)} requests")
    assert 5_000 < sum(sizes) < most
