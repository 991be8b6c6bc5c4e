"""`python tests/bench/trigger_recall.py GOLD OUTPUT`: the share of a gold file's triggers that an output touches.

GOLD is JSON Lines of articles with `id` and `events`, each with a `trigger` of `start` and `end` in characters; OUTPUT
is what `kgbuild annotate` or `kgbuild extract` made of them. Recall only: RAMS marks one event of an article.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

Span = tuple[int, int]


def touched(gold: Iterable[dict[str, Any]], made: dict[str, list[Span]]) -> Iterator[bool]:
    """For each gold event whether a trigger of the output shares a character with its own."""
    for article in gold:
        for event in article["events"]:
            start, end = event["trigger"]["start"], event["trigger"]["end"]
            yield any(first < end and start < last for first, last in made[article["id"]])


def read_triggers(records: Iterable[dict[str, Any]]) -> dict[str, list[Span]]:
    """The triggers of an output by article: of accepted statements, or of the events of annotations."""
    found: dict[str, list[Span]] = defaultdict(list)
    for record in records:
        events = record["events"] if "events" in record else [record] if record.get("accepted", True) else []
        found[record["article"]["id"]] += [(one["trigger"]["start"], one["trigger"]["end"]) for one in events]
    return found


def _records(path: str) -> Iterator[dict[str, Any]]:
    with Path(path).open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


if __name__ == "__main__":
    hits = list(touched(_records(sys.argv[1]), read_triggers(_records(sys.argv[2]))))
    sys.stdout.write(f"{sum(hits)} of {len(hits)} triggers touched: {sum(hits) / len(hits):.3f}\n")
