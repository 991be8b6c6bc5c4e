"""Events that somebody says happened, as TABARI and PETRARCH write them: date, source, target, code, parted by tabs.

A folder with `cameo.txt`, `cameo-rows.csv` (whose word each line is) and `left-out.csv`; with a target that has an
ending the four columns alone. There is no place in a line for who says so, and none for "some day in March": an event
without a day, or a side without a code, is left out and listed.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from kgbuild.exporters._aside import write_aside
from kgbuild.exporters._columns import Row
from kgbuild.exporters._csv import write_rows
from kgbuild.exporters._foreign import code_cameo, load_foreign
from kgbuild.exporters._happenings import Happening, LeftOut, describe_standing, list_happenings
from kgbuild.exporters._ordered import order
from kgbuild.exporters._output import Output
from kgbuild.exporters.acled import CLASH
from kgbuild.graph.claim_graph import ClaimGraph
from kgbuild.model import Actor

Line = tuple[str, str, str, str]
HEADING = ("line", "date", "source", "target", "code", "event", "action", "status", "claimants", "denied_by",
           "supporting", "denying", "at_odds", "statements", "urls", "evidence")  # fmt: skip


def export(graph: ClaimGraph, output: Output) -> None:
    """Write the lines by date, what each rests on, and what is left out."""
    happenings, left = list_happenings(order(graph))
    lines: list[tuple[Line, Happening]] = []
    for one in happenings:
        found, reason = list_lines(one)
        lines += [(line, one) for line in found]
        if reason is not None:
            left.append(LeftOut(one.event, one.statements, reason))
    lines.sort(key=lambda item: (item[0], item[1].event.id))
    text = ("\t".join(line).encode() + b"\n" for line, _ in lines)
    if write_aside(output, "cameo.txt", lambda file: file.writelines(text), left):
        with output.open("cameo-rows.csv") as file:
            write_rows(HEADING, _list_rows(lines), file)


def _list_rows(lines: list[tuple[Line, Happening]]) -> Iterator[Row]:
    for number, (line, one) in enumerate(lines, start=1):
        own = describe_standing(one)
        yield (number, *line, *(own[name] for name in HEADING[5:]))


def list_lines(one: Happening) -> tuple[list[Line], str | None]:
    """One line for each pair of sides that have codes; without any, why."""
    if one.cameo is None:
        return [], "of no code of CAMEO"
    if one.day is None:
        return [], "without a day"
    pairs = list(product(_list_codes(one.actors), _list_codes(one.recipients)))
    if not one.recipients and (one.event.type in load_foreign().reciprocal or one.acled == CLASH):
        codes = _list_codes(one.actors)
        # What two do together, each does to the other.
        pairs = [(source, target) for source, target in product(codes, codes) if source != target]
    if not pairs:
        return [], "without a code for both sides"
    day = one.day.replace("-", "")
    return [(day, source, target, one.cameo) for source, target in pairs], None


def _list_codes(actors: tuple[Actor, ...]) -> list[str]:
    return sorted({code for actor in actors if (code := code_cameo(actor)) is not None})
