from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import msgspec
import pytest
from click.testing import CliRunner

from factory import make_statement, sample_article
from kgbuild import chain
from kgbuild.cli import app
from kgbuild.cli.talk import Talk, open_output, printable
from kgbuild.graph.store import Graph
from kgbuild.model import Judgement
from kgbuild.notices import Preparing, Skip
from sample_reports import REPORTS, ROOT

GOOD = msgspec.json.encode(REPORTS[2]).decode()


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a command in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def invoke(*words, stdin=None):
        return CliRunner().invoke(app, [str(word) for word in words], input=stdin, catch_exceptions=False)

    return invoke


def commands(group=app, before=""):
    """Every command with its words, those of groups included."""
    for name, command in sorted(group.commands.items()):
        yield f"{before}{name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")


# Help and documents


@pytest.mark.parametrize(("name", "command"), list(commands()))
def test_every_command_and_option_has_help(name, command):
    assert command.help, name
    assert "Example" in command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.opts}"


@pytest.mark.parametrize(("name", "command"), list(commands()))
def test_every_command_and_option_is_in_the_manual(name, command):
    manual = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    told = CliRunner().invoke(app, [*name.split(), "--help"], prog_name="kgbuild", terminal_width=98).output
    assert f"$ kgbuild {name} --help\n{told.rstrip()}\n" in manual, "docs/commands.md is behind: run make docs"


def test_the_commands_of_the_contract_are_there():
    assert {name for name, _ in commands()} >= {
        "build", "annotate", "extract", "check", "query", "export", "explain", "stats", "vocab", "stages", "schema",
        "diff", "evaluate", "judge", "policy", "review",
        "gazetteer add", "gazetteer list", "gazetteer lookup", "gazetteer remove",
    }  # fmt: skip


def test_version(run):
    assert run("--version").output.split()[1].startswith("0.")


# Data on standard output, talk on standard error


def test_extract_writes_statements_and_nothing_else_to_standard_output(run, reports):
    done = run("extract", reports)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 0
    assert {row["article"]["id"] for row in rows} >= {"goma-1", "bakhmut-1", "sudan-1"}
    assert "4 articles read" in done.stderr


def test_a_named_file_holds_the_same_and_standard_output_nothing(run, reports):
    assert run("extract", reports, "-o", "out.jsonl").stdout == ""
    assert Path("out.jsonl").read_text(encoding="utf-8") == run("extract", reports, "-o", "-").stdout
    assert [path.name for path in Path().iterdir()] == ["out.jsonl"]


def test_annotate_gives_one_line_an_article(run, reports):
    rows = [json.loads(line) for line in run("annotate", reports).stdout.splitlines()]
    assert [row["article"]["id"] for row in rows] == [report["id"] for report in REPORTS]


def test_standard_input_is_json_lines(run):
    done = run("extract", "-", stdin=GOOD)
    assert done.exit_code == 0
    assert all(json.loads(line)["article"]["id"] == "sudan-1" for line in done.stdout.splitlines())


def test_build_and_look_around(run, reports):
    done = run("build", reports, "--graph", "g")
    assert done.exit_code == 0
    assert done.stdout == ""
    assert "kgbuild stats g" in done.stderr
    assert "4 articles read, 0 skipped" in done.stderr
    assert run("stats", "g").stdout.startswith("articles    4, published 2023-06-14 to 2025-01-27")
    assert json.loads(run("stats", "g", "--format", "json").stdout)["counts"]["articles"] == 4
    again = run("build", reports, "--graph", "g", "--quiet")
    assert (again.exit_code, again.output) == (0, "")
    assert "4 known already" in run("build", reports, "--graph", "g").stderr


