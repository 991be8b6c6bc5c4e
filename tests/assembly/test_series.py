"""What is part of a series or a larger event, and what is not."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make import PLACES, articles_of, read, tell

from kgbuild.assembly import assemble
from kgbuild.assembly.rules import load_rules
from kgbuild.assembly.series import Frame, Series
from kgbuild.model import Place, Statement, When

GOMA = Place(**{**read(PLACES["Goma"]), "inside": "North Kivu, DR Congo"})
MARCH = When(mention=None, value="2025-03", earliest="2025-03-01", latest="2025-03-31", precision="month")


def change(statement: Statement, **fields: Any) -> Statement:
    return Statement(**{**{name: getattr(statement, name) for name in statement.__struct_fields__}, **fields})


def part(**fields: Any) -> Statement:
    """M23 shelled Goma on 2 March."""
    return change(tell("a"), locations=(GOMA,), **fields)


def whole(place: Place = PLACES["North Kivu"], when: When | None = MARCH, **fields: Any) -> Statement:
    """What is told of the region, or of the town, in March."""
    return change(tell("b", **fields), locations=(place,), date=when)


CASES: dict[str, tuple[Statement, Statement, bool]] = {
    "a day's attack in the month of the region": (part(), whole(), True),
    "whoever did it": (part(), whole(by=None), True),
    "a habit of the town's": (part(), whole(GOMA, modality="habitual"), True),
    "another's month": (part(), whole(by="FARDC"), False),
    "another kind of happening": (part(), whole(type="CONTROL", mode="capture"), False),
    "a month of the town's tells no series": (part(), whole(GOMA), False),
    "another region": (part(), whole(Place(**{**read(PLACES["North Kivu"]), "name": "Ituri", "geonames": 8})), False),
    "a country is no place for a series": (part(), whole(PLACES["DRC"]), False),
    "a later month": (
        part(),
        whole(when=When(mention=None, earliest="2025-04-01", latest="2025-04-30", precision="month")),
        False,
    ),
    "a year is too long": (
        part(),
        whole(when=When(mention=None, earliest="2025-01-01", latest="2025-12-31", precision="year")),
        False,
    ),
    "no day of its own": (part(date=None), whole(), False),
}


@pytest.mark.parametrize(("small", "large", "expected"), CASES.values(), ids=CASES)
def test_parts(small: Statement, large: Statement, expected: bool) -> None:
    first, second = sorted(
        assemble([small, large], articles_of([small, large])).events, key=lambda event: event.statements
    )
    assert (first.statements, second.statements) == (("a",), ("b",))
    assert first.part_of == (second.id if expected else None)
    assert second.part_of is None


FRAMES = st.builds(
    Frame,
    st.just("violence"),
    st.lists(st.sampled_from(["x", "y", "in r"]), min_size=1, max_size=2, unique=True).map(
        lambda one: tuple(sorted(one))
    ),
    st.sampled_from([(), ("m23",), ("fardc",)]),
    st.integers(0, 9),
    st.integers(10, 12),
    st.just(True),
) | st.builds(
    Frame,
    st.just("violence"),
    st.sampled_from([("x",), ("in r", "y")]),
    st.sampled_from([(), ("m23",), ("fardc",)]),
    st.integers(5, 12),
    st.just(12),
    st.just(False),
)


@given(moves=st.lists(st.tuples(st.sampled_from("abcdef"), st.none() | FRAMES, st.booleans()), max_size=25))
def test_order_changes_nothing(moves: list[Any]) -> None:
    rules = load_rules()
    series, held, found = Series(rules), {}, {}
    for name, frame, settle in moves:
        series.put(name, frame)
        held[name] = frame
        if settle:
            found |= series.settle()
    found |= series.settle()
    again = Series(rules)
    for name in random.Random(1).sample(sorted(held), len(held)):
        again.put(name, held[name])
    assert {name: whole for name, whole in found.items() if whole} == again.settle()
