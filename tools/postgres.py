"""A PostgreSQL of one's own for as long as a test run lasts: own folder, own socket, nothing on the network.

    python -m tools.postgres run -- .venv/bin/pytest      run a command with SMEDERIJ_TEST_POSTGRES set

Durability is off (fsync=off) unless asked for: only for tests. A watcher stops the cluster when its starter
dies.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROLES = """
create role smederij_owner login createdb;
create role smederij_web login;
grant pg_signal_backend, smederij_web to smederij_owner;
"""
OPTIONS = {
    "listen_addresses": "''",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "timezone": "UTC",
}
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
WATCH = 'while kill -0 "$1" 2>/dev/null; do sleep 2; done; f="$2"; shift 2; "$@"; rm -rf "$f"'


class Missing(Exception):
    """PostgreSQL's server programs are not on this machine."""


@dataclass(frozen=True)
class Cluster:
    """A running cluster; `socket` is the folder of its socket, which is also its address."""

    socket: str
    data: str
    programs: Path
    options: str

    def launch(self) -> None:
        """Start it, again too after a crash: then it first replays its log."""
        start = ["-D", self.data, "-l", f"{self.socket}/log", "-w", "-o", self.options, "start"]
        _run([self.programs / "pg_ctl", *start])

    def main_process(self) -> int:
        """The number of the process that all others of the cluster come from."""
        return int(Path(self.data, "postmaster.pid").read_text().split()[0])

    def stop(self) -> None:
        """Stop at once and remove every file."""
        _run([self.programs / "pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop"], check=False)
        shutil.rmtree(self.socket, ignore_errors=True)


def programs() -> Path:
    """The folder with initdb and pg_ctl, the newest there is. Raises Missing with what to install."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[4]))
    if found:
        return found[-1].parent
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    raise Missing("PostgreSQL is not installed (Debian: apt install postgresql)")


def start(*, durable: bool = False) -> Cluster:
    """Make and start a cluster with its two roles. Takes about two seconds."""
    where = programs()
    socket = tempfile.mkdtemp(prefix="smederij-pg-", dir="/tmp").lower()
    if os.getuid() == 0:
        shutil.chown(socket, "postgres", "postgres")
    with_options = " ".join(f"-c {name}={value}" for name, value in _options(durable=durable).items())
    options = f"{with_options} -c unix_socket_directories={socket}"
    cluster = Cluster(socket, f"{socket}/data", where, options)
    _run(
        [
            where / "initdb",
            "-D",
            cluster.data,
            "-A",
            "trust",
            "-U",
            "postgres",
            "-E",
            "UTF8",
            "--locale=C",
            "-N",
        ]
    )
    cluster.launch()
    _run([where / "psql", "-q", "-h", socket, "-U", "postgres", "-c", ROLES, "postgres"])
    _watch(cluster)
    return cluster


def _options(*, durable: bool) -> dict[str, str]:
    return OPTIONS | (DURABLE if durable else {})


def _watch(cluster: Cluster) -> None:
    """Leave a shell behind that stops the cluster if this process is killed without a word."""
    stop = _as_postgres([str(cluster.programs / "pg_ctl"), "-D", cluster.data, "-m", "immediate", "stop"])
    command = ["sh", "-c", WATCH, "watch", str(os.getpid()), cluster.socket, *stop]
    quiet = subprocess.DEVNULL
    subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)


def _as_postgres(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root."""
    return ["runuser", "-u", "postgres", "--", *command] if os.getuid() == 0 else command


def _run(command: list[Path | str], *, check: bool = True) -> None:
    words = _as_postgres([str(word) for word in command])
    done = subprocess.run(
        words, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=120, cwd="/"
    )
    if check and done.returncode:
        raise RuntimeError(f"{' '.join(words)}\n{done.stdout}{done.stderr}")


def main() -> int:
    """Run the command after `run --` with a cluster beside it; pass its exit code on."""
    command = sys.argv[sys.argv.index("--") + 1 :]
    cluster = start()
    try:
        environ = os.environ | {"SMEDERIJ_TEST_DB": "postgres", "SMEDERIJ_TEST_POSTGRES": cluster.socket}
        return subprocess.run(command, env=environ, check=False).returncode
    finally:
        cluster.stop()


if __name__ == "__main__":
    sys.exit(main())
