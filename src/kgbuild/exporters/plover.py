"""Events that somebody says happened, as PLOVER records in JSON Lines: the fields of PLOVER's gold standard, and ours.

A folder with `plover.jsonl` and `left-out.csv`, or with a target that has an ending the records alone. `date` is
null where no day is known; what is ours stands under `claims`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import BinaryIO

import msgspec

from kgbuild.exporters._aside import write_aside
from kgbuild.exporters._columns import known
from kgbuild.exporters._foreign import load_foreign
from kgbuild.exporters._happenings import Happening, LeftOut, describe_standing, list_happenings
from kgbuild.exporters._ordered import name_actor, order
from kgbuild.exporters._output import Output
from kgbuild.exporters._whereabouts import describe_whereabouts
from kgbuild.graph.claim_graph import ClaimGraph
from kgbuild.model import Actor
from kgbuild.vocabulary import load_vocabulary

_SAFE = ("exact", "close", "broad")
"""Matches in which PLOVER's code says no more than the action."""


def export(graph: ClaimGraph, output: Output) -> None:
    """Write the records and what is left out of them."""
    happenings, left = list_happenings(order(graph))
    coded = []
    for one in happenings:
        code = find_plover(one.event.type, one.mode)
        if code is None:
            left.append(LeftOut(one.event, one.statements, "of no event type of PLOVER"))
        else:
            coded.append((one, code))

    def write(file: BinaryIO) -> None:
        encode = msgspec.json.Encoder().encode
        file.writelines(encode(_make_record(one, code)) + b"\n" for one, code in coded)

    write_aside(output, "plover.jsonl", write, left)


@cache
def _list_codes() -> Mapping[str, str]:
    """PLOVER's code for each action that has a safe one, the best match first."""
    codes: dict[str, tuple[int, str]] = {}
    for code in load_vocabulary().crosswalk("plover").values():
        for match in code.matches:
            if match.kind in _SAFE:
                rank = (_SAFE.index(match.kind), code.code)
                codes[match.action] = min(codes.get(match.action, rank), rank)
    return {action: code for action, (_, code) in codes.items()}


def find_plover(role: str, mode: str | None) -> str | None:
    """PLOVER's type, or type and mode ("ASSAULT/aerial"), of an action; of a mode that it lacks, the type's."""
    return _list_codes().get(f"{role}/{mode}") or _list_codes().get(role)


def _make_record(one: Happening, code: str) -> dict[str, object]:
    role, _, mode = code.partition("/")
    toll = one.count("killed")
    articles = {each.article.id: each.article for each in one.statements}.values()
    return {
        "id": one.event.id,
        "date": one.day,
        "source": list(_list_actors(one.actors)),
        "target": list(_list_actors(one.recipients)),
        "event": role,
        "eventText": "; ".join(dict.fromkeys(each.trigger.text for each in one.statements)),
        "mode": mode,
        "context": sorted({context for each in one.statements for context in each.action.contexts}),
        "location": _describe_place(one),
        "text": " ".join(dict.fromkeys(mention.text for each in one.statements for mention in each.evidence)),
        "language": next(iter(known(each.language for each in articles)), None),
        "publication": "; ".join(one.outlets),
        "coder": " ".join(("kgbuild", *sorted({each.extractor.version for each in one.statements}))),
        "claims": {**describe_standing(one), "killed": [toll.low, toll.high]},
    }


def _describe_place(one: Happening) -> dict[str, str | float | int | None] | None:
    """Name, country and point; `precision` is UCDP's: 1 a spot, 6 the middle of a country."""
    place = describe_whereabouts(one.place)
    if place.name is None:
        return None
    where = {"name": place.name, "country": place.country}
    return {**where, "lat": place.lat, "lon": place.lon, "precision": place.ucdp}


def _list_actors(actors: tuple[Actor, ...]) -> Iterator[dict[str, str]]:
    """Text, country and sector; a body of several states or of none has its sector where others have a country."""
    for actor in actors:
        codes = load_foreign().sectors.get(actor.sector or "")
        nation = actor.country or (actor.sector if codes and codes.nation else None)
        yield {"actorText": name_actor(actor) or "", "code": nation or "", "sector": actor.sector or ""}
