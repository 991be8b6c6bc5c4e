"""Filters in, the statements and articles that pass them out, as the graph tells them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date
from difflib import get_close_matches
from typing import get_args

import pyoxigraph as ox
from msgspec import Struct

from kgbuild.errors import GraphError
from kgbuild.gazetteer import names as spelling
from kgbuild.graph.search.filling import read_text
from kgbuild.graph.search.index import Index
from kgbuild.graph.search.syntax import match_word
from kgbuild.graph.search.words import list_words, unify
from kgbuild.graph.terms import Names, concept, expand
from kgbuild.model import Status

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_FULL_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SHOWN = 5
"""Names that a note on a filter lists."""


class Filters(Struct, frozen=True, kw_only=True):
    """What a hit has to be about; several hold together, for one and the same statement.

    place: where; towns in a region and regions in a country count.
    actor, recipient, claimant: who does it, who it is done to, who says so, anywhere in the chain.
    action: a type of the action scheme.   status: asserted, claimed, denied, disputed.
    source: who published it.   since, until: days, months or years; what may have happened between them.

    Names are by any wording of the graph, or by key ("actor/m23"); equal names come before those that hold the words.
    """

    place: str | None = None
    actor: str | None = None
    recipient: str | None = None
    claimant: str | None = None
    action: str | None = None
    status: str | None = None
    source: str | None = None
    since: str | None = None
    until: str | None = None


def make_filters(**given: str | None) -> Filters:
    """The filters of these names.

    Raises:
        GraphError: there is no filter of a name; the message lists those there are.
    """
    for name in given:
        if name not in Filters.__struct_fields__:
            raise GraphError(f"no filter '{name}'; have {', '.join(Filters.__struct_fields__)}.")
    return Filters(**given)


class Allowed:
    """What passes: properties that a statement must have, ids of articles, an interval; `taken` says what was asked.

    Each statement is asked about when a word leads to it, since few of a large graph are.
    """

    def __init__(
        self,
        store: ox.Store,
        wanted: Sequence[tuple[str, frozenset[str]]],
        articles: frozenset[str] | None,
        interval: tuple[str, str] | None,
        taken: Sequence[str],
    ) -> None:
        self.articles, self.taken = articles, tuple(taken)
        self._store, self._interval = store, interval
        self._wanted = [(ox.NamedNode(expand(name)), values) for name, values in wanted]
        self._known: dict[str, bool] = {}

    @property
    def is_free(self) -> bool:
        """Whether nothing is asked of statements."""
        return not self._wanted and self._interval is None

    def passes(self, statement: str) -> bool:
        """Whether a statement passes, by its IRI; its article apart."""
        if statement not in self._known:
            node = ox.NamedNode(statement)
            self._known[statement] = all(self._has(node, *one) for one in self._wanted) and self._overlaps(node)
        return self._known[statement]

    def list_having(self) -> frozenset[str] | None:
        """The IRIs of all that has what is asked of statements, their days apart; `None` where nothing is asked."""
        if not self._wanted:
            return None
        found = [
            {
                quad.subject.value
                for value in values
                for quad in self._store.quads_for_pattern(None, name, ox.NamedNode(value), None)
                if isinstance(quad.subject, ox.NamedNode)
            }
            for name, values in self._wanted
        ]
        return frozenset(set.intersection(*found))

    @property
    def asks_days(self) -> bool:
        """Whether days are asked for."""
        return self._interval is not None

    def may_be_then(self, statement: str) -> bool:
        """Whether a statement may be of a day that is asked for, by its IRI."""
        return self._overlaps(ox.NamedNode(statement))

    def meets(self, earliest: str | None, latest: str | None) -> bool:
        """Whether what has these bounds may be of a day that is asked for; without any it is of no known day."""
        if self._interval is None:
            return True
        since, until = self._interval
        known = earliest is not None or latest is not None
        return known and (earliest or "0000-01-01") <= until and (latest or "9999-12-31") >= since

    def _has(self, node: ox.NamedNode, name: ox.NamedNode, values: frozenset[str]) -> bool:
        quads = self._store.quads_for_pattern(node, name, None, None)
        return any(isinstance(quad.object, ox.NamedNode) and quad.object.value in values for quad in quads)

    def _overlaps(self, node: ox.NamedNode) -> bool:
        if self._interval is None:
            return True
        return self.meets(self._read_bound(node, "kg:earliest"), self._read_bound(node, "kg:latest"))

    def _read_bound(self, node: ox.NamedNode, name: str) -> str | None:
        return read_day(read_text(self._store, node, name))


def read_day(value: str | None) -> str | None:
    """The day that a bound's text begins with; `None` where it is no full day."""
    return None if value is None or not _FULL_DAY.match(value) else value[:10]


