"""The pages for everybody: by keyboard and to a screen reader, on a phone, light and dark, in four languages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from explorer_page import VIEWS, Explorer
from playwright.sync_api import expect

from conftest import Open
from kgbuild.graph.store import Graph
from sample_reports import ROOT

EXPLORER = ROOT / "src" / "explorer"
AXE = EXPLORER / "node_modules" / "axe-core" / "axe.min.js"
MESSAGES = EXPLORER / "src" / "i18n"
PHONE = {"width": 400, "height": 800}
KINDS: dict[str, dict[str, object]] = {
    "light": {"locale": "fr"},
    "dark": {"locale": "uk", "color_scheme": "dark"},
    "phone": {"locale": "ar", "viewport": PHONE},
}
_BREACHES = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations
  .filter((one) => one.impact !== 'minor')
  .map((one) => `${one.impact} ${one.id}: ${one.nodes[0].target} (${one.nodes.length})`)"""
_TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
_SAID = """() => {
  const own = '[dir=auto], bdi, mark, code, pre, option[lang], .CodeMirror, .query-list, [lang]:not(html)'
  const said = new Set()
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walk.nextNode()) if (!walk.currentNode.parentElement.closest(own)) said.add(walk.currentNode.data)
  for (const name of ['aria-label', 'title', 'placeholder'])
    for (const one of document.querySelectorAll(`[${name}]`))
      if (!one.closest(own) && !one.dataset.clipped) said.add(one.getAttribute(name))
  return [...said].map((text) => text.trim()).filter(Boolean)
}"""
"""What the pages themselves say; what is an article's or the data's is left out by its marks."""


def _list_addresses(sample: Path) -> dict[str, str]:
    """A page of every sort that there is, by what it is."""
    with Graph.open(sample) as graph:
        event = max(graph.events(), key=lambda one: (len(one.statements), one.id))
        statement = next(one for one in graph.statements() if one.id in event.statements)
    return {view: f"#/{view}" for view in VIEWS} | {
        "an article": f"#/article/{statement.article.id}",
        "the claims of an event": f"#/claims/{event.id}",
        "an event": f"#/entity/event/{event.id}",
        "an actor": f"#/entity/{event.actors[0]}",
        "a place": f"#/entity/{event.place}",
        "the list of ties": "#/network?show=list",
        "evidence": f"#/events?statement={statement.id}",
        "nothing that passes": "#/events?from=2199-01-01",
    }


@pytest.fixture(scope="module")
def addresses(sample: Path) -> dict[str, str]:
    return _list_addresses(sample)


def _visit(explorer: Explorer, addresses: dict[str, str]) -> Iterator[str]:
    """Go to each page, in one window."""
    for name, address in addresses.items():
        explorer.page.evaluate("address => { location.hash = address }", address)
        view = re.split("[/?]", address)[1]
        explorer.page.locator(f".tabs a[href^='#/{view}'][aria-current]").wait_for()
        explorer.wait().page.locator("main h1").first.wait_for()
        if name == "evidence":
            explorer.read_evidence()
        yield name


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_shuts_anybody_out(explore: Open, served: str, addresses: dict[str, str], kind: str) -> None:
    explorer = explore(served, **KINDS[kind]).wait()
    explorer.page.evaluate(AXE.read_text())
    language = str(KINDS[kind]["locale"])
    own, english = _list_messages(language), _list_messages("en")
    found: dict[str, object] = {}
    for name in _visit(explorer, addresses):
        if breaches := explorer.page.evaluate(_BREACHES):
            found[name] = breaches
        if explorer.page.evaluate(_TOO_WIDE):
            found[f"{name}, wider than the page"] = explorer.page.viewport_size
        texts = [text for text in explorer.page.evaluate(_SAID) if not _is_said(text, own)]
        if untranslated := [text for text in texts if _is_said(text, english)]:
            found[f"{name}, not in {language}"] = untranslated
    assert found == {}


def _list_messages(language: str) -> list[re.Pattern[str]]:
    """What the messages of a language look like with their names filled in."""
    messages: list[re.Pattern[str]] = []
    for path in sorted((MESSAGES / language).glob("*.json")):
        for message in json.loads(path.read_text()).values():
            for form in [message] if isinstance(message, str) else message.values():
                if len(re.findall(r"[^\W\d_]", re.sub(r"\{\w+\}", "", form))) > 2:
                    messages.append(re.compile(re.sub(r"\\\{\w+\\\}", ".+", re.escape(form))))
    return messages


def _is_said(text: str, messages: list[re.Pattern[str]]) -> bool:
    return any(one.fullmatch(text) for one in messages)


def test_an_open_list_of_a_field_is_told_to_screen_readers(explore: Open, served: str) -> None:
    explorer = explore(served).wait()
    explorer.page.evaluate(AXE.read_text())
    for name in ("Actor", "Status"):
        field = explorer.page.get_by_role("combobox", name=name)
        field.focus()
        expect(field).to_have_attribute("aria-expanded", "true")
        assert explorer.page.evaluate(_BREACHES) == []


