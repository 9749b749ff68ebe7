"""Declares the room to Django."""

from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    name = "smederij.initiatives"
    label = "initiatives"
