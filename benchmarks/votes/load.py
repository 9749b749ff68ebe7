"""Many people who vote at once: one process, plain sockets kept open, one request at a time each.

python -m benchmarks.votes.load PORT CLIENTS SECONDS      shots on stdin, one JSON [name, path, body] a line

A connection that breaks (the server was killed) is made anew and the same form sent again, as people do.
Prints {"seconds": ..., "answers": [[name, status, seconds, times sent], ...]}: status 0 means never answered;
-302 is a redirect to anything but the thanks.
"""

import json
import os
import selectors
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.votes.server import first

ROOT = Path(__file__).resolve().parents[2]
HEAD = (
    "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
    "Cookie: csrftoken={seal}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    "Content-Length: {size}\r\n\r\n{body}"
)
AGAIN = 0.05  # seconds between two tries to connect
BROKEN = 500
Shot = tuple[str, str, str]


@dataclass(frozen=True)
class Answer:
    """What came of one form."""

    name: str
    status: int
    seconds: float
    sent: int


@dataclass(frozen=True)
class Volley:
    """What came of all forms together, and in how many seconds."""

    seconds: float
    answers: list[Answer]

    def thanked(self) -> list[Answer]:
        """Those who read that their vote is in."""
        return [answer for answer in self.answers if answer.status == 302]

    @property
    def rate(self) -> float:
        """Thanked, a second."""
        return len(self.thanked()) / self.seconds

    def percentile(self, share: float) -> float:
        """So many of the answers came within so many milliseconds."""
        waits = sorted(answer.seconds for answer in self.answers)
        return waits[min(len(waits) - 1, int(share * len(waits)))] * 1000 if waits else 0.0


@dataclass
class Client:
    """One person: what was sent, since when, how often."""

    shot: Shot
    request: bytes
    began: float
    sent: int = 0
    got: bytes = b""
    line: socket.socket | None = None
    after: float = 0.0


@dataclass
class Crowd:
    """All of them, in one loop."""

    port: int
    shots: Iterator[Shot]
    seal: str
    answers: list[tuple[str, int, float, int]] = field(default_factory=list)
    waiting: list[Client] = field(default_factory=list)
    selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)

    def run(self, clients: int, seconds: float) -> float:
        """Vote until the time is over or everybody has; gives how long it took."""
        began = time.perf_counter()
        until = began + seconds
        for _ in range(clients):
            if (client := self._next(None)) is not None:
                self._send(client)
        while (self.selector.get_map() or self.waiting) and time.perf_counter() < until:
            for key, _events in self.selector.select(0.02 if self.waiting else 0.5):
                self._read(key.data, more=True)
            self._try_again()
        spent = time.perf_counter() - began
        self._gather(until=time.perf_counter() + 5)
        return spent

    def _gather(self, *, until: float) -> None:
        """Who has sent may still hear; nobody begins anew."""
        while self.selector.get_map() and time.perf_counter() < until:
            for key, _events in self.selector.select(0.5):
                self._read(key.data, more=False)
        unheard = [key.data for key in self.selector.get_map().values()] + self.waiting
        self.answers += [(one.shot[0], 0, time.perf_counter() - one.began, one.sent) for one in unheard]

    def _next(self, held: socket.socket | None) -> Client | None:
        shot = next(self.shots, None)
        if shot is None:
            return None
        _name, path, body = shot
        text = HEAD.format(path=path, port=self.port, seal=self.seal, size=len(body), body=body)
        return Client(shot, text.encode(), time.perf_counter(), line=held)

    def _send(self, client: Client) -> None:
        try:
            if client.line is None:
                client.line = socket.create_connection(("127.0.0.1", self.port), timeout=5)
                client.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self.selector.register(client.line, selectors.EVENT_READ, client)
            else:
                self.selector.modify(client.line, selectors.EVENT_READ, client)
            client.sent += 1
            client.line.sendall(client.request)
        except OSError:
            self._broken(client)

    def _read(self, client: Client, *, more: bool) -> None:
        assert client.line is not None
        try:
            piece = client.line.recv(65536)
        except OSError:
            piece = b""
        if not piece:
            self._broken(client)
            return
        client.got += piece
        status = whole(client.got)
        if status is None:
            return
        if status >= BROKEN and more:
            self._broken(client)  # something is wrong there: people try again
            return
        self.answers.append((client.shot[0], status, time.perf_counter() - client.began, client.sent))
        following = self._next(client.line) if more else None
        if following is not None:
            self._send(following)
        else:
            self._drop(client)

    def _broken(self, client: Client) -> None:
        self._drop(client)
        client.got, client.after = b"", time.perf_counter() + AGAIN
        self.waiting.append(client)

    def _drop(self, client: Client) -> None:
        if client.line is not None:
            with suppress(KeyError):
                self.selector.unregister(client.line)
            client.line.close()
            client.line = None

    def _try_again(self) -> None:
        now = time.perf_counter()
        due = [client for client in self.waiting if client.after <= now]
        self.waiting = [client for client in self.waiting if client.after > now]
        for client in due:
            self._send(client)


def whole(got: bytes) -> int | None:
    """The status, once head and body are complete. A thanks is 302; another redirect is -302."""
    head, found, body = got.partition(b"\r\n\r\n")
    if not found:
        return None
    low = head.lower()
    size = low.partition(b"content-length:")[2].split(b"\r\n", 1)[0]
    if len(body) < int(size or b"0"):
        return None
    status = int(head[9:12])
    return -302 if status == 302 and b"/stemmen/klaar/" not in low else status


def vote(token: str, nonce: str, choice: int, *, seal: str, path: str = "/stemmen/klaar/") -> Shot:
    """One filled-in form under its nonce."""
    body = f"csrfmiddlewaretoken={seal}&token={token}&nonce={nonce}&kies={choice}"
    return (nonce, path, body)


def fire(port: int, shots: Iterable[Shot], *, clients: int, seconds: float, seal: str) -> Volley:
    """Send all of these from a process of its own, so that the sender waits for nobody here."""
    process = begin(port, shots, clients=clients, seconds=seconds, seal=seal)
    return heard(process)


def begin(
    port: int, shots: Iterable[Shot], *, clients: int, seconds: float, seal: str
) -> "subprocess.Popen[str]":
    """The same, going on meanwhile; `heard` waits for it."""
    command = [sys.executable, "-m", "benchmarks.votes.load", str(port), str(clients), str(seconds), seal]
    process = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1 << 20
    )
    assert process.stdin is not None
    process.stdin.write("\n".join(json.dumps(shot) for shot in shots))
    process.stdin.close()
    return process


def heard(process: "subprocess.Popen[str]") -> Volley:
    """What came of it."""
    assert process.stdout is not None
    said: dict[str, Any] = json.loads(process.stdout.read())
    process.wait()
    return Volley(said["seconds"], [Answer(*answer) for answer in said["answers"]])


def main() -> None:
    """Read all shots first, then begin."""
    port, clients, seconds, seal = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), sys.argv[4]
    shots = [tuple(json.loads(line)) for line in sys.stdin]
    crowd = Crowd(port, iter(shots), seal)
    first(os.getpid())
    spent = crowd.run(clients, seconds)
    json.dump({"seconds": spent, "answers": crowd.answers}, sys.stdout)


if __name__ == "__main__":
    main()
