"""Articles and people's words in any order, one by one or at once, taken out and put back: the same outcome."""

from __future__ import annotations

from itertools import combinations, groupby
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st
from make import articles_of, tell

from kgbuild.assembly import Assembly
from kgbuild.assembly.judgements import Directory, local_nodes
from kgbuild.model import Actor, Assembled, Judgement, Mention, Place, Statement

GUNMEN = Actor(mention=Mention(0, 4, "Text"), kind="armed_group", chain=1)


def brigade(name: str) -> Actor:
    return Actor(mention=Mention(0, 4, "Text"), name=name, kind="armed_force", country="COD")


def village(name: str) -> Place:
    return Place(mention=Mention(5, 7, "of"), name=name, country="COD", level="settlement")


def change(statement: Statement, **fields: Any) -> Statement:
    from msgspec import structs

    return structs.replace(statement, **fields)


STATEMENTS = [
    tell("s1", article="a"),
    change(tell("s2", article="a", by=None), actors=(GUNMEN,)),
    change(tell("s3", article="b"), actors=(brigade("55th Brigade"),)),
    change(tell("s4", article="c"), actors=(brigade("57th Brigade"),)),
    change(tell("s5", article="d"), actors=(brigade("55th Brigade"),), locations=(village("Minova"),)),
    change(tell("s6", article="e", by=None), locations=(village("Minowa"),)),
    change(tell("s7", article="e", day="2025-03-04", by=None), actors=(GUNMEN,)),
    tell("s8", "Sake", article="f"),
]
BY_ARTICLE = {home: list(own) for home, own in groupby(STATEMENTS, key=lambda statement: statement.article.id)}
ARTICLES = articles_of(STATEMENTS)
KEYS: dict[str, set[str]] = {"actor": set(), "place": set(), "event": {f"statement/{one.id}" for one in STATEMENTS}}
for told in STATEMENTS:
    for key, node in local_nodes(told):
        KEYS["place" if isinstance(node, Place) else "actor"].add(key)
PAIRS = [pair for keys in KEYS.values() for pair in combinations(sorted(keys), 2)]

WORDS = st.lists(
    st.builds(
        lambda pair, verdict: Judgement(first=pair[0], second=pair[1], verdict=verdict),
        st.sampled_from(PAIRS),
        st.sampled_from(("same", "different", "unsure")),
    ),
    max_size=6,
)
MOVES = st.lists(st.one_of(st.sampled_from(sorted(BY_ARTICLE)), WORDS, st.none()), max_size=12)


def hold(assembly: Assembly, words: list[Judgement], held: set[str]) -> None:
    """Judge as a graph does: with the words on what stands there."""
    directory = Directory(name for word in words for name in (word.first, word.second))
    directory.add_all(statement for name in held for statement in BY_ARTICLE[name])
    assembly.judge(directory.settle(words).judgements)


def rebuild(words: list[Judgement], held: set[str]) -> Assembled:
    assembly = Assembly()
    hold(assembly, words, held)
    for name in sorted(held):
        assembly.add(ARTICLES[name], BY_ARTICLE[name])
    return assembly.settle()


@given(moves=MOVES)
def test_words_and_articles_in_any_order_come_to_the_same(moves: list[str | list[Judgement] | None]) -> None:
    assembly, held, words = Assembly(), set[str](), list[Judgement]()
    for move in moves:
        if move is None:
            hold(assembly, words, held)
            assert assembly.settle() == rebuild(words, held)
        elif isinstance(move, list):
            words = move
        elif move in held:
            assembly.remove(move)
            held.remove(move)
        else:
            assembly.add(ARTICLES[move], BY_ARTICLE[move])
            held.add(move)
    hold(assembly, words, held)
    assert assembly.settle() == rebuild(words, held)


PART = [
    Judgement(first="statement/s1", second="statement/s3", verdict="same"),
    Judgement(first="statement/s2", second="statement/s3", verdict="different"),
]
"""What this parts stands in one article, and would be one telling there."""


@given(words=WORDS)
@example(words=PART)
def test_no_word_is_broken_unless_it_clashes(words: list[Judgement]) -> None:
    directory = Directory(name for word in words for name in (word.first, word.second))
    directory.add_all(STATEMENTS)
    settled = directory.settle(words)
    assembled = rebuild(words, set(BY_ARTICLE))
    nodes = {one.key: one.identity for one in assembled.identities}
    nodes |= {f"statement/{one}": event.id for event in assembled.events for one in event.statements}
    clashing = {one for clash in settled.clashes for one in (clash.different, *clash.chain)}
    for word in settled.judgements:
        if word not in clashing and word.verdict != "unsure":
            one = nodes.get(word.first, word.first) == nodes.get(word.second, word.second)
            assert one == (word.verdict == "same"), word
