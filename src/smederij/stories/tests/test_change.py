"""Telling it better, by voice, with more pictures, or of an area; and being asked once."""

from datetime import datetime, timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.support.markup import faults

from smederij.base import pictures
from smederij.base.models import Event, Picture
from smederij.base.money import euros
from smederij.base.refusals import Refusal
from smederij.initiatives.models import Initiative
from smederij.people.testing import Cast, sign_in
from smederij.pots import actions as pots
from smederij.pots.testing import IBAN, funded_pot
from smederij.stories import actions
from smederij.stories.actions import Telling, tell_of
from smederij.stories.models import Story, StoryPicture
from smederij.stories.room import ROOM, export_me, forget_me
from smederij.stories.tests.conftest import TEXT, TITLE, jpeg
from smederij.stories.tests.test_voice import SECRET, SOUND, mp4, webm


def _as(cast: Cast, name: str) -> Client:
    client = Client()
    sign_in(client, cast.people[name])
    return client


def _memo(data: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile("memo.webm", data or webm(), content_type="audio/webm")


def _voices() -> set[str]:
    return {file.name for file in (Path(settings.DATA) / "files" / "voices").glob("*.*")}


def _spoken(cast: Cast, idea: Initiative) -> Story:
    typed = {"title": TITLE, "text": "", "voice": _memo()}
    assert _as(cast, "amina").post(f"/ideeen/{idea.public_id}/vertel/", typed).status_code == 302
    return Story.objects.get()


def test_a_voice_is_enough_and_says_nothing_but_the_story(cast: Cast, idea: Initiative) -> None:
    story = _spoken(cast, idea)
    assert (story.text, story.voice.endswith(".webm")) == ("", True)
    html = Client().get(story.get_absolute_url()).content
    assert b"<audio controls" in html
    assert b"Bel een van de mensen hieronder" in html
    assert faults(html) == []
    heard = Client().get(f"{story.get_absolute_url()}stem/")
    sound = b"".join(heard.streaming_content)  # type: ignore[attr-defined]
    assert SOUND in sound
    assert SECRET not in sound
    assert heard["Content-Type"] == "audio/webm"


@pytest.mark.parametrize(
    ("asked", "status", "said"),
    [
        ("bytes=0-3", 206, b"\x1a\x45\xdf\xa3"),
        ("bytes=2-", 206, None),
        ("bytes=999999-", 416, b""),
        ("bytes=x", 200, None),
        (f"bytes={'9' * 5000}-", 200, None),
    ],
)
def test_a_phone_asks_for_a_part(
    cast: Cast, idea: Initiative, asked: str, status: int, said: bytes | None
) -> None:
    story = _spoken(cast, idea)
    answer = Client().get(f"{story.get_absolute_url()}stem/", headers={"Range": asked})
    assert answer.status_code == status
    if said is not None:
        assert answer.content == said


def test_a_voice_goes_with_its_story(cast: Cast, idea: Initiative, now: datetime) -> None:
    story = _spoken(cast, idea)
    actions.withdraw(story, by=cast.amina, now=now)
    assert Client().get(f"{story.get_absolute_url()}stem/").status_code == 410


@pytest.mark.parametrize("data", [b"geen geluid", mp4(handler=b"vide")])
def test_what_is_no_voice_is_said_and_nothing_is_kept(cast: Cast, idea: Initiative, data: bytes) -> None:
    before = _voices()
    typed = {"title": TITLE, "text": "Lang aan gewerkt", "voice": _memo(data)}
    html = _as(cast, "amina").post(f"/ideeen/{idea.public_id}/vertel/", typed).content.decode()
    assert "We kunnen dit bestand niet afspelen." in html
    assert "Lang aan gewerkt" in html
    assert _voices() == before
    assert not Story.objects.exists()


def test_sent_twice_keeps_one_voice(cast: Cast, idea: Initiative) -> None:
    before = len(_voices())
    _spoken(cast, idea)
    assert _spoken(cast, idea).voice in _voices()
    assert len(_voices()) == before + 1


def test_the_teller_tells_it_differently(cast: Cast, story: Story) -> None:
    url = f"{story.get_absolute_url()}anders/"
    amina = _as(cast, "amina")
    page = amina.get(url)
    assert TITLE in page.content.decode()
    assert faults(page.content) == []
    for _ in range(2):
        assert amina.post(url, {"title": "Het podium staat", "text": "Nu echt."}).status_code == 302
    story.refresh_from_db()
    assert (story.title, story.text, bool(story.changed_at)) == ("Het podium staat", "Nu echt.", True)
    assert Event.objects.filter(kind="story.changed").count() == 1
    html = Client().get(story.get_absolute_url()).content.decode()
    assert "Anders verteld op" in html
    assert "Om vier uur" not in html


def test_another_voice_takes_the_place_of_the_first(
    cast: Cast, idea: Initiative, django_capture_on_commit_callbacks: Any
) -> None:
    story = _spoken(cast, idea)
    url, was = f"{story.get_absolute_url()}anders/", story.voice
    amina = _as(cast, "amina")
    assert amina.post(url, {"title": TITLE, "text": "In woorden."}).status_code == 302
    story.refresh_from_db()
    assert story.voice == was
    with django_capture_on_commit_callbacks(execute=True):
        assert amina.post(url, {"title": TITLE, "text": "", "voice": _memo(mp4())}).status_code == 302
    story.refresh_from_db()
    assert story.voice.endswith(".m4a")
    assert was not in _voices()


@pytest.mark.parametrize(
    ("who", "status"), [("bram", 403), ("chen", 403), ("els", 403), ("ada", 403), ("amina", 200)]
)
def test_who_may_change_it(cast: Cast, story: Story, who: str, status: int) -> None:
    for page in ("anders", "fotos"):
        assert _as(cast, who).get(f"{story.get_absolute_url()}{page}/").status_code == status


def test_who_wrote_it_down_may_change_it_too(cast: Cast, idea: Initiative, now: datetime) -> None:
    story = tell_of(idea, telling=Telling(TITLE, TEXT), by=cast.els, now=now)
    actions.change(story, telling=Telling(TITLE, "Beter gehoord."), by=cast.els, now=now)
    with pytest.raises(Refusal):
        actions.change(story, telling=Telling("", "x"), by=cast.amina, now=now)


def test_more_pictures_with_words_under_them(
    cast: Cast, story: Story, django_capture_on_commit_callbacks: Any
) -> None:
    url, amina = f"{story.get_absolute_url()}fotos/", _as(cast, "amina")
    for caption in ("", "Om zes uur", "Om negen uur"):
        typed = {"picture": jpeg(), "picture_alt": "Het podium", "caption": caption}
        assert amina.post(url, typed).status_code == 302
    story.refresh_from_db()
    assert story.picture is not None
    assert [one.caption for one in story.pictures.all()] == ["Om zes uur", "Om negen uur"]
    html = Client().get(story.get_absolute_url()).content.decode()
    assert html.count('alt="Het podium"') == 3
    assert "Om negen uur" in html
    assert faults(amina.get(url).content) == []
    names = [story.picture.name, story.pictures.all()[0].picture.name]
    with django_capture_on_commit_callbacks(execute=True):
        for name in names:
            assert amina.post(f"{url}{name}/weg/").status_code == 302
    assert (Picture.objects.count(), StoryPicture.objects.count()) == (1, 1)
    assert all(pictures.path_of(name, width=480) is None for name in names)


def test_nobody_takes_away_a_picture_of_something_else(
    cast: Cast, story: Story, picture: Picture, now: datetime
) -> None:
    with pytest.raises(Refusal):
        actions.remove_picture(story, picture=picture, by=cast.amina, now=now)
    assert Picture.objects.filter(pk=picture.pk).exists()


def test_twelve_is_plenty(cast: Cast, story: Story, now: datetime) -> None:
    for n in range(13):
        one = pictures.keep(BytesIO(jpeg().read()), alt="x", owner_id=None, now=now)
        if n < 12:
            actions.add_picture(story, picture=one, caption="", by=cast.amina, now=now)
            continue
        with pytest.raises(Refusal):
            actions.add_picture(story, picture=one, caption="", by=cast.amina, now=now)


def test_a_story_of_an_area_without_an_initiative(cast: Cast) -> None:
    url = "/gebieden/krakeel/vertel/"
    page = _as(cast, "els").get(url)
    assert faults(page.content) == []
    for _ in range(2):
        typed = {"title": "Vroeger stond hier een smid", "text": "Mijn opa kende hem."}
        assert _as(cast, "els").post(url, typed).status_code == 302
    story = Story.objects.get()
    assert (story.area, story.initiative, story.teller) == (cast.area, None, cast.els)
    assert Client().get(story.get_absolute_url()).status_code == 200
    assert Client().get(url).status_code == 302
    assert _as(cast, "dalia").get(url).status_code == 403


def lines_of(cast: Cast, when: datetime) -> list[str]:
    assert ROOM.waiting_for is not None
    return [one.url for one in ROOM.waiting_for(cast.amina.pk, when)]


def test_winners_are_asked_when_the_day_comes_near_until_they_told(
    cast: Cast, idea: Initiative, now: datetime
) -> None:
    assert ROOM.waiting_for is not None
    pot, paid = funded_pot(cast, euros(100), now=now), now + timedelta(weeks=12)
    due = paid + timedelta(weeks=26)
    for n in range(2):
        awards = [pots.Award(idea, euros(5))]
        [grant] = pots.award(pot, awards, key_prefix=f"round-{n}", report_weeks=26, by=None, now=now)
        assert lines_of(cast, now + timedelta(weeks=24)) == []
        order = pots.order_payment(
            grant, amount=euros(5), payee="X", iban=IBAN, by=cast.chen, now=paid, key=f"order-key-{n}"
        )
        pots.record_paid(
            pots.approve(order, by=cast.finn, now=paid), bank_reference=f"R-{n}", by=cast.finn, now=paid
        )

    lines = partial(lines_of, cast)
    near = due - timedelta(weeks=3)
    assert lines(due - timedelta(weeks=5)) == []
    assert lines(near) == [f"/ideeen/{idea.public_id}/vertel/"]
    assert list(ROOM.waiting_for(cast.bram.pk, near)) == []
    assert lines(due + timedelta(days=61)) == []
    tell_of(idea, telling=Telling(TITLE, TEXT), by=cast.els, now=near)
    assert lines(near) == []


def test_voice_and_pictures_come_along_and_are_forgotten(
    cast: Cast, idea: Initiative, now: datetime, django_capture_on_commit_callbacks: Any
) -> None:
    story = _spoken(cast, idea)
    more = pictures.keep(BytesIO(jpeg().read()), alt="Het podium", owner_id=None, now=now)
    actions.add_picture(story, picture=more, caption="Om zes uur", by=cast.amina, now=now)
    [told] = export_me(cast.amina.pk)["stories"]
    assert (told["voice"], told["more_pictures"][0]["caption"]) == (story.voice, "Om zes uur")
    with django_capture_on_commit_callbacks(execute=True):
        forget_me(cast.amina.pk, now)
    assert story.voice not in _voices()
    assert (StoryPicture.objects.count(), Picture.objects.count()) == (0, 0)


def test_the_clock_sweeps_voices_without_a_story(cast: Cast, idea: Initiative, now: datetime) -> None:
    assert ROOM.tick is not None
    story = _spoken(cast, idea)
    lost = Path(settings.DATA) / "files" / "voices" / f"{'a' * 32}.webm"
    lost.write_bytes(b"x")
    later = datetime.now(now.tzinfo) + timedelta(days=3)
    ROOM.tick(later)
    assert not lost.exists()
    assert story.voice in _voices()
