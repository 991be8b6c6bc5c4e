"""An ontology folder in, everything that is wrong with its files out, for those who edit them.

Nothing raises here: a file that can't be read is a finding too, and the others are looked at all the same. The codes
and their meaning stand in ontology/codes.toml. Entries of actors have a linter of their own: `registry.lint`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from kgbuild.vocabulary.faults import OntologyFinding, make_fault
from kgbuild.vocabulary.lint_entries import find_entry_faults
from kgbuild.vocabulary.lint_schemes import find_scheme_faults
from kgbuild.vocabulary.rules import QueryText, find_query_faults, read_query_text
from kgbuild.vocabulary.shapes import find_nameless_shapes
from kgbuild.vocabulary.sources import NEEDED, Files, find_source_faults, find_unknown_names, read_files
from kgbuild.vocabulary.subjects import BASE, KG, PREFIXES, SKOS, short
from kgbuild.vocabulary.turtle import Turtle

TERMS = "kgbuild.ttl"
"""The file of classes and properties; a folder that holds it is an ontology."""
PATTERNS = ("*.ttl", "alignments/*.ttl", "crosswalks/*.ttl", "examples/*.ttl")
OWL, RDFS, SCHEMA = PREFIXES["owl"], PREFIXES["rdfs"], PREFIXES["schema"]
DOMAINS = (f"{RDFS}domain", f"{SCHEMA}domainIncludes")
ONCE = (f"{RDFS}label", f"{SKOS}definition", f"{SKOS}example", f"{RDFS}isDefinedBy")
UPWARDS = (f"{RDFS}subClassOf", f"{RDFS}subPropertyOf", f"{SKOS}broader")


def lint_ontology(
    folder: Path,
    *,
    written: Iterable[str] = (),
    queries: Path | None = None,
    prefixes: Mapping[str, str] | None = None,
) -> list[OntologyFinding]:
    """The faults of all files in `folder`, each once, sorted by file and line.

    Args:
        folder: an ontology: a folder with kgbuild.ttl.
        written: the IRIs of the classes and properties that the graph writes.
        queries: a folder of further queries, which use terms too.
        prefixes: those that the queries may use undeclared.
    """
    files = read_files([folder], PATTERNS)
    asked, unreadable = _read_queries(queries, prefixes or {})
    found = [*find_source_faults(files), *unreadable, *_missing(folder)]
    types = files.types()
    for query in asked:
        found.extend(find_query_faults(query))
        found.extend(find_unknown_names(query, types) if not files.unreadable else ())
    found.extend(_described_twice(files))
    found.extend(fault for turtle in files.turtles for fault in find_nameless_shapes(turtle))
    for turtle in files.turtles:
        if turtle.name == TERMS:
            found.extend(_terms(turtle, types))
            if not files.unreadable:
                found.extend(_unused(turtle, _used(files, asked, written)))
    found.extend(_circles(files))
    found.extend(find_scheme_faults(files))
    found.extend(find_entry_faults(folder, files))
    return sorted(set(found))


def _missing(folder: Path) -> Iterator[OntologyFinding]:
    for name in NEEDED:
        if not (folder / name).exists():
            yield make_fault("KG001", name, 1, "", "is not there; an ontology has this file")


def _read_queries(folder: Path | None, prefixes: Mapping[str, str]) -> tuple[list[QueryText], list[OntologyFinding]]:
    paths = sorted(folder.glob("*.rq")) if folder is not None else []
    read = [read_query_text(path, f"{path.parent.name}/{path.name}", prefixes) for path in paths]
    return (
        [query for query in read if isinstance(query, QueryText)],
        [fault for fault in read if isinstance(fault, OntologyFinding)],
    )


def _described_twice(files: Files) -> Iterator[OntologyFinding]:
    """Terms of ours that two descriptions give one class."""
    first: dict[tuple[str, str], str] = {}
    for turtle in files.turtles:
        for subject, classes in turtle.types.items():
            for one in classes if subject.startswith(BASE) else ():
                where = first.setdefault((subject, one), turtle.name)
                if where != turtle.name or classes.count(one) > 1:
                    what = f"is described twice, first in {where}; keep one of the two"
                    yield turtle.fault("KG003", subject, what)


def _terms(turtle: Turtle, types: Mapping[str, Collection[str]]) -> Iterator[OntologyFinding]:
    """What each class and property of ours has to say about itself."""
    for subject in turtle.types:
        if not subject.startswith(KG):
            continue
        values = turtle.values[subject]
        for name in ONCE:
            if (count := len(values.get(name, ()))) != 1:
                yield turtle.fault("KG002", subject, f"has {count} values of {short(name)}; give it one")
        homes = [value.value for value in values.get(ONCE[-1], ())]
        if len(homes) == 1 and homes != [BASE]:
            yield turtle.fault("KG002", subject, f"is not defined by <{BASE}>; correct rdfs:isDefinedBy", ONCE[-1])
        is_class = f"{OWL}Class" in types[subject]
        name = subject.removeprefix(KG)
        if not re.fullmatch(r"[A-Z]\w+" if is_class else r"[a-z]\w+", name):
            style = "a class begins with a capital" if is_class else "a property begins with a small letter"
            yield turtle.fault("KG008", subject, f"is not named like the others: {style}; rename it")
        if not is_class:
            yield from _ends(turtle, subject, types)


def _ends(turtle: Turtle, subject: str, types: Mapping[str, Collection[str]]) -> Iterator[OntologyFinding]:
    """Of what a property is, and what its values are."""
    values = turtle.values[subject]
    if not any(name in values for name in DOMAINS):
        advice = "give rdfs:domain, or schema:domainIncludes where several classes have it"
        yield turtle.fault("KG007", subject, f"does not say which class has it; {advice}")
    if len(values.get(DOMAINS[0], ())) > 1:
        advice = "several mean all of them at once; write schema:domainIncludes"
        yield turtle.fault("KG007", subject, f"has several values of rdfs:domain; {advice}", DOMAINS[0])
    for name in (*DOMAINS, f"{RDFS}range"):
        for value in values.get(name, ()):
            known = types.get(value.value)
            if value.value.startswith(KG) and known is not None and f"{OWL}Class" not in known:
                message = f"has the {short(name)} {short(value.value)}, which is no class; name one"
                yield turtle.fault("KG007", subject, message, name, value.value)


def _used(files: Files, asked: Iterable[QueryText], written: Iterable[str]) -> set[str]:
    """What the graph writes, what concepts, crosswalks and shapes say, and what rules and queries name."""
    used = {use.iri for query in (*files.rules, *asked) for use in query.uses() if use.iri is not None} | set(written)
    for turtle in files.turtles:
        if not turtle.name.startswith(("alignments/", "examples/", TERMS)):
            used |= turtle.uses
    return used


def _unused(turtle: Turtle, used: set[str]) -> Iterator[OntologyFinding]:
    for subject in turtle.types:
        if subject.startswith(KG) and subject not in used:
            yield turtle.fault(
                "KG004", subject, "is used by no graph, scheme, shape, rule or query; use it or take it out"
            )


def _circles(files: Files) -> Iterator[OntologyFinding]:
    """Terms that are below themselves, each circle once."""
    for relation in UPWARDS:
        above: dict[str, list[tuple[str, Turtle]]] = {}
        for turtle in files.turtles:
            for subject, values in turtle.values.items():
                for value in values.get(relation, ()):
                    above.setdefault(subject, []).append((value.value, turtle))
        for start in sorted(above):
            chain = _way_back(start, above)
            if chain and start == min(chain):
                shown = " > ".join(short(one) for one in (*chain, start))
                message = f"is below itself by {short(relation)} ({shown}); take one of the links out"
                yield above[start][0][1].fault("KG006", start, message, relation)


def _way_back(start: str, above: Mapping[str, list[tuple[str, Turtle]]]) -> list[str]:
    """The shortest chain of terms from a term up to itself, without its last link; empty if there is none."""
    came: dict[str, str] = {}
    rows = [start]
    for term in rows:
        for upper, _ in sorted(above.get(term, ()), key=lambda link: link[0]):
            if upper == start:
                chain = [term]
                while chain[-1] != start:
                    chain.append(came[chain[-1]])
                return chain[::-1]
            if upper not in came:
                came[upper] = term
                rows.append(upper)
    return []
