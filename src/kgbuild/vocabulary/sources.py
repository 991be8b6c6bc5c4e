"""The files of ontology folders in, the faults with which no run may start out, or an error that tells the first.

What is looked at is what a run relies on: classes and properties, code lists, shapes and rules. More is looked at by
`vocabulary.lint`, for those who edit the files.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox
from msgspec import Struct

from kgbuild.errors import VocabularyError
from kgbuild.vocabulary.faults import OntologyFinding
from kgbuild.vocabulary.rules import QueryText, find_rule_faults, read_query_text
from kgbuild.vocabulary.schemes import FILES
from kgbuild.vocabulary.shapes import find_shape_faults, shape_codes
from kgbuild.vocabulary.subjects import BASE, KG, PREFIXES, short
from kgbuild.vocabulary.turtle import Turtle, read_turtle

OWL = PREFIXES["owl"]
NEEDED = ("kgbuild.ttl", "shapes.ttl", *FILES)
"""What an ontology's folder holds: classes and properties, shapes, code lists."""


class Files(Struct, frozen=True):
    """The Turtle files and rules of ontology folders, and the findings about those that can't be read."""

    turtles: tuple[Turtle, ...]
    rules: tuple[QueryText, ...]
    unreadable: tuple[OntologyFinding, ...]

    def types(self) -> Mapping[str, tuple[str, ...]]:
        """The classes of every term that a file describes."""
        found: dict[str, tuple[str, ...]] = {}
        for turtle in self.turtles:
            for subject, classes in turtle.types.items():
                found[subject] = (*found.get(subject, ()), *classes)
        return found


def read_files(folders: Iterable[Path], patterns: Sequence[str] = ("*.ttl",), *, whole_names: bool = False) -> Files:
    """The files of the folders that fit the patterns, and their rules.

    Each is named by its path below its folder, or, of several folders, by its whole path.
    """
    turtles: list[Turtle] = []
    rules: list[QueryText] = []
    unreadable: list[OntologyFinding] = []
    for folder in folders:
        for path in (path for pattern in (*patterns, "rules/*.rq") for path in sorted(folder.glob(pattern))):
            name = str(path) if whole_names else path.relative_to(folder).as_posix()
            match read_query_text(path, name) if path.suffix == ".rq" else read_turtle(path, name):
                case Turtle() as turtle:
                    turtles.append(turtle)
                case QueryText() as rule:
                    rules.append(rule)
                case OntologyFinding() as finding:
                    unreadable.append(finding)
    return Files(tuple(turtles), tuple(rules), tuple(unreadable))


def check_sources(*folders: Path) -> None:
    """See that terms, code lists, shapes and rules of ontology folders can be used; later folders add to the first.

    Raises:
        VocabularyError: one can't; the message names file, line and term, what is wrong there and what to do.
    """
    for name in NEEDED if folders else ():
        if not (folders[0] / name).exists():
            raise VocabularyError(f"{folders[0] / name}: no such file; an ontology folder holds {', '.join(NEEDED)}.")
    for fault in find_source_faults(read_files(folders, NEEDED, whole_names=True)):
        term = f" {fault.term}:" if fault.term else ""
        raise VocabularyError(f"{fault.file}, line {fault.line}:{term} {fault.message}.")


def find_source_faults(files: Files) -> Iterator[OntologyFinding]:
    """Files that can't be read; if all can, terms that exist nowhere, shapes and rules that can't be run."""
    yield from files.unreadable
    types = files.types()
    if not files.unreadable:
        for turtle in files.turtles:
            yield from _unknown_terms(turtle, types)
        for rule in files.rules:
            yield from find_unknown_names(rule, types)
    for turtle in files.turtles:
        yield from find_shape_faults(turtle, types)
    for rule in files.rules:
        yield from find_rule_faults(rule)
    yield from _double_codes(files)


def _unknown_terms(turtle: Turtle, types: Mapping[str, Collection[str]]) -> Iterator[OntologyFinding]:
    """Terms of ours that a file uses and none describes; each once a subject."""
    unknown = {iri for iri in (*turtle.uses, *turtle.values) if _is_ours(iri) and iri not in types}
    seen: set[tuple[str, str]] = set()
    for subject, predicate, value in turtle.triples if unknown else ():
        iris = [turtle.owner(subject), predicate]
        # The head of a file names documents (versions, examples), which are no terms.
        if isinstance(value, ox.NamedNode) and f"{OWL}Ontology" not in types.get(iris[0], ()):
            iris.append(value.value)
        for iri in iris:
            if iri not in unknown or (iris[0], iri) in seen:
                continue
            seen.add((iris[0], iri))
            uses = () if iri == iris[0] else (iri,) if iri == predicate else (predicate, iri)
            yield turtle.fault("KG005", subject, _NOWHERE, *uses, term=short(iri))


_OURS = (KG, f"{BASE}/")
_NOWHERE = "is used here and described nowhere; correct the name or describe it"


def find_unknown_names(query: QueryText, types: Mapping[str, object]) -> Iterator[OntologyFinding]:
    """Terms of ours that a query uses and no file describes; each once."""
    seen: set[str] = set()
    for use in query.uses():
        iri = use.iri or ""
        if _is_ours(iri) and not iri.endswith(("/", "#")) and iri not in types and iri not in seen:
            seen.add(iri)
            yield query.fault(use.line, short(iri), _NOWHERE, "KG005")


def _is_ours(iri: str) -> bool:
    return iri.startswith(_OURS)


def _double_codes(files: Files) -> Iterator[OntologyFinding]:
    """Codes that two shapes or rules give."""
    holders: dict[str, str] = {}
    for turtle in files.turtles:
        for code, shape in shape_codes(turtle):
            if shape.startswith(f"{BASE}/rules/"):
                continue  # made from a rule, which is looked at itself
            if (first := holders.setdefault(code, short(shape))) != short(shape):
                yield turtle.fault("KG021", shape, f"has the code {code} of {first}; give it another", KG + "code")
    for rule in files.rules:
        if (found := rule.bound("code")) and (first := holders.setdefault(found["value"], rule.name)) != rule.name:
            message = f"is '{found['value']}', the code of {first}; give the rule another"
            yield rule.fault(rule.line_of(found), "?code", message)
