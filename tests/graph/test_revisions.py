"""Articles that change: which text stands follows from the texts alone, and the others are kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgbuild.graph.history import article_key, former_key
from kgbuild.graph.retracting import retract
from kgbuild.graph.revisions import Heir, Placed, Revisions
from kgbuild.graph.store import Graph
from kgbuild.model import Article, make_article
from records import read_files

URL = "https://example.org/news/goma-market"


def text(words: str, published: str | None = None, **fields: str) -> Article:
    return make_article(words, published=published, **({"url": URL} | fields))


def read(folder: Path, articles: list[Article], *, finish: bool = True) -> list[Placed]:
    """What a build does with articles in which nothing is said."""
    with Graph.open(folder, create=True) as graph:
        revisions = Revisions(graph)
        placed = [revisions.add(article, []) for article in articles if revisions.look_up(article) is None]
        if finish:
            graph.finish()
    return placed


def tell(folder: Path) -> tuple[list[str], dict[str, str]]:
    """The words that stand, and the former ones with the words of their successors."""
    with Graph.open(folder) as graph:
        history = graph.history()
        words = {article_key(article.id): article.text for article in graph.articles()}
        words |= {key: former.article.text for key, former in history.formers.items()}
        standing = sorted(article.text for article in graph.articles())
        assert all(key == former_key(former.article) for key, former in history.formers.items())
        return standing, {
            former.article.text: words.get(former.successor, former.successor) for former in history.formers.values()
        }


@pytest.mark.parametrize(
    ("builds", "standing", "formers"),
    [
        ([[text("one")], [text("two")]], "two", {"one": "two"}),
        ([[text("one")], [text("two")], [text("three")]], "three", {"one": "two", "two": "three"}),
        ([[text("one")], [text("two"), text("one")], [text("one")]], "two", {"one": "two"}),
        ([[text("one", "2025-03-04")], [text("two", "2025-03-04")]], "two", {"one": "two"}),
        ([[text("one", "2025-03-04")], [text("two", "2025-03-03")]], "one", {"two": "one"}),
        ([[text("one", "2025-03-04")], [text("two")]], "two", {"one": "two"}),
        ([[text("one")], [text("two", "2025-03-03")]], "two", {"one": "two"}),
        (
            [[text("one", "2025-03-04")], [text("three", "2025-03-02"), text("two", "2025-03-03")]],
            "one",
            {"three": "two", "two": "one"},
        ),
        (
            [[text("one", "2025-03-04")], [text("two", "2025-03-03"), text("three", "2025-03-05")]],
            "three",
            {"two": "one", "one": "three"},
        ),
        (
            [[text("one", "2025-03-04T10:00:00+02:00"), text("two", "2025-03-04T09:00:00Z")]],
            "two",
            {"one": "two"},
        ),
        ([[text("one", id="r7")], [text("two", id="r7", url="https://example.org/b2")]], "two", {"one": "two"}),
        ([[text("one", id="r7")], [text("two", id="r7")], [text("one", id="r7")]], "two", {"one": "two"}),
        (
            [
                [text("one", "2025-03-01", id="r7")],
                [text("two", "2025-03-02", id="r7")],
                [text("one", "2025-03-03", id="r7")],
            ],
            "one",
            {"one": "two", "two": "one"},
        ),
        ([[text("one", title="A")], [text("one", title="B")]], "one", {"one": "one"}),
    ],
)
def test_the_later_text_stands(
    tmp_path: Path, builds: list[list[Article]], standing: str, formers: dict[str, str]
) -> None:
    for articles in builds:
        read(tmp_path / "g", articles)
    assert tell(tmp_path / "g") == ([standing], formers)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (text("one", id="r7"), text("two", id="r8")),
        (text("one"), text("two", id="r8")),
        (text("one"), text("two", url="https://example.org/other")),
        (text("one", url="https://example.org/"), text("two", url="https://example.org/")),
        (text("one", url="https://example.org/live/goma"), text("two", url="https://example.org/live/goma")),
        (make_article("one"), make_article("two")),
    ],
)
def test_what_is_not_known_for_one_article_stays_two(tmp_path: Path, first: Article, second: Article) -> None:
    assert read(tmp_path / "g", [first]) == [Placed(stands=True)]
    assert read(tmp_path / "g", [second]) == [Placed(stands=True)]
    assert tell(tmp_path / "g") == (["one", "two"], {})


def test_articles_that_an_id_keeps_apart_are_counted(tmp_path: Path) -> None:
    read(tmp_path / "g", [text("one", id="r7")])
    with Graph.open(tmp_path / "g", create=True) as graph:
        revisions = Revisions(graph)
        for article in (text("two", id="r8"), text("three", id="r9", url="https://example.org/b2"), text("four")):
            revisions.add(article, [])
        assert revisions.apart == 2


def test_each_placing_says_what_it_did(tmp_path: Path) -> None:
    one, two, three = text("one", "2025-03-01"), text("two", "2025-03-03"), text("three", "2025-03-02")
    read(tmp_path / "g", [one])
    assert read(tmp_path / "g", [two, three]) == [
        Placed(stands=True, updated=True, other=one.header),
        Placed(stands=False, other=two.header),
    ]
    four, five = text("four", "2025-03-04"), text("five", "2025-03-05")
    assert read(tmp_path / "g", [four, five]) == [
        Placed(stands=True, updated=True, other=two.header),
        Placed(stands=True, updated=False, other=four.header),
    ]


def test_a_former_text_is_new_again_once_its_heir_is_gone(tmp_path: Path) -> None:
    one, two = text("one"), text("two")
    read(tmp_path / "g", [one])
    read(tmp_path / "g", [two])
    with Graph.open(tmp_path / "g", create=True) as graph:
        assert Revisions(graph).look_up(one) == Heir(two.id)
        graph.remove(two.id)
        graph.finish()
        assert Revisions(graph).look_up(one) is None
    read(tmp_path / "g", [one])
    assert tell(tmp_path / "g") == (["one"], {})


@pytest.mark.parametrize(
    ("article", "skipped"),
    [
        (text("one", id="r7"), True),
        (text("one", id="r7", url="https://example.org/elsewhere"), True),
        (text("one", "2025-03-05", title="Anew"), True),
        (text("one", id="r8", url="https://example.org/elsewhere"), False),
        (text("one", url="https://example.org/elsewhere"), False),
        (text("two", id="r7"), False),
    ],
)
def test_a_tombstone_holds_for_the_text_under_its_id_or_at_its_address(
    tmp_path: Path, article: Article, skipped: bool
) -> None:
    read(tmp_path / "g", [text("one", id="r7")])
    with Graph.open(tmp_path / "g", create=True) as graph:
        tombstone = retract(graph, "r7", why="a hoax")
        assert Revisions(graph).look_up(article) == (tombstone if skipped else None)


CHOICES = [
    text("a", "2025-03-01"),
    text("b", "2025-03-02"),
    text("c", "2025-03-02"),
    text("d", "2025-03-02T10:00:00+05:00"),
    text("e", "2025-03-02T09:00:00Z"),
    text("f"),
    text("g", "March"),
    text("h", "2025-03-03"),
]


@settings(max_examples=15, deadline=None)
@given(
    before=st.lists(st.sampled_from(CHOICES), max_size=2, unique_by=lambda one: one.text),
    now=st.lists(st.sampled_from(CHOICES), min_size=2, max_size=4, unique_by=lambda one: one.text),
    shuffled=st.randoms(use_true_random=False),
    cut=st.integers(0, 4),
)
def test_the_order_of_inputs_and_a_kill_between_them_change_nothing(
    tmp_path_factory: pytest.TempPathFactory, before: list[Article], now: list[Article], shuffled, cut: int
) -> None:
    folder, other = tmp_path_factory.mktemp("a"), tmp_path_factory.mktemp("b")
    for article in before:
        read(folder, [article])
        read(other, [article])
    read(folder, now)
    again = list(now)
    shuffled.shuffle(again)
    read(other, again[:cut], finish=False)
    read(other, again)
    assert read_files(other) == read_files(folder)
    standing, formers = tell(folder)
    assert len(standing) == 1
    assert sorted([*standing, *formers]) == sorted({one.text for one in [*before, *now]})
