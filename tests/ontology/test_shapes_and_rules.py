"""A whole graph that is right gives no finding; each seeded fault gives its own."""

from __future__ import annotations

import re
from typing import get_args

import pyoxigraph as ox
import pytest
from msgspec import structs

from factory import SENTENCE, TEXT, make_statement, sample_article, span
from kgbuild.checks import check_statements
from kgbuild.errors import VocabularyError
from kgbuild.graph.assembled import write_events
from kgbuild.graph.entities import Entities
from kgbuild.graph.shapes import Engine
from kgbuild.graph.terms import PREFIXES, Names
from kgbuild.graph.validate import validate_graph
from kgbuild.graph.writing import write_article
from kgbuild.model import Assembled, Event, Quantity, When
from kgbuild.vocabulary import data_folder, load_vocabulary
from kgbuild.vocabulary.codes import load_codes

ONTOLOGY = data_folder("ontology")
NAMES = Names()


def graph_lines():
    """An article with one accepted and one refused statement, its entities and an event, as N-Quads."""
    article = sample_article()
    statements = [make_statement(id="s1"), make_statement(id="s2", confidence=2.0)]
    checked = check_statements(statements, article, load_vocabulary())
    assert [statement.accepted for statement in checked] == [True, False]
    claims, refused = write_article(article, checked, NAMES)
    entities = Entities()
    entities.add(checked[0])
    event = Event(
        id="e1", type="ASSAULT", statements=("s1",), earliest="2025-03-02", latest="2025-03-02", articles=1, sources=1
    )
    return [*claims, *refused, *entities.join({}).write(NAMES), *write_events(Assembled(events=(event,)), NAMES)]


def expand(text):
    return re.sub(r"(?<![\w/<])(\w+):([\w/-]+)", lambda found: f"<{PREFIXES[found[1]]}{found[2]}>", text)


def validate(lines, **options):
    quads = ox.parse("".join(lines).encode(), format=ox.RdfFormat.N_QUADS)
    return validate_graph(quads, **options)


def change(lines, pattern, replacement):
    """The lines with the first match of each line rewritten; an empty replacement drops the line."""
    pattern = expand(pattern)
    changed = [re.sub(pattern, expand(replacement), line, count=1) for line in lines if "/refused>" not in line]
    kept = [line for line in changed if replacement or not re.search(pattern, line)]
    assert kept != [line for line in lines if "/refused>" not in line], f"{pattern} is nowhere"
    return kept if replacement else [line for line in lines if "/refused>" in line or not re.search(pattern, line)]


def test_a_graph_as_built_has_no_finding():
    assert validate(graph_lines()) == []


@pytest.mark.parametrize("engine", get_args(Engine))
def test_a_graph_as_built_has_no_finding_by_any_engine(engine):
    assert validate(graph_lines(), engine=engine) == []


def test_findings_tell_the_sentence():
    (found,) = validate(change(graph_lines(), r"kg:status \S+", "kg:status <urn:x>"))
    assert found.words == (SENTENCE,)
    assert len(found.evidence) == 1
    (found,) = validate(change(graph_lines(), "kg:quantityKind", ""))
    assert found.words == (SENTENCE,)


def test_the_order_of_quads_changes_nothing():
    broken = change(graph_lines(), r"kg:status \S+", "kg:status <urn:x>")
    assert validate(broken) == validate(broken[::-1]) != []


SHAPES = [
    ("kg:status", "", "KG701", "kg:status"),
    (r"kg:status \S+", "kg:status <https://w3id.org/kgbuild/ontology/status/said>", "KG701", "kg:status"),
    (
        r"(?<=statement/s1> )kg:action \S+",
        "kg:action <https://w3id.org/kgbuild/ontology/status/claimed>",
        "KG701",
        "kg:action",
    ),
    ("kg:trigger", "", "KG701", "kg:trigger"),
    (r'kg:confidence "0.8"', 'kg:confidence "1.8"', "KG701", "kg:confidence"),
    (r'kg:cameo "194"', 'kg:cameo "294"', "KG701", "kg:cameo"),
    (r'(?<=statement/s1> )kg:latest "2025-03-02"', 'kg:latest "2025-03-01"', "KG701", "kg:earliest"),
    ('kg:slot "location"', 'kg:slot "place"', "KG702", "kg:slot"),
    (r"kg:locationRelation \S+", "kg:locationRelation <urn:at>", "KG702", "kg:locationRelation"),
    (r"(?<=claim/0> )kg:claimant \S+", "kg:claimant <urn:nobody>", "KG703", "kg:claimant"),
    (r'nif:beginIndex "0"', 'nif:beginIndex "900"', "KG704", "nif:beginIndex"),
    ("nif:referenceContext", "", "KG704", "nif:referenceContext"),
    (r'kg:sha256 "\w+"', 'kg:sha256 "abc"', "KG705", "kg:sha256"),
    (r'schema:datePublished "[^"]+"\S+', 'schema:datePublished "4 March"', "KG705", "schema:datePublished"),
    (r"(?<=actor/m23> )kg:actorKind \S+", "kg:actorKind <urn:rebel>", "KG706", "kg:actorKind"),
    (r'(?<=actor/m23> )kg:country "COD"', 'kg:country "CD"', "KG706", "kg:country"),
    (r'(?<=geonames-216281> )schema:latitude "-1.67409"', 'schema:latitude "-91.0"', "KG707", "schema:latitude"),
    ("kg:quantityKind", "", "KG708", "kg:quantityKind"),
    (r'kg:low "12"\S+', 'kg:low "12"', "KG708", "kg:low"),
    (r'kg:sourceCount "1"', 'kg:sourceCount "2"', "KG710", "kg:sourceCount"),
    (r"kg:statement \S+", "kg:statement <urn:missing>", "KG710", "kg:statement"),
    (r"(?<=extractor/rules/0.1.0> )schema:name", "", "KG711", "schema:name"),
    ('"POINT', '"POLYGON', "KG713", "geo:asWKT"),
]


