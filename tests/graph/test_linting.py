"""Each trap is told with a rewrite that runs and answers as it says, and no query is warned of without a reason."""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import kgbuild
from kgbuild.cli import app
from kgbuild.graph.linting import Trap, format_traps, improve, lint
from kgbuild.graph.linting.traps_dates import read_period
from kgbuild.graph.linting.tree import parse
from kgbuild.graph.terms import PREFIXES
from kgbuild.queries import list_queries
from sample_reports import ROOT

DATA = """
:s1 a kg:Statement ; kg:earliest "2023-12-30"^^xsd:date ; kg:actor :m23 ; kg:role :r1 ; kg:mode :x ; kg:cameo "190" .
:s2 a kg:Statement ; kg:earliest "2024-03-05"^^xsd:date ; kg:actor :army ; kg:role :r2 ; kg:cameo "190" .
:s3 a kg:Statement ; kg:earliest "2024-03-31"^^xsd:date ; kg:role :r3 , :r4 ; kg:cameo "191" .
:s4 a kg:Statement ; kg:earliest "2025-01-01"^^xsd:date ; kg:recipient :m23 ; kg:mode :y .
:r1 a kg:Role ; kg:slot "actor" ; kg:filler :m23 . :r2 a kg:Role ; kg:slot "recipient" ; kg:filler :army .
:r3 a kg:Role ; kg:slot "recipient" ; kg:filler :m23 . :r4 a kg:Role ; kg:slot "actor" ; kg:filler :goma .
:m23 a kg:Actor ; rdfs:label "March 23 Movement" . :army a kg:Actor ; rdfs:label "army" .
:goma a kg:Place ; rdfs:label "Goma" .
:e1 a kg:Event ; kg:statement :s1 ; kg:partOf :e2 . :e2 a kg:Event ; kg:statement :s2 ; kg:partOf :e3 .
:e3 a kg:Event ; kg:statement :s3 , :s4 .
:c1 a kg:ControlState ; kg:restsOn :s1 ; kg:until "2024-06-01"^^xsd:date .
"""


@pytest.fixture(scope="module")
def store() -> ox.Store:
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    made = ox.Store()
    made.load(f"{head}@prefix : <http://x/> .\n{DATA}".encode(), format=ox.RdfFormat.TURTLE)
    return made


def ask(store: ox.Store, sparql: str) -> Counter[tuple[str | None, ...]]:
    """The rows as they are, each as often as it comes, whatever the order of rows."""
    found = store.query(sparql, prefixes=PREFIXES)
    if isinstance(found, ox.QueryBoolean):
        return Counter([(str(bool(found)),)])
    assert isinstance(found, ox.QuerySolutions)
    return Counter(tuple(None if term is None else str(term) for term in row) for row in found)


def names(sparql: str, **options: Any) -> list[str]:
    return [trap.name for trap in lint(sparql, **options)]


