"""What a labelled property graph holds: labels and types with their typed columns, as exporters and tests read them."""

from __future__ import annotations

from typing import Literal

Kind = Literal["string", "int", "float", "boolean", "string[]"]
Value = str | int | float | bool | tuple[str, ...] | None
Row = dict[str, Value]
Columns = dict[str, Kind]


def _columns(text: str) -> Columns:
    """`name count:int tags:string[]` as columns; without a kind, a column is of strings."""
    kinds: dict[str, Kind] = {"int": "int", "float": "float", "boolean": "boolean", "string[]": "string[]"}
    return {name: kinds.get(kind, "string") for name, _, kind in (part.partition(":") for part in text.split())}


NODES: dict[str, Columns] = {
    "Actor": _columns("iri id name kind country sector wikidata acts:int suffers:int claims:int"),
    "Article": _columns("iri id url title published publisher agency byline language sha256"),
    "Event": _columns(
        "iri id action earliest latest articles:int publishers:int sources:int supporting:int denying:int "
        "sides:string[] denying_sides:string[]"
    ),
    "Place": _columns(
        "iri geonames:int name level country lat:float lon:float status inside disputed claimed_by:string[] "
        "held_by:string[]"
    ),
    "Publisher": _columns("iri name"),
    "Statement": _columns(
        "iri id action mode contexts:string[] cameo acled status polarity modality edtf earliest latest precision "
        "trigger evidence article url published publisher claimants:string[] quantities:string[] killed_low:float "
        "killed_high:float confidence:float extractor rule findings:string[]"
    ),
}
"""Labels with their columns; `iri` is the key, and the name of the node in the RDF graph."""
_SOURCE = "id statement url evidence status polarity modality"
RELATIONS: dict[str, Columns] = {
    "HAS_ACTOR": _columns(f"{_SOURCE} words start_offset:int end_offset:int"),
    "AT": _columns(f"{_SOURCE} relation words start_offset:int end_offset:int bearing"),
    "CONTRADICTS": _columns("id statement url evidence other slot reason"),
    "CORROBORATES": _columns("id statement url evidence other slot reason"),
    "EVIDENCE": _columns(f"{_SOURCE} start_offset:int end_offset:int"),
    "IN_EVENT": _columns(_SOURCE),
    "PART_OF": _columns("id"),
    "PUBLISHED": _columns("id role"),
    "QUOTES": _columns(f"{_SOURCE} words cue start_offset:int end_offset:int"),
    "HAS_RECIPIENT": _columns(f"{_SOURCE} words start_offset:int end_offset:int"),
    "SAYS": _columns(f"{_SOURCE} words cue start_offset:int end_offset:int"),
    "UPDATES": _columns("id statement url evidence other slot reason"),
}
"""Types with their columns; `id` tells parallel relationships apart."""
ENDS: dict[str, tuple[tuple[str, str], ...]] = {
    "HAS_ACTOR": (("Statement", "Actor"),),
    "AT": (("Statement", "Place"),),
    "CONTRADICTS": (("Statement", "Statement"),),
    "CORROBORATES": (("Statement", "Statement"),),
    "EVIDENCE": (("Statement", "Article"),),
    "IN_EVENT": (("Statement", "Event"),),
    "PART_OF": (("Event", "Event"),),
    "PUBLISHED": (("Publisher", "Article"),),
    "QUOTES": (("Actor", "Actor"),),
    "HAS_RECIPIENT": (("Statement", "Actor"),),
    "SAYS": (("Actor", "Statement"), ("Article", "Statement")),
    "UPDATES": (("Statement", "Statement"),),
}
"""Labels at which relationships of a type begin and end."""
