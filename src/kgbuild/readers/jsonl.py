"""JSON Lines: one object a line in, one article each out, its text untouched.

A whole file that is one JSON array or one object over several lines is read as well.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import Any

import msgspec

from kgbuild.errors import SkipArticle
from kgbuild.model import Article
from kgbuild.readers.provenance import build_article
from kgbuild.readers.published import parse_published
from kgbuild.readers.source import LARGEST_DOCUMENT, Notice, Source, describe_binary


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """The fields of a record that are read; all others are ignored."""

    id: str | None = None
    text: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    publisher: str | None = None
    agency: str | None = None
    byline: str | None = None
    language: str | None = None
    evidence: msgspec.Raw = msgspec.Raw()


_DECODER = msgspec.json.Decoder(Record)
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read(source: Source) -> Iterator[Article | SkipArticle]:
    """The articles of a file, in order; a broken line is skipped and named, the others are read.

    `text` stays as it is, so offsets in the output are offsets into it. A record without text is its title (a
    headline-only item). A `published` that is no date is dropped with a notice; records without one are summed up in
    a notice at the end. A file that opens with a statement (`evidence`, no text), such as a reference or the output of
    `kgbuild extract`, holds no articles and is left aside with a notice.
    """
    records = _whole(source) if source.stream is None else None
    undated: list[str] = []
    empty = True
    for where, record in records if records is not None else _by_line(source):
        if empty and isinstance(record, Record) and len(record.evidence) and not (record.text or record.title):
            yield Notice(source.name, "it holds statements, not articles, and is left aside.")
            return
        empty = False
        if isinstance(record, SkipArticle):
            yield record
            continue
        published = parse_published(record.published) if record.published else None
        try:
            article = _build(record, published)
        except UnicodeEncodeError:
            yield SkipArticle(
                where, "a lone surrogate (\\ud800 to \\udfff), which is no character.", "Repair the escape."
            )
            continue
        if article is None:
            yield SkipArticle(where, "neither `text` nor `title`.", "Give the article's text in `text`.")
            continue
        if record.published and published is None:
            yield Notice(
                where,
                f"`published` '{record.published[:40]}' is no ISO 8601 date and was dropped.",
                "Write 2024-03-01.",
            )
        elif published is None:
            undated.append(where)
        yield article
    if empty:
        yield SkipArticle(source.name, "the file is empty.", "Leave it out, or save the articles again.")
    if undated:
        many = f" and {len(undated) - 1} more records" if undated[1:] else ""
        yield Notice(undated[0] + many, "no `published`, so relative dates stay open.", "Add the date if it is known.")


def _build(record: Record, published: str | None) -> Article | None:
    text, title = record.text or "", (record.title or "").strip()
    if not text.strip():
        text = title
    if not text:
        return None
    return build_article(
        text,
        id=record.id or None,
        url=record.url,
        title=title,
        published=published,
        publisher=record.publisher,
        agency=record.agency,
        byline=record.byline,
        language=record.language,
    )


def _by_line(source: Source) -> Iterator[tuple[str, Record | SkipArticle]]:
    for number, line in source.lines():
        where = f"{source.name}, line {number}"
        if line is None:
            yield where, SkipArticle(where, f"longer than {LARGEST_DOCUMENT // 2**20} MB.", "Split the record.")
            continue
        if number == 1 and (kind := "UTF-16 text" if line.startswith(_UTF16) else describe_binary(line)):
            advice = "Save it as UTF-8, one JSON object a line."
            yield where, SkipArticle(source.name, f"not JSON Lines but {kind}.", advice)
            return
        record = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
        if record.strip():
            yield where, _decode(record, where)


def _whole(source: Source) -> list[tuple[str, Record | SkipArticle]] | None:
    """The records of a file that is one array, or one object over several lines; None for JSON Lines."""
    data = source.data.removeprefix(codecs.BOM_UTF8).strip()
    if data[:1] == b"[":
        try:
            items = msgspec.json.decode(data, type=list[msgspec.Raw])
        except (ValueError, RecursionError) as error:
            return [(source.name, _broken(data, source.name, error))]
        names = [f"{source.name}, record {number}" for number in range(1, len(items) + 1)]
        return [(name, _decode(bytes(item), name)) for name, item in zip(names, items, strict=True)]
    if data[:1] == b"{" and b"\n" in data and not data.partition(b"\n")[0].rstrip().endswith(b"}"):
        record = _decode(data, source.name)
        return [(source.name, record)] if isinstance(record, Record) else None
    return None


def _decode(line: bytes, where: str) -> Record | SkipArticle:
    try:
        return _DECODER.decode(line)
    except msgspec.ValidationError as error:
        field, _, _ = str(error).partition(" - at ")
        at = str(error).partition("`$.")[2].rstrip("`")
        reason = f"`{at}` is of the wrong type: {field[0].lower()}{field[1:]}." if at else "not a JSON object."
        return SkipArticle(
            where, reason, "A record has `text` and, if known, title, url, published, publisher, byline."
        )
    except (ValueError, RecursionError) as error:
        return _broken(line, where, error)


def _broken(line: bytes, where: str, error: Exception) -> SkipArticle:
    """Why a line is no JSON, in words that help to repair it."""
    if isinstance(error, UnicodeDecodeError):
        return SkipArticle(where, f"not UTF-8 (byte {error.start + 1} of a string).", "Convert the file to UTF-8.")
    if isinstance(error, RecursionError):
        return SkipArticle(where, "nested too deeply.", "Leave out what is not part of the record.")
    try:
        loose: Any = json.loads(line, strict=False)
    except UnicodeDecodeError:
        return SkipArticle(where, "not UTF-8.", "Convert the file to UTF-8.")
    except json.JSONDecodeError as problem:
        return SkipArticle(
            where, f"broken JSON at column {problem.colno} ({problem.msg}).", "Repair or remove the line."
        )
    except (ValueError, RecursionError):
        return SkipArticle(where, "broken JSON.", "Repair or remove the line.")
    try:
        json.dumps(loose, ensure_ascii=False).encode()
    except (UnicodeEncodeError, RecursionError):
        return SkipArticle(where, "a lone surrogate (\\ud800 to \\udfff), which is no character.", "Repair the escape.")
    return SkipArticle(where, "broken JSON: a raw control character in a string.", "Write it as an escape (\\u0007).")
