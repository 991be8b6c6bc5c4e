"""A Turtle file in, its triples with the lines where terms stand out, or the finding that says why it is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from kgbuild.vocabulary.faults import OntologyFinding, make_fault
from kgbuild.vocabulary.subjects import short
from kgbuild.vocabulary.syntax import explain_turtle

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

Node = ox.NamedNode | ox.BlankNode
Object = ox.NamedNode | ox.BlankNode | ox.Literal


class Turtle:
    """One Turtle file: `name` is its path below the ontology's folder."""

    def __init__(self, name: str, text: str, quads: Iterable[ox.Quad], prefixes: Mapping[str, str]) -> None:
        self.name, self.quads, self.prefixes = name, tuple(quads), dict(prefixes)
        self.lines = text.splitlines()

    @cached_property
    def values(self) -> Mapping[str, Mapping[str, tuple[Object, ...]]]:
        """The values of each property of each named subject; `_:` and a number names a blank one."""
        found: dict[str, dict[str, tuple[Object, ...]]] = {}
        for subject, predicate, value in self.triples:
            properties = found.setdefault(subject, {})
            properties[predicate] = (*properties.get(predicate, ()), value)
        return found

    @cached_property
    def triples(self) -> tuple[tuple[str, str, Object], ...]:
        """Subject (`_:` and a number names a blank one), the predicate's IRI, and object, in the order of the file."""
        # Turtle 1.1 quotes no triples.
        return tuple((_key(quad.subject), quad.predicate.value, quad.object) for quad in self.quads)  # type: ignore[arg-type, misc]

    @cached_property
    def uses(self) -> frozenset[str]:
        """The IRIs of all predicates and objects."""
        objects = (value.value for _, _, value in self.triples if isinstance(value, ox.NamedNode))
        return frozenset((*(predicate for _, predicate, _ in self.triples), *objects))

    @cached_property
    def types(self) -> Mapping[str, tuple[str, ...]]:
        """The classes of each named subject, one given twice twice."""
        return {
            subject: tuple(value.value for value in properties[RDF_TYPE] if isinstance(value, ox.NamedNode))
            for subject, properties in self.values.items()
            if RDF_TYPE in properties and not subject.startswith("_:")
        }

    @cached_property
    def _owners(self) -> Mapping[str, str]:
        """The subject that each blank node hangs on."""
        return {_key(value): subject for subject, _, value in self.triples if isinstance(value, ox.BlankNode)}

    def owner(self, subject: str) -> str:
        """The named subject that a node hangs on, or its own name."""
        seen: set[str] = set()
        while subject in self._owners and subject not in seen:
            seen.add(subject)
            subject = self._owners[subject]
        return subject

    def line(self, subject: str, *uses: str) -> int:
        """The line of a subject, or, below it, of the terms that it uses one after the other."""
        # The parser keeps no positions, so a subject is looked for where it stands: at a line's start.
        number = self._find(self.owner(subject), 0, start=True)
        for use in uses:
            number = self._find(use, number, start=False, default=number)
        return number + 1

    def fault(self, code: str, subject: str, message: str, *uses: str, term: str | None = None) -> OntologyFinding:
        """A finding about a subject, at the line of what it uses where that is given."""
        return make_fault(code, self.name, self.line(subject, *uses), term or short(self.owner(subject)), message)

    def _find(self, term: str, first: int, *, start: bool, default: int = 0) -> int:
        forms = "|".join(re.escape(form) for form in self._forms(term))
        pattern = re.compile(rf"(?:{forms})(?![\w-])" if start else rf"(?<![\w:<-])(?:{forms})(?![\w-])")
        for number in range(first, len(self.lines)):
            if pattern.match(self.lines[number]) if start else pattern.search(self.lines[number]):
                return number
        return default

    def _forms(self, term: str) -> Iterator[str]:
        """How a term may be written in this file; a literal stands as it is."""
        yield f"<{term}>"
        for prefix, base in self.prefixes.items():
            if base and term.startswith(base):
                yield f"{prefix}:{term.removeprefix(base)}"
        if "://" not in term:
            yield f'"{term}"'


def _key(node: Node) -> str:
    return node.value if isinstance(node, ox.NamedNode) else f"_:{node.value}"


def read_turtle(path: Path, name: str | None = None) -> Turtle | OntologyFinding:
    """The file, or the finding that tells why it can't be read: with line, the subject there, and what stands there."""
    name = name or path.name
    try:
        data = path.read_bytes()
        parser = ox.parse(data, format=ox.RdfFormat.TURTLE)
        quads = list(parser)
    except OSError as error:
        return make_fault("KG001", name, 1, "", f"can't be read ({error.strerror or error}); put the file there")
    except SyntaxError as error:
        return make_fault("KG001", name, *explain_turtle(error, data.decode(errors="replace")))
    return Turtle(name, data.decode(), quads, parser.prefixes)
