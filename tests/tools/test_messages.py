"""The check on the Dutch texts sees every gap that a resident would see."""

from pathlib import Path

import polib
import pytest

from tools import messages

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house of two rooms without a word in it."""
    for room in ("base", "rounds"):
        (tmp_path / room / "templates" / room).mkdir(parents=True)
        (tmp_path / room / "__init__.py").touch()
    return tmp_path


def say(house: Path, *, python: str = "", template: str = "", room: str = "rounds") -> None:
    (house / room / "views.py").write_text(python)
    (house / room / "templates" / room / "page.html").write_text(template)


def catalogue(house: Path, text: str, *, room: str = "rounds") -> None:
    file = house / room / "locale" / "nl" / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(HEADER + text)


def found(house: Path) -> list[str]:
    return [f"{problem.what}: {problem.text}" for problem in messages.problems(house)]


def test_every_way_of_saying_something_is_seen(house: Path) -> None:
    say(
        house,
        python='_("a")\ngettext_lazy("b")\npgettext("here", "c")\nngettext("one", "many", n)\n_(name)',
        template="""<p class="x">{% trans "It's" %} {{ _("d") }} {% translate 'e' context "there" as word %}
        {% blocktranslate count n=ideas|length %}{{ n }} idea{% plural %}{{ n }} ideas{% endblocktranslate %}
        {% blocktranslate trimmed with name=person.name %}
          Ask {{ name }}
        {% endblocktranslate %}{% comment %}{% trans "no" %}{% endcomment %}</p>""",
    )
    uses = messages.uses_in(house / "rounds")
    assert [(use.context, use.text, use.plural) for use in uses] == [
        (None, "It's", None),
        (None, "d", None),
        ("there", "e", None),
        (None, "%(n)s idea", "%(n)s ideas"),
        (None, "Ask %(name)s", None),
        (None, "a", None),
        (None, "b", None),
        ("here", "c", None),
        (None, "one", "many"),
    ]


def test_a_missing_or_empty_translation_is_a_problem_with_its_place(house: Path) -> None:
    say(house, python='\n_("Vote")\n_("Pot")')
    catalogue(house, 'msgid "Pot"\nmsgstr ""\n')
    assert [str(problem) for problem in messages.problems(house)] == [
        "rounds: views.py:2: not translated: 'Vote'",
        "rounds: views.py:3: not translated: 'Pot'",
    ]


def test_base_may_translate_for_a_room(house: Path) -> None:
    say(house, python='_("Vote")')
    catalogue(house, 'msgid "Vote"\nmsgstr "Stem"\n', room="base")
    assert found(house) == []


def test_another_room_may_not(house: Path) -> None:
    (house / "pots").mkdir()
    (house / "pots" / "__init__.py").touch()
    say(house, python='_("Vote")')
    catalogue(house, 'msgid "Vote"\nmsgstr "Stem"\n', room="pots")
    assert found(house) == ["not translated: Vote", "said nowhere, take it out: Vote"]


@pytest.mark.parametrize(
    ("english", "dutch", "right"),
    [
        ("%(n)s euro", "%(n)s euro", True),
        ("%(n)s euro", "%(m)s euro", False),
        ("%(n)s euro", "euro", False),
        ("{name} asks", "{name} vraagt", True),
        ("{name} asks", "{naam} vraagt", False),
        ("50%% of %(n)s", "de helft van %(n)s", True),
    ],
)
def test_placeholders_must_be_the_same(house: Path, english: str, dutch: str, right: bool) -> None:
    say(house, python=f"_({english!r})")
    catalogue(house, f'msgid "{english}"\nmsgstr "{dutch}"\n')
    assert found(house) == ([] if right else [f"placeholders differ: {english}"])


def test_both_plural_forms_are_needed_and_one_may_go_without_its_number(house: Path) -> None:
    say(house, python='ngettext("%(n)s idea", "%(n)s ideas", n)')
    entry = 'msgid "%(n)s idea"\nmsgid_plural "%(n)s ideas"\nmsgstr[0] "één idee"\n'
    catalogue(house, entry + 'msgstr[1] ""\n')
    assert found(house) == ["not translated: %(n)s idea"]
    catalogue(house, entry + 'msgstr[1] "%(n)s ideeën"\n')
    assert found(house) == []


def test_what_nobody_says_any_more_is_a_problem(house: Path) -> None:
    catalogue(house, 'msgid "Old"\nmsgstr "Oud"\n')
    catalogue(house, 'msgid "Older"\nmsgstr "Ouder"\n', room="base")
    assert found(house) == ["said nowhere, take it out: Older", "said nowhere, take it out: Old"]


def test_two_rooms_may_not_translate_one_text_in_two_ways(house: Path) -> None:
    for room, dutch in (("base", "Stem"), ("rounds", "Stem af")):
        say(house, python='_("Vote")', room=room)
        catalogue(house, f'msgid "Vote"\nmsgstr "{dutch}"\n', room=room)
    assert found(house) == ["base translates it otherwise: Vote"]


def test_update_adds_what_is_new_and_keeps_what_was_there(house: Path) -> None:
    say(house, python='_("First")\n_("Second")\nngettext("one", "many", n)')
    catalogue(house, 'msgid "Second"\nmsgstr "Tweede"\n')
    messages.update([], house)
    written = polib.pofile(str(house / "rounds" / "locale" / "nl" / "LC_MESSAGES" / "django.po"))
    assert [(entry.msgid, entry.msgstr) for entry in written] == [
        ("First", ""),
        ("Second", "Tweede"),
        ("one", ""),
    ]
    assert written[2].msgstr_plural == {0: "", 1: ""}


def test_compile_writes_only_what_is_older(house: Path) -> None:
    catalogue(house, 'msgid "Vote"\nmsgstr "Stem"\n')
    assert messages.compile_all(house) == 1
    assert messages.compile_all(house) == 0