def test_queries_by_name_by_text_and_from_a_file(run, built):
    assert "who-attacks-whom" in run("query", built).stdout
    assert run("query", built, "casualties", "place=El Obeid", "--format", "csv").stdout.startswith("event,")
    sparql = "SELECT (COUNT(?s) AS ?n) { ?s a kg:Statement }"
    Path("q.rq").write_text(sparql)
    answer = run("query", built, "-q", sparql, "--format", "json")
    assert int(json.loads(answer.stdout)["results"]["bindings"][0]["n"]["value"]) > 5
    assert run("query", built, "-f", "q.rq", "--format", "json").stdout == answer.stdout
    assert run("query", built, "-f", "q.rq", "--format", "json", "-o", "out.json").stdout == ""
    assert Path("out.json").read_text() == answer.stdout


def test_a_question_of_ones_own_takes_parameters_from_a_file_and_from_a_folder(run, built):
    header = "# title: Places\n# question: Which?\n# parameter: name (string, required): of the place\n"
    header += "# column: label (string): its name\n# example: name=Goma\n"
    Path("own").mkdir()
    Path("own/my-places.rq").write_text(
        header + "SELECT ?label ?name { ?place a kg:Place ; rdfs:label ?label FILTER(?label = ?name) } ORDER BY ?label"
    )
    expected = "label\nGoma\n"
    assert run("query", built, "-f", "own/my-places.rq", "name=Goma", "--format", "csv").stdout == expected
    assert run("query", built, "my-places", "name=Goma", "--queries", "own", "--format", "csv").stdout == expected
    listing = run("query", built, "--queries", "own").stdout
    assert "\nOwn\n  my-places name=\n      Which?\n" in listing
    assert "who-attacks-whom" in listing
    about = run("query", built, "casualties", "--about").stdout
    assert 'kind (string, default "killed")' in about
    Path("bare.rq").write_text("SELECT ?s { ?s a kg:Place }")
    for words, told in (
        (("-f", "bare.rq", "name=Goma"), "'name=Goma' goes with NAME, or with -f FILE that has a header"),
        (("-q", "ASK {}", "--about"), "--about goes with NAME"),
        (("-f", "own/my-places.rq", "--policy", "two-sides"), "--policy goes with a question that has no parameters"),
        (("-f", "own/my-places.rq", "name=Goma", "--policy", "two-sides"), "has no parameters; 'own/my-places.rq' has"),
        (("-f", "own/my-places.rq", "Goma"), "Give one of NAME, -q SPARQL and -f FILE"),
    ):
        done = run("query", built, *words)
        assert (done.exit_code, told in done.stderr) == (2, True)
    assert "needs name=Goma" in run("query", built, "-f", "own/my-places.rq").stderr


def test_a_question_may_come_through_a_pipe(run, built):
    out, into = os.pipe()
    os.write(into, b"SELECT (1 AS ?one) {}")
    os.close(into)
    try:
        assert run("query", built, "-f", f"/dev/fd/{out}", "--format", "csv").stdout == "one\n1\n"
    finally:
        os.close(out)


def test_an_answer_on_the_map(run, built):
    done = run("query", built, "casualties", "--format", "geojson")
    where = {row["properties"]["where"]: row["geometry"] for row in json.loads(done.stdout)["features"]}
    assert where["El Obeid"]["type"] == "Point"
    nowhere = run("query", built, "quality", "--format", "geojson")
    assert (nowhere.exit_code, nowhere.stdout) == (3, "")
    assert "no row leads to a place" in nowhere.stderr


def test_exports(run, built):
    assert run("export", built, "--format", "gexf", "-o", "n.gexf").exit_code == 0
    assert "<gexf" in Path("n.gexf").read_text(encoding="utf-8")
    assert run("export", built, "--format", "ntriples").stdout.startswith("<")


def test_explain_leads_back_to_the_sentence(run, built):
    done = run("query", built, "-q", "SELECT ?s { ?s a kg:Statement } ORDER BY ?s LIMIT 1", "--format", "csv")
    address = done.stdout.splitlines()[1]
    told = run("explain", built, address)
    assert told.exit_code == 0
    assert run("explain", built, address.rpartition("/")[2]).stdout == told.stdout
    missing = run("explain", built, "s0000")
    assert missing.exit_code == 3
    assert "s0000" in missing.stderr


