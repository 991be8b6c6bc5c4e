"""Time expressions to days: `TimeSpan` records in, `When` records out.

Expressions count from the day of publication ("Monday", "last year") or from the date that the text has reached ("the
next day", "that month", a month without a year in a text without publication day). Where there is nothing to count
from, the value stays None: a day is never taken from the clock. `rule` names the form and the day counted from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from kgbuild.language.parse import Parse, TimeSpan
from kgbuild.language.times import Bound, read_words
from kgbuild.model import Anchor, When
from kgbuild.resolvers.dates_calendar import UNKNOWN, Stretch, last_day, of_date
from kgbuild.resolvers.dates_events import same_event_days
from kgbuild.resolvers.dates_forms import read_form
from kgbuild.resolvers.dates_quoted import read_quoted
from kgbuild.resolvers.dates_ranges import put_ahead, put_behind
from kgbuild.resolvers.dates_setting import Setting, day_of

_MEASURES = {"year": "Y", "month": "M", "week": "W", "day": "D", "hour": "H", "minute": "M", "second": "S"}
_ASIDES = frozenset({"decade", "century", "clock", "among"})
_MULTIPLES = {"decade": ("year", 10), "century": ("year", 100), "fortnight": ("week", 2), "weekend": ("day", 2)}


def resolve_times(parse: Parse) -> tuple[When, ...]:
    """A `When` for each of `parse.times`, in the same order."""
    sentences = [parse.tokens[span.first].sentence for span in parse.times]
    asides = [_dates_a_saying(parse, span) for span in parse.times]
    return _resolve(parse.times, sentences, published_day(parse.article.published), asides)


def _dates_a_saying(parse: Parse, span: TimeSpan) -> bool:
    """Whether words tell when somebody spoke ("the council said on Sunday"), and not when it happened."""
    tokens = parse.tokens
    above = next((i for i in parse.ancestors(span.first) if not span.first <= i < span.last), span.first)
    if tokens[above].pos == "ADP":
        above = tokens[above].head
    return tokens[above].pos == "VERB" and tokens[above].lemma in _SAYING


_SAYING = frozenset(
    {"say", "tell", "add", "announce", "report", "state", "declare", "claim", "admit", "confirm", "deny"}
)


def resolve_words(words: str, *, published: str | None) -> When:
    """The first time expression of a few words, without a parse; its mention counts from the start of the words.

    An odd absolute date that the grammar cannot read is tried with dateparser; words that name no day stay unresolved.
    """
    spans = read_words(words)
    rest = "".join(words[: spans[0].mention.start] + words[spans[-1].mention.end :]) if spans else ""
    if spans and not any(character.isdigit() for character in rest):
        return _resolve(spans, [0] * len(spans), published_day(published))[0]
    return _parse_odd_date(words)


def published_day(published: str | None) -> date | None:
    """The day of an ISO 8601 date or date-time, as written, whatever its zone; None if there is none."""
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def apply_bound(when: When, bound: Bound | None) -> When:
    """The same words after "since", "until", "by", "before" or "after": one end opens, the value stays the words' own.

    "since March 2024" holds from 1 March on, "until 2019" up to its last day, "before May" up to the last of April,
    "after May" from the first of June.
    """
    if bound is None or when.earliest is None or when.latest is None or when.earliest.startswith("-"):
        return when
    rule = f"{when.rule}; {bound}"
    if bound == "before":
        return replace(when, earliest=None, latest=_day_beside(when.earliest, -1), precision="bound", rule=rule)
    if bound == "after":
        return replace(when, earliest=_day_beside(when.latest, 1), latest=None, precision="bound", rule=rule)
    if bound == "since":
        return replace(when, latest=None, precision="bound", rule=rule)
    return replace(when, earliest=None, precision="bound", rule=rule)


def _day_beside(day: str, step: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=step)).isoformat()


def join_range(first: When, second: When) -> When:
    """One date from the two ends of a range ("between 3 and 5 March"), mentioned where the first is."""
    if not (first.earliest and second.latest) or first.earliest > second.latest:
        return first
    value = (
        f"{first.value}/{second.value}"
        if first.value and second.value and "/" not in first.value + second.value
        else None
    )
    coarser = max(first.precision, second.precision, key=_COARSENESS.index)
    rule = f"{first.rule}; to {second.rule}"
    return replace(first, value=value, latest=second.latest, precision=coarser, rule=rule)


_COARSENESS = ("day", "week", "month", "season", "quarter", "year", "decade", "bound", "unknown")


def _resolve(
    spans: Sequence[TimeSpan], sentences: Sequence[int], published: date | None, asides: Sequence[bool] = ()
) -> tuple[When, ...]:
    parts = [dict(span.parts) for span in spans]
    order = _day_order(spans, parts)
    stretches: list[Stretch] = [UNKNOWN] * len(spans)
    found: list[When | None] = [None] * len(spans)
    story, told, named = UNKNOWN, -9, False

    def settle(i: int) -> None:
        """Resolve span i from the story so far and from a neighbour that is resolved already."""
        neighbour = _neighbour(i, spans, parts, sentences, stretches)
        close = sentences[i] - told <= 1
        setting = Setting(published, story, neighbour, order, named and close, close)
        if "saying" in parts[i]:
            stretches[i], anchor, setting = read_quoted(
                spans[i].form, parts[i], setting, _day_said(i, parts, stretches)
            )
        else:
            stretches[i], anchor = read_form(spans[i].form, parts[i], setting)
        if i and "link" in parts[i - 1]:
            stretches[i] = put_ahead(spans[i].form, parts[i], stretches[i - 1], stretches[i], anchor, published)
        if parts[i].get("link") == "range":
            reached = story if anchor == "text" else of_date(published) if published else UNKNOWN
            stretches[i] = put_behind(spans[i].form, parts[i], stretches[i], stretches[i + 1], anchor, reached)
        found[i] = _when(spans[i], parts[i], stretches[i], anchor, setting)

    for i, span in enumerate(spans):
        later = _later_neighbour(i, spans, parts, sentences)
        for j in reversed(later):
            settle(j)
        settle(i)
        # Beside the day of what is told, the day on which it was said is no day to count from.
        spoken = bool(asides) and asides[i] and sentences[i] == told
        if _moves_story(span, parts[i], stretches[i]) and not spoken:
            story, told = stretches[i], sentences[i]
            when = found[i]
            named = "year" in parts[i] or (named and when is not None and when.anchor == "text")
    for i, j in same_event_days(spans, parts, stretches):
        found[i] = _when(spans[i], parts[i], stretches[j], "text", Setting(published, stretches[j]))
    return tuple(when for when in found if when is not None)


def _later_neighbour(
    i: int, spans: Sequence[TimeSpan], parts: list[dict[str, str]], sentences: Sequence[int]
) -> list[int]:
    """The spans that must be resolved before span i: those it is linked to, and the day after a bare hour."""
    chain: list[int] = []
    j = i
    while j + 1 < len(spans) and (
        ("link" in parts[j] and "year" not in parts[j])
        or parts[j].get("inherit") == "next"
        or parts[j].get("anchor") == "next"
    ):
        j += 1
        chain.append(j)
    if (said := parts[i].get("saying", "")).isdigit():
        chain.append(i + int(said))
    if spans[i].form == "clock":
        while not chain or spans[j].form == "clock":  # "04:00 (0100 GMT) on Thursday"
            j += 1
            if j >= len(spans) or sentences[j] != sentences[i]:
                break
            chain.append(j)
    return chain


def _day_said(i: int, parts: list[dict[str, str]], stretches: list[Stretch]) -> Stretch:
    """The stretch of the span that tells when span i was said; unknown where none does."""
    said = parts[i]["saying"]
    return stretches[i + int(said)] if said.lstrip("-").isdigit() else UNKNOWN


def _neighbour(
    i: int, spans: Sequence[TimeSpan], parts: list[dict[str, str]], sentences: Sequence[int], stretches: list[Stretch]
) -> Stretch:
    """The stretch of the span that lends span i what its own words lack."""
    own = parts[i]
    if own.get("inherit") == "previous" and i:
        return stretches[i - 1]
    following = i + 1 < len(spans)
    if following and (own.get("inherit") == "next" or own.get("anchor") == "next"):
        return stretches[i + 1]
    if following and "link" in own and ("year" in parts[i + 1] or "ofshift" in parts[i + 1]):
        return stretches[i + 1]
    if spans[i].form == "clock":
        near = [j for j in (i - 1, i + 1, i + 2) if 0 <= j < len(spans) and sentences[j] == sentences[i]]
        days = [j for j in near if stretches[j].day]
        if days and days[0] > i:
            return _day_of_hours(parts[days[0]], stretches[days[0]])
        return stretches[days[0]] if days else UNKNOWN
    return UNKNOWN


def _day_of_hours(parts: dict[str, str], stretch: Stretch) -> Stretch:
    """The day of hours before a dated span: its own, but the one before of "at 22:30, and by 2:30 the next day"."""
    step = {"next": -1, "following": -1, "previous": 1}.get(parts.get("shift", ""), 0)
    day = day_of(stretch)
    return of_date(day + timedelta(days=step)) if day and step and parts.get("unit") == "day" else stretch


def _moves_story(span: TimeSpan, parts: dict[str, str], stretch: Stretch) -> bool:
    """Whether what follows may count from here: any dated words but asides ("the 2003 invasion") and bounds."""
    if span.form == "date" and "month" not in parts and "head" not in parts:
        return False
    if span.form == "offset" and parts.get("unit") in {"hour", "minute", "second"} and "/" in (stretch.value or ""):
        return False  # "ten minutes later" goes on telling of the same day
    return stretch.year is not None and span.form not in _ASIDES and stretch.precision != "bound"


def _day_order(spans: Sequence[TimeSpan], parts: list[dict[str, str]]) -> str | None:
    """Whether the article's unambiguous dates put day or month first; None when they do not say or disagree."""
    orders = set()
    for span, own in zip(spans, parts, strict=True):
        if span.form == "numeric" and "." not in own["numeric"] and not own["numeric"][:4].isdigit():
            first, second = (int(number) for number in own["numeric"].replace("-", "/").split("/")[:2])
            orders.add("dmy" if first > 12 else "mdy" if second > 12 else "")
    orders.discard("")
    return orders.pop() if len(orders) == 1 else None


