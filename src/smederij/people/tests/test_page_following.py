"""The button, the list of what I follow, and what was told to me."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from tests.support.markup import faults

from smederij.people import actions, following
from smederij.people.models import Actor, Follow
from smederij.people.testing import Cast, sign_in

LIST, TOLD = "/mijn/volgen/", "/mijn/berichten/"


def button(cast: Cast, actor: Actor | None) -> str:
    request = RequestFactory().get("/gebieden/krakeel/")
    request.actor = actor  # type: ignore[attr-defined]
    page = Template("{% load follow %}{% follow area %}")
    return page.render(Context({"request": request, "area": cast.area}))


def press(client: Client, cast: Cast, path: str = "/volgen/", **given: str) -> "object":
    return client.post(path, {"subject": following.sign(cast.area), "next": "/gebieden/krakeel/", **given})


def test_the_button_follows_and_then_stops(cast: Cast, now: datetime, client: Client) -> None:
    assert 'action="/volgen/"' in button(cast, None)
    assert 'action="/volgen/"' in button(cast, cast.amina)
    sign_in(client, cast.amina)
    answer = press(client, cast)
    assert answer["Location"] == "/gebieden/krakeel/"  # type: ignore[index]
    assert Follow.objects.get().actor == cast.amina
    assert 'action="/volgen/stop/"' in button(cast, cast.amina)
    assert 'action="/volgen/"' in button(cast, cast.bram)
    press(client, cast, "/volgen/stop/")
    assert not Follow.objects.exists()


def test_who_is_not_signed_in_comes_back_to_it(cast: Cast, client: Client) -> None:
    answer = press(client, cast)
    assert answer.status_code == 403  # type: ignore[attr-defined]
    assert not Follow.objects.exists()
    assert any(one["path"] == "/volgen/" for one in client.session["kept"].values())


@pytest.mark.parametrize("token", ["", "places.area:1", "x" * 900])
def test_only_what_a_page_of_ours_showed_is_followed(cast: Cast, client: Client, token: str) -> None:
    sign_in(client, cast.amina)
    assert press(client, cast, subject=token).status_code == 404  # type: ignore[attr-defined]
    assert press(client, cast, "/volgen/stop/", subject=token).status_code == 404  # type: ignore[attr-defined]


def test_a_stranger_page_is_not_where_one_comes_back(cast: Cast, client: Client) -> None:
    sign_in(client, cast.amina)
    answer = press(client, cast, next="https://elsewhere.example/")
    assert answer["Location"] == LIST  # type: ignore[index]


def test_the_lists_are_mine(cast: Cast, now: datetime, client: Client) -> None:
    assert client.get(LIST)["Location"] == f"/inloggen/?next={LIST}"
    assert client.get(TOLD)["Location"] == f"/inloggen/?next={TOLD}"
    actions.follow(cast.area, by=cast.amina, now=now)
    actions.tell(cast.area, sentence="De oven staat.", url="/x/", by=None, now=now)
    sign_in(client, cast.bram)
    assert not client.get(LIST).context["page"].follows
    assert b"De oven staat." not in client.get(TOLD).content
    sign_in(client, cast.amina)
    [one] = client.get(LIST).context["page"].follows
    assert (one.name, one.url) == ("Krakeel", "/gebieden/krakeel/")
    assert b"De oven staat." in client.get(TOLD).content
    for path in (LIST, TOLD):
        page = client.get(path)
        assert faults(page.content.decode()) == []
        assert "no-store" in page["Cache-Control"]


def test_what_is_gone_can_still_be_stopped(cast: Cast, now: datetime, client: Client) -> None:
    gone = Follow.objects.create(actor=cast.amina, subject_kind="places.area", subject_id=10**6, since=now)
    older = Follow.objects.create(actor=cast.amina, subject_kind="attic.thing", subject_id=1, since=now)
    sign_in(client, cast.amina)
    listed = client.get(LIST).context["page"].follows
    assert [one.name for one in listed] == ["", ""]
    for one in listed:
        client.post("/volgen/stop/", {"subject": one.token})
    assert not Follow.objects.filter(pk__in=[gone.pk, older.pk]).exists()


def test_as_many_questions_for_three_as_for_three_hundred(cast: Cast, now: datetime, client: Client) -> None:
    sign_in(client, cast.amina)

    def questions(path: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        return len(asked)

    def add(numbers: range) -> None:
        for number in numbers:
            Follow.objects.create(
                actor=cast.amina, subject_kind="places.area", subject_id=cast.area.pk + number, since=now
            )
            sentence, at = f"Nummer {number}.", now + timedelta(minutes=number)
            actions.tell(cast.area, sentence=sentence, by=None, now=at)

    add(range(3))
    few = questions(LIST), questions(TOLD)
    add(range(3, 300))
    assert (questions(LIST), questions(TOLD)) == few
