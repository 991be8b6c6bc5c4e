"""Tables of events in DuckDB, pandas and libhxl, and held to the published rules of CAMEO's and PLOVER's files."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "exporters"))

from event_graph import make_event_graph, make_statement
from tools import needs

from fake_graph import NASTY
from kgbuild.exporters import export_graph
from kgbuild.exporters._happenings import why_no_deed
from kgbuild.exporters.acled import COLUMNS as ACLED
from kgbuild.exporters.hxl import TAGS
from kgbuild.exporters.ucdp import COLUMNS as UCDP
from kgbuild.graph.store import Graph
from kgbuild.model import Mention, Quantity
from kgbuild.vocabulary import load_vocabulary
from query_examples import build_examples

needs("duckdb", "pandas", "hxl", "jsonschema")

FORMATS = {"acled": "acled.csv", "ucdp": "ucdp.csv", "plover": "plover.jsonl", "cameo": "cameo-rows.csv",
           "hxl": "hxl.csv"}  # fmt: skip
ACTOR = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["actorText", "code", "sector"],
        "properties": {name: {"type": "string"} for name in ("actorText", "code", "sector")},
    },
}
RECORD = {
    "type": "object",
    "required": ["id", "date", "source", "target", "event", "eventText", "mode", "context", "text", "publication"],
    "properties": {
        "id": {"type": "string", "minLength": 1},
        "date": {"type": ["string", "null"], "pattern": r"^\d{4}-\d\d-\d\d$"},
        "source": ACTOR,
        "target": ACTOR,
        "event": {
            "enum": ["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE",
                     "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"]
        },
        "mode": {"type": "string"},
        "context": {"type": "array", "items": {"type": "string"}},
        "text": {"type": "string", "minLength": 1},
    },
}  # fmt: skip
"""The fields of the records of PLOVER's gold standard; here `date` may be null."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    with Graph.open(build_examples(tmp_path_factory.mktemp("sample") / "g")) as graph:
        yield graph


