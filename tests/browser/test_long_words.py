"""A word as long as a title may be never makes a phone scroll sideways."""

from smederij.base import clock
from smederij.initiatives.actions import Draft, post
from tests.browser.looking import SIDEWAYS

LONG = "Buurtbarbecuevoorbereidingscommissie" * 4
WRAPS = "all => all.map(one => getComputedStyle(one).overflowWrap)"


def test_a_long_title_fits_a_phone(site, browser_page, cast) -> None:
    draft = Draft(title=LONG[:120])
    idea = post(draft, area=cast.area, by=cast.amina, reach=None, now=clock.now())
    page = browser_page()
    for path in ("/", cast.area.get_absolute_url(), idea.get_absolute_url()):
        page.goto(site.at(path))
        assert page.evaluate(SIDEWAYS) == 0, path
        assert set(page.eval_on_selector_all("main :is(h1, h2, h3)", WRAPS)) == {"anywhere"}
