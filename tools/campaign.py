"""`make campaign`: everything that can go wrong while people vote, for some minutes, from a seed."""

import subprocess
import sys

from tools.environment import PYTHON, ROOT, Stopped, environ, prepare, stop_kindly


def main() -> int:
    """Prepare, then run it inside the environment."""
    try:
        prepare(development=True)
    except Stopped as error:
        return stop_kindly(error)
    command = [str(PYTHON), "-m", "tests.campaign", *sys.argv[1:]]
    return subprocess.run(command, cwd=ROOT, env=environ() | {"PYTHONPATH": "src:."}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
