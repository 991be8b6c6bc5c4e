"""A Turtle file of an ontology in, its subjects with their values out, for messages that name file, line and term."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox
from msgspec import Struct

from kgbuild.errors import VocabularyError
from kgbuild.vocabulary.syntax import explain_turtle

BASE = "https://w3id.org/kgbuild/ontology"
KG = f"{BASE}#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
PREFIXES = {
    "kg": KG,
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": SKOS,
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""How messages write the terms of these vocabularies."""

Values = dict[str, list[str]]
"""Values of a subject by property."""


class Source(Struct, frozen=True):
    """One Turtle file with its subjects, for messages that name file, line and term.

    `subjects` holds what is written in English or in no language; what is written in others is in `translations`, by
    subject and property as pairs of language and text. `origins` tells the file of a subject that is of another one.
    """

    path: Path
    subjects: Mapping[str, Values]
    translations: Mapping[str, Mapping[str, Sequence[tuple[str, str]]]]
    origins: Mapping[str, Path] = {}

    def fail(self, iri: str, what: str) -> VocabularyError:
        """The error to raise about that term."""
        path = self.origins.get(iri, self.path)
        return VocabularyError(f"{path}, line {self._line(path, iri)}: {short(iri)} {what}")

    def one(self, iri: str, name: str) -> str:
        """The only value of a property that the term must have."""
        values = self.subjects[iri].get(name, [])
        if len(values) != 1:
            raise self.fail(iri, f"has {len(values)} values of {short(name)}; give it one.")
        return values[0]

    def maybe(self, iri: str, name: str) -> str | None:
        """The only value of a property that the term may have."""
        return self.one(iri, name) if name in self.subjects[iri] else None

    def each_language(self, iri: str, name: str) -> dict[str, str]:
        """The value of a property in each language that it is written in, English first, the others in their order."""
        found = {"en": self.one(iri, name)}
        for language, text in sorted(self.translations.get(iri, {}).get(name, ())):
            if language in found:
                raise self.fail(iri, f"has two values of {short(name)} in '{language}'; give it one.")
            found[language] = text
        return found

    @staticmethod
    def _line(path: Path, iri: str) -> int:
        # The parser keeps no positions, so the term is looked for where a subject stands: at a line's start.
        local = re.escape(iri.removeprefix(BASE).lstrip("#/").rpartition("/")[2])
        subject = re.compile(rf"[^\s#:]*:{local}\s|<{re.escape(iri)}>")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if subject.match(line):
                return number
        return 1


def short(iri: str) -> str:
    """An IRI as people write it: `action:ASSAULT`, `kg:mode`, `skos:notation`."""
    for prefix, base in PREFIXES.items():
        if iri.startswith(base):
            return f"{prefix}:{iri.removeprefix(base)}"
    scheme, _, code = iri.removeprefix(BASE + "/").rpartition("/")
    return f"{scheme}:{code}" if iri.startswith(BASE + "/") and scheme else f"<{iri}>"


def read_source(path: Path) -> Source:
    """The subjects of a Turtle file, each with the values of its properties, translations apart.

    Raises:
        VocabularyError: the file is missing or is no Turtle; the message names file, line and what stands there.
    """
    subjects: dict[str, Values] = {}
    translations: dict[str, dict[str, list[tuple[str, str]]]] = {}
    try:
        for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
            iri, name, value = quad.subject.value, quad.predicate.value, quad.object
            values = subjects.setdefault(iri, {})
            language = value.language if isinstance(value, ox.Literal) else None
            if language in {None, "en"}:
                values.setdefault(name, []).append(value.value)
            else:
                translations.setdefault(iri, {}).setdefault(name, []).append((language, value.value))
    except FileNotFoundError:
        raise VocabularyError(f"{path}: no such file; an ontology folder holds one.") from None
    except OSError as error:
        raise VocabularyError(f"{path}: can't be read ({error.strerror or error}).") from error
    except SyntaxError as error:
        line, term, why = explain_turtle(error, path.read_text(encoding="utf-8", errors="replace"))
        raise VocabularyError(f"{path}, line {line}: {term}{': ' if term else ''}{why}.") from error
    return Source(path, subjects, translations)
