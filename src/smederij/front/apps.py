"""Declares the room to Django."""

from django.apps import AppConfig


class FrontConfig(AppConfig):
    name = "smederij.front"
    label = "front"
