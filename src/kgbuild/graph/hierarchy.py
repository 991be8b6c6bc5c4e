"""Keys of registered actors in, whose part the registry says that they are out: keys, and lines of the entities graph.

What stands above an actor of the graph is in the graph too, with its name, whether or not a statement names it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from functools import cache
from urllib.parse import unquote

from kgbuild.assembly.keys import encode
from kgbuild.assembly.name_data import known_registry
from kgbuild.graph.terms import Names, concept, expand, iri, string

ACTOR = "actor/"
PROPERTIES = ("rdf:type", "rdfs:label", "kg:actorKind", "kg:country", "kg:sector", "kg:registryId", "kg:parent")
P = {name: iri(expand(name)) for name in PROPERTIES}


@cache
def _parents() -> Mapping[str, str]:
    """The key of each actor's parent; one that is no entry of the registry (KG909) can't be described."""
    entries = known_registry().entries
    return {
        _key(entry.id): _key(entry.parent) for entry in entries.values() if entry.parent and entry.parent in entries
    }


@cache
def _children() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for child, parent in _parents().items():
        found[parent].append(child)
    return {parent: tuple(sorted(children)) for parent, children in found.items()}


def _key(id: str) -> str:
    return ACTOR + encode(id)


def list_above(key: str) -> list[str]:
    """The actors above one, the nearest first."""
    found: list[str] = []
    while (parent := _parents().get(key)) is not None and parent != key and parent not in found:
        found.append(parent)
        key = parent
    return found


def find_near(keys: Iterable[str]) -> set[str]:
    """The actors whose lines may change when these come, go, or get another identity."""
    found: set[str] = set()
    for key in keys:
        if key.startswith(ACTOR):
            found.update(list_above(key), _children().get(key, ()))
    return found


def write_hierarchy(wanted: Iterable[str], named: Container[str], names: Names) -> list[str]:
    """The lines that say whose part actors are, and who those are that no statement names.

    Args:
        wanted: the keys of actors whose lines are written.
        named: the keys that statements name.
        names: names of nodes, with the identities of keys.
    """
    end = f" {iri(names.entities_graph)} .\n"
    lines = []
    for key in sorted(set(wanted)):
        if not _stands(key, named):
            continue
        node, parent = _name(key, names), _parents().get(key)
        above = None if parent is None else _name(parent, names)
        if above is not None and above != node:
            lines.append(f"{iri(node)} {P['kg:parent']} {iri(above)}{end}")
        if key not in named and node == names.base + key:
            lines += [f"{iri(node)} {P[name]} {term}{end}" for name, term in _describe(key)]
    return lines


def _stands(key: str, named: Container[str]) -> bool:
    """Whether a statement names the actor, or one below it."""
    waiting, seen = [key], set[str]()
    while waiting:
        one = waiting.pop()
        if one in named:
            return True
        if one not in seen:  # nothing stops a registry of one's own from closing a circle (KG910)
            seen.add(one)
            waiting.extend(_children().get(one, ()))
    return False


def _name(key: str, names: Names) -> str:
    return names.base + names.identities.get(key, key)


def _describe(key: str) -> Iterable[tuple[str, str]]:
    entry = known_registry().entries[unquote(key.removeprefix(ACTOR))]
    yield "rdf:type", iri(expand("kg:Actor"))
    yield "rdfs:label", string(entry.name)
    yield "kg:registryId", string(entry.id)
    yield "kg:actorKind", iri(concept("kind", entry.kind))
    if entry.country is not None:
        yield "kg:country", string(entry.country)
    if entry.sector is not None:
        yield "kg:sector", iri(concept("sector", entry.sector))
