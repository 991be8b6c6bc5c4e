"""Articles on their way into a graph in, which text of each stands and which goes to the history out.

Two texts are of one article where their ids were given and are one, or where their ids were not given and their
addresses name one report (`readers.addresses`). Ids that were given and differ keep two articles apart, whatever their
addresses: some collections give one address to many texts.

Of two texts that different builds read, the one read later stands, unless it was published on an earlier day. Of the
texts that one build reads, the one published last stands, an undated one counting as the last, and of those of one
moment the one of the greater hash; a build that was cut off and the one that goes on are one build. A text that does
not stand is kept as a former one, and its successor is the next in that order.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from msgspec import Struct

from kgbuild.assembly.days import read_day
from kgbuild.graph.history import Change, apply_changes, article_key, former_key, read_article_key
from kgbuild.graph.store import Graph
from kgbuild.model import Article, ArticleHeader, FormerArticle, Retraction, Statement, make_article
from kgbuild.readers.addresses import name_address

_ADDRESS = "address "
_HASHED = re.compile(r"[0-9a-f]{16}")
"""What an id that was not given looks like."""
_LAST = "9999"
"""Sorts behind every day."""
_ADDRESSES = "SELECT ?id ?url { ?article a kg:Article ; dcterms:identifier ?id ; schema:url ?url }"


class Heir(Struct, frozen=True):
    """The article that stands with an article's text, or in its place."""

    id: str


class Placed(Struct, frozen=True):
    """What became of a text that was added, beside one of the same article (`other`), if there is one.

    It `stands`, or the other does. `updated` is said of one that took the place of what an earlier build had read.
    """

    stands: bool
    updated: bool = False
    other: ArticleHeader | None = None


class _Texts(Struct):
    """The texts of one article: those that stood when the last build ended, and those read since."""

    settled: list[ArticleHeader]
    fresh: list[ArticleHeader]

    def order(self) -> list[ArticleHeader]:
        """From the earliest to the one that stands."""
        settled = sorted(self.settled, key=lambda one: _sort_key(one, undated=""))
        older = [one for one in self.fresh if settled and _is_older(one, settled[-1])]
        newer = [one for one in self.fresh if one not in older]
        return [*sorted(older, key=_sort_key), *settled, *sorted(newer, key=_sort_key)]