@pytest.mark.parametrize(("pattern", "replacement", "code", "path"), SHAPES)
def test_a_broken_node_is_found_by_its_shape(pattern, replacement, code, path):
    found = validate(change(graph_lines(), pattern, replacement), rules=False)
    assert found == validate(change(graph_lines(), pattern, replacement), rules=False, engine="pyshacl")
    assert {(finding.code, finding.path) for finding in found} == {(code, path)}
    assert {finding.severity for finding in found} == {"error"}
    assert all(finding.message.endswith(".") for finding in found)


FINDING = ("<urn:f> rdf:type kg:Finding .\n", '<urn:f> kg:code "X" .\n')


def test_a_broken_finding_is_found_by_its_shape():
    found = validate([*graph_lines(), *(expand(line) for line in FINDING)], rules=False)
    assert {finding.path for finding in found} == {"kg:severity", "kg:slot", "kg:message", "kg:position"}
    assert {finding.code for finding in found} == {"KG709"}


@pytest.mark.parametrize(
    ("lines", "code", "paths"),
    [
        (["<urn:x> rdf:type kg:Extractor .\n"], "KG711", {"schema:name", "schema:softwareVersion"}),
        (["<urn:j> rdf:type kg:Judgement .\n"], "KG712", {"kg:first", "kg:second", "kg:verdict"}),
        (["<urn:j> rdf:type kg:Judgement .\n", "<urn:j> kg:first <urn:a> .\n", "<urn:j> kg:second <urn:a> .\n",
          "<urn:j> kg:verdict <https://w3id.org/kgbuild/ontology/verdict/same> .\n"], "KG712", {"kg:first"}),
        (["<urn:j> rdf:type kg:Judgement .\n", "<urn:j> kg:first <urn:a> .\n", "<urn:j> kg:second <urn:b> .\n",
          "<urn:j> kg:verdict <https://w3id.org/kgbuild/ontology/status/denied> .\n"], "KG712", {"kg:verdict"}),
        (["<urn:j> rdf:type kg:Judgement .\n", "<urn:j> kg:first <urn:a> .\n", "<urn:j> kg:second <urn:b> .\n",
          "<urn:j> kg:verdict <https://w3id.org/kgbuild/ontology/verdict/same> .\n"], "KG712", set()),
        (["<urn:n> rdf:type kg:LocalName .\n"], "KG715",
         {"rdfs:label", "prov:wasDerivedFrom", "kg:identifiedAs", "kg:reason"}),
        (["<urn:l> rdf:type kg:Link .\n"], "KG716", {"kg:linkKind", "kg:first", "kg:second", "kg:slot", "kg:reason"}),
        (["<urn:c> rdf:type kg:ControlState .\n"], "KG717",
         {"kg:place", "kg:action", "kg:side", "kg:polarity", "kg:restsOn"}),
        (["<urn:f> rdf:type kg:Fact .\n"], "KG719", {"kg:underPolicy", "prov:wasDerivedFrom", "sem:eventType"}),
        (["<urn:p> rdf:type kg:Policy .\n", '<urn:p> kg:sha256 "0a" .\n'], "KG720",
         {"dcterms:title", "dcterms:description", "kg:sha256"}),
        (["<urn:f> rdf:type kg:FormerArticle .\n", '<urn:f> kg:sha256 "0a" .\n'], "KG721",
         {"dcterms:identifier", "kg:sha256", "kg:formerText"}),
        (["<urn:r> rdf:type kg:Retraction .\n"], "KG722", {"kg:retracts", "dcterms:identifier", "kg:sha256"}),
        (["<urn:q> rdf:type kg:Question .\n"], "KG718",
         {"kg:slot", "kg:first", "kg:second", "kg:score", "kg:reason"}),
        (["<urn:q> rdf:type kg:Question .\n", '<urn:q> kg:slot "actor" .\n', "<urn:q> kg:first <urn:a> .\n",
          "<urn:q> kg:second <urn:b> .\n", '<urn:q> kg:reason "alike" .\n', '<urn:q> kg:score "0.5" .\n'], "KG718",
         {"kg:score"}),
    ],
)  # fmt: skip
def test_nodes_that_few_articles_make_have_shapes(lines, code, paths):
    found = validate([*graph_lines(), *(expand(line) for line in lines)], rules=False)
    assert {(finding.code, finding.path) for finding in found} == {(code, path) for path in paths}


