"""A town with an open round, made by the real actions in a process of its own, in any database.

python -m benchmarks.votes.town VOTERS SECONDS FILE      voting closes so many seconds from now
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import django

WEEKS = timedelta(weeks=5)  # from planning to closing, see smederij.rounds.testing.timetable
OPEN_FOR = 6 * 24 * 3600
MAKING = 300


@dataclass(frozen=True)
class Town:
    """What is needed to vote: the round; per letter a token, a code and its keyed hash."""

    environ: dict[str, str]
    round: int
    tokens: list[str]
    codes: list[str]
    macs: list[str]
    closes: float  # seconds since 1970


def found(environ: dict[str, str], *, voters: int, seconds: float = OPEN_FOR) -> Town:
    """Make one in the database of this environment. Takes about a second per 5,000 voters."""
    file = Path(environ["SMEDERIJ_DATA"]) / "town.json"
    command = [sys.executable, "-m", "benchmarks.votes.town", str(voters), str(seconds), str(file)]
    subprocess.run(command, env=environ, check=True, timeout=MAKING)
    facts = json.loads(file.read_text())
    return Town(environ, facts["round"], facts["tokens"], facts["codes"], facts["macs"], facts["closes"])


def make(voters: int, seconds: float, file: Path) -> None:
    """Migrate, bring everybody on stage, open the round, and write down who may vote."""
    django.setup()
    from django.core import signing
    from django.core.management import call_command

    call_command("migrate", verbosity=0, skip_checks=True)
    from smederij.base import clock
    from smederij.people.testing import make_cast
    from smederij.rounds import codes, peppers
    from smederij.rounds.actions.voting import SALT
    from smederij.rounds.testing import opened

    planned = clock.now() - WEEKS + timedelta(seconds=seconds)
    at = opened(make_cast(planned), voters=voters, now=planned)
    pepper = peppers.at_hand(at.round)
    assert pepper is not None
    macs = [codes.mac(code.replace("-", ""), pepper=pepper) for code in at.codes]
    tokens = [signing.dumps([at.round.pk, mac.hex()], salt=SALT) for mac in macs]
    facts = {"round": at.round.pk, "tokens": tokens, "codes": at.codes, "macs": [mac.hex() for mac in macs]}
    facts["closes"] = at.round.closes_at.timestamp()
    file.write_text(json.dumps(facts))


if __name__ == "__main__":
    make(int(sys.argv[1]), float(sys.argv[2]), Path(sys.argv[3]))
