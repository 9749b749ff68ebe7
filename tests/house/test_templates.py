"""Templates hold structure: no code, no style, and no text that could not be translated."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template.base import Lexer, TokenType

from tests.house.sources import none, python_files, short, templates

INLINE = {
    "a script without a file": re.compile(
        r"<script(?![^>]*\b(?:src=|type=\"application/json\"))", re.IGNORECASE
    ),
    "a style block": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"<[^>{%]*\sstyle\s*=", re.IGNORECASE),
    "an event attribute": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "an address that is code": re.compile(r"(?:href|src|action)\s*=\s*[\"']?\s*javascript:", re.IGNORECASE),
}
SPOKEN_ATTRIBUTES = {"alt", "title", "aria-label", "placeholder", "aria-description"}
SILENT = {"script", "style", "code", "kbd", "samp", "pre"}
SKIPPED_BLOCKS = {"blocktranslate", "blocktrans", "comment", "verbatim"}
# Names are the same in every language.
NAMES = {
    "Smederij",
    "EUPL-1.2",
    "EUPL",
    "QR",
    "PDF",
    "JSON",
    "CSV",
    "IBAN",
    "WCAG",
    "English",
    "Nederlands",
    "km",
    "px",
}
CLASS_BLOCK = re.compile(r"block \w+_class")  # holds names of classes, not words
WORD = re.compile(r"[^\W\d_]{2,}")


class Spoken(HTMLParser):
    """Collects what a page would say."""

    def __init__(self) -> None:
        super().__init__()
        self.silent = 0
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        self.said += [value for name, value in attrs if value and name in SPOKEN_ATTRIBUTES]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.said.append(data)


def without_tags(file: Path) -> str:
    """The template with everything between braces taken out, and what translation blocks hold."""
    kept, waiting_for = [], ""
    for token in Lexer(file.read_text()).tokenize():
        word = token.contents.split(" ", 1)[0]
        if waiting_for:
            waiting_for = "" if token.token_type is TokenType.BLOCK and word == waiting_for else waiting_for
        elif token.token_type is TokenType.BLOCK and word in SKIPPED_BLOCKS:
            waiting_for = f"end{word}"
        elif token.token_type is TokenType.BLOCK and CLASS_BLOCK.fullmatch(token.contents):
            waiting_for = "endblock"
        elif token.token_type is TokenType.TEXT:
            kept.append(token.contents)
    return "".join(kept)


TAKEN_ALONG = {"take_along.html"}  # a file of its own, that asks nothing of this site any more
EXAMPLES = {"examples.html"}  # shows what parts look like, with made-up words


def untranslated(file: Path) -> list[str]:
    """Words in a template that no catalogue can reach."""
    parser = Spoken()
    parser.feed(without_tags(file))
    said = (" ".join(text.split()) for text in parser.said)
    return [
        text
        for text in said
        if set(WORD.findall(text)) - {word for name in NAMES for word in WORD.findall(name)}
    ]


def test_no_code_and_no_style_inside_pages() -> None:
    found = [
        f"{short(file)}: {what}: {match.group(0)}"
        for file in templates()
        if file.name not in TAKEN_ALONG
        for what, pattern in INLINE.items()
        for match in pattern.finditer(file.read_text())
    ]
    none(found)


def test_every_word_can_be_translated() -> None:
    pages = [file for file in templates() if file.name not in EXAMPLES]
    none([f"{short(file)}: {text}" for file in pages for text in untranslated(file)])


def test_every_word_of_a_letter_can_be_translated() -> None:
    found = {short(file): WORD.findall(without_tags(file)) for file in templates(".txt")}
    assert {name: words for name, words in found.items() if set(words) - NAMES} == {}


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('<p>{% translate "Vote" %} {{ name }} · Smederij</p>', []),
        ("<p>Vote</p>", ["Vote"]),
        ('<img alt="A bench">', ["A bench"]),
        ("{% blocktranslate %}Vote{% endblocktranslate %}<code>abc</code>", []),
        ("{% comment %}why{% endcomment %}{# why #}", []),
    ],
)
def test_the_check_itself_can_tell(tmp_path: Path, source: str, words: list[str]) -> None:
    file = tmp_path / "page.html"
    file.write_text(source)
    assert untranslated(file) == words


def test_what_was_sent_is_forgotten_by_the_device() -> None:
    """Every draft has a page, or a message on the next page, that says it is done."""
    kept = {
        (short(file), key)
        for file in templates()
        if file.name not in EXAMPLES
        for key in re.findall(r'data-draft="([\w-]+)', file.read_text())
    }
    done = {key for file in templates() for key in re.findall(r'data-draft-done="([\w-]+)', file.read_text())}
    for file in python_files("src"):
        done |= set(re.findall(r'extra_tags=f?"([\w-]+)', file.read_text()))
    assert kept
    none([f"{file}: {key}" for file, key in sorted(kept) if key not in done])
