"""Faults of the actor registry: the files of ontology/actors in, what is wrong in which entry and what to do out.

Nothing raises here: a file that can't be read is a finding too, and the others are looked at all the same. The codes
and their meaning stand in ontology/actors/README.md.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct, ValidationError, convert

from kgbuild.errors import VocabularyError
from kgbuild.model import Severity
from kgbuild.registry.entries import KINDS, SECTORS, Entry, Row, State, expand_state, is_acronym
from kgbuild.registry.lint_names import CommonWords, find_clashes, find_unguarded

STATES = "states.toml"
LEXICON = "../lexicon/en"
"""Where words stand that names are held against."""
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_WIKIDATA = re.compile(r"Q[1-9]\d*")


class RegistryFinding(Struct, frozen=True, order=True):
    """One fault: the file's name, the entry's id ("" for the file as a whole), the field, and advice."""

    file: str
    entry: str
    code: str
    severity: Severity
    slot: str
    message: str


class Placed(Struct, frozen=True):
    """An entry, the file that it stands in, and the id or country code that it stands under there."""

    file: str
    slug: str
    entry: Entry


def lint_registry(folder: Path, *, only: Path | None = None) -> list[RegistryFinding]:
    """The faults of all files in `folder`, or of `only`, which may stand elsewhere and is read beside them.

    Sorted by file, entry and code; the order of files and entries has no influence.
    """
    paths = sorted(folder.glob("*.toml"))
    if only is not None and only.resolve() not in {path.resolve() for path in paths}:
        paths.append(only)
    found: list[RegistryFinding] = []
    placed: list[Placed] = []
    for path in paths:
        for item in _read(path):
            if isinstance(item, Placed):
                placed.append(item)
            else:
                found.append(item)
    countries = {one.slug for one in placed if one.file == STATES}
    words = CommonWords({})
    try:
        words = CommonWords.read(folder.parent / "lexicon" / "en")
    except VocabularyError as error:
        found.append(RegistryFinding(LEXICON, "", "KG901", "error", "", f"{error} Names were not held against words"))
    for one in placed:
        found.extend(_codes(one, countries))
        found.extend(_days(one))
        found.extend(
            _finding(one, "KG913", "aliases", f"'{name}' is {what}; make it `weak`, or give the name in full")
            for name, what in find_unguarded(one.entry, words)
        )
    found.extend(_twice(placed))
    found.extend(_parents(placed))
    for one, other, name in find_clashes(placed):
        found.append(
            _finding(
                one, "KG912", "aliases",
                f"'{name}' is also [{other.entry.id}] of {other.file}, in the same country at the same time; "
                "take it from one of the two, or say from when to when each was",
            )
        )  # fmt: skip
    return sorted(one for one in set(found) if only is None or one.file == only.name)


def _finding(one: Placed, code: str, slot: str, message: str, severity: Severity | None = None) -> RegistryFinding:
    graver: Severity = "warning" if code in {"KG913", "KG915"} else "error"
    return RegistryFinding(one.file, one.slug, code, severity or graver, slot, message)


def _read(path: Path) -> Iterator[Placed | RegistryFinding]:
    """The entries of a file, and what keeps others from being entries."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        yield RegistryFinding(path.name, "", "KG901", "error", "", f"{error}; correct the file")
        return
    if path.name == STATES:
        yield from _read_states(path, table)
        return
    defaults = table.pop("defaults", {})
    for slug, fields in table.items():
        yield from _read_entry(path.name, slug, fields, defaults)


def _read_states(path: Path, table: Mapping[str, Any]) -> Iterator[Placed | RegistryFinding]:
    for code, fields in table.items():
        try:
            yield from (Placed(path.name, code, entry) for entry in expand_state(code, convert(fields, State)))
        except (ValidationError, VocabularyError) as error:
            yield RegistryFinding(path.name, code, "KG902", "error", "", f"{error}; README.md beside it has the fields")


