"""Boundaries and postcodes from files: all mistakes at once, and nothing half read."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from smederij.places import queries
from smederij.places.models import Boundary, Postcodes

pytestmark = pytest.mark.django_db


def collection(*features: tuple[dict[str, str], Any]) -> str:
    made = [{"type": "Feature", "properties": named, "geometry": shape} for named, shape in features]
    return json.dumps({"type": "FeatureCollection", "features": made})


def given(tmp_path: Path, text: str) -> str:
    file = tmp_path / "file"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_boundaries_come_in_by_slug_or_name(cast: Any, square: Any, tmp_path: Path) -> None:
    text = collection(({"slug": "krakeel"}, square()), ({"naam": "DE WEIDE"}, square(6.1)))
    call_command("boundaries", given(tmp_path, text))
    assert Boundary.objects.count() == 2


def test_every_wrong_feature_is_named_and_nothing_comes_in(cast: Any, square: Any, tmp_path: Path) -> None:
    text = collection(
        ({"slug": "krakeel"}, square()),
        ({"slug": "nergens"}, square()),
        ({}, square()),
        ({"slug": "krakeel"}, square()),
        ({"slug": "de-weide"}, {"type": "Point", "coordinates": [6, 52]}),
    )
    with pytest.raises(CommandError) as no:
        call_command("boundaries", given(tmp_path, text))
    lines = str(no.value).split("\n")
    assert [line[:12] for line in lines] == ["Onderdeel 2:", "Onderdeel 3:", "Onderdeel 4:", "Onderdeel 5:"]
    assert "nergens" in lines[0]
    assert not Boundary.objects.exists()


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"features": []}', '{"features": [1]}', "\x00"])
def test_what_is_no_geojson_is_said(cast: Any, tmp_path: Path, text: str) -> None:
    with pytest.raises(CommandError):
        call_command("boundaries", given(tmp_path, text))
    with pytest.raises(CommandError):
        call_command("boundaries", str(tmp_path / "not-there"))


ROWS = """\ufeffGebied;van;tot;huisnummer_van;huisnummer_tot;kant
krakeel;7901;;;;
De Weide;7901 ab;7901ad;;;
de-weide;7901XX;;1;19;oneven

"""


def test_postcodes_come_in_row_by_row(cast: Any, tmp_path: Path) -> None:
    call_command("postcodes", given(tmp_path, ROWS))
    assert {str(one) for one in Postcodes.objects.all()} == {
        "7901AA-7901ZZ",
        "7901AB-7901AD",
        "7901XX 1-19 odd",
    }
    found = queries.area_at("7901AC", number=3)
    assert found is not None
    assert found.slug == "de-weide"


@pytest.mark.parametrize("mark", [",", "\t"])
def test_other_marks_between_cells_are_fine(cast: Any, tmp_path: Path, mark: str) -> None:
    call_command("postcodes", given(tmp_path, ROWS.replace(";", mark)))
    assert Postcodes.objects.count() == 3


def test_every_wrong_row_is_named_and_nothing_comes_in(cast: Any, tmp_path: Path) -> None:
    call_command("postcodes", given(tmp_path, ROWS))
    wrong = """area,first,last,from_number,to_number,side
krakeel,7901AA,7901AM,,,
nergens,7902AA,,,,
krakeel,straat,,,,
krakeel,7903AB,7903AA,,,
krakeel,7903AB,,twee,,
krakeel,7903AB,,,,links
de-weide,7901AF,7901ZZ,,,
krakeel
"""
    with pytest.raises(CommandError) as no:
        call_command("postcodes", given(tmp_path, wrong))
    lines = str(no.value).split("\n")
    assert [line.split(":")[0] for line in lines[:6]] == [f"Rij {n}" for n in (3, 4, 5, 6, 7, 9)]
    assert "2 en 8" in lines[6]
    assert len(lines) == 7
    assert Postcodes.objects.count() == 3


def test_a_file_without_heads_is_said(cast: Any, tmp_path: Path) -> None:
    for text in ("", "krakeel;7901AA\n"):
        with pytest.raises(CommandError, match="gebied;van"):
            call_command("postcodes", given(tmp_path, text))


def test_a_place_gets_another_name(cast: Any) -> None:
    call_command("rename_area", "krakeel", "Het Krakeel", "--slug", "het-krakeel")
    assert queries.area("het-krakeel").name == "Het Krakeel"
    for wrong in (["nergens", "X"], ["krakeel", "X"], ["het-krakeel", "X", "--slug", "de-weide"]):
        with pytest.raises(CommandError):
            call_command("rename_area", *wrong)