SAME = [
    # NOT EXISTS and EXISTS
    ('SELECT ?s { ?s a kg:Statement FILTER NOT EXISTS { ?s kg:role ?r . ?r kg:slot "recipient" } }', "not-exists", 2),
    ('SELECT ?s { FILTER NOT EXISTS { ?s kg:role/kg:slot "recipient" } ?s a kg:Statement }', "not-exists", 2),
    ('SELECT ?s { ?s a kg:Statement FILTER(NOT EXISTS { ?s kg:role/kg:slot "actor" }) }', "not-exists", 2),
    ('SELECT ?s { ?s a kg:Statement FILTER(!EXISTS { ?s kg:role/kg:slot "actor" }) }', "not-exists", 2),
    ('SELECT ?s { ?s a kg:Statement FILTER(! NOT EXISTS { ?s kg:role/kg:slot "actor" }) }', "exists", 2),
    (
        ("SELECT ?s ?x { ?s a kg:Statement FILTER NOT EXISTS { ?e kg:statement ?s ; kg:partOf ?w FILTER(?w != ?e) } "
        "BIND(STR(?s) AS ?x) }"),
        "not-exists", 2,
    ),
    ("SELECT ?s { ?s a kg:Statement FILTER EXISTS { ?s kg:role ?r . ?r a kg:Role } }", "exists", 3),
    (
        ("SELECT ?e { ?e a kg:Event OPTIONAL { ?e kg:statement ?s "
        'FILTER NOT EXISTS { ?s kg:role ?r . ?r kg:slot "recipient" } } }'),
        "not-exists", 3,
    ),
    (('# { NOT EXISTS {\nSELECT ?s {\n  ?s a kg:Statement . # {\n  FILTER NOT EXISTS # {\n'
      ' { ?s kg:role/kg:slot "actor" }\n  ?s kg:earliest ?d .\n}'), "not-exists", 2),
    # one variable for two
    ("SELECT ?e ?t { ?e a kg:Event ; kg:partOf ?p . ?t a kg:Event FILTER(?p = ?t) }", "cross-product", 2),
    ("SELECT ?e ?t { ?e a kg:Event ; kg:partOf ?p . ?t a kg:Event ; kg:statement ?s FILTER(?t = ?p) }",
     "cross-product", 3),
    # paths
    ("SELECT ?a ?b { ?a kg:partOf+ ?b }", "endless-path", 3),
]  # fmt: skip


@pytest.mark.parametrize(("sparql", "name", "count"), SAME)
def test_a_rewrite_for_the_same_answer_gives_it(store: ox.Store, sparql: str, name: str, count: int) -> None:
    (trap,) = lint(sparql)
    assert (trap.name, trap.same_answer) == (name, True)
    assert trap.rewrite is not None
    assert ask(store, trap.rewrite) == ask(store, sparql)
    assert sum(ask(store, sparql).values()) == count
    assert lint(trap.rewrite) == []


MEANT = [
    # days
    ('SELECT ?s { ?s kg:earliest ?d FILTER(?d > "2024"^^xsd:gYear) }', "gyear", "4"),
    ('SELECT ?s { ?s kg:earliest ?d FILTER(?d >= "2024"^^xsd:gYear) }', "gyear", "234"),
    ('SELECT ?s { ?s kg:earliest ?d FILTER("2024"^^xsd:gYear > ?d) }', "gyear", "1"),
    ('SELECT ?s { ?s kg:earliest ?d FILTER(?d <= "2024"^^xsd:gYear) }', "gyear", "123"),
    ('SELECT ?s { ?s kg:earliest ?d FILTER(?d = "2024-03"^^xsd:gYearMonth) }', "gyear", "23"),
    ('SELECT ?s { ?s kg:earliest ?d FILTER(?d != "2024-03"^^xsd:gYearMonth && ?s != prov:no) }', "gyear", "14"),
    ("SELECT ?s { ?s kg:earliest ?d FILTER(?d < 2024) }", "gyear", "1"),
    ('SELECT ?s { ?s kg:earliest ?d FILTER(?d > "2024-03-05") }', "plain-date", "34"),
    ('SELECT ?s { ?s kg:earliest ?d FILTER(?d > "2024-03-05T00:00:00"^^xsd:dateTime) }', "plain-date", "34"),
    ('SELECT ?s { ?s kg:earliest "2024-03-05" }', "plain-date", "2"),
    (('SELECT ?s { ?e kg:statement ?s . { SELECT ?s (MIN(?x) AS ?d) { ?s kg:earliest ?x } GROUP BY ?s } '
     'FILTER(?d < "2024-01-01") }'), "plain-date", "1"),
    ('SELECT ?s { ?c kg:restsOn ?s ; kg:until ?until FILTER(?until >= "2024") }', "plain-date", "1"),
    # names
    ("SELECT ?s { ?s a kg:Statment }", "unknown-term", "1234"),
    ("SELECT ?s { ?s kg:earlist ?d }", "unknown-term", "1234"),
    ("SELECT ?s { ?s a kgb:Statement }", "unknown-prefix", "1234"),
    ('SELECT ?s { ?s kg:actor ?a . ?a rdfs:label "army"@en }', "language-tag", "2"),
    # answers
    ("SELECT ?s { ?s a kg:Statement } LIMIT 2", "limit-without-order", "12"),
    ("SELECT * { ?s a kg:Statement } OFFSET 1", "limit-without-order", "234"),
    ("SELECT ?statment { ?statement a kg:Statement }", "unbound-variable", "1234"),
    ('SELECT ?s { ?s kg:earliest ?day FILTER(?dayy > "2024-03-05"^^xsd:date) }', "unbound-variable", "34"),
    # OPTIONAL
    ("SELECT ?s ?m { OPTIONAL { ?s kg:mode ?m } ?s a kg:Statement . }", "optional-first", "1234"),
    ("SELECT ?s ?l { ?s a kg:Statement OPTIONAL { ?s kg:actor ?a } ?a rdfs:label ?l }", "optional-first", "1234"),
    (("SELECT ?s ?l { ?s a kg:Statement OPTIONAL { ?s kg:actor ?a FILTER(?a != prov:no) } ?a rdfs:label ?l . "
     "?s kg:earliest ?d }"), "optional-first", "1234"),
    # MINUS
    ("SELECT ?s { MINUS { ?s kg:mode ?m } ?s a kg:Statement }", "minus", "23"),
]  # fmt: skip


