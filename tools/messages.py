"""The Dutch texts: find what pages say, compare it with the catalogues, add what is new, compile.

    python tools/messages.py check            every text translated, no gap, no leftover
    python tools/messages.py update [ROOM..]  add new texts, empty, to the room's catalogue
    python tools/messages.py compile          write the .mo files that Django reads

A room keeps its texts in its own catalogue, src/smederij/<room>/locale/nl/LC_MESSAGES/django.po, and may
lean on base's. Django merges all catalogues into one, so one text cannot have two translations in two
rooms: give one of them a context (pgettext, or `context` in a template).
"""

import argparse
import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parents[1] / "src" / "smederij"
LANGUAGE = "nl"
SHARED = "base"
HOMELESS = ("config", "cli")  # no app of their own, so no catalogue that Django would read
TEMPLATE_ENDINGS = (".html", ".txt", ".typ", ".svg")
METADATA = {
    "Language": LANGUAGE,
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
# How many text arguments a function takes: context?, singular, plural?
SHAPES = {"_": "s", "gettext": "s", "ngettext": "sp", "pgettext": "cs", "npgettext": "csp"}
CALL_IN_TEMPLATE = re.compile(
    r"""(?<!\w)(n?p?gettext|_)\(((?:u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*"|[^()'"])*)\)"""
)
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")

Key = tuple[str | None, str]


@dataclass(frozen=True)
class Use:
    """One place where a page or a function says something."""

    file: Path
    line: int
    text: str
    plural: str | None = None
    context: str | None = None

    @property
    def key(self) -> Key:
        return self.context, self.text


@dataclass(frozen=True)
class Problem:
    """What is wrong with one text, and where."""

    room: str
    where: str
    what: str
    text: str

    def __str__(self) -> str:
        return f"{self.room}: {self.where}: {self.what}: {self.text!r}"


def uses_in(room: Path) -> list[Use]:
    """Every text a room says, in the order of its files. Tests say nothing to residents."""
    found: list[Use] = []
    for file in sorted(room.rglob("*")):
        if "tests" in file.relative_to(room).parts or not file.is_file():
            continue
        if file.suffix == ".py":
            found += uses_in_python(file)
        elif file.suffix in TEMPLATE_ENDINGS and "templates" in file.parts:
            found += uses_in_template(file)
    return found


def uses_in_python(file: Path) -> list[Use]:
    """Texts in calls of gettext and its kin whose arguments are literal; others are marked elsewhere."""
    tree = ast.parse(file.read_text(), str(file))
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    uses = (_use_of(call, file=file, line=call.lineno) for call in calls)
    return sorted((use for use in uses if use), key=lambda use: use.line)


def uses_in_template(file: Path) -> list[Use]:
    """Texts in trans, blocktrans and _() of a Django template."""
    found = []
    for number, line in enumerate(templatize(file.read_text(), origin=str(file)).splitlines(), start=1):
        for match in CALL_IN_TEMPLATE.finditer(line):
            call = ast.parse(match.group(0).strip(), mode="eval").body
            use = _use_of(call, file=file, line=number) if isinstance(call, ast.Call) else None
            found += [use] if use else []
    return found


def _use_of(call: ast.Call, *, file: Path, line: int) -> Use | None:
    function = call.func
    name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
    shape = SHAPES.get(name.removesuffix("_lazy").removesuffix("_noop"))
    if not shape or len(call.args) < len(shape):
        return None
    values = [arg.value for arg in call.args[: len(shape)] if isinstance(arg, ast.Constant)]
    texts = [value for value in values if isinstance(value, str)]
    if len(texts) < len(shape):
        return None
    words = dict(zip(shape, texts, strict=True))
    return Use(file, line, words["s"], words.get("p"), words.get("c"))


class Catalogue:
    """One room's .po file, made when it is not there yet."""

    def __init__(self, room: Path) -> None:
        self.room = room.name
        self.path = room / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"
        self.po = (
            polib.pofile(str(self.path), wrapwidth=110) if self.path.exists() else polib.POFile(wrapwidth=110)
        )
        self.entries: dict[Key, polib.POEntry] = {(e.msgctxt, e.msgid): e for e in self.po if not e.obsolete}

    def add(self, uses: list[Use]) -> int:
        """Put new texts in, empty; every entry then stands in the order of its first use."""
        before = len(self.entries)
        order: dict[Key, Use] = {}
        for use in uses:
            order.setdefault(use.key, use)
        for key, use in order.items():
            self.entries.setdefault(key, _empty_entry(use))
        places = {key: index for index, key in enumerate(order)}
        ranked = sorted(self.entries.items(), key=lambda item: places.get(item[0], len(places)))
        self._write([entry for _, entry in ranked])
        return len(self.entries) - before

    def _write(self, entries: list[polib.POEntry]) -> None:
        fresh = polib.POFile(wrapwidth=110)
        fresh.metadata = {**METADATA, **self.po.metadata}
        fresh.extend(entries)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fresh.save(str(self.path))


def _empty_entry(use: Use) -> polib.POEntry:
    if use.plural is None:
        return polib.POEntry(msgid=use.text, msgctxt=use.context, msgstr="")
    return polib.POEntry(
        msgid=use.text, msgid_plural=use.plural, msgctxt=use.context, msgstr_plural={0: "", 1: ""}
    )


def rooms(source: Path) -> list[Path]:
    """Every package of the house that may say something."""
    return sorted(path.parent for path in source.glob("*/__init__.py"))


def problems(source: Path = SOURCE) -> list[Problem]:
    """All that is wrong with the texts, room by room. Empty when Dutch is complete."""
    said = {room.name: uses_in(room) for room in rooms(source)}
    catalogues = {room.name: Catalogue(room) for room in rooms(source) if room.name not in HOMELESS}
    shared = catalogues[SHARED]
    found: list[Problem] = []
    for room, uses in said.items():
        found += _untranslated(room, uses, homes=[catalogues.get(room, shared), shared])
    for room, catalogue in catalogues.items():
        heard = {use.key for name, uses in said.items() if room in (name, SHARED) for use in uses}
        found += _faults(catalogue, heard)
    return found + list(_two_voices(catalogues))


def _untranslated(room: str, uses: list[Use], *, homes: list[Catalogue]) -> Iterator[Problem]:
    for use in uses:
        entry = next((home.entries[use.key] for home in homes if use.key in home.entries), None)
        where = f"{use.file.name}:{use.line}"
        if entry is None or not _is_complete(entry):
            yield Problem(room, where, "not translated", use.text)
        elif use.plural is not None and use.plural != entry.msgid_plural:
            yield Problem(room, where, "has no such plural in the catalogue", use.plural)


def _is_complete(entry: polib.POEntry) -> bool:
    if entry.msgid_plural:
        return set(entry.msgstr_plural) == {0, 1} and all(entry.msgstr_plural.values())
    return bool(entry.msgstr)


def _faults(catalogue: Catalogue, heard: set[Key]) -> Iterator[Problem]:
    for key, entry in catalogue.entries.items():
        where = f"{catalogue.path.name}:{entry.linenum}"
        if key not in heard:
            yield Problem(catalogue.room, where, "said nowhere, take it out", entry.msgid)
        if entry.fuzzy:
            yield Problem(catalogue.room, where, "marked fuzzy", entry.msgid)
        if _is_complete(entry) and not _same_placeholders(entry):
            yield Problem(catalogue.room, where, "placeholders differ", entry.msgid)


def _same_placeholders(entry: polib.POEntry) -> bool:
    """The singular may leave its number out ("one idea"), the plural may not."""
    if not entry.msgid_plural:
        return _placeholders(entry.msgid) == _placeholders(entry.msgstr)
    wanted = _placeholders(entry.msgid_plural)
    one, many = entry.msgstr_plural[0], entry.msgstr_plural[1]
    return _placeholders(one) <= wanted | _placeholders(entry.msgid) and _placeholders(many) == wanted


def _placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text.replace("%%", "")))


