"""The hand-coded happenings of the sample reports, and what their statements have to do with each other.

Only the files are tested here, not what kgbuild makes of the reports.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import msgspec
import pytest

from kgbuild.evaluation import Reference, Row, read_reference
from kgbuild.model import Article
from kgbuild.pipeline import read_articles

GRAPH = Path(__file__).resolve().parents[1] / "graph"
FIELDS = {
    "copy": {"kind", "how", "articles"},
    "independent": {"kind", "articles"},
    "contradicts": {"kind", "slot", "first", "second", "why"},
    "updates": {"kind", "slot", "first", "second"},
    "corroborates": {"kind", "slot", "first", "second"},
    "same": {"kind", "of", "why", "names"},
    "different": {"kind", "of", "why", "names"},
    "control": {"kind", "place", "day", "state", "holder", "claimant", "statement"},
}
SLOTS = {"actor", "recipient", "place", "date", "polarity", "control", "killed", "wounded"}


@pytest.fixture(scope="module")
def reference() -> Reference:
    return read_reference(GRAPH / "articles" / "reference.jsonl")


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    held = list(read_articles([GRAPH / "articles"]))
    return {key: article for article in held for key in (article.id, article.url) if key}


@pytest.fixture(scope="module")
def relations() -> list[dict[str, object]]:
    return [msgspec.json.decode(line) for line in (GRAPH / "relations.jsonl").read_bytes().splitlines()]


def find_rows(reference: Reference, place: list) -> list[Row]:
    """The rows that a relation names: an article, and the numbers of its rows, of which any will do."""
    article, *numbers = place
    rows = {row.n: row for row in reference.articles[article]}
    return [rows[number] for number in numbers]


def test_every_row_has_its_event(reference: Reference) -> None:
    assert [(row.article, row.n) for row in reference.rows if not row.event] == []


def test_events_are_told_by_several_reports(reference: Reference) -> None:
    told: dict[str | None, set[str]] = {}
    for row in reference.rows:
        told.setdefault(row.event, set()).add(row.article)
    assert sum(len(articles) > 1 for articles in told.values()) >= 40


def test_the_larger_happening_is_never_a_part_of_itself(reference: Reference) -> None:
    whole = {row.event: row.part_of for row in reference.rows if row.part_of}
    assert set(whole.values()) <= {row.event for row in reference.rows}
    for row in reference.rows:  # a happening belongs to one larger one, wherever it is told
        if row.event in whole:
            assert row.part_of == whole[row.event], (row.article, row.n)
    for event in whole:
        above, seen = event, set()
        while above in whole:
            assert above not in seen, event
            seen.add(above)
            above = whole[above]


def test_relations_have_the_fields_of_their_kind(relations: list[dict]) -> None:
    for relation in relations:
        assert set(relation) == FIELDS[relation["kind"]], relation
        assert set(str(relation.get("slot", "control")).split("|")) <= SLOTS, relation
    assert len({msgspec.json.encode(relation) for relation in relations}) == len(relations)


def test_relations_name_rows_that_are_there(relations: list[dict], reference: Reference) -> None:
    for relation in relations:
        for end in ("first", "second", "statement"):
            if end in relation:
                assert any(not row.optional for row in find_rows(reference, relation[end])), relation


def test_what_differs_or_agrees_is_one_happening(relations: list[dict], reference: Reference) -> None:
    """Except states of control, which are happenings of their own: two of one place stand against each other."""
    for relation in relations:
        if relation["kind"] in {"contradicts", "updates", "corroborates"} and relation["slot"] != "control":
            events = [{row.event for row in find_rows(reference, relation[end])} for end in ("first", "second")]
            assert events[0] & events[1], relation


def test_names_stand_in_the_articles(relations: list[dict], articles: dict[str, Article]) -> None:
    for relation in relations:
        for name, article in relation.get("names", ()):
            assert name in articles[article].text, relation
        for article in relation.get("articles", ()):
            assert article in articles, relation


def test_an_update_is_told_later(relations: list[dict], articles: dict[str, Article]) -> None:
    for relation in relations:
        if relation["kind"] == "updates":
            later, earlier = articles[relation["first"][0]], articles[relation["second"][0]]
            assert later.published > earlier.published, relation


def test_enough_is_seeded(relations: list[dict]) -> None:
    kinds = Counter(relation["kind"] for relation in relations)
    assert kinds["contradicts"] >= 25
    slots = {slot for one in relations if one["kind"] == "contradicts" for slot in one["slot"].split("|")}
    assert {"killed", "wounded", "actor", "recipient", "place", "date", "polarity", "control"} == slots
    assert {one["how"] for one in relations if one["kind"] == "copy"} == {
        "verbatim",
        "shortened",
        "rewritten",
    }