@pytest.mark.parametrize(("sparql", "name", "found"), MEANT)
def test_a_rewrite_for_what_is_meant_gives_it(store: ox.Store, sparql: str, name: str, found: str) -> None:
    (trap,) = lint(sparql)
    assert (trap.name, trap.same_answer) == (name, False)
    assert trap.rewrite is not None
    statements = sorted(row[0][-2] for row in ask(store, trap.rewrite).elements() if row[0])
    assert "".join(statements) == found
    assert lint(trap.rewrite) == []
    if name not in {"limit-without-order", "unknown-prefix", "unbound-variable"}:
        assert ask(store, trap.rewrite) != ask(store, sparql), "then it is no trap"


ADVISED = [
    ("SELECT ?s ?t { ?s a kg:Statement . ?t a kg:Event }", "cross-product", "join them by a pattern"),
    ("SELECT ?s { ?s a kg:Statement { SELECT ?e { ?e a kg:Event } } }", "cross-product", "?s and those of ?e"),
    ("SELECT ?a ?b { ?a (kg:partOf|^kg:partOf)* ?b }", "endless-path", "at no distance from itself"),
    ("SELECT ?s { ?s a xyzzy:Thing }", "unknown-prefix", "PREFIX xyzzy: <...>"),
    ("SELECT ?s { ?s a kg:Qwertyuiop }", "unknown-term", "'kgbuild vocab'"),
    ("SELECT ?s ?q { ?s a kg:Statement }", "unbound-variable", "the column stays empty"),
    ("SELECT ?s { ?s a kg:Statement } ORDER BY ?q", "unbound-variable", "it sorts and groups nothing"),
    ("SELECT ?s (COUNT(*) AS ?n) { ?s a kg:Statement } GROUP BY ?s ?q", "unbound-variable", "sorts and groups"),
    ("SELECT ?s ?e { ?s a kg:Statement { SELECT ?s { ?e kg:statement ?s } } }",
     "unbound-variable", "does not SELECT it"),
    ('SELECT ?s { ?s kg:earliest ?d FILTER(?d > "spring") }', "plain-date", "write days as"),
    ("SELECT ?s { ?s a kg:Statement MINUS { ?e kg:partOf ?w } }", "minus", "takes no answer away"),
    # where MINUS would answer otherwise
    ("SELECT ?s { ?s kg:earliest ?d FILTER NOT EXISTS { ?s kg:role ?r . ?x kg:earliest ?y FILTER(?y > ?d) } }",
     "not-exists", "out here: its filter sees ?d"),
    ("SELECT ?s { ?s a kg:Statement FILTER NOT EXISTS { ?e kg:partOf ?w . ?w kg:partOf ?v } }",
     "not-exists", "out here: it shares no variable"),
    ("SELECT ?s { ?s a kg:Statement OPTIONAL { ?s kg:mode ?m } FILTER NOT EXISTS { ?x kg:mode ?m ; kg:role ?r } }",
     "not-exists", "out here: ?m may be unbound"),
    ("SELECT ?s { ?s kg:earliest ?d FILTER NOT EXISTS { ?s kg:role ?r . ?x kg:earliest ?d } }",
     "not-exists", "out here: the patterns inside share no variable"),
    ("SELECT ?e { ?e kg:actor ?a OPTIONAL { ?a rdfs:label ?l FILTER NOT EXISTS { ?e kg:role ?r . ?r kg:filler ?a } } }",
     "not-exists", "out here: it sees ?e"),
    ("SELECT ?s { ?s a kg:Statement FILTER NOT EXISTS { ?s kg:role ?r OPTIONAL { ?r kg:slot ?o } ?r a kg:Role } }",
     "not-exists", "out here: the braces hold more"),
    ('SELECT ?s ?d { ?s kg:earliest ?d FILTER(?d > "2024-01-01"^^xsd:date || NOT EXISTS { ?s kg:role/kg:slot ?o }) }',
     "not-exists", "put it in a FILTER of its own"),
]  # fmt: skip


