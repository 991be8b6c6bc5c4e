"""A difference between two graphs in, text, Markdown or JSON out: the counts first, then each change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from kgbuild.errors import GraphError
from kgbuild.graph.differences import KINDS, WAYS, Cause, Change, Difference, Kind, SlotChange, Value

Format = Literal["text", "json", "md"]
_SIGNS = {"added": "+", "removed": "-", "changed": "~", "joined": ">", "left": "<"}
_PLURALS: dict[Kind, str] = {"identity": "identities", "former": "former texts"}


def format_difference(difference: Difference, format: Format = "text") -> str:
    """The difference for reading (`text`, `md`) or for machines (`json`), ending in a newline.

    In text `+` is what was added, `-` removed, `~` changed; a statement that is in both graphs and counts in one only
    is `>` (joined) or `<` (left).

    Raises:
        GraphError: no such format.
    """
    match format:
        case "json":
            return msgspec.json.format(msgspec.json.encode(difference), indent=1).decode() + "\n"
        case "text" | "md":
            lines = list(_write_counts(difference, format))
            for kind in KINDS:
                lines += _write_kind(difference, kind, format)
            return "\n".join(lines).rstrip() + "\n"
    raise GraphError(f"no format '{format}' for a difference; have text, json, md.")


def _write_counts(difference: Difference, format: Format) -> Iterator[str]:
    head = f"{difference.old} -> {difference.new}"
    told = [(_name_kind(kind), one) for kind, one in difference.counts.items() if one.total or one.renamed]
    if format == "md":
        yield from (f"# {head}", "")
        if told:
            yield from ("| | added | removed | changed | renamed |", "|---|---|---|---|---|")
            yield from (
                f"| {name} | {one.added} | {one.removed} | {one.changed} | {one.renamed} |" for name, one in told
            )
    else:
        yield head
        width = max((len(name) for name, _ in told), default=0)
        for name, one in told:
            parts = [f"{getattr(one, what)} {what}" for what in (*WAYS, "renamed") if getattr(one, what)]
            yield f"{name.ljust(width)}  {', '.join(parts)}"
    if not difference:
        yield "nothing changed"


def _name_kind(kind: Kind) -> str:
    return _PLURALS.get(kind, f"{kind}s")


def _write_kind(difference: Difference, kind: Kind, format: Format) -> Iterator[str]:
    changes = [change for change in difference.changes if change.kind == kind]
    left_out = difference.counts[kind].total - len(changes)
    if not changes and not left_out:
        return
    yield from ("", f"## {_name_kind(kind)}" if format == "md" else _name_kind(kind))
    if format == "md":
        yield ""
    for change in changes:
        yield from _write_change(change, format)
    if left_out:
        yield f"{'- ' if format == 'md' else '  '}... and {left_out} more"


def _write_change(change: Change, format: Format) -> Iterator[str]:
    named = f"`{change.id}`" if format == "md" else change.id
    former = f" (was {change.former})" if change.former else ""
    home = f" in {change.article}" if change.article else ""
    label = f": {change.label}" if change.label else ""
    sign = f"- {change.what} " if format == "md" else f"{_SIGNS[change.what]} "
    yield f"{sign}{named}{former}{home}{label}"
    before = "  - " if format == "md" else "    "
    for slot in change.slots:
        yield before + tell_slot(slot)
    for cause in change.causes:
        yield before + _tell_cause(cause, format)


def tell_slot(slot: SlotChange) -> str:
    """One value that is another, as a line."""
    name = slot.slot + (f' "{slot.words}"' if slot.words else "") + (f" {slot.field}" if slot.field else "")
    return f"{name}: {_show(slot.old)} -> {_show(slot.new)}"


def _show(value: Value) -> str:
    if value is None:
        return "nothing"
    return ("yes" if value else "no") if isinstance(value, bool) else " ".join(str(value).split())


def _tell_cause(cause: Cause, format: Format) -> str:
    what = f"{cause.what} " if format == "md" else f"{_SIGNS[cause.what]} "
    return f'{what}{cause.statement} in {cause.article}: "{cause.words}"'
