"""Articles in, all that they say together out: which names are one, which events they tell, how statements agree.

An `Assembly` keeps of each article its statements, packed, and of what they mean only what the next article may touch.
Adding or removing one re-reads the articles whose names have got another identity and re-clusters the tellings that
share a block with what has changed; the outcome is that of a full rebuild, in whatever order articles come and go.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from urllib.parse import unquote

import msgspec
from msgspec.structs import replace

from kgbuild.assembly import actors, places
from kgbuild.assembly.answers import find_answers
from kgbuild.assembly.claim_reading import read_claims
from kgbuild.assembly.collector import without_collector
from kgbuild.assembly.counters import find_counters
from kgbuild.assembly.events import Gist, make_event, make_gist, make_matcher, name_group
from kgbuild.assembly.facts import LOCAL, read_facts
from kgbuild.assembly.grouping import group_apart
from kgbuild.assembly.identities import Identities
from kgbuild.assembly.judgements import kind_of, quote_nodes
from kgbuild.assembly.matching import Rivals
from kgbuild.assembly.name_data import known_registry, load_names
from kgbuild.assembly.packing import KeptAssembly, Told, pack, unpack
from kgbuild.assembly.reports import Reports
from kgbuild.assembly.rules import Rules, load_rules
from kgbuild.assembly.series import Series, make_frame, merge_frames
from kgbuild.assembly.sides import Sides
from kgbuild.assembly.standing import Agreement
from kgbuild.assembly.tellings import SILENT, make_telling, read_setting
from kgbuild.assembly.verdicts import Verdict, spread_verdicts
from kgbuild.model import Article, Assembled, Event, Judgement, Question, Statement

STATEMENT = "statement/"


class Assembly:
    """What has been added; `settle` tells what follows from it."""

    def __init__(self, judgements: Sequence[Judgement] = (), *, rules: Rules | None = None) -> None:
        self.rules = rules or load_rules()
        self._registry = known_registry()
        self._sides = Sides(self._registry)
        self._told: dict[str, bytes] = {}
        names = load_names().thresholds
        self._actors = Identities(
            "actor", actors.block_keys, actors.compare, join=names.join, ask=names.ask, show=_show_actor
        )
        self._places = Identities(
            "place", places.block_keys, places.compare, join=names.join, ask=names.ask, show=_show_place
        )
        self._reports = Reports(self._registry)
        self._tellings = make_matcher(self.rules, Rivals(lambda key: self._homes[key], self._are_apart))
        self._gists: dict[str, dict[str, Gist]] = {}
        self._homes: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._events: dict[str, Event] = {}
        self._series = Series(self.rules)
        self._part_of: dict[str, str | None] = {}
        self._agreement = Agreement()
        self._verdicts: tuple[Verdict, ...] = ()
        self._judged: dict[str, str] = {}
        self._touched: set[str] = set()
        self._unpack = lru_cache(maxsize=512)(self._read)
        self.judge(judgements)

    @classmethod
    def from_bytes(cls, content: bytes) -> Assembly:
        """What `to_bytes` kept: nothing is read or compared again but what comes after."""
        kept = msgspec.msgpack.decode(content, type=KeptAssembly)
        assembly = cls(kept.judgements)
        assembly._restore(kept)
        return assembly

    def to_bytes(self) -> bytes:
        """Everything that has been added, and what was found of it; settled before, if it is not."""
        self.settle()
        return msgspec.msgpack.encode(
            KeptAssembly(
                judgements=self.judgements,
                told=self._told,
                gists=self._gists,
                names=self._names,
                events=self._events,
                actors=self._actors.keep(),
                places=self._places.keep(),
                reports=self._reports.keep(),
                tellings=self._tellings.keep(),
                agreement=self._agreement.keep(),
            )
        )

    def _restore(self, kept: KeptAssembly) -> None:
        self._told, self._gists, self._names, self._events = kept.told, kept.gists, kept.names, kept.events
        self._homes = {key: article_id for article_id, gists in kept.gists.items() for key in gists}
        for own in kept.gists.values():
            for key, gist in own.items():
                self._judged |= {one: key for one in gist.statements if one in self._judged}
        self._actors.restore(kept.actors)
        self._places.restore(kept.places)
        self._reports.restore(kept.reports)
        self._tellings.restore(kept.tellings)
        self._agreement.restore(kept.agreement)
        for name in self._events:
            gists = [self._gists[self._homes[key]][key] for key in self._tellings.members(name)]
            self._series.put(name, merge_frames(gist.frame for gist in gists))
        self._part_of |= self._series.settle()

    def judge(self, judgements: Iterable[Judgement]) -> None:
        """Put these judgements, of keys as `assembly.keys` makes them, in the place of all former ones."""
        before = self._judged
        self.judgements = tuple(judgements)
        verdicts: dict[str | None, list[Verdict]] = defaultdict(list)
        for one in self.judgements:
            if one.verdict != "unsure":
                verdicts[kind_of(one.first)].append(Verdict(one.first, one.second, one.verdict == "same"))
        self._judged_actors = {key for verdict in verdicts["actor"] for key in verdict[:2]}
        self._actors.judge(verdicts["actor"])
        self._places.judge(verdicts["place"])
        self._verdicts = tuple(Verdict(_name(one.first), _name(one.second), one.same) for one in verdicts["event"])
        self._spread = spread_verdicts(self._verdicts)
        self._judged = dict.fromkeys((one for verdict in self._verdicts for one in verdict[:2]), "")
        if touched := before.keys() | self._judged.keys():
            for article_id, gists in self._gists.items():
                if any(not touched.isdisjoint(gist.statements) for gist in gists.values()):
                    self._touched.add(article_id)

    def add(self, article: Article, statements: Iterable[Statement]) -> None:
        """Take in an article with its accepted statements, in the place of the one of this id if there is one."""
        kept = {one.id: one for one in statements}
        told = Told(article, tuple(one for _, one in sorted(kept.items())))
        self._told[article.id] = pack(told)
        self._actors.put(article.id, actors.make_actor_items(article.header, told.statements))
        self._places.put(article.id, places.make_place_items(article.header, told.statements))
        self._reports.add(article)
        self._touched.add(article.id)
        self._unpack.cache_clear()

    def remove(self, article_id: str) -> None:
        """Take an article away with all that it says.

        Raises:
            KeyError: there is none of this id.
        """
        del self._told[article_id]
        self._reports.remove(article_id)
        self._actors.put(article_id, {})
        self._places.put(article_id, {})
        self._touched.add(article_id)
        self._unpack.cache_clear()

    def told(self, article_id: str) -> Told:
        """An article with its accepted statements, by id.

        Raises:
            KeyError: there is none of this id.
        """
        return self._unpack(article_id)

    def settle(self) -> Assembled:
        """What the articles say together."""
        with without_collector():
            return self._settle()

    def _settle(self) -> Assembled:
        self._actors.put_nameless(self._find_nameless())
        touched = self._touched | self._actors.settle() | self._places.settle()
        folded = self._reports.settle()
        renewed = set()
        for article_id in sorted(touched):
            renewed |= self._regroup(article_id)
        self._touched = set()
        self._tellings.judge(
            Verdict(self._judged[first] or first, self._judged[second] or second, same)
            for first, second, same in self._verdicts
        )
        settled = self._tellings.settle()
        renewed |= {key for article_id in folded for key in self._gists.get(article_id, ())}
        made = settled.made | {self._tellings.name(key) for key in renewed}
        for name in settled.gone - made:
            self._events.pop(name, None)
            self._series.put(name, None)
        for name in made:
            gists = [self._gists[self._homes[key]][key] for key in self._tellings.members(name)]
            self._events[name] = make_event(gists, self._reports.by_article)
            self._series.put(name, merge_frames(gist.frame for gist in gists))
        self._part_of |= self._series.settle()
        for article_id in sorted(touched | folded | self._rename(made)):
            self._put_claims(article_id)
        links, states = self._agreement.settle()
        return Assembled(
            identities=(*self._actors.list_joined(), *self._places.list_joined()),
            events=tuple(sorted(map(self._place, self._events), key=lambda event: event.id)),
            links=tuple(links),
            states=tuple(states),
            questions=tuple(
                sorted([*self._actors.list_questions(), *self._places.list_questions(), *self._list_questions()])
            ),
        )

    def _place(self, name: str) -> Event:
        """An event with the one that it is part of."""
        event, whole = self._events[name], self._part_of.get(name)
        return event if whole is None else replace(event, part_of=self._events[whole].id)

    def _find_nameless(self) -> Iterable[tuple[str, str, str]]:
        """Article, key and words of every actor without a name whom somebody has judged."""
        homes = {unquote(key.split("/")[1]) for key in self._judged_actors if key.startswith(LOCAL)}
        for article_id in sorted(homes & self._told.keys()):
            for key, words in quote_nodes(self._unpack(article_id).statements, self._judged_actors):
                if key not in self._actors.matcher:
                    yield article_id, key, words

    def _read(self, article_id: str) -> Told:
        return unpack(self._told[article_id])

    def _regroup(self, article_id: str) -> set[str]:
        """Read anew what an article tells; the keys of its tellings that were made anew."""
        before, after = self._gists.pop(article_id, {}), {}
        if article_id in self._told:
            told = self._unpack(article_id)
            by_id = {one.id: one for one in told.statements}
            facts = [read_facts(one, self.rules, told.article, self._identify) for one in told.statements]
            setting = read_setting(facts, told.article, told.article.text, self.rules)
            facts = [fact for fact in facts if fact.type not in SILENT]
            offices = self._sides.offices.read_all(told.statements)
            answers = find_answers(told.statements)
            counters = find_counters(told.statements, answers, told.article)
            groups, apart = group_apart(facts, self.rules, self._spread, counters)
            for number, group in enumerate(groups):
                key = name_group(group)
                self._judged |= {fact.id: key for fact in group if fact.id in self._judged}
                own = [by_id[fact.id] for fact in group]
                said = [answer for answer in answers if any(answer.about == one.id for one in own)]
                after[key] = replace(
                    make_gist(own, self._identify, self._sides, offices, said),
                    number=number,
                    apart=apart[number],
                    frame=make_frame(group, own, told.article.published, self.rules),
                )
                contested = any(answer.stance == "denies" for answer in said)
                self._tellings.add(key, make_telling(group, setting, self.rules, contested=contested))
                if key in before and (before[key].number, before[key].apart) != (number, apart[number]):
                    self._tellings.touch(key)
        for key in before.keys() - after.keys():
            self._tellings.remove(key)
            del self._homes[key]
            self._names.pop(key, None)
        if after:
            self._gists[article_id] = after
            self._homes |= dict.fromkeys(after, article_id)
        return {key for key, gist in after.items() if before.get(key) != gist}

    def _rename(self, made: Iterable[str]) -> set[str]:
        """Note which tellings are in which of these clusters; the articles of those that were in another."""
        moved = set()
        for name in made:
            for key in self._tellings.members(name):
                if self._names.get(key) != name:
                    self._names[key] = name
                    moved.add(self._homes[key])
        return moved

    def _put_claims(self, article_id: str) -> None:
        """Hand over what an article claims, or that it is gone, to be held against what the others do."""
        if article_id not in self._told:
            self._agreement.drop(article_id)
            return
        events = {
            one: self._names[key] for key, gist in self._gists.get(article_id, {}).items() for one in gist.statements
        }
        told = self._unpack(article_id)
        claims = read_claims(
            told.statements,
            text=told.article.text,
            events=events,
            sides=self._sides,
            report=self._reports.by_article[article_id],
            identify=self._identify,
        )
        self._agreement.put(article_id, claims)

    def _are_apart(self, first: str, second: str) -> bool:
        one, other = (self._gists[self._homes[key]][key] for key in (first, second))
        return bool(one.apart >> other.number & 1)

    def _identify(self, key: str) -> str:
        return self._places.identify(self._actors.identify(key))

    def _list_questions(self) -> Iterable[Question]:
        for doubt in self._tellings.doubts():
            yield Question(kind="event", first=doubt.first, second=doubt.second, score=doubt.score, reason=doubt.reason)


def _name(key: str) -> str:
    """The id of the statement that a key names."""
    return unquote(key.removeprefix(STATEMENT))


def _show_actor(item: actors.ActorItem) -> str:
    return item.name or ""


def _show_place(item: places.PlaceItem) -> str:
    return item.name
