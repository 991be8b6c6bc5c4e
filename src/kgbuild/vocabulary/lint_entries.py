"""The TOML files of an ontology in (lexicon, places, agencies, states), the entries that point to nothing out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from kgbuild.errors import VocabularyError
from kgbuild.lexicon import NOT_FRAMES, load_lexicon
from kgbuild.registry.people import load_people
from kgbuild.vocabulary.faults import OntologyFinding, make_fault
from kgbuild.vocabulary.schemes import SCHEMES
from kgbuild.vocabulary.shapes import shape_codes
from kgbuild.vocabulary.sources import Files
from kgbuild.vocabulary.subjects import BASE, KG, SKOS

CODES = "codes.toml"
COUNTRY_LISTS = ("claimed_by", "held_by", "of", "countries")
"""Fields of entries about places that hold country codes, or names of authorities that have none."""
_CODE = re.compile(r"[A-Z]+\d+")
_LINE = re.compile(r"line (\d+)")


class _Toml(NamedTuple):
    """A file's name below the ontology, its text and what it holds."""

    name: str
    text: str
    table: dict[str, Any]

    def line(self, *words: str) -> int:
        """The line that holds the first of the words, then below it the next, and so on."""
        lines, number = self.text.splitlines(), 0
        for word in words:
            rest = range(number, len(lines))
            number = next((one for one in rest if word in lines[one] and not lines[one].startswith("#")), number)
        return number + 1

    def fault(self, code: str, term: str, message: str, *words: str) -> OntologyFinding:
        return make_fault(code, self.name, self.line(*words), term, message)


def find_entry_faults(folder: Path, files: Files) -> Iterator[OntologyFinding]:
    """Entries of the lexicon, of places, of agencies and of states that point to codes that no scheme has."""
    codes = _codes(files)
    read = [_read(path, folder) for path in _paths(folder)]
    yield from (one for one in read if isinstance(one, OntologyFinding))
    if files.unreadable:
        return
    lexicon = [one for one in read if isinstance(one, _Toml) and one.name.startswith("lexicon/")]
    found = [fault for one in lexicon for fault in (*_frames(one, codes), *_people(one, codes))]
    yield from found
    if not found and all(isinstance(one, _Toml) for one in read):
        yield from _load(folder / "lexicon" / "en")
    tables = {one.name: one for one in read if isinstance(one, _Toml)}
    yield from _code_table(tables, files)
    for name, one in tables.items():
        if name == "actors/states.toml":
            yield from _states(one, codes["country"])
        elif not name.startswith(("lexicon/", "profiles/", CODES)):
            yield from _places(one, codes)


def _paths(folder: Path) -> list[Path]:
    # The other files of actors/ are read by the linter of the registry.
    patterns = ("*.toml", "actors/states.toml", "lexicon/en/*.toml", "places/*.toml", "profiles/*.toml")
    return sorted(path for pattern in patterns for path in folder.glob(pattern))


def _read(path: Path, folder: Path) -> _Toml | OntologyFinding:
    name = path.relative_to(folder).as_posix()
    try:
        text = path.read_text(encoding="utf-8")
        return _Toml(name, text, tomllib.loads(text))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        found = _LINE.search(str(error))
        return make_fault("KG001", name, int(found[1]) if found else 1, "", f"{error}; correct the file")


def _codes(files: Files) -> dict[str, set[str]]:
    """The codes of each scheme, by notations and by names of concepts: a slip in one of the two is told elsewhere."""
    codes: dict[str, set[str]] = {name: set() for name in (*SCHEMES, "action", "cameo")}
    for turtle in files.turtles:
        for subject, values in turtle.values.items():
            if subject.startswith(f"{BASE}/") and f"{SKOS}notation" in values:
                name, _, local = subject.removeprefix(f"{BASE}/").partition("/")
                notations = {value.value for value in values[f"{SKOS}notation"]}
                codes.setdefault(name, set()).update(notations, {local} if name != "action" else ())
    return codes


def _frames(file: _Toml, codes: Mapping[str, set[str]]) -> Iterator[OntologyFinding]:
    """Type, mode, contexts, harm and CAMEO code of each frame."""
    if Path(file.name).name in NOT_FRAMES:
        return
    action = str(file.table.get("type"))
    if action not in codes["action"] or "/" in action:
        types = _some([code for code in codes["action"] if "/" not in code])
        yield file.fault("KG031", action, f"is no type; have {types}", "type =")
        return
    modes = sorted(code.partition("/")[2] for code in codes["action"] if code.startswith(f"{action}/"))
    for frame in file.table.get("frame", ()):
        name = str(frame.get("id"))
        pointers: list[tuple[str, str | None, Collection[str]]] = [
            ("mode", frame.get("mode"), modes),
            ("harm", frame.get("harm"), codes["quantity"]),
            *(("context", context, codes["context"]) for context in frame.get("contexts", ())),
        ]
        if codes["cameo"]:
            pointers.append(("CAMEO code", frame.get("cameo"), codes["cameo"]))
        for field, value, have in pointers:
            if value is not None and value not in have:
                message = f"points to the {field} '{value}', which does not exist; have {_some(have)}"
                yield file.fault("KG031", name, message, f'id = "{name}"', f'"{value}"')


