"""Documents of one thing, lists of what there is to check, and labels: they say what the graph says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from msgspec import structs

from factory import make_statement as make_record
from factory import sample_article
from fake_graph import NASTY, make_graph
from kgbuild import model
from kgbuild.explorer import (
    Index,
    list_articles,
    list_findings,
    list_judgements,
    list_named_queries,
    list_questions,
    list_refused,
    make_article,
    make_entity,
    make_event,
    make_index,
    make_statement,
    make_vocabulary,
)
from kgbuild.explorer.index import Codes
from kgbuild.graph.reviewing import Review
from kgbuild.graph.store import Graph
from kgbuild.model import Assembled, Finding, Judgement, Question
from kgbuild.queries import list_queries


@pytest.fixture
def opened(graph: Path) -> Iterator[Graph]:
    with Graph.open(graph) as opened:
        yield opened


def test_an_article_comes_with_its_text_and_all_its_statements(graph: Path) -> None:
    article = sample_article()
    refused = make_record(article, accepted=False, findings=(Finding("KG201", "error", "actor", "wrong"),))
    with Graph.open(graph, create=True) as opened:
        opened.add(article, [refused])
        opened.finish()
        document = make_article(opened, article.id)
        assert document is not None
        assert (document.article, document.statements) == (article, (refused,))
        assert make_article(opened, "no such") is None
        found = {one.article.id: one for one in list_articles(opened)}
        assert found == {one: make_article(opened, one) for one in opened.manifest.articles}
        assert [one.statement for one in list_findings(opened)] == [refused.id]
        assert [(one.statement, one.title) for one in list_refused(opened)] == [(refused, article.title)]


def test_a_statement_comes_with_its_event_its_links_and_its_explanation(opened: Graph) -> None:
    homes = {one: event.id for event in opened.events() for one in event.statements}
    links = opened.assembled().links
    for statement in opened.statements():
        document = make_statement(opened, statement.id)
        assert document is not None
        assert (document.statement, document.event) == (statement, homes.get(statement.id))
        assert list(document.links) == [one for one in links if statement.id in {one.first, one.second}]
        assert document.explanation.statements[0].statement == statement
    assert make_statement(opened, "no such") is None


def test_an_event_comes_with_the_names_that_it_needs(opened: Graph) -> None:
    index = make_index(opened)
    names = dict(zip(index.actors.key, index.actors.name, strict=True))
    names |= dict(zip(index.places.key, index.places.name, strict=True))
    for event in opened.events():
        document = make_event(opened, event.id)
        assert document is not None
        keys = {*event.actors, *([event.place] if event.place else [])}
        assert (document.event, document.names) == (event, {key: names[key] for key in keys})
    assert make_event(opened, "no such") is None


def test_an_entity_is_what_the_index_says_of_it(opened: Graph) -> None:
    index = make_index(opened)
    for row, key in enumerate(index.actors.key):
        document = make_entity(opened, key)
        assert document is not None
        assert document.actor is not None
        assert document.actor.name == index.actors.name[row]
        assert document.actor.kind == index.codes.kind[index.actors.kind[row]]
    for row, key in enumerate(index.places.key):
        document = make_entity(opened, key)
        assert document is not None
        assert document.place is not None
        assert document.place.name == index.places.name[row]
    for odd in ("actor/no-such", "", "a b", "<x>", "article/goma-1", NASTY):
        assert make_entity(opened, odd) is None


def test_an_entity_is_found_by_what_an_article_calls_it_with_reason_and_judgement(graph: Path) -> None:
    with Graph.open(graph, create=True) as opened:
        actor = next(key for key in make_index(opened).actors.key if key.startswith("article/"))
        opened.judge(Judgement(first=actor, second="actor/m23", verdict="same", who="ann", why="the same men"))
        opened.finish()
        document = make_entity(opened, actor)
        assert document is not None
        assert document.key == "actor/m23"
        assert actor in [one.key for one in document.identities]
        assert all(one.identity == "actor/m23" and one.reason for one in document.identities)
        assert [(one.verdict, one.who, one.why) for one in document.judgements] == [("same", "ann", "the same men")]
        assert document.actor is not None
        (row,) = list_judgements(opened)
        assert (row.first, row.second, row.verdict) == (actor, "actor/m23", "same")
        assert (row.first_name, row.second_name) == (document.identities[0].name, document.actor.name)


def test_a_judgement_of_events_shows_their_words(opened: Graph) -> None:
    first = opened.events()[0].statements[0]
    opened.judge(Judgement(first=f"statement/{first}", second="statement/gone", verdict="different"))
    (row,) = list_judgements(opened)
    found = opened.statement(first)
    assert found is not None
    assert row.first_name is not None
    assert found[0].evidence[0].text in row.first_name
    assert row.second_name is None


def _ask(opened: Graph) -> tuple[Question, ...]:
    """Questions about actors of the graph, by pairs, and one about two events."""
    keys = [key for key in make_index(opened).actors.key if key.startswith(("actor/", "article/"))][:4]
    pairs = [(keys[0], keys[1]), (keys[1], keys[2]), (keys[0], keys[2]), (keys[2], keys[3])]
    events = [event.statements[0] for event in opened.events()][:2]
    return (
        *(Question(kind="actor", first=one, second=other, score=0.6, reason=NASTY) for one, other in pairs),
        Question(kind="event", first=events[0], second=events[1], score=0.5, reason="the same day"),
    )


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ((), 5),
        ((("same", 0),), 4),
        ((("unsure", 0),), 4),
        ((("same", 0), ("same", 1)), 2),  # what follows is answered too
        ((("same", 0), ("different", 1)), 2),
        ((("different", 4),), 4),
        ((("same", 0), ("unsure", 0)), 4),  # the later word holds
    ],
)
def test_open_questions_are_those_that_a_review_asks(
    opened: Graph, monkeypatch: pytest.MonkeyPatch, given: tuple[tuple[str, int], ...], left: int
) -> None:
    questions, own = _ask(opened), Graph.assembled

    def assemble(graph: Graph) -> Assembled:
        return structs.replace(own(graph), questions=questions)

    monkeypatch.setattr(Graph, "assembled", assemble)
    for verdict, number in given:
        Review(opened, again=True).answer(questions[number], verdict)
    found = list_questions(opened)
    asked = Review(opened).asked
    assert len(found) == left
    assert [(one.kind, one.first, one.second, one.reason) for one in found] == [
        (one.question.kind, one.question.first, one.question.second, one.question.reason) for one in asked
    ]
    assert [(one.first_name, one.second_name) for one in found] == [
        (one.first.label, one.second.label) for one in asked
    ]
    assert [[words.text for words in one.first_words] for one in found] == [
        [sentence.words for sentence in one.first.sentences] for one in asked
    ]


@pytest.mark.parametrize("make", [list_findings, list_refused, list_questions])
def test_lists_are_made_of_any_graph(make: Callable[..., object]) -> None:
    assert isinstance(msgspec.json.encode(make(make_graph())), bytes)


def test_findings_are_sorted_by_how_grave_they_are() -> None:
    assert [(one.severity, one.statement) for one in list_findings(make_graph())] == [
        ("error", "s5"), ("info", "s1"), ("info", "s2"), ("info", "s4"),
    ]  # fmt: skip


def test_every_code_of_an_index_has_a_label(opened: Graph) -> None:
    vocabulary, codes = make_vocabulary(), make_index(opened).codes
    for name in Codes.__struct_fields__:
        if name in {"mode", "unit", "side"}:
            continue
        missing = set(getattr(codes, name)) - set(getattr(vocabulary, name))
        assert not missing, (name, missing)
    actors = {key.removeprefix("actor/") for key in make_index(opened).actors.key}
    assert set(codes.side) <= {*vocabulary.country, *vocabulary.side, *actors}


def test_types_and_modes_are_those_of_the_scheme_in_four_languages() -> None:
    vocabulary = make_vocabulary()
    assert set(vocabulary.type) == set(model.ACTION_TYPES)
    assert vocabulary.mode["ASSAULT/heavy-weapons"].label["en"]
    for terms in (vocabulary.type, vocabulary.mode):
        assert all({"en", "uk", "fr", "ar"} <= set(term.label) and term.definition for term in terms.values())
    assert set(vocabulary.status) == set(get_args(model.Status))


def test_countries_have_the_code_by_which_browsers_name_them(opened: Graph) -> None:
    countries = make_vocabulary().country
    known = {code: countries[code].region for code in ("UKR", "COD", "XKX", "ISR", "PSE")}
    assert known == {"UKR": "UA", "COD": "CD", "XKX": "XK", "ISR": "IL", "PSE": "PS"}
    assert [code for code in make_index(opened).codes.country if not countries[code].region] == []


def test_findings_have_a_title_and_say_what_they_mean(opened: Graph) -> None:
    terms = make_vocabulary().finding
    assert {row.code for row in list_findings(opened)} <= set(terms)
    assert all(term.label["en"] and term.definition for term in terms.values())


def test_queries_are_the_shipped_ones_with_what_a_form_needs() -> None:
    found = {one.name: one for one in list_named_queries()}
    assert list(found) == [query.name for query in list_queries()]
    for query in list_queries():
        document = found[query.name]
        assert document.sparql == query.sparql
        assert [one.name for one in document.columns] == [one.name for one in query.columns]
        for one in document.parameters:
            assert one.default is not None or one.example, f"{query.name}: {one.name} has nothing to start with"


def test_documents_survive_json(opened: Graph) -> None:
    index = make_index(opened)
    assert msgspec.json.decode(msgspec.json.encode(index), type=Index) == index
    document = make_statement(opened, index.statements.id[0])
    assert document is not None
    assert msgspec.json.decode(msgspec.json.encode(document), type=type(document)) == document
