"""Findings about a graph in, a SHACL validation report out, each result linked to the sentences that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, get_args

import pyoxigraph as ox

from kgbuild.assembly.keys import digest
from kgbuild.graph.shape_files import SHAPES
from kgbuild.graph.shape_paths import SH, make_path
from kgbuild.graph.shapes import SEVERITIES
from kgbuild.graph.terms import BASE, PREFIXES, SCHEMES, expand
from kgbuild.graph.validate import RULE_COMPONENT, GraphFinding

ReportFormat = Literal["ttl", "nt", "jsonld"]
REPORT_FORMATS: tuple[ReportFormat, ...] = get_args(ReportFormat)
RULES = SCHEMES + "rules/"
PROPERTIES = ("kg:code", "kg:concerns", "kg:evidence", "nif:anchorOf")
"""The properties that a report has beside those of SHACL."""
_KINDS = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "jsonld": ox.RdfFormat.JSON_LD}
_SHOWN = {"sh": SH, "shape": SHAPES, "rule": RULES, **{name: PREFIXES[name] for name in ("kg", "nif", "xsd")}}
_LEVELS = {severity: iri for iri, severity in SEVERITIES.items()}


def format_report(findings: Iterable[GraphFinding], format: ReportFormat) -> bytes:
    """The report as Turtle, N-Triples or JSON-LD; the same findings give the same bytes."""
    kind = _KINDS[format]
    prefixes = None if kind == ox.RdfFormat.N_TRIPLES else _SHOWN
    return ox.serialize(make_report(findings), format=kind, prefixes=prefixes) or b""


def make_report(findings: Iterable[GraphFinding]) -> list[ox.Triple]:
    """The triples of a sh:ValidationReport, sorted by node, the report first.

    The results are those of shapes and rules. What a statement has carried since it was read is a kg:Finding of the
    graph already, and says nothing against the graph's form, so it is not repeated.
    """
    results = sorted({_name(one): one for one in findings if one.component}.items())
    report = ox.NamedNode(f"{BASE}report/{digest(*(name for name, _ in results))}")
    triples = [_triple(report, "rdf:type", ox.NamedNode(f"{SH}ValidationReport"))]
    triples.append(_triple(report, "sh:conforms", ox.Literal(not results)))
    triples += [_triple(report, "sh:result", ox.NamedNode(name)) for name, _ in results]
    described: dict[ox.Triple, None] = {}
    for name, finding in results:
        node = ox.NamedNode(name)
        triples += _describe(node, finding)
        described |= dict.fromkeys(_describe_words(finding))
        if finding.route is not None:
            described |= dict.fromkeys(make_path(finding.route)[1])
    return [*triples, *sorted(described, key=str)]


def _name(finding: GraphFinding) -> str:
    """A result is named after what it says, so that two reports of one fault share it."""
    said = (finding.code, finding.focus, finding.path, str(finding.term), finding.source, finding.component)
    return f"{BASE}result/{digest(*(part or '' for part in said), finding.severity, finding.message)}"


def _describe(node: ox.NamedNode, finding: GraphFinding) -> Iterator[ox.Triple]:
    yield _triple(node, "rdf:type", ox.NamedNode(f"{SH}ValidationResult"))
    focus = _focus(finding.focus)
    yield _triple(node, "sh:focusNode", focus)
    if finding.route is not None:
        yield _triple(node, "sh:resultPath", make_path(finding.route)[0])
    is_rule = finding.component == RULE_COMPONENT
    value = focus if is_rule else finding.term
    if value is not None:
        yield _triple(node, "sh:value", value)
    yield _triple(node, "sh:resultSeverity", ox.NamedNode(_LEVELS[finding.severity]))
    yield _triple(node, "sh:resultMessage", ox.Literal(finding.message))
    yield _triple(node, "sh:sourceConstraintComponent", ox.NamedNode(finding.component))
    yield _triple(node, "sh:sourceShape", ox.NamedNode(RULES + finding.source if is_rule else finding.source))
    if is_rule:
        yield _triple(node, "sh:sourceConstraint", ox.NamedNode(f"{RULES}{finding.source}-constraint"))
    yield _triple(node, "kg:code", ox.Literal(finding.code))
    for name, linked in (("kg:concerns", finding.statements), ("kg:evidence", finding.evidence)):
        yield from (_triple(node, name, ox.NamedNode(iri)) for iri in linked)


def _describe_words(finding: GraphFinding) -> Iterator[ox.Triple]:
    for mention, words in zip(finding.evidence, finding.words, strict=True):
        if words:
            yield _triple(ox.NamedNode(mention), "nif:anchorOf", ox.Literal(words))


def _focus(text: str) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    if text.startswith("_:"):
        return ox.BlankNode(text[2:])
    return ox.NamedNode(text) if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|^`\\]*$", text) else ox.Literal(text)


def _triple(subject: ox.NamedNode, name: str, value: ox.NamedNode | ox.BlankNode | ox.Literal) -> ox.Triple:
    prefix, _, local = name.partition(":")
    return ox.Triple(subject, ox.NamedNode(SH + local if prefix == "sh" else expand(name)), value)
