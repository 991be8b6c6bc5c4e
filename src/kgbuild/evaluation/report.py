"""A score in, what a reader or a program is told of it out: measures with intervals, and each difference."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct

from kgbuild.csv_lines import write_line
from kgbuild.evaluation.coreference import Coreference
from kgbuild.evaluation.intervals import LEVEL, RESAMPLES, SEED, Interval, Measure, measure
from kgbuild.evaluation.scores import ArticleScore, Miss, MissKind

SLOTS = (
    "actors", "recipients", "parties", "locations", "relation", "date", "claimants", "quantities", "mode", "status",
    "polarity", "modality",
)  # fmt: skip
KINDS: dict[MissKind, str] = {
    "missed": "Missed: a row without a statement",
    "refused": "Refused: the checks refused the statement",
    "type": "Of another type: there is a statement, but not of the row's type",
    "spurious": "False: a statement that no row asks for",
    "slot": "Different in a slot",
}
MOST = 10
"""How many of the things that make rows hard the table shows."""
_HEAD = ("precision", "recall", "F1", "right", "given", "wanted")


class Bootstrap(Struct, frozen=True, kw_only=True):
    """How the intervals were drawn."""

    level: float = LEVEL
    resamples: int = RESAMPLES
    seed: int = SEED
    unit: str = "article"


class Evaluation(Struct, frozen=True, kw_only=True):
    """How statements compare with a gold file.

    `articles` are those compared and `rows` their required rows; `unscored` names articles of the gold that could not
    be compared. `events` tells how well statements came together in the events that the gold names, if it names any.
    `statements` counts statements paired with rows by words and action type, `exact` those right in every
    slot. A slot's precision is over the statements paired, its recall over all rows. `hard` holds, by what makes a row
    hard, how many rows show it (`wanted`), were found (`given`) and are right in every slot (`right`).
    """

    gold: str
    articles: int
    rows: int
    unscored: tuple[str, ...] = ()
    statements: Measure
    exact: Measure
    slots: dict[str, Measure]
    types: dict[str, Measure]
    hard: dict[str, Measure]
    events: Coreference | None = None
    bootstrap: Bootstrap = Bootstrap()
    misses: tuple[Miss, ...] = ()


def make_evaluation(
    gold: str,
    articles: Sequence[ArticleScore],
    misses: Iterable[Miss],
    unscored: Sequence[str] = (),
    events: Coreference | None = None,
) -> Evaluation:
    """The measures of these articles; `misses` are theirs, with what is known of their sentences."""
    whole = measure([{"statements": one.statements, "exact": one.exact} for one in articles])
    slots = measure([one.slots for one in articles])
    return Evaluation(
        gold=gold,
        articles=len(articles),
        rows=sum(one.statements.wanted for one in articles),
        unscored=tuple(unscored),
        statements=whole["statements"],
        exact=whole["exact"],
        slots={name: slots[name] for name in SLOTS if name in slots},
        types=measure([one.types for one in articles]),
        hard=measure([one.phenomena for one in articles], resamples=0),
        events=events,
        misses=tuple(misses),
    )


def format_evaluation(evaluation: Evaluation, *, show: int) -> str:
    """The evaluation for a reader: tables, then at most `show` differences of each kind."""
    lines = [
        _summarise(evaluation),
        "",
        *_table({"statements": evaluation.statements, "exact": evaluation.exact}, "whole"),
        "",
        *_table(evaluation.slots, "slot"),
        "",
        *_table(evaluation.types, "type"),
    ]
    if evaluation.hard:
        lines += ["", *_hard_table(evaluation.hard)]
    if evaluation.events is not None:
        lines += ["", *_describe_events(evaluation.events)]
    lines += ["", _explain_intervals(evaluation)]
    for kind, title in KINDS.items():
        lines += _list_misses(title, [miss for miss in evaluation.misses if miss.kind == kind], show)
    return "\n".join(lines) + "\n"


def format_misses(misses: Iterable[Miss], *, table: bool) -> str:
    """The differences as CSV (`table`) or JSON Lines."""
    if not table:
        return "".join(msgspec.json.encode(miss).decode() + "\n" for miss in misses)
    return "".join(map(write_line, (Miss.__struct_fields__, *map(msgspec.structs.astuple, misses))))


def _summarise(evaluation: Evaluation) -> str:
    found = evaluation.statements
    false = found.given - found.right
    return (
        f"{evaluation.articles:,} {_plural('article', evaluation.articles)}, {evaluation.rows:,} "
        f"{_plural('row', evaluation.rows)}: {found.right:,} found, {found.wanted - found.right:,} not found; "
        f"{false:,} {_plural('statement', false)} that no row asks for."
    )


def _table(measures: dict[str, Measure], name: str) -> list[str]:
    rows = [
        (
            label,
            _percent(one.precision, one.precision_interval),
            _percent(one.recall, one.recall_interval),
            _percent(one.f1, one.f1_interval),
            f"{one.right:,}",
            f"{one.given:,}",
            f"{one.wanted:,}",
        )
        for label, one in measures.items()
    ]
    return _align([(name, *_HEAD), *rows], numbers=3)


def _hard_table(measures: dict[str, Measure]) -> list[str]:
    """What is hard most often; the rest stands in the JSON."""
    ranked = sorted(measures.items(), key=lambda pair: (-pair[1].wanted, pair[0]))[:MOST]
    rows = [(name, f"{one.wanted:,}", f"{one.given:,}", f"{one.right:,}") for name, one in ranked]
    lines = _align([("what is hard", "rows", "found", "right in every slot"), *rows], numbers=3)
    rest = len(measures) - len(rows)
    return [*lines, f"... and {rest:,} more: --json tells all."] if rest else lines


def _describe_events(events: Coreference) -> list[str]:
    """How well statements came together, and over how many of them."""
    return [
        (
            f"Events (B-cubed): precision {events.precision:.2f}, recall {events.recall:.2f}, F1 {events.f1:.2f}, over "
            f"the {events.found:,} statements found for the {events.wanted:,} rows that name one."
        ),
        (
            f"Of the pairs of two articles that tell one event {events.joined:,} are together and {events.split:,} are "
            f"apart; {events.mixed:,} pairs of two events are together."
        ),
    ]


def _align(rows: Sequence[Sequence[str]], *, numbers: int) -> list[str]:
    """Columns side by side, the last `numbers` of them to the right."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    words = len(widths) - numbers
    return [
        "  ".join(
            cell.ljust(width) if at < words else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _percent(value: float | None, interval: Interval | None) -> str:
    if value is None:
        return "-"
    return f"{value:.2f}" if interval is None else f"{value:.2f} [{interval[0]:.2f}, {interval[1]:.2f}]"


def _explain_intervals(evaluation: Evaluation) -> str:
    if evaluation.articles < 2:
        return "One article is too little for intervals."
    drawn = f"In brackets: {LEVEL:.0%} intervals, bootstrap over articles ({RESAMPLES:,} resamples, seed {SEED})."
    return drawn + (" Of so few articles they are rough." if evaluation.articles < 10 else "")


def _list_misses(title: str, misses: Sequence[Miss], show: int) -> list[str]:
    if not misses or not show:
        return []
    lines = ["", f"{title} ({len(misses):,})"]
    for miss in misses[:show]:
        where = f" at {miss.start}..{miss.end}" if miss.start is not None else ""
        row = f" row {miss.row}" if miss.row else ""
        lines.append(f"  {miss.article}{row}{where}: {_describe(miss)}")
        words = miss.sentence or " ".join(miss.evidence.split())
        if words:
            lines.append(f"    {words}")
    if len(misses) > show:
        lines.append(f"  ... and {len(misses) - show:,} more: --misses FILE writes all, --show N shows more.")
    return lines


def _describe(miss: Miss) -> str:
    match miss.kind:
        case "missed":
            return miss.wanted
        case "refused":
            return f"{miss.wanted}, refused as {miss.given} ({miss.statement})"
        case "type":
            return f"{miss.wanted}, read as {miss.given} ({miss.statement})"
        case "spurious":
            return f"{miss.given} ({miss.statement})"
        case "slot":
            return f"{miss.slot}: wanted {miss.wanted or 'nothing'}, given {miss.given or 'nothing'} ({miss.statement})"


def _plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"
