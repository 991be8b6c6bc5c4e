"""What a query does that it should not: name, line, what, why, and a rewrite that runs; and edits of its text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

Severity = Literal["warning", "info"]
Edit = tuple[int, int, str]
"""A stretch of the query, from and to, and what takes its place."""


class Trap(Struct, frozen=True, kw_only=True):
    """One thing that a query does and is seldom meant: slow, or an answer other than it looks.

    `line` counts from 1. `rewrite` is the whole query without the trap, `None` where only its author can tell what is
    meant. `same_answer` tells whether the rewrite gives what the query gives, in whatever order; else it gives what the
    query seems to mean.
    """

    name: str
    severity: Severity = "warning"
    line: int
    what: str
    why: str
    rewrite: str | None = None
    same_answer: bool = False


def edit(text: str, edits: Iterable[Edit]) -> str:
    """The text after edits that do not overlap; of two at one place the first stands first."""
    pieces, at = [], 0
    for start, end, instead in sorted(edits, key=lambda one: one[:2]):
        pieces += [text[at:start], instead]
        at = end
    return "".join(pieces) + text[at:]


def count_lines(text: str, at: int) -> int:
    """The line, from 1, on which an offset lies."""
    return text.count("\n", 0, at) + 1
