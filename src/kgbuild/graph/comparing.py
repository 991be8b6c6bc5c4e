"""Two graphs in, what was added, removed and changed out, each change with the sentences that caused it.

Articles are compared by the hashes of what the graphs hold of them, so that only those that differ are read; what
articles say together is read once from either graph.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from hashlib import blake2b
from urllib.parse import unquote

from msgspec.structs import replace

from kgbuild.errors import GraphError
from kgbuild.graph.assembled_changes import AssembledChanges
from kgbuild.graph.differences import KINDS, WAYS, Cause, Change, Counts, Difference, Kind, SlotChange, What
from kgbuild.graph.kept_changes import compare_history, compare_judgements, compare_settings, describe_article
from kgbuild.graph.loading import find_statements
from kgbuild.graph.pairing import Renaming, pair_by_words, tell_sentence
from kgbuild.graph.shards import room_of
from kgbuild.graph.slot_changes import list_slot_changes
from kgbuild.graph.store import Graph
from kgbuild.model import Article, Event, Statement
from kgbuild.readers.addresses import name_address

_SIZE = 16
_HASHED = re.compile(r"[0-9a-f]{16}")
"""What an id that was not given looks like; ids that were given and differ are of two articles."""
_LONGEST = 300
"""Letters of a stretch of text that changed; the rest is cut off."""
Found = tuple[Article, list[Statement]]
_ASSEMBLED = frozenset({"entities", "events", "questions"})
"""Rooms of what articles say together."""


def diff(old: Graph, new: Graph, *, limit: int | None = None, ignore: Iterable[str] = ()) -> Difference:
    """What changed from one graph to another.

    What a build has not finished counts for nothing. An article whose text changed is known by its address, and its
    statements by their words: those that say what they said are counted as renamed.

    Args:
        old: the former graph.
        new: the later one.
        limit: how many changes of a kind to give at most; the counts count all.
        ignore: slots of statements and events in which a difference is none, such as "confidence".

    Raises:
        GraphError: a record is damaged, or there is no such slot.
    """
    counts: dict[Kind, dict[str, int]] = {kind: dict.fromkeys((*WAYS, "renamed"), 0) for kind in KINDS}
    kept: dict[Kind, list[Change]] = {kind: [] for kind in KINDS}
    comparison = _Comparison(old, new, _check_slots(ignore))
    for change in comparison.run():
        counts[change.kind][change.what] += 1
        if limit is None or len(kept[change.kind]) < limit:
            kept[change.kind].append(change)
    for kind, number in comparison.renamed.items():
        counts[kind]["renamed"] = number
    changes = [
        change
        for kind in KINDS
        for change in sorted(kept[kind], key=lambda one: (WAYS.index(one.what), one.article or "", one.id))
    ]
    return Difference(
        old=str(old.path),
        new=str(new.path),
        counts={kind: Counts(**one) for kind, one in counts.items()},
        changes=_add_words(changes, old, new),
    )


def _check_slots(names: Iterable[str]) -> frozenset[str]:
    known = {*Statement.__struct_fields__, *Event.__struct_fields__} - {"id", "article"}
    wanted = frozenset(names)
    for name in sorted(wanted):
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"Did you mean '{near[0]}'?" if near else f"Have {', '.join(sorted(known))}."
            raise GraphError(f"no slot of a statement or an event is called '{name}'. {hint}")
    return wanted


def _add_words(changes: Sequence[Change], old: Graph, new: Graph) -> tuple[Change, ...]:
    """The sentences of statements that joined or left, which both graphs hold."""
    open_ids = {cause.statement for change in changes for cause in change.causes if not cause.words}
    found = find_statements(new, open_ids)
    found |= find_statements(old, open_ids - found.keys())

    def complete(cause: Cause) -> Cause:
        if cause.words or cause.statement not in found:
            return cause
        statement, article = found[cause.statement]
        return replace(cause, article=article.id, words=tell_sentence(statement))

    return tuple(replace(change, causes=tuple(map(complete, change.causes))) for change in changes)


class _Comparison:
    """Two graphs while they are being compared; `renamed` counts what only has another id."""

    def __init__(self, old: Graph, new: Graph, ignore: frozenset[str]) -> None:
        self.old, self.new, self.ignore = old, new, ignore
        self.renaming = Renaming()
        self.renamed: dict[Kind, int] = {}

    def run(self) -> Iterator[Change]:
        yield from compare_settings(self.old.manifest, self.new.manifest)
        yield from compare_judgements(self.old.judgements(), self.new.judgements())
        if self.old.manifest.sha256 == self.new.manifest.sha256:
            return
        yield from compare_history(self.old.history(), self.new.history())
        same = _find_same_shards(self.old, self.new)
        yield from self._compare_articles(hash_articles(self.old, same), hash_articles(self.new, same))
        names = self.old.manifest.shards.keys() | self.new.manifest.shards.keys()
        if any(room_of(name) in _ASSEMBLED for name in names - same):
            assembled = AssembledChanges(self.old, self.new, self.renaming, self.ignore)
            yield from assembled.run()
            self.renamed |= assembled.renamed
        self.renamed["statement"] = self.renaming.kept

    def _compare_articles(self, left: Mapping[str, bytes], right: Mapping[str, bytes]) -> Iterator[Change]:
        differing = sorted(key for key in left.keys() & right.keys() if left[key] != right[key])
        for key in differing:
            yield from self._compare_article(self.old.article(key), self.new.article(key))
        gone, come = sorted(left.keys() - right.keys()), sorted(right.keys() - left.keys())
        same_address = self._pair_by_address(gone, come)
        for key in gone:
            other = same_address.get(key)
            yield from self._compare_article(self.old.article(key), self.new.article(other) if other else None)
        for key in sorted(set(come) - set(same_address.values())):
            yield from self._compare_article(None, self.new.article(key))

    def _pair_by_address(self, gone: Sequence[str], come: Sequence[str]) -> dict[str, str]:
        """The old ids of articles whose other text made another id; an address of several articles is left alone."""
        if not gone or not come:
            return {}
        left, right = (
            _list_addresses(graph, [key for key in keys if _HASHED.fullmatch(key)])
            for graph, keys in ((self.old, gone), (self.new, come))
        )
        return {
            ids[0]: right[address][0]
            for address, ids in left.items()
            if len(ids) == 1 and len(right.get(address, ())) == 1
        }

    def _compare_article(self, old: Found | None, new: Found | None) -> Iterator[Change]:
        if old is None or new is None:
            what: What = "removed" if new is None else "added"
            article, statements = old or new or (None, [])
            assert article is not None
            yield Change(what=what, kind="article", id=article.id, label=describe_article(article.header))
            for statement in statements:
                self.renaming.note(what, statement)
                yield _make_change(what, statement)
            return
        former = old[0].id if old[0].id != new[0].id else None
        fields = list_slot_changes(old[0], new[0], leave_out=("id", "sha256", "text"))
        slots = (*_compare_texts(old[0], new[0]), *fields)
        if slots or former:
            yield Change(
                what="changed",
                kind="article",
                id=new[0].id,
                former=former,
                label=describe_article(new[0].header),
                slots=slots,
            )
        yield from self._compare_statements(old, new)

    def _compare_statements(self, old: Found, new: Found) -> Iterator[Change]:
        left, right = ({one.id: one for one in found[1]} for found in (old, new))
        for one, other in ((left[key], right[key]) for key in sorted(left.keys() & right.keys())):
            if slots := list_slot_changes(one, other, leave_out=("id", "article", *self.ignore)):
                self.renaming.note("changed", other)
                yield replace(_make_change("changed", other), slots=slots)
        gone = [one for one in old[1] if one.id not in right]
        come = [one for one in new[1] if one.id not in left]
        for former, later in pair_by_words(gone, come):
            if former is None or later is None:
                what: What = "removed" if later is None else "added"
                statement = former or later
                assert statement is not None
                self.renaming.note(what, statement)
                yield _make_change(what, statement)
                continue
            self.renaming.pair(former, later)
            slots = list_slot_changes(former, later, leave_out=("id", "article", *self.ignore), offsets=False)
            if slots:
                self.renaming.note("changed", later)
                yield replace(_make_change("changed", later), former=former.id, slots=slots)
            else:
                self.renaming.kept += 1


def _make_change(what: What, statement: Statement) -> Change:
    return Change(
        what=what,
        kind="statement",
        id=statement.id,
        article=statement.article.id,
        label=tell_sentence(statement),
    )


def _compare_texts(old: Article, new: Article) -> tuple[SlotChange, ...]:
    """The stretch of text between the first and the last letter that differ, widened to whole words."""
    if old.text == new.text:
        return ()
    shorter = min(len(old.text), len(new.text))
    first = next((at for at in range(shorter) if old.text[at] != new.text[at]), shorter)
    rest = shorter - first
    last = next((at for at in range(rest) if old.text[-1 - at] != new.text[-1 - at]), rest)
    while first and not old.text[first - 1].isspace():
        first -= 1
    while last and not old.text[-last].isspace():
        last -= 1
    left, right = old.text[first : len(old.text) - last], new.text[first : len(new.text) - last]
    return (SlotChange(slot="text", old=_cut(left), new=_cut(right)),)


def _cut(text: str) -> str | None:
    words = " ".join(text.split())
    return (words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…") or None


def hash_articles(graph: Graph, same: Collection[str]) -> dict[str, bytes]:
    """A hash of what the record holds of each article, by id, without the shards that are the `same` in another."""
    return {
        unquote(block.key): blake2b(block.content, digest_size=_SIZE).digest()
        for name in graph.record.list_shards("articles")
        if name not in same
        for block in graph.record.split(name, graph.record.read(name))
    }


def _find_same_shards(old: Graph, new: Graph) -> set[str]:
    """The shards that two graphs of one base have in common."""
    if old.names.base != new.names.base:
        return set()
    left, right = old.manifest.shards, new.manifest.shards
    return {name for name, shard in left.items() if right.get(name) == shard}


def _list_addresses(graph: Graph, article_ids: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for article_id in article_ids:
        one = graph.article(article_id)
        address = None if one is None else name_address(one[0].url)
        if address is not None:
            found[address].append(article_id)
    return found
