"""`smederij work`: the clock that moves rounds, counts them and clears what is past its date."""

import argparse
import os
import time

import structlog

from smederij.cli.main import Subparsers
from smederij.cli.serve import TICK_SECONDS

log = structlog.get_logger()


def add_parser(subparsers: Subparsers) -> None:
    """Declare the command."""
    subparsers.add_parser("work", help="move what the clock moves, every half minute")


def run(args: argparse.Namespace) -> int:
    """Tick for ever; a tick that fails is logged and tried again, so that one fault stops nothing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smederij.config.settings")
    import django
    from django.core.management import call_command
    from django.db import close_old_connections

    django.setup()
    while True:
        try:
            call_command("tick")
        except Exception:
            log.exception("tick failed")
        close_old_connections()
        time.sleep(TICK_SECONDS)
