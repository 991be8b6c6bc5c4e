"""What a reader is told of a score: tables that align, differences with their sentence, the same as records."""

from __future__ import annotations

import csv
import io

import msgspec
import pytest
from msgspec import structs

from factory import TEXT, make_statement, span
from kgbuild.evaluation import Row
from kgbuild.evaluation.context import add_sentence, find_row
from kgbuild.evaluation.report import format_evaluation, format_misses, make_evaluation
from kgbuild.evaluation.scores import Miss
from kgbuild.evaluation.statements import score_article

ROW = Row(article="a1", n=1, trigger="shelled", types=("ASSAULT",), actors=("M23 rebels",), hard=("weekday",))
KILLED = structs.replace(ROW, n=2, trigger="killing", types=("CASUALTY",))
TWO = [
    score_article("a1", [ROW, KILLED], [make_statement(), make_statement(id="s2", trigger=span("denied"))]),
    score_article("b1", [structs.replace(ROW, article="b1")], []),
]
EVALUATION = make_evaluation("gold.csv", TWO, [miss for one in TWO for miss in one.misses], ["c1"])


def test_the_table_holds_every_figure() -> None:
    lines = format_evaluation(EVALUATION, show=5).splitlines()
    assert lines[0] == "2 articles, 3 rows: 1 found, 2 not found; 1 statement that no row asks for."
    cells = {words[0]: words for words in (line.split() for line in lines) if words}
    assert cells["statements"][-3:] == ["1", "2", "3"]
    assert cells["statements"][1] == "0.50"
    assert cells["actors"][-3:] == ["1", "1", "3"]
    assert cells["ASSAULT"][-3:] == ["1", "2", "2"]
    assert cells["CASUALTY"][1] == "-"
    assert cells["weekday"][1:] == ["3", "1", "1"]
    assert "Of so few articles they are rough." in "\n".join(lines)


def test_differences_are_listed_by_kind_and_cut() -> None:
    full = format_evaluation(EVALUATION, show=5)
    assert "\nMissed: a row without a statement (2)\n  a1 row 2: CASUALTY «killing»\n  b1 row 1: ASSAULT" in full
    assert f"\n  a1 at {TEXT.index('denied')}..{TEXT.index('denied') + 6}: ASSAULT «denied» (s2)\n" in full
    assert "... and 1 more: --misses FILE" in format_evaluation(EVALUATION, show=1)
    assert "Missed" not in format_evaluation(EVALUATION, show=0)


def test_one_article_has_no_intervals_to_show() -> None:
    text = format_evaluation(make_evaluation("g", TWO[:1], []), show=0)
    assert "[" not in text
    assert "One article is too little for intervals." in text


def test_records_hold_the_same() -> None:
    record = msgspec.json.decode(msgspec.json.encode(EVALUATION))
    assert (record["articles"], record["rows"], record["unscored"]) == (2, 3, ["c1"])
    assert record["statements"]["right"] == 1
    assert record["types"]["CASUALTY"]["precision"] is None
    assert len(record["statements"]["f1_interval"]) == 2
    assert record["bootstrap"] == {"level": 0.95, "resamples": 1000, "seed": 20, "unit": "article"}


def test_misses_as_lines_and_as_a_table_are_the_same() -> None:
    lines = [msgspec.json.decode(line) for line in format_misses(EVALUATION.misses, table=False).splitlines()]
    table = list(csv.DictReader(io.StringIO(format_misses(EVALUATION.misses, table=True))))
    assert len(lines) == len(table) == len(EVALUATION.misses) == 3
    for line, row in zip(lines, table, strict=True):
        assert {name: "" if value is None else str(value) for name, value in line.items()} == row


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"trigger": "shelled"}, "shelled"),
        ({"trigger": "shells|shelled"}, "shelled"),
        ({"trigger": "THE", "evidence": ("The rebels denied it",)}, "The"),
        ({"trigger": "", "evidence": ("killing at least 12 people",)}, "killing at least 12 people"),
        ({"trigger": "bombed", "evidence": ("killing at least 12 people",)}, "killing at least 12 people"),
        ({"trigger": "shelled", "start": 4, "end": 8}, "army"),
        ({"trigger": "shelled", "evidence": ("words of another article",)}, None),
        ({"trigger": "bombed"}, None),
    ],
)
def test_where_a_row_stands(given: dict, words: str | None) -> None:
    at = find_row(structs.replace(ROW, **given), TEXT)
    assert (TEXT[slice(*at)] if at else None) == words


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("Headline", "Headline"),
        ("fell", 'Rockets fell on Bor, he said: "They came twice."'),
        ("twice", 'Rockets fell on Bor, he said: "They came twice."'),
        ("died", "Nobody died."),
        ("percent", "Did 3.5 percent of them die?"),
        ("last", "No stop at last"),
    ],
)
def test_the_sentence_around(words: str, sentence: str) -> None:
    text = (
        'Headline\n\nRockets fell on Bor, he said: "They came twice." Did 3.5 percent of them die? Nobody died.\n'
        "No stop at last"
    )
    start = text.index(words)
    miss = add_sentence(Miss(article="a", kind="missed"), text, (start, start + len(words)))
    assert (miss.sentence, miss.start, miss.end) == (sentence, start, start + len(words))


def test_offsets_beyond_the_text_give_no_sentence() -> None:
    miss = Miss(article="a", kind="missed", start=90, end=95)
    assert add_sentence(miss, "Short.", None) == miss
