"""How well clusters of statements are the events of a reference."""

from __future__ import annotations

import pytest

from kgbuild.evaluation.coreference import name_events, score_clusters
from kgbuild.evaluation.reference import Row
from kgbuild.evaluation.report import format_evaluation, make_evaluation
from kgbuild.evaluation.scores import ArticleScore
from kgbuild.model import Action, FoundBy, Mention, Statement, make_article

EVENTS = {"a": ("x", "raid"), "b": ("y", "raid"), "c": ("x", "march"), "d": ("y", "march")}
CASES = {
    "each event is a cluster": ([["a", "b"], ["c", "d"]], (1, 1, 1), (2, 0, 0)),
    "all are one": ([["a", "b", "c", "d"]], (0.5, 1, 0.6667), (2, 0, 4)),
    "each is alone": ([["a"], ["b"], ["c"], ["d"]], (1, 0.5, 0.6667), (0, 2, 0)),
    "what is in no cluster is alone": ([["a", "b"]], (1, 0.75, 0.8571), (1, 1, 0)),
    "statements of no row do not count": ([["a", "b", "z"], ["c", "d"]], (1, 1, 1), (2, 0, 0)),
}


@pytest.mark.parametrize(("clusters", "scores", "pairs"), CASES.values(), ids=CASES)
def test_scores(clusters: list[list[str]], scores: tuple[float, ...], pairs: tuple[int, ...]) -> None:
    score = score_clusters(clusters, EVENTS, wanted=5)
    assert (score.precision, score.recall, score.f1) == scores
    assert (score.joined, score.split, score.mixed) == pairs
    assert (score.found, score.wanted) == (4, 5)


def test_nothing_found_scores_nothing() -> None:
    assert score_clusters([], {}, wanted=3).f1 == 0


def test_statements_take_the_event_of_their_row() -> None:
    text = "Rebels shelled the town. Police arrested two men."
    article = make_article(text, id="x")
    statements = [
        Statement(
            id=word,
            article=article.header,
            evidence=(article.mention(*span),),
            trigger=Mention(text.index(word), text.index(word) + len(word), word),
            action=Action(type=kind),
            extractor=FoundBy("rules", "0", "test"),
        )
        for word, kind, span in (("shelled", "ASSAULT", (0, 24)), ("arrested", "COERCE", (25, 49)))
    ]
    rows = [
        Row(article="x", n=1, evidence=("Rebels shelled the town",), trigger="shelled", types=("ASSAULT",), event="e"),
        Row(article="x", n=2, evidence=("Police arrested two men",), trigger="arrested", types=("COERCE",)),
    ]
    assert name_events(rows, statements) == {"shelled": ("x", "e")}


def test_the_report_tells_of_events_where_the_gold_does() -> None:
    score = score_clusters([["a", "b"]], EVENTS, wanted=5)
    told = format_evaluation(make_evaluation("gold.csv", [ArticleScore(article="x")], [], (), score), show=0)
    assert "recall 0.75" in told
    assert "the 4 statements found for the 5 rows" in told
    assert "Events" not in format_evaluation(make_evaluation("gold.csv", [ArticleScore(article="x")], []), show=0)
