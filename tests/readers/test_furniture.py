"""What belongs to the page and what to the report."""

from __future__ import annotations

import pytest

from kgbuild.readers.furniture import is_caption, is_furniture
from kgbuild.readers.markup import strip_markup


@pytest.mark.parametrize(
    "words",
    [
        "",
        "* * *",
        "https://example.org/a",
        "Read more: Army leaves the delta",
        "READ ALSO | Army leaves",
        "Related article: Army leaves",
        "See also: Army leaves",
        "Sign up for our newsletter",
        "Subscribe to the daily briefing.",
        "Follow us on Telegram",
        "Share this article",
        "Advertisement",
        "Article continues below",
        "© 2024 The Daily Plain",
        "Photo: UNHCR",
        "Image caption: a bridge",
        "Comments (12)",
        "Leave a comment",
        "Tags: Mali, Sahel",
        "This article was originally published in 2023",
        "Reporting by Ann Lee; editing by Bo Ek",
        "Ann Lee in Goma contributed to this report.",
        "5 min read",
        "More from Africa",
        "Most read",
        "Skip to content",
        "Related",
        "WATCH: the bridge",
    ],
)
def test_furniture(words: str) -> None:
    assert is_furniture(words)


@pytest.mark.parametrize(
    "words",
    [
        "Share prices fell after the blast.",
        "More than 40 people fled.",
        "Related attacks hit two towns on Monday.",
        "Read aloud in court, the letter named him.",
        "The report was published on Tuesday by the mission.",
        "Watch towers were set alight.",
        "Save the Children said three schools were hit.",
        "Photographs of the bridge showed craters.",
        "Copyright law was not discussed.",
        "Reporting from the front has become deadly, the union said.",
        "Print shops closed.",
        "Video verified by the office showed two trucks.",
        "Map makers fled.",
        "Adam Ali was killed.",
        "Followers of the cleric marched.",
        "Tweeting from prison, he denied it.",
        "Registered refugees now number 4,000.",
    ],
)
def test_reporting(words: str) -> None:
    assert not is_furniture(words)
    assert not is_caption(words, words)


@pytest.mark.parametrize(
    ("line", "caption"),
    [
        ("A bridge over the Ruzi. [gov.example](https://gov.example)", True),
        ("A bridge over the Ruzi. (AP Photo/Ann Lee)", True),
        ("A bridge over the Ruzi. (Photo by Ann Lee/Getty Images)", True),
        ("A bridge over the Ruzi. Photo: Ann Lee", True),
        ("[AFP/Ann Lee]", True),
        ("Troops crossed the Ruzi, he told [gov.example](https://gov.example).", False),
        ("Troops crossed the Ruzi, officials said. (AFP)", False),
        ("Troops crossed the Ruzi (and the Sava).", False),
    ],
)
def test_captions(line: str, caption: bool) -> None:
    assert is_caption(line, strip_markup(line)) is caption


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("By [AFP](#)", "By AFP"),
        ("**Two** *columns* __met__ at _dawn_", "Two columns met at dawn"),
        ("snake_case_name and 5 * 3 * 2", "snake_case_name and 5 * 3 * 2"),
        ('[a [b] c](https://x.example/a_(b) "t") &amp; more', "a [b] c & more"),
        ("the [army] said [sic] (yes)", "the [army] said [sic] (yes)"),
        ("![alt](a.png) A bridge", "A bridge"),
        ("[see][1] it<br/> now[^2]", "see it now"),
        (r"a \* b", "a * b"),
        ("**Related:** [X](u)", "Related: X"),
    ],
)
def test_marks_are_removed(line: str, words: str) -> None:
    assert strip_markup(line) == words
