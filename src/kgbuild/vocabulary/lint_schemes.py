"""The concepts of an ontology's code lists in, what is wrong with them out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import get_args, get_type_hints

import pyoxigraph as ox

from kgbuild import model
from kgbuild.registry.entries import SECTORS
from kgbuild.vocabulary.faults import OntologyFinding, make_fault
from kgbuild.vocabulary.schemes import FILES, QUADS, SCHEMES
from kgbuild.vocabulary.sources import Files
from kgbuild.vocabulary.subjects import BASE, KG, PREFIXES, SKOS, short
from kgbuild.vocabulary.turtle import Object, Turtle

RDFS = PREFIXES["rdfs"]
NOTATION, LABEL, SCHEME, HOME = f"{SKOS}notation", f"{SKOS}prefLabel", f"{SKOS}inScheme", f"{RDFS}isDefinedBy"
BROADER, TOP = f"{SKOS}broader", f"{SKOS}topConceptOf"
FIELDS: Mapping[str, tuple[str, ...]] = {
    "action": model.ACTION_TYPES,
    "anchor": get_args(model.Anchor),
    "basis": get_args(model.Basis),
    "date-kind": get_args(model.DateKind),
    "kind": get_args(model.ActorKind),
    "level": get_args(model.Level),
    "modality": get_args(model.Modality),
    "place-status": get_args(model.PlaceStatus),
    "polarity": get_args(model.Polarity),
    "precision": get_args(model.Precision),
    "quantity": get_args(model.QuantityKind),
    "relation": get_args(model.Relation),
    "severity": get_args(model.Severity),
    "status": get_args(model.Status),
    "usage": get_args(model.Usage),
    "link": get_args(model.LinkKind),
    "verdict": get_args(get_type_hints(model.Judgement)["verdict"]),
}
"""What the records take of each scheme."""
NAMED_ONLY = ("country",)
"""Schemes whose concepts are names, not ideas: a definition would say nothing."""
NAMED_BY_LABEL = ("acled",)
"""Schemes whose notations are whole phrases, which IRIs shorten."""
CAMEO = re.compile(r"(0[1-9]|1\d|20)\d{0,2}")
READ = tuple(sorted((*SCHEMES, "action")))
"""The schemes that fields of statements take their codes from."""
FLAGS = ("armed", "civilian", "ofState", "needsRecipient")
Concepts = dict[str, dict[str, tuple[Turtle, str]]]
"""File and IRI of each concept, by scheme and notation; the scheme as the concept's name tells it."""


def find_scheme_faults(files: Files) -> Iterator[OntologyFinding]:
    """Faults of single concepts, of lists, and of what lists say of each other."""
    concepts: Concepts = {}
    for turtle in files.turtles:
        for subject, classes in turtle.types.items():
            if f"{SKOS}Concept" in classes and subject.startswith(f"{BASE}/"):
                yield from _words(turtle, subject)
                yield from _home(turtle, subject, files)
                yield from _place(turtle, subject, concepts)
    yield from _tops(concepts.get("action", {}))
    if not files.unreadable:
        yield from _against_records(files, concepts)
        yield from _other_codes(concepts)
    yield from _values(concepts)


def _words(turtle: Turtle, subject: str) -> Iterator[OntologyFinding]:
    values = turtle.values[subject]
    needed = [NOTATION, *([HOME] if turtle.name in FILES else [])]
    if turtle.name in FILES and not subject.startswith(tuple(f"{BASE}/{name}/" for name in NAMED_ONLY)):
        needed.append(f"{SKOS}definition")
    for name in needed:
        if (count := len(values.get(name, ()))) != 1:
            yield turtle.fault("KG011", subject, f"has {count} values of {short(name)}; give it one")
    languages = [value.language or "" for value in values.get(LABEL, ()) if isinstance(value, ox.Literal)]
    if "en" not in languages:
        yield turtle.fault("KG011", subject, "has no skos:prefLabel in English; give it one, marked @en")
    for language in sorted({one for one in languages if languages.count(one) > 1}):
        yield turtle.fault("KG011", subject, f"has several values of skos:prefLabel @{language}; keep one", LABEL)


def _home(turtle: Turtle, subject: str, files: Files) -> Iterator[OntologyFinding]:
    """The scheme of a concept."""
    values = turtle.values[subject]
    schemes = [value.value for value in values.get(SCHEME, ())]
    if len(schemes) != 1:
        yield turtle.fault("KG012", subject, f"is in {len(schemes)} schemes; give it one skos:inScheme")
        return
    scheme, name = schemes[0], schemes[0].removeprefix(f"{BASE}/")
    if not any(scheme in one.types for one in files.turtles):
        return  # told as a term that nothing describes
    if turtle.name in FILES and name not in READ:
        message = f"is in the scheme '{name}', which nothing reads; have {', '.join(READ)}"
        yield turtle.fault("KG012", subject, message, SCHEME)
    elif not subject.startswith(scheme + "/"):
        yield turtle.fault("KG008", subject, f"is not named below its scheme; name it {name}:…")


