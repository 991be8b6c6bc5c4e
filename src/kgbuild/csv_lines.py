"""Cells in, a line of CSV out: RFC 4180 with line feeds.

The standard library's writer leaves a lone carriage return unquoted, which readers take for the end of the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_QUOTE = '"'
_SPECIAL = re.compile('[",\r\n]')


def write_line(cells: Iterable[object]) -> str:
    """The line with its line feed; None is an empty cell."""
    line = ",".join([_write_cell("" if cell is None else str(cell)) for cell in cells])
    return f"{line or _QUOTE * 2}\n"  # readers pass over an empty line


def _write_cell(text: str) -> str:
    return f'"{text.replace(_QUOTE, _QUOTE * 2)}"' if _SPECIAL.search(text) else text
