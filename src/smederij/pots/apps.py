"""Declares the room to Django."""

from django.apps import AppConfig


class PotsConfig(AppConfig):
    name = "smederij.pots"
    label = "pots"
