"""Reports that come and go."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from test_copies import change, write

from kgbuild.assembly.reports import Reports
from kgbuild.model import make_article
from kgbuild.vocabulary import load_vocabulary

REGISTRY = load_vocabulary().registry
ARTICLES = [
    make_article(
        " ".join(words), id=f"{story}-{version}", published=f"2024-05-{10 + version}", publisher=f"P{story + version}"
    )
    for story in range(4)
    for version, words in enumerate(
        (write(story, 90), change(write(story, 90), 25), write(story, 90)[:50], write(story + 50, 90))
    )
]


def tell_all(reports: Reports, names: set[str]) -> dict[str, str]:
    reports.settle()
    return {name: reports.by_article[name].story for name in sorted(names)}


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(ARTICLES) - 1), st.booleans()), max_size=30))
def test_what_is_found_depends_on_what_is_there_alone(steps: list[tuple[int, bool]]) -> None:
    """Adding and removing in any order gives what a fresh start gives."""
    reports, held = Reports(REGISTRY), set()
    for number, settle in steps:
        article = ARTICLES[number]
        if article.id in held:
            reports.remove(article.id)
            held.remove(article.id)
        else:
            reports.add(article)
            held.add(article.id)
        if settle:
            reports.settle()
    fresh = Reports(REGISTRY)
    for article in random.Random(1).sample(ARTICLES, len(ARTICLES)):
        if article.id in held:
            fresh.add(article)
    assert tell_all(reports, held) == tell_all(fresh, held)


def test_settling_names_those_whose_story_changed() -> None:
    reports = Reports(REGISTRY)
    for article in ARTICLES[1:]:
        reports.add(article)
    assert reports.settle() == {article.id for article in ARTICLES[1:]}
    reports.add(ARTICLES[0])
    assert reports.settle() == {"0-0", "0-1", "0-2"}
    assert reports.settle() == set()
    assert reports.by_article["0-2"].story == "0-0"
    assert reports.explain("0-0", "0-1").reason.startswith("one text")
    reports.remove("0-0")
    assert reports.settle() == {"0-1", "0-2"}
    assert reports.by_article["0-2"].story == "0-1"
    assert "0-0" not in reports.by_article
