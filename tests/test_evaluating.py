"""Gold against articles, statements or a graph: the same figures by each way, and what does not fit is told."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from msgspec import structs

from kgbuild import evaluating
from kgbuild.errors import StopRun
from kgbuild.evaluating import evaluate
from kgbuild.notices import Remark, Skip
from kgbuild.pipeline import extract_articles, read_articles
from kgbuild.settings import make_settings
from sample_reports import REPORTS

HEADER = "article,trigger,quote,type,actors,locations\n"
ROWS = {
    "sudan-1": 'sudan-1,shelled,"shelled a market in El Obeid on Sunday",ASSAULT,Rapid Support Forces,El Obeid\n',
    "goma-1": "goma-1,entered,M23 rebels entered Goma,MOVE|CONTROL,M23 rebels,Goma\n",
    "sport-1": "sport-1\n",
}


def write_gold(folder: Path, *lines: str) -> Path:
    path = folder / "gold.csv"
    path.write_text(HEADER + "".join(lines or ROWS.values()), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def statements(tmp_path_factory, reports) -> Path:
    """What the extractor says of the reports."""
    path = tmp_path_factory.mktemp("statements") / "statements.jsonl"
    found = [one for _, made in extract_articles(read_articles([reports])) for one in made]
    path.write_bytes(b"".join(msgspec.json.encode(one) + b"\n" for one in found))
    return path


def listen_to(heard: list):
    return lambda notice: heard.append(notice) if isinstance(notice, Skip | Remark) else None


def test_articles_statements_and_graph_give_the_same(tmp_path, reports, statements, built) -> None:
    gold = write_gold(tmp_path)
    whole = evaluate(gold, articles=[reports])
    assert (whole.articles, whole.rows) == (3, 2)
    assert whole.slots["actors"].right == whole.slots["locations"].right == 2
    assert evaluate(gold, articles=[reports], statements=statements) == whole
    assert evaluate(gold, graph=built) == whole
    assert evaluate(gold, articles=[reports], settings=make_settings({"build": {"workers": 2}})) == whole
    bare = evaluate(gold, statements=statements)
    assert bare.misses == tuple(structs.replace(miss, sentence="") for miss in whole.misses)
    assert (bare.statements, bare.slots, bare.types) == (whole.statements, whole.slots, whole.types)


def test_differences_have_offsets_and_the_sentence(tmp_path, reports) -> None:
    gold = write_gold(tmp_path, ROWS["sudan-1"], "sudan-1,killing,killing at least 14 people,CASUALTY,,\n", "sport-1,ended,,ASSAULT,,\n")  # fmt: skip  # noqa: E501
    misses = {miss.row: miss for miss in evaluate(gold, articles=[reports]).misses if miss.article == "sport-1"}
    text = REPORTS[3]["text"]
    assert misses[1].kind == "missed"
    assert text[misses[1].start : misses[1].end] == "ended"
    assert misses[1].sentence == text


def test_only_the_articles_of_the_gold_are_read(tmp_path, reports, monkeypatch) -> None:
    read = []
    real = evaluating.extract_articles

    def record(articles, *arguments, **named):
        return real((read.append(one.id) or one for one in articles), *arguments, **named)

    monkeypatch.setattr(evaluating, "extract_articles", record)
    evaluate(write_gold(tmp_path, ROWS["sudan-1"]), articles=[reports])
    assert read == ["sudan-1"]


def test_an_article_goes_by_the_name_of_its_file(tmp_path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "obeid.txt").write_text(REPORTS[2]["text"])
    gold = write_gold(tmp_path, ROWS["sudan-1"].replace("sudan-1", "obeid.txt"))
    assert evaluate(gold, articles=[tmp_path / "in"]).statements.right == 1


def test_two_names_of_one_article_are_one(tmp_path) -> None:
    report = {**REPORTS[2], "url": "https://example.org/obeid"}
    (tmp_path / "r.jsonl").write_bytes(msgspec.json.encode(report))
    other = "https://example.org/obeid,killing,killing at least 14 people,CASUALTY|ASSAULT,,\n"
    evaluation = evaluate(write_gold(tmp_path, ROWS["sudan-1"], other), articles=[tmp_path / "r.jsonl"])
    assert (evaluation.articles, evaluation.rows) == (1, 2)
    assert evaluation.statements.right == 2


def test_a_name_of_two_articles_is_not_guessed(tmp_path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "report.txt").write_text(REPORTS[2]["text"] + folder)
    heard: list = []
    (tmp_path / "c.jsonl").write_bytes(msgspec.json.encode(REPORTS[2]))
    gold = write_gold(tmp_path, ROWS["sudan-1"], ROWS["sudan-1"].replace("sudan-1", "report.txt"))
    inputs = [tmp_path / "a", tmp_path / "b", tmp_path / "c.jsonl"]
    assert evaluate(gold, articles=inputs, listen=listen_to(heard)).unscored == ("report.txt",)
    (skip,) = (one for one in heard if isinstance(one, Skip))
    assert "go by that name" in skip.reason
    assert skip.advice == "Name them by their ids."


def test_articles_that_are_not_there_are_told_and_not_counted(tmp_path, reports) -> None:
    heard: list = []
    gold = write_gold(tmp_path, ROWS["sudan-1"], ROWS["goma-1"].replace("goma-1", "goma-2"))
    evaluation = evaluate(gold, articles=[reports], listen=listen_to(heard))
    assert (evaluation.articles, evaluation.rows, evaluation.unscored) == (1, 1, ("goma-2",))
    (skip,) = heard
    assert (skip.where, skip.error) == (f"{gold}, article goma-2", False)
    assert "so its row is not compared" in skip.reason
    assert skip.advice.startswith("Did you mean 'goma-1'?")


def test_a_file_of_statements_alone_cannot_tell_what_was_read(tmp_path, statements) -> None:
    heard: list = []
    gold = write_gold(tmp_path, ROWS["sudan-1"], "other,hit,,ASSAULT,,\n")
    evaluation = evaluate(gold, statements=statements, listen=listen_to(heard))
    assert (evaluation.articles, evaluation.rows, evaluation.statements.right) == (2, 2, 1)
    (remark,) = heard
    assert "its 1 row counts as missed" in remark.reason


def test_gold_of_other_articles_stops(tmp_path, reports, statements, built) -> None:
    gold = write_gold(tmp_path, ROWS["sudan-1"].replace("sudan-1", "mars-1"))
    for given in ({"articles": [reports]}, {"statements": statements}, {"graph": built}):
        with pytest.raises(StopRun, match=r"none of its articles \(mars-1\) is there; those given are bakhmut-1, goma"):
            evaluate(gold, **given)
    with pytest.raises(StopRun, match="none was given that could be read"):
        evaluate(gold, articles=[tmp_path / "no.txt"])


def test_what_is_wrong_with_rows_and_lines_is_an_error_and_costs_no_other(tmp_path, reports, statements) -> None:
    heard: list = []
    broken = statements.read_bytes() + b"{}\n"
    (tmp_path / "s.jsonl").write_bytes(broken)
    gold = write_gold(tmp_path, ROWS["sudan-1"], "sudan-1,hit,,HIT,,\n")
    evaluation = evaluate(gold, statements=tmp_path / "s.jsonl", listen=listen_to(heard))
    assert (evaluation.rows, evaluation.statements.right) == (1, 1)
    assert [(skip.where, skip.error) for skip in heard] == [
        (f"{gold}, line 3", True),
        (f"{tmp_path / 's.jsonl'}, line {len(broken.splitlines())}", True),
    ]


def test_offsets_are_held_against_the_text(tmp_path, reports) -> None:
    text = REPORTS[2]["text"]
    at = text.index("shelled")
    gold = tmp_path / "gold.csv"
    rows = f"sudan-1,shelled,{at},{at + 7},,ASSAULT\nsudan-1,shelled,{at + 1},{at + 8},,ASSAULT\n"
    gold.write_text(f"article,trigger,start,end,quote,type\n{rows}sudan-1,killing,,,killing nobody,CASUALTY\n")
    heard: list = []
    evaluation = evaluate(gold, articles=[reports], listen=listen_to(heard))
    assert (evaluation.rows, evaluation.statements.right) == (2, 1)
    assert f"at {at + 1}..{at + 8} stands 'helled ', not its trigger" in heard[0].reason
    assert heard[0].error
    assert "the article holds no 'killing nobody'" in heard[1].reason
