"""Telling a story on a phone: with the voice, with a heavy photo, and without scripts."""

import io
import random

import pytest
from PIL import Image
from playwright.sync_api import FilePayload

from smederij.base import clock
from smederij.initiatives.actions import Draft, post
from smederij.stories.models import Story
from tests.browser.looking import follow, is_good, main_action, signed_in

MB = 1024 * 1024
SIZE = "field => field.files[0]?.size ?? 0"


@pytest.fixture
def told(site, cast):
    """The address at which Amina tells how her idea went."""
    idea = post(Draft("Een podium"), area=cast.area, by=cast.amina, reach=None, now=clock.now())
    return site.at(f"/ideeen/{idea.public_id}/vertel/")


def heavy_photo() -> FilePayload:
    """A photo of some 3 MB with noise in it, as a phone makes."""
    noise = random.Random(1).randbytes(1800 * 1200 * 3)
    data = io.BytesIO()
    Image.frombytes("RGB", (1800, 1200), noise).resize((3600, 2400)).save(data, "JPEG", quality=92)
    return {"name": "IMG_1.jpeg", "mimeType": "image/jpeg", "buffer": data.getvalue()}


def test_a_heavy_photo_is_made_smaller_before_it_goes(browser_page, told, site, cast) -> None:
    page = browser_page()
    signed_in(page, cast.amina, site=site)
    page.goto(told)
    photo = heavy_photo()
    assert len(photo["buffer"]) > 1.5 * MB
    field = page.locator("input[name=picture]")
    field.set_input_files(photo)
    page.wait_for_function(
        f"most => ({SIZE})(document.querySelector('input[name=picture]')) < most", arg=len(photo["buffer"])
    )
    page.get_by_label("Geef je verhaal een titel").fill("Het podium stond")
    page.get_by_label("Wat gebeurde er?").fill("En toen ging het regenen.")
    follow(main_action(page))
    picture = Story.objects.get().picture
    assert picture is not None
    assert (picture.width, picture.height) == (2400, 1600)
    is_good(page)


def test_a_recording_that_is_too_long_is_told_at_once(browser_page, told, site, cast) -> None:
    page = browser_page()
    signed_in(page, cast.amina, site=site)
    page.goto(told)
    page.get_by_label("Wat gebeurde er?").fill("En toen ging het regenen.")
    memo: FilePayload = {"name": "memo.m4a", "mimeType": "audio/mp4", "buffer": bytes(8 * MB + 1)}
    page.locator("input[name=voice]").set_input_files(memo)
    page.get_by_text("Deze opname is te lang.").wait_for()
    assert page.locator("input[name=voice]").evaluate(SIZE) == 0
    assert page.get_by_label("Wat gebeurde er?").input_value() == "En toen ging het regenen."
    is_good(page)


def test_without_scripts_a_forgotten_title_costs_nothing(browser_page, told, site, cast) -> None:
    page = browser_page(scripts=False)
    signed_in(page, cast.amina, site=site)
    page.goto(told)
    page.get_by_label("Wat gebeurde er?").fill("En toen ging het regenen.")
    page.locator("input[name=picture]").set_input_files(heavy_photo())
    follow(main_action(page))
    page.get_by_text("Je foto is bewaard").wait_for()
    page.get_by_label("Geef je verhaal een titel").fill("Het podium stond")
    follow(main_action(page))
    assert Story.objects.get().picture is not None
    is_good(page, scripts=False)