@pytest.mark.parametrize(("sparql", "name", "part"), ADVISED)
def test_where_no_rewrite_is_sure_the_reason_is_told(sparql: str, name: str, part: str) -> None:
    (trap,) = lint(sparql)
    assert (trap.name, trap.rewrite) == (name, None)
    assert part in f"{trap.what} {trap.why}"


@pytest.mark.parametrize("sparql", [
    "SELECT ?s { ?s kg:earliest ?d FILTER NOT EXISTS { ?s kg:role ?r . ?x kg:earliest ?y FILTER(?y > ?d) } }",
    "SELECT ?s { ?s a kg:Statement FILTER NOT EXISTS { ?e kg:partOf ?w . ?w kg:partOf ?v } }",
    "SELECT ?s { ?s a kg:Statement OPTIONAL { ?s kg:mode ?m } FILTER NOT EXISTS { ?x kg:mode ?m ; kg:role ?r } }",
])  # fmt: skip
def test_minus_does_differ_where_it_is_said_to(store: ox.Store, sparql: str) -> None:
    assert ask(store, sparql) != ask(store, sparql.replace("FILTER NOT EXISTS", "MINUS"))


QUIET = [
    "SELECT ?s (IF(BOUND(?d), ?d, ?none) AS ?day) { ?s a kg:Statement OPTIONAL { ?s kg:earliest ?d } }",
    "SELECT ?s { ?s a kg:Statement FILTER NOT EXISTS { ?s kg:mode ?m } }",
    'SELECT ?s { ?s a kg:Statement MINUS { ?s kg:role ?r . ?r kg:slot "actor" } }',
    "SELECT ?s { ?s a kg:Statement } ORDER BY ?s LIMIT 3",
    "SELECT (COUNT(*) AS ?n) { ?s a kg:Statement } LIMIT 1",
    "SELECT ?type (COUNT(?s) AS ?n) { ?s kg:action ?type } GROUP BY ?type HAVING(COUNT(?s) > 1) ORDER BY DESC(?n)",
    "SELECT (STR(?s) AS ?name) { ?s a kg:Statement } ORDER BY ?name",
    "SELECT ?y (COUNT(*) AS ?n) { ?s kg:earliest ?d } GROUP BY (YEAR(?d) AS ?y)",
    "SELECT ?s ?n { ?s a kg:Statement { SELECT (COUNT(?x) AS ?n) { ?x a kg:Event } } }",
    "SELECT ?s ?v { ?s a kg:Statement VALUES ?v { 1 2 } }",
    "SELECT ?s ?l { ?s kg:actor ?a . <http://x/goma> rdfs:label ?l }",
    "SELECT ?s ?m ?d { ?s a kg:Statement OPTIONAL { ?s kg:mode ?m } OPTIONAL { ?s kg:earliest ?d } ?s kg:role ?r }",
    'SELECT ?s { ?s kg:earliest ?d FILTER(?d > "2024-01-01"^^xsd:date && STR(?d) < "2025" && YEAR(?d) = 2024) }',
    "SELECT ?e { ?e a kg:Event ; kg:partOf* ?whole . ?whole kg:statement ?s }",
    "SELECT ?c { ?c kg:nestedIn+ ?c }",
    "SELECT ?l { ?x kg:partOf+/rdfs:label ?l }",
    "SELECT ?s { { ?s a kg:Statement } UNION { ?s a kg:Event } }",
    "SELECT ?s { GRAPH ?g { ?s a kg:Statement } ?g ?p ?o }",
    "ASK { ?s a kg:Statement }",
    "CONSTRUCT { ?s a kg:Event } WHERE { ?s a kg:Statement }",
    "CONSTRUCT WHERE { ?s a kg:Statement }",
    "DESCRIBE ?s { ?s a kg:Statement }",
    "DESCRIBE <http://x/s1>",
    "PREFIX own: <http://own/> BASE <http://x/> SELECT ?s { ?s own:p <y> ; a kg:Statement }",
    "SELECT ?s { ?s kg:quantity [ kg:low 3 ; kg:quantityKind ?k ] }",
    "SELECT ?s { ?s a kg:Statement ; ?p (1 2) }",
    "SELECT ?s { ?s a kg:Statement FILTER(?s IN (kg:Event, kg:Role)) }",
    "SELECT * { ?s a kg:Statement } VALUES ?s { prov:x }",
    "SELECT ?s ?v { ?s a kg:Statement ; kg:mode ?v VALUES ?v { } }",
    "SELECT ?s { ?s a kg:Statement VALUES () { () } }",
]  # fmt: skip


