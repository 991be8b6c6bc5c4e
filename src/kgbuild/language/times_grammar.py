"""The grammar of time expressions: piece classes in, forms with their parts out.

A pattern is a regular expression over the class characters of `times_words`, with the blocks below written {so}.
Of the forms that match at a piece the longest wins, and of two as long the one that stands first. Repetitions are
bounded, so that no text takes more than linear time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kgbuild.language.times_words import Strip

_BLOCKS = {
    "YEAR": r"(?:yB?|B[ijkly]|[ijkl]B)",
    "DAY": r"(?:t?[ij]|t?of?)",
    "MOD": r"(?:t?q?Qf|t?qQf|qIt?|t?q-?|t[qL]Qf)",
    "SHIFT": r"(?:t?q?[LPXF]|T[LX]?|E|t?D[LX]?)",
    "OFUNIT": r"(?:t?[LPXFTD]{1,3}q?[uC])",
    "COUNT": r"(?:a?vf?|Aa|aw(?:&aA)?|[ijklyN]|w(?:[-&]?w){0,8}(?:-?&-?a-?A)?|a)",
    "UNIT": r"[uUC]",
    "CLOCK": r"(?:(?:K|[ijN])It?p|Kx?U?z{0,2}|[ijN]xz{0,2}|[ijw]V(?:It?p)?)",
}
_FORMS = (
    ("date", r"(?:t?q?p[,I]?)?{MOD}?(?:t?W,?)?(?:{DAY}|tOf)m(?:[,f]?{YEAR}|[,f]?{OFUNIT})?"),
    ("date", r"{MOD}?(?:t?W,?)?t?mt?(?:[ij](?![uUCKx])|[oO])(?:[,f]?{YEAR}(?![uUC])|[,f]?{OFUNIT})?"),
    ("date", r"{MOD}?t?q?m(?:[,f]|'|ft)?{YEAR}(?![uUC])"),
    ("date", r"{MOD}?m'[jk]"),
    ("date", r"{MOD}?m[,f]?{OFUNIT}"),
    ("date", r"{MOD}?(?:{SHIFT}|tq?)?m"),
    ("date", r"~{{0,4}}{MOD}?(?:t[uU])?{YEAR}"),
    ("date", r"{MOD}?'[jk]"),
    ("date", r"y-[ij]-[ij]"),
    ("date", r"[ij]-m-y"),
    ("numeric", r"S"),
    ("numeric", r"[ij]-[ij]-y"),
    ("dayonly", r"to(?:f{OFUNIT})?"),
    ("decade", r"{MOD}?t?q?-?'?d"),
    ("season", r"{MOD}?(?:{SHIFT}|t)?q?-?s(?:[,f]?{YEAR}(?:-[ijky])?|[,f]?{OFUNIT})?"),
    ("season", r"t?{YEAR}s"),
    ("weather", r"{MOD}?(?:{SHIFT}|t)?q?r{{2}}"),
    ("division", r"t?(?:O|L)Af?(?:{YEAR}|{OFUNIT}|t?u|t?d|m{YEAR}?)"),
    ("division", r"Rf?(?:{YEAR}|{OFUNIT})"),
    ("division", r"tOA|R"),
    ("century", r"{MOD}?t?q?-?[oOc]-?[C]B?"),
    ("deictic", r"[qG]?n(?:It?)?p?"),
    ("deictic", r"tuGn"),
    ("weekday", r"q?-?{SHIFT}?W(?:,?It?)?p?(?:[,f]?{OFUNIT})?"),
    ("weekday", r"{MOD}tu(?:It?)?Wp?"),
    ("holiday", r"{MOD}?(?:{SHIFT}|t)?q?Hh{{0,6}}p?(?:[,fI]?{YEAR}|[,f]?{OFUNIT})?"),
    ("holiday", r"t[OL]uft?Hh{{0,6}}(?:[,fI]?{YEAR}|[,f]?{OFUNIT})?"),
    ("shift", r"{MOD}?(?:[Gq](?:It?)?)?{SHIFT}{COUNT}?q?[uUC]p?"),
    ("shift", r"{MOD}tu"),
    ("shift", r"[Gq]Itu"),
    ("shift", r"u'?QI?"),
    ("among", r"ftu"),
    ("adjacent", r"t[upC](?:G|F)"),
    ("adjacent", r"(?:E)O?[uC]G"),
    ("offset", r"~{{0,4}}{COUNT}'?q?-?{UNIT}'?[gG]G{{0,3}}"),
    ("offset", r"~{{0,4}}{COUNT}(?:>|&|-){COUNT}{UNIT}[gG]G{{0,3}}"),
    ("offset", r"~{{0,4}}(?:[aijk]|w)[uU]&aA[gG]G{{0,3}}"),
    ("offset", r"U[gG]G{{0,3}}"),
    ("weekend", r"tu"),
    ("eventday", r"t(?:O&)?[O!][uUp]|tqU|t?Q[up]|u[ijw]"),
    ("eventday", r"(?:t?(?:[Ooc]|w-)u?-?|t)e"),
    ("portion", r"t(?:O|L){COUNT}?[uU](?:f{YEAR}|fm{YEAR}?|f{OFUNIT})"),
    ("duration", r"(?:~+|t?[OLX])?(?:{COUNT})'?-?q?-?{UNIT}(?:-J)?"),
    ("duration", r"~{{0,4}}{COUNT}(?:>|&|-){COUNT}-?{UNIT}"),
    ("duration", r"~{{0,4}}(?:[aijk]|w)[uU]&aA"),
    ("duration", r"[uU]-?J"),
    ("duration", r"(?:vf?)?U"),
    ("set", r"E(?:O|{COUNT})?[uUCWps](?:IE?)?"),
    ("set", r"Z"),
    ("clock", r"{CLOCK}"),
    ("part", r"{MOD}?(?:{SHIFT}|t|a)?q?p"),
    ("part", r"(?:Ww|w)p"),
    ("reference", r"tL"),
    ("reference", r"(?:I?t?[DT]|tD|t?q[aT]?)M"),
    ("reference", r"ItM"),
    ("reference", r"tM"),
)
_COMPILED = tuple((form, re.compile(pattern.format(**_BLOCKS))) for form, pattern in _FORMS)
_ANCHOR = re.compile(r"[mWuUCpsHdRASKVnBgGZMyxoer]")
_RUN = re.compile(r"[^_|]+")


@dataclass(slots=True)
class Match:
    """Pieces [first, last) read as a form; `parts` are named pieces of its meaning."""

    first: int
    last: int
    form: str
    parts: dict[str, str]


def read_forms(strip: Strip, fits: Callable[[Match], bool]) -> Iterator[Match]:
    """The forms found in a strip, left to right: at each place the longest that fits its context."""
    for run in _RUN.finditer(strip.codes):
        if not _ANCHOR.search(run[0]):
            continue
        position, end = run.span()
        while position < end:
            ends: dict[int, str] = {}
            for form, pattern in _COMPILED:
                match = pattern.match(strip.codes, position, end)
                if match and match.end() > position:
                    ends.setdefault(match.end(), form)
            for last in sorted(ends, reverse=True):
                found = Match(position, last, ends[last], read_parts(strip, position, last, ends[last]))
                if fits(found):
                    yield found
                    position = last
                    break
            else:
                position += 1


def read_parts(strip: Strip, first: int, last: int, form: str) -> dict[str, str]:
    """The meanings of the pieces [first, last) by name.

    `year`, `era`, `month`, `day`, `weekday`, `season`, `part` (of day), `clock`, `zone`, `holiday`, `decade`,
    `ordinal`, `division` say what is named; `mod` (early, late, mid, start, end); `shift` (last, this, next, previous,
    following, that) and `unit` count from a day; `ofshift` and `ofunit` do so for what encloses it ("of last year");
    `count`, `high`, `vague`, `plural`, `bound` (about, more, less) and `direction` (ago, later ...) measure.
    """
    parts: dict[str, str] = {}
    codes, meanings, words = strip.codes, strip.meanings, strip.words
    named = form in {"date", "season", "weekday", "holiday", "division", "dayonly", "portion"}
    head = False
    for position in range(first, last):
        code = codes[position]
        meaning = meanings.get(position, words[position])
        if code in _SIMPLE:
            parts.setdefault(_SIMPLE[code], meaning)
            head = True
            if words[position] in {"overnight", "tonight"}:
                parts["part"] = words[position]
        elif code in "LTPXFD":
            key = (
                "ofshift" if named and (head or "u" in codes[position:last] or "C" in codes[position:last]) else "shift"
            )
            if parts.get(key) in {None, "that", "this"}:
                parts[key] = meaning
            if key == "ofshift" and codes[position - 1] == "t":
                parts["of_the"] = "yes"
        elif code in "uUC":
            parts["ofunit" if named else "unit"] = meaning
            if code == "U":
                parts["plural"] = "yes"
        elif code in "qQ" and meaning:
            parts.setdefault("mod", meaning)
        elif code == "~" and meanings.get(position):
            parts.setdefault("bound", meaning)
        elif code in "gG" and position in meanings:
            parts["direction"] = meaning
        elif code == "O":
            parts["day" if form == "date" and "m" in codes[first : position + 3] else "ordinal"] = meaning
        elif code in "oc":
            parts["ordinal" if form in {"century", "division", "eventday"} else "day"] = meaning
        elif code in "ijw!" and form == "eventday":
            parts["ordinal"] = meaning
        elif code == "x":
            parts["half"] = "pm" if meaning.startswith("p") else "am"
        elif code == "t" and not codes.startswith(("tQ", "tqQ"), position):  # not that of "the end of last year"
            parts["the"] = "yes"
        elif code == "E":
            parts["every"] = "yes"
    if form in {"date", "dayonly", "season", "holiday", "division", "portion"}:
        _read_calendar(strip, first, last, parts, form)
    if form == "numeric" and codes[first] != "S":
        parts["numeric"] = "-".join(words[first:last:2])
    if form in {"offset", "duration", "shift", "set", "portion"}:
        _read_count(strip, first, last, parts)
    if form == "clock":
        _read_clock(strip, first, last, parts)
    return parts


_SIMPLE = {
    "m": "month", "W": "weekday", "p": "part", "s": "season", "H": "holiday", "d": "decade", "S": "numeric",
    "K": "clock", "z": "zone", "B": "era", "A": "division", "R": "quarter", "Z": "value", "n": "days", "M": "instant",
    "r": "weather", "e": "occasion",
}  # fmt: skip


def _read_calendar(strip: Strip, first: int, last: int, parts: dict[str, str], form: str) -> None:
    """Day and year among the numbers; "1941-42" after a season keeps its first year."""
    codes, words = strip.codes, strip.words
    era = codes.find("B", first, last)
    if codes[first:last].count("-") == 2 and codes[first] == "y":
        parts.update(year=words[first], month=words[first + 2].lstrip("0"), day=words[first + 4].lstrip("0"), iso="yes")
        return
    for position in range(first, last):
        code, word = codes[position], words[position]
        beside_era = era >= 0 and abs(era - position) == 1
        if code == "y" or (beside_era and code in "ijkly"):
            parts.setdefault("year", word)
        elif code in "jk" and position > first - 1 and position and codes[position - 1] == "'" and form == "date":
            parts["year"] = "'" + word.zfill(2)
        elif code in "ij" and form in {"date", "dayonly"} and "day" not in parts:
            parts["day"] = word.lstrip("0")


def _read_count(strip: Strip, first: int, last: int, parts: dict[str, str]) -> None:
    """`count` and, for "two or three", `high`; `vague` marks words that only bound the count from below."""
    counts: list[float] = []
    current: float | None = None
    for position in range(first, last):
        code, word = strip.codes[position], strip.words[position]
        if code in "uU" and "ofunit" in parts:  # "the first two weeks of 2024"
            break
        if code == "w":
            value = float(strip.meanings[position])
            if current is None:
                current = value
            elif value >= 12 and (value in {12, 100, 1000}):
                current = max(current, 1) * value
            elif current >= 20 and value < 10:
                current += value
            else:
                counts.append(current)
                current = value
        elif code == "a" and current is None and (last - first > 1):
            current = 1
        elif code in "ijklyN":
            if current is not None:
                counts.append(current)
            current = float(strip.meanings.get(position, word))
        elif code == "A":
            current = (current or 0) + 0.5
        elif code == "v":
            current = float(strip.meanings[position])
            parts["vague"] = "yes"
        elif code in ">-" and current is not None and strip.codes[position + 1 : position + 2] in tuple("ijklyNw"):
            following = strip.codes[position + 1]
            if code == ">" or following != "w":
                counts.append(current)
                current = None
    if current is not None:
        counts.append(current)
    if counts:
        parts["count"] = f"{counts[0]:g}"
        if len(counts) > 1:
            parts["high"] = f"{counts[1]:g}"


def _read_clock(strip: Strip, first: int, last: int, parts: dict[str, str]) -> None:
    """24-hour `clock`: "10 p.m." is 22:00."""
    hour, _, rest = parts.get("clock", "").partition(":")
    for position in range(first, last):
        if strip.codes[position] in "ijwNy" and not hour:
            number = strip.meanings.get(position, strip.words[position])
            hour, _, rest = number.partition(".")
            if len(number) == 4 and number.isdigit():
                hour, rest = number[:2], number[2:]
    late = parts.pop("half", "") or {"morning": "am", "night": "pm", "evening": "pm", "afternoon": "pm"}.get(
        parts.get("part", ""), ""
    )
    if not hour.isdigit() or int(hour) > 24 or (rest and not rest[:2].isdigit()):
        parts.pop("clock", None)
        return
    number_ = int(hour)
    if late == "pm" and number_ < 12:
        number_ += 12
    elif late == "am" and number_ == 12:
        number_ = 0
    parts["clock"] = f"{number_ % 24:02d}:{(rest or '00')[:2]}"
