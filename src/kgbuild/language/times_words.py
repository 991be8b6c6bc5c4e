"""Words of time expressions: tokens in, one class character for each piece of them out.

A piece is a token or a part of one ("1941–45" is three). The classes are what the grammar's patterns are made of:

    i j k l   whole number up to 12, up to 31, two digits, three digits      y  four digits that may be a year
    N number otherwise      w number word      v vague count     a  a, an      o c  1st-31st, beyond     O  ordinal word
    m month   W weekday     u U unit, units    C century         p  part of day   s season   H h  holiday, its tail
    d decade  R quarter     A quarter, half    S numeric date    K clock   x am, pm   V o'clock   z zone    B  era
    ! final   e anniversary r dry or rainy season
    t the     T this        D that, same       L last   P previous  X next   F following   E every
    q early, late           Q end, start       g ago    G later, earlier, before, after    n today, yesterday
    ~ about, more than      Z daily            M time, period            J long   Y  old
    f of      I in, on, at  , comma   - hyphen   & and, or   > to, until   ' apostrophe   b between, from
    | the boundary of two sentences      _ all other words
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from kgbuild.language.parse import Token
from kgbuild.language.times_doubtful import DOUBTFUL, MONTH_CUES, is_hour
from kgbuild.vocabulary import data_folder

_FUNCTION_WORDS = {
    "the": "t", "a": "a", "an": "a", "every": "E", "each": "E", "per": "E", "of": "f", "in": "I", "on": "I", "at": "I",
    "during": "I", "and": "&", "or": "&", "to": ">", "until": ">", "till": ">", "through": ">", "thru": ">",
    "between": "b", "from": "b", "long": "J", "old": "Y", "o'clock": "V", "am": "x", "a.m.": "x", "a.m": "x",
    "pm": "x", "p.m.": "x", "p.m": "x", ",": ",", "-": "-", "–": "-", "—": "-", "--": "-", "'": "'", "'s": "'",
}  # fmt: skip
_SECTIONS = {
    "months": "m", "weekdays": "W", "units": "u", "units_plural": "U", "parts_of_day": "p", "seasons": "s",
    "deictics": "n", "modifiers": "q", "portions": "Q", "numbers": "w", "vague_counts": "v", "ordinals": "O",
    "divisions": "A", "decade_names": "d", "approximators": "~", "eras": "B", "zones": "z", "recurring": "Z",
    "instants": "M",
}  # fmt: skip
_PHRASES = {"approximator_phrases": "~", "direction_phrases": "G", "zone_phrases": "z", "weather_seasons": "r"}
_FEAST_TAILS = (" holiday", " holidays", " festival", " celebrations")
_SHIFT_CLASSES = {"last": "L", "this": "T", "next": "X", "previous": "P", "following": "F", "that": "D", "same": "D"}
_NUMERIC = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d(?:t[\d:.]+(?:z|[+-]\d\d:?\d\d)?)?|\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)|\d{4}/\d\d?/\d\d?|\d{1,2}\.\d{1,2}\.\d{4})"
    r"|(?P<clock>[0-2]?\d:[0-5]\d(?::[0-5]\d)?|[0-2]?\dh[0-5]\d|[0-2]\d\.[0-5]\d(?=h))(?:hrs?|h)?"
    r"|(?P<military>0\d[0-5]\d|[0-2]\d[0-5]\d(?=hrs|h$))(?:hrs|h)?"
    r"|(?P<ordinal>\d{1,3})[snrt][tdh]"
    r"|(?P<decade>(?:\d\d)?\d0)s"
    r"|(?P<whole>\d+)"
    r"|(?P<number>\d+(?:[.,]\d+)+)"
)
_GLUED = re.compile(r"(\d{1,2}(?:[:.]\d\d)?)(am|pm|a\.m\.|p\.m\.)|\d{4}/\d\d(?:\d\d)?|'\d\ds?|[^–—-]+(?:[–—-][^–—-]+)+")
_CUT = re.compile(r"[–—/'-]|[^–—/'-]+")
_OFFSET = re.compile(r"(?:utc|gmt)([+-])(\d{1,2})(?::(\d\d))?")
_QUARTER = re.compile(r"q([1-4])")


@dataclass(slots=True)
class Strip:
    """The pieces of a token range: their classes, joined in `codes`, and parallel lists of where they stand.

    `meanings` holds what a piece stands for (a month's number, a unit's name), by position; other pieces have none.
    """

    codes: str = ""
    classes: list[str] = field(default_factory=list)
    tokens: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    meanings: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the lexicon knows of a word: its class and meaning, and the phrases that it begins (longest first)."""

    code: str
    meaning: str
    phrases: tuple[tuple[tuple[str, ...], str, str], ...] = ()


