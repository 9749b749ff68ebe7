"""`smederij serve`: one web server and one clock, watched over together."""

import argparse
import os
import signal
import socket
import subprocess
import sys
import time

from smederij.cli.main import Subparsers

TICK_SECONDS = 30
WORKERS = min(2, os.cpu_count() or 1)  # two processes take more votes a second than one with more threads
THREADS = 2
GUARDS = [sys.executable, "-m", "smederij.cli.main", "manage", "guards"]


def add_parser(subparsers: Subparsers) -> None:
    """Declare the command."""
    parser = subparsers.add_parser("serve", help="serve the site, with its clock")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=WORKERS, help="processes that answer")
    parser.add_argument("--threads", type=int, default=THREADS, help="of each of them")


def run(args: argparse.Namespace) -> int:
    """Start both; when either stops, stop the other and give its exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smederij.config.settings")
    if _is_taken(args.host, args.port):
        print(f"Something already answers on port {args.port}. Try --port {args.port + 1}", file=sys.stderr)
        return 1
    if subprocess.run(GUARDS, check=False, stdout=subprocess.DEVNULL).returncode:  # noqa: S603 -- our own
        print("The server does not start: see above.", file=sys.stderr)
        return 1
    children = [subprocess.Popen(command) for command in (_web(args), _clock())]  # noqa: S603 -- our own
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: _stop(children))
    try:
        return _watch(children)
    finally:
        _stop(children)


def _is_taken(host: str, port: int) -> bool:
    """Granian shares a port with whoever else listens there: then two towns would answer in turn."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((host if host != "0.0.0.0" else "127.0.0.1", port)) == 0  # noqa: S104


def _web(args: argparse.Namespace) -> list[str]:
    """Granian: WSGI, threads; no request log, so that no line says who voted when."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", str(args.workers),
        "--blocking-threads", str(args.threads), "--host", args.host, "--port", str(args.port),
        "--no-access-log", "--log-level", "warning", "smederij.config.wsgi:application",
    ]  # fmt: skip


def _clock() -> list[str]:
    return [sys.executable, "-m", "smederij.cli.main", "work"]


def _watch(children: list["subprocess.Popen[bytes]"]) -> int:
    while True:
        for child in children:
            if child.poll() is not None:
                return child.returncode
        time.sleep(0.2)


def _stop(children: list["subprocess.Popen[bytes]"]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
