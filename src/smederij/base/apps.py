"""The bricks that every room stands on."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class BaseConfig(AppConfig):
    name = "smederij.base"
    label = "base"

    def ready(self) -> None:
        """Let every room declare itself, once, when all models are known."""
        from smederij.base import rooms, sql

        rooms.open_all()
        pre_migrate.connect(sql.before_migrating, sender=self)
        post_migrate.connect(sql.install_guards, sender=self)
