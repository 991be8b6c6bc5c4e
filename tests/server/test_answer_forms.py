"""In which form an answer comes, and that each form says the same."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.server.messages import Wanted
from kgbuild.server.negotiation import GRAPHS, PAGES, TABLES, NotAcceptableError, choose_form
from kgbuild.server.results import write_rows, write_truth


@pytest.mark.parametrize(
    ("accept", "table", "graph"),
    [
        ("", "json", "turtle"),
        ("*/*", "json", "turtle"),
        ("*", "json", "turtle"),
        (" , ,", "json", "turtle"),
        ("text/csv", "csv", None),
        ("TEXT/CSV", "csv", None),
        ("text/*", "json", "turtle"),
        ("application/json", "json", "jsonld"),
        ("application/xml", "xml", "rdfxml"),
        ("text/plain", None, "ntriples"),
        ("text/html", None, None),
        ("text/html, */*;q=0.1", "json", "turtle"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.8", "xml", None),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.5", "xml", None),
        ("*/*, application/sparql-results+json;q=0", "json", "turtle"),
        ("*/*, application/sparql-results+json;q=0, application/json;q=0, text/json;q=0", "xml", "turtle"),
        ("text/csv;q=0", None, None),
        ("text/csv;q=nonsense", None, None),
        ("text/csv;q=nan", None, None),
        ("text/csv;q=7", None, None),
        ("application/n-quads, application/trig;q=0.9", None, "nquads"),
        ("text/csv; charset=utf-8; q=0.9, text/tab-separated-values;q=0.8", "csv", None),
        ("application/rdf+xml, text/turtle;q=0.9", None, "rdfxml"),
        ("application/sparql-results+json, text/turtle;q=0.2", "json", "turtle"),
    ],
)
def test_the_accept_header_chooses(accept, table, graph):
    for forms, name in ((TABLES, table), (GRAPHS, graph)):
        if name is None:
            with pytest.raises(NotAcceptableError, match=forms[0].name):
                choose_form(Wanted(accept), forms)
        else:
            assert choose_form(Wanted(accept), forms).name == name


@given(st.text(max_size=80))
def test_no_accept_header_breaks_the_choice(accept):
    try:
        assert choose_form(Wanted(accept), TABLES) in TABLES
    except NotAcceptableError:
        pass


@pytest.mark.parametrize("forms", [TABLES, GRAPHS, PAGES])
def test_a_name_goes_before_the_header(forms):
    for form in forms:
        for name in (form.name, *form.also, form.name.upper(), form.media[0]):
            assert choose_form(Wanted("text/csv;q=0", name), forms) == form
    with pytest.raises(NotAcceptableError, match="nonsense"):
        choose_form(Wanted("", "nonsense"), forms)


CASES = [
    # query form, how it is wanted, status, media type
    ("SELECT", {"Accept": "text/csv"}, 200, "text/csv; charset=utf-8"),
    ("SELECT", {"Accept": "text/tab-separated-values"}, 200, "text/tab-separated-values; charset=utf-8"),
    ("SELECT", {"Accept": "application/sparql-results+xml"}, 200, "application/sparql-results+xml"),
    ("SELECT", {"Accept": "application/json"}, 200, "application/sparql-results+json"),
    ("SELECT", {"Accept": "text/turtle"}, 406, "text/plain; charset=utf-8"),
    ("SELECT", {"format": "csv", "Accept": "text/turtle"}, 200, "text/csv; charset=utf-8"),
    ("SELECT", {"format": "turtle"}, 406, "text/plain; charset=utf-8"),
    ("ASK", {}, 200, "application/sparql-results+json"),
    ("ASK", {"format": "xml"}, 200, "application/sparql-results+xml"),
    ("ASK", {"format": "tsv"}, 200, "text/tab-separated-values; charset=utf-8"),
    ("CONSTRUCT", {}, 200, "text/turtle; charset=utf-8"),
    ("CONSTRUCT", {"Accept": "application/n-triples"}, 200, "application/n-triples"),
    ("CONSTRUCT", {"Accept": "application/n-quads"}, 200, "application/n-quads"),
    ("CONSTRUCT", {"Accept": "application/trig"}, 200, "application/trig"),
    ("CONSTRUCT", {"Accept": "application/rdf+xml"}, 200, "application/rdf+xml"),
    ("CONSTRUCT", {"Accept": "application/ld+json"}, 200, "application/ld+json"),
    ("CONSTRUCT", {"Accept": "text/csv"}, 406, "text/plain; charset=utf-8"),
    ("DESCRIBE", {"Accept": "text/turtle;q=0.1, application/ld+json"}, 200, "application/ld+json"),
    ("DESCRIBE", {"format": "csv"}, 406, "text/plain; charset=utf-8"),
]
QUERIES = {
    "SELECT": "SELECT ?a { ?a a kg:Article }",
    "ASK": "ASK { ?a a kg:Article }",
    "CONSTRUCT": "CONSTRUCT { ?a a kg:Article } WHERE { ?a a kg:Article }",
    "DESCRIBE": "DESCRIBE <https://w3id.org/kgbuild/id/article/a0>",
}


@pytest.mark.parametrize(("kind", "wanted", "status", "media"), CASES)
def test_each_kind_of_query_has_its_forms(endpoint, kind, wanted, status, media):
    headers = dict(wanted)
    fields = [("format", headers.pop("format"))] if "format" in headers else []
    reply = endpoint.ask(QUERIES[kind], *fields, **headers)
    assert (reply.status, reply.headers["content-type"]) == (status, media)
    assert "Accept" in reply.headers["vary"]
    if status == 406:
        assert ("turtle" if kind in {"CONSTRUCT", "DESCRIBE"} else "csv") in reply.text.partition("have")[2]
    elif kind == "CONSTRUCT":
        found = ox.parse(reply.body, ox.RdfFormat.from_media_type(media.partition(";")[0]))
        assert len(set(found)) == 5
    elif kind == "ASK":
        assert b"true" in reply.body


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
readable = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n\r"), max_size=12).filter(
    lambda text: "\ufffe" not in text and "\uffff" not in text
)


def terms(words):
    return st.one_of(
        st.none(),
        st.builds(ox.NamedNode, st.sampled_from(["http://a/b?c=1&d=2", "urn:x:<'>".replace("<'>", "é")])),
        st.builds(ox.BlankNode, st.sampled_from(["b0", "b1"])),
        st.builds(ox.Literal, words),
        words.map(lambda text: ox.Literal(text, language="en-gb")),
        words.map(lambda text: ox.Literal(text, datatype=ox.NamedNode("http://a/type"))),
        st.integers(-5, 5).map(ox.Literal),
    )


def tables(words):
    return st.lists(st.tuples(terms(words), terms(words)), max_size=4)


def read_back(format, rows):
    written = b"".join(write_rows(format, ("a", "b"), rows))
    found = ox.parse_query_results(written, ox.QueryResultsFormat.from_extension(format))
    assert [variable.value for variable in found.variables] == ["a", "b"]
    return [tuple(row) for row in found]


@given(tables(texts))
def test_json_says_what_was_found(rows):
    assert read_back("json", rows) == rows


def read_xml(rows):
    """With a parser of XML alone: the engine's reader trims the blanks that texts end in."""
    space, lang = "{http://www.w3.org/2005/sparql-results#}", "{http://www.w3.org/XML/1998/namespace}lang"
    root = ET.fromstring(b"".join(write_rows("xml", ("a", "b"), rows)))
    assert [one.get("name") for one in root.iter(space + "variable")] == ["a", "b"]

    def term(cell):
        (inner,) = cell
        text, datatype = inner.text or "", inner.get("datatype")
        match inner.tag.removeprefix(space):
            case "uri":
                return ox.NamedNode(text)
            case "bnode":
                return ox.BlankNode(text)
            case _:
                return ox.Literal(text, language=inner.get(lang), datatype=ox.NamedNode(datatype) if datatype else None)

    cells = [{cell.get("name"): term(cell) for cell in row} for row in root.iter(space + "result")]
    return [(row.get("a"), row.get("b")) for row in cells]


