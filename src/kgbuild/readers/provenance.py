"""Who published and who wrote a report: byline, text and address in, agency and publisher names out.

The names are data: ontology/agencies.toml and ontology/publishers.toml.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from kgbuild.errors import VocabularyError
from kgbuild.model import Article, make_article
from kgbuild.readers.languages import identify_language, normalize_language
from kgbuild.vocabulary import data_folder

OPENING = 600
"""Characters in which a dateline may stand: a headline or a summary may come before it."""

_BEGINNING = re.compile(r"(?<=[.!?'\"’”])\s+|\n+")


@dataclass(frozen=True, order=True)
class Agency:
    """A news agency: the short name that papers print, its full name, further spellings, where it sits."""

    name: str
    label: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    wikidata: str | None = None

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every way the agency is named."""
        return (self.name, self.label, *self.aliases)


@cache
def load_agencies() -> tuple[Agency, ...]:
    """The agencies of ontology/agencies.toml, in the file's order.

    Raises:
        VocabularyError: an entry lacks its name or label, or a spelling stands for two agencies.
    """
    agencies, seen = [], dict[str, str]()
    for number, entry in enumerate(_load("agencies.toml").get("agency", []), start=1):
        try:
            agency = Agency(**{**entry, "aliases": tuple(entry.get("aliases", ()))})
        except TypeError as error:
            raise VocabularyError(
                f"agencies.toml, agency {number}: {error}. Have name, label, aliases, country, wikidata."
            ) from error
        for spelling in set(agency.spellings):
            if seen.setdefault(spelling, agency.name) != agency.name:
                raise VocabularyError(
                    f"agencies.toml: '{spelling}' stands for both {seen[spelling]} and {agency.name}."
                )
        agencies.append(agency)
    return tuple(agencies)


@cache
def load_publishers() -> dict[str, str]:
    """Host to name, from ontology/publishers.toml."""
    return dict(_load("publishers.toml").get("hosts", {}))


def publisher_of(url: str | None) -> str | None:
    """The publisher at an address; a host that is not listed is named by itself, without "www."."""
    host = _host(url)
    if host is None:
        return None
    publishers, labels = load_publishers(), host.split(".")
    for start in range(len(labels) - 1):
        if name := publishers.get(".".join(labels[start:])):
            return name
    return host


def agency_of(byline: str | None, text: str = "", credit: str = "") -> str | None:
    """The agency that a byline, a dateline or a credit line names, by its short name.

    A dateline opens the text: "KYIV, March 3 (Xinhua) -- ...", "MOSCOW, March 3. /TASS/. ...". A credit line stands
    alone, in `credit` or as the text's last line: "(AFP)", "© dpa", "Source: Xinhua", "-- Reuters".
    """
    plain, _, _ = _patterns()
    if byline and (match := plain.search(byline)):
        return _name(match.group())
    if found := _dateline_agency(text[:OPENING]):
        return found
    last = text[-400:].rstrip().rpartition("\n")[2]
    for line in (*credit.split("\n"), last):
        if found := credited_agency(line):
            return found
    sign_off = re.search(
        rf"[.!?\"”]\s*(?:\((?P<round>{plain.pattern})\)|[-–—]\s?(?P<dashed>{plain.pattern}))\W*$", last
    )
    return _name(sign_off.group("round") or sign_off.group("dashed")) if sign_off else None


def credited_agency(line: str) -> str | None:
    """The agency that a line credits when it does nothing else."""
    _, _, credit = _patterns()
    match = credit.fullmatch(line.strip()) if len(line) < 120 else None
    return _name(match.group("agency")) if match else None


def agencies_in(line: str) -> tuple[str, ...]:
    """Every agency that a line names, by its short name, in the order of the line and each once."""
    named, _, _ = _patterns()
    return tuple(dict.fromkeys(_name(match.group()) for match in named.finditer(line)))


def build_article(
    text: str,
    *,
    id: str | None = None,
    url: str | None = None,
    title: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
    agency: str | None = None,
    byline: str | None = None,
    language: str | None = None,
    credit: str = "",
) -> Article:
    """An article with what its parts imply: publisher by address, agency by byline, language by text."""
    stated = publisher or None
    publisher = stated or publisher_of(url)
    return make_article(
        text,
        id=id,
        url=url or None,
        title=title or None,
        published=published,
        publisher=publisher,
        publisher_basis=None if publisher is None else "stated" if stated else "url",
        agency=agency or agency_of(byline, text, credit),
        byline=byline or None,
        language=normalize_language(language) or identify_language(text),
    )


def _load(file: str) -> dict[str, Any]:
    path = data_folder("ontology") / file
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise VocabularyError(f"{path}: {error}") from error


def _host(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return re.sub(r"^(www\d?|m|amp|mobile)\.", "", host) if host and "." in host else None


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Patterns for an agency anywhere in a line, in a dateline, and as a credit line of its own."""
    spellings = sorted(
        {spelling for agency in load_agencies() for spelling in agency.spellings}, key=lambda s: (-len(s), s)
    )
    # A spelling in capitals may be a common word in lower case ("pap", "mena"), so only it keeps its case.
    any_of = "|".join(re.escape(s) if s.isupper() else f"(?i:{re.escape(s)})" for s in spellings)
    name = rf"(?<!\w)(?:{any_of})(?!\w)"
    dateline = re.compile(
        rf"\W{{0,3}}[^\W\d_](?P<place>[^()/\n]{{0,70}}?)\s*"
        rf"(?:\((?P<round>{name})[^()\n]{{0,12}}\)|/(?P<slashed>{name})/|[-–—]\s*(?P<dashed>{name})(?=\s*[-–—]))"
        # U+0096 and U+0097 are windows-1252 dashes in texts that were once read as Latin-1.
        '\\s*(?:(?P<dash>[-–—\x96\x97]+)|[:.]|(?=[A-Z"“]))'
    )
    credit = re.compile(
        r"[\s*_]*(?:[(\[/]|[-–—]|©|\(c\)|(?i:copyright|source|credit|agency|via)\b[:\s]*)*"
        r"\s*(?:©\s*)?(?:\d{4}\s*)?(?:(?i:by|the)\s+)?"
        rf"(?P<agency>{name})(?:\s+(?i:news|agency|news agency))?\s*(?:\d{{4}})?"
        r"[)\]/.\s*_]*(?i:all rights reserved\.?)?"
    )
    return re.compile(name), dateline, credit


def _dateline_agency(opening: str) -> str | None:
    """The agency of the first dateline; one that follows other words (a headline, a summary) must have its dash."""
    _, dateline, _ = _patterns()
    for start in (0, *(found.end() for found in _BEGINNING.finditer(opening))):
        match = dateline.match(opening, start)
        if match and (start == 0 or match.group("dash")) and _is_dateline(match.group("place")):
            return _name(match.group("round") or match.group("slashed") or match.group("dashed"))
    return None


def _is_dateline(words: str) -> bool:
    """Whether words are places and dates: nearly none begins with a small letter ("Rio de Janeiro")."""
    inner = words.split()[1:]
    return sum(word[0].islower() for word in inner) <= min(2, len(inner) // 2)


@cache
def _name(spelling: str) -> str:
    for agency in load_agencies():
        if spelling in agency.spellings:
            return agency.name
    folded = spelling.casefold()
    return next(a.name for a in load_agencies() if folded in {s.casefold() for s in a.spellings})
