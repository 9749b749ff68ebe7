"""Paper: typst templates in, PDF out."""

import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

FONTS = Path(str(files("smederij.base"))) / "static" / "smederij" / "dist" / "fonts"


def render(room: str, name: str, data: Mapping[str, Any]) -> bytes:
    """The PDF of <room>/typst/<name>.typ; the template reads its data as JSON from sys.inputs.data.

    Nothing is written to disk but the PDF that is returned, in memory.
    """
    template = Path(str(files(f"smederij.{room}"))) / "typst" / f"{name}.typ"
    paths = [FONTS] if FONTS.is_dir() else []
    pdf = typst.compile(
        template, root=template.parent, font_paths=paths, sys_inputs={"data": json.dumps(data)}
    )
    assert isinstance(pdf, bytes)
    return pdf
