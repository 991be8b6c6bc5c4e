"""A query in, its traps of names out: unknown prefixes and terms, language tags where texts have none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import get_close_matches

from rdflib import Graph
from rdflib.plugins.sparql.parserutils import CompValue

from kgbuild.graph.linting.query import Query
from kgbuild.graph.linting.terms import is_ours, load_terms
from kgbuild.graph.linting.trap import Edit, Trap, count_lines, edit
from kgbuild.graph.linting.tree import read, walk_all
from kgbuild.graph.terms import KG, PREFIXES

_NEAR = 0.75


def find_prefixes(query: Query) -> Iterator[Trap]:
    """Prefixes that are neither declared nor known: the engine refuses the query. The rewrite mends them all."""
    unknown: dict[str, list[CompValue]] = {}
    for node in walk_all(query.root):
        if node.name == "pname" and (prefix := str(read(node, "prefix", ""))) not in query.prefixes:
            unknown.setdefault(prefix, []).append(node)
    if not unknown:
        return
    usual = {prefix: str(iri) for prefix, iri in Graph().namespaces() if prefix in unknown}
    near = {prefix: get_close_matches(prefix, sorted(query.prefixes), n=1, cutoff=0.5) for prefix in unknown}
    edits: list[Edit] = [(0, 0, f"PREFIX {prefix}: <{iri}> ") for prefix, iri in sorted(usual.items())]
    for prefix, nodes in unknown.items():
        if prefix not in usual and near[prefix]:
            edits += [(node.start, node.start + len(prefix), near[prefix][0]) for node in nodes]
    mended = all(prefix in usual or near[prefix] for prefix in unknown)
    for prefix, nodes in unknown.items():
        advice = f"declare it: PREFIX {prefix}: <{usual.get(prefix, '...')}>"
        if prefix not in usual and near[prefix]:
            advice = f"did you mean '{near[prefix][0]}:'?"
        yield Trap(
            name="unknown-prefix",
            line=count_lines(query.text, nodes[0].start),
            what=f"the prefix '{prefix}:' is not declared",
            why=f"the engine refuses the query; known without declaration are {', '.join(PREFIXES)}; {advice}",
            rewrite=edit(query.text, edits) if mended else None,
        )


def find_terms(query: Query, is_used: Callable[[str], bool] | None = None) -> Iterator[Trap]:
    """Terms in kgbuild's namespaces that neither the ontology nor, as `is_used` tells, the graph has."""
    terms = load_terms()
    seen: dict[str, list[CompValue]] = {}
    for node in walk_all(query.root):
        iri = query.expand(node)
        if iri is not None and is_ours(iri) and iri not in terms.known:
            seen.setdefault(iri, []).append(node)
    for iri, nodes in seen.items():
        if is_used is not None and is_used(iri):
            continue
        start = iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]
        there = sorted(one for one in terms.known if one.startswith(start))
        near = get_close_matches(iri[len(start) :], [one[len(start) :] for one in there], n=1, cutoff=_NEAR)
        written = query.text[nodes[0].start : nodes[0].end].strip()
        kind = "a property or class" if iri.startswith(KG) else "a code"
        advice = f"did you mean '{near[0]}'?" if near else "'kgbuild vocab' and ontology/README.md list what there is."
        yield Trap(
            name="unknown-term",
            line=count_lines(query.text, nodes[0].start),
            what=f"{written} is not {kind} of the ontology",
            why=f"a pattern with it finds nothing; {advice}",
            rewrite=edit(query.text, [_rename(query.text, node, near[0]) for node in nodes]) if near else None,
        )


def _rename(text: str, node: CompValue, local: str) -> Edit:
    colon = text.index(":", node.start) + 1
    return colon, colon + len(str(read(node, "localname", ""))), local


def find_languages(query: Query) -> Iterator[Trap]:
    """Texts with a language tag: those of the graph have none."""
    for node in walk_all(query.root):
        if node.name == "literal" and "lang" in node:
            written = query.text[node.start : node.end].strip()
            bare = written[: written.rindex("@")]
            yield Trap(
                name="language-tag",
                line=count_lines(query.text, node.start),
                what=f"the text {written} has a language tag",
                why="names and words in the graph have none, and a text with a tag equals none without",
                rewrite=edit(query.text, [(node.start, node.start + len(written), bare)]),
            )
