"""Marks apart from their text: a marked report and its article in, offsets and labels out, and back.

A stand-off file is JSON: the article's url, the SHA-256 of its text, and every mark with `[start, end]` in place of
words. Nothing of the text is in it, so that marks of texts that may not be passed on can be; who has the article joins
both again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from kgbuild.corpus.marks import MarkedReport
from kgbuild.errors import StopRun
from kgbuild.model import Article, make_article

HEAD = ("publisher", "byline", "agency", "published", "url", "title", "language")
"""What a stand-off file says of the article besides its id."""
LISTS = ("sentences", "events", "attributions", "actors", "places", "dates", "counts")


class StandoffError(StopRun):
    """A stand-off file can't be read, or doesn't belong to the text at hand."""


def take_out(report: MarkedReport, text: str) -> str:
    """The stand-off file of a report whose sentences stand in `text`, in this order.

    Raises:
        StandoffError: a sentence is not there.
    """
    moved, at = list[tuple[int, int, int]](), 0
    for sentence in report.sentences:
        found = text.find(sentence.text, at)
        if found < 0:
            raise StandoffError(f"{report.article.id}: the text lacks the sentence '{sentence.text[:60]}'.")
        moved.append((sentence.start, sentence.end, found - sentence.start))
        at = found + len(sentence.text)
    chains = {name: f"c{number}" for number, name in enumerate(dict.fromkeys(one.chain for one in report.actors), 1)}
    marks = msgspec.to_builtins(report)
    for actor in marks["actors"]:
        actor["chain"] = chains[actor["chain"]]
    head = {name: getattr(report.article, name, None) for name in HEAD}
    lines = [
        f'"id": {json.dumps(report.article.id)}',
        *(f'"{name}": {json.dumps(value, ensure_ascii=False)}' for name, value in head.items() if value),
        f'"sha256": "{sha256(text.encode()).hexdigest()}"',
        *(f'"{name}": {json.dumps(marks[name])}' for name in ("style", "region", "part") if marks[name]),
    ]
    for name in LISTS:
        rows = ",\n".join(json.dumps(_bare(mark, moved)) for mark in marks[name])
        lines.append(f'"{name}": [\n{rows}\n]' if rows else f'"{name}": []')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def join(path: Path, texts: Mapping[str, str]) -> MarkedReport:
    """The report of a stand-off file, its text taken from `texts` by the article's url.

    Raises:
        StandoffError: the file is no stand-off file, the text is missing, or it is another one.
    """
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        url, digest = content["url"], content["sha256"]
    except (ValueError, KeyError, TypeError) as error:
        raise StandoffError(f"{path}: no stand-off file ({error}).") from error
    text = texts.get(url)
    if text is None:
        raise StandoffError(f"{path}: the text of {url} is not at hand; give a file of articles with --texts.")
    if sha256(text.encode()).hexdigest() != digest:
        raise StandoffError(f"{path}: the text of {url} is not the one that was annotated (its SHA-256 differs).")
    head: dict[str, Any] = {name: content[name] for name in HEAD if name in content}
    article = make_article(text, id=content["id"], **head)
    report: dict[str, Any] = {name: _filled(content[name], article) for name in LISTS}
    report |= {name: content[name] for name in ("style", "region", "part") if name in content}
    try:
        return msgspec.convert(report | {"article": msgspec.to_builtins(article)}, MarkedReport)
    except msgspec.ValidationError as error:
        raise StandoffError(f"{path}: {error}.") from error


def _bare(value: Any, moved: list[tuple[int, int, int]]) -> Any:
    """A mark with `[start, end]` for its words and without what is as always."""
    if isinstance(value, dict):
        if value.keys() == {"start", "end", "text"}:
            by = next(shift for start, end, shift in moved if start <= value["start"] and value["end"] <= end)
            return [value["start"] + by, value["end"] + by]
        return {key: _bare(item, moved) for key, item in value.items() if item not in (None, False, [])}
    return [_bare(item, moved) for item in value] if isinstance(value, list | tuple) else value


def _filled(value: Any, article: Article) -> Any:
    """A mark with the words of the article for each `[start, end]`."""
    if isinstance(value, dict):
        return {key: _filled(item, article) for key, item in value.items()}
    if isinstance(value, list):
        if len(value) == 2 and all(isinstance(item, int) for item in value):
            return msgspec.to_builtins(article.mention(*value))
        return [_filled(item, article) for item in value]
    return value