@pytest.mark.parametrize("sparql", QUIET)
def test_a_sound_query_is_left_alone(store: ox.Store, sparql: str) -> None:
    store.query(sparql, prefixes=PREFIXES)
    assert lint(sparql) == []


@pytest.mark.parametrize("query", list_queries(), ids=lambda query: query.name)
def test_no_shipped_query_has_a_trap(query: Any) -> None:
    assert format_traps(lint(query.sparql, bound=[one.name for one in query.parameters])) == ""


@pytest.mark.parametrize("path", sorted((ROOT / "ontology" / "rules").glob("*.rq")), ids=lambda path: path.stem)
def test_no_rule_has_a_trap(path: Path) -> None:
    assert format_traps(lint(path.read_text(encoding="utf-8"))) == ""


@pytest.mark.parametrize("sparql", [
    "SELECT ?s { ?s ?p <<( ?a ?b ?c )>> }", "SELECT", "", "{", "SELECT * { " + "{ " * 3000, "\\u", "INSERT DATA { }",
    "SELECT ?s { ?s ?p ?o }" + " " * 200_000, 'SELECT ?s { ?s a kg:Statement . ?s kg:x "a\\qb" }',
])  # fmt: skip
def test_what_cannot_be_read_is_one_info_and_no_warning(sparql: str) -> None:
    (trap,) = lint(sparql)
    assert (trap.name, trap.severity, trap.rewrite) == ("not-read", "info", None)


def test_a_function_that_the_engine_lacks_leaves_the_other_traps_told() -> None:
    traps = lint("SELECT ?s { ?s a kg:Statement FILTER(<http://x/near>(?s)) } LIMIT 1")
    assert [(trap.name, trap.rewrite) for trap in traps] == [("limit-without-order", None)]


WORDS = (
    "SELECT ASK ?s ?t * { } . ; , ( ) FILTER NOT EXISTS OPTIONAL MINUS UNION kg:actor a kg:Event foaf:x + | / LIMIT 3 "
    'ORDER BY "x"@en "2024"^^xsd:gYear < = BIND AS ?u VALUES GRAPH COUNT GROUP # \n'
)


@settings(max_examples=200)
@given(st.lists(st.sampled_from(WORDS.split(" ")), max_size=25))
def test_no_text_breaks_the_linter(words: list[str]) -> None:
    lint(" ".join(words))


