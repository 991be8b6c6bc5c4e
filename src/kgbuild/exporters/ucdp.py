"""Deadly events that somebody says happened, in the columns of UCDP's Georeferenced Event Dataset and then ours.

A folder with `ucdp.csv` and `left-out.csv`, or with a target that has an ending the table alone. UCDP-like: conflicts
and dyads have no numbers of UCDP's, `low` and `high` are the fewest and the most that anybody says, and `best` is
theirs only where all say the same.
"""

from __future__ import annotations

from collections import Counter

from kgbuild.assembly.keys import digest
from kgbuild.exporters._aside import write_aside
from kgbuild.exporters._columns import Cell, distinct, join, known
from kgbuild.exporters._csv import write_rows
from kgbuild.exporters._foreign import load_foreign
from kgbuild.exporters._happenings import Happening, LeftOut, Toll, describe_standing, list_happenings
from kgbuild.exporters._ordered import name_actor, order
from kgbuild.exporters._output import Output
from kgbuild.exporters._whereabouts import describe_whereabouts, find_cell
from kgbuild.graph.claim_graph import ClaimGraph
from kgbuild.model import Actor, ArticleHeader
from kgbuild.vocabulary import load_vocabulary

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high",
    "low", "gwnoa", "gwnob",
)  # fmt: skip
"""UCDP GED's columns since version 19.1, in their order."""
OWN = ("event", "action", "status", "claimants", "denied_by", "supporting", "denying", "at_odds", "earliest",
       "latest", "statements", "urls", "evidence")  # fmt: skip
CIVILIANS = "Civilians"
_SPANS = ((1, 1), (6, 2), (7, 3), (31, 4), (366, 5))
"""The longest span of days with UCDP's code of how exact a date is."""


def export(graph: ClaimGraph, output: Output) -> None:
    """Write the table and what is left out of it."""
    happenings, left = list_happenings(order(graph))
    rows = []
    for one in happenings:
        violence, toll = find_violence(one), one.count("killed")
        if violence is None:
            left.append(
                LeftOut(one.event, one.statements, "of no type of violence, or between sides that are not known")
            )
        elif not toll.told or toll.high == 0:
            left.append(LeftOut(one.event, one.statements, "without a death that anybody tells of"))
        else:
            rows.append(_make_row(one, violence, toll))
    write_aside(output, "ucdp.csv", lambda file: write_rows((*COLUMNS, *OWN), rows, file), left)


def find_violence(one: Happening) -> str | None:
    """UCDP's type that most of the statements have by their own sides, else that of the sides taken together."""
    vocabulary = load_vocabulary()
    found = Counter(
        violence
        for each in one.statements
        if (violence := vocabulary.choose_violence_type(each.action, each.actors, each.recipients)) is not None
    )
    if found:
        return min(found, key=lambda violence: (-found[violence], violence))
    action = next((each.action for each in one.statements if each.action.type == one.event.type), None)
    return vocabulary.choose_violence_type(action, one.actors, one.recipients) if action else None


def _make_row(one: Happening, violence: str, toll: Toll) -> list[Cell]:
    articles = list({each.article.id: each.article for each in one.statements}.values())
    sayers = (claimant.name for each in one.statements for claimant in each.claimants[-1:])
    theirs: dict[str, Cell] = {
        # Thirteen digits of sixteen: a number that any program takes for whole.
        "id": int(digest(one.event.id)[:13], 16),
        "relid": one.event.id,
        "year": one.year,
        "type_of_violence": violence,
        "number_of_sources": one.event.sources,
        "source_article": ";".join(f'"{_describe_article(each)}"' for each in articles),
        "source_office": one.outlets,
        "source_date": distinct(each.published for each in articles),
        "source_headline": distinct(each.title for each in articles),
        "source_original": distinct(sayers),
        "event_clarity": 2 if one.is_whole else 1,
        "best": toll.low if toll.low == toll.high else None,
        "high": toll.high,
        "low": toll.low,
    }
    theirs |= {**_describe_sides(one, violence), **_describe_place(one), **_describe_days(one)}
    own = describe_standing(one)
    return [*map(theirs.get, COLUMNS), *map(own.get, OWN)]


def _describe_article(article: ArticleHeader) -> str:
    """Office, day and headline, as UCDP strings them together; a quotation mark inside would end the string."""
    parts = (article.agency or article.publisher or "", (article.published or "")[:10], article.title or "")
    return ",".join(part.replace('"', "'") for part in parts)


def _describe_sides(one: Happening, violence: str) -> dict[str, Cell]:
    """In UCDP a government is side A, and civilians are side B."""
    sides: list[tuple[Actor, ...]] = [one.actors, one.recipients]
    if not one.recipients and len(one.actors) > 1:
        sides = [one.actors[:1], one.actors[1:]]
    if violence == "1" and not any(map(_acts_for_state, sides[0])):
        sides.reverse()
    names = [join(map(name_actor, side)) for side in sides]
    if violence == "3":
        names[1] = CIVILIANS
    dyad = " - ".join(known(names)) if all(names) else None
    return {"side_a": names[0], "side_b": names[1], "dyad_name": dyad}


def _acts_for_state(actor: Actor) -> bool:
    sector = load_vocabulary().sectors.get(actor.sector or "")
    return sector.of_state if sector else actor.kind in {"armed_force", "state"}


def _describe_place(one: Happening) -> dict[str, Cell]:
    place = describe_whereabouts(one.place)
    codes = load_foreign().countries.get(place.country or "")
    row: dict[str, Cell] = {
        "where_prec": place.ucdp,
        "where_coordinates": place.name,
        "where_description": join(known((one.place.bearing, place.name))) if one.place and one.place.bearing else None,
        "adm_1": place.admin1,
        "adm_2": place.admin2,
        "country": place.country_name,
        "region": codes.ucdp if codes else None,
    }
    if place.lat is not None and place.lon is not None and place.ucdp is not None:
        row |= {"latitude": place.lat, "longitude": place.lon, "geom_wkt": f"POINT ({place.lon} {place.lat})"}
        if place.ucdp <= 2:
            row["priogrid_gid"] = find_cell(place.lat, place.lon)
    return row


def _describe_days(one: Happening) -> dict[str, Cell]:
    grade = next((code for longest, code in _SPANS if one.span is not None and one.span <= longest), None)
    return {"date_start": one.event.earliest, "date_end": one.event.latest, "date_prec": grade}
