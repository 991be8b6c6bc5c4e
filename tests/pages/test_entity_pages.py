"""Pages of actors, places and events: what is claimed of each, narrowed by the filter, a click from the evidence."""

from __future__ import annotations

import re

import pytest
from explorer_page import Explorer
from playwright.sync_api import expect

from conftest import Open

_LISTS = {"actors": "Name", "places": "Name", "events": "What"}


def _number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _count(explorer: Explorer, kind: str) -> int:
    return _number(explorer.page.locator(f".subtabs a[href*='kind={kind}']").inner_text())


@pytest.mark.parametrize("kind", _LISTS)
def test_lists_are_found_sorted_and_narrowed(explore: Open, served: str, kind: str) -> None:
    explorer = explore(served, f"#/entity?kind={kind}").wait()
    page, rows = explorer.page, explorer.page.locator(".entity-row:not(.entity-head-row)")
    everything = _count(explorer, kind)
    page.get_by_role("button", name=_LISTS[kind], exact=True).click()
    expect(page.locator("[aria-sort=ascending]")).to_have_count(1)
    names = rows.locator("a").all_inner_texts()
    assert names == page.evaluate("names => [...names].sort(new Intl.Collator().compare)", names)
    assert len(set(names)) > 1
    page.locator(".entity-bar input[type=search]").fill(names[3])
    expect(rows.first).to_contain_text(names[3])
    assert all(names[3].casefold() in name.casefold() for name in rows.locator("a").all_inner_texts())
    narrowed = explore(served, f"#/entity?kind={kind}&status=denied").wait()
    assert 0 < _count(narrowed, kind) < everything
    narrowed.page.get_by_role("link", name="whole graph").click()
    narrowed.page.locator(".switch a[aria-current]", has_text="whole graph").wait_for()
    assert _count(narrowed, kind) == everything


@pytest.mark.parametrize("kind", _LISTS)
def test_the_first_of_each_list_has_a_page_with_evidence(explore: Open, served: str, kind: str) -> None:
    explorer = explore(served, f"#/entity?kind={kind}").wait()
    name = explorer.page.locator(".entity-row a").first
    told = name.inner_text()
    name.click()
    expect(explorer.page.locator(".entity h1")).to_contain_text(told)
    explorer.page.locator(".statement [data-statement]").first.click()
    explorer.evidence.wait_for()


def test_control_is_told_by_whose_word_and_in_words(explore: Open, served: str) -> None:
    explorer = explore(served, "#/entity/place/geonames-1314759").wait()
    chart = explorer.page.locator(".control")
    lanes = chart.locator("text.lane title").all_text_contents()
    assert len(lanes) == len(set(lanes)) == 2
    assert chart.locator("a.holding").count() == _number(
        explorer.page.locator("summary", has_text="on control").inner_text()
    )
    chart.locator("a.holding").first.focus()
    explorer.page.keyboard.press("Enter")
    explorer.evidence.wait_for()


def test_an_event_sets_values_side_by_side(explore: Open, served: str) -> None:
    explorer = explore(served, "#/events?sort=-odds").wait()
    event = explorer.page.locator("button[data-event]").first.get_attribute("data-event")
    explorer = explore(served, f"#/entity/{event}").wait()
    slots = explorer.page.locator(".slots")
    assert slots.locator("tbody tr").count() > slots.locator("tbody th").count()
    expect(slots.locator(".odds").first).to_contain_text("they differ")
    slots.locator("[data-statement]").first.click()
    explorer.evidence.wait_for()


def test_what_there_is_not_is_said_so(explore: Open, served: str) -> None:
    explorer = explore(served, "#/entity/actor/nobody-at-all").wait()
    expect(explorer.page.locator(".entity")).to_contain_text("actor/nobody-at-all")
