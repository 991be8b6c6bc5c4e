"""A hand-coded reference in, its rows out: what a careful reader takes from each article, slot by slot."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec
from msgspec import UNSET, Struct, UnsetType

from kgbuild.errors import SkipArticle
from kgbuild.model import ActionType, Modality, Polarity, QuantityKind


class Amount(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A quantity as a row wants it; an open bound is null, and a unit that isn't given isn't compared."""

    kind: QuantityKind
    low: float | int | None = None
    high: float | int | None = None
    unit: str | None = None


class Row(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One statement of the reference.

    `article` is an article's id, address or file name; `n` numbers its rows from 1. A row of number 0 has no statement:
    it tells that the article was read and holds none. `start` and `end` are the trigger's offsets in the article's
    text; with them no words are compared to find the row's statement. "|" parts spellings; a filler that ends in "?"
    may be there or not; a slot that is absent isn't compared. `parties` are actors and recipients in one, where the
    sides don't matter. `earliest` and `latest` are days, "open" or null where nothing bounds them. `optional` rows may
    be found or not. `hard` names what makes the row hard. `event` names the happening that the row is about, the same
    in all articles that tell of it, and `part_of` the series or larger happening that this belongs to.
    """

    article: str
    n: int
    evidence: tuple[str, ...] = ()
    trigger: str = ""
    start: int | None = None
    end: int | None = None
    types: tuple[ActionType, ...] = ()
    mode: str | None = None
    actors: tuple[str, ...] | UnsetType = UNSET
    recipients: tuple[str, ...] | UnsetType = UNSET
    parties: tuple[str, ...] | UnsetType = UNSET
    locations: tuple[str, ...] | UnsetType = UNSET
    relation: str | None = None
    earliest: str | UnsetType | None = UNSET
    latest: str | UnsetType | None = UNSET
    claimants: tuple[str, ...] | UnsetType = UNSET
    status: str | UnsetType = UNSET
    polarity: Polarity | UnsetType = UNSET
    modality: tuple[Modality, ...] | UnsetType = UNSET
    quantities: tuple[Amount, ...] | UnsetType = UNSET
    hard: tuple[str, ...] = ()
    optional: bool = False
    event: str | None = None
    part_of: str | None = None


class Reference(Struct, frozen=True):
    """The rows of a reference by article, in the order of the file; an article without statements has no rows."""

    articles: dict[str, tuple[Row, ...]]

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows."""
        return tuple(row for rows in self.articles.values() for row in rows)


_DECODER = msgspec.json.Decoder(Row)


def read_reference(path: Path) -> Reference:
    """The reference in a JSON Lines file.

    Raises:
        SkipArticle: a line is malformed; it names file, line and field.
    """
    rows = []
    for number, line in enumerate(path.read_bytes().splitlines(), start=1):
        if not line.strip():
            continue
        rows.append(decode_row(line, f"{path}, line {number}"))
    return collect_rows(rows)


def decode_row(line: bytes, where: str) -> Row:
    """The row of one line of JSON; `where` names it in errors.

    Raises:
        SkipArticle: the line is malformed, or too little is given to find a statement by.
    """
    try:
        row = _DECODER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise SkipArticle(where, f"no row of a reference: {error}.", "docs/evaluate.md describes the fields.") from None
    if row.n and not (row.types and (row.trigger or row.evidence or row.start is not None)):
        raise SkipArticle(
            where, "a row needs `types`, and `trigger`, `evidence` or `start` and `end`.", "Give them, or number it 0."
        )
    if (row.start is None) != (row.end is None):
        raise SkipArticle(where, "`start` and `end` go together.", "Give both, or neither.")
    return row


def collect_rows(rows: Iterable[Row]) -> Reference:
    """Rows as a reference; rows of number 0 only name their article."""
    articles: dict[str, list[Row]] = {}
    for row in rows:
        held = articles.setdefault(row.article, [])
        if row.n:
            held.append(row)
    return Reference({article: tuple(held) for article, held in articles.items()})
