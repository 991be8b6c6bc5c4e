"""Shards of N-Quads: together they are the one file, each can be loaded alone, and the bytes are always the same."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from fake_graph import FakeGraph, make_graph
from kgbuild.assembly.keys import encode
from kgbuild.errors import SettingsError
from kgbuild.exporters import export_graph


@pytest.fixture(scope="module")
def graph() -> FakeGraph:
    return make_graph()


def read(path: Path) -> bytes:
    content = path.read_bytes()
    return gzip.decompress(content) if path.suffix == ".gz" else content


@pytest.mark.parametrize("compressed", [False, True])
@pytest.mark.parametrize("shards", [1, 2, 7, 256])
def test_shards_together_are_the_one_file(graph: FakeGraph, tmp_path: Path, shards: int, compressed: bool) -> None:
    export_graph(graph, "nquads", tmp_path / "one.nq")
    export_graph(graph, "nquads", tmp_path / "many", shards=shards, gzip=compressed)
    whole = (tmp_path / "one.nq").read_bytes().splitlines(keepends=True)
    paths = sorted((tmp_path / "many").iterdir())
    assert len(paths) == shards
    assert all(re.fullmatch(rf"claims-\d{{4}}-of-{shards:04}\.nq(\.gz)?", path.name) for path in paths)
    parts = [read(path).splitlines(keepends=True) for path in paths]
    assert sorted(line for part in parts for line in part) == sorted(whole)
    place = {line: number for number, line in enumerate(whole)}
    for part in parts:
        assert [place[line] for line in part] == sorted(place[line] for line in part)
    homes: dict[bytes, set[int]] = {}
    for number, part in enumerate(parts):
        for line in part:
            found = re.search(rb"/graph/article/([^/>]+)", line)
            homes.setdefault(found[1] if found else line.split(b" ")[0], set()).add(number)
    assert all(len(numbers) == 1 for numbers in homes.values())
    store = Store()
    for path in paths:
        store.bulk_load(read(path), format=RdfFormat.N_QUADS)
    assert len(store) == len(set(whole))


def test_the_same_graph_gives_the_same_bytes_and_a_header_without_time_or_name(
    graph: FakeGraph, tmp_path: Path
) -> None:
    for name in ("a", "b"):
        export_graph(graph, "nquads", tmp_path / name, shards=3, gzip=True)
    export_graph(graph, "nquads", tmp_path / "one.nq.gz", gzip=True)
    for path in sorted((tmp_path / "a").iterdir()):
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()
        assert path.read_bytes()[3:8] == bytes(5)  # no name among the flags, no time
    export_graph(graph, "nquads", tmp_path / "one.nq")
    assert read(tmp_path / "one.nq.gz") == (tmp_path / "one.nq").read_bytes()


def test_one_more_article_moves_no_other(tmp_path: Path) -> None:
    graph = make_graph()
    first, last = graph.articles()[:-1], graph.articles()[-1]
    less = FakeGraph(first, [one for one in graph.statements(None) if one.article.id != last.id])
    export_graph(graph, "nquads", tmp_path / "a", shards=50)
    export_graph(less, "nquads", tmp_path / "b", shards=50)
    own = encode(last.id).encode()
    seen = 0
    for path in (tmp_path / "a").iterdir():
        lines = [line for line in read(path).splitlines() if b"/graph/article/" in line and own not in line]
        former = [line for line in read(tmp_path / "b" / path.name).splitlines() if b"/graph/article/" in line]
        assert lines == former
        seen += len(lines)
    assert seen


@pytest.mark.parametrize(
    ("format", "options", "said"),
    [
        ("nquads", {"shards": 0}, "1 to 256"),
        ("nquads", {"shards": 257}, "1 to 256"),
        ("turtle", {"shards": 2}, "takes no --shards; it goes with nquads"),
        ("turtle", {"gzip": True}, "takes no --gzip; it goes with nquads"),
    ],
)
def test_what_can_not_be_sharded_says_so(
    graph: FakeGraph, tmp_path: Path, format: str, options: dict[str, int], said: str
) -> None:
    with pytest.raises(SettingsError, match=said):
        export_graph(graph, format, tmp_path / "x", **options)  # type: ignore[arg-type]
    assert not (tmp_path / "x").exists()


def test_shards_go_to_no_stream_and_over_no_file(graph: FakeGraph, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="folder"):
        export_graph(graph, "nquads", "-", shards=2)
    (tmp_path / "file").write_text("mine")
    with pytest.raises(SettingsError, match="is a file"):
        export_graph(graph, "nquads", tmp_path / "file", shards=2)
    assert (tmp_path / "file").read_text() == "mine"
