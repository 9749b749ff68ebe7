"""Who moves money or gives tasks came in within half a day; otherwise once more, losing nothing typed."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

from django.test import Client

from smederij.base import clock
from smederij.people.models import Hat
from smederij.people.sessions import CAME_IN, FRESH_FOR
from smederij.people.testing import Cast, sign_in

TASKS = "/gebieden/krakeel/mensen/taken/"
SENT = {"reach": "fatima@example.org", "name": "Fatima de Wit", "kind": "keeper"}


def came_in(client: Client, ago: timedelta) -> None:
    session = client.session
    session[CAME_IN] = (clock.now() - ago).timestamp()
    session.save()


def test_within_half_a_day_nothing_is_asked(cast: Cast, client: Client) -> None:
    sign_in(client, cast.els)
    came_in(client, FRESH_FOR - timedelta(minutes=1))
    assert client.post(TASKS, SENT).status_code == 302
    assert Hat.objects.filter(actor__name="Fatima de Wit").exists()


def test_later_one_looks_but_signs_in_again_to_act_and_what_was_typed_waits(
    cast: Cast, client: Client
) -> None:
    sign_in(client, cast.els)
    came_in(client, FRESH_FOR)
    assert client.get(TASKS).status_code == 200
    page = client.post(TASKS, SENT)
    assert page.status_code == 403
    assert "Fatima de Wit" in page.content.decode()
    assert "Ben je het nog?" in page.content.decode()
    assert not Hat.objects.filter(actor__name="Fatima de Wit").exists()
    assert client.get("/mijn/").status_code == 302
    go_on = parse_qs(urlsplit(page.context["page"].url).query)["next"][0]
    sign_in(client, cast.els)
    waiting = client.get(go_on).context["page"].kept
    assert client.post(waiting.path, dict(waiting.fields)).status_code == 302
    assert Hat.objects.filter(actor__name="Fatima de Wit").exists()


def test_who_never_said_when_is_asked(cast: Cast, client: Client) -> None:
    client.force_login(cast.els.logins.get())
    assert client.post(TASKS, SENT).status_code == 403


def test_who_is_not_signed_in_is_asked_as_ever(cast: Cast, client: Client) -> None:
    page = client.post(TASKS, SENT)
    assert page.status_code == 403
    assert not page.context["page"].long_ago


def test_the_code_and_the_example_say_when(cast: Cast, client: Client, settings: "object") -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    client.post(f"/demo/wees/{cast.els.public_id}/")
    assert client.post(TASKS, SENT).status_code == 302
