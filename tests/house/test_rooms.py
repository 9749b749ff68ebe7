"""Every room has its furniture, its floor and its doors."""

import ast
import configparser
from collections.abc import Iterator
from pathlib import Path

from tests.house.sources import HOUSE, ROOT, is_test, none, python_files, rooms, short

DOORS = {"models", "actions", "queries"}
# Every room above asks people who somebody is and which hats they wear.
MORE_DOORS = {"people": {"access", "requests"}}
COMPOSERS = {"config", "cli"}  # they put the house together, so they may see inside


def contract(name: str, key: str) -> set[str]:
    """One list from .importlinter."""
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter")
    return set(parser[f"importlinter:contract:{name}"][key].split())


def imports(file: Path) -> Iterator[tuple[str, str]]:
    """(room, module) for every import from a room; module is empty for the room itself."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("smederij."):
            room, _, module = (node.module or "").removeprefix("smederij.").partition(".")
            names = [module] if module else [alias.name for alias in node.names]
            yield from ((room, name.split(".")[0]) for name in names)


def test_every_room_has_a_short_readme() -> None:
    missing = [room.name for room in rooms() if not (room / "README.md").exists()]
    none(missing)
    assert [room.name for room in rooms() if len((room / "README.md").read_text().splitlines()) > 40] == []


def test_other_rooms_come_in_by_a_door() -> None:
    broken = []
    for file in python_files("src/smederij"):
        own = file.relative_to(HOUSE).parts[0]
        if own in COMPOSERS or is_test(file):
            continue
        broken += [
            f"{short(file)}: smederij.{room}.{module}"
            for room, module in imports(file)
            if room not in {own, "base"} and module not in DOORS | MORE_DOORS.get(room, set())
        ]
    none(broken)


def test_rooms_know_nothing_of_the_settings_package() -> None:
    found = [
        short(file)
        for file in python_files("src/smederij")
        if file.relative_to(HOUSE).parts[0] not in COMPOSERS and not is_test(file)
        for room, _ in imports(file)
        if room == "config"
    ]
    none(found)


def test_the_floors_name_every_room_that_may_not_count() -> None:
    here = {f"smederij.{room.name}" for room in rooms()} | {"smederij.config"}
    assert here - {"smederij.rounds"} == contract("counting", "source_modules")


def test_the_floors_name_every_room_that_may_not_measure() -> None:
    here = {f"smederij.{room.name}" for room in rooms()} | {"smederij.config"}
    may = {"smederij.contributions", "smederij.budgets"}
    assert here - may == contract("measuring", "source_modules")


def test_the_floors_keep_the_network_and_the_stories_from_the_votes() -> None:
    here = {room.name for room in rooms()}
    assert contract("secrecy", "source_modules") == {
        f"smederij.{name}" for name in here & {"stories", "contributions"}
    }
    assert contract("secrecy", "forbidden_modules") == {
        f"smederij.{name}" for name in here & {"rounds", "budgets"}
    }


def test_no_room_listens_to_signals_of_another() -> None:
    listening = [
        f"{short(file)}: {word}"
        for file in python_files("src/smederij")
        for word in ("@receiver", "post_save", "pre_save", "post_delete", "pre_delete", "m2m_changed")
        if word in file.read_text() and not is_test(file)
    ]
    none(listening)


def test_no_page_goes_without_protection_against_forged_forms() -> None:
    """But for one: mail programs send the form that stops messages, and its signed address is the proof."""
    found = [short(file) for file in python_files("src") if "@csrf_exempt" in file.read_text()]
    assert found == ["src/smederij/people/views/following.py"]
    assert (ROOT / found[0]).read_text().count("@csrf_exempt") == 1
