"""The whole chain as generators: inputs in, annotations or statements out, or a graph with a report of the run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import BinaryIO, cast

import msgspec

from kgbuild.assembly import check_tables
from kgbuild.chain import Outcome, describe_run, prepare, see_ontology
from kgbuild.errors import SkipArticle, StopRun
from kgbuild.graph.gone import describe_retraction
from kgbuild.graph.revisions import Heir, Placed, Revisions
from kgbuild.graph.store import Graph
from kgbuild.model import Annotation, Article, Retraction, Statement
from kgbuild.notices import (
    BuildReport,
    Done,
    Found,
    Known,
    Listener,
    Notice,
    Outdated,
    Refusal,
    Remark,
    Skip,
    Updated,
    ignore,
)
from kgbuild.readers.addresses import load_words
from kgbuild.readers.inputs import read_inputs
from kgbuild.readers.source import DuplicateRecord
from kgbuild.readers.source import Notice as InputNotice
from kgbuild.settings import Settings
from kgbuild.workers import read_side_by_side

Input = str | Path | Article
"""A path, a folder, `-` for JSON Lines on standard input, an address, or an article already read."""


def read_articles(
    inputs: Iterable[Input], *, stdin: BinaryIO | None = None, reader: str | None = None, listen: Listener = ignore
) -> Iterator[Article]:
    """The articles of the inputs, in their order; what can't be used is told to `listen`.

    An article that comes twice, word for word, is `Known` the second time; the same id with other words is a `Skip`.
    """
    seen: dict[str, str] = {}
    found: dict[str, str] = {}
    for item in _read_all(inputs, stdin=stdin, reader=reader, found=found):
        match item:
            case Article() if item.id not in seen:
                seen[item.id] = item.sha256
                if item.id in found:
                    listen(Found(id=item.id, where=f"{found[item.id]}, article {item.id}"))
                yield item
            case Article() if seen[item.id] == item.sha256:
                listen(Known(id=item.id))
            case Article():
                listen(_other_words(item))
            case InputNotice():
                listen(Remark(where=item.where, reason=item.reason, advice=item.advice))
            case _:
                error = isinstance(item, DuplicateRecord)
                listen(Skip(where=item.where, reason=item.reason, advice=item.advice, error=error))


def _read_all(
    inputs: Iterable[Input], *, stdin: BinaryIO | None, reader: str | None, found: dict[str, str]
) -> Iterator[Article | SkipArticle]:
    """Articles as they are, and what stands in the paths between them."""
    for is_path, group in groupby(inputs, key=lambda given: not isinstance(given, Article)):
        if is_path:
            yield from read_inputs(map(str, group), stdin=stdin, reader=reader, found=found)
        else:
            yield from cast("Iterator[Article]", group)


def _other_words(article: Article) -> Skip:
    return Skip(
        where=article.id,
        reason="an article read before has the same id and other words.",
        advice="Give each its own id, or leave out the one that is out of date.",
        error=True,
    )


def annotate_articles(
    articles: Iterable[Article], settings: Settings | None = None, *, listen: Listener = ignore
) -> Iterator[Annotation]:
    """The text layers of each article, in input order; articles that give none are told to `listen`."""
    prepare(settings, listen)
    for article, outcome in read_side_by_side(articles, settings or Settings(), annotate=True):
        if _is_read(article, outcome, listen) and outcome.annotation is not None:
            yield outcome.annotation
            listen(Done(id=article.id, accepted=len(outcome.annotation.events), refused=0))


def extract_articles(
    articles: Iterable[Article], settings: Settings | None = None, *, listen: Listener = ignore
) -> Iterator[tuple[Article, list[Statement]]]:
    """Each article with its statements, refused ones included, in input order."""
    prepare(settings, listen)
    for article, outcome in read_side_by_side(articles, settings or Settings()):
        if _is_read(article, outcome, listen):
            refused = [statement for statement in outcome.statements if not statement.accepted]
            for statement in refused:
                listen(Refusal(statement=statement))
            yield msgspec.structs.replace(article, language=outcome.language), list(outcome.statements)
            listen(Done(id=article.id, accepted=len(outcome.statements) - len(refused), refused=len(refused)))


def _is_read(article: Article, outcome: Outcome, listen: Listener) -> bool:
    """Whether the article was read; a failure is told.

    Raises:
        StopRun: the outcome says that nothing further could be right.
    """
    if outcome.stop is not None:
        raise StopRun(outcome.stop)
    if outcome.failure is not None:
        listen(Skip(where=article.id, **msgspec.structs.asdict(outcome.failure)))
        return False
    for reason in outcome.remarks:
        listen(Remark(where=article.id, reason=reason, advice="The rest of the article stands; please report it."))
    return True


def build_graph(
    inputs: Iterable[Input],
    directory: Path | str,
    settings: Settings | None = None,
    *,
    stdin: BinaryIO | None = None,
    reader: str | None = None,
    listen: Listener = ignore,
) -> BuildReport:
    """Read the inputs into the graph of a directory, made if it is not there; what it holds already is not read again.

    Another text of an article that it holds takes its place, as `graph.revisions` says; one that was retracted is
    skipped.

    Each article is safe on disk once it is told as `Done`; a run that was cut off goes on where it stopped when it is
    started again, and the graph is then the same, byte for byte.

    Raises:
        StopRun: settings, vocabulary or directory can't be used.
    """
    settings = settings or Settings()
    tally = _Tally(listen)
    see_ontology(settings)  # before the directory is made
    check_tables()
    load_words()
    with Graph.open(directory, create=True, base=settings.graph.base) as graph:
        revisions = Revisions(graph)
        articles = read_articles(inputs, stdin=stdin, reader=reader, listen=tally.hear)
        for article, statements in extract_articles(_unknown(articles, revisions, tally), settings, listen=tally.hear):
            _tell_place(article, revisions.add(article, statements), tally.hear)
        _tell_apart(revisions.apart, tally.hear)
        graph.finish(settings=_remember(graph.manifest.settings, describe_run(settings), read=bool(tally.new)))
    return tally.report(str(directory))


def _remember(settings: dict[str, str], used: dict[str, str], *, read: bool) -> dict[str, str]:
    """The manifest's settings with what this run was made with; several values of one name stand oldest first.

    A run that read nothing adds to no name that is there.
    """
    found = dict(settings)
    for name, value in used.items():
        known = found.get(name, "").split()
        if not known or (read and value not in known):
            found[name] = " ".join([*known, value])
    return found


def _unknown(articles: Iterable[Article], revisions: Revisions, tally: _Tally) -> Iterator[Article]:
    """The articles that are new to the graph; known and retracted ones are told and go no further."""
    for article in articles:
        match revisions.look_up(article):
            case Heir():
                tally.hear(Known(id=article.id))
            case Retraction() as retraction:
                tally.hear(_tell_retraction(article, retraction, revisions.graph.path))
            case _:
                yield article


def _tell_retraction(article: Article, retraction: Retraction, directory: Path) -> Skip:
    return Skip(
        where=article.id,
        reason=f"it was {describe_retraction(retraction)}.",
        advice=f"To read it all the same: kgbuild retract {directory} {retraction.id} --undo, then build again.",
    )


def _tell_place(article: Article, placed: Placed, listen: Listener) -> None:
    """What an article that was added did to another text of the same article."""
    other = placed.other
    if other is None:
        return
    if placed.updated:
        listen(Updated(id=article.id, former=other.id))
        return
    stands, falls = (article.header, other) if placed.stands else (other, article.header)
    when = "at an unknown time" if stands.published is None else stands.published
    reason = f"another text of the same article, {stands.id}, stands, published {when}; this one is kept as former."
    listen(Outdated(id=falls.id, by=stands.id, reason=reason))


def _tell_apart(count: int, listen: Listener) -> None:
    if count:
        many = "1 article has" if count == 1 else f"{count:,} articles have"
        listen(
            Remark(
                where="inputs",
                reason=f"{many} the address of another one and an id of its own; all of them stand.",
                advice="Of two texts with one id, or with none, the later takes the place of the former.",
            )
        )


class _Tally:
    """Counts what happens and passes it on."""

    def __init__(self, listen: Listener) -> None:
        self._listen = listen
        self.known = self.new = self.accepted = self.updated = self.outdated = 0
        self.skips: list[Skip] = []
        self.found: dict[str, str] = {}
        self.refused: list[Statement] = []

    def hear(self, notice: Notice) -> None:
        match notice:
            case Found(id=article, where=where):
                self.found[article] = where
            case Skip(where=where):
                notice = msgspec.structs.replace(notice, where=self.found.get(where, where))
                self.skips.append(notice)
            case Known():
                self.known += 1
            case Updated():
                self.updated += 1
            case Outdated():
                self.outdated += 1
            case Refusal(statement=statement):
                self.refused.append(statement)
            case Done(accepted=accepted):
                self.new += 1
                self.accepted += accepted
        self._listen(notice)

    def report(self, directory: str) -> BuildReport:
        return BuildReport(
            read=self.new + self.known + len(self.skips),
            new=self.new,
            known=self.known,
            skips=tuple(self.skips),
            statements=self.accepted,
            refused=tuple(self.refused),
            directory=directory,
            updated=self.updated,
            outdated=self.outdated,
        )
