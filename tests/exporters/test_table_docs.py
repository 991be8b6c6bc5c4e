"""The pages of tables and maps hold every column with the words that are declared beside it.

`python tests/exporters/test_table_docs.py` writes them anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kgbuild.exporters._columns import Column
from kgbuild.exporters._control import COLUMNS
from kgbuild.exporters._map_layers import STATEMENT_COLUMNS
from kgbuild.exporters._tables import DESIGNS

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "exports"
START, END = "<!-- columns -->\n", "<!-- end of columns -->\n"


def describe(name: str, text: str, columns: tuple[Column, ...], key: tuple[str, ...]) -> Iterator[str]:
    yield f"\n### {name}\n\n{text}"
    if key:
        yield f" Key: {', '.join(f'`{one}`' for one in key)}."
    yield "\n\n| column | kind | holds |\n|---|---|---|\n"
    for column in columns:
        refers = f" Refers to `{column.refers}`." if column.refers else ""
        yield f"| `{column.name}` | {column.kind} | {column.text}{refers} |\n"


def list_tables() -> Iterator[str]:
    for name, design in DESIGNS.items():
        if name == "refused":
            yield f"\n### refused\n\n{design.text} Columns and key are those of `statements`.\n"
        else:
            yield from describe(name, design.text, design.columns, design.key)
    yield from describe("control", "With `--view control`: who holds which place by whose word.", COLUMNS, ("state",))


def list_layers() -> Iterator[str]:
    yield from describe("statements", "One row a statement and place.", STATEMENT_COLUMNS[:-2], ("id",))


PAGES = {"tables.md": list_tables, "maps.md": list_layers}


def render(name: str) -> str:
    """The page with its columns as they are declared."""
    head, _, rest = (FOLDER / name).read_text(encoding="utf-8").partition(START)
    return head + START + "".join(PAGES[name]()) + END + rest.partition(END)[2]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_holds_the_columns_as_they_are_declared(name: str) -> None:
    page = (FOLDER / name).read_text(encoding="utf-8")
    assert render(name) == page, "run python tests/exporters/test_table_docs.py"


def test_refused_statements_have_the_columns_of_statements() -> None:
    assert DESIGNS["refused"].columns == DESIGNS["statements"].columns
    assert DESIGNS["refused"].key == DESIGNS["statements"].key


if __name__ == "__main__":
    for page in PAGES:
        (FOLDER / page).write_text(render(page), encoding="utf-8")
