"""Names that no list holds: a reading and a position in, a place where the words around ask for one out."""

from __future__ import annotations

from kgbuild.language.place_containment import Found
from kgbuild.language.place_reading import PLACE_LABELS, Reading
from kgbuild.language.place_stretches import happens, opens
from kgbuild.language.place_words import (
    ASSEMBLIES,
    BODIES,
    DATED,
    DAYS,
    DIRECTIONS,
    DWELLERS,
    ENTERED,
    ORGANISATIONS,
    PERSON_TITLES,
    TITLES,
    TYPES,
)


def find_unknown(reading: Reading, i: int) -> Found | None:
    """A name that no list holds, where the words around it say that it is a place."""
    tokens, token = reading.tokens, reading.tokens[i]
    if token.lower in DAYS or token.lower in DIRECTIONS or not _may_name(reading, i):
        return None
    if reading.tokens[reading.words.name_end(i) - 1].lower in DATED:
        return None
    if (
        i
        and tokens[i - 1].tag in ("NNP", "NNPS")
        and opens(tokens[i - 1])
        and not happens(tokens[i - 1])
        and not any(f.end == i for f in reading.taken[-1:])
        and not _verb_before(reading, i)
    ):
        return None
    last = reading.words.name_end(i)
    words = {t.lower for t in tokens[i:last]}
    if (
        words & ORGANISATIONS
        or reading.gazetteer.demonym(reading.words.text(i, last)) is not None
        or token.text.isupper()
    ):
        return None
    if tokens[last - 1].lower in BODIES or tokens[last - 1].lower in TITLES or reading.frame(i, last) == "person":
        return None
    before, level = reading.words.type_before(i)
    typed = before and level and tokens[last - 1].lower not in PERSON_TITLES and not reading.is_actor(i, last)
    if typed and (tokens[before + 1].lower == "of" or not reading.people.is_person(i, last)):
        return Found(i, last, last, known=False)
    if reading.is_actor(i, last) or token.lower in reading.surnames or words & ASSEMBLIES:
        return None
    if reading.people.is_person(i, last):
        return None
    if (end := reading.words.type_after(last)) and tokens[last].lower not in ("state", "city", "department"):
        if tokens[last].lower in ("area", "community", "territory") and tokens[last - 1].entity == "NORP":
            return None
        return Found(i, last, end, level=TYPES.get(tokens[end - 1].lower), known=False)
    labels = {t.entity for t in tokens[i:last]}
    if last < len(tokens) and tokens[last].lower in DWELLERS and tokens[last].head != tokens[last - 1].i:
        return Found(i, last, last, known=False)
    if labels <= PLACE_LABELS or reading.framed(i, last):
        return Found(i, last, last, known=False)
    return None


def _may_name(reading: Reading, i: int) -> bool:
    """Whether a token may be the first of a name that no list holds, whatever the parser takes it for."""
    token = reading.tokens[i]
    if token.tag in ("NNP", "NNPS") or not opens(token):
        return True
    initial = i == reading.parse.sentences[token.sentence].first
    return not initial and token.tag in ("NN", "JJ", "FW", "UH", "VB", "VBP", "RB") and not reading.words.is_titled(i)


def _verb_before(reading: Reading, i: int) -> bool:
    """Whether a headline's verb in capitals stands before: "Rebels Seize X"."""
    return reading.tokens[i - 1].lower.rstrip("s") in ENTERED
