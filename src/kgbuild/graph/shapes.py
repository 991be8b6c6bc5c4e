"""Triples and SHACL shapes in, what breaks the shapes out; one function before two engines.

Neither engine is written here: `shifty` (Rust) is the fast one, `pyshacl` the reference. Both get the same files and
give the same results, which the tests hold on every shape.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal

import pyoxigraph as ox
from msgspec import Struct

from kgbuild.errors import VocabularyError
from kgbuild.graph.shape_files import read_shapes
from kgbuild.graph.shape_paths import SH, ShapePath
from kgbuild.model import Severity

if TYPE_CHECKING:
    import rdflib

Engine = Literal["shifty", "pyshacl"]

Term = ox.NamedNode | ox.BlankNode | ox.Literal
OTHER_CODE = "KG700"
"""The code of a shape that names none."""
SEVERITIES: dict[str, Severity] = {f"{SH}Violation": "error", f"{SH}Warning": "warning", f"{SH}Info": "info"}


class ShapeResult(Struct, frozen=True):
    """One value, or the lack of one, that a shape does not allow.

    `focus` is an IRI, a literal's text, or a blank node's label behind "_:"; `value` is the text of `term`; `shape` and
    `component` are IRIs, a shape without one being named after the shape that has it.
    """

    code: str
    focus: str
    severity: Severity
    message: str
    shape: str
    component: str
    path: ShapePath | None = None
    value: str | None = None
    term: Term | None = None


def run_shapes(data: Path, shapes: Sequence[Path], *, engine: Engine | None = None) -> Iterator[ShapeResult]:
    """What the shapes find in a file of triples, in no order.

    Args:
        data: N-Triples: the graph, and the concepts and classes that its values have to be of.
        shapes: Turtle files, looked at as one.
        engine: `shifty` where it is installed, else `pyshacl`, unless one is named.

    Raises:
        VocabularyError: a shapes file is malformed; the message names file and line.
    """
    from rdflib import Namespace

    sh = Namespace(SH)
    with TemporaryDirectory(prefix="kgbuild-shapes-") as scratch:
        known = read_shapes(shapes, Path(scratch))
        try:
            with _quiet():
                report = _ENGINES[engine or choose_engine()](data, known.files)
        except EngineError as error:
            raise VocabularyError(f"{', '.join(str(path) for path in shapes)}: {error}") from error
    for result in report.objects(None, sh.result):  # details of results hang on these
        shape = str(report.value(result, sh.sourceShape))
        component = str(report.value(result, sh.sourceConstraintComponent))
        path, value = report.value(result, sh.resultPath), report.value(result, sh.value)
        yield ShapeResult(
            code=known.codes.get(component) or known.codes.get(shape, OTHER_CODE),
            focus=_name(report.value(result, sh.focusNode)),
            severity=SEVERITIES[str(report.value(result, sh.resultSeverity))],
            message=str(report.value(result, sh.resultMessage)),
            shape=shape,
            component=component,
            path=_path(path, known.paths.get(shape)),
            value=None if value is None else _name(value),
            term=None if value is None else _term(value),
        )


def _path(node: rdflib.term.Node | None, own: ShapePath | None) -> ShapePath | None:
    """The property, or the path of the shape: reports do not always describe what is more than one property."""
    import rdflib

    return ShapePath("property", str(node)) if isinstance(node, rdflib.URIRef) else own if node is not None else None


def _name(node: rdflib.term.Node | None) -> str:
    import rdflib

    return f"_:{node}" if isinstance(node, rdflib.BNode) else str(node)


def _term(node: rdflib.term.Node) -> Term:
    import rdflib

    match node:
        case rdflib.Literal(language=str() as language):
            return ox.Literal(str(node), language=language)
        case rdflib.Literal(datatype=rdflib.URIRef() as datatype):
            return ox.Literal(str(node), datatype=ox.NamedNode(datatype))
        case rdflib.Literal():
            return ox.Literal(str(node))
        case rdflib.BNode():
            return ox.BlankNode(str(node))
    return ox.NamedNode(str(node))


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the tracebacks that rdflib prints of literals that are not of their datatype: those are findings."""
    logger = logging.getLogger("rdflib.term")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before


def choose_engine() -> Engine:
    """The fast engine, or the reference one on machines that the fast one does not run on."""
    try:
        import shifty  # noqa: F401
    except ImportError:
        return "pyshacl"
    return "shifty"


class EngineError(Exception):
    """What an engine says of shapes that it can't run."""


def _run_shifty(data: Path, shapes: Sequence[Path]) -> rdflib.Graph:
    import shifty

    try:
        # One path and no list: the engine merges lists of graphs in five times the time and three times the memory.
        report: rdflib.Graph
        _, report, _ = shifty.validate(
            data, list(shapes), graph_mode="data", infer=False, sort_results=False, on_unsupported="error"
        )
    except (ValueError, RuntimeError) as error:
        raise EngineError(str(error)) from error
    return report


def _run_pyshacl(data: Path, shapes: Sequence[Path]) -> rdflib.Graph:
    import pyshacl
    import rdflib

    wanted = rdflib.Graph()
    for path in shapes:
        wanted.parse(path, format="turtle")
    try:
        report: rdflib.Graph
        _, report, _ = pyshacl.validate(rdflib.Graph().parse(data, format="nt"), shacl_graph=wanted, inplace=True)
    except pyshacl.errors.ReportableRuntimeError as error:
        raise EngineError(str(error)) from error
    return report


_ENGINES: dict[Engine, Callable[[Path, Sequence[Path]], rdflib.Graph]] = {
    "shifty": _run_shifty,
    "pyshacl": _run_pyshacl,
}
