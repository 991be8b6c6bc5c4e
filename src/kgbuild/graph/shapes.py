"""Triples and SHACL shapes in, what breaks the shapes out; one function before two engines.

Neither engine is written here: `shifty` (Rust) is the fast one, `pyshacl` the reference. Both get the same files and
give the same results, which the tests hold on every shape.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from kgbuild.errors import VocabularyError
from kgbuild.graph.terms import KG, SCHEMES
from kgbuild.model import Severity
from kgbuild.vocabulary.schemes import read_source

if TYPE_CHECKING:
    import rdflib

Engine = Literal["shifty", "pyshacl"]

SHAPES = SCHEMES + "shapes/"
SH = "http://www.w3.org/ns/shacl#"
OTHER_CODE = "KG700"
"""The code of a shape that names none."""
SEVERITIES: dict[str, Severity] = {f"{SH}Violation": "error", f"{SH}Warning": "warning", f"{SH}Info": "info"}


class ShapeResult(Struct, frozen=True):
    """One value, or the lack of one, that a shape does not allow; all but the words are IRIs or lexical forms."""

    code: str
    focus: str
    severity: Severity
    message: str
    shape: str
    path: str | None = None
    value: str | None = None


def run_shapes(data: Path, shapes: Sequence[Path], *, engine: Engine | None = None) -> Iterator[ShapeResult]:
    """What the shapes find in a file of triples, in no order.

    Args:
        data: N-Triples: the graph, and the concepts and classes that its values have to be of.
        shapes: Turtle files, looked at as one.
        engine: `shifty` where it is installed, else `pyshacl`, unless one is named.

    Raises:
        VocabularyError: a shapes file is malformed; the message names file and line.
    """
    codes = _read_codes(shapes)
    report = _ENGINES[engine or choose_engine()](data, shapes)
    from rdflib import Namespace

    sh = Namespace(SH)
    for result in report.objects(None, sh.result):  # details of results hang on these
        shape = str(report.value(result, sh.sourceShape))
        component = str(report.value(result, sh.sourceConstraintComponent))
        path, value = report.value(result, sh.resultPath), report.value(result, sh.value)
        yield ShapeResult(
            code=codes.get(component) or codes.get(shape, OTHER_CODE),
            focus=str(report.value(result, sh.focusNode)),
            severity=SEVERITIES[str(report.value(result, sh.resultSeverity))],
            message=str(report.value(result, sh.resultMessage)),
            shape=shape,
            path=None if path is None else str(path),
            value=None if value is None else str(value),
        )


def choose_engine() -> Engine:
    """The fast engine, or the reference one on machines that the fast one does not run on."""
    try:
        import shifty  # noqa: F401
    except ImportError:
        return "pyshacl"
    return "shifty"


def _read_codes(files: Sequence[Path]) -> dict[str, str]:
    """The `kg:code` of each shape or constraint component; a property shape without one has that of its node shape."""
    subjects = [item for path in files for item in read_source(path).subjects.items()]
    codes = {shape: values[f"{KG}code"][0] for shape, values in subjects if f"{KG}code" in values}
    for shape, values in subjects:
        for part in values.get(f"{SH}property", ()):
            if shape in codes:
                codes.setdefault(part, codes[shape])
    return codes


def _run_shifty(data: Path, shapes: Sequence[Path]) -> rdflib.Graph:
    import shifty

    try:
        # One path and no list: the engine merges lists of graphs in five times the time and three times the memory.
        report: rdflib.Graph
        _, report, _ = shifty.validate(
            data, list(shapes), graph_mode="data", infer=False, sort_results=False, on_unsupported="error"
        )
    except (ValueError, RuntimeError) as error:
        raise VocabularyError(f"{_names(shapes)}: {error}") from error
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
    except (pyshacl.errors.ShapeLoadError, pyshacl.errors.ConstraintLoadError) as error:
        raise VocabularyError(f"{_names(shapes)}: {error}") from error
    return report


def _names(paths: Sequence[Path]) -> str:
    return ", ".join(str(path) for path in paths)


_ENGINES: dict[Engine, Callable[[Path, Sequence[Path]], rdflib.Graph]] = {
    "shifty": _run_shifty,
    "pyshacl": _run_pyshacl,
}
