"""An article's values although one of its spans makes a resolver fail: spans in, values and what went wrong out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from kgbuild.model import Mention


class Spoken(Protocol):
    """A span with its words."""

    @property
    def mention(self) -> Mention:
        """The words."""


S = TypeVar("S", bound=Spoken)
V = TypeVar("V")


def resolve_each(
    spans: tuple[S, ...], resolve: Callable[[tuple[S, ...]], Sequence[V]], unresolved: Callable[[S, str], V]
) -> tuple[tuple[V, ...], tuple[str, ...]]:
    """A value for each span, all resolved together; one that makes `resolve` fail is left out and stays unresolved.

    The second result says, for each span left out, its words and the error. If the spans fail only together, each is
    resolved by itself.
    """
    try:
        return tuple(resolve(spans)), ()
    except Exception as error:  # noqa: BLE001  # told in the second result; the article's other values go on
        together = _told(error)
    alone: dict[int, V] = {}
    values: dict[int, V] = {}
    troubles: list[str] = []
    for number, span in enumerate(spans):
        try:
            (alone[number],) = resolve((span,))
        except Exception as error:  # noqa: BLE001  # as above
            values[number] = unresolved(span, f"failed: {_told(error)}")
            troubles.append(f"'{span.mention.text}' could not be resolved: {_told(error)}")
    try:
        values |= zip(alone, resolve(tuple(spans[number] for number in alone)), strict=True)
    except Exception:  # noqa: BLE001  # as above
        values |= alone
        troubles.append(f"{len(alone)} were resolved one by one: {together}")
    return tuple(values[number] for number in range(len(spans))), tuple(troubles)


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
