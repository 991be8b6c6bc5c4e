"""What the names of an article lend each other: type words, the company of a list, the verdict once given."""

from __future__ import annotations

from itertools import pairwise

from kgbuild.language.place_containment import Found
from kgbuild.language.place_reading import PLACE_LABELS, Reading
from kgbuild.language.place_stretches import happens, opens
from kgbuild.language.place_words import (
    ASSEMBLIES,
    DAYS,
    DIRECTIONS,
    FIRST_NAMES,
    OPENERS,
    ORGANISATIONS,
    SPEAKING,
    TYPES,
)
from kgbuild.model import Level


def share_types(reading: Reading) -> None:
    """A plural type word belongs to the whole list before it: "the Sumy and Kharkiv regions"."""
    for start, first in enumerate(reading.taken[:-1]):  # "the villages of X and Y"
        k, j = start, reading.words.type_before(first.first)[0]
        plural = bool(j) and reading.tokens[j].tag == "NNS"
        while plural and first.level and k + 1 < len(reading.taken) and _is_next(reading, k):
            k += 1
            reading.taken[k].level = reading.taken[k].level or first.level
    level: Level | None = None
    for number in reversed(range(len(reading.taken))):
        found = reading.taken[number]
        behind = reading.tokens[found.end] if found.end < len(reading.tokens) else None
        if behind and behind.lower.endswith("s") and behind.lower in TYPES and behind.tag in ("NNS", "NNPS"):
            level = TYPES[behind.lower]
        elif not (level and behind and behind.lower in (",", "and", "or") and _is_next(reading, number)):
            level = None
        if (
            level
            and found.usage != "demonym"
            and not found.level
            and reading.words.kind(reading.core(found)) != "country"
        ):
            found.level = level


def complete_lists(reading: Reading) -> None:
    """Names before a place in a list are places too, if nothing else is known of them: "X and Goma"."""
    tokens, k = reading.tokens, 0
    while k < len(reading.taken):
        found = reading.taken[k]
        start = _listed_before(reading, found, reading.taken[k - 1].end if k else 0)
        if start is None:
            k += 1
            continue
        last = reading.words.name_end(start)
        while tokens[last - 1].lower in (",", "and", "or"):
            last -= 1
        reading.taken.insert(k, Found(start, last, last, known=reading.gazetteer.has(reading.words.text(start, last))))


def repeat(reading: Reading) -> None:
    """A name that its words once made a place is one wherever it stands alone in the article."""
    names = _repeatable(reading)
    busy = bytearray(len(reading.tokens))
    for found in reading.taken:
        busy[found.first : found.end] = b"\1" * (found.end - found.first)
    for i, text in enumerate(reading.texts):
        if busy[i] or reading.covered[i]:
            continue
        for name, known in names.get(text, ()):
            last = i + len(name)
            if (
                tuple(reading.texts[i:last]) == name
                and not any(busy[i:last])
                and not _stands_inside(reading, i, last)
                and not (known and reading.is_actor(i, last))
            ):
                reading.taken.append(Found(i, last, last, known=known))
                busy[i:last] = b"\1" * len(name)
    reading.taken.sort(key=lambda found: found.first)


def _repeatable(reading: Reading) -> dict[str, list[tuple[tuple[str, ...], bool]]]:
    """By first word: the names that some words of the article make places, and whether the gazetteer has them."""
    found: dict[tuple[str, ...], bool] = {}
    people = None
    for place in reading.taken:
        if place.usage == "demonym" or not (_is_proven(reading, place) if place.known else place.proven):
            continue
        name = tuple(reading.texts[place.first : place.last])
        lower = name[0].lower()
        if len(name) == 1 and (lower in reading.texts or lower in ORGANISATIONS):
            continue  # "But" in "in But, France" makes no place of every "But"
        if len(name) == 1 and place.known:
            people = _person_words(reading) if people is None else people
            if lower in people:
                continue
        if len(name) > 1 or lower not in reading.people.speakers:
            found[name] = place.known
    openers: dict[str, list[tuple[tuple[str, ...], bool]]] = {}
    for name in sorted(found):
        openers.setdefault(name[0], []).append((name, found[name]))
    return openers


