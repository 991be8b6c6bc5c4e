"""Actors without a name: compared with nobody, and whoever a person says they are."""

from __future__ import annotations

from itertools import permutations

import pytest

from factory import make_statement, sample_article, span
from kgbuild.assembly import Assembly
from kgbuild.assembly.attachments import attach_nameless
from kgbuild.assembly.judgements import local_nodes
from kgbuild.assembly.verdicts import Verdict
from kgbuild.model import Actor, Article, Assembled, Judgement, Statement


@pytest.mark.parametrize(
    ("words", "verdicts", "attached"),
    [
        ("A=B", "A=B", ""),
        ("n=A", "", "n:A"),
        ("n=A n=B", "A=B", "n:AB"),
        ("n=m m=A", "", "mn:A"),
        ("n=m", "", "mn:"),
        ("n=A n!B", "A!B", "n:A"),
        ("n=A m=B n!m", "A!B", "m:B n:A"),
        ("n!B", "", "n:"),
        ("n=A n=B A!B", "A!B", "n:A"),
        ("n=A A=B B=C", "A=B B=C", "n:ABC"),
    ],
)
def test_what_is_said_of_the_nameless_is_said_of_whom_they_are(words: str, verdicts: str, attached: str) -> None:
    given = [Verdict(word[0], word[2], word[1] == "=") for word in words.split()]
    for order in permutations(given):
        kept, found = attach_nameless(order, {"n", "m"} & set(words), str.isupper)
        assert " ".join(f"{one.first}{'=' if one.same else '!'}{one.second}" for one in kept) == verdicts
        assert " ".join("".join(one.nameless) + ":" + "".join(one.named) for one in found) == attached


def report(article_id: str, *, named: bool = False) -> tuple[Article, list[Statement]]:
    """Gunmen who shell a town, or the M23."""
    article = sample_article(id=article_id)
    gunmen = Actor(mention=span("M23 rebels"), chain=4)
    return article, [make_statement(article) if named else make_statement(article, actors=(gunmen,))]


def key(statements: list[Statement]) -> str:
    return next(key for key, node in local_nodes(statements[0]) if node == statements[0].actors[0])


REPORTS = {"a": report("a"), "b": report("b"), "c": report("c", named=True)}
STATEMENTS = [f"statement/{statements[0].id}" for _, statements in REPORTS.values()]
A, B = key(REPORTS["a"][1]), key(REPORTS["b"][1])


def settle(judgements: list[Judgement], order: str = "abc") -> Assembled:
    assembly = Assembly(judgements)
    for name in order:
        assembly.add(*REPORTS[name])
    return assembly.settle()


def say(first: str, second: str, verdict: str) -> Judgement:
    return Judgement(first=first, second=second, verdict=verdict)  # type: ignore[arg-type]


def identities(assembled: Assembled) -> dict[str, str]:
    return {one.key: one.identity for one in assembled.identities if one.key in {A, B}}


def test_the_nameless_are_who_somebody_says_they_are() -> None:
    assert identities(settle([])) == {}
    assert identities(settle([say(A, "actor/m23", "same")])) == {A: "actor/m23"}
    assert identities(settle([say(A, B, "same")])) == {B: A}
    assert identities(settle([say(A, B, "same"), say(B, "actor/m23", "same")])) == {A: "actor/m23", B: "actor/m23"}
    assert identities(settle([say(A, "actor/m23", "unsure")])) == {}
    (one,) = [one for one in settle([say(A, "actor/m23", "same")]).identities if one.key == A]
    assert (one.name, one.reason) == ("M23 rebels", "a judgement")


def test_events_have_the_actor_that_the_nameless_are() -> None:
    apart = [say(STATEMENTS[0], other, "different") for other in STATEMENTS[1:]]
    for words, actors in ((apart, ()), ([*apart, say(A, "actor/m23", "same")], ("actor/m23",))):
        (event,) = [one for one in settle(words).events if STATEMENTS[0].endswith(one.statements[0])]
        assert event.actors == actors


def test_judging_later_and_taking_it_back_is_as_if_it_had_stood_so_from_the_start() -> None:
    words = [say(A, B, "same"), say(B, "actor/m23", "same")]
    for order in permutations("abc"):
        assembly = Assembly()
        for name in order:
            assembly.add(*REPORTS[name])
            assembly.settle()
        before = assembly.settle()
        assembly.judge(words)
        assert assembly.settle() == settle(words)
        assembly.remove("b")
        assert assembly.settle() == settle(words, "ac")
        assembly.add(*REPORTS["b"])
        assert assembly.settle() == settle(words)
        assembly.judge([])
        assert assembly.settle() == before == settle([])
