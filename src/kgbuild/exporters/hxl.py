"""Events that somebody says happened, as a table with HXL tags in its second row, for the Humanitarian Data Exchange.

A folder with `hxl.csv` and `left-out.csv`, or with a target that has an ending the table alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from kgbuild.exporters._aside import write_aside
from kgbuild.exporters._columns import Cell, Row, flatten, join
from kgbuild.exporters._csv import write_rows
from kgbuild.exporters._happenings import Happening, describe_standing, list_happenings
from kgbuild.exporters._normal import clean_text
from kgbuild.exporters._ordered import name_actor, order
from kgbuild.exporters._output import Output
from kgbuild.exporters._whereabouts import describe_whereabouts
from kgbuild.graph.claim_graph import ClaimGraph
from kgbuild.model import QuantityKind

HARM: tuple[tuple[QuantityKind, str], ...] = (
    ("killed", "killed"), ("wounded", "injured"), ("missing", "missing"), ("displaced", "displaced"),
)  # fmt: skip
ENDS = (("low", "min"), ("high", "max"))
TAGS = {
    "event": "#event+id",
    "action": "#event+type",
    "acled": "#event+type+acled",
    "date": "#date+occurred",
    "earliest": "#date+start",
    "latest": "#date+end",
    "actors": "#group+name+first",
    "recipients": "#group+name+second",
    "country": "#country+name",
    "iso3": "#country+code+v_iso3",
    "admin1": "#adm1+name",
    "admin2": "#adm2+name",
    "location": "#loc+name",
    "lat": "#geo+lat",
    "lon": "#geo+lon",
    "precision": "#geo+precision",
    **{f"{name}_{end}": f"#affected+{tag}+{short}" for name, tag in HARM for end, short in ENDS},
    "sources": "#meta+source+name",
    "supporting": "#meta+source+num+supporting",
    "denying": "#meta+source+num+denying",
    "claimants": "#meta+claimant",
    "denied_by": "#meta+claimant+denying",
    "status": "#meta+status",
    "at_odds": "#meta+contradiction",
    "statements": "#meta+statement+id",
    "urls": "#meta+url",
    "evidence": "#description+evidence",
}  # fmt: skip
"""Each column with its tag."""


def export(graph: ClaimGraph, output: Output) -> None:
    """Write the table and what is left out of it."""
    happenings, left = list_happenings(order(graph))
    write_aside(output, "hxl.csv", lambda file: write_rows(TAGS, _list_rows(happenings), file), left)


def _list_rows(happenings: list[Happening]) -> Iterator[Row]:
    yield tuple(TAGS.values())
    for one in happenings:
        place = describe_whereabouts(one.place)
        row = describe_standing(one) | {
            "acled": one.acled,
            "date": one.day,
            "actors": join(map(name_actor, one.actors)),
            "recipients": join(map(name_actor, one.recipients)),
            "country": place.country_name,
            "iso3": place.country,
            "admin1": place.admin1,
            "admin2": place.admin2,
            "location": place.name,
            "sources": one.outlets,
        }
        counts = {name: one.count(name) for name, _ in HARM}
        harm = {f"{name}_low": toll.low for name, toll in counts.items()}
        harm |= {f"{name}_high": toll.high for name, toll in counts.items()}
        point = {"lat": place.lat, "lon": place.lon, "precision": place.ucdp}
        cells = {**row, **harm, **point}
        yield tuple(_tidy(cells.get(name)) for name in TAGS)


def _tidy(cell: Cell) -> Cell:
    """Texts in one line: HXL's checks take runs of white space for slips."""
    cell = flatten(cell)
    return " ".join(clean_text(cell).split()) if isinstance(cell, str) else cell
