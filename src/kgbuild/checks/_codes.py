"""The codes of the streaming checks: codes.toml in, findings with filled-in messages out."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct, ValidationError, convert

from kgbuild.errors import VocabularyError
from kgbuild.model import Finding, Severity

FILE = Path(__file__).with_name("codes.toml")


class CheckCode(Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of finding: how grave it is by default, which slot it is about, what it means."""

    severity: Severity
    slot: str
    title: str
    message: str
    explanation: str


@cache
def load_codes(path: Path = FILE) -> Mapping[str, CheckCode]:
    """All codes, sorted.

    Raises:
        VocabularyError: the file is malformed; the message names file and entry.
    """
    try:
        codes = convert(tomllib.loads(path.read_text(encoding="utf-8")), dict[str, CheckCode])
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise VocabularyError(f"{path}: {error}") from error
    return MappingProxyType(dict(sorted(codes.items())))


def make_finding(code: str, /, *, slot: str | None = None, **words: object) -> Finding:
    """A finding of that code with the words of its message filled in."""
    known = load_codes()[code]
    return Finding(code, known.severity, slot or known.slot, known.message.format(**words))
