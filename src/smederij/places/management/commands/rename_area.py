"""A place that is called otherwise from now on."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from smederij.base import clock
from smederij.base.refusals import Refusal
from smederij.places import actions, queries


class Command(BaseCommand):
    help = "Give an area another name; the old address goes on leading there."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="its name in addresses now")
        parser.add_argument("name", help="what it is called from now on")
        parser.add_argument(
            "--slug", dest="new_slug", default="", help="its new name in addresses; else the same"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        slug = options["new_slug"] or options["slug"]
        try:
            area = queries.area(options["slug"])
            area = actions.rename(area, slug=slug, name=options["name"], by_id=None, now=clock.now())
        except Refusal as refusal:
            raise CommandError(str(refusal.reason)) from refusal
        self.stdout.write(f"{area.name}: /gebieden/{area.slug}/")
