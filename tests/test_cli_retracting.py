"""The command that takes articles out of a graph, and what other commands say of what is gone."""

from __future__ import annotations

import json

import pytest

from kgbuild.graph.store import Graph
from kgbuild.model import make_article
from records import read_files
from sample_reports import REPORTS

FIRST, SECOND = REPORTS[0]["id"], REPORTS[1]["id"]


def lines(*reports):
    return "".join(json.dumps(report) + "\n" for report in reports)


def rest(folder):
    """All but the history."""
    with Graph.open(folder) as opened:
        return [quad for quad in opened.quads() if quad.graph_name.value != opened.names.history_graph]


def test_an_article_is_retracted_listed_skipped_and_brought_back(run, graph, built):
    before = read_files(graph)
    said = run("retract", graph, FIRST, "--who", "analyst 7", "--why", "a hoax", "--when", "2025-03-09")
    assert said.stdout == ""
    assert f"Retracted {FIRST}. The graph has {len(REPORTS) - 1} articles ({len(REPORTS)} before)" in said.stderr
    (listed,) = json.loads(run("retract", graph, "--format", "json").stdout)
    assert (listed["id"], listed["who"], listed["when"], listed["why"]) == (FIRST, "analyst 7", "2025-03-09", "a hoax")
    table = run("retract", graph).stdout
    assert f"{FIRST} (analyst 7, 2025-03-09)" in table
    assert "why: a hoax" in table
    run("build", "-", "--graph", "clean", stdin=lines(*REPORTS[1:]))
    assert rest(graph) == rest("clean")
    done = run("build", "-", "--graph", graph, stdin=lines(*REPORTS))
    assert (
        "it was retracted on 2025-03-09 by analyst 7: a hoax. To read it all the same: kgbuild retract" in done.stderr
    )
    assert f"{len(REPORTS) - 1} known already, 1 skipped" in done.stderr
    assert rest(graph) == rest("clean")
    assert "is retracted no more" in run("retract", graph, FIRST, "--undo").stderr
    assert "Nothing has been retracted" in run("retract", graph).stdout
    run("build", "-", "--graph", graph, stdin=lines(*REPORTS))
    assert read_files(graph) == before


def test_the_day_of_a_retraction_is_today_unless_it_is_given(run, graph):
    run("retract", graph, FIRST, "--quiet")
    (listed,) = json.loads(run("retract", graph, "--format", "json").stdout)
    assert len(listed["when"]) == 10
    assert "no day" in run("retract", graph, SECOND, "--when", "9 March", code=3).stderr
    with Graph.open(graph) as opened:
        assert SECOND in opened.article_hashes()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--undo",), "--undo needs the ARTICLE"),
        (("--why", "x"), "--why is of a retraction"),
        ((FIRST, "--undo", "--who", "me"), "--who is of a retraction"),
    ],
)
def test_options_that_contradict_are_refused(run, graph, words, told):
    assert told in run("retract", graph, *words, code=2).stderr


@pytest.fixture
def named(run):
    """A graph of three articles with addresses, two of whose ids begin alike."""
    records = [
        {"id": "r71", "url": "https://example.org/a/market", "title": "Market shelled", "text": "Rebels shelled Goma."},
        {"id": "r72", "url": "https://example.org/a/bridge", "title": "Bridge blown up", "text": "Rebels left Goma."},
        {"id": "s1", "url": "https://example.org/", "text": "The army attacked Goma."},
    ]
    run("build", "-", "--graph", "named", "--quiet", stdin=lines(*records))
    return "named"


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("r71", "r71"),
        ("article/r72", "r72"),
        ("https://w3id.org/kgbuild/id/article/r72", "r72"),
        ("http://www.example.org/a/market/#top", "r71"),
        ("https://example.org/", "s1"),
        ("s", "s1"),
    ],
)
def test_an_article_goes_by_its_id_its_address_or_a_beginning(run, named, given, found):
    assert f"Retracted {found}." in run("retract", named, given).stderr
    assert f"{found} is retracted no more" in run("retract", named, given, "--undo").stderr


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("r7", '2 go by \'r7\': article/r71 "Market shelled", article/r72 "Bridge blown up". Give one of these.'),
        ("r73", "no article is called 'r73'. Did you mean"),
        ("bridge", "Did you mean r72?"),
        ("https://example.org/a/bridges", "Did you mean r72"),
        ("zzz", "lists the articles"),
    ],
)
def test_a_name_of_no_article_or_several_leads_to_the_right_one(run, named, given, told):
    assert told in run("retract", named, given, code=3).stderr


