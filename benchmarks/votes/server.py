"""The web server as `smederij serve` starts it, on a free port of the loopback, and its processor time."""

import argparse
import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from smederij.cli import serve

TICK = os.sysconf("SC_CLK_TCK")
PATIENCE = 60
APP = "benchmarks.votes.app:application"


@dataclass
class Server:
    """A running server."""

    process: "subprocess.Popen[bytes]"
    port: int

    def cpu(self) -> float:
        """Seconds of processor time so far, of the server and all that it started."""
        return sum(spent(pid) for pid in family(self.process.pid))

    def kill(self) -> None:
        """End it and its workers at once, without a word."""
        for pid in family(self.process.pid):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.process.wait(PATIENCE)


def start(environ: dict[str, str], *, port: int = 0, app: str = APP, workers: int = serve.WORKERS) -> Server:
    """Start it and wait until it answers."""
    port = port or free_port()
    said = serve._web(argparse.Namespace(host="127.0.0.1", port=port, threads=serve.THREADS, workers=workers))
    own = {"DJANGO_SETTINGS_MODULE": "smederij.config.settings", "SMEDERIJ_URL": f"http://127.0.0.1:{port}"}
    with Path(environ["SMEDERIJ_DATA"], "server.log").open("a") as log:
        command = [*said[:-1], app]
        process = subprocess.Popen(command, env=environ | own, stdin=subprocess.DEVNULL, stderr=log)
    server = Server(process, port)
    until = time.monotonic() + PATIENCE
    while not _answers(port):
        if process.poll() is not None or time.monotonic() > until:
            server.kill()
            raise RuntimeError("the server does not start")
        time.sleep(0.02)
    first(process.pid)
    return server


@contextmanager
def serving(environ: dict[str, str], *, workers: int = serve.WORKERS) -> Iterator[Server]:
    """A server for as long as it is needed."""
    server = start(environ, workers=workers)
    try:
        yield server
    finally:
        server.kill()


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def cookie(port: int) -> str:
    """The seal of a voting form, as every browser gets it with the first page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", "/stemmen/")
    answer = connection.getresponse()
    answer.read()
    return (answer.getheader("Set-Cookie") or "").split("csrftoken=")[1].split(";")[0]


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def first(pid: int) -> None:
    """With BENCH_FIRST set: ahead of all else on a busy machine while it is measured. Needs root."""
    if "BENCH_FIRST" in os.environ:
        for member in family(pid):
            for thread in os.listdir(f"/proc/{member}/task"):
                os.sched_setscheduler(int(thread), os.SCHED_FIFO, os.sched_param(1))


def family(pid: int) -> list[int]:
    """A process and all below it."""
    found = [pid]
    try:
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return found
    for child in below:
        found += family(int(child))
    return found


def spent(pid: int) -> float:
    """Seconds of processor time of one process; 0 when it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICK
