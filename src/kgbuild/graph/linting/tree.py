"""SPARQL text in, rdflib's syntax tree out, each node with the offsets at which it starts and ends.

The tree of rdflib's parser has no offsets. A copy of its grammar notes them; the grammar that others use stays as it
is.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import cache
from typing import Any

from pyparsing import ParseBaseException, ParserElement, ParseResults
from rdflib.plugins.sparql import parser
from rdflib.plugins.sparql.parserutils import Comp, CompValue
from rdflib.term import Variable

LONGEST = 100_000
"""Characters of a query that is read; a longer one is made by a program."""


class _Located(Comp):
    """A rule of the grammar that notes where what it read ends."""

    def postParse(self, instring: str, loc: int, tokenList: ParseResults) -> CompValue:  # noqa: N802, N803  # pyparsing's
        """The node of these tokens."""
        node = super().postParse(instring, loc, tokenList)
        node.end = loc
        return node


def _note_start(text: str, at: int, tokens: ParseResults) -> None:
    del text
    tokens[0].start = at


@cache
def _load_grammar() -> ParserElement:
    grammar = copy.deepcopy(parser.Query)
    seen: set[int] = set()
    todo = [grammar]
    while todo:
        rule = todo.pop()
        if id(rule) in seen:
            continue
        seen.add(id(rule))
        if type(rule) is Comp:
            rule.__class__ = _Located
            rule.add_parse_action(_note_start)
        todo += rule.recurse()
    return grammar.parse_with_tabs()


def parse(text: str) -> tuple[list[CompValue], CompValue]:
    """The prologue and the query of a SPARQL text.

    Raises:
        ValueError: rdflib's parser does not read it; the engine may.
    """
    if len(text) > LONGEST:
        raise ValueError(f"it is longer than {LONGEST:,} characters")
    try:
        prologue, query = _load_grammar().parse_string(text, parse_all=True)
    except (ParseBaseException, RecursionError) as error:
        raise ValueError(str(error).splitlines()[0] if str(error) else "it is nested too deeply") from error
    return list(prologue), query


def read(node: CompValue, name: str, default: Any = None) -> Any:
    """What a node holds under a name; its own `get` answers a missing one with the name."""
    return node[name] if name in node else default  # noqa: SIM401  # see above


def walk(node: Any) -> Iterator[CompValue]:
    """The node and those below it, as the text has them, without the groups of EXISTS and of queries inside."""
    if isinstance(node, CompValue):
        yield node
        if node.name not in {"Builtin_EXISTS", "Builtin_NOTEXISTS", "SubSelect"}:
            for name in node:
                yield from walk(node[name])
    elif isinstance(node, list | tuple | ParseResults):
        for one in node:
            yield from walk(one)


def walk_all(node: Any) -> Iterator[CompValue]:
    """The node and all below it."""
    if isinstance(node, CompValue):
        yield node
        for name in node:
            yield from walk_all(node[name])
    elif isinstance(node, list | tuple | ParseResults):
        for one in node:
            yield from walk_all(one)


def list_variables(node: Any) -> list[str]:
    """The names of the variables in an expression, as they come, without those of EXISTS."""
    if isinstance(node, Variable):
        return [str(node)]
    if isinstance(node, CompValue):
        if node.name in {"Builtin_EXISTS", "Builtin_NOTEXISTS"}:
            return []
        return [name for key in node for name in list_variables(node[key])]
    if isinstance(node, list | tuple | ParseResults):
        return [name for one in node for name in list_variables(one)]
    return []


def unwrap(node: Any) -> Any:
    """An expression without the levels of precedence that hold nothing but it."""
    while isinstance(node, CompValue) and set(node) == {"expr"} and node.name.endswith("Expression"):
        node = node["expr"]
    return node


def skip_blank(text: str, at: int) -> int:
    """The first offset from here that is neither white space nor of a comment; `at` must not be inside a token."""
    while at < len(text):
        if text[at] == "#":
            line = text.find("\n", at)
            at = len(text) if line < 0 else line
        elif text[at].isspace():
            at += 1
        else:
            break
    return at


def find_brace(text: str, at: int) -> int:
    """The first opening brace from the start of a token on, with none but words before it."""
    while at < len(text) and text[at] != "{":
        at = skip_blank(text, at + 1)
    return at
