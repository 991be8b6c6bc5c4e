"""Numbers and measures: a parse in, `NumberSpan` records out.

A span holds the number with the words that bound it ("at least 12") and its measure ("40 km", "$2 million"), without
the noun that is counted. "12" has low == high; "at least 12" has no high, "up to 12" no low; "about 12" and "nearly
12" are 12, approximate; "dozens" is 24 and more, "hundreds" 200 and more, "several" 3 and more, approximate.
Dates, ages, scores, list numbers, telephone numbers and numbers inside names are not numbers; ordinals are marked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgbuild.language.numbers_context import is_harmed, is_label, is_no_count, is_person_noun, is_subset, word_at
from kgbuild.language.numbers_words import DIGITS, NumberWords, Value, number_words, read_value
from kgbuild.language.parse import NumberSpan, Parse, Token
from kgbuild.model import Mention

_ORDINAL = re.compile(r"(\d+)[snrt][tdh]")
_RANGE_WORDS = {"to": "to", "-": "-", "–": "-", "—": "-", "and": "and", "or": "or"}
_SPORT = frozenset(["win", "beat", "lose", "draw", "defeat", "score", "lead", "trail", "tie", "thrash", "edge"])


def find_numbers(parse: Parse) -> tuple[NumberSpan, ...]:
    """The numbers of an article with their bounds, in text order, not overlapping; dates and times are not numbers."""
    words, tokens = number_words(), parse.tokens
    blocked = {i for span in parse.times if span.kind != "set" for i in range(span.first, span.last)}
    starts = {*words.cardinals, *words.scales, *words.plural_scales, "several", "numerous", "half"}
    found: list[NumberSpan] = []
    i, size, taken = 0, len(tokens), 0
    while i < size:
        low = tokens[i].lower
        digit = "0" <= low[0] <= "9"
        if (
            not digit and low not in starts and low not in words.ordinals and not _begins_phrase(tokens, i, words)
        ) or i in blocked:
            i += 1
            continue
        span = _read_ordinal(parse, i, words) or _read_number(parse, i, taken, blocked, words)
        if span is None:
            i += 1
            continue
        found.append(span)
        i = taken = max(span.last, _after_twin(tokens, span))
    return tuple(found)


def _begins_phrase(tokens: Sequence[Token], i: int, words: NumberWords) -> bool:
    """As in "a dozen", "a few", "a couple", "a half million"."""
    if tokens[i].lower not in {"a", "an"} or i + 1 >= len(tokens):
        return False
    after = tokens[i + 1].lower
    return (
        after in words.scales
        or after in {"few", "couple", "handful"}
        or (after == "half" and word_at(tokens, i + 2) in words.scales)
    )


def _after_twin(tokens: Sequence[Token], span: NumberSpan) -> int:
    last = span.last
    while span.twin is not None and last < len(tokens) and tokens[last].start < span.twin.end:
        last += 1
    return last


def _read_ordinal(parse: Parse, i: int, words: NumberWords) -> NumberSpan | None:
    token = parse.tokens[i]
    match = _ORDINAL.fullmatch(token.lower)
    if match is None and token.lower not in words.ordinals:
        return None
    if token.lower == "second" and token.tag in {"NN", "VB"}:
        return None
    value = int(match[1]) if match else words.ordinals[token.lower]
    head = token.head if token.head != i and token.dep == "amod" else None
    return NumberSpan(
        i, i + 1, parse.mention(i, i + 1), value, value, approximate=False, unit=None, head=head, ordinal=True
    )


def _read_number(parse: Parse, i: int, taken: int, blocked: set[int], words: NumberWords) -> NumberSpan | None:
    tokens = parse.tokens
    value = _read_vague(tokens, i, words) or read_value(tokens, i)
    if value is None or any(j in blocked for j in range(value.first, value.last)) or is_label(tokens, value, words):
        return None
    value = _with_range(tokens, value, taken)
    if value is None:
        return None
    unit, last, head = _measure(tokens, value, words)
    if unit is None:
        head = _counted(parse, value)
        unit = _unit_of(tokens, head, words) or ("person" if head is None and is_harmed(tokens, value, words) else None)
    if is_no_count(tokens, value, unit, head):
        return None
    first = value.first
    if first > taken and tokens[first - 1].lower in words.currencies:
        first -= 1
    value, first, last = _with_bounds(tokens, value, first, last, taken)
    return NumberSpan(
        first,
        last,
        parse.mention(first, last),
        _plain(value.low),
        _plain(value.high),
        value.approximate,
        unit,
        head,
        twin=_twin(parse, last, words) if unit else None,
        subset=is_subset(tokens, first, last),
    )


def _plain(number: float | None) -> float | int | None:
    return int(number) if number is not None and number == int(number) else number


def _read_vague(tokens: Sequence[Token], i: int, words: NumberWords) -> Value | None:
    if tokens[i].lower not in {"a", "an"} or word_at(tokens, i + 1) not in {"few", "couple", "handful"}:
        return None
    last = i + 3 if word_at(tokens, i + 2) == "of" else i + 2
    if word_at(tokens, last) in words.plural_scales:  # "a few hundred" is read by its scale
        return None
    low = words.vague[word_at(tokens, i + 1)]
    if (scale := words.scales.get(word_at(tokens, last))) is not None:
        return Value(i, last + 1, low * scale, None, approximate=True, figures=False)
    return Value(i, last - (word_at(tokens, i + 2) == "of"), low, None, approximate=True, figures=False)


def _with_range(tokens: Sequence[Token], value: Value, taken: int) -> Value | None:
    """As in "20-30", "between 10 and 15", "two or three", "10 to 15"; None for a score such as "3-1"."""
    joint = _RANGE_WORDS.get(word_at(tokens, value.last))
    if joint is None or value.last + 1 >= len(tokens) or value.low != value.high:
        return value
    second = read_value(tokens, value.last + 1)
    if second is None or second.low is None or value.low is None or second.low != second.high:
        return value
    between = value.first > taken and word_at(tokens, value.first - 1) == "between"
    low, high = value.low, second.low
    if second.scaled and not value.scaled and low < 1000 and high >= 1000 and joint != "and":
        low *= high / _mantissa(tokens, second)
    if joint == "and" and not between:
        return value
    if joint == "-" and value.figures:
        verb = tokens[tokens[value.first].head]
        if low >= high or verb.lemma in _SPORT:
            return None
    if low >= high or (joint == "to" and not between and word_at(tokens, value.first - 1) in {"voted", "vote", "by"}):
        return value
    first = value.first - 1 if between else value.first
    return Value(first, second.last, low, high, approximate=joint == "or", scaled=second.scaled, figures=second.figures)


def _mantissa(tokens: Sequence[Token], value: Value) -> float:
    match = DIGITS.fullmatch(tokens[value.first].lower)
    if match:
        return float(match[1].replace(",", "") + (match[2] or ""))
    return float(number_words().cardinals.get(tokens[value.first].lower, 1)) or 1


def _measure(tokens: Sequence[Token], value: Value, words: NumberWords) -> tuple[str | None, int, int | None]:
    """Unit, end and head of a measure: "40 km", "13-square-kilometer", "$2 million", "60%"; else None."""
    last = value.last
    if currency := words.currencies.get(word_at(tokens, value.first - 1)):
        if word_at(tokens, last) == "m":  # "$5m" is cut in two by the tokenizer
            value.low, value.high = (None if end is None else end * 1_000_000 for end in (value.low, value.high))
            value.last = last = last + 1
        return currency, last, None
    of_many = word_at(tokens, last) == "of" and word_at(tokens, last - 1) in words.plural_scales
    position = last + 1 if of_many or word_at(tokens, last) == "-" else last  # "millions of dollars", "5-km"
    square = word_at(tokens, position) in {"square", "sq", "sq."}
    if square:
        position += 1
        position += word_at(tokens, position) in {"-", "."}
    word = word_at(tokens, position)
    unit = words.units.get(word) or words.currencies.get(word)
    if unit is None or (word == "m" and not value.figures):
        return None, last, None
    if word in {"pounds", "feet", "yards"} and position == last and tokens[position].pos == "VERB":
        return None, last, None
    return (words.area_units.get(unit, unit) if square else unit), position + 1, position


def _counted(parse: Parse, value: Value) -> int | None:
    """The noun that is counted: the head of the number, or what follows "of"."""
    tokens, last = parse.tokens, value.last
    inside = range(value.first, value.last)
    token = tokens[last - 1]
    if word_at(tokens, last) == "of":
        for j in range(last + 1, min(last + 7, len(tokens))):
            if tokens[j].pos in {"NOUN", "PRON", "PROPN"} and word_at(tokens, j + 1) and not _is_compound(tokens, j):
                return j
            if tokens[j].pos in {"VERB", "PUNCT", "ADP"}:
                break
        return None
    seen = 0
    while token.dep in {"nummod", "quantmod", "compound", "amod", "advmod", "npadvmod", "conj", "det"} and seen < 4:
        head = tokens[token.head]
        if head.i not in inside and head.i >= last and head.pos in {"NOUN", "PROPN"} and head.i - last < 8:
            return head.i
        if head.i == token.i:
            break
        token, seen = head, seen + 1
    for j in range(last, min(last + 5, len(tokens))):
        if tokens[j].pos in {"NOUN", "PROPN"} and not _is_compound(tokens, j):
            return j
        if (
            tokens[j].pos not in {"ADJ", "NOUN", "PROPN", "NUM"} and tokens[j].tag not in {"VBN", "VBG", "HYPH"}
        ) or tokens[j].dep in {"ROOT", "conj"}:
            break
    return None


def _is_compound(tokens: Sequence[Token], j: int) -> bool:
    """Whether a noun only leads up to the next one ("police officers")."""
    return tokens[j].dep in {"compound", "nmod", "poss"} and tokens[j].head > j


def _unit_of(tokens: Sequence[Token], head: int | None, words: NumberWords) -> str | None:
    if head is None:
        return None
    token = tokens[head]
    if token.lemma in words.weapons or token.lower.rstrip("s") in words.weapons:
        return token.lemma if token.lemma in words.weapons else token.lower.rstrip("s")
    return "person" if is_person_noun(token) or token.lower in {"them", "us"} else None


def _with_bounds(tokens: Sequence[Token], value: Value, first: int, last: int, taken: int) -> tuple[Value, int, int]:
    """The number with the words before and after it that open an end, and its new first and last token."""
    words = number_words()
    for _ in range(2):
        for phrase, meaning in words.bounds:
            start = first - len(phrase)
            if start < taken or tuple(token.lower for token in tokens[start:first]) != phrase:
                continue
            if tokens[start].sentence != tokens[first].sentence:
                continue
            if meaning:
                value, first = _bounded(value, meaning), start
            break
        else:
            break
    for phrase, meaning in words.bounds_after:
        if tuple(token.lower for token in tokens[last : last + len(phrase)]) == phrase:
            value, last = _bounded(value, meaning), last + len(phrase)
            break
    return value, first, last


def _bounded(value: Value, meaning: str) -> Value:
    low, high, approximate = value.low, value.high, value.approximate
    if meaning in {"least", "more"}:
        high = None
    elif meaning in {"most", "fewer"}:
        low = None
    else:
        approximate = True
    return Value(value.first, value.last, low, high, approximate, value.scaled, value.figures)


def _twin(parse: Parse, last: int, words: NumberWords) -> Mention | None:
    """The same measure in other units, in parentheses right after it."""
    tokens = parse.tokens
    if word_at(tokens, last) != "(":
        return None
    position = last + 1
    while word_at(tokens, position) in {"about", "around", "roughly", "some", "nearly"} | set(words.currencies):
        position += 1
    value = read_value(tokens, position) if position < len(tokens) else None
    if value is None:
        return None
    unit, end, _ = _measure(tokens, value, words)
    return parse.mention(last + 1, end) if unit and word_at(tokens, end) == ")" else None
