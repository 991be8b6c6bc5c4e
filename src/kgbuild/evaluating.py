"""A gold file and articles, statements or a graph in; how the statements compare with the gold, slot by slot, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from kgbuild.assembly import assemble
from kgbuild.checking import read_statements
from kgbuild.errors import StopRun
from kgbuild.evaluation.context import add_sentence, find_row
from kgbuild.evaluation.coreference import Coreference, name_events, score_clusters
from kgbuild.evaluation.gold import Gold, read_gold
from kgbuild.evaluation.reference import Row
from kgbuild.evaluation.report import Evaluation, make_evaluation
from kgbuild.evaluation.scores import Miss
from kgbuild.evaluation.statements import score_article
from kgbuild.graph.store import Graph
from kgbuild.model import Article, Statement
from kgbuild.notices import Done, Found, Listener, Notice, Refusal, Remark, Skip, ignore
from kgbuild.pipeline import Input, extract_articles, read_articles
from kgbuild.settings import Settings
from kgbuild.vocabulary import load_vocabulary

_RECORD = re.compile(r", record \d+$")
_ADVICE = "In a gold file an article goes by its id, its address or its file's name."


@dataclass
class _Material:
    """What there is to compare: `names` leads from each name of an article to the ids that go by it.

    `others` are ids of articles that were given and are not the gold's.
    """

    names: dict[str, set[str]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    articles: dict[str, Article] = field(default_factory=dict)
    statements: dict[str, list[Statement]] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)

    def add_article(self, article: Article, file: str | None) -> None:
        self.texts[article.id] = article.text
        self.articles[article.id] = article
        self._name(article.id, article.url, file)

    def add_statement(self, statement: Statement) -> None:
        self.statements.setdefault(statement.article.id, []).append(statement)
        self._name(statement.article.id, statement.article.url)

    def _name(self, id: str, *others: str | None) -> None:
        for name in filter(None, (id, *others)):
            self.names.setdefault(name, set()).add(id)


def evaluate(
    gold: Path,
    *,
    articles: Iterable[Input] = (),
    statements: Path | None = None,
    graph: Path | None = None,
    settings: Settings | None = None,
    reader: str | None = None,
    listen: Listener = ignore,
) -> Evaluation:
    """Compare statements with a gold file.

    Args:
        gold: rows of what a careful reader takes from the articles (docs/evaluate.md); CSV or JSON Lines.
        articles: what the gold was coded from. Without `statements` the extractor reads those that the gold names.
        statements: a file of statements (JSON Lines, as `kgbuild extract` writes them) to compare in its place; the
            articles then only lend sentences and file names.
        graph: the folder of a graph whose statements are compared; it holds its articles already.
        settings: of the extractor.
        reader: read every input as this format.
        listen: told of rows, lines and articles that can't be used.

    Raises:
        StopRun: the gold can't be used at all, or none of its articles is there.
    """
    vocabulary = load_vocabulary()
    read = read_gold(gold, {name: tuple(one.modes) for name, one in vocabulary.action_types.items()})
    for trouble in read.troubles:
        listen(Skip(where=trouble.where, reason=trouble.reason, advice=trouble.advice, error=True))
    for column in read.left_aside:
        listen(Remark(where=f"{gold}, line 1", reason=f"no column of a gold table is called {column}", advice=""))
    material = _Material()
    if graph is not None:
        _add_graph(material, graph)
    elif statements is not None:
        for article, file in _read_articles(articles, reader, listen):
            material.add_article(article, file)
        for statement in read_statements(statements, listen):
            material.add_statement(statement)
    else:
        _extract(material, set(read.reference.articles), _read_articles(articles, reader, listen), settings, listen)
    assume_read = statements is not None and not material.texts
    compared, unscored = _match_articles(read, material, listen, assume_read=assume_read)
    scores = [score_article(one.name, one.rows, material.statements.get(one.id, [])) for one in compared]
    misses = [
        _add_sentence(miss, one.rows, material.texts[one.id]) if one.id in material.texts else miss
        for one, score in zip(compared, scores, strict=True)
        for miss in score.misses
    ]
    events = _score_events(compared, material, graph)
    return make_evaluation(str(gold), scores, misses, unscored, events)


def _score_events(compared: Sequence[_Compared], material: _Material, graph: Path | None) -> Coreference | None:
    """How well statements come together in events; `None` where the gold names none.

    The events are the graph's, with what people have judged, or else what the statements of these articles make.
    """
    wanted = sum(row.event is not None for one in compared for row in one.rows)
    if not wanted:
        return None
    events: dict[str, tuple[str, str]] = {}
    for one in compared:
        events |= name_events(one.rows, material.statements.get(one.id, []))
    if graph is not None:
        with Graph.open(graph) as opened:
            found = opened.events()
    else:
        told = [told for one in compared for told in material.statements.get(one.id, []) if told.accepted]
        found = list(assemble(told, material.articles).events)
    return score_clusters([event.statements for event in found], events, wanted=wanted)


class _Compared(NamedTuple):
    """An article of the gold: its name there, its id, and its rows."""

    name: str
    id: str
    rows: tuple[Row, ...]


def _read_articles(
    inputs: Iterable[Input], reader: str | None, listen: Listener
) -> Iterator[tuple[Article, str | None]]:
    """Articles with the name of the file that holds nothing else."""
    places: dict[str, str] = {}

    def hear(notice: Notice) -> None:
        if isinstance(notice, Found):
            places[notice.id] = notice.where.rpartition(", article ")[0]
        listen(notice)

    for article in read_articles(inputs, reader=reader, listen=hear):
        place = places.get(article.id, "")
        yield article, Path(place).name if place and not _RECORD.search(place) else None


def _extract(
    material: _Material,
    wanted: set[str],
    articles: Iterable[tuple[Article, str | None]],
    settings: Settings | None,
    listen: Listener,
) -> None:
    """Let the extractor read the articles that the gold names."""
    files: dict[str, str | None] = {}

    def choose() -> Iterator[Article]:
        for article, file in articles:
            if {article.id, article.url, file} & wanted:
                files[article.id] = file
                yield article
            else:
                material.others.append(article.id)

    def hear(notice: Notice) -> None:
        """What the checks refuse is among the differences, so it is not told again."""
        if isinstance(notice, Done):
            listen(replace(notice, refused=0))
        elif not isinstance(notice, Refusal):
            listen(notice)

    for article, statements in extract_articles(choose(), settings, listen=hear):
        material.add_article(article, files[article.id])
        for statement in statements:
            material.add_statement(statement)


def _add_graph(material: _Material, directory: Path) -> None:
    with Graph.open(directory) as graph:
        for article in graph.articles():
            material.add_article(article, None)
        for statement in graph.statements(accepted=None):
            material.add_statement(statement)


def _match_articles(
    gold: Gold, material: _Material, listen: Listener, *, assume_read: bool
) -> tuple[list[_Compared], list[str]]:
    """The articles of the gold with their rows, by name, and the names of those that can't be compared.

    Raises:
        StopRun: none can.
    """
    rows: dict[str, list[Row]] = {}
    names: dict[str, str] = {}
    unscored: list[str] = []
    missing: list[Notice] = []
    for name, own in gold.reference.articles.items():
        known = sorted(material.names.get(name, ()))
        if not known and assume_read:
            known = [name]
            missing.append(_tell_without_statements(gold, name, len(own)))
        if len(known) == 1:
            names.setdefault(known[0], name)
            rows.setdefault(known[0], []).extend(own)
        else:
            unscored.append(name)
            missing.append(_tell_unscored(gold, name, len(own), known, material))
    if not (material.statements.keys() | material.texts.keys()) & names.keys():
        raise StopRun(_tell_nothing_fits(gold, material))
    for notice in missing:
        listen(notice)
    compared = []
    for key, name in sorted(names.items(), key=lambda pair: pair[1]):
        fit = [row for row in rows[key] if _fits_text(gold, row, material.texts.get(key), listen)]
        repeated = len({row.n for row in fit}) < len(fit)  # two names of one article, each with its own numbers
        compared.append(
            _Compared(name, key, tuple(replace(row, n=n) for n, row in enumerate(fit, 1)) if repeated else tuple(fit))
        )
    return compared, unscored


def _fits_text(gold: Gold, row: Row, text: str | None, listen: Listener) -> bool:
    """Whether a row can be compared: offsets that hold other words than the row says can't; a strange quote is told."""
    if text is None:
        return True
    where = f"{gold.path}, row {row.n} of article {row.article}"
    if row.start is not None and row.end is not None:
        there = text[row.start : row.end]
        wanted = [spelling.casefold() for spelling in row.trigger.split("|") if spelling]
        if not there or (wanted and there.casefold() not in wanted):
            reason = f"at {row.start}..{row.end} stands '{there[:40]}', not its trigger."
            advice = "Offsets count characters of the article's text from 0; the end is the character after the last."
            listen(Skip(where=where, reason=reason, advice=advice, error=True))
            return False
    for quote in row.evidence:
        if quote not in text:
            listen(Remark(where=where, reason=f"the article holds no '{quote}'.", advice="Quote it word for word."))
    return True


