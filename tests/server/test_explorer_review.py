"""Judgements from the explorer: who may write, what is written, and that the graph follows, beside builds too."""

from __future__ import annotations

import csv
import io
import json
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import combinations

import pytest
from click.testing import CliRunner
from endpoint import build, serving

from kgbuild.cli import app
from kgbuild.graph.files import lock_writer
from kgbuild.graph.store import Graph

JSON = "application/json"
PATH = "/api/judgements"
SITE = "https://maps.example.org"
TOKEN = "r6sWc2kq0vY-jT1x"


def list_events(endpoint):
    return [one["event"] for one in json.loads(endpoint.send("GET", "/api/events").body)["events"]]


def send(endpoint, method, word, **headers):
    return endpoint.send(method, PATH, json.dumps(word).encode(), **({"Content_Type": JSON} | headers))


def wait_for(condition, seconds=30.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.1)


def read_rows(folder):
    path = folder / "judgements.csv"
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline=""))) if path.exists() else []


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    return build(tmp_path_factory.mktemp("judged") / "graph", 2)


@pytest.fixture(scope="module")
def reviewed(graph):
    with serving(graph, review=True, who="analyst 7", origins=(SITE,), limits={"timeout": 20.0}) as running:
        yield running


@pytest.fixture(scope="module")
def pair(graph):
    with Graph.open(graph) as opened:
        first, second = (one.id for one in opened.statements())
    return {"first": first, "second": second}


def test_a_word_is_written_and_the_graph_follows(reviewed, graph, pair):
    meta = json.loads(reviewed.send("GET", "/api/meta").body)
    assert meta["review"] is True
    (event,) = list_events(reviewed)
    assert len(event["statements"]) == 2
    tag = reviewed.send("GET", PATH).headers["etag"]

    reply = send(reviewed, "POST", pair | {"verdict": "different", "why": "two «markets»"})
    assert reply.status == 201, reply.text
    written = json.loads(reply.body)
    assert written["state"] == "written"
    assert written["judgement"]["who"] == "analyst 7"
    assert written["judgement"]["when"] == date.today().isoformat()  # noqa: DTZ011  # the day of this machine
    (row,) = read_rows(graph)
    assert row == written["judgement"]
    assert reviewed.send("GET", PATH, If_None_Match=tag).status == 200
    listed = json.loads(reviewed.send("GET", PATH).body)
    assert [one["why"] for one in listed["rows"]] == ["two «markets»"]

    wait_for(lambda: len(list_events(reviewed)) == 2)
    assert json.loads(reviewed.send("GET", "/api/meta").body)["content"] != meta["content"]

    given = pair | {"verdict": "same", "who": "another", "when": "2025-04-01"}
    assert json.loads(send(reviewed, "POST", given).body)["judgement"]["who"] == "another"
    wait_for(lambda: len(list_events(reviewed)) == 1)

    # One word after the other is taken out, and the graph is what it was.
    for left in (1, 0):
        reply = send(reviewed, "DELETE", pair)
        assert (reply.status, json.loads(reply.body)["state"]) == (200, "withdrawn")
        assert len(read_rows(graph)) == left
        wait_for(lambda left=left: len(list_events(reviewed)) == 1 + left)
    assert send(reviewed, "DELETE", pair).status == 404
    wait_for(lambda: json.loads(reviewed.send("GET", "/api/meta").body)["content"] == meta["content"])


