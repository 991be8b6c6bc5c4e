"""Small graphs for these tests: a handful of articles that agree, differ and deny."""

from __future__ import annotations

from pathlib import Path

from msgspec import structs

from factory import SENTENCE, make_graph, make_statement, sample_article, span
from kgbuild.model import Action, Actor, Article, Claimant, Finding, Quantity, Statement
from records import read_files

Report = tuple[Article, list[Statement]]


def make_reports(count: int = 5) -> list[Report]:
    """Articles on one shelling: the second denies it, the third counts more dead, the fourth holds a refused one."""
    reports: list[Report] = []
    for number in range(count):
        dead = 12 if number != 2 else 31
        sentence = SENTENCE.replace("at least 12", f"exactly {dead}")
        article = sample_article(f"{sentence} The rebels denied it, in report {number}.", id=f"a{number}")
        words = span(f"exactly {dead}", article)
        quantity = Quantity(**structs.asdict(words), low=dead, high=dead, unit="person", kind="killed")
        given = {"evidence": (span(sentence, article),), "quantities": (quantity,)}
        statements = [make_statement(article, **given)]
        if number == 1:
            rebels = Claimant(name="rebels", kind="armed_group", mention=span("The rebels", article))
            trigger = span("denied", article)
            evidence = (span("The rebels denied it", article),)
            denial = {"trigger": trigger, "evidence": evidence, "claimants": (rebels,), "status": "denied"}
            statements.append(make_statement(article, **{**given, **denial}))
        if number == 3:
            finding = Finding("KG101", "error", "actors", "no actor: name one or drop the statement")
            gunmen = Actor(mention=span("The rebels", article))
            statements.append(
                make_statement(
                    article,
                    **{**given, "actors": (gunmen,), "trigger": span("denied", article), "findings": (finding,)},
                    accepted=False,
                )
            )
        if number == 4:
            hold = {"action": Action(type="CONTROL", mode="capture"), "trigger": span("said", article)}
            statements.append(make_statement(article, **{**given, **hold}))
        reports.append((article, statements))
    return reports


def build(folder: Path, reports: list[Report] | None = None) -> Path:
    """A finished graph of these reports."""
    return make_graph(folder, make_reports() if reports is None else reports)


def read_bytes(folder: Path) -> dict[str, bytes]:
    """What is compared when two graphs are to be the same."""
    return read_files(folder)
