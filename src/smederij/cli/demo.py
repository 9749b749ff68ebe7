"""`smederij demo`: load the example municipality into an empty database."""

import argparse
import json
import os
import sys
import time

from smederij.cli.main import Subparsers


def add_parser(subparsers: Subparsers) -> None:
    """Declare the command."""
    parser = subparsers.add_parser("demo", help="load the example municipality")
    parser.add_argument("--if-empty", action="store_true", help="do nothing when it is there already")


def run(args: argparse.Namespace) -> int:
    """Load it, with a line for every step. Exit code 1 when the database holds something else."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smederij.config.settings")
    os.environ["SMEDERIJ_DEMO"] = "1"
    import django

    django.setup()
    from django.conf import settings

    from smederij.base import clock
    from smederij.cli.example.load import load_all
    from smederij.places.models import Area

    codes_file = settings.DATA / "demo-codes.json"
    if Area.objects.exists():
        if args.if_empty and codes_file.exists():
            return 0
        print("There is something in this database already; the example needs an empty one.", file=sys.stderr)
        return 1
    start = time.monotonic()
    codes = load_all(now=clock.now(), say=lambda words: print(f"  {words}", flush=True))
    codes_file.write_text(json.dumps(codes))
    print(f"  Hamerveen is there ({time.monotonic() - start:.0f} s)")
    return 0
