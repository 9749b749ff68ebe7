"""Replay the ledger, compare, and stop payments when it differs."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from smederij.base import clock
from smederij.pots import audit


class Command(BaseCommand):
    help = "Replay every transfer and compare. Exit code 1, and no payments, when something is not right."

    def handle(self, *args: Any, **options: Any) -> None:
        found = audit.run(now=clock.now())
        for line in found.problems:
            self.stderr.write(line)
        if found.problems:
            self.stderr.write(_("Payments have stopped until an audit finds nothing."))
            raise SystemExit(1)
        words = {"n": found.transfers, "head": found.head}
        self.stdout.write(_("The books are right: %(n)s transfers, head %(head)s.") % words)
