"""A neighbour posts an idea on a phone, with a photo; nothing typed is ever lost."""

import io

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.looking import SIDEWAYS, Traffic, kept, main_action, too_small
from tests.support.browser import axe
from tests.support.village import Village

BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
PLACE = "/gebieden/kerkeveld/idee/"
IDEA = "Een schommel onder de kastanje, voor de kleintjes"
STORY = "Er is nu niets onder de zes.\nDrie vaders willen graven."


def photo() -> FilePayload:
    """A phone's photo: sideways, as phones store it."""
    picture = Image.effect_noise((1600, 1200), 60).convert("RGB")
    turned = picture.getexif()
    turned[0x0112] = 6
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=85, exif=turned)
    return {"name": "IMG_0001.JPG", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def no_photo() -> FilePayload:
    """Something else that calls itself a photo."""
    return {"name": "vakantie.jpg", "mimeType": "image/jpeg", "buffer": b"MZ not a picture at all" * 500}


def box(page: Page, name: str) -> Locator:
    return page.locator(f"main [name={name}]")


def send(page: Page) -> None:
    page.locator("main form").get_by_role("button", name="Deel je idee").click()


def open_more(page: Page) -> None:
    page.locator("main details.more > summary").click()


def introduce(page: Page) -> None:
    """Who I am, and how to reach me."""
    box(page, "name").fill("Zeynep")
    box(page, "phone").fill("06 00 00 00 77")


def is_thanked(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text("Zeynep")
    expect(page.get_by_role("main")).to_contain_text(IDEA)


@BOTH
def test_one_sentence_is_enough(village, browser_page, scripts) -> None:
    page = browser_page(scripts=scripts)
    traffic = Traffic(page, own=village.url)
    page.goto(village.at(PLACE))
    box(page, "title").fill(IDEA)
    introduce(page)
    send(page)
    is_thanked(page)
    assert page.evaluate(SIDEWAYS) == 0
    assert too_small(page) == []
    assert not scripts or axe(page) == []
    assert (traffic.strangers, traffic.broken) == (set(), [])
    assert kept(page)["local"] == {}
    page.reload()
    is_thanked(page)


@BOTH
def test_with_a_photo(village, browser_page, scripts) -> None:
    page = browser_page(scripts=scripts)
    page.goto(village.at(PLACE))
    box(page, "title").fill(IDEA)
    introduce(page)
    open_more(page)
    box(page, "text").fill(STORY)
    box(page, "picture").set_input_files(photo())
    box(page, "picture_alt").fill("Een kastanje met een dikke tak")
    send(page)
    is_thanked(page)
    assert main_action(page).all_inner_texts() == ["Zet dit bij mijn idee"]
    assert page.evaluate(SIDEWAYS) == 0
    assert not scripts or axe(page) == []
    shown = page.get_by_role("main").get_by_role("img").first
    expect(shown).to_have_attribute("alt", "Een kastanje met een dikke tak")
    wide, high = shown.evaluate(
        "async img => { await img.decode(); return [img.naturalWidth, img.naturalHeight] }"
    )
    assert 0 < wide < high  # it stands upright


@BOTH
def test_a_foreign_file_is_refused_and_the_words_stay(village, browser_page, scripts) -> None:
    page = browser_page(scripts=scripts)
    page.goto(village.at(PLACE))
    box(page, "title").fill(IDEA)
    introduce(page)
    open_more(page)
    box(page, "text").fill(STORY)
    box(page, "picture").set_input_files(no_photo())
    send(page)
    expect(page.locator("[data-errors]")).to_be_visible()
    expect(box(page, "picture")).to_have_attribute("aria-invalid", "true")
    assert (box(page, "title").input_value(), box(page, "text").input_value()) == (IDEA, STORY)
    assert page.evaluate(SIDEWAYS) == 0
    assert not scripts or axe(page) == []
    box(page, "picture").set_input_files(photo())
    send(page)
    is_thanked(page)


@BOTH
def test_an_error_keeps_every_word(village, browser_page, scripts) -> None:
    page = browser_page(scripts=scripts)
    page.goto(village.at(PLACE))
    box(page, "title").fill(IDEA)
    open_more(page)
    box(page, "text").fill(STORY)
    send(page)
    for name in ("name", "phone"):
        expect(box(page, name)).to_have_attribute("aria-invalid", "true")
    assert [box(page, name).input_value() for name in ("title", "text")] == [IDEA, STORY]
    assert page.evaluate(SIDEWAYS) == 0
    assert too_small(page) == []
    assert not scripts or axe(page) == []


def test_what_was_typed_survives_a_reload_and_goes_after_sending(village, browser_page) -> None:
    page = browser_page()
    page.goto(village.at(PLACE))
    box(page, "title").fill(IDEA)
    introduce(page)
    page.wait_for_function("words => JSON.stringify({...localStorage}).includes(words)", arg=IDEA)
    page.reload()
    expect(box(page, "title")).to_have_value(IDEA)
    expect(page.locator(".kept")).to_be_visible()
    assert axe(page) == []
    send(page)
    is_thanked(page)
    assert kept(page)["local"] == {}
    page.goto(village.at(PLACE))
    expect(box(page, "title")).to_have_value("")


def test_starting_again_forgets_the_draft(village, browser_page) -> None:
    page = browser_page()
    page.goto(village.at(PLACE))
    box(page, "title").fill(IDEA)
    page.wait_for_function("() => localStorage.length > 0")
    page.reload()
    page.locator(".kept").get_by_role("button").click()
    expect(box(page, "title")).to_have_value("")
    assert kept(page)["local"] == {}


def test_the_other_village_has_its_own_draft(village, browser_page) -> None:
    page = browser_page()
    page.goto(village.at(PLACE))
    box(page, "title").fill(IDEA)
    page.wait_for_function("() => localStorage.length > 0")
    page.goto(village.at("/gebieden/de-weide/idee/"))
    expect(box(page, "title")).to_have_value("")


TAPS = 6  # share an idea, the sentence, my name, my number, send; and once more after the connection was gone


class Taps:
    """Somebody with a thumb: counts what they tap."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def on(self, what: Locator) -> None:
        what.click()
        self.count += 1

    def write(self, name: str, words: str) -> None:
        self.on(box(self.page, name))
        box(self.page, name).fill(words)

    def from_area_to_form(self, village: Village, sentence: str) -> Locator:
        """From the page of the village to a form that is ready to be sent: that button."""
        self.page.goto(village.at("/gebieden/kerkeveld/"))
        self.on(self.page.locator(f"a[href='{PLACE}']:visible").first)
        self.write("title", sentence)
        self.write("name", "Zeynep")
        self.write("phone", "06 00 00 00 77")
        return self.page.locator("main form").get_by_role("button", name="Deel je idee")


@BOTH
def test_from_the_village_to_thank_you_in_few_taps(village, browser_page, scripts) -> None:
    """Five taps; with scripts one more, because the connection went and came back."""
    page = browser_page(scripts=scripts)
    taps = Taps(page)
    sentence = "Waxinelichtjes op het jaagpad" if scripts else "Ukelelekoor tegen Sinterklaas"
    button = taps.from_area_to_form(village, sentence)
    if scripts:
        page.context.set_offline(True)
        taps.on(button)
        expect(page.get_by_role("alert")).to_contain_text("Er is nu geen verbinding")
        page.context.set_offline(False)
    taps.on(button)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dank je wel, Zeynep. Je idee is binnen.")
    expect(page.get_by_role("main")).to_contain_text(sentence)
    assert kept(page)["local"] == {}
    assert taps.count == (TAPS if scripts else TAPS - 1)


def test_without_connection_the_words_and_the_photo_stay(village, browser_page) -> None:
    """Also when the device thinks that there is one; the tab may close, then the words are still there."""
    page = browser_page()
    page.goto(village.at(PLACE))
    sentence = "Een orgeltje in het abri"
    box(page, "title").fill(sentence)
    introduce(page)
    box(page, "picture").set_input_files(photo())
    page.route("**/*", lambda route: route.abort("internetdisconnected"))
    send(page)
    expect(page.get_by_role("alert")).to_contain_text("dan blijft ook je foto")
    assert page.evaluate(SIDEWAYS) == 0
    assert axe(page) == []
    page.unroute("**/*")
    again = page.context.new_page()
    again.goto(village.at(PLACE))
    expect(box(again, "title")).to_have_value(sentence)
    mark = box(page, "key").input_value()
    expect(box(again, "key")).to_have_value(mark)
    again.close()
    send(page)
    expect(page.get_by_role("main").get_by_role("img").first).to_have_attribute("alt", sentence)
    assert kept(page)["local"] == {}


def test_pressing_twice_is_one_idea(village, browser_page) -> None:
    page = browser_page()
    page.goto(village.at(PLACE))
    sentence = "Een bel bij het oversteekpunt"
    box(page, "title").fill(sentence)
    page.locator("main [name=name]").fill("Zeynep")
    box(page, "phone").fill("06 00 00 00 77")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method) if request.method == "POST" else None)
    page.locator("main form").get_by_role("button", name="Deel je idee").dblclick()
    expect(page.get_by_role("main")).to_contain_text(sentence)
    assert sent == ["POST"]
