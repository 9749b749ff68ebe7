"""Someone with a phone, scripts off: opens pages, fills in boxes by label, presses buttons by their words."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from smederij.people.models import Actor
from smederij.people.testing import sign_in

HEADINGS = ["h2", "h3", "summary"]
Value = str | SimpleUploadedFile


class Lost(AssertionError):
    """What the visitor looks for is not on the page; shows what is."""


class Visitor:
    """A person on the site. Every form is sent as it stands on the page, hidden fields included."""

    def __init__(self, actor: Actor | None = None) -> None:
        self.actor = actor
        self.client = Client(enforce_csrf_checks=True)
        if actor is not None:
            sign_in(self.client, actor)
        self.path = self.address = "/"
        self.status = 0
        self.body = b""
        self.page = BeautifulSoup("", "html.parser")
        self.part: Tag = self.page
        self.typed: dict[str, list[Value]] = {}

    def come_in_again(self) -> "Visitor":
        """On another day: who moves money signs in once more."""
        assert self.actor is not None
        sign_in(self.client, self.actor)
        return self

    def open(self, path: str) -> "Visitor":
        """Go to an address, as from a link or a letter."""
        return self._arrive(self.client.get(path, follow=True), path)

    def follow(self, words: str) -> "Visitor":
        """Tap the link with these words."""
        return self.open(str(self._one("a", words)["href"]))

    def fill(self, label: str, value: Value) -> "Visitor":
        """Type in the box with this label."""
        self.typed[str(self._box(label)["name"])] = [value]
        return self

    def choose(self, label: str) -> "Visitor":
        """Tick the box or radio button with this label, beside what was ticked already."""
        box = self._box(label)
        name, value = str(box["name"]), str(box.get("value", "on"))
        before = self.typed.get(name, []) if box.get("type") == "checkbox" else []
        self.typed[name] = [*before, value]
        return self

    def select(self, label: str, words: str) -> "Visitor":
        """Pick the option with these words from the list, or radio buttons, under this label."""
        box = self._box(label)
        for option in box.find_all("option"):
            if _plain(words) in _plain(option.get_text(" ")):
                self.typed[str(box["name"])] = [str(option.get("value", ""))]
                return self
        raise Lost(f"{words!r} is not under {label!r}: {_plain(box.get_text(' | '))}")

    def within(self, *headings: str) -> "Visitor":
        """Look only at the part of the page under this heading, and under the next one in it."""
        for words in headings:
            found = [
                tag for tag in self.part.find_all(HEADINGS) if _plain(words) in _plain(tag.get_text(" "))
            ]
            part = found[0].find_parent(["section", "details", "article"]) if found else None
            if part is None:
                raise Lost(f"Nothing under {words!r} on {self.path}:\n{self.text}")
            self.part = part
        return self

    def give(self, idea: str, points: int) -> "Visitor":
        """On a ballot: choose the idea with this title, or give it points."""
        self.within(idea)
        for box in self.part.find_all("input"):
            if box.get("type") == "checkbox" or str(box.get("value")) == str(points):
                self.typed.setdefault(str(box["name"]), []).append(str(box["value"]))
                self.part = self.page
                return self
        raise Lost(f"No way to give {points} to {idea!r}.")

    def press(self, words: str) -> "Visitor":
        """Press the button with these words, in whatever form it stands."""
        button = self._one("button", words)
        form = button.find_parent("form")
        if form is None:
            raise Lost(f"The button {words!r} is in no form.")
        data = {**_as_it_stands(form), **self.typed}
        if button.get("name"):
            data[str(button["name"])] = [str(button.get("value", ""))]
        action = urljoin(self.path, str(form.get("action") or self.address))
        return self._arrive(self.client.post(action, data, follow=True), action)

    def sees(self, *words: str) -> "Visitor":
        """The page says this, whatever the spacing."""
        text = self.text
        for piece in words:
            if _plain(piece) not in text:
                raise Lost(f"{piece!r} is not on {self.path} ({self.status}):\n{text}")
        return self

    def sees_not(self, *words: str) -> "Visitor":
        """The page does not say this."""
        for piece in words:
            assert _plain(piece) not in self.text, f"{piece!r} is on {self.path}"
        return self

    @property
    def text(self) -> str:
        """What the page says, on one line."""
        return _plain(self.page.get_text(" "))

    def value_of(self, label: str) -> str:
        """What stands in a box."""
        box = self._box(label)
        return box.get_text().strip() if box.name == "textarea" else str(box.get("value", ""))

    def _arrive(self, response: Any, path: str) -> "Visitor":
        chain = getattr(response, "redirect_chain", [])
        self.address = chain[-1][0] if chain else path  # with what comes after the question mark
        self.path = urlsplit(self.address).path
        self.status = response.status_code
        self.body = b"".join(response.streaming_content) if response.streaming else response.content
        is_page = "html" in response.headers.get("Content-Type", "")
        self.part = self.page = BeautifulSoup(self.body if is_page else b"", "html.parser")
        self.typed = {}
        return self

    def _one(self, name: str, words: str) -> Tag:
        found = [tag for tag in self.part.find_all(name) if _plain(words) in _plain(tag.get_text(" "))]
        if not found:
            there = sorted({_plain(tag.get_text(" ")) for tag in self.part.find_all(name)})
            raise Lost(f"No {name} {words!r} on {self.path} ({self.status}); there is {there}\n{self.text}")
        return found[0]

    def _box(self, label: str) -> Tag:
        words = self._one("label", label)
        box = self.page.find(id=str(words["for"])) if words.get("for") else words.find(["input", "select"])
        if not isinstance(box, Tag):
            raise Lost(f"The label {label!r} belongs to no box.")
        return box


def _plain(text: str) -> str:
    return re.sub(r" ([,.:;?!])", r"\1", " ".join(text.replace("\u00a0", " ").split()))


def _as_it_stands(form: Tag) -> dict[str, list[Value]]:
    data: dict[str, list[Value]] = {}
    for name, value in _values(form):
        data.setdefault(name, []).append(value)
    return data


def _values(form: Tag) -> Iterator[tuple[str, str]]:
    for box in form.find_all(["input", "textarea", "select"]):
        name, kind = box.get("name"), box.get("type", "text")
        if not name or box.has_attr("disabled") or kind in {"file", "submit", "button"}:
            continue
        if kind in {"checkbox", "radio"} and not box.has_attr("checked"):
            continue
        if box.name == "textarea":
            yield str(name), box.get_text().removeprefix("\n")
        elif box.name == "select":
            yield from (
                (str(name), str(one.get("value", ""))) for one in box.find_all("option", selected=True)
            )
        else:
            yield str(name), str(box.get("value", "on" if kind in {"checkbox", "radio"} else ""))
