"""Judgements and statements in, what the judgements say of the nodes that stand there out, and where they clash.

A judgement names its two nodes by anchors: ids that outlive a rebuild and a better reading of the same words. Of two
words on one pair the later one holds; `unsure` takes both back, so that the machine decides again and may ask.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Literal
from urllib.parse import unquote

from msgspec import Struct, structs

from kgbuild.assembly.keys import actor_key, digest, encode, place_key
from kgbuild.model import Actor, Claimant, Judgement, Place, Statement

Kind = Literal["actor", "place", "event"]
Pair = tuple[str, str]
_LOCAL = re.compile(r"article/([^/]+)/(actor|place|statement)/([^/]+)")
_STATEMENT = "statement/"
_KINDS: dict[str, Kind] = {"actor": "actor", "place": "place", "statement": "event"}
_NAMED = re.compile(r"([0-9a-f]{16})(-.*)?")


class Clash(Struct, frozen=True):
    """Two nodes that are judged to be two, although a chain of judgements makes them one."""

    different: Judgement
    chain: tuple[Judgement, ...]


class Lost(Struct, frozen=True):
    """A judgement that says nothing of the graph as it stands, and why; it holds again when the reason is gone."""

    judgement: Judgement
    reason: str


class Settled(Struct, frozen=True):
    """What judgements come to: those that hold, with the keys that stand in the graph, and what is wrong with others.

    `judgements` is sorted by pair, with one word on each.
    """

    judgements: tuple[Judgement, ...] = ()
    clashes: tuple[Clash, ...] = ()
    lost: tuple[Lost, ...] = ()


def kind_of(key: str) -> Kind | None:
    """What a key names; a statement's stands for the event that it is about. `None` where it is no key."""
    local = _LOCAL.fullmatch(key)
    room = local[2] if local else key.partition("/")[0]
    if local is None and not re.fullmatch(r"\w+/[^/]+", key):
        return None
    return _KINDS.get(room)


def list_keys(name: str) -> tuple[str, ...]:
    """The keys that an id may stand for: its own, or, of a bare one, those of a statement, an actor and a place."""
    if kind_of(name) is not None:
        return (name,)
    return f"statement/{encode(name)}", f"actor/{encode(name)}", f"place/geonames-{encode(name)}"


def pair_of(judgement: Judgement) -> Pair:
    """The two ids, the smaller first: what is said of A and B is said of B and A."""
    first, second = judgement.first, judgement.second
    return (first, second) if first <= second else (second, first)


