"""The stories of tests/cases/stories in, their articles out, with each statement's event by the marks.

A statement tells the event of the marked trigger that its own trigger overlaps; one that meets no mark tells an event
of its own. Reading all stories with the extractor takes a minute: `extract_stories` keeps what it read in a file.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import msgspec

from kgbuild.model import Article, Statement, make_article
from kgbuild.pipeline import extract_articles
from kgbuild.settings import Settings
from sample_reports import ROOT

STORIES = ROOT / "tests" / "cases" / "stories"

Pair = tuple[str, str]
Span = tuple[int, int]


class Where(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A trigger: its words in an article, the number telling which of them where they stand there repeatedly."""

    article: str
    trigger: str
    occurrence: int = 1


class Mark(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of a marks file: a mention of an event, or copies, a contradiction, two events that are not one."""

    article: str | None = None
    trigger: str | None = None
    occurrence: int = 1
    event: str | None = None
    part_of: str | None = None
    copies: tuple[str, ...] = ()
    contradiction: str | None = None
    first: Where | None = None
    second: Where | None = None
    apart: tuple[str, ...] = ()
    over: str | None = None


class Story(NamedTuple):
    """Reports of a few days in one region. `apart` tells of pairs of events what keeps them apart ("numbers")."""

    name: str
    articles: tuple[Article, ...]
    marks: tuple[Mark, ...]

    @property
    def copies(self) -> tuple[tuple[str, ...], ...]:
        """The ids of articles that are one text, by text."""
        return tuple(mark.copies for mark in self.marks if mark.copies)

    @property
    def apart(self) -> dict[Pair, str]:
        """Pairs of events that are easily taken for one, in alphabetical order, with what they differ in."""
        return {
            (min(mark.apart), max(mark.apart)): mark.over for mark in self.marks if mark.over and len(mark.apart) == 2
        }

    @property
    def contradictions(self) -> tuple[tuple[Where, Where, str], ...]:
        """Two mentions of one event and the slot in which they differ."""
        return tuple(
            (mark.first, mark.second, mark.contradiction)
            for mark in self.marks
            if mark.first and mark.second and mark.contradiction
        )

    @property
    def part_of(self) -> dict[str, str]:
        """Events that are part of a series or of a larger event, which they name."""
        return {mark.event: mark.part_of for mark in self.marks if mark.event and mark.part_of}


def read_stories(folder: Path = STORIES) -> list[Story]:
    """The stories by name."""
    lines = msgspec.json.Decoder(Mark)
    return [
        Story(
            path.name.removesuffix(".articles.jsonl"),
            tuple(make_article(**msgspec.json.decode(line)) for line in path.read_bytes().splitlines()),
            tuple(
                lines.decode(line)
                for line in path.with_name(path.name.replace(".articles.", ".marks.")).read_bytes().splitlines()
            ),
        )
        for path in sorted(folder.glob("*.articles.jsonl"))
    ]


def find_trigger(articles: Mapping[str, Article], where: Where) -> Span:
    """The offsets of a trigger.

    Raises:
        LookupError: the article has fewer such words, or more of them and no number that tells which.
    """
    words = rf"(?<!\w){re.escape(where.trigger)}(?!\w)"
    found = [match.span() for match in re.finditer(words, articles[where.article].text)]
    if len(found) < where.occurrence:
        raise LookupError(f"{where.article}: {where.trigger!r} stands there {len(found)} times")
    return found[where.occurrence - 1]


def locate_marks(story: Story) -> dict[str, dict[Span, str]]:
    """By article, the offsets of marked triggers and their events."""
    articles = {article.id: article for article in story.articles}
    places: dict[str, dict[Span, str]] = {article: {} for article in articles}
    for mark in story.marks:
        if mark.article and mark.trigger and mark.event:
            places[mark.article][find_trigger(articles, Where(mark.article, mark.trigger, mark.occurrence))] = (
                mark.event
            )
    return places


def align(story: Story, statements: Iterable[Statement]) -> dict[str, str]:
    """The event of each statement but SAY, by id; "?" and the offsets name the event of one that meets no mark."""
    places = locate_marks(story)
    events = {}
    for statement in statements:
        if statement.action.type != "SAY":
            trigger = statement.trigger
            met = [
                event
                for (start, end), event in places[statement.article.id].items()
                if start < trigger.end and trigger.start < end
            ]
            events[statement.id] = met[0] if met else f"?{statement.article.id}:{trigger.start}-{trigger.end}"
    return events


def make_pairs(events: Mapping[str, str]) -> dict[Pair, bool]:
    """Every two statements, the smaller id first, and whether they tell one event."""
    return {pair: events[pair[0]] == events[pair[1]] for pair in combinations(sorted(events), 2)}


def score_b_cubed(found: Iterable[Sequence[str]], events: Mapping[str, str]) -> tuple[float, float]:
    """B-cubed precision and recall of clusters of statement ids against their events."""
    right: dict[str, set[str]] = defaultdict(set)
    for one, event in events.items():
        right[event].add(one)
    made = {one: {member for member in cluster if member in events} for cluster in found for one in cluster}
    shares = [(len(made[one] & right[event]), len(made[one]), len(right[event])) for one, event in events.items()]
    number = max(1, len(shares))
    return (
        sum(shared / cluster for shared, cluster, _ in shares) / number,
        sum(shared / event for shared, _, event in shares) / number,
    )


def extract_stories(stories: Sequence[Story], cache: Path | None = None) -> dict[str, list[Statement]]:
    """The accepted statements by story; with a cache file, articles are read anew only where a text is new."""
    known: dict[str, list[Statement]] = {}
    if cache is not None and cache.exists():
        known = msgspec.msgpack.decode(cache.read_bytes(), type=dict[str, list[Statement]])
    key = {article.id: _digest(article) for story in stories for article in story.articles}
    unread = [article for story in stories for article in story.articles if key[article.id] not in known]
    for article, statements in extract_articles(unread, Settings(), listen=lambda notice: None):
        known[key[article.id]] = [statement for statement in statements if statement.accepted]
    if cache is not None and unread:
        cache.write_bytes(msgspec.msgpack.encode(known))
    return {
        story.name: [statement for article in story.articles for statement in known[key[article.id]]]
        for story in stories
    }


def _digest(article: Article) -> str:
    return sha256(msgspec.json.encode(article)).hexdigest()
