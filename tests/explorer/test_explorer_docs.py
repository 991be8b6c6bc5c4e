"""docs/explorer-data.md: its example runs, and its tables name all that there is."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from kgbuild import explorer
from kgbuild.explorer import Index
from kgbuild.explorer.places import RADII
from sample_reports import ROOT

PAGE = (ROOT / "docs" / "explorer-data.md").read_text(encoding="utf-8")
VALUES = {"format", "content", "kgbuild", "base", "name", "counts", "codes"}


def test_the_example_runs(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(built, tmp_path / "my-graph")
    monkeypatch.chdir(tmp_path)
    (example,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    values: dict[str, object] = {}
    exec(compile(example, "explorer-data.md", "exec"), values)  # an example of ours
    assert isinstance(values["article"], explorer.ArticleDocument)


def test_every_table_is_described() -> None:
    described = re.findall(r"^\| `(\w+)` \|", PAGE.partition("## One document")[0], re.MULTILINE)
    assert described == [name for name in Index.__struct_fields__ if name not in VALUES]


def test_every_document_and_list_is_described() -> None:
    made = {name for name in explorer.__all__ if re.match("(make|list)_", name)}
    inner = {"make_both", "make_checks", "make_index", "make_meta", "list_articles"}
    assert made - inner <= set(re.findall(r"`(\w+)`", PAGE.partition("## One document")[2]))


@pytest.mark.parametrize("level", sorted(RADII))
def test_the_radii_are_those_of_the_code(level: str) -> None:
    (row,) = (line for line in PAGE.splitlines() if re.match(rf"\| [\w, ]*\b{level}\b", line))
    assert str(RADII[level]) in row
