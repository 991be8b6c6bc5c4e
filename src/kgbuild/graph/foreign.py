"""An RDF file in, its quads out: for looking at a graph that is not, or no longer, in a directory of kgbuild's own."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kgbuild.errors import GraphError

SUFFIXES = (".jsonld", ".nq", ".nt", ".rdf", ".trig", ".ttl")
"""Files that can be read."""


def read_rdf(path: Path) -> list[ox.Quad]:
    """The quads of the file, whose format its suffix tells.

    Raises:
        GraphError: it can't be read, or is not what its suffix says; the message names the line.
    """
    kind = ox.RdfFormat.from_extension(path.suffix[1:])
    if kind is None:
        raise GraphError(f"{path}: no RDF format has the suffix '{path.suffix}'; have {' '.join(SUFFIXES)}.")
    try:
        return list(ox.parse(path=str(path), format=kind, base_iri=path.absolute().as_uri()))
    except OSError as error:
        raise GraphError(f"{path}: can't be read ({error.strerror or error}).") from error
    except SyntaxError as error:
        raise GraphError(f"{path}: {error}") from error
