"""Files of shapes in, the codes and paths of the shapes out, and the files with a name for each shape that has none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from msgspec import Struct

from kgbuild.graph.shape_paths import SH, ShapePath, read_path
from kgbuild.graph.terms import KG, SCHEMES
from kgbuild.vocabulary.subjects import read_source

SHAPES = SCHEMES + "shapes/"
TARGETS = {f"{SH}{name}" for name in ("target", "targetClass", "targetNode", "targetObjectsOf", "targetSubjectsOf")}


class ShapeFiles(Struct, frozen=True):
    """Files for an engine, and by IRI the code of each shape or component, and the path of each property shape.

    A property shape without a code has that of the shape it belongs to.
    """

    files: tuple[Path, ...]
    codes: dict[str, str]
    paths: dict[str, ShapePath]


def read_shapes(files: Sequence[Path], scratch: Path) -> ShapeFiles:
    """Read files of shapes; what has to be written anew is written into the folder `scratch`.

    Raises:
        VocabularyError: a file is malformed; the message names file and line.
    """
    ready: list[Path] = []
    codes: dict[str, str] = {}
    owners: list[tuple[str, str]] = []
    paths: dict[str, ShapePath] = {}
    for number, path in enumerate(files):
        read_source(path)  # its errors name line and term; what it reads has no blank nodes
        triples = [quad.triple for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE)]
        named = _name_shapes(triples, f"{SHAPES}{path.stem}")
        if named != triples:
            path = scratch / f"{number}-{path.name}"  # noqa: PLW2901  # the same shapes under another name
            ox.serialize(named, str(path), ox.RdfFormat.TURTLE)
        ready.append(path)
        values: dict[str, dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal]]] = {}
        for triple in named:
            found = values.setdefault(str(triple.subject), {}).setdefault(triple.predicate.value, [])
            found.append(triple.object)  # type: ignore[arg-type]  # Turtle 1.1 quotes no triples
        for subject, described in values.items():
            shape = subject[1:-1]
            owners += [
                (shape, one.value) for one in described.get(f"{SH}property", ()) if isinstance(one, ox.NamedNode)
            ]
            for code in described.get(f"{KG}code", ())[:1]:
                codes[shape] = code.value
            for route in described.get(f"{SH}path", ())[:1]:
                paths[shape] = read_path(route, values)
    for owner, part in sorted(owners):
        if owner in codes:
            codes.setdefault(part, codes[owner])
    return ShapeFiles(tuple(ready), codes, paths)


def _name_shapes(triples: list[ox.Triple], home: str) -> list[ox.Triple]:
    """The triples with a name for each shape that has none and that a result may be of.

    A blank node has another label in each run, so that a report could not say which shape it means. A property shape is
    named after the shape that has it, by its order there, others after the file.
    """
    targets = [one.subject for one in triples if one.predicate.value in TARGETS]
    roots = dict.fromkeys(one for one in targets if isinstance(one, ox.BlankNode))
    names = {node: ox.NamedNode(f"{home}-{number}") for number, node in enumerate(roots, 1)}
    counts: dict[str, int] = {}
    while found := list(_nameless(triples, names)):
        for owner, part in found:
            counts[owner] = counts.get(owner, 0) + 1
            names.setdefault(part, ox.NamedNode(f"{owner}/property-{counts[owner]}"))
    if not names:
        return triples
    return [ox.Triple(_rename(one.subject, names), one.predicate, _rename(one.object, names)) for one in triples]


def _rename(node: Any, names: dict[ox.BlankNode, ox.NamedNode]) -> Any:
    return names.get(node, node) if isinstance(node, ox.BlankNode) else node


def _nameless(triples: list[ox.Triple], names: dict[ox.BlankNode, ox.NamedNode]) -> Iterator[tuple[str, ox.BlankNode]]:
    for triple in triples:
        part, owner = triple.object, _rename(triple.subject, names)
        if triple.predicate.value != f"{SH}property" or not isinstance(owner, ox.NamedNode):
            continue
        if isinstance(part, ox.BlankNode) and part not in names:
            yield owner.value, part
