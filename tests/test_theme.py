"""The theme sets every variable that the stylesheets read, so that no part of a page falls back to bare."""

import re
from pathlib import Path

import pytest

DIST = Path(__file__).resolve().parents[1] / "src/smederij/base/static/smederij/dist"
USED = re.compile(r"var\(\s*(--[\w-]+)")
SET = re.compile(r"(?<![\w-])(--[\w-]+)\s*:")


def unset(css: str) -> list[str]:
    """Variables read but never set; names that start with --_ are a component's own."""
    missing = set(USED.findall(css)) - set(SET.findall(css))
    return sorted(name for name in missing if not name.startswith("--_"))


def built(name: str) -> str:
    file = DIST / name
    if not file.exists():
        pytest.skip("the stylesheets are not built: npm run build")
    return file.read_text()


def test_a_variable_without_value_is_found() -> None:
    css = ":root{--set:1;--own:var(--set)}a{color:var( --missing, var(--set));b:var(--_private)}"
    assert unset(css) == ["--missing"]


def test_every_variable_has_a_value() -> None:
    assert unset(built("components.css") + built("smederij.css")) == []


def test_the_theme_itself_sets_what_components_read() -> None:
    """A component that sets a variable for its own inside still needs the theme's start value."""
    components, ours = built("components.css"), built("smederij.css")
    inside = set(SET.findall(components))
    read = {name for name in USED.findall(components) if not name.startswith("--_")}
    assert sorted(read - set(SET.findall(ours)) - inside) == []
    assert len(read) > 700


def test_no_address_outside_this_site_is_asked() -> None:
    for name in ("components.css", "smederij.css", "islands.js"):
        found = re.findall(r"https?://[\w./-]+", built(name))
        assert [address for address in found if "www.w3.org" not in address] == []


def test_the_colours_can_be_read_by_day_and_by_night() -> None:
    css = built("smederij.css")
    day, night = css.split("prefers-color-scheme:dark", 1)
    for sheet in (day, night):
        colours = dict(re.findall(r"--smederij-([\w-]+):\s*(#[0-9a-f]{3,6})(?=[;}])", sheet))
        for words in ("ink", "soft", "ember-ink", "iron", "moss", "brass"):
            for ground in ("paper", "sheet"):
                assert contrast(colours[words], colours[ground]) >= 4.5, (words, ground)
        assert contrast(colours["on-ember"], colours["ember"]) >= 4.5


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast of two hex colours."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    hexes = colour[1:] if len(colour) == 7 else "".join(sign * 2 for sign in colour[1:])
    parts = [int(hexes[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
