"""The Turtle files of ontology/ in, frozen look-ups of their concepts out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from kgbuild.errors import VocabularyError
from kgbuild.vocabulary.subjects import BASE, KG, SKOS, Source, read_source, short

SCHEMES = (
    "acled", "anchor", "basis", "context", "country", "date-kind", "kind", "level", "link", "modality", "place-status",
    "polarity", "precision", "quantity", "relation", "sector", "severity", "status", "usage", "verdict",
)  # fmt: skip
"""The code lists beside the action scheme, by the last part of their IRIs."""
OPEN = ("context", "country", "sector")
"""The code lists that a folder of one's own may add to; the others are fixed by the records."""
FILES = ("actions.ttl", "countries.ttl", "schemes.ttl")
QUADS = ("VC", "MC", "VX", "MX", "NN")

Box = tuple[float, float, float, float]


class Concept(Struct, frozen=True, kw_only=True):
    """One code of a code list; the three marks are of sectors, `box` (W, S, E, N in degrees) of countries."""

    code: str
    iri: str
    label: str
    definition: str = ""
    example: str = ""
    armed: bool = False
    civilian: bool = False
    of_state: bool = False
    box: Box | None = None


class AcledCodes(Struct, frozen=True, kw_only=True):
    """ACLED sub-event types of one action: whatever the sides, and those that depend on who does it to whom."""

    default: str | None = None
    among_armed: str | None = None
    against_civilians: str | None = None
    by_own_state: str | None = None
    by_others: str | None = None


class UcdpCodes(Struct, frozen=True, kw_only=True):
    """UCDP's types of violence of one action type and its modes, by the sides that meet."""

    with_state: str | None = None
    among_groups: str | None = None
    against_civilians: str | None = None


class ActionConcept(Struct, frozen=True, kw_only=True):
    """A type (notation `ASSAULT`) with its modes by their short names, or a mode (`ASSAULT/aerial`) without any.

    `quad` is VC, MC, VX or MX (verbal or material, cooperation or conflict), NN where neither fits. `labels` are the
    label, which is English, and its translations, by language tag.
    """

    notation: str
    iri: str
    label: str
    labels: Mapping[str, str]
    definition: str
    example: str
    quad: str
    needs_recipient: bool
    cameo: str | None
    acled: AcledCodes
    ucdp: UcdpCodes
    modes: Mapping[str, ActionConcept]


class Schemes(Struct, frozen=True):
    """All code lists: the action types by name, and the concepts of the other schemes by scheme and code."""

    actions: Mapping[str, ActionConcept]
    lists: Mapping[str, Mapping[str, Concept]]


def load_schemes(*folders: Path) -> Schemes:
    """The code lists of an ontology folder, checked; those of further folders extend them.

    Raises:
        VocabularyError: a file is missing or malformed, or says again what one before it says; the message names file,
            line and term.
    """
    actions, *rest = (_read_all(name, folders) for name in FILES)
    lists: dict[str, dict[str, Concept]] = {name: {} for name in SCHEMES}
    for source in rest:
        for scheme, iri in _concepts(source):
            if scheme not in lists:
                raise source.fail(iri, f"is in no known scheme; have {', '.join(SCHEMES)}.")
            if iri in source.origins and scheme not in OPEN:
                raise source.fail(iri, f"adds to the scheme '{scheme}', which is closed; open are {', '.join(OPEN)}.")
            _add(lists[scheme], _concept(source, iri), source, iri)
    for name, concepts in lists.items():
        if not concepts:
            raise VocabularyError(f"{folders[0]}: no concept of the scheme '{name}' in {' or '.join(FILES[1:])}.")
    return Schemes(
        MappingProxyType(_action_types(actions)),
        MappingProxyType({name: MappingProxyType(_sorted(concepts)) for name, concepts in lists.items()}),
    )


def _read_all(name: str, folders: Sequence[Path]) -> Source:
    """The file of that name in the first folder with those that further folders have."""
    first, *others = folders
    whole = read_source(first / name)
    subjects, translations, origins = dict(whole.subjects), dict(whole.translations), dict[str, Path]()
    for path in (folder / name for folder in others):
        own = read_source(path) if path.exists() else Source(path, {}, {})
        for iri, values in own.subjects.items():
            if iri in subjects:
                raise own.fail(iri, f"is described by {whole.path} already; add terms of other names.")
            if f"{SKOS}notation" in values and not iri.endswith(
                "/" + own.one(iri, f"{SKOS}notation").replace("/", "-")
            ):
                raise own.fail(iri, "is not named by its notation; graphs name codes so.")
            subjects[iri], origins[iri] = values, path
        translations |= own.translations
    return Source(whole.path, subjects, translations, origins)


