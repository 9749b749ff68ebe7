"""The pages of a round without a vote: who may do what there, and a fixed number of queries."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.support.markup import faults

from smederij.base import clock
from smederij.people.testing import sign_in
from smederij.rounds import actions
from smederij.rounds.actions import Said
from smederij.rounds.models import Look, Objection, Round, Settling
from smederij.rounds.rules import LookWords
from smederij.rounds.tests.test_without_vote import agree, entries, prepared


@pytest.fixture
def as_(now, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: now)

    def acting(actor=None):
        client = Client()
        if actor is not None:
            sign_in(client, actor)
        return client

    return acting


def _begun(cast, now, count=2):
    agree(cast, now)
    asks = {f"Idea {n}": 5 for n in range(count)}
    round = prepared(cast, now, budget=5 * count, asks=asks)
    actions.begin(round, by=cast.chen, now=now)
    return Round.objects.get(pk=round.pk)


def test_only_the_group_does_what_the_group_does(cast, now, as_):
    round = _begun(cast, now)
    first = entries(round)[0]
    said = Said(name="Gerda", phone="06 1234 5678", reason="No.", key="k")
    objection = actions.object_to(first, said, by=None, now=now)
    posts = {
        reverse("without_vote_settle", args=[round.pk]): {},
        reverse("without_vote_leave_out", args=[round.pk, first.pk]): {},
        reverse("without_vote_list", args=[round.pk]): {"entry": first.pk, "number": 1, "count": 9},
        reverse("without_vote_answer", args=[round.pk, objection.pk]): {"answer": "x", "stands": "no"},
        reverse("without_vote_to_vote", args=[round.pk]): {},
    }
    for who in (cast.amina, cast.bram, cast.dalia, cast.finn):
        for path, form in posts.items():
            assert as_(who).post(path, form).status_code in {302, 403}, path
        for path in list(posts)[-2:]:
            assert as_(who).get(path).status_code == 403, path
    round.refresh_from_db()
    assert round.settling_at is not None
    assert Settling.objects.get().first_by is None
    assert Objection.objects.get().answered_by is None
    assert not first.paper_lists.exists()
    assert entries(round)[0].nominated_at is not None


def test_who_is_not_on_the_list_hears_what_to_do(cast, now, as_):
    """Somebody unknown signs in; somebody signed in, who lives elsewhere, is not told to do that again."""
    path = reverse("without_vote", args=[_begun(cast, now).pk])
    unknown, dalia = (as_(who).get(path).content.decode() for who in (None, cast.dalia))
    assert "Meld je aan om te tekenen" in unknown
    assert 'class="btn" href="/inloggen/' in unknown
    assert "Meld je aan om te tekenen" not in dalia
    assert "Bel een van de mensen hieronder." in dalia


def test_it_becomes_a_vote_through_the_page(cast, now, as_):
    round = _begun(cast, now)
    path = reverse("without_vote_to_vote", args=[round.pk])
    chen = as_(cast.chen)
    assert not faults(chen.get(path).content)
    typed = {"collect_at": "2025-03-01T09:00", "vote_at": "2025-04-01T09:00", "closes_at": "2025-03-20T20:00"}
    assert chen.post(path, typed).status_code == 200
    chen.post(path, {**typed, "closes_at": "2025-04-11T20:00"})
    round.refresh_from_db()
    assert round.settling_at is None
    assert chen.get(reverse("without_vote", args=[round.pk])).status_code == 302


def test_the_obstacle_page(cast, now, as_):
    round = prepared(cast, now)
    words = LookWords(aspect="law", free=False, reason="Not ours.", next_step="Els calls.")
    look = actions.look(entries(round)[0], words, owner=cast.els, due=None, by=cast.noor, now=now)
    path = reverse("look_solved", args=[look.pk])
    assert as_(cast.amina).get(path).status_code == 403
    els = as_(cast.els)
    assert not faults(els.get(path).content)
    assert els.post(path, {"how": ""}).status_code == 200
    assert els.post(path, {"how": "The province agrees."}).status_code == 302
    assert Look.objects.get().solution == "The province agrees."


@pytest.mark.parametrize("page", ["without_vote", "round_evening"])
def test_the_same_queries_for_3_and_60_ideas(cast, now, as_, page, django_assert_max_num_queries):
    few = _begun(cast, now, 3)
    client = as_(cast.chen)
    client.get(reverse(page, args=[few.pk]))
    with django_assert_max_num_queries(40) as before:
        client.get(reverse(page, args=[few.pk]))
    actions.call_off(few, reason="Another.", by=cast.chen, now=now)
    many = prepared(cast, now, budget=300, asks={f"More {n}": 5 for n in range(60)}, pot=few.pot)
    actions.begin(many, by=cast.chen, now=now)
    with django_assert_max_num_queries(len(before)):
        answer = client.get(reverse(page, args=[many.pk]))
    assert not faults(answer.content)


def test_a_list_sent_when_it_goes_by_a_vote_leads_to_the_round(cast, now, as_):
    agree(cast, now)
    round = prepared(cast, now)
    path = reverse("without_vote_list", args=[round.pk])
    answer = as_(cast.chen).post(path, {"entry": "x", "number": 1, "count": 9})
    assert (answer.status_code, answer["Location"]) == (302, round.get_absolute_url())


def test_who_objects_reads_who_decides_in_the_end(cast, now, as_):
    """No agreement said otherwise, so it is the house's own: together, else the steering group."""
    round = _begun(cast, now)
    path = reverse("without_vote_object", args=[round.pk, entries(round)[0].pk])
    assert "dan beslist de stuurgroep" in as_().get(path).content.decode()