# Any query: what is said to give the same answer gives it

NAMES = st.sampled_from(["?s", "?r", "?a", "?e", "?d"])
PATHS = st.sampled_from(
    ["kg:role", "kg:actor", "kg:slot", "kg:filler", "kg:mode", "kg:statement", "kg:partOf", "kg:role/kg:filler"]
)
PATTERNS = st.builds("{} {} {} .".format, NAMES, PATHS, NAMES)
BLOCKS = st.lists(PATTERNS, min_size=1, max_size=3).map(" ".join)
CONDITIONS = st.builds("FILTER({} {} {})".format, NAMES, st.sampled_from(["=", "!="]), NAMES)
INNER = st.builds("{} {}".format, BLOCKS, st.just("") | CONDITIONS)
EXISTS = st.builds("FILTER {} {{ {} }}".format, st.sampled_from(["EXISTS", "NOT EXISTS"]), INNER)
PARTS = st.one_of(
    BLOCKS,
    EXISTS,
    CONDITIONS,
    st.builds("OPTIONAL {{ {} {} }}".format, BLOCKS, st.just("") | EXISTS),
    st.builds("{{ {} }} UNION {{ {} }}".format, BLOCKS, BLOCKS),
    st.builds("{{ {} {} }}".format, BLOCKS, EXISTS),
    st.builds("BIND({} AS ?x{})".format, NAMES, st.integers(0, 3)),
)
QUERIES = st.builds(
    "SELECT ?s ?r ?a ?e ?d {{ ?s a kg:Statement . {} {} }}".format, st.lists(PARTS, max_size=3).map(" ".join), EXISTS
)


@settings(max_examples=400)
@given(sparql=QUERIES)
def test_a_rewrite_for_the_same_answer_gives_it_whatever_the_query(store: ox.Store, sparql: str) -> None:
    try:
        answer = ask(store, sparql)
    except SyntaxError:  # BIND of a variable that is bound
        return
    for trap in lint(sparql):
        if trap.same_answer:
            assert trap.rewrite is not None
            assert ask(store, trap.rewrite) == answer, f"{trap.name}\n{sparql}\n{trap.rewrite}"


def test_the_grammar_of_others_is_left_as_it_is() -> None:
    from rdflib.plugins.sparql.parser import parseQuery

    parse("SELECT ?s { ?s a kg:Statement }")
    assert not hasattr(type(parseQuery("SELECT * { ?s ?p ?o }")[1]), "start")
    assert "start" not in vars(parseQuery("SELECT * { ?s ?p ?o }")[1])


def test_offsets_hold_with_tabs_and_comments() -> None:
    sparql = "# one\n\tSELECT ?s {\n\t?s\ta kg:Statement . # {\n\t?s kg:mood ?m }"
    (trap,) = lint(sparql)
    assert (trap.line, trap.rewrite) == (4, sparql.replace("mood", "mode"))


def test_values_from_outside_bind_and_terms_of_the_graph_are_known() -> None:
    sparql = "SELECT ?s ?kind { ?s kg:own ?k FILTER(?k = ?kind) }"
    assert names(sparql) == ["unbound-variable", "unknown-term"]
    assert names(sparql, bound=["kind"], is_used=lambda iri: iri.endswith("#own")) == []


def test_all_rewrites_together() -> None:
    text, same = improve('SELECT ?s { ?s a kg:Statment ; kg:earliest ?d FILTER(?d >= "2024" && ?d < "2025") } LIMIT 3')
    assert text == (
        'SELECT ?s { ?s a kg:Statement ; kg:earliest ?d FILTER(?d >= "2024-01-01"^^xsd:date && '
        '?d < "2025-01-01"^^xsd:date) } ORDER BY ?s LIMIT 3'
    )
    assert not same
    sound = "SELECT ?s { ?s a kg:Statement }"
    assert improve(sound) == (sound, True)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2024-02-30", None),
        ("2024-13", None),
        ("0000", None),
        ("2024-02-03T10:00:00Z", ("2024-02-03", "2024-02-03")),
        ("spring", None),
    ],
)
def test_periods(text: str, period: tuple[str, str] | None) -> None:
    found = read_period(text)
    assert (found and tuple(day.isoformat() for day in found)) == period


