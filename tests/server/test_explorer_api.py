"""The explorer's API: each document, its pages, tags and errors, from a server as it runs."""

from __future__ import annotations

import contextlib
import gzip
import json
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, urlencode

import msgspec
import pytest
from endpoint import build, serving

from factory import make_statement, sample_article
from kgbuild.explorer.cached import read_index
from kgbuild.graph.store import Graph
from kgbuild.model import Statement
from kgbuild.server.api.catalogue import TYPES
from kgbuild.server.api.cursors import write_cursor
from kgbuild.server.api.routes import ROUTES


def ask(endpoint, path, *, expect=200, **fields):
    reply = endpoint.send("GET", path + ("?" + urlencode(fields) if fields else ""))
    assert reply.status == expect, reply.text[:500]
    assert reply.headers["content-type"].split("+")[-1].removeprefix("application/") == "json"
    return json.loads(reply.body)


def list_all(endpoint, path, name, **fields):
    """All items of a list, page by page; a cursor holds for its own list alone."""
    items, cursor, total = [], None, None
    while True:
        page = ask(endpoint, path, **fields, **({"cursor": cursor} if cursor else {}))
        assert total in {None, page["total"]}
        total = page["total"]
        items += page[name]
        assert len(page[name]) <= fields.get("limit", 1000)
        cursor = page["next"]
        if cursor is None:
            assert len(items) == total
            return items
        assert page[name]


@pytest.fixture(scope="module")
def ids(endpoint):
    """One id of each kind of thing."""
    statement = ask(endpoint, "/api/statements", limit=1)["statements"][0]
    event = ask(endpoint, "/api/events", limit=1)["events"][0]["event"]
    return {
        "articles": statement["article"]["id"],
        "statement": statement["id"],
        "event": event["id"],
        "entities": "actor/m23",
        "query": "who-attacks-whom",
    }


def address(route, ids):
    path = route.path
    return path if "{" not in path else path[: path.index("{")] + quote(ids[route.name])


READ = [route for route in ROUTES if route.method == "GET"]


@pytest.mark.parametrize("route", READ, ids=[route.name for route in READ])
def test_each_answer_is_of_its_type_and_is_not_sent_twice(endpoint, ids, route):
    path = address(route, ids) + ("?q=market" if route.name == "search" else "")
    reply = endpoint.send("GET", path)
    assert reply.status == 200, reply.text
    msgspec.json.decode(reply.body, type=TYPES[route.answer])
    packed = endpoint.send("GET", path, Accept_Encoding="gzip")
    if packed.headers.get("content-encoding") == "gzip":
        assert gzip.decompress(packed.body) == reply.body
    else:
        assert len(packed.body) < 2000
    head = endpoint.send("HEAD", path)
    assert (head.status, head.body) == (200, b"")
    assert "Accept-Encoding" in reply.headers["vary"]
    assert reply.headers["x-content-type-options"] == "nosniff"
    tag = reply.headers.get("etag")
    assert (tag is None) == (route.name in {"meta", "openapi"})
    if tag is not None:
        for given in (tag, f'"other", {tag}', tag.removeprefix("W/"), "*"):
            again = endpoint.send("GET", path, If_None_Match=given)
            assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
        assert endpoint.send("GET", path, If_None_Match='"other"').status == 200


def test_the_index_is_that_of_the_graph(endpoint, folder):
    reply = endpoint.send("GET", "/api/index", Accept_Encoding="gzip")
    with Graph.open(folder) as graph:
        made = read_index(graph)
    assert reply.body == made.content
    assert reply.headers["etag"] == f'W/"{made.sha256}"'
    assert endpoint.send("GET", "/api/index").body == made.read_json()
    for refusing in ("identity", "gzip;q=0", "br"):
        assert "content-encoding" not in endpoint.send("GET", "/api/index", Accept_Encoding=refusing).headers


def test_meta_counts_what_the_index_counts(endpoint, folder):
    meta, index = ask(endpoint, "/api/meta"), ask(endpoint, "/api/index")
    for name in ("format", "content", "kgbuild", "base", "name", "counts"):
        assert meta[name] == index[name]
    assert (meta["name"], meta["review"], meta["sparql"]) == (folder.name, False, "/sparql")


