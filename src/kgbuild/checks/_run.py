"""Statements of one article in, the same statements with their findings and the verdict out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import get_args

from msgspec import structs

from kgbuild.checks.times import find_future
from kgbuild.errors import SettingsError, StageError
from kgbuild.model import Article, Finding, Severity, Statement
from kgbuild.stage import list_stages, load_stage
from kgbuild.vocabulary import Vocabulary
from kgbuild.vocabulary.codes import refuse_unknown_codes

Check = Callable[[Sequence[Statement], Article, Vocabulary], Iterator[tuple[str, Finding]]]


def check_statements(
    statements: Sequence[Statement],
    article: Article,
    vocabulary: Vocabulary,
    *,
    severities: Mapping[str, Severity] | None = None,
    today: str | None = None,
) -> list[Statement]:
    """The statements in their order with `findings` (sorted) and `accepted` (false if one is an error).

    `severities` gives codes another severity than codes.toml does; after `today` (YYYY-MM-DD) nothing can have been
    published. Findings that a statement came with are dropped, so checking twice changes nothing.

    Raises:
        SettingsError: `severities` names an unknown code or severity.
        StageError: a check reports on a statement that it was not given.
    """
    severities = _checked(severities or {}, vocabulary)
    found: dict[str, set[Finding]] = {statement.id: set() for statement in statements}
    for name, check in load_checks():
        for identifier, finding in check(statements, article, vocabulary):
            if identifier not in found:
                raise StageError(f"the check '{name}' reports on '{identifier}', which is not among the statements.")
            found[identifier].add(finding)
    if today is not None and (late := find_future(article, today)):
        for noticed in found.values():
            noticed.add(late)
    return [_judge(statement, found[statement.id], severities) for statement in statements]


@cache
def load_checks() -> tuple[tuple[str, Check], ...]:
    """All checks, those of installed packages included, by name."""
    return tuple((name, load_stage("checks", name)) for name in list_stages("checks"))


def _judge(statement: Statement, findings: set[Finding], severities: Mapping[str, Severity]) -> Statement:
    graded = (structs.replace(one, severity=severities.get(one.code, one.severity)) for one in findings)
    ordered = tuple(sorted(graded))
    accepted = all(finding.severity != "error" for finding in ordered)
    if ordered == statement.findings and accepted == statement.accepted:
        return statement
    return structs.replace(statement, findings=ordered, accepted=accepted)


def _checked(severities: Mapping[str, Severity], vocabulary: Vocabulary) -> Mapping[str, Severity]:
    refuse_unknown_codes(severities, *vocabulary.folders, where="severities")
    for code, severity in severities.items():
        if severity not in get_args(Severity):
            raise SettingsError(f"{code}: no severity '{severity}'; have {', '.join(get_args(Severity))}.")
    return severities