def test_what_is_retracted_already_says_so(run, named):
    run("retract", named, "r71")
    assert "'r71' is retracted already" in run("retract", named, "r71", code=3).stderr
    assert (
        "no retracted article is called 'r7x'. Did you mean r71?"
        in run("retract", named, "r7x", "--undo", code=3).stderr
    )


def test_a_former_text_is_explained_and_can_be_retracted_too(run, graph):
    changed = {**REPORTS[0], "text": "Rebels left Goma on 24 January 2025."}
    again = {**REPORTS[0], "text": "Rebels left Goma on 25 January 2025."}
    assert "1 updated" in run("build", "-", "--graph", graph, stdin=lines(changed)).stderr
    run("build", "-", "--graph", graph, stdin=lines(again))
    told = run("explain", graph, FIRST).stdout
    assert told.startswith(f"article {FIRST}")
    keys = [line.split()[4] for line in told.splitlines() if line.startswith("took the place of")]
    assert len(keys) == 2
    with Graph.open(graph) as opened:
        texts = [opened.history().formers[key].article.text for key in keys]
        assert texts == [changed["text"], REPORTS[0]["text"]]
    former = run("explain", graph, keys[1]).stdout
    assert f"article/{FIRST}" in former
    assert "stands in its place" in former
    run("retract", graph, keys[0], "--why", "never published")
    with Graph.open(graph) as opened:
        assert list(opened.history().formers) == [keys[1]]
        assert [opened.history().formers[keys[1]].successor, opened.article(FIRST)[0].text] == [
            f"article/{FIRST}",
            again["text"],
        ]
    done = run("build", "-", "--graph", graph, stdin=lines(changed))
    assert "never published" in done.stderr
    said = run("retract", graph, FIRST).stderr
    assert f"it took the place of {keys[1]}" in said
    gone = run("explain", graph, FIRST, "--format", "md").stdout
    assert gone.startswith(f"# retraction {FIRST}")
    assert "builds skip it" in gone


def test_a_retracted_article_is_explained_as_json(run, graph):
    run("retract", graph, FIRST, "--why", "a hoax", "--when", "2025-03-09")
    told = json.loads(run("explain", graph, f"article/{FIRST}", "--format", "json").stdout)
    assert (told["kind"], told["id"], told["article"]["sha256"]) == (
        "retraction",
        FIRST,
        make_article(**REPORTS[0]).sha256,
    )
    assert told["notes"][0].startswith("retracted on 2025-03-09: a hoax; its text and its statements have left")


def test_a_build_tells_what_became_of_texts_at_one_address(run):
    report = {"url": "https://example.org/a1", "text": "Rebels left Goma on 24 January 2025."}
    morning, evening = ({**report, "published": f"2025-01-27T{hour}:00:00Z", "title": hour} for hour in ("07", "19"))
    done = run("build", "-", "--graph", "g", stdin=lines(evening, morning))
    assert "stands, published 2025-01-27T19:00:00Z; this one is kept as former." in done.stderr
    assert "2 articles read, 1 out of date, 0 skipped" in done.stderr
    done = run("build", "-", "--graph", "g", stdin=lines({**report, "id": "r1"}, {**report, "id": "r2"}))
    assert "note inputs: 2 articles have the address of another one and an id of its own" in done.stderr
    with Graph.open("g") as opened:
        assert opened.stats().articles == 3
