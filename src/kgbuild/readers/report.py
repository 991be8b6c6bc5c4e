"""The shape of a saved report: its paragraphs in, title, byline, day, address and body out.

What counts as a paragraph is the format's matter (plain.py, markdown.py); what a paragraph is for is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kgbuild.readers.furniture import is_caption, is_furniture
from kgbuild.readers.markup import is_image, is_link, strip_markup
from kgbuild.readers.provenance import agency_of, credited_agency
from kgbuild.readers.published import parse_date_line

LONGEST_TITLE = 200
HEAD = 8
"""Paragraphs in which a byline or date line may stand."""

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_BYLINE = re.compile(
    r"(?:written\s+|reported\s+)?by\s*:?\s+(?P<who>[^\n]{2,100})"
    r"|(?:authors?|byline|reporter)\s*:\s*(?P<named>[^\n]{2,100})",
    re.IGNORECASE,
)
_TITLE_LABEL = re.compile(r"(?:title|headline)\s*:\s*", re.IGNORECASE)
_URL_LABEL = re.compile(r"(?:(?:original|source|canonical|article)\s+)?(?:url|link|source)\s*:?", re.IGNORECASE)
_URL = re.compile(r"<?(https?://[^\s<>]+)>?")
_SPLIT = re.compile(r"\s*[|•·]\s*|\s+[-–—]\s+")
_ENDED = re.compile(r"""[.!?:;…][)"'”’»\]]*$""")
_HANGING = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "by",
        "for",
        "from",
        "with",
        "and",
        "or",
        "but",
        "that",
        "as",
        "into",
        "over",
        "near",
        "its",
        "their",
        "his",
        "her",
    ]
)


@dataclass
class Report:
    """A report taken apart; `paragraphs` are body text, `credit` holds lines that credit an agency."""

    title: str | None = None
    byline: str | None = None
    published: str | None = None
    url: str | None = None
    credit: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The body, paragraphs parted by a blank line."""
        return "\n\n".join(self.paragraphs)


def shape_report(lines: Iterable[str], *, title: str | None = None, markup: bool = True) -> Report:
    """Sort a report's paragraphs, in order: headings, byline, date line, captions, furniture, body.

    With `markup`, lines may hold Markdown marks, which are reduced to their words; `title` is the title if known.
    """
    report = Report(title=title)
    body: list[str] = []
    paragraphs = list(lines)
    awaits_url = False
    for position, line in enumerate(paragraphs):
        words = strip_markup(line) if markup else line
        if (url := _url_of(line, words, labelled=awaits_url)) is not None:
            report.url, awaits_url = report.url or url or None, not url
            continue
        awaits_url = False
        if is_image(line) or not words:
            continue
        if not body and position < HEAD and _take_head(report, position, words, paragraphs):
            continue
        if heading := _HEADING.fullmatch(words):
            words = heading.group(2)
            if not words or words == report.title:
                continue
        if credited_agency(words):
            report.credit.append(words)
        elif not (is_furniture(words) or is_caption(line, words) or is_link(line) or words == report.title):
            body.append(words)
        elif agency_of(words):
            report.credit.append(words)
    report.paragraphs = list(join_cut(body))
    return report


def join_cut(paragraphs: Iterable[str]) -> Iterator[str]:
    """Paragraphs with sentences made whole that a blank line cut: no ending before it, none begun after it."""
    pending: str | None = None
    for words in paragraphs:
        if pending is not None and _is_cut(pending, words):
            pending = f"{pending} {words}"
            continue
        if pending is not None:
            yield pending
        pending = words
    if pending is not None:
        yield pending


def _is_cut(before: str, after: str) -> bool:
    tail = before[-200:]
    if _ENDED.search(tail) or len(tail.split()) < 3 or before.islower():  # a text without capitals shows no beginnings
        return False
    return after[0].islower() or tail.endswith(",") or tail.rpartition(" ")[2].casefold() in _HANGING


def _url_of(line: str, words: str, *, labelled: bool) -> str | None:
    """The address that a line gives as the report's own; "" for a label whose address follows; None for other lines."""
    if not labelled and not _URL_LABEL.match(words):
        return None
    rest = words if labelled else words[_URL_LABEL.match(words).end() :].strip()  # type: ignore[union-attr]
    match = _URL.fullmatch(rest)
    if match is None and (found := re.search(r"\]\((https?://[^\s()]+)\)", line)) and len(words) < 200:
        match = found
    if match:
        return match.group(1)
    return "" if not rest and words.endswith(":") else None


def _take_head(report: Report, position: int, words: str, paragraphs: list[str]) -> bool:
    """Whether a line before the body is title, byline or date line; if so it goes to the report."""
    heading = _HEADING.fullmatch(words)
    if heading and report.title is None:
        report.title = heading.group(2) or None
        return True
    if label := _TITLE_LABEL.match(words):
        report.title = report.title or words[label.end() :]
        return True
    if _take_meta(report, words):
        return True
    if report.title is None and _is_title(words, [strip_markup(p) for p in paragraphs[position + 1 : position + 4]]):
        report.title = words
        return True
    return False


def _take_meta(report: Report, words: str) -> bool:
    """Take byline and date from a line that is nothing else ("By Ann Lee | 3 March 2024")."""
    if len(words) > 160 or "\n" in words:
        return False
    parts = [words, *([] if parse_date_line(words) else _SPLIT.split(words))]
    for tried in ([words], parts[1:]):
        kinds = [(_byline_of(part), parse_date_line(part)) for part in tried]
        if tried and (
            all(who or day for who, day in kinds)
            or (len(tried) > 1 and any(day for _, day in kinds) and any(who for who, _ in kinds))
        ):
            for who, day in kinds:
                report.byline = report.byline or who
                report.published = report.published or day
            return True
    return False


def _byline_of(words: str) -> str | None:
    match = _BYLINE.fullmatch(words)
    if match is None:
        return None
    who = (match.group("who") or match.group("named")).strip().rstrip(",")
    # "By Monday evening the town had fallen." opens a sentence; names begin with capitals and have no full stop.
    starts = [word for word in who.split() if word[0].isalpha()]
    names = sum(word[0].isupper() for word in starts)
    return (
        who if starts and (names * 2 > len(starts) or agency_of(who)) and not re.search(r"\w{3,}[.!?]$", who) else None
    )


def _is_title(words: str, following: list[str]) -> bool:
    """Whether a first line is a headline: short, not ended like a sentence, byline, date or paragraph after it."""
    if (
        len(words) > LONGEST_TITLE
        or words.endswith((".", ":", ";", ",", "…"))
        or not following
        or len(words.split()) < 2
    ):
        return False
    if any(parse_date_line(line) or _byline_of(line) for line in following[:3]):
        return True
    first = following[0]
    return not first[:1].islower() and len(first) > len(words) and bool(re.search(r"""[.!?]["'”’)]*$""", first))
