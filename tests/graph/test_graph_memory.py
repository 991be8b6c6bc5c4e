"""A graph that grows reads only what is new, and comes out as if it had been built at once."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
from graph_reports import build, make_reports, read_bytes

from kgbuild.graph import memory, merging
from kgbuild.graph.store import Graph
from records import open_record


def forget(content: bytes, **fields: object) -> bytes:
    kept = msgspec.msgpack.encode(msgspec.msgpack.decode(content[32:]) | fields)
    return sha256(kept).digest() + kept


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """A graph of all reports but the last."""
    return build(tmp_path / "g", make_reports()[:-1])


def test_a_second_build_reads_no_article_of_the_first(
    folder: Path, begun: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("an article was read again")

    monkeypatch.setattr(merging, "read_block", refuse)
    build(begun, make_reports()[-1:])
    assert read_bytes(begun) == read_bytes(folder)
    with Graph.open(begun) as graph:
        graph.remove("a4")
        graph.finish()
        graph.add(*make_reports()[4])
        graph.finish()
    assert read_bytes(begun) == read_bytes(folder)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path, _: path.unlink(),
        lambda path, content: path.write_bytes(content[: len(content) // 2]),
        lambda path, _: path.write_bytes(b"what is this"),
        lambda path, content: path.write_bytes(content[:-9] + bytes([content[-9] ^ 1]) + content[-8:]),
        lambda path, content: path.write_bytes(forget(content, record="0" * 64)),
        lambda path, content: path.write_bytes(forget(content, maker="another release", shares={})),
        lambda path, content: path.write_bytes(forget(content, assembly=b"\xc1")),
        lambda path, content: path.write_bytes(forget(content, shares={"a0": "text"})),
    ],
    ids=["missing", "torn", "no memory", "a bit", "of another record", "of another release", "no assembly", "no share"],
)
def test_a_memory_that_can_not_be_right_is_made_anew(folder: Path, begun: Path, spoil) -> None:
    path = begun / "store" / memory.FILE
    spoil(path, path.read_bytes())
    build(begun, make_reports()[-1:])
    assert read_bytes(begun) == read_bytes(folder)


def test_a_damaged_shard_is_mended_from_the_memory(folder: Path, begun: Path) -> None:
    path = open_record(begun).path("articles")
    path.write_bytes(b"what is this\n" + path.read_bytes())
    build(begun, make_reports()[-1:])
    assert read_bytes(begun) == read_bytes(folder)


def test_where_no_memory_can_be_kept_the_graph_is_the_same(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr(memory, "write_file", fail)
    build(tmp_path / "g", make_reports()[:-1])
    assert not (tmp_path / "g" / "store" / memory.FILE).exists()
    build(tmp_path / "g", make_reports()[-1:])
    assert read_bytes(tmp_path / "g") == read_bytes(folder)
