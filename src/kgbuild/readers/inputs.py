"""Everything a command is given to read: files, folders, addresses or standard input in, articles and skips out."""

from __future__ import annotations

import gzip
import os
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from functools import cache
from http.client import HTTPException
from pathlib import Path
from typing import BinaryIO, TypeAlias, cast
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from kgbuild.errors import SkipArticle
from kgbuild.model import Article, make_article
from kgbuild.readers.source import LARGEST_DOCUMENT, DuplicateRecord, Notice, Source
from kgbuild.stage import list_stages, load_stage

SUFFIXES = {
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl", ".txt": "plain", ".text": "plain",
    ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".xhtml": "html",
}  # fmt: skip
"""Reader by file suffix; another suffix is read by the reader of its name, if there is one."""

TIMEOUT = 20
"""Seconds an address may take to answer."""

_HTML_OPENINGS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml", b"<!--", b"<article", b"<div", b"<p>")

_HEADERS = {"User-Agent": "kgbuild", "Accept": "text/html, text/*;q=0.8, application/json;q=0.8"}
_TYPES = {
    "text/plain": "plain", "text/markdown": "markdown", "application/json": "jsonl", "application/x-ndjson": "jsonl",
}  # fmt: skip

Items: TypeAlias = Iterator[Article | SkipArticle]


LINES = re.compile(r"\.(jsonl|ndjson|json)(\.gz)?$|^standard input$")
"""Names of inputs that hold many records, so that a place in them needs the record's number."""


def read_inputs(
    inputs: Iterable[str],
    *,
    stdin: BinaryIO | None = None,
    reader: str | None = None,
    found: dict[str, str] | None = None,
) -> Iterator[Article | SkipArticle]:
    """The articles of all inputs, in order, and in between what couldn't be used and why.

    An input is a file, a folder (walked in the order of names, hidden files left out), "-" (JSON Lines on `stdin`) or
    an http(s) address. The format follows the suffix (`.gz` may be added), else the content; `reader` names one for
    all. Of two records of one id the second is a `DuplicateRecord`, unless it is the same article over again.
    `found`, if given, is told under each article's id where it stands, before the article is given.
    A `Notice` skips nothing: it comes beside the article it is about. Files of lines are never loaded whole.

    Raises:
        StageError: no reader of that name.
    """
    if reader is not None:
        load_stage("readers", reader)
    seen: dict[str, tuple[str, str]] = {}
    for given in inputs:
        for name, items in _open_input(given, stdin, reader):
            for item in _drop_repeated(_guard(items, name), name, seen):
                if found is not None and isinstance(item, Article):
                    where = seen[item.id][0]
                    found[item.id] = where if LINES.search(name) else where.removesuffix(", record 1")
                yield item


def _drop_repeated(
    items: Iterator[Article | SkipArticle], name: str, seen: dict[str, tuple[str, str]]
) -> Iterator[Article | SkipArticle]:
    number = 0
    for item in items:
        if isinstance(item, SkipArticle):
            number += not isinstance(item, Notice)
            yield item
            continue
        number += 1
        where = f"{name}, record {number}"
        content = _content_id(item)
        known = len(seen)
        first, first_content = seen.setdefault(item.id, (where, content))
        if len(seen) > known:  # a repeated input has the same `where`, so growth tells
            yield item
        elif content == first_content:
            yield SkipArticle(where, f"the same article as {first}.", "Nothing is lost; leave one of them out.")
        else:
            yield DuplicateRecord(
                where, f"two records of one id '{item.id}' (the first is {first}).", "Give each its own."
            )


def _content_id(article: Article) -> str:
    """The id the article would have if none were given."""
    return make_article(
        article.text,
        url=article.url,
        publisher=article.publisher,
        published=article.published,
        title=article.title,
    ).id


def _guard(items: Items, name: str) -> Items:
    """The items, with what the disk, the network or a packed file does wrong made a skip."""
    try:
        yield from items
    except SkipArticle as skip:
        yield skip
    except (gzip.BadGzipFile, EOFError, zlib.error):
        yield SkipArticle(name, "a damaged gzip file.", "Pack it again.")
    except OSError as error:
        yield SkipArticle(name, f"can't be read: {error.strerror or error}.", "Check the file and its permissions.")


def _open_input(given: str, stdin: BinaryIO | None, reader: str | None) -> Iterator[tuple[str, Items]]:
    """The sources of one input: their names and what a reader makes of them."""
    if given == "-":
        yield "standard input", _read_stdin(stdin, reader)
    elif given.lower().startswith(("http://", "https://")):
        yield given, _read_address(given, reader)
    elif "://" in given:
        yield given, iter([SkipArticle(given, "not an http or https address.", "Fetch it and give the file.")])
    elif (path := Path(given)).is_dir():
        yield from _walk(path, reader)
    else:
        yield given, _read_file(path, reader) if path.exists() else iter([_missing(path)])