def _is_proven(reading: Reading, place: Found) -> bool:
    """Whether the words around a known name make it a place: a type word, a preposition, a wider name behind it."""
    first, last, tokens = place.first, place.last, reading.tokens
    if place.level or reading.before_comma(last):
        return True
    owner = last < len(tokens) and tokens[last].tag == "POS" and tokens[first].entity not in PLACE_LABELS
    return reading.frame(first, last) == "certain" and not owner


def _person_words(reading: Reading) -> frozenset[str]:
    """Words that the article uses as people's names: behind a first name, or mostly labelled so by the parser."""
    votes: dict[str, int] = {}
    certain: set[str] = set()
    for before, token in pairwise(reading.tokens):
        if not opens(token):
            continue
        votes[token.lower] = votes.get(token.lower, 0) + (1 if token.entity == "PERSON" else -1)
        if (
            before.lower in FIRST_NAMES
            or (before.entity == token.entity == "PERSON" and opens(before))
            or (token.dep == "nsubj" and reading.tokens[token.head].lemma in SPEAKING and token.entity == "PERSON")
        ):
            certain.add(token.lower)
    return frozenset(certain | {word for word, vote in votes.items() if vote >= 0})


def _is_next(reading: Reading, number: int) -> bool:
    """Whether only a comma or a conjunction parts this name from the next."""
    following = reading.taken[number + 1].first if number + 1 < len(reading.taken) else -1
    gap = reading.tokens[reading.taken[number].end : following]
    return 0 < len(gap) <= 2 and all(token.lower in (",", "and", "or") for token in gap)


def _listed_before(reading: Reading, found: Found, low: int) -> int | None:
    """Where an untaken name begins that "and" or a comma joins to the place `found`, if the tree joins them too."""
    tokens = reading.tokens
    if found.usage == "demonym" or (
        found.known and not found.level and reading.words.kind(reading.core(found)) == "country"
    ):
        return None
    i = found.first - 1
    while i >= low and tokens[i].lower in (",", "and", "or"):
        i -= 1
    if i < low or i == found.first - 1 or tokens[i].tag not in ("NNP", "NNPS") or reading.covered[i]:
        return None
    head = next((t for t in tokens[found.first : found.last] if t.dep == "conj" and t.head <= i), None)
    if head is None or tokens[head.head].i != i:
        return None
    start = i
    while start - 1 >= low and tokens[start - 1].tag in ("NNP", "NNPS") and opens(tokens[start - 1]):
        start -= 1
    words = {t.lower for t in tokens[start : i + 1]}
    barred = (
        words & DIRECTIONS or words & ORGANISATIONS or words & ASSEMBLIES or words & DAYS or words & reading.surnames
    )
    if barred or reading.is_actor(start, i + 1) or reading.people.is_person(start, i + 1) or tokens[i].text.isupper():
        return None
    if tokens[i].entity == "PERSON" and start < i and tokens[start].lower not in OPENERS:
        return None
    if tokens[i].dep in ("nsubj", "nsubjpass") or reading.words.name_end(start) != i + 1:
        return None
    return start


def _stands_inside(reading: Reading, first: int, last: int) -> bool:
    """Whether capitalised words beside a name make it a part of another, or a person's."""
    tokens = reading.tokens
    after = tokens[last] if last < len(tokens) else None
    if after and opens(after) and after.tag in ("NNP", "NNPS") and not happens(after):
        return True
    before = tokens[first - 1] if first else None
    if before and before.text == "-" and first > 1 and tokens[first - 2].lower in ("anti", "ex", "non", "pro"):
        return True  # "pro-Tobruk politicians"
    return bool(before and opens(before) and before.tag in ("NNP", "NNPS")) or reading.people.is_person(first, last)
