"""What two graphs differ in, as records: a difference, its changes, their slots and the sentences that caused them."""

from __future__ import annotations

from typing import Literal, get_args

from msgspec import Struct

What = Literal["added", "removed", "changed"]
Kind = Literal[
    "setting",
    "article",
    "former",
    "retraction",
    "statement",
    "event",
    "link",
    "state",
    "identity",
    "question",
    "judgement",
]
CauseKind = Literal["added", "removed", "changed", "joined", "left"]
Value = str | int | float | bool | None
WAYS: tuple[What, ...] = get_args(What)
KINDS: tuple[Kind, ...] = get_args(Kind)
"""In the order in which they are told."""


class SlotChange(Struct, frozen=True, kw_only=True):
    """One value that is another: `old` and `new` are `None` where there is nothing.

    `slot` is a field of the record, `words` tell which of several fillers is meant, `field` which value of it; without
    a `field` the whole slot or filler is meant.
    """

    slot: str
    words: str | None = None
    field: str | None = None
    old: Value = None
    new: Value = None


class Cause(Struct, frozen=True, kw_only=True):
    """A statement that a change rests on, and its sentence: it is new, gone, or says something else.

    `joined` and `left` are of statements that both graphs hold and only one of them counts here.
    """

    what: CauseKind
    statement: str
    article: str
    words: str


class Change(Struct, frozen=True, kw_only=True):
    """One thing that only one graph holds, or that both hold with other values.

    `id` is that of the new graph, of what was removed that of the old one; `former` is the old id where it differs.
    `article` is the id of a statement's article; `label` says what it is: a title, a sentence, a reason.
    """

    what: What
    kind: Kind
    id: str
    former: str | None = None
    article: str | None = None
    label: str | None = None
    slots: tuple[SlotChange, ...] = ()
    causes: tuple[Cause, ...] = ()


class Counts(Struct, frozen=True, kw_only=True):
    """How many things of one kind were added, removed and changed.

    `renamed` counts those that say what they said under another id, since a text around them is another; they are no
    changes.
    """

    added: int = 0
    removed: int = 0
    changed: int = 0
    renamed: int = 0

    @property
    def total(self) -> int:
        """All but what was renamed."""
        return self.added + self.removed + self.changed


class Difference(Struct, frozen=True, kw_only=True):
    """What the graph `new` has become since the graph `old`; both are named as they were given.

    `counts` has every kind. `changes` are by kind, then what, then id; a limit may have cut them, never the counts.
    """

    old: str
    new: str
    counts: dict[Kind, Counts]
    changes: tuple[Change, ...]

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return any(one.total for one in self.counts.values())

    def __str__(self) -> str:
        """The difference as text for reading."""
        from kgbuild.graph.difference_text import format_difference

        return format_difference(self, "text").rstrip("\n")
