"""Files of places that users have: a GeoNames dump or a CSV in, places and what is wrong with other rows out.

A GeoNames dump (allCountries.txt or one country's XX.txt, or the .zip that it comes in) has 19 columns apart by tabs. A
CSV has a header with id, name, lat, lon, country and level, and if wanted aliases (apart by |), population and admin1
(the name of the division).
"""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import get_args

from kgbuild.errors import GazetteerError
from kgbuild.gazetteer.data import read_country_codes, read_table
from kgbuild.gazetteer.names import is_latin
from kgbuild.model import Level

_COLUMNS = 19
REQUIRED = ("id", "name", "lat", "lon", "country", "level")
OPTIONAL = ("aliases", "population", "admin1")
_DIVISION = {"ADM1": 1, "ADM2": 2}


@dataclass(frozen=True, slots=True)
class Row:
    """A place of a file. `id` is its GeoNames id, or a negative number for a user's own; `entry` is then the user's id.

    `admin1` and `admin2` are GeoNames codes of the divisions around it ("UA.07"), in a CSV the name of the first;
    `code` is a division's own.
    """

    id: int
    name: str
    aliases: tuple[str, ...]
    lat: float
    lon: float
    country: str
    level: Level
    population: int = 0
    admin1: str = ""
    admin2: str = ""
    feature: str = ""
    code: str = ""
    entry: str = ""


Numbered = tuple[int, Row | str]
"""A line of the file, from 1, and the place that it gives or why it gives none."""


@contextmanager
def open_lines(path: Path) -> Iterator[tuple[Iterator[bytes], int]]:
    """The lines of a file, or of the one list of places in a zip, and how many bytes they are.

    Raises:
        GazetteerError: the file can't be read, or the zip holds no list of places or several.
    """
    with ExitStack() as stack:
        try:
            if path.suffix.lower() != ".zip":
                yield iter(stack.enter_context(path.open("rb"))), path.stat().st_size
                return
            archive = stack.enter_context(zipfile.ZipFile(path))
            lists = [one for one in archive.infolist() if one.filename.lower().endswith((".txt", ".csv"))]
            lists = [one for one in lists if Path(one.filename).stem.lower() != "readme"]
            if len(lists) != 1:
                held = ", ".join(one.filename for one in lists) or "none"
                raise GazetteerError(f"{path}: one .txt or .csv of places is looked for in a zip; it holds {held}.")
            yield iter(stack.enter_context(archive.open(lists[0]))), lists[0].file_size
        except (OSError, zipfile.BadZipFile) as error:
            raise GazetteerError(f"{path}: can't be read ({error}).") from error


def is_csv(path: Path) -> bool:
    """Whether the file's name, or that of the list in its zip, ends in .csv."""
    if path.suffix.lower() != ".zip":
        return path.suffix.lower() == ".csv"
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.lower().endswith(".csv") for name in archive.namelist())
    except (OSError, zipfile.BadZipFile):
        return False


def read_geonames(lines: Iterable[bytes], *, told: Callable[[int], None]) -> Iterator[Numbered]:
    """The places of a GeoNames dump, in its order; kinds of feature that features.toml does not list are left out.

    `told` gets the bytes read so far with each line.
    """
    levels: dict[str, Level] = {
        code: level for level, codes in read_table("features.toml")["level"].items() for code in codes
    }
    countries = read_country_codes() | {"": ""}
    read = 0
    for number, raw in enumerate(lines, 1):
        read += len(raw)
        told(read)
        try:
            row = _read_line(raw, levels, countries)
        except ValueError as error:
            yield number, str(error)
            continue
        if row is not None:
            yield number, row


def _read_line(raw: bytes, levels: dict[str, Level], countries: dict[str, str]) -> Row | None:
    """One line of a dump; None for a kind of feature that is left out.

    Raises:
        ValueError: it is no such line; the message says why.
    """
    cells = _decode(raw).rstrip("\r\n").split("\t")
    if len(cells) != _COLUMNS:
        raise ValueError(f"{len(cells)} columns apart by tabs, not {_COLUMNS}")
    level = levels.get(cells[7])
    # A state is in the index already, by any of its names; the dump adds to those.
    if level is None and not cells[7].startswith("PCL"):
        return None
    country = _country(cells[8], countries)
    codes = [part for part in (cells[8], cells[10], cells[11]) if part]
    first = ".".join(codes[:2]) if cells[10] and cells[10] != "00" else ""
    second = ".".join(codes[:3]) if first and cells[11] else ""
    depth = _DIVISION.get(cells[7], 0)
    return Row(
        id=_number(cells[0], "id"),
        name=_need(cells[1], "name"),
        aliases=tuple(alias for alias in dict.fromkeys((cells[2], *cells[3].split(","))) if is_latin(alias)),
        lat=_degrees(cells[4], "latitude", 90),
        lon=_degrees(cells[5], "longitude", 180),
        country=country,
        level=level or "country",
        population=_number(cells[14] or "0", "population", least=0),
        admin1="" if depth == 1 else first,
        admin2="" if depth else second,
        feature=cells[7],
        code=(first, second)[depth - 1] if depth else "",
    )