def _two_voices(catalogues: dict[str, Catalogue]) -> Iterator[Problem]:
    first: dict[Key, tuple[str, polib.POEntry]] = {}
    for room, catalogue in catalogues.items():
        for key, entry in catalogue.entries.items():
            if not _is_complete(entry):
                continue
            other, known = first.setdefault(key, (room, entry))
            if (known.msgstr, known.msgstr_plural) != (entry.msgstr, entry.msgstr_plural):
                yield Problem(
                    room, f"{catalogue.path.name}:{entry.linenum}", f"{other} translates it otherwise", key[1]
                )


def update(names: list[str], source: Path = SOURCE) -> None:
    """Add what is new to the catalogues of the rooms named, or of all."""
    shared = Catalogue(source / SHARED)
    for room in rooms(source):
        if room.name in HOMELESS or (names and room.name not in names):
            continue
        uses = uses_in(room)
        if room.name == SHARED:
            uses += [use for name in HOMELESS for use in uses_in(source / name)]
        else:
            uses = [use for use in uses if use.key not in shared.entries]
        if uses:
            print(f"{room.name}: {Catalogue(room).add(uses)} new")


def compile_all(source: Path = SOURCE) -> int:
    """Write each .mo that is older than its .po; return how many were written."""
    written = 0
    for po in source.glob(f"*/locale/{LANGUAGE}/LC_MESSAGES/django.po"):
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime:
            polib.pofile(str(po)).save_as_mofile(str(mo))
            written += 1
    return written


def report(found: list[Problem]) -> int:
    """Print what is wrong; the exit code of `check`."""
    for problem in found:
        print(problem)
    print(f"{len(found)} problems" if found else "Dutch is complete.")
    return 1 if found else 0


def main() -> int:
    """Read the command line and do it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=["check", "update", "compile"])
    parser.add_argument("rooms", nargs="*")
    asked = parser.parse_args()
    if asked.command == "check":
        return report(problems())
    if asked.command == "update":
        update(asked.rooms)
    else:
        print(f"{compile_all()} catalogues compiled")
    return 0


if __name__ == "__main__":
    sys.exit(main())