def _place(turtle: Turtle, subject: str, concepts: Concepts) -> Iterator[OntologyFinding]:
    """The notation of a concept, which names it below its scheme; fills `concepts`."""
    name, _, local = subject.removeprefix(f"{BASE}/").partition("/")
    for notation in [value.value for value in turtle.values[subject].get(NOTATION, ())][:1]:
        first = concepts.setdefault(name, {}).setdefault(notation, (turtle, subject))
        if first[1] != subject:
            message = f"has the notation '{notation}' of {short(first[1])}; notations are unique"
            yield turtle.fault("KG013", subject, message, NOTATION)
        elif name not in NAMED_BY_LABEL and local != notation.replace("/", "-"):
            message = f"has the notation '{notation}'; name it after its notation"
            yield turtle.fault("KG008", subject, message, NOTATION)


def _tops(actions: Mapping[str, tuple[Turtle, str]]) -> Iterator[OntologyFinding]:
    """Types stand at the top of the action scheme, modes below their type."""
    for notation, (turtle, subject) in actions.items():
        values = turtle.values[subject]
        broader = [value.value for value in values.get(BROADER, ())]
        tops = [value.value for value in values.get(TOP, ())]
        parent, is_mode, _ = notation.partition("/")
        if is_mode and (parent not in actions or broader != [actions[parent][1]] or tops):
            message = (
                f"is a mode of {parent} by its notation; give it skos:broader action:{parent} and nothing else above"
            )
            yield turtle.fault("KG014", subject, message, BROADER)
        elif not is_mode and (broader or tops != [f"{BASE}/action"]):
            message = f"is a type by its notation; give it skos:topConceptOf <{BASE}/action> and no skos:broader"
            yield turtle.fault("KG014", subject, message, BROADER)


def _against_records(files: Files, concepts: Concepts) -> Iterator[OntologyFinding]:
    """Codes that no field takes, and those that a field takes and no scheme has."""
    for name, codes in [*FIELDS.items(), ("sector", tuple(SECTORS))]:
        have = {code: place for code, place in concepts.get(name, {}).items() if "/" not in code}
        scheme = f"{BASE}/{name}"
        named = {code for code in codes if any(f"{scheme}/{code}" in one.types for one in files.turtles)}
        for code in sorted(have.keys() - set(codes)):
            turtle, subject = have[code]
            message = f"is a code that no record takes; have {', '.join(codes)}"
            yield turtle.fault("KG015", subject, message)
        home = next((one for one in files.turtles if scheme in one.types), None)
        for code in sorted(set(codes) - named):
            message = f"is a code of the records and no concept; add it to the scheme '{name}'"
            line = home.line(scheme) if home else 1
            yield make_fault("KG015", home.name if home else FILES[-1], line, f"{name}:{code}", message)


def _other_codes(concepts: Concepts) -> Iterator[OntologyFinding]:
    """Codes of other schemes that an action carries."""
    acled, cameo = concepts.get("acled", {}), concepts.get("cameo", {})
    for turtle, subject in concepts.get("action", {}).values():
        for predicate, values in turtle.values[subject].items():
            for value in values:
                name = predicate.removeprefix(KG)
                if name.startswith("acled") and value.value not in acled:
                    scheme = "ACLED"
                elif name == "cameoCode" and (value.value not in cameo if cameo else not CAMEO.fullmatch(value.value)):
                    scheme = "CAMEO"
                else:
                    continue
                message = f"has the kg:{name} '{value.value}', which {scheme} does not have; correct it"
                yield turtle.fault("KG016", subject, message, predicate)


def _values(concepts: Concepts) -> Iterator[OntologyFinding]:
    """Marks of sectors, quad classes of types, boxes of countries."""
    for scheme, members in concepts.items():
        for turtle, subject in members.values():
            values = turtle.values[subject]

            def fault(message: str, name: str, turtle: Turtle = turtle, subject: str = subject) -> OntologyFinding:
                return turtle.fault("KG017", subject, message, KG + name)

            for flag in FLAGS:
                for value in values.get(KG + flag, ()):
                    if value.value not in {"true", "false"}:
                        yield fault(f"has kg:{flag} '{value.value}'; write true or false", flag)
            if scheme == "sector" and KG + "armed" in values and KG + "civilian" in values:
                yield fault("is armed and civilian; take one of the two out", "civilian")
            if scheme == "action":
                yield from _quad(turtle, subject, values)
            for value in values.get(KG + "box", ()):
                if not _is_box(value.value):
                    yield fault(f"has the box '{value.value}'; write degrees west, south, east, north", "box")


def _quad(turtle: Turtle, subject: str, values: Mapping[str, tuple[Object, ...]]) -> Iterator[OntologyFinding]:
    """A type has a quad class and says whether it needs a recipient; a mode takes both from its type."""
    is_type = "/" not in "".join(value.value for value in values.get(NOTATION, ()))
    for name in ("quad", "needsRecipient"):
        count = len(values.get(KG + name, ()))
        if count != is_type:
            wanted = "a type has one" if is_type else "a mode takes it from its type"
            yield turtle.fault("KG017", subject, f"has {count} values of kg:{name}; {wanted}", KG + name)
    for value in values.get(KG + "quad", ()):
        if value.value not in QUADS:
            message = f"has the quad class '{value.value}'; have {', '.join(QUADS)}"
            yield turtle.fault("KG017", subject, message, KG + "quad")


def _is_box(text: str) -> bool:
    try:
        west, south, east, north = (float(part) for part in text.split())
    except ValueError:
        return False
    return -180 <= west < east <= 180 and -90 <= south < north <= 90