def keep_last(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The word that holds on each pair, its smaller id first, sorted by pair."""
    words = {pair_of(judgement): judgement for judgement in judgements}
    return [structs.replace(words[pair], first=pair[0], second=pair[1]) for pair in sorted(words)]


def _explain_loss(judgement: Judgement, first: str | None, second: str | None) -> str:
    """Why a judgement can't be applied; empty where it can."""
    missing = [name for name, key in ((judgement.first, first), (judgement.second, second)) if key is None]
    if first is None or second is None:
        return f"nothing in the graph goes by {' or by '.join(repr(name) for name in missing)} alone"
    if kind_of(first) != kind_of(second):
        return f"only things of one kind are judged: '{first}' ({kind_of(first)}) and '{second}' ({kind_of(second)})"
    if first == second and judgement.verdict == "different":
        return f"both are '{first}' by now, which the actor registry or the gazetteer knows as one"
    return ""


class Directory:
    """By which key a node stands in a graph, whatever it is called in a judgement; first `add` the statements.

    `names` are the ids that will be asked for: local nodes are kept of the articles alone that these speak of.
    """

    def __init__(self, names: Iterable[str]) -> None:
        given = list(names)
        self.articles = {unquote(found[1]) for found in map(_LOCAL.fullmatch, given) if found}
        self.statements: set[str] = set()
        self._keys: set[str] = set()
        self._by_name: dict[str, set[str]] = defaultdict(set)
        self._by_words: dict[str, set[str]] = defaultdict(set)
        self._mentions: dict[str, tuple[int, int]] = {}
        self._wanted = {unquote(key.removeprefix(_STATEMENT)) for name in given for key in list_keys(name)}
        self._triggers: dict[str, str] = {}

    def note(self, statements: Iterable[str], keys: Iterable[str]) -> None:
        """Note the ids of accepted statements, and the keys of what they name; local ones have to be added too."""
        self.statements.update(statements)
        self._keys.update(key for key in keys if not key.startswith("article/"))

    def add_all(self, statements: Iterable[Statement]) -> None:
        """Note the nodes of those statements that are accepted."""
        for statement in statements:
            if statement.accepted:
                self.add(statement)

    def add(self, statement: Statement) -> None:
        """Note the nodes of an accepted statement."""
        self.statements.add(statement.id)
        self._keys.update(f"actor/{encode(actor.id)}" for actor in _actors(statement) if actor.id is not None)
        self._keys.update(f"place/geonames-{one.geonames}" for one in statement.locations if one.geonames is not None)
        if statement.id in self._wanted or statement.article.id in self.articles:
            home = f"article/{encode(statement.article.id)}/{_STATEMENT}"
            words = f"{statement.trigger.start}-{statement.trigger.end}"
            own = encode(statement.id)
            self._triggers[_STATEMENT + own] = f"{home}{own}@{words}"
            self._by_words[home + words].add(_STATEMENT + own)
        if statement.article.id in self.articles:
            for key, node in local_nodes(statement):
                self._add(statement.article.id, key, node)

    def settle(self, judgements: Iterable[Judgement]) -> Settled:
        """What the judgements, in the order of their entry, say of the nodes of the statements added."""
        found, lost = [], []
        for judgement in judgements:
            first, second = self.find(judgement.first), self.find(judgement.second)
            reason = _explain_loss(judgement, first, second)
            if first is None or second is None or reason:
                lost.append(Lost(judgement, reason))
            elif first != second:
                found.append(structs.replace(judgement, first=first, second=second))
        held = keep_last(found)
        return Settled(tuple(held), tuple(find_clashes(held)), tuple(lost))

    def _add(self, article_id: str, key: str, node: Actor | Claimant | Place) -> None:
        self._keys.add(key)
        room = "place" if isinstance(node, Place) else "actor"
        local = f"article/{encode(article_id)}/{room}/"
        own = _LOCAL.fullmatch(key)
        if own is not None and (named := _NAMED.fullmatch(own[3])):
            self._by_name[local + named[1]].add(key)
        if node.mention is not None:
            words = (node.mention.start, node.mention.end)
            self._by_words[f"{local}{words[0]}-{words[1]}"].add(key)
            self._mentions[key] = min(words, self._mentions.get(key, words))
        # What an article-local name was read as before the registry or the gazetteer came to know it.
        for text in {node.name, node.mention.text if node.mention else None} - {None}:
            assert text is not None
            if isinstance(node, Place):
                self._by_words[local + digest(text, node.within or "")].add(key)
            else:
                self._by_words[local + digest(text)].add(key)

    def find(self, name: str) -> str | None:
        """The key of what is called `name`: by its key, its bare id ("m23"), its name, or the words where it stands.

        `None` where nothing is called so, or several things are.
        """
        standing = next((key for key in list_keys(name) if self._stands(key)), None)
        if standing is not None:
            return standing
        local = _LOCAL.fullmatch(name)
        if local is None:
            return None
        stem = f"article/{local[1]}/{local[2]}/"
        if local[2] == "statement":
            own, _, words = local[3].partition("@")
            standing = min(self._by_words.get(stem + words, ()), default=None)
            return f"{_STATEMENT}{own}" if self._stands(f"{_STATEMENT}{own}") else standing
        hashed = _NAMED.fullmatch(local[3])
        for index in (self._by_name, self._by_words):
            found = index.get(stem + (hashed[1] if hashed else local[3]), set())
            if found:
                return next(iter(found)) if len(found) == 1 else None
        return None

    def _stands(self, key: str) -> bool:
        room, _, rest = key.partition("/")
        return unquote(rest) in self.statements if room == "statement" else key in self._keys

    def anchor(self, key: str) -> str:
        """The id to write down for a key that stands in the graph.

        A chain's number may change with the next release, so an unnamed actor is written down by its first words.
        The id of a statement changes when more of its words are read, so its article and trigger stand beside it.
        """
        if key in self._triggers:
            return self._triggers[key]
        local = _LOCAL.fullmatch(key)
        if local is not None and local[3].startswith("chain-") and key in self._mentions:
            start, end = self._mentions[key]
            return f"article/{local[1]}/{local[2]}/{start}-{end}"
        return key


def _actors(statement: Statement) -> Iterator[Actor | Claimant]:
    yield from statement.actors
    yield from statement.recipients
    yield from statement.claimants


def local_nodes(statement: Statement) -> Iterator[tuple[str, Actor | Claimant | Place]]:
    """The keys of everybody and every place that a statement names, with what it takes them for.

    What fills a slot without words has no key here: it can't be told from others.
    """
    article = statement.article.id
    for actor in _actors(statement):
        if actor.id is not None or actor.name is not None or actor.mention is not None:
            yield actor_key(article, actor, ""), actor
    for place in statement.locations:
        if place.geonames is not None or place.name is not None or place.mention is not None:
            yield place_key(article, place, ""), place


def quote_nodes(statements: Iterable[Statement], keys: Container[str]) -> Iterator[tuple[str, str]]:
    """Those of the keys that the statements have, with the words that stand for them, as often as they stand there."""
    for statement in statements:
        for key, node in local_nodes(statement):
            if key in keys and node.mention is not None:
                yield key, node.mention.text


def find_clashes(judgements: Iterable[Judgement]) -> list[Clash]:
    """Every `different` whose two nodes a chain of `same` makes one, with the shortest such chain."""
    held = keep_last(judgements)
    links: dict[str, dict[str, Judgement]] = defaultdict(dict)
    for judgement in held:
        if judgement.verdict == "same":
            links[judgement.first][judgement.second] = judgement
            links[judgement.second][judgement.first] = judgement
    clashes = []
    for judgement in held:
        if judgement.verdict == "different":
            chain = _find_chain(links, judgement.first, judgement.second)
            if chain is not None:
                clashes.append(Clash(judgement, chain))
    return clashes


def _find_chain(links: Mapping[str, Mapping[str, Judgement]], start: str, end: str) -> tuple[Judgement, ...] | None:
    """The shortest way from one node to another, ties going to smaller ids."""
    if start not in links or end not in links:
        return None
    came: dict[str, str] = {start: start}
    waiting = deque([start])
    while waiting and end not in came:
        node = waiting.popleft()
        for other in sorted(links[node]):
            if other not in came:
                came[other] = node
                waiting.append(other)
    if end not in came:
        return None
    chain = []
    while end != start:
        chain.append(links[end][came[end]])
        end = came[end]
    return tuple(reversed(chain))
