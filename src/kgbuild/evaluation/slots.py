"""A row and the statement paired with it in, a tally for each slot that the row codes out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import UNSET

from kgbuild.evaluation.names import is_named, match_fillers, split_spellings
from kgbuild.evaluation.reference import Amount, Row
from kgbuild.evaluation.scores import Tally
from kgbuild.model import Actor, Claimant, Place, Quantity, Statement

RIGHT, WRONG = Tally(1, 1, 1), Tally(0, 1, 1)


def compare_slots(row: Row, statement: Statement) -> dict[str, Tally]:
    """A tally by slot; the slot is right if its three counts are equal."""
    slots: dict[str, Tally] = {}
    actors, recipients = _sides(statement)
    if row.parties is not UNSET:
        slots["parties"] = match_fillers(_labels([*actors, *recipients]), row.parties)[0]
    if row.actors is not UNSET:
        slots["actors"] = match_fillers(_labels(actors), row.actors)[0]
    if row.recipients is not UNSET:
        slots["recipients"] = match_fillers(_labels(recipients), row.recipients)[0]
    if row.locations is not UNSET:
        slots["locations"], matched = match_fillers(_labels(statement.locations), row.locations)
        if row.relation and matched:
            relations = row.relation.split("|")
            slots["relation"] = _mark(all(statement.locations[index].relation in relations for index in matched))
    if row.earliest is not UNSET or row.latest is not UNSET:
        slots["date"] = _mark(_is_dated(row, statement))
    if row.claimants is not UNSET:
        slots["claimants"] = _mark(_is_chain(statement.claimants, row.claimants))
    if row.quantities is not UNSET:
        slots["quantities"] = _match_amounts(statement.quantities, row.quantities)
    if row.mode is not None:
        slots["mode"] = _mark(statement.action.mode in row.mode.split("|"))
    if row.status is not UNSET:
        slots["status"] = _mark(statement.status in row.status.split("|"))
    if row.polarity is not UNSET:
        slots["polarity"] = _mark(statement.polarity == row.polarity)
    if row.modality is not UNSET:
        slots["modality"] = _mark(statement.modality in row.modality)
    return slots


def want_slots(row: Row) -> dict[str, Tally]:
    """What a row wants in each slot, for a row that no statement meets; relation and mode go with a statement's own."""
    slots = {}
    for slot in ("parties", "actors", "recipients", "locations"):
        fillers = getattr(row, slot)
        if fillers is not UNSET:
            slots[slot] = match_fillers([], fillers)[0]
    if row.quantities is not UNSET:
        slots["quantities"] = Tally(0, 0, len(row.quantities))
    for slot in ("claimants", "status", "polarity", "modality"):
        if getattr(row, slot) is not UNSET:
            slots[slot] = Tally(0, 0, 1)
    if row.earliest is not UNSET or row.latest is not UNSET:
        slots["date"] = Tally(0, 0, 1)
    return slots


def is_right(tally: Tally) -> bool:
    """Whether everything given was wanted and everything wanted was given."""
    return tally.right == tally.given == tally.wanted


def show_wanted(row: Row, slot: str) -> str:
    """What a row wants in a slot, for the list of misses."""
    if slot == "date":
        return f"{_or_open(row.earliest)}..{_or_open(row.latest)}"
    if slot == "quantities":
        amounts = [] if row.quantities is UNSET else row.quantities
        return "; ".join(f"{amount.kind} {_range(amount)}" for amount in amounts)
    value = getattr(row, slot)
    return "; ".join(value) if isinstance(value, tuple) else str(value)


def show_given(statement: Statement, slot: str) -> str:
    """What a statement holds in a slot, for the list of misses."""
    actors, recipients = _sides(statement)
    match slot:
        case "date":
            date = statement.date
            return f"{_or_open(date and date.earliest)}..{_or_open(date and date.latest)}"
        case "quantities":
            return "; ".join(f"{amount.kind} {_range(amount)}" for amount in statement.quantities)
        case "mode":
            return str(statement.action.mode)
        case "relation":
            return "; ".join(f"{place.relation} {_show(place)}" for place in statement.locations)
        case "claimants":
            return "; ".join(claimant.name for claimant in statement.claimants if claimant.mention)
        case "locations":
            return "; ".join(_show(place) for place in statement.locations)
        case "parties" | "actors" | "recipients":
            shown = {"parties": [*actors, *recipients], "actors": actors, "recipients": recipients}[slot]
            return "; ".join(_show(actor) for actor in shown)
        case _:
            return str(getattr(statement, slot))


def _sides(statement: Statement) -> tuple[Sequence[Actor], Sequence[Actor]]:
    """Actors and recipients; the harmed of a CASUALTY are its recipients, or its actors if it has none."""
    if statement.action.type == "CASUALTY" and not statement.recipients:
        return (), statement.actors
    return statement.actors, statement.recipients


def _labels(items: Iterable[Actor | Place | Claimant]) -> list[tuple[str, ...]]:
    """Each filler's words and resolved name."""
    return [tuple(filter(None, (item.name, item.mention.text if item.mention else None))) for item in items]


def _show(item: Actor | Place) -> str:
    words = item.mention.text if item.mention else ""
    return words if not item.name or item.name == words else f"{words} = {item.name}"


def _mark(right: bool) -> Tally:
    return RIGHT if right else WRONG


def _is_dated(row: Row, statement: Statement) -> bool:
    date = statement.date
    pairs = ((row.earliest, date.earliest if date else None), (row.latest, date.latest if date else None))
    return all(wanted is UNSET or _or_open(given) in _or_open(wanted).split("|") for wanted, given in pairs)


def _or_open(day: object) -> str:
    return str(day) if day else "open"


def _is_chain(claimants: Iterable[Claimant], wanted: Sequence[str]) -> bool:
    """Whether the claimants that the text names are the wanted ones in order; a byline's agency is not in the text."""
    given = _labels(claimant for claimant in claimants if claimant.mention)
    return len(given) == len(wanted) and all(
        is_named(labels, split_spellings(filler)[0]) for labels, filler in zip(given, wanted, strict=True)
    )


def _match_amounts(given: Sequence[Quantity], wanted: Sequence[Amount]) -> Tally:
    remaining = list(wanted)
    right = 0
    for quantity in given:
        found = next((amount for amount in remaining if _is_amount(quantity, amount)), None)
        if found is not None:
            remaining.remove(found)
            right += 1
    return Tally(right, len(given), len(wanted))


def _is_amount(quantity: Quantity, amount: Amount) -> bool:
    same = (quantity.kind, quantity.low, quantity.high) == (amount.kind, amount.low, amount.high)
    return same and (amount.unit is None or quantity.unit == amount.unit)


def _range(amount: Amount | Quantity) -> str:
    bounds = ("" if bound is None else str(bound) for bound in (amount.low, amount.high))
    return "..".join(bounds) + (f" {amount.unit}" if amount.unit else "")