def select_allowed(filters: Filters, store: ox.Store, names: Names, index: Index) -> Allowed:
    """What passes all filters.

    Raises:
        GraphError: a name, action, status or publisher that the graph does not hold, or a day that is none.
    """
    wanted: list[tuple[str, frozenset[str]]] = []
    taken: list[str] = []
    for slot, kind, asked in (
        ("kg:location", "place", filters.place),
        ("kg:actor", "actor", filters.actor),
        ("kg:recipient", "actor", filters.recipient),
        ("kg:claimant", "actor", filters.claimant),
    ):
        if asked is not None:
            keys = (
                _find_places(asked, store, names, index)
                if kind == "place"
                else _find_nodes(asked, ("actor",), index, names)
            )
            taken.append(_say_taken(slot.removeprefix("kg:"), keys, store, names))
            wanted.append((slot, frozenset(names.base + key for key in keys)))
    if filters.action is not None:
        wanted.append(("kg:action", frozenset([_find_action(filters.action, store)])))
    if filters.status is not None:
        if filters.status not in get_args(Status):
            raise GraphError(f"no status '{filters.status}'; have {', '.join(get_args(Status))}.")
        wanted.append(("kg:status", frozenset([concept("status", filters.status)])))
    interval = None
    if filters.since is not None or filters.until is not None:
        interval = read_interval(filters.since, filters.until)
    articles = None if filters.source is None else _list_published(filters.source, store, names)
    return Allowed(store, wanted, articles, interval, taken)


def _find_action(asked: str, store: ox.Store) -> str:
    iri = concept("action", asked.upper())
    predicate = ox.NamedNode(expand("kg:action"))
    if next(iter(store.quads_for_pattern(None, predicate, ox.NamedNode(iri), None)), None) is None:
        found = {quad.object.value for quad in store.quads_for_pattern(None, predicate, None, None)}  # type: ignore[union-attr]
        have = ", ".join(sorted(one.rpartition("/")[2] for one in found)) or "none"
        raise GraphError(f"no statement has the action '{asked}'; the graph has {have}.")
    return iri


def read_interval(since: str | None, until: str | None) -> tuple[str, str]:
    """First and last day of what was asked; a month or a year stands for all its days.

    Raises:
        GraphError: one is no day, month or year, or the interval ends before it begins.
    """
    first = "0000-01-01" if since is None else _read_day(since, "since")[0]
    last = "9999-12-31" if until is None else _read_day(until, "until")[1]
    if first > last:
        raise GraphError(f"since {since} is later than until {until}; exchange them.")
    return first, last


def _read_day(text: str, where: str) -> tuple[str, str]:
    """First and last day of a day, month or year."""
    found = _DAY.fullmatch(text.strip())
    try:
        if found is None:
            raise ValueError  # noqa: TRY301  # one direction for all that is none
        year, month, day = (int(part or 0) for part in found.groups())
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or monthrange(year, month or 12)[1])
    except ValueError:
        raise GraphError(f"{where}: '{text}' is no day; write it as 2025-03-31, 2025-03 or 2025.") from None
    return first.isoformat(), last.isoformat()


