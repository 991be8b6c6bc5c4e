"""Articles in, groups out: which reports are one text, so that a wire story on five sites is one source.

Two reports are copies when their texts are the same bytes, when they name the same agency and share most of their
five-word sequences (or the shorter one stands almost whole in the longer, as a trimmed wire story does), or when the
texts agree so far that nobody wrote them twice, whatever the bylines say.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from zlib import crc32

from kgbuild.model import Article

WORDS_IN_SHINGLE = 5
SAME_AGENCY_JACCARD = 0.5
SAME_AGENCY_CONTAINMENT = 0.8
ANY_BYLINE_JACCARD = 0.8
MIN_SHINGLES = 20
"""Below this many shingles (a headline, one sentence) only identical texts are copies."""
SKETCH_RATE = 8
CROWD = 500
"""A sketch value that more texts share than this is house boilerplate and proposes no pairs."""

_WORD = re.compile(r"\w+")


def find_copies(articles: Iterable[Article]) -> dict[str, str]:
    """Each article's id with the id that stands for its group: the smallest id among its copies, itself when alone."""
    ordered = sorted(articles, key=lambda article: article.id)
    leaders = {article.id: article.id for article in ordered}
    first_of_text: dict[str, str] = {}
    distinct = []
    for article in ordered:
        if article.sha256 in first_of_text:
            leaders[article.id] = first_of_text[article.sha256]
        else:
            first_of_text[article.sha256] = article.id
            distinct.append(article)
    by_id = {article.id: article for article in distinct}
    shingles = {article.id: make_shingles(article.text) for article in distinct}
    for first, second in _propose_pairs(shingles):
        if _find_leader(leaders, first) == _find_leader(leaders, second):
            continue
        if are_copies(by_id[first], by_id[second], shingles[first], shingles[second]):
            low, high = sorted((_find_leader(leaders, first), _find_leader(leaders, second)))
            leaders[high] = low
    return {article.id: _find_leader(leaders, article.id) for article in ordered}


def make_shingles(text: str) -> frozenset[int]:
    """Checksums of the text's five-word sequences, case and punctuation aside."""
    words = _WORD.findall(text.casefold())
    return frozenset(
        crc32(" ".join(words[at : at + WORDS_IN_SHINGLE]).encode())
        for at in range(max(0, len(words) - WORDS_IN_SHINGLE + 1))
    )


def are_copies(first: Article, second: Article, first_set: frozenset[int], second_set: frozenset[int]) -> bool:
    """Whether one of two texts was made from the other, given their shingles."""
    if first.sha256 == second.sha256:
        return True
    smaller = min(len(first_set), len(second_set))
    if smaller < MIN_SHINGLES:
        return False
    shared = len(first_set & second_set)
    jaccard = shared / (len(first_set) + len(second_set) - shared)
    if jaccard >= ANY_BYLINE_JACCARD:
        return True
    if first.agency is None or second.agency is None or first.agency.casefold() != second.agency.casefold():
        return False
    return jaccard >= SAME_AGENCY_JACCARD or shared / smaller >= SAME_AGENCY_CONTAINMENT


def _propose_pairs(shingles: dict[str, frozenset[int]]) -> list[tuple[str, str]]:
    """Pairs that share a sketch value: every eighth checksum, and the smallest four so that short texts have some."""
    holders: dict[int, list[str]] = defaultdict(list)
    for article_id, values in shingles.items():
        sketch = {value for value in values if value % SKETCH_RATE == 0}
        sketch.update(sorted(values)[:4])
        for value in sketch:
            holders[value].append(article_id)
    pairs: set[tuple[str, str]] = set()
    for ids in holders.values():
        if 1 < len(ids) <= CROWD:
            pairs.update((first, second) for at, first in enumerate(ids) for second in ids[at + 1 :])
    return sorted(pairs)


def _find_leader(leaders: dict[str, str], article_id: str) -> str:
    while leaders[article_id] != article_id:
        article_id = leaders[article_id]
    return article_id
