"""A neighbour votes on a phone: from the letter to the thanks, with scripts and without."""

import re

import pytest
from playwright.sync_api import Error, Locator, Page, expect

from tests.browser.looking import CHOICE, Traffic, follow, is_good, kept, main_action

BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
THANKS = re.compile(r"/stemmen/klaar/\d+/$")
PHONE = re.compile(r"\b0(6|88) ?\d\d")
MOST = 3  # De Weide agreed: at most three ideas


def enter(page: Page, url: str, code: str) -> None:
    """Type the short address of the letter, and the code."""
    page.goto(f"{url}/s")
    page.get_by_role("textbox").fill(code)
    follow(main_action(page))


def choices(page: Page) -> Locator:
    return page.locator(CHOICE)


def chosen(page: Page) -> int:
    return page.locator("input[name=kies]:checked").count()


@BOTH
def test_from_letter_to_thanks(village, browser_page, letter, scripts) -> None:
    code = letter()
    page = browser_page(scripts=scripts)
    traffic = Traffic(page, own=village.url)
    enter(page, village.url, code.lower().replace("-", " "))
    is_good(page, scripts=scripts)
    titles = page.get_by_role("article").get_by_role("heading").all_inner_texts()
    assert len(titles) == 4
    for number in (0, 2):
        choices(page).nth(number).click()
    token = str(page.locator("input[name=token]").first.get_attribute("value"))
    follow(main_action(page))

    is_good(page, scripts=scripts)
    expect(page.get_by_role("main")).to_contain_text(titles[0])
    expect(page.get_by_role("main")).to_contain_text(titles[2])
    expect(page.get_by_role("main")).not_to_contain_text(titles[1])
    follow(main_action(page))

    expect(page).to_have_url(THANKS)
    is_good(page, scripts=scripts)
    assert main_action(page).count() == 0  # done is done
    assert (traffic.tells(code), traffic.tells(token), traffic.broken) == ([], [], [])
    assert traffic.strangers == set()
    assert kept(page) == {"cookies": {"csrftoken"}, "local": {}, "session": {}}

    enter(page, village.url, code)
    is_good(page, scripts=scripts)
    expect(page.locator("main")).to_contain_text(PHONE)  # whom to call
    expect(page.get_by_role("textbox")).to_have_value(re.compile(code.replace("-", "-?")))
    assert page.get_by_role("textbox").get_attribute("aria-invalid") == "true"


def test_the_code_from_the_square_leaves_the_address(village, browser_page, glance) -> None:
    page = browser_page()
    traffic = Traffic(page, own=village.url)
    page.goto(village.at(f"/s#{glance}"))
    expect(page.get_by_role("textbox")).to_have_value(glance)
    assert page.url == village.at("/s")
    page.reload()
    assert page.url == village.at("/s")
    page.goto(village.at(f"/s#{glance}"))
    follow(main_action(page))
    expect(choices(page)).to_have_count(4)
    assert traffic.tells(glance) == []
    page.go_back()
    assert glance not in page.url


@BOTH
def test_going_back_keeps_the_choices_until_the_vote_is_in(village, browser_page, letter, scripts) -> None:
    page = browser_page(scripts=scripts)
    enter(page, village.url, letter())
    choices(page).nth(1).click()
    follow(main_action(page))
    page.go_back()
    assert chosen(page) == 1
    page.go_forward()
    follow(main_action(page))
    expect(page).to_have_url(THANKS)
    with pytest.raises(Error, match="ERR_CACHE_MISS"):
        page.go_back()


@BOTH
def test_too_many_choices_are_kept(village, browser_page, glance, scripts) -> None:
    page = browser_page(scripts=scripts)
    enter(page, village.url, glance)
    order = page.get_by_role("article").get_by_role("heading").all_inner_texts()
    for choice in choices(page).all():
        choice.click()
    follow(main_action(page))
    expect(page.get_by_role("alert")).to_contain_text(str(MOST))
    assert chosen(page) == MOST + 1
    assert page.get_by_role("article").get_by_role("heading").all_inner_texts() == order
    is_good(page, scripts=scripts)
    choices(page).nth(1).click()
    follow(main_action(page))
    follow(page.locator("main form .btn.quiet"))  # change something: everything still stands
    assert chosen(page) == MOST


