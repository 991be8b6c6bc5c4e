"""Claims with values in, the few pairs of them that stand for all out: linear in claims times values, never in pairs.

Each source stands for itself once with each value, and is paired with one claim of each other value: that of its own
article, else the earliest.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

from kgbuild.assembly.claims import Claim, may_differ

Value = TypeVar("Value", bound=Hashable)
CHOICES = 8
"""So many voices of a value, the earliest, are looked through for one that the claim can differ with."""

Holding = tuple[Value, Claim]


def represent(holdings: Iterable[Holding[Value]]) -> list[Holding[Value]]:
    """The earliest claim of each source and value, in the order of publication."""
    kept: dict[tuple[tuple[str, str], Value], Claim] = {}
    for value, claim in sorted(holdings, key=lambda holding: holding[1].order):
        kept.setdefault((claim.source, value), claim)
    return [(value, claim) for (_, value), claim in kept.items()]


def pair_up(
    holdings: Iterable[Holding[Value]],
    clash: Callable[[Value, Value], bool],
    *,
    differ: Callable[[Claim, Claim], bool] = may_differ,
) -> Iterator[tuple[Holding[Value], Holding[Value]]]:
    """Pairs of clashing values, the earlier claim first; each pair once.

    Args:
        holdings: values and who holds them.
        clash: whether two values cannot both be so; symmetric.
        differ: whether two claims may be held against each other at all.
    """
    holdings = list(holdings)
    chosen = represent(holdings)
    voices: dict[Value, dict[str, Claim]] = {}
    for value, claim in chosen:
        voices.setdefault(value, {}).setdefault(claim.voice, claim)
    firsts = {value: list(held.values())[:CHOICES] for value, held in voices.items()}
    homes: dict[tuple[Value, str], Claim] = {}
    for value, claim in sorted(holdings, key=lambda holding: holding[1].order):
        homes.setdefault((value, claim.article), claim)
    clashing = {value: [other for other in firsts if clash(value, other)] for value in firsts}
    seen: set[tuple[str, str]] = set()
    for value, claim in chosen:
        for other in clashing[value]:
            beside = homes.get((other, claim.article))
            rival = next((one for one in (*([beside] if beside else ()), *firsts[other]) if differ(claim, one)), None)
            if rival is None:
                continue
            pair = ((value, claim), (other, rival)) if claim.order <= rival.order else ((other, rival), (value, claim))
            names = (pair[0][1].id, pair[1][1].id)
            if names not in seen:
                seen.add(names)
                yield pair
