"""The ontology's terms in, Mermaid diagrams of them out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from kgbuild.vocabulary.schemes import QUADS, ActionConcept
from kgbuild.vocabulary.subjects import KG, Source

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SCHEMA = "https://schema.org/"
QUAD_NAMES = {
    "VC": "verbal cooperation",
    "MC": "material cooperation",
    "VX": "verbal conflict",
    "MX": "material conflict",
    "NN": "neither",
}


def of_type(terms: Source, *types: str) -> list[str]:
    """The terms that are of one of these types of OWL, sorted."""
    wanted = {OWL + name for name in types}
    return sorted(iri for iri, values in terms.subjects.items() if wanted & set(values.get(RDF_TYPE, ())))


def draw_classes(terms: Source, name: Callable[[str], str]) -> str:
    """A class diagram: each class with its properties; a property that leads to a node of our classes is an arrow.

    `name` shortens an IRI.
    """
    classes = of_type(terms, "Class")
    fields: dict[str, list[str]] = {iri: [] for iri in classes}
    arrows: dict[tuple[str, str], list[str]] = {}
    for iri, owner, values in _list_properties(terms):
        ours = [value for value in values if value in classes]
        for value in ours:
            arrows.setdefault((owner, value), []).append(_local(iri))
        if not ours:
            kind = _local(name(values[0])) if values else "any"
            fields.setdefault(owner, []).append(f"    {kind} {_local(iri)}")
    lines = ["classDiagram"]
    for owner, shown in sorted(fields.items()):
        label = "" if owner.startswith(KG) else f'["{name(owner)}"]'
        lines.append(f"  class {_local(owner)}{label}" + (" {" if shown else ""))
        lines += [*shown, "  }"] if shown else []
    for (owner, value), names in sorted(arrows.items()):
        lines.append(f"  {_local(owner)} --> {_local(value)} : {', '.join(names)}")
    return _fence(lines)


def draw_actions(types: Mapping[str, ActionConcept]) -> str:
    """A tree: the four quad classes and what fits none, the action types of each, and how many modes a type has."""
    lines = ["graph LR", '  action["action"]']
    for quad in QUADS:
        lines.append(f'  action --> {quad}["{QUAD_NAMES[quad]}"]')
        for concept in types.values():
            if concept.quad == quad:
                count = f" ({len(concept.modes)} modes)" if concept.modes else ""
                lines.append(f'  {quad} --> {concept.notation}["{concept.notation}{count}"]')
    return _fence(lines)


def _list_properties(terms: Source) -> Iterator[tuple[str, str, list[str]]]:
    """Property, class that has it, and the classes or datatypes of its values; sorted."""
    for iri in of_type(terms, "ObjectProperty", "DatatypeProperty"):
        values = terms.subjects[iri]
        owners = [*values.get(f"{RDFS}domain", ()), *values.get(f"{SCHEMA}domainIncludes", ())]
        ranges = [*values.get(f"{RDFS}range", ()), *values.get(f"{SCHEMA}rangeIncludes", ())]
        for owner in owners:
            yield iri, owner, ranges


def _local(iri: str) -> str:
    return iri.replace(":", "#").replace("/", "#").rpartition("#")[2]


def _fence(lines: Iterable[str]) -> str:
    return "\n".join(["```mermaid", *lines, "```\n"])
