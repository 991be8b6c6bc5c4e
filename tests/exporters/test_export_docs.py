"""Every format has its page, and a row there of what it can't carry."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kgbuild.exporters import list_formats

PAGES = Path(__file__).parents[2] / "docs" / "exports"
LOSSES = re.compile(r"^\| format(?: or profile)? \| can't carry.*\n(?:\|.*\n?)+", re.MULTILINE)


def list_losses() -> set[str]:
    """What tables of losses name in their first columns, in small letters."""
    named: set[str] = set()
    for page in PAGES.glob("*.md"):
        for table in LOSSES.findall(page.read_text(encoding="utf-8")):
            for row in table.splitlines()[2:]:
                named |= {name.strip(" `").casefold().removesuffix(" json") for name in row.split("|")[1].split(",")}
    return named


@pytest.mark.parametrize("format", list_formats())
def test_what_a_format_can_not_carry_is_told(format: str):
    if format == "findings":  # a part of csv
        assert "csv" in list_losses()
    else:
        assert format in list_losses()


@pytest.mark.parametrize("format", list_formats())
def test_the_index_names_every_format(format: str):
    index = (PAGES / "README.md").read_text(encoding="utf-8")
    row = [line for line in index.splitlines() if line.startswith("|") and re.search(rf"\b{format}\b", line)]
    assert len(row) == 1
    (page,) = re.findall(r"\]\(([\w-]+\.md)\)", row[0])
    assert format in (PAGES / page).read_text(encoding="utf-8").casefold()
