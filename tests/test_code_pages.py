"""What a code means can be asked without anything to check."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from kgbuild.cli import app
from kgbuild.errors import SettingsError
from kgbuild.listing import explain_code, format_codes, list_codes
from kgbuild.vocabulary.codes import load_codes

ROOT = Path(__file__).resolve().parents[1]


def run(*words: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, ["check", *words])
    assert done.exit_code == code, done.output
    return done.output


def test_the_table_holds_every_code_once():
    columns, rows = list_codes({})
    assert columns == ("code", "severity", "slot", "title")
    assert [row[0] for row in rows] == list(load_codes())


def test_severities_of_the_user_stand_in_the_table_and_the_page():
    rows = {row[0]: row[1] for row in list_codes({"KG203": "info"})[1]}
    assert (rows["KG203"], rows["KG201"]) == ("info", load_codes()["KG201"].severity)
    assert re.search(r"^severity +info", explain_code("KG203", {"KG203": "info"}), re.MULTILINE)


def test_json_lines_hold_what_the_table_holds():
    rows = [json.loads(line) for line in format_codes({}, "jsonl").splitlines()]
    assert rows[0] == dict(zip(*[list_codes({})[0], list_codes({})[1][0]], strict=True))
    assert len(rows) == len(load_codes())


@pytest.mark.parametrize("code", list(load_codes()))
def test_every_code_has_a_page_that_names_the_line_where_it_is_defined(code):
    known, page = load_codes()[code], explain_code(code, {})
    assert page.startswith(f"{code}  {known.title}\n")
    assert " ".join(known.explanation.split()) in " ".join(page.split())
    defined = re.search(r"^defined in  (\S+)/(\S+):(\d+)", page, re.MULTILINE)
    if defined is None:
        assert code == "KG700"  # what shapes without a code of their own give
        return
    folder = {room: ROOT / "src/kgbuild" / room for room in ("checks", "vocabulary", "registry", "graph")}
    folder |= {"kgbuild": ROOT / "src/kgbuild", "ontology": ROOT / "ontology", "rules": ROOT / "ontology/rules"}
    line = (folder[defined[1]] / defined[2]).read_text(encoding="utf-8").splitlines()[int(defined[3]) - 1]
    assert code in line


def test_a_page_tells_which_profiles_see_it_otherwise():
    assert "error; warning in the profile 'lenient'" in explain_code("KG203", {})
    assert "warning; error in the profile 'strict'" in explain_code("kg102", {})


def test_a_page_shows_a_case_that_raises_the_code_and_one_that_comes_near():
    page = explain_code("KG206", {})
    assert re.search(r"^raised by +a day with the precision of a month\nnot by +a month", page, re.MULTILINE)
    assert "raised by" not in explain_code("KG803", {})


def test_an_unknown_code_names_the_nearest():
    with pytest.raises(SettingsError, match="no code 'KG2O3'; the nearest is KG203"):
        explain_code("KG2O3", {})


def test_the_command_asks_for_codes_without_a_graph(tmp_path):
    settings = tmp_path / "mine.toml"
    settings.write_text('[checks]\nKG203 = "info"\n')
    assert re.search(
        r"^KG203 +info +date +After publication$", run("--codes", "--settings", str(settings)), re.MULTILINE
    )
    assert json.loads(run("--codes", "--format", "jsonl").splitlines()[0])["code"] == "KG001"
    assert run("--explain", "KG203") == explain_code("KG203", {})
    assert "no code 'KG2O3'" in run("--explain", "KG2O3", code=3)


@pytest.mark.parametrize("words", [[], ["my-graph", "--codes"], ["my-graph", "--explain", "KG203"]])
def test_what_to_check_and_what_to_list_exclude_each_other(words):
    assert "GRAPH_OR_FILE" in run(*words, code=2)