def _counted_from(anchor: Anchor, setting: Setting) -> str:
    """The end of a rule's name that tells what the words were counted from."""
    if anchor == "publication":
        return f" from {setting.published}, the day of publication"
    base = setting.story if setting.neighbour is UNKNOWN else setting.neighbour
    return f" from {base.value} in the text" if anchor == "text" and base.value else ""


def _lies_ahead(stretch: Stretch, published: date | None) -> bool:
    return published is not None and stretch.latest is not None and stretch.latest >= published.isoformat()


def _when(span: TimeSpan, parts: dict[str, str], stretch: Stretch, anchor: Anchor, setting: Setting) -> When:
    if span.kind in {"duration", "set"}:
        value = _length(parts) if span.kind == "duration" else _repetition(parts)
        return When(mention=span.mention, kind=span.kind, value=value, rule=f"times.{span.form}")
    if "deadline" in parts and (parts.get("tense") == "future" or _lies_ahead(stretch, setting.published)):
        stretch = last_day(stretch)
    value = stretch.value
    if value and "clock" in parts and stretch.precision == "day" and "/" not in value:
        value = f"{value}T{parts['clock']}{'' if parts.get('zone') == 'local' else parts.get('zone', '')}"
    known = value is not None or stretch.earliest is not None or stretch.latest is not None
    return When(
        mention=span.mention,
        kind=span.kind,
        value=value,
        earliest=stretch.earliest,
        latest=stretch.latest,
        precision=stretch.precision,
        anchor=anchor if known else "none",
        rule=f"times.{span.form}{_counted_from(anchor, setting) if known else ''}",
    )