def test_checks_of_a_graph_of_statements_and_of_an_rdf_file(run, reports, built):
    assert run("check", built).exit_code == 0
    run("extract", reports, "-o", "s.jsonl")
    assert run("check", "s.jsonl").exit_code == run("check", "s.jsonl", "--articles", reports).exit_code
    run("export", built, "--format", "trig", "-o", "g.trig")
    assert run("check", "g.trig").exit_code == 0


def test_an_error_is_exit_code_1(run, reports):
    run("extract", reports, "-o", "s.jsonl")
    lines = Path("s.jsonl").read_text(encoding="utf-8").splitlines()
    row = json.loads(lines[0])
    row["trigger"]["text"] = "other words"
    Path("s.jsonl").write_text(json.dumps(row) + "\n")
    done = run("check", "s.jsonl", "--articles", reports, "--format", "jsonl")
    assert done.exit_code == 1
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert any(one["severity"] == "error" and one["where"] == row["id"] for one in found)


def test_a_line_that_is_no_statement_is_exit_code_1(run):
    Path("s.jsonl").write_text('{"id": "x"}\n{\n')
    done = run("check", "s.jsonl")
    assert done.exit_code == 1
    assert "s.jsonl, line 1: not a statement" in done.stderr
    assert "s.jsonl, line 2: not a statement" in done.stderr


GOLD = """article,trigger,quote,type,recipients
sudan-1,shelled,shelled a market in El Obeid,ASSAULT,market
goma-1,left,M23 rebels left Goma,MOVE,
"""


def test_gold_is_compared_with_articles_statements_and_a_graph(run, reports, built):
    Path("gold.csv").write_text(GOLD)
    done = run("evaluate", "gold.csv", "--articles", reports)
    assert done.exit_code == 0
    assert done.stdout.startswith("2 articles, 2 rows: 1 found, 1 not found; ")
    assert "goma-1 row 1" in done.stdout
    assert "the article holds no 'M23 rebels left Goma'" in done.stderr
    figures = run("evaluate", "gold.csv", "--articles", reports, "--json")
    assert json.loads(figures.stdout)["slots"]["recipients"]["right"] == 1
    assert run("evaluate", "gold.csv", "--graph", built, "--format", "json").stdout == figures.stdout
    run("extract", reports, "-o", "s.jsonl")
    assert run("evaluate", "gold.csv", "--statements", "s.jsonl", "--articles", reports, "-o", "table.txt").stdout == ""
    assert Path("table.txt").read_text(encoding="utf-8") == done.stdout


def test_articles_are_looked_for_beside_the_gold(run, reports):
    Path("mine").mkdir()
    Path("mine/reports.jsonl").write_bytes(reports.read_bytes())
    Path("mine/gold.csv").write_text(GOLD)
    done = run("evaluate", "mine/gold.csv")
    assert done.stdout == run("evaluate", "mine/gold.csv", "--articles", reports).stdout
    assert "articles are looked for beside it" in done.stderr
    Path("gold.csv").write_text(GOLD)
    Path("mine").rename(".mine")
    assert run("evaluate", "gold.csv").exit_code == 3


def test_every_difference_goes_to_a_file(run, reports):
    Path("gold.csv").write_text(GOLD)
    for name in ("misses.csv", "misses.jsonl"):
        done = run("evaluate", "gold.csv", "--articles", reports, "--misses", name, "--show", "0")
        count = len(Path(name).read_text(encoding="utf-8").splitlines()) - name.endswith("csv")
        assert f"Wrote {count:,} differences to {name}." in done.stderr
        assert "row a row" not in done.stdout
    assert json.loads(Path("misses.jsonl").read_text(encoding="utf-8").splitlines()[0])["article"] == "goma-1"


