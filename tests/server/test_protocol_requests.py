"""The requests of the SPARQL 1.1 Protocol and Graph Store Protocol: what is answered, what is refused and how."""

from __future__ import annotations

import json
import re
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest

BASE = "https://w3id.org/kgbuild/id/"
A0, A1, A2 = (f"{BASE}graph/article/a{number}" for number in range(3))
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
JSON = "application/sparql-results+json"
ARTICLES = "SELECT ?a { ?a a kg:Article } ORDER BY ?a"
NAMED = "SELECT DISTINCT ?g { GRAPH ?g { ?a a kg:Article } } ORDER BY ?g"


def values(reply):
    """The first column of a JSON answer, last parts of IRIs only."""
    assert reply.status == 200, reply.text
    answer = json.loads(reply.body)
    (name, *_) = answer["head"]["vars"]
    return [row[name]["value"].rpartition("/")[2] for row in answer["results"]["bindings"]]


def form(*pairs):
    return urlencode(pairs).encode()


@pytest.mark.parametrize("way", ["get", "form", "direct", "direct-charset"])
def test_a_query_is_asked_in_each_way_of_the_protocol(endpoint, way):
    match way:
        case "get":
            reply = endpoint.ask(ARTICLES)
        case "form":
            reply = endpoint.send("POST", "/sparql", form(("query", ARTICLES)), Content_Type=FORM)
        case "direct":
            reply = endpoint.send("POST", "/sparql", ARTICLES.encode(), Content_Type=DIRECT)
        case _:
            reply = endpoint.send("POST", "/sparql", ARTICLES.encode(), Content_Type=f"{DIRECT}; charset=UTF-8")
    assert values(reply) == ["a0", "a1", "a2", "a3", "a4"]
    assert reply.headers["content-type"] == JSON


DATASETS = {
    "nothing": ([], ["a0", "a1", "a2", "a3", "a4"], ["a0", "a1", "a2", "a3", "a4"]),
    "one default": ([("default-graph-uri", A0)], ["a0"], []),
    "two defaults": ([("default-graph-uri", A0), ("default-graph-uri", A1)], ["a0", "a1"], []),
    "one named": ([("named-graph-uri", A0)], [], ["a0"]),
    "two named": ([("named-graph-uri", A0), ("named-graph-uri", A1)], [], ["a0", "a1"]),
    "both": (
        [("default-graph-uri", A0), ("named-graph-uri", A1), ("named-graph-uri", A2)],
        ["a0"],
        ["a1", "a2"],
    ),
    "a graph that is not there": ([("default-graph-uri", BASE + "none")], [], []),
}


@pytest.mark.parametrize("way", ["get", "form", "direct"])
@pytest.mark.parametrize("name", DATASETS)
def test_the_dataset_of_the_request(endpoint, name, way):
    graphs, defaults, named = DATASETS[name]

    def ask(query):
        if way == "get":
            return endpoint.ask(query, *graphs)
        if way == "form":
            return endpoint.send("POST", "/sparql", form(("query", query), *graphs), Content_Type=FORM)
        return endpoint.send("POST", "/sparql?" + urlencode(graphs), query.encode(), Content_Type=DIRECT)

    assert values(ask(ARTICLES)) == defaults
    assert values(ask(NAMED)) == named


@pytest.mark.parametrize(
    ("clause", "graphs", "defaults", "named"),
    [
        (f"FROM <{A1}>", [], ["a1"], []),
        (f"FROM <{A1}> FROM <{A2}>", [], ["a1", "a2"], []),
        (f"FROM NAMED <{A1}>", [], [], ["a1"]),
        (f"FROM <{A1}> FROM NAMED <{A2}>", [], ["a1"], ["a2"]),
        (f"FROM <{A1}> FROM NAMED <{A1}>", [("default-graph-uri", A0)], ["a0"], []),
        (f"FROM <{A1}>", [("named-graph-uri", A0)], [], ["a0"]),
    ],
)
def test_the_dataset_of_the_query_gives_way_to_that_of_the_request(endpoint, clause, graphs, defaults, named):
    for query, expected in ((ARTICLES, defaults), (NAMED, named)):
        assert values(endpoint.ask(query.replace("{", f"{clause} {{", 1), *graphs)) == expected


