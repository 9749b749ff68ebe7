"""The operator of a new town does what the page about servers says, line by line; then people come in."""

import json
import re
import shlex
from pathlib import Path

import pytest
from django.core.management import call_command

from smederij.people.tests.test_sign_in import code_from_mail
from tests.support.visitor import Visitor

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "how-to" / "serve.md").read_text()
POSTCODES = "gebied;van;tot;huisnummer_van;huisnummer_tot;kant\nvennedorp;7700;7709;;;\n"
CORNERS = [[6.5, 52.7], [6.6, 52.7], [6.6, 52.8], [6.5, 52.7]]


def test_the_page_names_settings_that_there_are() -> None:
    known = (DOCS / "settings.md").read_text()
    named = {name.removesuffix("_FILE") for name in re.findall(r"SMEDERIJ_[A-Z_]+", PAGE)}
    assert {name for name in named if f"`{name}`" not in known} == set()


def test_a_town_from_nothing(db, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every line of the page that sets up the town works as it stands there."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "postcodes.csv").write_text(POSTCODES)
    shape = {"type": "Polygon", "coordinates": [CORNERS]}
    feature = {"type": "Feature", "properties": {"name": "Vennedorp"}, "geometry": shape}
    (tmp_path / "grenzen.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": [feature]})
    )
    lines = re.findall(r"^    smederij manage (.*)$", PAGE, flags=re.MULTILINE)
    told = [shlex.split(line) for line in lines if not line.startswith("migrate")]
    assert [words[0] for words in told] == ["area", "area", "postcodes", "boundaries", "invite", "invite"]
    for words in told:
        call_command(*words)
    resident = Visitor().open("/").fill("Je postcode", "7701 AB").fill("Huisnummer", "3")
    resident.press("Breng me erheen").sees("Vennedorp", "Els")
    els = Visitor().open("/inloggen/").fill("Je e-mailadres", "els@smalland.nl").press("Stuur mij een code")
    els.fill("De code die we je stuurden", code_from_mail()).press("Kom binnen")
    els.open("/gebieden/vennedorp/").follow("Plan een ronde").sees("Hier is nog geen pot.").follow(
        "Naar de pot"
    ).sees("Open een pot")
