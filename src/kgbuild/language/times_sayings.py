"""The day that a quotation's "today" counts from: time spans in, those in quotations with their part `saying` out.

Whoever is quoted counts from the day of speaking, not from that of publication: "'They came yesterday,' he said on
Monday" is of Sunday. The clause that quotes names that day, or what it was said at: "after the meeting, he said ...".
"""

from __future__ import annotations

import itertools
from bisect import bisect
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kgbuild.language.parse import Parse, TimeSpan, Token
from kgbuild.language.quotations import FEWEST, quoted_tokens

COUNTED = frozenset({"deictic", "weekday", "shift", "offset", "part", "weekend"})
"""Forms that count from the day on which they are said."""
_DAYS = frozenset({"date", "numeric", "weekday", "deictic", "holiday", "shift", "part"})
_ASIDE = frozenset({"after", "before", "following", "since", "about", "of", "from", "until", "till", "ahead", "over"})
_OCCASION = frozenset({"at", "after", "during", "following"})


def count_from_sayings(parse: Parse, spans: Sequence[TimeSpan]) -> tuple[TimeSpan, ...]:
    """The same spans; those that are quoted tell by `saying` what they count from.

    It is how many spans further on the day of the saying stands ("1", "-2"), "occasion" where it was said at, during
    or after something, and "open" where the clause that quotes tells neither.
    """
    if not any(span.form in COUNTED for span in spans):
        return tuple(spans)
    flags = quoted_tokens(parse)
    by_sentence: defaultdict[int, list[int]] = defaultdict(list)
    for i, span in enumerate(spans):
        if span.form in _DAYS and not flags[span.first]:
            by_sentence[parse.tokens[span.first].sentence].append(i)
    found = list(spans)
    end, days, otherwise = 0, list[int](), ""
    for i, span in enumerate(spans):
        if span.form not in COUNTED or not flags[span.first]:
            continue
        if span.first >= end:
            first, end = _quotation(parse, span.first, flags)
            days, otherwise = _told(parse, spans, _speaking(parse, first, end, flags), by_sentence)
        said = str(_nearest(days, i) - i) if days else otherwise
        found[i] = replace(span, parts=tuple(sorted((*span.parts, ("saying", said)))))
    return tuple(found)


def _told(
    parse: Parse, spans: Sequence[TimeSpan], verbs: Sequence[int], by_sentence: Mapping[int, Sequence[int]]
) -> tuple[list[int], str]:
    """The spans that tell the day of a saying; where there is none, what else its clause tells."""
    for verb in verbs:
        beside = by_sentence.get(parse.tokens[verb].sentence, ())
        days = [j for j in beside if _is_of(parse, spans[j].last - 1, verb)]
        if days:
            return days, ""
        if any(_is_occasion(parse, child) for child in parse.children(verb, "prep")):
            return [], "occasion"
    return [], "open"


def _nearest(days: Sequence[int], i: int) -> int:
    place = bisect(days, i)
    return min(days[max(0, place - 1) : place + 1], key=lambda day: abs(day - i))


def _quotation(parse: Parse, i: int, flags: Sequence[bool]) -> tuple[int, int]:
    """The quoted tokens [first, last) around one, over the sentences of its paragraph."""
    paragraph = _paragraph(parse, i)
    first = last = i
    while first > 0 and flags[first - 1] and _paragraph(parse, first - 1) == paragraph:
        first -= 1
    while last < len(flags) and flags[last] and _paragraph(parse, last) == paragraph:
        last += 1
    return first, last


def _paragraph(parse: Parse, i: int) -> int:
    return parse.sentences[parse.tokens[i].sentence].paragraph


def _speaking(parse: Parse, first: int, last: int, flags: Sequence[bool]) -> list[int]:
    """The verbs outside a quotation that its first and last word hang on, in text order; none for a few words."""
    verbs: set[int] = set()
    for edge in (first, last - 1) if last - first >= FEWEST else ():
        outside = (i for i in parse.ancestors(edge) if not flags[i] and parse.tokens[i].pos == "VERB")
        verbs.update(itertools.islice(outside, 1))
    return sorted(verbs)


def _is_of(parse: Parse, i: int, verb: int) -> bool:
    """Whether a date is that of a verb: "said on Monday", "told a rally on Monday", not "said after Monday's raid"."""
    while i != verb:
        token = parse.tokens[i]
        above = parse.tokens[token.head]
        if token.head == i or token.dep == "poss" or token.lower in _ASIDE or (_is_verb(above) and above.i != verb):
            return False
        i = token.head
    return True


def _is_verb(token: Token) -> bool:
    return token.pos in {"VERB", "AUX"}


def _is_occasion(parse: Parse, preposition: Token) -> bool:
    """As in "at the funeral", "after the match": something known that is no date of its own."""
    if preposition.lower not in _OCCASION:
        return False
    objects = parse.children(preposition.i, "pobj")
    return any(
        token.pos == "NOUN" and token.entity not in {"DATE", "TIME"} and parse.children(token.i, "det", "poss")
        for token in objects
    )
