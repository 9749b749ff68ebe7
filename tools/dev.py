"""`make dev`: the code you are writing on localhost:8000, reloading when it changes, over the demo's data."""

import os
import subprocess
import sys

from tools.demo import build, settings
from tools.environment import BIN, ROOT, Stopped, prepare, say, stop_kindly


def main() -> int:
    """Build with the development tools, then Django's own reloading server."""
    try:
        prepare(development=True)
        build(reset=False)
    except Stopped as error:
        return stop_kindly(error)
    port = os.environ.get("PORT", "8000")
    say(f"Serving http://localhost:{port}; styles and scripts: npm run build")
    environ = settings() | {"SMEDERIJ_DEBUG": "1", "DJANGO_SETTINGS_MODULE": "smederij.config.settings"}
    command = [str(BIN / "smederij"), "manage", "runserver", f"localhost:{port}"]
    try:
        return subprocess.run(command, env=environ, cwd=ROOT, check=False).returncode
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
