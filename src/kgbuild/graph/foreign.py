"""An RDF file in, a store of it, and what the checks of statements notice in it, out.

For looking at a graph that is not, or no longer, in a directory of kgbuild's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
from msgspec import structs

from kgbuild.checks import check_statements
from kgbuild.errors import GraphError
from kgbuild.graph.foreign_records import read_articles
from kgbuild.graph.terms import KG, expand
from kgbuild.graph.validate import GraphFinding, locate_finding
from kgbuild.model import Finding, Severity
from kgbuild.vocabulary import Vocabulary
from kgbuild.vocabulary.codes import make_finding

SUFFIXES = (".jsonld", ".nq", ".nt", ".rdf", ".trig", ".ttl")
"""Files that can be read."""
USES = f"""ASK {{
  {{ ?node a ?class FILTER (STRSTARTS(STR(?class), "{KG}")) }}
  UNION {{ ?node ?property ?value FILTER (STRSTARTS(STR(?property), "{KG}")) }}
}}"""
TEXT = ox.NamedNode(expand("nif:isString"))


@contextmanager
def open_rdf(path: Path) -> Iterator[ox.Store]:
    """The quads of the file, whose format its suffix tells, in a store on the disk that lasts as long as the block.

    Raises:
        GraphError: it can't be read, is not what its suffix says (the message names the line), or finds no room.
    """
    kind = ox.RdfFormat.from_extension(path.suffix[1:])
    if kind is None:
        raise GraphError(f"{path}: no RDF format has the suffix '{path.suffix}'; have {' '.join(SUFFIXES)}.")
    with TemporaryDirectory(prefix="kgbuild-rdf-") as scratch:
        store = ox.Store(scratch)
        try:
            store.bulk_load(path=str(path), format=kind, base_iri=path.absolute().as_uri())
        except OSError as error:
            reason = error.strerror or error
            advice = f"It is read by way of {Path(scratch).parent}, which needs room for it."
            raise GraphError(f"{path}: can't be read ({reason}). {advice}") from error
        except SyntaxError as error:
            raise GraphError(f"{path}: {error}") from error
        yield store
        del store


def find_in_statements(
    store: ox.Store,
    vocabulary: Vocabulary,
    known: Iterable[GraphFinding] = (),
    *,
    source: str,
    severities: Mapping[str, Severity] | None = None,
) -> list[GraphFinding]:
    """What the checks of single statements notice in a graph, each finding with the statement's own address.

    Refused statements are looked at beside the others, but nothing is said of them. Where a graph holds no text, the
    words of its mentions stand for it.

    Args:
        store: the graph.
        vocabulary: what codes mean.
        known: findings there are already: what a statement has carried since it was read is not told again.
        source: the file's name, of which it is said if nothing in it is of the ontology.
        severities: other severities for some codes.
    """
    told = {(one.code, one.focus, one.path) for one in known}
    severe = severities or {}
    found: list[GraphFinding] = []

    def tell(focus: str, finding: Finding) -> None:
        severity = severe.get(finding.code, finding.severity)
        one = GraphFinding(finding.code, focus, severity, finding.message, path=finding.slot or None)
        if (one.code, one.focus, one.path) not in told:
            found.append(locate_finding(store, one))

    if not store.query(USES, use_default_graph_as_union=True):
        tell(source, make_finding("KG042"))
    for read in read_articles(store):
        if read.article is not None:
            statements = [structs.replace(one, findings=()) for one in read.statements]
            for one in check_statements(statements, read.article, vocabulary):
                for finding in one.findings if read.accepted[one.id] else ():
                    tell(one.id, finding)
        for focus, reason in read.unread:
            tell(focus, make_finding("KG041", reason=reason))
    return found
