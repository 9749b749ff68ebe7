"""Whether a page is well-formed HTML: everything closed, every id once, every reference answered."""

from html.parser import HTMLParser

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
NOT_IN_P = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "details",
        "div",
        "dl",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "header",
        "hr",
        "main",
        "nav",
        "ol",
        "p",
        "section",
        "table",
        "ul",
    ]
)
ONLY_INSIDE = {
    "li": {"ul", "ol", "menu"},
    "dt": {"dl", "div"},
    "dd": {"dl", "div"},
    "option": {"select", "optgroup", "datalist"},
    "legend": {"fieldset"},
    "summary": {"details"},
}
LISTS = frozenset({"ul", "ol"})
POINTING = ("aria-describedby", "aria-labelledby", "for", "aria-controls")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.wanted: list[str] = []
        self.headings: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._look(tag, attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._look(tag, attrs)
        if tag not in VOID and "svg" not in self.open:
            self.faults.append(f"<{tag}/> does not close itself")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> at {self.getpos()} while open: {self.open[-3:]}")
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def _look(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        values = dict(attrs)
        self.faults += [f"<{tag}> says {name} twice" for name in set(names) if names.count(name) > 1]
        self._place(tag)
        if "id" in values:
            self.ids.append(values["id"] or "")
        self.wanted += [one for name in POINTING for one in (values.get(name) or "").split()]
        if (target := values.get("href") or "").startswith("#") and len(target) > 1:
            self.wanted.append(target[1:])
        if tag == "img" and "alt" not in values:
            self.faults.append("<img> without alt")
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))

    def _place(self, tag: str) -> None:
        parent = self.open[-1] if self.open else ""
        if "p" in self.open and tag in NOT_IN_P:
            self.faults.append(f"<{tag}> inside <p> at {self.getpos()}")
        if tag in ONLY_INSIDE and parent not in ONLY_INSIDE[tag]:
            self.faults.append(f"<{tag}> inside <{parent}> at {self.getpos()}")
        if parent in LISTS and tag not in {"li", "script", "template"}:
            self.faults.append(f"<{tag}> straight inside <{parent}> at {self.getpos()}")
        if tag in {"form", "a", "button", "label"} and tag in self.open:
            self.faults.append(f"<{tag}> inside <{tag}> at {self.getpos()}")


def faults(page: bytes | str) -> list[str]:
    """What is wrong with a whole page; empty when it is sound."""
    text = page.decode() if isinstance(page, bytes) else page
    reader = _Reader()
    reader.feed(text)
    reader.close()
    found = reader.faults + [f"<{tag}> is never closed" for tag in reader.open]
    found += [f"id {one!r} stands here twice" for one in sorted(set(reader.ids)) if reader.ids.count(one) > 1]
    found += [f"nothing has id {one!r}" for one in sorted(set(reader.wanted) - set(reader.ids))]
    if reader.headings.count(1) != 1:
        found.append(f"{reader.headings.count(1)} first headings")
    steps = zip(reader.headings, reader.headings[1:], strict=False)
    found += [f"heading {after} after {before}" for before, after in steps if after > before + 1]
    return found if text.lstrip().lower().startswith("<!doctype html>") else [*found, "no doctype"]