@pytest.mark.parametrize("engine", get_args(Engine))
def test_a_property_that_the_class_has_not_is_noticed(engine):
    lines = [*graph_lines(), expand(f'<{NAMES.statement("s1")}> kg:aktor "x" .\n')]
    (found,) = validate(lines, engine=engine)
    assert (found.code, found.severity, found.path, found.value) == ("KG714", "warning", "kg:aktor", "x")


def test_refused_statements_need_not_fit_the_shapes():
    lines = [re.sub(expand(r'kg:confidence "2.0"'), expand('kg:confidence "7.0"'), line) for line in graph_lines()]
    assert lines != graph_lines()
    assert validate(lines) == []


def count(low, high):
    return (Quantity(**structs.asdict(span("at least 12")), low=low, high=high, unit="person", kind="killed"),)


def pair(first=None, second=None, **counted):
    """Two articles that report one event, each with a statement (s1, s3) of the fields given, as N-Quads."""
    entities, lines = Entities(), []
    for number, fields in (("1", first or {}), ("3", second or {})):
        own = {"text": f"{TEXT} So says report {number}.", "agency": None, "publisher": f"Paper {number}"}
        own |= fields.pop("article", {})
        article = sample_article(id=f"a{number}", title=f"Market shelled, report {number}", **own)
        statement = make_statement(article, id=f"s{number}", **fields)
        entities.add(statement)
        lines += write_article(article, [statement], NAMES)[0]
    event = Event(id="e1", type="ASSAULT", statements=("s1", "s3"), **{"articles": 2, "sources": 2} | counted)
    return [*lines, *entities.join({}).write(NAMES), *write_events(Assembled(events=(event,)), NAMES)]


def one_article(statements):
    """An article with these statements, all of one event, as N-Quads."""
    entities = Entities()
    for statement in statements:
        entities.add(statement)
    event = Event(id="e1", type="ASSAULT", statements=tuple(one.id for one in statements), articles=1, sources=1)
    claims, _ = write_article(sample_article(), statements, NAMES)
    return [*claims, *entities.join({}).write(NAMES), *write_events(Assembled(events=(event,)), NAMES)]


def test_two_reports_of_one_event_have_no_finding():
    assert validate(pair()) == []


@pytest.mark.parametrize(
    ("counted", "path"),
    [
        ({"publishers": 3}, "kg:publisherCount"),
        ({"supporting": 3}, "kg:supportCount"),
        ({"denying": 3}, "kg:denialCount"),
        ({"sources": 3}, "kg:sourceCount"),
    ],
)
def test_no_count_exceeds_what_it_is_a_part_of(counted, path):
    (found,) = validate(pair(**counted), rules=False)
    assert (found.code, found.path) == ("KG710", path)


