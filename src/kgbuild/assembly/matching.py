"""Items with keys in, clusters of what is one thing and questions about what may be out; one engine for all kinds.

Items that share a block key are compared. `None` keeps two apart; a score of `join` or more makes an edge, one between
`ask` and `join` a question. What edges connect is clustered on its own (`assembly.clustering`), so that a newcomer
re-clusters the piece that it touches and no other, and the outcome is the same in whatever order items come and go:
it is a function of the items, their keys and the judgements.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import combinations
from typing import Generic, Literal, NamedTuple, TypeVar

from msgspec import Struct

from kgbuild.assembly.clustering import APART, CompleteLinkage, Pair, cluster_singly
from kgbuild.assembly.crowds import Blocks
from kgbuild.assembly.verdicts import Verdict, sort_verdicts

Item = TypeVar("Item", bound=Hashable)
Linkage = Literal["complete", "single"]
FEW = 64
"""Up to so many pairs of two clusters are looked at for a veto before a question is asked."""


class Match(Struct, frozen=True, order=True):
    """How much says that two items are one, from 0 to 1, and what."""

    score: float
    reason: str


class Rivals(NamedTuple):
    """What else keeps keys apart: each has a home, and a home says which two of its keys are no one thing."""

    home: Callable[[str], str]
    are_apart: Callable[[str, str], bool]


class Settled(NamedTuple):
    """Clusters by name, the smallest key in each: those that are no more as they were, and those made anew."""

    gone: frozenset[str]
    made: frozenset[str]


class Doubt(NamedTuple):
    """Two keys of different clusters that may be one thing."""

    first: str
    second: str
    score: float
    reason: str


class Kept(Struct, Generic[Item], frozen=True, array_like=True):
    """A settled engine as it is kept: items by number, their keys, and what was found of them."""

    next: int
    items: dict[int, Item]
    keys: dict[int, list[str]]
    shared: list[int]
    edges: dict[int, dict[int, float]]
    clusters: list[tuple[int, ...]]
    doubts: dict[str, dict[str, Doubt | None]]
    verdicts: list[Verdict]


class Matcher(Generic[Item]):
    """Items of one kind, compared block by block and kept in clusters.

    Equal items that match themselves count as one, however many keys they have: the thousandth "Goma, COD" costs a
    dictionary look-up. Keys that a verdict names are kept apart from their equals, since a person may part them.
    """

    def __init__(
        self,
        block_keys: Callable[[Item], Iterable[str]],
        compare: Callable[[Item, Item], Match | None],
        *,
        join: float,
        ask: float,
        fit: float | None = None,
        margin: float = 0.0,
        linkage: Linkage = "complete",
        order: Callable[[Item], str] = repr,
        rivals: Rivals | None = None,
    ) -> None:
        """Args:
        block_keys: what an item is compared by; an item without any is alone.
        compare: symmetric, and a function of its two arguments only.
        join, ask: the two thresholds.
        fit: what every pair of a cluster must score under complete linkage; `join` unless given.
        margin: how much better the best of two choices must be.
        order: different for different items; in a crowd neighbours in this order are compared.
        rivals: which keys of one home are never in one cluster; `touch` a key when that has changed for it.
        """
        self._block_keys, self._compare, self._order = block_keys, compare, order
        self._join, self._ask, self._fit, self._margin = join, ask, join if fit is None else fit, margin
        self._linkage = linkage
        self._rivals = rivals
        self._next = 0
        self._nodes: dict[str, int] = {}
        self._items: dict[int, Item] = {}
        self._keys: dict[int, list[str]] = {}
        self._shared: dict[Item, int] = {}
        self._blocks = Blocks(self._rank)
        self._edges: dict[int, dict[int, float]] = {}
        self._clusters: dict[int, tuple[int, ...]] = {}
        self._names: dict[int, str] = {}
        self._doubts: dict[str, dict[str, Doubt | None]] = {}
        self._same: dict[str, set[str]] = {}
        self._different: dict[str, set[str]] = {}
        self._fresh: set[int] = set()
        self._gone: dict[int, tuple[Item, str]] = {}
        self._dirty: set[int] = set()
        self.conflicts: tuple[Verdict, ...] = ()
        """Verdicts "same" that others contradict; they have no effect."""

    def keep(self) -> Kept[Item]:
        """What `restore` needs; to be asked for when settled."""
        pairs = [(self._same, True), (self._different, False)]
        return Kept(
            next=self._next,
            items=self._items,
            keys=self._keys,
            shared=sorted(self._shared.values()),
            edges=self._edges,
            clusters=sorted(set(self._clusters.values())),
            doubts=self._doubts,
            verdicts=[Verdict(one, other, same) for held, same in pairs for one in held for other in held[one]],
        )

    def restore(self, kept: Kept[Item]) -> None:
        """Take up what was kept, in an engine that holds nothing yet; nothing is compared again."""
        self._next, self._items, self._keys, self._edges = kept.next, kept.items, kept.keys, kept.edges
        self._nodes = {key: node for node, keys in kept.keys.items() for key in keys}
        self._shared = {kept.items[node]: node for node in kept.shared}
        self._blocks.fill({node: self._block_keys(item) for node, item in kept.items.items()})
        self._same, self._different, self.conflicts = sort_verdicts(kept.verdicts)
        for cluster in kept.clusters:
            name = min(min(self._keys[node]) for node in cluster)
            for node in cluster:
                self._clusters[node], self._names[node] = cluster, name
        self._doubts = kept.doubts

    def __contains__(self, key: str) -> bool:
        return key in self._nodes

    def __len__(self) -> int:
        return len(self._nodes)

    def add(self, key: str, item: Item) -> None:
        """Add an item, or put it in the place of the one that has this key."""
        if key in self._nodes:
            if self._items[self._nodes[key]] == item:
                return
            self.remove(key)
        shared = key not in self._same and key not in self._different
        node = self._shared.get(item) if shared else None
        if node is None:
            node, self._next = self._next, self._next + 1
            self._items[node], self._keys[node] = item, []
            self._fresh.add(node)
            if shared and self._matches_itself(item):
                self._shared[item] = node
        self._nodes[key] = node
        self._keys[node].append(key)
        self._dirty.add(node)

    def remove(self, key: str) -> None:
        """Take an item away.

        Raises:
            KeyError: there is none of this key.
        """
        node = self._nodes.pop(key)
        self._keys[node].remove(key)
        self._dirty.add(node)
        if not self._keys[node]:
            item = self._items.pop(node)
            del self._keys[node]
            shared = self._shared.get(item) == node
            if shared:
                del self._shared[item]
            if node in self._fresh:
                self._fresh.discard(node)
            else:
                self._gone[node] = (item, "" if shared else key)

    def touch(self, key: str) -> None:
        """Cluster anew what this key belongs to."""
        self._dirty.add(self._nodes[key])

    def judge(self, verdicts: Iterable[Verdict]) -> None:
        """Put these verdicts in the place of all former ones; keys that no item has wait for theirs."""
        before = self._same.keys() | self._different.keys()
        touched = set(before)
        self._same, self._different, self.conflicts = sort_verdicts(verdicts)
        touched |= self._same.keys() | self._different.keys()
        for key in sorted(touched & self._nodes.keys()):
            node = self._nodes[key]
            item = self._items[node]
            alone = self._shared.get(item) != node
            judged = key in self._same or key in self._different
            if judged != alone or (judged and len(self._keys[node]) > 1):
                self.remove(key)
                self.add(key, item)
            self._dirty.add(self._nodes[key])

    def settle(self) -> Settled:
        """Compare what is new, and cluster anew what was touched."""
        self._renew_blocks()
        gone = set()
        touched = {node for node in self._dirty if node in self._items}
        for node in self._dirty:
            for other in self._clusters.get(node, ()):
                gone.add(self._names[node])
                if other in self._items:
                    touched.add(other)
        made, kept = set(), set()
        done: set[int] = set()
        for start in sorted(touched):
            if start in done:
                continue
            piece = self._find_piece(start)
            done |= piece
            for node in piece:
                if node in self._names:
                    gone.add(self._names[node])
            for cluster in self._cluster(piece):
                name = min(min(self._keys[node]) for node in cluster)
                if self._clusters.get(cluster[0]) == cluster and self._dirty.isdisjoint(cluster):
                    kept.add(name)
                    continue
                made.add(name)
                for node in cluster:
                    self._clusters[node], self._names[node] = cluster, name
        for node in self._dirty - self._items.keys():
            self._clusters.pop(node, None)
            self._names.pop(node, None)
        self._dirty = set()
        gone -= kept
        self._renew_doubts(gone | made, made)
        return Settled(frozenset(gone), frozenset(made))

    def name(self, key: str) -> str:
        """The name of the cluster that holds this key, as of the last `settle`: its smallest key."""
        return self._names[self._nodes[key]]

    def members(self, key: str) -> list[str]:
        """All keys of the cluster that holds this key, sorted."""
        return sorted(member for node in self._clusters[self._nodes[key]] for member in self._keys[node])

    def clusters(self) -> Iterator[list[str]]:
        """All clusters with their keys, sorted by name."""
        for name in sorted(set(self._names.values())):
            yield self.members(name)

    def items(self) -> Iterator[tuple[str, Item]]:
        """All keys with their items, sorted."""
        for key, node in sorted(self._nodes.items()):
            yield key, self._items[node]

    def item(self, key: str) -> Item:
        """The item of this key."""
        return self._items[self._nodes[key]]

    def explain(self, first: str, second: str) -> Match | None:
        """What the comparison of two items says."""
        return self._compare(self._items[self._nodes[first]], self._items[self._nodes[second]])

    def doubts(self) -> list[Doubt]:
        """What may be one thing and is not joined, the best pair of each two clusters, sorted."""
        return sorted(
            doubt
            for name, near in self._doubts.items()
            for other, doubt in near.items()
            if doubt is not None and name < other
        )

    def _renew_doubts(self, touched: set[str], made: set[str]) -> None:
        """Ask anew of the clusters that were made, and no more of those that are gone."""
        for name in touched:
            for other in self._doubts.pop(name, ()):
                if other in self._doubts:
                    self._doubts[other].pop(name, None)
        for name in made:
            best: dict[str, tuple[float, tuple[str, str]]] = {}
            for node in self._clusters[self._nodes[name]]:
                for neighbour, score in self._edges.get(node, {}).items():
                    beside = self._names[neighbour]
                    if beside != name and beside not in self._doubts.get(name, ()):
                        one, two = min(self._keys[node]), min(self._keys[neighbour])
                        pair = (one, two) if name < beside else (two, one)
                        best[beside] = max(best.get(beside, (0.0, pair)), (score, pair))
            for beside, (score, (first, second)) in best.items():
                match = None if self._keeps_apart(name, beside) else self.explain(first, second)
                doubt = None if match is None else Doubt(first, second, score, match.reason)
                self._doubts.setdefault(name, {})[beside] = doubt
                self._doubts.setdefault(beside, {})[name] = doubt

    def _keeps_apart(self, first: str, second: str) -> bool:
        """Whether a verdict or a veto between two clusters forbids to ask whether they are one."""
        one, other = (self._clusters[self._nodes[name]] for name in (first, second))
        if any(self._is_forbidden(a, b) for a in one for b in other):
            return True
        if len(one) * len(other) > FEW:
            return False
        return any(self._compare(self._items[a], self._items[b]) is None for a in one for b in other)

    def _matches_itself(self, item: Item) -> bool:
        match = self._compare(item, item) if any(True for _ in self._block_keys(item)) else None
        return match is not None and match.score >= self._join

    def _renew_blocks(self) -> None:
        """Take what is gone out of the blocks, put in what is new, and compare the pairs that this makes."""
        fresh = {node: self._list_keys(self._items[node]) for node in sorted(self._fresh)}
        lost = {node: self._list_keys(item) for node, (item, _) in self._gone.items()}
        for node in lost:
            for other in self._edges.pop(node, {}):
                self._edges[other].pop(node, None)
                self._dirty.add(other)
        renewal = self._blocks.renew(lost, fresh, lambda node: self._block_keys(self._items[node]))
        self._fresh, self._gone = set(), {}
        for first, second in renewal.compare:
            if second not in self._edges.get(first, {}):
                self._compare_pair(first, second)
        for first, second in renewal.forget:
            if second in self._edges.get(first, {}):
                del self._edges[first][second], self._edges[second][first]
                self._dirty |= {first, second}

    def _list_keys(self, item: Item) -> list[str]:
        return sorted(set(self._block_keys(item)))

    def _rank(self, node: int) -> tuple[str, str]:
        """An order that adding keys does not change: equal items have one key each, or are one node."""
        if node in self._gone:
            item, key = self._gone[node]
            return self._order(item), key
        item = self._items[node]
        return self._order(item), "" if self._shared.get(item) == node else self._keys[node][0]

    def _compare_pair(self, first: int, second: int) -> None:
        match = self._compare(self._items[first], self._items[second])
        if match is not None and match.score >= self._ask:
            score = round(match.score, 6)
            self._edges.setdefault(first, {})[second] = score
            self._edges.setdefault(second, {})[first] = score
            self._dirty |= {first, second}

    def _find_piece(self, start: int) -> set[int]:
        """All nodes that edges and verdicts connect with this one."""
        piece, reached = {start}, [start]
        while reached:
            node = reached.pop()
            near = [other for other, score in self._edges.get(node, {}).items() if score >= self._join]
            for key in self._keys[node] if len(self._keys[node]) == 1 else ():
                near += [self._nodes[other] for other in self._same.get(key, ()) if other in self._nodes]
            for other in near:
                if other not in piece:
                    piece.add(other)
                    reached.append(other)
        return piece

    def _cluster(self, piece: set[int]) -> list[tuple[int, ...]]:
        """The clusters of a piece; its nodes are numbered by their smallest keys, so that ties fall one way."""
        if len(piece) == 1:
            return [tuple(piece)]
        nodes = sorted(piece, key=lambda node: min(self._keys[node]))
        numbers = {node: number for number, node in enumerate(nodes)}
        edges = {
            (numbers[node], numbers[other]): score
            for node in nodes
            for other, score in self._edges.get(node, {}).items()
            if other in numbers and numbers[node] < numbers[other]
        }
        forced, forbidden = self._number_verdicts(nodes, numbers)
        apart = set() if self._rivals is None else self._part_rivals(self._rivals, nodes)
        if self._linkage == "single":
            strong = {pair: score for pair, score in edges.items() if score >= self._join}
            found = cluster_singly(len(nodes), strong, forced, [*forbidden, *(apart - set(forced))])
        else:

            def score(first: int, second: int) -> float:
                match = self._compare(self._items[nodes[first]], self._items[nodes[second]])
                return APART if match is None else round(match.score, 6)

            linkage = CompleteLinkage(len(nodes), edges, score, join=self._join, fit=self._fit, margin=self._margin)
            found = linkage.run(forced, forbidden, sorted(apart))
        return [tuple(nodes[number] for number in cluster) for cluster in found]

    def _number_verdicts(self, nodes: list[int], numbers: dict[int, int]) -> tuple[list[Pair], list[Pair]]:
        """The forced and the forbidden pairs among these nodes."""
        forced: set[Pair] = set()
        forbidden: set[Pair] = set()
        for node in nodes:
            key = self._keys[node][0]
            for verdicts, pairs in ((self._same, forced), (self._different, forbidden)):
                for other in verdicts.get(key, ()):
                    number = numbers.get(self._nodes.get(other, -1))
                    if number is not None and numbers[node] < number:
                        pairs.add((numbers[node], number))
        return sorted(forced), sorted(forbidden - forced)

    def _part_rivals(self, rivals: Rivals, nodes: list[int]) -> set[Pair]:
        """The pairs of numbers of these nodes that hold keys of one home which is against it."""
        homes: dict[str, list[tuple[int, str]]] = {}
        for number, node in enumerate(nodes):
            for key in self._keys[node]:
                homes.setdefault(rivals.home(key), []).append((number, key))
        return {
            (min(first, second), max(first, second))
            for held in homes.values()
            for (first, one), (second, other) in combinations(held, 2)
            if first != second and rivals.are_apart(one, other)
        }

    def _is_forbidden(self, first: int, second: int) -> bool:
        return any(key in self._different.get(self._keys[first][0], ()) for key in self._keys[second])
