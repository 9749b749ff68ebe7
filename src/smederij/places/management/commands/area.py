"""The places of a new installation."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from smederij.base import clock
from smederij.base.refusals import Refusal
from smederij.places import actions, queries
from smederij.places.models import AreaKind


class Command(BaseCommand):
    help = "Add an area. The first one is the municipality (--kind municipality)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="its name in addresses, for example krakeel")
        parser.add_argument("name")
        parser.add_argument("--kind", default=AreaKind.NEIGHBOURHOOD, choices=AreaKind.values)
        parser.add_argument("--within", default="", help="slug of the area around it; else the municipality")
        parser.add_argument("--residents", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        kind = AreaKind(options["kind"])
        new = actions.NewArea(options["slug"], options["name"], kind, residents=options["residents"])
        try:
            around = queries.area(options["within"]) if options["within"] else None
            if around is None and kind != AreaKind.MUNICIPALITY:
                around = queries.root()
            area = actions.add(new, within=around, by_id=None, now=clock.now())
        except Refusal as refusal:
            raise CommandError(str(refusal.reason)) from refusal
        self.stdout.write(f"{area.name}: /gebieden/{area.slug}/")
