"""`make lighthouse`: how the example's pages feel on a slow phone, measured by Lighthouse in Chromium.

Serves the whole example on the loopback, loads each page as a first visit on Lighthouse's mobile profile,
and writes the figures to docs/reference/lighthouse.md. Ends with 1 when a page is below its bar.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from tools.environment import BIN, ROOT, environ, prepare, run, say

PORT = 8766
URL = f"http://127.0.0.1:{PORT}"
HOME = ROOT / "benchmarks" / "lighthouse"
OUT = ROOT / "docs" / "reference" / "lighthouse.md"
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"
TRIES = 3
BARS = {"performance": 95, "accessibility": 100, "best-practices": 100}
MOST_BYTES = 150_000


@dataclass(frozen=True)
class Page:
    """What one first visit gave: scores out of 100, bytes over the line, and what came from elsewhere."""

    name: str
    scores: dict[str, int]
    bytes: int
    paint: float
    elsewhere: list[str]

    def faults(self) -> list[str]:
        """Where it stays below its bar."""
        low = [f"{name} {self.scores[name]}" for name, bar in BARS.items() if self.scores[name] < bar]
        heavy = [f"{self.bytes} bytes"] if self.bytes >= MOST_BYTES else []
        return low + heavy + [f"asks {host}" for host in self.elsewhere]


def main() -> int:
    """Serve, look at every page, write the table."""
    prepare(development=True)
    if not (HOME / "node_modules").exists():
        run(
            "Lighthouse",
            ["npm", "ci", "--prefix", str(HOME), "--no-audit", "--no-fund", "--loglevel=error"],
        )
    with tempfile.TemporaryDirectory() as data:
        own = {"SMEDERIJ_DATA": data, "SMEDERIJ_DEMO": "1", "SMEDERIJ_MUNICIPALITY": "Hamerveen"}
        env = {**environ(), **own, "SMEDERIJ_URL": URL}
        for command in (["manage", "migrate", "-v0"], ["demo"]):
            subprocess.run([str(BIN / "smederij"), *command], env=env, check=True, stdout=subprocess.DEVNULL)
        server = subprocess.Popen([str(BIN / "smederij"), "serve", "--port", str(PORT)], env=env)
        try:
            _wait()
            pages = [_look(name, path) for name, path in _paths().items()]
        finally:
            os.kill(server.pid, signal.SIGTERM)
            server.wait(10)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(_table(pages))
    for page in pages:
        say(f"  {page.name}: {page.scores} {page.bytes} bytes {'; '.join(page.faults()) or 'ok'}")
    return 1 if any(page.faults() for page in pages) else 0


def _wait() -> None:
    for _try in range(200):
        try:
            urllib.request.urlopen(URL, timeout=2).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The example does not answer.")


def _paths() -> dict[str, str]:
    """The pages that count most; the vote is a ballot as someone with a letter gets it first."""
    initiative = re.search(r'"(/ideeen/\w+/)"', _text("/gebieden/de-weide/"))
    return {
        "home": "/",
        "area": "/gebieden/de-weide/",
        "ideas": "/gebieden/de-weide/ideeen/",
        "initiative": initiative[1] if initiative else "/",
        "result": "/rondes/3/uitslag/",
        "vote": "/s",
    }


def _text(path: str) -> str:
    with urllib.request.urlopen(URL + path, timeout=20) as answer:
        text: str = answer.read().decode()
        return text


def _look(name: str, path: str) -> Page:
    report = Path(tempfile.mkdtemp()) / "report.json"
    chromium = shutil.which("chromium") or shutil.which("google-chrome") or ""
    command = [
        "node", str(HOME / "node_modules/lighthouse/cli/index.js"), URL + path, "--quiet", "--output=json",
        f"--output-path={report}", f"--chrome-flags={FLAGS}",
        "--only-categories=performance,accessibility,best-practices",
    ]  # fmt: skip
    for left in reversed(range(TRIES)):  # now and then it misses the beginning of a page (NO_NAVSTART)
        done = subprocess.run(
            command, env={**environ(), "CHROME_PATH": chromium}, check=not left, timeout=180
        )
        if not done.returncode:
            break
    found = json.loads(report.read_text())
    shutil.rmtree(report.parent)
    audits = found["audits"]
    asked = [item["url"] for item in audits["network-requests"]["details"]["items"]]
    return Page(
        name=name,
        scores={key: round(100 * found["categories"][key]["score"]) for key in BARS},
        bytes=round(audits["total-byte-weight"]["numericValue"]),
        paint=audits["largest-contentful-paint"]["numericValue"] / 1000,
        elsewhere=[url for url in asked if not url.startswith((URL, "data:"))],
    )


def _table(pages: list[Page]) -> str:
    rows = "".join(
        f"| {page.name} | {page.scores['performance']} | {page.scores['accessibility']} | "
        f"{page.scores['best-practices']} | {page.bytes / 1000:.0f} kB | {page.paint:.1f} s |\n"
        for page in pages
    )
    return (
        "# How pages feel on a phone\n\n"
        "Measured by `make lighthouse`: a first visit to the example (27 areas) on Lighthouse's mobile\n"
        "profile, a slow phone on a slow line, served by an ordinary machine of two cores. No page asks\n"
        "anything of another host.\n\n"
        "| page | performance | accessibility | best practices | first visit | largest paint |\n"
        "|---|---|---|---|---|---|\n"
        f"{rows}\n"
        f"The bars: performance {BARS['performance']}, accessibility and best practices 100, "
        f"{MOST_BYTES // 1000} kB. Run it before a release.\n"
    )


if __name__ == "__main__":
    sys.exit(main())