def read_csv(lines: Iterable[bytes], *, source: str, where: str, told: Callable[[int], None]) -> Iterator[Numbered]:
    """The places of a user's own list, in its order; `source` tells its ids from those of others.

    An id "geonames:578071" corrects or adds to that entry.

    Raises:
        GazetteerError: the header lacks a column.
    """
    read = 0

    def decode() -> Iterator[str]:
        nonlocal read
        for raw in lines:
            read += len(raw)
            told(read)
            yield raw.decode("utf-8-sig" if read == len(raw) else "utf-8", errors="replace")

    table = csv.DictReader(decode(), strict=False)
    header = [column.strip().lower() for column in table.fieldnames or ()]
    lacking = [column for column in REQUIRED if column not in header]
    unknown = [column for column in header if column not in REQUIRED + OPTIONAL]
    if lacking or unknown:
        wrong = f"lacks {', '.join(lacking)}" if lacking else f"has {', '.join(unknown)}, which is unknown"
        raise GazetteerError(
            f"{where}:1: the header {wrong}. Columns are {', '.join(REQUIRED)}, and if wanted {', '.join(OPTIONAL)}."
        )
    table.fieldnames = header
    countries = read_country_codes() | {"": ""}
    while True:
        number = table.line_num + 1
        try:
            cells = next(table)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, str(error)
            continue
        try:
            yield number, _read_cells(cells, countries, source)
        except ValueError as error:
            yield number, str(error)


def _read_cells(cells: dict[str, str], countries: dict[str, str], source: str) -> Row:
    if None in cells or None in cells.values():
        raise ValueError("more or fewer cells than the header has")
    given = {column: cell.strip() for column, cell in cells.items()}
    if any("\N{REPLACEMENT CHARACTER}" in cell for cell in given.values()):
        raise ValueError("not UTF-8")
    entry = _need(given["id"], "id")
    if given["level"] not in get_args(Level):
        raise ValueError(f"level '{given['level']}' is none of {', '.join(get_args(Level))}")
    known = entry.removeprefix("geonames:")
    return Row(
        id=_number(known, "GeoNames id") if known != entry else own_id(source, entry),
        name=_need(given["name"], "name"),
        aliases=tuple(alias.strip() for alias in given.get("aliases", "").split("|") if alias.strip()),
        lat=_degrees(given["lat"], "lat", 90),
        lon=_degrees(given["lon"], "lon", 180),
        country=_country(given["country"], countries),
        level=given["level"],  # type: ignore[arg-type]
        population=_number(given.get("population") or "0", "population", least=0),
        admin1=given.get("admin1", ""),
        feature=given["level"],
        entry=entry,
    )


def own_id(source: str, entry: str) -> int:
    """A number below all that the project's files use, the same for one entry of one source wherever it is read."""
    digest = blake2b(f"{source}\x1f{entry}".encode(), digest_size=6).digest()
    return -(1 << 32) - int.from_bytes(digest, "big")


def _decode(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8 at byte {error.start}") from error


def _need(cell: str, what: str) -> str:
    if not cell.strip():
        raise ValueError(f"no {what}")
    return cell.strip()


def _country(cell: str, countries: dict[str, str]) -> str:
    code = countries.get(cell.upper())
    if code is None:
        raise ValueError(f"unknown country '{cell}' (ISO 3166-1, two or three letters)")
    return code


def _number(cell: str, what: str, *, least: int = 1) -> int:
    if not cell.isascii() or not cell.isdigit() or not least <= int(cell) < 1 << 62:
        raise ValueError(f"{what} '{cell}' is no whole number from {least} on")
    return int(cell)


def _degrees(cell: str, what: str, most: int) -> float:
    try:
        value = float(cell)
    except ValueError:
        raise ValueError(f"{what} '{cell}' is no number of degrees") from None
    if not -most <= value <= most:
        raise ValueError(f"{what} {cell} is not between -{most} and {most}")
    return value
