"""A graph in, a graph of many copies of it with errors planted in them out, and what the checks have to find there.

Articles, statements and events get names of their own in each copy; registered actors, places of the gazetteer and
extractors are shared, as they are between reports. Quads are kept as four terms, each as N-Quads writes it.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path
from typing import NamedTuple

from kgbuild.graph.manifest import MANIFEST, read_manifest
from kgbuild.graph.terms import BASE, expand
from records import read_lines, write_record

LINE = re.compile(r"(<[^>]*>) (<[^>]*>) (.*) (<[^>]*>) \.\n", re.DOTALL)
IDENTIFIER = f"<{expand('dcterms:identifier')}>"
OWN = re.compile(rf"<{re.escape(BASE)}((?:graph/)?(?:article|statement|event)/[^>/#]+)")


class Quad(NamedTuple):
    subject: str
    predicate: str
    object: str
    graph: str

    def __str__(self) -> str:
        return f"{self.subject} {self.predicate} {self.object} {self.graph} .\n"


class Expected(NamedTuple):
    """A finding that has to come: its code, the node, and the property for shapes (empty for rules)."""

    code: str
    focus: str
    path: str = ""


@dataclass(frozen=True)
class Seed:
    """One error in one copy: the quads to take out and to put in, and every finding that follows from it.

    `claims` are the nodes that no other seed may touch, lest one error hides another.
    """

    kind: str
    drop: frozenset[Quad]
    add: frozenset[Quad]
    expected: frozenset[Expected]
    claims: frozenset[str]


@dataclass
class Base:
    """The quads of one graph and what is said of each node, by prefixed property."""

    quads: list[Quad]
    nodes: dict[str, dict[str, list[Quad]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    users: dict[str, list[Quad]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for quad in self.quads:
            self.nodes[quad.subject][quad.predicate].append(quad)
            self.users[quad.object].append(quad)

    def of_class(self, name: str) -> list[str]:
        """The nodes of a class, sorted."""
        return sorted(quad.subject for quad in self.users[term(name)] if quad.predicate == term("rdf:type"))

    def get(self, node: str, name: str) -> list[Quad]:
        """What is said of a node by this property."""
        return self.nodes[node].get(term(name), []) if node in self.nodes else []

    def values(self, node: str, name: str) -> list[str]:
        return [quad.object for quad in self.get(node, name)]

    def subjects(self, name: str, node: str) -> list[str]:
        """The nodes that point to this one by a property."""
        return [quad.subject for quad in self.users.get(node, ()) if quad.predicate == term(name)]


def term(name: str) -> str:
    """`kg:actor` as a term."""
    return f"<{expand(name)}>"


def read_base(folder: Path) -> Base:
    """The quads of a graph directory."""
    lines = read_lines(folder).decode().splitlines(keepends=True)
    return Base([Quad(*LINE.fullmatch(line).groups()) for line in lines])


def count_copies(base: Base, quads: int) -> int:
    """How many copies make so many quads or a few more."""
    own = sum(rename_quad(quad, 1) != quad for quad in base.quads)
    return max(1, ceil((quads - len(base.quads) + own) / own))


def rename(text: str, copy: int) -> str:
    """The text as copy number `copy` has it; the first copy keeps its names."""
    return OWN.sub(rf"<{BASE}\1-{copy}", text) if copy else text


def rename_quad(quad: Quad, copy: int) -> Quad:
    """The quad in a copy; an article's identifier is the one in its name."""
    renamed = Quad(*(rename(part, copy) for part in quad))
    if copy and quad.predicate == IDENTIFIER:
        return renamed._replace(object=f'{quad.object[:-1]}-{copy}"')
    return renamed


def rename_seed(seed: Seed, copy: int) -> Seed:
    """The seed in a copy of the graph."""
    return Seed(
        seed.kind,
        frozenset(rename_quad(quad, copy) for quad in seed.drop),
        frozenset(rename_quad(quad, copy) for quad in seed.add),
        frozenset(one._replace(focus=rename(f"<{one.focus}>", copy)[1:-1]) for one in seed.expected),
        frozenset(rename(node, copy) for node in seed.claims),
    )


def plan_seeds(base: Base, kinds: Iterable[Callable[[Base], Iterator[Seed]]], *, copies: int, count: int) -> list[Seed]:
    """About `count` seeds, as many of each kind as there is room for; no two of them touch a node of each other's."""
    chance = random.Random(6)
    sites = [[(seed, copy) for seed in kind(base) for copy in range(copies)] for kind in kinds]
    for places in sites:
        chance.shuffle(places)
    sites.sort(key=len)  # kinds with little room choose first
    claimed: set[str] = set()
    seeds: list[Seed] = []
    while len(seeds) < count and any(sites):
        for places in sites:
            while places and len(seeds) < count:
                seed = rename_seed(*places.pop())
                if claimed.isdisjoint(seed.claims):
                    claimed |= seed.claims
                    seeds.append(seed)
                    break
    return seeds


def write_copies(base: Base, folder: Path, *, like: Path, copies: int, seeds: Iterable[Seed] = ()) -> int:
    """Make a graph directory of the copies with the errors in them; the number of quads.

    Args:
        base: the graph that is copied.
        folder: where to; made if need be.
        like: the directory of that graph, for its manifest.
        copies: how many.
        seeds: the errors.
    """
    drop = {quad for seed in seeds for quad in seed.drop}
    add: dict[str, list[Quad]] = defaultdict(list)
    for seed in seeds:
        for quad in seed.add:
            add[quad.graph].append(quad)
    blocks: dict[tuple[bool, str], list[Quad]] = defaultdict(list)
    for quad in base.quads:
        shared = "/graph/article/" not in quad.graph
        blocks[shared, quad.graph.removesuffix("/refused>").removesuffix(">")].append(quad)
    order = sorted((shared, rename(graph, copy), graph, copy) for shared, graph in blocks for copy in range(copies))

    def write() -> Iterator[Quad]:
        gathered: dict[str, set[Quad]] = defaultdict(set)
        for shared, name, graph, copy in order:
            quads = {rename_quad(quad, copy) for quad in blocks[shared, graph]} - drop
            quads |= {*add[f"{name}>"], *add[f"{name}/refused>"]}
            if shared:
                gathered[name] |= quads
            else:
                yield from quads
        for _, quads in sorted(gathered.items()):
            yield from quads

    lines = [str(quad).encode() for quad in write()]
    articles = {line.split(b"> ", 1)[0].decode(): "" for line in lines if f" {IDENTIFIER} ".encode() in line}
    write_record(folder, lines, articles, read_manifest(like / MANIFEST))
    return len(lines)
