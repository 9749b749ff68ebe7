"""The troubles that need a server: everybody twice, killed, backed up, guessed at, closed."""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

from benchmarks.votes import load
from benchmarks.votes.places import ROOT, Place
from benchmarks.votes.server import Server, cookie, family, start
from benchmarks.votes.town import Town

from smederij.rounds.codes import make_code
from tests.campaign import books
from tests.campaign.books import Books
from tests.campaign.report import Probe
from tests.support import file

APP = "smederij.config.wsgi:application"
SUBMITS, CLIENTS = 16, 32


@dataclass
class Scene:
    """A town under fire: tokens are taken from it one by one, each for one voter."""

    vendor: str
    place: Place
    town: Town
    server: Server
    seal: str
    dice: Random
    used: int = 0
    order: list[bytes] = field(default_factory=list)  # of the ballots, as they were acknowledged

    def take(self, count: int) -> list[str]:
        """Voters who have not voted."""
        mine = self.town.tokens[self.used : self.used + count]
        self.used += len(mine)
        return mine

    def look(self) -> Books:
        """What stands in the database now."""
        return books.read(self.town.environ["SMEDERIJ_DATABASE"], self.town.round)


def ballot_id(nonce: str) -> bytes:
    """As the control number of a voter leads to the ballot; see smederij.rounds.urn."""
    return sha256(b"ballot-id" + bytes.fromhex(nonce)).digest()[:16]


def everybody_sixteen_times(scene: Scene, voters: int) -> Probe:
    """Half of the submits are one form again and again, half are other forms with another choice."""
    probe = Probe("the same letter sixteen times at once, half with another choice", scene.vendor)
    same: dict[str, str] = {}
    other: dict[str, str] = {}
    shots = []
    for token in scene.take(voters):
        form = secrets.token_hex(16)
        same[form] = token
        for submit in range(SUBMITS):
            nonce = form if submit % 2 == 0 else secrets.token_hex(16)
            if nonce != form:
                other[nonce] = token
            shots.append(load.vote(token, nonce, 1 if nonce == form else 2, seal=scene.seal))
    volley = load.fire(scene.server.port, shots, clients=CLIENTS, seconds=600, seal=scene.seal)
    thanked = {answer.name for answer in volley.thanked()}
    answers: dict[str, set[int]] = {}
    for answer in volley.answers:
        if answer.name in same:
            answers.setdefault(answer.name, set()).add(answer.status)
    others = [other[name] for name in thanked if name in other]
    for form, token in same.items():
        won = answers[form] == {302} and token not in others
        lost = 302 not in answers[form] and others.count(token) == 1
        probe.insist(
            won or lost, f"a letter was answered {answers[form]} and {others.count(token)} times otherwise"
        )
    probe.insist(len(volley.answers) == len(shots), "somebody never got an answer")
    now = scene.look()
    probe.broken += now.wrong()
    probe.insist({ballot_id(name) for name in thanked} <= now.ids, "thanked without a ballot")
    probe.counts.update({"letters": len(same), "submits": len(shots), "ballots": len(thanked)})
    return probe


def killed(scene: Scene, voters: int, cycles: int) -> Probe:
    """Kill -9 of the server, and the first time of the whole PostgreSQL, while people vote and try again."""
    probe = Probe("killed without a word while people vote", scene.vendor)
    shots = [load.vote(token, secrets.token_hex(16), 1, seal=scene.seal) for token in scene.take(voters)]
    port = scene.server.port
    before = len(scene.look().papers)
    process = load.begin(port, shots, clients=CLIENTS, seconds=600, seal=scene.seal)
    for cycle in range(cycles):
        time.sleep(scene.dice.uniform(0.3, 0.8))
        if process.poll() is not None:
            break
        scene.server.kill()
        probe.counts["kills of the server"] += 1
        if scene.place.cluster and cycle == 0:
            _crash(scene.place)
            probe.counts["kills of PostgreSQL"] += 1
        scene.server = start(scene.town.environ, port=port, app=APP)
    volley = load.heard(process)
    now = scene.look()
    thanked = {ballot_id(answer.name) for answer in volley.thanked()}
    probe.broken += now.wrong()
    probe.insist(thanked <= now.ids, f"{len(thanked - now.ids)} acknowledged ballots are lost")
    probe.insist(len(thanked) == len(shots), f"{len(shots) - len(thanked)} voters never got their thanks")
    probe.insist(len(now.papers) == before + len(shots), "more or fewer ballots than voters")
    again = sum(answer.sent > 1 for answer in volley.answers)
    probe.counts.update({"voters": len(shots), "of them sent again": again, "acknowledged": len(thanked)})
    return probe


def _crash(place: Place) -> None:
    """End every process of the cluster at once, then let it come back."""
    assert place.cluster is not None
    for pid in reversed(family(place.cluster.main_process())):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    for _ in range(100):
        time.sleep(0.2)
        try:
            place.cluster.launch()
            return
        except RuntimeError:
            continue
    raise RuntimeError("PostgreSQL does not come back")


def second_votes(scene: Scene) -> Probe:
    """Everybody who voted tries once more, with a new form."""
    probe = Probe("voting again with a used letter", scene.vendor)
    before = scene.look()
    tokens = scene.town.tokens[: scene.used]
    shots = [load.vote(token, secrets.token_hex(16), 3, seal=scene.seal) for token in tokens]
    volley = load.fire(scene.server.port, shots, clients=CLIENTS, seconds=600, seal=scene.seal)
    probe.insist({answer.status for answer in volley.answers} == {409}, "a used letter was taken")
    probe.insist(scene.look().root == before.root, "the urn changed")
    probe.counts.update({"tries": len(shots), "taken": len(volley.thanked())})
    return probe


