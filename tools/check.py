"""`make check`: what a machine can judge without running the product: a line per step, then the verdict.

    python3 -m tools.check [--fix] [WORD]

--fix lets the formatters mend first; WORD runs only the steps with that word in their name.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tools.environment import PYTHON, ROOT, Stopped, environ, prepare, run, say, stop_kindly

PYTHON_CODE = ["src", "tests", "tools", "benchmarks", "conftest.py"]
MIGRATIONS = ["-m", "django", "makemigrations", "--check", "--dry-run", "--skip-checks"]
SYSTEM_CHECKS = ["-m", "django", "check", "--fail-level", "WARNING"]


@dataclass(frozen=True)
class Step:
    """One judge: a name and the command that runs it."""

    name: str
    command: list[str]


@dataclass(frozen=True)
class Verdict:
    """What a judge said."""

    step: Step
    ok: bool
    seconds: float
    output: str


def templates() -> list[str]:
    """Every template of the house."""
    return sorted(str(path.relative_to(ROOT)) for path in (ROOT / "src").rglob("templates/**/*.html"))


def steps() -> list[Step]:
    """The judges, the slowest first."""
    python = str(PYTHON)
    return [
        Step("types", ["mypy", *PYTHON_CODE]),
        Step("format", ["ruff", "format", "--check", "--quiet", *PYTHON_CODE]),
        Step("lint", ["ruff", "check", "--quiet", *PYTHON_CODE]),
        Step("floors", ["lint-imports", "--no-cache", "--no-logo"]),
        Step("migrations complete", [python, *MIGRATIONS]),
        Step("settings and models", [python, *SYSTEM_CHECKS]),
        Step("translations complete", [python, "tools/messages.py", "check"]),
        Step("template format", ["djade", "--check", "--target-version", "5.2", *templates()]),
        Step("template lint", ["djlint", "--lint", "--quiet", "src"]),
        Step("scripts and styles", ["npm", "run", "--silent", "check"]),
        Step("licences", ["reuse", "lint", "--quiet"]),
        Step("nothing of this machine", [python, "-m", "tools.strangers"]),
    ]


def fixes() -> list[Step]:
    """What the formatters can mend by themselves."""
    return [
        Step("lint", ["ruff", "check", "--fix", "--quiet", "--exit-zero", *PYTHON_CODE]),
        Step("format", ["ruff", "format", "--quiet", *PYTHON_CODE]),
        Step("template format", ["sh", "-c", 'djade --target-version 5.2 "$@" || true', "sh", *templates()]),
        Step("scripts and styles", ["sh", "-c", "npm run --silent fix || true"]),
    ]


def judge(step: Step) -> Verdict:
    """Run one step in a data folder of its own and keep what it says."""
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="smederij-check-") as data:
        clean = {key: value for key, value in environ().items() if not key.startswith("SMEDERIJ_")}
        own = {"SMEDERIJ_DATA": data, "DJANGO_SETTINGS_MODULE": "smederij.config.settings", "NO_COLOR": "1"}
        done = subprocess.run(
            step.command,
            cwd=ROOT,
            env=clean | own,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    output = f"{done.stdout}{done.stderr}".strip()
    return Verdict(step, done.returncode == 0, time.monotonic() - start, output)


def verdicts(wanted: list[Step]) -> Iterator[Verdict]:
    """Two judges at a time, in order."""
    with ThreadPoolExecutor(min(2, os.cpu_count() or 1)) as pool:
        yield from pool.map(judge, wanted)


def main() -> int:
    """Prepare, let every judge speak, fail at the end if one was unhappy."""
    words = [word for word in sys.argv[1:] if not word.startswith("-")]
    wanted = [step for step in steps() if not words or any(word in step.name for word in words)]
    try:
        prepare(development=True)
        if "--fix" in sys.argv:
            for fix in fixes():
                run(f"mending {fix.name}", [*fix.command])
    except Stopped as error:
        return stop_kindly(error)
    unhappy = []
    for verdict in verdicts(wanted):
        say(f"{'ok' if verdict.ok else 'NO':2} {verdict.seconds:6.1f} s  {verdict.step.name}")
        if not verdict.ok:
            unhappy.append(verdict.step.name)
            say(verdict.output or "(it said nothing)")
    say(f"\nNot right yet: {', '.join(unhappy)}" if unhappy else "\nAll is well.")
    return 1 if unhappy else 0


if __name__ == "__main__":
    sys.exit(main())
