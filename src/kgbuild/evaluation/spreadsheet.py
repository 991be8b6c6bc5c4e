"""A gold table in (CSV, one statement a row, as a spreadsheet saves it), rows of a reference out.

A row that can't be used is told with file and line, and the others go on. docs/evaluate.md describes the columns.
"""

from __future__ import annotations

import csv
import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

import msgspec

from kgbuild.errors import SkipArticle, StopRun
from kgbuild.evaluation.reference import Row
from kgbuild.model import ACTION_TYPES, Modality, Polarity, QuantityKind, Relation, Status

FILLERS = ("actors", "recipients", "parties", "locations", "claimants")
COLUMNS = (
    "article", "n", "trigger", "quote", "start", "end", "type", "mode", *FILLERS, "relation", "date", "status",
    "polarity", "modality", "quantities", "optional", "hard",
)  # fmt: skip
NOT_COMPARED = "*"
_TRUE, _FALSE = frozenset(("yes", "true", "x", "1")), frozenset(("", "no", "false", "0"))
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_AMOUNT = re.compile(r"(\w+)\s+(?:(\d+(?:\.\d+)?)?(\.\.)(\d+(?:\.\d+)?)?|(\d+(?:\.\d+)?))(?:\s+(\w+))?")
_DELIMITERS = ",;\t"


class _CellError(ValueError):
    """A cell that can't be read: the message names the column, the cell and what would be right."""


def read_spreadsheet(path: Path) -> Iterator[Row | SkipArticle]:
    """The rows of a table in the order of the file, and in their places those that can't be used.

    Raises:
        StopRun: the file is no table with the columns that a row needs.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise StopRun(f"{path}: not UTF-8 ({error.reason} at byte {error.start}). Save it as 'CSV UTF-8'.") from None
    if not text.strip():
        raise StopRun(f"{path}: the file is empty. docs/evaluate.md shows how a gold table looks.")
    header = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=header.count)
    lines = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    columns = _read_header(path, next(lines, []))
    numbers: dict[str, int] = {}
    while True:
        where = f"{path}, line {lines.line_num + 1}"
        try:
            cells = next(lines, None)
        except csv.Error as error:
            yield SkipArticle(where, f"no line of a table: {error}.", "Close the quotation mark.")
            continue
        if cells is None:
            return
        if not any(cell.strip() for cell in cells):
            continue
        try:
            row = _read_row(columns, cells)
        except _CellError as error:
            yield SkipArticle(where, str(error), "docs/evaluate.md describes the columns.")
            continue
        numbers[row.article] = max(numbers.get(row.article, 0), row.n or 0)
        if row.n < 0:  # not given: the next one of its article
            numbers[row.article] += 1
            row = msgspec.structs.replace(row, n=numbers[row.article])
        yield row


def list_unknown(path: Path) -> list[str]:
    """Columns of a table that are none of a gold table's, with the name that may be meant; they are left aside."""
    header = path.read_text(encoding="utf-8-sig").partition("\n")[0]
    cells = next(csv.reader([header], delimiter=max(_DELIMITERS, key=header.count)), [])
    unknown = [name.strip().lower() for name in cells if name.strip() and name.strip().lower() not in COLUMNS]
    return [f"'{name}'{_hint(name, COLUMNS)}" for name in unknown]


def _read_header(path: Path, cells: list[str]) -> list[str]:
    columns = [cell.strip().lower() for cell in cells]
    advice = "docs/evaluate.md describes the columns."
    if repeated := sorted({name for name in columns if name and columns.count(name) > 1}):
        raise StopRun(f"{path}, line 1: the column '{repeated[0]}' stands twice. {advice}")
    missing = [f"'{name}'" for name in ("article", "type") if name not in columns]
    if not {"trigger", "quote", "start"} & set(columns):
        missing.append("'trigger' (or 'quote', or 'start' and 'end')")
    if missing:
        have = ", ".join(filter(None, columns)) or "nothing"
        raise StopRun(f"{path}, line 1: no column {' and '.join(missing)}; have {have}. {advice}")
    if ("start" in columns) != ("end" in columns):
        raise StopRun(f"{path}, line 1: the columns 'start' and 'end' go together. {advice}")
    return columns


def _read_row(columns: list[str], cells: list[str]) -> Row:
    if any(cell.strip() for cell in cells[len(columns) :]):
        raise _CellError(f"{len(cells)} cells for {len(columns)} columns: a cell with a comma needs quotation marks.")
    filled = dict(zip(columns, (cell.strip() for cell in cells), strict=False))
    filled = {name: filled.get(name, "") for name in columns if name in COLUMNS}
    if not filled["article"]:
        raise _CellError("article is empty: name the article's id, address or file.")
    if not any(cell for name, cell in filled.items() if name not in {"article", "n"}):
        return Row(article=filled["article"], n=0)
    if not filled["type"]:
        raise _CellError(f"type is empty: have {', '.join(ACTION_TYPES)}.")
    fields: dict[str, Any] = {"article": filled["article"], "n": _number("n", filled.get("n", "")) or -1}
    for name, read in _READERS.items():
        if name in filled and filled[name] != NOT_COMPARED:
            fields |= read(name, filled[name])
    row: Row = msgspec.convert(fields, Row)
    if not (row.trigger or row.evidence or row.start is not None):
        raise _CellError("nothing says where it stands: fill trigger, quote, or start and end.")
    if (row.start is None) != (row.end is None):
        raise _CellError("start and end go together: fill both, or neither.")
    return row


