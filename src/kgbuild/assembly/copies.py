"""Articles in, groups out: which reports are one text, and which are versions of one story from one source.

Two levels are told apart. One text: a copy, or a part of it; nobody wrote both. One story: an agency's report in other
words, or an outlet's own report brought up to date. Both fold to one independent source. A form that is filled anew
every week (a bulletin, a weather report) shares words and no facts; it is neither.
The figures that decide are in ontology/assembly/copies.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from msgspec import Struct

from kgbuild.assembly.copy_rules import load_copy_rules
from kgbuild.assembly.days import read_day
from kgbuild.assembly.matching import Match, Matcher
from kgbuild.assembly.sketches import Sketch, count_shared, make_sketch, share_text, unpack
from kgbuild.model import Article
from kgbuild.readers.furniture import is_furniture

JOIN = ASK = 0.5
"""A match of `JOIN` or more folds two reports; there is nothing to ask a person, since both thresholds are one."""
SAME_TEXT = 0.75
"""From this score on a match says that the two are one text; below, that they are versions of one story."""


class ArticleItem(Struct, frozen=True):
    """What is kept of an article to compare it by.

    `origins` are whose report it is (`origins.find_origins`), `day` the day of publication as a number of days.
    """

    sha256: str
    origins: tuple[str, ...]
    publisher: str | None
    day: int | None
    sketch: Sketch


def make_item(article: Article, origins: tuple[str, ...] = ()) -> ArticleItem:
    """The item of an article; page furniture is no part of its text."""
    rules = load_copy_rules()
    return ArticleItem(
        sha256=article.sha256,
        origins=origins or tuple(filter(None, [article.agency or article.publisher])),
        publisher=article.publisher,
        day=day.toordinal() if (day := read_day(article.published)) is not None else None,
        sketch=make_sketch(strip_furniture(article.text), words=rules.words_in_shingle, most=rules.most_kept),
    )


def strip_furniture(text: str) -> str:
    """The text without lines that belong to the page, and without what the phrases of the rules name."""
    lines = (line for line in text.split("\n") if not is_furniture(line.strip()))
    return _standing().sub(" ", "\n".join(lines))


@cache
def _standing() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{phrase})" for phrase in load_copy_rules().standing))


def block_keys(item: ArticleItem) -> Iterator[str]:
    """The item's bytes, and a shingle of every passage and quotation: copies share one of these."""
    yield item.sha256
    for number in unpack(item.sketch.passages).tolist():
        yield f"{number:x}"


def order_items(item: ArticleItem) -> str:
    """In a crowd those of neighbouring days are compared."""
    return f"{item.day or 0:07}{item.sha256}{item.origins}{item.publisher}"


def compare(one: ArticleItem, other: ArticleItem) -> Match | None:
    """How much two reports are one source's, and why; 0 where they are not."""
    rules = load_copy_rules()
    apart = None if one.day is None or other.day is None else abs(one.day - other.day)
    short = min(one.sketch.size, other.sketch.size) < rules.least_shingles
    # A short line that an outlet prints on several days ("No new cases.") tells something else on each.
    standing = short and apart and one.publisher == other.publisher is not None
    if one.sha256 == other.sha256 and not standing:
        return Match(1.0, "the same bytes")
    text, lead = share_text(one.sketch, other.sketch)
    if short and not apart and text == 1.0 and min(one.sketch.size, other.sketch.size) >= rules.shortest:
        return Match(1.0, "a line that the other holds")
    if short:
        return Match(0.0, "too short to tell")
    quoted, fewer = count_shared(one.sketch.quoted, other.sketch.quoted)
    story = rules.story
    retold = quoted >= story.quoted and quoted >= story.quoted_share * fewer
    if text < story.least_text and not retold:
        return Match(0.0, "two stories")
    of_one = not set(one.origins).isdisjoint(other.origins)
    if quoted and not of_one and one.origins and other.origins:
        text, lead = min((text, lead), share_text(one.sketch, other.sketch, own_words=True))
    shared, marked = count_shared(one.sketch.marks, other.sketch.marks)
    marks = shared / marked if marked >= rules.least_marks else 1.0
    later = (apart or 0) > story.days
    if text >= (rules.same_text_later if later else rules.same_text) and lead >= rules.same_lead:
        if apart and marks < rules.same_marks:
            return Match(0.0, "one form filled on different days")
        return Match(SAME_TEXT + text / 4, _name_copy(one.sketch, other.sketch, text))
    if later or marks < story.least_marks:
        return Match(0.0, "two stories")
    if text >= story.least_text and lead >= story.least_lead:
        return Match(JOIN + text / 4, "versions of one story" if of_one else "one story in other words")
    if retold:
        return Match(JOIN + text / 4, "one story in other words, with the same quotations")
    return Match(0.0, "two stories")


def _name_copy(one: Sketch, other: Sketch, text: float) -> str:
    part = f"{text:.0%} of its word sequences"
    if max(one.size, other.size) > 1.25 * min(one.size, other.size):
        return f"a part of the other, with {part}"
    return f"one text, with {part}"


def make_matcher() -> Matcher[ArticleItem]:
    """The engine that folds reports, by article id: single linkage, since a copy of a copy is one too."""
    return Matcher(block_keys, compare, join=JOIN, ask=ASK, linkage="single", order=order_items)


def find_copies(articles: Iterable[Article]) -> dict[str, str]:
    """Each article's id with the id that stands for its group: the smallest among its versions, its own when alone."""
    matcher = make_matcher()
    for article in articles:
        matcher.add(article.id, make_item(article))
    matcher.settle()
    return {key: matcher.name(key) for key, _ in matcher.items()}
