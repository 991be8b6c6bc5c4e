"""A graph that kgbuild did not write is checked like its own: shapes, rules, and every statement that can be read."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from factory import make_statement, sample_article
from kgbuild.checking import check_path
from kgbuild.checks import check_statements
from kgbuild.cli import app
from kgbuild.errors import GraphError
from kgbuild.exporters import export_graph
from kgbuild.graph import foreign
from kgbuild.graph.foreign import SUFFIXES, open_rdf
from kgbuild.graph.foreign_records import read_articles
from kgbuild.graph.store import Graph
from kgbuild.graph.terms import PREFIXES, SCHEMES
from kgbuild.vocabulary import load_vocabulary
from kgbuild.vocabulary.codes import load_codes

TEXT = "Gunmen shelled Goma on 2 March 2025 with rockets, killing 12 people, officials said."
WORDS = {"gunmen": "Gunmen", "shelled": "shelled", "goma": "Goma", "day": "on 2 March 2025", "dead": "12",
         "officials": "officials", "all": TEXT}  # fmt: skip
HEAD = "@base <https://elsewhere.example/> .\n" + "".join(
    f"@prefix {name}: <{iri}> .\n"
    for name, iri in [
        *((name, iri) for name, iri in PREFIXES.items() if name != "action"),
        *((name, f"{SCHEMES}{name}/") for name in ("action", "status", "polarity", "modality", "precision")),
        *((name, f"{SCHEMES}{name}/") for name in ("kind", "sector", "quantity")),
    ]
)
SAID = "a kg:Claim ; kg:claimant <officials> ; kg:actorKind kind:group ; kg:mention <words/officials>"
HAND_MADE = f"""\
<doc> a kg:Article ; dcterms:identifier "7" ; schema:datePublished "2025-03-04"^^xsd:date ; nif:isString "{TEXT}" ;
  kg:sha256 "{sha256(TEXT.encode()).hexdigest()}" .
<claim> a kg:Statement ; prov:wasDerivedFrom <doc> ; kg:action action:ASSAULT ; kg:mode action:ASSAULT-heavy-weapons ;
  kg:status status:claimed ; kg:polarity polarity:positive ; kg:modality modality:actual ; kg:confidence 0.7 ;
  kg:accepted true ; kg:extractor <tool> ; kg:trigger <words/shelled> ; kg:evidence <words/all> ;
  kg:edtf "2025-03-02" ; kg:earliest "2025-03-02"^^xsd:date ; kg:latest "2025-03-02"^^xsd:date ;
  kg:datePrecision precision:day ; kg:dateMention <words/day> ;
  kg:actor <gunmen> ; kg:location <goma> ; kg:claimant <officials> ;
  kg:role [ a kg:Role ; kg:slot "actor" ; kg:position 0 ; kg:filler <gunmen> ; kg:actorKind kind:group ;
    kg:mention <words/gunmen> ] ,
   [ a kg:Role ; kg:slot "location" ; kg:position 0 ; kg:filler <goma> ; rdfs:label "Goma" ; kg:country "COD" ;
    schema:latitude -1.67 ; schema:longitude 29.22 ; kg:mention <words/goma> ] ;
  kg:claim [ kg:position 0 ; {SAID} ] ;
  kg:quantity [ a kg:Quantity ; kg:position 0 ; kg:low 12.0 ; kg:high 12.0 ; kg:approximate false ; kg:unit "person" ;
    kg:quantityKind quantity:killed ; kg:mention <words/dead> ] .
