"""How well the development stories are assembled; the floors only rise. The weights are fitted on these very stories.

What the weights do on stories they were not fitted on prints `tests/calibration/fit_events.py`.
"""

from __future__ import annotations

import pytest

from kgbuild.assembly import assemble
from kgbuild.model import Statement
from stories import Story, align, extract_stories, read_stories
from story_scores import average, count_pairs, list_false_merges, score_counts

STORIES = read_stories()
INSIDE, ACROSS, PAIRS = 0.92, 0.84, 0.75
"""B-cubed F1 inside articles and over the articles of a story, and the precision of joined pairs of two articles."""

Told = dict[str, list[Statement]]


@pytest.fixture(scope="module")
def told() -> Told:
    return extract_stories(STORIES)


@pytest.fixture(scope="module")
def found(told: Told) -> dict[str, list[tuple[str, ...]]]:
    return {story.name: cluster(story, told[story.name]) for story in STORIES}


def cluster(story: Story, statements: list[Statement]) -> list[tuple[str, ...]]:
    articles = {article.id: article for article in story.articles}
    return [event.statements for event in assemble(statements, articles).events]


def test_statements_of_one_article_come_together(told: Told) -> None:
    scored = []
    for story in STORIES:
        events = align(story, told[story.name])
        for article in story.articles:
            own = [one for one in told[story.name] if one.article.id == article.id]
            scored.append((cluster(story, own), {one.id: events[one.id] for one in own if one.id in events}))
    assert average(scored).f >= INSIDE


def test_reports_of_one_happening_come_together(told: Told, found: dict[str, list[tuple[str, ...]]]) -> None:
    assert average((found[story.name], align(story, told[story.name])) for story in STORIES).f >= ACROSS


def test_pairs_that_are_joined_are_one_happening(told: Told, found: dict[str, list[tuple[str, ...]]]) -> None:
    home = {one.id: one.article.id for own in told.values() for one in own}
    counts = [count_pairs(found[story.name], align(story, told[story.name]), home, across=True) for story in STORIES]
    assert score_counts(counts).precision >= PAIRS


def test_nothing_is_joined_over_numbers_or_sides(told: Told, found: dict[str, list[tuple[str, ...]]]) -> None:
    merges = [
        (story.name, *merge)
        for story in STORIES
        for merge in list_false_merges(story, found[story.name], align(story, told[story.name]))
    ]
    assert [merge for merge in merges if merge[-1] in {"numbers", "sides"}] == []
