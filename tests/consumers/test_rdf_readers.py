"""RDF of each profile is the same in N3.js, jsonld.js and rdflib, keeps its shapes, and nanopub verifies its names."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from tools import needs, needs_node, run_node

needs("nanopub", "pyshacl")
needs_node("n3", "jsonld")

import pyoxigraph as ox  # noqa: E402  # only where they are installed
import pyshacl  # noqa: E402
import rdflib  # noqa: E402
from nanopub import Nanopub  # noqa: E402
from nanopub.utils import MalformedNanopubError  # noqa: E402

from fake_graph import NASTY, VISIBLE, FakeGraph, make_graph  # noqa: E402
from kgbuild.exporters import ClaimGraph, export_graph  # noqa: E402
from kgbuild.exporters.profiles import PROFILES  # noqa: E402
from kgbuild.exporters.profiles.webannotation import PREFIX_CONTEXT, make_context  # noqa: E402
from kgbuild.graph.store import Graph  # noqa: E402
from kgbuild.model import make_article  # noqa: E402

# rdflib 7.6 warns of calls that its own parsers and nanopub make.
pytestmark = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph|.*ConjunctiveGraph):DeprecationWarning")

SHAPES = Path(__file__).parent / "shapes"
MEDIA = {
    "nquads": "application/n-quads", "trig": "application/trig", "ntriples": "application/n-triples",
    "turtle": "text/turtle", "jsonld": "application/ld+json",
}  # fmt: skip
CASES = [(profile.name, name) for profile in PROFILES.values() for name in profile.formats if name in MEDIA]
NANOPUB = "http://www.nanopub.org/nschema#"


@pytest.fixture(scope="module", params=["nasty", "sample"])
def graph(request: pytest.FixtureRequest, built: Path) -> Iterator[ClaimGraph]:
    if request.param == "nasty":
        yield make_graph()
        return
    with Graph.open(built) as opened:
        yield opened


@pytest.fixture(autouse=True)
def keep_spellings(monkeypatch: pytest.MonkeyPatch) -> None:
    """rdflib would read "0.80" as "0.8", and a hash would be another."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    logging.getLogger("nanopub").setLevel(logging.ERROR)


def tell(term: object) -> list[str]:
    """A term as node/rdf.mjs tells it."""
    if isinstance(term, ox.Triple):
        return ["quoted", *(word for part in (term.subject, term.predicate, term.object) for word in tell(part))]
    if isinstance(term, ox.Literal):
        return ["literal", term.value, (term.language or "").lower(), term.datatype.value]
    return ["default", ""] if isinstance(term, ox.DefaultGraph) else ["name", term.value]


def count_and_hash(quads: list[ox.Quad], *, merged: bool) -> dict[str, object]:
    """What node/rdf.mjs prints of these quads."""
    lines = set()
    for quad in quads:
        parts = [quad.subject, quad.predicate, quad.object, ox.DefaultGraph() if merged else quad.graph_name]
        words = [word for part in parts for word in tell(part)]
        lines.add(json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode())
    text = b"".join(line + b"\n" for line in sorted(lines))
    return {"count": len(lines), "hash": sha256(text).hexdigest()}


@pytest.mark.parametrize(("profile", "format"), CASES)
def test_javascript_reads_the_same_quads(graph: ClaimGraph, profile: str, format: str, tmp_path: Path) -> None:
    file, context = tmp_path / "out", tmp_path / "context.json"
    export_graph(graph, format, file, profile=profile)
    context.write_text(json.dumps(make_context()))
    merged = format in {"ntriples", "turtle"}
    pieces = PROFILES[profile].read(graph, refused=not merged)
    quads = [quad for piece in pieces for quad in ox.parse(piece, ox.RdfFormat.N_QUADS)]
    assert run_node("rdf", file, MEDIA[format], context) == count_and_hash(quads, merged=merged)


def read_union(graph: ClaimGraph, profile: str, folder: Path) -> rdflib.Graph:
    """All graphs of an export as one."""
    export_graph(graph, "nquads", folder / "out.nq", profile=profile)
    data = rdflib.Dataset()
    data.parse(folder / "out.nq", format="nquads")
    union = rdflib.Graph()
    for subject, name, value, _ in data.quads():
        union.add((subject, name, value))
    return union


