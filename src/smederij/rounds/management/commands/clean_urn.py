"""Wipe what the storage remembers of the order of casting; on PostgreSQL as the owner of the tables."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from smederij.rounds import urn


class Command(BaseCommand):
    help = "Wipe the old pages of the urn: each night while people vote, and once after the count."

    def handle(self, *args: Any, **options: Any) -> None:
        if not urn.clean_pages():
            raise CommandError(
                _("Only the role that owns the tables can do this. Run it again as that role.")
            )
        self.stdout.write(_("The old pages of the urn are gone."))
