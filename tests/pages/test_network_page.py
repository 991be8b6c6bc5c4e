"""The network: ties open their evidence, an address gives the same picture, and without WebGL there is the list."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from explorer_page import Explorer

from conftest import Open
from sample_reports import ROOT

AXE = ROOT / "src" / "explorer" / "node_modules" / "axe-core" / "axe.min.js"
NAMES = "document.querySelector('.network-names').toDataURL()"
NO_WEBGL = """() => {
  const get = HTMLCanvasElement.prototype.getContext
  HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
    return kind.startsWith('webgl') ? null : get.call(this, kind, ...more)
  }
}"""
FRAME = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def _draw(explorer: Explorer) -> str:
    """Where the names are written, when all has its place."""
    explorer.page.locator(".network-picture[aria-busy=false]").wait_for()
    explorer.page.evaluate(FRAME)
    return str(explorer.page.evaluate(NAMES))


def _told(explorer: Explorer) -> tuple[int, int]:
    """How many actors and ties are in sight."""
    found = re.match(r"([\d,]+) actors? · ([\d,]+) ties?", explorer.page.locator(".network-told").inner_text())
    assert found is not None
    return int(found[1].replace(",", "")), int(found[2].replace(",", ""))


def test_the_same_address_gives_the_same_picture(explore: Open, served: str) -> None:
    first = _draw(explore(served, "#/network"))
    assert _draw(explore(served, "#/network")) == first
    assert _draw(explore(served, "#/network?layout=circle")) != first


def test_what_the_limit_leaves_out_is_told(explore: Open, served: str) -> None:
    explorer = explore(served, "#/network?limit=50")
    _draw(explorer)
    _, ties = _told(explorer)
    assert ties == 50
    assert "weaker ties are not shown" in explorer.page.locator(".network-told").inner_text()
    explorer.page.locator(".network-bar select").nth(2).select_option("5000")
    explorer.page.wait_for_function("location.hash.includes('limit=5000')")
    assert _told(explorer)[1] > 50
    assert "not shown" not in explorer.page.locator(".network-told").inner_text()


def test_a_tie_of_the_list_opens_its_evidence(explore: Open, served: str) -> None:
    explorer = explore(served, "#/network?show=list")
    explorer.page.locator("[data-tie]").first.click()
    explorer.page.locator(".card [data-statement]").first.click()
    explorer.evidence.locator("mark").first.wait_for()


def test_an_actor_is_found_and_its_surroundings_unfold(explore: Open, served: str) -> None:
    explorer = explore(served, "#/network")
    _draw(explorer)
    field = explorer.page.get_by_role("combobox", name="Find an actor")
    field.fill("Israel Defense Forces")
    field.press("Enter")
    card = explorer.page.locator(".card")
    card.get_by_role("button", name="Show its surroundings alone").click()
    explorer.page.wait_for_function("location.hash.includes('focus=')")
    actors, _ = _told(explorer)
    assert actors == 1 + int(re.findall(r"(\d+) neighbours", card.inner_text())[0])
    explorer.page.get_by_role("button", name="List").click()
    opened = None
    for name in explorer.page.locator("[data-actor]").all_inner_texts():
        explorer.page.locator("[data-actor]").get_by_text(name, exact=True).first.click()
        unfold = card.get_by_role("button", name="Unfold neighbours")
        if unfold.count() and "not shown" in card.inner_text():
            unfold.click()
            opened = name
            break
    assert opened is not None
    explorer.page.wait_for_function("location.hash.includes('open=')")
    assert _told(explorer)[0] > actors


def test_switches_leave_out_what_was_not_done(explore: Open, served: str) -> None:
    explorer = explore(served, "#/network?limit=5000")
    _draw(explorer)
    before = _told(explorer)
    explorer.page.get_by_role("checkbox", name="denied").uncheck()
    explorer.page.get_by_role("checkbox", name="planned or threatened").uncheck()
    explorer.page.wait_for_function("location.hash.includes('denied=off') && location.hash.includes('planned=off')")
    assert _told(explorer)[1] < before[1]


def test_ties_come_with_their_days(explore: Open, served: str) -> None:
    explorer = explore(served, "#/network")
    _draw(explorer)
    slider = explorer.page.get_by_role("slider", name="Up to the day")
    slider.press("Home")
    told = explorer.page.locator(".playback > .soft")
    few = int(told.inner_text().split()[0])
    slider.press("End")
    explorer.page.wait_for_function("location.hash.includes('at=')")
    many = int(told.inner_text().split()[0])
    assert few < many <= _told(explorer)[1]
    assert "without a date" in told.inner_text()
    explorer.page.get_by_role("button", name="All of the time").click()
    explorer.page.wait_for_function("!location.hash.includes('at=')")


def test_without_webgl_the_list_is_shown(explore: Open, served: str) -> None:
    explorer = explore(served, "#/network")
    explorer.page.add_init_script(f"({NO_WEBGL})()")
    explorer.page.reload()
    explorer.page.locator("[data-tie]").first.wait_for()
    assert "has no WebGL" in explorer.page.locator(".network-told").inner_text()


@pytest.mark.parametrize(
    "settings", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 400, "height": 800}}, {"locale": "ar"}]
)
def test_it_looks_well(
    explore: Open, served: str, picture: Callable[[Explorer, str], None], settings: dict[str, object]
) -> None:
    explorer = explore(served, "#/network", **settings)
    _draw(explorer)
    picture(explorer, "network-" + re.sub(r"\W+", "-", str(next(iter(settings.values()), "light")).lower()).strip("-"))
    assert explorer.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    explorer.page.evaluate(AXE.read_text())
    found = explorer.page.evaluate("axe.run(document.querySelector('main'))")
    assert [one["id"] for one in found["violations"] if one["impact"] in {"serious", "critical"}] == []