def test_lists_are_read_page_by_page(endpoint, folder):
    with Graph.open(folder) as graph:
        statements = {one.id for one in graph.statements()}
        events = [event.id for event in graph.events()]
    for limit in (1, 2, 5, 200):
        found = list_all(endpoint, "/api/statements", "statements", limit=limit)
        assert len(found) == 5
        assert {one["id"] for one in found} == statements
        assert [one["event"]["id"] for one in list_all(endpoint, "/api/events", "events", limit=limit)] == events
    for name in ("findings", "refused", "questions", "judgements"):
        list_all(endpoint, f"/api/{name}", "rows", limit=1)


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ({}, 5),
        ({"place": "Goma", "action": "assault"}, 5),
        ({"actor": "actor/m23", "since": "2025-03", "until": "2025-03-31"}, 5),
        ({"place": "", "actor": ""}, 5),
        ({"action": "ASSAULT", "since": "2026"}, 0),
        ({"status": "denied"}, 0),
        ({"source": "Example Daily", "claimant": "AFP"}, 5),
        ({"support": 1}, 5),
        ({"support": 1000}, 0),
    ],
)
def test_filters_select(endpoint, fields, count):
    assert ask(endpoint, "/api/statements", **fields)["total"] == count
    assert (ask(endpoint, "/api/events", **fields)["total"] > 0) == (count > 0)


def test_statements_are_those_of_the_contract(endpoint, folder):
    with Graph.open(folder) as graph:
        expected = {one.id: one for one in graph.statements()}
    for one in ask(endpoint, "/api/statements")["statements"]:
        assert msgspec.convert(one, Statement, strict=False) == expected[one["id"]]


