"""Chromium, at a phone's width unless asked otherwise; skipped in one line where it is absent."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.support.stores import ROOT

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
HEIGHTS = {390: 844, 1280: 900}
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
EXPECTED = "Failed to load resource"  # a page that answers 404 or 409 on purpose also logs this

OpenPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever asks for a browser page is a browser test."""
    for item in items:
        if "browser_page" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the whole run."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip("Chromium is not installed (Debian: apt install chromium)")
    # Playwright keeps an event loop in this thread; Django would refuse every query for that.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def browser_page(chromium: Browser) -> Iterator[OpenPage]:
    """Open a page: `browser_page()` is a phone, 390 px; `browser_page(1280)`; `browser_page(scripts=False)`.

    At the end the test fails when a page raised a script error or broke the Content Security Policy.
    """
    contexts = []
    wrong: list[str] = []

    def open_page(width: int = 390, *, scripts: bool = True, **options: Any) -> Page:
        size = {"width": width, "height": HEIGHTS.get(width, 900)}
        context = chromium.new_context(
            viewport=size,  # type: ignore[arg-type]
            java_script_enabled=scripts,
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text) if _is_wrong(message) else None)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not wrong, wrong


def _is_wrong(message: Any) -> bool:
    return message.type == "error" and EXPECTED not in message.text


def axe(page: Page) -> list[str]:
    """What axe finds wrong by WCAG 2.2 A and AA: one line per element. Needs scripts on."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed (npm ci)")
    page.evaluate(Path(AXE).read_text())
    found = page.evaluate("tags => axe.run({runOnly: tags, resultTypes: ['violations']})", TAGS)
    return [
        f"{violation['id']}: {node['html'][:160]}: {node['failureSummary'].splitlines()[-1].strip()}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
