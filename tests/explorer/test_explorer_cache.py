"""The kept index: it is that of the graph as it stands, whatever happens to its files."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from factory import make_statement, sample_article
from kgbuild.explorer import cached, encode_index, list_findings, make_checks, make_index, read_checks, read_index
from kgbuild.graph.store import Graph


@pytest.fixture
def opened(graph: Path):
    with Graph.open(graph) as opened:
        yield opened


def count_makings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A list that grows by one whenever a graph is read for the explorer."""
    made: list[str] = []
    real = cached.make_both

    def make(graph, **options):
        made.append(graph.path.name)
        return real(graph, **options)

    monkeypatch.setattr(cached, "make_both", make)
    return made


def test_it_is_made_once_for_both_documents_and_told(opened: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    made, told = count_makings(monkeypatch), []
    first = read_index(opened, tell=lambda what, share: told.append((what, share)))
    assert first.read_json() == encode_index(make_index(opened))
    assert read_checks(opened) == make_checks(opened)
    assert read_index(opened) == first
    assert made == ["g"]
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9])


def _turn_a_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(0, 0))


@pytest.mark.parametrize("harm", [_cut, _turn_a_bit, Path.unlink])
@pytest.mark.parametrize("name", [cached.INDEX, cached.CHECKS, cached.LABEL])
def test_a_damaged_file_is_made_anew(opened: Graph, harm, name: str) -> None:
    index, checks = read_index(opened), read_checks(opened)
    harm(opened.path / "store" / name)
    assert read_index(opened) == index
    assert read_checks(opened) == checks


def test_a_copied_folder_keeps_it_and_a_renamed_one_has_its_own_name(graph: Path, tmp_path: Path) -> None:
    with Graph.open(graph) as opened:
        read_index(opened)
    (tmp_path / "other").mkdir()
    copy = Path(shutil.copytree(graph, tmp_path / "other" / "g"))
    os.utime(copy / "store" / cached.INDEX, ns=(0, 0))
    with Graph.open(copy) as opened:
        assert json.loads(read_index(opened).read_json())["name"] == "g"
    with Graph.open(copy.rename(tmp_path / "report")) as opened:
        assert json.loads(read_index(opened).read_json())["name"] == "report"


def test_a_changed_graph_gets_a_new_one(graph: Path) -> None:
    with Graph.open(graph) as opened:
        former = read_index(opened)
    article = sample_article()
    with Graph.open(graph, create=True) as opened:
        opened.add(article, [make_statement(article)])
        opened.finish()
        later = read_index(opened)
        assert later.sha256 != former.sha256
        assert article.id in json.loads(later.read_json())["articles"]["id"]


def test_where_nothing_can_be_written_it_is_made_in_memory(opened: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cached, "write_file", refuse)
    assert read_index(opened).read_json() == encode_index(make_index(opened))
    assert not (opened.path / "store" / cached.LABEL).exists()
    (opened.path / "store" / cached.LOCK).unlink()
    (opened.path / "store" / cached.LOCK).mkdir()  # what can't be opened for writing, even by root
    assert list_findings(opened) == make_checks(opened).findings
