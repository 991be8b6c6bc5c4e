"""Tables of a folder in, what tells programs about them out: `datapackage.json` and `croissant.json`.

The first is a Frictionless Data Package, the second MLCommons Croissant: columns with types and descriptions, keys,
sizes and SHA-256 of the files. A reference from one table to another is declared where every value has its row there;
filters may leave out what is pointed to.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from hashlib import sha256
from io import RawIOBase
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from msgspec import Struct

from kgbuild.exporters._columns import JOINT, Column, Kind, Row, Table
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
_JOINED = f' Several values are joined by "{JOINT}".'
_TYPES: dict[Kind, str] = {
    "text": "string", "integer": "integer", "number": "number", "truth": "boolean", "date": "date", "texts": "array",
    "integers": "array",
}  # fmt: skip
_CROISSANT_TYPES: dict[Kind, str] = {
    "text": "sc:Text", "integer": "sc:Integer", "number": "sc:Float", "truth": "sc:Boolean", "date": "sc:Date",
    "texts": "sc:Text", "integers": "sc:Integer",
}  # fmt: skip
_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    **{
        name: f"cr:{name}"
        for name in (
            "citeAs", "column", "equivalentProperty", "extract", "field", "fileObject", "fileProperty", "fileSet",
            "format", "includes", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet",
            "references", "regex", "repeated", "replace", "samplingRate", "separator", "source", "subField",
            "transform",
        )
    },
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
}  # fmt: skip
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

    def files(self) -> dict[str, bytes]:
        """The metadata by the name of its file."""
        made = {"datapackage.json": make_datapackage(self), "croissant.json": make_croissant(self)}
        return {name: (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode() for name, value in made.items()}


def write_package(
    tables: Iterable[Table],
    media: Media,
    open_file: Callable[[str], AbstractContextManager[BinaryIO]],
    write_table: Callable[[Table, BinaryIO], object],
) -> None:
    """Write each table into a file of its own, and what tells about them into two more."""
    package = Package(media)
    for table in tables:
        with open_file(f"{table.name}.{media.ending}") as file:
            tally = Tally(file)
            write_table(package.watch(table), cast("BinaryIO", tally))
        package.add(table, tally)
    for name, content in package.files().items():
        with open_file(name) as file:
            file.write(content)


def make_datapackage(package: Package) -> dict[str, Any]:
    """The Frictionless Data Package of tables that were written."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": NAME,
        "title": TITLE,
        "description": TEXT,
        "resources": [_make_resource(package, part) for part in package.parts],
    }


def _make_resource(package: Package, part: Part) -> dict[str, Any]:
    table, media = part.table, package.media
    schema: dict[str, Any] = {"fields": [_make_field(column, media) for column in table.columns]}
    if not media.has_lists:
        schema["missingValues"] = [""]
    if table.key:
        schema["primaryKey"] = list(table.key)
    references = [(column.name, found) for column in table.columns if (found := package.refers(table, column))]
    if references:
        schema["foreignKeys"] = [
            {"fields": [name], "reference": {"resource": there, "fields": [key]}} for name, (there, key) in references
        ]
    return {
        "name": table.name,
        "type": "table",
        "title": table.text,
        "path": package.name(part),
        "format": media.ending,
        "mediatype": media.package,
        "encoding": "utf-8",
        "bytes": part.size,
        "hash": f"sha256:{part.sha256}",
        "schema": schema,
    }


def _make_field(column: Column, media: Media) -> dict[str, Any]:
    is_list = column.kind in {"texts", "integers"}
    joined = is_list and not media.has_lists
    field: dict[str, Any] = {
        "name": column.name,
        "type": "string" if joined else _TYPES[column.kind],
        "description": column.text + (_JOINED if joined else ""),
    }
    if column.needed:
        field["constraints"] = {"required": True}
    return field


def make_croissant(package: Package) -> dict[str, Any]:
    """The Croissant description of tables that were written."""
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": NAME,
        "description": f"{TITLE}. {TEXT}",
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": package.name(part),
                "name": package.name(part),
                "contentUrl": package.name(part),
                "contentSize": f"{part.size} B",
                "encodingFormat": package.media.croissant,
                "sha256": part.sha256,
            }
            for part in package.parts
        ],
        "recordSet": [_make_records(package, part) for part in package.parts],
    }


def _make_records(package: Package, part: Part) -> dict[str, Any]:
    table = part.table
    records: dict[str, Any] = {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": f"{table.text} {part.rows} rows.",
    }
    if table.key:
        records["key"] = [{"@id": f"{table.name}/{name}"} for name in table.key]
    records["field"] = [_make_croissant_field(package, part, column) for column in table.columns]
    return records


def _make_croissant_field(package: Package, part: Part, column: Column) -> dict[str, Any]:
    name = f"{part.table.name}/{column.name}"
    is_list = column.kind in {"texts", "integers"}
    joined = is_list and not package.media.has_lists
    field: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": name,
        "name": name,
        "description": column.text + (_JOINED if joined else ""),
        "dataType": "sc:Text" if joined else _CROISSANT_TYPES[column.kind],
        "source": {"fileObject": {"@id": package.name(part)}, "extract": {"column": column.name}},
    }
    if is_list and not joined:
        field["repeated"] = True
    # No references: readers of Croissant take each for an order to join the two files.
    return field
