"""Whether the database keeps votes: asked when the server starts, and by whoever wants to know."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from smederij.rounds import guards


class Command(BaseCommand):
    help = "Look whether the database guards votes. Exit code 1, and what now, when it does not."

    def handle(self, *args: Any, **options: Any) -> None:
        found = guards.loose()
        for sentence in found:
            self.stderr.write(sentence)
        if found:
            raise SystemExit(1)
        self.stdout.write(_("The database guards the votes, and writes before it says yes."))
