"""Every view of the sample graph: it shows something, follows the filter, and leads to the evidence in two clicks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from explorer_page import VIEWS, Explorer

from conftest import Open

SIZES = {
    "events": "[role=table]",
    "map": ".map-panel [role=table]",
    "timeline": ".lane-name .count",
    "network": ".network-told",
    "claims": "[role=table]",
    "article": "[role=table]",
    "entity": "[role=table]",
    "checks": ".subtabs [aria-current]",
}
"""Where each view says how much it shows; what a query finds is of the whole graph."""
_COUNT = """(selector) => {
  const found = document.querySelector(`main ${selector}`)
  if (!found) return -1
  const rows = found.getAttribute('aria-rowcount') ?? found.innerText
  return Number(rows.replace(/[,.\\u202f]/g, '').match(/\\d+/)?.[0] ?? -1)
}"""
WAYS = {
    "events": ("#/events", "[data-event]"),
    "map": ("#/map", ".map-panel .map-row button", "[data-statement]"),
    "network": ("#/network?show=list", "[data-tie]", "[data-statement]"),
    "claims": ("#/claims", ".question-row a", "[data-statement]"),
    "article": ("#/article", ".article-row a", ".article-statements-list a"),
    "entity": ("#/entity", ".entity-row a.name", "[data-statement]"),
    "query": ("#/query", ".query-run button", "[data-statement]"),
    "checks": ("#/checks", "[data-statement]"),
}
"""What to click from each view to its evidence; in the timeline and the network it is found by pointing."""


def count(explorer: Explorer, view: str) -> int:
    return int(explorer.page.evaluate(_COUNT, SIZES[view]))


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_shows_the_sample_graph(
    explore: Open, served: str, picture: Callable[[Explorer, str], None], view: str
) -> None:
    explorer = explore(served, f"#/{view}").wait()
    assert explorer.page.locator("main").inner_text().strip()
    picture(explorer, f"view-{view}")


@pytest.mark.parametrize("view", SIZES)
def test_the_filter_narrows_each_view(explore: Open, served: str, view: str) -> None:
    explorer = explore(served, f"#/{view}").wait()
    whole, (statements, _) = count(explorer, view), explorer.count()
    explorer.page.evaluate("location.hash += '?place=place/geonames-366755'")
    explorer.page.wait_for_function("told => document.querySelector('.filter output').innerText !== told", arg="")
    explorer.wait()
    narrowed, (passing, _) = count(explorer, view), explorer.count()
    assert 0 < passing < statements
    assert 0 <= narrowed < whole


@pytest.mark.parametrize("view", WAYS)
def test_the_evidence_is_two_clicks_away(explore: Open, served: str, view: str) -> None:
    address, *ways = WAYS[view]
    assert len(ways) <= 2
    explorer = explore(served, address).wait()
    for selector in ways:
        explorer.page.locator(f"main {selector}").first.click()
    explorer.read_evidence()


def test_the_evidence_is_two_clicks_away_in_the_timeline(explore: Open, served: str) -> None:
    explorer = explore(served, "#/timeline").wait()
    _point(explorer, ".lanes-plot", ".lanes-plot[data-at]")
    explorer.page.mouse.down()
    explorer.page.mouse.up()
    if not explorer.evidence.is_visible():
        explorer.page.locator("main [data-statement]").first.click()
    explorer.read_evidence()


def test_the_evidence_is_in_reach_of_the_keyboard_in_the_timeline(explore: Open, served: str) -> None:
    explorer = explore(served, "#/timeline").wait()
    explorer.page.locator(".lanes-plot").focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "Enter"):
        explorer.page.keyboard.press(key)
    explorer.page.locator("aside.evidence, main [data-statement]").first.wait_for()
    if not explorer.evidence.is_visible():  # several statements lie there
        explorer.page.locator("main [data-statement]").first.press("Enter")
    explorer.read_evidence()


def _point(explorer: Explorer, selector: str, sign: str) -> None:
    """Move the mouse over an element until there is the sign that something lies under it."""
    box = explorer.page.locator(selector).bounding_box()
    assert box is not None
    for y in range(10, int(min(box["height"], 400)), 9):
        for x in range(5, int(box["width"]), 6):
            explorer.page.mouse.move(box["x"] + x, box["y"] + y)
            if explorer.page.locator(sign).count():
                return
    pytest.fail(f"nothing lies in {selector}")


def test_the_address_gives_the_same_picture_again(explore: Open, served: str) -> None:
    explorer = explore(served, "#/events").wait()
    box = explorer.page.get_by_role("combobox", name="Status")
    box.click()
    explorer.page.locator("[role=listbox] [role=option]").first.click()
    explorer.page.locator("[data-event]").first.click()
    explorer.evidence.wait_for()
    told, address = explorer.count(), explorer.page.url
    again = explore(served, "#" + address.split("#", 1)[1]).wait()
    again.evidence.wait_for()
    assert again.count() == told
    again.page.locator(".chip").first.click()
    assert again.count()[0] > told[0]


def test_back_leads_back(explore: Open, served: str) -> None:
    explorer = explore(served, "#/events").wait()
    explorer.show("article").show("claims")
    explorer.page.go_back()
    explorer.page.wait_for_function("() => location.hash.startsWith('#/article')")
    explorer.wait()
    assert explorer.page.locator(".tabs a[aria-current]").inner_text() == "Articles"


def test_a_graph_that_is_not_there_any_more_is_told(explore: Open, served: str) -> None:
    explorer = explore(served, "#/article/no-such-article")
    explorer.page.get_by_text("no-such-article").first.wait_for()
    explorer.faults[:] = [fault for fault in explorer.faults if "404" not in fault]
