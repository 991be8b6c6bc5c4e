"""Where a happening lies as seen from a place: the names of an article in, each with the words that say so."""

from __future__ import annotations

from kgbuild.language.parse import Token
from kgbuild.language.place_containment import Found
from kgbuild.language.place_reading import Reading
from kgbuild.language.place_words import BORDERS, DIRECTIONS, LENGTHS, POINTS

_HYPHENS = ("-", "–", "/")
_LONGEST = 12  # tokens of a distance: "some 40 kilometres (25 miles) to the north-east of"


def read_bearings(reading: Reading) -> None:
    """Set `bearing`: "40 km north of", "eastern", "between Gao and Ansongo", "border"."""
    for number, found in enumerate(reading.taken):
        if found.usage == "demonym":
            continue
        bearing = _offset(reading, found.first) or _direction(reading.tokens, found.first)
        if bearing is None and _is_border(reading, number):
            bearing = "border"
        found.bearing = bearing
    for one, other in zip(reading.taken, reading.taken[1:], strict=False):
        if _are_ends(reading, one, other):
            words = f"between {reading.core(one)} and {reading.core(other)}"
            one.bearing, other.bearing = one.bearing or words, other.bearing or words


def _offset(reading: Reading, first: int) -> str | None:
    """Distance and direction before the name: "40 km north-east of", "east of", "12 miles from"."""
    tokens, last = reading.tokens, first - 1
    if last < 1 or tokens[last].lower not in ("of", "from"):
        return None
    start = last
    if tokens[last - 1].lower in POINTS:
        start = last - 1
        while start >= 2 and tokens[start - 1].text == "-" and tokens[start - 2].lower in POINTS:
            start -= 2
    elif tokens[last].lower == "of":
        return None
    far = i = start
    while i >= 1 and last - i <= _LONGEST:
        i -= 1
        if _is_length(tokens, i) or tokens[i].text == "(":
            far = i
        elif tokens[i].text != ")" and not (far == start and tokens[i].lower in ("the", "to", "due", "just")):
            break
    if tokens[last].lower == "from" and far == start:
        return None  # "north from X" tells where someone went
    return reading.words.text(far, last + 1)


def _is_length(tokens: list[Token], i: int) -> bool:
    """Whether a token is a unit of length, or the number before one ("40 km", "40km", "a few miles")."""
    if tokens[i].lower in LENGTHS:
        return True
    for following in tokens[i + 1 : i + 4]:
        if following.lower in LENGTHS:
            return (
                tokens[i].pos == "NUM" or tokens[i].text[0].isdigit() or tokens[i].lower in ("few", "several", "some")
            )
        if following.pos not in ("NUM", "ADJ") and following.text not in (",", "-", "–"):
            break
    return False


def _direction(tokens: list[Token], first: int) -> str | None:
    """A word of direction directly before the name: "eastern Congo"."""
    return tokens[first - 1].lower if first and tokens[first - 1].lower in DIRECTIONS else None


def _is_border(reading: Reading, number: int) -> bool:
    """Whether the name is one side of a border: "the Chad-Sudan border", "the border with Chad"."""
    tokens, found = reading.tokens, reading.taken[number]
    end = found.end
    following = reading.taken[number + 1] if number + 1 < len(reading.taken) else None
    if following and following.first == end + 1 and tokens[end].text in _HYPHENS:
        end = following.end
    if end < len(tokens) and tokens[end].lower == "'s":
        end += 1
    if end < len(tokens) and tokens[end].lower in BORDERS and tokens[end].sentence == tokens[found.first].sentence:
        return True
    i = found.first - 1
    if i >= 0 and tokens[i].lower in ("with", "between") and i and tokens[i - 1].lower in BORDERS:
        return True
    before = reading.taken[number - 1] if number else None
    joined = before and before.end == i and tokens[i].lower == "and" and before.first >= 2
    return bool(
        before and joined and tokens[before.first - 1].lower == "between" and tokens[before.first - 2].lower in BORDERS
    )


def _are_ends(reading: Reading, one: Found, other: Found) -> bool:
    """Whether two places are the ends of a stretch: "between Gao and Ansongo", not "talks between" two governments."""
    tokens, i = reading.tokens, one.first - 1
    if "demonym" in (one.usage, other.usage) or i < 0 or tokens[i].lower != "between":
        return False
    if other.first != one.end + 1 or tokens[one.end].lower != "and":
        return False
    return all(reading.words.kind(reading.core(found)) == "" for found in (one, other))
