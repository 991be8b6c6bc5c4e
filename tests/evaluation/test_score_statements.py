"""Scoring: pairs one to one, each slot by itself, every difference told."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from factory import SENTENCE, make_statement, sample_article, span
from kgbuild.errors import SkipArticle
from kgbuild.evaluation import Row, Tally, read_reference, score_statements
from kgbuild.evaluation.reference import Amount, collect_rows
from kgbuild.evaluation.scores import sum_scores
from kgbuild.model import Action, Claimant, Finding, Statement, When

STATEMENT = make_statement()
ROW = Row(
    article="a1",
    n=1,
    evidence=("M23 rebels shelled a market in Goma on 2 March 2025",),
    trigger="shelled",
    types=("ASSAULT",),
    mode="heavy-weapons",
    actors=("M23 rebels|March 23 Movement",),
    recipients=("people",),
    locations=("Goma",),
    relation="in",
    earliest="2025-03-02",
    latest="2025-03-02",
    claimants=("army",),
    status="claimed",
    polarity="positive",
    modality=("actual",),
    quantities=(Amount(kind="killed", low=12, unit="person"),),
    hard=("weekday",),
)
KILLED = structs.replace(ROW, n=2, trigger="killing", types=("CASUALTY", "ASSAULT"), mode=None)


def score(rows: list[Row], statements: list[Statement]):
    return score_statements(collect_rows(rows), statements)


def kinds(result) -> list[tuple[str, str]]:
    return [(miss.kind, miss.slot) for miss in result.misses]


def test_all_right() -> None:
    result = score([ROW], [STATEMENT])
    assert result.misses == ()
    assert result.exact == result.statements == Tally(1, 1, 1)
    assert all(tally.f1 == 1 for tally in result.slots.values())
    assert set(result.slots) == {
        "actors", "recipients", "locations", "relation", "date", "claimants", "quantities", "mode", "status",
        "polarity", "modality",
    }  # fmt: skip
    assert result.phenomena == {"weekday": Tally(1, 1, 1)}


@pytest.mark.parametrize(
    ("slot", "changes"),
    [
        ("actors", {"actors": ()}),
        ("recipients", {"recipients": STATEMENT.actors}),
        ("locations", {"locations": ()}),
        ("relation", {"locations": (structs.replace(STATEMENT.locations[0], relation="near"),)}),
        ("date", {"date": When(mention=None, earliest="2025-03-03", latest="2025-03-03")}),
        ("date", {"date": None}),
        ("claimants", {"claimants": (Claimant(name="Reuters", mention=span("rebels")),)}),
        ("claimants", {"claimants": STATEMENT.claimants * 2}),
        ("quantities", {"quantities": ()}),
        (
            "quantities",
            {"quantities": (structs.replace(STATEMENT.quantities[0], high=12),)},
        ),
        ("mode", {"action": Action(type="ASSAULT", mode="aerial")}),
        ("status", {"status": "asserted"}),
        ("polarity", {"polarity": "negative"}),
        ("modality", {"modality": "habitual"}),
    ],
)
def test_each_slot_by_itself(slot: str, changes: dict) -> None:
    result = score([ROW], [structs.replace(STATEMENT, **changes)])
    assert kinds(result) == [("slot", slot)]
    assert result.statements == Tally(1, 1, 1)
    assert result.exact == Tally(0, 1, 1)
    (miss,) = result.misses
    assert miss.wanted != miss.given
    assert result.phenomena == {"weekday": Tally(0, 1, 1)}


def test_absent_fields_are_not_compared() -> None:
    bare = Row(article="a1", n=1, evidence=ROW.evidence, trigger="shelled", types=("ASSAULT",))
    result = score([bare], [STATEMENT])
    assert result.slots == {}
    assert result.exact == Tally(1, 1, 1)


def test_claimants_without_words_are_left_out() -> None:
    agency = structs.replace(STATEMENT, claimants=(Claimant(name="AFP"), *STATEMENT.claimants))
    assert score([ROW], [agency]).misses == ()


def test_parties_are_both_sides() -> None:
    row = structs.replace(ROW, actors=msgspec.UNSET, recipients=msgspec.UNSET, parties=("people", "M23 rebels"))
    turned = structs.replace(STATEMENT, actors=STATEMENT.recipients, recipients=STATEMENT.actors)
    assert score([row], [STATEMENT]).exact == score([row], [turned]).exact == Tally(1, 1, 1)


def test_open_days_and_alternatives() -> None:
    row = structs.replace(ROW, earliest="2025-03-02|open", latest="2025-03-02|2025-03-04")
    bound = structs.replace(STATEMENT, date=When(mention=None, latest="2025-03-04", precision="bound"))
    assert score([row], [bound]).misses == ()
    assert kinds(score([structs.replace(row, earliest="2025-03-02")], [bound])) == [("slot", "date")]


def test_missing_refused_and_of_another_type() -> None:
    error = Finding(code="KG101", severity="error", slot="actors", message="…")
    refused = structs.replace(STATEMENT, accepted=False, findings=(error,))
    assert kinds(score([ROW], [])) == [("missed", "action")]
    (miss,) = score([ROW], [refused]).misses
    assert (miss.kind, miss.given) == ("refused", "KG101")
    other = structs.replace(STATEMENT, action=Action(type="MOVE"))
    assert kinds(score([ROW], [other])) == [("type", "action"), ("spurious", "action")]


def test_another_sentence_or_trigger_is_another_statement() -> None:
    elsewhere = structs.replace(ROW, evidence=("Rockets fell on the port at dawn and shelled nothing",))
    assert kinds(score([elsewhere], [STATEMENT])) == [("missed", "action"), ("spurious", "action")]
    assert kinds(score([structs.replace(ROW, trigger="killing")], [STATEMENT])) == [
        ("missed", "action"),
        ("spurious", "action"),
    ]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"trigger": "shelled", "evidence": ()}, True),
        ({"trigger": "fired", "evidence": ()}, False),
        ({"trigger": "", "evidence": ROW.evidence}, True),
        ({"trigger": "", "evidence": ("Rockets fell on the port at dawn",)}, False),
        ({"trigger": "", "evidence": (), "start": STATEMENT.trigger.start, "end": STATEMENT.trigger.end}, True),
        ({"trigger": "", "evidence": (), "start": STATEMENT.trigger.end, "end": STATEMENT.trigger.end + 4}, False),
        ({"trigger": "fired", "start": STATEMENT.trigger.start, "end": STATEMENT.trigger.start + 1}, True),
    ],
)
def test_a_row_is_found_by_what_it_gives(given: dict, found: bool) -> None:
    result = score([structs.replace(ROW, **given)], [STATEMENT])
    assert result.exact == (Tally(1, 1, 1) if found else Tally(0, 1, 1))


def test_statements_are_counted_by_action_type() -> None:
    assert score([ROW], [STATEMENT]).types == {"ASSAULT": Tally(1, 1, 1)}
    assert score([KILLED], [STATEMENT]).types == {"ASSAULT": Tally(0, 1, 0), "CASUALTY": Tally(0, 0, 1)}


def test_differences_say_where_they_stand() -> None:
    at = (STATEMENT.trigger.start, STATEMENT.trigger.end)
    (slot,) = score([ROW], [structs.replace(STATEMENT, actors=())]).misses
    missed, spurious = score([structs.replace(KILLED, start=900, end=907)], [STATEMENT]).misses
    assert [(miss.start, miss.end) for miss in (slot, missed, spurious)] == [at, (900, 907), at]


def test_optional_rows_neither_help_nor_harm() -> None:
    optional = structs.replace(ROW, optional=True)
    for statements in ([], [STATEMENT], [structs.replace(STATEMENT, actors=())]):
        result = score([optional], statements)
        assert result.statements == result.exact == Tally()
        assert result.misses == ()


def test_plain_sayings_are_left_out_and_denials_are_not() -> None:
    for mode, spurious in (("say", 0), (None, 0), ("report", 0), ("deny", 1)):
        saying = make_statement(trigger=span("said"), action=Action(type="SAY", mode=mode))
        assert len(score([ROW], [STATEMENT, saying]).misses) == spurious


def test_a_killing_is_one_row_whatever_its_types() -> None:
    assault = make_statement(id="s1", trigger=span("killing"), action=Action(type="ASSAULT"))
    casualty = make_statement(id="s2", trigger=span("killing"), action=Action(type="CASUALTY", mode="killed"))
    result = score([KILLED], [assault, casualty])
    assert result.statements == Tally(1, 1, 1)
    repeated = structs.replace(casualty, id="s3")
    assert kinds(score([KILLED], [assault, casualty, repeated])) == [("spurious", "action")]


def test_an_article_that_holds_nothing() -> None:
    result = score([Row(article="a1", n=0)], [STATEMENT])
    assert result.statements == Tally(0, 1, 0)
    assert kinds(result) == [("spurious", "action")]


def test_articles_go_by_id_or_address_and_unknown_ones_are_left_out() -> None:
    by_address = structs.replace(ROW, article="https://example.org/news/goma-market")
    assert score([by_address], [STATEMENT]).statements == Tally(1, 1, 1)
    stranger = make_statement(sample_article(id="b", url="https://example.org/b"))
    assert score([ROW], [STATEMENT, stranger]).misses == ()


FOUR = [
    STATEMENT,
    make_statement(id="s2", trigger=span("killing"), action=Action(type="CASUALTY", mode="killed")),
    make_statement(id="s3", actors=()),
    make_statement(
        id="s4",
        trigger=span("denied"),
        evidence=(span("The rebels denied it."),),
        action=Action(type="SAY", mode="deny"),
    ),
]


@given(st.permutations(FOUR))
def test_order_does_not_matter(statements: list[Statement]) -> None:
    assert score([ROW, KILLED], statements) == score([ROW, KILLED], FOUR)


def test_the_fuller_statement_wins() -> None:
    result = score([ROW], FOUR[:1] + FOUR[2:3])
    assert result.exact.right == 1
    assert [miss.statement for miss in result.misses] == ["s3"]


def test_sums_count_an_article_as_often_as_it_is_given() -> None:
    (article,) = score([ROW, KILLED], [STATEMENT]).articles
    assert article.statements == Tally(1, 1, 2)
    twice = sum_scores([article, article])
    assert twice.statements == Tally(2, 2, 4)
    assert twice.slots["actors"] == Tally(2, 2, 4)


def test_slots_of_a_missing_row_are_wanted() -> None:
    whole, none = score([ROW], [STATEMENT]).slots, score([ROW], []).slots
    assert none == {
        name: Tally(0, 0, tally.wanted) for name, tally in whole.items() if name not in {"relation", "mode"}
    }


def test_tallies_of_nothing() -> None:
    assert (Tally().precision, Tally().recall, Tally().f1) == (1, 1, 1)
    assert (Tally(0, 2, 0).precision, Tally(0, 0, 2).recall, Tally(0, 2, 2).f1) == (0, 0, 0)
    assert Tally(1, 2, 4).f1 == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"article": "a1"}', "missing required field `n`"),
        (b'{"article": "a1", "n": 1, "types": ["KILL"]}', "types"),
        (b'{"article": "a1", "n": 1, "actor": []}', "actor"),
        (b'{"article": "a1", "n": 1}', "a row needs `types`"),
        (b'{"article": "a1", "n": 1, "types": ["ASSAULT"]}', "`trigger`, `evidence` or `start`"),
        (b'{"article": "a1", "n": 1, "types": ["ASSAULT"], "start": 3}', "go together"),
        (b'{"article": "a1", "n": 1, "types": ["ASSAULT"], "trigger": "\xff"}', "no row"),
        (b"{", "no row"),
    ],
)
def test_a_malformed_line_is_named(tmp_path, line: bytes, reason: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(b'{"article": "a0", "n": 0}\n\n' + line + b"\n")
    with pytest.raises(SkipArticle) as caught:
        read_reference(path)
    assert "line 3" in caught.value.where
    assert reason in caught.value.reason


def test_rows_read_back(tmp_path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(msgspec.json.encode(ROW) + b"\n" + b'{"article": "empty", "n": 0}\n')
    reference = read_reference(path)
    assert reference.rows == (ROW,)
    assert reference.articles == {"a1": (ROW,), "empty": ()}
    assert ROW.evidence[0] in SENTENCE
