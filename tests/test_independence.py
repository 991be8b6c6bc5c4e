"""What an article gives depends on the article alone: not on its neighbours, their order, the processes or the hashes.

The texts share names, pronouns, acronyms and figures on purpose, so that anything one article left behind would show in
another.
"""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kgbuild.model import Article, make_article
from kgbuild.pipeline import annotate_articles, extract_articles, read_articles
from kgbuild.settings import Settings, make_settings
from sample_reports import REPORTS, ROOT

TEXTS = (
    "The Front for Northern Defence (FND) shelled Kidal on Monday. It killed three soldiers, the FND said.",
    "The FND denied it. Its spokesman told Radio Sahel that the group had left the town two days earlier.",
    "General Musa Adan said his men had retaken Bor. He added that 14 rebels were killed and at least 30 wounded.",
    "Adan was arrested in Juba on Friday, police said. They accused him of killing two traders in March 2023.",
    "Clashes between the army and the rebels were reported near Bor. They displaced some 2,000 people.",
    '"We will bomb the airport," the commander warned. "They shelled us first." Neither side gave figures.',
    "Drone hits depot in Zolochiv, governor says",
    "Nothing happened in the valley, and the shops stayed open until the evening.",
)
ARTICLES = tuple(
    [make_article(text, id=f"t{number}", published=f"2024-05-{10 + number}") for number, text in enumerate(TEXTS)]
    + [make_article(**report) for report in REPORTS]
)
ENCODE = msgspec.json.encode


def extract(articles: tuple[Article, ...], workers: int = 1) -> dict[str, list[bytes]]:
    chosen = make_settings({"build": {"workers": workers}})
    return {article.id: [ENCODE(one) for one in found] for article, found in extract_articles(articles, chosen)}


def annotate(articles: tuple[Article, ...]) -> dict[str, bytes]:
    return {one.article.id: ENCODE(one) for one in annotate_articles(articles, Settings())}


@cache
def alone() -> dict[str, tuple[list[bytes], bytes]]:
    """What each article gives by itself: its statements, and its layers."""
    return {one.id: (extract((one,))[one.id], annotate((one,))[one.id]) for one in ARTICLES}


def test_the_texts_give_something_to_compare() -> None:
    counts = {name: len(statements) for name, (statements, _) in alone().items()}
    assert sum(counts.values()) > 20
    assert counts["t7"] == 0
    assert sum(count > 0 for count in counts.values()) >= 9


@settings(max_examples=12)
@given(st.lists(st.sampled_from(ARTICLES), unique_by=lambda article: article.id, min_size=2))
@example(list(ARTICLES))
@example(list(ARTICLES[::-1]))
def test_any_neighbours_in_any_order(articles: list[Article]) -> None:
    batch = tuple(articles)
    assert extract(batch) == {one.id: alone()[one.id][0] for one in batch}
    assert annotate(batch) == {one.id: alone()[one.id][1] for one in batch}


def test_statements_come_in_the_order_of_articles_and_text() -> None:
    turned = ARTICLES[::-1]
    assert list(extract(turned)) == [article.id for article in turned]
    for _, statements in extract_articles(ARTICLES):
        starts = [one.trigger.start for one in statements]
        assert starts == sorted(starts)


def test_several_workers() -> None:
    turned = ARTICLES[::-1]
    found = extract(turned, workers=3)
    assert list(found.items()) == [(one.id, alone()[one.id][0]) for one in turned]


@pytest.mark.parametrize("seed", ["0", "4711"])
def test_a_fresh_process_with_other_hashes(seed: str, tmp_path: Path) -> None:
    """Sets run in another order under another seed, so one that reached the output would change its bytes."""
    path = tmp_path / "articles.jsonl"
    names = ("id", "text", "published", "publisher", "title", "agency")
    path.write_bytes(
        b"".join(ENCODE({name: getattr(one, name) for name in names}) + b"\n" for one in ARTICLES),
    )
    done = subprocess.run(
        [sys.executable, "-m", "kgbuild", "extract", str(path), "--quiet"],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr.decode()
    assert done.stdout.splitlines() == [line for one in ARTICLES for line in alone()[one.id][0]]


def test_the_sample_reports_by_themselves_and_together() -> None:
    reports = tuple(read_articles([ROOT / "graph" / "articles"]))
    together = extract(reports)
    for report in reports[:: max(1, len(reports) // 8)]:
        assert extract((report,)) == {report.id: together[report.id]}