class Revisions:
    """What a graph holds and has held, kept up while a build adds to it.

    `held` are the hashes of the articles that stand, by id; `apart` counts the articles added at whose address another
    one stands, which an id keeps apart.
    """

    def __init__(self, graph: Graph) -> None:
        """Look at a graph that is open for writing."""
        self.graph, self.held, self.apart = graph, graph.article_hashes(), 0
        noted = graph.history()
        history = apply_changes(noted, graph.changes())
        self._formers = dict(history.formers)
        self._waiting: dict[str, list[Article]] = defaultdict(list)
        for key, former in history.formers.items():
            if key not in noted.formers:
                self._waiting[identify(former.article)].append(former.article)
        self._added = graph.added()
        self._retracted: dict[str, list[Retraction]] = defaultdict(list)
        for retraction in history.retractions.values():
            self._retracted[retraction.sha256].append(retraction)
        self._followers: dict[str, set[str]] = defaultdict(set)
        for key, former in self._formers.items():
            self._followers[former.successor].add(key)
        self._addresses: dict[str, list[str]] | None = None
        self._texts: dict[str, _Texts] = {}

    def look_up(self, article: Article) -> Heir | Retraction | None:
        """Why an article need not be read: it stands, or another in its place, or it was retracted; else `None`."""
        if self.held.get(article.id) == article.sha256:
            return Heir(article.id)
        for retraction in self._retracted.get(article.sha256, ()):
            if retraction.id == article.id or _share_address(retraction.url, article.url):
                return retraction
        return self._find_heir(former_key(article))

    def _find_heir(self, key: str) -> Heir | None:
        """The article that took the place of a former text, if it stands."""
        while (former := self._formers.get(key)) is not None:
            key = former.successor
        heir = read_article_key(key)
        return Heir(heir) if heir in self.held else None

    def add(self, article: Article, statements: Sequence[Statement]) -> Placed:
        """Add an article with its statements; it stands, or goes to the history where a later text stands.

        Raises:
            GraphError: the directory can't be written to.
        """
        texts = self._find_texts(article)
        before = texts.order()
        other = before[-1] if before else None
        texts.fresh.append(article.header)
        chain = texts.order()
        changes = self._link(chain, article)
        if chain[-1] != article.header:
            self.graph.keep(changes)
            self._note(changes)
            return Placed(stands=False, other=other)
        gone = sorted({one.id for one in before if one.id in self.held} - {article.id})
        self.graph.add(article, statements, replaces=gone, history=changes)
        self._note(changes)
        for one in gone:
            del self.held[one]
        self.held[article.id] = article.sha256
        if (address := name_address(article.url)) is not None:
            self._list_addresses()[address].append(article.id)
        return Placed(stands=True, updated=other in texts.settled, other=other)

    def _find_texts(self, article: Article) -> _Texts:
        """The texts of an article that stand, or were read since the last build ended."""
        name = identify(article)
        if name not in self._texts:
            texts = self._texts[name] = _Texts([], [])
            for one in [*self._find_standing(article, name), *self._waiting.pop(name, ())]:
                (texts.settled if self._is_settled(one) else texts.fresh).append(one.header)
        return self._texts[name]

    def _is_settled(self, article: Article) -> bool:
        """Whether a text stood when the last build ended."""
        stood = self.graph.article(article.id)
        return stood is not None and stood[0].sha256 == article.sha256

    def _find_standing(self, article: Article, name: str) -> Iterator[Article]:
        """What stands of an article."""
        if article.id in self.held:
            yield self._load(article.id)
        address = name_address(article.url)
        mates = () if address is None else sorted(set(self._list_addresses().get(address, ())) & self.held.keys())
        others = [one for one in mates if one != article.id]
        found = [self._load(one) for one in others if _HASHED.fullmatch(one)] if name.startswith(_ADDRESS) else []
        same = [one for one in found if identify(one) == name]
        self.apart += len(same) < len(others)
        yield from same

    def _list_addresses(self) -> dict[str, list[str]]:
        """The ids of the articles at each address, some of which may be gone."""
        if self._addresses is None:
            self._addresses = defaultdict(list)
            rows = self.graph.query(_ADDRESSES).rows if self.graph.manifest.sha256 else ()
            urls = [(str(article_id), str(url)) for article_id, url in rows]
            urls += [(header.id, header.url) for header in self._added.values() if header.url is not None]
            for article_id, url in sorted(set(urls)):
                if (address := name_address(url)) is not None:
                    self._addresses[address].append(article_id)
        return self._addresses

    def _load(self, article_id: str) -> Article:
        found = self.graph.latest(article_id)
        assert found is not None
        return found

    def _link(self, chain: Sequence[ArticleHeader], article: Article) -> list[Change]:
        """What the history is to note for the texts of one article to follow each other like this."""
        keys = [former_key(one) for one in chain[:-1]]
        successors = [*keys[1:], article_key(chain[-1].id)]
        moved: dict[str, str] = {}
        changes = []
        for header, key, successor in zip(chain, keys, successors, strict=False):
            former = self._formers.get(key)
            if former is None:
                # What led to the article leads to its former text from now on.
                moved |= dict.fromkeys(self._followers[article_key(header.id)], key)
                text = article if header == article.header else self._load(header.id)
            else:
                text = former.article
            if former is None or former.successor != successor:
                changes.append(Change(key=key, former=FormerArticle(article=text, successor=successor)))
        risen = former_key(chain[-1])
        if risen in self._formers:
            changes.append(Change(key=risen))
            moved |= dict.fromkeys(self._followers[risen], article_key(chain[-1].id))
        for key, successor in sorted(moved.items()):
            if key not in keys:
                text = self._formers[key].article
                changes.append(Change(key=key, former=FormerArticle(article=text, successor=successor)))
        return changes

    def _note(self, changes: Sequence[Change]) -> None:
        for change in changes:
            if (former := self._formers.pop(change.key, None)) is not None:
                self._followers[former.successor].discard(change.key)
            if change.former is not None:
                self._formers[change.key] = change.former
                self._followers[change.former.successor].add(change.key)


def identify(article: Article) -> str:
    """What two texts of one article have in common: the id that was given, else the address, else the content."""
    fields = ("url", "title", "published", "publisher")
    made = make_article(article.text, **{name: getattr(article, name) for name in fields})
    address = name_address(article.url) if made.id == article.id else None
    return f"id {article.id}" if address is None else f"{_ADDRESS}{address}"


def _share_address(one: str | None, other: str | None) -> bool:
    return (address := name_address(one)) is not None and address == name_address(other)


def _is_older(one: ArticleHeader, other: ArticleHeader) -> bool:
    """Whether one was published on an earlier day, both days being known."""
    day, other_day = read_day(one.published), read_day(other.published)
    return day is not None and other_day is not None and day < other_day


def _sort_key(header: ArticleHeader, undated: str = _LAST) -> tuple[str, str, str]:
    """By moment of publication, then by hash."""
    try:
        moment = datetime.fromisoformat(header.published or "")
        published = (moment.astimezone(UTC) if moment.tzinfo else moment).isoformat()[:19]
    except (ValueError, OverflowError):
        published = undated
    return published, header.sha256, header.id
