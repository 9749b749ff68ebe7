"""Declares the room to Django."""

from django.apps import AppConfig


class StoriesConfig(AppConfig):
    name = "smederij.stories"
    label = "stories"
