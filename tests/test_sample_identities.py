"""Who is who in the sample reports, beside what was coded by hand, and what is one event over numbers or sides.

A pair of names that a reader coded counts where both are actors or places of some statement. What must be two is never
one; of what must be one as much is found as before.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import NamedTuple

import msgspec
import pytest

from kgbuild.assembly import assemble
from kgbuild.assembly.keys import actor_key, place_key
from kgbuild.evaluation import read_reference
from kgbuild.evaluation.coreference import name_events
from kgbuild.model import Actor, Article, Assembled, Statement
from kgbuild.pipeline import extract_articles, read_articles
from sample_reports import ROOT

GRAPH = ROOT / "graph"
NAMES = [
    relation
    for line in (GRAPH / "relations.jsonl").read_bytes().splitlines()
    if (relation := msgspec.json.decode(line))["kind"] in {"same", "different"}
]
FORCES = frozenset({"armed_force", "armed_group", "state"})
UNIT = re.compile(r"\b(\d+)(?:st|nd|rd|th) [A-Z]")


class Read(NamedTuple):
    """The sample reports as they were read; `called` gives the words of each key of an actor or a place by article."""

    articles: dict[str, Article]
    statements: dict[str, Statement]
    called: dict[str, dict[str, set[str]]]
    assembled: Assembled
    identities: dict[str, str]


@pytest.fixture(scope="module")
def read() -> Read:
    pairs = list(extract_articles(read_articles([GRAPH / "articles"])))
    articles = {article.id: article for article, _ in pairs}
    statements = {one.id: one for _, found in pairs for one in found if one.accepted}
    called: dict[str, dict[str, set[str]]] = {}
    for one in statements.values():
        for key, words in list_names(one):
            called.setdefault(one.article.id, {}).setdefault(key, set()).update(words)
    assembled = assemble(statements.values(), articles)
    return Read(articles, statements, called, assembled, {one.key: one.identity for one in assembled.identities})


def list_names(statement: Statement) -> list[tuple[str, set[str]]]:
    """The keys that a statement names, each with what it is called."""
    found = []
    home, article = f"statement/{statement.id}", statement.article.id
    for slot, fillers in (
        ("actor", statement.actors),
        ("recipient", statement.recipients),
        ("claim", statement.claimants),
    ):
        for at, actor in enumerate(fillers):
            words = {actor.name or "", actor.mention.text if actor.mention else ""}
            found.append((actor_key(article, actor, f"{home}/{slot}/{at}"), words))
    for at, place in enumerate(statement.locations):
        words = {place.name or "", place.mention.text if place.mention else ""}
        found.append((place_key(article, place, f"{home}/location/{at}"), words))
    return found


def find(read: Read, name: str, where: str, of: str) -> set[str]:
    """The identities that an article's name stands for."""
    article = next(one for one in read.articles.values() if where in {one.id, one.url})
    room = "place/" if of == "place" else "actor/"
    return {
        read.identities.get(key, key)
        for key, words in read.called.get(article.id, {}).items()
        if room in key and any(name.casefold().removeprefix("the ") in word.casefold() for word in words)
    }


def find_pair(read: Read, relation: dict) -> tuple[set[str], set[str]]:
    (first, second) = relation["names"]
    return find(read, *first, relation["of"]), find(read, *second, relation["of"])


def test_what_must_be_two_is_never_one(read: Read) -> None:
    different = [one for one in NAMES if one["kind"] == "different"]
    pairs = [(one["names"], *find_pair(read, one)) for one in different]
    assert [names for names, first, second in pairs if first & second] == []
    assert sum(bool(first and second) for _, first, second in pairs) >= FEWEST["different"]


def test_what_must_be_one_is_found_as_before(read: Read) -> None:
    same = [find_pair(read, one) for one in NAMES if one["kind"] == "same"]
    both = [(first, second) for first, second in same if first and second]
    assert len(both) >= FEWEST["same"]
    assert sum(bool(first & second) for first, second in both) >= FEWEST["joined"]


def test_no_event_joins_two_numbers_or_two_sides(read: Read) -> None:
    """Of two happenings that are told apart by hand; each has its unit, or its force, in the same role."""
    reference = read_reference(GRAPH / "articles" / "reference.jsonl")
    events: dict[str, str] = {}
    for where, rows in reference.articles.items():
        article = next(one for one in read.articles.values() if where in {one.id, one.url})
        own = [one for one in read.statements.values() if one.article.id == article.id]
        events |= {key: event for key, (_, event) in name_events(rows, own).items()}
    mixed = [
        (events[one], events[other])
        for event in read.assembled.events
        for one, other in combinations(event.statements, 2)
        if one in events and other in events and events[one] != events[other]
        if differ(read.statements[one], read.statements[other])
    ]
    assert mixed == []


def differ(one: Statement, other: Statement) -> bool:
    """Whether two statements name units of other numbers, or forces of two sides who do the same."""
    numbers = [set(UNIT.findall(" ".join(name_all(statement)))) for statement in (one, other)]
    if all(numbers) and numbers[0].isdisjoint(numbers[1]):
        return True
    sides = [{side for actor in statement.actors if (side := name_side(actor))} for statement in (one, other)]
    return all(sides) and sides[0].isdisjoint(sides[1])


def name_all(statement: Statement) -> list[str]:
    return [mention.text for mention in statement.evidence] + [actor.name or "" for actor in statement.actors]


def name_side(actor: Actor) -> str | None:
    """A state's forces have its side, an armed group its own; who is neither has none."""
    if actor.kind not in FORCES:
        return None
    return actor.id if actor.kind == "armed_group" else actor.country


FEWEST = {"different": 7, "same": 14, "joined": 11}
"""Pairs that can be looked at, and those that are one."""
