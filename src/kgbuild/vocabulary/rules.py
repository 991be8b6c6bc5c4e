"""A query file in, its terms with their lines, and what keeps it from being a rule of ontology/rules/ out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, get_args

import pyoxigraph as ox
from msgspec import Struct

from kgbuild.model import Severity
from kgbuild.vocabulary.faults import OntologyFinding, make_fault
from kgbuild.vocabulary.syntax import explain_sparql

COLUMNS = ("focus", "code", "severity", "message")
"""What a rule selects, in this order."""
_TOKEN = re.compile(
    r"""(?P<text>"{3}.*?"{3}|'{3}.*?'{3}|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<iri><[^<>\s"{}|^`\\]*>)
    |(?P<comment>\#[^\n]*)
    |(?P<prefix>\bPREFIX\s+(?P<declared>[\w.-]*):\s*<(?P<base>[^<>]*)>)
    |[?$]\w+
    |(?<![\w:?$])(?P<name>[A-Za-z][\w.-]*)?:(?P<local>[\w%]([\w.%-]*[\w%-])?)?""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_BOUND = r'\(\s*"(?P<value>[^"]*)"\s+AS\s+\?{}\s*\)'


class Use(NamedTuple):
    """A term that a query names: the line from 1, how it is written there, and its IRI (`None`: an unknown prefix)."""

    line: int
    written: str
    iri: str | None


class QueryText(Struct, frozen=True):
    """A file of SPARQL: `name` is its path below the ontology's folder, or beside it."""

    name: str
    text: str
    prefixes: Mapping[str, str] = {}
    """Prefixes that it may use undeclared."""

    def uses(self) -> Iterator[Use]:
        """The IRIs and prefixed names of the text, those of comments and strings left out."""
        known = dict(self.prefixes)
        for token in _TOKEN.finditer(self.text):
            line = self.text.count("\n", 0, token.start()) + 1
            if token["prefix"]:
                known[token["declared"]] = token["base"]
            elif token["iri"]:
                yield Use(line, token[0], token[0][1:-1])
            elif token["local"] or token["name"]:
                base = known.get(token["name"] or "")
                yield Use(line, token[0], None if base is None else base + (token["local"] or ""))

    def bound(self, variable: str) -> re.Match[str] | None:
        """Where a variable gets its text: BIND ("…" AS ?code)."""
        return re.search(_BOUND.format(variable), self.text)

    def line_of(self, found: re.Match[str]) -> int:
        """The line of a match."""
        return self.text.count("\n", 0, found.start()) + 1

    def fault(self, line: int, term: str, message: str, code: str = "KG022") -> OntologyFinding:
        """A finding about this file."""
        return make_fault(code, self.name, line, term, message)


def read_query_text(path: Path, name: str, prefixes: Mapping[str, str] | None = None) -> QueryText | OntologyFinding:
    """The file, or the finding that says why it can't be read."""
    try:
        return QueryText(name, path.read_text(encoding="utf-8"), prefixes or {})
    except (OSError, UnicodeDecodeError) as error:
        return make_fault("KG001", name, 1, "", f"can't be read ({error}); write it in UTF-8")


def find_query_faults(query: QueryText, columns: tuple[str, ...] | None = None) -> Iterator[OntologyFinding]:
    """Unknown prefixes, else what the parser says; where columns are asked for, whether it gives those."""
    unknown = [use for use in query.uses() if use.iri is None]
    for use in unknown:
        declare = f"declare it: PREFIX {use.written.partition(':')[0]}: <…>"
        yield query.fault(use.line, use.written, f"has a prefix that is not declared; {declare}", "KG001")
    if not unknown:
        yield from _parse(query, columns)


def _parse(query: QueryText, columns: tuple[str, ...] | None) -> Iterator[OntologyFinding]:
    declared = "".join(f"PREFIX {prefix}: <{base}> " for prefix, base in query.prefixes.items())
    try:
        answer = ox.Store().query(declared + query.text)
    except SyntaxError as error:
        yield query.fault(*explain_sparql(error, query.text), code="KG001")
        return
    given = tuple(variable.value for variable in getattr(answer, "variables", ()))
    if columns is not None and given != columns:
        asked, have = (" ".join(f"?{name}" for name in names) for names in (columns, given))
        found = re.search(r"^\s*(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", query.text, re.MULTILINE | re.IGNORECASE)
        line = query.line_of(found) + found[0].count("\n") if found else 1
        term = found[1] if found else ""
        yield query.fault(line, term, f"gives {have or 'no columns'}; let the rule SELECT {asked}, in this order")


def find_rule_faults(query: QueryText) -> Iterator[OntologyFinding]:
    """What keeps a query from being a rule; a code or severity that the rule computes is left to the run."""
    faults = list(find_query_faults(query, COLUMNS))
    yield from faults
    if faults:
        return
    for variable, valid, have in (
        ("code", r"[A-Z]+\d+", "letters and a number, such as KG801"),
        ("severity", "|".join(get_args(Severity)), ", ".join(get_args(Severity))),
    ):
        found = query.bound(variable)
        if found and not re.fullmatch(valid, found["value"]):
            yield query.fault(query.line_of(found), f"?{variable}", f"is '{found['value']}'; write {have}")