def _tell_unscored(gold: Gold, name: str, count: int, ids: list[str], material: _Material) -> Notice:
    rows = f"its {count} rows are not compared" if count != 1 else "its row is not compared"
    if ids:
        reason = f"the articles {', '.join(ids)} go by that name, so {rows}."
        return Skip(where=f"{gold.path}, article {name}", reason=reason, advice="Name them by their ids.")
    near = get_close_matches(name, [*material.names, *material.others], n=1)
    hint = f"Did you mean '{near[0]}'? " if near else ""
    reason = f"it is not among the articles given, so {rows}."
    return Skip(where=f"{gold.path}, article {name}", reason=reason, advice=hint + _ADVICE)


def _tell_without_statements(gold: Gold, name: str, count: int) -> Notice:
    return Remark(
        where=f"{gold.path}, article {name}",
        reason=f"no statement is of it, so its {count} {'row counts' if count == 1 else 'rows count'} as missed.",
        advice="Was it read? With --articles that is known.",
    )


def _tell_nothing_fits(gold: Gold, material: _Material) -> str:
    def some(names: Iterable[str]) -> str:
        listed = sorted(names)
        return ", ".join(listed[:3]) + (", ..." if len(listed) > 3 else "")

    ids = set().union(*material.names.values(), material.others)
    given = f"those given are {some(ids)}" if ids else "none was given that could be read"
    return f"{gold.path}: none of its articles ({some(gold.reference.articles)}) is there; {given}. {_ADVICE}"


def _add_sentence(miss: Miss, rows: tuple[Row, ...], text: str) -> Miss:
    row = next((row for row in rows if row.n == miss.row), None)
    return add_sentence(miss, text, find_row(row, text) if row else None)
