"""A table of events and what it does not hold in, one file or a folder of two out, and a note of what was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

from kgbuild.exporters._columns import Row, distinct
from kgbuild.exporters._csv import write_rows
from kgbuild.exporters._happenings import LeftOut
from kgbuild.exporters._ordered import list_evidence, list_urls
from kgbuild.exporters._output import Check, Output

LEFT_OUT = "left-out.csv"
HEADING = ("event", "reason", "action", "earliest", "latest", "statements", "status", "polarity", "modality", "urls",
           "evidence")  # fmt: skip


def write_aside(
    output: Output,
    name: str,
    write: Callable[[BinaryIO], object],
    left: Sequence[LeftOut],
    *,
    check: Check | None = None,
) -> bool:
    """Write the table and, in a folder, the list of what it does not hold, by event; whether it is a folder.

    A target with an ending, or a stream, takes the table alone.
    """
    alone = output.path is None or (bool(output.path.suffix) and not output.path.is_dir())
    with output.open("" if alone else name, check=check) as file:
        write(file)
    if not alone:
        with output.open(LEFT_OUT) as file:
            write_rows(HEADING, _list_rows(sorted(left, key=lambda one: one.event.id)), file)
    if left:
        reasons = Counter(one.reason for one in left)
        told = ", ".join(f"{count} {reason}" for reason, count in sorted(reasons.items()))
        where = "name a folder to have them listed" if alone else f"{LEFT_OUT} lists them"
        many = "1 event is" if len(left) == 1 else f"{len(left)} events are"
        output.notes.append(f"{many} not in it ({told}); {where}")
    return not alone


def _list_rows(left: Sequence[LeftOut]) -> Iterator[Row]:
    for one in left:
        statements = one.statements
        yield (
            one.event.id, one.reason, one.event.type, one.event.earliest, one.event.latest,
            tuple(statement.id for statement in statements),
            distinct(statement.status for statement in statements),
            distinct(statement.polarity for statement in statements),
            distinct(statement.modality for statement in statements),
            list_urls(statements), list_evidence(statements),
        )  # fmt: skip
