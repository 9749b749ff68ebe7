"""Nothing of one machine in what we share: no registry hosts, no paths of somebody's disk."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOREIGN = {
    "a registry host": re.compile(
        r"registry\.(?:npmjs|yarnpkg)|files\.pythonhosted|pypi\.(?:org|python)/?simple"
    ),
    "an index of packages": re.compile(r"^\s*--?(?:extra-)?index-url|^\s*--find-links", re.MULTILINE),
    "a download address": re.compile(r'"resolved":\s*"https?:'),
    "a path of one machine": re.compile(r"(?<![\w.~/-])/(?:work|home|Users|root)/\w+"),
}
EXEMPT = {"tools/strangers.py"}
UNREAD = {".woff2", ".png", ".jpg", ".webp", ".ico", ".pdf", ".mo"}


def shared_files() -> list[Path]:
    """What git knows or would take."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listing.stdout.split("\0") if name and name not in EXEMPT]


def strangers(file: Path) -> list[str]:
    """What in this file does not belong, one line each."""
    text = file.read_text(errors="replace")
    name = file.relative_to(ROOT)
    return [
        f"{name}:{text.count(chr(10), 0, match.start()) + 1}: {kind}: {match.group(0).strip()}"
        for kind, pattern in FOREIGN.items()
        for match in pattern.finditer(text)
    ]


def main() -> int:
    """Print what does not belong; 1 when there is any."""
    files = [file for file in shared_files() if file.is_file() and file.suffix not in UNREAD]
    found = [line for file in files for line in strangers(file)]
    print("\n".join(found) if found else f"{len(files)} files are free of it")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
