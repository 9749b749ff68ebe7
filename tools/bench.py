"""`make bench`: how fast, with the machine's own figures beside it, so that two machines can be compared.

Every benchmarks/bench_<what>.py has `measure()`, which yields figures; they are kept in var/bench/.
"""

import importlib
import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime

from tools.environment import PYTHON, ROOT, Stopped, environ, prepare, say, stop_kindly

FOLDER = ROOT / "var" / "bench"


def names() -> list[str]:
    """The benchmarks there are, the machine itself first."""
    found = sorted(path.stem for path in (ROOT / "benchmarks").glob("bench_*.py"))
    return sorted(found, key=lambda name: name != "bench_machine")


def run_one(name: str) -> list[dict[str, str | float]]:
    """Run one benchmark in this process and print its figures."""
    figures = []
    for figure in importlib.import_module(f"benchmarks.{name}").measure():
        figures.append({"what": figure.what, "value": figure.value, "unit": figure.unit})
        say(f"  {figure.value:14,.1f} {figure.unit:10} {figure.what}")
    return figures


def measure_all() -> int:
    """Inside the environment: every benchmark in turn, then the file."""
    wanted = [name for name in names() if not sys.argv[2:] or any(word in name for word in sys.argv[2:])]
    kept = {}
    for name in wanted:
        say(name.removeprefix("bench_"))
        kept[name] = run_one(name)
    FOLDER.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)
    file = FOLDER / f"{now:%Y%m%d-%H%M%S}.json"
    file.write_text(json.dumps({"at": now.isoformat(), "cpus": os.cpu_count(), "figures": kept}, indent=1))
    say(f"kept in {file.relative_to(ROOT)}")
    return 0


def main() -> int:
    """Prepare, then measure inside the environment, over a data folder that is thrown away."""
    if sys.argv[1:2] == ["--inside"]:
        return measure_all()
    try:
        prepare(development=True)
    except Stopped as error:
        return stop_kindly(error)
    with tempfile.TemporaryDirectory(prefix="smederij-bench-") as data:
        own = {
            "SMEDERIJ_DATA": data,
            "DJANGO_SETTINGS_MODULE": "smederij.config.settings",
            "PYTHONPATH": "src:.",
        }
        command = [str(PYTHON), "-m", "tools.bench", "--inside", *sys.argv[1:]]
        return subprocess.run(command, cwd=ROOT, env=environ() | own, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
