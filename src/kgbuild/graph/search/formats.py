"""What a search found in, text out: a table, Markdown, CSV or JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import msgspec

from kgbuild.csv_lines import write_line
from kgbuild.graph.search.answers import Found
from kgbuild.model import Hit

Format = Literal["table", "json", "csv", "md"]
_NARROW, _WIDE = 24, 110
"""Characters of a table's cells, and of its snippets; the other formats cut nothing."""
_TABLE = ("id", "date", "place", "action", "actor", "said by", "source", "words")
COLUMNS = (
    "kind", "id", "part", "score", "start", "end", "snippet", "marks", "count", "date", "earliest", "latest", "places",
    "actors", "recipients", "actions", "claimants", "status", "article", "title", "publisher", "published", "url",
)  # fmt: skip
"""Columns of the CSV: lists are joined by a semicolon, marks are offsets such as 12-17."""


def format_found(found: Found, format: Format) -> str:
    """The answer as text that ends in a newline; found words stand between ** in a table and in Markdown."""
    makers: dict[Format, Callable[[Found], str]] = {"table": _format_table, "md": _format_markdown, "csv": _format_csv}
    if format == "json":
        return msgspec.json.format(msgspec.json.encode(found), indent=1).decode() + "\n"
    return makers[format](found)


def mark_snippet(hit: Hit) -> str:
    """The snippet in one line, the words found between **, dots where it was cut."""
    text, offset = hit.snippet.text, hit.snippet.start
    pieces, at = [], 0
    for mark in hit.marks:
        pieces += [text[at : mark.start - offset], "**", mark.text, "**"]
        at = mark.end - offset
    return " ".join("".join([*pieces, text[at:]]).split())


def _list_cells(hit: Hit) -> tuple[str, ...]:
    source = "" if hit.article is None else hit.article.publisher or hit.article.agency or ""
    date = hit.date or (hit.earliest if hit.earliest == hit.latest else f"{hit.earliest or '..'}/{hit.latest or '..'}")
    return (
        hit.id,
        date or "",
        "; ".join(hit.places),
        "; ".join(hit.actions),
        "; ".join(hit.actors),
        (" > " if hit.kind == "statement" else "; ").join(hit.claimants),
        source,
        mark_snippet(hit),
    )


def _count(found: Found) -> str:
    shown = "" if len(found.hits) == found.total else f"{len(found.hits)} of "
    return f"({shown}{found.total} hit{'' if found.total == 1 else 's'})"


def _format_table(found: Found) -> str:
    rows = [[_plain(cell) for cell in _list_cells(hit)] for hit in found.hits]
    cells = [[*(_cut(cell, _NARROW) for cell in row[:-1]), _cut_snippet(row[-1])] for row in rows]
    widths = [max([len(name), *(len(row[place]) for row in cells)]) for place, name in enumerate(_TABLE)]
    lines = [_TABLE, ["-" * width for width in widths], *cells]
    text = "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )
    return f"{text}\n{_count(found)}\n"


def _plain(text: str) -> str:
    """In one line, and without what could steer a terminal."""
    line = " ".join(text.split())
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in line)


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def _cut_snippet(text: str) -> str:
    """A snippet with the first words found in sight."""
    if len(text) <= _WIDE:
        return text
    first = max(0, text.find("**") - _WIDE // 3)
    if first:
        first = text.find(" ", first) + 1
        text = "…" + text[first:]
    return _cut(text, _WIDE)


def _format_markdown(found: Found) -> str:
    def line(cells: list[str]) -> str:
        return "| " + " | ".join(cells) + " |\n"

    head = line([*_TABLE, "article"]) + line(["---"] * (len(_TABLE) + 1))
    body = ""
    for hit in found.hits:
        cells = [" ".join(cell.split()).replace("|", "\\|") for cell in _list_cells(hit)]
        body += line([*cells, _link(hit)])
    return f"{head}{body}\n{_count(found)}\n"


def _link(hit: Hit) -> str:
    if hit.article is None:
        return ""
    title = " ".join((hit.article.title or hit.article.id).split()).replace("|", "\\|")
    day = f" ({hit.article.published[:10]})" if hit.article.published else ""
    return (f"[{title}](<{hit.article.url}>)" if hit.article.url else title) + day


def _format_csv(found: Found) -> str:
    lines = [write_line(COLUMNS)]
    for hit in found.hits:
        own = {
            "start": hit.snippet.start,
            "end": hit.snippet.end,
            "snippet": hit.snippet.text,
            "marks": "; ".join(f"{mark.start}-{mark.end}" for mark in hit.marks),
            "article": None if hit.article is None else hit.article.id,
        }
        header = hit.article
        article = {name: getattr(header, name, None) for name in ("title", "publisher", "published", "url")}
        values = [
            own[name] if name in own else article[name] if name in article else getattr(hit, name) for name in COLUMNS
        ]
        lines.append(write_line("; ".join(one) if isinstance(one, tuple) else one for one in values))
    return "".join(lines)
