"""One word per thing, plain Dutch, and documents that keep up."""

import re
import tomllib

import polib
import pytest
import yaml

from smederij.config import about
from tests.house.sources import HOUSE, ROOT, none
from tools import settings_page

# What officials write and neighbours do not say; the right word stands beside it.
STIFF = {
    r"productiekracht\w*": "it put everyone off",
    r"gebruikers?\b": "say who: buur, inwoner, jij",
    r"ongeldige?": "say what to fill in",
    r"reeds": "al",
    r"indien": "als",
    r"dient te|dienen te": "moet",
    r"ontvankelijk\w*": "say why it cannot be done",
    r"procedures?": "say what happens",
    r"\bu\b|\buw\b": "je, jouw",
    r"middels": "met",
    r"m\.b\.t\.|i\.v\.m\.|d\.m\.v\.": "write it out",
}


def glossary() -> list[tuple[str, str, str]]:
    rows = re.findall(
        r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", (ROOT / "docs" / "glossary.md").read_text(), re.MULTILINE
    )
    return [
        (english.strip(), dutch.strip(), meaning.strip())
        for english, dutch, meaning in rows[2 if rows[1:] else 0 :]
    ]


def dutch() -> list[tuple[str, str]]:
    """(room, text) for every Dutch text of the house."""
    return [
        (file.relative_to(HOUSE).parts[0], text)
        for file in sorted(HOUSE.glob("*/locale/nl/LC_MESSAGES/django.po"))
        for entry in polib.pofile(str(file))
        for text in (entry.msgstr, *entry.msgstr_plural.values())
    ]


@pytest.mark.parametrize("stiff", STIFF, ids=STIFF.values())
def test_nobody_is_spoken_to_as_by_an_office(stiff: str) -> None:
    pattern = re.compile(rf"\b(?:{stiff})", re.IGNORECASE)
    none([f"{room}: {text}" for room, text in dutch() if pattern.search(text)])


def test_the_glossary_has_every_word_in_both_languages_once_and_in_order() -> None:
    words = glossary()
    assert len(words) > 30
    assert [row for row in words if not all(row)] == []
    english = [row[0] for row in words]
    assert english == sorted(set(english))


def test_every_setting_is_described_and_nothing_else_is() -> None:
    source = "".join(file.read_text() for file in (HOUSE).rglob("*.py") if "tests" not in file.parts)
    read = set(re.findall(r"""env\.\w+\(\s*"(SMEDERIJ_\w+)""", source))
    assert read == {setting.name for setting in about.SETTINGS}


def test_the_page_of_settings_is_true() -> None:
    assert settings_page.made() == settings_page.PAGE.read_text(), "python -m tools.settings_page"


def test_the_changelog_has_a_place_for_what_comes() -> None:
    assert "## Unreleased" in (ROOT / "CHANGELOG.md").read_text()


def test_every_decision_is_in_the_list() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text()
    pages = [page.name for page in folder.glob("[0-9]*.md") if page.name != "0000-template.md"]
    assert [page for page in pages if f"({page})" not in index] == []
    numbers = [page[:4] for page in pages]
    assert len(numbers) == len(set(numbers))


def test_every_library_earns_its_line() -> None:
    text = (ROOT / "docs" / "decisions" / "0001-libraries.md").read_text().lower()
    wanted = (ROOT / "requirements" / "base.in").read_text().split()
    names = [re.split(r"[~=<>\[]", line)[0].lower() for line in wanted]
    assert [name for name in names if name not in text] == []


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert yaml.safe_load((ROOT / "publiccode.yml").read_text())["softwareVersion"] == project["version"]


def test_the_documentation_names_only_pages_that_exist() -> None:
    pages = re.findall(r": ([\w/.-]+\.md)$", (ROOT / "mkdocs.yml").read_text(), re.MULTILINE)
    assert pages
    assert [page for page in pages if not (ROOT / "docs" / page).exists()] == []
