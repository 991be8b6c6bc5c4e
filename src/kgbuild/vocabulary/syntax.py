"""A parser's complaint about a file in, the line, the term described there, and what is wrong with it out."""

from __future__ import annotations

import re
from typing import NamedTuple


class Slip(NamedTuple):
    """Where a text can't be read: the line from 1, the term whose description it belongs to, and why."""

    line: int
    term: str
    why: str


def explain_turtle(error: SyntaxError, text: str) -> Slip:
    """The slip in a Turtle file."""
    lines = text.splitlines() or [""]
    line = min(error.lineno or 1, len(lines))
    return Slip(
        line, _subject(lines[:line]), _why(re.sub(r"^Parser error at line .*?: ", "", error.msg), lines[line - 1])
    )


def explain_sparql(error: SyntaxError, text: str) -> Slip:
    """The slip in a query, whose parser tells its place in words: "error at 2:10: expected ..."."""
    lines = text.splitlines() or [""]
    message = str(error).splitlines()[0]
    found = re.match(r"error at (\d+):(\d+): (.*)", message)
    line, column, what = (int(found[1]), int(found[2]), found[3]) if found else (1, 1, message)
    line = min(line, len(lines))
    stands = lines[line - 1]
    words = stands[column - 1 :].split() or stands.split()[-1:] or [""]
    return Slip(line, words[0], _why(what, stands))


def _subject(lines: list[str]) -> str:
    """The subject whose description the last of the lines belongs to: subjects stand at the start of a line."""
    for text in reversed(lines):
        if found := re.match(r"[^\s#@\]).;,][^\s;]*", text):
            return found[0]
    return ""


def _why(what: str, stands: str) -> str:
    return f"{what.rstrip('.')}; correct the line '{stands.strip()}', or the end of the one before it"
