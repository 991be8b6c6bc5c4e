"""Days as precise as the text in, the spells of time in which a node or an edge is there out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from kgbuild.exporters._views.folding import list_days

Spell = tuple[str | None, str | None]
"""First and last day, both inclusive (ISO 8601); `None` is an open end."""
ALWAYS: Spell = (None, None)


def find_spells(values: Mapping[str, object]) -> list[Spell]:
    """The spells in the `days` of an edge or node, else its `earliest` to `latest`; none where it has no day at all."""
    if not any(values.get(name) for name in ("days", "earliest", "latest")):
        return []
    return merge_spells(map(_read_interval, list_days(values)))


def merge_spells(spells: Iterable[Spell]) -> list[Spell]:
    """The same days in spells that do not overlap, in order; Gephi takes no others."""
    merged: list[Spell] = []
    for start, end in sorted(spells, key=lambda spell: (spell[0] or "", spell[1] or "~")):
        if merged and (merged[-1][1] is None or start is None or start <= merged[-1][1]):
            last = merged[-1]
            merged[-1] = (last[0], None if end is None or last[1] is None else max(last[1], end))
        else:
            merged.append((start, end))
    return merged


def _read_interval(text: str) -> Spell:
    """The ends of an EDTF interval; what is no day is unknown, and so are days in the wrong order."""
    start, _, end = text.partition("/")
    spell = (_read_day(start), _read_day(end))
    return ALWAYS if spell[0] and spell[1] and spell[0] > spell[1] else spell


def _read_day(text: str) -> str | None:
    try:
        return date.fromisoformat(text).isoformat() if len(text) == 10 else None
    except ValueError:
        return None
