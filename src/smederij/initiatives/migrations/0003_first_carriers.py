"""Whoever started an initiative is the first who carries it."""

from typing import Any

from django.db import migrations


def give(apps: Any, schema_editor: Any) -> None:
    """One carrier each, from the day it was posted; not for who asked to be forgotten."""
    Carrier = apps.get_model("initiatives", "Carrier")
    without = apps.get_model("initiatives", "Initiative").objects.filter(carriers=None)
    for one in without.filter(starter__forgotten_at=None).iterator():
        Carrier.objects.create(initiative=one, actor_id=one.starter_id, since=one.posted_at)


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0002_life"), ("people", "0001_initial")]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
