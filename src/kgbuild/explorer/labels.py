"""The ontology in, what the explorer calls its codes out, in every language that the ontology has for them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from kgbuild.assembly.control import UNKNOWN
from kgbuild.assembly.sides import UNALIGNED
from kgbuild.gazetteer.data import read_short_codes
from kgbuild.vocabulary import load_vocabulary
from kgbuild.vocabulary.codes import load_codes
from kgbuild.vocabulary.schemes import ActionConcept, Concept

_LISTS = {
    "status": "status", "modality": "modality", "kind": "kind", "sector": "sector", "precision": "precision",
    "relation": "relation", "toll": "quantity", "level": "level", "basis": "basis",
    "place_status": "place-status", "link": "link", "severity": "severity", "verdict": "verdict",
}  # fmt: skip
"""Fields of a vocabulary and the code lists that they hold."""


_SLOTS = (
    "action", "actor", "actors", "claimants", "control", "date", "evidence", "location", "locations", "place",
    "polarity", "quantities", "recipient", "recipients", "statement", "trigger",
)  # fmt: skip
"""What findings and links are about, beside kinds of quantities."""
_SIDES = {UNALIGNED: "no side", UNKNOWN: "side not known"}


class Term(Struct, frozen=True, kw_only=True):
    """What a code is called by language tag, always in English too; what it means, and a sentence that shows it.

    `region` is a country's ISO 3166-1 alpha-2 code, by which a browser names it in other languages.
    """

    label: dict[str, str]
    definition: str = ""
    example: str = ""
    region: str | None = None


class Vocabulary(Struct, frozen=True, kw_only=True, rename="camel"):
    """The terms of each code list by code; of modes by "TYPE/mode"."""

    type: dict[str, Term]
    mode: dict[str, Term]
    status: dict[str, Term]
    modality: dict[str, Term]
    kind: dict[str, Term]
    sector: dict[str, Term]
    precision: dict[str, Term]
    basis: dict[str, Term]
    relation: dict[str, Term]
    level: dict[str, Term]
    place_status: dict[str, Term]
    toll: dict[str, Term]
    link: dict[str, Term]
    severity: dict[str, Term]
    verdict: dict[str, Term]
    slot: dict[str, Term]
    finding: dict[str, Term]
    country: dict[str, Term]
    side: dict[str, Term]


@cache
def make_vocabulary() -> Vocabulary:
    """The terms of the shipped ontology.

    `finding` says what the checks' codes mean. `side` has the armed groups of the registry and those that are of no
    side; sides that are states have their names in `country`, and those that no registry knows have them in the index,
    as actors.
    """
    vocabulary = load_vocabulary()
    types = vocabulary.action_types
    return Vocabulary(
        type={name: _make_term(one) for name, one in types.items()},
        mode={mode.notation: _make_term(mode) for one in types.values() for mode in one.modes.values()},
        country=_make_countries(vocabulary.countries),
        slot={name: Term(label={"en": name}) for name in _SLOTS} | _make_terms(vocabulary.codes("quantity")),
        finding={
            code: Term(label={"en": known.title}, definition=known.explanation) for code, known in load_codes().items()
        },
        side={name: Term(label={"en": label}) for name, label in _SIDES.items()}
        | {
            entry.id: Term(label={"en": entry.name})
            for entry in sorted(vocabulary.registry.entries.values(), key=lambda entry: entry.id)
            if entry.kind == "armed_group"
        },
        **{field: _make_terms(vocabulary.codes(name)) for field, name in _LISTS.items()},
    )


def _make_terms(concepts: Mapping[str, Concept]) -> dict[str, Term]:
    return {code: _make_term(one) for code, one in concepts.items()}


def _make_countries(countries: Mapping[str, Concept]) -> dict[str, Term]:
    regions = read_short_codes()
    return {code: replace(_make_term(one), region=regions.get(code)) for code, one in countries.items()}


def _make_term(one: ActionConcept | Concept) -> Term:
    labels = dict(one.labels) if isinstance(one, ActionConcept) else {"en": one.label}
    return Term(label=labels, definition=one.definition, example=one.example)
