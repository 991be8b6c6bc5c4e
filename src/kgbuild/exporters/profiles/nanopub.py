"""The profile `nanopub`: one nanopublication for each accepted statement, by the guidelines of nanopub.org.

The assertion is that the claim was made, never that the happening took place; its words, its report and the software
that read it are the provenance. A nanopublication is named by the hash of what it says (a trusty URI, module RA), so
the same claim has the same name everywhere and whoever reads it can check it. Nothing in it tells when it was made, by
whom it is published or under which licence: who signs and publishes one adds that.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from pyoxigraph import Literal, Quad

from kgbuild.exporters._lines import join_lines
from kgbuild.exporters.profiles._sheet import Sheet, name_page, split_claims
from kgbuild.graph.claim_graph import ClaimGraph, sort_statements
from kgbuild.graph.record import parse_quads
from kgbuild.graph.terms import Names, expand, iri, string
from kgbuild.graph.writing import write_article
from kgbuild.model import Article, Statement

PREFIXES = {"np": "http://www.nanopub.org/nschema#", "npx": "http://purl.org/nanopub/x/"}
GRAPHS = ("Head", "assertion", "provenance", "pubinfo")
CODE = 45
"""Characters of an artefact code."""
_UNKNOWN = "RA" + (CODE - 2) * "-"
"""Stands for the hash until it is known; its place counts as a space."""
_LOCAL = frozenset(
    iri(expand(name))
    for name in (
        "prov:wasDerivedFrom", "kg:trigger", "kg:evidence", "kg:dateMention", "kg:extractor", "kg:rule",
        "kg:confidence", "kg:accepted", "kg:finding", "kg:mention", "kg:cue", "kg:readAs", "kg:chain", "kg:dateRule",
    )
)  # fmt: skip
"""How a claim was read in a text, rather than what is claimed."""
_LEFT_OUT = frozenset(iri(expand(name)) for name in ("nif:isString", "kg:refusedCount"))
"""What an article's node has and one claim of it does not need."""


def read(graph: ClaimGraph, *, refused: bool) -> Iterator[bytes]:  # noqa: ARG001  # what was refused is not published
    """See `kgbuild.exporters.profiles.Reader`."""
    articles = {article.id: article for article in graph.articles()}
    return join_lines(
        line
        for statement in sort_statements(graph)
        for line in write_nanopub(statement, articles[statement.article.id], graph.names)
    )


def write_nanopub(statement: Statement, article: Article, names: Names) -> list[str]:
    """The lines of the four graphs of one statement, each graph's sorted."""
    name = f"{names.base}np/{_UNKNOWN}"
    graphs = {graph: Sheet(PREFIXES) for graph in GRAPHS}
    _divide(statement, article, names, graphs)
    _tell_provenance(statement, article, names, graphs["provenance"], name)
    _tell_publication(statement, names, graphs["pubinfo"], name)
    head = graphs["Head"]
    head.add(name, "rdf:type", head.term("np:Nanopublication"))
    for graph, link in zip(GRAPHS[1:], ("Assertion", "Provenance", "PublicationInfo"), strict=True):
        head.add(name, f"np:has{link}", iri(f"{name}#{graph}"))
    lines = [line for graph in GRAPHS for line in graphs[graph].write(f"{name}#{graph}")]
    code = make_code(parse_quads("".join(lines).encode()))
    return [line.replace(f"<{name}", f"<{names.base}np/{code}") for line in lines]


def _divide(statement: Statement, article: Article, names: Names, graphs: dict[str, Sheet]) -> None:
    """Share out what the graph says of the statement: what is claimed, and in which words of which report."""
    home, bare = names.article(article.id), names.statement(statement.id)
    own = (f"<{home}>", f"<{home}#", f"<{bare}/finding/")
    claims, _ = write_article(article, [statement], names)
    for subject, predicate, term in split_claims(claims):
        if predicate not in _LEFT_OUT:
            told = "provenance" if subject.startswith(own) or predicate in _LOCAL else "assertion"
            graphs[told].copy(subject, predicate, term)


def _tell_provenance(statement: Statement, article: Article, names: Names, sheet: Sheet, name: str) -> None:
    """Where the assertion comes from: the report, and the software's reading of it."""
    assertion, reading = f"{name}#assertion", f"{name}#reading"
    home = iri(names.article(article.id))
    software = names.extractor(statement.extractor.name, statement.extractor.version)
    sheet.add(assertion, "prov:wasDerivedFrom", home)
    page = name_page(article)
    if page is not None:
        sheet.add(assertion, "prov:hadPrimarySource", iri(page))
    sheet.add(assertion, "prov:wasGeneratedBy", iri(reading))
    sheet.add(reading, "rdf:type", sheet.term("prov:Activity"))
    sheet.add(reading, "prov:used", home)
    sheet.add(reading, "prov:wasAssociatedWith", iri(software))
    sheet.add(software, "rdf:type", sheet.term("prov:SoftwareAgent"))
    sheet.add(software, "schema:name", string(statement.extractor.name))
    sheet.add(software, "schema:softwareVersion", string(statement.extractor.version))


def _tell_publication(statement: Statement, names: Names, sheet: Sheet, name: str) -> None:
    """What the nanopublication is: about which statement, made by which software."""
    software = names.extractor(statement.extractor.name, statement.extractor.version)
    sheet.add(name, "rdfs:label", string(f"a claim of {statement.action.type}, {statement.status}"))
    sheet.add(name, "dcterms:identifier", string(statement.id))
    sheet.add(name, "dcterms:subject", iri(names.statement(statement.id)))
    sheet.add(name, "dcterms:creator", iri(software))
    sheet.add(name, "npx:hasNanopubType", sheet.term("kg:Statement"))


def make_code(quads: Iterable[Quad]) -> str:
    """The artefact code of a nanopublication: "RA" and the hash of its sorted quads, a space for the code itself."""
    lines = sorted({_write_hashed(quad) for quad in quads})
    text = "".join(f"{part}\n" for line in lines for part in _order_parts(line))
    return "RA" + urlsafe_b64encode(sha256(text.encode()).digest()).decode().rstrip("=")


def _write_hashed(quad: Quad) -> tuple[bytes, ...]:
    """What a quad is sorted by: graph, subject, predicate, then names before literals, these by value and type."""
    names = [part.value.replace(_UNKNOWN, " ").encode() for part in (quad.graph_name, quad.subject, quad.predicate)]  # type: ignore[union-attr]
    value = quad.object
    if not isinstance(value, Literal):
        return (*names, b"", value.value.replace(_UNKNOWN, " ").encode())  # type: ignore[union-attr]
    language = (value.language or "").lower()
    kind = "" if language else value.datatype.value
    return (*names, b"1", value.value.encode(), kind.encode(), language.encode())


def _order_parts(key: Sequence[bytes]) -> Iterator[str]:
    """The lines that a quad is hashed as."""
    yield from (part.decode() for part in key[:3])
    value = key[4].decode()
    if not key[3]:
        yield value
        return
    kind, language = key[5].decode(), key[6].decode()
    escaped = value.replace("\\", "\\\\").replace("\n", "\\n")
    yield f"@{language} {escaped}" if language else f"^{kind} {escaped}"
