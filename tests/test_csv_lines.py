"""Lines of CSV: what any reader makes of them is what went in."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.csv_lines import write_line
from kgbuild.graph.judgements import format_judgements, read_judgements
from kgbuild.model import Judgement

CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        (["a", 1, None, 2.5], "a,1,,2.5\n"),
        (['say "no"', "a,b"], '"say ""no""","a,b"\n'),
        (["a\rb", "c\nd"], '"a\rb","c\nd"\n'),
        ([None], '""\n'),
        (["", ""], ",\n"),
    ],
)
def test_what_a_line_looks_like(cells, line):
    assert write_line(cells) == line


@given(st.lists(st.lists(CELLS, min_size=1), min_size=1))
def test_a_reader_finds_every_cell(rows):
    text = io.StringIO("".join(map(write_line, rows)), newline="")
    assert list(csv.reader(text, strict=True)) == rows


@given(CELLS.filter(str.strip))
def test_judgements_of_any_words_are_read_back(tmp_path_factory, why):
    judgement = Judgement(first="actor/a", second="actor/b", verdict="same", why=why.strip())
    path = tmp_path_factory.mktemp("judged") / "judgements.csv"
    path.write_bytes(format_judgements([judgement]).encode())
    assert read_judgements(path) == [judgement]
