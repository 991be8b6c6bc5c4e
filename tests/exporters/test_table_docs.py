"""docs/exports/tables.md holds every table and column with the words that are declared beside them.

`python tests/exporters/test_table_docs.py` writes them anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kgbuild.exporters._columns import Column
from kgbuild.exporters._control import COLUMNS
from kgbuild.exporters._tables import DESIGNS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "exports" / "tables.md"
START, END = "<!-- columns -->\n", "<!-- end of columns -->\n"


def describe(name: str, text: str, columns: tuple[Column, ...], key: tuple[str, ...]) -> Iterator[str]:
    yield f"\n### {name}\n\n{text}"
    if key:
        yield f" Key: {', '.join(f'`{one}`' for one in key)}."
    yield "\n\n| column | kind | holds |\n|---|---|---|\n"
    for column in columns:
        refers = f" Refers to `{column.refers}`." if column.refers else ""
        yield f"| `{column.name}` | {column.kind} | {column.text}{refers} |\n"


def render(page: str) -> str:
    """The page with its columns as they are declared."""
    told: list[str] = []
    for name, design in DESIGNS.items():
        if name == "refused":
            told.append(f"\n### refused\n\n{design.text} Columns and key are those of `statements`.\n")
        else:
            told.extend(describe(name, design.text, design.columns, design.key))
    told.extend(describe("control", "With `--view control`: who holds which place by whose word.", COLUMNS, ("state",)))
    head, _, rest = page.partition(START)
    return head + START + "".join(told) + END + rest.partition(END)[2]


def test_the_page_holds_the_columns_as_they_are_declared() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert render(page) == page, "run python tests/exporters/test_table_docs.py"


def test_refused_statements_have_the_columns_of_statements() -> None:
    assert DESIGNS["refused"].columns == DESIGNS["statements"].columns
    assert DESIGNS["refused"].key == DESIGNS["statements"].key


if __name__ == "__main__":
    PAGE.write_text(render(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
