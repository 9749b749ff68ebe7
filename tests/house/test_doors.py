"""Who may open which door: every address of the site, for everyone, against the tables in `doors/`."""

import pytest

from tests.house.doors.addresses import Address, addresses
from tests.house.doors.ground import ROLES, Ground
from tests.house.doors.knocking import Street, undrawn
from tests.house.doors.table import Line, table

EVERY = addresses()


def who_gets_in(address: Address, method: str, *, ground: Ground, street: Street) -> frozenset[str] | None:
    """The roles to whom this door opens; None when nobody can do this here."""
    path, sent = address.path(ground.facts), ground.facts["sent"].get(address.name)
    inside: set[str] = set()
    for role, session in ground.sessions.items():
        answer = street.knock(session, method, path, sent if method == "POST" else None)
        outcome = street.outcome(answer)
        assert outcome != "broken", f"{method} {path} answers {role} with an error: {street.broken}"
        if outcome == "no such door" and role != "visitor":
            return None  # a button, or a page without one: that is the same for everybody
        inside |= {role} if outcome == "opens" else set()
    return frozenset(inside)


@pytest.mark.parametrize("address", EVERY, ids=lambda one: f"{one.room}-{one.name}")
def test_a_door_opens_for_whom_the_table_says(
    address: Address, ground: Ground, street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    with undrawn(monkeypatch):
        looks = who_gets_in(address, "GET", ground=ground, street=street)
        sends = who_gets_in(address, "POST", ground=ground, street=street)
    now = Line(address.name, looks, sends)
    line = table().get(address.room, {}).get(address.name)
    file = f"tests/house/doors/{address.room}.txt"
    assert line is not None, (
        f"Nothing says who may open /{address.route}. Add a line to {file}. "
        f"Today the site does this; is it what you want?\n{now}"
    )
    assert line == now, (
        f"/{address.route} opens for others than {file} says. The table:\n{line}\nThe site:\n{now}"
    )
    for role in sorted(looks or (), key=list(ROLES).index)[:: max(1, len(looks or ()) - 1)]:
        path = address.path(ground.facts)
        drawn = street.knock(ground.sessions[role], "GET", path)
        assert drawn.status_code < 500, f"{path} can't be drawn for {role}: {street.broken}"


def test_the_table_names_no_door_that_is_gone() -> None:
    known = {(one.room, one.name) for one in EVERY}
    said = {(room, name) for room, lines in table().items() for name in lines}
    assert said <= known, f"There is no such address any more; take these lines out: {sorted(said - known)}"


def test_no_form_is_taken_that_does_not_come_from_here(
    ground: Ground, street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    stops = {"stop"}  # a mail program sends it (RFC 8058); the signed words in the address are the proof
    with undrawn(monkeypatch):
        for address in EVERY:
            path = address.path(ground.facts)
            answer = street.knock(ground.sessions["admin"], "POST", path, **{"X-CSRFToken": "b" * 32})
            assert address.name in stops or answer.status_code in {403, 405}, f"{path} takes it: {answer}"


ODD: dict[str, list[object]] = {
    "int": [0, 999_999, 10**30],
    "slug": ["unknown", "-", "a" * 300, "_" * 12],
    "str": ["unknown", "a:b:c", "%00", "%E2%80%AE", "%FF%FE", "a" * 3000],
}


def test_what_is_not_there_is_not_found(
    ground: Ground, street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unknown, wrong and huge numbers, odd names: never an error of ours. Asked by who may look or send."""
    with undrawn(monkeypatch):
        for address in EVERY:
            line = table()[address.room][address.name]
            may = (line.looks or frozenset()) | (line.sends or frozenset())
            role = max(may or ["visitor"], key=list(ROLES).index)
            for path in odd_paths(address, ground):
                for method in ("GET", "POST"):
                    answer = street.knock(ground.sessions[role], method, path)
                    assert answer.status_code < 500, f"{method} {path[:90]}: {street.broken}"


def odd_paths(address: Address, ground: Ground) -> list[str]:
    """The address with each of its parts made odd in turn."""
    return [
        address.path(ground.facts, **{part: odd}) for part, kind in address.parts.items() for odd in ODD[kind]
    ]


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT"])
def test_other_ways_of_asking_are_no_error(
    method: str, ground: Ground, street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    with undrawn(monkeypatch):
        for address in EVERY:
            answer = street.knock(ground.sessions["keeper"], method, address.path(ground.facts))
            assert answer.status_code < 500, f"{method} {address.name}: {street.broken}"
