"""Declares the room to Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "smederij.people"
    label = "people"
