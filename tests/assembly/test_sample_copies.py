"""The wire copies, trims and rewrites among the sample reports: each folds to one source, and nothing else does."""

from __future__ import annotations

from collections import defaultdict

import msgspec
import pytest

from kgbuild.assembly.copies import JOIN, SAME_TEXT, compare, make_item
from kgbuild.assembly.origins import find_origins
from kgbuild.assembly.reports import Reports
from kgbuild.assembly.support import Report, Word, count_support
from kgbuild.model import Article
from kgbuild.pipeline import read_articles
from kgbuild.vocabulary import load_vocabulary
from sample_reports import ROOT

RELATIONS = [msgspec.json.decode(line) for line in (ROOT / "graph" / "relations.jsonl").read_bytes().splitlines()]
COPIES = [(*relation["articles"], relation["how"]) for relation in RELATIONS if relation["kind"] == "copy"]
REGISTRY = load_vocabulary().registry


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    return {article.id: article for article in read_articles([ROOT / "graph" / "articles"])}


@pytest.fixture(scope="module")
def reports(articles: dict[str, Article]) -> dict[str, Report]:
    held = Reports(REGISTRY)
    for article in articles.values():
        held.add(article)
    held.settle()
    return dict(held.by_article)


@pytest.mark.parametrize(("first", "second", "how"), COPIES)
def test_a_seeded_copy_is_found_as_what_it_is(articles: dict[str, Article], first: str, second: str, how: str) -> None:
    match = compare(*(make_item(articles[name], find_origins(articles[name], REGISTRY)) for name in (first, second)))
    assert match.score >= (JOIN if how == "rewritten" else SAME_TEXT), match


@pytest.mark.parametrize(("first", "second", "how"), COPIES)
def test_no_copy_counts_as_a_source(reports: dict[str, Report], first: str, second: str, how: str) -> None:
    words = [Word(statement=name, article=name, action="ASSAULT", stance="affirms") for name in (first, second)]
    support = count_support(words, reports, "ASSAULT")
    assert (support.articles, support.publishers, support.sources, support.supporting) == (2, 2, 1, 1)


def test_nothing_else_is_folded(reports: dict[str, Report]) -> None:
    groups: dict[str, set[str]] = defaultdict(set)
    for name, report in reports.items():
        groups[report.story].add(name)
    seeded = {name for first, second, _ in COPIES for name in (first, second)}
    assert {name for group in groups.values() if len(group) > 1 for name in group} == seeded
