"""The drawing tags: pot, steps, scenes, faces, people, fields."""

import re
from gzip import compress
from xml.etree import ElementTree

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.template.loader import render_to_string
from django.utils import translation
from tests.support.stores import ROOT

from smederij.base.fields import MoneyFormField
from smederij.base.look import SCENE_FOLDER, SCENES, Caller, NavLink, Part, scene_for
from smederij.base.money import Money
from smederij.base.scenes import SHOWN, told
from smederij.base.weave import COATS, threads


def draw(source: str, **context: object) -> str:
    with translation.override("nl"):
        return str(engines["django"].from_string(source).render(context))


def widths(html: str) -> list[int]:
    return [int(width) for width in re.findall(r'class="block" x="\d+" y="0" width="(\d+)"', html)]


def test_a_full_pot_has_a_block_per_giver_and_says_who() -> None:
    parts = [Part("Gemeente", Money(900000)), ("Woonstee", 480000), Part("over", 200000)]
    html = draw("{% pot_bar parts=parts total=1580000 %}", parts=parts)
    assert sum(widths(html)) == 1000
    assert "Gemeente €\u00a09.000 ·" in html
    assert [html.count(f'<g class="coat-{n}">') for n in range(4)] == [1, 1, 1, 0]
    assert [html.count(f'class="swatch coat-{n}"') for n in range(4)] == [1, 1, 1, 0]
    assert "style=" not in html


def test_a_pot_that_is_partly_used_leaves_room() -> None:
    html = draw(
        "{% pot_bar parts=parts total=total words=False %}", parts=[("a", 100), ("b", 150)], total=Money(1000)
    )
    assert widths(html) == [100, 150]
    assert "van €\u00a010 uit de pot" in html


def test_a_pot_may_show_how_much_is_done_and_name_the_parts() -> None:
    parts = [("betaald", 300), ("ligt klaar", 700)]
    html = draw("{% pot_bar parts=parts total=1000 filled=300 %}", parts=parts)
    assert widths(html) == [300]
    assert "ligt klaar" in html
    assert "swatch" not in html  # the one block is none of the parts


def test_every_coat_has_a_weave_of_its_own() -> None:
    """Who sees no colours, or prints black on white, still tells the parts apart."""
    woven = [threads(coat, box=(0, 0, 100, 26)) for coat in range(COATS)]
    assert len(set(woven)) == COATS
    for path in woven:
        numbers = [float(one) for one in re.findall(r"[-\d.]+", path.replace("h.1", ""))]
        assert all(-0.1 <= one <= 100.1 for one in numbers)


@pytest.mark.parametrize("parts", [[], [("niets", 0)]])
def test_an_empty_pot_is_drawn_too(parts: list[tuple[str, int]]) -> None:
    html = draw("{% pot_bar parts=parts total=0 %}", parts=parts)
    assert sum(widths(html)) == 0
    assert "over" not in html.split("<svg")[0]


def test_more_than_the_pot_shows_as_over() -> None:
    html = draw("{% pot_bar parts=parts total=100 %}", parts=[("a", 100), ("b", 100)])
    assert 'class="pot over"' in html
    assert widths(html) == [500, 500]


@pytest.mark.parametrize(
    ("current", "done", "lit"),
    [("ideas", 0, 1), ("vote", 3, 1), (4, 3, 1), ("do", 4, 1), ("done", 5, 0), ("signed", 4, 1)],
)
def test_steps_light_the_current_one(current: str | int, done: int, lit: int) -> None:
    html = draw("{% steps current=current %}", current=current)
    assert html.count('class="done"') == done
    assert html.count('aria-current="step"') == lit
    assert "Kijken of het kan" in html


def test_an_unknown_step_is_a_mistake_of_the_maker() -> None:
    with pytest.raises(ValueError, match="not in tuple"):
        draw('{% steps current="voting" %}')


def test_every_scene_is_drawn_without_styles_or_scripts() -> None:
    assert len(SCENES) >= 12
    for name in SCENES:
        html = draw("{% scene name %}", name=name)
        assert 'aria-hidden="true"' in html
        assert not re.search(r"style=|<style|<script|\bid=|href=", html)


@pytest.mark.parametrize("name", SCENES)
def test_every_scene_is_whole_small_and_told_in_both_languages(name: str) -> None:
    drawn = (SCENE_FOLDER / f"{name}.svg").read_bytes()
    assert len(ElementTree.fromstring(b"<svg>" + drawn + b"</svg>")) > 10
    assert len(compress(drawn)) < 2500
    with translation.override("en"):
        english = told(name)
    with translation.override("nl"):
        dutch = told(name)
    assert english.startswith("Drawing: ")
    assert dutch.startswith("Tekening: ")


def test_every_scene_that_is_told_is_drawn() -> None:
    assert set(SHOWN) == set(SCENES)


def test_the_night_has_a_colour_for_every_part_that_is_named() -> None:
    night = (ROOT / "islands" / "styles" / "80-drawings.css").read_text()
    named = {
        name
        for scene in SCENE_FOLDER.glob("*.svg")
        for name in re.findall(r'class="([^"]+)"', scene.read_text())
    }
    assert [name for name in sorted(named) if f".scene .{name}" not in night] == []


def test_a_scene_with_words_is_a_picture_and_the_words_are_safe() -> None:
    html = draw("{% scene 'bench' alt=alt %}", alt='een "bank" <b>')
    assert 'role="img" aria-label="een &quot;bank&quot; &lt;b&gt;"' in html