NEXT_WEEK = When(mention=None, value="2025-03-09", earliest="2025-03-09", latest="2025-03-09", precision="day")
TWO_DAYS = When(mention=None, value="2025-03-02", earliest="2025-03-02", latest="2025-03-03", precision="day")
S1 = f"<{NAMES.statement('s1')}>"
RULES = [
    ("KG801", lambda: [line for line in graph_lines() if expand('nif:beginIndex "29"') not in line]),
    ("KG802", lambda: change(graph_lines(), "prov:wasDerivedFrom", "")),
    ("KG803", lambda: change(graph_lines(), r"(?<=statement/s1> )kg:claimant", "")),
    ("KG804", lambda: [*graph_lines(), expand(f"<urn:e2> kg:statement {S1} .\n<urn:e2> rdf:type kg:Event .\n")]),
    ("KG805", lambda: [*graph_lines(), expand("<urn:lonely> rdf:type kg:Actor .\n")]),
    ("KG805", lambda: change(graph_lines(), "kg:quantity ", "")),
    ("KG806", lambda: [*graph_lines(), *(expand(f"<urn:{a}> kg:nestedIn <urn:{b}> .\n<urn:{a}> rdf:type kg:Claim .\n"
                                               f"{S1} kg:claim <urn:{a}> .\n") for a, b in ("xy", "yx"))]),
    ("KG807", lambda: change(graph_lines(), r'nif:anchorOf "M23 rebels"', 'nif:anchorOf "M24 rebels"')),
    ("KG808", lambda: change(graph_lines(), r"kg:statement \S+", f"kg:statement <{NAMES.statement('s2')}>")),
    ("KG809", lambda: pair({"quantities": count(12, 12)}, {"quantities": count(30, 30)})),
    ("KG810", lambda: pair({}, {"status": "denied"})),
    ("KG810", lambda: pair({}, {"polarity": "negative"})),
    ("KG811", lambda: pair({"article": {"agency": "AFP"}}, {"article": {"agency": "AFP"}})),
    ("KG811", lambda: pair({"article": {"publisher": "Post"}}, {"article": {"publisher": "Post"}})),
    ("KG811", lambda: pair({"article": {"text": TEXT}}, {"article": {"text": TEXT}})),
    ("KG811", lambda: pair({"article": {"text": TEXT, "publisher": None}}, {"article": {"text": TEXT}})),
    ("KG812", lambda: pair(articles=3)),
    ("KG813", lambda: pair(earliest="2025-03-01", latest="2025-03-01")),
    ("KG814", lambda: one_article([make_statement(id="s1"), make_statement(id="s3")])),
    ("KG815", lambda: change(graph_lines(), r"(?<=statement/s1> )kg:actor ", "")),
    ("KG816", lambda: [*graph_lines(), expand(f"{S1} kg:recipient <{NAMES.registered('m23')}> .\n")]),
    ("KG817", lambda: change(pair(), r"nif:referenceContext <\S+/article/a1>",
                             f"nif:referenceContext <{NAMES.article('a3')}>")),
    ("KG818", lambda: change(graph_lines(), r"kg:mode \S+",
                             "kg:mode <https://w3id.org/kgbuild/ontology/action/COERCE-curfew>")),
    ("KG819", lambda: pair({"date": TWO_DAYS}, {"date": TWO_DAYS})),
    ("KG820", lambda: pair({"date": NEXT_WEEK}, {"date": NEXT_WEEK})),
    ("KG821", lambda: [*graph_lines(), expand('<urn:m23> kg:registryId "m23" .\n<urn:m23> rdf:type kg:Actor .\n'
                                             f"{S1} kg:claimant <urn:m23> .\n")]),
    ("KG822", lambda: change(graph_lines(), "rdf:type kg:Statement", "")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "make"), RULES, ids=[f"{code}-{number}" for number, (code, _) in enumerate(RULES)])
def test_a_seeded_fault_is_found_by_its_rule(code, make):
    assert {finding.code for finding in validate(make(), shapes=False)} == {code}


def test_every_rule_says_why_and_has_a_seeded_fault():
    seeded = {code for code, _ in RULES}
    for path in sorted((ONTOLOGY / "rules").glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        assert text.startswith("# "), path.name
        (code,), (severity,) = re.findall(r"KG8\d\d", text), re.findall(r'BIND \("(\w+)" AS \?severity\)', text)
        assert code in seeded, path.name
        assert severity == load_codes()[code].severity, path.name
        seeded.discard(code)
    assert not seeded


def test_every_node_shape_has_a_seeded_fault():
    codes = set(re.findall(r'kg:code "(KG7\d\d)"', (ONTOLOGY / "shapes.ttl").read_text(encoding="utf-8")))
    few = {"KG709", "KG712", "KG714", "KG715", "KG716", "KG717", "KG718", "KG719", "KG720", "KG721", "KG722"}
    assert codes == {code for *_, code, _ in SHAPES} | few


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (
            "rules/mine.rq",
            "SELECT ?focus WHERE { ?focus a ?class }",
            r"mine\.rq: the rule has to SELECT \?focus \?code",
        ),
        ("rules/mine.rq", "SELECT ?focus WHERE {\n nonsense }", r"mine\.rq: error at 2:\d+: "),
        ("shapes.ttl", "@prefix a: <http://a/> .\na:b c:d a:e .\n", r"shapes\.ttl, line 2: .*c: "),
    ],
)
def test_a_malformed_file_is_named(tmp_path, name, text, message):
    (tmp_path / "rules").mkdir()
    (tmp_path / name).write_text(text)
    with pytest.raises(VocabularyError, match=message):
        validate_graph([], folders=[tmp_path], shapes=name == "shapes.ttl", rules=name != "shapes.ttl")
