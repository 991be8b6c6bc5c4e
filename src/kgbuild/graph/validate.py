"""A graph in, what the shapes and rules of ontology/ find wrong with it out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, cast, get_args

import pyoxigraph as ox
from msgspec import Struct

from kgbuild.errors import VocabularyError
from kgbuild.graph.store import Graph
from kgbuild.graph.terms import KG, PREFIXES, SCHEMES
from kgbuild.model import Severity
from kgbuild.vocabulary import data_folder

if TYPE_CHECKING:
    import rdflib

SHAPES = SCHEMES + "shapes/"
SH = "http://www.w3.org/ns/shacl#"
RULE_COLUMNS = ("focus", "code", "severity", "message")
SCHEME_FILES = ("actions.ttl", "schemes.ttl")
REFUSED = f"SELECT DISTINCT ?graph WHERE {{ GRAPH ?graph {{ ?statement <{KG}accepted> false }} }}"
CODES = f"SELECT ?shape ?code WHERE {{ ?shape a <{SH}NodeShape> ; <{KG}code> ?code }}"
SEVERITIES: dict[str, Severity] = {f"{SH}Violation": "error", f"{SH}Warning": "warning", f"{SH}Info": "info"}


class GraphFinding(Struct, frozen=True):
    """One thing wrong with one node of a graph; `path` is the property concerned, `value` what it holds."""

    code: str
    focus: str
    severity: Severity
    message: str
    path: str | None = None
    value: str | None = None


def validate_graph(
    graph: Graph | ox.Store | Iterable[ox.Quad], folder: Path | None = None, *, shapes: bool = True, rules: bool = True
) -> list[GraphFinding]:
    """All findings, sorted, each once.

    Shapes look at what was accepted; rules look at everything. The graph itself is left as it is.

    Args:
        graph: a graph directory, a store of named graphs per article, or their quads.
        folder: the ontology folder with shapes.ttl and rules/*.rq; the shipped one unless given.
        shapes: whether to run the shapes (pySHACL: about 2 minutes a million quads).
        rules: whether to run the rules.

    Raises:
        VocabularyError: a shapes or rules file is malformed; the message names file, line and what stands there.
    """
    folder = folder or data_folder("ontology")
    if isinstance(graph, ox.Store):
        store = graph
    else:
        store = ox.Store()
        store.extend(graph.quads() if isinstance(graph, Graph) else graph)
    found: set[GraphFinding] = set()
    if rules:
        found.update(_run_rules(store, folder / "rules"))
    if shapes:
        found.update(_run_shapes(store, folder))
    return sorted(found, key=_order)


def _order(finding: GraphFinding) -> tuple[str, ...]:
    return (finding.code, finding.focus, finding.message, finding.path or "", finding.value or "")


def _run_rules(store: ox.Store, folder: Path) -> Iterator[GraphFinding]:
    for path in sorted(folder.glob("*.rq")):
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
            yield GraphFinding(code, focus, cast("Severity", severity), message)


def _value(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str:
    return "" if term is None else getattr(term, "value", str(term))


def _run_shapes(store: ox.Store, folder: Path) -> Iterator[GraphFinding]:
    import pyshacl
    import rdflib

    path = folder / "shapes.ttl"
    shapes = _read(path)
    codes = {row["shape"].value: row["code"].value for row in cast("ox.QuerySolutions", shapes.query(CODES))}
    data = _accepted(store)
    for name in SCHEME_FILES:
        # Values that are concepts have to be concepts of a scheme, so the schemes are looked at together with the data.
        data.extend(_read(folder / name))
    try:
        _, report, _ = pyshacl.validate(_copy(data), shacl_graph=_copy(shapes), inplace=True)
    except (pyshacl.errors.ShapeLoadError, pyshacl.errors.ConstraintLoadError) as error:
        raise VocabularyError(f"{path}: {error}") from error
    sh = rdflib.Namespace(SH)
    for result in report.objects(None, sh.result):  # details of results hang on these
        shape = str(report.value(result, sh.sourceShape))
        path_node, value = report.value(result, sh.resultPath), report.value(result, sh.value)
        owner = shape.removeprefix(SHAPES).partition("-")[0]
        yield GraphFinding(
            code=codes.get(shape) or codes.get(SHAPES + owner, "KG700"),
            focus=str(report.value(result, sh.focusNode)),
            severity=SEVERITIES[str(report.value(result, sh.resultSeverity))],
            message=str(report.value(result, sh.resultMessage)),
            path=_shorten(str(path_node)) if path_node is not None else None,
            value=str(value) if value is not None else None,
        )


def _copy(store: ox.Store) -> rdflib.Graph:
    """The store's default graph in rdflib's own memory.

    pySHACL asks many small questions; through oxrdflib each costs ten times as much and the whole grows faster than
    the graph, which outweighs the copy.
    """
    import rdflib

    lines = BytesIO()
    store.dump(lines, ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    return rdflib.Graph().parse(data=lines.getvalue(), format="nt")


def _read(path: Path) -> ox.Store:
    """The triples of a Turtle file."""
    store = ox.Store()
    try:
        store.extend(ox.parse(path=path, format=ox.RdfFormat.TURTLE))
    except SyntaxError as error:
        raise VocabularyError(f"{path}, line {error.lineno}: {error.msg}") from error
    return store


def _accepted(store: ox.Store) -> ox.Store:
    """All quads but those of the refused statements' graphs, as one graph."""
    refused = {row["graph"] for row in cast("ox.QuerySolutions", store.query(REFUSED))}
    merged = ox.Store()
    merged.extend(
        ox.Quad(quad.subject, quad.predicate, quad.object)
        for name in (*store.named_graphs(), ox.DefaultGraph())
        if name not in refused
        for quad in store.quads_for_pattern(None, None, None, name)
    )
    return merged


def _shorten(iri: str) -> str:
    for prefix, base in PREFIXES.items():
        if iri.startswith(base):
            return f"{prefix}:{iri.removeprefix(base)}"
    return iri
