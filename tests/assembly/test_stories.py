"""The development stories hold what their marks say."""

from __future__ import annotations

from itertools import pairwise

import pytest

from stories import Story, find_trigger, locate_marks, read_stories, score_b_cubed

STORIES = read_stories()


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_marks_speak_of_what_is_there(story: Story) -> None:
    articles = {article.id: article for article in story.articles}
    marked = [mark for mark in story.marks if mark.event]
    events = {mark.event for mark in marked}
    assert sum(len(spans) for spans in locate_marks(story).values()) == len(marked)
    assert {article for copies in story.copies for article in copies} <= articles.keys()
    assert {event for pair in story.apart for event in pair} | set(story.part_of.values()) <= events
    for first, second, _ in story.contradictions:
        assert find_trigger(articles, first)
        assert find_trigger(articles, second)
    assert all(40 <= len(article.text.split()) <= 115 for article in story.articles)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_marks_never_overlap(story: Story) -> None:
    for spans in locate_marks(story).values():
        ordered = sorted(spans)
        assert all(one[1] <= other[0] for one, other in pairwise(ordered))


def test_b_cubed_counts_each_statement_once() -> None:
    events = {"a": "x", "b": "x", "c": "y", "d": "y"}
    assert score_b_cubed([["a", "b"], ["c", "d"]], events) == (1, 1)
    assert score_b_cubed([["a", "b", "c", "d"]], events) == (0.5, 1)
    assert score_b_cubed([["a"], ["b"], ["c"], ["d"]], events) == (1, 0.5)
