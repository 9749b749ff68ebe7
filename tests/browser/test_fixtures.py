"""The browser in these tests sees what a visitor would, and tells when something is wrong."""

from tests.support.browser import axe

PAGE = """<!doctype html><html lang='nl'><head><title>Dorp</title></head>
<body><main><h1>Dorp</h1>{}</main></body></html>"""


def test_axe_sees_a_picture_without_words(browser_page) -> None:
    page = browser_page()
    page.set_content(PAGE.format("<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>"))
    assert [line.split(":")[0] for line in axe(page)] == ["image-alt"]
    page.set_content(PAGE.format("<p>Hallo</p>"))
    assert axe(page) == []


def test_a_page_can_be_seen_without_scripts(browser_page) -> None:
    source = PAGE.format("<noscript>zonder</noscript><script>document.title = 'met'</script>")
    page = browser_page(scripts=False)
    page.set_content(source)
    assert (page.title(), page.viewport_size["width"]) == ("Dorp", 390)
    page = browser_page(1280)
    page.set_content(source)
    assert (page.title(), page.viewport_size["width"]) == ("met", 1280)


def test_the_site_serves_its_styles(site, browser_page) -> None:
    page = browser_page()
    answer = page.goto(site.at("/static/smederij/dist/smederij.css"))
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/css")
