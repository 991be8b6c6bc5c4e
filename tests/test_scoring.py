"""Scores against annotated reports: what is marked and given counts, and what is wrong in a sheet is said."""

from __future__ import annotations

import pytest

from kgbuild.scoring import main

SHEET = """id: mli-wire-gao
publisher: Sahel Desk
published: 2026-01-22
style: wire
region: Mali
part: development

- Police arrested nine men in Gao on Monday.
! arrested COERCE/arrest | actor Police | recipient nine men | place in Gao | date on Monday | count nine
@ Police = police armed_force MLI
@ nine men = men group
# Gao place settlement MLI
% on Monday date 2026-01-19
+ nine captured 9
- The market was quiet.
0
"""


@pytest.fixture
def score(tmp_path, capsys):
    def scores(text, *options):
        path = tmp_path / "mli-wire-gao.sheet"
        path.write_text(text, encoding="utf-8")
        code = main([str(path), *options])
        out, err = capsys.readouterr()
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in out.splitlines()[4:]]
        return code, {row[0]: row[1:] for row in rows}, out, err

    return scores


@pytest.mark.parametrize("options", [(), ("--no-model",)])
def test_what_is_marked_and_given_counts(score, options):
    code, rows, out, err = score(SHEET, *options)
    assert (code, err) == (0, "")
    assert out.startswith("1 reports, 2 sentences of the development part.")
    assert rows["triggers"] == ["1.000", "1.000", "1.000", "1"]


def test_a_trigger_that_is_missed_lowers_recall(score):
    marked = SHEET.replace("quiet.\n0\n", "quiet.\n! quiet MOVE/cross\n")
    assert score(marked)[1]["triggers"] == ["1.000", "0.500", "0.667", "2"]


def test_a_trigger_that_nobody_marked_lowers_precision(score):
    bare = "\n".join(line for line in SHEET.splitlines() if not line.startswith("!")) + "\n"
    assert score(bare)[1]["triggers"] == ["0.000", "1.000", "0.000", "0"]


def test_another_part_is_left_out(score):
    assert score(SHEET, "--part", "test")[2].startswith("0 reports, 0 sentences")


def test_a_wrong_sheet_is_said_with_its_place(score):
    code, _, _, err = score(SHEET.replace("arrested COERCE", "detained COERCE"))
    assert code == 1
    assert "mli-wire-gao.sheet" in err
    assert "detained" in err
