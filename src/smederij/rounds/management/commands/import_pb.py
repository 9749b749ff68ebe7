"""An election held elsewhere becomes a closed round here."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from smederij.base import clock
from smederij.base.refusals import Refusal
from smederij.places.queries import area
from smederij.rounds.actions import import_pb
from smederij.rounds.queries import explained
from smederij_tally import TallyError, read_pb


class Command(BaseCommand):
    help = "Turn a Pabulib file (.pb or .pb.gz) into a closed and counted round of an area."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--area", required=True, help="the slug of the area, as in its address")

    def handle(self, *args: Any, **options: Any) -> None:
        translation.activate("nl")
        try:
            election = read_pb(options["file"], keep_voters=False)
            round = import_pb(election, area=area(options["area"]), by=None, now=clock.now())
        except (TallyError, OSError) as error:
            raise CommandError(str(error)) from error
        except Refusal as refusal:
            raise CommandError(str(refusal.reason)) from refusal
        page = explained(round)
        self.stdout.write(
            f"{round.title}: {page.turnout.voted} stembiljetten, {page.spent} van {page.budget}."
        )
        for winner in page.winners:
            self.stdout.write(f"  {winner.granted}  {winner.title}")
        self.stdout.write(round.get_absolute_url())
