"""The timeline: a brush filters, days that are not known are no days, and the evidence is two steps away."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from explorer_page import Explorer

from conftest import Open
from sample_reports import ROOT

AXE = ROOT / "src" / "explorer" / "node_modules" / "axe-core" / "axe.min.js"


def _draw(explorer: Explorer) -> Explorer:
    explorer.page.locator(".lanes-plot canvas").wait_for()
    return explorer


def _hash(explorer: Explorer) -> str:
    return str(explorer.page.evaluate("location.hash"))


def test_a_brush_filters_and_back_undoes_it(explore: Open, served: str) -> None:
    explorer = _draw(explore(served, "#/timeline"))
    page, (before, _) = explorer.page, explorer.count()
    box = page.locator(".overview-plot").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 40, steps=4)
    page.mouse.up()
    assert re.search(r"from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d", _hash(explorer))
    assert explorer.count()[0] < before
    page.go_back()
    page.wait_for_function("location.hash === '#/timeline'")
    assert explorer.count()[0] == before


def test_keys_move_an_end_and_all_of_the_time_comes_back(explore: Open, served: str) -> None:
    explorer = _draw(explore(served, "#/timeline"))
    handle = explorer.page.get_by_role("slider", name="First day shown")
    first = handle.get_attribute("aria-valuenow")
    handle.press("PageUp")
    handle.press("ArrowRight")
    explorer.page.wait_for_function("location.hash.includes('from=')")
    assert int(handle.get_attribute("aria-valuenow") or 0) > int(first or 0)
    assert handle.get_attribute("aria-valuetext") != first
    explorer.page.get_by_role("button", name="All of the time").click()
    explorer.page.wait_for_function("!location.hash.includes('from=')")
    assert handle.get_attribute("aria-valuenow") == first


def test_keys_go_through_the_lanes_and_open_the_evidence(explore: Open, served: str) -> None:
    # A lane of few statements has single marks.
    explorer = _draw(explore(served, "#/timeline?action=RETREAT"))
    plot, told = explorer.page.locator(".lanes-plot"), explorer.page.locator("#lanes-at")
    plot.press("ArrowRight")
    first = told.inner_text()
    plot.press("ArrowRight")
    assert told.inner_text() != first
    plot.press("Enter")
    explorer.evidence.locator("mark").first.wait_for()


def test_a_bin_lists_its_statements(explore: Open, served: str) -> None:
    explorer = explore(served, "#/timeline?show=table")
    row = explorer.page.locator(".timeline-table tbody tr").first
    row.wait_for()
    counts = [int(cell) for cell in row.locator("td").all_inner_texts()]
    row.get_by_role("button").click()
    card = explorer.page.locator(".card")
    assert int(re.sub(r"\D", "", card.locator("p").first.inner_text())) == sum(counts)
    card.locator("[data-statement]").first.click()
    explorer.evidence.locator("mark").first.wait_for()


def test_what_has_no_day_is_counted_and_listed(explore: Open, served: str) -> None:
    explorer = _draw(explore(served, "#/timeline"))
    button = explorer.page.get_by_role("button", name="without a date")
    count = int(re.sub(r"\D", "", button.inner_text()))
    button.click()
    card = explorer.page.locator(".card")
    assert card.locator(".card-row").count() == count
    assert set(re.findall("no date", card.inner_text())) == {"no date"}


def test_lanes_are_by_what_the_address_says(explore: Open, served: str) -> None:
    names = {}
    for by in ("type", "actor", "side", "place", "region"):
        explorer = _draw(explore(served, f"#/timeline?lanes={by}&most=5"))
        names[by] = explorer.page.locator(".lane-name > :first-child").all_inner_texts()
        assert 5 <= len(names[by]) <= 8
        assert any(name.endswith("others") for name in names[by])
    assert len({tuple(each) for each in names.values()}) == 5


@pytest.mark.parametrize(
    "settings", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 400, "height": 800}}, {"locale": "ar"}]
)
def test_it_looks_well(
    explore: Open, served: str, picture: Callable[[Explorer, str], None], settings: dict[str, object]
) -> None:
    explorer = _draw(explore(served, "#/timeline", **settings))
    picture(explorer, "timeline-" + re.sub(r"\W+", "-", str(next(iter(settings.values()), "light")).lower()).strip("-"))
    assert explorer.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    explorer.page.evaluate(AXE.read_text())
    found = explorer.page.evaluate("axe.run(document.querySelector('main'))")
    assert [one["id"] for one in found["violations"] if one["impact"] in {"serious", "critical"}] == []
