"""Which judgements "same" join what the comparison would hold apart."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import structs

from factory import make_statement, sample_article, span
from kgbuild.assembly.judgements import local_nodes
from kgbuild.assembly.vetoes import find_overruled
from kgbuild.model import Actor, Judgement, Place, Statement


def tell(article_id: str, **fields: Any) -> Statement:
    article = sample_article(id=article_id)
    return make_statement(article, **fields)


def brigade(article_id: str, name: str) -> Statement:
    return tell(article_id, actors=(Actor(mention=span("M23 rebels"), name=name, kind="armed_force", country="UKR"),))


def town(article_id: str, name: str, country: str) -> Statement:
    return tell(article_id, locations=(Place(mention=span("Goma"), name=name, country=country, level="settlement"),))


def key(statement: Statement, kind: str) -> str:
    if kind == "event":
        return f"statement/{statement.id}"
    node = statement.actors[0] if kind == "actor" else statement.locations[0]
    return next(key for key, one in local_nodes(statement) if one == node)


DAY = structs.replace(make_statement().date, earliest="2025-03-22", latest="2025-03-22", value="2025-03-22")  # type: ignore[type-var]


@pytest.mark.parametrize(
    ("kind", "first", "second", "told"),
    [
        ("actor", brigade("a", "55th Brigade"), brigade("b", "57th Brigade"), True),
        ("actor", brigade("a", "55th Brigade"), brigade("b", "55th Brigade"), False),
        ("place", town("a", "Minova", "COD"), town("b", "Minova", "RWA"), True),
        ("place", town("a", "Minova", "COD"), town("b", "Minova", "COD"), False),
        ("event", tell("a"), tell("b", date=DAY), True),
        ("event", tell("a"), tell("b"), False),
    ],
)
def test_a_slip_of_the_pen_is_told(kind: str, first: Statement, second: Statement, told: bool) -> None:
    pair = key(first, kind), key(second, kind)
    for verdict in ("same", "different", "unsure"):
        judgement = Judgement(first=pair[0], second=pair[1], verdict=verdict)  # type: ignore[arg-type]
        found = find_overruled([judgement], [first, second])
        assert found == ([judgement] if told and verdict == "same" else [])


def test_two_entries_of_the_registry_are_two() -> None:
    judgement = Judgement(first="actor/crp-congo", second="actor/m23", verdict="same")
    assert find_overruled([judgement], [make_statement()]) == [judgement]
