"""The map: every statement is counted once, areas are areas, and an address gives the same picture again."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from explorer_page import Explorer

from conftest import Open
from sample_reports import ROOT

AXE = ROOT / "src" / "explorer" / "node_modules" / "axe-core" / "axe.min.js"
UKRAINE = (49.0, 32.0)
POLAND = (52.0, 19.5)
BLACK_SEA = (43.2, 34.0)
NEAR_UKRAINE = "#/map?at=48,28,12.5"


def _draw(explorer: Explorer) -> str:
    """The picture, when it has been drawn and stays: finer lines come when they have been read."""
    explorer.wait().page.locator("canvas[data-drawn]").wait_for()
    former, shown = "", _take(explorer)
    while former != shown:
        explorer.page.wait_for_timeout(500)
        former, shown = shown, _take(explorer)
    return shown


def _take(explorer: Explorer) -> str:
    return str(explorer.page.evaluate("document.querySelector('.map-canvas').toDataURL()"))


FIND = """(points) => {
  const [midLat, midLon, zoom] = new URLSearchParams(location.hash.split('?')[1]).get('at').split(',').map(Number)
  const up = (lat) => Math.log(Math.tan(Math.PI / 4 + lat * Math.PI / 360)) / (2 * Math.PI)
  const canvas = document.querySelector('.map-canvas'), scale = 2 ** zoom, box = canvas.getBoundingClientRect()
  const {width, height} = canvas, ratio = width / box.width
  const {data} = canvas.getContext('2d').getImageData(0, 0, width, height)
  return points.map(([lat, lon]) => {
    const x = box.width / 2 + (lon - midLon) / 360 * scale, y = box.height / 2 - (up(lat) - up(midLat)) * scale
    const at = 4 * (Math.round(y * ratio) * width + Math.round(x * ratio))
    return {x: box.left + x, y: box.top + y, colour: [...data.slice(at, at + 4)]}
  })
}"""
"""Where latitudes and longitudes are in the page, by the address of the map, and the colours there."""


def _told(explorer: Explorer) -> list[int]:
    """How many statements are on the map, of an uncertain place, of no place."""
    lines = explorer.page.locator(".map-unplaced li").all_inner_texts()
    kinds = {"map": 0, "certain": 0, "no place": 0}
    for line in lines:
        kind = next(kind for kind in kinds if kind in line)
        kinds[kind] = int(re.sub(r"\D", "", line))
    return list(kinds.values())


def test_every_statement_is_on_the_map_or_counted_beside_it(explore: Open, served: str) -> None:
    explorer = explore(served, "#/map").wait()
    statements, _ = explorer.count()
    placed, unsure, nowhere = _told(explorer)
    assert placed + unsure + nowhere == statements
    assert min(placed, unsure, nowhere) > 0
    explorer.page.get_by_role("link", name="tell no place").click()
    explorer.page.get_by_role("heading", name=re.compile("tell no place")).wait_for()
    explorer.page.locator(".map-statement button").first.click()
    explorer.evidence.locator("mark").first.wait_for()


def test_the_filter_narrows_the_map_at_once(explore: Open, served: str) -> None:
    explorer = explore(served, "#/map").wait()
    before = _told(explorer)
    everything = _draw(explorer)
    explorer.page.get_by_label("From", exact=True).fill("2025-01-01")
    explorer.page.wait_for_function("location.hash.includes('from=2025-01-01')")
    assert _draw(explorer) != everything
    statements, _ = explorer.count()
    assert sum(_told(explorer)) == statements < sum(before)


def test_a_country_is_shaded_and_no_point(explore: Open, served: str, picture: Callable[[Explorer, str], None]) -> None:
    explorer = explore(served, NEAR_UKRAINE)
    _draw(explorer)
    picture(explorer, "map-ukraine")
    land, sea, ukraine = explorer.page.evaluate(FIND, [POLAND, BLACK_SEA, UKRAINE])
    assert len({tuple(spot["colour"]) for spot in (land, sea, ukraine)}) == 3
    explorer.page.mouse.click(ukraine["x"], ukraine["y"])
    explorer.page.locator(".map-card").get_by_role("link", name="Ukraine", exact=True).wait_for()
    explorer.page.get_by_text("nothing narrower is told").wait_for()
    explorer.page.get_by_text(re.compile("It claims, with others: Crimea")).wait_for()
    explorer.page.locator(".map-statement button").first.click()
    explorer.evidence.locator("mark").first.wait_for()


def test_keys_move_the_map_and_its_address_gives_the_picture_again(explore: Open, served: str) -> None:
    explorer = explore(served, NEAR_UKRAINE)
    before = _draw(explorer)
    explorer.page.locator(".map-canvas").focus()
    for key in ("+", "ArrowLeft", "ArrowUp"):
        explorer.page.keyboard.press(key)
    explorer.page.wait_for_function("!location.hash.includes('at=48,28,12.5')")
    explorer.page.locator(".map-canvas").blur()
    after = _draw(explorer)
    assert after != before
    assert _draw(explore(served, explorer.page.evaluate("location.hash"))) == after


@pytest.mark.parametrize(
    "settings", [{"color_scheme": "dark"}, {"viewport": {"width": 400, "height": 800}}, {"locale": "ar"}]
)
def test_it_looks_well(
    explore: Open, served: str, picture: Callable[[Explorer, str], None], settings: dict[str, object]
) -> None:
    explorer = explore(served, "#/map", **settings)
    _draw(explorer)
    picture(explorer, "map-" + re.sub(r"\W+", "-", str(next(iter(settings.values()))).lower()).strip("-"))
    width = explorer.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert width <= 0
    explorer.page.evaluate(AXE.read_text())
    found = explorer.page.evaluate("axe.run(document.querySelector('main'))")
    assert [one["id"] for one in found["violations"] if one["impact"] in {"serious", "critical"}] == []