def wrong_codes(scene: Scene, tries: int) -> Probe:
    """Guessing; a right code works all the while, from the same address too."""
    probe = Probe("guessing codes", scene.vendor)
    guesses = [make_code() for _ in range(tries)]
    shots = [_code(guess, scene.seal) for guess in guesses]
    right = scene.town.codes[-1]
    shots.insert(tries // 2, _code(right, scene.seal))
    volley = load.fire(scene.server.port, shots, clients=CLIENTS, seconds=600, seal=scene.seal)
    opened = [answer for answer in volley.answers if answer.status == 200]
    probe.insist(
        [answer.name for answer in opened] == [right], f"{len(opened)} codes opened a ballot, not one"
    )
    (alone,) = load.fire(
        scene.server.port, [_code(right, scene.seal)], clients=1, seconds=60, seal=scene.seal
    ).answers
    probe.insist(alone.status == 200, "a right code did not work after many wrong ones")
    slowed = sum(answer.status == 429 for answer in volley.answers)
    probe.insist(slowed > 0, "nobody was told to stop")
    probe.counts.update({"wrong codes": tries, "of them told to stop": slowed, "opened": len(opened) - 1})
    probe.counts["milliseconds for the right code afterwards"] = round(alone.seconds * 1000)
    return probe


def _code(code: str, seal: str) -> load.Shot:
    return (code, "/stemmen/biljet/", f"csrfmiddlewaretoken={seal}&code={code}")


def backup(scene: Scene, voters: int) -> Probe:
    """A copy is made while people vote, put back elsewhere, and counted again; and one when it is quiet."""
    probe = Probe("a backup while people vote, put back elsewhere", scene.vendor)
    shots = [load.vote(token, secrets.token_hex(16), 4, seal=scene.seal) for token in scene.take(voters)]
    process = load.begin(scene.server.port, shots, clients=CLIENTS, seconds=600, seal=scene.seal)
    time.sleep(0.3)
    copies = [_copied(scene, f"copy{number}") for number in range(2)]
    volley = load.heard(process)
    quiet = _copied(scene, "quiet")
    for copy in (*copies, quiet):
        probe.broken += copy.wrong()
    whole = scene.look()
    probe.insist(quiet.root == whole.root, "the copy has another root")
    probe.insist(copies[0].ids <= whole.ids, "the copy holds a ballot that is not in the urn")
    probe.counts.update({"voters": len(volley.thanked()), "copies": 3})
    probe.counts["votes that came after the first copy"] = len(whole.papers) - len(copies[0].papers)
    return probe


def _copied(scene: Scene, name: str) -> Books:
    url = scene.town.environ["SMEDERIJ_DATABASE"]
    if scene.place.cluster is None:
        source = urlsplit(url).path
        target = Path(source).with_name(f"{name}.sqlite3")
        with closing(file.opened(source)) as connection:
            connection.execute("vacuum into ?", [str(target)])
        copied = books.read(f"sqlite://{target}", scene.town.round)
        target.unlink()
        return copied
    programs, socket = scene.place.cluster.programs, scene.place.cluster.socket
    at = ["-h", socket, "-U", "smederij_owner"]
    dump = subprocess.run(
        [programs / "pg_dump", *at, "town"], check=True, capture_output=True, cwd="/"
    ).stdout
    subprocess.run([programs / "createdb", *at, name], check=True, cwd="/")
    subprocess.run([programs / "psql", "-q", *at, name], input=dump, check=True, capture_output=True, cwd="/")
    copied = books.read(url.rpartition("/")[0] + f"/{name}", scene.town.round)
    subprocess.run([programs / "dropdb", *at, name], check=True, cwd="/")
    return copied


def closing_under_load(scene: Scene, closes_at: float) -> Probe:
    """People vote until well after the end, while an impatient clock counts."""
    probe = Probe("closing while people vote", scene.vendor)
    shots = [load.vote(token, secrets.token_hex(16), 1, seal=scene.seal) for token in scene.town.tokens]
    patience = str(max(0.0, closes_at - time.time()) + 120)
    command = [sys.executable, "-m", "tests.campaign.clock", str(scene.town.round), patience]
    clock = subprocess.Popen(command, cwd=ROOT, env=scene.town.environ)
    scene.used = len(shots)
    time.sleep(max(0.0, closes_at - time.time() - 1.5))
    volley = load.fire(scene.server.port, shots, clients=CLIENTS, seconds=60, seal=scene.seal)
    probe.insist(clock.wait(180) == 0, "the round was not counted")
    now = scene.look()
    thanked = {ballot_id(answer.name) for answer in volley.thanked()}
    probe.broken += now.wrong()
    probe.insist(thanked == now.ids, f"{len(thanked)} were thanked, {len(now.ids)} ballots lie in the urn")
    probe.insist(now.counted == len(now.papers), f"{now.counted} were counted of {len(now.papers)}")
    scene.order = [ballot_id(answer.name) for answer in volley.thanked()]
    late = sum(answer.status == 410 for answer in volley.answers)
    probe.insist(late > 0 and bool(thanked), "nobody voted across the end: this tried nothing")
    probe.counts.update({"thanked": len(thanked), "too late": late, "counted": now.counted or 0})
    return probe


def open_scene(vendor: str, place: Place, town: Town, dice: Random) -> Scene:
    """Start its server."""
    server = start(town.environ, app=APP)
    return Scene(vendor, place, town, server, cookie(server.port), dice)


def clear(folder: Path) -> None:
    """Take a folder away."""
    shutil.rmtree(folder, ignore_errors=True)
