"""Declares the room to Django."""

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    name = "smederij.rounds"
    label = "rounds"