BAD = {
    "no body": (b"", JSON, 400, "no judgement"),
    "no JSON": (b"first=a&second=b", JSON, 400, "no judgement"),
    "a list": (b"[]", JSON, 400, "no judgement"),
    "no UTF-8": (b'{"first": "\xff"}', JSON, 400, "no judgement"),
    "a form": (b"first=a", "application/x-www-form-urlencoded", 415, JSON),
    "text": (b"{}", "text/plain", 415, JSON),
    "no type": (b"{}", "", 415, JSON),
    "no verdict": (b'{"first": "a", "second": "b"}', JSON, 400, "verdict"),
    "another verdict": (b'{"first": "a", "second": "b", "verdict": "perhaps"}', JSON, 400, "perhaps"),
    "an unknown field": (b'{"first": "a", "second": "b", "verdict": "same", "x": 1}', JSON, 400, "x"),
    "an empty name": (b'{"first": " ", "second": "b", "verdict": "same"}', JSON, 400, "'first' is empty"),
    "an unknown node": (b'{"first": "actor/none", "second": "b", "verdict": "same"}', JSON, 400, "actor/none"),
    "a line break": (b'{"first": "a\\nb", "second": "b", "verdict": "same"}', JSON, 400, "one line"),
    "a control character": (b'{"first": "a", "second": "b", "verdict": "same", "why": "\\u0000"}', JSON, 400, "line"),
    "a long reason": (b'{"first":"a","second":"b","verdict":"same","why":"%s"}' % (b"x" * 3000), JSON, 400, "2,000"),
    "a body beyond all bounds": (b"[" * 1_000_000, JSON, 413, "bytes"),
    "a deep body": (b"[" * 100_000, JSON, 400, "no judgement"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_judgement_is_not_written(reviewed, graph, name):
    body, media, status, words = BAD[name]
    before = read_rows(graph)
    reply = reviewed.send("POST", PATH, body, **({"Content_Type": media} if media else {}))
    assert reply.status == status, reply.text[:300]
    told = json.loads(reply.body)
    assert words in f"{told['error']} {told.get('next', '')}"
    assert str(graph) not in reply.text
    assert read_rows(graph) == before


def test_a_day_that_is_none_and_a_node_and_itself_are_refused(reviewed, graph, pair):
    for word, words in (
        (pair | {"verdict": "same", "when": "yesterday"}, "YYYY-MM-DD"),
        ({"first": pair["first"], "second": pair["first"], "verdict": "same"}, "one node"),
        ({"first": pair["first"], "second": "actor/m23", "verdict": "same"}, "of one kind"),
    ):
        reply = send(reviewed, "POST", word)
        assert (reply.status, words in reply.text) == (400, True), reply.text
    assert read_rows(graph) == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": SITE},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "cors"},
        {"Host": "evil.example"},
    ],
)
def test_pages_of_other_sites_may_not_judge(reviewed, graph, pair, headers):
    for method in ("POST", "DELETE"):
        assert send(reviewed, method, pair | {"verdict": "same"}, **headers).status in {403, 421}
    assert read_rows(graph) == []


def test_without_review_nothing_is_written(graph, pair):
    with serving(graph, limits={"workers": 1}) as endpoint:
        for method in ("POST", "DELETE"):
            reply = send(endpoint, method, pair | {"verdict": "different"})
            assert reply.status == 403
            assert "--review" in json.loads(reply.body)["next"]
        assert json.loads(endpoint.send("GET", "/api/meta").body)["review"] is False
    assert read_rows(graph) == []


def test_a_token_is_asked_for_before_a_word_is_read(graph, pair):
    with serving(graph, review=True, token=TOKEN, limits={"workers": 1}) as endpoint:
        assert send(endpoint, "POST", pair | {"verdict": "different"}).status == 401
    assert read_rows(graph) == []


def test_a_word_does_not_get_between_what_a_build_writes(tmp_path):
    folder = build(tmp_path / "graph", 2)
    with Graph.open(folder) as opened:
        first, second = (one.id for one in opened.statements())
    word = {"first": first, "second": second, "verdict": "different"}
    with serving(folder, review=True, limits={"timeout": 20.0, "workers": 1}) as endpoint:
        with lock_writer(folder):
            reply = send(endpoint, "POST", word)
            assert reply.status == 409
            told = json.loads(reply.body)
            assert "writes to this graph" in told["error"]
            assert str(folder) not in reply.text
            assert read_rows(folder) == []
        assert send(endpoint, "POST", word).status == 201
        wait_for(lambda: len(list_events(endpoint)) == 2)
    with Graph.open(folder) as opened:
        assert not opened.has_new_judgements()


def test_words_that_come_together_are_all_written(tmp_path):
    folder = build(tmp_path / "graph", 4)
    with Graph.open(folder) as opened:
        ids = [one.id for one in opened.statements()]
    words = [{"first": a, "second": b, "verdict": "different"} for a, b in combinations(ids, 2)]
    with (
        serving(folder, review=True, limits={"timeout": 60.0, "wait": 60.0}) as endpoint,
        ThreadPoolExecutor(6) as beside,
    ):
        replies = list(beside.map(lambda word: endpoint.send(
            "POST", PATH, json.dumps(word).encode(), timeout=60, Content_Type=JSON), words))  # fmt: skip
        assert [reply.status for reply in replies] == [201] * 6
        assert len(read_rows(folder)) == 6
        wait_for(lambda: len(list_events(endpoint)) == 4)


def test_the_server_ends_while_the_graph_follows(tmp_path):
    folder = build(tmp_path / "graph", 2)
    with Graph.open(folder) as opened:
        first, second = (one.id for one in opened.statements())
    with serving(folder, review=True, limits={"timeout": 20.0}) as endpoint:
        assert send(endpoint, "POST", {"first": first, "second": second, "verdict": "different"}).status == 201
        assert endpoint.stop() == 0
    with Graph.open(folder) as opened:
        opened.finish()
        assert len(opened.events()) == 2


def test_whose_word_it_is_goes_with_review_alone(graph):
    done = CliRunner().invoke(app, ["serve", str(graph), "--who", "analyst 7"])
    assert done.exit_code == 2
    assert "--review" in done.stderr
