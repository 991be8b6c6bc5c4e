"""A graph in, what the shapes and rules of the ontology find wrong with it out, each with the words it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast, get_args

import pyoxigraph as ox
from msgspec import Struct, structs

from kgbuild.errors import VocabularyError
from kgbuild.graph.shape_paths import SH, ShapePath, write_path
from kgbuild.graph.shapes import Engine, Term, run_shapes
from kgbuild.graph.store import Graph
from kgbuild.graph.terms import KG, PREFIXES, read_code
from kgbuild.model import Severity
from kgbuild.vocabulary import ontology_files, ontology_folders
from kgbuild.vocabulary.domain_rule import FILE as DOMAIN_RULE
from kgbuild.vocabulary.domain_rule import make_domain_rule

RULE_COMPONENT = f"{SH}SPARQLConstraintComponent"
RULE_COLUMNS = ("focus", "code", "severity", "message")
CONCEPTS = ("kgbuild.ttl", "actions.ttl", "schemes.ttl")
"""What the data is looked at together with: values that are concepts have to be concepts of a scheme."""
CARRIED = f"""SELECT ?statement ?code ?severity ?slot ?message WHERE {{
  ?statement <{KG}finding> ?finding .
  ?finding <{KG}code> ?code ; <{KG}severity> ?severity ; <{KG}message> ?message
  OPTIONAL {{ ?finding <{KG}slot> ?slot }}
}}"""
REFUSED = f"SELECT DISTINCT ?graph WHERE {{ GRAPH ?graph {{ ?statement <{KG}accepted> false }} }}"
PARTS = ("role", "claim", "quantity", "finding", "trigger", "dateMention", "evidence", "mention", "cue")
"""Properties by which a node belongs to a statement, or to a part of one."""
FILLED = ("actor", "recipient", "location", "claimant")
"""Properties by which a statement has an actor or a place."""


LARGE = 200_000
"""Quads that are kept on the disk rather than in memory."""


class GraphFinding(Struct, frozen=True):
    """One thing wrong with one node of a graph.

    `path` is the property concerned (`route`: as the shape has it), `value` what it holds (`term`: as the graph has
    it). `source` is the IRI of the shape or the name of the rule, `component` the IRI of the kind of constraint; a
    finding that a statement has carried since it was read has neither, and its `path` is the slot. `statements` are
    those that the node is, is a part of, or rests on, `evidence` the mentions (IRIs) of their sentences, `words` what
    stands there, one for each. `refused` says that the statement is not part of what the graph claims.
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
    statements: tuple[str, ...] = ()
    component: str = ""
    route: ShapePath | None = None
    term: Term | None = None
    refused: bool = False


def validate_graph(
    graph: Graph | ox.Store | Iterable[ox.Quad],
    *,
    folders: Sequence[Path] | None = None,
    shapes: bool = True,
    rules: bool = True,
    carried: bool = False,
    engine: Engine | None = None,
    severities: Mapping[str, Severity] | None = None,
) -> list[GraphFinding]:
    """All findings, sorted, each once; shapes and rules pass over refused statements, but not over what rests on them.

    The graph itself is left as it is.

    Args:
        graph: a graph directory, or a store or quads of any graph that uses the ontology, in named graphs or not.
        folders: ontology folders with shapes.ttl and rules/*.rq, the shipped one first; it alone unless given.
        shapes: whether to run the shapes.
        rules: whether to run the rules.
        carried: whether to list what the checks noticed when the statements were read too, refused ones included.
        engine: what runs the shapes; see `run_shapes`.
        severities: other severities for some codes.

    Raises:
        VocabularyError: a shapes or rules file is malformed; the message names file, line and what stands there.
    """
    folders = folders or ontology_folders()

    def look(store: ox.Store, data: Path) -> tuple[set[GraphFinding], set[GraphFinding]]:
        found: set[GraphFinding] = set()
        with ThreadPoolExecutor(max_workers=1) as beside:  # both engines leave the interpreter alone: two cores work
            waiting = beside.submit(_run_shapes, data, folders, engine) if shapes else None
            if rules:
                found.update(_run_rules(store, folders))
            found.update(waiting.result() if waiting else ())
        kept = set(_read_carried(store, refused=False)) if carried else set()
        return {locate_finding(store, finding) for finding in found}, kept

    with TemporaryDirectory(prefix="kgbuild-check-") as scratch:
        data = Path(scratch) / "data.nt"
        if isinstance(graph, Graph):
            graph.write_triples(data)
            found, kept = graph.ask(lambda store: look(store, data))
            refused = graph.refused() if carried else ox.Store()
        else:
            accepted, refused = _part(graph if isinstance(graph, ox.Store) else _store(graph), data)
            found, kept = look(accepted, data)
    if carried:
        kept.update(_read_carried(refused, refused=True))
    severe = severities or {}
    ranked = (structs.replace(one, severity=severe[one.code]) if one.code in severe else one for one in found)
    return sorted([*ranked, *kept], key=_order)


def _order(finding: GraphFinding) -> tuple[str, ...]:
    return (finding.code, finding.focus, finding.message, finding.path or "", finding.value or "", finding.source)