@BOTH
def test_a_blank_vote_counts_too(village, browser_page, letter, scripts) -> None:
    page = browser_page(scripts=scripts)
    enter(page, village.url, letter())
    page.locator("details.none summary").click()
    page.locator("label:has(input[name=blanco])").click()
    follow(main_action(page))
    follow(main_action(page))
    expect(page).to_have_url(THANKS)


@BOTH
def test_nothing_chosen_is_said_kindly(village, browser_page, glance, scripts) -> None:
    page = browser_page(scripts=scripts)
    enter(page, village.url, glance)
    follow(main_action(page))
    expect(page.get_by_role("alert")).to_be_visible()
    is_good(page, scripts=scripts)


@BOTH
@pytest.mark.parametrize("typed", ["", "ABCD", "AAAA-AAAA-AAAAA"])
def test_a_wrong_code_says_what_now(village, browser_page, scripts, typed) -> None:
    page = browser_page(scripts=scripts)
    traffic = Traffic(page, own=village.url)
    enter(page, village.url, typed)
    box = page.get_by_role("textbox")
    assert (box.input_value(), box.get_attribute("aria-invalid")) == (typed, "true")
    words = page.locator(f"#{str(box.get_attribute('aria-describedby')).split()[0]}")
    expect(words).to_be_visible()
    is_good(page, scripts=scripts)
    assert not typed or traffic.tells(typed) == []


@BOTH
def test_away_too_long_keeps_what_was_chosen(village, browser_page, letter, scripts) -> None:
    code = letter()
    page = browser_page(scripts=scripts)
    enter(page, village.url, code)
    choices(page).nth(0).click()
    title = page.get_by_role("article").get_by_role("heading").first.inner_text()
    page.evaluate("document.querySelector('[name=token]').value = 'old'")
    follow(main_action(page))
    is_good(page, scripts=scripts)
    page.get_by_role("textbox").fill(code)
    follow(main_action(page))
    expect(page.get_by_role("main")).to_contain_text(title)
    follow(main_action(page))
    expect(page).to_have_url(THANKS)


def test_a_letter_used_in_another_tab_says_so(village, browser_page, letter) -> None:
    code = letter()
    first = browser_page()
    second = first.context.new_page()
    for page in (first, second):
        enter(page, village.url, code)
        choices(page).nth(0).click()
        follow(main_action(page))
    follow(main_action(first))
    expect(first).to_have_url(THANKS)
    with second.expect_navigation() as answer:
        main_action(second).click()
    assert answer.value is not None
    assert answer.value.status == 409
    expect(second.get_by_role("main")).to_contain_text(PHONE)
    is_good(second, scripts=True)


def test_the_pot_fills_while_choosing(village, browser_page, glance) -> None:
    page = browser_page()
    enter(page, village.url, glance)
    bar, count = page.locator(".bar"), page.locator("[data-pick-count]")
    expect(bar).to_be_in_viewport()
    empty = count.inner_text()
    choices(page).first.click()
    expect(page.locator(".bar .pot svg .block")).to_have_count(1)
    assert count.inner_text() != empty
    choices(page).first.click()  # the same tap undoes it
    expect(count).to_have_text(empty)
    for choice in choices(page).all():
        choice.click()
    expect(page.locator("[data-pick-over]")).to_contain_text(str(MOST))
    expect(main_action(page)).to_be_enabled()
    expect(bar).to_be_in_viewport()


@BOTH
def test_another_language_takes_the_choices_along(village, browser_page, glance, scripts) -> None:
    page = browser_page(scripts=scripts)
    page.goto(village.at("/s"))
    page.get_by_role("textbox").fill(glance)
    follow(page.get_by_role("button", name="English"))
    expect(page.get_by_role("textbox")).to_have_value(glance)
    with page.expect_navigation():
        page.get_by_role("textbox").press("Enter")  # the first button of the form is not the language
    expect(page.locator("html")).to_have_attribute("lang", "en")
    choices(page).nth(1).click()
    follow(page.get_by_role("button", name="Nederlands"))
    assert chosen(page) == 1
    is_good(page, scripts=scripts)
