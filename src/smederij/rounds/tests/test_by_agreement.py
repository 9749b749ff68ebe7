"""An area agreed how ideas get on the ballot: then the clock puts them there, the same for everyone."""

from datetime import timedelta

import pytest

from smederij.base.money import euros
from smederij.base.refusals import Refusal
from smederij.initiatives.actions import stand_behind, withdraw
from smederij.rounds import actions
from smederij.rounds.models import Entry
from smederij.rounds.testing import agree, idea, people, planned

CHECK, EVENING = timedelta(weeks=1), timedelta(weeks=3)  # as `planned` has them


def entered(cast, round, title, *, by, asked=500, now):
    one = idea(title, asked=asked, by=by, area=cast.area, now=now)
    return actions.enter(round, one, by=by, now=now)


def on_ballot(round):
    return set(Entry.objects.filter(round=round).exclude(nominated_at=None).values_list("title", flat=True))


def test_all_ideas_once_no_more_come_in(cast, now):
    agree(cast, "nomination", {"way": "all"}, now=now)
    round = planned(cast, now=now)
    one = entered(cast, round, "One", by=cast.amina, now=now)
    gone = entered(cast, round, "Gone", by=cast.bram, now=now)
    actions.tick(now + CHECK)
    assert on_ballot(round) == set()
    withdraw(gone.initiative, by=cast.bram, now=now + CHECK)
    assert actions.tick(now + EVENING) > 0
    assert on_ballot(round) == {"One"}
    one.refresh_from_db()
    assert (one.nominated_by, one.nominated_at, one.asked) == (None, now + EVENING, euros(500))
    assert actions.tick(now + EVENING) == 0
    with pytest.raises(Refusal, match="We agreed this"):
        actions.unnominate(one, by=cast.chen, now=now + EVENING)


def test_what_a_person_decides_about_waits_for_that_person(cast, now):
    agree(cast, "nomination", {"way": "all"}, now=now)
    agree(cast, "ideas", {"most": 1}, now=now)
    round = planned(cast, now=now)
    for title in ("One", "Two"):
        two = entered(cast, round, title, by=cast.amina, now=now)
    actions.tick(now + EVENING)
    assert on_ballot(round) == {"One"}
    decision = actions.Decision(rule="ideas", reason="They belong together.")
    actions.make_exception(two, decision, by=cast.chen, now=now + EVENING)
    actions.tick(now + EVENING)
    assert on_ballot(round) == {"One", "Two"}


def test_support_counts_until_letters_name_the_ideas(cast, now):
    agree(cast, "nomination", {"way": "support", "at_least": 1}, now=now)
    round = planned(cast, now=now)
    one, two, three = (
        entered(cast, round, title, by=cast.amina, now=now) for title in ("One", "Two", "Three")
    )
    stand_behind(one.initiative, named=False, by=cast.bram, now=now)
    actions.tick(now + EVENING)
    assert on_ballot(round) == {"One"}
    stand_behind(two.initiative, named=False, by=cast.bram, now=now + EVENING)
    actions.tick(now + EVENING)
    assert on_ballot(round) == {"One", "Two"}
    actions.import_roll(round, people(3), by=cast.chen, now=now + EVENING)
    actions.issue_letters(round, by=cast.chen, now=now + EVENING)
    stand_behind(three.initiative, named=False, by=cast.bram, now=now + EVENING)
    actions.tick(now + EVENING)
    assert on_ballot(round) == {"One", "Two"}


def test_where_the_group_chooses_nothing_goes_by_itself(cast, now):
    round = planned(cast, now=now)
    entered(cast, round, "One", by=cast.amina, now=now)
    actions.tick(now + EVENING)
    assert on_ballot(round) == set()