def _run_shapes(data: Path, folders: Sequence[Path], engine: Engine | None) -> list[GraphFinding]:
    _add_concepts(data, folders)
    findings = []
    for result in run_shapes(data, ontology_files(folders, "shapes.ttl"), engine=engine):
        given = structs.asdict(result)
        route, shape = given.pop("path"), given.pop("shape")
        path = None if route is None else write_path(route, _shorten)
        findings.append(GraphFinding(**given, path=path, route=route, source=shape))
    return findings


def _run_rules(store: ox.Store, folders: Sequence[Path]) -> Iterator[GraphFinding]:
    for path in ontology_files(folders, "rules/*.rq"):
        yield from _run_rule(store, str(path), path.read_text(encoding="utf-8"))
    if own := make_domain_rule(folders[1:]):
        yield from _run_rule(store, DOMAIN_RULE, own)


def _run_rule(store: ox.Store, name: str, text: str) -> Iterator[GraphFinding]:
    """What a rule finds; `name` is its file's, for messages."""
    try:
        answer = store.query(text, use_default_graph_as_union=True)
    except SyntaxError as error:
        # The parser of queries gives its position in words: "error at 2:10: expected ...".
        raise VocabularyError(f"{name}: {str(error).splitlines()[0]}") from error
    columns = tuple(variable.value for variable in getattr(answer, "variables", ()))
    if columns != RULE_COLUMNS:
        asked = " ".join(f"?{column}" for column in RULE_COLUMNS)
        raise VocabularyError(f"{name}: the rule has to SELECT {asked}, in this order.")
    for row in cast("ox.QuerySolutions", answer):
        focus, code, severity, message = (_value(term) for term in row)
        if severity not in get_args(Severity):
            raise VocabularyError(f"{name}: no severity '{severity}'; have {', '.join(get_args(Severity))}.")
        yield GraphFinding(
            code, focus, cast("Severity", severity), message, source=Path(name).stem, component=RULE_COMPONENT
        )


def _value(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str:
    if isinstance(term, ox.BlankNode):
        return str(term)
    return "" if term is None else getattr(term, "value", str(term))


def _store(quads: Iterable[ox.Quad]) -> ox.Store:
    store = ox.Store()
    store.bulk_extend(quads)
    return store


def _part(store: ox.Store, path: Path) -> tuple[ox.Store, ox.Store]:
    """Write the triples of all graphs but those of refused statements; a store that holds these, one of the others."""
    names = {row["graph"] for row in cast("ox.QuerySolutions", store.query(REFUSED))}
    with path.open("wb") as file:
        for name in (*store.named_graphs(), ox.DefaultGraph()):
            if name not in names:
                store.dump(file, ox.RdfFormat.N_TRIPLES, from_graph=name)
    if not names:
        return store, ox.Store()
    # A large graph twice in memory would be too much.
    accepted = ox.Store(str(path.with_name("accepted"))) if len(store) > LARGE else ox.Store()
    accepted.bulk_load(path=str(path), format=ox.RdfFormat.N_TRIPLES)
    return accepted, _store(quad for name in names for quad in store.quads_for_pattern(None, None, None, name))


def _read_carried(store: ox.Store, *, refused: bool) -> Iterator[GraphFinding]:
    """What the checks noticed of the statements when they were read; findings that lack a part have their shape's."""
    for row in cast("ox.QuerySolutions", store.query(CARRIED, use_default_graph_as_union=True)):
        statement, code, severity, slot, message = (_value(term) for term in row)
        finding = GraphFinding(
            code, statement, cast("Severity", read_code(severity)), message, path=slot or None, refused=refused
        )
        if finding.severity in get_args(Severity):
            yield locate_finding(store, finding)


def _add_concepts(data: Path, folders: Sequence[Path]) -> None:
    """Append what the data is looked at together with."""
    with data.open("ab") as file:
        for path in (path for name in CONCEPTS for path in ontology_files(folders, name)):
            ox.serialize(ox.parse(path=path, format=ox.RdfFormat.TURTLE), file, ox.RdfFormat.N_TRIPLES)


def locate_finding(store: ox.Store, finding: GraphFinding) -> GraphFinding:
    """The finding with the sentences of the statements that its node is, is a part of, or rests on."""
    if not re.match(r"[a-z][a-z0-9+.-]*:", finding.focus):
        return finding  # a blank node of a graph that is not kgbuild's own
    focus = ox.NamedNode(finding.focus)
    owners = {focus, *_owners(store, focus, PARTS)}
    owners |= {above for owner in owners for above in _owners(store, owner, PARTS)}
    owners |= set(_objects(store, focus, "statement"))
    statements = sorted({one.value for one in owners if any(_objects(store, one, "evidence"))})
    if not statements:
        # Of an actor or a place that fills slots, one sentence that names it is enough to find it by.
        fillers = sorted({one.value for one in _owners(store, focus, FILLED)})
        statements = [one for one in fillers if any(_objects(store, ox.NamedNode(one), "evidence"))][:1]
    mentions = {one.value for node in statements for one in _objects(store, ox.NamedNode(node), "evidence")}
    evidence = tuple(sorted(mentions))
    words = tuple(_words(store, mention) for mention in evidence)
    return structs.replace(finding, statements=tuple(statements), evidence=evidence, words=words)


def _owners(store: ox.Store, node: ox.NamedNode, names: Sequence[str]) -> Iterator[ox.NamedNode]:
    for name in names:
        for quad in store.quads_for_pattern(None, ox.NamedNode(KG + name), node, None):
            if isinstance(quad.subject, ox.NamedNode):
                yield quad.subject


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
