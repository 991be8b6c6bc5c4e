"""Every code has cases, a documented meaning, and fires for its own fault alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from check_cases import make_case, read_cases

from factory import make_statement, sample_article
from kgbuild import checks
from kgbuild.checks import check_statements
from kgbuild.errors import VocabularyError
from kgbuild.vocabulary import load_vocabulary
from kgbuild.vocabulary.codes import load_codes

STREAMING = {code: known for code, known in load_codes().items() if "KG100" < code < "KG700"}
SOURCES = sorted(path for path in Path(checks.__file__).parent.glob("*.py") if not path.name.startswith("_"))


FAILING, PASSING = read_cases("failing"), read_cases("passing")


def flat(cases):
    return [
        pytest.param(code, case, id=f"{code}: {case['about']}") for code, of_code in cases.items() for case in of_code
    ]


def check(case):
    statements, article = make_case(case)
    return check_statements(statements, article, load_vocabulary())


def test_the_statement_that_all_cases_start_from_is_clean():
    (checked,) = check_statements([make_statement()], sample_article(), load_vocabulary())
    assert checked.findings == ()
    assert checked.accepted


@pytest.mark.parametrize(("code", "case"), flat(FAILING))
def test_one_fault_raises_exactly_its_code(code, case):
    checked = check(case)
    assert {finding.code for statement in checked for finding in statement.findings} == {code}
    errors = any(finding.severity == "error" for statement in checked for finding in statement.findings)
    assert all(statement.accepted for statement in checked) is not errors
    assert errors is (load_codes()[code].severity == "error")
    assert not any("{" in finding.message for statement in checked for finding in statement.findings)


@pytest.mark.parametrize(("code", "case"), flat(PASSING))
def test_what_comes_near_is_let_through(code, case):
    assert [finding for statement in check(case) for finding in statement.findings] == []


def test_every_code_has_both_cases_and_no_case_is_without_its_code():
    assert set(FAILING) == set(PASSING) == set(STREAMING)
    for case in (case for cases in (FAILING, PASSING) for of_code in cases.values() for case in of_code):
        assert case["about"]


def test_every_code_is_raised_in_the_file_of_its_hundred():
    hundreds = {}
    for path in SOURCES:
        for code in re.findall(r"KG\d{3}", path.read_text(encoding="utf-8")):
            hundreds.setdefault(code, set()).add(path.stem)
    assert set(hundreds) == set(STREAMING)
    assert all(len(files) == 1 for files in hundreds.values())
    files = {
        "1": {"slots", "quantities"},
        "2": {"times"},
        "3": {"places"},
        "4": {"text"},
        "5": {"terms"},
        "6": {"claims"},
    }
    assert all(found <= files[code[2]] for code, found in hundreds.items())


def test_messages_say_what_to_do():
    for code, known in STREAMING.items():
        assert re.search(r"[;:,] ?\w+", known.message), code


def test_every_code_is_explained():
    for code, known in load_codes().items():
        assert known.explanation.endswith("."), code
        assert known.title, code


def test_a_malformed_code_file_names_itself(tmp_path):
    path = tmp_path / "codes.toml"
    path.write_text('[KG999]\nseverity = "fatal"\nslot = "x"\ntitle = "x"\nmessage = "x"\nexplanation = "x"\n')
    with pytest.raises(VocabularyError, match=r"codes\.toml: .*fatal"):
        load_codes(tmp_path)
