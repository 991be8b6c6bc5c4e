"""Two records of one kind in, the slots whose values differ out: which filler, which field, from what to what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from kgbuild.graph.differences import SlotChange, Value

Filler = TypeVar("Filler")
_SEVERAL = ", "
_OFFSETS = frozenset({"start", "end"})


def list_slot_changes(
    old: Struct,
    new: Struct,
    *,
    leave_out: Iterable[str] = (),
    offsets: bool = True,
    restore: Callable[[str], str] | None = None,
) -> tuple[SlotChange, ...]:
    """What differs between two records, field by field in the order of the record.

    Fillers of a slot are paired by their words, so that one actor more does not move the others.

    Args:
        old: the former record.
        new: the later one, of the same type.
        leave_out: fields that are not compared.
        offsets: whether words that stand elsewhere in the text are a change.
        restore: how the old record called a text, where it was renamed to be compared.
    """
    left, right = _make_plain(old, offsets=offsets), _make_plain(new, offsets=offsets)
    skipped = set(leave_out)
    changes = (
        change
        for name in type(new).__struct_fields__
        if name not in skipped and left.get(name) != right.get(name)
        for change in _compare_slot(name, left.get(name), right.get(name))
    )
    return tuple(changes if restore is None else (_restore(change, restore) for change in changes))


def _restore(change: SlotChange, restore: Callable[[str], str]) -> SlotChange:
    if not isinstance(change.old, str):
        return change
    return replace(change, old=_SEVERAL.join(map(restore, change.old.split(_SEVERAL))))


def _make_plain(record: Struct, *, offsets: bool) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(record))
    return plain if offsets else _drop_offsets(plain)


def _drop_offsets(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _drop_offsets(one) for name, one in value.items() if name not in _OFFSETS}
    return [_drop_offsets(one) for one in value] if isinstance(value, list) else value


def _compare_slot(slot: str, old: Any, new: Any) -> Iterator[SlotChange]:
    """A slot holds one value, a record, or a list of either; of values it is told which only one list holds."""
    if isinstance(old, list) and isinstance(new, list) and any(isinstance(one, dict) for one in (*old, *new)):
        yield from _compare_fillers(slot, old, new)
    elif isinstance(old, dict) and isinstance(new, dict):
        yield from _compare_fields(slot, None, old, new)
    elif isinstance(old, list) and isinstance(new, list) and sorted(old) != sorted(new):
        yield SlotChange(slot=slot, old=_show(_without(old, new)), new=_show(_without(new, old)))
    else:
        yield SlotChange(slot=slot, old=_show(old), new=_show(new))


def _compare_fillers(slot: str, old: Sequence[dict[str, Any]], new: Sequence[dict[str, Any]]) -> Iterator[SlotChange]:
    left, right = _without(old, new), _without(new, old)
    if not left and not right:
        yield SlotChange(slot=slot, field="order", old=_show(list(old)), new=_show(list(new)))
    for one, other in _pair(left, right):
        if one is not None and other is not None:
            yield from _compare_fields(slot, _name_filler(other) or _name_filler(one), one, other)
        else:
            yield SlotChange(slot=slot, old=_show(one), new=_show(other))


def _without(fillers: Sequence[Filler], others: Sequence[Filler]) -> list[Filler]:
    """Those that the other list does not hold, each counted as often as it stands there."""
    rest = list(others)
    kept = []
    for filler in fillers:
        if filler in rest:
            rest.remove(filler)
        else:
            kept.append(filler)
    return kept


def _pair(
    left: list[dict[str, Any]], right: list[dict[str, Any]]
) -> Iterator[tuple[dict[str, Any] | None, dict[str, Any] | None]]:
    """Fillers of the same words, then the rest as they stand, then what has no counterpart."""
    rest = list(right)
    alone = []
    for one in left:
        other = next((other for other in rest if _name_filler(other) == _name_filler(one)), None)
        if other is None:
            alone.append(one)
        else:
            rest.remove(other)
            yield one, other
    for place in range(max(len(alone), len(rest))):
        yield (alone[place] if place < len(alone) else None), (rest[place] if place < len(rest) else None)


def _compare_fields(slot: str, words: str | None, old: dict[str, Any], new: dict[str, Any]) -> Iterator[SlotChange]:
    for field in dict.fromkeys([*new, *old]):
        one, other = old.get(field), new.get(field)
        if one != other:
            yield SlotChange(slot=slot, words=words, field=field, old=_show(one), new=_show(other))


def _name_filler(filler: dict[str, Any]) -> str | None:
    """The words of a filler: its mention's, its own, else the name."""
    mention = filler.get("mention")
    found = mention["text"] if mention else filler.get("text") or filler.get("name") or filler.get("code")
    return None if found is None else str(found)


def _show(value: Any) -> Value:
    """A value as one of those that a change holds; records by their words and what they were taken for."""
    if isinstance(value, list):
        return _SEVERAL.join(str(_show(one)) for one in value) or None
    if isinstance(value, dict):
        if "text" in value:
            return f'"{value["text"]}"' + (f" {value['start']}-{value['end']}" if "start" in value else "")
        words, known = _name_filler(value), value.get("name") or value.get("message") or value.get("value")
        return ", ".join(dict.fromkeys(str(part) for part in (words, known) if part)) or "something unnamed"
    return value  # type: ignore[no-any-return]
