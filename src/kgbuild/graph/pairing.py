"""Statements of an article whose text changed in, pairs that say the same out; and who bears which id now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from kgbuild.assembly.keys import encode
from kgbuild.graph.differences import Cause, CauseKind, What
from kgbuild.model import Actor, Place, Statement

Pair = tuple[Statement | None, Statement | None]
Key = tuple[object, ...]


def pair_by_words(old: Sequence[Statement], new: Sequence[Statement]) -> Iterator[Pair]:
    """Pairs of statements that stand in the same words, in the order of the text; then those without a counterpart.

    First those of one sentence, then those of another sentence with the same trigger and the same words in the slots
    of who, to whom and where, such as a toll that was corrected; then those of one trigger in one sentence, or at one
    place of one text, whose slots are filled otherwise.
    """
    for words in (_tell_sentence, _tell_slots, _tell_trigger, _tell_place):
        pairs = list(_pair(old, new, words))
        yield from pairs
        old = [one for one in old if all(one is not left for left, _ in pairs)]
        new = [one for one in new if all(one is not right for _, right in pairs)]
    yield from ((one, None) for one in old)
    yield from ((None, one) for one in new)


def _pair(old: Iterable[Statement], new: Iterable[Statement], words: Callable[[Statement], Key]) -> Iterator[Pair]:
    left, right = _group(old, words), _group(new, words)
    for key in left:
        yield from zip(left[key], right.get(key, ()), strict=False)


def _group(statements: Iterable[Statement], words: Callable[[Statement], Key]) -> dict[Key, list[Statement]]:
    groups: dict[Key, list[Statement]] = defaultdict(list)
    for statement in sorted(statements, key=lambda one: (one.trigger, one.evidence, one.id)):
        groups[words(statement)].append(statement)
    return groups


def _tell_sentence(statement: Statement) -> Key:
    return (*_tell_slots(statement), *(mention.text for mention in statement.evidence))


def _tell_slots(statement: Statement) -> Key:
    slots = (statement.actors, statement.recipients, statement.locations)
    return (statement.action.type, statement.trigger.text, *(tuple(map(_tell_filler, slot)) for slot in slots))


def _tell_trigger(statement: Statement) -> Key:
    return (statement.action.type, statement.trigger.text, *(mention.text for mention in statement.evidence))


def _tell_place(statement: Statement) -> Key:
    return (statement.article.sha256, statement.action.type, statement.trigger)


def _tell_filler(filler: Actor | Place) -> str | None:
    return filler.mention.text if filler.mention else filler.name


def tell_sentence(statement: Statement) -> str:
    """The words of a statement's evidence, on one line."""
    return " … ".join(" ".join(mention.text.split()) for mention in statement.evidence)


class Renaming:
    """What is known of statements that differ: what became of them, their sentences, their new ids.

    `kept` counts those that differ in nothing but the id.
    """

    def __init__(self) -> None:
        self.causes: dict[str, Cause] = {}
        self.ids: dict[str, str] = {}
        self.articles: dict[str, str] = {}
        self.former_ids: dict[str, str] = {}
        self.former_articles: dict[str, str] = {}
        self.kept = 0

    def note(self, what: What, statement: Statement) -> None:
        """Remember a statement that was added, removed or changed, by its id in the new graph if it has one there."""
        self.causes[statement.id] = make_cause(what, statement)

    def pair(self, old: Statement, new: Statement) -> None:
        """The statement has another id now, and its article may have."""
        self.ids[old.id] = new.id
        self.former_ids[new.id] = old.id
        self.articles[encode(old.article.id)] = encode(new.article.id)
        self.former_articles[encode(new.article.id)] = encode(old.article.id)

    def rename(self, key: str) -> str:
        """The key of an actor, a place, an article or a statement as the new graph has it."""
        return _rename(key, self.ids, self.articles)

    def restore(self, key: str) -> str:
        """A key of the new graph as the old one has it; any other text as it is."""
        return _rename(key, self.former_ids, self.former_articles)


def _rename(key: str, ids: Mapping[str, str], articles: Mapping[str, str]) -> str:
    room, _, rest = key.partition("/")
    home, slash, tail = rest.partition("/")
    if room == "article":
        return f"article/{articles.get(home, home)}{slash}{tail}"
    return f"statement/{ids.get(home, home)}{slash}{tail}" if room == "statement" else key


def make_cause(what: CauseKind, statement: Statement) -> Cause:
    """A cause with the statement's sentence."""
    return Cause(what=what, statement=statement.id, article=statement.article.id, words=tell_sentence(statement))
