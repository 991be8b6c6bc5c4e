"""The bench of the pages measures what it says; how fast they are, `make bench-pages` tells."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Error, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))

from growth import make_graph

import pages

BUILT = Path(__file__).parents[2] / "src" / "explorer" / "dist" / "index.html"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    missing = None if shutil.which("chromium") or shutil.which("google-chrome") else "needs Chromium"
    missing = missing or (None if BUILT.is_file() else "needs the built pages: 'make pages'")
    if missing:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)
    folder = tmp_path_factory.mktemp("graphs") / "few"
    make_graph(folder, 40, 9)
    return folder


@pytest.fixture(scope="module")
def page(folder: Path) -> Iterator[pages.Page]:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    with pages.serving(folder) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(pages._FLAGS))
        yield pages.open_page(browser, address, "#/events")
        browser.close()


def test_every_filter_leaves_some_statements_and_not_all(folder: Path, page: pages.Page) -> None:
    filters = pages.choose_filters(folder)
    assert len(filters) == len({*filters} - {""}) * 2
    told = "() => document.querySelector('.filter output').innerText"
    counts = []
    for one in filters:
        assert page.evaluate(pages._CHANGE, f"#/events{'?' if one else ''}{one}") > 0
        counts.append(page.evaluate(told))
    assert len({*counts[1::2]}) == 1
    assert not {*counts[::2]} & {*counts[1::2]}
    assert not [count for count in counts if count.startswith("0 ")]


def test_a_filter_that_changes_nothing_is_no_measurement(page: pages.Page) -> None:
    with pytest.raises(Error, match="changed nothing"):
        page.evaluate(pages._CHANGE, "#/events?other=1")


def test_the_network_is_as_large_as_it_may_be(page: pages.Page) -> None:
    page.goto(page.url.partition("#")[0] + f"#/network?limit={pages.EDGES}")
    page.locator("main canvas").first.wait_for()
    assert page.locator("main select").evaluate_all("all => all.map(one => one.value)").count(str(pages.EDGES)) == 1
    assert len(page.evaluate(pages._DRAG)) == 55
