"""What a server installs, whoever works on the code installs too: the same versions."""

import re

from tests.house.sources import ROOT

PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)


def _pins(name: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / "requirements" / name).read_text()))


def test_a_fresh_checkout_gets_every_package_a_server_gets() -> None:
    """`tools.environment` installs dev.txt alone; a package only base.txt knows makes the demo stop."""
    server, everything = _pins("base.txt"), _pins("dev.txt")
    assert server, "no pinned packages were read"
    different = {name for name, version in server.items() if everything.get(name) != version}
    assert not different, f"in base.txt and not the same in dev.txt: {sorted(different)}"
