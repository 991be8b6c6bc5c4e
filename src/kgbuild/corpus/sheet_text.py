"""The plain part of a sheet: its lines in, the head and the sentences, each with the lines of its marks, out."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from kgbuild.corpus.marks import Part
from kgbuild.errors import StopRun

PARTS = get_args(Part)
HEAD = ("id", "publisher", "agency", "byline", "published", "url", "style", "region", "part")


class SheetError(StopRun):
    """A line of a sheet can't be read."""


@dataclass
class SheetSentence:
    """A sentence with the lines of its marks; `start` is where it stands in the text."""

    text: str
    start: int
    lines: list[tuple[int, str]] = field(default_factory=list)


def read_head(path: Path, lines: list[str]) -> tuple[dict[str, str], int]:
    """The head of a sheet, and the number of the first line below it.

    Raises:
        SheetError: a line is no part of a head, or one that is needed is missing.
    """
    head: dict[str, str] = {}
    for number, line in enumerate(lines):
        if not line.strip():
            break
        key, colon, value = line.partition(":")
        if not colon or key not in HEAD:
            raise SheetError(f"{path}:{number + 1}: '{line}' is none of {', '.join(HEAD)} with a value.")
        head[key] = value.strip()
    if head.get("part", "train") not in PARTS:
        raise SheetError(f"{path}: 'part: {head['part']}' is none of {', '.join(PARTS)}.")
    missing = [key for key in ("id", "published", "style", "region") if not head.get(key)]
    if missing:
        raise SheetError(f"{path}: the head lacks {', '.join(missing)}.")
    first = len(head)
    while first < len(lines) and not lines[first].strip():
        first += 1
    return head, first


def read_text(path: Path, lines: list[str], first: int) -> tuple[str, list[SheetSentence]]:
    """The text of the report and its sentences; a blank line, or a headline, ends a paragraph."""
    text, sentences, gap = "", list[SheetSentence](), False
    for number, line in enumerate(lines[first:], first + 1):
        if not line.strip():
            gap = True
        elif line.startswith(("- ", "= ")):
            if text:
                text += "\n\n" if gap else " "
            sentences.append(SheetSentence(line[2:].strip(), len(text)))
            text, gap = text + sentences[-1].text, line.startswith("= ")
        elif not sentences:
            raise SheetError(f"{path}:{number}: a mark before the first sentence.")
        else:
            sentences[-1].lines.append((number, line.strip()))
    return text, sentences