def test_a_broken_row_of_gold_gives_exit_code_1_and_a_missing_article_only_if_asked(run, reports):
    Path("gold.csv").write_text(GOLD + "sudan-1,hit,,HIT,\n")
    done = run("evaluate", "gold.csv", "--articles", reports)
    assert done.exit_code == 1
    assert "skipped gold.csv, line 4: type is 'HIT'" in done.stderr
    Path("gold.csv").write_text(GOLD + "mars-1,hit,,ASSAULT,\n")
    assert run("evaluate", "gold.csv", "--articles", reports).exit_code == 0
    assert run("evaluate", "gold.csv", "--articles", reports, "--strict").exit_code == 1


def test_a_refused_statement_is_a_difference_and_no_exit_code(run):
    report = {"id": "later", "text": "Rebels attacked a convoy near Goma on 20 May 2024.", "published": "2024-05-12"}
    Path("later.jsonl").write_text(json.dumps(report) + "\n")
    Path("gold.csv").write_text("article,trigger,type\nlater,attacked,ASSAULT\n")
    done = run("evaluate", "gold.csv", "--articles", "later.jsonl")
    assert (done.exit_code, "KG203" in done.stderr) == (0, False)
    assert "refused as KG203" in done.stdout


def test_lists_of_the_vocabulary(run):
    assert "actions" in run("vocab").stdout
    assert "ASSAULT" in run("vocab", "actions").stdout
    rows = json.loads(run("vocab", "actors", "sudan", "--format", "json").stdout)
    assert rows
    assert all("sudan" in json.dumps(row).casefold() for row in rows)
    (row,) = json.loads(run("vocab", "cameo", "1823", "--format", "json").stdout)
    assert (row["type"], row["mode"], row["match"]) == ("ASSAULT", "beat", "narrowMatch")
    told = run("vocab", "cameo", "--format", "tsv").stdout
    assert told == (ROOT / "ontology" / "crosswalks" / "cameo.tsv").read_text(encoding="utf-8")
    assert "turtle" in run("stages", "exporters").stdout
    assert "rules" in run("stages").stdout


def test_labels_of_actions_in_another_language(run):
    rows = json.loads(run("vocab", "modes", "авиаудар", "--lang", "ru", "--format", "json").stdout)
    assert [(row["type"], row["mode"], row["label"]) for row in rows] == [("ASSAULT", "aerial", "авиаудар")]
    assert "frappe aérienne" in run("vocab", "modes", "--lang", "fr").stdout
    assert "الاتفاق على التعاون" in run("vocab", "actions", "--lang", "ar").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("actions", "--lang", "de"), 3, "no labels in 'de'; have ar, en, es, fr, ru, uk."),
        (("sectors", "--lang", "fr"), 3, "'sectors' has English labels only; actions and modes have others."),
        (("--lang", "fr"), 2, "--lang goes with a list"),
    ],
)
def test_no_labels_in_that_language(run, arguments, code, message):
    result = run("vocab", *arguments)
    assert result.exit_code == code
    assert message in result.stderr


def test_words_that_no_frame_has(run):
    report = {"id": "r", "text": "Rebels zapped the army. Rebels shelled it and slept."}
    Path("r.jsonl").write_text(json.dumps(report) + "\n")
    done = run("vocab", "--unmatched", "r.jsonl")
    assert done.exit_code == 0
    assert "Rebels zapped the army. (r)" in done.stdout
    assert "1 article read, 0 skipped." in done.stderr
    rows = json.loads(run("vocab", "--unmatched", "r.jsonl", "--format", "json").stdout)
    assert [(row["word"], row["general"]) for row in rows] == [("zap", False), ("sleep", True)]
    assert run("vocab", "--unmatched", "r.jsonl", "-o", "words.txt", "--quiet").output == ""
    assert Path("words.txt").read_text() == done.stdout
    stdin = run("vocab", "--unmatched", "-", stdin=json.dumps(report))
    assert stdin.stdout == done.stdout
    nothing = run("vocab", "--unmatched", "-", stdin="")
    assert (nothing.exit_code, nothing.stdout) == (3, "")
    assert "no article could be read" in nothing.stderr


