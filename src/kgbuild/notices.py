"""What a run tells while it goes, and what it reports at its end: plain records, so that listening costs no imports."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from kgbuild.model import Statement


class Preparing(Struct, frozen=True, kw_only=True):
    """Something is made once before the first article is read: what is being done now, and the share done (0 to 1)."""

    what: str
    share: float


class Found(Struct, frozen=True, kw_only=True):
    """An article was read from an input: where it stands, told before anything else of it."""

    id: str
    where: str


class Skip(Struct, frozen=True, kw_only=True):
    """An input that gave nothing: where it stands, why, what to do; `details` is a traceback or empty.

    `error` marks what is wrong in the data whatever the settings: two different records of one id.
    """

    where: str
    reason: str
    advice: str = ""
    details: str = ""
    error: bool = False


class Remark(Struct, frozen=True, kw_only=True):
    """Something of an input was left out or guessed, and its article is used all the same."""

    where: str
    reason: str
    advice: str = ""


class Known(Struct, frozen=True, kw_only=True):
    """An article that the graph holds already, word for word."""

    id: str


class Updated(Struct, frozen=True, kw_only=True):
    """An article that took the place of the text `former` of it that the graph held."""

    id: str
    former: str


class Outdated(Struct, frozen=True, kw_only=True):
    """An article that was read and does not stand, since another text of it is later; it is kept as a former one."""

    id: str
    by: str
    reason: str


class Refusal(Struct, frozen=True, kw_only=True):
    """A statement that a check refused; it is kept, with its findings, but asserts nothing."""

    statement: Statement


class Done(Struct, frozen=True, kw_only=True):
    """An article that was read to its end."""

    id: str
    accepted: int
    refused: int


Notice = Preparing | Found | Skip | Remark | Known | Updated | Outdated | Refusal | Done
Listener = Callable[[Notice], None]
"""What is told of each happening of a run as it happens, in input order."""


class BuildReport(Struct, frozen=True, kw_only=True):
    """What a build did. `read` counts articles found: `new` ones were read, `known` ones were there.

    Of the new ones `updated` took the place of a text that the graph held, and `outdated` went to its history, since
    another text of the same article is later. `statements` counts those accepted; `refused` and `skips` list the rest
    with their reasons, in input order.
    """

    read: int
    new: int
    known: int
    skips: tuple[Skip, ...]
    statements: int
    refused: tuple[Statement, ...]
    directory: str
    updated: int = 0
    outdated: int = 0


def ignore(notice: Notice) -> None:
    """A listener that does not listen."""
    del notice
