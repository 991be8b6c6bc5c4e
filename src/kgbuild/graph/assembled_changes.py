"""What the articles of two graphs say together in, changes of events, links, control states and names out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from kgbuild.assembly.keys import digest
from kgbuild.graph.differences import Cause, CauseKind, Change, Kind, What
from kgbuild.graph.pairing import Renaming
from kgbuild.graph.slot_changes import list_slot_changes
from kgbuild.graph.store import Graph
from kgbuild.graph.terms import expand
from kgbuild.model import ControlState, Event, Identity, Link, Question

Record = TypeVar("Record", Event, Link, ControlState, Identity, Question)
_Name = Callable[[str], str]
"""The key of an actor or a place to its name."""
_SYMMETRIC = frozenset({"contradicts", "corroborates"})


@dataclass(frozen=True)
class _Sort(Generic[Record]):
    """How records of one kind are named, told and led back to statements; `fixed` fields are part of the name."""

    kind: Kind
    name: Callable[[Record], str]
    tell: Callable[[Record, _Name], str]
    members: Callable[[Record], Sequence[str]]
    fixed: tuple[str, ...]
    gathers: bool = False
    """Whether a record is known by the statements that it gathers."""


def _tell_event(event: Event, name: _Name) -> str:
    days = event.earliest if event.earliest == event.latest else f"{event.earliest or '..'}/{event.latest or '..'}"
    actors = ", ".join(sorted(map(name, event.actors)))
    place = f"in {name(event.place)}" if event.place else None
    return " ".join(part for part in (event.type, actors and f"by or on {actors}", place, days) if part)


def _tell_state(state: ControlState, name: _Name) -> str:
    holds = "-".join(part for part in (state.type, state.mode) if part)
    denied = " not" if state.polarity == "negative" else ""
    holder = "nobody named" if state.holder is None else name(state.holder)
    return f"{state.side} says: {holds}{denied}, {holder}, {name(state.place)}"


def _tell_question(question: Question, name: _Name) -> str:
    return f"are {name(question.first)} and {name(question.second)} one {question.kind}? {question.reason}"


_EVENTS = _Sort[Event]("event", lambda one: one.id, _tell_event, lambda one: one.statements, ("id",), gathers=True)
_LINKS = _Sort[Link](
    "link",
    lambda one: "link/" + digest(one.kind, one.slot, one.first, one.second),
    lambda one, _: f"{one.first} {one.kind} {one.second} ({one.slot}): {one.reason}",
    lambda one: (one.first, one.second),
    ("first", "second", "kind", "slot"),
)
_STATES = _Sort[ControlState](
    "state", lambda one: one.id, _tell_state, lambda one: one.statements, ("id",), gathers=True
)
_IDENTITIES = _Sort[Identity](
    "identity",
    lambda one: one.key,
    lambda one, name: f'"{one.name}" is {name(one.identity)} ({one.identity}): {one.reason}',
    lambda _: (),
    ("key",),
)
_QUESTIONS = _Sort[Question](
    "question",
    lambda one: "question/" + digest(one.kind, one.first, one.second),
    _tell_question,
    lambda one: [key.partition("/")[2] for key in (one.first, one.second) if key.startswith("statement/")],
    ("kind", "first", "second"),
)


class AssembledChanges:
    """The changes between what two graphs assembled; `renamed` counts what only has another id."""

    def __init__(self, old: Graph, new: Graph, renaming: Renaming, ignore: Collection[str] = ()) -> None:
        self.old, self.new, self.renaming, self.ignore = old, new, renaming, ignore
        self.renamed: dict[Kind, int] = defaultdict(int)
        self.labels: tuple[dict[str, str], dict[str, str]] = {}, {}

    def run(self) -> Iterator[Change]:
        """The changes, by kind. Statements that joined or left have no words yet."""
        old, new = self.old.assembled(), self.new.assembled()
        self.labels = _read_labels(self.old), _read_labels(self.new)
        yield from self._compare(_EVENTS, old.events, new.events)
        yield from self._compare(_LINKS, old.links, new.links)
        yield from self._compare(_STATES, old.states, new.states)
        yield from self._compare(_IDENTITIES, old.identities, new.identities)
        yield from self._compare(_QUESTIONS, old.questions, new.questions)

    def _compare(self, sort: _Sort[Record], old: Iterable[Record], new: Iterable[Record]) -> Iterator[Change]:
        left = [_Entry(sort.name(one), _rename(one, self.renaming)) for one in old]
        right = [_Entry(sort.name(one), one) for one in new]
        pairs = list(_pair(sort, left, right))
        former_ids = {other.name: one.name for one, other in pairs if one is not None and other is not None}
        ids = {former: name for name, former in former_ids.items()}

        def restore(key: str) -> str:
            return former_ids.get(key) or self.renaming.restore(key)

        for one, other in pairs:
            if one is None or other is None:
                what: What = "added" if one is None else "removed"
                entry = one or other
                assert entry is not None
                label = sort.tell(entry.record, self._name_new if one is None else self._name_old)
                causes = self._find_causes(sort, one, other)
                yield Change(what=what, kind=sort.kind, id=entry.name, label=label, causes=causes)
                continue
            former = one.name if one.name != other.name else None
            slots = list_slot_changes(
                _rename_whole(one.record, ids), other.record, leave_out=(*sort.fixed, *self.ignore), restore=restore
            )
            if slots:
                yield Change(
                    what="changed",
                    kind=sort.kind,
                    id=other.name,
                    former=former,
                    label=sort.tell(other.record, self._name_new),
                    slots=tuple(slot for slot in slots if slot.slot != "statements"),  # the causes tell these
                    causes=self._find_causes(sort, one, other),
                )
            elif former:
                self.renamed[sort.kind] += 1

    def _name_new(self, key: str) -> str:
        return self.labels[1].get(key, key)

    def _name_old(self, key: str) -> str:
        former = self.renaming.restore(key)
        return self.labels[0].get(former, former)

    def _find_causes(
        self, sort: _Sort[Record], old: _Entry[Record] | None, new: _Entry[Record] | None
    ) -> tuple[Cause, ...]:
        """The statements of either side that differ, or that count in one of them only."""
        before = set(sort.members(old.record)) if old else set()
        after = set(sort.members(new.record)) if new else set()
        causes = []
        for member in sorted(before | after):
            known = self.renaming.causes.get(member)
            if known is not None:
                causes.append(known)
            elif sort.gathers and member not in before & after:
                what: CauseKind = "joined" if member in after else "left"
                causes.append(Cause(what=what, statement=member, article="", words=""))
        return tuple(causes)


def _read_labels(graph: Graph) -> dict[str, str]:
    """The names of actors and places by their keys."""
    label = expand("rdfs:label")
    return {
        quad.subject.value.removeprefix(graph.names.base): quad.object.value  # type: ignore[union-attr]
        for quad in graph.shared("entities")
        if quad.predicate.value == label
    }


@dataclass(frozen=True)
class _Entry(Generic[Record]):
    """A record with its name in its own graph; one of the old graph bears the new graph's ids of statements."""

    name: str
    record: Record


