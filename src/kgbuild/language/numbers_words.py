"""The words of numbers: ontology/lexicon/en/numbers.toml in, look-ups and the value of a token run out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kgbuild.language.parse import Token
from kgbuild.vocabulary import data_folder

DIGITS = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(k|m|mn|bn|tn)?")
"""A number in figures, perhaps with a letter for its scale: "12", "1,200", "1.5", "20bn"."""
_RANGE = re.compile(r"([\d,.]*\d)[–—-]([\d,.]*\d)")
_LONGEST = 10
"""Tokens that one number may have."""
_DIGITS = 18
"""Characters beyond which figures are an identifier, no number."""
_LETTERS = {"k": 1000, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000, "tn": 1_000_000_000_000}


@dataclass(frozen=True, slots=True)
class NumberWords:
    """Look-ups by lower-case word; `bounds` and `bounds_after` by word tuples, longest first."""

    cardinals: Mapping[str, int]
    scales: Mapping[str, int]
    plural_scales: Mapping[str, int]
    vague: Mapping[str, int]
    bounds: tuple[tuple[tuple[str, ...], str], ...]
    bounds_after: tuple[tuple[tuple[str, ...], str], ...]
    units: Mapping[str, str]
    area_units: Mapping[str, str]
    currencies: Mapping[str, str]
    people: frozenset[str]
    weapons: frozenset[str]
    harm: Mapping[str, str]
    ordinals: Mapping[str, int]


@cache
def number_words() -> NumberWords:
    """The shipped number words, loaded once."""
    folder = data_folder("ontology") / "lexicon" / "en"
    data = tomllib.loads((folder / "numbers.toml").read_text("utf-8"))
    times = tomllib.loads((folder / "times.toml").read_text("utf-8"))

    def phrases(section: str) -> tuple[tuple[tuple[str, ...], str], ...]:
        pairs = ((tuple(phrase.split()), meaning) for phrase, meaning in data[section].items())
        return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))

    return NumberWords(
        data["cardinals"],
        data["scales"],
        data["plural_scales"],
        {phrase.split()[-1]: low for phrase, low in data["vague"].items()},
        phrases("bounds"),
        phrases("bounds_after"),
        data["units"],
        data["area_units"],
        data["currencies"],
        frozenset(data["people"]["words"].split()),
        frozenset(data["weapons"]["words"].split()),
        {lemma: kind for kind, lemmas in data["harm"].items() for lemma in lemmas},
        times["ordinals"],
    )


@dataclass(slots=True)
class Value:
    """Tokens [first, last) read as a number; an open end is None."""

    first: int
    last: int
    low: float | None
    high: float | None
    approximate: bool = False
    scaled: bool = False
    figures: bool = True


def read_value(tokens: Sequence[Token], i: int) -> Value | None:
    """The number that begins at token i, without what stands before it; None if there is none."""
    words = number_words()
    low = tokens[i].lower
    if low[0].isdigit():
        if glued := _RANGE.fullmatch(low):
            first, second = _figure(glued[1]), _figure(glued[2])
            if first is None or second is None or first >= second:
                return None
            return _scaled(tokens, Value(i, i + 1, first, second))
        return _read_run(tokens, i)
    if low in words.plural_scales:
        return _read_plural(tokens, i)
    if low in words.vague and low in {"several", "numerous"}:
        return _read_several(tokens, i)
    if low in words.cardinals or low in words.scales or low in {"a", "an", "half"}:
        return _read_run(tokens, i)
    return None


def _read_several(tokens: Sequence[Token], i: int) -> Value:
    """Vague counts, also of scales: "several", "several hundred", "several tens of thousands"."""
    words = number_words()
    low, last = float(words.vague[tokens[i].lower]), i + 1
    after = tokens[last].lower if last < len(tokens) else ""
    if after in words.scales:
        low, last = low * words.scales[after], last + 1
    elif after in words.plural_scales:
        plural = _read_plural(tokens, last)
        low, last = low * (plural.low or 0) / 2, plural.last
    return Value(i, last, low, None, approximate=True, figures=False)


def _figure(text: str) -> float | None:
    match = DIGITS.fullmatch(text) if len(text) <= _DIGITS else None
    return float(match[1].replace(",", "") + (match[2] or "")) if match else None


def _scaled(tokens: Sequence[Token], value: Value) -> Value:
    """A range with the scale word that follows it: "5-10 million"."""
    scale = number_words().scales.get(tokens[value.last].lower) if value.last < len(tokens) else None
    if scale and value.low is not None and value.high is not None:
        return Value(value.first, value.last + 1, value.low * scale, value.high * scale, scaled=True)
    return value


def _read_plural(tokens: Sequence[Token], i: int) -> Value:
    """Plural scales mean two and more: "dozens" 24, "hundreds of thousands" 200,000, with no upper end."""
    words = number_words()
    low, last = 2.0 * words.plural_scales[tokens[i].lower], i + 1
    if last + 1 < len(tokens) and tokens[last].lower == "of" and tokens[last + 1].lower in words.plural_scales:
        scale = words.plural_scales[tokens[last + 1].lower]
        low, last = low * scale, last + 2
    return Value(i, last, low, None, approximate=True, figures=False)


def _read_run(tokens: Sequence[Token], i: int) -> Value | None:
    words, last, size = number_words(), i, len(tokens)
    total, current, scaled, figures = 0.0, None, False, False
    sentence = tokens[i].sentence
    while last < min(size, i + _LONGEST) and tokens[last].sentence == sentence:
        low = tokens[last].lower
        after = tokens[last + 1].lower if last + 1 < size else ""
        match = DIGITS.fullmatch(low) if low[0].isdigit() and len(low) <= _DIGITS else None
        if match:
            if current is not None:
                break
            current = float(match[1].replace(",", "") + (match[2] or "")) * _LETTERS.get(match[3] or "", 1)
            figures, scaled = True, bool(match[3])
        elif low in words.cardinals:
            value = words.cardinals[low]
            if current is None:
                current = float(value)
            elif not figures and ((current % 100 >= 20 and current % 10 == 0 and value < 10) or current % 100 == 0):
                current += value
            else:
                break
        elif low in words.scales:
            scale = words.scales[low]
            if current is None and total:
                break
            current = (1 if current is None else current) * scale
            scaled = True
            if scale >= 1000:
                total, current = total + current, None
                if figures:
                    last += 1
                    break
        elif low in {"a", "an"} and current is None and (after in words.scales or after == "half"):
            pass
        elif low == "half" and current is None and after in {"a", "million", "billion", "dozen"}:
            current = 0.5
        elif low in {"a", "an"} and current == 0.5 and after in words.scales:
            pass
        elif (
            low == "and"
            and current is not None
            and tokens[last + 1 : last + 3]
            and after == "a"
            and _is(tokens, last + 2, "half")
        ):
            current += 0.5
            last += 2
        elif (
            low == "-" and current is not None and not figures and after in words.cardinals and current % 100 >= 20
        ) or (low == "and" and scaled and not figures and after in words.cardinals and (current or total) >= 100):
            pass
        else:
            break
        last += 1
    if last == i or (current is None and not total):
        return None
    value_ = total + (current or 0)
    return Value(i, last, value_, value_, scaled=scaled, figures=figures)


def _is(tokens: Sequence[Token], position: int, word: str) -> bool:
    return position < len(tokens) and tokens[position].lower == word
