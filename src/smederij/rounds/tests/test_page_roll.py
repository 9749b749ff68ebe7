"""The list of voters through HTTP: what the preview approves is what is kept, line by line."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse
from tests.support.markup import faults

from smederij.base import clock
from smederij.base.refusals import Refusal
from smederij.people.testing import sign_in
from smederij.rounds import actions
from smederij.rounds.actions import RollRow
from smederij.rounds.forms.roll_table import read_roll
from smederij.rounds.models import RollEntry
from smederij.rounds.testing import planned

HEAD = "naam\tadres\tpostcode\tplaats\n"


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).replace("\xa0", " ").split())


def kept_text(response):
    """What the page sends on when the button is pressed; a browser drops the first line end."""
    (text,) = re.findall(r'name="text" hidden>\n(.*?)</textarea>', response.content.decode(), re.DOTALL)
    return html.unescape(text)


@pytest.fixture
def chen(cast, monkeypatch, now):
    monkeypatch.setattr(clock, "now", lambda: now)
    client = Client()
    sign_in(client, cast.chen)
    return client


@pytest.fixture
def round(cast, now):
    round = planned(cast, now=now)
    actions.import_roll(round, [RollRow("Jan Smid", "Smidsweg 1", "7901 AB")], by=cast.chen, now=now)
    return round


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        ("Eva\tSmidsweg 2\t7901ab\tS\nPiet\tSmidsweg 3", ""),
        ("Eva\tSmidsweg 2\n\tSmidsweg 3", "Regel 4: Op deze regel staat geen naam."),
        ("Eva\tSmidsweg 2\n\nEVA\tSMIDSWEG 2", "Regel 5: Deze regel is gelijk aan regel 3."),
        ("Eva\tSmidsweg 2\njan  smid\tsmidsweg 1\t7901ab", "Regel 4: Deze persoon staat al op de lijst."),
        ("Eva\tSmidsweg 2\t12345", "Regel 3: ‘12345’ is geen postcode."),
        (f"{'x' * 121}\tSmidsweg 2", "is te lang"),
    ],
)
def test_the_preview_and_the_save_agree(round, chen, cast, now, lines, wrong):
    path, text = reverse("round_roll", args=[round.pk]), "\n" + HEAD + lines
    preview = chen.post(path, {"text": text})
    assert not faults(preview.content)
    assert (wrong or "Klopt dit?") in words(preview)
    if wrong:
        assert ">\n" + text in html.unescape(preview.content.decode())  # as typed, to mend it there
        with pytest.raises(Refusal, match=re.escape(wrong)):
            actions.import_roll(round, read_roll(text).rows, by=cast.chen, now=now)
    else:
        assert kept_text(preview) == text
        assert chen.post(path, {"text": kept_text(preview), "sure": "1"}).status_code == 302
    assert RollEntry.objects.count() == (1 if wrong else 3)