BAD = {
    "an unknown parameter": ("/api/statements?colour=red", 400, "it has place, actor"),
    "a parameter where there is none": ("/api/index?since=2025", 400, "it has none"),
    "a parameter twice": ("/api/statements?place=Goma&place=Bukavu", 400, "2 times"),
    "a limit of nothing": ("/api/statements?limit=0", 400, "1 to 200"),
    "a limit that is too large": ("/api/statements?limit=100000", 400, "1 to 200"),
    "a limit that is no number": ("/api/statements?limit=many", 400, "1 to 200"),
    "a limit in other digits": ("/api/statements?limit=%D9%A3", 400, "1 to 200"),
    "a huge limit": (f"/api/statements?limit={'9' * 500}", 400, "1 to 200"),
    "an unknown place": ("/api/statements?place=Nowhere", 400, "names no place"),
    "an unknown status": ("/api/statements?status=maybe", 400, "asserted"),
    "no day": ("/api/events?since=yesterday", 400, "2025-03"),
    "days the wrong way round": ("/api/events?since=2025&until=2024", 400, "exchange them"),
    "a long value": (f"/api/statements?place={'x' * 5000}", 400, "2,000"),
    "no UTF-8": ("/api/statements?place=%FF", 400, "UTF-8"),
    "a search for nothing": ("/api/search", 400, "needs 'q'"),
    "a search for an empty word": ("/api/search?q=", 400, "needs 'q'"),
    "a search that can't be read": ("/api/search?q=%22open", 400, ""),
    "no cursor": ("/api/statements?cursor=zzz", 400, "none that was given out"),
    "a cursor of lists": ("/api/statements?cursor=W10", 400, "none that was given out"),
    "a cursor of letters beyond ASCII": ("/api/statements?cursor=%D9%A3", 400, "none that was given out"),
    "an unknown article": ("/api/articles/none", 404, "no article 'none'"),
    "an article's name with marks": ("/api/articles/%3Cscript%3E%22%0A", 404, "no article"),
    "an unknown statement": ("/api/statements/s000", 404, "no statement"),
    "an unknown event": ("/api/events/e000", 404, "no event"),
    "an unknown actor": ("/api/entities/actor/none", 404, "no actor or place"),
    "an unknown query": ("/api/queries/none", 404, "GET /api/queries"),
    "an unknown parameter of a query": ("/api/queries/who-attacks-whom?colour=red", 400, "no parameter 'colour'"),
    "a query's parameter of another type": ("/api/queries/events-on?day=never", 400, ""),
    "an unknown route": ("/api/none", 404, "/api/openapi.json"),
    "the API's folder": ("/api/", 404, "/api/openapi.json"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_request_is_told_what_is_wrong(endpoint, folder, name):
    path, status, words = BAD[name]
    reply = endpoint.send("GET", path, Accept="text/html")
    assert reply.status == status, reply.text
    assert reply.headers["content-type"] == "application/json"
    told = json.loads(reply.body)
    assert told["status"] == status
    assert words in f"{told['error']} {told.get('next', '')}"
    for leak in (str(folder), "Traceback", ".py", "kgbuild.server"):
        assert leak not in reply.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_but_judgements_is_written(endpoint, method):
    for path in ("/api/index", "/api/statements", "/api/articles/a0"):
        reply = endpoint.send(method, path, b"{}", Content_Type="application/json")
        assert reply.status == 405
        assert set(reply.headers["allow"].split(", ")) == {"GET", "HEAD"}


def test_a_cursor_is_of_one_list_and_one_content(tmp_path):
    folder = build(tmp_path / "graph", 3)
    with serving(folder) as endpoint:
        page = ask(endpoint, "/api/statements", limit=1)
        tag = endpoint.send("GET", "/api/index").headers["etag"]
        for path, fields in (("/api/events", {}), ("/api/statements", {"place": "Goma"}), ("/api/findings", {})):
            told = ask(endpoint, path, cursor=page["next"], **fields, expect=400)
            assert "another list" in told["error"]
        assert ask(endpoint, "/api/statements", limit=2, cursor=page["next"])["next"] is None
        content = ask(endpoint, "/api/meta")["content"]
        beyond = write_cursor(content, "statements", {}, 10**9)
        assert ask(endpoint, "/api/statements", cursor=beyond)["statements"] == []
        with Graph.open(folder, create=True) as graph:
            article = sample_article(id="new")
            graph.add(article, [make_statement(article)])
            graph.finish()
        wait_for(lambda: ask(endpoint, "/api/meta")["content"] != content)
        wait_for(lambda: endpoint.send("GET", "/api/statements?limit=1&cursor=" + page["next"]).status == 410)
        told = ask(endpoint, "/api/statements", cursor=page["next"], expect=410)
        assert "changed" in told["error"]
        assert "without a cursor" in told["next"]
        wait_for(lambda: ask(endpoint, "/api/index")["counts"]["articles"] == 4)
        assert endpoint.send("GET", "/api/index", If_None_Match=tag).status == 200
        assert ask(endpoint, "/api/index")["content"] == ask(endpoint, "/api/meta")["content"]


def wait_for(condition, seconds=20.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_many_at_once_are_all_answered(folder):
    paths = [
        "/api/index",
        "/api/findings",
        "/api/questions",
        "/api/statements",
        "/api/search?q=market",
        "/api/meta",
    ] * 10
    with serving(folder) as endpoint, ThreadPoolExecutor(16) as beside:
        replies = list(beside.map(lambda path: endpoint.send("GET", path, timeout=30), paths))
        assert {reply.status for reply in replies} == {200}
        assert all(len({reply.body for reply in replies[at::6]}) == 1 for at in range(6))


def test_who_leaves_does_not_take_what_is_being_made_along(folder):
    with serving(folder) as endpoint:
        for _ in range(5):
            for path in ("/api/index", "/api/findings"):
                with endpoint.connect() as line:
                    line.send(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        assert ask(endpoint, "/api/index")["counts"]["articles"] == 5
        assert ask(endpoint, "/api/findings")["next"] is None


def test_a_read_only_graph_is_shown(tmp_path, folder):
    copy = shutil.copytree(folder, tmp_path / "graph", ignore=shutil.ignore_patterns("store"))
    copy.chmod(0o555)
    try:
        with serving(copy) as endpoint:
            assert ask(endpoint, "/api/index")["counts"]["articles"] == 5
            assert ask(endpoint, "/api/statements", place="Goma")["total"] == 5
    finally:
        copy.chmod(0o755)


def test_who_does_not_read_holds_up_nobody(folder):
    with serving(folder, limits={"workers": 1, "connections": 100}) as endpoint, contextlib.ExitStack() as held:
        ask(endpoint, "/api/index")
        for path in ("/api/index", "/api/vocabulary", "/api/statements", "/api/queries") * 10:
            line = held.enter_context(endpoint.connect())
            line.send(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        start = time.monotonic()
        for path in ("/api/index", "/api/meta", "/api/findings", "/api/statements", "/"):
            assert endpoint.send("GET", path).status == 200
        assert time.monotonic() - start < 8


def test_large_answers_are_whole(endpoint):
    """They leave in pieces, of a length that is told before."""
    for path in ("/api/vocabulary", "/api/queries"):
        plain, packed = endpoint.send("GET", path), endpoint.send("GET", path, Accept_Encoding="gzip")
        assert len(plain.body) > 64 * 1024
        assert gzip.decompress(packed.body) == plain.body
        assert packed.headers["content-length"] == str(len(packed.body))