def test_an_unknown_scene_is_always_the_same_one() -> None:
    assert scene_for("bench") == "bench"
    assert scene_for("3f9c") == scene_for("3f9c")
    assert len({scene_for(f"idee-{i}") for i in range(200)}) == len(SCENES)


def test_faces_are_the_same_for_the_same_seed_and_many_for_many() -> None:
    assert draw("{% face 'els' %}") == draw("{% face 'els' %}")
    assert len({draw("{% face seed %}", seed=f"mens-{i}") for i in range(60)}) > 40


def test_a_person_can_be_called_with_one_tap() -> None:
    html = draw("{% person name=name role='gebiedswerker' phone='06 12 34 56 78' %}", name="<Els>")
    assert 'href="tel:0612345678"' in html
    assert "&lt;Els&gt;" in html
    assert 'href="tel:+31612345678"' in draw("{% person name='Els' phone='+31 6 12345678' %}")


KINDS = [("t", "Tijd"), ("m", "Spullen")]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("0612345678", "06 12 34 56 78"),
        ("06 12345678", "06 12345678"),
        ("14 0528", "14 0528"),
        ("0528291111", "0528291111"),
    ],
)
def test_mobile_numbers_are_shown_in_pairs(written: str, shown: str) -> None:
    assert f"</span>{shown}</a>" in draw("{% person name='Els' phone=phone %}", phone=written)


class Idea(forms.Form):
    text = forms.CharField(label="Wat mist er?", help_text="Eén zin is genoeg.", widget=forms.Textarea)
    amount = MoneyFormField(label="Hoeveel geld?", required=False)
    kind = forms.ChoiceField(
        label="Wat geef je?", choices=[("t", "Tijd"), ("m", "Spullen")], widget=forms.RadioSelect
    )
    agree = forms.BooleanField(label="Mijn naam mag erbij", required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def test_a_field_ties_its_words_to_the_box() -> None:
    html = draw("{% field form.text autocomplete='off' %}", form=Idea())
    assert '<label class="utrecht-form-label" for="id_text">' in html
    assert 'aria-describedby="id_text_help"' in html
    assert 'autocomplete="off"' in html
    assert "aria-invalid" not in html


def test_a_field_with_an_error_says_so_before_the_box() -> None:
    form = Idea({"text": "", "amount": "veel", "kind": "t"})
    html = draw("{% field form.text %}", form=form)
    assert 'aria-describedby="id_text_help id_text_error"' in html
    assert 'aria-invalid="true"' in html
    assert html.index("id_text_help") < html.index('id="id_text_error"') < html.index("<textarea")
    assert 'value="veel"' in draw("{% field form.amount %}", form=form)


def test_a_group_of_choices_is_a_fieldset_and_a_tick_has_its_words_behind_it() -> None:
    form = Idea({"text": "x"})
    html = draw("{% field form.kind %}", form=form)
    assert '<fieldset class="utrecht-form-fieldset__fieldset" aria-describedby="id_kind_error">' in html
    assert html.count('<label class="option"') == 2
    tick = draw("{% field form.agree %}", form=form)
    assert tick.index("<input") < tick.index("Mijn naam mag erbij")


def test_what_to_mend_is_listed_with_links() -> None:
    html = draw("{% errors form %}", form=Idea({"amount": "veel"}))
    for target in ("#id_text", "#id_amount", "#id_kind_0"):
        assert f'href="{target}"' in html
    assert draw("{% errors form %}", form=Idea({"text": "x", "kind": "t"})).strip() == ""


def test_small_parts_keep_foreign_words_harmless() -> None:
    evil = "<script>"
    for source in (
        "{% notice 'done' evil %}",
        "{% big_number evil evil %}",
        "{% empty evil evil url='/x' label=evil %}",
        "{% crumbs links %}",
    ):
        html = draw(source, evil=evil, links=[NavLink(evil, "/"), NavLink(evil, current=True)])
        assert "<script>" not in html
        assert "&lt;script&gt;" in html


def test_a_list_of_one_page_has_no_pages() -> None:
    assert draw("{% pages page %}", page=Paginator([1], 5).page(1)).strip() == ""
    assert 'href="?pagina=2"' in draw("{% pages page %}", page=Paginator([*range(9)], 5).page(1))


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "409", "410", "429", "500"])
@pytest.mark.parametrize("context", [{}, {"call_name": "Els", "call_phone": "06 1", "reason": "Leeg."}])
def test_error_pages_need_nothing_and_say_whom_to_call(name: str, context: dict[str, str]) -> None:
    with translation.override("nl"):
        html = render_to_string(f"{name}.html", dict(context))
    expected = "tel:061" if context else "Bel het gemeentehuis"
    assert expected in html
    assert not re.search(r"\sstyle=|<style|<script>", html)
    if context and name != "500":
        assert "Leeg." in html


def test_the_page_with_everything_renders() -> None:
    context = {
        "form": Idea({"text": ""}),
        "parts": [Part("Gemeente", 100)],
        "total": 100,
        "seeds": ["els"],
        "nav_links": [NavLink("Mijn buurt", "/", current=True)],
        "callers": [Caller("Els", "06 12 34 56 78")],
        "demo": True,
    }
    html = render_to_string("base/examples.html", context)
    assert html.count("<main") == 1
    assert not re.search(r"\sstyle=|<style|\son\w+=", html)
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
