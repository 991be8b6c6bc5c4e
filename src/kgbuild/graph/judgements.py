"""judgements.csv of a graph's folder in, judgements out, and back: plain, in the order of entry, whole or not there.

The file is a log that people read and edit: each row is one word on one pair, of several on a pair the last one holds,
and nothing but a withdrawal takes a row out.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Literal, get_args

from kgbuild.csv_lines import write_line
from kgbuild.errors import GraphError
from kgbuild.graph.files import sync, write_file
from kgbuild.model import Judgement

FILE = "judgements.csv"
COLUMNS = Judgement.__struct_fields__
NEEDED = ("first", "second", "verdict")
Verdict = Literal["same", "different", "unsure"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


def read_judgements(path: Path, *, base: str = "") -> list[Judgement]:
    """The judgements of a file, in its order; none where there is no such file.

    Args:
        path: the file.
        base: where the graph's names start; an id may be written as a whole address.

    Raises:
        GraphError: the file can't be read, or a line of it is malformed; the message names it.
    """
    columns: list[str] = []
    judgements = []
    line = 0
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            for row in reader:
                where, line = f"{path}, line {line + 1}", reader.line_num
                if not any(cell.strip() for cell in row):
                    continue
                if columns:
                    judgements.append(_read_row(columns, row, where, base))
                else:
                    columns = _read_header(row, where)
    except FileNotFoundError:
        return []
    except csv.Error as error:
        raise GraphError(f"{path}, line {line + 1}: is no CSV ({error}). Correct the line.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise GraphError(f"{path}: can't be read ({error}). Correct it, or move it away.") from error
    return judgements


def _read_header(row: list[str], where: str) -> list[str]:
    columns = [cell.strip() for cell in row]
    unknown = [name for name in columns if name not in COLUMNS]
    missing = [name for name in NEEDED if name not in columns]
    if unknown or missing or len(set(columns)) < len(columns):
        raise GraphError(f"{where}: is not the header '{','.join(COLUMNS)}'. Write it as the first line.")
    return columns


def _read_row(columns: list[str], row: list[str], where: str, base: str) -> Judgement:
    if len(row) != len(columns):
        raise GraphError(f"{where}: has {len(row)} cells, not {len(columns)}. Put a cell that holds a comma in quotes.")
    cells = dict(zip(columns, (cell.strip() for cell in row), strict=True))
    for name in NEEDED:
        if not cells[name]:
            raise GraphError(f"{where}: the cell '{name}' is empty. A judgement has two ids and a verdict.")
    return make_judgement(
        shorten_id(cells["first"], base), shorten_id(cells["second"], base), cells["verdict"],
        who=cells.get("who"), when=cells.get("when"), why=cells.get("why"), where=where,
    )  # fmt: skip


def make_judgement(
    first: str, second: str, verdict: str, *, who: str | None, when: str | None, why: str | None, where: str
) -> Judgement:
    """A judgement of these words; `where` names them in errors.

    Raises:
        GraphError: no such verdict, a day that is none, or one node twice.
    """
    if verdict not in VERDICTS:
        raise GraphError(f"{where}: the verdict is '{verdict}'; it is one of {', '.join(VERDICTS)}.")
    if when:
        check_day(when, where)
    if first == second:
        raise GraphError(f"{where}: '{first}' is judged against itself; name two things.")
    return Judgement(
        first=first,
        second=second,
        verdict=verdict,
        who=who or None,
        when=when or None,
        why=why or None,
    )


def shorten_id(name: str, base: str) -> str:
    """An id without the base of the graph's names, and without the angle brackets of an address."""
    bare = name.strip().removeprefix("<").removesuffix(">")
    return bare.removeprefix(base)


def check_day(text: str, where: str) -> str:
    """The text, if it is a day; `where` names it in errors.

    Raises:
        GraphError: it is none.
    """
    try:
        if date.fromisoformat(text).isoformat() == text:
            return text
    except ValueError:
        pass
    raise GraphError(f"{where}: '{text}' is no day; write it as YYYY-MM-DD, or leave it out.")


def choose_day(when: str | None, where: str) -> str:
    """The day of a person's word: the one given, or today's; `where` names it in errors.

    The day is input like the rest: the graph follows the file alone.

    Raises:
        GraphError: it is no day.
    """
    return check_day(when, where) if when else datetime.now(UTC).astimezone().date().isoformat()


def format_judgements(judgements: Iterable[Judgement]) -> str:
    """The judgements as CSV with a header, one a line, in the order given."""
    body = ([getattr(judgement, name) for name in COLUMNS] for judgement in judgements)
    return "".join(map(write_line, (COLUMNS, *body)))


def write_judgements(path: Path, judgements: Iterable[Judgement]) -> None:
    """Write the file, whole or not at all; without judgements there is no file."""
    content = list(judgements)
    if content:
        write_file(path, [format_judgements(content).encode()])
    else:
        path.unlink(missing_ok=True)
        sync(path.parent)


def drop_last(judgements: list[Judgement], judgement: Judgement) -> None:
    """Take the last of those that are equal to it out.

    Raises:
        ValueError: none is.
    """
    del judgements[len(judgements) - 1 - judgements[::-1].index(judgement)]


def hash_judgements(judgements: Iterable[Judgement]) -> str:
    """What tells whether a graph was assembled with these judgements; empty where there are none."""
    content = list(judgements)
    return sha256(format_judgements(content).encode()).hexdigest() if content else ""