@given(tables(readable))
def test_xml_says_what_was_found(rows):
    assert read_xml(rows) == rows


@given(tables(texts))
def test_tsv_says_what_was_found(rows):
    assert read_back("tsv", rows) == rows


@given(tables(texts))
def test_csv_holds_the_plain_values(rows):
    text = b"".join(write_rows("csv", ("a", "b"), rows)).decode()
    plain = [
        ["" if term is None else str(term) if isinstance(term, ox.BlankNode) else term.value for term in row]
        for row in rows
    ]
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["a", "b"], *plain]


def test_xml_holds_no_character_that_breaks_it():
    rows = [(ox.Literal("a\x00b\x1bc\uffff]]>&<"), None)]
    assert read_xml(rows) == [(ox.Literal("a\ufffdb\ufffdc\ufffd]]>&<"), None)]


@pytest.mark.parametrize("answer", [True, False])
def test_truth_is_read_back(answer):
    for name in ("json", "xml"):
        found = ox.parse_query_results(write_truth(name, answer), ox.QueryResultsFormat.from_extension(name))
        assert bool(found) is answer
    assert json.loads(write_truth("json", answer)) == {"head": {}, "boolean": answer}
    assert write_truth("csv", answer) == write_truth("tsv", answer) == str(answer).lower().encode() + b"\n"
