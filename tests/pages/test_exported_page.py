"""The explorer as one file: it works from the disk with the network off, and says how large it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from explorer_page import VIEWS

from conftest import Open
from kgbuild.errors import SettingsError
from kgbuild.exporters import Selection, export_graph, html
from kgbuild.graph.search.filters import Filters
from kgbuild.graph.store import Graph


@pytest.fixture(scope="module")
def file(sample: Path, pages: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "report.html"
    with Graph.open(sample) as graph:
        notes = export_graph(graph, "html", path)
    assert any(note.startswith(f"{path.stat().st_size / 1e6:.1f} MB with ") for note in notes)
    return path


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_works_from_the_disk_without_a_network(explore: Open, file: Path, view: str) -> None:
    explorer = explore(file.as_uri(), f"#/{view}", offline=True).wait()
    statements, events = explorer.count()
    assert statements > 100
    assert events > 50


def test_the_evidence_is_in_the_file(explore: Open, file: Path) -> None:
    explorer = explore(file.as_uri(), offline=True).wait()
    explorer.page.locator("[data-event]").first.click()
    explorer.evidence.locator("mark").first.wait_for()


def test_words_are_searched_in_the_file(explore: Open, file: Path) -> None:
    explorer = explore(file.as_uri(), offline=True).wait()
    everything, _ = explorer.count()
    explorer.page.get_by_role("searchbox").fill("shelled")
    explorer.page.wait_for_function("() => location.hash.includes('text=shelled')")
    explorer.page.locator(".filter output[data-settled]").wait_for()
    found, _ = explorer.count()
    assert 0 < found < everything


def test_a_part_of_a_graph_makes_a_whole_page(explore: Open, sample: Path, pages: Path, tmp_path: Path) -> None:
    path = tmp_path / "part.html"
    with Graph.open(sample) as graph:
        export_graph(graph, "html", path, selection=Selection(filters=Filters(status="denied")))
    explorer = explore(path.as_uri(), offline=True).wait()
    statements, _ = explorer.count()
    assert 0 < statements < 100
    explorer.show("network")


def test_the_same_graph_gives_the_same_file(sample: Path, file: Path, tmp_path: Path) -> None:
    with Graph.open(sample) as graph:
        export_graph(graph, "html", tmp_path / "again.html")
    assert (tmp_path / "again.html").read_bytes() == file.read_bytes()


def test_too_large_a_file_is_refused_with_what_to_do(
    sample: Path, pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.html"
    path.write_text("former")
    monkeypatch.setattr(html, "MOST_BYTES", 500_000)
    with (
        Graph.open(sample) as graph,
        pytest.raises(SettingsError, match=r"statements make a page of over .*--since.* 'kgbuild serve'"),
    ):
        export_graph(graph, "html", path)
    assert path.read_text() == "former"
