"""Numbers to quantities: `NumberSpan` records in, `Quantity` records out.

What a number is about is guessed from the words it hangs on; an extractor that knows its frame says it better.
"""

from __future__ import annotations

from kgbuild.language.numbers_words import number_words
from kgbuild.language.parse import SUFFERED, NumberSpan, Parse
from kgbuild.model import Quantity, QuantityKind

_UNITS: dict[str, QuantityKind] = {
    "km2": "area", "mi2": "area", "m2": "area", "ft2": "area", "ha": "area", "acre": "area",
    "km": "distance", "mi": "distance", "m": "distance", "ft": "distance", "yd": "distance",
}  # fmt: skip
_KINDS: tuple[QuantityKind, ...] = ("killed", "wounded", "missing", "captured", "displaced", "troops")


def resolve_numbers(parse: Parse) -> tuple[Quantity, ...]:
    """A `Quantity` for each of `parse.numbers`, in the same order."""
    return tuple(span.quantity(kind_by_words(parse, span)) for span in parse.numbers)


def kind_by_words(parse: Parse, span: NumberSpan) -> QuantityKind:
    """What a number is about: by its unit, by the verb or noun that it hangs on, by the noun that it counts."""
    words = number_words()
    if span.ordinal:
        return "other"
    if span.unit in _UNITS:
        return _UNITS[span.unit]
    if span.unit in set(words.currencies.values()):
        return "money"
    if span.unit in words.weapons:
        return "weapon"
    if span.unit not in {"person", None}:
        return "other"
    if span.unit is None and span.head is not None and parse.tokens[span.head].lemma not in words.harm:
        return "other"
    return _kind_of_people(parse, span)


def _kind_of_people(parse: Parse, span: NumberSpan) -> QuantityKind:
    """The nearest word of harm up the tree from the counted noun, or right after the number ("11 others wounded")."""
    words, tokens = number_words(), parse.tokens
    start = span.head if span.head is not None else span.last - 1
    own = tokens[start]
    near = [tokens[j] for j in own.children if tokens[j].dep in {"acl", "amod", "relcl", "advcl"}]
    if start + 1 < len(tokens) and tokens[start + 1].sentence == own.sentence:
        near.append(tokens[start + 1])
    if own.lower != "troops":
        near.append(own)
    for token in near:
        kind = words.harm.get(token.lemma) or words.harm.get(token.lower)
        if kind in SUFFERED and (token is not own or token.lemma not in words.people):
            return _known(kind)
    for i in _upwards(parse, start):
        token = tokens[i]
        near = [token, *(tokens[j] for j in token.children if tokens[j].dep in {"acomp", "attr", "oprd"} and j > start)]
        for word in near:
            kind = words.harm.get(word.lemma) or words.harm.get(word.lower)
            if kind in SUFFERED and word.lemma not in words.people:
                return _known(kind)
        if token.pos == "VERB" and token.dep not in {"conj", "xcomp", "acl", "relcl", "prep"}:
            break
    kind = words.harm.get(own.lemma) or words.harm.get(own.lower)
    return _known(kind) if kind else "other"


def _upwards(parse: Parse, start: int) -> list[int]:
    """Heads of a token up to three verbs or nouns away."""
    return [i for _, i in zip(range(5), parse.ancestors(start), strict=False)]


def _known(kind: str | None) -> QuantityKind:
    for known in _KINDS:
        if known == kind:
            return known
    return "other"
