"""Replay the ledger, compare, and stop payments when it differs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from smederij.base import clock
from smederij.pots import audit, queries


class Command(BaseCommand):
    help = "Replay every transfer and compare. Exit code 1, and no payments, when something is not right."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--lift", metavar="NAME", default="", help="let payments go on; who says so")

    def handle(self, *args: Any, **options: Any) -> None:
        found = audit.run(now=clock.now(), lifted_by=str(options["lift"]).strip()[:80])
        for line in found.problems:
            self.stderr.write(line)
        if queries.stopped():
            self.stderr.write(_("Payments have stopped. Find out why; then: audit_ledger --lift NAME"))
            raise SystemExit(1)
        words = {"n": found.transfers, "head": found.head}
        self.stdout.write(_("The books are right: %(n)s transfers, head %(head)s.") % words)
