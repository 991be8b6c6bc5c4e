"""Numbered items with block keys in, the pairs that are to be compared out: all of a block, or neighbours in a crowd.

A block of more items than `CROWD` is put in an order of the items' own, and each is compared with those next to it: the
cost of a crowd grows with its size, not with its square, and who is compared is a function of who is there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

Pair = tuple[int, int]
CROWD = 200
WINDOW = 20
"""So many neighbours on either side are compared in a crowd."""


class Renewal(NamedTuple):
    """Pairs to compare, and pairs that a crowd has driven apart."""

    compare: Iterator[Pair]
    forget: list[Pair]


class Blocks:
    """Which items share a block. `rank` gives an item's place in the order of a crowd; no two share one."""

    def __init__(self, rank: Callable[[int], tuple[str, str]]) -> None:
        self._rank = rank
        self._held: dict[str, list[int]] = {}

    def fill(self, nodes: Mapping[int, Iterable[str]]) -> None:
        """Put in items that have been compared already, with their keys."""
        for node, keys in nodes.items():
            for key in set(keys):
                self._held.setdefault(key, []).append(node)

    def renew(
        self, lost: Mapping[int, list[str]], fresh: Mapping[int, list[str]], keys_of: Callable[[int], Iterable[str]]
    ) -> Renewal:
        """Take the lost items out and put the fresh ones in.

        Args:
            lost: items with the keys that they had; their ranks are still asked for.
            fresh: new items with their keys.
            keys_of: the keys of an item that stays.
        """
        growth: dict[str, int] = {}
        for keys in fresh.values():
            for key in keys:
                growth[key] = growth.get(key, 0) + 1
        crowds: dict[str, set[Pair]] = {}
        for key in {*growth, *(key for keys in lost.values() for key in keys)}:
            if len(self._held.get(key, ())) + growth.get(key, 0) > CROWD:
                crowds[key] = self._propose(key)
        for node, keys in lost.items():
            for key in keys:
                self._held[key].remove(node)
                if not self._held[key]:
                    del self._held[key]
        for node, keys in fresh.items():
            for key in keys:
                self._held.setdefault(key, []).append(node)
        made: set[Pair] = set()
        dropped: set[Pair] = set()
        for key, before in crowds.items():
            after = self._propose(key)
            made |= after - before
            dropped |= before - after
        dropped = {pair for pair in dropped if lost.keys().isdisjoint(pair)}
        return Renewal(self._list_pairs(fresh, crowds.keys(), made), list(self._forget(dropped, keys_of)))

    def _list_pairs(self, fresh: Mapping[int, list[str]], crowds: Collection[str], made: set[Pair]) -> Iterator[Pair]:
        """The pairs to compare, one after another: all of them at once would not fit into memory."""
        for node, keys in fresh.items():
            near = {other for key in keys if key not in crowds for other in self._held[key]}
            for other in sorted(near):
                if other < node or (other != node and other not in fresh):
                    yield node, other
        yield from sorted(made)

    def _forget(self, pairs: set[Pair], keys_of: Callable[[int], Iterable[str]]) -> Iterator[Pair]:
        """The pairs that no other block proposes."""
        proposed: dict[str, set[Pair]] = {}
        for pair in sorted(pairs):
            for key in sorted(set(keys_of(pair[0])) & set(keys_of(pair[1]))):
                if key not in proposed:
                    proposed[key] = self._propose(key)
                if pair in proposed[key]:
                    break
            else:
                yield pair

    def _propose(self, key: str) -> set[Pair]:
        """The pairs of a block that are compared."""
        held = self._held.get(key, [])
        if len(held) <= CROWD:
            return set(combinations(sorted(held), 2))
        ranked = sorted(held, key=self._rank)
        return {
            (min(node, other), max(node, other))
            for at, node in enumerate(ranked)
            for other in ranked[at + 1 : at + 1 + WINDOW]
        }
