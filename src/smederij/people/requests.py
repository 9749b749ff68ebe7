"""Requests with a person in them."""

from django.http import HttpRequest

from smederij.people.models import Actor


class ActingRequest(HttpRequest):
    """What views get: `actor` is the signed-in person, or None."""

    actor: Actor | None


class SignedInRequest(ActingRequest):
    """What views behind `access.signed_in` get: somebody for sure."""

    actor: Actor