def split_name(name: str) -> tuple[str, ...]:
    """A phrase of the lexicon as the parser would tokenize it: "new year's eve" is new, year, 's, eve."""
    return tuple(re.findall(r"\d+/\d+|'s|[a-z](?:\.[a-z])+\.?|[a-z]+|[^\sa-z]", name))


@cache
def _lexicon() -> tuple[dict[str, _Entry], dict[str, int], dict[str, int]]:
    """Entries by word, and the abbreviations of months and weekdays, which need a number beside them."""
    data = tomllib.loads((data_folder("ontology") / "lexicon" / "en" / "times.toml").read_text("utf-8"))
    words: dict[str, tuple[str, str]] = {word: (code, "") for word, code in _FUNCTION_WORDS.items()}
    for section, code in _SECTIONS.items():
        words.update({word: (code, str(meaning)) for word, meaning in data[section].items()})
    words.update({word: (_SHIFT_CLASSES[meaning], meaning) for word, meaning in data["shifts"].items()})
    words.update({word: ("g" if meaning == "ago" else "G", meaning) for word, meaning in data["directions"].items()})
    words["century"] = ("C", "century")
    words.update({word: ("e" if word == meaning else "!", meaning) for word, meaning in data["event_days"].items()})
    phrases: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}

    def add(name: str, head: str, tail: str, meaning: str) -> None:
        first, *rest = split_name(name)
        if not rest:
            words[first] = (head, meaning)
        else:
            phrases.setdefault(first, []).append((tuple(rest), head + tail * len(rest), meaning))

    for section, code in _PHRASES.items():
        for name, meaning in data[section].items():
            add(name, code, code, meaning)
    for holiday in data["holiday"]:
        for name in holiday["names"]:
            for tail in ("", *_FEAST_TAILS):
                add(name + tail, "H", "h", f"{holiday['rule']}|{holiday.get('days', 1)}")
    for day in data["named_day"]:
        for name in day["names"]:
            add(name, "H", "h", f"{day['day']}|1")
    entries = {word: _Entry(code, meaning) for word, (code, meaning) in words.items()}
    for first, group in phrases.items():
        code, meaning = words.get(first, ("_", ""))
        entries[first] = _Entry(code, meaning, tuple(sorted(group, key=lambda phrase: -len(phrase[0]))))
    return entries, data["month_abbreviations"], data["weekday_abbreviations"]


@cache
def ordinals() -> frozenset[str]:
    """The ordinal words of the lexicon."""
    return frozenset(word for word, entry in _lexicon()[0].items() if entry.code == "O")


def classify(tokens: Sequence[Token]) -> Strip:
    """The pieces of these tokens with their classes."""
    entries, months, weekdays = _lexicon()
    strip = Strip()
    pending = ""  # classes of the tokens still covered by a phrase that was found
    sentence = tokens[0].sentence if tokens else 0
    for position, token in enumerate(tokens):
        low = token.lower
        code, meaning = "_", ""
        if token.sentence != sentence:
            sentence, pending = token.sentence, ""
            _add(strip, "|", position, (token.start, token.start), "")
        if low in {"[", "]"} and _is_insert(tokens, position):
            continue
        if pending:
            code, pending = pending[0], pending[1:]
        elif entry := entries.get(low):
            code, meaning = entry.code, entry.meaning
            for rest, phrase_codes, phrase_meaning in entry.phrases:
                following = tokens[position + 1 : position + 1 + len(rest)]
                if tuple(other.lower for other in following) == rest:
                    code, pending, meaning = phrase_codes[0], phrase_codes[1:], phrase_meaning
                    break
            else:
                if low in DOUBTFUL and not DOUBTFUL[low](tokens, position):
                    code, meaning = "_", ""
        elif low.isalpha():
            if low in months or low in weekdays:
                code, meaning = _abbreviation(tokens, position, months, weekdays)
        elif (len(low) > 3 or low[0].isdigit()) and (glued := _GLUED.fullmatch(low)) and not _NUMERIC.fullmatch(low):
            _add_glued(strip, position, token, glued)
            continue
        elif low[0].isdigit():
            code, meaning = _classify_number(low)
            if code in "yN" and is_hour(tokens, position):
                code, meaning = "K", f"{low[:2]}:{low[2:]}"
        elif offset := _OFFSET.fullmatch(low):
            code, meaning = "z", f"{offset[1]}{offset[2].zfill(2)}:{offset[3] or '00'}"
        elif (len(low) > 1 and low.rstrip(".") in months) or low.rstrip(".") in weekdays:
            code, meaning = _abbreviation(tokens, position, months, weekdays)
        elif quarter := _QUARTER.fullmatch(low):
            code, meaning = "R", quarter[1]
        if meaning:
            strip.meanings[len(strip.classes)] = meaning
        _add(strip, code, position, (token.start, token.end), low)
    strip.codes = "".join(strip.classes)
    return strip


