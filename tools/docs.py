"""`make docs`: the documentation as a site, in site/. Links that lead nowhere are errors."""

import sys

from tools.environment import BIN, ROOT, Stopped, install, prepare, run, stop_kindly


def main() -> int:
    """Install the documentation tools, build."""
    try:
        prepare(development=True)
        install("documentation tools", ROOT / "requirements" / "docs.txt")
        run(
            "documentation",
            [BIN / "mkdocs", "build", "--strict", "--config-file", ROOT / "mkdocs.yml"],
        )
    except Stopped as error:
        return stop_kindly(error)
    return 0


if __name__ == "__main__":
    sys.exit(main())
