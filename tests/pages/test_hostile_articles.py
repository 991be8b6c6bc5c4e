"""An article whose text, title and names are scripts is shown as words: nothing of it runs, in no view."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from explorer_page import VIEWS, Explorer
from msgspec.structs import replace

from conftest import Open, serving
from factory import OTHER, SENTENCE, make_graph, make_statement, sample_article
from kgbuild.exporters import export_graph
from kgbuild.graph.store import Graph
from kgbuild.model import Article, Statement

SCRIPT = "<script>window.ran = true</script>"
IMAGE = '<img src="x" onerror="window.ran = true">'
LINK = '"><svg onload=window.ran=true><a href="javascript:window.ran=true">'


def _make(number: int) -> tuple[Article, list[Statement]]:
    article = sample_article(
        f"{SCRIPT} {IMAGE} {SENTENCE} {OTHER} </script>{LINK}",
        id=f"a{number}",
        title=f"{IMAGE}{SCRIPT}",
        url="javascript:window.ran=true",
        publisher=f"{LINK}</script>{SCRIPT}",
        byline=IMAGE,
    )
    told = make_statement(article)
    hostile = replace(
        told,
        actors=tuple(replace(one, name=f"{IMAGE}{number}", id=None, wikidata=LINK) for one in told.actors),
        recipients=tuple(replace(one, name=SCRIPT, id=None) for one in told.recipients),
        locations=tuple(replace(one, name=f"{LINK}{IMAGE}") for one in told.locations),
        claimants=tuple(replace(one, name=f"</style>{SCRIPT}", id=None) for one in told.claimants),
    )
    return article, [hostile]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_graph(tmp_path_factory.mktemp("hostile") / "graph", map(_make, range(3)))


@pytest.fixture(scope="module")
def address(hostile: Path, pages: Path) -> Iterator[str]:
    with serving(hostile) as address:
        yield address


@pytest.fixture(scope="module")
def file(hostile: Path, pages: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("file") / "report.html"
    with Graph.open(hostile) as graph:
        export_graph(graph, "html", path)
    return path.as_uri()


def _walk(explorer: Explorer) -> None:
    with_own_page = ("article/a1", *_list_entities(explorer))
    for view in (*VIEWS, *with_own_page):
        explorer.page.evaluate("hash => { location.hash = hash }", f"#/{view}")
        explorer.wait()
        assert explorer.page.evaluate("window.ran") is None, view
    explorer.page.evaluate("location.hash = '#/events'")
    explorer.wait()
    explorer.page.locator("[data-event]").first.click()
    explorer.evidence.wait_for()
    explorer.page.wait_for_function("() => document.querySelector('aside.evidence').innerText.includes('onerror')")
    assert explorer.page.evaluate("window.ran") is None
    hrefs = explorer.page.eval_on_selector_all("a[href]", "links => links.map((link) => link.getAttribute('href'))")
    assert [href for href in hrefs if "javascript:" in href.lower().split("?")[0]] == []


def _list_entities(explorer: Explorer) -> list[str]:
    """The addresses of the pages of everything that the list of events names."""
    explorer.wait()
    links = explorer.page.eval_on_selector_all("main a.name", "links => links.map((link) => link.hash)")
    return sorted({link.removeprefix("#/").split("?")[0] for link in links})


def test_nothing_of_it_runs_in_a_served_graph(explore: Open, address: str) -> None:
    _walk(explore(address))


def test_nothing_of_it_runs_in_an_exported_file(explore: Open, file: str) -> None:
    _walk(explore(file, offline=True))


def test_its_words_are_shown_as_they_are(explore: Open, address: str) -> None:
    explorer = explore(address, "#/article/a1").wait()
    explorer.page.locator(".article-words").wait_for()
    assert SCRIPT in explorer.page.locator("main").inner_text()
    assert IMAGE in explorer.page.locator("main").inner_text()
