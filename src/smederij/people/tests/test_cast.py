"""The cast comes on stage with real actions."""

import pytest
from django.test import Client

from smederij.people.access import hats
from smederij.people.testing import Cast, sign_in


@pytest.mark.django_db
def test_everybody_can_sign_in_and_is_who_they_are(cast: Cast, client: Client) -> None:
    for actor in cast.people.values():
        sign_in(client, actor)
        assert client.get("/bestaat-niet/").wsgi_request.actor == actor  # type: ignore[attr-defined]
        client.logout()
    assert client.get("/bestaat-niet/").wsgi_request.actor is None  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_hats_reach_downward_and_never_sideways_or_up(cast: Cast, now) -> None:  # type: ignore[no-untyped-def]
    assert hats(cast.chen, cast.area, now=now) == {"resident", "group", "keeper"}
    assert hats(cast.chen, cast.root, now=now) == hats(cast.chen, cast.other_area, now=now) == frozenset()
    assert hats(cast.finn, cast.area, now=now) == {"finance"}
    assert hats(None, cast.area, now=now) == frozenset()
