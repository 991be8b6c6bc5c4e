"""Tables on their way into files in, what there is to know of the files out: sizes, hashes, rows, references that hold.

A reference from one table to another holds where every value has its row there; filters may leave out what is pointed
to.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from io import RawIOBase
from typing import TYPE_CHECKING, BinaryIO

from msgspec import Struct

from kgbuild.exporters._columns import Column, Row, Table
from kgbuild.exporters._tables import DESIGNS

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

NAME = "claims"
TITLE = "A graph of claims from conflict reporting"
TEXT = (
    "Who says that who did what to whom, where and when, and in which words. Every row of the table statements is a "
    "claim of an article, not a fact: the columns claimants, status, polarity and modality say whose word it is and "
    "whether it is denied, planned or threatened."
)
_REFERRED = frozenset(column.refers for design in DESIGNS.values() for column in design.columns if column.refers)


class Media(Struct, frozen=True):
    """A format of tables: its ending, its names in the two kinds of metadata, and whether it has lists."""

    ending: str
    package: str
    croissant: str
    has_lists: bool


CSV = Media("csv", "text/csv", "text/csv", has_lists=False)
PARQUET = Media("parquet", "application/vnd.apache.parquet", "application/x-parquet", has_lists=True)


class Tally(RawIOBase):
    """A file that counts and hashes what is written to it; closing it leaves the file open."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.size = 0
        self._hash = sha256()

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: ReadableBuffer, /) -> int:
        """Pass the bytes on."""
        view = memoryview(data)
        self._file.write(view)
        self._hash.update(view)
        self.size += view.nbytes
        return view.nbytes

    @property
    def sha256(self) -> str:
        """The hash of all that was written."""
        return self._hash.hexdigest()


class Part(Struct, frozen=True):
    """A table that was written: its file's size in bytes, hash, and number of rows."""

    table: Table
    size: int
    sha256: str
    rows: int


class Package:
    """The tables of a folder, noted while they are written."""

    def __init__(self, media: Media) -> None:
        self.media = media
        self.parts: list[Part] = []
        self._keys: dict[str, set[str]] = {name: set() for name in _REFERRED}
        self._used: dict[tuple[str, str], set[str]] = {}
        self._counts: dict[str, int] = {}

    def watch(self, table: Table) -> Table:
        """The table, its rows counted and its keys noted as they pass."""
        return Table(table.name, table.text, table.columns, table.key, self._watch(table))

    def _watch(self, table: Table) -> Iterator[Row]:
        noted: list[tuple[int, set[str]]] = []
        for at, column in enumerate(table.columns):
            if (own := f"{table.name}.{column.name}") in self._keys:
                noted.append((at, self._keys[own]))
            if column.refers:
                noted.append((at, self._used.setdefault((table.name, column.name), set())))
        self._counts[table.name] = 0
        for row in table.rows:
            for at, values in noted:
                if row[at] is not None:
                    values.add(str(row[at]))
            self._counts[table.name] += 1
            yield row

    def add(self, table: Table, tally: Tally) -> None:
        """Note a table that was watched and written whole."""
        self.parts.append(Part(table, tally.size, tally.sha256, self._counts[table.name]))

    def name(self, part: Part) -> str:
        """The file's name in the folder."""
        return f"{part.table.name}.{self.media.ending}"

    def refers(self, table: Table, column: Column) -> tuple[str, str] | None:
        """The table and column that every value of this one is a key of."""
        there, _, name = column.refers.partition(".")
        if not column.refers or there not in {part.table.name for part in self.parts}:
            return None
        return (there, name) if self._used[table.name, column.name] <= self._keys[column.refers] else None
