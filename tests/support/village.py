"""The example as a visitor gets it: the real command, the real server, one for all tests of a worker."""

import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from tests.support.stores import ROOT, SqliteStore

SMEDERIJ = ROOT / ".venv" / "bin" / "smederij"
PATIENCE = 60  # seconds until it must answer


@dataclass(frozen=True)
class Village:
    """Where it is served, and where its data lies."""

    url: str
    data: Path

    def at(self, path: str) -> str:
        """The full address of a path."""
        return f"{self.url}{path}"


@pytest.fixture(scope="session")
def village() -> Iterator[Village]:
    """What `make demo` serves, loaded anew, on a port of its own."""
    if not SMEDERIJ.exists():
        pytest.skip("the console script is not installed (make demo)")
    with tempfile.TemporaryDirectory(prefix="smederij-village-") as folder:
        data, port = Path(folder), _free_port()
        own = {"SMEDERIJ_DATA": folder, "SMEDERIJ_DEMO": "1", "SMEDERIJ_URL": f"http://127.0.0.1:{port}"}
        environ = {key: value for key, value in os.environ.items() if not key.startswith("SMEDERIJ_")} | own
        store = SqliteStore()
        store.template()
        Path(store.copy("village")).rename(data / "smederij.sqlite3")
        store.folder.rmdir()
        subprocess.run([SMEDERIJ, "demo"], env=environ, cwd=folder, check=True, timeout=120)
        with _served(environ, port):
            yield Village(f"http://127.0.0.1:{port}", data)


@contextmanager
def _served(environ: dict[str, str], port: int) -> Iterator[None]:
    server = subprocess.Popen(
        [SMEDERIJ, "serve", "--port", str(port)], env=environ, cwd=environ["SMEDERIJ_DATA"]
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/", server)
        yield
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()


def _wait_for(url: str, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if server.poll() is not None:
            pytest.fail(f"the server stopped by itself with code {server.returncode}")
        try:
            urlopen(url, timeout=5).close()
            return
        except HTTPError as error:
            pytest.fail(f"{url} answers {error.code}")
        except URLError:
            time.sleep(0.1)
    pytest.fail(f"{url} did not answer within {PATIENCE} seconds")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
