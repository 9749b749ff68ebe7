"""Where the areas end, from a file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from smederij.base import clock
from smederij.places import actions, files
from smederij.places.models import Area


class Command(BaseCommand):
    help = "Read boundaries from a GeoJSON file (WGS 84); a feature names its area by its slug or name."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        read = files.read_boundaries(text_of(options["file"]), list(Area.objects.all()))
        if read.errors:
            raise CommandError("\n".join(read.errors))
        actions.set_boundaries(read.geometries, by_id=None, now=clock.now())
        self.stdout.write(", ".join(area.name for area in read.geometries))


def text_of(file: Path) -> str:
    """What stands in a file; an error in words when it can't be read."""
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{file}: {error}") from error
