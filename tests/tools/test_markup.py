"""The page check sees what it should see."""

import pytest

from tests.support.markup import faults

SHELL = '<!doctype html><html lang="nl"><head><title>t</title></head><body><h1>t</h1>{}</body></html>'


def test_a_sound_page_has_no_faults() -> None:
    body = '<label for="a">A</label><input id="a"><ul><li>x</li></ul><svg><path d="M0 0"/></svg>'
    assert faults(SHELL.format(body)) == []


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<p>open", "while open"),
        ("<b><i>x</b></i>", "while open"),
        ("<p><div>x</div></p>", "inside <p>"),
        ('<i id="a">x</i><i id="a">x</i>', "stands here twice"),
        ('<label for="b">B</label>', "nothing has id 'b'"),
        ('<a href="#c">C</a>', "nothing has id 'c'"),
        ('<img src="x.webp">', "without alt"),
        ("<li>x</li>", "<li> inside <body>"),
        ("<ul><p>x</p></ul>", "straight inside <ul>"),
        ("<form><form></form></form>", "<form> inside <form>"),
        ("<h3>x</h3>", "heading 3 after 1"),
        ("<h1>x</h1>", "2 first headings"),
        ('<p class="a" class="b">x</p>', "says class twice"),
    ],
)
def test_it_sees_what_is_wrong(body: str, words: str) -> None:
    assert any(words in fault for fault in faults(SHELL.format(body))), faults(SHELL.format(body))
