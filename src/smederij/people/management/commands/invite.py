"""The first people of a new installation."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from smederij.base import clock
from smederij.base.refusals import Refusal
from smederij.people import actions
from smederij.people.models import HatKind
from smederij.places import queries as places


class Command(BaseCommand):
    help = "Give a hat to whoever signs in with an e-mail address. Without --area: in the whole municipality."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="first name, needed for someone new")
        parser.add_argument("--area", default="", help="the area's name in addresses, for example krakeel")
        parser.add_argument("--hat", required=True, choices=HatKind.values)

    def handle(self, *args: Any, **options: Any) -> None:
        invited = actions.Invited(
            email=options["email"].strip(), name=options["name"].strip(), kind=options["hat"]
        )
        try:
            validate_email(invited.email)
            area = places.area(options["area"]) if options["area"] else places.root()
            hat = actions.invite(invited, area=area, by=None, now=clock.now())
        except Refusal as refusal:
            raise CommandError(str(refusal.reason)) from refusal
        except ValidationError as error:
            raise CommandError(f"{invited.email}: not an e-mail address") from error
        self.stdout.write(f"{hat.actor.name} <{invited.email}>: {hat.kind}, {area.slug}")
