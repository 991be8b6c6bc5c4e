"""What stands around a number: tokens in; whether it is a label, counts people, or is part of another number out."""

from __future__ import annotations

from collections.abc import Sequence

from kgbuild.language.numbers_words import NumberWords, Value, number_words
from kgbuild.language.parse import Token

_GROUP_ENDS = ("men", "women", "people")


_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def word_at(tokens: Sequence[Token], i: int) -> str:
    """The lower-case word at a position, or "" outside the text."""
    return tokens[i].lower if 0 <= i < len(tokens) else ""


def is_person_noun(token: Token) -> bool:
    """Whether a noun counts people: by the list, by its ending, or as a people's name in the plural."""
    words = number_words()
    if token.lemma in words.people or token.lower in words.people or token.lower.endswith(_GROUP_ENDS):
        return True
    return token.tag == "NNPS" or (
        token.entity == "NORP" and token.lower.endswith(("s", "ese", "is")) and token.pos != "ADJ"
    )


def is_label(tokens: Sequence[Token], value: Value, words: NumberWords) -> bool:
    """Numbers in names ("Route 60", "F-16", "Resolution 1701"), ages, scores, list numbers, telephone numbers."""
    i, token = value.first, tokens[value.first]
    before, after = word_at(tokens, i - 1), word_at(tokens, value.last)
    if token.lower.isdigit() and len(token.lower) >= 7:
        return True
    if before in {"aged", "age", "ages", "no.", "+", "#", "chapter", "page"}:
        return True
    if before == "of" and word_at(tokens, i - 2) in {"age", "ages"}:
        return True
    if after in {"year", "years", "month", "months"} or (
        after == "-" and word_at(tokens, value.last + 1) in {"year", "years"}
    ):
        return True
    if i > 1 and before in {"-", "–"} and tokens[i - 2].lower.isdigit():  # the other side of a score
        return True
    if (
        i > 1
        and before in {"-", "–"}
        and tokens[i - 2].end == tokens[i - 1].start
        and tokens[i - 1].end == token.start
        and tokens[i - 2].lower not in words.cardinals
    ):
        return True
    first_in_sentence = i == 0 or tokens[i - 1].sentence != token.sentence
    if first_in_sentence and token.lower.isdigit() and after in {".", ")"}:
        return True
    if before == after == "," and i > 1 and tokens[i - 2].pos == "PROPN" and value.low is not None and value.low < 110:
        return value.figures
    named = value.figures and token.dep == "nummod" and token.head < i and tokens[token.head].text[:1].isupper()
    return named and before not in words.currencies and before not in {"-", "(", "to"} and tokens[i - 1].i == token.head


def is_harmed(tokens: Sequence[Token], value: Value, words: NumberWords) -> bool:
    """A number without a noun counts people where it is killed, wounded, taken: "killing at least 12"."""
    token = tokens[value.last - 1]
    head = tokens[token.head]
    near = [head, tokens[value.last] if value.last < len(tokens) else token]
    if head.pos == "AUX":  # "30 are missing", "12 were reported dead"
        near += [tokens[head.head], *(tokens[j] for j in head.children if tokens[j].dep in {"acomp", "oprd", "attr"})]
    return any(word.lemma in words.harm or word.lower in words.harm for word in near)


def is_no_count(tokens: Sequence[Token], value: Value, unit: str | None, head: int | None) -> bool:
    """The pronoun "one", and bare years that no date claimed."""
    low = tokens[value.first].lower
    if (
        low == "one"
        and value.last - value.first == 1
        and (unit is None or word_at(tokens, value.first - 1) in {"no", "this", "any"})
    ):
        return True
    return head is None and unit is None and low.isdigit() and len(low) == 4 and 1500 <= int(low) < 2100


def is_subset(tokens: Sequence[Token], first: int, last: int) -> bool:
    """As in "including three children and two women", "three of them children", "among them a child", "of whom two"."""
    if word_at(tokens, last) == "of" and word_at(tokens, last + 1) in {"them", "whom", "those", "which"}:
        return True
    sentence = tokens[first].sentence
    if word_at(tokens, last) in number_words().harm and tokens[last].tag in {"VBN", "VBD", "JJ"}:
        before = word_at(tokens, first - 1), word_at(tokens, first - 2)
        if before == ("and", ","):  # "nine dead, four of them children, and 25 injured": counted beside them
            return False
    for j in range(first - 1, max(first - 12, -1), -1):
        token = tokens[j]
        if token.sentence != sentence or token.lower in {";", "—"} or token.tag in _FINITE:
            return False
        if token.lower in {"including", "includes"}:
            return first - j <= 2 or _hangs_on(tokens, last - 1, j)
        if token.lower in {"them", "whom", "those"}:
            return word_at(tokens, j - 1) in {"among", "of"}
    return False


def _hangs_on(tokens: Sequence[Token], i: int, head: int) -> bool:
    for _ in range(8):
        if i == head:
            return True
        if tokens[i].head == i:
            return False
        i = tokens[i].head
    return False
