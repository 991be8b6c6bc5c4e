"""The actors or the places of articles in, which of their keys are one identity out, and under which key.

An identity goes by the key that the registry or the gazetteer gives, if one of its members has one, else by its
smallest key. A key that stands for itself is not listed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Generic, Literal, TypeVar
from urllib.parse import unquote

from msgspec import Struct

from kgbuild.assembly.attachments import Attachment, attach_nameless
from kgbuild.assembly.facts import LOCAL
from kgbuild.assembly.matching import Kept, Match, Matcher
from kgbuild.assembly.verdicts import Verdict
from kgbuild.model import Identity, Question

Item = TypeVar("Item", bound=Hashable)


class KeptIdentities(Struct, Generic[Item], frozen=True, array_like=True):
    """Settled identities as they are kept."""

    homes: dict[str, dict[str, Item]]
    names: dict[str, str]
    attached: dict[str, str]
    matcher: Kept[Item]


class Identities(Generic[Item]):
    """The names of one kind that articles use, brought together."""

    def __init__(
        self,
        kind: Literal["actor", "place"],
        block_keys: Callable[[Item], Iterable[str]],
        compare: Callable[[Item, Item], Match | None],
        *,
        join: float,
        ask: float,
        show: Callable[[Item], str],
    ) -> None:
        self.kind, self._show = kind, show
        self.matcher: Matcher[Item] = Matcher(block_keys, compare, join=join, ask=ask)
        self._homes: dict[str, dict[str, Item]] = {}
        self._used: dict[str, set[str]] = {}
        self._votes: dict[str, Counter[Item]] = {}
        self._names: dict[str, str] = {}
        self._joined: dict[str, Identity] = {}
        self._verdicts: tuple[Verdict, ...] = ()
        self._nameless: dict[str, tuple[str, str]] = {}
        self._attached: dict[str, str] = {}

    def keep(self) -> KeptIdentities[Item]:
        """What `restore` needs; to be asked for when settled."""
        return KeptIdentities(self._homes, self._names, self._attached, self.matcher.keep())

    def restore(self, kept: KeptIdentities[Item]) -> None:
        """Take up what was kept."""
        self._homes, self._names, self._attached = kept.homes, kept.names, kept.attached
        for article_id, items in kept.homes.items():
            for key, item in items.items():
                self._vote(key, article_id, None, item)
        self.matcher.restore(kept.matcher)

    def put_nameless(self, found: Iterable[tuple[str, str, str]]) -> None:
        """Article, key and words of all who have no name and are judged, in the place of all former ones."""
        self._nameless = {}
        for article_id, key, words in found:
            _, known = self._nameless.get(key, (article_id, words))
            self._nameless[key] = (article_id, min(known, words, key=lambda text: (-len(text), text)))

    def put(self, article_id: str, items: Mapping[str, Item]) -> None:
        """What an article calls its actors or places, by key, in the place of what it did before; may be nothing."""
        before = self._homes.pop(article_id, {})
        if items:
            self._homes[article_id] = dict(items)
        for key in sorted(before.keys() | items.keys()):
            if before.get(key) != items.get(key):
                self._vote(key, article_id, before.get(key), items.get(key))
                self._renew(key)

    def _vote(self, key: str, article_id: str, before: Item | None, after: Item | None) -> None:
        votes = self._votes.setdefault(key, Counter())
        if before is not None:
            votes[before] -= 1
            if not votes[before]:
                del votes[before]
            self._used[key].discard(article_id)
        if after is not None:
            votes[after] += 1
            self._used.setdefault(key, set()).add(article_id)

    def _renew(self, key: str) -> None:
        """A registered name may be used by any number of articles: what most take it for stands for it."""
        if votes := self._votes[key]:
            self.matcher.add(key, min(votes, key=lambda one: (-votes[one], repr(one))))
        else:
            del self._used[key], self._votes[key]
            self.matcher.remove(key)

    def judge(self, verdicts: Iterable[Verdict]) -> None:
        """Put these verdicts in the place of all former ones."""
        self._verdicts = tuple(verdicts)

    def settle(self) -> set[str]:
        """Compare what is new; the ids of articles that use a name of which the identity has changed."""
        verdicts, attachments = attach_nameless(self._verdicts, self._nameless, self.matcher.__contains__)
        self.matcher.judge(verdicts)
        settled = self.matcher.settle()
        changed: dict[str, str] = {}
        for name in settled.made:
            members = self.matcher.members(name)
            identity = next((key for key in members if not key.startswith(LOCAL)), members[0])
            changed |= {key: identity for key in members if self._names.get(key, key) != identity}
        gone = [key for key in self._names if key not in self.matcher]
        for key in (*gone, *changed):
            self._names.pop(key, None)
            self._joined.pop(key, None)
        for key, identity in changed.items():
            if key != identity:
                self._names[key] = identity
        return {home for key in changed for home in self._used.get(key, ())} | self._attach(attachments)

    def _attach(self, attachments: Iterable[Attachment]) -> set[str]:
        """Note who the nameless are; the articles of those who are somebody else than before."""
        before, self._attached = self._attached, {}
        for attachment in attachments:
            identity = attachment.identity(self.identify)
            self._attached |= {key: identity for key in attachment.nameless if key != identity}
        changed = {key for key in before.keys() | self._attached.keys() if before.get(key) != self._attached.get(key)}
        return {unquote(key.split("/")[1]) for key in changed}

    def identify(self, key: str) -> str:
        """The identity that a key stands for, as of the last `settle`."""
        return self._names.get(key) or self._attached.get(key, key)

    def list_joined(self) -> Iterator[Identity]:
        """Every key that stands for another one, sorted."""
        for key, identity in sorted((self._names | self._attached).items()):
            if key in self._attached:
                yield Identity(key=key, identity=identity, name=self._nameless[key][1], reason="a judgement")
                continue
            if key not in self._joined:
                match = self.matcher.explain(key, identity)
                reason = match.reason if match is not None and match.score > 0 else "a judgement"
                name = self._show(self.matcher.item(key))
                self._joined[key] = Identity(key=key, identity=identity, name=name, reason=reason)
            yield self._joined[key]

    def list_questions(self) -> Iterator[Question]:
        """What may be one identity and is not."""
        for doubt in self.matcher.doubts():
            yield Question(
                kind=self.kind, first=doubt.first, second=doubt.second, score=doubt.score, reason=doubt.reason
            )
