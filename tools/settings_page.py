"""Writes the table of docs/settings.md anew: `.venv/bin/python -m tools.settings_page`."""

import os
import re

from tools.environment import ROOT

PAGE = ROOT / "docs" / "settings.md"
TABLE = re.compile(r"\| variable \|.*?\n(?=\n)", re.DOTALL)


def made() -> str:
    """The page as it should be."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smederij.config.settings")
    import smederij.config.settings  # noqa: F401  reading the settings is what fills the defaults
    from smederij.config import about

    return TABLE.sub(lambda _old: about.table(), PAGE.read_text(), count=1)


if __name__ == "__main__":
    PAGE.write_text(made())
