"""The evening on the big screen: what it shows, who moves it, and that two taps at once move it once."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.support.markup import faults

from smederij.base import clock
from smederij.base.refusals import Refusal
from smederij.people.actions import give_hat
from smederij.people.models import HatKind
from smederij.people.testing import sign_in
from smederij.rounds import actions, stage
from smederij.rounds.ballots import Choices
from smederij.rounds.models import Shows, Stage
from smederij.rounds.testing import opened


@pytest.fixture
def at(cast, now):
    return opened(cast, kind="approve", now=now)


def walk(round, *, by, now):
    """Move the screen along to the end; the keys of all slides passed."""
    shown = stage.evening(round, now=now)
    assert shown.stage is not None
    keys = [shown.now.key]
    for version, slide in enumerate(shown.slides[shown.at + 1 :], start=shown.stage.version):
        actions.show(round, slide.key, version=version, by=by, now=now)
        keys.append(stage.evening(round, now=now).now.key)
    return keys


def test_the_screen_goes_from_welcome_past_every_idea_to_voting(at, cast):
    actions.show(at.round, "welcome-0", version=0, by=cast.chen, now=at.now)
    keys = walk(at.round, by=cast.chen, now=at.now)
    ideas = [key for key in keys if key.startswith("idea-")]
    assert keys == ["welcome-0", *ideas, "vote-0"]
    assert sorted(ideas) == sorted(f"idea-{entry.pk}" for entry in at.entries)


def test_after_the_count_every_turn_is_told_and_then_what_will_come(at, cast):
    for code in at.codes[:3]:
        passed = actions.open_letter(code, network="", now=at.now)
        actions.cast(passed.token, actions.new_nonce(), Choices({1: 1}), now=at.now)
    actions.show(at.round, "vote-0", version=0, by=cast.chen, now=at.now)
    actions.tick(now=at.round.closes_at)
    at.round.refresh_from_db()
    keys = walk(at.round, by=cast.chen, now=at.round.closes_at)
    assert keys == ["vote-0", "turn-1", "turn-2", "turn-3", "turn-4", "end-0"]


def test_two_who_tap_at_once_move_it_once(at, cast):
    actions.show(at.round, "welcome-0", version=0, by=cast.chen, now=at.now)
    first = stage.evening(at.round, now=at.now).slides[1].key
    actions.show(at.round, first, version=1, by=cast.chen, now=at.now)
    with pytest.raises(Refusal, match="hetzelfde moment"):
        actions.show(at.round, "vote-0", version=1, by=cast.els, now=at.now)
    assert stage.evening(at.round, now=at.now).now.key == first


def test_time_for_telling_ends_with_the_slide(at, cast):
    key = stage.evening(at.round, now=at.now).slides[1].key
    actions.show(at.round, key, version=0, by=cast.chen, now=at.now)
    given = actions.ring(at.round, 3, version=1, by=cast.chen, now=at.now)
    assert given.rings_at == at.now + timedelta(minutes=3)
    with pytest.raises(Refusal):
        actions.ring(at.round, 7, version=2, by=cast.chen, now=at.now)
    moved = actions.show(at.round, "vote-0", version=2, by=cast.chen, now=at.now)
    assert (moved.rings_at, moved.minutes) == (None, 0)


def test_an_idea_that_is_taken_back_leaves_the_screen(at, cast):
    gone = at.entries[0]
    actions.show(at.round, f"idea-{gone.pk}", version=0, by=cast.chen, now=at.now)
    gone.initiative.withdrawn_at = at.now
    gone.initiative.save()
    shown = stage.evening(at.round, now=at.now)
    assert shown.now.shows == Shows.VOTE
    with pytest.raises(Refusal, match="niet meer"):
        actions.show(at.round, f"idea-{gone.pk}", version=1, by=cast.chen, now=at.now)


@pytest.mark.parametrize(
    ("who", "may"), [("chen", True), ("els", True), ("bram", False), ("amina", False), ("finn", False)]
)
def test_who_leads(at, cast, who, may):
    actor = getattr(cast, who)
    if may:
        assert actions.show(at.round, "vote-0", version=0, by=actor, now=at.now).version == 1
        return
    with pytest.raises(Refusal) as refused:
        actions.show(at.round, "vote-0", version=0, by=actor, now=at.now)
    assert refused.value.status == 403
    assert not Stage.objects.exists()


def test_whoever_counts_leads_too(at, cast):
    give_hat(HatKind.COUNTER, to=cast.bram, area=cast.area, by=cast.els, now=at.now)
    assert actions.show(at.round, "vote-0", version=0, by=cast.bram, now=at.now).shows == Shows.VOTE


class Wall:
    """The big screen, and the phone of Chen."""

    def __init__(self, at, cast):
        self.screen, self.phone = Client(), Client()
        sign_in(self.phone, cast.chen)
        self.path = f"/rondes/{at.round.pk}/avond/"

    def shows(self):
        answer = self.screen.get(f"{self.path}scherm/")
        assert answer.status_code == 200
        assert faults(answer.content.decode()) == []
        return answer.content.decode()

    def asks(self, page):
        seen = page.split('data-seen="')[1].split('"')[0]
        return self.screen.get(f"{self.path}scherm/?after={seen}")

    def taps(self, **form):
        answer = self.phone.post(f"{self.path}leiden/", form, follow=True)
        assert answer.status_code == 200
        assert faults(answer.content.decode()) == []
        return answer.content.decode()


@pytest.fixture
def wall(at, cast, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: at.now)
    return Wall(at, cast)


def test_the_phone_moves_the_wall(wall, at):
    page = wall.shows()
    assert "Stem nu" in page
    assert wall.asks(page).status_code == 204
    told = at.entries[2]
    assert told.title in wall.taps(version=0, show=f"idea-{told.pk}")
    fresh = wall.asks(page)
    assert fresh.status_code == 200
    assert f"<h1>{told.title}</h1>" in fresh.content.decode()
    assert "<html" not in fresh.content.decode()
    assert "data-left" not in wall.shows()
    wall.taps(version=1, minutes=2)
    assert 'data-left="120"' in wall.shows()


def test_the_wall_tells_how_many_voted_never_what(wall, at):
    page = wall.shows()
    passed = actions.open_letter(at.codes[0], network="", now=at.now)
    actions.cast(passed.token, actions.new_nonce(), Choices({1: 1}), now=at.now)
    fresh = wall.asks(page)
    assert "<strong>1</strong> mens stemde" in fresh.content.decode()
    assert not any(entry.title in fresh.content.decode() for entry in at.entries)


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"version": "x", "show": "vote-0"},
        {"version": 0, "show": "nothing"},
        {"version": 0, "minutes": "9" * 40},
    ],
)
def test_a_strange_tap_moves_nothing(wall, form):
    wall.taps(**form)
    assert not Stage.objects.filter(version__gt=0).exists()


def test_asking_costs_few_questions_however_many_ideas(wall, at, django_assert_max_num_queries):
    page = wall.shows()
    with django_assert_max_num_queries(9):
        assert wall.asks(page).status_code == 204
