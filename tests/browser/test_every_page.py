"""Every page of the example, for everyone in it: nothing keeps anybody out, on a phone and on a desk."""

from collections import deque
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from tests.support.browser import axe

MOST_PER_KIND = 2  # pages of one kind (one URL name) that are looked at per person
MOST_PAGES = 60
PEOPLE = ["", "Amina", "Chen", "Finn", "Els"]  # "" is a visitor
LINKS = "links => links.map(link => link.href).filter(href => href)"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
OTHER_PATHS = ("/static/", "/en/", "/inloggen/uit")


def kind_of(path: str) -> str:
    """The name of a page's address: pages of one kind look alike."""
    try:
        return resolve(path).url_name or path
    except Resolver404:
        return path


def faults(page: Page, path: str) -> list[str]:
    """What is wrong with the page that is open, at both widths."""
    found = [f"axe: {line}" for line in axe(page)]
    if page.locator("h1").count() != 1:
        found.append("not one main heading")
    if not page.title().strip() or not page.locator("html").get_attribute("lang"):
        found.append("no title or no language")
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 844})
        if page.evaluate(SIDEWAYS) > 0:
            found.append(f"scrolls sideways at {width} px")
    return [f"{path}: {fault}" for fault in found]


def become(page: Page, url: str, name: str) -> None:
    """Sign in as somebody of the example with one click."""
    page.goto(f"{url}/demo/")
    page.get_by_role("button", name=name).first.click()
    page.wait_for_load_state()


@pytest.mark.parametrize("person", PEOPLE, ids=lambda name: name or "visitor")
def test_nothing_keeps_anybody_out(village, browser_page, person) -> None:
    page = browser_page()
    if person:
        become(page, village.url, person)
    waiting, known, seen = deque(["/"]), {"/"}, dict[str, int]()
    found: list[str] = []
    while waiting and sum(seen.values()) < MOST_PAGES:
        path = waiting.popleft()
        kind = kind_of(urlsplit(path).path)
        if seen.get(kind, 0) >= MOST_PER_KIND:
            continue
        seen[kind] = seen.get(kind, 0) + 1
        answer = page.goto(village.at(path))
        if answer is None or not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        if answer.status >= 400:
            found.append(f"{path}: answers {answer.status}")
        found += faults(page, path)
        for link in page.eval_on_selector_all("a[href]", LINKS):
            parts = urlsplit(link)
            target = parts.path + (f"?{parts.query}" if parts.query else "")
            here = link.startswith(village.url) and not target.startswith(OTHER_PATHS)
            if here and target not in known and "." not in parts.path:
                known.add(target)
                waiting.append(target)
    assert not found, "\n" + "\n".join(found)
    assert len(seen) > 5, seen
