"""What a person does and sees in a browser: the one main action, what is wrong, what leaks."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.test import Client
from playwright.sync_api import Locator, Page, Request, Response

from smederij.people.models import Actor
from smederij.people.testing import sign_in
from tests.support.browser import axe

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
STICKS_OUT = """() => [...document.querySelectorAll("body *")]
    .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .slice(0, 3)
    .map(one => `<${one.localName} class="${one.className}"> ${one.textContent.trim().slice(0, 40)}`)"""
SMALL = """selector => [...document.querySelectorAll(selector)]
    .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 44)
    .map(one => `${one.textContent.trim().slice(0, 40)}: ${one.getBoundingClientRect().height} px`)"""
TAPPED = (
    "main .btn, main button, main summary, .pick label, .option, header summary,"
    " main label:has(input[type=checkbox], input[type=radio])"
)
CHOICE = ".pick label:has(input[name=kies])"


def main_action(page: Page) -> Locator:
    """The one ember button or link of a page."""
    return page.locator("main .btn:not(.quiet)")


def follow(what: Locator) -> None:
    """Tap what leads to another page, and wait until that page stands."""
    with what.page.expect_navigation():
        what.click()


def become(page: Page, url: str, name: str) -> None:
    """Sign in as somebody of the example with one click."""
    page.goto(f"{url}/demo/")
    follow(page.get_by_role("button", name=name).first)


def signed_in(page: Page, actor: Actor, *, site: Any) -> None:
    """Let a browser page act for somebody of the cast."""
    client = Client()
    sign_in(client, actor)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site.url}
    page.context.add_cookies([cookie])  # type: ignore[list-item]


def too_small(page: Page) -> list[str]:
    """What is meant to be tapped and is less than 44 px high."""
    found: list[str] = page.evaluate(SMALL, TAPPED)
    return found


def is_good(page: Page, *, scripts: bool = True) -> None:
    """No barrier, nothing sideways, nothing too small to tap, one heading above all."""
    assert page.evaluate(SIDEWAYS) == 0
    assert too_small(page) == []
    assert page.locator("h1").count() == 1
    assert not scripts or axe(page) == []


class Traffic:
    """Listens to everything a page asks for, from now on."""

    def __init__(self, page: Page, *, own: str) -> None:
        self.own = own
        self.addresses: list[str] = []
        self.broken: list[str] = []
        page.on("request", self._asked)
        page.on("response", self._answered)

    def _asked(self, request: Request) -> None:
        self.addresses += [request.url, request.headers.get("referer", "")]

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            self.broken.append(f"{response.url}: {response.status}")

    @property
    def strangers(self) -> set[str]:
        """Hosts that are not ours."""
        hosts = {urlsplit(url).netloc for url in self.addresses if not url.startswith("data:")}
        return hosts - {urlsplit(self.own).netloc, ""}

    def tells(self, secret: str) -> list[str]:
        """The addresses in which a secret stands, whole or without its dashes, whatever the capitals."""
        bare = secret.replace("-", "").lower()
        return [url for url in self.addresses if bare in unquote(url).replace("-", "").lower()]


def kept(page: Page) -> dict[str, object]:
    """What stays on the device: names of cookies, and everything in the two stores."""
    stores = page.evaluate("[{...localStorage}, {...sessionStorage}]")
    cookies = {cookie["name"] for cookie in page.context.cookies()}
    return {"cookies": cookies, "local": stores[0], "session": stores[1]}
