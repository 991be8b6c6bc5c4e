"""Any quads, written in each format of RDF and read back by rdflib, are the same quads; RDF/XML's loss is named."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pyoxigraph
import pytest
import rdflib
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple
from rdflib.compare import isomorphic

from fake_graph import NASTY, FakeGraph, make_graph
from kgbuild.errors import StopRun
from kgbuild.exporters import export_graph
from kgbuild.exporters._lines import drop_graph, split_line
from kgbuild.exporters._output import Output
from kgbuild.exporters._rdf import Copied
from kgbuild.graph.store import Graph

# rdflib 7.6 warns of calls that its own parsers make, and of literals that are no value of their type.
pytestmark = [
    pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:(Parsing weird boolean|Serializing weird numerical):UserWarning"),
]

QUAD_FORMATS = {"nquads": "nquads", "trig": "trig", "jsonld": "json-ld"}
TRIPLE_FORMATS = {"ntriples": "nt", "turtle": "turtle", "rdfxml": "xml"}
XSD = "http://www.w3.org/2001/XMLSchema#"
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    [NASTY, "", " ", '"', "\\", '\\"', '" <http://x/y> .', ")>> <a>", '"@en', '"^^<a> .', "\r\n", "a\rb", "\x00\x1f"]
)
SIGNS = st.text(st.sampled_from("aé٣Бغ🚀-._~41/?=&;:@!$'()*+,0"), max_size=8)
IRIS = st.builds("http://example.org/{}{}{}".format, SIGNS, st.sampled_from(["", "#", "%20"]), SIGNS).map(NamedNode)
PROPERTIES = st.builds("http://example.org/{}{}".format, st.sampled_from(["p#", "é/", "x;"]), st.sampled_from("aéБ_"))
LITERALS = (
    st.builds(Literal, TEXTS)
    | st.builds(lambda text, tag: Literal(text, language=tag), TEXTS, st.sampled_from(["en", "fr-ca", "ar"]))
    | st.builds(
        lambda text, type_: Literal(text, datatype=NamedNode(type_)),
        TEXTS | st.sampled_from(["1", "-7", "1.0", "true", "2024-02-30", "1e400", "NaN"]),
        st.sampled_from([XSD + "integer", XSD + "decimal", XSD + "boolean", XSD + "date", "http://example.org/type"]),
    )
)
QUADS = st.lists(
    st.builds(Quad, IRIS, PROPERTIES.map(NamedNode), IRIS | LITERALS, IRIS | st.just(DefaultGraph())), max_size=8
)
HARD = [
    Quad(NamedNode("http://example.org/s"), NamedNode("http://example.org/p"), Literal(NASTY), DefaultGraph()),
    Quad(NamedNode("http://example.org/s"), NamedNode("http://example.org/p"), Literal(NASTY, language="ar"),
         NamedNode("http://example.org/g")),
]  # fmt: skip


class Quads(FakeGraph):
    """Any quads, graph by graph and sorted, as a graph has them."""

    def __init__(self, quads: list[Quad]) -> None:
        super().__init__([], [])
        self.given = sorted(set(quads), key=lambda quad: (str(quad.graph_name), str(quad.triple)))

    def quads(self, *, refused: bool = True) -> list[Quad]:
        return self.given


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """The fake graph's records in a graph directory."""
    fake = make_graph()
    with Graph.open(tmp_path_factory.mktemp("graphs") / "stored", create=True) as graph:
        for article in fake.articles():
            graph.add(article, [one for one in fake.statements(None) if one.article.id == article.id])
        graph.finish()
        yield graph


