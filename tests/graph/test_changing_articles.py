"""Whatever is added, updated, retracted and brought back, and wherever it is cut off: what stands is a clean build."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
import traceback
import warnings
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any
from unittest.mock import patch

from graph_reports import build
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from factory import SENTENCE, make_statement
from kgbuild.graph.retracting import retract, undo_retraction
from kgbuild.graph.revisions import Revisions
from kgbuild.graph.store import Graph
from kgbuild.model import Article, Statement, make_article


def _make(name: str, published: str | None, **fields: str) -> Article:
    return make_article(f"{SENTENCE} So says report {name}.", published=published, title="Market shelled", **fields)


A, B = "https://example.org/a", "http://example.org/b/"
GROUPS: dict[str, list[Article]] = {
    "a": [
        _make("a1", "2025-03-04", url=A),
        _make("a2", "2025-03-05", url=f"{A}/#top"),
        _make("a3", "2025-03-05", url="http://www.example.org/a"),
    ],
    "b": [_make("b1", None, url=B), _make("b2", None, url="https://example.org/b")],
    "r7": [_make("r1", "2025-03-04", id="r7"), _make("r2", "2025-03-03", id="r7")],
}
ARTICLES = {article.text: article for group in GROUPS.values() for article in group}
HOME = {article.text: name for name, group in GROUPS.items() for article in group}


class Killed(BaseException):
    """The process ends here."""


def run_killed(action: Callable[[], None], step: int) -> None:
    """Do it until the process ends: before it syncs, renames or deletes a file for the nth time."""
    left = [step]

    def guard(act: Callable[..., Any]) -> Callable[..., Any]:
        def stop_or_act(*given: Any, **options: Any) -> Any:
            left[0] -= 1
            if left[0] < 0:
                raise Killed
            return act(*given, **options)

        return stop_or_act

    with warnings.catch_warnings():
        # What the end of a process would have closed is closed here by the collector, which warns.
        warnings.simplefilter("ignore", ResourceWarning)
        try:
            with (
                patch("os.fsync", guard(os.fsync)),
                patch.object(Path, "replace", guard(Path.replace)),
                patch.object(Path, "unlink", guard(Path.unlink)),
            ):
                action()
        except Killed as error:
            traceback.clear_frames(error.__traceback__)
        gc.collect()


def state(article: Article) -> tuple[Article, list[Statement]]:
    return article, [make_statement(article)]


def read(folder: Path, articles: Iterable[Article], *, finish: bool = True) -> None:
    """What a build does with these articles."""
    with Graph.open(folder, create=True) as graph:
        revisions = Revisions(graph)
        for article in articles:
            if revisions.look_up(article) is None:
                revisions.add(*state(article))
        if finish:
            graph.finish()


class Expected:
    """The rules of revision once more, in as few words as they can be said."""

    def __init__(self) -> None:
        self.standing: dict[str, str] = {}
        self.successors: dict[str, str] = {}
        self.retracted: set[str] = set()

    def is_new(self, text: str) -> bool:
        last = text
        while last in self.successors:
            last = self.successors[last]
        return text not in self.retracted and self.standing.get(HOME[text]) != last

    def read(self, articles: Iterable[Article]) -> None:
        given = [article for article in articles if self.is_new(article.text)]
        for home in {HOME[article.text] for article in given}:
            self.place(home, [article for article in given if HOME[article.text] == home])

    def place(self, home: str, new: list[Article]) -> None:
        def rank(article: Article) -> tuple[str, str]:
            return article.published or "9", article.sha256

        former = ARTICLES.get(self.standing.get(home, ""))
        older = [one for one in new if former and (one.published or "9") < (former.published or "0")]
        newer = [one for one in new if one not in older]
        chain = [*sorted(older, key=rank), *([former] if former else []), *sorted(newer, key=rank)]
        for one, successor in pairwise(chain):
            self.successors[one.text] = successor.text
        self.standing[home] = chain[-1].text
        self.successors.pop(chain[-1].text, None)


class ChangingArticles(RuleBasedStateMachine):
    """A graph through builds, retractions and kills, beside what it is to hold."""

    @initialize()
    def start(self) -> None:
        self.home = Path(tempfile.mkdtemp())
        self.folder, self.expected, self.cut = self.home / "g", Expected(), False
        read(self.folder, [])

    def teardown(self) -> None:
        shutil.rmtree(self.home, ignore_errors=True)

    def do(self, action: Callable[[], None], step: int | None) -> None:
        """Do it; with a step, be killed there first and do it again."""
        if step is not None:
            run_killed(action, step)
        action()

    @rule(
        texts=st.lists(st.sampled_from(sorted(ARTICLES)), min_size=1, max_size=4, unique=True),
        step=st.none() | st.integers(0, 40),
    )
    def build(self, texts: list[str], step: int | None) -> None:
        # Two records of one id in one build are an error in the data, which readers tell.
        of_id = [text for text in texts if HOME[text] == "r7"][1:]
        articles = [ARTICLES[text] for text in texts if text not in of_id]
        self.do(lambda: read(self.folder, articles), step)
        self.expected.read(articles)

    @precondition(lambda self: self.expected.standing)
    @rule(data=st.data(), step=st.none() | st.integers(0, 40))
    def retract(self, data: st.DataObject, step: int | None) -> None:
        home = data.draw(st.sampled_from(sorted(self.expected.standing)))
        text = self.expected.standing.pop(home)
        article = ARTICLES[text]

        def act() -> None:
            with Graph.open(self.folder, create=True) as graph:
                if article.id in graph.article_hashes():
                    retract(graph, article.id, why="a test")
                graph.finish()

        self.do(act, step)
        self.expected.retracted.add(text)

    @precondition(lambda self: self.expected.retracted)
    @rule(data=st.data(), step=st.none() | st.integers(0, 40))
    def undo(self, data: st.DataObject, step: int | None) -> None:
        text = data.draw(st.sampled_from(sorted(self.expected.retracted)))
        self.expected.retracted.remove(text)

        def act() -> None:
            with Graph.open(self.folder, create=True) as graph:
                at = {one.sha256: key for key, one in graph.history(pending=True).retractions.items()}
                if ARTICLES[text].sha256 in at:
                    undo_retraction(graph, at[ARTICLES[text].sha256])
                graph.finish()

        self.do(act, step)

    @invariant()
    def what_stands_is_a_clean_build(self) -> None:
        standing = [ARTICLES[text] for text in self.expected.standing.values()]
        clean = build(self.home / "clean", [state(article) for article in standing])
        with Graph.open(self.folder) as graph, Graph.open(clean) as expected:
            history = graph.history()
            assert {one.article.text for one in history.formers.values()} == set(self.expected.successors)
            assert {one.sha256 for one in history.retractions.values()} == {
                ARTICLES[text].sha256 for text in self.expected.retracted
            }
            rest = [quad for quad in graph.quads() if quad.graph_name.value != graph.names.history_graph]  # type: ignore[union-attr]
            assert rest == list(expected.quads())
            assert graph.stats() == expected.stats()
            own = {name: shard for name, shard in graph.manifest.shards.items() if not name.startswith("history")}
            assert own == expected.manifest.shards
            assert graph.manifest.articles == expected.manifest.articles
        shutil.rmtree(clean)


TestChangingArticles = ChangingArticles.TestCase
TestChangingArticles.settings = settings(max_examples=12, stateful_step_count=10, deadline=None)
