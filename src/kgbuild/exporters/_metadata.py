"""Tables in, a folder of files that describes itself out: with `datapackage.json` and `croissant.json`.

The first is a Frictionless Data Package, the second MLCommons Croissant: columns with types and descriptions, keys,
sizes and SHA-256 of the files.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import Any, BinaryIO, cast

from kgbuild.exporters._columns import JOINT, LISTS, Column, Kind, Table
from kgbuild.exporters._package import NAME, TEXT, TITLE, Media, Package, Part, Tally

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
    for name, told in {
        "datapackage.json": make_datapackage(package),
        "croissant.json": make_croissant(package),
    }.items():
        with open_file(name) as file:
            file.write((json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode())


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


def _describe(column: Column, media: Media) -> tuple[Kind, str]:
    """What a column's cells are in a file of this format, and what they hold."""
    if column.kind in LISTS and not media.has_lists:
        return "text", column.text + _JOINED
    return column.kind, column.text


def _make_field(column: Column, media: Media) -> dict[str, Any]:
    kind, text = _describe(column, media)
    field: dict[str, Any] = {"name": column.name, "type": _TYPES[kind], "description": text}
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
    kind, text = _describe(column, package.media)
    field: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": name,
        "name": name,
        "description": text,
        "dataType": _CROISSANT_TYPES[kind],
        "source": {"fileObject": {"@id": package.name(part)}, "extract": {"column": column.name}},
    }
    if kind in LISTS:
        field["repeated"] = True
    # No references: readers of Croissant take each for an order to join the two files.
    return field
