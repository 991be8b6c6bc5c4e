"""Records in, JSON out, one record a line: for files of a million edges that a line tool can read too."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

# A million lines through one encoder: json.dumps makes a new one for each.
_ENCODE = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def dump(value: object) -> str:
    """The value as JSON on one line, letters as they are."""
    return _ENCODE(value)


def write_array(file: BinaryIO, records: Iterable[Mapping[str, object]]) -> None:
    """`[` and `]` with a record a line between them."""
    file.write(b"[")
    file.writelines(join_records(records))
    file.write(b"\n]")


def join_records(records: Iterable[Mapping[str, object]]) -> Iterator[bytes]:
    """Records, each on a line of its own, with commas between them."""
    return (f"{',' if number else ''}\n{dump(record)}".encode() for number, record in enumerate(records))
