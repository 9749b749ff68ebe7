"""Declares the room to Django."""

from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    name = "smederij.gatherings"
    label = "gatherings"
