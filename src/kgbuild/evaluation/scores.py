"""What a scorer hands out: counts that add up, and each thing that was missed, as records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

MissKind = Literal["missed", "refused", "type", "slot", "spurious"]


class Tally(Struct, frozen=True):
    """How many were right of those given and of those wanted; tallies add up."""

    right: int = 0
    given: int = 0
    wanted: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.given + other.given, self.wanted + other.wanted)

    @property
    def precision(self) -> float:
        """Right of given; 1 where nothing was given."""
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        """Right of wanted; 1 where nothing was wanted."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (self.given + self.wanted) if self.given + self.wanted else 1.0


class Miss(Struct, frozen=True, order=True, kw_only=True):
    """One difference between reference and statements.

    `missed`: a row without a statement; `refused`: there is one, but the checks refused it; `type`: a statement on the
    row's words has another action type; `slot`: a paired statement differs in `slot`; `spurious`: a statement that no
    row asks for. `row` is the row's number in its article, `statement` the statement's id. `start` and `end` are
    offsets of the trigger, that of the statement if there is one; `sentence` is filled where the text is known.
    """

    article: str
    kind: MissKind
    slot: str = ""
    row: int = 0
    statement: str = ""
    wanted: str = ""
    given: str = ""
    evidence: str = ""
    start: int | None = None
    end: int | None = None
    sentence: str = ""


class ArticleScore(Struct, frozen=True, kw_only=True):
    """The counts of one article, the unit that an interval is drawn over.

    `statements` counts statements paired with rows; `exact` those right in every slot that the row codes; `slots` the
    fillers by slot: `given` in paired statements, `wanted` in all required rows, so that precision is of what was found
    and recall of everything. `types` holds statements by action type: a pair under the statement's, a row without a
    statement under its first. `phenomena` holds, by name, the required rows that show it (`wanted`), those found
    (`given`) and those right in every slot (`right`).
    """

    article: str
    statements: Tally = Tally()
    exact: Tally = Tally()
    slots: dict[str, Tally] = {}
    types: dict[str, Tally] = {}
    phenomena: dict[str, Tally] = {}
    misses: tuple[Miss, ...] = ()


class Score(Struct, frozen=True, kw_only=True):
    """The sum over articles, and the articles themselves, in the order of their names."""

    statements: Tally
    exact: Tally
    slots: dict[str, Tally]
    types: dict[str, Tally]
    phenomena: dict[str, Tally]
    articles: tuple[ArticleScore, ...]

    @property
    def misses(self) -> tuple[Miss, ...]:
        """All differences, article by article."""
        return tuple(miss for article in self.articles for miss in article.misses)


def sum_scores(articles: Iterable[ArticleScore]) -> Score:
    """The score of several articles; an article given twice counts twice, as a bootstrap needs it."""
    parts = tuple(articles)
    slots: dict[str, Tally] = {}
    types: dict[str, Tally] = {}
    phenomena: dict[str, Tally] = {}
    for part in parts:
        add_tallies(slots, part.slots)
        add_tallies(types, part.types)
        add_tallies(phenomena, part.phenomena)
    return Score(
        statements=sum((part.statements for part in parts), Tally()),
        exact=sum((part.exact for part in parts), Tally()),
        slots=dict(sorted(slots.items())),
        types=dict(sorted(types.items())),
        phenomena=dict(sorted(phenomena.items())),
        articles=parts,
    )


def add_tallies(total: dict[str, Tally], more: dict[str, Tally]) -> None:
    """Add tallies by name into `total`."""
    for name, tally in more.items():
        total[name] = total.get(name, Tally()) + tally
