"""Answers of SELECT and ASK in the four SPARQL 1.1 result formats: columns and solutions in, bytes out, row by row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

import msgspec
import pyoxigraph as ox

from kgbuild.graph.rows import Term, describe_term
from kgbuild.graph.terms import PREFIXES

Row = tuple[Term | None, ...]
_STRING = PREFIXES["xsd"] + "string"
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'
_ILLEGAL = re.compile("[^\t\n\r\x20-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 can't hold, escaped or not."""
_MARKUP = re.compile("[&<>\r]")


def write_rows(format: str, columns: tuple[str, ...], rows: Iterable[Row]) -> Iterator[bytes]:
    """A table as "json", "xml", "csv" or "tsv", in pieces of a row."""
    return (piece.encode() for piece in _WRITERS[format](columns, rows))


def write_truth(format: str, answer: bool) -> bytes:
    """The answer of ASK; CSV and TSV hold the bare word."""
    word = "true" if answer else "false"
    if format == "json":
        return f'{{"head":{{}},"boolean":{word}}}\n'.encode()
    if format == "xml":
        return f"{_XML}<head/>\n<boolean>{word}</boolean>\n</sparql>\n".encode()
    return f"{word}\n".encode()


def _write_json(columns: tuple[str, ...], rows: Iterable[Row]) -> Iterator[str]:
    def encode(value: object) -> str:
        return msgspec.json.encode(value).decode()

    yield f'{{"head":{{"vars":{encode(columns)}}},"results":{{"bindings":['
    mark = "\n"
    for row in rows:
        yield mark + encode(
            {name: describe_term(term) for name, term in zip(columns, row, strict=True) if term is not None}
        )
        mark = ",\n"
    yield "\n]}}\n"


def _write_xml(columns: tuple[str, ...], rows: Iterable[Row]) -> Iterator[str]:
    names = [quoteattr(name) for name in columns]
    variables = "".join(f"<variable name={name}/>" for name in names)
    yield f"{_XML}<head>{variables}</head>\n<results>\n"
    for row in rows:
        cells = "".join(
            f"<binding name={name}>{_mark_up(term)}</binding>"
            for name, term in zip(names, row, strict=True)
            if term is not None
        )
        yield f"<result>{cells}</result>\n"
    yield "</results>\n</sparql>\n"


def _mark_up(term: Term) -> str:
    if isinstance(term, ox.NamedNode):
        return f"<uri>{_text(term.value)}</uri>"
    if isinstance(term, ox.BlankNode):
        return f"<bnode>{_text(term.value)}</bnode>"
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return f"<triple>{''.join(f'<{name}>{_mark_up(part)}</{name}>' for name, part in parts.items())}</triple>"
    attribute = ""
    if term.language:
        attribute = f" xml:lang={quoteattr(term.language)}"
    elif term.datatype.value != _STRING:
        attribute = f" datatype={quoteattr(term.datatype.value)}"
    return f"<literal{attribute}>{_text(term.value)}</literal>"


def _text(value: str) -> str:
    value = _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", value)
    return escape(value, {"\r": "&#13;"}) if _MARKUP.search(value) else value


def _write_csv(columns: tuple[str, ...], rows: Iterable[Row]) -> Iterator[str]:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")

    def line(cells: Iterable[str]) -> str:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow(cells)
        return buffer.getvalue()

    yield line(columns)
    for row in rows:
        yield line([_plain(term) for term in row])


def _plain(term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode | ox.Literal):
        return term.value
    return str(term)


def _write_tsv(columns: tuple[str, ...], rows: Iterable[Row]) -> Iterator[str]:
    yield "\t".join(f"?{name}" for name in columns) + "\n"
    for row in rows:
        yield "\t".join("" if term is None else str(term).replace("\t", "\\t") for term in row) + "\n"


_WRITERS: dict[str, Callable[[tuple[str, ...], Iterable[Row]], Iterator[str]]] = {
    "json": _write_json,
    "xml": _write_xml,
    "csv": _write_csv,
    "tsv": _write_tsv,
}
