"""Run it: `make campaign`, or `python3 -m tools.campaign --minutes 30 --seed 12`.

Each pass does every trouble once on each database, more of it when there is more time. What is random comes
from the seed, so the same seed gives the same campaign; how processes take turns it does not rule.
"""

import argparse
import os
import secrets
import sys
import time
from collections.abc import Generator, Iterator
from datetime import UTC, datetime
from random import Random

import django
from benchmarks.votes.places import ROOT, place
from benchmarks.votes.town import found

from tests.campaign import quiet, trouble
from tests.campaign.report import Probe
from tools import postgres

PAGE = ROOT / "docs" / "reference" / "campaign.md"
AT_LEAST = 60  # seconds from founding a town to the end of its vote ...
TIMES = 3  # ... and so many times what the founding of the one before took, with as many voters
HEAD = """# What happened when everything went wrong

Made by `make campaign`, over the real server and databases. Seed {seed}, {when}, {minutes:.0f} minutes,
{cpus} processors that did other work too. Smaller versions of these run with every change (`rounds/tests`).

| trouble | database | how much | |
|---|---|---|---|
"""


def main() -> int:
    """Passes until the time is over; at least one."""
    parser = argparse.ArgumentParser(prog="make campaign")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000))
    parser.add_argument("--minutes", type=float, default=6)
    parser.add_argument("--page", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    asked = parser.parse_args()
    print(f"seed {asked.seed}: again with --seed {asked.seed} --minutes {asked.minutes:g}", flush=True)
    os.environ["DJANGO_SETTINGS_MODULE"] = "smederij.config.settings"
    django.setup()
    began, number = time.monotonic(), 0
    probes: list[Probe] = []
    while not probes or time.monotonic() - began < asked.minutes * 30:  # a pass more when half is left
        size = 1 if asked.minutes <= 15 else 4
        for probe in one_pass(Random(f"{asked.seed}-{number}"), size=size):
            print(probe.line(), *(f"\n        {words}" for words in probe.broken[:5]), flush=True)
            probes.append(probe)
        number += 1
    if asked.page:
        write(probes, seed=asked.seed, minutes=(time.monotonic() - began) / 60)
    broken = sum(bool(probe.broken) for probe in probes)
    print(f"seed {asked.seed}: {broken} of {len(probes)} troubles broke something")
    return int(broken > 0)


def one_pass(dice: Random, *, size: int) -> Iterator[Probe]:
    """Every trouble, on both databases."""
    for vendor in ("sqlite", "postgresql"):
        try:
            began = time.monotonic()
            spent = yield from while_open(vendor, dice, size=size, began=began)
            yield from at_the_end(vendor, dice, size=size, seconds=max(AT_LEAST, TIMES * spent))
        except postgres.Missing as error:
            print(f"{vendor} left out: {error}")


def while_open(vendor: str, dice: Random, *, size: int, began: float) -> Generator[Probe, None, float]:
    """A town that stays open; gives how many seconds its founding took."""
    with place(vendor) as here:
        town = found(here.environ, voters=1200 * size)
        spent = time.monotonic() - began
        if vendor == "sqlite":
            yield quiet.power_cuts(town, 100 * size, dice)
        scene = trouble.open_scene(vendor, here, town, dice)
        try:
            yield trouble.everybody_sixteen_times(scene, 100 * size)
            yield trouble.killed(scene, 700 * size, 3 * size)
            yield trouble.backup(scene, 300 * size)
            yield trouble.wrong_codes(scene, 500 * size)
            yield trouble.second_votes(scene)
        finally:
            scene.server.kill()
    return spent


def at_the_end(vendor: str, dice: Random, *, size: int, seconds: float) -> Iterator[Probe]:
    """A town whose vote ends while people vote."""
    with place(vendor) as here:
        town = found(here.environ, voters=1200 * size, seconds=seconds)
        scene = trouble.open_scene(vendor, here, town, dice)
        try:
            yield trouble.closing_under_load(scene, town.closes)
            yield quiet.traces_after(scene)
            yield quiet.changes(scene.look(), vendor, dice)
        finally:
            scene.server.kill()


def write(probes: list[Probe], *, seed: int, minutes: float) -> None:
    """The page with these figures."""
    when = f"{datetime.now(UTC):%Y-%m-%d}"
    head = HEAD.format(seed=seed, when=when, minutes=minutes, cpus=os.cpu_count())
    PAGE.write_text(head + "\n".join(probe.row() for probe in probes) + "\n")


if __name__ == "__main__":
    sys.exit(main())
