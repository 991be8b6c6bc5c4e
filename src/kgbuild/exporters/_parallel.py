"""Labels and edges in, names out that no two of them share: for formats whose readers know things by their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kgbuild.exporters._normal import clean_text

if TYPE_CHECKING:
    import networkx as nx


def tell_apart(labels: Iterable[str]) -> list[str]:
    """The labels, those that an earlier one equals with a number: "people", "people (2)", "people (3)"."""
    given = list(labels)
    taken = set(given)
    seen: Counter[str] = Counter()
    told = []
    for label in given:
        seen[label] += 1
        if seen[label] == 1:
            told.append(label)
            continue
        while (name := f"{label} ({seen[label]})") in taken:
            seen[label] += 1
        taken.add(name)
        told.append(name)
    return told


def list_keys(network: nx.Graph) -> Iterator[str | None]:
    """What tells each edge from those parallel to it, as text, in the network's order; `None` where none can be."""
    if not network.is_multigraph():
        yield from [None] * network.number_of_edges()
        return
    taken: set[tuple[object, ...]] = set()
    for source, target, key in network.edges(keys=True):
        text = name = clean_text(str(key))
        number = 1
        while (source, target, name) in taken:
            number += 1
            name = f"{text}~{number}"
        taken.add((source, target, name))
        yield name
