"""The pictures of the README, made from the example: `.venv/bin/python -m tools.pictures`."""

import os
import re
import signal
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tools.environment import BIN, ROOT, environ

PORT = 8765
PICTURES = ROOT / "docs" / "pictures"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
URL = f"http://127.0.0.1:{PORT}"


def main() -> None:
    """Serve a fresh example, walk it, keep three pictures."""
    with tempfile.TemporaryDirectory() as data:
        own = {"SMEDERIJ_DATA": data, "SMEDERIJ_DEMO": "1", "SMEDERIJ_MUNICIPALITY": "Hamerveen"}
        env = {**environ(), **own}
        for command in (["manage", "migrate", "-v0"], ["demo"]):
            subprocess.run([str(BIN / "smederij"), *command], env=env, check=True)
        server = subprocess.Popen([str(BIN / "smederij"), "serve", "--port", str(PORT)], env=env)
        try:
            _wait()
            _take()
        finally:
            os.kill(server.pid, signal.SIGTERM)
            server.wait(10)


def _wait() -> None:
    for _try in range(100):
        try:
            urllib.request.urlopen(URL, timeout=1)
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The example does not answer.")


def _take() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        wide = browser.new_page(
            viewport={"width": 1280, "height": 900}, locale="nl-NL", reduced_motion="reduce"
        )
        wide.goto(f"{URL}/gebieden/de-weide/")
        _keep(wide, "buurt.png")
        phone = browser.new_page(
            viewport={"width": 390, "height": 844}, locale="nl-NL", reduced_motion="reduce"
        )
        phone.goto(f"{URL}/demo/")
        phone.locator("a.code").first.click()
        phone.get_by_role("button", name=re.compile("Laat de ideeën zien")).click()
        phone.locator(".pick label").first.click()
        _keep(phone, "stemmen.png")
        phone.goto(f"{URL}/gebieden/lage-brug/")
        phone.get_by_role("link", name="Herfstronde").click()
        _keep(phone, "uitslag.png")
        browser.close()


def _keep(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=Path(PICTURES) / name)


if __name__ == "__main__":
    main()
