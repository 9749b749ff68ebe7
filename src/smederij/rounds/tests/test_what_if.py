"""What a rule would have changed in the last rounds."""

from datetime import timedelta

import pytest
from tests.support.visitor import Visitor

from smederij.agreements import rules
from smederij.agreements.queries import book_if
from smederij.base.money import euros
from smederij.initiatives.actions import stand_behind
from smederij.rounds import actions, queries
from smederij.rounds.actions import Plan, new_nonce
from smederij.rounds.models import Round
from smederij.rounds.rules import Choices
from smederij.rounds.testing import filled_pot, idea, number, people, started, timetable


def won(cast, title, who, now):
    """A counted round with two ideas, of which the first won."""
    pot = filled_pot(cast, name=f"Pot {title}", now=now)
    round = actions.plan(
        pot, Plan(title=title, budget=euros(1000), timetable=timetable(now)), by=cast.chen, now=now
    )
    for name, starter in ((f"{title} one", who), (f"{title} two", cast.els)):
        mine = idea(name, asked=900, by=starter, area=cast.area, now=now)
        actions.nominate(actions.enter(round, mine, by=cast.chen, now=now), by=cast.chen, now=now)
    actions.import_roll(round, people(1), by=cast.chen, now=now)
    [letter] = actions.issue_letters(round, by=cast.chen, now=now).letters
    actions.tick(round.vote_at)
    paper = actions.open_letter(letter.code, network="::1", now=round.vote_at)
    chosen = number(round.entries.get(title=f"{title} one"))
    actions.cast(paper.token, new_nonce(), Choices({chosen: 1}), now=round.vote_at)
    actions.tick(round.closes_at)
    return Round.objects.get(pk=round.pk)


@pytest.fixture
def three_rounds(cast, now):
    """Amina wins, Amina wins again, Bram wins; Els has an idea in each."""
    found = []
    for turn, who in enumerate((cast.amina, cast.amina, cast.bram)):
        found.append(won(cast, f"R{turn}", who, now + timedelta(days=60 * turn)))
    return found


def look(cast, rule):
    found = queries.would_have_changed(cast.area, book_if(rule), kind=rule.KIND)
    return found and [one.entry.title for one in found.changed]


@pytest.mark.parametrize(
    ("rule", "titles"),
    [
        (rules.SitOut(rounds=1), ["R1 one"]),
        (rules.SitOut(rounds=8, per="group"), ["R1 one"]),
        (rules.SitOut(), []),
        (rules.Ideas(1), []),
        (rules.Cap(euros(900)), []),
        (rules.Cap(euros(500)), ["R0 one", "R0 two", "R1 one", "R1 two", "R2 one", "R2 two"]),
        (rules.Nomination(), []),
        (rules.Votes(10), None),
    ],
)
def test_what_would_have_been(cast, three_rounds, rule, titles):
    found = look(cast, rule)
    assert (found if found is None else sorted(found)) == titles


def test_support_that_was_not_there(cast, three_rounds, now):
    entry = three_rounds[0].entries.get(title="R0 one")
    stand_behind(started(entry), named=False, by=cast.dalia, now=now)
    assert "R0 one" not in look(cast, rules.Nomination("support", 1))
    assert len(look(cast, rules.Nomination("support", 1))) == 5
    assert len(look(cast, rules.Nomination("support", 2))) == 6


def test_nothing_to_look_back_on(cast):
    found = queries.would_have_changed(cast.area, book_if(rules.Ideas(1)), kind="ideas")
    assert found is not None
    assert (found.rounds, found.changed) == (0, ())


def test_it_takes_few_questions_and_stands_on_the_page(cast, three_rounds, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        look(cast, rules.SitOut(rounds=1))
    visitor = Visitor(cast.chen).open("/gebieden/krakeel/afspraken/nieuw/?regel=sit_out&voorbeeld=1")
    visitor.sees(
        "Met deze regel hadden in de laatste 3 rondes deze ideeën niet zomaar mee kunnen doen:", "R1 one"
    )
    visitor.sees_not("R1 two")
    visitor.open("/gebieden/krakeel/afspraken/nieuw/?regel=ideas&voorbeeld=1")
    visitor.sees("In de laatste 3 rondes had deze regel niets veranderd.")
