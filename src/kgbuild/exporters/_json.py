"""Records in, JSON out, one record a line: for files of a million edges that a line tool can read too."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import BinaryIO


def dump(value: object) -> str:
    """The value as JSON on one line, letters as they are."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def write_array(file: BinaryIO, records: Iterable[Mapping[str, object]]) -> None:
    """`[` and `]` with a record a line between them."""
    file.write(b"[")
    file.writelines(f"{',' if number else ''}\n{dump(record)}".encode() for number, record in enumerate(records))
    file.write(b"\n]")