# Bad input: a message that names it, the run goes on, nothing else is lost

ENGLISH = "The army shelled the town of Goma on Monday and killed two people."
BAD = {
    "empty.jsonl": b"",
    "empty.txt": b"",
    "binary.jsonl": bytes(range(256)) * 20,
    "binary.txt": b"\x7fELF" + bytes(range(256)) * 20,
    "no-text.html": b"<!doctype html><html><head><title></title></head><body><script>x()</script></body></html>",
    "broken.jsonl": b'{"text": "The army shelled',
    "list.jsonl": b"[1, 2]\n",
    "number.jsonl": b'{"text": 5}\n',
    "surrogate.jsonl": b'{"text": "\\ud800 shelled"}\n',
    "arabic.txt": "قال الجيش السوداني إنه استعاد مدينة ود مدني يوم السبت بعد معارك عنيفة.\n".encode() * 5,
    "latin.jsonl": '{"text": "Fran\xe7ois"}\n'.encode("latin-1"),
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_what_cannot_be_used_is_named_and_costs_nothing_else(run, name):
    Path(name).write_bytes(BAD[name])
    Path("good.jsonl").write_text(GOOD + "\n")
    done = run("extract", name, "good.jsonl")
    assert done.exit_code == 0
    assert f"skipped {name}" in done.stderr or "language is" in done.stderr
    assert "1 article read, 1 skipped" in done.stderr
    assert {json.loads(line)["article"]["id"] for line in done.stdout.splitlines()} == {"sudan-1"}
    assert run("extract", name, "good.jsonl", "--strict").exit_code == 1


def test_a_broken_line_is_named_and_its_neighbours_are_read(run):
    lines = [GOOD, '{"text": "cut', json.dumps(REPORTS[0])]
    Path("three.jsonl").write_text("\n".join(lines))
    done = run("build", "three.jsonl", "--graph", "g")
    assert done.exit_code == 0
    assert "skipped three.jsonl, line 2: broken JSON" in done.stderr
    assert "2 articles read, 1 skipped" in done.stderr


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH + " 🙂",
        ENGLISH + "\x07\x1b[31m",
        "\u202e" + ENGLISH,
        ENGLISH.replace(" ", "\u00a0"),
        ENGLISH + "\n\n" * 500,
    ],
)
def test_odd_but_usable_text(run, text):
    done = run("extract", "-", stdin=json.dumps({"id": "odd", "text": text, "published": "2025-01-28"}))
    assert done.exit_code == 0
    for line in done.stdout.splitlines():
        row = json.loads(line)
        for mention in [row["trigger"], *row["evidence"]]:
            assert text[mention["start"] : mention["end"]] == mention["text"]


def test_five_megabytes_are_one_skip(run):
    Path("long.txt").write_text("Title\n\n" + (ENGLISH + "\n\n") * 80_000)
    Path("good.jsonl").write_text(GOOD)
    done = run("extract", "long.txt", "good.jsonl")
    assert done.exit_code == 0
    assert "characters are more than one report holds" in done.stderr
    assert "1 article read, 1 skipped" in done.stderr


def test_two_records_of_one_id_are_an_error(run):
    Path("two.jsonl").write_text(GOOD + "\n" + json.dumps({**REPORTS[0], "id": "sudan-1"}) + "\n")
    done = run("extract", "two.jsonl", "-o", "out.jsonl")
    assert done.exit_code == 1
    assert "1 article read, 1 skipped" in done.stderr
    assert Path("out.jsonl").exists()


def test_nothing_but_missing_files(run):
    done = run("build", "no-such.txt", "--graph", "g")
    assert done.exit_code == 0
    assert "skipped no-such.txt: no such file" in done.stderr
    assert "No article could be used" in done.stderr


