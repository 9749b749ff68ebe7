"""`make demo`: a village to try, on localhost:8000. What a visitor does stays until `make demo-reset`."""

import argparse
import os
import shutil
import socket
import sys
import time

from tools.environment import BIN, ROOT, Stopped, environ, prepare, run, say, stop_kindly

DATA = ROOT / "var" / "demo"


def settings() -> dict[str, str]:
    """The environment of the demo: its own folder, its own database, one-click logins."""
    own = {"SMEDERIJ_DATA": str(DATA), "SMEDERIJ_DEMO": "1", "SMEDERIJ_MUNICIPALITY": "Hamerveen"}
    return {key: value for key, value in environ().items() if key != "SMEDERIJ_DATABASE"} | own


def build(*, reset: bool) -> None:
    """Prepare everything and load the example municipality, unless it is there already."""
    say("Smederij: building what is missing")
    prepare()
    if reset:
        shutil.rmtree(DATA, ignore_errors=True)
    DATA.mkdir(parents=True, exist_ok=True)
    run("database", [BIN / "smederij", "manage", "migrate", "--verbosity", "1"], env=settings())
    run("example municipality", [BIN / "smederij", "demo", "--if-empty"], env=settings())


def refuse_taken_port(port: int) -> None:
    """Say so before building a server that cannot start."""
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise Stopped(f"Something already answers on port {port}. Try: PORT=8001 make demo")


def main() -> int:
    """Build, then become the server."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reset", action="store_true", help="begin with a fresh example")
    parser.add_argument("--build-only", action="store_true", help="do not serve")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
    asked = parser.parse_args()
    start = time.monotonic()
    try:
        if not asked.build_only:
            refuse_taken_port(asked.port)
        build(reset=asked.reset)
    except Stopped as error:
        return stop_kindly(error)
    if asked.build_only:
        return 0
    say(f"Ready in {time.monotonic() - start:.0f} s: open http://localhost:{asked.port} (stop with Ctrl-C)")
    os.chdir(ROOT)
    command = [str(BIN / "smederij"), "serve", "--port", str(asked.port)]
    os.execve(command[0], command, {**settings(), "SMEDERIJ_URL": f"http://localhost:{asked.port}"})


if __name__ == "__main__":
    sys.exit(main())
