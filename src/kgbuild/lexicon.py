"""The lexicon: ontology/lexicon/en/*.toml in, trigger frames and word classes out.

A frame says which words name an action and which syntactic neighbours fill its roles; see ontology/lexicon/README.md.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, cast, get_args

from kgbuild.errors import VocabularyError
from kgbuild.model import ACTION_TYPES, ActionType, QuantityKind

Role = Literal["actor", "recipient", "place", "origin", "goal", "instrument", "content", "thing", "party"]
"""What a syntactic neighbour fills; `party` is either side of a mutual action, `thing` what is given or moved."""

FRAME_KEYS = frozenset((
    "id", "mode", "cameo", "contexts", "pattern", "roles", "verbs", "nouns", "harm", "spoken", "needs",
    "from_content", "subjects", "objects", "not_with", "example", "counter",
))  # fmt: skip
SPOKEN = frozenset(("SAY", "ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "AGREE", "CONCEDE"))
"""Actions done by words: what their objects are about happens elsewhere."""
WORDS = ("words.toml", "attributions.toml", "standing.toml")
"""Files of word classes."""
NEEDS = frozenset((
    "aid", "armed-or-ground", "armed-or-placed", "armed-prey", "armed-side", "armed-thing", "asked-to", "at-sea",
    "at-site", "by-arms", "called-for", "caught-doing", "civilian", "clause", "cleared-ground", "coercive",
    "complement", "content", "crowd", "demanded", "dissent", "envoy", "fired", "force", "forced", "forces-leave",
    "fought", "found-dead", "friendly", "friendly-not", "given-to", "given-up", "goal-or-origin", "harmed", "held",
    "hostile", "insulted", "labor", "laden", "lost-ground", "men-lost", "money", "moved", "must", "no-infinitive",
    "no-object", "no-site", "not-by-votes", "not-by-words", "not-from", "not-question", "not-yielding", "of-others",
    "offered", "opponent", "own-will", "peacekeeping", "permits", "phone", "policing", "promised",
    "receiver-behind", "refugees", "reported", "settled", "side-or-place", "sided", "state-or-body",
    "target-or-side", "to-come", "to-protest", "together", "told-to", "two-sides", "unless", "unsaid", "uprooted",
    "will", "will-not",
))  # fmt: skip
"""Conditions beyond word classes; extractors/rules/conditions_*.py have a function for each."""
CLASSES = frozenset(("person", "place", "weapon", "event", "accident", "facility", "area", "vehicle", "thing"))
"""What a subject or object can be asked to be; extractors/rules/conditions.py tells them apart."""
NOT_FRAMES = frozenset((
    "patterns.toml", "cameo.toml", "confidence.toml", "general.toml", *WORDS, "people.toml", "first_names.toml",
    "times.toml", "numbers.toml",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frame:
    """One sense of some words: the action they name and the roles their neighbours fill.

    `cameo` is the code of the CAMEO scheme where it is another than the mode's own. `roles` maps subject, object,
    dative, possessive, demonym and prepositions to a role. `harm` is what happens to the recipients (killed,
    wounded ...).
    `needs` names further conditions (see NEEDS); `subjects` and `objects` name word classes one of which the subject or
    object must belong to; `not_with` lists lemmas whose presence in the sentence rules the sense out, `not_phrases`
    lemmas that do so when they follow each other. `spoken` acts are done by words, so what their objects are about
    happens elsewhere; by default those of the verbal action types.
    `from_content` says whose side fills an empty recipient from the content: "done-to" of a promise or threat (who is
    to get or suffer what is promised), "doer" of a demand (who is to act). `own` frames are those of a user's folder.
    """

    id: str
    type: ActionType
    mode: str | None = None
    cameo: str | None = None
    contexts: tuple[str, ...] = ()
    roles: Mapping[str, Role] = field(default_factory=dict)
    harm: QuantityKind | None = None
    needs: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()
    not_with: frozenset[str] = frozenset()
    not_phrases: frozenset[tuple[str, ...]] = frozenset()
    spoken: bool = False
    from_content: Literal["", "done-to", "doer"] = ""
    example: str = ""
    counter: str = ""
    own: bool = False

    @property
    def conditions(self) -> int:
        """How many kinds of conditions the words must meet: the more, the more special the sense.

        What must not be there makes none.
        """
        return bool(self.subjects) + bool(self.objects) + sum(not need.startswith("not-") for need in self.needs)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that trigger a frame: for each word after the first the lemmas that may stand there, in order."""

    rest: tuple[frozenset[str], ...]
    frame: Frame