def _pair(
    sort: _Sort[Record], old: Iterable[_Entry[Record]], new: Iterable[_Entry[Record]]
) -> Iterator[tuple[_Entry[Record] | None, _Entry[Record] | None]]:
    """Records of one name, then those that share most statements, then those that are alone."""
    left, right = {sort.name(one.record): one for one in old}, {one.name: one for one in new}
    for name in sorted(left.keys() & right.keys()):
        yield left.pop(name), right.pop(name)
    if sort.gathers:
        for name, other in _match(sort, left, right):
            yield left.pop(name), right.pop(other)
    yield from ((one, None) for one in left.values())
    yield from ((None, one) for one in right.values())


def _match(
    sort: _Sort[Record], left: Mapping[str, _Entry[Record]], right: Mapping[str, _Entry[Record]]
) -> list[tuple[str, str]]:
    """The names of records that share most statements; each is matched once, and both directions match alike."""
    homes: dict[str, list[str]] = defaultdict(list)
    for name, entry in right.items():
        for member in sort.members(entry.record):
            homes[member].append(name)
    shared = Counter((name, home) for name, one in left.items() for member in sort.members(one.record)
                     for home in homes[member])  # fmt: skip
    ranked = sorted(
        shared,
        key=lambda pair: (-shared[pair], -_count_equal(left[pair[0]].record, right[pair[1]].record), sorted(pair)),
    )
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name, other in ranked:
        if name not in found and other not in taken:
            found[name] = other
            taken.add(other)
    return list(found.items())


def _count_equal(one: Struct, other: Struct) -> int:
    return sum(getattr(one, name) == getattr(other, name) for name in one.__struct_fields__)


def _rename(record: Record, renaming: Renaming) -> Record:
    """A record of the old graph with the new graph's ids of statements and articles."""
    rename = renaming.rename

    def statement(id: str) -> str:
        return renaming.ids.get(id, id)

    match record:
        case Event():
            place = record.place and rename(record.place)
            members = tuple(sorted(map(statement, record.statements)))
            return replace(record, statements=members, actors=tuple(sorted(map(rename, record.actors))), place=place)
        case ControlState():
            holder, members = record.holder and rename(record.holder), tuple(sorted(map(statement, record.statements)))
            return replace(record, statements=members, holder=holder, place=rename(record.place))
        case Link():
            ends = [statement(record.first), statement(record.second)]
            first, second = sorted(ends) if record.kind in _SYMMETRIC else ends
            return replace(record, first=first, second=second)
        case Identity():
            return replace(record, key=rename(record.key), identity=rename(record.identity))
        case Question():
            return replace(record, first=rename(record.first), second=rename(record.second))
    return record


def _rename_whole(record: Record, ids: Mapping[str, str]) -> Record:
    """The event that an event is part of, under its new id."""
    if isinstance(record, Event) and record.part_of is not None:
        return replace(record, part_of=ids.get(record.part_of, record.part_of))
    return record