def _is_insert(tokens: Sequence[Token], position: int) -> bool:
    """Whether a square bracket holds one word that an editor put in: "[Ten] years ago", no footnote."""
    opening = position if tokens[position].text == "[" else position - 2
    inside = tokens[opening : opening + 3] if opening >= 0 else ()
    return [token.text for token in inside[::2]] == ["[", "]"] and inside[1].text.isalpha()


def _add(strip: Strip, code: str, position: int, bounds: tuple[int, int], word: str) -> None:
    strip.classes.append(code)
    strip.tokens.append(position)
    strip.starts.append(bounds[0])
    strip.ends.append(bounds[1])
    strip.words.append(word)


def _add_glued(strip: Strip, position: int, token: Token, glued: re.Match[str]) -> None:
    """The pieces of one token: three of "1941–45" and "May-1", two of "10am" and "'99"."""
    entries, months, _ = _lexicon()
    cuts = [(glued.start(group), glued.end(group)) for group in (1, 2)] if glued[1] else []
    for start, end in cuts or [match.span() for match in _CUT.finditer(glued[0])]:
        word = glued[0][start:end]
        code, meaning = _classify_number(word)
        if word in "–—-/":
            code = "-"
        elif code == "_" and word in entries and (word not in DOUBTFUL or token.text[start].isupper()):
            code, meaning = entries[word].code, entries[word].meaning
        elif code == "_" and word in months and token.text[start].isupper():
            code, meaning = "m", str(months[word])
        if meaning:
            strip.meanings[len(strip.classes)] = meaning
        _add(strip, code, position, (token.start + start, token.start + end), word)


def _classify_number(low: str) -> tuple[str, str]:
    match = _NUMERIC.fullmatch(low)
    if match is None:
        return ("_", "")
    if match["date"]:
        return ("S", match["date"])
    if clock := match["clock"]:
        return ("K", clock.replace("h", ":").replace(".", ":").zfill(5))
    if match["military"]:
        return ("K", f"{match['military'][:2]}:{match['military'][2:]}")
    if match["ordinal"]:
        return ("o" if 0 < int(match["ordinal"]) <= 31 else "c", match["ordinal"])
    if match["decade"]:
        return ("d", match["decade"])
    if match["number"] and len(low) <= 16:
        return ("N", match["number"].replace(",", ""))
    whole = match["whole"]
    if len(whole) > 12:
        return ("_", "")
    number = int(whole)
    if len(whole) <= 2:
        return ("i" if 0 < number <= 12 else "j" if 12 < number <= 31 else "k", str(number))
    if len(whole) == 3:
        return ("l", str(number))
    return ("y" if len(whole) == 4 and 1000 <= number < 2200 else "N", str(number))


def _abbreviation(
    tokens: Sequence[Token], position: int, months: dict[str, int], weekdays: dict[str, int]
) -> tuple[str, str]:
    """A month beside a number, or a weekday before a comma, a number or a month; capital letter required."""
    token, low = tokens[position], tokens[position].lower.rstrip(".")
    if not token.text[0].isupper():
        return ("_", "")
    after = tokens[position + 1].lower if position + 1 < len(tokens) else ""
    if low in months:
        before = tokens[position - 1].lower if position else ""
        beside = after[:1].isdigit() or before[:1].isdigit() or (before in MONTH_CUES and token.text.endswith("."))
        return ("m", str(months[low])) if beside else ("_", "")
    near = after == "," or after[:1].isdigit() or after.rstrip(".") in months or after in _lexicon()[0]
    return ("W", str(weekdays[low])) if near and after not in {"and", "on", "in", "at", "to", "the"} else ("_", "")


def plain_tokens(words: str) -> list[Token]:
    """Tokens of a few words without a parser: no tags, no heads, one sentence."""
    pattern = (
        r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)?|\d+[\d:/.,–—-]*\d(?:[a-z.]+)?"
        r"|\w+(?:\.\w+)+\.?|(?:[A-Z][a-z]{2,3}\.(?= \d))|c\.|o'clock|'s|\w+|[^\w\s]"
    )
    found: Iterable[re.Match[str]] = re.finditer(pattern, words)
    return [
        Token(i, match.start(), match.end(), match[0], match[0].lower(), match[0].lower(), "", "", "", i, 0)
        for i, match in enumerate(found)
    ]
