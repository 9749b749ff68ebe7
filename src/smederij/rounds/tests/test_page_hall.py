"""An evening in the hall, through HTTP: the table, a code, papers, the box, closing."""

import re

import pytest
from django.test import Client
from tests.support.markup import faults

from smederij.base import clock
from smederij.people.actions import give_hat
from smederij.people.models import HatKind
from smederij.people.testing import sign_in
from smederij.rounds.models import Result
from smederij.rounds.paper_pdf import paper_pdf
from smederij.rounds.testing import opened


class Person:
    """Somebody of the cast with a phone."""

    def __init__(self, actor):
        self.client = Client()
        if actor is not None:
            sign_in(self.client, actor)

    def look(self, path, *, status=200):
        answer = self.client.get(path)
        assert answer.status_code == status
        assert faults(answer.content.decode()) == []
        return answer.content.decode()

    def send(self, path, **fields):
        answer = self.client.post(path, fields, follow=True)
        assert answer.status_code == 200, (path, answer.status_code)
        assert faults(answer.content.decode()) == []
        return answer.content.decode()


@pytest.fixture
def evening(cast, now, monkeypatch):
    """An open vote, the clock in it, and Chen, Els and Bram, who counts."""
    at = opened(cast, kind="approve", now=now)
    give_hat(HatKind.COUNTER, to=cast.bram, area=cast.area, by=cast.els, now=now)
    moment = {"now": at.now}
    monkeypatch.setattr(clock, "now", lambda: moment["now"])
    return at, moment, Person(cast.chen), Person(cast.els), Person(cast.bram)


def code_in(page):
    return re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}", page)[-1]


def button(page, words):
    """Where the form of the button with these words goes."""
    found = re.findall(
        r'<form[^>]*action="([^"]+)"[^>]*>(?:(?!</form>).)*?' + re.escape(words), page, re.DOTALL
    )
    assert found, f"{words!r} is not on this page"
    return found[0]


def test_an_evening_from_the_table_to_the_result(evening):
    at, moment, chen, els, bram = evening
    table = f"/rondes/{at.round.pk}/tafel/"
    chen.look(table)
    chen.send(table + "open/")
    assert "Chen zegt dat de stemtafel open kan" in bram.look(table)
    bram.send(table + "open/")

    page = bram.send(table, zoek="Resident 2")
    assert "kan nog stemmen" in page
    slip = bram.client.post(button(page, "Geef een nieuwe code"))
    assert slip["Cache-Control"].startswith("max-age=0")
    code = code_in(slip.content.decode())
    assert faults(slip.content.decode()) == []
    page = bram.send(table, zoek="Resident 3")
    assert "één stembiljet" in bram.send(button(page, "Geef een stembiljet"))
    assert "kan niet meer stemmen" in bram.send(table, zoek="Resident 3")
    assert chen.client.get(table + "stembiljet.pdf").content.startswith(b"%PDF")
    assert code not in bram.look(table)  # the slip is the only place where it stands

    box = f"/rondes/{at.round.pk}/doos/"
    chen.look(box, status=403)  # it stays shut
    moment["now"] = at.round.closes_at
    chen.look(table, status=403)
    assert "tel de stembus en sluit met twee mensen" in chen.look("/mijn/")
    chen.send(box, papers="1")
    assert "Twee mensen telden hetzelfde" in bram.send(box, papers="1")
    for reader in (chen, bram):
        reader.look(box + "1/")
        assert "Tik aan" in reader.send(box + "1/", biljet="1")  # nothing chosen yet: it asks
        for odd in ("²", "9" * 5000):
            assert reader.client.get(box + "1/", {"biljet": odd}).status_code == 200
        reader.send(box + "1/", biljet="1", kies="2")
    chen.send(box + "sluiten/")
    assert not Result.objects.exists()
    assert "Gesloten en geteld" in els.send(box + "sluiten/")
    assert Result.objects.get().ballots == 1


def test_without_a_table_nobody_counts_a_box(evening):
    at, moment, chen, *_others = evening
    moment["now"] = at.round.closes_at
    assert "sluit vanzelf" in chen.look(f"/rondes/{at.round.pk}/doos/", status=409)


def test_a_box_that_was_not_counted_keeps_what_was_typed(evening):
    at, moment, chen, _els, bram = evening
    for somebody in (chen, bram):
        somebody.send(f"/rondes/{at.round.pk}/tafel/open/")
    bram.send(button(bram.send(f"/rondes/{at.round.pk}/tafel/", zoek="Resident 3"), "Geef een stembiljet"))
    moment["now"] = at.round.closes_at
    page = chen.send(f"/rondes/{at.round.pk}/doos/", papers="drie")
    assert "Vul in hoeveel stembiljetten" in page
    assert 'value="drie"' in page


@pytest.mark.parametrize("path", ["tafel/", "tafel/open/", "doos/", "doos/sluiten/", "doos/1/"])
def test_a_resident_does_not_sit_at_the_table(evening, cast, path):
    at, moment, *_people = evening
    amina = Person(cast.amina).client
    for when in (at.now, at.round.closes_at):
        moment["now"] = when
        assert amina.post(f"/rondes/{at.round.pk}/{path}").status_code == 403


@pytest.mark.parametrize("kind", ["one", "approve", "budget", "points"])
def test_ballots_of_every_kind_print(cast, now, kind):
    assert paper_pdf(opened(cast, kind=kind, now=now).round).startswith(b"%PDF")
