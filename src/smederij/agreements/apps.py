"""Declares the room to Django."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "smederij.agreements"
    label = "agreements"