def _read_stdin(stdin: BinaryIO | None, reader: str | None) -> Items:
    if stdin is None:
        yield SkipArticle("-", "there is no standard input.", "Give a file, or pipe JSON Lines into the command.")
        return
    yield from _read_with(reader or "jsonl", Source("standard input", stream=stdin))


def _read_with(stage: str, source: Source) -> Items:
    read = cast("Callable[[Source], Items]", load_stage("readers", stage))
    return read(source)


def _walk(folder: Path, reader: str | None) -> Iterator[tuple[str, Items]]:
    """Every file of a folder that a reader is named for; the others are skipped, hidden ones passed over."""
    found = False
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.startswith("."):
                continue
            found, path = True, Path(parent) / name
            if reader is None and _stage_for(name) is None:
                reason = f"no reader for '{path.suffix}' files." if path.suffix else "no suffix to tell its format."
                advice = (
                    f"Have {' '.join(SUFFIXES)} (and .gz of these); name the file itself to have its content looked at."
                )
                yield str(path), iter([SkipArticle(str(path), reason, advice)])
            else:
                yield str(path), _read_file(path, reader)
    if not found:
        yield str(folder), iter([SkipArticle(str(folder), "no files in the folder.", "Put articles there.")])


def _stage_for(name: str) -> str | None:
    """The reader that a file name's suffix asks for."""
    suffix = Path(name.lower().removesuffix(".gz")).suffix
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    return suffix[1:] if suffix[1:] in _reader_names() else None


@cache
def _reader_names() -> frozenset[str]:
    return frozenset(list_stages("readers"))


def _read_file(path: Path, reader: str | None) -> Items:
    name = str(path)
    with gzip.open(path) if path.name.lower().endswith(".gz") else path.open("rb") as file:
        stream = cast("BinaryIO", file)
        stage = reader or _stage_for(path.name) or sniff_format(file.peek(4096)[:4096])
        # One array or object may fill a .json file, which takes the whole; a huge one can only be lines.
        lines = stage == "jsonl" and (not path.name.lower().endswith((".json", ".json.gz")) or _is_huge(path))
        source = Source(name, stream=stream) if lines else Source(name, Source(name, stream=stream).content())
        yield from _read_with(stage, source)


def _is_huge(path: Path) -> bool:
    return path.stat().st_size > LARGEST_DOCUMENT


def sniff_format(head: bytes) -> str:
    """The reader for content without a telling name, by its first bytes; "plain" where nothing else fits."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()
    if start.startswith(_HTML_OPENINGS):
        return "html"
    if start.startswith((b"{", b"[{")):
        return "jsonl"
    return "markdown" if start.startswith((b"---\n", b"---\r\n", b"+++\n")) else "plain"


def _read_address(url: str, reader: str | None) -> Items:
    """What an address gives: HTML unless its headers or its suffix say otherwise."""
    try:
        request = Request(url, headers=_HEADERS)  # noqa: S310 -- http and https only, see _open_input
        with urlopen(request, timeout=TIMEOUT) as response:  # noqa: S310 -- as above
            data, final = response.read(LARGEST_DOCUMENT + 1), response.url
            charset, kind = response.headers.get_content_charset(), response.headers.get_content_type()
    except HTTPError as error:
        error.close()
        yield SkipArticle(
            url, f"the server answered {error.code} {error.reason}.", "Save the page in a browser and give the file."
        )
        return
    except (URLError, HTTPException, TimeoutError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        yield SkipArticle(url, f"can't be fetched: {reason}.", "Check the address and the network.")
        return
    stage = reader or _stage_for(urlsplit(final).path) or _TYPES.get(kind, "html")
    yield from _read_with(stage, Source(url, data, url=final, charset=charset))


def _missing(path: Path) -> SkipArticle:
    """A path that isn't there, with the nearest name that is."""
    parent = path.parent
    names = sorted(child.name for child in parent.iterdir()) if parent.is_dir() else []
    if near := get_close_matches(path.name, names, n=1, cutoff=0.6):
        return SkipArticle(str(path), "no such file or folder.", f"Did you mean {parent / near[0]}?")
    where = f"{parent} has no such name" if names else f"{parent} is not a folder or is empty"
    return SkipArticle(str(path), "no such file or folder.", f"{where}; check the path.")