<gunmen> a kg:Actor ; kg:actorKind kind:group . <officials> a kg:Actor ; kg:actorKind kind:group .
<goma> a kg:Place ; rdfs:label "Goma" ; skos:exactMatch <https://sws.geonames.org/216281/> .
<tool> a kg:Extractor ; schema:name "another reader" ; schema:softwareVersion "2" .
""" + "".join(
    f'<words/{name}> a kg:Mention ; nif:referenceContext <doc> ; nif:beginIndex {TEXT.index(words)} ; '
    f'nif:endIndex {TEXT.index(words) + len(words)} ; nif:anchorOf "{words}" .\n'
    for name, words in WORDS.items()
)  # fmt: skip
CLAIM = "https://elsewhere.example/claim"


def check(folder, text, *, suffix=".ttl"):
    path = folder / f"theirs{suffix}"
    path.write_text(text, encoding="utf-8")
    return check_path(path)


def replace(old, new):
    assert old in HAND_MADE
    return HEAD + HAND_MADE.replace(old, new)


def test_what_another_extractor_wrote_has_no_finding(tmp_path):
    assert check(tmp_path, HEAD + HAND_MADE) == []


def test_it_is_read_as_a_record_under_its_own_address(tmp_path):
    check(tmp_path, HEAD + HAND_MADE)
    with open_rdf(tmp_path / "theirs.ttl") as store:
        (read,) = read_articles(store)
    assert (read.unread, read.accepted, read.article.text) == ([], {CLAIM: True}, TEXT)
    (statement,) = read.statements
    assert (statement.id, statement.article.id, statement.action.mode) == (CLAIM, "7", "heavy-weapons")
    assert [(actor.mention.text, actor.id) for actor in statement.actors] == [("Gunmen", None)]
    assert [(place.name, place.geonames) for place in statement.locations] == [("Goma", 216281)]
    assert [quantity.high for quantity in statement.quantities] == [12]
    assert (statement.extractor.name, statement.extractor.version) == ("another reader", "2")


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("kg:high 12.0", "kg:high 11.0", {"KG106", "KG708"}),
        ('"2025-03-04"^^xsd:date', '"2025-02-04"^^xsd:date', {"KG203", "KG820"}),
        ("schema:latitude -1.67", "schema:latitude 48.85", {"KG302"}),
        ('nif:anchorOf "12"', 'nif:anchorOf "13"', {"KG401", "KG807"}),
        ('kg:country "COD"', 'kg:country "XQZ"', {"KG504"}),
        ("kg:claim [", f"kg:claim [ kg:position 1 ; {SAID} ] , [", {"KG602"}),
        ("polarity:positive", "polarity:yes", {"KG701", "KG041"}),
        ("kg:claimant <officials> ;\n", "kg:claimant <officials>, <gunmen> ;\n", {"KG041"}),
        ("prov:wasDerivedFrom <doc> ;", "", {"KG701", "KG802", "KG041"}),
    ],
)
def test_a_fault_of_each_family_is_found(tmp_path, old, new, codes):
    rows = check(tmp_path, replace(old, new))
    assert {row.code for row in rows} == codes
    streaming = [row for row in rows if row.code < "KG700"]
    assert {row.where for row in streaming} == {CLAIM}
    assert all(TEXT in row.words for row in streaming)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("kg:confidence 0.7 ;", "", "it has no kg:confidence"),
        ("polarity:positive", "polarity:yes", "a value is none that its property takes (Invalid enum value 'yes'"),
        ('kg:slot "actor" ; kg:position 0 ;', 'kg:slot "actor" ;', "kg:role has no kg:position"),
        ('kg:slot "actor"', 'kg:slot "agent"', "a role has the slot 'agent'"),
        ("kg:trigger <words/shelled>", "kg:trigger <nowhere>", "/nowhere has no nif:beginIndex"),
        ("kg:actor <gunmen>", "kg:actor <who>", "no kg:role tells the words of <https://elsewhere.example/who>"),
        ("kg:claimant <officials> ;\n", "kg:claimant <who> ;\n", "no kg:claim tells the words of <https://elsewhere.example/who>"),
        ("kg:claim [", "kg:claim <empty> , [", "nothing is said of <https://elsewhere.example/empty>, its kg:claim"),
        ("prov:wasDerivedFrom <doc> ;", "prov:wasDerivedFrom <book> ;", "no article that the graph describes"),
        ("kg:low 12.0", 'kg:low "a dozen"', "a value is none that its property takes"),
    ],
)  # fmt: skip
def test_a_statement_that_is_no_record_is_left_to_shapes_and_rules(tmp_path, old, new, reason):
    (row,) = [row for row in check(tmp_path, replace(old, new)) if row.code == "KG041"]
    assert (row.severity, row.where) == ("info", CLAIM)
    assert reason in row.message


def test_one_statement_that_is_no_record_does_not_hide_another(tmp_path):
    other = HAND_MADE[HAND_MADE.index("<claim>") : HAND_MADE.index("<gunmen> a")]
    other = (
        other.replace("<claim>", "<other>").replace("kg:confidence 0.7 ;", "").replace("kg:high 12.0", "kg:high 1.0")
    )
    rows = check(tmp_path, replace("kg:high 12.0", "kg:high 11.0") + other)
    told = {(row.code, row.where.rpartition("/")[2]) for row in rows if row.code < "KG700"}
    assert told == {("KG106", "claim"), ("KG041", "other")}


def test_without_a_text_mentions_are_held_against_each_other(tmp_path):
    bare = HEAD + HAND_MADE.replace(f' ; nif:isString "{TEXT}"', "")
    assert check(tmp_path, bare) == []
    rows = check(tmp_path, bare.replace('nif:anchorOf "12"', 'nif:anchorOf "13"'))
    assert {(row.code, row.where) for row in rows} == {("KG401", CLAIM)}


def test_a_refused_statement_is_looked_at_and_nothing_is_said_of_it(tmp_path):
    rows = check(tmp_path, replace("kg:high 12.0", "kg:high 11.0").replace("kg:accepted true", "kg:accepted false"))
    assert {row.code for row in rows} == {"KG708"}


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """A graph's folder, its names another's, with a statement that carries a warning and a refused one."""
    folder = tmp_path_factory.mktemp("own") / "graph"
    article = sample_article()
    same = {"recipients": make_statement().actors}
    made = [make_statement(id="s1", **same), make_statement(id="s2", confidence=2.0)]
    with Graph.open(folder, create=True, base="https://here.example/kg/") as graph:
        graph.add(article, check_statements(made, article, load_vocabulary()))
        graph.finish()
    return folder


FORMATS = {"turtle": ".ttl", "ntriples": ".nt", "jsonld": ".jsonld", "rdfxml": ".rdf", "trig": ".trig", "nquads": ".nq"}


@pytest.mark.parametrize("format", FORMATS)
def test_an_export_gives_the_findings_of_the_folder(own, tmp_path, format):
    path = tmp_path / f"graph{FORMATS[format]}"
    with Graph.open(own) as graph:
        export_graph(graph, format, str(path))
    expected = check_path(own)
    assert {row.refused for row in expected} == {True, False}
    assert {row.code for row in expected if not row.refused}
    if format not in {"trig", "nquads", "jsonld"}:  # the others leave refused statements out
        expected = [row for row in expected if not row.refused]
    assert check_path(path) == expected


def test_findings_that_an_export_lost_are_found_again(own, tmp_path):
    with Graph.open(own) as graph:
        export_graph(graph, "ntriples", str(tmp_path / "graph.nt"))
    lines = (tmp_path / "graph.nt").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if "/finding/" not in line]
    assert len(kept) < len(lines)
    expected = [row for row in check_path(own) if not row.refused]
    assert check(tmp_path, "".join(kept), suffix=".nt") == expected


def test_every_suffix_is_a_format():
    assert set(FORMATS.values()) == set(SUFFIXES)


@pytest.mark.parametrize("text", ["", '<urn:a> <urn:b> "c" .\n'])
def test_a_file_without_a_word_of_the_ontology_is_an_error(tmp_path, text):
    (tmp_path / "none.nt").write_text(text)
    done = CliRunner().invoke(app, ["check", str(tmp_path / "none.nt")])
    assert done.exit_code == 1
    assert "KG042" in done.stdout
    assert "nothing in it was checked" in done.stdout


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("broken.ttl", "<urn:a> <urn:b> .\n\n<urn:c", r"broken\.ttl: .*line 1"),
        ("broken.nt", "<urn:a> <urn:b> <urn:c> .\nnonsense\n", r"broken\.nt: .*line 2"),
        ("broken.jsonld", '{"@id": "urn:a",', r"broken\.jsonld: .*line 1"),
        ("broken.rdf", "<rdf:RDF><a></b>", r"broken\.rdf: "),
        ("broken.nq", "\ufffe", r"broken\.nq: .*line 1"),
    ],
)
def test_a_file_that_is_not_what_its_suffix_says_is_named_with_the_line(tmp_path, name, text, message):
    (tmp_path / name).write_bytes(text.encode("utf-16" if name.endswith("nq") else "utf-8"))
    with pytest.raises(GraphError, match=message):
        check_path(tmp_path / name)


def test_a_file_that_cannot_be_opened_is_named(tmp_path):
    with pytest.raises(GraphError, match=r"gone\.ttl: can't be read \(No such file"), open_rdf(tmp_path / "gone.ttl"):
        pass


def test_every_code_about_files_of_others_is_raised_here():
    codes = {code for code in load_codes() if "KG040" < code < "KG050"}
    source = Path(foreign.__file__).read_text(encoding="utf-8")
    assert codes == set(re.findall(r'"(KG\d\d\d)"', source))
