"""Events that somebody says happened, in the columns of ACLED and then ours: ACLED-like, since no coder looked at them.

A folder with `acled.csv` and `left-out.csv`, or with a target that has an ending the table alone. What ACLED decides
by its own rules or research is empty here: exact days that nobody gives, the scale of sources, tags.
"""

from __future__ import annotations

from kgbuild.exporters._aside import write_aside
from kgbuild.exporters._columns import Cell, join
from kgbuild.exporters._csv import write_rows
from kgbuild.exporters._foreign import code_inter, load_foreign
from kgbuild.exporters._happenings import Happening, LeftOut, describe_standing, list_happenings
from kgbuild.exporters._ordered import name_actor, order
from kgbuild.exporters._output import Output
from kgbuild.exporters._whereabouts import describe_whereabouts
from kgbuild.exporters._wording import list_sayers
from kgbuild.graph.claim_graph import ClaimGraph
from kgbuild.model import Actor
from kgbuild.vocabulary import load_vocabulary

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso",
    "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
"""ACLED's columns since March 2023, in their order."""
OWN = ("event", "action", "status", "claimants", "denied_by", "supporting", "denying", "at_odds", "earliest",
       "latest", "fatalities_low", "fatalities_high", "statements", "urls", "evidence")  # fmt: skip
CLASH = "Armed clash"
_SPANS = ((1, 1), (7, 2), (31, 3))
"""The longest span of days with ACLED's grade of how exact a date is."""


def export(graph: ClaimGraph, output: Output) -> None:
    """Write the table and what is left out of it."""
    happenings, left = list_happenings(order(graph))
    rows = []
    for one in happenings:
        if one.acled in load_foreign().acled:
            rows.append(_make_row(one))
        else:
            left.append(LeftOut(one.event, one.statements, "of no sub-event type of ACLED"))
    write_aside(output, "acled.csv", lambda file: write_rows((*COLUMNS, *OWN), rows, file), left)


def _make_row(one: Happening) -> list[Cell]:
    toll = one.count("killed")
    own = describe_standing(one) | {"fatalities_low": toll.low, "fatalities_high": toll.high}
    theirs = {**_describe_type(one), **_describe_sides(one), **_describe_place(one)}
    theirs |= {
        "event_date": one.day,
        "year": one.year,
        "time_precision": grade_time(one),
        "source": one.outlets,
        "notes": " | ".join(
            f"{' > '.join(list_sayers(each))}: {join(mention.text for mention in each.evidence)}"
            for each in one.statements
        ),
        "fatalities": toll.low,
    }
    return [*map(theirs.get, COLUMNS), *map(own.get, OWN)]


def _describe_type(one: Happening) -> dict[str, Cell]:
    kind = load_foreign().acled[one.acled or ""]
    return {"disorder_type": kind.disorder, "event_type": kind.event, "sub_event_type": one.acled}


def grade_time(one: Happening) -> int | None:
    """1 for a day, 2 for a week, 3 for a month; a wider or open span has no grade of ACLED's."""
    return next((grade for longest, grade in _SPANS if one.span is not None and one.span <= longest), None)


def split_sides(one: Happening) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Who did it and to whom; a clash "between A and B" has both in its actors."""
    if one.acled == CLASH and not one.recipients and len(one.actors) > 1:
        return one.actors[:1], one.actors[1:]
    return one.actors, one.recipients


def _describe_sides(one: Happening) -> dict[str, Cell]:
    row: dict[str, Cell] = {}
    country = describe_whereabouts(one.place).country
    kind = load_foreign().acled[one.acled or ""]
    codes = []
    for number, (side, given) in enumerate(zip(split_sides(one), (kind.first, kind.second), strict=True), start=1):
        first, *rest = (*map(name_actor, side), None)
        # An event may lack its second side, and has a nought for it; that nobody names who did it is another matter.
        code = (given or code_inter(side[0], country)) if side else (0 if number == 2 else None)
        row |= {f"actor{number}": first, f"assoc_actor_{number}": join(rest), f"inter{number}": code}
        codes.append(code)
    if None not in codes:
        low, high = sorted(code or 0 for code in codes)
        # The lower code stands first, and an actor alone has a nought behind it.
        row["interaction"] = int(f"{low}{high}" if low else f"{high}0")
    if "Political violence" in kind.disorder and _are_civilians(split_sides(one)[1]):
        row["civilian_targeting"] = "Civilian targeting"
    return row


def _are_civilians(side: tuple[Actor, ...]) -> bool:
    sectors = load_vocabulary().sectors
    return bool(side) and all((sector := sectors.get(one.sector or "")) and sector.civilian for one in side)


def _describe_place(one: Happening) -> dict[str, Cell]:
    place = describe_whereabouts(one.place)
    codes = load_foreign().countries.get(place.country or "")
    point = (place.lat, place.lon) if place.acled is not None else (None, None)
    return {
        "event_id_cnty": f"{place.country or ''}{one.event.id}",
        "iso": codes.iso if codes else None,
        "region": codes.acled if codes else None,
        "country": place.country_name,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "location": place.name,
        "latitude": point[0],
        "longitude": point[1],
        "geo_precision": place.acled,
    }
