"""The runner: order, repeatability, severities, and checks of other packages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from factory import make_statement, sample_article
from kgbuild.checks import _run, check_statements
from kgbuild.errors import SettingsError, StageError
from kgbuild.model import Action, Finding
from kgbuild.stage import list_stages
from kgbuild.vocabulary import load_vocabulary

BROKEN = {"confidence": 2.0, "action": Action(type="ASSAULT", mode="curfew", cameo="99")}


def run(statements, **options):
    return check_statements(statements, sample_article(), load_vocabulary(), **options)


def test_findings_are_sorted_and_errors_refuse():
    (checked,) = run([make_statement(**BROKEN)])
    assert [finding.code for finding in checked.findings] == ["KG109", "KG502", "KG508"]
    assert not checked.accepted


def test_checking_twice_changes_nothing():
    once = run([make_statement(**BROKEN), make_statement(id="s2")])
    assert run(once) == once


def test_old_findings_are_dropped():
    stale = make_statement(findings=(Finding("KG101", "error", "actors", "old"),), accepted=False)
    (checked,) = run([stale])
    assert checked.findings == ()
    assert checked.accepted


def test_statements_keep_their_order_and_everything_but_the_verdict():
    statements = [make_statement(id=name, **BROKEN) for name in ("s3", "s1", "s2")]
    checked = run(statements)
    assert [structs.replace(statement, findings=(), accepted=True) for statement in checked] == statements


@given(st.permutations(["s1", "s2", "s3", "s4"]))
def test_order_of_statements_changes_no_finding(order):
    made = {
        "s1": make_statement(id="s1"),
        "s2": make_statement(id="s2", status="denied"),
        "s3": make_statement(id="s3", **BROKEN),
        "s4": make_statement(id="s4", locations=()),
    }
    straight = {statement.id: statement for statement in run(list(made.values()))}
    assert {statement.id: statement for statement in run([made[name] for name in order])} == straight


def test_no_statements_no_findings():
    assert run([]) == []


def test_severities_can_be_set():
    (checked,) = run([make_statement(confidence=2.0)], severities={"KG109": "info"})
    assert [finding.severity for finding in checked.findings] == ["info"]
    assert checked.accepted


@pytest.mark.parametrize(
    ("today", "codes"), [(None, []), ("2025-03-04", []), ("2025-03-03", []), ("2025-03-02", ["KG208"])]
)
def test_what_is_published_after_the_day_that_is_given_is_told(today, codes):
    """The article is of 4 March; a day is allowed for time zones."""
    (checked,) = run([make_statement()], today=today)
    assert [finding.code for finding in checked.findings] == codes
    (strict,) = run([make_statement()], today=today, severities={"KG208": "error"})
    assert strict.accepted is not bool(codes)


@pytest.mark.parametrize(
    ("severities", "message"),
    [({"KG999": "info"}, "no check 'KG999'; the nearest is KG"), ({"KG109": "fatal"}, "no severity")],
)
def test_unknown_severities_are_refused(severities, message):
    with pytest.raises(SettingsError, match=message):
        run([make_statement()], severities=severities)


def test_the_families_are_the_files():
    assert [name for name, _ in _run.load_checks()] == list(list_stages("checks"))
    assert {"claims", "places", "slots", "terms", "text", "times"} <= set(list_stages("checks"))


def test_a_check_that_names_a_foreign_statement_is_a_broken_check(monkeypatch):
    def check(statements, article, vocabulary):
        yield "nobody", Finding("X1", "info", "actors", "look")

    monkeypatch.setattr(_run, "load_checks", lambda: (("mine", check),))
    with pytest.raises(StageError, match="check 'mine' reports on 'nobody'"):
        run([make_statement()])
