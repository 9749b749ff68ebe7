"""Every address a page or a view names is an address the site has."""

import ast
import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from tests.house.sources import calls, is_test, none, python_files, short, templates

IN_TEMPLATE = re.compile(r"""{%\s*url\s+["']([\w:.-]+)["']""")
NAMING = {"reverse", "reverse_lazy", "redirect"}


def known(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    """Every name of the site, with its namespace."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inside = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from known(pattern.url_patterns, inside)
        elif pattern.name:
            yield f"{space}{pattern.name}"


def used() -> Iterator[tuple[str, str]]:
    """(file, name) wherever an address is asked for by name."""
    for file in templates():
        yield from ((short(file), name) for name in IN_TEMPLATE.findall(file.read_text()))
    for file in filter(lambda file: not is_test(file), python_files("src/smederij")):
        for function, call in calls(file):
            first = call.args[0] if call.args else None
            if function in NAMING and isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield short(file), first.value


def test_every_name_that_is_used_exists() -> None:
    names = set(known(get_resolver().url_patterns))
    wanted = [(file, name) for file, name in used() if not name.startswith(("/", "http", "."))]
    none(sorted({f"{file}: {name}" for file, name in wanted if name not in names}))


def test_no_two_addresses_have_one_name() -> None:
    names = [
        name
        for name in known(get_resolver().url_patterns)
        if not name.startswith(("account_", "socialaccount"))
    ]
    none(sorted({name for name in names if names.count(name) > 1}))
