"""Whoever guesses a number, or puts one behind an address of their own, gets to nothing of others."""

import pytest

from smederij.pots.testing import IBAN
from tests.house.doors.addresses import Address, addresses
from tests.house.doors.ground import Ground
from tests.house.doors.knocking import Street, undrawn

STRANGERS = ["visitor", "newcomer", "elsewhere"]
OF_OTHERS = {
    "the list of who may vote": "Resident 1",
    "where they live": "Smidsweg",
    "the number of who wants to be called": "1234 5678",
    "the number of who was not called yet": "9876 5432",
    "the name of who was not called yet": "Zus Verborgen",
    "an account number": IBAN[-10:],
    "an idea that waits": "Wachtend geheim",
    "an idea that was taken back": "Ingetrokken geheim",
    "a story that was taken back": "Ingetrokken verhaal",
    "news that was taken back": "Ingetrokken nieuws",
    "a remark that waits": "Wachtende reactie",
    "a remark that was hidden": "Verborgen reactie",
    "somebody's address": "@example.org",
}
OWN = {"my_page", "my_data", "ways", "about_me", "welcome"}  # one's own address stands there


@pytest.mark.parametrize("role", STRANGERS)
def test_no_page_tells_a_stranger_what_is_of_others(role: str, ground: Ground, street: Street) -> None:
    told = []
    for address in addresses():
        if address.name in OWN:
            continue
        answer = street.knock(ground.sessions[role], "GET", address.path(ground.facts))
        page = answer.body if answer.streaming else answer.content
        text = " ".join(page.decode("utf-8", "replace").split())
        told += [f"{address.name} tells {what}" for what, words in OF_OTHERS.items() if words in text]
    assert told == []


@pytest.mark.parametrize(
    ("role", "name", "what"),
    [
        ("keeper", "callback", "the number of who wants to be called"),
        ("finance", "payment", "an account number"),
        ("keeper", "remark", "a remark that waits"),
        ("keeper", "initiative", "an idea that waits"),
    ],
)
def test_who_needs_it_reads_it(role: str, name: str, what: str, ground: Ground, street: Street) -> None:
    """So that the words above are the words that pages show."""
    [address] = [one for one in addresses() if one.name == name]
    instead = {"remark": ground.facts["waiting_remark"], "initiative": ground.facts["waiting"]}
    path = address.path(ground.facts, **({"public_id": instead[name]} if name in instead else {}))
    page = street.knock(ground.sessions[role], "GET", path).content.decode()
    assert OF_OTHERS[what] in page.replace("NL91 ABNA 0417 1643 00", IBAN)


@pytest.mark.parametrize("role", STRANGERS)
@pytest.mark.parametrize("hidden", ["waiting", "gone"])
def test_a_hidden_idea_is_nowhere(
    role: str, hidden: str, ground: Ground, street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its number nobody reads it, says something of it, helps with it or changes it."""
    for address in addresses():
        if address.route.startswith("ideeen/<slug:public_id>/"):
            path = address.path(ground.facts, public_id=ground.facts[hidden])
            for method in ("GET", "POST"):
                with undrawn(monkeypatch):
                    answer = street.knock(ground.sessions[role], method, path)
                shut = street.outcome(answer) in {"shut", "no such door"} or answer.status_code == 410
                assert shut, f"{method} {address.name} of an idea that is {hidden}: {answer.status_code}"


@pytest.mark.parametrize("role", STRANGERS)
@pytest.mark.parametrize(("name", "what"), [("remark", "waiting_remark"), ("story", "untold")])
def test_what_waits_or_was_taken_back_is_not_there(
    role: str, name: str, what: str, ground: Ground, street: Street
) -> None:
    [address] = [one for one in addresses() if one.name == name]
    answer = street.knock(
        ground.sessions[role], "GET", address.path(ground.facts, public_id=ground.facts[what])
    )
    assert street.outcome(answer) == "shut" or answer.status_code == 410


ROOMS = {"rounds", "pots", "agreements", "people"}
FOR_ALL = {"year_accept"}  # a suggestion for the year is the same for every area
TWO_PARTS = [
    one for one in addresses() if len(one.parts) > 1 and one.room in ROOMS and one.name not in FOR_ALL
]


@pytest.mark.parametrize("address", TWO_PARTS, ids=lambda one: f"{one.room}-{one.name}")
def test_a_thing_of_another_does_not_open_behind_ones_own(
    address: Address, ground: Ground, street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The keeper has other rounds, the area worker of next door another area: this is not in those."""
    first = next(iter(address.parts))
    if first == "slug":
        role, others = "elsewhere", [ground.facts["elsewhere"]]
    else:
        role, others = "keeper", [ground.facts[name] for name in ("round", "voting", "shut", "signing")]
    here = address.path(ground.facts)
    for other in others:
        path = address.path(ground.facts, **{first: other})
        for method in ("GET", "POST") if path != here else ():
            with undrawn(monkeypatch):
                answer = street.knock(ground.sessions[role], method, path)
            shut = street.outcome(answer) in {"shut", "no such door"} or 404 in street.noes
            assert shut or answer.status_code == 409, f"{method} {path} answers {answer.status_code}"
