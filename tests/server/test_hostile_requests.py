"""What strangers try: the endpoint answers each with a refusal, stays up, and reaches nothing."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from endpoint import serving
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.graph.keywords import calls_service, has_dataset

DIRECT = "application/sparql-query"
GOOD = "SELECT (COUNT(*) AS ?n) { ?a a kg:Article }"
CROSS = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"


def answers(endpoint):
    reply = endpoint.ask(GOOD)
    return reply.status == 200 and json.loads(reply.body)["results"]["bindings"][0]["n"]["value"] == "5"


@pytest.fixture(scope="module")
def trap():
    """A port on which nothing may ever arrive."""
    visits = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.1)
        over = threading.Event()

        def listen():
            while not over.is_set():
                with contextlib.suppress(TimeoutError):
                    visitor, _ = listener.accept()
                    visits.append(visitor.recv(1000))
                    visitor.close()

        thread = threading.Thread(target=listen)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/", visits
        over.set()
        thread.join()


def test_the_trap_catches(trap):
    url, visits = trap
    with socket.create_connection(("127.0.0.1", int(url.split(":")[2][:-1]))) as visitor:
        visitor.send(b"hello")
        assert visitor.recv(10) == b""
    assert visits.pop() == b"hello"


REACHING = {
    # a query that reaches for another place, or for a file, and the status that it gets
    "service": ("SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}", 403),
    "silent service": ("SELECT * {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}", 403),
    "service in small letters": ("select * {{ service<{url}>{{ ?s ?p ?o }} }}", 403),
    "service by prefix": ("PREFIX x: <{url}> SELECT * {{ SERVICE x: {{ ?s ?p ?o }} }}", 403),
    "service by variable": ("SELECT * {{ VALUES ?u {{ <{url}> }} SERVICE ?u {{ ?s ?p ?o }} }}", 403),
    "service behind a comment": ("SELECT * {{ SERVICE # <\n <{url}> {{ ?s ?p ?o }} }}", 403),
    "service between quotes": ("SELECT * {{ ?a kg:it\\' ?b . SERVICE <{url}> {{ ?s kg:it\\' ?o }} }}", 403),
    "service in a subquery": ("SELECT * {{ {{ SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }} }}", 403),
    "service in EXISTS": ("ASK {{ FILTER EXISTS {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }}", 403),
    "escaped service": ("SELECT * {{ \\u0053ERVICE <{url}> {{ ?s ?p ?o }} }}", 400),
    "a graph to fetch": ("SELECT * FROM <{url}> {{ ?s ?p ?o }}", 200),
    "a named graph to fetch": ("SELECT * FROM NAMED <{url}> {{ GRAPH <{url}> {{ ?s ?p ?o }} }}", 200),
    "a file as graph": ("SELECT * FROM <file:///etc/passwd> {{ ?s ?p ?o }}", 200),
    "load": ("LOAD <{url}>", 400),
    "load after a query": ("ASK {{}} ; LOAD <{url}>", 400),
    "a description to fetch": ("DESCRIBE <{url}>", 200),
}


@pytest.mark.parametrize("name", REACHING)
def test_nothing_is_reached(endpoint, trap, name):
    url, visits = trap
    query, status = REACHING[name]
    reply = endpoint.ask(query.format(url=url))
    assert reply.status == status, reply.text
    if reply.headers["content-type"].endswith("json"):
        assert json.loads(reply.body)["results"]["bindings"] == []
    assert visits == []


@pytest.mark.parametrize("field", ["default-graph-uri", "named-graph-uri"])
def test_no_graph_of_a_request_is_fetched(endpoint, trap, field):
    url, visits = trap
    reply = endpoint.ask("SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }", (field, url))
    assert json.loads(reply.body)["results"]["bindings"] == []
    assert endpoint.send("GET", f"/rdf-graph-store?graph={quote(url)}").status == 404
    assert visits == []


def test_the_system_keeps_workers_from_connecting(trap):
    """What holds if a query should get past the search for SERVICE."""
    import subprocess
    import sys

    url, visits = trap
    script = (
        "import sys, pyoxigraph\nfrom kgbuild.server.confinement import forbid_connections\n"
        "if not forbid_connections(): sys.exit(77)\n"
        "try: list(pyoxigraph.Store().query(f'SELECT * {{ SERVICE <{sys.argv[1]}> {{ ?s ?p ?o }} }}'))\n"
        "except PermissionError: sys.exit(0)\n"
    )
    code = subprocess.run([sys.executable, "-c", script, url], check=False).returncode
    if code == 77:
        pytest.skip("this system has no such filter")
    assert code == 0
    assert visits == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("SELECT ?service { ?service ?p ?o }", False),
        ("SELECT ?service{?service <a:b> ?o}", False),
        ("SELECT $service { $service ?p 'SERVICE <a:b>' }", False),
        ('SELECT * { ?s ?p """SERVICE "<a:b> """ }', False),
        ("SELECT * { ?s ?p ?o } # SERVICE <a:b>", False),
        ("SELECT * { ?s <http://a/SERVICE> ?o }", False),
        ("PREFIX service: <http://a/> SELECT * { ?s service:x ?o }", False),
        ("SELECT * { ?s schema:service ?o ; schema:service <a:b> }", False),
        ("SELECT * { _:service ?p ?o }", False),
        ("SELECT * { ?s ?p '\\'SERVICE <a:b>' }", False),
        ("SELECT * { ?s ?p '''it's''' . SERVICE <a:b> {} }", True),
        ("SELECT * { ?s ?p 'a' . SERVICE<a:b>{} }", True),
        ("SELECT * { ?s ?p ?o FILTER(?o<5)SERVICE?s{} }", True),
        ("SELECT * {SERVICE SILENT:x {} }", True),
        ("SELECT * {SERVICE\n\tSILENT\n?x {} }", True),
        ("SELECT * { ?s ?p 'unclosed SERVICE <a:b> {} }", True),
        ("SELECT * { SERVICEkg:x{} }", True),
        (f"SELECT * {{ SERVICE kg:{'x' * 5000} {{}} }}", True),
        (f"SELECT * {{ SERVICE {'k' * 5000}:x {{}} }}", True),
        ("SELECT * { ?s ?p 5SERVICESILENTkg:x{} }", True),
        ("SELECT * { ?s ?p trueSERVICE<a:b>{} }", True),
        ("SELECT ?service ?o { ?o ?service ?my_service }", False),
        ("SELECT ?my_service ?o { ?o ?p kg:service . { ?s ?p ?o } }", False),
    ],
)
def test_service_is_found_where_it_is_a_keyword(query, found):
    assert calls_service(query) is found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("SELECT * FROM <a:b> { ?s ?p ?o }", True),
        ("SELECT *from<a:b>{ ?s ?p ?o }", True),
        ("SELECT * FROM NAMED <a:b> { ?s ?p ?o }", True),
        ("SELECT * FROM kg:x WHERE { ?s ?p ?o }", True),
        ("ASK FROM :x { ?s ?p ?o }", True),
        ("DESCRIBE ?from FROM <a:b> { ?from ?p ?o }", True),
        ("ASKFROM<a:b>{ ?s ?p ?o }", True),
        ("CONSTRUCT { ?s ?p ?o } FROM <a:b> WHERE { ?s ?p ?o }", True),
        ("SELECT ?from { ?from ?p ?o }", False),
        ("SELECT * { ?s prov:wasDerivedFrom <a:b> ; prov:wasDerivedFrom kg:x }", False),
        ("SELECT ?cameFrom { ?s ?cameFrom <a:b> }", False),
        ("SELECT * { ?s schema:from <a:b> }", False),
        ("SELECT * { ?s ?p 'FROM <a:b>' } # FROM <a:b>", False),
    ],
)
def test_from_is_found_where_it_is_a_keyword(query, found):
    assert has_dataset(query) is found


