"""A graph in, what the shapes and rules of the ontology find wrong with it out, each with the words it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast, get_args

import pyoxigraph as ox
from msgspec import Struct, structs

from kgbuild.errors import VocabularyError
from kgbuild.graph.shapes import Engine, run_shapes
from kgbuild.graph.store import Graph
from kgbuild.graph.terms import KG, PREFIXES
from kgbuild.model import Severity
from kgbuild.vocabulary import ontology_files, ontology_folders

RULE_COLUMNS = ("focus", "code", "severity", "message")
CONCEPTS = ("kgbuild.ttl", "actions.ttl", "schemes.ttl")
"""What the data is looked at together with: values that are concepts have to be concepts of a scheme."""
REFUSED = f"SELECT DISTINCT ?graph WHERE {{ GRAPH ?graph {{ ?statement <{KG}accepted> false }} }}"
PARTS = ["role", "claim", "quantity", "finding", "trigger", "dateMention", "evidence"]
"""Properties by which a node belongs to a statement."""


class GraphFinding(Struct, frozen=True):
    """One thing wrong with one node of a graph.

    `path` is the property concerned, `value` what it holds, `source` the IRI of the shape or the name of the rule,
    `evidence` the mentions (IRIs) of the sentences that the node was read from, `words` what stands there.
    """

    code: str
    focus: str
    severity: Severity
    message: str
    path: str | None = None
    value: str | None = None
    source: str = ""
    evidence: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def validate_graph(
    graph: Graph | ox.Store | Iterable[ox.Quad],
    *,
    folders: Sequence[Path] | None = None,
    shapes: bool = True,
    rules: bool = True,
    engine: Engine | None = None,
    severities: Mapping[str, Severity] | None = None,
) -> list[GraphFinding]:
    """All findings, sorted, each once; refused statements are not looked at, but what rests on them is.

    The graph itself is left as it is.

    Args:
        graph: a graph directory, or a store or quads of any graph that uses the ontology, in named graphs or not.
        folders: ontology folders with shapes.ttl and rules/*.rq, the shipped one first; it alone unless given.
        shapes: whether to run the shapes.
        rules: whether to run the rules.
        engine: what runs the shapes; see `run_shapes`.
        severities: other severities for some codes.

    Raises:
        VocabularyError: a shapes or rules file is malformed; the message names file, line and what stands there.
    """
    folders = folders or ontology_folders()
    found: set[GraphFinding] = set()

    def look(store: ox.Store, data: Path) -> None:
        if rules:
            found.update(_run_rules(store, ontology_files(folders, "rules/*.rq")))
        if shapes:
            _add_concepts(data, folders)
            for result in run_shapes(data, ontology_files(folders, "shapes.ttl"), engine=engine):
                given = structs.asdict(result)
                path, shape = given.pop("path"), given.pop("shape")
                found.add(GraphFinding(**given, path=path and _shorten(path), source=shape))
        located = [_locate(store, finding) for finding in found]
        found.clear()
        found.update(located)

    with TemporaryDirectory(prefix="kgbuild-check-") as scratch:
        data = Path(scratch) / "data.nt"
        if isinstance(graph, Graph):
            graph.write_triples(data)
            graph.ask(lambda store: look(store, data))
        else:
            store = graph if isinstance(graph, ox.Store) else _store(graph)
            look(_write_accepted(store, data), data)
    severe = severities or {}
    ranked = (structs.replace(one, severity=severe[one.code]) if one.code in severe else one for one in found)
    return sorted(ranked, key=_order)


def _order(finding: GraphFinding) -> tuple[str, ...]:
    return (finding.code, finding.focus, finding.message, finding.path or "", finding.value or "", finding.source)


def _run_rules(store: ox.Store, files: Sequence[Path]) -> Iterator[GraphFinding]:
    for path in files:
        text = path.read_text(encoding="utf-8")
        try:
            answer = store.query(text, use_default_graph_as_union=True)
        except SyntaxError as error:
            # The parser of queries gives its position in words: "error at 2:10: expected ...".
            raise VocabularyError(f"{path}: {str(error).splitlines()[0]}") from error
        columns = tuple(variable.value for variable in getattr(answer, "variables", ()))
        if columns != RULE_COLUMNS:
            asked = " ".join(f"?{name}" for name in RULE_COLUMNS)
            raise VocabularyError(f"{path}: the rule has to SELECT {asked}, in this order.")
        for row in cast("ox.QuerySolutions", answer):
            focus, code, severity, message = (_value(term) for term in row)
            if severity not in get_args(Severity):
                raise VocabularyError(f"{path}: no severity '{severity}'; have {', '.join(get_args(Severity))}.")
            yield GraphFinding(code, focus, cast("Severity", severity), message, source=path.stem)


def _value(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str:
    return "" if term is None else getattr(term, "value", str(term))


def _store(quads: Iterable[ox.Quad]) -> ox.Store:
    store = ox.Store()
    store.bulk_extend(quads)
    return store


def _write_accepted(store: ox.Store, path: Path) -> ox.Store:
    """Write the triples of all graphs but those of refused statements; a store that holds these."""
    refused = {row["graph"] for row in cast("ox.QuerySolutions", store.query(REFUSED))}
    with path.open("wb") as file:
        for name in (*store.named_graphs(), ox.DefaultGraph()):
            if name not in refused:
                store.dump(file, ox.RdfFormat.N_TRIPLES, from_graph=name)
    if not refused:
        return store
    accepted = ox.Store()
    accepted.bulk_load(path=str(path), format=ox.RdfFormat.N_TRIPLES)
    return accepted


def _add_concepts(data: Path, folders: Sequence[Path]) -> None:
    """Append what the data is looked at together with."""
    with data.open("ab") as file:
        for path in (path for name in CONCEPTS for path in ontology_files(folders, name)):
            ox.serialize(ox.parse(path=path, format=ox.RdfFormat.TURTLE), file, ox.RdfFormat.N_TRIPLES)


def _locate(store: ox.Store, finding: GraphFinding) -> GraphFinding:
    """The finding with the sentences of the statements that its node is, is a part of, or rests on."""
    if not re.match(r"[a-z][a-z0-9+.-]*:", finding.focus):
        return finding  # a blank node of a graph that is not kgbuild's own
    focus = ox.NamedNode(finding.focus)
    statements = {focus, *_objects(store, focus, "statement")}
    for name in PARTS:
        owners = (quad.subject for quad in store.quads_for_pattern(None, ox.NamedNode(KG + name), focus, None))
        statements.update(owner for owner in owners if isinstance(owner, ox.NamedNode))
    mentions = sorted({one.value for subject in statements for one in _objects(store, subject, "evidence")})
    words = (_words(store, mention) for mention in mentions)
    return structs.replace(finding, evidence=tuple(mentions), words=tuple(one for one in words if one))


def _objects(store: ox.Store, subject: ox.NamedNode, name: str) -> Iterator[ox.NamedNode]:
    for quad in store.quads_for_pattern(subject, ox.NamedNode(KG + name), None, None):
        if isinstance(quad.object, ox.NamedNode):
            yield quad.object


def _words(store: ox.Store, mention: str) -> str:
    anchor = ox.NamedNode(PREFIXES["nif"] + "anchorOf")
    quads = store.quads_for_pattern(ox.NamedNode(mention), anchor, None, None)
    return min((quad.object.value for quad in quads if isinstance(quad.object, ox.Literal)), default="")


def _shorten(iri: str) -> str:
    for prefix, base in PREFIXES.items():
        if iri.startswith(base):
            return f"{prefix}:{iri.removeprefix(base)}"
    return iri