def test_a_failed_article_shows_its_traceback_only_on_request(run, reports, monkeypatch):
    def fail(*arguments, **named):
        raise ZeroDivisionError("three by nothing")

    monkeypatch.setattr(chain, "resolve_layers", fail)
    done = run("extract", reports)
    assert done.exit_code == 0
    assert "record 1, article goma-1: a stage failed on it: ZeroDivisionError: three by nothing" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Traceback" in run("extract", reports, "--verbose").stderr
    assert run("extract", reports, "--strict").exit_code == 1


def test_a_refused_statement_is_listed_and_gives_exit_code_1(run):
    report = {"text": "Rebels attacked a convoy near Goma on 20 May 2024.", "published": "2024-05-12"}
    Path("later.jsonl").write_text(json.dumps(report) + "\n")
    done = run("extract", "later.jsonl")
    assert done.exit_code == 1
    assert "KG203" in done.stderr
    assert not json.loads(done.stdout.splitlines()[0])["accepted"]


# Usage and stops


@pytest.mark.parametrize(
    "words",
    [
        ("bild",),
        ("build",),
        ("build", "x.txt"),
        ("extract",),
        ("extract", "-", "--workers", "0"),
        ("extract", "-", "-o", "no/such/folder/out.jsonl"),
        ("query", "g", "casualties", "-q", "ASK {}"),
        ("export", "g"),
        ("stats", "g", "--format", "xml"),
        ("query", "g", "-f", "none.rq"),
        ("vocab", "frames", "--unmatched", "x"),
        ("vocab", "--unmatched", "x", "--format", "tsv"),
        ("evaluate",),
        ("evaluate", "gold.csv", "--misses", "no/such/folder/misses.csv"),
        ("evaluate", "gold.csv", "--graph", "g", "--articles", "x"),
        ("evaluate", "gold.csv", "--statements", "none.jsonl"),
        ("evaluate", "gold.csv", "--articles", "x", "--show", "-1"),
    ],
)
def test_wrong_usage_is_exit_code_2(run, words):
    done = run(*words, stdin="")
    assert done.exit_code == 2
    assert "Usage: " in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("stats", "nowhere"), "kgbuild build INPUT --graph nowhere"),
        (("query", "nowhere"), ""),
        (("check", "nowhere"), "nowhere: not there"),
        (("extract", "-", "--settings", "none.toml"), "--settings"),
        (("extract", "-", "--reader", "jsonll"), "jsonl"),
        (("export", "BUILT", "--format", "gefx"), "gexf"),
        (("export", "BUILT", "--format", "gexf", "--view", "none"), "actors"),
        (("query", "BUILT", "casualtis"), "Did you mean 'casualties'?"),
        (("query", "BUILT", "casualties", "plce=x"), "place"),
        (("query", "BUILT", "-q", "SELECT"), "not SPARQL"),
        (("schema", "statment"), "Did you mean 'statement'?"),
        (("vocab", "actor"), "Did you mean 'actors'?"),
        (("stages", "writers"), "exporters"),
        (("evaluate", "none.csv", "--articles", "x"), "none.csv: no such file"),
        (("evaluate", "BUILT", "--articles", "x"), "no such file"),
    ],
)
def test_what_can_never_be_right_is_exit_code_3_with_a_way_out(run, built, words, told):
    words = [str(built) if word == "BUILT" else word for word in words]
    done = run(*words, stdin="")
    if words[:2] == ["query", "nowhere"]:
        assert done.exit_code == 3
    assert done.exit_code == 3
    assert done.stderr.startswith("kgbuild: ")
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_settings_of_the_folder_are_used(run):
    Path("kgbuild.toml").write_text("[language]\nmodle = 'x'\n")
    done = run("extract", "-", stdin=GOOD)
    assert done.exit_code == 3
    assert "Did you mean 'model'?" in done.stderr


# The terminal


def test_articles_cannot_steer_the_terminal():
    assert printable("a\x1b[31mb\u202ec\nd") == "a\ufffd[31mb\ufffdc\nd"


