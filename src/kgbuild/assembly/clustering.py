"""One connected piece of a match graph in, its clusters out: what joins, what stays apart, what stays alone.

Items are numbers from 0 in an order that is a function of the items themselves, so that ties fall the same way however
the items arrived.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from heapq import heapify, heappop, heappush
from itertools import product

Pair = tuple[int, int]
APART = -1.0
"""The score of two items or clusters that must not join."""
MOST_MEMBERS = 500
"""A cluster of more different items joins no other, so that a crowd costs no more than its size times this."""


def cluster_singly(
    size: int, edges: Mapping[Pair, float], forced: Iterable[Pair], forbidden: Iterable[Pair]
) -> list[list[int]]:
    """Single linkage, strongest edges first: an edge joins two clusters unless that puts a forbidden pair into one."""
    leaders = list(range(size))
    members = {number: [number] for number in range(size)}
    enemies: dict[int, set[int]] = {}
    for first, second in forbidden:
        enemies.setdefault(first, set()).add(second)
        enemies.setdefault(second, set()).add(first)
    ranked = sorted((-score, pair) for pair, score in edges.items())
    for first, second in [*sorted(forced), *(pair for _, pair in ranked)]:
        one, other = sorted((leaders[first], leaders[second]))
        if one == other or any(not enemies.get(member, set()).isdisjoint(members[other]) for member in members[one]):
            continue
        for member in members.pop(other):
            leaders[member] = one
            members[one].append(member)
    return [sorted(held) for _, held in sorted(members.items())]


class CompleteLinkage:
    """Complete linkage over one piece of the graph: in a cluster every pair fits.

    Two clusters are as alike as their members are on average, and not at all where two of these score less than `fit`.
    Best pairs join first. A pair of which one side would as gladly (within `margin`) join a third cluster that does
    not fit the other side stays apart: an item that fits two happenings tells neither, and chains nothing.
    """

    def __init__(
        self,
        size: int,
        edges: Mapping[Pair, float],
        score: Callable[[int, int], float],
        *,
        join: float,
        fit: float,
        margin: float,
    ) -> None:
        """`edges` are the scores known already; `score` gives that of any other pair, `APART` for a veto."""
        self.join, self.fit, self.margin = join, fit, margin
        self.score = score
        self.members: dict[int, list[int]] = {number: [number] for number in range(size)}
        self.links: dict[int, dict[int, float]] = {number: {} for number in range(size)}
        pieces = _group(range(size), (pair for pair, known in edges.items() if known >= join))
        for (first, second), known in edges.items():
            # What only a person's word brings into one piece is no rival of what joins by itself.
            if pieces[first] is pieces[second]:
                self._link(first, second, known)

    def run(self, forced: Iterable[Pair], forbidden: Iterable[Pair], apart: Iterable[Pair] = ()) -> list[list[int]]:
        """The clusters, each sorted, by their first member; forced pairs are one whatever they score.

        What joins by itself joins first, then a forced pair with all that has joined either of the two, then what fits
        the whole. Where that would put a forbidden pair into one, forced pairs join before all others, by themselves.

        Args:
            forced: pairs that a person has judged to be one.
            forbidden: pairs that a person has judged to be two.
            apart: pairs that do not join by themselves.
        """
        forced = sorted(forced)
        groups = _group(self.members, forced)
        enemies = {
            (one, other)
            for first, second in forbidden
            for one, other in product(groups[first], groups[second])
            if groups[first] is not groups[second]
        }
        for first, second in (*apart, *sorted(enemies)):
            self._link(first, second, APART)
        members = {number: list(held) for number, held in self.members.items()}
        links = {number: dict(near) for number, near in self.links.items()} if forced else {}
        self._join_up()
        whole = _group(self.members, self._locate(forced))
        homes = self._find_homes()
        if any(whole[homes[one]] is whole[homes[other]] for one, other in enemies):
            self.members, self.links = members, links
        self._merge_pairs(forced)
        if forced:
            self._join_up()
        return [sorted(held) for _, held in sorted(self.members.items())]

    def _merge_pairs(self, pairs: Iterable[Pair]) -> None:
        """Make one of the clusters that hold the two of each pair."""
        for pair in pairs:
            homes = self._find_homes()
            one, other = sorted(homes[number] for number in pair)
            if one != other:
                self._merge(one, other)

    def _find_homes(self) -> dict[int, int]:
        """The cluster of each member."""
        return {member: number for number, held in self.members.items() for member in held}

    def _locate(self, pairs: Iterable[Pair]) -> list[Pair]:
        """The clusters that hold the two of each pair."""
        homes = self._find_homes()
        return [(homes[first], homes[second]) for first, second in pairs]

    def _join_up(self) -> None:
        """Join what joins by itself, the likest first."""
        heap = [
            (-known, first, second)
            for first, near in self.links.items()
            for second, known in near.items()
            if first < second and known >= self.join
        ]
        heapify(heap)
        while heap:
            known, first, second = heappop(heap)
            if self.links.get(first, {}).get(second) == -known and self._may_join(first, second, -known):
                for other in self._merge(first, second):
                    heappush(heap, (-self.links[first][other], *sorted((first, other))))  # type: ignore[misc]

    def _may_join(self, first: int, second: int, known: float) -> bool:
        if len(self.members[first]) + len(self.members[second]) > MOST_MEMBERS:
            return False
        for one, other in ((first, second), (second, first)):
            for rival, rivalling in sorted(self.links[one].items()):
                if rival != other and rivalling >= known - self.margin and self._measure(other, rival) < self.fit:
                    return False
        return True

    def _merge(self, first: int, second: int) -> list[int]:
        """Make the second a part of the first; the clusters that the whole may join."""
        near = sorted((self.links[first].keys() | self.links[second].keys()) - {first, second})
        sizes = len(self.members[first]), len(self.members[second])
        merged = {
            other: self._mean((self._measure(first, other), self._measure(second, other)), sizes) for other in near
        }
        self.members[first] += self.members.pop(second)
        for other in self.links.pop(second):
            self.links[other].pop(second, None)
        for other, known in merged.items():
            self._link(first, other, known)
        self.links[first] = merged
        return [other for other, known in merged.items() if known >= self.join]

    def _measure(self, first: int, second: int) -> float:
        """How alike two clusters are, `APART` where two members do not fit."""
        known = self.links[first].get(second)
        if known is None:
            total = 0.0
            for one, other in product(self.members[first], self.members[second]):
                score = self.score(one, other)
                if score < self.fit:
                    total = APART
                    break
                total += score
            count = len(self.members[first]) * len(self.members[second])
            known = APART if total == APART else round(total / count, 6)
            self._link(first, second, known)
        return known

    @staticmethod
    def _mean(scores: tuple[float, float], sizes: tuple[int, int]) -> float:
        if APART in scores:
            return APART
        return round((scores[0] * sizes[0] + scores[1] * sizes[1]) / sum(sizes), 6)

    def _link(self, first: int, second: int, known: float) -> None:
        value = known if known >= self.fit else APART
        self.links[first][second] = value
        self.links[second][first] = value


def _group(numbers: Iterable[int], pairs: Iterable[Pair]) -> dict[int, list[int]]:
    """Each number with all that the pairs connect it to, itself among them; those of one group share one list."""
    groups = {number: [number] for number in numbers}
    for first, second in pairs:
        one, other = sorted((groups[first], groups[second]), key=len, reverse=True)
        if one is not other:
            one += other
            groups |= dict.fromkeys(other, one)
    return groups
