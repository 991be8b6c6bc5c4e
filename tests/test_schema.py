from __future__ import annotations

import json
import shutil

import jsonschema
import msgspec
import pytest

from kgbuild import model, schemas
from kgbuild.errors import StageError
from kgbuild.graph.retracting import retract
from kgbuild.graph.revisions import Revisions
from kgbuild.graph.store import Graph
from kgbuild.model import Statement, make_article
from kgbuild.pipeline import annotate_articles, extract_articles
from kgbuild.schemas import ArticleRecord, format_schema, list_schemas, make_schema
from sample_reports import REPORTS, ROOT

ARTICLES = [make_article(**report) for report in REPORTS]


def validator(name):
    schema = make_schema(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def as_written(record):
    return json.loads(msgspec.json.encode(record))


def test_every_annotation_is_valid():
    check = validator("annotation")
    for annotation in annotate_articles(ARTICLES):
        check.validate(as_written(annotation))


def test_every_statement_and_finding_is_valid():
    check, check_finding, count = validator("statement"), validator("finding"), 0
    for _, statements in extract_articles(ARTICLES):
        for statement in statements:
            check.validate(as_written(statement))
            count += 1
            for finding in statement.findings:
                check_finding.validate(as_written(finding))
    assert count > 5


def test_every_event_is_valid(built):
    check = validator("event")
    with Graph.open(built) as graph:
        events = list(graph.events())
    assert events
    for event in events:
        check.validate(as_written(event))


def test_what_is_assembled_is_valid(built):
    with Graph.open(built) as graph:
        assembled = graph.assembled()
    for name, records in (
        ("link", assembled.links),
        ("state", assembled.states),
        ("identity", assembled.identities),
        ("question", assembled.questions),
    ):
        check = validator(name)
        for record in records:
            check.validate(as_written(record))


def test_what_the_history_keeps_is_valid(built, tmp_path):
    folder = shutil.copytree(built, tmp_path / "g")
    changed = make_article(**{**REPORTS[0], "text": "Rebels left Goma."})
    with Graph.open(folder, create=True) as graph:
        Revisions(graph).add(changed, [])
        retract(graph, REPORTS[1]["id"], why="a hoax", when="2025-03-09")
        history = graph.history()
    (former,), (retraction,) = history.formers.values(), history.retractions.values()
    validator("former").validate(as_written(former))
    validator("retraction").validate(as_written(retraction))
    assert as_written(former)["successor"] == f"article/{changed.id}"


def test_articles_are_valid():
    for report in REPORTS:
        validator("article").validate(report)
    with pytest.raises(jsonschema.ValidationError):
        validator("article").validate({"title": "no text"})


def test_what_is_wrong_is_refused():
    statement = as_written(next(found[0] for _, found in extract_articles(ARTICLES) if found))
    for field, value in {"status": "maybe", "evidence": "words", "trigger": None, "confidence": "high"}.items():
        with pytest.raises(jsonschema.ValidationError):
            validator("statement").validate({**statement, field: value})


def test_every_field_is_described():
    described = {"$ref", "description"}
    for name in list_schemas():
        schema = make_schema(name)
        for record, body in {name: schema, **schema.get("$defs", {})}.items():
            assert body.get("description"), record
            for field, entry in body["properties"].items():
                assert described & set(entry) >= {"description"}, f"{record}.{field}"
    known = {*vars(model), "ArticleRecord"}
    assert set(schemas.FIELDS) <= known


def test_the_article_schema_has_the_contracts_fields():
    assert set(ArticleRecord.__struct_fields__) == {
        "id", "text", "title", "url", "published", "publisher", "agency", "byline", "language",
    }  # fmt: skip


def test_statement_schema_has_every_field_of_the_record():
    assert list(make_schema("statement")["properties"]) == list(Statement.__struct_fields__)


@pytest.mark.parametrize("name", list_schemas())
def test_the_shipped_schema_is_the_one_that_is_printed(name):
    path = ROOT / "docs" / "schemas" / f"{name}.schema.json"
    assert path.read_text(encoding="utf-8") == format_schema(name), "run make docs"


def test_an_unknown_name_is_answered_with_the_known_ones():
    with pytest.raises(StageError, match="annotation, article, event, finding, former, hit, identity"):
        make_schema("nonsense")
