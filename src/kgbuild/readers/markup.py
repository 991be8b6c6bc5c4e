"""Markdown marks out of a line: the line in, its words out."""

from __future__ import annotations

import html
import re

LINK = re.compile(
    r"\[((?:[^\[\]\\]|\\.|\[[^\[\]]{0,200}\]){0,1000})\]\(\s*<?([^()\s<>]*(?:\([^()\s]*\)[^()\s<>]*)*)>?"
    r"(?:\s+[\"'(][^\n]{0,300}?[\"')])?\s*\)"
)
_IMAGE = re.compile("!" + LINK.pattern)
_REFERENCE = re.compile(r"\[([^\[\]]{1,500})\]\[[^\[\]]{0,100}\]")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,40}\]")
_AUTOLINK = re.compile(r"<(https?://[^<>\s]+)>")
_STRONG = re.compile(r"(?<!\w)(\*\*\*|___|\*\*|__)(?=\S)(.{1,2000}?)(?<=\S)\1(?!\w)|(\*\*)(?=\S)(.{1,2000}?)(?<=\S)\3")
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])(.{1,2000}?)(?<=[^\s*_])\1(?![\w*])")
_CODE = re.compile(r"(`{1,3})([^`\n]{1,500})\1")
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]{0,500})?/?>")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")
_SPACES = re.compile(r"[ \t\u00a0\u2007\u202f]+")

LONGEST = 20_000
"""Characters beyond which a line is no paragraph, and emphasis isn't looked for."""


def is_image(line: str) -> bool:
    """Whether the line is a picture and no words beside it (its own link around it allowed)."""
    return ("![" in line and not _IMAGE.sub("", line).strip("[]()#*_ \t")) or bool(
        re.fullmatch(r"\[!\[.*\]\(.*\)\]\(.*\)", line.strip())
    )


def is_link(line: str) -> bool:
    """Whether the line is one link and nothing else."""
    bare = line.strip().strip("*_").strip()
    match = LINK.fullmatch(bare)
    return match is not None


def strip_markup(line: str) -> str:
    """The words of a line: links, emphasis, tags and escapes reduced to what a reader sees, spaces made single."""
    if "[" in line:
        line = _IMAGE.sub(" ", line)
        line = LINK.sub(r"\1", line)
        line = _FOOTNOTE.sub("", _REFERENCE.sub(r"\1", line))
    if "<" in line:
        line = _TAG.sub("", _AUTOLINK.sub(r"\1", line))
    if "`" in line:
        line = _CODE.sub(r"\2", line)
    if len(line) <= LONGEST and ("*" in line or "_" in line):
        line = _STRONG.sub(lambda match: match.group(2) or match.group(4), line)
        line = _EMPHASIS.sub(r"\2", line)
    if "&" in line:
        line = html.unescape(line)
    if "\\" in line:
        line = _ESCAPE.sub(r"\1", line)
    return _SPACES.sub(" ", line).strip()
