"""A user's gold file in, CSV or JSON Lines, its rows out, with what was wrong in it told line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from kgbuild.errors import SkipArticle, StopRun
from kgbuild.evaluation.reference import Reference, Row, collect_rows, decode_row
from kgbuild.evaluation.spreadsheet import list_unknown, read_spreadsheet

TABLES, LINES = (".csv", ".tsv"), (".jsonl", ".ndjson")


@dataclass(frozen=True)
class Gold:
    """The usable rows, what could not be used and why, and the columns of a table that are left aside."""

    path: Path
    reference: Reference
    troubles: tuple[SkipArticle, ...]
    left_aside: tuple[str, ...] = ()


def read_gold(path: Path, modes: Mapping[str, Iterable[str]] | None = None) -> Gold:
    """The rows of a gold file; a row that can't be used costs no other.

    Args:
        path: a table (.csv, .tsv) or JSON Lines (.jsonl, .ndjson).
        modes: the modes of each action type; with them a mode that no type of its row has is a trouble.

    Raises:
        StopRun: there is no such file, it is in neither form, or no row of it can be used.
    """
    if not path.is_file():
        names = sorted(child.name for child in path.parent.iterdir()) if path.parent.is_dir() else []
        near = get_close_matches(path.name, names, n=1)
        raise StopRun(f"{path}: no such file." + (f" Did you mean {path.parent / near[0]}?" if near else ""))
    if path.suffix not in TABLES + LINES:
        raise StopRun(
            f"{path}: a gold file is a table ({', '.join(TABLES)}) or JSON Lines ({', '.join(LINES)}); save it as one, "
            "docs/evaluate.md describes both."
        )
    table = path.suffix in TABLES
    rows: list[Row] = []
    troubles: list[SkipArticle] = []
    known: set[tuple[str, int]] = set()
    for where, item in _number_items(path, read_spreadsheet(path) if table else _read_lines(path)):
        trouble = item if isinstance(item, SkipArticle) else _find_trouble(item, where, known, modes)
        if trouble is not None:
            troubles.append(trouble)
        elif isinstance(item, Row):
            known.add((item.article, item.n))
            rows.append(item)
    if not rows:
        first = f"; the first: {troubles[0]}" if troubles else ". docs/evaluate.md shows how one looks."
        raise StopRun(f"{path}: no row of it can be used{first}")
    return Gold(path, collect_rows(rows), tuple(troubles), tuple(list_unknown(path)) if table else ())


def _read_lines(path: Path) -> Iterator[Row | SkipArticle]:
    for number, line in enumerate(path.read_bytes().splitlines(), start=1):
        if line.strip():
            try:
                yield decode_row(line, f"{path}, line {number}")
            except SkipArticle as skip:
                yield skip


def _number_items(path: Path, items: Iterable[Row | SkipArticle]) -> Iterator[tuple[str, Row | SkipArticle]]:
    """Each item with the words that name it where it is a row."""
    for item in items:
        yield (f"{path}, row {item.n} of article {item.article}" if isinstance(item, Row) else item.where), item


def _find_trouble(
    row: Row, where: str, known: set[tuple[str, int]], modes: Mapping[str, Iterable[str]] | None
) -> SkipArticle | None:
    """What is wrong with a row that is well-formed by itself."""
    if row.n and (row.article, row.n) in known:
        return SkipArticle(where, "its number stands twice.", "Number the rows of each article 1, 2 ...")
    if row.mode is None or modes is None:
        return None
    have = sorted({mode for one in row.types for mode in modes.get(one, ())})
    for mode in row.mode.split("|"):
        if mode not in have:
            near = get_close_matches(mode, have, n=1)
            hint = f" Did you mean '{near[0]}'?" if near else ""
            return SkipArticle(
                where, f"{'|'.join(row.types)} has no mode '{mode}'; have {', '.join(have) or 'none'}.{hint}"
            )
    return None