@dataclass(frozen=True)
class ClauseCodes:
    """CAMEO codes that the clause decides and not the frame; cameo.toml says of what.

    `rallied_to` are the types of what others are called on to do against somebody, `intended` the codes by type of what
    somebody will do.
    """

    considered: str
    rallied: str
    rallied_to: frozenset[str]
    peacekeeping: str
    help: str
    intended: Mapping[str, str]


@dataclass(frozen=True)
class Lexicon:
    """Trigger phrases by their first lemma, longest first, classes of words by name and codes of clauses."""

    verbs: Mapping[str, tuple[Phrase, ...]]
    nouns: Mapping[str, tuple[Phrase, ...]]
    words: Mapping[str, frozenset[str]]
    frames: tuple[Frame, ...]
    codes: ClauseCodes

    @cached_property
    def event_nouns(self) -> frozenset[str]:
        """Nouns that alone name an action; "time" of "time bomb" is none."""
        return frozenset(lemma for lemma, phrases in self.nouns.items() if any(not phrase.rest for phrase in phrases))

    def frame(self, name: str) -> Frame:
        """The frame of an id ("reject.will-not").

        Raises:
            VocabularyError: no such frame.
        """
        for frame in self.frames:
            if frame.id == name:
                return frame
        raise VocabularyError(f"the lexicon has no frame '{name}'")


def load_lexicon(*folders: Path, types: Collection[str] = ACTION_TYPES) -> Lexicon:
    """The lexicon of the files in a folder; frames and word classes of further folders extend it.

    A verb that frames of both read is read by that of the further folder first. `types` are those of the action scheme.

    Raises:
        VocabularyError: a file is missing or malformed; the message names file, entry and key.
    """
    folder = folders[0]
    patterns: dict[str, dict[str, Role]] = {
        name: _roles(table, folder / "patterns.toml", name) for name, table in _read(folder / "patterns.toml").items()
    }
    words = _word_classes(folders)
    verbs: dict[str, list[Phrase]] = {}
    nouns: dict[str, list[Phrase]] = {}
    frames: list[Frame] = []
    for path in (path for one in folders for path in sorted(one.glob("*.toml"))):
        if path.name in NOT_FRAMES:
            continue
        content = _read(path)
        action = content.get("type")
        if action not in types:
            raise VocabularyError(f"{path}, line {_line(path, 'type =')}: {action!r} is not one of the action types")
        for table in content.get("frame", []):
            frame = replace(_frame(table, str(action), patterns, path), own=path.parent != folder)
            frames.append(frame)
            for index, key in ((verbs, "verbs"), (nouns, "nouns")):
                for entry in table.get(key, []):
                    first, *rest = (_alternatives(word, words, path, frame.id) for word in entry.split())
                    for lemma in sorted(first):
                        index.setdefault(lemma, []).append(Phrase(tuple(rest), frame))
    order = {frame.id: number for number, frame in enumerate(frames)}
    if len(order) < len(frames):
        ids = [frame.id for frame in frames]
        raise VocabularyError(f"frame ids are not unique: {sorted({i for i in ids if ids.count(i) > 1})}")
    return Lexicon(
        {lemma: _longest_first(phrases, order) for lemma, phrases in verbs.items()},
        {lemma: _longest_first(phrases, order) for lemma, phrases in nouns.items()},
        words,
        tuple(frames),
        _clause_codes(folder / "cameo.toml"),
    )


def _clause_codes(path: Path) -> ClauseCodes:
    content = _read(path)
    names = {field.name for field in fields(ClauseCodes)}
    if wrong := names ^ content.keys():
        raise VocabularyError(f"{path}: {sorted(wrong)} missing or unknown; it has {', '.join(sorted(names))}")
    return ClauseCodes(**{**content, "rallied_to": frozenset(content["rallied_to"])})


