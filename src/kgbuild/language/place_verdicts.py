"""Whether a known name denotes a place where it stands: a reading and a stretch of it in, the verdict out."""

from __future__ import annotations

from kgbuild.language.place_reading import PLACE_LABELS, Reading
from kgbuild.language.place_stretches import happens, head_of_name, opens
from kgbuild.language.place_words import (
    ABBREVIATIONS,
    ASSEMBLIES,
    CUES,
    DAYS,
    DIRECTIONS,
    LOCALS,
    OFFICES,
    ORGANISATIONS,
    PARTICLES,
    PARTY_LETTERS,
    PERSON_TITLES,
    PLURALS,
    STRONG_CUES,
    TITLES,
    TYPES,
)

_DASHES = ("-", "--", "–", "—", ":")
_OTHER_LABELS = frozenset(("PERSON", "ORG", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW", "NORP", "LANGUAGE"))


def is_place(reading: Reading, first: int, last: int) -> bool:
    """Whether a known name denotes a place here."""
    tokens, text = reading.tokens, reading.words.text(first, last)
    if _is_other_word(reading, first, last):
        return False
    if len(text.replace(".", "")) <= 3:
        return _is_short_place(reading, first, last)
    if _is_dateline(reading, first, last) or _is_seat(reading, first):
        return True
    if _is_acronym(reading, first, last) or _inside_name(reading, first, last) or _is_person(reading, first, last):
        return False
    if reading.is_actor(first, last):
        return False
    labels = {tokens[k].entity for k in range(first, last)}
    after = tokens[last] if last < len(tokens) and tokens[last].lower not in PLURALS else None
    if after and opens(after) and labels <= PLACE_LABELS and after.entity in labels:
        return bool(reading.words.type_after(last) or after.lower in TITLES or reading.words.longest(last))
    if reading.framed(first, last):
        return True
    if _is_home(reading, first, last):
        return True
    if labels & PLACE_LABELS or reading.after_comma(first) or reading.before_comma(last):
        return True
    return _is_likely(reading, first, last)


def _is_other_word(reading: Reading, first: int, last: int) -> bool:
    """Whether a single word is one of days, types, directions, organisations or assemblies."""
    token = reading.tokens[first]
    if last != first + 1:
        return False
    if any(token.lower in words for words in (DAYS, TYPES, DIRECTIONS, ORGANISATIONS)):
        return True
    certain = reading.frame(first, last) == "certain" and reading.cue(first) in STRONG_CUES
    return token.lower in ASSEMBLIES and not certain


def _is_short_place(reading: Reading, first: int, last: int) -> bool:
    """Whether a name of up to three letters is a place: a known abbreviation, one after a comma, one so labelled."""
    text = reading.words.text(first, last)
    if text in ABBREVIATIONS:
        return not _inside_name(reading, first, last)
    if reading.after_comma(first) and (text.endswith(".") or text.isupper()):
        return True
    return reading.tokens[first].entity in PLACE_LABELS and not text.isupper()


def _is_acronym(reading: Reading, first: int, last: int) -> bool:
    """Whether a word in capitals stands among words that are not, with nothing else that speaks for a place."""
    token = reading.tokens[first]
    return (
        token.text.isupper()
        and last == first + 1
        and not reading.after_comma(first)
        and token.entity not in PLACE_LABELS
        and reading.words.is_mixed(first)
    )


def _is_dateline(reading: Reading, first: int, last: int) -> bool:
    """Whether a name in capitals begins a sentence and a dash or the agency in brackets follows: "KADUGLI -"."""
    tokens = reading.tokens
    if not reading.words.text(first, last).isupper() or first != reading.parse.sentences[tokens[first].sentence].first:
        return False
    if last >= len(tokens):
        return False
    after = tokens[last]
    apart = after.text in _DASHES and after.start > tokens[last - 1].end
    return apart or (after.text == "(" and last + 1 < len(tokens) and tokens[last + 1].text.isupper())


def _is_seat(reading: Reading, first: int) -> bool:
    """Whether a party's letters and a hyphen stand before: the seat of a member of parliament ("R-Ocilla")."""
    tokens = reading.tokens
    return (
        first >= 2
        and tokens[first - 1].text in ("-", "–")
        and tokens[first - 1].end == tokens[first].start
        and tokens[first - 2].text in PARTY_LETTERS
    )


def _is_home(reading: Reading, first: int, last: int) -> bool:
    """Whether the name says where people or a site are: "Djibo residents", "the Yanacocha mine"."""
    tokens = reading.tokens
    if last >= len(tokens) or tokens[last].sentence != tokens[first].sentence or not tokens[last].text.islower():
        return False
    if tokens[last - 1].dep not in ("compound", "nmod", "amod", "poss") or tokens[first].tag not in (
        "NNP",
        "NNPS",
        "JJ",
    ):
        return False
    head = tokens[tokens[last - 1].head]
    return head.i == last and (head.lemma in LOCALS or head.lower in LOCALS)


def _is_likely(reading: Reading, first: int, last: int) -> bool:
    """Whether a name without a place around it is one by its preposition, or because nothing else is called so."""
    token, top = reading.tokens[first], next(iter(reading.gazetteer.candidates(reading.words.text(first, last))), None)
    if top and not top.alternate and (top.level in ("country", "area", "feature") or top.feature == "PPLC"):
        return token.pos in ("PROPN", "ADJ", "NOUN")
    cue = reading.cue(first)
    if cue in STRONG_CUES or (cue in CUES and token.tag in ("NNP", "NNPS")):
        return True
    if token.pos != "PROPN" or (top and top.alternate):
        return False
    if any(t.entity in _OTHER_LABELS for t in reading.tokens[first:last]):
        return bool(top and top.population >= 50_000 and top.level in ("settlement", "admin1"))
    return bool(top and (top.population >= 100_000 or last > first + 1))


def is_place_word(reading: Reading, first: int, last: int) -> bool:
    """Whether a word of origin stands as a place's name here ("in Tigray's Amhara")."""
    return bool(
        reading.gazetteer.has(reading.words.text(first, last))
        and (reading.cue(first) in STRONG_CUES or reading.words.type_after(last))
        and reading.tokens[last - 1].tag == "NNP"
    )


def _inside_name(reading: Reading, first: int, last: int) -> bool:
    """Whether the words are part of a longer name: "Bank of Ireland", "Paris Hilton", "Kyiv Independent"."""
    tokens = reading.tokens
    before = tokens[first - 1] if first and tokens[first - 1].sentence == tokens[first].sentence else None
    after = tokens[last] if last < len(tokens) and tokens[last].sentence == tokens[first].sentence else None
    if after and (happens(after) or after.lower in PLURALS or after.start - tokens[last - 1].end > 1):
        after = None
    if after and opens(after) and after.tag in ("NNP", "NNPS"):
        if after.lower in OFFICES and reading.words.kind(reading.words.text(first, last)) == "country":
            return False
        if after.lower in ORGANISATIONS or head_of_name(tokens, last) in ORGANISATIONS:
            return True
        same_entity = after.entity and after.entity == tokens[last - 1].entity
        titled = after.lower in TITLES or after.entity == "PERSON" != tokens[last - 1].entity
        if not titled and not reading.words.type_after(last) and (not same_entity or after.entity == "PERSON"):
            return not (tokens[first].entity in PLACE_LABELS and after.entity not in PLACE_LABELS)
        if same_entity and after.entity in _OTHER_LABELS and not titled:
            return True
    if before is None:
        return False
    if before.lower in PARTICLES and before.dep == "compound" and first >= 2:
        start = tokens[first - 2]  # "Praia" of "Mocimboa da Praia"
        if opens(start) and start.tag in ("NNP", "NNPS") and not any(f.end >= first - 1 for f in reading.taken[-1:]):
            return True
    if before.text in ("-", "–", "&") and tokens[first].entity in ("ORG", "PERSON") and before.entity:
        return True
    if before.lower == "of" and first >= 2 and tokens[first - 2].text[0].isupper():
        named = tokens[first - 2].tag in ("NNP", "NNPS") and tokens[first - 2].lower not in TYPES
        office = named and tokens[first - 2].lower in ORGANISATIONS
        return office or (named and tokens[first].entity not in PLACE_LABELS)
    if before.tag in ("NNP", "NNPS") and opens(before) and before.lower not in DIRECTIONS:
        if before.lower in PERSON_TITLES and before.lower.rstrip(".") not in ("president", "queen", "king"):
            return True
        same = before.entity == tokens[first].entity and before.entity in ("PERSON", "ORG", "GPE", "LOC")
        return same and not any(found.end == first for found in reading.taken[-1:])
    return False


def _is_person(reading: Reading, first: int, last: int) -> bool:
    token = reading.tokens[first]
    if last == first + 1 and token.lower in reading.surnames and reading.cue(first) not in STRONG_CUES:
        return True
    if reading.frame(first, last) == "person" and not reading.words.type_after(last):
        return True
    if reading.people.is_person(first, last) and not (token.entity in PLACE_LABELS and reading.cue(first) in CUES):
        best = reading.gazetteer.candidates(reading.words.text(first, last))[:1]
        if reading.cue(first) not in STRONG_CUES or not best or best[0].population < 10_000:
            return not (best and best[0].level in ("country", "admin1"))
    if (
        token.entity == "PERSON"
        and last == first + 1
        and not reading.framed(first, last)
        and reading.cue(first) not in CUES
    ):
        top = reading.gazetteer.candidates(token.text)[:1]
        return not top or top[0].population < 100_000 or top[0].alternate
    return False
