"""A reference and statements in, a score out: pairs one to one by words and action type, then slot by slot.

Nothing here depends on the order of the statements, and nothing is drawn at random.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kgbuild.evaluation.names import share_in_order, split_words
from kgbuild.evaluation.reference import Reference, Row
from kgbuild.evaluation.scores import ArticleScore, Miss, MissKind, Score, Tally, add_tallies, sum_scores
from kgbuild.evaluation.slots import RIGHT, compare_slots, is_right, show_given, show_wanted, want_slots
from kgbuild.model import Statement

ENOUGH = 0.6
"""Share of the shorter evidence that must stand in the longer one, in order, for two to be about one sentence."""

_PLAIN_SAYING = frozenset(("say", "report", None))
_SMALL = frozenset(
    (
        "and",
        "as",
        "at",
        "away",
        "back",
        "be",
        "been",
        "by",
        "for",
        "from",
        "had",
        "has",
        "have",
        "in",
        "into",
        "is",
        "of",
        "off",
        "on",
        "out",
        "over",
        "the",
        "to",
        "up",
        "was",
        "were",
    )
)
"""Words of a trigger of several words that alone don't make two triggers the same."""


def score_statements(reference: Reference, statements: Iterable[Statement]) -> Score:
    """How statements compare with the reference, over the articles that the reference names.

    A statement belongs to an article by its id or its address. Refused statements count as not made. A plain saying
    (SAY without denial or confirmation) that no row asks for is left out, since whoever codes claims codes the saying
    as their claimant; so is a second statement on a paired row's trigger with another of the row's types, as a killing
    is both ASSAULT and CASUALTY.
    """
    by_article: dict[str, list[Statement]] = {article: [] for article in reference.articles}
    for statement in statements:
        for key in (statement.article.id, statement.article.url or ""):
            if key in by_article:
                by_article[key].append(statement)
                break
    return sum_scores(
        score_article(article, reference.articles[article], by_article[article]) for article in sorted(by_article)
    )


def score_article(article: str, rows: Sequence[Row], statements: Sequence[Statement]) -> ArticleScore:
    """The score of one article's statements."""
    made = sorted((item for item in statements if item.accepted), key=lambda item: (item.trigger.start, item.id))
    refused = [item for item in statements if not item.accepted]
    pairs = pair_statements(rows, made)
    slots: dict[str, Tally] = {}
    types: dict[str, Tally] = {}
    phenomena: dict[str, Tally] = {}
    misses: list[Miss] = []
    found = exact = 0
    for row in rows:
        statement = pairs.get(row.n)
        if statement is None:
            if not row.optional:
                add_tallies(slots, want_slots(row))
                add_tallies(types, {row.types[0]: Tally(0, 0, 1)})
                misses.append(_explain_missing(row, made, refused))
        else:
            compared = compare_slots(row, statement)
            wrong = [slot for slot, tally in compared.items() if not is_right(tally)]
            if not row.optional:
                add_tallies(slots, compared)
                add_tallies(types, {statement.action.type: RIGHT})
                misses += [_slot_miss(row, statement, slot) for slot in wrong]
                found += 1
                exact += not wrong
        if not row.optional:
            mark = Tally(right=int(statement is not None and not wrong), given=int(statement is not None), wanted=1)
            add_tallies(phenomena, dict.fromkeys(row.hard, mark))
    spurious = [item for item in made if _is_spurious(item, rows, pairs)]
    misses += [_spurious_miss(article, item) for item in spurious]
    for item in spurious:
        add_tallies(types, {item.action.type: Tally(0, 1, 0)})
    wanted = sum(not row.optional for row in rows)
    given = found + len(spurious)
    return ArticleScore(
        article=article,
        statements=Tally(found, given, wanted),
        exact=Tally(exact, given, wanted),
        slots=slots,
        types=types,
        phenomena=phenomena,
        misses=tuple(misses),
    )


