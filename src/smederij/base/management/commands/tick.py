"""Move what the clock moves: phases, counts, deletions. Safe twice and from two processes."""

from typing import Any

from django.core.management.base import BaseCommand

from smederij.base import clock, rooms


class Command(BaseCommand):
    help = "Move what the clock moves, once."

    def handle(self, *args: Any, **options: Any) -> None:
        now = clock.now()
        for room in rooms.every():
            if room.tick:
                moved = room.tick(now)
                if moved:
                    self.stdout.write(f"{room.name}: {moved}")
