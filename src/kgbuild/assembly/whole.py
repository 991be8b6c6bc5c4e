"""Articles in, all that they say together out: which names are one, which events they tell, how statements agree.

An `Assembly` keeps of each article its statements, packed, and of what they mean only what the next article may touch.
Adding or removing one re-reads the articles whose names have got another identity and re-clusters the tellings that
share a block with what has changed; the outcome is that of a full rebuild, in whatever order articles come and go.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from kgbuild.assembly.copies import find_copies
from kgbuild.assembly.events import Gist, make_event, make_gist, make_matcher, name_group
from kgbuild.assembly.facts import read_facts
from kgbuild.assembly.grouping import group_facts
from kgbuild.assembly.matching import Verdict
from kgbuild.assembly.rules import Rules, load_rules
from kgbuild.assembly.tellings import make_telling, read_setting
from kgbuild.model import Article, Assembled, Event, Judgement, Question, Statement

STATEMENT = "statement/"
SILENT = frozenset({"SAY"})
"""Actions that are no happening: that somebody spoke."""


class Told(Struct, frozen=True):
    """An article with its statements, as they are kept."""

    article: Article
    statements: tuple[Statement, ...]


class Assembly:
    """What has been added; `settle` tells what follows from it."""

    def __init__(self, judgements: Sequence[Judgement] = (), *, rules: Rules | None = None) -> None:
        self.rules = rules or load_rules()
        self._told: dict[str, bytes] = {}
        self._gists: dict[str, dict[str, Gist]] = {}
        self._homes: dict[str, str] = {}
        self._tellings = make_matcher(self.rules)
        self._events: dict[str, Event] = {}
        self._verdicts: tuple[Verdict, ...] = ()
        self._judged: dict[str, str] = {}
        self._touched: set[str] = set()
        self._unpack = lru_cache(maxsize=512)(self._read)
        self.judge(judgements)

    @classmethod
    def from_bytes(cls, content: bytes) -> Assembly:
        """What `to_bytes` kept."""
        judgements, told = msgspec.msgpack.decode(content, type=tuple[list[Judgement], dict[str, bytes]])
        assembly = cls(judgements)
        assembly._told = told
        assembly._touched = set(told)
        return assembly

    def to_bytes(self) -> bytes:
        """Everything that `settle` needs."""
        return msgspec.msgpack.encode((self.judgements, dict(sorted(self._told.items()))))

    def judge(self, judgements: Iterable[Judgement]) -> None:
        """Put these judgements in the place of all former ones."""
        before = self._judged
        self.judgements = tuple(judgements)
        self._verdicts = tuple(
            Verdict(one.first.removeprefix(STATEMENT), one.second.removeprefix(STATEMENT), one.verdict == "same")
            for one in self.judgements
            if one.verdict != "unsure" and one.first.startswith(STATEMENT) and one.second.startswith(STATEMENT)
        )
        self._judged = dict.fromkeys((one for verdict in self._verdicts for one in verdict[:2]), "")
        if touched := before.keys() | self._judged.keys():
            for article_id, gists in self._gists.items():
                if any(not touched.isdisjoint(gist.statements) for gist in gists.values()):
                    self._touched.add(article_id)

    def add(self, article: Article, statements: Iterable[Statement]) -> None:
        """Take in an article with its accepted statements, in the place of the one of this id if there is one."""
        kept = {one.id: one for one in statements if one.action.type not in SILENT}
        told = Told(article, tuple(one for _, one in sorted(kept.items())))
        self._told[article.id] = zlib.compress(msgspec.msgpack.encode(told), 1)
        self._touched.add(article.id)
        self._unpack.cache_clear()

    def remove(self, article_id: str) -> None:
        """Take an article away with all that it says.

        Raises:
            KeyError: there is none of this id.
        """
        del self._told[article_id]
        self._touched.add(article_id)
        self._unpack.cache_clear()

    def settle(self) -> Assembled:
        """What the articles say together."""
        renewed = set()
        for article_id in sorted(self._touched):
            renewed |= self._regroup(article_id)
        self._touched = set()
        self._tellings.judge(
            Verdict(self._judged[first] or first, self._judged[second] or second, same)
            for first, second, same in self._verdicts
        )
        settled = self._tellings.settle()
        made = settled.made | {self._tellings.name(key) for key in renewed if key in self._tellings}
        for name in settled.gone:
            self._events.pop(name, None)
        for name in sorted(made):
            self._events[name] = make_event(self._gist(key) for key in self._tellings.members(name))
        self._count_sources()
        return Assembled(
            events=tuple(sorted(self._events.values(), key=lambda event: event.id)),
            questions=tuple(self._ask()),
        )

    def _count_sources(self) -> None:
        shared = {
            self._homes[key]
            for name, event in self._events.items()
            if event.articles > 1
            for key in self._tellings.members(name)
        }
        leaders = find_copies(self._unpack(article_id).article for article_id in sorted(shared))
        for name, event in self._events.items():
            homes = {self._homes[key] for key in self._tellings.members(name)}
            self._events[name] = replace(event, sources=len({leaders.get(home, home) for home in homes}))

    def _read(self, article_id: str) -> Told:
        return msgspec.msgpack.decode(zlib.decompress(self._told[article_id]), type=Told)

    def _regroup(self, article_id: str) -> set[str]:
        """Read anew what an article tells; the keys of its tellings that were made anew."""
        before, after = self._gists.pop(article_id, {}), {}
        if article_id in self._told:
            told = self._unpack(article_id)
            by_id = {one.id: one for one in told.statements}
            facts = [read_facts(one, self.rules, told.article) for one in told.statements]
            setting = read_setting(facts, told.article.published)
            for group in group_facts(facts, self.rules, self._verdicts):
                key = name_group(group)
                self._judged |= {fact.id: key for fact in group if fact.id in self._judged}
                after[key] = make_gist([by_id[fact.id] for fact in group], str)
                self._tellings.add(key, make_telling(group, setting, self.rules))
        for key in before.keys() - after.keys():
            self._tellings.remove(key)
            del self._homes[key]
        if after:
            self._gists[article_id] = after
            self._homes |= dict.fromkeys(after, article_id)
        return {key for key, gist in after.items() if before.get(key) != gist}

    def _gist(self, key: str) -> Gist:
        return self._gists[self._homes[key]][key]

    def _ask(self) -> Iterable[Question]:
        for doubt in self._tellings.doubts():
            yield Question(kind="event", first=doubt.first, second=doubt.second, score=doubt.score, reason=doubt.reason)


def assemble(
    statements: Iterable[Statement], articles: Mapping[str, Article], judgements: Sequence[Judgement] = ()
) -> Assembled:
    """All that accepted statements of any number of articles say together; their order changes nothing.

    Args:
        statements: one id twice counts once.
        articles: by article id. Of a statement whose article is not among them nothing is read but itself.
        judgements: of people, on what is one.
    """
    held: dict[str, list[Statement]] = {}
    for statement in statements:
        held.setdefault(statement.article.id, []).append(statement)
    assembly = Assembly(judgements)
    for article_id, own in held.items():
        assembly.add(articles.get(article_id) or _stand_in(own[0]), own)
    return assembly.settle()


def _stand_in(statement: Statement) -> Article:
    """An article without a text, by what travels with its statements."""
    header = statement.article
    return Article(text="", **{name: getattr(header, name) for name in header.__struct_fields__})
