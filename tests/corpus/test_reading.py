"""The shipped sheets can be read, and what is marked in one place and not in another is found."""

from __future__ import annotations

from pathlib import Path

from kgbuild.corpus.__main__ import main
from kgbuild.corpus.agreement import LAYERS
from kgbuild.corpus.reading import count_marks, find_doubts, part_of, read_sheets

ROOT = Path(__file__).parents[2]
HEAD = "published: 2024-05-14\nstyle: wire\nregion: Mali\n\n"


def test_the_shipped_sheets_are_sound(vocabulary):
    reports, wrong = read_sheets([ROOT / "graph" / "corpus" / "written"], vocabulary)
    assert not wrong
    counts = count_marks(reports)
    assert counts["sentences"] - counts["sentences with an event"] >= 1500 <= counts["sentences with an event"]


def test_a_trigger_left_unmarked_elsewhere_is_a_doubt(tmp_path, vocabulary):
    (tmp_path / "a.sheet").write_text(f"id: a\n{HEAD}- Rebels raided Dori.\n! raided ASSAULT\n")
    (tmp_path / "b.sheet").write_text(f"id: b\n{HEAD}- Boys raided the larder.\n0\n- It rained.\n0\n")
    reports, wrong = read_sheets([tmp_path], vocabulary)
    assert not wrong
    assert find_doubts(reports) == [
        "'raided' is ASSAULT in: Rebels raided Dori.",
        "    but not in b: Boys raided the larder.",
    ]


def test_two_sheets_of_one_id_are_an_error(tmp_path, vocabulary, capsys):
    for name in ("a", "b"):
        (tmp_path / f"{name}.sheet").write_text(f"id: a\n{HEAD}- It rained.\n0\n")
    reports, wrong = read_sheets([tmp_path], vocabulary)
    assert len(reports) == 1
    assert "the id 'a' is taken" in str(wrong[0])
    assert main([str(tmp_path)]) == 1
    assert "1 sentences" in capsys.readouterr().out


def test_a_report_keeps_its_part(vocabulary):
    reports, _ = read_sheets([ROOT / "graph" / "corpus" / "written"], vocabulary)
    assert {report.article.id: part_of(report) for report in reports}["mli-wire-convoy"] == "train"
    counts = count_marks(reports)
    parts = [counts[f"sentences of the {part} part"] for part in ("train", "development", "test")]
    assert all(parts)
    assert sum(parts) == counts["sentences"]


def test_a_second_reading_is_compared(capsys):
    corpus = ROOT / "graph" / "corpus"
    assert main([str(corpus / "written"), "--against", str(corpus / "second")]) == 0
    told = capsys.readouterr().out
    assert "| triggers |" in told
    assert main([str(corpus / "written"), "--against", str(corpus / "written")]) == 0
    rows = [line for line in capsys.readouterr().out.splitlines() if line.startswith("| ") and "F1" not in line]
    assert len(rows) == len(LAYERS)
    assert all(row.endswith(" 1.00 |") for row in rows)
