"""A person at a browser window, who does things in the words of the pages.

Every page a visitor comes to is held to WCAG 2.2 AA, once for each width and kind of page.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from playwright.sync_api import Locator, Page, Response, expect

from tests import chromium as browsers

WINDOWS = {
    "at a desk": {},
    "on a phone": {"viewport": browsers.PHONE},
    "without scripts": {"scripts": False},
}
PATIENCE = 30_000  # milliseconds; the machine may have more to do than this
OPAQUE = re.compile(r"[0-9A-Za-z_.-]{22,}|\d+")


class Visitor:
    def __init__(self, page: Page, seen: set[tuple], violations: list[str]) -> None:
        page.set_default_timeout(PATIENCE)
        page.set_default_navigation_timeout(PATIENCE)
        self.page = page
        self._seen = seen
        self._violations = violations

    @property
    def path(self) -> str:
        return re.sub(r"^https?://[^/]+", "", self.page.url).split("?")[0].split("#")[0]

    def goes_to(self, address: str) -> Response:
        answer = self.page.goto(address)
        self.arrives()
        return answer

    def goes_back(self) -> None:
        self.page.go_back()

    def follows(self, words: str, *, within: str = "main") -> Response:
        return self._moves_on(self.page.locator(within).get_by_role("link", name=words).first.click)

    def presses(self, words: str, *, within: str = "main") -> Response:
        return self._moves_on(self.button(words, within=within).click)

    def button(self, words: str, *, within: str = "main") -> Locator:
        return self.page.locator(within).get_by_role("button", name=words).first

    def _moves_on(self, act: Callable[[], None]) -> Response:
        with self.page.expect_navigation(wait_until="load") as coming:
            act()
        self.arrives()
        return coming.value

    def enters(self, label: str, text: str, *, within: str = "main") -> None:
        boxes = self.page.locator("input, textarea")  # a bar of buttons may name the box too
        self.page.locator(within).get_by_label(label).and_(boxes).first.fill(text)

    def enters_date(self, legend: str, day: date) -> None:
        parts = self.page.get_by_role("group", name=legend).first
        for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            if parts.get_by_label(part).count():
                parts.get_by_label(part).fill(str(number))

    def chooses(self, label: str, option: str) -> None:
        self.page.locator("main").get_by_label(label).first.select_option(label=option)

    def answers(self, question: str, answer: str) -> None:
        group = self.page.get_by_role("group", name=question).first
        group.get_by_label(answer).first.check()

    def ticks(self, label: str) -> None:
        self.page.locator("main").get_by_label(label).first.check()

    def sees(self, words: str) -> None:
        expect(self.page.locator("body")).to_contain_text(words, timeout=PATIENCE)

    def sees_nothing_of(self, words: str) -> None:
        expect(self.page.locator("body")).not_to_contain_text(words)

    def arrives(self) -> None:
        """Hold the page to the rules, unless the same kind of page was held to them before."""
        size = self.page.viewport_size
        kind = (OPAQUE.sub("*", self.path), self.page.title(), size["width"])
        if kind in self._seen or not self._with_scripts():  # what checks the page is a script too
            return
        self._seen.add(kind)
        try:
            browsers.axe_clean(self.page)
        except AssertionError as broken:
            self._violations.append(f"{self.page.url} at {size['width']} px: {broken}")

    def _with_scripts(self) -> bool:
        return self.page.locator("body.js-enabled").count() > 0


def days_ago(number: int) -> date:
    return date.today() - timedelta(days=number)
