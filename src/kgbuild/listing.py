"""What kgbuild knows, as tables: a list's name in, its columns and rows out; or what the code of a finding means."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from textwrap import fill
from typing import TypeAlias, get_args

import msgspec

from kgbuild.errors import SettingsError, StageError
from kgbuild.model import Severity
from kgbuild.new_actors import NewActor
from kgbuild.stage import Group, list_stages
from kgbuild.unmatched import Unmatched
from kgbuild.vocabulary import CROSSWALKS, Concept, Vocabulary, data_folder, load_vocabulary, ontology_folders
from kgbuild.vocabulary.codes import list_profiles, load_codes, load_profile
from kgbuild.vocabulary.crosswalk_tables import tabulate_crosswalk

Table: TypeAlias = tuple[tuple[str, ...], list[tuple[str, ...]]]
"""Column names, and rows with as many cells."""
AROUND = 60
"""Characters of an example shown on either side of its word."""
WIDTH = 100
"""Columns of a page."""


def list_vocabulary(
    name: str, *, containing: str = "", language: str | None = None, vocabulary: Vocabulary | None = None
) -> Table:
    """One list of the vocabulary; `containing` keeps the rows that have these letters in any cell, whatever their case.

    `language` adds the labels in that language; actions and modes have some (`ActionConcept.labels`).

    Raises:
        StageError: there is no list of that name, or no label in that language; the message says which there are.
    """
    if name not in _LISTS:
        near = get_close_matches(name, _LISTS, n=1, cutoff=0.5)
        hint = f" Did you mean '{near[0]}'?" if near else ""
        raise StageError(f"no list '{name}'; have {', '.join(_LISTS)}.{hint}")
    vocabulary = vocabulary or load_vocabulary()
    columns, rows = _LISTS[name](vocabulary) if language is None else _add_labels(name, language, vocabulary)
    wanted = containing.casefold()
    return columns, [row for row in rows if any(wanted in cell.casefold() for cell in row)]


def _add_labels(name: str, language: str, vocabulary: Vocabulary) -> Table:
    """The list of actions or modes, its names followed by their labels in that language, empty where there is none."""
    types = vocabulary.action_types.values()
    concepts = {"actions": list(types), "modes": [mode for one in types for mode in one.modes.values()]}.get(name)
    if concepts is None:
        raise StageError(f"the list '{name}' has English labels only; actions and modes have others.")
    have = sorted({one for concept in concepts for one in concept.labels})
    if language not in have:
        raise StageError(f"no labels in '{language}'; have {', '.join(have)}.")
    columns, rows = _LISTS[name](vocabulary)
    at = columns.index("mode" if name == "modes" else "type") + 1
    labelled = zip(rows, concepts, strict=True)
    return (*columns[:at], "label", *columns[at:]), [
        (*row[:at], concept.labels.get(language, ""), *row[at:]) for row, concept in labelled
    ]


def count_vocabulary(vocabulary: Vocabulary | None = None) -> Table:
    """The lists there are, each with its number of entries."""
    vocabulary = vocabulary or load_vocabulary()
    return ("list", "entries"), [(name, str(len(make(vocabulary)[1]))) for name, make in _LISTS.items()]


def list_all_stages(group: str | None = None) -> Table:
    """Stages with their groups, sorted; those of one group on request.

    Raises:
        StageError: there is no such group.
    """
    groups: tuple[Group, ...] = get_args(Group)
    if group is not None and group not in groups:
        raise StageError(f"no group '{group}'; have {', '.join(groups)}.")
    return ("group", "stage"), [(one, stage) for one in groups if group in {None, one} for stage in list_stages(one)]


def list_codes(severities: Mapping[str, Severity], *folders: Path) -> Table:
    """Every code with its severity (that of `severities`, else its own), the slot it is about and its title."""
    return ("code", "severity", "slot", "title"), [
        (code, severities.get(code, known.severity), known.slot, known.title)
        for code, known in load_codes(*folders).items()
    ]


def format_codes(severities: Mapping[str, Severity], format: str, *folders: Path) -> str:
    """The table of codes for a reader, or as JSON Lines (`jsonl`)."""
    table = list_codes(severities, *folders)
    if format != "jsonl":
        return format_table(table)
    columns, rows = table
    return "".join(msgspec.json.encode(dict(zip(columns, row, strict=True))).decode() + "\n" for row in rows)


def explain_code(code: str, severities: Mapping[str, Severity], *folders: Path) -> str:
    """What a code means, how grave it is, what to do about it, and where it is defined.

    Raises:
        SettingsError: there is no such code; the message says which is near.
    """
    given, code = code, code.upper()
    codes = load_codes(*folders)
    known = codes.get(code)
    if known is None:
        near = get_close_matches(code, codes, n=1, cutoff=0.0)[0]
        raise SettingsError(f"no code '{given}'; the nearest is {near}. 'kgbuild check --codes' lists them.")
    severity = severities.get(code, known.severity)
    advice = "It refuses the statement." if severity == "error" and known.slot else ""
    elsewhere = [
        f"{load_profile(name, *folders)[code]} in the profile '{name}'"
        for name in list_profiles(*folders)
        if load_profile(name, *folders).get(code, severity) != severity
    ]
    facts = {
        "severity": severity + (f"; {', '.join(elsewhere)}" if elsewhere else ""),
        "slot": known.slot,
        "message": known.message,
        "raised by": _first_case(code, "failing"),
        "not by": _first_case(code, "passing"),
        "defined in": ", ".join(_list_sources(code, folders or ontology_folders())),
    }
    lines = [f"{code}  {known.title}", "", fill(f"{known.explanation} {advice}".rstrip(), WIDTH), ""]
    width = max(map(len, facts)) + 2
    lines += [
        fill(value, WIDTH, initial_indent=name.ljust(width), subsequent_indent=" " * width, break_on_hyphens=False)
        for name, value in facts.items()
        if value
    ]
    return "\n".join(lines) + "\n"


def _first_case(code: str, kind: str) -> str:
    path = data_folder("ontology") / "checks" / f"{code}.toml"
    return str(tomllib.loads(path.read_text(encoding="utf-8"))[kind][0]["about"]) if path.is_file() else ""


def _list_sources(code: str, folders: Sequence[Path]) -> Iterator[str]:
    """The file with its line where the check, linter, shape or rule of a code stands."""
    package = Path(__file__).parent
    rooms = [package, *(package / room for room in ("checks", "vocabulary", "registry", "graph"))]
    places = [(room, "*.py", f'"{code}"') for room in rooms]
    for folder in folders:
        places += [(folder, "shapes.ttl", f'kg:code "{code}"'), (folder / "rules", "*.rq", f'"{code}"')]
    for folder, pattern, words in places:
        for path in sorted(folder.glob(pattern)):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if words in line:
                    yield f"{path.parent.name}/{path.name}:{number}"
                    break


def format_table(table: Table) -> str:
    """The table for a reader: columns side by side, two spaces between them."""
    columns, rows = table
    widths = [max(len(row[number]) for row in [columns, *rows]) for number in range(len(columns))]
    lines = [columns, tuple("-" * width for width in widths), *rows]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() + "\n" for line in lines
    )


def format_unmatched(found: Sequence[Unmatched], *, show: int) -> str:
    """Words that no frame read, for a reader: `show` verbs and as many nouns, each with an example, then the rest."""
    if not found:
        return "Frames read every verb and event noun of these articles.\n"
    parts = []
    for part in ("verb", "noun"):
        own = [one for one in found if one.part == part and not one.general]
        if own:
            parts.append(_format_words(part, own, show))
    general = [one for one in found if one.general]
    if general:
        most = sorted(general, key=lambda one: (-one.count, one.word))[:show]
        words = ", ".join(f"{one.word} {one.count:,}" for one in most)
        parts.append(
            f"Set apart as general language or read otherwise (ontology/lexicon/en/general.toml), {len(general):,} "
            f"words, the most frequent: {words}\n"
        )
    return "\n".join(parts)


def format_new_actors(found: Sequence[NewActor], *, show: int) -> str:
    """Named actors without an entry, for a reader: `show` of them as a table, then an entry for each to complete."""
    if not found:
        return "The registry holds every named actor of this graph.\n"
    columns = ("name", "kind", "country", "sector", "mentions", "articles", "example")
    shown = found[:show]
    rows: list[tuple[str, ...]] = [
        (one.name, one.kind, one.country or "", one.sector or "", str(one.count), str(one.articles),
         f"{_cut_around(one.example.evidence, one.name)} ({one.example.article})")
        for one in shown
    ]  # fmt: skip
    rest = len(found) - len(rows)
    more = f"... and {rest:,} more: --show N shows more, --format json all.\n" if rest else ""
    stubs = "\n".join(one.stub for one in shown)
    head = "# Entries to look at, complete and put into a file of ontology/actors/; 'kgbuild check' reads them again.\n"
    return f"{format_table((columns, rows))}{more}\n{head}\n{stubs}"


def _cut_around(sentence: str, words: str) -> str:
    """A sentence cut to the characters around some of its words."""
    at = max(sentence.find(words), 0)
    first, last = max(0, at - AROUND), min(len(sentence), at + len(words) + AROUND)
    return f"{'...' if first else ''}{sentence[first:last].strip()}{'...' if last < len(sentence) else ''}"


def _format_words(part: str, found: Sequence[Unmatched], show: int) -> str:
    columns = (part, "uses", "articles", "who", "whom, what, where", "near in the lexicon")
    rows: list[tuple[str, ...]] = [
        (one.word, str(one.count), str(one.articles), _heads(one.subjects), _heads(one.objects), one.hint)
        for one in found[:show]
    ]
    head, line, *lines = format_table((columns, rows)).splitlines(keepends=True)
    shown = "".join(f"{row}    {_excerpt(one)}\n" for row, one in zip(lines, found, strict=False))
    rest = len(found) - len(rows)
    return head + line + shown + (f"... and {rest:,} more: --show N shows more, --format json all.\n" if rest else "")


def _heads(counts: dict[str, int]) -> str:
    return ", ".join(f"{head} {count:,}" for head, count in counts.items())


def _excerpt(one: Unmatched) -> str:
    """The words around the word, and the article that holds them."""
    sentence, at, end = one.example.sentence, one.example.at, one.example.at + one.example.end - one.example.start
    first, last = max(0, at - AROUND), min(len(sentence), end + AROUND)
    left = "..." if first else ""
    right = "..." if last < len(sentence) else ""
    return f"{left}{sentence[first:last].strip()}{right} ({one.example.article})"


def _actions(vocabulary: Vocabulary) -> Table:
    return ("type", "quad", "cameo", "meaning", "modes"), [
        (one.notation, one.quad, one.cameo or "", one.definition, ", ".join(one.modes))
        for one in vocabulary.action_types.values()
    ]


def _modes(vocabulary: Vocabulary) -> Table:
    return ("type", "mode", "cameo", "meaning"), [
        (one.notation, name, mode.cameo or "", mode.definition)
        for one in vocabulary.action_types.values()
        for name, mode in one.modes.items()
    ]


def _concepts(scheme: str) -> Callable[[Vocabulary], Table]:
    def make(vocabulary: Vocabulary) -> Table:
        return ("code", "label", "meaning"), [_row(concept) for concept in vocabulary.codes(scheme).values()]

    return make


def _row(concept: Concept) -> tuple[str, str, str]:
    return concept.code, concept.label, concept.definition


def _actors(vocabulary: Vocabulary) -> Table:
    return ("id", "name", "kind", "country", "sector", "also"), [
        (one.id, one.name, one.kind, one.country or "", one.sector or "", "; ".join((*one.acronyms, *one.aliases)))
        for one in sorted(vocabulary.registry.entries.values(), key=lambda entry: entry.id)
    ]


def _frames(vocabulary: Vocabulary) -> Table:
    return ("frame", "type", "mode", "example"), [
        (frame.id, frame.type, frame.mode or "", frame.example)
        for frame in sorted(vocabulary.lexicon.frames, key=lambda frame: frame.id)
    ]


def _crosswalk(scheme: str) -> Callable[[Vocabulary], Table]:
    return lambda vocabulary: tabulate_crosswalk(scheme, vocabulary.folders[0])


def _profiles(vocabulary: Vocabulary) -> Table:
    return ("profile", "for"), list(list_profiles(*vocabulary.folders).items())


_LISTS: dict[str, Callable[[Vocabulary], Table]] = {
    "actions": _actions,
    "modes": _modes,
    "contexts": _concepts("context"),
    "sectors": _concepts("sector"),
    "kinds": _concepts("kind"),
    "countries": _concepts("country"),
    "actors": _actors,
    "frames": _frames,
    "profiles": _profiles,
    **{scheme: _crosswalk(scheme) for scheme in CROSSWALKS},
}