@pytest.fixture(scope="module")
def steering(tmp_path_factory):
    """Two graphs that differ in the title of their article, which steers terminals and holds a soft hyphen."""
    folders = [tmp_path_factory.mktemp("steering") / name for name in ("old", "new")]
    for folder in folders:
        article = sample_article(title=f"\x1b[31m{folder.name} ti\xadtle")
        with Graph.open(folder, create=True) as graph:
            graph.add(article, [make_statement(article)])
            graph.judge(Judgement(first="actor/m1", second="actor/m2", verdict="different", why="ti\xadtle"))
            graph.finish()
    return folders


@pytest.mark.parametrize(
    ("words", "people", "programs"),
    [
        (
            ("query", "NEW", "-q", "SELECT ?t { ?a ?b ?t FILTER(STRENDS(?t, 'tle')) }"),
            ("table", "md"),
            ("json", "csv"),
        ),
        (("search", "NEW", "Goma", "--in", "articles"), ("table", "md"), ("json", "csv")),
        (("diff", "OLD", "NEW"), ("text", "md"), ("json",)),
        (("judge", "NEW"), ("table",), ("jsonl",)),
    ],
)
def test_what_people_read_steers_nothing_and_what_programs_read_is_as_it_was(steering, words, people, programs):
    old, new = map(str, steering)
    given = [{"OLD": old, "NEW": new}.get(word, word) for word in words]
    for name in (*people, *programs):
        told = CliRunner().invoke(app, [*given, "--format", name]).stdout
        assert ("ti\xadtle" in told) == (name in programs), name
        if name in people:
            assert "\x1b" not in told
            assert "ti" in told


def test_quiet_keeps_what_went_wrong(capsys):
    talk = Talk(quiet=True)
    talk.hear(Skip(where="a.txt", reason="empty."))
    talk.say("nothing")
    assert capsys.readouterr().err == "skipped a.txt: empty.\n"


def test_a_file_is_whole_or_absent(tmp_path):
    path = tmp_path / "out.jsonl"
    path.write_bytes(b"former")

    def fail():
        with open_output(str(path)) as write:
            write(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert path.read_bytes() == b"former"
    assert list(tmp_path.iterdir()) == [path]


def test_a_reader_that_goes_away_is_no_error():
    command = f"{sys.executable} -m kgbuild vocab countries | head -n 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout.split()[-1] == "0"
    assert done.stderr == ""


def test_ctrl_c_is_tidy(tmp_path, reports):
    """An interrupted build says how to go on, leaves no traceback, and goes on."""
    heard = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"  # a job in the background ignores it
    )
    start = f"{heard}; from kgbuild.cli import main; main()"
    command = [sys.executable, "-c", start, "build", "-", "--graph", str(tmp_path / "g")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        running.stdin.write(reports.read_text(encoding="utf-8").splitlines()[0] + "\n")
        running.stdin.flush()
        deadline = time.monotonic() + 60
        while not (tmp_path / "g" / "journal.jsonl").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=30)
    assert running.returncode == 130
    assert "interrupted" in told
    assert "Traceback" not in told
    done = subprocess.run([*command[:4], str(reports), *command[5:]], capture_output=True, text=True, check=True)
    assert "articles read" in done.stderr


def test_completion_is_there():
    environment = {**os.environ, "_KGBUILD_COMPLETE": "bash_complete", "COMP_WORDS": "kgbuild st", "COMP_CWORD": "1"}
    code = "from kgbuild.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert {line.partition(",")[2] for line in done.stdout.splitlines()} == {"stats", "stages"}


def test_compiling_the_gazetteer_is_said_once_and_shown_as_a_bar_where_someone_looks(capsys, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    talk = Talk(quiet=False)
    for share in (0.0, 0.5, 1.0):
        talk.hear(Preparing(what="reading places", share=share))
    told = capsys.readouterr().err
    assert told.count("Compiling the gazetteer.") == 1
    assert f"[{'#' * 15}{'.' * 15}]  50% reading places" in told
    assert told.endswith("\r\x1b[K")
