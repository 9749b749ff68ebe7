"""The first people of a new installation."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from smederij.base import clock
from smederij.base.refusals import Refusal
from smederij.people import actions
from smederij.people.models import HatKind
from smederij.people.reach import ReachField
from smederij.places import queries as places


class Command(BaseCommand):
    help = "Give a hat to whoever signs in with an address or number. Without --area: everywhere."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("reach", help="e-mail address, or mobile number")
        parser.add_argument("--name", default="", help="first name, needed for someone new")
        parser.add_argument("--area", default="", help="the area's name in addresses, for example krakeel")
        parser.add_argument("--hat", required=True, choices=HatKind.values)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            reach = ReachField(sentence="").clean(options["reach"])
            invited = actions.Invited(reach=reach, name=options["name"].strip(), kind=options["hat"])
            area = places.area(options["area"]) if options["area"] else places.root()
            hat = actions.invite(invited, area=area, by=None, now=clock.now())
        except Refusal as refusal:
            raise CommandError(str(refusal.reason)) from refusal
        except ValidationError as error:
            raise CommandError(f"{options['reach']}: no address or number to sign in with") from error
        self.stdout.write(f"{hat.actor.name} <{reach}>: {hat.kind}, {area.slug}")
