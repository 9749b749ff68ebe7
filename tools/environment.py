"""Everything a fresh machine needs, built once and only again when something changed.

Runs on a bare Python 3.11+ (standard library only). Each step remembers a hash of what it was made
from in .venv/.made/, so that a second run takes a fraction of a second.

    python3 -m tools.environment COMMAND ...    prepare everything, then run a command with .venv/bin in front
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
BIN = VENV / "bin"
PYTHON = BIN / "python"
MADE = VENV / ".made"
LOGS = ROOT / "var" / "log"
BUILT = ROOT / "src" / "smederij" / "base" / "static" / "smederij" / "dist" / "smederij.css"
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 20
HEARTBEAT = 15  # seconds between signs of life of a long step

COMMAND = """#!{python}
import sys

from smederij.cli.main import entry

sys.exit(entry())
"""


class Stopped(Exception):
    """A step failed; the message says what now."""


def say(text: str) -> None:
    """One plain line, at once."""
    print(text, flush=True)


def environ() -> dict[str, str]:
    """The environment for every command: our own programs first, nobody waiting for an answer."""
    path = os.pathsep.join([str(BIN), os.environ.get("PATH", "")])
    return {**os.environ, "PATH": path, "VIRTUAL_ENV": str(VENV), "PYTHONUNBUFFERED": "1"}


def run(title: str, command: list[str | Path], *, env: dict[str, str] | None = None) -> None:
    """Run one step quietly and say how long it took. Raises Stopped with the end of its output."""
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"{title.split(' (', maxsplit=1)[0].replace(' ', '-')}.log"
    start = time.monotonic()
    with log.open("w") as output:
        process = subprocess.Popen(
            [str(word) for word in command],
            cwd=ROOT,
            env=env or environ(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        while _still_running(process):
            say(f"  {time.monotonic() - start:5.0f} s  {title} ... still busy")
    if process.returncode:
        ending = "\n".join(log.read_text(errors="replace").splitlines()[-40:])
        raise Stopped(f"{title} failed. The end of {log.relative_to(ROOT)}:\n{ending}")
    say(f"  {time.monotonic() - start:5.1f} s  {title}")


def _still_running(process: subprocess.Popen[bytes]) -> bool:
    try:
        process.wait(HEARTBEAT)
    except subprocess.TimeoutExpired:
        return True
    return False


def digest(files: Iterable[Path]) -> str:
    """A hash over names and contents."""
    found = hashlib.sha256()
    for file in sorted(file for file in files if file.is_file()):
        found.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return found.hexdigest()


def is_made(name: str, value: str) -> bool:
    """True when this step was last made from exactly this."""
    stamp = MADE / name
    return stamp.exists() and stamp.read_text() == value


def mark_made(name: str, value: str) -> None:
    """Remember what a step was made from."""
    MADE.mkdir(parents=True, exist_ok=True)
    (MADE / name).write_text(value)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two `make` commands in one checkout build one after the other."""
    (ROOT / "var").mkdir(exist_ok=True)
    with (ROOT / "var" / "setup.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def prepare(*, development: bool = False) -> None:
    """Build what is missing: Python packages, Node, styles and scripts, translations."""
    if sys.version_info < OLDEST_PYTHON:
        raise Stopped(f"Smederij needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    with one_at_a_time():
        _virtual_environment()
        _packages(development=development)
        _console_script()
        _node()
        _browser_code()
        _translations()


def _virtual_environment() -> None:
    if PYTHON.exists():
        return
    try:
        run("Python environment", [sys.executable, "-m", "venv", VENV])
    except Stopped as error:
        shutil.rmtree(VENV, ignore_errors=True)
        raise Stopped("Python cannot make an environment. On Debian: apt install python3-venv") from error


def _packages(*, development: bool) -> None:
    base, everything = ROOT / "requirements" / "base.txt", ROOT / "requirements" / "dev.txt"
    if is_made("dev", digest([everything])) or (not development and is_made("base", digest([base]))):
        return
    wanted = everything if development else base
    install("Python packages (about a minute)", wanted)
    mark_made(wanted.stem, digest([wanted]))


def install(title: str, requirements: Path) -> None:
    """Install a file of pinned requirements, with the hashes checked."""
    options = ["--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes"]
    run(title, [PYTHON, "-m", "pip", "install", *options, "-r", requirements])


def _console_script() -> None:
    """Put src/ on the path and `smederij` in .venv/bin: what an editable install does, without a build."""
    question = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = subprocess.run([PYTHON, "-c", question], capture_output=True, text=True, check=True)
    _write_if_changed(Path(packages.stdout.strip()) / "smederij.pth", f"{ROOT / 'src'}\n")
    script = BIN / "smederij"
    _write_if_changed(script, COMMAND.format(python=PYTHON))
    script.chmod(0o755)


def _write_if_changed(file: Path, text: str) -> None:
    if not file.exists() or file.read_text() != text:
        file.write_text(text)


def _node() -> None:
    if _node_version() >= OLDEST_NODE:
        return
    install("Node (it is not on this machine)", ROOT / "requirements" / "node.txt")
    if _node_version() < OLDEST_NODE:
        raise Stopped("Node 20 or newer could not be installed. On Debian 13: apt install nodejs npm")


def _node_version() -> int:
    """The major version of node on our path, 0 when node or npm is absent."""
    path = environ()["PATH"]
    if not (shutil.which("node", path=path) and shutil.which("npm", path=path)):
        return 0
    found = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False, env=environ())
    return int(found.stdout.lstrip("v").split(".")[0] or 0) if found.returncode == 0 else 0


def _browser_code() -> None:
    lock = digest([ROOT / "package.json", ROOT / "package-lock.json"])
    modules = ROOT / "node_modules"
    if not (modules.exists() and is_made("node_modules", lock)):
        run("browser packages", ["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"])
        mark_made("node_modules", lock)
    sources = [
        path for folder in ("islands", "tools") for path in (ROOT / folder).rglob("*") if path.suffix != ".py"
    ]
    made_from = digest([*sources, ROOT / "package-lock.json"])
    if not (BUILT.exists() and is_made("browser", made_from)):
        run("styles and scripts", ["npm", "run", "--silent", "build"])
        mark_made("browser", made_from)


def _translations() -> None:
    catalogues = list((ROOT / "src").glob("smederij/*/locale/*/LC_MESSAGES/django.po"))
    made_from = digest(catalogues)
    if not is_made("translations", made_from) or any(not po.with_suffix(".mo").exists() for po in catalogues):
        run("translations", [PYTHON, ROOT / "tools" / "messages.py", "compile"])
        mark_made("translations", made_from)


def stop_kindly(error: Stopped) -> int:
    """Say why it stopped; the exit code."""
    print(f"\n{error}", file=sys.stderr)
    return 1


def main() -> int:
    """Prepare for development, then become the command given."""
    try:
        prepare(development=True)
    except Stopped as error:
        return stop_kindly(error)
    if sys.argv[1:]:
        os.chdir(ROOT)
        os.execvpe(sys.argv[1], sys.argv[1:], environ())
    return 0


if __name__ == "__main__":
    sys.exit(main())
