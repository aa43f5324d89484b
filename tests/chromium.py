"""One Chromium for all browser tests of a run, and what every page in it is held to."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 375, "height": 812}
ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "msedge", "microsoft-edge")
WCAG = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
}
RESULTS = Path(__file__).resolve().parents[1] / "test-results"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The installed browser. Playwright runs once in a process, so this stands only here."""
    found = os.environ.get("CDOP_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    assert found, "No Chromium: `python3 manage.py test` installs one, or set CDOP_CHROMIUM"
    # Chromium's sandbox does not work for root, and only there may it be left out.
    as_root = os.name == "posix" and os.geteuid() == 0
    arguments = [*ARGUMENTS, "--no-sandbox"] if as_root else ARGUMENTS
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=arguments)
        yield browser
        browser.close()


def watch(context: BrowserContext, complaints: list[str]) -> None:
    """Collect what the browser complains of: broken scripts, broken policy, other hosts."""

    def on_console(message) -> None:
        # A refusal is an answer that tests ask for; it is no fault of the page that shows it.
        if message.type == "error" and "responded with a status of 4" not in message.text:
            complaints.append(message.text)

    def on_request(request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "http://localhost:", "data:", "blob:")):
            complaints.append(f"a request to another host: {request.url}")

    context.on("console", on_console)
    context.on("request", on_request)
    context.on("weberror", lambda error: complaints.append(str(error.error)))


def axe_clean(page: Page) -> None:
    """No rule of WCAG 2.2 at A and AA is broken, and nothing sticks out sideways."""
    found = Axe().run(page, options=WCAG)
    assert found.response["violations"] == [], found.generate_report()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"], f"the page is {width} px wide"


def screenshot(page: Page, name: str) -> Path:
    """The whole page as `test-results/<name>-<width>.png`, for a person to look at."""
    path = RESULTS / f"{name}-{page.viewport_size['width']}.png"
    page.screenshot(path=path, full_page=True)
    return path