def _list_published(asked: str, store: ox.Store, names: Names) -> frozenset[str]:
    """The ids of the articles of a publisher."""
    by_name: dict[str, set[str]] = {}
    for quad in store.quads_for_pattern(None, ox.NamedNode(expand("kg:publisher")), None, None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
            article_id = names.read_id(quad.subject.value, "article")
            if article_id is not None:
                by_name.setdefault(quad.object.value, set()).add(article_id)
    found = _choose(asked, [(name, name) for name in sorted(by_name)])
    if not found:
        raise GraphError(f"no article of the graph is published by '{asked}'. {_propose(asked, by_name)}")
    return frozenset(article for name in found for article in by_name[name])


# Names to nodes


def _find_places(asked: str, store: ox.Store, names: Names, index: Index) -> list[str]:
    """The keys of the places of a name, and of what lies in them: by the regions around it, or by its country."""
    keys = set(_find_nodes(asked, ("place", "region"), index, names))
    country, home = ox.NamedNode(expand("kg:country")), ox.NamedNode(names.entities_graph)
    for key in sorted(keys):
        node = ox.NamedNode(names.base + key)
        if read_text(store, node, "kg:level", home) != concept("level", "country"):
            continue
        for code in [quad.object for quad in store.quads_for_pattern(node, country, None, home)]:
            keys |= {
                quad.subject.value.removeprefix(names.base)
                for quad in store.quads_for_pattern(None, country, code, home)
                if isinstance(quad.subject, ox.NamedNode) and "place/" in quad.subject.value.removeprefix(names.base)
            }
    return sorted(keys)


def _find_nodes(asked: str, kinds: Sequence[str], index: Index, names: Names) -> list[str]:
    """The keys of the nodes that a name or a key stands for.

    Raises:
        GraphError: none; the message proposes near names.
    """
    key = asked.strip().removeprefix("<").removesuffix(">").removeprefix(names.base)
    own = index.names(kinds[:1], [key])
    if own:
        inside = [one for kind, one, part in index.names(kinds[1:]) if _choose_any(own, part)] if kinds[1:] else []
        return sorted({key, *inside})
    forms = [word.form for word in list_words(asked)]
    rows = index.find(" AND ".join(map(match_word, forms)), kinds) if forms else []
    found = _choose(asked, [(row.owner, piece) for row in rows for piece in _split(row.kind, row.part)])
    if not found:
        known = {part for kind, _, part in index.names(kinds[:1])}
        raise GraphError(f"the graph names no {kinds[0]} '{asked}'. {_propose(asked, known)}")
    return sorted(found)


def _split(kind: str, part: str) -> list[str]:
    return [piece.strip() for piece in part.split(",")] if kind == "region" else [part]


def _choose_any(own: Iterable[tuple[str, str, str]], region: str) -> bool:
    """Whether a place's surroundings have one of its names."""
    return any(_write(piece) == _write(name) for _, _, name in own for piece in _split("region", region))


def _choose(asked: str, named: Iterable[tuple[str, str]]) -> set[str]:
    """Of keys with their names those whose name is the one asked for; without any, those whose name holds its words."""
    wanted = _write(asked)
    if not wanted.strip():
        return set()
    written = [(key, _write(name)) for key, name in named]
    equal = {key for key, name in written if name == wanted}
    return equal or {key for key, name in written if f" {wanted} " in f" {name} "}


def _write(name: str) -> str:
    """A name to be compared: without "Oblast" and the like, accents, case and spellings of one ending."""
    return " ".join(unify(word.form) for word in list_words(spelling.fold(spelling.bare(name.strip()))))


def _propose(asked: str, known: Iterable[str]) -> str:
    by_form = {_write(name): name for name in sorted(known, reverse=True)}
    near = get_close_matches(_write(asked), by_form, n=3, cutoff=0.6)
    if near:
        return f"Did you mean {' or '.join(repr(by_form[one]) for one in near)}?"
    return "Names are listed by 'kgbuild search GRAPH WORD --in names'."


def _say_taken(slot: str, keys: Sequence[str], store: ox.Store, names: Names) -> str:
    """What a name was taken for, in a line for reading."""
    home = ox.NamedNode(names.entities_graph)
    labels = {read_text(store, ox.NamedNode(names.base + key), "rdfs:label", home) or key for key in keys}
    shown = sorted(labels)[:_SHOWN]
    more = f" and {len(labels) - _SHOWN} more" if len(labels) > _SHOWN else ""
    return f"{slot}: {', '.join(shown)}{more}"
