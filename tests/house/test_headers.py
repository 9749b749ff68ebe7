"""What every answer carries so that a browser keeps it to itself: pages, downloads, pictures, errors."""

import pytest
from django.test import Client, RequestFactory

from tests.house.doors.addresses import addresses
from tests.house.doors.ground import Ground
from tests.house.doors.knocking import Street, undrawn

FOR_ALL = {"picture", "boundaries"}  # the same for everybody, and kept by caches
OF_ONE = {  # what a visitor sees here is theirs alone: codes, ballots, links from a message
    "vote", "vote_short", "vote_paper", "vote_review", "vote_done", "vote_thanks", "kiosk", "find_vote",
    "idea_posted", "come_in", "stop", "account_login", "account_confirm_login_code",
}  # fmt: skip


def faults(answer: object) -> list[str]:
    """What an answer lacks, whatever it is."""
    headers = answer.headers  # type: ignore[attr-defined]
    policy = dict(
        part.strip().partition(" ")[::2] for part in headers.get("Content-Security-Policy", "").split(";")
    )
    found = [f"{name} is {policy.get(name)}" for name, value in POLICY.items() if policy.get(name) != value]
    found += ["the policy allows what is unsafe"] * ("unsafe" in str(policy))
    found += [
        f"{name} is {headers.get(name)}" for name, value in OTHERS.items() if headers.get(name) != value
    ]
    return found


POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "form-action": "'self'",
}
OTHERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def test_errors_before_anything_is_known_carry_it_too(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A host that is not ours, a body that is too large, an error inside."""
    monkeypatch.setattr("smederij.front.views.home_page", lambda **_facts: 1 / 0)
    answers = {
        400: street.knock("", "GET", "/gebieden/", Host="evil.example"),
        413: street.handler.get_response(RequestFactory().post("/gebieden/", CONTENT_LENGTH="99999999")),
        500: street.knock("", "GET", "/"),
    }
    assert {status: answer.status_code for status, answer in answers.items()} == {one: one for one in answers}
    assert {status: faults(answer) for status, answer in answers.items()} == {one: [] for one in answers}


@pytest.mark.parametrize("path", ["/static/smederij/dist/smederij.css", "/static/smederij/logo.svg"])
def test_our_own_files_are_what_they_say(path: str) -> None:
    answer = Client().get(path)
    assert answer.status_code == 200
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("role", ["visitor", "keeper"])
def test_every_answer_says_what_a_browser_may_do_with_it(
    role: str, ground: Ground, street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = []
    with undrawn(monkeypatch):
        for address in addresses():
            for method in ("GET", "POST"):
                answer = street.knock(ground.sessions[role], method, address.path(ground.facts))
                found = faults(answer)
                kept = answer.headers.get("Cache-Control", "")
                mine = role != "visitor" or address.name in OF_ONE
                goes_on = answer.status_code in {302, 405}  # kept by nobody who is not told to
                if mine and not goes_on and "no-store" not in kept and address.name not in FOR_ALL:
                    found.append(f"may be kept: {kept!r}")
                wrong += [f"{method} {address.name} ({answer.status_code}): {fault}" for fault in found]
    assert wrong == []
