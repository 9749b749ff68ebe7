"""Which addresses belong to which area, from a file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from smederij.base import clock
from smederij.places import actions, files
from smederij.places.management.commands.boundaries import text_of
from smederij.places.models import Area


class Command(BaseCommand):
    help = (
        "Read which addresses belong to which area: a CSV file with the heads gebied;van;tot;huisnummer_van;"
        "huisnummer_tot;kant (kant: even, oneven or empty; van 7901 is all of 7901). "
        "It replaces all postcodes there were. All or nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        read = files.read_postcodes(text_of(options["file"]), list(Area.objects.all()))
        if read.errors:
            raise CommandError("\n".join(read.errors))
        owned = [(area, range) for _number, area, range in read.rows]
        actions.set_all_postcodes(owned, by_id=None, now=clock.now())
        areas = {area for area, _range in owned}
        self.stdout.write(f"{len(owned)} rows, {len(areas)} areas")
