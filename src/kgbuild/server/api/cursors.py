"""Cursors of lists: how far a client has read, of which list, in which content of the graph; opaque to clients."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from hashlib import sha256

import msgspec
from msgspec import Struct

from kgbuild.server.protocol import RequestError

_LONGEST = 300
_ADVICE = "Ask for the list again without a cursor."


class Cursor(Struct, frozen=True, array_like=True):
    """The next page begins `after` so many items of the list with this digest, in this content."""

    content: str
    asked: str
    after: int


def digest(name: str, fields: Mapping[str, str]) -> str:
    """What tells a list from others: its route and what was asked for, but for the size of its pages."""
    asked = sorted((key, value) for key, value in fields.items() if key not in {"limit", "cursor"})
    return sha256(msgspec.json.encode((name, asked))).hexdigest()[:12]


def write_cursor(content: str, name: str, fields: Mapping[str, str], after: int) -> str:
    """The cursor for the page that begins there."""
    packed = msgspec.json.encode(Cursor(content, digest(name, fields), after))
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def read_cursor(text: str, name: str, fields: Mapping[str, str]) -> Cursor:
    """The cursor that a client gives back.

    Raises:
        RequestError: it is none, or of another list.
    """
    try:
        if len(text) > _LONGEST:
            raise ValueError  # noqa: TRY301  # one answer for all that is none
        padded = text.encode("ascii") + b"=" * (-len(text) % 4)
        cursor = msgspec.json.decode(base64.b64decode(padded, altchars=b"-_", validate=True), type=Cursor)
    except (ValueError, binascii.Error, msgspec.DecodeError):
        raise RequestError(400, "The cursor is none that was given out here.", advice=_ADVICE) from None
    if cursor.asked != digest(name, fields) or cursor.after < 0:
        raise RequestError(400, "The cursor is of another list, or of other filters.", advice=_ADVICE)
    return cursor
