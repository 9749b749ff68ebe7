"""Declares the room to Django."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "smederij.places"
    label = "places"
