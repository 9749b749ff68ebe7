"""An evening in the hall on phones: the table, a code that votes, papers, the box, closing by two."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from smederij.base import clock
from smederij.people.actions import give_hat
from smederij.people.models import HatKind
from smederij.rounds.testing import opened
from tests.browser.looking import CHOICE, follow, is_good, main_action, signed_in

CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}")


def says(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("main")).to_contain_text(words)


class Hall:
    """A round that is open, its moving clock, and the phones of those who keep the table."""

    def __init__(self, site: Any, browser_page: Any, at: Any) -> None:
        self.site, self.browser_page, self.round, self.now = site, browser_page, at.round, at.now

    def phone_of(self, actor: Any) -> Page:
        page: Page = self.browser_page()
        signed_in(page, actor, site=self.site)
        return page

    def at(self, page: Page, part: str) -> Page:
        page.goto(self.site.at(f"/rondes/{self.round.pk}/{part}/"))
        is_good(page)
        return page


@pytest.fixture
def hall(site: Any, browser_page: Any, cast: Any, now: Any, monkeypatch: pytest.MonkeyPatch) -> Hall:
    at = opened(cast, kind="approve", voters=60, now=now)
    give_hat(HatKind.COUNTER, to=cast.bram, area=cast.area, by=cast.els, now=now)
    hall = Hall(site, browser_page, at)
    monkeypatch.setattr(clock, "now", lambda: hall.now)
    return hall


def test_an_evening_in_the_hall(hall: Hall, cast: Any) -> None:
    chen, els, bram = (hall.phone_of(actor) for actor in (cast.chen, cast.els, cast.bram))
    for page in (chen, bram):
        follow(main_action(hall.at(page, "tafel")))
    says(bram, "De stemtafel is open")
    hands_out(hall, bram, who="Resident 2", button="Geef een nieuwe code")
    code = bram.get_by_text(CODE).inner_text()
    for who in ("Resident 3", "Resident 4"):
        hands_out(hall, bram, who=who, button="Geef een stembiljet")
    votes(hall, code)
    hall.now = hall.round.closes_at
    for page in (chen, bram):
        hall.at(page, "doos").get_by_role("textbox").fill("2")
        follow(main_action(page).first)
    reads(hall, chen, ["Playground", "Benches"])
    reads(hall, bram, ["Playground", "Repair shop"])
    decides(hall, els)
    for page in (chen, els):
        follow(hall.at(page, "doos").get_by_role("main").get_by_role("button", name=re.compile("klopt")))
    expect(els).to_have_url(re.compile("/uitslag/$"))
    says(els, "Playground")
    is_good(els)


def hands_out(hall: Hall, page: Page, *, who: str, button: str) -> None:
    hall.at(page, "tafel").get_by_label("Wie staat er voor je?").fill(who)
    follow(page.get_by_role("button", name="Zoek op"))
    row = page.locator(".row", has=page.get_by_text(who, exact=True))
    row.locator("summary").click()
    is_good(page)
    follow(row.get_by_role("button", name=button))
    is_good(page)


def votes(hall: Hall, code: str) -> None:
    voter = hall.browser_page()
    voter.goto(hall.site.at(f"/s#{code}"))
    follow(main_action(voter))
    voter.locator(CHOICE).first.click()
    follow(main_action(voter))
    follow(main_action(voter))
    expect(voter).to_have_url(re.compile(r"/stemmen/klaar/\d+/$"))


def reads(hall: Hall, page: Page, papers: list[str]) -> None:
    """What each paper has a cross at."""
    follow(hall.at(page, "doos").get_by_role("link", name="Lees"))
    for marked in papers:
        is_good(page)
        page.get_by_role("checkbox", name=marked).check()
        follow(page.get_by_role("button", name="Volgende biljet"))


def decides(hall: Hall, page: Page) -> None:
    """Where two read otherwise, a third reads: here nothing stands on the paper."""
    says(hall.at(page, "doos"), "verschil: 2")
    follow(page.get_by_role("link", name="Lees"))
    says(page, "Twee mensen lazen hier iets anders")
    follow(page.get_by_role("button", name="Er staat niets op"))
