"""From any node back to the sentence: a graph and an id in, the statements that lead to it as a record out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import pyoxigraph as ox
from msgspec.structs import replace
from rapidfuzz import fuzz, process

from kgbuild.errors import GraphError
from kgbuild.graph.candidates import Finder
from kgbuild.graph.explained import Candidate, Explained, Explanation, Kind, Run, explain_statement
from kgbuild.graph.gone import Gone, describe_former, find_gone
from kgbuild.graph.judgements import shorten_id
from kgbuild.graph.loading import load_statements
from kgbuild.graph.nodes import PLAIN
from kgbuild.graph.notes import (
    describe_event,
    describe_identity,
    describe_judgements,
    describe_link,
    describe_links,
    describe_question,
    describe_state,
)
from kgbuild.graph.store import Graph
from kgbuild.graph.terms import expand, read_code
from kgbuild.model import Article, Statement

_MOST = 100
"""Statements that an explanation of an actor, place, event or article shows; `total` says how many there are."""
_CLASSES: dict[str, Kind] = {
    "kg:Event": "event", "kg:Actor": "actor", "kg:Place": "place", "kg:Link": "link", "kg:ControlState": "state",
    "kg:Question": "question", "kg:Judgement": "judgement",
}  # fmt: skip
_PAIR = """SELECT DISTINCT ?statement ?node {
  ?node kg:first|kg:second ?end .
  OPTIONAL { ?end kg:identifiedAs ?known }
  BIND(COALESCE(?known, ?end) AS ?one)
  { ?one a kg:Statement BIND(?one AS ?statement) }
  UNION { ?statement kg:actor|kg:recipient|kg:claimant|kg:location ?one ; kg:action ?any }
} ORDER BY ?statement"""
_LINKED: dict[Kind, str] = {
    "event": "SELECT DISTINCT ?statement ?node { ?node kg:statement ?statement } ORDER BY ?statement",
    "actor": "SELECT DISTINCT ?statement ?node { ?statement kg:actor|kg:recipient|kg:claimant ?node ; kg:action ?any } "
    "ORDER BY ?statement",
    "place": "SELECT DISTINCT ?statement ?node { ?statement kg:location ?node } ORDER BY ?statement",
    "link": "SELECT DISTINCT ?statement ?node { ?node kg:first|kg:second ?statement } ORDER BY ?statement",
    "state": "SELECT DISTINCT ?statement ?node { ?node kg:restsOn ?statement } ORDER BY ?statement",
    "question": _PAIR,
    "judgement": _PAIR,
}
_EDGE = """SELECT DISTINCT ?statement ?action ?from ?to {
  ?statement kg:action ?action .
  { ?statement kg:actor ?from ; kg:recipient|kg:location ?to } UNION { ?statement kg:recipient ?from ; kg:location ?to }
} ORDER BY ?statement"""
_ROOMS = ("", "event/", "actor/", "place/geonames-", "state/", "link/", "question/", "judgement/")


def explain(graph: Graph, id: str, *, finder: Finder | None = None) -> Explanation:
    """Explain a node or an edge by the statements that lead to it, or say what became of an article that is gone.

    Args:
        graph: an opened graph.
        id: an IRI, the IRI without the graph's base ("actor/m23"), or a bare id: a statement's, an article's, an
            event's, a control state's, a link's or a question's, a registry id, a GeoNames number; of an edge between
            two nodes both ids, the acting one first, and between them the action if it matters
            ("actor/m23 ASSAULT place/geonames-216281"), or the key that an export gives it.
        finder: looks up what the words of a statement, or the name of an actor or a place, may mean; without one the
            explanation holds what the record holds.

    Raises:
        GraphError: the graph has no such node; the message proposes near ids.
    """
    explanation = _explain(graph, id, finder)
    manifest = graph.manifest
    run = Run(
        kgbuild=manifest.kgbuild,
        ontology=manifest.ontology,
        settings=manifest.settings,
        looked_up_in=finder.version if finder else None,
    )
    return replace(explanation, run=run)


def _explain(graph: Graph, id: str, finder: Finder | None) -> Explanation:
    if len(ends := re.sub(r"\s->\s", " ", id.strip()).split()) in {2, 3}:
        return _explain_edge(graph, id, ends)
    rest = _find_whole(shorten_id(id, graph.names.base))
    statement_id = graph.names.read_id(graph.names.base + rest, "statement") or rest
    found = load_statements(graph, [statement_id]).get(statement_id)
    if found is not None:
        return _explain_statement(graph, *found, finder)
    article_id = graph.names.read_id(graph.names.base + rest, "article") or rest
    whole = graph.article(article_id)
    if whole is not None:
        return _explain_article(graph, *whole)
    if (gone := find_gone(graph, rest)) is not None:
        return _explain_gone(graph, gone)
    for room in _ROOMS:
        # What an article calls somebody leads to who it is.
        guess = graph.names.identities.get(room + rest, room + rest)
        if PLAIN.fullmatch(guess) and (kind := _find_kind(graph, guess)) is not None:
            return _explain_node(graph, guess, kind, finder)
    raise GraphError(f"{graph.path}: nothing in the graph is called '{id}'. {propose_ids(graph, rest)}")


def _find_whole(rest: str) -> str:
    """A part of a statement (a role, a claim, an edge of an export), or words in an article, stands for the whole."""
    rest = re.sub(r"^(statement/[^/]+)/.*$", r"\1", rest)
    rest = re.sub(r"^article/[^/]+/(statement/[^/@]+)@.*$", r"\1", rest)  # as judgements.csv has it
    rest = re.sub(r"^(s[0-9a-f]{20})/[a-z-]+$", r"\1", rest)
    return re.sub(r"#char=.*$", "", rest)


def _explain_statement(graph: Graph, statement: Statement, article: Article, finder: Finder | None) -> Explanation:
    name = graph.names.statement(statement.id)
    notes = describe_links(graph, statement.id) + describe_judgements(graph, ox.NamedNode(name))
    one = replace(explain_statement(statement, article), notes=notes)
    if finder is not None:
        whole = graph.article(article.id)
        one = finder.add(one, whole[1] if whole else ())
    return Explanation(id=statement.id, iri=name, kind="statement", label=None, total=1, statements=(one,))


def _explain_article(graph: Graph, article: Article, statements: list[Statement]) -> Explanation:
    return Explanation(
        id=article.id,
        iri=graph.names.article(article.id),
        kind="article",
        label=article.title,
        total=len(statements),
        statements=tuple(explain_statement(statement, article) for statement in statements[:_MOST]),
        article=article.header,
        notes=describe_former(graph, article.id),
    )


def _explain_gone(graph: Graph, gone: Gone) -> Explanation:
    return Explanation(
        id=gone.article.id,
        iri=graph.names.base + gone.key,
        kind=gone.kind,
        label=gone.article.title,
        total=0,
        statements=(),
        article=gone.article,
        notes=gone.notes,
    )


def _find_kind(graph: Graph, key: str) -> Kind | None:
    """What sort of node this is, `None` where there is none."""
    try:
        node = ox.NamedNode(graph.names.base + key)
    except ValueError:  # "100%" is no part of an address
        return None
    rows = graph.query("SELECT ?type ?node { ?node a ?type }", bindings={"node": node}).rows
    types = {row[0] for row in rows}
    return next((kind for name, kind in _CLASSES.items() if expand(name) in types), None)


def _explain_node(graph: Graph, key: str, kind: Kind, finder: Finder | None) -> Explanation:
    """Anything but a statement and an article, by the statements that it rests on or that point to it."""
    node = ox.NamedNode(graph.names.base + key)
    rows = graph.query(_LINKED[kind], bindings={"node": node}).rows if kind in _LINKED else ()
    names = [str(row[0]) for row in rows]
    label = _find_label(graph, node)
    return Explanation(
        id=key,
        iri=node.value,
        kind=kind,
        label=label,
        total=len(names),
        statements=_load(graph, names[:_MOST]),
        notes=tuple(_list_notes(graph, node, key, kind)),
        options=() if finder is None or label is None else _find_options(finder, kind, key, label),
    )


def _list_notes(graph: Graph, node: ox.NamedNode, key: str, kind: Kind) -> Iterator[str]:
    match kind:
        case "event":
            yield from describe_event(graph, node)
        case "actor" | "place":
            yield from describe_identity(graph, node)
        case "link":
            yield from describe_link(graph, node)
        case "state":
            yield from describe_state(graph, node)
        case "question":
            yield from describe_question(graph, node)
        case "judgement":
            ends = graph.query("SELECT ?end ?node { ?node kg:first ?end }", bindings={"node": node}).rows
            for end, _ in ends:
                yield from describe_judgements(graph, ox.NamedNode(str(end)), only=key.partition("/")[2])
            return
    yield from describe_judgements(graph, node)


def _find_options(finder: Finder, kind: Kind, key: str, label: str) -> tuple[Candidate, ...]:
    bare = key.rpartition("/")[2]
    if kind == "place":
        number = bare.removeprefix("geonames-")
        return finder.find_places(label, chosen=int(number) if number.isdecimal() else None)
    return finder.find_actors(label, chosen=bare if key.startswith("actor/") else None) if kind == "actor" else ()


def _explain_edge(graph: Graph, id: str, ends: list[str]) -> Explanation:
    """The statements in which one node acts on another, or at a place; of one type of action if that is given."""
    keys = [_find_end(graph, id, end) for end in (ends[0], ends[-1])]
    first, last = (ox.NamedNode(graph.names.base + key) for key in keys)
    rows = graph.query(_EDGE, bindings={"from": first, "to": last}).rows
    wanted = ends[1].removeprefix("action:").upper()
    names = [str(name) for name, action, *_ in rows if len(ends) == 2 or read_code(str(action)) == wanted]
    if not names:
        raise GraphError(
            f"{graph.path}: no statement leads from {keys[0]} to {keys[1]}"
            + (f" by {ends[1]}" if len(ends) == 3 else "")
            + f". 'kgbuild explain {graph.path} {keys[0]}' shows those of the one."
        )
    return Explanation(
        id=" ".join([keys[0], *ends[1:-1], keys[1]]),
        iri=first.value,
        kind="edge",
        label=" -> ".join(_find_label(graph, node) or key for node, key in ((first, keys[0]), (last, keys[1]))),
        total=len(names),
        statements=_load(graph, names[:_MOST]),
    )


def _find_end(graph: Graph, id: str, end: str) -> str:
    rest = shorten_id(end, graph.names.base)
    for room in ("", "actor/", "place/geonames-"):
        key = graph.names.identities.get(room + rest, room + rest)
        if PLAIN.fullmatch(key) and _find_kind(graph, key) in {"actor", "place"}:
            return key
    raise GraphError(
        f"{graph.path}: nothing is called '{id}', and of an edge '{end}' would have to be an actor or a place. "
        f"{propose_ids(graph, rest)}"
    )


def _find_label(graph: Graph, node: ox.NamedNode) -> str | None:
    rows = graph.query("SELECT ?label ?node { ?node rdfs:label ?label } ORDER BY ?label", bindings={"node": node})
    return str(rows.rows[0][0]) if len(rows) else None


def _load(graph: Graph, names: Sequence[str]) -> tuple[Explained, ...]:
    """The statements of these IRIs, in their order."""
    ids = [graph.names.read_id(name, "statement") or name for name in names]
    found = load_statements(graph, ids)
    for statement_id, name in zip(ids, names, strict=True):
        if statement_id not in found:
            raise GraphError(f"{graph.path}: the graph points to {name}, which it does not hold. Build it again.")
    return tuple(replace(explain_statement(*found[one]), notes=describe_links(graph, one)) for one in ids)


def propose_ids(graph: Graph, rest: str) -> str:
    """Near ids: by spelling, or of things whose name holds the words."""
    labels = dict(_list_ids(graph))
    word = rest.casefold().rpartition("/")[2]
    named = [name for name, label in labels.items() if label is not None and word and word in label.casefold()]
    tails: dict[str, str] = {}
    for name in labels:
        tails.setdefault(name.rpartition("/")[2].removeprefix("geonames-"), name)
    alike = process.extract(rest.rpartition("/")[2], list(tails), scorer=fuzz.ratio, score_cutoff=60, limit=3)
    near = named[:3] + [tails[tail] for tail, _, _ in alike]
    if near:
        return f"Did you mean {', '.join(dict.fromkeys(near))}?"
    return f"Ids stand in the answers of 'kgbuild query {graph.path} who-says-what'."


def _list_ids(graph: Graph) -> Iterable[tuple[str, str | None]]:
    """All that can be explained, without the base, with its name if it has one."""
    classes = " ".join(("kg:Actor", "kg:Place", "kg:Event", "kg:Statement", "kg:Article", *_CLASSES))
    rows = graph.query(
        f"SELECT DISTINCT ?node ?label {{ VALUES ?type {{ {classes} }} ?node a ?type "
        "OPTIONAL { ?node rdfs:label ?label } } ORDER BY ?node ?label"
    )
    return (
        (str(node).removeprefix(graph.names.base), None if label is None else str(label)) for node, label in rows.rows
    )
