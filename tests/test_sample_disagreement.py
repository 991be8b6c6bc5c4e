"""The disagreement that is seeded in the sample reports: what of it is found, and what was lost before.

Two measures. With the hand-coded events the comparison is on its own: every seeded contradiction whose two statements
were extracted with the slots that it rests on is found, and those that extraction lost are listed with what was lost.
With the events that assembly makes the whole chain is measured, against floors that only rise.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import msgspec
import pytest

from kgbuild.assembly import assemble
from kgbuild.assembly.agreement import link_statements
from kgbuild.assembly.claim_reading import read_claims
from kgbuild.assembly.claims import Claim
from kgbuild.assembly.reports import Reports
from kgbuild.assembly.sides import Sides
from kgbuild.evaluation import Reference, read_reference
from kgbuild.evaluation.statements import pair_statements
from kgbuild.model import Article, Assembled, Link, Statement
from kgbuild.pipeline import extract_articles, read_articles
from kgbuild.settings import Settings
from kgbuild.vocabulary import load_vocabulary
from sample_reports import ROOT

Place = tuple[str, int]
Seed = dict[str, object]

SEEDS: list[Seed] = [
    relation
    for line in (ROOT / "graph" / "relations.jsonl").read_bytes().splitlines()
    if (relation := msgspec.json.decode(line))["kind"] in {"contradicts", "updates"}
]
LOST = {
    "cod-minova-local 8 9 - cod-minova 2: control": "nobody named",
}
"""Seeds by article and row, with what of them was not extracted."""
FLOORS = {"contradicts": 69, "updates": 10}
"""Seeds that are found with the events that assembly makes."""


class Read(NamedTuple):
    """The sample reports as they were read; `rows` gives the statement of a row, `events` its hand-coded event."""

    articles: dict[str, Article]
    statements: tuple[Statement, ...]
    rows: dict[Place, Statement]
    events: dict[str, str]
    assembled: Assembled
    claims: dict[str, Claim]


@pytest.fixture(scope="module")
def read() -> Read:
    pairs = list(extract_articles(read_articles([ROOT / "graph" / "articles"]), Settings()))
    articles = {article.id: article for article, _ in pairs}
    statements = tuple(one for _, found in pairs for one in found if one.accepted)
    reference = read_reference(ROOT / "graph" / "articles" / "reference.jsonl")
    rows, events = pair_rows(reference, articles, statements)
    assembled = assemble(statements, articles)
    return Read(articles, statements, rows, events, assembled, read_all_claims(articles, statements, events, assembled))


def pair_rows(
    reference: Reference, articles: dict[str, Article], statements: Iterable[Statement]
) -> tuple[dict[Place, Statement], dict[str, str]]:
    """The statement of each row of the reference, and the event of each statement that has a row."""
    rows: dict[Place, Statement] = {}
    events: dict[str, str] = {}
    for article in articles.values():
        name = next((name for name in (article.id, article.url) if name in reference.articles), None)
        if name is None:
            continue
        coded = {row.n: row for row in reference.articles[name]}
        own = [one for one in statements if one.article.id == article.id]
        for number, statement in pair_statements(tuple(coded.values()), own).items():
            rows[name, number] = statement
            events[statement.id] = coded[number].event or statement.id
    return rows, events


def read_all_claims(
    articles: dict[str, Article], statements: Iterable[Statement], events: dict[str, str], assembled: Assembled
) -> dict[str, Claim]:
    """The claims of all statements, with the identities that assembly found and the events that are hand-coded."""
    registry = load_vocabulary().registry
    reports, sides = Reports(registry), Sides(registry)
    for article in articles.values():
        reports.add(article)
    reports.settle()
    joined = {one.key: one.identity for one in assembled.identities}
    claims: dict[str, Claim] = {}
    for article_id, article in articles.items():
        own = [one for one in statements if one.article.id == article_id]
        found = read_claims(
            own,
            text=article.text,
            events=events,
            sides=sides,
            report=reports.by_article[article_id],
            identify=lambda key: joined.get(key, key),
        )
        claims |= {claim.id: claim for claim in found}
    return claims


def find_statements(read: Read, place: object) -> set[str]:
    """The statements of a place of a seed, an article and numbers of rows, with what copies of it say likewise."""
    article, *numbers = place  # type: ignore[misc]
    found = {read.rows[article, number].id for number in numbers if (article, number) in read.rows}
    alike = {(read.claims[one].source, read.events.get(one)) for one in found}
    return found | {one.id for one in read.claims.values() if (one.source, read.events.get(one.id)) in alike}


def is_found(read: Read, seed: Seed, links: Iterable[Link]) -> bool:
    """Whether there is a link of this kind and slot between the two."""
    first, second = find_statements(read, seed["first"]), find_statements(read, seed["second"])
    slots = str(seed["slot"]).split("|")
    return any(
        link.kind == seed["kind"]
        and link.slot in slots
        and ((link.first in first and link.second in second) or (link.first in second and link.second in first))
        for link in links
    )


def name_seed(seed: Seed) -> str:
    return f"{' '.join(map(str, seed['first']))} - {' '.join(map(str, seed['second']))}: {seed['slot']}"  # type: ignore[call-overload]


@pytest.mark.parametrize("kind", ["contradicts", "updates"])
def test_what_extraction_left_whole_is_found(read: Read, kind: str) -> None:
    links = link_statements(read.claims.values())
    seeds = [seed for seed in SEEDS if seed["kind"] == kind]
    missed = [name_seed(seed) for seed in seeds if not is_found(read, seed, links)]
    assert missed == [name for name in map(name_seed, seeds) if name in LOST]


@pytest.mark.parametrize("kind", ["contradicts", "updates"])
def test_the_whole_chain_finds_no_fewer_than_before(read: Read, kind: str) -> None:
    found = sum(is_found(read, seed, read.assembled.links) for seed in SEEDS if seed["kind"] == kind)
    assert found >= FLOORS[kind]


def test_there_is_a_reason_for_each_loss() -> None:
    assert set(LOST) <= {name_seed(seed) for seed in SEEDS}
    assert set(LOST.values()) <= {"no statement", "no place", "another place", "nobody named", "another type"}
