"""The name inside a person's mention, and what it says of gender: tokens and a range in, a range or "m"/"f" out."""

from __future__ import annotations

from kgbuild.language.parse import ActorSpan, Token
from kgbuild.registry import Registry
from kgbuild.registry.entries import word_set
from kgbuild.registry.names import fold

_PARTICLES = word_set(
    "de da do dos das del della di du la le van von der den ten ter bin ibn bint al el ul ud abu y e bou"
)
_OPENERS = frozenset({"VBN", "VBG", "JJ", "JJR", "JJS", "RB"})


def name_range(tokens: list[Token], first: int, last: int, registry: Registry) -> tuple[int, int]:
    """Where the name stands in the mention [first, last): no office, origin, participle or owner; empty if unnamed.

    "Republican Congressman Mario Diaz-Balart" gives the last four tokens, "the Afghan ambassador" an empty range.
    """
    start = last
    for i in range(last - 1, first - 1, -1):
        token = tokens[i]
        if token.tag == "POS" or token.lower in {"'s", "’s"}:
            break
        if token.text[:1].isupper() or (token.tag in {"NNP", "NNPS"} and token.text[:1].isalpha()):
            start = i
        elif start == last or not (token.lower in _PARTICLES or token.tag == "HYPH" or token.text in {"-", "‑"}):
            if start == last and i > first and tokens[i - 1].text in {"-", "‑"}:
                continue  # "Chan-ocha", "Kim Jong-un": the small part of a joined name
            break
    if start == last:
        return last, last
    opens = start == 0 or tokens[start - 1].sentence != tokens[start].sentence
    given = registry.people.name_gender
    if opens and start < last - 1 and tokens[start].tag in _OPENERS and fold(tokens[start].text) not in given:
        start += 1
    words = [token.text for token in tokens[start:last]]
    begin = i = 0
    while i < len(words):
        length = _said_before(words, i, registry)
        begin = i + length if length else begin
        i += length or 1
    return start + min(begin, len(words)), last


def _said_before(words: list[str], i: int, registry: Registry) -> int:
    """Length of what may stand before a name at `i`: a word of office, a word of origin, a state, an organisation."""
    people, lower = registry.people, words[i].lower()
    if i == len(words) - 1:
        return int(people.noun(lower) is not None and i > 0)
    if lower in people.titles or lower in people.modifiers or lower in people.former or people.noun(lower):
        return 0 if fold(words[i]) in people.name_gender else 1
    if lower == "the":
        return 1
    length, entries = registry.match(words, i)
    if length and all(entry.kind != "person" for entry in entries) and i + length < len(words):
        return 0 if length == 1 and fold(words[i]) in people.name_gender else length
    return registry.demonym(words, i)[0]


def gender_of(span: ActorSpan, tokens: list[Token], registry: Registry) -> str | None:
    """Gender ("m", "f") by the mention's own words: head noun, title, given name; not whose it is ("his wife")."""
    nouns, given = registry.people.noun_gender, registry.people.name_gender
    own = span.first
    for i in range(span.first, span.last):
        if tokens[i].tag in {"POS", "PRP$"}:
            own = i + 1
    if (found := nouns.get(tokens[span.head].lower)) is not None:
        return found
    for token in tokens[own : span.last]:
        if token.lower in nouns:
            return nouns[token.lower]
    if span.kind != "person":
        return None
    entry = registry.entry(span.entity) if span.entity else None
    if entry is not None:
        return given.get(fold(entry.name.split()[0]) or "")
    first, last = name_range(tokens, own, span.last, registry)
    return given.get(fold(tokens[first].text) or "") if first < last else None
