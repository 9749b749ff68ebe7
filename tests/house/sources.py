"""The files that house rules are about."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "src" / "smederij"
NO_ROOM = {"config", "cli"}
BUILT = {"dist", "node_modules", "__pycache__"}


def rooms() -> list[Path]:
    """Every room: a package of the house with its own subject."""
    return sorted(init.parent for init in HOUSE.glob("*/__init__.py") if init.parent.name not in NO_ROOM)


def python_files(*folders: str) -> list[Path]:
    """Python of ours, without migrations."""
    found = (file for folder in folders for file in (ROOT / folder).rglob("*.py"))
    return sorted(file for file in found if "migrations" not in file.parts)


def templates(ending: str = ".html") -> list[Path]:
    """Every template of every room."""
    return sorted(file for file in HOUSE.rglob(f"templates/**/*{ending}") if file.is_file())


def browser_files() -> list[Path]:
    """Scripts and styles of ours."""
    found = (file for folder in ("islands", "tools") for file in (ROOT / folder).rglob("*"))
    return sorted(
        file for file in found if file.suffix in {".ts", ".mjs", ".css"} and not BUILT & set(file.parts)
    )


def calls(file: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call in a file with the bare name of what is called."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Call):
            function = node.func
            yield getattr(function, "id", getattr(function, "attr", "")), node


def is_test(file: Path) -> bool:
    """Tests and the cast they share may look inside other rooms."""
    return "tests" in file.parts or file.name == "testing.py"


def none(found: list[str]) -> None:
    """Fail with every line that was found."""
    assert not found, "\n" + "\n".join(found)


def short(file: Path) -> str:
    """A path as people say it."""
    return str(file.relative_to(ROOT))
