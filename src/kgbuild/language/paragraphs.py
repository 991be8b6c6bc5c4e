"""Where paragraphs begin and end, and a copy of the text that parses better: text in, character ranges and shadow out.

The shadow has one character for each of the text's, so every offset into it is an offset into the text.
"""

from __future__ import annotations

import itertools
import re

LONGEST = 20_000
"""Characters a paragraph may have before it is cut at a sentence end: keeps a parser's memory bounded."""

_PLAIN = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "ʼ": "'", "`": "'",
        "\u00a0": " ", "\u2009": " ", "\u200a": " ", "\u202f": " ", "\t": " ",
        "\u200b": " ", "\ufeff": " ", "\u00ad": " ",
        "\u2028": "\n", "\u2029": "\n", "\u0085": "\n", "\r": "\n", "\x0b": "\n", "\x0c": "\n",
    }
)  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]")
_BREAK = re.compile(r"[ ]*\n[ \n]*")
_ENDED = re.compile(r"""[.!?:;…][)"'\]]*$""")
_SENTENCE_END = re.compile(r"""[.!?]["')\]]*\s+(?=[A-Z"'(\[])""")


_DATELINE = re.compile(
    r"""(?P<town>[A-Z][A-Z'.-]{2,}(?:[ ](?:[A-Z'.-]+|de|la|el|al-))*)   # GOMA, SAN JOSE, PORT-AU-PRINCE
    (?:[ ]?,[ ]?[A-Z][\w'. -]{0,30}){0,2}                              # DR Congo / Kenya, 3 March
    (?:[ ]?[(/][\w ./-]{2,30}[)/])?                                    # (AP)
    [ ]?(?:—|–|--|-)[ ]""",
    re.VERBOSE,
)


def dateline_end(paragraph: str) -> int:
    """How many characters of a paragraph are its dateline with its dash ("GOMA, DR Congo - "); 0 without one."""
    match = _DATELINE.match(paragraph)
    return match.end() if match and match.end() < len(paragraph) else 0


_GLUED = re.compile(r"(?<=\s)--(?=\w)")
"""A dash of two hyphens that stands at the next word: "four men --two of them guards"."""


def shadow_of(text: str) -> str:
    """The text with typographic quotes, odd spaces and control characters made plain, character for character."""
    return _GLUED.sub("- ", _CONTROL.sub(" ", text.translate(_PLAIN)))


def paragraphs_of(shadow: str) -> tuple[str, list[tuple[int, int]]]:
    """The shadow with breaks inside sentences turned to spaces, and the [start, end) ranges of its paragraphs.

    A break is inside a sentence when the words before it lack an ending and those after begin in lower case, or when
    the text is wrapped at a column.
    """
    wrapped = _is_wrapped(shadow)
    pieces: list[str] = []
    ranges: list[tuple[int, int]] = []
    start = position = 0
    for match in _BREAK.finditer(shadow):
        before, after = shadow[position : match.start()], shadow[match.end() : match.end() + 1]
        pieces.append(before)
        blank = match.group().count("\n") > 1
        if _cuts(before, after) or (wrapped and not blank):
            pieces.append(" " * len(match.group()))
        else:
            ranges.append((start, match.start()))
            pieces.append(match.group())
            start = match.end()
        position = match.end()
    pieces.append(shadow[position:])
    ranges.append((start, len(shadow)))
    joined = "".join(pieces)
    return joined, [part for whole in ranges for part in _bounded(joined, *whole) if joined[slice(*part)].strip()]


def _cuts(before: str, after: str) -> bool:
    words = before.split()
    return bool(len(words) >= 3 and after.islower() and before[-1].isalnum() and not _ENDED.search(before))


def _is_wrapped(shadow: str) -> bool:
    """Whether single newlines are mere line wrapping: most as long as the longest, few ending a sentence."""
    lines = [line.rstrip() for line in shadow.split("\n")]
    inner = [line for line, following in itertools.pairwise(lines) if line and following]
    if len(inner) < 4 or (longest := max(map(len, inner))) > 110 or longest < 40:
        return False
    return sum(len(line) > 0.7 * longest for line in inner) > 0.8 * len(inner) and sum(
        bool(_ENDED.search(line)) for line in inner
    ) < 0.5 * len(inner)


def _bounded(text: str, start: int, end: int) -> list[tuple[int, int]]:
    parts = []
    while end - start > LONGEST:
        cut = start + LONGEST
        ends = list(_SENTENCE_END.finditer(text, start + LONGEST // 2, cut))
        space = text.rfind(" ", start, cut)
        cut = ends[-1].end() if ends else space + 1 if space > start else cut
        parts.append((start, cut))
        start = cut
    parts.append((start, end))
    return parts
