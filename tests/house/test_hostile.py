"""Whoever means ill, or has a strange keyboard: every form of the site, filled in with what nobody types."""

from itertools import cycle
from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from django.urls import resolve

from tests.house.doors.addresses import addresses
from tests.house.doors.ground import Ground
from tests.house.doors.knocking import Street, undrawn

NUL, TURNED = "a\x00b", "\u202eevil\u202c\u200f\u2066"
TYPED = {
    "a NUL byte": NUL,
    "a megabyte": "a" * 1_000_000,
    "signs that turn the text": TURNED,
    "half a sign": b"\xff\xfe\xed\xa0\x80",
    "a number that is none": "²",
    "more digits than a number has": "9" * 5000,
    "a year that never was": "0000-99-99",
    "not a number": "NaN",
}
KEEPS = {"csrfmiddlewaretoken"}
Fields = list[tuple[str, str]]


def forms(page: bytes, path: str) -> list[tuple[str, Fields]]:
    """Where each form of a page goes, and its boxes as they stand."""
    found = []
    for form in BeautifulSoup(page, "html.parser").find_all("form", method="post"):
        boxes = [box for box in form.find_all(["input", "textarea", "select", "button"]) if box.get("name")]
        found.append((urljoin(path, str(form.get("action") or path)), [_as_it_stands(box) for box in boxes]))
    return found


def _as_it_stands(box: Tag) -> tuple[str, str]:
    return str(box["name"]), str(box.get("value", ""))


def every_form(role: str, *, ground: Ground, street: Street) -> dict[str, tuple[str, Fields]]:
    """The forms that somebody meets, one of each kind."""
    found: dict[str, tuple[str, Fields]] = {}
    for address in addresses():
        path = address.path(ground.facts)
        answer = street.knock(ground.sessions[role], "GET", path)
        if answer.status_code == 200 and "html" in answer.headers.get("Content-Type", ""):
            for action, fields in forms(answer.content, path):
                kind = f"{resolve(urlsplit(action).path).url_name} {sorted(name for name, _value in fields)}"
                found.setdefault(kind, (action, fields))
    return found


@pytest.mark.parametrize("role", ["visitor", "keeper", "finance"])
def test_no_form_breaks_on_what_nobody_types(
    role: str, ground: Ground, street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each value in every box at once; and each box twice, the first time with something else."""
    wrong = []
    found = every_form(role, ground=ground, street=street)
    with undrawn(monkeypatch):
        for kind, (action, fields) in found.items():
            for words, typed in TYPED.items():
                data = {name: value if name in KEEPS else ["x", typed] for name, value in fields}
                answer = street.knock(ground.sessions[role], "POST", action, data)
                wrong += [f"{words} in {kind}: {street.broken}"] if answer.status_code >= 500 else []
    assert not wrong, "\n".join(wrong)


QUERIES = [
    "q",
    "pagina",
    "next",
    "after",
    "biljet",
    "nodig",
    "stand",
    "voorbeeld",
    "regel",
    "vervangt",
    "alles",
]
ASKED = ["%00", "-1", "%C2%B2", "9" * 5000, "%FF%ED%A0%80"]


@pytest.mark.parametrize("role", ["visitor", "keeper"])
def test_no_page_breaks_on_what_stands_behind_its_address(
    role: str, ground: Ground, street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = []
    with undrawn(monkeypatch):
        for address in addresses():
            path = address.path(ground.facts)
            for turn in (0, 2):
                query = "&".join(
                    f"{name}={asked}" for name, asked in zip(QUERIES, cycle(ASKED[turn:]), strict=False)
                )
                answer = street.knock(ground.sessions[role], "GET", f"{path}?{query}")
                wrong += [f"{path}?{query[:40]}: {street.broken}"] if answer.status_code >= 500 else []
    assert not wrong, "\n".join(wrong)


SENT_ON = {"account_login", "account_logout", "follow", "unfollow", "about_me", "welcome", "who_am_i"}
ELSEWHERE = ["https://evil.example/", "//evil.example", "/\\\\evil.example", "javascript:alert(1)"]


@pytest.mark.parametrize("role", ["visitor", "keeper"])
def test_nobody_is_sent_to_another_site(
    role: str, ground: Ground, street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = ground.sessions[role]
    with undrawn(monkeypatch):
        for address in addresses():
            path, sent = address.path(ground.facts), ground.facts["sent"].get(address.name, {})
            for to in ELSEWHERE if address.name in SENT_ON else ELSEWHERE[:1]:
                looked = street.knock(session, "GET", f"{path}?{urlencode({'next': to, 'terug': to})}")
                pressed = street.knock(session, "POST", path, {"next": to, **sent})
                for onward in (answer.headers.get("Location", "") for answer in (looked, pressed)):
                    here = onward in {"", "./"} or (onward[0] == "/" and onward[1:2] not in {"/", "\\"})
                    assert here, f"{path} leads to {onward}"
