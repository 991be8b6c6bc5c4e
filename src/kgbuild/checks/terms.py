"""Statements in, findings about codes that no scheme or register has out (KG5xx)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kgbuild.model import Action, Actor, Article, Claimant, Finding, Statement
from kgbuild.vocabulary import Concept, Vocabulary
from kgbuild.vocabulary.codes import make_finding

WIKIDATA = re.compile(r"Q[1-9]\d*")
CAMEO = re.compile(r"(?:0[1-9]|1\d|20)\d{0,2}")
Codes = Mapping[str, Concept]


def check(statements: Sequence[Statement], article: Article, vocabulary: Vocabulary) -> Iterator[tuple[str, Finding]]:
    """Findings about types, modes, sectors, countries, kinds and every other coded field."""
    del article
    for statement in statements:
        for finding in (
            *_action(statement.action, vocabulary),
            *_actors("actors", statement.actors, vocabulary),
            *_actors("recipients", statement.recipients, vocabulary),
            *_claimants(statement.claimants, vocabulary),
            *_countries("locations", (place.country for place in statement.locations), vocabulary.countries),
            *_fields(statement, vocabulary),
        ):
            yield statement.id, finding


def _action(action: Action, vocabulary: Vocabulary) -> Iterator[Finding]:
    concept = vocabulary.action_types.get(action.type)
    if concept is None:
        yield make_finding("KG501", code=action.type)
    elif action.mode is not None and action.mode not in concept.modes:
        have = ", ".join(concept.modes) or "none"
        yield make_finding("KG502", type=action.type, code=action.mode, have=have)
    for code in action.contexts:
        if code not in vocabulary.contexts:
            yield make_finding("KG506", code=code)
    if action.cameo is not None and not CAMEO.fullmatch(action.cameo):
        yield make_finding("KG508", code=action.cameo)
    if action.acled is not None and action.acled not in vocabulary.codes("acled"):
        yield make_finding("KG509", code=action.acled)


def _actors(slot: str, actors: Sequence[Actor], vocabulary: Vocabulary) -> Iterator[Finding]:
    for actor in actors:
        if actor.sector is not None and actor.sector not in vocabulary.sectors:
            yield make_finding("KG503", slot=slot, code=actor.sector)
        if actor.kind not in vocabulary.kinds:
            yield make_finding("KG505", slot=slot, code=actor.kind)
        if actor.id is not None and actor.id not in vocabulary.registry.entries:
            yield make_finding("KG510", slot=slot, code=actor.id)
        if actor.wikidata is not None and not WIKIDATA.fullmatch(actor.wikidata):
            yield make_finding("KG511", slot=slot, code=actor.wikidata)
    yield from _countries(slot, (actor.country for actor in actors), vocabulary.countries)


def _claimants(claimants: Sequence[Claimant], vocabulary: Vocabulary) -> Iterator[Finding]:
    for claimant in claimants:
        if claimant.kind not in vocabulary.kinds:
            yield make_finding("KG505", slot="claimants", code=claimant.kind)
    yield from _countries("claimants", (claimant.country for claimant in claimants), vocabulary.countries)


def _countries(slot: str, codes: Iterator[str | None], countries: Codes) -> Iterator[Finding]:
    for code in codes:
        if code is not None and code not in countries:
            yield make_finding("KG504", slot=slot, code=code)


def _fields(statement: Statement, vocabulary: Vocabulary) -> Iterator[Finding]:
    coded: list[tuple[str, str, str | None]] = [
        ("status", "status", statement.status),
        ("polarity", "polarity", statement.polarity),
        ("modality", "modality", statement.modality),
    ]
    if (when := statement.date) is not None:
        coded += (
            ("date", "date-kind", when.kind),
            ("date", "precision", when.precision),
            ("date", "anchor", when.anchor),
            ("date", "basis", when.basis),
        )
    for place in statement.locations:
        coded += (
            ("locations", "relation", place.relation),
            ("locations", "level", place.level),
            ("locations", "place-status", place.status),
            ("locations", "usage", place.usage),
        )
    coded += (("quantities", "quantity", quantity.kind) for quantity in statement.quantities)
    for slot, scheme, code in coded:
        if code is not None and code not in vocabulary.codes(scheme):
            yield make_finding("KG507", slot=slot, scheme=scheme, code=code)
