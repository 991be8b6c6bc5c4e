"""Near-duplicates among real reports, judged by reading: how many are found, and how many of those found are right.

The pairs stand in tests/cases/copies as ids and verdicts; the reports themselves are no part of the project.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from kgbuild.assembly.copies import JOIN, SAME_TEXT, ArticleItem, compare, find_copies, make_item
from kgbuild.model import Article
from kgbuild.readers.provenance import build_article

CASES = Path(__file__).resolve().parents[1] / "cases" / "copies"
FILES = ("dev/india_police.jsonl", "articles/throughput.jsonl")
Pairs = dict[tuple[str, str], bool]


def read_pairs(name: str) -> Pairs:
    """Two ids, and whether they are one text."""
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")][1:]
    return {(first, second): verdict == "same" for first, second, verdict, _ in rows}


@pytest.fixture(scope="module")
def articles(shared: Path) -> dict[str, Article]:
    found = {}
    for name in FILES:
        for line in (shared / "data" / name).read_bytes().splitlines():
            row = msgspec.json.decode(line)
            day, publisher = row.get("published") or row.get("date"), row.get("publisher") or row["source"]["publisher"]
            found[row["id"]] = build_article(row["text"], id=row["id"], published=day, publisher=publisher)
    return found


@pytest.fixture(scope="module")
def scores(articles: dict[str, Article]) -> dict[tuple[str, str], float]:
    pairs = {*read_pairs("called_same.tsv"), *read_pairs("most_alike.tsv")}
    items: dict[str, ArticleItem] = {
        name: make_item(articles[name]) for name in {name for pair in pairs for name in pair}
    }
    return {pair: compare(items[pair[0]], items[pair[1]]).score for pair in pairs}


def test_what_is_called_one_text_is_one(scores: dict[tuple[str, str], float]) -> None:
    judged = read_pairs("called_same.tsv") | read_pairs("most_alike.tsv")
    called = [pair for pair, score in scores.items() if score >= SAME_TEXT]
    right = sum(judged[pair] for pair in called)
    assert len(called) >= 80
    assert right / len(called) >= 0.98


def test_most_texts_that_are_one_are_found(scores: dict[tuple[str, str], float]) -> None:
    same = [pair for pair, verdict in read_pairs("most_alike.tsv").items() if verdict]
    assert len(same) >= 50
    assert sum(scores[pair] >= SAME_TEXT for pair in same) / len(same) >= 0.9
    assert all(scores[pair] >= JOIN for pair in same)


def test_all_of_them_are_proposed_for_comparison(articles: dict[str, Article], scores: dict) -> None:
    """Blocks lose none: a pair that matches is in one group when all reports are folded together."""
    leaders = find_copies(articles.values())
    apart = [pair for pair, score in scores.items() if score >= JOIN and leaders[pair[0]] != leaders[pair[1]]]
    assert apart == []
    sizes: dict[str, int] = {}
    for leader in leaders.values():
        sizes[leader] = sizes.get(leader, 0) + 1
    assert max(sizes.values()) <= 8