def _people(file: _Toml, codes: Mapping[str, set[str]]) -> Iterator[OntologyFinding]:
    """Kinds and sectors of the nouns for people."""
    if Path(file.name).name != "people.toml":
        return
    for name, row in file.table.get("classes", {}).items():
        for field in ("kind", "sector"):
            if field in row and row[field] not in codes[field]:
                message = f"points to the {field} '{row[field]}', which does not exist; have {_some(codes[field])}"
                yield file.fault("KG031", f"classes.{name}", message, f"[classes.{name}]", f'"{row[field]}"')
    for table in ("modifiers", "titles"):
        for sector in file.table.get(table, {}):
            if sector and sector not in codes["sector"]:
                message = f"points to the sector '{sector}', which does not exist; have {_some(codes['sector'])}"
                yield file.fault("KG031", f"{table}.{sector}", message, f"[{table}]", sector)


def _load(folder: Path) -> Iterator[OntologyFinding]:
    """Whatever else keeps the lexicon from being loaded."""
    for load in (load_lexicon, load_people):
        try:
            load(folder)
        except VocabularyError as error:
            text = str(error)
            file = next(
                (path.name for path in sorted(folder.glob("*.toml")) if f"/{path.name}" in text), "patterns.toml"
            )
            line, entry = _LINE.search(text), re.search(r"frame ([\w-]+): ", text)
            message = text.partition(": ")[2].removeprefix(entry[0] if entry else "") or text
            yield make_fault(
                "KG031", f"lexicon/en/{file}", int(line[1]) if line else 1, entry[1] if entry else "",
                f"{message.rstrip('.')}; correct the entry",
            )  # fmt: skip


def _code_table(tables: Mapping[str, _Toml], files: Files) -> Iterator[OntologyFinding]:
    """Codes of shapes, rules and profiles that the table of codes lacks, and those of it that are gone."""
    table = tables.get(CODES)
    if table is None:
        return
    given = set()
    for turtle in files.turtles:
        for code, shape in shape_codes(turtle):
            given.add(code)
            if code not in table.table:
                message = f"gives the code {code}, which {CODES} does not explain; add it there"
                yield turtle.fault("KG023", shape, message, f"{KG}code")
    for rule in files.rules:
        if (found := rule.bound("code")) and _CODE.fullmatch(found["value"]):
            given.add(found["value"])
            if found["value"] not in table.table:
                message = f"is '{found['value']}', which {CODES} does not explain; add it there"
                yield rule.fault(rule.line_of(found), "?code", message, "KG023")
    for code in table.table:
        if re.fullmatch(r"KG[78](?!00)\d\d", code) and code not in given:
            yield table.fault("KG023", code, "is a code that no shape or rule gives; take it out", f"[{code}]")
    for name, profile in tables.items():
        for code in profile.table.get("severities", ()) if name.startswith("profiles/") else ():
            if code not in table.table:
                yield profile.fault("KG023", code, f"is no code of {CODES}; correct it or take it out", f"{code} =")


def _states(file: _Toml, countries: set[str]) -> Iterator[OntologyFinding]:
    for code in file.table:
        if code not in countries:
            yield file.fault("KG033", code, "is no country of the scheme; add it to countries.ttl", f"[{code}]")


def _places(file: _Toml, codes: Mapping[str, set[str]]) -> Iterator[OntologyFinding]:
    """Countries and levels of places, agencies and words of origin."""
    for entry, field, value in _pointers(file.table, ""):
        scheme = "level" if field == "level" else "country"
        if value not in codes[scheme]:
            message = f"points by '{field}' to the {scheme} '{value}', which does not exist; correct the code"
            yield file.fault(
                "KG032", entry or value, message, f'name = "{entry}"' if entry else "", _quoted(file, value)
            )


def _quoted(file: _Toml, value: str) -> str:
    return f'"{value}"' if f'"{value}"' in file.text else value


def _pointers(table: Mapping[str, Any], entry: str) -> Iterator[tuple[str, str, str]]:
    """Entry, field and code wherever a table names countries or levels."""
    entry = str(table.get("name", entry))
    for field, value in table.items():
        if field in {"country", "level"} and isinstance(value, str):
            yield entry, field, value
        elif field in COUNTRY_LISTS and isinstance(value, list):
            yield from ((entry, field, code) for code in value if re.fullmatch(r"[A-Z]{3}", str(code)))
        elif field in {"countries", "level"} and isinstance(value, Mapping):
            yield from ((entry, field, code) for code in value)
        elif isinstance(value, Mapping):
            if re.fullmatch(r"[A-Z]{3}", field) and not entry:
                yield field, "country", field
            yield from _pointers(value, entry)
        elif isinstance(value, list):
            for one in value:
                if isinstance(one, Mapping):
                    yield from _pointers(one, entry)


def _some(codes: Collection[str]) -> str:
    return ", ".join(sorted(codes)) or "none"
