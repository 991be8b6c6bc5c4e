"""One page of the explorer, as a person uses it: views, filters, evidence."""

from __future__ import annotations

import re
from typing import NamedTuple

from playwright.sync_api import Locator, Page

VIEWS = ("events", "map", "timeline", "network", "claims", "article", "entity", "query", "checks")


class Explorer(NamedTuple):
    """`faults` fills with what goes wrong in the page: failed scripts, blocked content, requests to elsewhere."""

    page: Page
    faults: list[str]

    def wait(self) -> Explorer:
        """Until the view is there and has drawn."""
        self.page.locator("main [aria-busy=true]").wait_for(state="hidden")
        self.page.locator("main > :not([role=status])").first.wait_for()
        return self

    def show(self, view: str) -> Explorer:
        """Go to a view by its tab."""
        self.page.locator(f'.tabs a[href^="#/{view}"]').click()
        self.page.locator(f'.tabs a[href^="#/{view}"][aria-current]').wait_for()
        return self.wait()

    @property
    def evidence(self) -> Locator:
        return self.page.locator("aside.evidence")

    def read_evidence(self) -> str:
        """What the open evidence says, once the words it rests on are there."""
        self.evidence.wait_for()
        self.evidence.locator("mark, .marked").first.wait_for()
        return self.evidence.inner_text()

    def count(self) -> tuple[int, int]:
        """How many statements and events pass the filter, as the filter bar says."""
        told = self.page.locator(".filter output").inner_text()
        numbers = [int(re.sub(r"\D", "", number)) for number in re.findall(r"\d[\d,. \u202f]*", told)]
        return numbers[0], numbers[-1]