@pytest.fixture(scope="module")
def files(sample: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    for name in FORMATS:
        export_graph(sample, name, folder / name)
    return folder


def read(path: Path, **options: str | bool) -> list[dict]:
    import duckdb

    if path.suffix == ".jsonl":
        return duckdb.read_json(str(path)).df().to_dict("records")
    # Without a word on comments it takes the row of HXL's tags for one.
    table = duckdb.read_csv(str(path), all_varchar=True, header=True, comment="", **options)
    return [dict(zip(table.columns, row, strict=True)) for row in table.fetchall()]


@pytest.mark.parametrize("format", FORMATS)
def test_every_event_is_in_the_table_or_on_the_list(sample: Graph, files: Path, format: str) -> None:
    rows = read(files / format / FORMATS[format])
    held = {row["id"] if format == "plover" else row["event"] for row in rows} - {TAGS["event"]}
    left = [row["event"] for row in read(files / format / "left-out.csv")]
    told = {one.id for one in sample.statements()}
    assert sorted([*held, *left]) == sorted(event.id for event in sample.events() if told & set(event.statements))
    assert len(held) > 10
    assert len(left) > 10


def test_denials_and_plans_are_no_rows(sample: Graph, files: Path) -> None:
    statements = {one.id: one for one in sample.statements()}
    for name in ("acled", "ucdp", "hxl", "cameo"):
        for row in read(files / name / FORMATS[name]):
            if not row["statements"].startswith("#"):
                for number in row["statements"].split("; "):
                    assert why_no_deed(statements[number]) is None, row


@pytest.mark.parametrize(("format", "columns"), [("acled", ACLED), ("ucdp", UCDP)])
def test_pandas_reads_the_columns_of_the_others_with_their_types(files: Path, format: str, columns: tuple) -> None:
    import pandas as pd

    table = pd.read_csv(files / format / f"{format}.csv", parse_dates=["earliest", "latest"])
    assert tuple(table.columns[: len(columns)]) == columns
    assert table["event"].is_unique
    assert table[["evidence", "statements", "claimants"]].notna().all(axis=None)
    numbers = (
        ["iso", "latitude", "longitude", "geo_precision", "fatalities", "year", "time_precision", "interaction"]
        if format == "acled"
        else ["id", "type_of_violence", "where_prec", "date_prec", "low", "high", "best", "latitude", "priogrid_gid"]
    )
    for name in numbers:
        assert table[name].dtype.kind in "if", name
    assert table[numbers].notna().any().all()


def test_acled_rows_keep_to_its_codes(sample: Graph, files: Path) -> None:
    events = {event.id: event for event in sample.events()}
    for row in read(files / "acled" / "acled.csv"):
        event = events[row["event"]]
        assert row["sub_event_type"] in load_vocabulary().codes("acled")
        assert row["event_date"] == (event.earliest if event.earliest == event.latest else None)
        assert (row["event_date"] is None) == (row["time_precision"] != "1")
        assert row["fatalities"] == row["fatalities_low"]
        codes = [row["inter1"], row["inter2"]]
        if row["interaction"] is not None:
            assert sorted(row["interaction"].replace("0", "")) == sorted("".join(codes).replace("0", ""))
        assert (row["latitude"] is None) == (row["geo_precision"] is None)


def test_ucdp_rows_are_deadly_and_their_bounds_in_order(files: Path) -> None:
    for row in read(files / "ucdp" / "ucdp.csv"):
        assert row["type_of_violence"] in {"1", "2", "3"}
        if row["low"] is not None and row["high"] is not None:
            assert int(row["low"]) <= int(row["high"])
            assert int(row["high"]) > 0
        assert (row["best"] is None) == (row["low"] is None or row["low"] != row["high"])


def test_lines_of_cameo_are_what_its_readers_take(files: Path) -> None:
    import pandas as pd

    names = ["date", "source", "target", "code"]
    lines = pd.read_csv(files / "cameo" / "cameo.txt", sep="\t", header=None, names=names, dtype=str)
    rows = pd.read_csv(files / "cameo" / "cameo-rows.csv", dtype=str)
    assert lines.equals(rows[names])
    assert pd.to_datetime(lines["date"], format="%Y%m%d").is_monotonic_increasing
    assert lines["source"].str.fullmatch("(?:[A-Z]{3})+").all()
    assert lines["target"].str.fullmatch("(?:[A-Z]{3})+").all()
    assert set(lines["code"]) <= set(load_vocabulary().crosswalk("cameo"))
    assert rows["line"].tolist() == [str(number) for number in range(1, len(rows) + 1)]


def test_records_of_plover_keep_to_its_fields(files: Path) -> None:
    import json

    from jsonschema import Draft202012Validator

    path = files / "plover" / "plover.jsonl"
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    faults = [error.message for one in records for error in Draft202012Validator(RECORD).iter_errors(one)]
    assert faults == []
    codes = load_vocabulary().crosswalk("plover")
    assert {"/".join(filter(None, (one["event"], one["mode"]))) for one in records} <= set(codes)
    assert Counter(one["event"] for one in records) == Counter(row["event"] for row in read(path))


def test_libhxl_finds_nothing_wrong(files: Path) -> None:
    import hxl

    source = hxl.data(BytesIO((files / "hxl" / "hxl.csv").read_bytes())).cache()
    assert source.display_tags == list(TAGS.values())
    assert source.headers == list(TAGS)
    report = hxl.validate(source)
    assert report["is_valid"], report["issues"]
    rows = read(files / "hxl" / "hxl.csv")
    assert len(list(source)) == len(rows) - 1
    killed = [row.get("#affected+killed+min") for row in source]
    assert killed == [row["killed_low"] for row in rows[1:]]
    assert sum(map(bool, killed)) > 20


@pytest.mark.parametrize("format", ["acled", "ucdp", "hxl"])
def test_nasty_words_arrive(tmp_path: Path, format: str) -> None:
    words = NASTY.replace("\r", "")
    nine = Quantity(start=0, end=1, text="nine", low=9, high=9, unit="person", kind="killed")
    statement = make_statement(evidence=(Mention(0, len(words), words),), quantities=(nine,))
    export_graph(make_event_graph(statement), format, tmp_path / "f.csv")
    row = read(tmp_path / "f.csv", quotechar='"', escapechar='"')[-1]
    expected = " ".join("".join(c for c in words if c not in "\x01\x0b\ufffe").split()) if format == "hxl" else words
    assert row["evidence"] == expected
