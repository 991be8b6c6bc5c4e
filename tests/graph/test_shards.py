"""A record in shards: whatever way the articles came and went, its files are those of a clean build of what remains."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
import pytest
from graph_reports import build, make_reports
from hypothesis import given, settings
from hypothesis import strategies as st

from factory import sample_article
from kgbuild.graph import shards
from kgbuild.graph.record import drop_refused
from kgbuild.graph.shards import choose_width, name_shard, overlap
from kgbuild.graph.store import Graph
from kgbuild.model import Judgement
from records import open_record, read_files, read_lines

REPORTS = make_reports(9)
JUDGEMENTS = [
    Judgement(first="event/x", second="statement/y", verdict="same"),
    *(
        Judgement(first=f"statement/{one[1][0].id}", second=f"statement/{other[1][0].id}", verdict=verdict)
        for one, other, verdict in zip(REPORTS, REPORTS[1:], ["different", "same"] * 4, strict=False)
    ),
]
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.integers(0, 8)),
        st.tuples(st.just("remove"), st.integers(0, 8)),
        st.tuples(st.just("judge"), st.integers(0, len(JUDGEMENTS) - 1)),
        st.tuples(st.just("finish"), st.just(0)),
        st.tuples(st.just("forget"), st.just(0)),
    ),
    max_size=14,
)


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """So few articles fill so many shards."""
    monkeypatch.setattr(shards, "_WIDTHS", ((2, 0), (5, 1)))
    monkeypatch.setattr(shards, "_WIDEST", 2)


@pytest.mark.parametrize(("articles", "width"), [(0, 0), (2, 0), (3, 1), (5, 1), (6, 2)])
def test_the_width_follows_from_the_number_of_articles(articles: int, width: int) -> None:
    assert choose_width(articles) == width


@given(key=st.text(min_size=1), widths=st.tuples(st.integers(0, 3), st.integers(0, 3)))
def test_the_shards_of_a_thing_overlap_and_no_others_of_a_width(key: str, widths: tuple[int, int]) -> None:
    one, other = (name_shard("articles", key, width) for width in widths)
    assert overlap(one, other)
    assert not overlap(one, name_shard("entities", key, widths[1]))
    assert overlap(name_shard("articles", "a", 2), name_shard("articles", key, 2)) == (
        name_shard("articles", "a", 2) == name_shard("articles", key, 2)
    )


@settings(max_examples=40)
@given(steps=STEPS)
def test_the_files_are_those_of_a_clean_build_of_what_remains(steps: list[tuple[str, int]]) -> None:
    with TemporaryDirectory() as name:
        folder, held, judged = Path(name) / "g", {}, []
        with Graph.open(folder, create=True) as graph:
            for step, number in [*steps, ("finish", 0)]:
                if step == "add":
                    graph.add(*REPORTS[number])
                    held[number] = REPORTS[number]
                elif step == "remove" and held.pop(number, None):
                    graph.remove(REPORTS[number][0].id)
                elif step == "judge":
                    graph.judge(JUDGEMENTS[number])
                    judged.append(JUDGEMENTS[number])
                elif step == "forget":
                    (folder / "store" / "assembly.msgpack").unlink(missing_ok=True)
                elif step == "finish":
                    graph.finish()
            seen = graph.ask(list_quads)
        with Graph.open(Path(name) / "clean", create=True) as clean:
            for judgement in judged:
                clean.judge(judgement)
            for _, report in sorted(held.items()):
                clean.add(*report)
            clean.finish()
        assert read_files(folder) == read_files(Path(name) / "clean")
        expected = ox.Store()
        lines = b"".join(drop_refused(read_lines(folder).splitlines(keepends=True)))
        expected.load(lines, format=ox.RdfFormat.N_QUADS)
        assert seen == list_quads(expected)


def list_quads(store: ox.Store) -> set[str]:
    return {str(quad) for quad in store.quads_for_pattern(None, None, None, None)}


def test_one_more_article_touches_one_shard_of_articles(tmp_path: Path) -> None:
    folder = build(tmp_path / "g", REPORTS[:7])
    before = open_record(folder).shards
    build(folder, REPORTS[7:8])
    after = open_record(folder).shards
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert sum(name.startswith("articles") for name in changed) == 1
    assert len(changed) < len(after)


def test_every_shard_can_be_read_alone(tmp_path: Path) -> None:
    folder = build(tmp_path / "g", REPORTS)
    with Graph.open(folder) as graph:
        assert len(graph.record.list_shards("articles")) > 5
        assert {article.id for article in graph.articles()} == {article.id for article, _ in REPORTS}
        for article, statements in REPORTS:
            for statement in statements:
                assert graph.statement(statement.id) == (statement, article)
        assert graph.article("none") is None
        assert graph.statement("none") is None
        assert len(graph.events()) == graph.stats().events


def test_readers_keep_their_shards_until_they_are_closed(tmp_path: Path) -> None:
    folder = build(tmp_path / "g", REPORTS[:5])
    with Graph.open(folder) as first:
        build(folder, REPORTS[5:6])
        with Graph.open(folder) as second:
            build(folder, REPORTS[6:9])
            assert len(list(first.articles())) == 5
            assert len(list(second.articles())) == 6
            assert sum(1 for _ in second.quads()) < len(read_lines(folder).splitlines())
    build(folder, [(sample_article(id="last"), [])])
    listed = {path.name for path in (folder / "record").iterdir()}
    record = open_record(folder)
    assert listed == {shard.path(name) for name, shard in record.shards.items()}


def test_what_a_build_that_was_cut_off_left_is_taken_away(tmp_path: Path) -> None:
    folder = build(tmp_path / "g", REPORTS[:3])
    (folder / "record" / "articles-0-0123456789abcdef.nq").write_bytes(b"half a line")
    (folder / "record" / "events-0123456789abcdef.nq.part").write_bytes(b"half")
    before = read_lines(folder)
    build(folder, [])
    assert read_lines(folder) == before
    assert len(read_files(folder)) == 1 + len(open_record(folder).shards)
