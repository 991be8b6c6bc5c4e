"""The files of ontology/crosswalks/ in, the codes of other schemes with the actions that match them out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

from kgbuild.errors import VocabularyError
from kgbuild.vocabulary.subjects import BASE, KG, SKOS, Source, read_source, short

CROSSWALKS = ("ace", "acled", "cameo", "plover", "ucdp")
"""The schemes that actions are matched with, by the last part of their IRIs."""
Kind = Literal["exact", "close", "narrow", "broad", "related"]
KINDS: tuple[Kind, ...] = ("exact", "close", "narrow", "broad", "related")
"""The best first: a code that lies within the action translates safely, one that is wider is a guess, a related one is
given by some words of the action alone."""
QUAD_CLASSES = {"VC": "1", "MC": "2", "VX": "3", "MX": "4"}
"""The numbers that GDELT gives the quad classes."""
TABLE = "cameo.tsv"

Rows = tuple[tuple[str, ...], list[tuple[str, ...]]]


class Match(Struct, frozen=True):
    """An action (`ASSAULT/beat`, or `ASSAULT` whatever the mode) and how the code compares with it.

    `kind` is that of the SKOS property from the action to the code: `narrow` when the code is the narrower.
    """

    action: str
    kind: Kind


class ForeignCode(Struct, frozen=True, kw_only=True):
    """A code of another scheme with the actions that match it, the best first; `note` tells why when there is none.

    `examples` are sentences, one for each match. `quad` (VC, MC, VX or MX) is that of a CAMEO code.
    """

    code: str
    iri: str
    label: str
    definition: str
    matches: tuple[Match, ...]
    examples: tuple[str, ...]
    note: str | None
    quad: str | None


@cache
def load_crosswalk(name: str, folder: Path) -> Mapping[str, ForeignCode]:
    """The codes of the scheme `name` by code, from an ontology folder.

    Raises:
        VocabularyError: there is no such crosswalk, or its file is malformed; the message names file, line and term.
    """
    if name not in CROSSWALKS:
        raise VocabularyError(f"no crosswalk '{name}'; have {', '.join(CROSSWALKS)}.")
    source = read_source(folder / "crosswalks" / f"{name}.ttl")
    # The sub-event types of ACLED are codes of statements too, so they stand with the other code lists.
    scheme = read_source(folder / "schemes.ttl") if name == "acled" else source
    concepts = [iri for iri, values in scheme.subjects.items() if values.get(f"{SKOS}inScheme") == [f"{BASE}/{name}"]]
    matches = _read_matches(source, frozenset(concepts), _read_notations(folder))
    codes = [_read_code(source, scheme, iri, matches.get(iri, [])) for iri in concepts]
    return MappingProxyType({one.code: one for one in sorted(codes, key=lambda one: one.code)})


def _read_notations(folder: Path) -> dict[str, str]:
    """The notations of actions by IRI."""
    source = read_source(folder / "actions.ttl")
    return {iri: source.one(iri, f"{SKOS}notation") for iri in source.subjects if iri.startswith(f"{BASE}/action/")}


def _read_matches(source: Source, codes: frozenset[str], notations: Mapping[str, str]) -> dict[str, list[Match]]:
    """The matches of each code by its IRI, the best first, those of one kind by action."""
    found: dict[str, list[Match]] = {}
    for kind in KINDS:
        name = f"{SKOS}{kind}Match"
        for iri in sorted(source.subjects):
            for code in source.subjects[iri].get(name, ()):
                if iri not in notations:
                    raise source.fail(iri, f"has a {short(name)}, but actions.ttl has no such action.")
                if code not in codes:
                    raise source.fail(iri, f"has the {short(name)} {short(code)}, which is no code of the scheme.")
                found.setdefault(code, []).append(Match(notations[iri], kind))
    return found


def _read_code(source: Source, scheme: Source, iri: str, matches: list[Match]) -> ForeignCode:
    own = source.subjects.get(iri, {})
    notes = own.get(f"{SKOS}note", [])
    if not matches and not notes:
        raise scheme.fail(iri, "matches no action and has no skos:note; write a match, or why there is none.")
    return ForeignCode(
        code=scheme.one(iri, f"{SKOS}notation"),
        iri=iri,
        label=scheme.one(iri, f"{SKOS}prefLabel"),
        definition=scheme.one(iri, f"{SKOS}definition"),
        matches=tuple(matches),
        examples=tuple(own.get(f"{SKOS}example", ())),
        note=" ".join(notes) or None,
        quad=_find_quad(scheme, iri),
    )


def _find_quad(scheme: Source, iri: str) -> str | None:
    """The quad class of a code or of the one above it that has one."""
    chain = [iri]
    while (quad := scheme.maybe(chain[-1], f"{KG}quad")) is None:
        broader = scheme.maybe(chain[-1], f"{SKOS}broader")
        if broader is None:
            return None
        if broader in chain or broader not in scheme.subjects:
            raise scheme.fail(chain[-1], f"has the skos:broader {short(broader)}, which is no code above it.")
        chain.append(broader)
    return quad


def tabulate_crosswalk(name: str, folder: Path) -> Rows:
    """A crosswalk as columns and rows: of CAMEO the best match of each code, of the others every match.

    Raises:
        VocabularyError: as `load_crosswalk`.
    """
    codes = load_crosswalk(name, folder).values()
    if name == "cameo":
        columns = ("CAMEOEVENTCODE", "EVENTDESCRIPTION", "type", "mode", "match", "QuadClass")
        # Whoever joins events with this table must get one row for each.
        return columns, [
            (one.code, one.label, *_cells(one.matches[:1]), QUAD_CLASSES.get(one.quad or "", "")) for one in codes
        ]
    return ("code", "name", "type", "mode", "match", "note"), [
        (one.code, one.label, *_cells((match,) if match else ()), one.note or "")
        for one in codes
        for match in (one.matches or (None,))
    ]


def _cells(matches: tuple[Match, ...]) -> tuple[str, str, str]:
    if not matches:
        return "", "", ""
    action, _, mode = matches[0].action.partition("/")
    return action, mode, f"{matches[0].kind}Match"


def format_tsv(rows: Rows) -> str:
    """Columns and rows as tab-separated lines."""
    columns, lines = rows
    return "".join("\t".join(line) + "\n" for line in (columns, *lines))


def write_cameo_table(folder: Path) -> Path:
    """Write the CAMEO crosswalk of an ontology folder as a table beside it; the path written."""
    path = folder / "crosswalks" / TABLE
    path.write_text(format_tsv(tabulate_crosswalk("cameo", folder)), encoding="utf-8")
    return path