def check_shapes(union: rdflib.Graph, profile: str) -> tuple[bool, str]:
    ok, _, said = pyshacl.validate(union, shacl_graph=str(SHAPES / f"{profile}.ttl"), inference="none")
    return bool(ok), str(said)


@pytest.mark.parametrize("profile", ["nanopub", "webannotation", "sem"])
def test_a_profile_keeps_its_shapes(graph: ClaimGraph, profile: str, tmp_path: Path) -> None:
    articles = sorted(graph.articles(), key=lambda article: article.id)[:8]
    ids = {article.id for article in articles}
    few = FakeGraph(articles, [one for one in graph.statements() if one.article.id in ids])
    ok, said = check_shapes(read_union(few, profile, tmp_path), profile)
    assert ok, said[:3000]


@pytest.mark.parametrize(
    ("profile", "missing"),
    [
        ("nanopub", NANOPUB + "hasProvenance"),
        ("nanopub", "http://www.w3.org/ns/prov#wasAssociatedWith"),
        ("webannotation", "http://www.w3.org/ns/oa#hasSelector"),
        ("webannotation", "http://www.w3.org/ns/oa#prefix"),
        ("sem", "http://semanticweb.cs.vu.nl/2009/11/sem/accordingTo"),
        ("sem", "http://semanticweb.cs.vu.nl/2009/11/sem/roleType"),
    ],
)
def test_the_shapes_see_what_is_missing(profile: str, missing: str, tmp_path: Path) -> None:
    union = read_union(make_graph(), profile, tmp_path)
    union.remove((None, rdflib.URIRef(missing), None))
    ok, said = check_shapes(union, profile)
    assert not ok
    assert missing.rpartition("/")[2].rpartition("#")[2] in said


# Nanopublications, by the Python library of nanopub.org


def read_nanopubs(graph: ClaimGraph, folder: Path) -> dict[str, rdflib.ConjunctiveGraph]:
    """Each nanopublication of an export as a dataset of its own, by its name."""
    export_graph(graph, "trig", folder / "out.trig", profile="nanopub")
    found: dict[str, rdflib.ConjunctiveGraph] = {}
    whole = rdflib.Dataset()
    whole.parse(folder / "out.trig", format="trig")
    for subject, name, value, home in whole.quads():
        key = str(home).partition("#")[0]
        one = found.setdefault(key, rdflib.ConjunctiveGraph())
        one.get_context(home).add((subject, name, value))
    return found


def test_nanopub_finds_every_nanopublication_valid_and_named_by_its_hash(graph: ClaimGraph, tmp_path: Path) -> None:
    found = read_nanopubs(graph, tmp_path)
    assert len(found) == len(list(graph.statements()))
    for name, dataset in list(found.items())[:40]:
        nanopub = Nanopub(rdf=dataset)
        assert str(nanopub.source_uri) == name
        assert nanopub.is_valid
        assert nanopub.has_valid_trusty


@settings(max_examples=25)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20) | st.just('a\\nb\\"\n\\'))
def test_nanopub_agrees_on_the_hash_of_any_words(words: str) -> None:
    article = make_article(words, id="any", title=words)
    plain = next(one for one in make_graph().statements() if one.id == "s3")
    span = article.mention(0, len(words))
    told = structs.replace(
        plain, article=article.header, evidence=(span,), trigger=span, locations=(), recipients=(), quantities=()
    )
    with TemporaryDirectory() as folder:
        ((name, dataset),) = read_nanopubs(FakeGraph([article], [told]), Path(folder)).items()
    assert Nanopub(rdf=dataset).has_valid_trusty
    assert name.rpartition("/")[2].startswith("RA")


def test_nanopub_sees_a_nanopublication_that_was_changed(tmp_path: Path) -> None:
    name, dataset = next(iter(read_nanopubs(make_graph(), tmp_path).items()))
    changed = rdflib.URIRef(f"{name}#assertion")
    dataset.get_context(changed).add((changed, rdflib.RDFS.label, rdflib.Literal("another claim")))
    with pytest.raises(MalformedNanopubError, match="is not valid"):
        _ = Nanopub(rdf=dataset).has_valid_trusty