_REGION = """() => {
  const at = document.activeElement
  const regions = ['.skip', '.head nav', '.head-choices', '.filter', 'main', 'aside.evidence']
  return regions.find((one) => at.closest(one)) ?? ''
}"""


def test_the_tab_key_goes_through_the_page_in_its_order(explore: Open, served: str) -> None:
    explorer = explore(served).wait()
    keyboard = explorer.page.keyboard
    passed: list[str] = []
    for _ in range(80):
        keyboard.press("Tab")
        region = explorer.page.evaluate(_REGION)
        if not passed or passed[-1] != region:
            passed.append(region)
        if explorer.page.evaluate("document.activeElement.matches('[data-event]')"):
            break
    assert passed == [".skip", ".head nav", ".head-choices", ".filter", "main"]
    event = explorer.page.evaluate("document.activeElement.dataset.event")
    keyboard.press("Enter")
    explorer.read_evidence()
    assert explorer.page.evaluate(_REGION) == "aside.evidence"
    keyboard.press("Tab")
    assert explorer.page.evaluate(_REGION) == "aside.evidence"
    keyboard.press("Escape")
    expect(explorer.evidence).to_have_count(0)
    assert explorer.page.evaluate("document.activeElement.dataset.event") == event


def test_the_first_link_skips_to_the_view(explore: Open, served: str) -> None:
    explorer = explore(served).wait()
    explorer.page.keyboard.press("Tab")
    expect(explorer.page.locator(".skip")).to_be_in_viewport()
    explorer.page.keyboard.press("Enter")
    assert explorer.page.evaluate("document.activeElement.id") == "main"
    explorer.page.keyboard.press("Tab")
    assert explorer.page.evaluate(_REGION) == "main"


def test_a_value_is_chosen_and_given_up_by_keyboard(explore: Open, served: str) -> None:
    explorer = explore(served).wait()
    everything, keyboard = explorer.count(), explorer.page.keyboard
    field = explorer.page.get_by_role("combobox", name="Status")
    field.focus()
    before = field.get_attribute("aria-activedescendant")
    keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") != before
    keyboard.type("denied")
    keyboard.press("Enter")
    chip = explorer.page.locator(".chip")
    expect(chip).to_have_count(1)
    assert "status=denied" in explorer.page.url
    assert 0 < explorer.count()[0] < everything[0]
    chip.focus()
    keyboard.press("Enter")
    expect(chip).to_have_count(0)
    assert explorer.count() == everything


DAYS = {"en": "5 Feb 2026", "uk": "5 лют. 2026 р.", "fr": "5 févr. 2026", "ar": "5 فبراير 2026"}
SCALES = {"en": "2,000 km", "uk": "2 000 км", "fr": "2 000 km", "ar": "2,000 كم"}
LANGUAGES = ("uk", "ar", "fr", "en")


def test_a_language_is_chosen_and_kept_with_its_numbers_and_dates(explore: Open, served: str) -> None:
    explorer = explore(served, "#/article").wait()
    for former, language in pairwise(("en", *LANGUAGES)):
        explorer.page.locator(".head-choices select").first.select_option(language)
        root = explorer.page.locator("html")
        expect(root).to_have_attribute("lang", language)
        expect(root).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
        assert former != language
        told = explorer.page.locator(".article-row .article-published").nth(1).inner_text()
        assert _even(told) == DAYS[language]
        explorer.show("map")
        assert SCALES[language] in _even(explorer.page.locator(".map-scale").inner_text())
        explorer.page.reload()
        expect(root).to_have_attribute("lang", language)
        explorer.show("article")


def _even(text: str) -> str:
    """With usual spaces and no marks of direction."""
    return re.sub(r"[\u200e\u200f\u061c]", "", re.sub(r"\s", " ", text))


def test_the_tab_of_the_view_is_in_sight_on_a_phone(explore: Open, served: str) -> None:
    explorer = explore(served, "#/checks", viewport=PHONE).wait()
    expect(explorer.page.locator(".tabs [aria-current]").first).to_be_in_viewport(ratio=1)


def test_words_that_are_cut_off_are_shown_whole(explore: Open, served: str) -> None:
    explorer = explore(served, "#/events", viewport=PHONE).wait()
    at = explorer.page.evaluate(
        "[...document.querySelectorAll('.cell-what')].findIndex((one) => one.scrollWidth > one.clientWidth)"
    )
    assert at >= 0
    cell = explorer.page.locator(".cell-what").nth(at)
    assert cell.get_attribute("title") is None
    cell.hover(position={"x": 5, "y": 5})
    assert cell.get_attribute("title") == cell.inner_text().strip()
