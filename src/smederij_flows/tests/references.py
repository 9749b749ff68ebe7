"""Reference figures that are not in this repository: published models and graphs, each with its source.

SMEDERIJ_NETWORKS names their folder, else it is ../shared/data/networks.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(
    os.environ.get("SMEDERIJ_NETWORKS") or Path(__file__).parents[4] / "shared" / "data" / "networks"
)
EXAMPLES = Path(__file__).parent / "examples"  # of our own making: every figure can be counted by hand
FILES = sorted(FOLDER.glob("*.json"))


def skip_without() -> None:
    """Skip a whole module, in one line, where the folder is not there."""
    if not FILES:
        pytest.skip(f"no reference networks in {FOLDER} (set SMEDERIJ_NETWORKS)", allow_module_level=True)


def reference(name: str) -> dict[str, Any]:
    """One file, by the beginning of its name."""
    found = [path for path in FILES if path.name.startswith(name)]
    assert len(found) == 1, f"{name} in {FOLDER}"
    return dict(json.loads(found[0].read_text(encoding="utf-8")))