def pair_statements(rows: Sequence[Row], statements: Sequence[Statement]) -> dict[int, Statement]:
    """The statement of each row by the row's number, best fit first, each statement once.

    A statement fits a row if it has one of its types and is about the same words (see `_share`). Among those that
    fit, the one with more of the evidence and more right slots wins.
    """
    fits = []
    for row in rows:
        for index, statement in enumerate(statements):
            share = _share(row, statement)
            if share >= ENOUGH and statement.action.type in row.types:
                right = sum(is_right(tally) for tally in compare_slots(row, statement).values())
                fits.append(
                    (-round(share, 3), row.optional, -right, row.types.index(statement.action.type), row.n, index)
                )
    pairs: dict[int, Statement] = {}
    taken: set[int] = set()
    for *_, number, index in sorted(fits):
        if number not in pairs and index not in taken:
            pairs[number] = statements[index]
            taken.add(index)
    return pairs


def _share(row: Row, statement: Statement) -> float:
    """How much a row and a statement are about the same words, 0 to 1.

    Offsets of a trigger decide alone. Without them the triggers have to share a word, and the evidence is compared;
    what a row leaves out (its trigger or its evidence) is not asked for.
    """
    if row.start is not None and row.end is not None:
        return float(statement.trigger.start < row.end and row.start < statement.trigger.end)
    if row.trigger and not _shares_trigger(row, statement):
        return 0.0
    return _evidence_share(row, statement) if row.evidence else 1.0


def _shares_trigger(row: Row, statement: Statement) -> bool:
    given = set(split_words(statement.trigger.text))
    return any(_content(spelling) & given for spelling in row.trigger.split("|"))


def _content(spelling: str) -> set[str]:
    words = set(split_words(spelling))
    return words - _SMALL or words


def _evidence_share(row: Row, statement: Statement) -> float:
    wanted = [word for words in row.evidence for word in split_words(words)]
    given = [word for mention in statement.evidence for word in split_words(mention.text)]
    return share_in_order(wanted, given)


def _is_spurious(statement: Statement, rows: Sequence[Row], pairs: dict[int, Statement]) -> bool:
    """Whether a statement is neither paired, nor a plain saying, nor the twin of a paired statement by type."""
    if any(paired is statement for paired in pairs.values()):
        return False
    if statement.action.type == "SAY" and statement.action.mode in _PLAIN_SAYING:
        return False
    return not any(
        paired.trigger == statement.trigger
        and paired.action.type != statement.action.type
        and statement.action.type in row.types
        for row in rows
        if (paired := pairs.get(row.n)) is not None
    )


def _explain_missing(row: Row, made: Sequence[Statement], refused: Sequence[Statement]) -> Miss:
    """Why a row has no statement: refused by the checks, of another type, or not there at all."""
    wanted = "|".join(row.types) + (f" «{row.trigger}»" if row.trigger else "")
    for held in refused:
        if held.action.type in row.types and _share(row, held) >= ENOUGH:
            codes = " ".join(sorted({finding.code for finding in held.findings if finding.severity == "error"}))
            return _miss(row, "refused", wanted, codes, held.id)
    # A sentence alone does not tell which of its triggers is meant.
    for other in made if row.trigger or row.start is not None else ():
        if _share(row, other) >= ENOUGH:
            return _miss(row, "type", wanted, other.action.type, other.id)
    return _miss(row, "missed", wanted, "")


def _miss(row: Row, kind: MissKind, wanted: str, given: str, statement: str = "") -> Miss:
    return Miss(
        article=row.article,
        kind=kind,
        slot="action",
        row=row.n,
        statement=statement,
        wanted=wanted,
        given=given,
        evidence=" … ".join(row.evidence),
        start=row.start,
        end=row.end,
    )


def _slot_miss(row: Row, statement: Statement, slot: str) -> Miss:
    return Miss(
        article=row.article,
        kind="slot",
        slot=slot,
        row=row.n,
        statement=statement.id,
        wanted=show_wanted(row, slot),
        given=show_given(statement, slot),
        evidence=" … ".join(row.evidence),
        start=statement.trigger.start,
        end=statement.trigger.end,
    )


def _spurious_miss(article: str, statement: Statement) -> Miss:
    return Miss(
        article=article,
        kind="spurious",
        slot="action",
        statement=statement.id,
        given=f"{statement.action.type} «{statement.trigger.text}»",
        evidence=" … ".join(mention.text for mention in statement.evidence),
        start=statement.trigger.start,
        end=statement.trigger.end,
    )