def test_an_assertion_says_who_claims_and_how_it_stands(tmp_path: Path) -> None:
    graph = make_graph()
    kg = rdflib.Namespace("https://w3id.org/kgbuild/ontology#")
    for name, dataset in read_nanopubs(graph, tmp_path).items():
        assertion = dataset.get_context(rdflib.URIRef(f"{name}#assertion"))
        (statement,) = assertion.subjects(rdflib.RDF.type, kg.Statement)
        (given,) = (one for one in graph.statements() if graph.names.statement(one.id) == str(statement))
        assert str(assertion.value(statement, kg.status)).endswith(f"/{given.status}")
        links = assertion.objects(statement, kg.claim)
        assert sorted(str(assertion.value(link, rdflib.RDFS.label)) for link in links) == sorted(
            claimant.name for claimant in given.claimants
        )
        provenance = dataset.get_context(rdflib.URIRef(f"{name}#provenance"))
        (words,) = provenance.objects(statement, kg.evidence)
        anchor = rdflib.URIRef("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#anchorOf")
        assert str(provenance.value(words, anchor)) == given.evidence[0].text


# RDF 1.2


def test_quoted_triples_are_not_asserted(graph: ClaimGraph, tmp_path: Path) -> None:
    export_graph(graph, "trig", tmp_path / "out.trig", profile="rdf12")
    store = ox.Store()
    store.bulk_load(path=tmp_path / "out.trig", format=ox.RdfFormat.TRIG)
    quoted = list(
        store.query(
            "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX kg: <https://w3id.org/kgbuild/ontology#>"
            "SELECT ?s ?a ?p ?r { GRAPH ?g { ?s a kg:Statement ; kg:accepted true ; rdf:reifies <<( ?a ?p ?r )>> } }"
        )
    )
    pairs = [(one.id, len(one.actors) * len(one.recipients)) for one in graph.statements()]
    assert len({row["s"].value for row in quoted}) == sum(count > 0 for _, count in pairs)
    for row in quoted:
        assert not store.query(f"ASK {{ GRAPH ?g {{ {row['a']} {row['p']} {row['r']} }} }}")


# Annotations


def test_annotations_quote_the_text_where_they_say(graph: ClaimGraph, tmp_path: Path) -> None:
    export_graph(graph, "jsonld", tmp_path / "out.jsonld", profile="webannotation")
    data = json.loads((tmp_path / "out.jsonld").read_text(encoding="utf-8"))
    assert data["@context"] == ["http://www.w3.org/ns/anno.jsonld", PREFIX_CONTEXT]
    texts = {graph.names.article(article.id): article.text for article in graph.articles()}
    told = 0
    for annotation in data["@graph"]:
        for target in annotation["target"]:
            text = texts[target["source"]]
            place, quote = target["selector"]
            start, end = place["start"], place["end"]
            assert text[start:end] == quote["exact"]
            assert text[:start].endswith(quote["prefix"])
            assert text[end:].startswith(quote["suffix"])
            around = quote["prefix"] + quote["exact"] + quote["suffix"]
            assert around == text[max(0, start - 32) : end + 32]
            told += 1
    assert told > sum(len(one.evidence) for one in graph.statements())


def test_rdfxml_lacks_control_characters_alone(tmp_path: Path) -> None:
    export_graph(make_graph(), "rdfxml", tmp_path / "out.rdf", profile="webannotation")
    found = rdflib.Graph().parse(tmp_path / "out.rdf", format="xml")
    words = {str(value) for value in found.objects(None, rdflib.URIRef("http://www.w3.org/ns/oa#exact"))}
    assert VISIBLE in words
    assert NASTY not in words


# The page of the manual


PAGE = Path(__file__).parents[2] / "docs" / "exports" / "rdf.md"


@pytest.mark.parametrize(("number", "profile"), [(0, "rdf12"), (1, "sem")])
def test_the_queries_of_the_page_find_claims(graph: ClaimGraph, number: int, profile: str, tmp_path: Path) -> None:
    queries = re.findall(r"```sparql\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(queries) == 2
    export_graph(graph, "trig", tmp_path / "out.trig", profile=profile)
    store = ox.Store()
    store.bulk_load(path=tmp_path / "out.trig", format=ox.RdfFormat.TRIG)
    assert list(store.query(queries[number]))


def test_the_page_reads_a_nanopublication_as_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = make_graph()
    alone = FakeGraph(graph.articles(), graph.statements()[:1])
    export_graph(alone, "trig", tmp_path / "one-claim.trig", profile="nanopub")
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    monkeypatch.chdir(tmp_path)
    lines = code.strip().splitlines()
    names: dict[str, object] = {}
    exec("\n".join(lines[:-1]), names)
    assert eval(lines[-1], names) == (True, True)