def _number(name: str, cell: str) -> int | None:
    if not cell:
        return None
    if not cell.isdecimal():
        raise _CellError(f"{name} is '{cell}', which is no whole number.")
    return int(cell)


def _text(name: str, cell: str) -> Mapping[str, Any]:
    return {name: cell}


def _offset(name: str, cell: str) -> Mapping[str, Any]:
    return {name: _number(name, cell)}


def _quote(name: str, cell: str) -> Mapping[str, Any]:
    del name
    return {"evidence": tuple(part for part in cell.split(" … ") if part)}


def _fillers(name: str, cell: str) -> Mapping[str, Any]:
    return {name: tuple(part.strip() for part in cell.split(";") if part.strip())}


def _choice(field: str, known: tuple[str, ...], *, many: bool) -> Callable[[str, str], Mapping[str, Any]]:
    """A reader of one of `known`, or of several with bars between them; an empty cell isn't compared."""

    def read(name: str, cell: str) -> Mapping[str, Any]:
        fold = {one.casefold(): one for one in known}
        parts = [part.strip() for part in cell.split("|") if part.strip()]
        for part in parts:
            if part.casefold() not in fold:
                raise _CellError(f"{name} is '{part}'; have {', '.join(known)}.{_hint(part, known)}")
        values = tuple(fold[part.casefold()] for part in parts)
        if not values:
            return {}
        if len(values) > 1 and field == "polarity":
            raise _CellError(f"{name} is '{cell}': leave it empty where either is right.")
        return {field: values if many else "|".join(values)}

    return read


def _mode(name: str, cell: str) -> Mapping[str, Any]:
    return {name: "|".join(part.strip() for part in cell.split("|"))} if cell else {}


def _date(name: str, cell: str) -> Mapping[str, Any]:
    """First and last day of "2024-03", "2024-03-01..2024-03-05", "..2024-03-05" or "open"."""
    if not cell:
        return {}
    if cell == "open":
        return {"earliest": None, "latest": None}
    first, dots, last = (part.strip() for part in cell.partition(".."))
    if dots and not (first or last):
        raise _CellError(f"{name} is '{cell}': write 'open' where nothing bounds it.")
    return {
        "earliest": _bound(name, cell, first, end=0) if first else None,
        "latest": _bound(name, cell, last if dots else first, end=1) if last or not dots else None,
    }


def _bound(name: str, cell: str, words: str, *, end: int) -> str:
    """The first (`end=0`) or last day (`end=1`) of a day, month or year."""
    found = _DAY.fullmatch(words)
    year, month, day = (int(part) if part else None for part in found.groups()) if found else (None, None, None)
    month = month if month is not None else (1, 12)[end]
    last = monthrange(year, month)[1] if year and 1 <= month <= 12 else 0
    day = day if day is not None else (1, last)[end]
    if not 1 <= day <= last:
        raise _CellError(
            f"{name} is '{cell}': write 2024-03-01, 2024-03, 2024, 2024-03-01..2024-03-05, ..2024-03-05 or open."
        )
    return f"{year:04}-{month:02}-{day:02}"


def _quantities(name: str, cell: str) -> Mapping[str, Any]:
    kinds = get_args(QuantityKind)
    amounts = []
    for part in (part.strip() for part in cell.split(";")):
        if not part:
            continue
        found = _AMOUNT.fullmatch(part)
        kind, low, dots, high, exact, unit = found.groups() if found else (None,) * 6
        if kind is None or not (low or high or exact):
            raise _CellError(f"{name} is '{part}': write 'killed 4', 'killed 4..6', 'killed 4..' or 'area 3 km2'.")
        if kind not in kinds:
            raise _CellError(f"{name} counts '{kind}'; have {', '.join(kinds)}.{_hint(kind, kinds)}")
        bounds = (low, high) if dots else (exact, exact)
        amounts.append({"kind": kind, "low": _amount(bounds[0]), "high": _amount(bounds[1]), "unit": unit})
    return {"quantities": amounts}


def _amount(digits: str | None) -> float | int | None:
    if not digits:
        return None
    return float(digits) if "." in digits else int(digits)


def _optional(name: str, cell: str) -> Mapping[str, Any]:
    if cell.casefold() not in _TRUE | _FALSE:
        raise _CellError(f"{name} is '{cell}'; write yes, or leave it empty.")
    return {name: cell.casefold() in _TRUE}


def _hint(word: str, known: tuple[str, ...]) -> str:
    folded = {one.casefold(): one for one in known}
    near = get_close_matches(word.casefold(), folded, n=1, cutoff=0.7)
    return f" Did you mean '{folded[near[0]]}'?" if near else ""


_READERS: dict[str, Callable[[str, str], Mapping[str, Any]]] = {
    "trigger": _text,
    "quote": _quote,
    "start": _offset,
    "end": _offset,
    "type": _choice("types", ACTION_TYPES, many=True),
    "mode": _mode,
    **dict.fromkeys(FILLERS, _fillers),
    "relation": _choice("relation", get_args(Relation), many=False),
    "date": _date,
    "status": _choice("status", get_args(Status), many=False),
    "polarity": _choice("polarity", get_args(Polarity), many=False),
    "modality": _choice("modality", get_args(Modality), many=True),
    "quantities": _quantities,
    "optional": _optional,
    "hard": _fillers,
}
