"""Following every link of the example, looking at a few pages of every kind."""

from collections import deque
from collections.abc import Callable
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from tests.support.village import Village

MOST_PER_KIND = 2  # pages of one kind (one URL name) that are looked at per person
MOST_PAGES = 60
VARIED = {"area": 4, "initiative": 4, "round": 4}  # to a visitor these look different in every state
STARTS = ["/", "/mijn/", "/s"]
SAME_FOR_ALL = {"vote", "vote_short", "how_safe", "demo", "result", "story"}  # a visitor's look is enough
LINKS = "links => links.map(link => new URL(link.getAttribute('href') ?? '', location).href)"
OTHER_PATHS = ("/static/", "/en/", "/inloggen/uit")

Look = Callable[[Page], list[str]]


def kind_of(path: str) -> str:
    """The name of a page's address: pages of one kind look alike."""
    try:
        return resolve(path).url_name or path
    except Resolver404:
        return path


class Walk:
    """Someone follows every link, and looks (`look(page)` says what is wrong) at some pages of every kind."""

    def __init__(self, page: Page, village: Village, *, look: Look, known: bool) -> None:
        self.page, self.village, self.look = page, village, look
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
        wrong = self.look(self.page)
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