@pytest.mark.parametrize(
    "piece",
    ["a", "SERVICE", "SERVICE ", "SERVICE a:", "SERVICE a: ", "SERVICE <", "FROM", "FROM ", "a:", "a.", "'", '"', '"""',
     "'\\n", "\\", "<", "<a", "#", "?", "?a", " ", "\n", ":", "é"],
)  # fmt: skip
def test_the_search_takes_no_longer_than_the_text_is_long(piece):
    text = piece * (500_000 // len(piece))
    start = time.process_time()
    for query in (text, "{" + text + "}", "ASK { ?s ?p '" + text):
        calls_service(query)
        has_dataset(query)
    assert time.process_time() - start < 6


# Parts that a group may hold, with texts, names and comments that look like what they are not.
PARTS = st.sampled_from([
    "?a ?b ?c . ", "?a ?b 'it\\'s' . ", '?a ?b """a "quoted" \'\'\' thing""" . ', "?a ?b '''it's''' . ",
    "?a kg:it\\' ?c . ", "?a kg:it\\# ?c . ", "?a ?b '' . ", '?a ?b "" . ', "# it's <a\n", '# """\n', "FILTER(?a<?b) ",
    "FILTER(?a<?b&&?c>?d) ", "?a ?b <http://a/#'> . ", "?a ?b '#' . ", "?a ?b '<' . ", "?a ?service \"'\" . ",
    "{ ?a ?b ?c } UNION { ?a ?b '}' } ", "?a ?b 'x'@en . ", "?a ?b 'SERVICE <http://a/> {}' . ",
    "# SERVICE <http://a/> {}\n", "?a ?b '\\\\' . ", "?a a kg:service . ",
    "?a ?b 5", "?a ?b true", "?a ?b -1.5e3", "?a ?b _:x", "BIND(1 AS ?z)",
    "?a ?b 'x'", "OPTIONAL {}",
    "?a ?b kg:x", "?a ?b kg:x.", "?a ?b 'x'@en", "?a ?b [] ", "?a ?b ?c",
])  # fmt: skip
GAPS = st.sampled_from(["", " ", "\n", "\t ", "# \n", "#'\n", "#<\n "])
TARGETS = st.sampled_from(["<http://127.0.0.1:1/>", "kg:x", "?u", "$u", "<urn:x>"])
GROUPS = st.lists(PARTS, max_size=4).map("".join)


@given(GROUPS, GAPS, st.sampled_from(["SERVICE", "service", "Service"]), GAPS, st.booleans(), TARGETS, GAPS, GROUPS)
def test_the_engine_takes_no_service_that_the_search_leaves_out(
    before, gap, word, first, silent, target, second, after
):
    """Whatever stands around it: a query that the engine takes for SPARQL is found to call a service."""
    call = f"{gap}{word}{first}{'SILENT' + second if silent else ''}{target}{second}{{ ?s ?p ?o }} "
    assert not calls_service(f"SELECT * {{ {before} {after} }}")
    query = f"SELECT * {{ {before}{call}{after} }}"
    try:
        list(ox.Store().query(query, prefixes={"kg": "urn:kg:"}))
    except SyntaxError:
        return
    except (OSError, RuntimeError, ValueError):
        pass  # the engine has taken it and found nobody there
    assert calls_service(query)


COSTLY = {
    "a cross join that counts": (f"SELECT (COUNT(*) AS ?x) {CROSS}", {504}),
    "a cross join that sorts": (f"SELECT * {CROSS} ORDER BY ?x ?a", {503, 504}),
    "a cross join in groups": (f"SELECT ?a ?d ?g (GROUP_CONCAT(?o) AS ?x) {CROSS} GROUP BY ?a ?d ?g", {503, 504}),
    "distinct rows": (f"SELECT DISTINCT ?a ?d {CROSS}", {400, 503, 504}),
    "an endless path": ("SELECT (COUNT(*) AS ?x) { ?a (!kg:none|^!kg:none)* ?b . ?b (!kg:none|^!kg:none)* ?c }", {504}),
    "nested paths": ("ASK { ?a ((((!kg:n)*)*)*|(^!kg:n)*)* ?b . ?b (!kg:n/!kg:n*)* kg:nowhere }", {200, 503, 504}),
    "a regex that repeats repeats": ("ASK { ?s ?p ?o FILTER REGEX(?o, '((a{1000}){1000}){1000}') }", {200, 400, 504}),
    "a regex that backtracks": (
        f"ASK {{ BIND('{'a' * 5000}!' AS ?t) FILTER REGEX(?t, '^(a+)+(a|aa)+$') }}", {200}),
    "texts that double": (
        "ASK { BIND('xxxxxxxxxxxxxxxx' AS ?t0) "
        + " ".join(f"BIND(CONCAT(?t{n}, ?t{n}, ?t{n}, ?t{n}) AS ?t{n + 1})" for n in range(16))
        + " FILTER(STRLEN(?t16) > 1) }",
        {200, 503, 504},
    ),
    "deep nesting": ("ASK " + "{" * 20_000 + "}" * 20_000, {400, 503}),
    "deep brackets": ("ASK { FILTER(" + "(" * 50_000 + "1" + ")" * 50_000 + ") }", {400, 503}),
    "a sum without end": ("ASK { FILTER(" + "+".join("1" for _ in range(50_000)) + " > 0) }", {200, 400, 503}),
    "many unions": ("ASK { " + " UNION ".join("{ ?s ?p ?o }" for _ in range(5_000)) + " }", {200, 400, 503, 504}),
    "an unclosed quote": ("ASK { ?s ?p '" + "x" * 100_000, {400}),
    "quotes and more quotes": ("ASK { ?s ?p " + "\"\"\"'" * 50_000, {400}),
    "a word without end": ("a" * 400_000, {400}),
}  # fmt: skip


@pytest.mark.parametrize("name", COSTLY)
def test_a_costly_question_ends_and_the_next_one_is_answered(endpoint, name):
    query, statuses = COSTLY[name]
    start = time.monotonic()
    reply = endpoint.send("POST", "/sparql", query.encode(), Content_Type=DIRECT)
    assert reply.status in statuses, reply.text
    assert time.monotonic() - start < 5
    assert answers(endpoint)


def test_rows_beyond_the_limit_are_refused_not_cut(endpoint):
    reply = endpoint.ask("SELECT ?a { ?a ?b ?c . ?d ?e ?f }")
    assert reply.status == 400
    assert "more than 500 rows" in reply.text
    construct = endpoint.ask("CONSTRUCT { ?a kg:x ?d } { ?a ?b ?c . ?d ?e ?f }")
    assert construct.status == 400
    assert endpoint.ask("SELECT ?a { ?a ?b ?c . ?d ?e ?f } LIMIT 500").status == 200


def test_an_answer_that_ends_early_never_looks_whole(folder):
    import http.client

    with serving(folder, limits={"rows": 10**9, "hold": 1000, "timeout": 1.0}) as endpoint:
        with pytest.raises(http.client.IncompleteRead):
            endpoint.ask(f"SELECT * {CROSS}")
        assert answers(endpoint)


def test_a_slow_reader_holds_little_and_not_for_long(folder):
    with (
        serving(
            folder, limits={"rows": 10**9, "hold": 100_000, "timeout": 2.0, "stall": 1.0, "workers": 2}
        ) as endpoint,
        contextlib.ExitStack() as held,
    ):
        for _ in range(2):
            reader = held.enter_context(endpoint.connect())
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            reader.send(f"GET /sparql?query={quote('SELECT * ' + CROSS)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        time.sleep(0.7)
        before = _memory(endpoint.process.pid)
        start = time.monotonic()
        assert answers(endpoint)
        assert time.monotonic() - start < 4
        assert _memory(endpoint.process.pid) - before < 20 << 20


def _memory(pid):
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096


@pytest.mark.parametrize("size", [600_000, 10_000_000])
@pytest.mark.parametrize("media", [DIRECT, "application/x-www-form-urlencoded"])
def test_a_big_body_is_refused(endpoint, size, media):
    body = b"query=" + b"A" * size
    reply = endpoint.send("POST", "/sparql", body, Content_Type=media)
    assert reply.status == 413
    assert "524,288 bytes" in reply.text
    assert answers(endpoint)


def talk(endpoint, *pieces, wait=0.0):
    """What comes back for these bytes."""
    with endpoint.connect() as line:
        with contextlib.suppress(ConnectionError):
            for piece in pieces:
                line.sendall(piece)
                time.sleep(wait)
        found = b""
        with contextlib.suppress(ConnectionError):
            while piece := line.recv(65536):
                found += piece
        return found


HEAD = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: localhost\r\n"


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"GET /sparql?query=" + b"A" * 100_000, 414),
        (HEAD + b"".join(b"X-%d: %s\r\n" % (n, b"y" * 100) for n in range(1000)), 431),
        (HEAD + b"X: " + b"y" * 100_000, 431),
        (b"\x16\x03\x01\x02\x00\x01" * 20 + b"\r\n\r\n", 400),
        (b"GET /sparql HTTP/1.1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n", 400),
        (b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n", 400),
        (b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nABCDEF", 400),
        (b"GET /%zz?query=%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 404),
        (b"GET /sparql?query=%C3%28 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 400),
    ],
)
def test_what_is_no_request_is_told_so(endpoint, request_bytes, status):
    found = talk(endpoint, request_bytes)
    if found or status not in {414, 431}:  # a flood may break the line before the answer is read
        assert found.startswith(b"HTTP/1.1 %d " % status), found[:200]
    assert b"Traceback" not in found
    assert answers(endpoint)


def test_connections_beyond_the_limit_are_told_to_come_back(folder):
    with serving(folder, limits={"connections": 10}) as endpoint, contextlib.ExitStack() as held:
        for _ in range(10):
            held.enter_context(endpoint.connect()).send(HEAD)
        found = talk(endpoint, HEAD + b"\r\n")
        assert found.startswith(b"HTTP/1.1 503 ")
        assert b"retry-after: 5" in found
        held.close()
        time.sleep(0.1)
        assert answers(endpoint)


def test_slow_requests_lose_patience(folder):
    with serving(folder, limits={"head_seconds": 0.5}) as endpoint:
        post = (
            HEAD.replace(b"GET", b"POST") + b"Content-Type: application/sparql-query\r\nContent-Length: 99\r\n\r\nASK"
        )
        drips = [HEAD, *[b"X-%d: y\r\n" % n for n in range(20)]]
        start = time.monotonic()
        with ThreadPoolExecutor(5) as beside:
            for found in beside.map(lambda pieces: talk(endpoint, *pieces, wait=0.1), ([], [HEAD], [post], drips)):
                assert found.startswith(b"HTTP/1.1 408 ")
            second = talk(endpoint, HEAD + b"\r\n", HEAD, wait=0.1)
        assert second.startswith(b"HTTP/1.1 200 ")
        assert b"HTTP/1.1 408 " in second
        assert time.monotonic() - start < 8
        with contextlib.ExitStack() as held:
            for _ in range(100):
                held.enter_context(endpoint.connect()).send(HEAD)
            assert answers(endpoint)