def _length(parts: dict[str, str]) -> str | None:
    """The ISO 8601 duration of a counted unit; None where the count is vague or a range."""
    if "vague" in parts or "high" in parts:
        return None
    if "count" not in parts and "unit" not in parts:
        return None
    count = float(parts.get("count", 1 if parts.get("unit") else 0))
    unit, times = _MULTIPLES.get(parts.get("unit", ""), (parts.get("unit", ""), 1))
    if unit not in _MEASURES or ("count" not in parts and parts.get("long") != "yes"):
        return None
    return f"P{'T' if unit in {'hour', 'minute', 'second'} else ''}{count * times:g}{_MEASURES[unit]}"


def _repetition(parts: dict[str, str]) -> str | None:
    """The ISO 8601 repetition of "daily", "every two weeks", "every Monday"."""
    if "value" in parts:
        return parts["value"]
    if "weekday" in parts:
        return "R/P1W"
    if "season" in parts or "month" in parts or "holiday" in parts:
        return "R/P1Y"
    if "part" in parts:
        return "R/P1D"
    length = _length({"count": "1", **parts})
    return f"R/{length}" if length else None


def _parse_odd_date(words: str) -> When:
    """An absolute date in another language or spelling, by dateparser; only full dates count."""
    import dateparser

    found = None
    if any(character.isdigit() for character in words):
        found = dateparser.parse(words, settings={"STRICT_PARSING": True, "PARSERS": ["absolute-time"]})
    if found is None or not _is_spelled(words, found.date()):
        return When(mention=None)
    day = found.date().isoformat()
    return When(mention=None, value=day, earliest=day, latest=day, precision="day", rule="dateparser")


def _is_spelled(words: str, day: date) -> bool:
    """Whether the words hold the day's number, its year in full and a month by name, and no number besides.

    dateparser completes what is missing and guesses which number is the month: "No 12 2024", "5 6 2024".
    """
    numbers = [int(number) for number in re.findall(r"\d+", re.sub(r"\d{1,2}:\d\d", " ", words))]
    if "月" in words:  # year, month and day, each marked
        return numbers == [day.year, day.month, day.day]
    named = any(len(word) >= 3 for word in re.findall(r"[^\W\d_]+", words))
    return named and sorted(numbers) == [day.day, day.year]
