"""Statements in, findings about how many out (KG1xx, beside slots.py)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kgbuild.model import Actor, Article, Finding, Quantity, Statement
from kgbuild.vocabulary import Vocabulary
from kgbuild.vocabulary.codes import make_finding

LARGEST: dict[str, float] = {
    "killed": 2_000_000,
    "wounded": 5_000_000,
    "missing": 2_000_000,
    "captured": 2_000_000,
    "displaced": 130_000_000,  # all displaced people of the world in 2024: 123 million (UNHCR)
    "troops": 5_000_000,
    "area": 149_000_000,  # the land of the Earth in km2
    "distance": 40_075,  # the equator in km
    "weapon": 100_000_000,
}
"""The most that one report can mean; kinds not listed have no upper end."""
LIMITED_UNITS = frozenset({None, "km", "km2", "person"})
"""Units in which `LARGEST` counts; other units are not compared."""
PEOPLE = frozenset({"killed", "wounded", "missing", "captured", "displaced", "troops"})
"""Kinds that count people."""
AREAS = frozenset({"km2", "mi2", "m2", "ft2", "ha", "acre"})
DISTANCES = frozenset({"km", "mi", "m", "ft", "yd"})
HARM = frozenset({"killed", "wounded", "missing"})
TALK = frozenset({"SAY", "AGREE", "CONSULT", "SUPPORT", "REJECT", "REQUEST", "ACCUSE"})
"""Acts in words; who was harmed is counted by the statement of what harmed them."""
REACH = 80
"""How many code points may lie between a whole and the words for its part."""
PART_WORDS = re.compile(r"\b(?:including|among (?:them|whom)|of (?:them|whom)|at least one of)\b", re.IGNORECASE)
TWIN = re.compile(r"[^.;()]{0,20}\(\s*(?:or |about |some |around |nearly |roughly )?")
"""What stands between a measure and the same in other units: "13 square kilometers (5 square miles)"."""
AGE = re.compile(r"(?:[\s-]+years?)[\s-]+olds?\b", re.IGNORECASE)
YEAR = re.compile(r"(?:1[89]|20)\d\d")
YEAR_WORDS = re.compile(r"\b(?:in|since|during|until|till|early|late|mid)[\s-]$", re.IGNORECASE)


def check(statements: Sequence[Statement], article: Article, vocabulary: Vocabulary) -> Iterator[tuple[str, Finding]]:
    """Findings about numbers; `article` is the one the statements were read from."""
    del vocabulary
    for statement in statements:
        if statement.quantities:
            for finding in (
                *_bounds(statement.quantities),
                *_matters(statement),
                *_misread(statement, article.text),
                *_neighbours(statement.quantities, article.text),
            ):
                yield statement.id, finding


def _bounds(quantities: Sequence[Quantity]) -> Iterator[Finding]:
    for quantity in quantities:
        low, high = quantity.low, quantity.high
        if low is not None and high is not None and low > high:
            yield make_finding("KG106", words=quantity.text, low=low, high=high)
        most = LARGEST.get(quantity.kind, float("inf")) if quantity.unit in LIMITED_UNITS else float("inf")
        for value in (low, high):
            if value is not None and not 0 <= value <= most:
                yield make_finding(
                    "KG107", words=quantity.text, value=value, kind=quantity.kind, least=0, most=f"{most:,.0f}"
                )
                break


def _matters(statement: Statement) -> Iterator[Finding]:
    """Numbers of what this action can't count, and units that can't count what the number is said to."""
    action = statement.action.type
    for quantity in statement.quantities:
        kind, unit = quantity.kind, quantity.unit
        if (
            (action in TALK and kind in HARM)
            or (action in {"SAY", "CONSULT"} and kind == "captured")
            or (action == "CASUALTY" and kind in {"money", "area", "distance"})
        ):
            yield make_finding("KG112", words=quantity.text, kind=kind, type=action)
        measured = unit in AREAS or unit in DISTANCES
        if (
            (kind in PEOPLE and measured)
            or (kind == "area" and (unit in DISTANCES or unit == "person"))
            or (kind == "distance" and (unit in AREAS or unit == "person"))
            or (kind == "money" and (measured or unit == "person"))
        ):
            yield make_finding("KG115", words=quantity.text, unit=unit, kind=kind)


def _misread(statement: Statement, text: str) -> Iterator[Finding]:
    """Digits of a name or a date, ages and years, taken for a count."""
    parties: tuple[Actor, ...] = (*statement.actors, *statement.recipients)
    names = [actor.mention for actor in parties if actor.mention is not None and actor.id is not None]
    dated = statement.date.mention if statement.date is not None else None
    for quantity in statement.quantities:
        start, end = quantity.start, quantity.end
        # "12 Ukrainian soldiers" begins with its count; what stands further in belongs to the name.
        inside = next((name for name in names if name.start < start < name.end), None)
        if inside is None and dated is not None and start < dated.end and dated.start < end:
            inside = dated
        if inside is not None:
            yield make_finding("KG113", words=quantity.text, whole=inside.text)
        elif quantity.unit == "person" or quantity.kind in PEOPLE:
            year = YEAR.fullmatch(quantity.text) and YEAR_WORDS.search(text, max(0, start - 8), start)
            if year or AGE.match(text, end):
                yield make_finding("KG114", words=quantity.text, what="a year" if year else "an age")


def _neighbours(quantities: Sequence[Quantity], text: str) -> Iterator[Finding]:
    """Two numbers of one kind, of which the second is a part of the first or the same once more."""
    for whole, part in pairwise(sorted(quantities, key=lambda quantity: quantity.start)):
        if whole.kind != part.kind or part.start - whole.end >= REACH:
            continue
        if PART_WORDS.search(text, whole.end, part.start):
            yield make_finding("KG108", words=part.text, whole=whole.text)
        elif whole.unit != part.unit and part.unit in AREAS | DISTANCES and TWIN.fullmatch(text, whole.end, part.start):
            yield make_finding("KG116", words=part.text, whole=whole.text)
