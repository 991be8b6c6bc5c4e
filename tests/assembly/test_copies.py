"""Which articles are one text."""

from __future__ import annotations

import random

import pytest

from kgbuild.assembly import find_copies
from kgbuild.model import Article, make_article

WORDS = [f"word{number}" for number in range(400)]


def write(seed: int, length: int = 120) -> list[str]:
    return random.Random(seed).choices(WORDS, k=length)


def change(words: list[str], every: int) -> list[str]:
    return [f"{word}x" if number % every == 0 else word for number, word in enumerate(words)]


STORY = write(1)
CASES = {
    "the same bytes without any byline": ("a b c", None, "a b c", None, True),
    "a headline is too short to be a copy": ("two killed in raid", "AFP", "Two killed in raid", "AFP", False),
    "one agency, a few words changed": (" ".join(STORY), "AFP", " ".join(change(STORY, 30)), "afp", True),
    "one agency, trimmed to its first half": (" ".join(STORY), "AFP", " ".join(STORY[:60]), "AFP", True),
    "one agency, two stories": (" ".join(STORY), "AFP", " ".join(write(2)), "AFP", False),
    "two agencies that share a passage": (" ".join(STORY), "AFP", " ".join(STORY[:60] + write(2)), "AP", False),
    "no byline, trimmed": (" ".join(STORY), None, " ".join(STORY[:60]), None, False),
    "no byline, but nearly every word": (" ".join(STORY), None, " ".join([*STORY, "read", "more"]), "AFP", True),
    "one agency, a rewrite in other words": (" ".join(STORY), "AFP", " ".join(change(STORY, 4)), "AFP", False),
    "case and punctuation": (" ".join(STORY), "AFP", ", ".join(STORY).upper(), "AFP", True),
}  # fmt: skip


@pytest.mark.parametrize(("first", "agency", "second", "other", "copy"), CASES.values(), ids=CASES)
def test_pairs(first: str, agency: str | None, second: str, other: str | None, copy: bool) -> None:
    articles = [make_article(first, id="a", agency=agency), make_article(second, id="b", agency=other)]
    assert find_copies(articles) == {"a": "a", "b": "a" if copy else "b"}


def test_copies_of_copies_are_one_group_and_order_changes_nothing() -> None:
    articles: list[Article] = []
    for story in range(20):
        words = write(story + 10)
        for version in range(3):
            text = " ".join([*words, *(f"tail{version}" for _ in range(version))])
            articles.append(make_article(text, id=f"{story:02}-{version}", agency="AFP"))
    expected = {article.id: f"{article.id[:2]}-0" for article in articles}
    assert find_copies(articles) == expected
    random.Random(3).shuffle(articles)
    assert find_copies(articles) == expected


def test_nothing_gives_nothing() -> None:
    assert find_copies([]) == {}
    assert find_copies([make_article("", id="a"), make_article("", id="b")]) == {"a": "a", "b": "a"}
