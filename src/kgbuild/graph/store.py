"""A graph directory: articles with their checked statements in, records, quads and query answers out.

record/        the record: shards of sorted N-Quads, each written whole and never changed
manifest.json  versions, the record's shards and articles, counts; no clock, so the same input gives the same bytes
journal.jsonl  what a build has finished since; gone when it is in the record
judgements.csv what people say of the identity of nodes; theirs to edit, followed by the next `finish`
store/         caches for queries and for the next build, made anew when they are missing, old or damaged
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Self, TypeVar
from urllib.parse import unquote

import msgspec
import pyoxigraph as ox

from kgbuild.errors import GraphError
from kgbuild.graph.assembled import read_assembled, read_questions
from kgbuild.graph.committing import commit, give_up, write_next
from kgbuild.graph.door import Door
from kgbuild.graph.files import lock_writer, sync
from kgbuild.graph.folders import JOURNAL, check_base, look_for_graph, make_folder
from kgbuild.graph.generations import drop_unread, hold_manifest
from kgbuild.graph.history import Change, apply_changes, read_history
from kgbuild.graph.identities import KnownIdentities
from kgbuild.graph.journal import Journal
from kgbuild.graph.judgements import FILE as JUDGEMENTS
from kgbuild.graph.judgements import drop_last, hash_judgements, read_judgements, write_judgements
from kgbuild.graph.manifest import MANIFEST, Manifest, ontology_version, own_version, write_manifest
from kgbuild.graph.mending import mend_shard
from kgbuild.graph.merging import Merged
from kgbuild.graph.reading import order_statements
from kgbuild.graph.record import Damage, Record, drop_refused, keep_refused, parse_quads, read_block
from kgbuild.graph.rows import Rows, Value, answer_sparql
from kgbuild.graph.shards import ROOMS
from kgbuild.graph.statistics import Stats
from kgbuild.graph.terms import BASE, PREFIXES, Names, expand
from kgbuild.model import Article, ArticleHeader, Assembled, Event, History, Judgement, Question, Statement

if TYPE_CHECKING:
    import rdflib

Result = TypeVar("Result")


class Graph:
    """A graph directory, opened. Use it in a `with` block, or `close` it.

    Reading methods answer from the record, that is from what the last `finish` had written when the graph was opened;
    `article_hashes` also counts the articles that an unfinished build has added.
    """

    def __init__(self, path: Path, manifest: Manifest, hold: IO[bytes] | None = None) -> None:
        """Use `Graph.open`."""
        self.path = path
        self._lock: IO[str] | None = None
        self._let_go: Callable[[], object] | None = None
        self._door = Door(path)
        self._see(manifest, hold)
        self._journal = Journal(path / JOURNAL)

    def _see(self, manifest: Manifest, hold: IO[bytes] | None) -> None:
        """Read from this manifest's record from now on; `hold` keeps its shards, for as long as the graph is there."""
        self._release()
        if hold is not None:
            self._let_go = weakref.finalize(self, hold.close)
        self._read_by(manifest)

    def _read_by(self, manifest: Manifest) -> None:
        """Take names and record from this manifest."""
        self.manifest = manifest
        plain = Record(self.path, manifest.shards, Names(manifest.base), manifest.width)
        self.names = Names(manifest.base, KnownIdentities(lambda: plain.shared("entities"), plain.names))
        self.record = Record(self.path, manifest.shards, self.names, manifest.width)
        self._door.turn(self.record, manifest.sha256)

    @classmethod
    def open(cls, path: str | Path, *, create: bool = False, base: str | None = None) -> Graph:
        """Open a graph directory.

        Args:
            path: the directory.
            create: open it for writing and make it if need be; the writer's lock is taken at once.
            base: where the graph's own names start, ending in "/"; kept from the first opening on.

        Raises:
            GraphError: there is no graph, another process writes to it, it is of another release, or `base` differs
                from the one that the graph was made with.
        """
        folder = Path(path)
        if not create:
            look_for_graph(folder)
        elif not (folder / MANIFEST).exists():
            make_folder(folder)
        with ExitStack() as opened:
            lock = opened.enter_context(lock_writer(folder)) if create else None
            if not (folder / MANIFEST).exists():
                write_manifest(folder, Manifest(kgbuild=own_version(), ontology=ontology_version(), base=base or BASE))
            manifest, hold = hold_manifest(folder)
            if hold is not None:
                opened.enter_context(hold)
            check_base(folder, manifest, base)
            graph = cls(folder, manifest, hold)
            if create:
                graph.judgements()  # a malformed line is told before the work of a build
            opened.pop_all()
        graph._lock = lock
        return graph

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of lock, journal and cache. What was added and not finished stays in the journal."""
        self._journal.close()
        self._door.close()
        if self._lock is not None:
            self._lock.close()
            self._lock = None
        self._release()

    def _release(self) -> None:
        """Let a writer take the record's shards away, once there is a newer one."""
        if self._let_go is not None:
            self._let_go()
            self._let_go = None

    # Writing

    def article_hashes(self) -> dict[str, str]:
        """The SHA-256 of each article's text by article id: of those in the record and those added since."""
        known = dict(self.manifest.articles)
        for article_id in self._journal.offsets:
            known.pop(article_id, None)
        added = {article_id: header.sha256 for article_id, header in self._journal.headers.items()}
        return dict(sorted((known | added).items()))

    def added(self) -> dict[str, ArticleHeader]:
        """The articles that were added since the last `finish`, by id."""
        return dict(sorted(self._journal.headers.items()))

    def add(
        self,
        article: Article,
        statements: Sequence[Statement],
        *,
        replaces: Iterable[str] = (),
        history: Iterable[Change] = (),
    ) -> None:
        """Note a finished article with its checked statements; on return they are on the disk.

        An article of an id that is there already is replaced. Of two statements of one id (the same words in the same
        slots) one is kept. The graph shows the article after `finish`.

        Args:
            article: the article.
            statements: all that was read in it, refused ones included.
            replaces: ids of articles that go for it.
            history: what is to be remembered of them.

        Raises:
            GraphError: a statement is of another article, or the directory can't be written to.
        """
        for statement in statements:
            if statement.article != article.header:
                raise GraphError(
                    f"statement {statement.id} carries the header of article {statement.article.id}, not that of "
                    f"{article.id}. Pass each article with its own statements."
                )
        self.write(lambda: self._journal.add(article, _drop_doubles(statements), replaces, history))

    def remove(self, article_id: str, *, history: Iterable[Change] = ()) -> None:
        """Take an article and its statements out, with what is to be remembered of it; `finish` makes it so.

        Raises:
            GraphError: there is no such article.
        """
        if article_id not in self.article_hashes():
            raise GraphError(
                f"{self.path}: no article '{article_id}'. Its ids are listed by 'kgbuild query {self.path} quality'."
            )
        self.write(lambda: self._journal.remove(article_id, history))

    def keep(self, history: Iterable[Change]) -> None:
        """Note what the history is to remember, or to forget; `finish` makes it so.

        Raises:
            GraphError: the directory can't be written to.
        """
        self.write(lambda: self._journal.keep(history))

    def history(self, *, pending: bool = False) -> History:
        """What became of articles that stand no more; with what the next `finish` will note, if `pending`."""
        history = read_history(self.shared("history"), self.names)
        return apply_changes(history, self.changes()) if pending else history

    def changes(self) -> list[Change]:
        """What the next `finish` will note in the history."""
        return list(self._journal.history.values())

    def has_pending(self) -> bool:
        """Whether anything was added or taken out since the last `finish`."""
        return self._journal.has_news()

    def judgements(self) -> list[Judgement]:
        """What people say of the identity of nodes, in the order of entry; of two words on a pair the last one holds.

        Raises:
            GraphError: a line of judgements.csv is malformed.
        """
        return read_judgements(self.path / JUDGEMENTS, base=self.names.base)

    def judge(self, judgement: Judgement) -> None:
        """Add a person's word; on return it is on the disk, and the next `finish` follows it.

        Raises:
            GraphError: the directory can't be written to.
        """
        self.write(lambda: write_judgements(self.path / JUDGEMENTS, [*self.judgements(), judgement]))

    def withdraw(self, judgement: Judgement) -> None:
        """Take a person's word out again, the last one that is equal to it; a word before it on the pair then holds.

        Raises:
            GraphError: nobody has said so, or the directory can't be written to.
        """

        def write() -> None:
            kept = self.judgements()
            if judgement not in kept:
                raise GraphError(
                    f"{self.path / JUDGEMENTS}: holds no such judgement; 'kgbuild judge {self.path}' lists them."
                )
            drop_last(kept, judgement)
            write_judgements(self.path / JUDGEMENTS, kept)

        self.write(write)

    def has_new_judgements(self) -> bool:
        """Whether the judgements have changed since the last `finish`."""
        return hash_judgements(self.judgements()) != self.manifest.judgements

    def write(self, action: Callable[[], object]) -> None:
        """Do something to the folder under the writer's lock, disk errors turned into directions.

        Raises:
            GraphError: another process writes there, or the folder can't be written to.
        """
        if self._lock is None:
            self._lock = lock_writer(self.path)
            self._see(*hold_manifest(self.path))  # another writer may have been here since
            self._journal.read()
        try:
            action()
        except OSError as error:
            raise GraphError(
                f"{self.path}: can't be written to ({error.strerror}). Make room or give another directory, then run "
                "the same command again: it continues where this one stopped."
            ) from error

    def finish(self, *, settings: Mapping[str, str] | None = None, without: Collection[str] = ()) -> None:
        """Make what was added and removed part of the graph: assemble events, write the record, manifest and cache.

        Killed at any moment, the next `finish` gives the same bytes. The order of articles, and whether they came in
        one build or several, changes nothing.

        Args:
            settings: what the build was run with, kept in the manifest.
            without: shards to give up; the articles in them go too, and a build can read those again. What the other
                articles give is made anew.

        Raises:
            GraphError: the directory can't be written to or the record is damaged.
        """
        chosen = dict(sorted((self.manifest.settings if settings is None else settings).items()))
        self.write(lambda: self._finish(chosen, without))

    def _finish(self, settings: dict[str, str], without: Collection[str]) -> None:
        judgements, former = self.judgements(), self.manifest
        judged = hash_judgements(judgements)
        if without:
            self._read_by(give_up(former, without))
        manifest = msgspec.structs.replace(
            self.manifest, kgbuild=own_version(), ontology=ontology_version(), judgements=judged, settings=settings
        )
        merged = None
        if self._journal.has_news() or not manifest.sha256 or judged != former.judgements:
            manifest, merged = self._merge(manifest, judgements)
        if manifest != former:
            commit(self.path, manifest)
            self._see(*hold_manifest(self.path))
        if merged is not None:
            merged.memory.save(self.path, manifest.sha256)
        self._journal.clear()
        drop_unread(self.path, manifest)
        sync(self.path)
        self._door.open(None if merged is None else merged.step)

    def _merge(self, manifest: Manifest, judgements: Sequence[Judgement]) -> tuple[Manifest, Merged]:
        """The next manifest; damaged shards that are needed are mended where that can be done."""
        mended: set[str] = set()
        while True:
            try:
                return write_next(
                    self.path,
                    self.record,
                    manifest,
                    articles=self.article_hashes(),
                    journal=self._journal,
                    judgements=judgements,
                    history=self.history(pending=True),
                )
            except Damage as damage:
                if damage.shard in mended or not mend_shard(self, damage.shard):
                    raise
                mended.add(damage.shard)

    # Records

    def articles(self) -> Iterator[Article]:
        """The articles with their texts, by shard and encoded id."""
        for block in self.record.blocks():
            start = f"<{self.names.base}article/{block.key}> ".encode()
            lines = block.content.splitlines(keepends=True)
            yield read_block(b"".join(line for line in lines if line.startswith(start)), self.names)[0]

    def statements(self, accepted: bool | None = True) -> Iterator[Statement]:
        """The accepted statements, the refused ones (False) or all (None): by article, then as the text tells them."""
        for block in self.record.blocks():
            for statement in read_block(block.content, self.names)[1]:
                if accepted is None or statement.accepted == accepted:
                    yield statement

    def article(self, article_id: str) -> tuple[Article, list[Statement]] | None:
        """One article with all its statements, or `None` where there is none of that id."""
        content = self.record.find_article(article_id)
        return None if content is None else read_block(content, self.names)

    def latest(self, article_id: str) -> Article | None:
        """One article as the next `finish` will have it, or `None`."""
        if article_id in self._journal.offsets:
            return self._journal.load(article_id)[0] if article_id in self._journal.headers else None
        found = self.article(article_id)
        return None if found is None else found[0]

    def statement(self, statement_id: str) -> tuple[Statement, Article] | None:
        """One statement, refused ones included, with its article; `None` where there is none of that id."""
        article_id = self._find_home(statement_id)
        found = None if article_id is None else self.article(article_id)
        if found is None:
            return None
        article, statements = found
        return next(((statement, article) for statement in statements if statement.id == statement_id), None)

    def _find_home(self, statement_id: str) -> str | None:
        """The id of a statement's article: the store knows accepted ones, the record is read for others."""
        if self.manifest.sha256:
            node, kind = ox.NamedNode(self.names.statement(statement_id)), ox.NamedNode(expand("rdf:type"))
            quad = self.ask(lambda store: next(store.quads_for_pattern(node, kind, None, None), None))
            home = quad and self.names.read_graph(quad.graph_name.value)  # type: ignore[union-attr]
            if home:
                return unquote(home[0])
        return self.record.find_article_of(statement_id)

    def events(self) -> list[Event]:
        """The events, by id; their statements and actors are sorted."""
        return list(self._read_shared().events)

    def assembled(self) -> Assembled:
        """What the articles say together: identities, events, links, control states, questions."""
        return msgspec.structs.replace(self._read_shared(), questions=tuple(self.questions()))

    def _read_shared(self) -> Assembled:
        """All of it but the questions."""
        return read_assembled(self.shared("events"), self.shared("entities"), self.names)

    def questions(self) -> list[Question]:
        """What a person may decide: names and events too alike to be told apart, not alike enough to be joined."""
        return read_questions(self.shared("questions"), self.names)

    def shared(self, room: str) -> Iterator[ox.Quad]:
        """The quads of a graph that articles share: "entities", "events", "questions" or "judgements"."""
        return parse_quads(b"".join(self.record.shared(room)))

    def quads(self, *, refused: bool = True) -> Iterator[ox.Quad]:
        """All quads in the order of the record, each with its named graph; without the refused on request."""
        for room in ROOMS:
            for name in self.record.list_shards(room):
                lines = self.record.read(name).splitlines(keepends=True)
                yield from parse_quads(b"".join(lines if refused else drop_refused(lines)))

    def write_triples(self, path: Path) -> None:
        """Write what queries see, all graphs as one, as N-Triples."""
        with path.open("wb") as file:
            for line in drop_refused(self.record.lines()):
                file.write(line[: line.rindex(b" <")] + b" .\n")

    def refused(self) -> ox.Store:
        """The quads of refused statements, which queries do not see."""
        store = ox.Store()
        store.bulk_extend(parse_quads(b"".join(keep_refused(self.record.shared("articles")))))
        return store

    def stats(self) -> Stats:
        """Counts of articles, statements, actors, places and findings, as the last `finish` found them."""
        return self.manifest.counts

    # Queries

    def query(self, sparql: str, *, bindings: Mapping[str, Value | ox.NamedNode | ox.Literal] | None = None) -> Rows:
        """The answer of a SPARQL 1.1 query over the accepted statements, their articles, entities and events.

        The prefixes kg, action, prov, sem, nif, geo, geof, skos, schema, dcterms, rdfs, rdf, owl and xsd are declared.
        A pattern outside GRAPH looks into every graph.

        Args:
            sparql: SELECT, ASK, CONSTRUCT or DESCRIBE.
            bindings: values for variables that the SELECT clause names, by name without "?"; text is bound as a plain
                literal, an IRI as `pyoxigraph.NamedNode`.

        Raises:
            GraphError: the query is not SPARQL, or a bound variable isn't in its SELECT clause.
        """
        return answer_sparql(self.ask, sparql, bindings)

    def rdflib(self) -> rdflib.Dataset:
        """The same data as an `rdflib.Dataset` (through oxrdflib, read-only); its default graph is the union of all."""
        import oxrdflib
        from rdflib import Dataset

        dataset = Dataset(store=oxrdflib.OxigraphStore(store=self._door.open()), default_union=True)
        for prefix, namespace in PREFIXES.items():
            dataset.bind(prefix, namespace)
        return dataset

    def ask(self, ask: Callable[[ox.Store], Result]) -> Result:
        """Ask the store of what queries see; if the cache turns out to be damaged, rebuild it and ask again."""
        return self._door.ask(ask)

    def renew_cache(self) -> None:
        """Build the cache anew from the record."""
        self._door.open(renew=True)


def _drop_doubles(statements: Sequence[Statement]) -> list[Statement]:
    """One statement per id: an accepted one before a refused one, else the smaller in JSON."""
    best: dict[str, Statement] = {}
    for statement in sorted(statements, key=lambda one: (not one.accepted, one.id, msgspec.json.encode(one))):
        best.setdefault(statement.id, statement)
    return order_statements(best.values())
