"""Taking an idea back never strikes it from a ballot people vote on, nor pulls a winner away."""

from functools import partial

import pytest

from smederij.base.money import Money
from smederij.base.refusals import Refusal
from smederij.initiatives.actions import Draft, change, withdraw
from smederij.people.testing import sign_in
from smederij.rounds import actions
from smederij.rounds.actions import new_nonce
from smederij.rounds.models import Entry, Phase, Round
from smederij.rounds.rules import Choices
from smederij.rounds.testing import nominated, number, planned, ready, started


def _refusal(idea, *, by, now):
    with pytest.raises(Refusal) as caught:
        withdraw(idea, by=by, now=now)
    return caught.value


def test_while_people_vote_an_idea_stays_on_the_ballot(cast, now, client, open_for_2):
    at = open_for_2
    benches = started(at.round.entries.get(title="Benches"))
    refused = _refusal(benches, by=cast.amina, now=at.now)
    assert refused.status == 409
    assert "Over dit idee wordt nu gestemd" in str(refused.reason)
    assert cast.chen.phone in str(refused.reason) or cast.els.phone in str(refused.reason)
    sign_in(client, cast.amina)
    page = client.get(f"/ideeen/{benches.public_id}/wijzigen/").content.decode()
    assert "Over dit idee wordt nu gestemd" in page
    assert "intrekken/" not in page
    assert client.post(f"/ideeen/{benches.public_id}/intrekken/").status_code == 409
    benches.refresh_from_db()
    assert benches.withdrawn_at is None


def test_after_the_count_who_lost_may_and_who_won_may_not(cast, now, open_for_2):
    at = open_for_2
    for code in at.codes:
        token = actions.open_letter(code, network="::1", now=at.now).token
        wanted = at.round.entries.get(title="Playground")
        actions.cast(token, new_nonce(), Choices({number(wanted): 1}), now=at.now)
    actions.settle(at.round, now=at.round.closes_at)
    winner, loser = (started(at.round.entries.get(title=title)) for title in ("Playground", "Benches"))
    assert "Hier ligt geld voor klaar" in str(_refusal(winner, by=cast.amina, now=at.round.closes_at).reason)
    assert withdraw(loser, by=cast.amina, now=at.round.closes_at).withdrawn_at is not None


def test_while_people_vote_the_sentence_and_the_amount_stay(cast, now, open_for_2):
    at = open_for_2
    benches = started(at.round.entries.get(title="Benches"))
    for draft in (Draft(title="Benches", asked=Money(1)), Draft(title="A palace", asked=benches.asked)):
        with pytest.raises(Refusal, match="Over dit idee wordt nu gestemd"):
            change(benches, draft, by=cast.amina, now=at.now)
    told = Draft(title="Benches", asked=benches.asked, text="With a view.")
    assert change(benches, told, by=cast.amina, now=at.now).text == "With a view."


def test_before_the_vote_an_idea_can_be_taken_back(cast, now):
    round = planned(cast, now=now)
    entry = nominated(cast, round, now=now)[0]
    assert withdraw(started(entry), by=cast.amina, now=now).withdrawn_at == now


def test_taking_back_while_the_vote_opens_is_before_or_not_at_all(fresh_db, run_in_threads, cast, now):
    round, _codes = ready(cast, now=now)
    idea = started(round.entries.get(title="Benches"))
    opening = partial(actions.tick, round.vote_at)
    withdrawing = partial(withdraw, idea, by=cast.amina, now=round.vote_at)
    answers = run_in_threads([opening, withdrawing, opening])
    assert all(isinstance(answer, Refusal) for answer in answers if isinstance(answer, Exception))
    assert Round.objects.get(pk=round.pk).phase == Phase.VOTE
    idea.refresh_from_db()
    on_ballot = Entry.objects.get(round=round, initiative=idea).number is not None
    assert on_ballot == (idea.withdrawn_at is None)