def test_minus_is_faster_where_it_is_offered() -> None:
    store = ox.Store()
    kg, a = PREFIXES["kg"], ox.NamedNode(PREFIXES["rdf"] + "type")
    for number in range(1500):
        statement, role = (ox.NamedNode(f"http://x/{kind}{number}") for kind in "sr")
        store.add(ox.Quad(statement, a, ox.NamedNode(kg + "Statement")))
        store.add(ox.Quad(statement, ox.NamedNode(kg + "role"), role))
        store.add(ox.Quad(role, ox.NamedNode(kg + "slot"), ox.Literal("actor" if number % 2 else "recipient")))
    for kind in ("NOT EXISTS", "EXISTS"):
        sparql = f'SELECT ?s {{ ?s a kg:Statement FILTER {kind} {{ ?s kg:role ?r . ?r kg:slot "actor" }} }}'
        (trap,) = lint(sparql)
        times, answers = [], []
        for text in (sparql, trap.rewrite or ""):
            start = time.perf_counter()
            answers.append(ask(store, text))
            times.append(time.perf_counter() - start)
        assert answers[0] == answers[1]
        assert sum(answers[0].values()) == 750
        assert times[1] * 5 < times[0], f"{kind}: {times}"


def test_the_command_warns_lints_and_keeps_quiet(built: Path) -> None:
    def run(*words: str) -> Any:
        return CliRunner().invoke(app, ["query", str(built), *words], catch_exceptions=False)

    bad = "SELECT ?s { ?s a kg:Statement } LIMIT 1"
    done = run("-q", bad, "--format", "csv")
    assert done.exit_code == 0
    assert "warning limit-without-order, line 1" in done.stderr
    assert "ORDER BY ?s LIMIT 1" in done.stderr
    assert done.stdout.startswith("s\n")
    assert run("-q", bad, "--quiet").stderr == ""
    linted = run("-q", bad, "--lint")
    assert (linted.exit_code, linted.stderr) == (1, "")
    assert linted.stdout.startswith("warning limit-without-order")
    (trap,) = msgspec.json.decode(run("-q", bad, "--lint", "--format", "json").stdout, type=list[Trap])
    assert trap == lint(bad)[0]
    assert run("quality", "--lint").stdout == "No traps.\n"
    assert run("--lint").exit_code == 2
    assert json.loads(run("quality", "--lint", "--format", "json").stdout) == []
    unread = run("-q", "SELECT ?s { ?s ?p <<( ?a ?b ?c )>> }", "--lint")
    assert (unread.exit_code, unread.stdout[:13]) == (0, "info not-read")


def test_a_file_with_a_header_is_held_against_the_traps_too(built: Path, tmp_path: Path) -> None:
    header = (
        '# title: A\n# question: Which?\n# parameter: of (string, default ""): b\n# column: s (iri): c\n# example: -\n'
    )
    own = tmp_path / "own.rq"
    own.write_text(f'{header}SELECT ?s ?of {{ ?s a kg:Statement FILTER(?of = "") }} LIMIT 1', encoding="utf-8")
    done = CliRunner().invoke(app, ["query", str(built), "-f", str(own)], catch_exceptions=False)
    assert done.exit_code == 0
    assert [line.split(",")[0] for line in done.stderr.splitlines() if line.startswith("warning")] == [
        "warning limit-without-order"
    ]
    assert CliRunner().invoke(app, ["query", str(built), "-f", str(own), "--quiet"]).stderr == ""


def test_python(built: Path) -> None:
    with kgbuild.open(built) as graph:
        assert graph.lint("quality") == []
        assert [trap.name for trap in graph.lint("SELECT ?s { ?s a kg:Statment }")] == ["unknown-term"]
        assert graph.lint("SELECT ?s ?x { ?s a kg:Statement }", x=1) == []