def _read_entry(
    file: str, slug: str, fields: object, defaults: Mapping[str, Any]
) -> Iterator[Placed | RegistryFinding]:
    def fault(code: str, slot: str, message: str) -> RegistryFinding:
        return RegistryFinding(file, slug, code, "error", slot, message)

    if not isinstance(fields, Mapping):
        yield fault("KG902", "", f"is a value, not a table; write [{slug}] and its fields below")
        return
    values = {**defaults, **fields}
    if not str(values.get("name", "")).strip():
        yield fault("KG903", "name", "has no name; give the one that output shall show")
        return
    kind = values.get("kind")
    if kind not in KINDS:
        yield fault("KG904", "kind", f"kind {kind!r} is none; have {', '.join(sorted(KINDS))}")
        return
    try:
        row = convert(values, Row)
    except (ValidationError, TypeError) as error:
        yield fault("KG902", "", f"{error}; README.md beside it has the fields")
        return
    yield Placed(file, slug, row.entry(slug))


def _codes(one: Placed, countries: set[str]) -> Iterator[RegistryFinding]:
    """Sectors, countries, the id itself, the Wikidata id, and names given twice."""
    entry = one.entry
    if one.file != STATES and not _SLUG.fullmatch(one.slug):
        yield _finding(one, "KG911", "", "the id is no slug; use lower-case letters, digits and single hyphens")
    for sector in dict.fromkeys((entry.sector, *(role.sector for role in entry.roles))):
        if sector is not None and sector not in SECTORS:
            yield _finding(one, "KG905", "sector", f"sector '{sector}' is none; have {', '.join(sorted(SECTORS))}")
    for country in dict.fromkeys((entry.country, *(role.country for role in entry.roles))):
        if country is not None and country not in countries:
            yield _finding(
                one, "KG906", "country", f"country '{country}' is not in {STATES}; use its ISO 3166-1 alpha-3 code"
            )
    if entry.wikidata is not None and not _WIKIDATA.fullmatch(entry.wikidata):
        yield _finding(one, "KG914", "wikidata", f"'{entry.wikidata}' is no Wikidata id; it is Q and a number")
    names = [entry.name, *entry.aliases, *entry.acronyms, *entry.weak]
    for name in sorted({name for name in names if names.count(name) > 1}):
        # a name of mostly capitals is an acronym wherever it stands; the list of acronyms may still repeat it
        if not (is_acronym(name) and name in entry.acronyms):
            yield _finding(one, "KG915", "aliases", f"'{name}' stands twice; leave one of the two out")


def _days(one: Placed) -> Iterator[RegistryFinding]:
    entry = one.entry
    spans = [("from", entry.start, entry.end), *(("roles", role.start, role.end) for role in entry.roles)]
    for slot, start, end in spans:
        days = [day for day in (start, end) if day is not None]
        wrong = [day for day in days if not _is_day(day)]
        for day in wrong:
            yield _finding(
                one, "KG907", slot, f"'{day}' is no day, month or year of ISO 8601; write 2014-06-29 or 2014"
            )
        if not wrong and start is not None and end is not None and end < start[: len(end)]:
            yield _finding(one, "KG908", slot, f"ends on {end}, before it begins on {start}; correct one of the two")


def _is_day(text: str) -> bool:
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 10 :] if len(text) < 10 else text)
    except ValueError:
        return False
    return True


def _twice(placed: Iterable[Placed]) -> Iterator[RegistryFinding]:
    """Ids and Wikidata ids of more than one entry."""
    ids: dict[str, Placed] = {}
    items: dict[str, Placed] = {}
    for one in sorted(placed, key=lambda one: (one.entry.id, one.file)):
        first = ids.setdefault(one.entry.id, one)
        if first is not one:
            yield _finding(one, "KG911", "", f"the id stands in {first.file} too; give one of the two another")
        if one.entry.wikidata is not None and (first := items.setdefault(one.entry.wikidata, one)) is not one:
            yield _finding(
                one,
                "KG914",
                "wikidata",
                f"{one.entry.wikidata} is also [{first.entry.id}]; keep the one that is certain",
            )


def _parents(placed: Iterable[Placed]) -> Iterator[RegistryFinding]:
    entries = {one.entry.id: one for one in placed}
    for one in entries.values():
        parent = one.entry.parent
        if parent is not None and parent not in entries:
            yield _finding(one, "KG909", "parent", f"parent '{parent}' is no entry; correct the id or add it")
            continue
        seen = [one.entry.id]
        while parent is not None and parent in entries and parent not in seen:
            seen.append(parent)
            parent = entries[parent].entry.parent
        if parent == one.entry.id:
            chain = " > ".join([*seen, parent])
            yield _finding(one, "KG910", "parent", f"is part of itself ({chain}); take one of the parents out")
