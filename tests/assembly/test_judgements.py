"""What people say of identity: which word holds, on which node, and where words clash."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec import structs

from factory import make_statement, sample_article, span
from kgbuild.assembly.judgements import Directory, find_clashes, keep_last, kind_of, pair_of
from kgbuild.assembly.keys import actor_key, digest, place_key
from kgbuild.model import Actor, Judgement, Place, Statement

ARTICLE = sample_article()


def say(first: str, second: str, verdict: str = "same", **fields: str) -> Judgement:
    return Judgement(first=first, second=second, verdict=verdict, **fields)  # type: ignore[arg-type]


def with_actor(**fields: object) -> Statement:
    return make_statement(actors=(Actor(**{"mention": span("M23 rebels"), **fields}),))


def with_place(**fields: object) -> Statement:
    return make_statement(locations=(Place(**{"mention": span("Goma"), **fields}),))


def key_of(statement: Statement) -> str:
    return actor_key(ARTICLE.id, statement.actors[0], "")


def find(name: str, *statements: Statement) -> str | None:
    directory = Directory([name])
    for statement in statements:
        directory.add(statement)
    return directory.find(name)


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("actor/m23", "actor"),
        ("article/a1/actor/12-20", "actor"),
        ("place/geonames-1", "place"),
        ("article/a%2F1/place/0123456789abcdef", "place"),
        ("statement/s1", "event"),
        ("event/e1", None),
        ("s1", None),
        ("article/a1", None),
        ("actor/", None),
        ("", None),
    ],
)
def test_a_key_tells_what_it_names(key: str, kind: str | None) -> None:
    assert kind_of(key) == kind


def test_the_last_word_on_a_pair_holds_whichever_is_named_first() -> None:
    words = [say("actor/a", "actor/b"), say("actor/c", "actor/a", "different"), say("actor/b", "actor/a", "unsure")]
    assert keep_last(words) == [say("actor/a", "actor/b", "unsure"), say("actor/a", "actor/c", "different")]


@pytest.mark.parametrize(
    ("words", "clashes"),
    [
        ("A=B B=C A!C", ["A!C by A=B B=C"]),
        ("A=B B=C C=D A=D A!C", ["A!C by A=B B=C"]),
        ("A=B C=D A!C", []),
        ("A!B A=B", []),
        ("A=B A!B", []),
        ("A=B B=C B!C A!C", []),
        ("A=B B=C A!C A?C", []),
        ("A=B B=C C=D A!C B!D", ["A!C by A=B B=C", "B!D by B=C C=D"]),
    ],
)
def test_a_clash_names_the_shortest_chain(words: str, clashes: list[str]) -> None:
    verdicts = {"=": "same", "!": "different", "?": "unsure"}
    signs = {name: sign for sign, name in verdicts.items()}

    def show(one: Judgement) -> str:
        return f"{one.first}{signs[one.verdict]}{one.second}"

    given = [say(word[0], word[2], verdicts[word[1]]) for word in words.split()]
    found = [f"{show(clash.different)} by {' '.join(map(show, clash.chain))}" for clash in find_clashes(given)]
    assert found == clashes


# Ids that outlive a rebuild


@pytest.mark.parametrize("name", ["actor/m23", "m23", "place/geonames-216281", "216281"])
def test_what_is_registered_is_found_by_key_and_by_bare_id(name: str) -> None:
    found = find(name, make_statement())
    assert found is not None
    assert found.endswith(name)


@pytest.mark.parametrize(
    "name", ["actor/m24", "m24", "2162811", "place/216281", "statement/s1", "article/a1/actor/1-2"]
)
def test_what_the_statements_do_not_hold_is_not_found(name: str) -> None:
    assert find(name, make_statement()) is None


def test_a_statement_stands_for_its_event() -> None:
    statement = make_statement()
    assert find(statement.id, statement) == find(f"statement/{statement.id}", statement) == f"statement/{statement.id}"


@pytest.mark.parametrize(
    "later",
    [
        {"name": "Lake Brigade", "kind": "armed_group"},
        {"name": "Lake Brigade", "kind": "armed_force", "country": "COD"},
        {"name": "Lake Brigade", "kind": "armed_group", "id": "lake-brigade"},
        {"name": "Brigade of the Lake", "kind": "armed_group", "id": "lake-brigade", "mention": None},
    ],
)
def test_a_name_is_found_again_however_it_is_read_later(later: dict[str, object]) -> None:
    before = with_actor(name="Lake Brigade", kind="armed_group", country="UGA")
    if later.get("mention", 1) is None:
        # Renamed by the registry, it is found by the words in the text, which is all that is left of the old name.
        before = with_actor(name="M23 rebels", kind="armed_group", country="UGA")
        later = {**later, "mention": span("M23 rebels")}
    after = with_actor(**later)
    assert key_of(after) != key_of(before)
    assert find(key_of(before), after) == key_of(after)


def test_a_name_read_in_two_ways_is_not_guessed() -> None:
    one, other = (with_actor(name="Lake Brigade", kind=kind) for kind in ("armed_group", "armed_force"))
    gone = with_actor(name="Lake Brigade", kind="unknown")
    assert find(key_of(one), one, other) == key_of(one)
    assert find(key_of(gone), one, other) is None


def test_an_unnamed_actor_is_written_down_by_its_first_words() -> None:
    first = with_actor(chain=7)
    other = make_statement(actors=(Actor(mention=span("people"), chain=7),))
    directory = Directory([key_of(first)])
    for statement in (other, first):
        directory.add(statement)
    start = span("M23 rebels").start
    anchor = directory.anchor(key_of(first))
    assert key_of(first).endswith("/chain-7")
    assert anchor == f"article/a1/actor/{start}-{start + len('M23 rebels')}"
    renumbered = with_actor(chain=3)
    assert find(anchor, renumbered) == key_of(renumbered)
    assert find(anchor, with_actor(chain=3, name="Lake Brigade")) == key_of(with_actor(chain=3, name="Lake Brigade"))


def test_a_place_is_found_again_when_the_gazetteer_comes_to_know_it() -> None:
    before, after = with_place(name="Goma"), with_place(name="Goma", geonames=216281)
    key = place_key(ARTICLE.id, before.locations[0], "")
    assert key == f"article/a1/place/{digest('Goma', '')}"
    assert find(key, before) == key
    assert find(key, after) == "place/geonames-216281"


# What judgements come to


def settled(judgements: Sequence[Judgement], *statements: Statement) -> tuple[list[tuple[str, str, str]], list[str]]:
    directory = Directory(name for judgement in judgements for name in pair_of(judgement))
    directory.add_all(statements)
    found = directory.settle(judgements)
    return [(one.first, one.second, one.verdict) for one in found.judgements], [lost.reason for lost in found.lost]


def test_judgements_hold_with_the_keys_of_the_graph() -> None:
    brigade = with_actor(name="Lake Brigade", kind="armed_group")
    old = structs.replace(brigade.actors[0], kind="unknown")
    held, lost = settled([say("m23", actor_key("a1", old, ""))], make_statement(), brigade)
    assert (held, lost) == ([("actor/m23", key_of(brigade), "same")], [])


@pytest.mark.parametrize(
    ("first", "second", "verdict", "reason"),
    [
        ("actor/m23", "actor/gone", "same", "nothing in the graph goes by 'actor/gone' alone"),
        ("actor/none", "actor/gone", "same", "'actor/none' or by 'actor/gone'"),
        ("actor/m23", "place/geonames-216281", "same", "of one kind"),
        ("actor/m23", "m23", "different", "by now"),
    ],
)
def test_a_judgement_without_effect_says_why(first: str, second: str, verdict: str, reason: str) -> None:
    held, lost = settled([say(first, second, verdict)], make_statement())
    assert held == []
    assert reason in lost[0]


def test_a_judgement_waits_for_its_article() -> None:
    judgement = say("actor/m23", key_of(with_actor(name="Lake Brigade")))
    assert settled([judgement], make_statement())[0] == []
    assert len(settled([judgement], make_statement(), with_actor(name="Lake Brigade"))[0]) == 1


def test_two_names_of_one_entry_need_no_judgement() -> None:
    assert settled([say("actor/m23", "m23")], make_statement()) == ([], [])