BAD = {
    # name: method, path, headers, body, status, what the answer says
    "no query in a form": ("POST", "/sparql", {"Content_Type": FORM}, b"", 400, "No query"),
    "no query beside a graph": ("GET", f"/sparql?default-graph-uri={A0}", {}, None, 400, "No query"),
    "two queries": ("GET", "/sparql?query=ASK%20%7B%7D&query=ASK%20%7B%7D", {}, None, 400, "2 times"),
    "two queries in a form": ("POST", "/sparql", {"Content_Type": FORM}, b"query=ASK{}&query=ASK{}", 400, "2 times"),
    "a query in the body and one in the address": (
        "POST", "/sparql?query=ASK%20%7B%7D", {"Content_Type": DIRECT}, b"ASK {}", 400, "2 times",
    ),
    "an empty query": ("GET", "/sparql?query=", {}, None, 400, "not SPARQL"),
    "no SPARQL": ("GET", "/sparql?query=" + quote("SELECT WHERE {"), {}, None, 400, "error at 1:"),
    "an unknown prefix": ("GET", "/sparql?query=" + quote("ASK { ?a z:b ?c }"), {}, None, 400, "prefixes known are"),
    "no media type": ("POST", "/sparql", {}, b"ASK {}", 415, DIRECT),
    "another media type": ("POST", "/sparql", {"Content_Type": "text/plain"}, b"ASK {}", 415, DIRECT),
    "another encoding": ("POST", "/sparql", {"Content_Type": f"{DIRECT}; charset=UTF-16"}, b"ASK {}", 415, "UTF-8"),
    "a packed body": ("POST", "/sparql", {"Content_Type": DIRECT, "Content_Encoding": "gzip"}, b"x", 415, "Encoding"),
    "no UTF-8": ("POST", "/sparql", {"Content_Type": DIRECT}, "ASK { ?s ?p 'ü' }".encode("utf-16"), 400, "UTF-8"),
    "no UTF-8 in a form": ("POST", "/sparql", {"Content_Type": FORM}, b"query=%FF%FE", 400, "UTF-8"),
    "parameters without end": ("GET", f"/sparql?{'a&' * 1001}", {}, None, 400, "more than 1,000 parameters"),
    "no IRI": ("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=a0", {}, None, 400, "no absolute IRI"),
    "an update by address": ("GET", "/sparql?update=" + quote("DROP ALL"), {}, None, 403, "read-only"),
    "an update in a form": ("POST", "/sparql", {"Content_Type": FORM}, b"update=DROP+ALL", 403, "read-only"),
    "an update beside a query": ("POST", "/sparql", {"Content_Type": FORM}, b"query=ASK{}&update=CLEAR", 403, "only"),
    "an update as such": (
        "POST", "/sparql", {"Content_Type": "application/sparql-update"}, b"DROP ALL", 403, "read-only",
    ),
    "an update as a query": ("POST", "/sparql", {"Content_Type": DIRECT}, b"DROP ALL", 400, "not SPARQL"),
    "a store's graph to write": ("PUT", "/rdf-graph-store?default", {}, b"", 405, "GET, HEAD"),
    "a store's graph to drop": ("DELETE", f"/rdf-graph-store?graph={A0}", {}, None, 405, "GET, HEAD"),
    "a store's graph to add to": ("POST", "/rdf-graph-store?default", {}, b"", 405, "GET, HEAD"),
    "no graph of the store": ("GET", "/rdf-graph-store", {}, None, 400, "?default"),
    "two graphs of the store": ("GET", f"/rdf-graph-store?default&graph={A0}", {}, None, 400, "one graph"),
    "an unknown graph of the store": ("GET", f"/rdf-graph-store?graph={BASE}none", {}, None, 404, "no graph"),
    "no such page": ("GET", "/etc/passwd", {}, None, 404, "/sparql"),
    "the method PUT": ("PUT", "/sparql", {}, b"ASK {}", 405, "GET, HEAD, POST"),
    "the method DELETE": ("DELETE", "/sparql?query=ASK%7B%7D", {}, None, 405, "GET, HEAD, POST"),
    "the method PATCH": ("PATCH", "/sparql", {}, b"ASK {}", 405, "GET, HEAD, POST"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_request_is_refused_with_directions(endpoint, folder, name):
    method, path, headers, body, status, words = BAD[name]
    reply = endpoint.send(method, path, body, **headers)
    assert reply.status == status
    assert words in reply.text
    assert reply.headers["content-type"] == "text/plain; charset=utf-8"
    if status == 405:
        assert set(reply.headers["allow"].split(", ")) <= {"GET", "HEAD", "POST"}
    for leak in (str(folder), "Traceback", ".py", "kgbuild.server"):
        assert leak not in reply.text
    told = endpoint.send(method, path, body, Accept=JSON, **headers)
    assert json.loads(told.body) == {"status": status, "error": reply.text.rstrip("\n")}


def test_head_tells_what_get_would(endpoint):
    path = "/sparql?" + urlencode([("query", ARTICLES)])
    got, told = endpoint.send("GET", path), endpoint.send("HEAD", path)
    assert told.body == b""
    assert {**got.headers, "date": ""} == {**told.headers, "date": ""}


@pytest.mark.parametrize("format", ["", "turtle", "ntriples", "nquads", "trig", "rdfxml", "jsonld"])
@pytest.mark.parametrize("query", [f"graph={quote(A0)}", "default"])
def test_graphs_are_read_from_the_store(endpoint, folder, query, format):
    from kgbuild.graph.store import Graph

    reply = endpoint.send("GET", f"/rdf-graph-store?{query}&format={format}")
    assert reply.status == 200
    media = reply.headers["content-type"].partition(";")[0]
    found = {quad.triple for quad in ox.parse(reply.body, ox.RdfFormat.from_media_type(media))}
    with Graph.open(folder) as graph:
        quads = graph.ask(list)  # the engine keeps every whole number as xsd:integer
    assert found == {quad.triple for quad in quads if query == "default" or quad.graph_name.value == A0}
    if format in {"nquads", "trig"}:
        assert set(ox.parse(reply.body, ox.RdfFormat.from_media_type(media))) <= set(quads)


def test_the_service_describes_itself(endpoint):
    reply = endpoint.send("GET", "/sparql")
    assert reply.headers["content-type"].startswith("text/turtle")
    store = ox.Store()
    store.load(reply.body, format=ox.RdfFormat.TURTLE)
    prefix = "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>"
    assert store.query(f"{prefix} ASK {{ <{endpoint.url}/sparql> a sd:Service ; sd:endpoint <{endpoint.url}/sparql> ; "
                       "sd:feature sd:UnionDefaultGraph ; sd:supportedLanguage sd:SPARQL11Query }")  # fmt: skip
    functions = {row[0].value for row in store.query(f"{prefix} SELECT ?f {{ ?s sd:extensionFunction ?f }}")}
    assert len(functions) == 8
    for function in functions:
        point = '"POINT(1 1)"^^geo:wktLiteral'
        reply = endpoint.ask(f"SELECT ?x {{ BIND(<{function}>({point}, {point}) AS ?x) }}")
        assert json.loads(reply.body)["results"]["bindings"][0]["x"]["datatype"].endswith("boolean")
    names = {row[0].value for row in store.query(f"{prefix} SELECT ?n {{ ?d sd:namedGraph/sd:name ?n }}")}
    assert f"{BASE}graph/events" in names
    formats = {
        row[0].value.rpartition("/")[2] for row in store.query(f"{prefix} SELECT ?f {{ ?s sd:resultFormat ?f }}")
    }
    assert formats >= {"SPARQL_Results_JSON", "SPARQL_Results_XML", "Turtle", "N-Triples", "RDF_XML"}


def test_void_counts_what_is_there(endpoint):
    reply = endpoint.send("GET", "/.well-known/void", Accept="application/n-triples")
    store = ox.Store()
    store.load(reply.body, format=ox.RdfFormat.N_TRIPLES)
    found = store.query("PREFIX void: <http://rdfs.org/ns/void#> SELECT ?c ?n { ?p void:class ?c ; void:entities ?n }")
    counts = {row["c"].value.rpartition("#")[2]: row["n"].value for row in found}
    for name, number in counts.items():
        (there,) = values(endpoint.ask(f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s a kg:{name} }}"))
        assert number == there
    assert counts["Article"] == "5"


def test_browsers_get_a_page_without_scripts(endpoint):
    reply = endpoint.send("GET", "/sparql", Accept="text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
    assert reply.headers["content-type"].startswith("text/html")
    assert "<script" not in reply.text
    assert "default-src 'none'" in reply.headers["content-security-policy"]
    assert endpoint.send("GET", "/").body == reply.body
    example = re.search(r"<textarea[^>]*>(.*?)</textarea>", reply.text, re.DOTALL)[1]
    assert len(values(endpoint.ask(example))) == 5


def test_a_foreign_host_in_the_page_is_text(endpoint):
    reply = endpoint.send("GET", "/", Host='127.0.0.1:1"><script>')
    assert "<script" not in reply.text
