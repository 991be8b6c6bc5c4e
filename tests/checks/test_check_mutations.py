"""Every check by itself: a valid statement with one fault raises exactly the code of that fault.

The valid statements are those that the rules read in the sample reports and that no check finds fault with.
"""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutations import MUTATORS

from kgbuild.checks import check_statements
from kgbuild.model import Article, Statement, make_article
from kgbuild.pipeline import extract_articles, read_articles
from kgbuild.vocabulary import load_vocabulary
from kgbuild.vocabulary.codes import load_codes
from sample_reports import REPORTS, ROOT

Valid = tuple[Statement, Article]
STREAMING = [code for code in load_codes() if "KG100" < code < "KG700"]


@cache
def list_valid() -> tuple[Valid, ...]:
    articles = [make_article(**report) for report in REPORTS]
    articles += read_articles([str(ROOT / "graph" / "articles")])
    found = [(one, article) for article, statements in extract_articles(articles) for one in statements]
    return tuple((one, article) for one, article in found if not list_codes([one], article))


@cache
def list_valid_for(code: str) -> tuple[Valid, ...]:
    """The statements that can have the fault."""
    variants = range(4)
    return tuple(pair for pair in list_valid() if any(MUTATORS[code](*pair, variant) for variant in variants))


def list_codes(statements: list[Statement], article: Article) -> set[str]:
    checked = check_statements(statements, article, load_vocabulary())
    return {finding.code for statement in checked for finding in statement.findings}


def test_every_code_has_a_mutator():
    assert sorted(MUTATORS) == STREAMING


def test_the_valid_statements_are_of_many_shapes():
    statements = [statement for statement, _ in list_valid()]
    assert len(statements) > 100
    assert len({statement.action.type for statement in statements}) > 10
    for slot in ("actors", "recipients", "locations", "quantities", "claimants"):
        assert {bool(getattr(statement, slot)) for statement in statements} == {True, False} or slot == "claimants"


@pytest.mark.parametrize("code", STREAMING)
@given(data=st.data(), variant=st.integers(0, 999))
def test_one_fault_raises_its_code_and_no_other(code, data, variant):
    statement, article = data.draw(st.sampled_from(list_valid_for(code)))
    mutated = MUTATORS[code](statement, article, variant)
    if mutated is not None:
        assert list_codes(*mutated) == {code}


@pytest.mark.parametrize("code", STREAMING)
def test_faults_are_made_in_statements_of_several_articles(code):
    assert len({article.id for _, article in list_valid_for(code)}) > 2
