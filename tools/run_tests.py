"""`make test`: every test there is, on both databases and in a real browser, with one closing line of totals.

Installs what it can (as root on Debian: Chromium and PostgreSQL) and says in one line what it could not run.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from tools import postgres
from tools.environment import BIN, ROOT, Stopped, environ, prepare, run, say, stop_kindly

REPORTS = ROOT / "var" / "test"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WORKERS = "2"
SLOWEST = 10


@dataclass
class Part:
    """What one part of the run counted."""

    title: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    slow: list[tuple[float, str]] = field(default_factory=list)

    def line(self) -> str:
        """The part in one line."""
        counts = f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"
        return f"  {self.seconds:6.1f} s  {self.title}: {counts}"


def has_postgres() -> bool:
    """True when a cluster can be started here."""
    try:
        postgres.programs()
    except postgres.Missing:
        return False
    return True


def has_browser() -> bool:
    """True when Chromium is on the path."""
    return any(map(shutil.which, BROWSERS))


def install_what_is_missing() -> list[str]:
    """As root on Debian: install; otherwise say what will not run. Gives those lines."""
    missing = [
        name for name, here in (("chromium", has_browser()), ("postgresql", has_postgres())) if not here
    ]
    if missing and os.getuid() == 0 and shutil.which("apt-get"):
        quiet = {**environ(), "DEBIAN_FRONTEND": "noninteractive"}
        try:
            run("package lists", ["apt-get", "update", "-q"], env=quiet)
            run(
                " ".join(missing),
                ["apt-get", "install", "-yq", "--no-install-recommends", *missing],
                env=quiet,
            )
        except Stopped as error:
            say(str(error))
    lines = {
        "not run: browser tests (no Chromium; Debian: apt install chromium)": has_browser(),
        "not run: tests on PostgreSQL (no server here; Debian: apt install postgresql)": has_postgres(),
    }
    return [line for line, here in lines.items() if not here]


def browser_code() -> Part:
    """The tests of the islands, with vitest."""
    part = Part("islands (vitest)")
    report = REPORTS / "vitest.json"
    report.unlink(missing_ok=True)
    options = ["--", "--reporter=default", "--reporter=json", f"--outputFile.json={report}"]
    code = subprocess.run(
        ["npm", "test", "--silent", *options], cwd=ROOT, env=environ(), stdin=subprocess.DEVNULL, check=False
    ).returncode
    if not report.exists():
        part.failed = 1
        return part
    found = json.loads(report.read_text())
    part.passed, part.failed = found["numPassedTests"], found["numFailedTests"]
    part.skipped = found["numPendingTests"] + found["numTodoTests"]
    part.failed += 1 if code and not part.failed else 0
    return part


def pytest(title: str, *, database: str, marks: str, only: str = "") -> Part:
    """One run of pytest, counted from its report."""
    part = Part(title)
    report = REPORTS / f"{title.replace(' ', '-')}.xml"
    report.unlink(missing_ok=True)
    clean = {key: value for key, value in environ().items() if not key.startswith("SMEDERIJ_")}
    clean |= {"SMEDERIJ_TEST_DB": database, "SMEDERIJ_TEST_ONLY": only}
    spread = "loadfile" if marks == "browser" else "load"  # tests of one file share one village
    command = [
        BIN / "pytest",
        "-q",
        "-n",
        WORKERS,
        "--dist",
        spread,
        "-m",
        marks,
        f"--junitxml={report}",
        *sys.argv[1:],
    ]
    code = subprocess.run(
        [str(word) for word in command], cwd=ROOT, env=clean, stdin=subprocess.DEVNULL, check=False
    ).returncode
    if report.exists():
        _read(report, part)
    nothing_to_run = code == 5
    part.failed += 1 if code and not nothing_to_run and not part.failed else 0
    return part


def _read(report: Path, part: Part) -> None:
    for case in ElementTree.parse(report).iter("testcase"):
        kinds = {child.tag for child in case}
        if kinds & {"failure", "error"}:
            part.failed += 1
        elif "skipped" in kinds:
            part.skipped += 1
        else:
            part.passed += 1
        part.slow.append(
            (float(case.get("time", "0")), f"{case.get('classname')}.{case.get('name')} ({part.title})")
        )


def parts() -> list[Callable[[], Part]]:
    """What can run on this machine, in order."""
    wanted = [
        browser_code,
        lambda: pytest("on SQLite", database="sqlite", marks="not browser"),
    ]
    if has_postgres():
        wanted.append(
            lambda: pytest("on PostgreSQL", database="postgres", marks="not browser", only="database")
        )
    if has_browser():
        wanted.append(lambda: pytest("in the browser", database="sqlite", marks="browser"))
    return wanted


def timed(part: Callable[[], Part]) -> Part:
    """Run one part and write its seconds in it."""
    start = time.monotonic()
    done = part()
    done.seconds = time.monotonic() - start
    say(done.line())
    return done


def summary(done: list[Part], not_run: list[str]) -> None:
    """The slowest tests, the parts, what was not run, and the totals alone on the last line."""
    say(f"\nThe slowest {SLOWEST}:")
    for seconds, name in sorted((slow for part in done for slow in part.slow), reverse=True)[:SLOWEST]:
        say(f"  {seconds:6.1f} s  {name}")
    say("\nThe parts:")
    for line in [*(part.line() for part in done), *(f"  {line}" for line in not_run)]:
        say(line)
    passed, failed = sum(part.passed for part in done), sum(part.failed for part in done)
    say("")
    say(f"{passed} passed, {failed} failed, {sum(part.skipped for part in done)} skipped")


def main() -> int:
    """Prepare, run all parts, add up."""
    try:
        prepare(development=True)
        not_run = install_what_is_missing()
    except Stopped as error:
        return stop_kindly(error)
    REPORTS.mkdir(parents=True, exist_ok=True)
    done = [timed(part) for part in parts()]
    summary(done, not_run)
    return 1 if any(part.failed for part in done) else 0


if __name__ == "__main__":
    sys.exit(main())
