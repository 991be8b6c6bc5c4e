"""Named actors without an entry: counted once a mention, guessed by most, with a stub that the linter takes."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from click.testing import CliRunner

from factory import make_statement, sample_article, span
from kgbuild.checking import check_path
from kgbuild.cli import app
from kgbuild.listing import format_new_actors
from kgbuild.model import Actor, ActorKind, Claimant, Statement
from kgbuild.new_actors import NewActor, list_new_actors, proper_name
from kgbuild.pipeline import build_graph
from kgbuild.registry import Registry
from kgbuild.settings import Settings
from kgbuild.vocabulary import Vocabulary

TEXT = "Dune League fighters shelled a market in Goma. The Dune League's spokesman Karo Lund denied it on Monday."


def statement(
    words: str, *, number: int = 1, kind: ActorKind = "armed_group", country: str | None = "MLI", id: str | None = None
) -> Statement:
    article = sample_article(TEXT, id=f"a{number}")
    mention = span(words, article)
    actor = Actor(mention=mention, name=words, id=id, kind=kind, country=country, sector="REB")
    return make_statement(
        article, evidence=(article.mention(0, 46),), trigger=span("shelled", article), actors=(actor,), recipients=(),
        locations=(), date=None, claimants=(), quantities=(), id=f"s{number}{words}{kind}",
    )  # fmt: skip


def rows(*statements: Statement, registry: Registry) -> list[NewActor]:
    return list_new_actors(statements, registry)


@pytest.mark.parametrize(
    ("words", "opens", "name"),
    [
        ("Dune League", False, "Dune League"),
        ("Dune League fighters", True, "Dune League"),
        ("the Malian Dune League", False, "Dune League"),
        ("Lund", False, "Lund"),
        ("Lund", True, None),  # a capital that begins a sentence tells nothing
        ("DLX", True, "DLX"),
        ("They", True, None),
        ("Witnesses", False, None),
        ("Prime Minister", False, None),
        ("Turkish soldiers", False, None),
        ("rebels", False, None),
        ("M23 fighters", False, None),  # known
        ("Front of the Dunes", False, "Front of the Dunes"),
    ],
)
def test_the_name_in_the_words(words: str, opens: bool, name: str | None, vocabulary: Vocabulary) -> None:
    assert proper_name(words, vocabulary.registry, opens=opens) == name


def test_one_mention_in_two_statements_counts_once(vocabulary: Vocabulary) -> None:
    twice = [statement("Dune League fighters"), statement("Dune League fighters", kind="group", country=None)]
    (row,) = rows(*twice, statement("Dune League", number=2), registry=vocabulary.registry)
    assert (row.name, row.count, row.articles) == ("Dune League", 2, 2)
    assert (row.kind, row.country, row.sector) == ("armed_group", "MLI", "REB")
    assert row.spellings == {"Dune League": 1, "Dune League fighters": 1}
    assert row.example.evidence == "Dune League fighters shelled a market in Goma."


def test_who_has_an_entry_or_no_name_is_left_out(vocabulary: Vocabulary) -> None:
    assert rows(statement("Dune League", id="m23"), statement("spokesman"), registry=vocabulary.registry) == []


def test_who_is_quoted_counts_too(vocabulary: Vocabulary) -> None:
    base = statement("Dune League")
    lund = Claimant(name="Karo Lund", kind="person", mention=span("Karo Lund", sample_article(TEXT)))
    article = sample_article(TEXT, id="a1")
    one = make_statement(
        article, evidence=base.evidence, trigger=base.trigger, actors=(), recipients=(), locations=(), date=None,
        claimants=(lund,), quantities=(),
    )  # fmt: skip
    assert [row.name for row in rows(one, registry=vocabulary.registry)] == ["Karo Lund"]


def test_the_order_of_statements_changes_nothing(vocabulary: Vocabulary) -> None:
    statements = [
        statement(words, number=number, kind=kind)
        for number in (1, 2, 3)
        for words in ("Dune League", "Karo Lund", "Dune League fighters")
        for kind in ("armed_group", "person")
    ]
    expected = rows(*statements, registry=vocabulary.registry)
    for seed in range(3):
        random.Random(seed).shuffle(statements)
        assert rows(*statements, registry=vocabulary.registry) == expected


def test_a_stub_is_an_entry(vocabulary: Vocabulary, tmp_path: Path) -> None:
    (row,) = rows(statement("Dune League"), registry=vocabulary.registry)
    path = tmp_path / "mine.toml"
    path.write_text(row.stub)
    assert check_path(path) == []
    (open_kind,) = rows(statement("Dune League", kind="unknown", country=None), registry=vocabulary.registry)
    path.write_text(open_kind.stub)
    assert [finding.code for finding in check_path(path)] == ["KG904"]


def test_a_table_and_the_stubs_are_shown(vocabulary: Vocabulary) -> None:
    found = rows(statement("Dune League"), statement("Karo Lund", kind="person"), registry=vocabulary.registry)
    text = format_new_actors(found, show=1)
    assert "... and 1 more" in text
    assert '[dune-league]\nname = "Dune League"\nkind = "armed_group"\ncountry = "MLI"\nsector = "REB"\n' in text
    assert "Karo Lund" not in text
    assert format_new_actors([], show=1) == "The registry holds every named actor of this graph.\n"


def test_the_command_reads_a_graph(tmp_path: Path) -> None:
    article = tmp_path / "one.jsonl"
    article.write_text(
        '{"id": "d1", "text": "The Dune League shelled a market in Goma on Monday.", "language": "en"}\n'
    )
    build_graph([article], tmp_path / "graph", Settings())
    done = CliRunner().invoke(app, ["vocab", "--new-actors", str(tmp_path / "graph")], prog_name="kgbuild")
    assert done.exit_code == 0
    assert "[dune-league]" in done.output
    done = CliRunner().invoke(app, ["vocab", "actors", "--new-actors", str(tmp_path / "graph")], prog_name="kgbuild")
    assert done.exit_code == 2
    assert "leave 'actors' out" in done.output
