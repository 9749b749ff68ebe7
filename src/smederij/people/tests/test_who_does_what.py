"""Who does what here: declared to everybody, each on one line, with since, until and by whom."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.support.markup import faults

from smederij.base import clock
from smederij.people import access, actions, queries
from smederij.people.models import Hat, HatKind
from smederij.people.queries import WhoHere
from smederij.people.testing import Cast, sign_in

AT = "/gebieden/krakeel/mensen/"
TASKS = f"{AT}taken/"


def here(cast: Cast, now: datetime) -> dict[str, WhoHere]:
    return {one.name: one for one in queries.who_does_what(cast.area, now=now)}


def test_one_line_each_with_all_their_hats(cast: Cast, now: datetime) -> None:
    actions.give_hat(HatKind.COUNCIL, to=cast.chen, area=cast.root, by=cast.ada, now=now)
    chen = here(cast, now)["Chen"]
    assert chen.roles == ["bewaarder van de pot", "lid van de smederijgroep", "raadslid"]
    assert [hat.around for hat in chen.hats] == ["", "", "Smeedrecht"]
    assert chen.hats[2].given_by == "Ada"
    assert chen.here


def test_own_people_first_then_those_around_and_no_plain_residents(cast: Cast, now: datetime) -> None:
    assert list(here(cast, now)) == ["Els", "Chen", "Finn", "Noor", "Ada"]
    assert [one.here for one in here(cast, now).values()] == [True, True, False, False, False]


def test_only_who_can_be_called_shows_a_number(cast: Cast, now: datetime) -> None:
    actions.give_hat(HatKind.COUNTER, to=cast.amina, area=cast.area, by=cast.els, now=now)
    cast.amina.where = "Achterom 1"
    cast.amina.save()
    assert (here(cast, now)["Amina"].phone, here(cast, now)["Amina"].where) == ("", "")
    assert here(cast, now)["Chen"].phone == "06 1000 0003"


def test_a_hat_ends_by_itself(cast: Cast, now: datetime) -> None:
    until = now + timedelta(days=10)
    hat = actions.give_hat(HatKind.COUNTER, to=cast.amina, area=cast.area, by=cast.els, now=now, until=until)
    assert HatKind.COUNTER in access.hats(cast.amina, cast.area, now=until - timedelta(seconds=1))
    assert HatKind.COUNTER not in access.hats(cast.amina, cast.area, now=until)
    assert "Amina" not in here(cast, until)
    again = actions.give_hat(HatKind.COUNTER, to=cast.amina, area=cast.area, by=cast.els, now=until)
    assert again.pk != hat.pk


def test_giving_it_again_changes_until_when(cast: Cast, now: datetime) -> None:
    soon, late = now + timedelta(days=1), now + timedelta(days=9)
    for until in (soon, late, late, None):
        actions.give_hat(HatKind.COUNTER, to=cast.amina, area=cast.area, by=cast.els, now=now, until=until)
    [hat] = Hat.objects.filter(actor=cast.amina, kind=HatKind.COUNTER)
    assert hat.until is None


def test_the_page_is_open_and_shows_the_last_day(cast: Cast, client: Client) -> None:
    day = (clock.now() + timedelta(days=400)).astimezone(clock.AMSTERDAM).date()
    sign_in(client, cast.els)
    sent = {"reach": "bram@example.org", "name": "", "kind": "counter", "until": day.isoformat()}
    assert client.post(TASKS, sent).status_code == 302
    assert Hat.objects.get(actor=cast.bram, kind="counter").until == clock.at(day + timedelta(days=1), hour=0)
    page = Client().get(AT)
    shown = page.content.decode()
    assert f"{day.day} " in shown
    assert f"{day.year}" in shown
    assert "gegeven door Els" in shown
    assert TASKS not in shown
    assert TASKS in client.get(AT).content.decode()
    for path in (AT, TASKS):
        assert faults(client.get(path).content.decode()) == []


def test_only_who_can_take_it_back_is_offered_to(cast: Cast, now: datetime, client: Client) -> None:
    actions.give_hat(HatKind.FUNDER, to=cast.bram, area=cast.area, by=None, now=now)
    own = Hat.objects.get(actor=cast.els, kind=HatKind.AREA_WORKER)
    sign_in(client, cast.els)
    shown = client.get(f"/gebieden/{own.area.slug}/mensen/taken/").content.decode()
    assert f"/mensen/{own.pk}/terug/" in shown
    shown = client.get(TASKS).content.decode()
    worn = Hat.objects.worn(now=now).filter(area=cast.area)
    offered = {hat.kind for hat in worn if f"/mensen/{hat.pk}/terug/" in shown}
    assert HatKind.KEEPER in offered
    assert HatKind.FUNDER not in offered
    assert offered <= access.GIVEN_BY_AREA_WORKER | {HatKind.AREA_WORKER}


@pytest.mark.parametrize("until", ["2020-01-01", "morgen"])
def test_a_day_that_cannot_be_stays_in_the_box(cast: Cast, client: Client, until: str) -> None:
    sign_in(client, cast.els)
    page = client.post(TASKS, {"reach": "bram@example.org", "name": "", "kind": "counter", "until": until})
    assert page.context["page"].form.errors["until"]
    assert page.context["page"].form["until"].value() == until
    assert not Hat.objects.filter(kind="counter").exists()


def test_as_many_questions_for_three_as_for_three_hundred(cast: Cast, now: datetime, client: Client) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(AT).status_code == 200
        return len(asked)

    few = questions()
    for number in range(300):
        someone = actions.meet(f"P{number}", now=now)
        Hat.objects.create(actor=someone, area=cast.area, kind="group", since=now, given_by=cast.els)
    assert questions() == few
    assert len(client.get(AT).context["page"].people) == 50