@pytest.fixture(autouse=True)
def keep_spellings(monkeypatch: pytest.MonkeyPatch) -> None:
    """rdflib would read "1.00" as "1.0"; in Turtle it takes "01" for "1" whatever it is told."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


def write(graph: FakeGraph, format: str) -> bytes:
    file = io.BytesIO()
    export_graph(graph, format, file)
    return file.getvalue()


def tell(term: object) -> str:
    """A term of rdflib as N-Quads writes it."""
    if isinstance(term, rdflib.Literal):
        if term.language:
            return str(Literal(str(term), language=term.language.lower()))
        return str(Literal(str(term), datatype=None if term.datatype is None else NamedNode(str(term.datatype))))
    return f"<{term}>" if isinstance(term, rdflib.URIRef) else str(term)


def tell_graph(graph: object) -> str:
    name = str(getattr(graph, "identifier", graph))
    return "" if name in {"urn:x-rdflib:default", "None"} else f"<{name}>"


def read_quads(data: bytes, name: str) -> set[tuple[str, ...]]:
    dataset = rdflib.Dataset()
    dataset.parse(data=data, format=name)
    return {(tell(s), tell(p), tell(o), tell_graph(graph)) for s, p, o, graph in dataset.quads()}


def list_quads(quads: list[Quad]) -> set[tuple[str, ...]]:
    return {
        (str(q.subject), str(q.predicate), str(q.object), "" if q.graph_name == DefaultGraph() else str(q.graph_name))
        for q in quads
    }


@pytest.mark.parametrize("format", QUAD_FORMATS)
@settings(max_examples=25)
@given(QUADS)
@example(HARD)
def test_quads_come_back_with_their_graphs(format: str, quads: list[Quad]) -> None:
    assert read_quads(write(Quads(quads), format), QUAD_FORMATS[format]) == list_quads(quads)


@pytest.mark.parametrize("format", TRIPLE_FORMATS)
@settings(max_examples=25)
@given(QUADS)
@example(HARD)
def test_triples_come_back_without_their_graphs(format: str, quads: list[Quad]) -> None:
    graph = Quads(quads)
    found = rdflib.Graph().parse(data=write(graph, format), format=TRIPLE_FORMATS[format])
    expected = {one[:3] for one in list_quads(clean(quads) if format == "rdfxml" else quads)}
    assert {(tell(s), tell(p), tell(o)) for s, p, o in found} == expected


def clean(quads: list[Quad]) -> list[Quad]:
    """RDF/XML's loss: the control characters and non-characters that XML 1.0 has no way to write."""

    def visible(value: object) -> object:
        if not isinstance(value, Literal):
            return value
        text = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", value.value)
        return Literal(text, language=value.language) if value.language else Literal(text, datatype=value.datatype)

    return [Quad(quad.subject, quad.predicate, visible(quad.object), quad.graph_name) for quad in quads]


@settings(max_examples=25)
@given(QUADS)
def test_all_formats_hold_one_graph(quads: list[Quad]) -> None:
    graph = Quads(clean(quads))
    graphs = [rdflib.Graph().parse(data=write(graph, own), format=name) for own, name in TRIPLE_FORMATS.items()]
    assert isomorphic(graphs[0], graphs[1])
    assert isomorphic(graphs[0], graphs[2])


def test_the_formats_of_a_graph_are_isomorphic(stored: Graph) -> None:
    expected = rdflib.Dataset()
    expected.parse(data=pyoxigraph.serialize(stored.quads(), format=pyoxigraph.RdfFormat.N_QUADS), format="nquads")
    names = {graph.identifier for graph in expected.graphs()}
    for own, name in QUAD_FORMATS.items():
        found = rdflib.Dataset()
        found.parse(data=write(stored, own), format=name)
        assert {graph.identifier for graph in found.graphs()} == names
        for one in names:
            assert isomorphic(found.graph(one), expected.graph(one))


# Lines, which are handled unparsed


@given(QUADS)
@example(HARD)
def test_a_line_is_split_where_its_terms_end(quads: list[Quad]) -> None:
    for quad in quads:
        terms = [str(quad.subject), str(quad.predicate), str(quad.object)]
        graph = "" if quad.graph_name == DefaultGraph() else str(quad.graph_name)
        assert split_line(f"{quad} .\n".encode()) == tuple(term.encode() for term in (*terms, graph))
        assert drop_graph(f"{quad} .\n".encode()) == f"{quad.triple} .\n".encode()


@given(IRIS, PROPERTIES.map(NamedNode), IRIS | LITERALS, IRIS | st.just(DefaultGraph()))
def test_a_line_with_a_triple_term_is_split_too(
    subject: NamedNode, name: NamedNode, value: object, graph: object
) -> None:
    quoted = Triple(subject, name, value)
    quad = Quad(subject, name, quoted, graph)
    assert split_line(f"{quad} .\n".encode())[2] == f"<<( {quoted} )>>".encode()
    assert drop_graph(f"{quad} .\n".encode()) == f"{quad.triple} .\n".encode()


def test_lines_of_a_record_are_copied(stored: Graph) -> None:
    written = write(stored, "nquads")
    assert written == b"".join(stored.record.lines())
    assert list(pyoxigraph.parse(written, pyoxigraph.RdfFormat.N_QUADS)) == list(stored.quads())


@pytest.mark.parametrize(("parsed", "said"), [(False, "is not what was written"), (True, "is not what was written")])
def test_a_file_that_differs_from_what_was_written_is_refused(tmp_path, parsed: bool, said: str) -> None:
    copied = Copied([b"<a:s> <a:p> <a:o> .\n"], parsed=parsed)

    def damage() -> None:
        with Output(tmp_path / "x.nq") as output, output.open(check=copied.compare) as file:
            file.writelines(copied)
            file.seek(1)
            file.write(b"b")

    with pytest.raises(StopRun, match=said):
        damage()
    assert not list(tmp_path.iterdir())


def test_lines_that_are_no_nquads_are_refused(tmp_path) -> None:
    copied = Copied([b"<a:s> <a:p> <a:o> .\n", b"\n"], parsed=True)

    def write_odd() -> None:
        with Output(tmp_path / "x.nq") as output, output.open(check=copied.compare) as file:
            file.writelines(copied)

    with pytest.raises(StopRun, match="N-Quads read back gives 1 of 2 quads"):
        write_odd()