def _sorted(concepts: dict[str, Concept]) -> dict[str, Concept]:
    return dict(sorted(concepts.items()))


def _concepts(source: Source) -> Iterator[tuple[str, str]]:
    """Scheme and IRI of each concept of a file."""
    for iri, values in source.subjects.items():
        if f"{SKOS}inScheme" in values:
            yield source.one(iri, f"{SKOS}inScheme").removeprefix(BASE + "/"), iri


def _add(concepts: dict[str, Concept], concept: Concept, source: Source, iri: str) -> None:
    if concept.code in concepts:
        raise source.fail(iri, f"has the notation of {short(concepts[concept.code].iri)}; notations are unique.")
    concepts[concept.code] = concept


def _flag(source: Source, iri: str, name: str) -> bool:
    value = source.maybe(iri, KG + name) or "false"
    if value not in {"true", "false"}:
        raise source.fail(iri, f"has {name} '{value}'; write true or false.")
    return value == "true"


def _concept(source: Source, iri: str) -> Concept:
    box = source.maybe(iri, f"{KG}box")
    try:
        west, south, east, north = (float(part) for part in box.split()) if box else (0.0, 0.0, 0.0, 0.0)
    except ValueError:
        raise source.fail(iri, f"has the box '{box}'; write degrees west, south, east, north.") from None
    return Concept(
        code=source.one(iri, f"{SKOS}notation"),
        iri=iri,
        label=source.one(iri, f"{SKOS}prefLabel"),
        definition=source.maybe(iri, f"{SKOS}definition") or "",
        example=source.maybe(iri, f"{SKOS}example") or "",
        armed=_flag(source, iri, "armed"),
        civilian=_flag(source, iri, "civilian"),
        of_state=_flag(source, iri, "ofState"),
        box=(west, south, east, north) if box else None,
    )


def _action_types(source: Source) -> dict[str, ActionConcept]:
    types: dict[str, str] = {}
    modes: dict[str, dict[str, str]] = {}
    for scheme, iri in _concepts(source):
        if scheme != "action":
            raise source.fail(iri, f"is in the scheme '{scheme}'; this file holds the scheme 'action'.")
        notation = source.one(iri, f"{SKOS}notation")
        name, _, mode = notation.partition("/")
        group, key = (modes.setdefault(name, {}), mode) if mode else (types, name)
        if key in group:
            raise source.fail(iri, f"has the notation of {short(group[key])}; notations are unique.")
        group[key] = iri
    for name, members in modes.items():
        for iri in members.values():
            if source.maybe(iri, f"{SKOS}broader") != types.get(name):
                raise source.fail(iri, f"is a mode of '{name}' by its notation but not by skos:broader.")
    found: dict[str, ActionConcept] = {}
    for name, top in sorted(types.items()):
        narrower = {mode: _action(source, iri, top, {}) for mode, iri in sorted(modes.get(name, {}).items())}
        found[name] = _action(source, top, top, narrower)
    return found


def _action(source: Source, iri: str, top: str, modes: dict[str, ActionConcept]) -> ActionConcept:
    quad = source.one(top, f"{KG}quad")
    if quad not in QUADS:
        raise source.fail(top, f"has the quad class '{quad}'; have {', '.join(QUADS)}.")
    labels = source.each_language(iri, f"{SKOS}prefLabel")
    return ActionConcept(
        notation=source.one(iri, f"{SKOS}notation"),
        iri=iri,
        label=labels["en"],
        labels=MappingProxyType(labels),
        definition=source.one(iri, f"{SKOS}definition"),
        example=source.one(iri, f"{SKOS}example"),
        quad=quad,
        needs_recipient=_flag(source, top, "needsRecipient"),
        cameo=source.maybe(iri, f"{KG}cameoCode"),
        acled=AcledCodes(
            default=source.maybe(iri, f"{KG}acledSubEvent"),
            among_armed=source.maybe(iri, f"{KG}acledAmongArmed"),
            against_civilians=source.maybe(iri, f"{KG}acledAgainstCivilians"),
            by_own_state=source.maybe(iri, f"{KG}acledByOwnState"),
            by_others=source.maybe(iri, f"{KG}acledByOthers"),
        ),
        ucdp=UcdpCodes(
            with_state=source.maybe(top, f"{KG}ucdpWithState"),
            among_groups=source.maybe(top, f"{KG}ucdpAmongGroups"),
            against_civilians=source.maybe(top, f"{KG}ucdpAgainstCivilians"),
        ),
        modes=MappingProxyType(modes),
    )
