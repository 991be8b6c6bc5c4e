"""How many: a trigger with its arguments in, the numbers that count its people or things out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kgbuild.extractors.rules.roles import Arguments
from kgbuild.extractors.rules.syntax import Tree
from kgbuild.language.parse import NumberSpan
from kgbuild.model import QuantityKind

DEADLY = frozenset(("dead", "death"))


def read_numbers(
    tree: Tree, head: int, words: Sequence[int], arguments: Arguments
) -> Iterator[tuple[NumberSpan, QuantityKind | None]]:
    """Numbers that count the trigger's people or things, with the kind that the frame knows (None: by their words)."""
    frame = arguments.frame
    harm = frame.harm
    if frame.type == "ASSAULT" and any(tree.tokens[i].lemma in DEADLY for i in words):
        harm = "killed"  # "shot dead", "stabbed to death": whatever the verb alone does
    harmed = set(arguments.of("recipient"))
    acting = set(arguments.of("actor", "thing"))
    around = {tree.clause[head]} if arguments.support is None else {tree.clause[head], tree.clause[arguments.support]}
    for span in tree.parse.numbers:
        if tree.tokens[span.first].sentence != tree.tokens[head].sentence or span.ordinal:
            continue
        counted = span.head if span.head is not None else span.last - 1
        if span.subset or _is_whole(tree, span):
            continue
        if counted in harmed or any(i in harmed for i in range(span.first, span.last)):
            if harm is not None and span.unit in (None, "person"):
                yield span, harm
            elif span.unit == "person" or span.unit is None:
                yield span, "other" if frame.type != "CASUALTY" else None
            else:
                yield span, None
        elif counted in acting or any(i in acting for i in range(span.first, span.last)):
            yield (
                span,
                "troops"
                if (frame.type in ("MOBILIZE", "MOVE") or "military" in frame.contexts) and span.unit == "person"
                else None,
            )
        elif span.unit not in (None, "person", "percent") and tree.clause[span.first] in around:
            yield span, None


def _is_whole(tree: Tree, span: NumberSpan) -> bool:
    """Whether a number is what another before it is a part of: "nine of 14 drones"."""
    before = span.first - 2
    return before >= 0 and tree.tokens[span.first - 1].lower == "of" and before in tree.number_at
