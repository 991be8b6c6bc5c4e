"""Located statements as KML 2.2, for Google Earth, Marble, QGIS: folders by action, spans of time for its slider.

A placemark spans the days that its words can mean, no more precisely than they tell, and its balloon says whose word it
is, quotes it and leads to the article. The mark tells what the point stands for: large in a place, smaller and paler
near one, small and faint for the middle of a region. What is denied, planned or disputed is grey.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from html import escape
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import IO, cast

from kgbuild.exporters._balloons import OPEN, OTHER, Facts, describe_state, describe_statement
from kgbuild.exporters._columns import Cell, Kind, Table, spell
from kgbuild.exporters._control import VIEW, check_view, make_control
from kgbuild.exporters._look import EDGE_COLOURS, NOT_TOLD, OTHER_COLOUR
from kgbuild.exporters._map_layers import Sorted, make_statements
from kgbuild.exporters._normal import clean_text
from kgbuild.exporters._output import Output
from kgbuild.exporters._package import TEXT, TITLE
from kgbuild.exporters._xml import check_xml, write_attribute, write_scalar, write_text
from kgbuild.graph.claim_graph import ClaimGraph

VIEWS = ("actions", "countries", VIEW)
_GROUPS = {"actions": "action", "countries": "country", VIEW: "holder"}
_NAMELESS = {"action": "no action", "country": "no country", "holder": "nobody named"}
_TYPES: dict[Kind, str] = {
    "text": "string", "integer": "int", "number": "double", "truth": "bool", "date": "string", "texts": "string",
    "integers": "string",
}  # fmt: skip
_SCALES = {"place": 1.0, "near": 0.8, "region": 0.5}
_SHADES = {"place": 255, "near": 170, "region": 110}
"""How large and how opaque a mark is, by what its point stands for."""
_MEMORY = 1 << 20
_ELSEWHERE = ("id", "lat", "lon")
"""Columns that are no values: readers take a value named id for the placemark's own."""


def export(graph: ClaimGraph, output: Output, *, view: str | None = None, day: str | None = None) -> None:
    """Write placemarks in folders.

    Args:
        graph: what to write.
        output: a file.
        view: `actions` (the default) and `countries` say what the folders are; `control` shows who holds which place,
            in folders by holder.
        day: with the view `control`: on that day.

    Raises:
        SettingsError: no such view, or a day without `control`.
    """
    check_view("kml", view, day, views=VIEWS)
    layer = make_control(graph, day) if view == VIEW else make_statements(graph)
    sorter = Sorted(layer)
    with ExitStack() as opened:
        folders = _spool(layer, sorter, _GROUPS[view or "actions"], opened)
        notes = sorter.tell()
        with output.open(check=check_xml) as file:
            file.write(_write_head(layer, notes).encode())
            for name, spool in sorted(folders.items()):
                file.write(f"<Folder><name>{_text(name)}</name>\n".encode())
                spool.seek(0)
                copyfileobj(cast("IO[bytes]", spool), file)
                file.write(b"</Folder>\n")
            file.write(b"</Document>\n</kml>\n")
    output.notes.extend(notes)


def _spool(layer: Table, sorter: Sorted, group: str, opened: ExitStack) -> dict[str, SpooledTemporaryFile[bytes]]:
    """The placemarks of each folder, on disk where they are many."""
    folders: dict[str, SpooledTemporaryFile[bytes]] = {}
    heading = layer.heading
    kinds = {column.name: column.kind for column in layer.columns}
    for row in layer.rows:
        point = sorter.place(row)
        if point is None:
            continue
        facts = dict(zip(heading, row, strict=True))
        name = str(facts[group] or _NAMELESS[group])
        if name not in folders:
            folders[name] = opened.enter_context(SpooledTemporaryFile(_MEMORY))  # noqa: SIM115  # the stack closes it
        mark = "".join(_write_placemark(layer.name, facts, kinds, point))
        folders[name].write(mark.encode())
    return folders


def _write_head(layer: Table, notes: list[str]) -> str:
    """Everything before the folders: what the file is, the marks, and the types of the values."""
    told = "".join(f"<p>{escape(note)}.</p>" for note in (layer.text.removesuffix("."), *notes))
    colours = {action: colour for colour, actions in EDGE_COLOURS.items() for action in actions}
    styles = "".join(
        _write_style(f"{action}-{point}", colour, point)
        for action, colour in (*sorted(colours.items()), (OTHER, OTHER_COLOUR), (OPEN, NOT_TOLD))
        for point in _SCALES
    )
    fields = "".join(
        f'<SimpleField name={write_attribute(column.name)} type="{_TYPES[column.kind]}"/>\n'
        for column in layer.columns
        if column.name not in _ELSEWHERE
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>\n'
        f"<name>{_text(TITLE)}</name>\n<description>{_text(f'<p>{escape(TEXT)}</p>{told}')}</description>\n"
        f'{styles}<Schema id="{layer.name}" name="{layer.name}">\n{fields}</Schema>\n'
    )


def _write_style(name: str, colour: tuple[int, int, int], point: str) -> str:
    """A mark; KML spells colours alpha, blue, green, red."""
    red, green, blue = colour
    tint = f"{_SHADES[point]:02x}{blue:02x}{green:02x}{red:02x}"
    return (
        f'<Style id="{name}"><IconStyle><color>{tint}</color><scale>{_SCALES[point]}</scale></IconStyle>'
        "<LabelStyle><scale>0.7</scale></LabelStyle></Style>\n"
    )


def _write_placemark(schema: str, facts: Facts, kinds: dict[str, Kind], point: tuple[float, float]) -> Iterator[str]:
    name, balloon, colour = describe_state(facts) if schema == VIEW else describe_statement(facts)
    yield f"<Placemark><name>{_text(name)}</name>\n<description>{_text(balloon)}</description>\n"
    days = [(tag, day) for tag, day in zip(("begin", "end"), find_span(facts), strict=True) if day is not None]
    if days:
        yield f"<TimeSpan>{''.join(f'<{tag}>{day}</{tag}>' for tag, day in days)}</TimeSpan>\n"
    yield f"<styleUrl>#{colour}-{facts['point']}</styleUrl>\n"
    yield f'<ExtendedData><SchemaData schemaUrl="#{schema}">\n'
    for key in kinds:
        if key not in _ELSEWHERE and (value := _write_value(facts[key])):
            yield f"<SimpleData name={write_attribute(key)}>{value}</SimpleData>\n"
    yield "</SchemaData></ExtendedData>\n"
    yield f"<Point><coordinates>{point[0]!r},{point[1]!r}</coordinates></Point></Placemark>\n"


def find_span(facts: Facts) -> tuple[date | None, date | None]:
    """First and last day of a placemark, `None` where the words leave it open.

    A statement spans the days that it can mean. A state begins on the first day that it can have begun, if that is not
    known on the last one, as in the view `control` of a day, and ends before the day on which its side says otherwise,
    or on the same day.
    """
    first, last = _read_day(facts["earliest"]), _read_day(facts["latest"])
    if "until" not in facts:
        return first, last
    begin, until = first or last, _read_day(facts["until"])
    if begin is None or until is None:
        return begin, until and until - timedelta(days=1)
    return begin, max(begin, until - timedelta(days=1))


def _read_day(cell: Cell) -> date | None:
    return cell if isinstance(cell, date) else None


def _write_value(cell: Cell) -> str:
    value = spell(cell)
    return "" if value is None else _text(write_scalar(value))


def _text(value: str) -> str:
    return write_text(clean_text(value))