def _word_classes(folders: Sequence[Path]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for number, path in ((number, folder / file) for number, folder in enumerate(folders) for file in WORDS):
        for name, entries in _read(path).items() if number == 0 or path.exists() else ():
            if name in found and number:
                raise VocabularyError(f"{path}: the class '{name}' is in the lexicon already; give yours another name.")
            found[name] = frozenset(entries)
    return found


def _alternatives(word: str, classes: Mapping[str, frozenset[str]], path: Path, name: str) -> frozenset[str]:
    """The lemmas that a word of a trigger stands for: those between bars, "@arms" for a class of words.toml."""
    found: set[str] = set()
    for part in word.split("|"):
        if not part.startswith("@"):
            found.add(part)
        elif part[1:] in classes:
            found |= classes[part[1:]]
        else:
            raise _fault(path, name, f"words.toml has no class '{part[1:]}'")
    return frozenset(found)


def _longest_first(phrases: list[Phrase], order: Mapping[str, int]) -> tuple[Phrase, ...]:
    """Longer phrases first, then the user's own frames, those with more conditions, and by file and place."""
    return tuple(
        sorted(phrases, key=lambda one: (-len(one.rest), not one.frame.own, -one.frame.conditions, order[one.frame.id]))
    )


def _frame(table: dict[str, Any], action: ActionType, patterns: Mapping[str, dict[str, Role]], path: Path) -> Frame:
    name = table.get("id", "without id")
    if unknown := table.keys() - FRAME_KEYS:
        raise _fault(path, name, f"unknown key {sorted(unknown)}; have {sorted(FRAME_KEYS)}")
    if not table.get("verbs") and not table.get("nouns"):
        raise _fault(path, name, "no verbs and no nouns, so nothing triggers it")
    if not table.get("example"):
        raise _fault(path, name, "an example sentence is missing")
    if table.get("pattern") not in patterns:
        raise _fault(path, name, f"no pattern {table.get('pattern')!r} in patterns.toml")
    harm = table.get("harm")
    if harm is not None and harm not in get_args(QuantityKind):
        raise _fault(path, name, f"harm {harm!r} is no kind of quantity")
    from_content = table.get("from_content", "")
    if from_content not in ("", "done-to", "doer"):
        raise _fault(path, name, f"from_content is 'done-to' or 'doer', not {from_content!r}")
    if strange := set(table.get("needs", ())) - NEEDS:
        raise _fault(path, name, f"unknown needs {sorted(strange)}; have {sorted(NEEDS)}")
    if strange := {*table.get("subjects", ()), *table.get("objects", ())} - CLASSES:
        raise _fault(path, name, f"unknown classes {sorted(strange)}; have {sorted(CLASSES)}")
    return Frame(
        id=f"{action.lower()}.{name}",
        type=action,
        mode=table.get("mode"),
        cameo=table.get("cameo"),
        contexts=tuple(table.get("contexts", ())),
        roles={**patterns[table["pattern"]], **_roles(table.get("roles", {}), path, name)},
        harm=harm,
        needs=frozenset(table.get("needs", ())),
        subjects=frozenset(table.get("subjects", ())),
        objects=frozenset(table.get("objects", ())),
        not_with=frozenset(words for words in table.get("not_with", ()) if " " not in words),
        not_phrases=frozenset(tuple(words.split()) for words in table.get("not_with", ()) if " " in words),
        spoken=table.get("spoken", action in SPOKEN),
        from_content=from_content,
        example=table["example"],
        counter=table.get("counter", ""),
    )


def _roles(table: Mapping[str, str], path: Path, name: str) -> dict[str, Role]:
    roles: dict[str, Role] = {}
    for keys, role in table.items():
        if role not in get_args(Role):
            raise _fault(path, name, f"role {role!r} of '{keys}' is none of {', '.join(get_args(Role))}")
        roles.update(dict.fromkeys(keys.split(), cast("Role", role)))  # "on against at" share a role
    return roles


def _fault(path: Path, name: str, what: str) -> VocabularyError:
    """The error about a frame, or a pattern, with its line."""
    short = name.rpartition(".")[2]
    line = _line(path, f"[{short}]" if path.name == "patterns.toml" else f'id = "{short}"')
    return VocabularyError(f"{path}, line {line}: frame {short}: {what}")


def _line(path: Path, start: str) -> int:
    """The line of a file that begins with these words."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if line.startswith(start)), 1)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise VocabularyError(f"{path} is missing: the lexicon folder is incomplete") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise VocabularyError(f"{path}: {error}") from error
