"""The profile `rdf12`: what `nary` says, and the plain triples that claims come to, quoted and never asserted.

A statement reifies the triple "actor, action, recipient" of each two that it names, so that its standing, date and
claimants are told of that triple. A role reifies the link from the statement to what fills it, and a link of the chain
of claimants the one to the claimant, so that words, positions and readings are told of these.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kgbuild.exporters._lines import join_lines
from kgbuild.graph.claim_graph import ClaimGraph
from kgbuild.graph.terms import expand

REIFIES = NamedNode(expand("rdf:reifies"))
_ACTION, _ACTOR, _RECIPIENT = (expand(f"kg:{name}") for name in ("action", "actor", "recipient"))
_CLAIM, _CLAIMANT, _ROLE, _SLOT, _FILLER = (
    expand(f"kg:{name}") for name in ("claim", "claimant", "role", "slot", "filler")
)
_ASKED = frozenset({_ACTION, _ACTOR, _RECIPIENT, _CLAIM, _CLAIMANT, _ROLE, _SLOT, _FILLER})

Nodes = dict[str, dict[str, list[NamedNode | Literal]]]
"""Each subject's values by property."""


def read(graph: ClaimGraph, *, refused: bool) -> Iterator[bytes]:
    """See `kgbuild.exporters.profiles.Reader`."""
    return join_lines(f"{quad} .\n" for quad in _add_quotes(graph, refused=refused))


def _add_quotes(graph: ClaimGraph, *, refused: bool) -> Iterator[Quad]:
    for name, quads in groupby(graph.quads(refused=refused), key=lambda quad: quad.graph_name):
        if not isinstance(name, NamedNode) or graph.names.read_graph(name.value) is None:
            yield from quads
            continue
        own = list(quads)
        own += [Quad(subject, REIFIES, triple, name) for subject, triple in _quote(_collect(own))]
        yield from sorted(own, key=str)


def _collect(quads: Iterable[Quad]) -> Nodes:
    nodes: Nodes = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        if quad.predicate.value in _ASKED:
            nodes[quad.subject.value][quad.predicate.value].append(quad.object)  # type: ignore[union-attr, arg-type]
    return nodes


def _quote(nodes: Nodes) -> Iterator[tuple[NamedNode, Triple]]:
    """What reifies which triple, in the graph of one article."""
    for iri in sorted(nodes):
        values = nodes[iri]
        if _ACTION not in values:
            continue
        statement = NamedNode(iri)
        for actor in values[_ACTOR]:
            for recipient in values[_RECIPIENT]:
                yield statement, _make_triple(actor, values[_ACTION][0], recipient)
        for role in values[_ROLE]:
            filled = nodes[role.value]
            slot = NamedNode(expand(f"kg:{filled[_SLOT][0].value}"))
            yield _node(role), _make_triple(statement, slot, filled[_FILLER][0])
        for claim in values[_CLAIM]:
            yield _node(claim), _make_triple(statement, NamedNode(_CLAIMANT), nodes[claim.value][_CLAIMANT][0])


def _make_triple(*terms: NamedNode | Literal) -> Triple:
    subject, predicate, value = map(_node, terms)
    return Triple(subject, predicate, value)


def _node(term: NamedNode | Literal) -> NamedNode:
    return NamedNode(term.value)
