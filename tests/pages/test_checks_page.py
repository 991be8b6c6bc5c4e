"""Checks in the explorer: findings by code, questions by keys, and judgements that the graph follows."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from explorer_page import Explorer
from playwright.sync_api import expect

from conftest import Open, serving

QUESTIONS = "#/checks?tab=questions"


@pytest.fixture(scope="module")
def reviewed(sample: Path, pages: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("reviewed") / "graph"
    shutil.copytree(sample, folder, ignore=shutil.ignore_patterns("*.lock"))
    with serving(folder, "--review", "--who", "analyst 7") as address:
        yield address


def _count(explorer: Explorer, tab: str) -> int:
    return int(re.sub(r"\D", "", explorer.page.locator(f".subtabs a[href*='tab={tab}']").inner_text()))


def test_findings_narrow_by_code_with_its_meaning(explore: Open, served: str) -> None:
    explorer = explore(served, "#/checks").wait()
    codes = explorer.page.locator(".checks-codes a")
    rows = explorer.page.locator(".finding-row")
    rows.first.wait_for()
    assert rows.count() == _count(explorer, "findings")
    codes.nth(1).click()
    expect(explorer.page.locator(".checks-meaning")).to_contain_text("KG")
    assert 0 < rows.count() < _count(explorer, "findings")
    rows.locator("[data-statement]").first.click()
    explorer.evidence.wait_for()


def test_questions_move_by_keys_and_say_how_to_decide(explore: Open, served: str) -> None:
    explorer = explore(served, QUESTIONS).wait()
    page, current = explorer.page, explorer.page.locator(".question[aria-current]")
    expect(page.locator(".checks-cards")).to_contain_text("kgbuild serve GRAPH --review")
    expect(page.get_by_role("button", name="different")).to_have_count(0)
    first = current.inner_text()
    page.keyboard.press("j")
    expect(current).not_to_have_text(first)
    page.keyboard.press("ArrowUp")
    assert current.inner_text() == first
    current.locator("[data-statement]").first.click()
    explorer.evidence.wait_for()


def test_a_judgement_is_written_followed_and_withdrawn(explore: Open, reviewed: str) -> None:
    explorer = explore(reviewed, QUESTIONS).wait()
    page = explorer.page
    current = page.locator(".question[aria-current]")
    current.wait_for()
    asked = _count(explorer, "questions")
    page.get_by_label("Why").fill("seen side by side")
    page.get_by_role("button", name="different").click()
    expect(page.locator(".question-said")).to_contain_text("different")
    page.keyboard.press("u")
    expect(page.locator(".subtabs a[href*='tab=questions'] .soft")).to_have_text(str(asked - 2), timeout=60_000)
    page.get_by_role("link", name="Judgements").click()
    rows = page.locator(".checks-cards tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("seen side by side")
    expect(rows.first).to_contain_text("analyst 7")
    rows.first.get_by_role("button", name="Withdraw").click()
    expect(rows).to_have_count(1)
    page.get_by_role("link", name="Open questions").click()
    expect(page.locator(".subtabs a[href*='tab=questions'] .soft")).to_have_text(str(asked - 1), timeout=60_000)
