"""PostgreSQL: give the web role just what it needs; no DDL, and no rewriting of votes and money."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from smederij.base import rooms


class Command(BaseCommand):
    help = "Give a PostgreSQL role the rights of the web process."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role")

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("This command is for PostgreSQL.")
        for statement in statements(options["role"]):
            with connection.cursor() as cursor:
                cursor.execute(statement)


def statements(role: str) -> list[str]:
    """The GRANT and REVOKE statements, in order."""
    name = connection.ops.quote_name(role)
    lines = [
        f"grant usage on schema public to {name}",
        f"grant select, insert, update, delete on all tables in schema public to {name}",
        f"grant usage, select on all sequences in schema public to {name}",
    ]
    for room in rooms.every():
        for table in room.append_only:
            lines.append(f"revoke update, delete, truncate on {connection.ops.quote_name(table)} from {name}")
        for table in room.insert_delete:
            lines.append(f"revoke update, truncate on {connection.ops.quote_name(table)} from {name}")
    return lines
