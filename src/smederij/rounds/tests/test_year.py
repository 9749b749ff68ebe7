"""The year: evenings spread over areas, a suggestion that is taken, changed or left."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from tests.support.markup import faults

from smederij.base import clock
from smederij.base.models import Event
from smederij.base.money import euros
from smederij.base.refusals import Refusal
from smederij.gatherings.models import Gathering
from smederij.people.testing import sign_in
from smederij.places.actions import NewArea, add
from smederij.places.models import AreaKind
from smederij.rounds import access, actions, year, year_pages
from smederij.rounds.actions import Choice, Pattern
from smederij.rounds.models import Acceptance, Round, Season, Year
from smederij.rounds.testing import filled_pot

SEASONS = [
    ("Spring round", date(2025, 4, 14)),
    ("Summer round", date(2025, 6, 2)),
    ("Autumn round", date(2025, 9, 8)),
    ("Winter round", date(2025, 11, 3)),
]


def _season(first, **changed):
    return Season(title="x", first_evening=first, place=1), Year(year=first.year, **changed)


def test_evenings_are_monday_to_thursday_and_never_a_holiday():
    season, whole = _season(date(2025, 4, 14), a_night=1)
    days = [year.dates(season, turn=turn, year=whole).evening.date() for turn in range(12)]
    assert days[:4] == [date(2025, 4, day) for day in (14, 15, 16, 17)]
    assert days[4] == date(2025, 4, 22)  # after Good Friday and Easter Monday
    assert all(clock.is_working_day(day) and day.weekday() < 4 for day in days)
    assert len(set(days)) == 12


@pytest.mark.parametrize("a_night", [1, 2, 3])
def test_areas_do_not_all_meet_on_one_night(a_night):
    season, whole = _season(date(2025, 9, 8), a_night=a_night)
    plans = [year.dates(season, turn=turn, year=whole) for turn in range(27)]
    assert year.busiest(plans) == a_night


def test_the_days_around_an_evening_follow_one_another():
    for month in range(1, 13):
        season, whole = _season(date(2026, month, 4), look_days=1, vote_after=1, ideas_days=1)
        for turn in range(27):
            plan = year.dates(season, turn=turn, year=whole)
            moments = [moment for _phase, moment in plan.timetable.moments()]
            assert moments == sorted(moments)
            assert plan.timetable.present_at == plan.evening
            assert plan.evening.time() == time(19, 30)
            assert clock.is_working_day(localdate(plan.timetable.closes_at))


def _written(cast, now, **changed):
    return actions.write_year(2025, Pattern(**changed), SEASONS, by=cast.ada, now=now)


def _suggested(cast, now, area=None):
    found = year_pages.area_year(area or cast.area, Year.objects.get(year=2025), now=now)
    return found, found.suggestions[0]


def _choice(cast, now):
    found, first = _suggested(cast, now)
    return first.season, Choice(
        title="Spring round 2025",
        pot=found.pot or filled_pot(cast, now=now),
        budget=euros(900),
        timetable=first.dates.timetable,
        evening=first.dates.evening,
        where="The old school",
    )


def test_who_works_for_all_areas_writes_the_year(cast, now):
    for name, actor in {"nobody": None, **cast.people}.items():
        assert bool(access.may_write_year(actor, now=now)) is (name == "ada"), name
    written = _written(cast, now)
    assert [one.title for one in written.seasons.all()] == [title for title, _day in SEASONS]
    again = _written(cast, now, vote_days=7)
    assert (again.pk, Season.objects.count(), again.vote_days) == (written.pk, 4, 7)
    assert Event.objects.filter(kind="year.written").count() == 2
    assert not Round.objects.exists()
    wrong = ([*SEASONS[:3]], [*SEASONS[1:], SEASONS[0]], [("", SEASONS[0][1]), *SEASONS[1:]])
    for seasons in wrong:
        with pytest.raises(Refusal):
            actions.write_year(2025, Pattern(), seasons, by=cast.ada, now=now)
    for pattern in (Pattern(a_night=0), Pattern(look_days=50), Pattern(vote_days=500)):
        with pytest.raises(Refusal):
            actions.write_year(2025, pattern, SEASONS, by=cast.ada, now=now)


def test_an_area_takes_a_suggestion_in_one_go_and_only_once(cast, now):
    _written(cast, now)
    season, choice = _choice(cast, now)
    made = actions.accept(season, cast.area, choice, by=cast.chen, now=now)
    assert Gathering.objects.get(rounds=made).place == "The old school"
    assert (made.present_at, made.budget) == (choice.evening, euros(900))
    other = replace(choice, title="Another name", budget=euros(800))
    assert actions.accept(season, cast.area, other, by=cast.els, now=now) == made
    assert (Round.objects.count(), Gathering.objects.count()) == (1, 1)
    assert [one.round for one in _suggested(cast, now)[0].suggestions] == [made, None, None, None]


def test_nobody_from_elsewhere_takes_it_and_no_pot_from_elsewhere(cast, now):
    _written(cast, now)
    season, choice = _choice(cast, now)
    for actor in (cast.amina, cast.dalia, cast.finn, cast.ada):
        with pytest.raises(Refusal):
            actions.accept(season, cast.area, choice, by=actor, now=now)
    with pytest.raises(Refusal):
        actions.accept(season, cast.other_area, choice, by=cast.chen, now=now)
    assert not Round.objects.exists()
    assert not Gathering.objects.exists()


def test_a_round_that_was_called_off_makes_room(cast, now):
    _written(cast, now)
    season, choice = _choice(cast, now)
    made = actions.accept(season, cast.area, choice, by=cast.chen, now=now)
    actions.call_off(made, reason="The hall burnt down.", by=cast.chen, now=now)
    again = actions.accept(season, cast.area, replace(choice, evening=None), by=cast.chen, now=now)
    assert again != made
    assert Acceptance.objects.get().round == again


def test_two_people_take_it_at_once(fresh_db, run_in_threads, cast, now):
    _written(cast, now)
    season, choice = _choice(cast, now)
    jobs = [
        lambda: actions.accept(season, cast.area, choice, by=cast.chen, now=now),
        lambda: actions.accept(season, cast.area, choice, by=cast.els, now=now),
    ]
    first, second = run_in_threads(jobs)
    assert first == second == Round.objects.get()
    assert Gathering.objects.count() == 1


def test_the_amount_is_what_is_free_over_the_rounds_that_are_left(cast, now):
    _written(cast, now)
    pot = filled_pot(cast, amount=euros(4000), now=now)
    assert _suggested(cast, now)[0].budget == euros(1000)
    season, choice = _choice(cast, now)
    actions.accept(season, cast.area, replace(choice, budget=euros(1300)), by=cast.chen, now=now)
    assert _suggested(cast, now)[0].budget == euros(900)
    assert _suggested(cast, now, cast.other_area)[0].pot is None
    later = now + timedelta(days=250)
    assert [one.missed for one in _suggested(cast, later)[0].suggestions] == [True, True, True, True]
    assert _suggested(cast, later)[0].budget is None
    assert not pot.grants.exists()


@pytest.fixture
def pages(cast, now, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: now)

    def acting(actor=None):
        client = Client()
        if actor is not None:
            sign_in(client, actor)
        return client

    return acting


def test_the_pages_of_the_year(cast, now, pages):
    whole, mine = reverse("year"), reverse("area_year", args=["krakeel"])
    writing = reverse("year_write", args=[2025])
    assert "nog niets gepland" in pages().get(whole).content.decode()
    assert pages(cast.els).get(writing).status_code == 403
    ada, form = pages(cast.ada), {}
    page = ada.get(writing)
    assert not faults(page.content)
    for field in page.context["form"]:
        value = field.value()
        form[field.html_name] = value.isoformat() if isinstance(value, date | time) else value
    form["evening_1"] = "2025-05-05"
    assert ada.post(writing, {**form, "vote_days": "veel"}).status_code == 200
    assert ada.post(writing, form)["Location"] == reverse("year_of", args=[2025])
    for path in (whole, mine):
        for client in (pages(), ada, pages(cast.chen)):
            assert not faults(client.get(path).content), path
    filled_pot(cast, now=now)
    chen = pages(cast.chen)
    season = Season.objects.get(place=1)
    accept = reverse("year_accept", args=["krakeel", season.pk])
    assert accept in chen.get(mine).content.decode()
    assert accept not in pages(cast.amina).get(mine).content.decode()
    assert pages(cast.amina).post(accept, {"as_is": "1"}).status_code == 403
    answer = chen.post(accept, {"as_is": "1"})
    made = Round.objects.get()
    assert answer["Location"] == reverse("round_desk", args=[made.pk])
    assert (made.gathering, made.title) == (None, f"{season.title} 2025")
    assert chen.post(accept, {"as_is": "1"})["Location"] == answer["Location"]
    assert Round.objects.count() == 1
    assert not faults(chen.get(mine).content)


def test_a_changed_suggestion(cast, now, pages):
    _written(cast, now)
    pot = filled_pot(cast, now=now)
    season, chen = Season.objects.get(place=2), pages(cast.chen)
    accept = reverse("year_accept", args=["krakeel", season.pk])
    page = chen.get(accept)
    assert not faults(page.content)
    names = ("collect_at", "check_at", "evening", "vote_at", "closes_at")
    form = {name: page.context["form"].initial[name].strftime("%Y-%m-%dT%H:%M") for name in names}
    form |= {"title": "Pinksterronde", "pot": pot.pk, "budget": "1.250", "where": "In de schuur"}
    answer = chen.post(accept, {**form, "vote_at": "2024-01-01T09:00"})
    assert "Pinksterronde" in answer.content.decode()
    assert not Round.objects.exists()
    assert not Gathering.objects.exists()
    chen.post(accept, form)
    made = Round.objects.get()
    evening = Gathering.objects.get(rounds=made)
    assert (made.title, made.budget, evening.place) == ("Pinksterronde", euros(1250), "In de schuur")
    assert evening.starts_at == made.present_at


def _more_areas(cast, now, count):
    for n in range(count):
        new = NewArea(f"buurt-{n}", f"Buurt {n}", AreaKind.NEIGHBOURHOOD)
        add(new, within=cast.root, by_id=None, now=now)


@pytest.mark.parametrize("what", ["year", "area_year"])
def test_the_same_queries_for_3_and_300_areas(cast, now, pages, django_assert_max_num_queries, what):
    _written(cast, now)
    filled_pot(cast, now=now)
    path = reverse(what, args=[] if what == "year" else ["krakeel"])
    client = pages(cast.chen)
    client.get(path)
    with django_assert_max_num_queries(40) as before:
        client.get(path)
    _more_areas(cast, now, 300)
    with django_assert_max_num_queries(len(before)):
        assert client.get(path).status_code == 200


def test_moments_of_a_year_stay_inside_it():
    for number in range(2025, 2035):
        days = year_pages.first_evenings(number)
        assert all(day.weekday() == 0 and day.year == number for day in days)
        assert days == sorted(days)
        assert isinstance(datetime.combine(days[0], year_pages.usual_evening()), datetime)
