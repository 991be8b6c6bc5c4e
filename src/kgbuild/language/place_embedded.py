"""Places in the names of local bodies and sites ("the Gedaref City Council"): a reading in, its list grown."""

from __future__ import annotations

from kgbuild.language.parse import Token
from kgbuild.language.place_containment import Found
from kgbuild.language.place_reading import Reading
from kgbuild.language.place_stretches import opens
from kgbuild.language.place_words import (
    ASSEMBLIES,
    BODIES,
    CAUSES,
    CIVIC,
    COMMUNAL,
    DAYS,
    DIRECTIONS,
    FIRST_NAMES,
    ORGANISATIONS,
    PERSON_TITLES,
    ROADS,
    SITES,
    TYPES,
)

_BARRED = (ASSEMBLIES, BODIES, CAUSES, CIVIC, DAYS, DIRECTIONS, FIRST_NAMES, ORGANISATIONS, PERSON_TITLES, SITES, TYPES)


def embed(reading: Reading) -> None:
    """Add the known names that open the name of a public body or site."""
    tokens, busy = reading.tokens, bytearray(len(reading.tokens))
    for found in reading.taken:
        busy[found.first : found.end] = b"\1" * (found.end - found.first)
    said = {reading.core(found) for found in reading.taken if found.usage == "place"}
    for i, token in enumerate(tokens):
        if busy[i] or not opens(token) or token.tag not in ("NNP", "NNPS"):
            continue
        last = reading.words.longest(i)
        if last and not any(busy[i:last]) and _is_embedded(reading, i, last, said):
            reading.taken.append(Found(i, last, last))
            busy[i:last] = b"\1" * (last - i)
    reading.taken.sort(key=lambda found: found.first)


def _is_embedded(reading: Reading, first: int, last: int, said: set[str]) -> bool:
    tokens, text = reading.tokens, reading.words.text(first, last)
    if last == first + 1 and any(tokens[first].lower in words for words in _BARRED):
        return False
    if not reading.gazetteer.has(text) or len(text.replace(".", "")) <= 3 or _is_continued(reading, first):
        return False
    run = _run(reading, last)
    words = {token.lower for token in run}
    if run and run[0].lower in ROADS:
        return False
    if reading.is_actor(first, last) or words & BODIES & CAUSES or reading.people.is_person(first, last):
        return False
    top = reading.gazetteer.candidates(text)[0]
    if text in said or (top.level in ("country", "admin1") and not top.alternate):
        return bool(words & CIVIC or words & SITES)
    # "Commerce Ministry", "Kennedy Center": only what no one but a town has makes a town of an unknown name.
    return bool(run) and run[0].lower in COMMUNAL and bool(words & CIVIC) and not top.alternate


def _is_continued(reading: Reading, first: int) -> bool:
    """Whether capitalised words before make the name part of a longer one: "the Al Gezira Port Sudan Bank"."""
    before = reading.tokens[first - 1] if first else None
    if before is None or before.sentence != reading.tokens[first].sentence:
        return False
    return opens(before) and before.tag in ("NNP", "NNPS") and before.lower not in DIRECTIONS


def _run(reading: Reading, last: int) -> list[Token]:
    """The capitalised words that follow."""
    tokens, end = reading.tokens, last
    while (
        end < len(tokens) and end < last + 6 and opens(tokens[end]) and tokens[end].tag in ("NNP", "NNPS", "JJ", "NN")
    ):
        if tokens[end].sentence != tokens[last - 1].sentence:
            break
        end += 1
    return tokens[last:end]
