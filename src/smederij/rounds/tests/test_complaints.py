"""Something is wrong with somebody's vote: it is written down, solved, and held against the margin."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.support.markup import faults

from smederij.base.refusals import Refusal
from smederij.people.testing import sign_in
from smederij.rounds import actions
from smederij.rounds.actions import new_nonce
from smederij.rounds.complaints import complaints
from smederij.rounds.models import About, Complaint, Round
from smederij.rounds.rules import Choices
from smederij.rounds.testing import number, opened
from smederij.rounds.waiting import waiting_for


def _voted(cast, now):
    """Playground 4 and Repair shop 3 votes: together they ask all there is."""
    at = opened(cast, voters=8, now=now)
    numbers = {entry.title: number(entry) for entry in at.entries}
    for code, titles in zip(at.codes, [["Playground", "Repair shop"]] * 3 + [["Playground"]], strict=False):
        letter = actions.open_letter(code, network="::1", now=at.now)
        chosen = dict.fromkeys((numbers[title] for title in titles), 1)
        actions.cast(letter.token, new_nonce(), Choices(chosen), now=at.now)
    return at


def test_a_complaint_waits_for_the_area_until_somebody_solves_it(cast, now):
    at = _voted(cast, now)
    told = actions.complain(at.round, About.CODE_USED, "The letter said used.", by=cast.els, now=at.now)
    again = actions.complain(at.round, About.CODE_USED, "The letter  said used.", by=cast.els, now=at.now)
    assert again == told
    url = reverse("round_complaints", args=[at.round.pk])
    assert [one.url for one in waiting_for(cast.chen.pk, at.now) if one.url == url] == [url]
    assert not [one for one in waiting_for(cast.amina.pk, at.now) if one.url == url]
    actions.answer_complaint(told, "Her husband had voted with it.", by=cast.chen, now=at.now)
    assert not [one for one in waiting_for(cast.chen.pk, at.now) if one.url == url]
    with pytest.raises(Refusal):
        actions.answer_complaint(told, "Something else.", by=cast.els, now=at.now)
    told.refresh_from_db()
    assert (told.answer, told.answered_by) == ("Her husband had voted with it.", cast.chen)


def test_only_who_runs_or_counts_hears_complaints(cast, now):
    at = _voted(cast, now)
    with pytest.raises(Refusal):
        actions.complain(at.round, About.OTHER, "Hm.", by=cast.amina, now=at.now)
    with pytest.raises(Refusal):
        actions.complain(at.round, About.OTHER, " ", by=cast.els, now=at.now)
    assert not Complaint.objects.exists()


def test_they_matter_when_as_many_codes_were_used_as_the_margin(cast, now):
    at = _voted(cast, now)
    actions.complain(at.round, About.CODE_USED, "Used.", by=cast.els, now=at.now)
    assert complaints(at.round).margin is None
    actions.settle(at.round, now=at.round.closes_at)
    found = complaints(Round.objects.get(pk=at.round.pk))
    assert (found.told, found.codes_used, found.margin, found.matter) == (1, 1, 3, False)
    for place in range(2):
        actions.complain(at.round, About.CODE_USED, f"Used {place}.", by=cast.els, now=at.round.closes_at)
    assert complaints(Round.objects.get(pk=at.round.pk)).matter


def test_a_complaint_through_the_pages(cast, now, monkeypatch):
    at = _voted(cast, now)
    monkeypatch.setattr("smederij.base.clock.now", lambda: at.now)
    els, anyone = Client(), Client()
    sign_in(els, cast.els)
    url = reverse("round_complaints", args=[at.round.pk])
    assert url in els.get(reverse("round_desk", args=[at.round.pk])).content.decode()
    kept = els.post(url, {"words": "No letter at number 12."})
    assert "No letter at number 12." in kept.content.decode()  # nothing typed is lost
    assert faults(kept.content.decode()) == []
    els.post(url, {"about": About.NO_LETTER, "words": "No letter at number 12."})
    (told,) = Complaint.objects.all()
    solve = reverse("round_complaint_answer", args=[at.round.pk, told.pk])
    assert faults(els.post(solve, {"answer": ""}).content.decode()) == []
    els.post(solve, {"answer": "A slip at the table."})
    shown = els.get(url).content.decode()
    assert "A slip at the table." in shown
    public = anyone.get(reverse("look_over", args=[at.round.pk])).content.decode()
    assert faults(public) == []
    assert "number 12" not in public  # only how many
    assert anyone.get(url).status_code in {302, 403}
