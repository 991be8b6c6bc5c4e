"""Verdicts of people on pairs of keys in, who is the same, who is different and which verdicts clash out."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import NamedTuple


class Verdict(NamedTuple):
    """A person's word on two keys: one thing, or two."""

    first: str
    second: str
    same: bool


class Sorted(NamedTuple):
    """By key those that are the same and those that are different; `conflicts` have no effect."""

    same: dict[str, set[str]]
    different: dict[str, set[str]]
    conflicts: tuple[Verdict, ...]


def sort_verdicts(verdicts: Iterable[Verdict]) -> Sorted:
    """The verdicts by key; a "same" that puts two into one whom another verdict parts is a conflict.

    "Different" weighs more: what was joined wrongly is harder to see than what was not joined.
    """
    same: dict[str, set[str]] = {}
    different: dict[str, set[str]] = {}
    ranked = sorted({Verdict(min(one[:2]), max(one[:2]), one.same) for one in verdicts if one.first != one.second})
    for first, second, is_same in ranked:
        if not is_same:
            different.setdefault(first, set()).add(second)
            different.setdefault(second, set()).add(first)
    leaders: dict[str, str] = {}
    members: dict[str, set[str]] = {}
    conflicts = []
    for verdict in ranked:
        if not verdict.same:
            continue
        first, second = (leaders.get(key, key) for key in verdict[:2])
        one, other = (members.get(key, {key}) for key in (first, second))
        if any(not different.get(key, set()).isdisjoint(other) for key in one):
            conflicts.append(verdict)
            continue
        members[first] = one | other
        leaders |= dict.fromkeys(members[first], first)
        same.setdefault(verdict.first, set()).add(verdict.second)
        same.setdefault(verdict.second, set()).add(verdict.first)
    return Sorted(same, different, tuple(conflicts))


def spread_verdicts(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """All that verdicts say together: A is B and B is not C, so A is not C; clashes fall as in `sort_verdicts`."""
    same, different, _ = sort_verdicts(verdicts)
    groups: dict[str, set[str]] = {}
    for first, others in same.items():
        merged = {first, *others}.union(*(groups.get(key, ()) for key in (first, *others)))
        groups |= dict.fromkeys(merged, merged)
    told = {pair for group in groups.values() for pair in combinations(sorted(group), 2)}
    parted = {
        (min(one, other), max(one, other))
        for first, others in different.items()
        for second in others
        for one in groups.get(first, {first})
        for other in groups.get(second, {second})
    }
    return sorted([*(Verdict(*pair, True) for pair in told), *(Verdict(*pair, False) for pair in parted)])
