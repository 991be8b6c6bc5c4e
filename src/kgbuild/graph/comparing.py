"""Two graphs in, what was added, removed and changed out, each change with the sentences that caused it.

Articles are compared by the hashes of what the graphs hold of them, so that only those that differ are read; what
articles say together is read once from either graph.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from urllib.parse import unquote

from msgspec.structs import replace

from kgbuild.graph.assembled_changes import AssembledChanges
from kgbuild.graph.differences import KINDS, WAYS, Cause, Change, Counts, Difference, Kind, SlotChange, What
from kgbuild.graph.manifest import Manifest
from kgbuild.graph.pairing import Renaming, pair_by_words, tell_sentence
from kgbuild.graph.slot_changes import list_slot_changes
from kgbuild.graph.store import Graph
from kgbuild.model import Article, ArticleHeader, Judgement, Statement

_SIZE = 16
_WHOLE = (1 << 8 * _SIZE) - 1
_LONGEST = 300
"""Letters of a stretch of text that changed; the rest is cut off."""
Found = tuple[Article, list[Statement]]
Hashes = dict[str, tuple[int, int]]


def diff(old: Graph, new: Graph, *, limit: int | None = None) -> Difference:
    """What changed from one graph to another.

    What a build has not finished counts for nothing. An article whose text changed is known by its address, and its
    statements by their words: those that say what they said are counted as renamed.

    Args:
        old: the former graph.
        new: the later one.
        limit: how many changes of a kind to give at most; the counts count all.

    Raises:
        GraphError: a file of record is damaged.
    """
    counts: dict[Kind, dict[str, int]] = {kind: dict.fromkeys((*WAYS, "renamed"), 0) for kind in KINDS}
    kept: dict[Kind, list[Change]] = {kind: [] for kind in KINDS}
    comparison = _Comparison(old, new)
    for change in comparison.run():
        counts[change.kind][change.what] += 1
        if limit is None or len(kept[change.kind]) < limit:
            kept[change.kind].append(change)
    for kind, number in comparison.renamed.items():
        counts[kind]["renamed"] = number
    return Difference(
        old=str(old.path),
        new=str(new.path),
        counts={kind: Counts(**one) for kind, one in counts.items()},
        changes=tuple(
            _add_words(change, old, new)
            for kind in KINDS
            for change in sorted(kept[kind], key=lambda one: (WAYS.index(one.what), one.article or "", one.id))
        ),
    )


def _add_words(change: Change, old: Graph, new: Graph) -> Change:
    """The sentences of statements that joined or left, which both graphs hold."""
    causes = [
        cause if cause.words else _complete(cause, new.statement(cause.statement) or old.statement(cause.statement))
        for cause in change.causes
    ]
    return replace(change, causes=tuple(causes))


def _complete(cause: Cause, found: tuple[Statement, Article] | None) -> Cause:
    return cause if found is None else replace(cause, article=found[1].id, words=tell_sentence(found[0]))


class _Comparison:
    """Two graphs while they are being compared; `renamed` counts what only has another id."""

    def __init__(self, old: Graph, new: Graph) -> None:
        self.old, self.new = old, new
        self.renaming = Renaming()
        self.renamed: dict[Kind, int] = {}

    def run(self) -> Iterator[Change]:
        yield from _compare_settings(self.old, self.new)
        yield from compare_judgements(self.old.judgements(), self.new.judgements())
        if self.old.manifest.sha256 == self.new.manifest.sha256:
            return
        left, right = hash_graphs(self.old), hash_graphs(self.new)
        yield from self._compare_articles(_group(self.old, left), _group(self.new, right))
        shared = zip(self.old.names.shared_graphs, self.new.names.shared_graphs, strict=True)
        if any(left.get(one) != right.get(other) for one, other in shared):
            assembled = AssembledChanges(self.old, self.new, self.renaming)
            yield from assembled.run()
            self.renamed |= assembled.renamed
        self.renamed["statement"] = self.renaming.kept

    def _compare_articles(self, left: Hashes, right: Hashes) -> Iterator[Change]:
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
        """The old ids of articles that came again under another one; an address of several is left alone."""
        if not gone or not come:
            return {}
        left, right = _list_addresses(self.old, gone), _list_addresses(self.new, come)
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
            if slots := list_slot_changes(one, other, leave_out=("id", "article")):
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
            slots = list_slot_changes(former, later, leave_out=("id", "article"), offsets=False)
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


def describe_article(header: ArticleHeader) -> str:
    """Title, publisher and day, as far as they are known."""
    return ", ".join(part for part in (header.title, header.publisher, header.published) if part)


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


def _compare_settings(old: Graph, new: Graph) -> Iterator[Change]:
    left, right = _list_settings(old.manifest), _list_settings(new.manifest)
    for name in sorted(left.keys() | right.keys()):
        one, other = left.get(name), right.get(name)
        if one != other:
            what: What = "added" if one is None else "removed" if other is None else "changed"
            yield Change(what=what, kind="setting", id=name, slots=(SlotChange(slot=name, old=one, new=other),))


def _list_settings(manifest: Manifest) -> dict[str, str]:
    """What a graph was built with: what may change its answers where no article did."""
    versions = {name: getattr(manifest, name) for name in ("format", "kgbuild", "ontology", "base")}
    return {name: str(value) for name, value in {**manifest.settings, **versions}.items()}


def compare_judgements(old: Iterable[Judgement], new: Iterable[Judgement]) -> Iterator[Change]:
    """The judgements that differ; of two on one pair the last holds, as a build has it."""
    left, right = ({_name_judgement(one): one for one in judgements} for judgements in (old, new))
    for name in sorted(left.keys() | right.keys()):
        one, other = left.get(name), right.get(name)
        if one is None or other is None:
            judgement = one or other
            assert judgement is not None
            what: What = "added" if one is None else "removed"
            yield Change(what=what, kind="judgement", id=name, label=_tell_judgement(judgement))
        elif slots := list_slot_changes(one, other, leave_out=("first", "second")):
            yield Change(what="changed", kind="judgement", id=name, label=_tell_judgement(other), slots=slots)


def _name_judgement(judgement: Judgement) -> str:
    return " ".join(sorted((judgement.first, judgement.second)))


def _tell_judgement(judgement: Judgement) -> str:
    signed = ", ".join(part for part in (judgement.who, judgement.when) if part)
    return judgement.verdict + (f" ({signed})" if signed else "") + (f": {judgement.why}" if judgement.why else "")


def hash_graphs(graph: Graph) -> dict[str, int]:
    """A hash of each named graph by its IRI: the sum of its quads' hashes, in whatever order they stand."""
    sums: dict[str, int] = defaultdict(int)
    for quad in graph.quads():
        found = blake2b(str(quad).encode(), digest_size=_SIZE).digest()
        name = quad.graph_name.value  # type: ignore[union-attr]
        sums[name] = (sums[name] + int.from_bytes(found)) & _WHOLE
    return dict(sums)


def _group(graph: Graph, hashes: Mapping[str, int]) -> Hashes:
    """The hashes of what is accepted and what is refused, by article id."""
    found: Hashes = {}
    for name, value in hashes.items():
        home = graph.names.read_graph(name)
        if home is not None:
            key, refused = unquote(home[0]), home[1]
            accepted, other = found.get(key, (0, 0))
            found[key] = (accepted, value) if refused else (value, other)
    return found


def _list_addresses(graph: Graph, article_ids: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for article_id in article_ids:
        one = graph.article(article_id)
        if one is not None and one[0].url is not None:
            found[one[0].url].append(article_id)
    return found
