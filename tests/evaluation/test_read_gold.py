"""Gold files: a table as a spreadsheet saves it says the same as JSON Lines, and what is wrong in it is named."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import msgspec
import pytest
from msgspec import UNSET

from kgbuild.errors import SkipArticle, StopRun
from kgbuild.evaluation import Row
from kgbuild.evaluation.gold import read_gold
from kgbuild.evaluation.reference import Amount

MODES = {"ASSAULT": ("aerial", "heavy-weapons"), "CASUALTY": ("killed",)}
FULL = {
    "article": "a1",
    "n": "1",
    "trigger": "shelled",
    "quote": "rebels shelled a market in Goma",
    "start": "34",
    "end": "41",
    "type": "ASSAULT",
    "mode": "heavy-weapons|aerial",
    "actors": "M23 rebels|March 23 Movement",
    "recipients": "market?; people",
    "locations": "Goma",
    "claimants": "",
    "relation": "in",
    "date": "2025-03-02",
    "status": "claimed",
    "polarity": "positive",
    "modality": "actual|ongoing",
    "quantities": "killed 12..; area 2.5 km2",
    "optional": "yes",
    "hard": "weekday; lower-bound",
}
ROW = Row(
    article="a1",
    n=1,
    trigger="shelled",
    evidence=("rebels shelled a market in Goma",),
    start=34,
    end=41,
    types=("ASSAULT",),
    mode="heavy-weapons|aerial",
    actors=("M23 rebels|March 23 Movement",),
    recipients=("market?", "people"),
    locations=("Goma",),
    claimants=(),
    relation="in",
    earliest="2025-03-02",
    latest="2025-03-02",
    status="claimed",
    polarity="positive",
    modality=("actual", "ongoing"),
    quantities=(Amount(kind="killed", low=12), Amount(kind="area", low=2.5, high=2.5, unit="km2")),
    optional=True,
    hard=("weekday", "lower-bound"),
)


def write(path: Path, *rows: dict[str, str], delimiter: str = ",", bom: bool = False) -> Path:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8-sig" if bom else "utf-8")
    return path


def read_one(path: Path, **cells: str) -> Row:
    (row,) = read_gold(write(path / "gold.csv", {**FULL, **cells})).reference.rows
    return row


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("bom", [False, True])
def test_a_table_and_json_lines_say_the_same(tmp_path: Path, delimiter: str, bom: bool) -> None:
    (tmp_path / "gold.jsonl").write_bytes(msgspec.json.encode(ROW) + b"\n")
    table = read_gold(write(tmp_path / "gold.csv", FULL, delimiter=delimiter, bom=bom), MODES)
    lines = read_gold(tmp_path / "gold.jsonl", MODES)
    assert table.reference == lines.reference
    assert table.reference.rows == (ROW,)
    assert table.troubles == lines.troubles == ()


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("2025-03-02", ("2025-03-02", "2025-03-02")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2025-03-02..2025-03-05", ("2025-03-02", "2025-03-05")),
        ("2025-03..2025-04", ("2025-03-01", "2025-04-30")),
        ("..2025-03-05", (None, "2025-03-05")),
        ("2025-03-05..", ("2025-03-05", None)),
        ("open", (None, None)),
        ("", (UNSET, UNSET)),
        ("*", (UNSET, UNSET)),
    ],
)
def test_dates(tmp_path: Path, cell: str, days: tuple) -> None:
    row = read_one(tmp_path, date=cell)
    assert (row.earliest, row.latest) == days


@pytest.mark.parametrize(
    ("cell", "amounts"),
    [
        ("killed 45", (Amount(kind="killed", low=45, high=45),)),
        ("killed 4..6", (Amount(kind="killed", low=4, high=6),)),
        ("killed 4..", (Amount(kind="killed", low=4),)),
        ("wounded ..10 person", (Amount(kind="wounded", high=10, unit="person"),)),
        ("killed 2; wounded 3", (Amount(kind="killed", low=2, high=2), Amount(kind="wounded", low=3, high=3))),
        ("", ()),
        ("*", UNSET),
    ],
)
def test_quantities(tmp_path: Path, cell: str, amounts: tuple) -> None:
    assert read_one(tmp_path, quantities=cell).quantities == amounts


def test_empty_fillers_want_nothing_and_stars_are_not_compared(tmp_path: Path) -> None:
    row = read_one(tmp_path, actors="", recipients="*", status="", polarity="", modality="", mode="", relation="")
    assert (row.actors, row.recipients, row.parties) == ((), UNSET, UNSET)
    assert (row.status, row.polarity, row.modality, row.mode, row.relation) == (UNSET, UNSET, UNSET, None, None)


def test_rows_are_numbered_by_article_and_an_article_alone_holds_nothing(tmp_path: Path) -> None:
    rows = [{"article": name, "type": kind, "trigger": kind and "hit"} for name, kind in
            (("a", "ASSAULT"), ("b", "assault"), ("a", "Casualty|ASSAULT"), ("c", ""))]  # fmt: skip
    gold = read_gold(write(tmp_path / "gold.csv", *rows))
    assert [(row.article, row.n, row.types) for row in gold.reference.rows] == [
        ("a", 1, ("ASSAULT",)), ("a", 2, ("CASUALTY", "ASSAULT")), ("b", 1, ("ASSAULT",)),
    ]  # fmt: skip
    assert gold.reference.articles["c"] == ()


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"article": ""}, "article is empty"),
        ({"type": ""}, "type is empty"),
        ({"type": "ASAULT"}, "type is 'ASAULT'; have AGREE"),
        ({"type": "ASAULT"}, "Did you mean 'ASSAULT'?"),
        ({"mode": "arial"}, "ASSAULT has no mode 'arial'; have aerial, heavy-weapons. Did you mean 'aerial'?"),
        ({"polarity": "no"}, "polarity is 'no'; have positive, negative"),
        ({"polarity": "positive|negative"}, "leave it empty where either is right"),
        ({"modality": "plannd"}, "Did you mean 'planned'?"),
        ({"status": "said"}, "status is 'said'"),
        ({"relation": "at"}, "relation is 'at'"),
        ({"date": "March"}, "date is 'March': write 2024-03-01"),
        ({"date": "2025-02-30"}, "date is '2025-02-30'"),
        ({"date": "2025-13"}, "date is '2025-13'"),
        ({"date": "0000"}, "date is '0000'"),
        ({"date": ".."}, "write 'open'"),
        ({"quantities": "12 killed"}, "write 'killed 4'"),
        ({"quantities": "dead 4"}, "counts 'dead'; have killed"),
        ({"quantities": "killed .."}, "write 'killed 4'"),
        ({"start": "x"}, "start is 'x', which is no whole number"),
        ({"end": ""}, "start and end go together"),
        ({"trigger": "", "quote": "", "start": "", "end": ""}, "nothing says where it stands"),
        ({"optional": "perhaps"}, "optional is 'perhaps'"),
        ({"n": "-1"}, "n is '-1'"),
    ],
)
def test_a_broken_row_is_named_and_the_others_are_read(tmp_path: Path, cells: dict[str, str], told: str) -> None:
    good = {**FULL, "n": "2"}
    gold = read_gold(write(tmp_path / "gold.csv", {**FULL, **cells}, good), MODES)
    assert [row.n for row in gold.reference.rows] == [2]
    (trouble,) = gold.troubles
    assert told in str(trouble)
    assert trouble.where.startswith(str(tmp_path / "gold.csv"))
    assert trouble.where.endswith(("line 2", "row 1 of article a1"))


def test_cells_that_run_over_and_open_quotation_marks_are_named_by_their_line(tmp_path: Path) -> None:
    path = tmp_path / "gold.csv"
    path.write_text('article,type,trigger\na,ASSAULT,hit,and run\n\na,ASSAULT,"hit\nb"\na,ASSAULT,"open\nand on\n')
    gold = read_gold(path)
    assert [row.trigger for row in gold.reference.rows] == ["hit\nb"]
    assert [trouble.where for trouble in gold.troubles] == [f"{path}, line 2", f"{path}, line 6"]
    assert "a cell with a comma needs quotation marks" in gold.troubles[0].reason
    assert "Close the quotation mark" in str(gold.troubles[1])


def test_a_number_that_stands_twice_is_named(tmp_path: Path) -> None:
    gold = read_gold(write(tmp_path / "gold.csv", FULL, FULL))
    (trouble,) = gold.troubles
    assert trouble.where == f"{tmp_path / 'gold.csv'}, row 1 of article a1"
    assert trouble.reason == "its number stands twice."


def test_columns_of_ones_own_are_left_aside(tmp_path: Path) -> None:
    gold = read_gold(write(tmp_path / "gold.csv", {**FULL, "comment": "sure?", "actor": "x"}))
    assert gold.left_aside == ("'comment'", "'actor' Did you mean 'actors'?")
    assert gold.reference.rows == (ROW,)


def test_a_broken_line_of_json_costs_no_other(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(b'{"article": "a"\n' + msgspec.json.encode(ROW) + b'\n{"article": "a", "n": 1, "typ": []}\n')
    gold = read_gold(path)
    assert gold.reference.rows == (ROW,)
    assert [trouble.where for trouble in gold.troubles] == [f"{path}, line 1", f"{path}, line 3"]
    assert all(isinstance(trouble, SkipArticle) for trouble in gold.troubles)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("gold.csv", b"\n", "the file is empty. docs/evaluate.md"),
        ("gold.csv", b"id\n", "no column 'article' and 'type' and 'trigger'"),
        ("gold.csv", b"article,type,trigger\n", "no row of it can be used. docs/evaluate.md"),
        ("gold.csv", b"article,trigger\na,hit\n", "no column 'type'; have article, trigger"),
        ("gold.csv", b"article,type\na,ASSAULT\n", "no column 'trigger' (or 'quote', or 'start' and 'end')"),
        ("gold.csv", b"article,type,start\na,ASSAULT,1\n", "'start' and 'end' go together"),
        ("gold.csv", b"article,type,type,quote\n", "the column 'type' stands twice"),
        ("gold.csv", b"article,type,trigger\na,KILL,hit\n", "can be used; the first: "),
        ("gold.csv", "article,type,trigger\na,ASSAULT,r\xe9sist\xe9\n".encode("latin-1"), "Save it as 'CSV UTF-8'"),
        ("gold.jsonl", b"", "no row of it can be used"),
        ("gold.xlsx", b"PK", "a gold file is a table (.csv, .tsv) or JSON Lines (.jsonl, .ndjson)"),
    ],
)
def test_what_cannot_be_used_at_all_stops_with_directions(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(StopRun) as caught:
        read_gold(tmp_path / name)
    assert told in str(caught.value)
    assert str(caught.value).startswith(str(tmp_path / name))


def test_a_file_that_is_not_there_has_its_neighbour_named(tmp_path: Path) -> None:
    (tmp_path / "gold.csv").touch()
    with pytest.raises(StopRun, match=r"gold2\.csv: no such file\. Did you mean .*gold\.csv\?"):
        read_gold(tmp_path / "gold2.csv")
