"""`smederij manage ...`: Django's commands, with our settings."""

from __future__ import annotations

import argparse
import os

SETTINGS = "smederij.config.settings"


def run(args: argparse.Namespace) -> int:
    """Hand everything to Django; it ends the process itself when a command fails."""
    from django.core.management import execute_from_command_line  # the other commands run without Django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    execute_from_command_line(["smederij manage", *args.rest])
    return 0
