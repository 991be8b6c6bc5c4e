"""Answers of one graph: a question, a dump or a description in, media type and pieces of bytes out as found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import IO, TypeVar, cast

import pyoxigraph as ox

from kgbuild.graph.cache import is_damage
from kgbuild.graph.keywords import calls_service, has_dataset
from kgbuild.graph.terms import PREFIXES
from kgbuild.server.description import Content, describe_dataset, describe_service
from kgbuild.server.messages import Description, Dump, Question, Wanted
from kgbuild.server.negotiation import GRAPHS, TABLES, Form, NotAcceptableError, choose_form
from kgbuild.server.results import write_rows, write_truth

Item = TypeVar("Item")
_LONGEST = 400
"""Characters of what the engine says of a faulty query."""
_FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
}
_WITH_GRAPHS = frozenset({"nquads", "trig"})


class AnswerError(Exception):
    """There is no answer: `status` is HTTP's, the message is for the client, `advice` says what to do next."""

    def __init__(self, status: int, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.status, self.advice = status, advice


class DamageError(Exception):
    """The engine's files are damaged."""


def answer_task(
    content: Content, task: Question | Dump | Description, rows: int, send: Callable[[str | bytes], None]
) -> None:
    """Answer from the content: `send` gets the media type as text, then pieces of the answer.

    Raises:
        AnswerError: there is none, or it has to end here.
        DamageError: the graph's cache has to be built anew.
    """
    try:
        match task:
            case Question():
                _answer_question(content.store, task, rows, send)
            case Dump():
                _answer_dump(content.store, task, send)
            case Description(of="service"):
                _write(describe_service(content, task.root), _choose(task.wanted, GRAPHS), send)
            case Description():
                _write(describe_dataset(content, task.root), _choose(task.wanted, GRAPHS), send)
    except SyntaxError as error:
        known = f"The prefixes known are {', '.join(PREFIXES)}."
        raise AnswerError(400, f"The query is not SPARQL 1.1: {_shorten(str(error))}\n{known}") from error
    except (OSError, RuntimeError, ValueError) as error:
        if is_damage(error) and not isinstance(error, ConnectionError | PermissionError):
            raise DamageError from error
        raise AnswerError(400, f"The query can't be answered: {_shorten(str(error))}") from error


def _answer_question(store: ox.Store, question: Question, most: int, send: Callable[[str | bytes], None]) -> None:
    if calls_service(question.sparql):
        raise AnswerError(403, "SERVICE is refused: this endpoint asks no other one. Ask that one yourself.")
    found = _ask(store, question)
    if isinstance(found, ox.QueryTriples):
        _write(_count(found, most), _choose(question.wanted, GRAPHS), send)
        return
    form = _choose(question.wanted, TABLES)
    send(form.sent_as)
    if isinstance(found, ox.QueryBoolean):
        send(write_truth(form.name, bool(found)))
        return
    columns = tuple(variable.value for variable in found.variables)
    for piece in write_rows(form.name, columns, map(tuple, _count(found, most))):
        send(piece)


def _ask(store: ox.Store, question: Question) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
    """The query's own dataset, the one given beside it, or without either the union of all graphs."""
    if question.default_graphs is None or question.named_graphs is None:
        union = not has_dataset(question.sparql)
        return store.query(question.sparql, prefixes=PREFIXES, use_default_graph_as_union=union)
    return store.query(
        question.sparql,
        prefixes=PREFIXES,
        default_graph=[_name(iri) for iri in question.default_graphs],
        named_graphs=[_name(iri) for iri in question.named_graphs],
    )


def _answer_dump(store: ox.Store, dump: Dump, send: Callable[[str | bytes], None]) -> None:
    name = None if dump.graph is None else _name(dump.graph)
    quads = store.quads_for_pattern(None, None, None, name)
    first = list(islice(quads, 1))
    if not first and name is not None:
        raise AnswerError(404, f"There is no graph <{name.value}>. The graphs: SELECT DISTINCT ?g {{ GRAPH ?g {{}} }}")
    form = _choose(dump.wanted, GRAPHS)

    def iterate() -> Iterator[ox.Quad]:
        yield from first
        yield from quads

    _write(iterate() if form.name in _WITH_GRAPHS else (quad.triple for quad in iterate()), form, send)


def _write(found: Iterable[ox.Triple] | Iterable[ox.Quad], form: Form, send: Callable[[str | bytes], None]) -> None:
    send(form.sent_as)
    prefixes = PREFIXES if form.name not in {"ntriples", "nquads"} else None
    ox.serialize(found, cast("IO[bytes]", _Sink(send)), _FORMATS[form.name], prefixes=prefixes)


class _Sink:
    """A file that sends what is written to it."""

    def __init__(self, send: Callable[[str | bytes], None]) -> None:
        self.write_bytes = send

    def write(self, piece: bytes) -> int:
        self.write_bytes(piece)
        return len(piece)

    def flush(self) -> None:
        pass


def _count(found: Iterable[Item], most: int) -> Iterator[Item]:
    for place, item in enumerate(found):
        if place == most:
            raise AnswerError(400, f"The answer has more than {most:,} rows. Add LIMIT, or ask for less.")
        yield item


def _choose(wanted: Wanted, forms: tuple[Form, ...]) -> Form:
    try:
        return choose_form(wanted, forms)
    except NotAcceptableError as error:
        raise AnswerError(406, str(error)) from error


def _name(iri: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise AnswerError(400, f"'{_shorten(iri)}' is no absolute IRI.") from error


def _shorten(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
