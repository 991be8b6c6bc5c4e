"""kgbuild as a library: articles in, an open graph of claims out, or the statements and text layers alone."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import msgspec

from kgbuild.errors import SettingsError
from kgbuild.model import Annotation, Article, Statement, make_article
from kgbuild.notices import Listener, ignore
from kgbuild.opened import Graph
from kgbuild.schemas import ArticleRecord
from kgbuild.settings import Settings, load_settings, with_options

Given = str | Path | Article | Mapping[str, Any]
"""A file, folder or address; an article; or a mapping in the shape of an article in JSON Lines (`text` is required)."""


def build(
    inputs: Given | Iterable[Given],
    graph: str | Path | None = None,
    *,
    settings: Settings | None = None,
    workers: int | None = None,
    reader: str | None = None,
    listen: Listener = ignore,
) -> Graph:
    """Read articles into a graph and open it.

    Args:
        inputs: what to read; one input or several. Articles that the graph holds already are not read again.
        graph: the folder that holds the graph, made if it is not there. Without it the graph lives in a temporary
            folder, as long as the object that is returned.
        settings: without them, those of `kgbuild.toml` in the current folder, else the defaults.
        workers: how many processes read articles; the result is the same for any number.
        reader: read every input as this format (see `kgbuild stages readers`).
        listen: called with each skip, refusal and finished article as it happens.

    Returns:
        The open graph; its `report` says what was read, skipped and refused, with the reasons.

    Raises:
        StopRun: nothing could be right: wrong settings, a folder that can't be written, a malformed vocabulary.
    """
    from kgbuild.pipeline import build_graph

    settings = with_options(settings or load_settings(), workers=workers)
    directory, temporary = (Path(graph), False) if graph else (Path(tempfile.mkdtemp(prefix="kgbuild-")), True)
    try:
        report = build_graph(_inputs(inputs), directory, settings, reader=reader, listen=listen)
        return Graph(directory, report=report, temporary=temporary)
    except BaseException:
        if temporary:
            shutil.rmtree(directory, ignore_errors=True)
        raise


def open(graph: str | Path) -> Graph:  # noqa: A001  # kgbuild.open reads like gzip.open
    """Open the graph of a folder to read it.

    Raises:
        GraphError: the folder holds no graph.
    """
    return Graph(Path(graph))


def extract(
    inputs: Given | Iterable[Given],
    *,
    settings: Settings | None = None,
    workers: int | None = None,
    reader: str | None = None,
    listen: Listener = ignore,
) -> Iterator[Statement]:
    """The statements of articles, in the order of articles and text, without a graph; refused ones are not `accepted`.

    Arguments and errors are those of `build`.
    """
    from kgbuild.pipeline import extract_articles, read_articles

    settings = with_options(settings or load_settings(), workers=workers)
    articles = read_articles(_inputs(inputs), reader=reader, listen=listen)
    for _, statements in extract_articles(articles, settings, listen=listen):
        yield from statements


def annotate(
    inputs: Given | Iterable[Given],
    *,
    settings: Settings | None = None,
    workers: int | None = None,
    reader: str | None = None,
    listen: Listener = ignore,
) -> Iterator[Annotation]:
    """The text layers of articles, one record each: sentences, actors, places, dates, quantities, attributions, events.

    Arguments and errors are those of `build`.
    """
    from kgbuild.pipeline import annotate_articles, read_articles

    settings = with_options(settings or load_settings(), workers=workers)
    articles = read_articles(_inputs(inputs), reader=reader, listen=listen)
    yield from annotate_articles(articles, settings, listen=listen)


def _inputs(given: Given | Iterable[Given]) -> list[str | Path | Article]:
    single = isinstance(given, str | Path | Article | Mapping)
    items = cast("Iterable[Any]", [given] if single else given)
    return [_article(item, number) if isinstance(item, Mapping) else item for number, item in enumerate(items, 1)]


def _article(record: Mapping[str, Any], number: int) -> Article:
    try:
        return make_article(**msgspec.structs.asdict(msgspec.convert(record, ArticleRecord)))
    except msgspec.ValidationError as error:
        raise SettingsError(f"input {number}: {error}. An article is a mapping with at least 'text'.") from error
