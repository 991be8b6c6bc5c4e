"""Headings that a source ran into their text by a hyphen: a shadow in, the same with those hyphens as breaks out.

Pages saved without their layout read "Fishermen Found Alive After Storm-Two fishermen were found" and, at the dateline,
"GOMA — -Two fishermen". A parser takes that for one sentence, and "Storm-Two" for one word.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

LEAST = 4
"""Words that a headline written into the first line has at least."""
BEHIND = 20
"""Words behind a headline in which plain prose shows itself."""
HEADING = 9
"""Words that a heading further down has at most."""

_HYPHEN = re.compile(r"""(?<=[\w.'")%])[ ]?-(?=["'(\[]*[A-Z])""")
_AFTER_DASH = re.compile(r"(?<=[—–][ ])-(?=\S)")
_ENDED = re.compile(r"""(?:(?<=[\w"'][!?)"'])|(?<=[a-z0-9"')][.]))-(?=["'(\[]*[A-Z][a-z]*[ ])""")
_WORD = re.compile(r"[^\W\d_][\w.'-]*")
_BODY = re.compile(r"[a-z]{3}[.!?][ ]|[—–][ ]")
_STOP = re.compile(r"[.!?;:,\"]")


def cut_headings(shadow: str, prefixes: Collection[str]) -> str:
    """The shadow, character for character, with the hyphens behind its run-in headings as line breaks.

    Behind one of the `prefixes` a hyphen joins it to a name ("anti-Russian"). Headings further down are looked for only
    below a first line that has one: elsewhere a hyphen is one.
    """
    end = shadow.find("\n") if "\n" in shadow else len(shadow)
    at = _headline_end(shadow[:end], prefixes)
    if at is None:
        return shadow
    cut = shadow[:at] + "\n" + shadow[at + 1 :]
    lines = cut.split("\n")
    lines[1:] = [_ENDED.sub("\n", _AFTER_DASH.sub(" ", _cut_line(line, prefixes))) for line in lines[1:]]
    return "\n".join(lines)


def _headline_end(line: str, prefixes: Collection[str]) -> int | None:
    """Where the hyphen behind the headline stands that opens the first line; None without one."""
    best: tuple[int, int] | None = None
    for match in _HYPHEN.finditer(line):
        at = match.end() - 1
        if _BODY.search(line[:at]):
            break
        before, after = _WORD.findall(line[:at]), _WORD.findall(line[at + 1 :])[:BEHIND]
        high, low = _long(before), _long(after)
        titled = sum(word[0].isupper() for word in high)
        prose = sum(word[0].islower() for word in low)
        joined = match.group() == "-" and _joins(before[-1:], prefixes)
        if len(before) >= LEAST and not joined and titled >= 0.8 * len(high) and prose >= 3:
            fit = titled - (len(high) - titled) + prose - (len(low) - prose)
            if best is None or fit > best[0]:
                best = fit, at
    return None if best is None else best[1]


def _joins(words: Sequence[str], prefixes: Collection[str]) -> bool:
    """Whether the piece before a hyphen is one letter or a prefix, so that the hyphen stands inside a name."""
    piece = words[-1].split("-")[-1].lower() if words else ""
    return len(piece) == 1 or piece in prefixes


def _long(words: list[str]) -> list[str]:
    return [word for word in words if len(word) > 3]


def _cut_line(line: str, prefixes: Collection[str]) -> str:
    """A line with the hyphen behind its heading as a break: a few words in plain case before a new sentence."""
    for match in _HYPHEN.finditer(line):
        at = match.end() - 1
        before = line[:at].rstrip()
        words = before.split()
        if len(words) > HEADING or _STOP.search(before):
            return line
        if len(words) > 1 and words[-1][0].islower() and "-" not in words[-1] and not _joins(words, prefixes):
            return line[:at] + "\n" + line[at + 1 :]
    return line
