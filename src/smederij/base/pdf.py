"""Paper: typst templates in, PDF out."""

import json
import subprocess
import sys
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

SOURCE = Path(str(files("smederij"))).parent
FONTS = SOURCE / "smederij" / "base" / "fonts"  # typst reads no woff2, hence a folder of its own
LONGEST_SECONDS = 120


class NotPrinted(Exception):
    """The paper could not be made."""


def render(room: str, name: str, data: Mapping[str, Any]) -> bytes:
    """The PDF of <room>/typst/<name>.typ; the template reads its data as JSON from sys.inputs.data.

    Nothing is written to disk but the PDF that is returned, in memory.
    """
    return _compiled(room, name, json.dumps(data))


def render_apart(room: str, name: str, data: Mapping[str, Any]) -> bytes:
    """The same in a process of its own, which then forgets everything: for large or secret papers.

    The data goes through a pipe and touches no disk. Raises NotPrinted when it takes longer than
    LONGEST_SECONDS or breaks.
    """
    command = [sys.executable, "-c", "from smederij.base.pdf import main; main()", room, name]
    try:
        done = subprocess.run(  # noqa: S603 -- our own program, names from our own code
            command,
            input=json.dumps(data).encode(),
            capture_output=True,
            cwd=SOURCE,
            timeout=LONGEST_SECONDS,
            check=True,
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise NotPrinted(name) from error
    return done.stdout


def main() -> None:
    """The other side of render_apart: data in, PDF out."""
    room, name = sys.argv[1:3]
    sys.stdout.buffer.write(_compiled(room, name, sys.stdin.read()))


def _compiled(room: str, name: str, data: str) -> bytes:
    template = SOURCE / "smederij" / room / "typst" / f"{name}.typ"
    pdf = typst.compile(
        template,
        root=template.parent,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": data},
    )
    assert isinstance(pdf, bytes)
    return pdf
