"""An address in, the name of the one report that it leads to out, or nothing where the page changes its content.

Which words of a path tell of such pages is data: ontology/addresses.toml.
"""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

from msgspec import Struct, ValidationError, convert

from kgbuild.errors import VocabularyError
from kgbuild.vocabulary import data_folder

FILE = "addresses.toml"


class _Words(Struct, frozen=True, forbid_unknown_fields=True):
    """What addresses.toml holds."""

    tracking: tuple[str, ...]
    index: frozenset[str]
    live: frozenset[str]
    listings: frozenset[str]
    sections: frozenset[str]
    accounts: frozenset[str]


@cache
def load_words() -> _Words:
    """The words of ontology/addresses.toml.

    Raises:
        VocabularyError: the file can't be read, or an entry is missing or unknown.
    """
    path = data_folder("ontology") / FILE
    try:
        given: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        return convert(given, _Words)
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise VocabularyError(f"{path}: {error}. It holds {', '.join(_Words.__struct_fields__)}.") from error


def name_address(url: str | None) -> str | None:
    """The part of an address that tells one report from another, or `None` where it names none.

    Scheme, "www.", a closing slash, the fragment and what only tells where a reader came from are no part of it. An
    address without a path, of a section, a list, an account or a page of live entries names no report: another text
    read there is another report.
    """
    words, parts = load_words(), _split(url)
    if parts is None:
        return None
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    path = [part for part in parts.path.split("/") if part]
    if path and path[-1].lower() in words.index:
        path.pop()
    query = urlencode([pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _is_tracking(pair[0])])
    # An application of one page puts the path behind a "#".
    route = f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""
    small = {part.lower() for part in path}
    if small & (words.live | words.listings):
        return None
    numbered = any(map(str.isdigit, "".join(path) + query + route))
    if (small <= words.sections or host in words.accounts) and not numbered:
        return None
    return f"{host}{port}/{'/'.join(path)}" + (f"?{query}" if query else "") + route


def _split(url: str | None) -> SplitResult | None:
    """The parts of an http(s) address, which may come without its scheme; `None` where it is none."""
    given = (url or "").strip()
    try:
        parts = urlsplit(given if "://" in given else f"//{given}")
        valid = parts.scheme.lower() in {"", "http", "https"} and "." in (parts.hostname or "") and parts.port != 0
    except ValueError:
        return None
    return parts if valid else None


def _is_tracking(name: str) -> bool:
    small = name.lower()
    return any(small.startswith(one[:-1]) if one.endswith("*") else small == one for one in load_words().tracking)
