"""Every page of the example, for everyone in it: nothing keeps anybody out, on a phone and on a desk."""

from collections import deque
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from tests.browser.looking import SIDEWAYS, STICKS_OUT, Traffic, become, follow, main_action, too_small
from tests.support.browser import axe
from tests.support.village import Village

MOST_PER_KIND = 2  # pages of one kind (one URL name) that are looked at per person
MOST_PAGES = 60
VARIED = {"area": 4, "initiative": 4, "round": 4}  # to a visitor these look different in every state
STARTS = ["/", "/mijn/", "/s"]
PEOPLE = ["", "Amina", "Chen", "Grietje", "Finn", "Els", "Noor"]  # "" is a visitor
SAME_FOR_ALL = {"vote", "vote_short", "how_safe", "demo", "result", "story"}  # a visitor's look is enough
AT_NIGHT = ["/", "/mijn/", "/gebieden/de-weide/", "/rondes/2/", "/rondes/2/uitslag/", "/hoe-veilig/", "/s"]
ERRORS = {"/gebieden/nergens/": 404, "/verhalen/nietbekend/": 404}
LINKS = "links => links.map(link => new URL(link.getAttribute('href') ?? '', location).href)"
OTHER_PATHS = ("/static/", "/en/", "/inloggen/uit")


def kind_of(path: str) -> str:
    """The name of a page's address: pages of one kind look alike."""
    try:
        return resolve(path).url_name or path
    except Resolver404:
        return path


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


class Walk:
    """Someone follows every link, and looks at some pages of every kind."""

    def __init__(self, page: Page, village: Village, *, known: bool) -> None:
        self.page, self.village = page, village
        self.skip = SAME_FOR_ALL if known else set[str]()
        self.most = {} if known else VARIED
        self.waiting, self.known = deque(STARTS), set(STARTS)
        self.seen: dict[str, int] = {}
        self.found: list[str] = []

    def go(self) -> "Walk":
        """Until everything was seen, or enough."""
        while self.waiting and sum(self.seen.values()) < MOST_PAGES:
            path = self.waiting.popleft()
            kind = kind_of(urlsplit(path).path)
            if kind not in self.skip and self.seen.get(kind, 0) < self.most.get(kind, MOST_PER_KIND):
                self.seen[kind] = self.seen.get(kind, 0) + 1
                self._look(path)
        return self

    def _look(self, path: str) -> None:
        answer = self.page.goto(self.village.at(path))
        if answer is None or not answer.headers.get("content-type", "").startswith("text/html"):
            return
        wrong = faults(self.page)
        if answer.status >= 400:
            wrong.append(f"answers {answer.status}")
        self.found += [f"{path}: {fault}" for fault in wrong]
        for link in self.page.eval_on_selector_all("a[href]", LINKS):
            self._remember(link)

    def _remember(self, link: str) -> None:
        parts = urlsplit(link)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        here = link.startswith(self.village.url) and not target.startswith(OTHER_PATHS)
        if here and target not in self.known and "." not in parts.path:
            self.known.add(target)
            self.waiting.append(target)


@pytest.mark.parametrize("person", PEOPLE, ids=lambda name: name or "visitor")
def test_nothing_keeps_anybody_out(village, browser_page, person) -> None:
    page = browser_page()
    traffic = Traffic(page, own=village.url)
    if person:
        become(page, village.url, person)
    walk = Walk(page, village, known=bool(person)).go()
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
