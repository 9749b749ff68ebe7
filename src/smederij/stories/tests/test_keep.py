"""What came along with a story is not lost while something else in it is mended."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from smederij.base import vault
from smederij.base.models import Picture
from smederij.initiatives.models import Initiative
from smederij.people.testing import Cast, sign_in
from smederij.stories import voice
from smederij.stories.actions import VOICES
from smederij.stories.models import Story
from smederij.stories.tests.conftest import TEXT, TITLE, jpeg
from smederij.stories.tests.test_voice import SOUND, webm

MB = 1024 * 1024
TOKEN = re.compile(r'name="bewaard" value="([^"]+)"')


def spoken(data: bytes | None = None) -> SimpleUploadedFile:
    """A recording as the page makes it."""
    return SimpleUploadedFile("mijn-verhaal.webm", data or webm(), content_type="audio/webm")


def files() -> set[str]:
    """The voices that lie in the vault."""
    return {file.name for file in vault.folder(VOICES).iterdir()}


@pytest.fixture
def amina(cast: Cast, client: Client) -> Client:
    """Amina, signed in."""
    sign_in(client, cast.amina)
    return client


def sent(client: Client, idea: Initiative, **typed: object) -> str:
    return client.post(f"/ideeen/{idea.public_id}/vertel/", typed, follow=True).content.decode()


def waiting(html: str) -> str:
    found = TOKEN.search(html)
    assert found is not None, html[:3000]
    return found[1]


def test_a_forgotten_title_costs_no_recording_and_no_photo(amina: Client, idea: Initiative) -> None:
    html = sent(amina, idea, title="", text="", voice=spoken(), picture=jpeg())
    assert "Geef je verhaal een titel." in html
    assert "Je opname is bewaard." in html
    assert "Je foto is bewaard" in html
    html = sent(amina, idea, title=TITLE, text="", bewaard=waiting(html))
    story = Story.objects.get()
    assert story.picture is not None
    assert story.picture.alt == TITLE
    file = vault.path_of(VOICES, story.voice)
    assert file is not None
    assert SOUND in file.read_bytes()


def test_another_recording_takes_the_place_of_the_kept_one(amina: Client, idea: Initiative) -> None:
    before = files()
    html = sent(amina, idea, title="", text="", voice=spoken())
    (first,) = files() - before
    sent(amina, idea, title=TITLE, text="", voice=spoken(), bewaard=waiting(html))
    assert Story.objects.get().voice != first


@pytest.mark.parametrize(
    ("name", "upload", "sentence"),
    [
        ("voice", b"ID3", "We kunnen dit bestand niet afspelen."),
        ("voice", b"geen geluid", "We kunnen dit bestand niet afspelen."),
        ("voice", webm()[:60], "We kunnen dit bestand niet afspelen."),
        ("voice", webm() + bytes(voice.MOST_BYTES), "Deze opname is te lang."),
        ("picture", bytes(10 * MB + 1), "te groot"),
    ],
)
def test_a_broken_or_huge_file_costs_nothing_else(
    amina: Client, idea: Initiative, name: str, upload: bytes, sentence: str
) -> None:
    """The words stay, and so does what came along beside it."""
    other = {"picture": jpeg()} if name == "voice" else {"voice": spoken()}
    html = sent(amina, idea, title=TITLE, text=TEXT, **{name: SimpleUploadedFile("x", upload)}, **other)
    assert sentence in html
    assert "Om vier uur lag er niets." in html
    assert ("Je foto is bewaard" if name == "voice" else "Je opname is bewaard.") in html
    assert not Story.objects.exists()


def test_a_large_photo_and_a_long_recording_together_come_in(amina: Client, idea: Initiative) -> None:
    """Each as large as it may be: more than 12 MB together."""
    photo = jpeg().read()
    large = SimpleUploadedFile("x.jpg", photo + bytes(10 * MB - len(photo)), content_type="image/jpeg")
    wav = b"RIFF" + bytes(4) + b"WAVEfmt \x10\0\0\0" + bytes(16)
    long = wav + b"data" + (7 * MB).to_bytes(4, "little") + bytes(7 * MB)
    sent(amina, idea, title=TITLE, text="", picture=large, voice=spoken(long))
    story = Story.objects.get()
    assert story.picture is not None
    assert story.voice.endswith(".wav")


def test_what_waits_is_of_who_sent_it(cast: Cast, amina: Client, idea: Initiative) -> None:
    token = waiting(sent(amina, idea, title="", text="", voice=spoken(), picture=jpeg()))
    els = Client()
    sign_in(els, cast.els)
    assert "bewaard." not in sent(els, idea, title="", text=TEXT, bewaard=token)
    assert "bewaard." not in sent(amina, idea, title="", text=TEXT, bewaard=token[:-1])


def test_what_a_story_holds_is_not_told_twice(amina: Client, idea: Initiative) -> None:
    token = waiting(sent(amina, idea, title="", text="", voice=spoken(), picture=jpeg()))
    sent(amina, idea, title=TITLE, text=TEXT, bewaard=token)
    sent(amina, idea, title="Nog een", text=TEXT, bewaard=token)
    first, second = Story.objects.order_by("pk")
    assert first.voice
    assert first.picture
    assert (second.voice, second.picture) == ("", None)
    assert Picture.objects.count() == 1


def test_telling_it_differently_keeps_the_recording_too(amina: Client, idea: Initiative) -> None:
    sent(amina, idea, title=TITLE, text=TEXT)
    address = f"{Story.objects.get().get_absolute_url()}anders/"
    html = amina.post(address, {"title": "", "text": TEXT, "voice": spoken()}).content.decode()
    assert "Je opname is bewaard." in html
    amina.post(address, {"title": TITLE, "text": TEXT, "bewaard": waiting(html)})
    assert SOUND in (vault.folder(VOICES) / Story.objects.get().voice).read_bytes()


def test_a_form_sent_empty_is_simply_the_form(amina: Client, idea: Initiative) -> None:
    sent(amina, idea, title=TITLE, text=TEXT)
    for address in (f"/ideeen/{idea.public_id}/vertel/", f"{Story.objects.get().get_absolute_url()}anders/"):
        assert amina.post(address, {}).status_code == 200
