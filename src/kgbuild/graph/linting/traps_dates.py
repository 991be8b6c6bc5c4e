"""A query in, its comparisons of days with what is no day out: years, months, plain texts, moments, numbers."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import Any

from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Literal, Variable

from kgbuild.graph.linting.model import Names
from kgbuild.graph.linting.query import Query
from kgbuild.graph.linting.terms import load_terms
from kgbuild.graph.linting.trap import Trap, count_lines, edit
from kgbuild.graph.linting.tree import list_variables, unwrap, walk_all
from kgbuild.graph.terms import PREFIXES

_XSD = PREFIXES["xsd"]
_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "=", "!=": "!="}
_KEEPING = ("Aggregate_Min", "Aggregate_Max", "Aggregate_Sample", "Builtin_COALESCE", "Builtin_IF")
_LIES = "no answer passes '<', '>' and '=', and every answer passes '!='"
Period = tuple[date, date]


def find_dates(query: Query) -> Iterator[Trap]:
    """Comparisons of a day with a year, a month, a plain text or a moment: they fail, and no error tells so."""
    days = list_days(query)
    for node in walk_all(query.root):
        if node.name == "RelationalExpression" and "op" in node:
            yield from _check(query, node, days)
    for group in query:
        for pattern in group.patterns:
            literal = _read_literal(query, pattern.object)
            if literal is not None and pattern.steps and _is_day_step(query, pattern.steps[-1]):
                kind, text = literal
                if kind == "date" or not hasattr(pattern.object, "start"):
                    continue
                period = read_period(text)
                rewrite = None
                if period is not None and period[0] == period[1]:
                    written = query.text[pattern.object.start : pattern.object.end].strip()
                    at = pattern.object.start
                    rewrite = edit(query.text, [(at, at + len(written), _write_day(query, period[0]))])
                yield _tell(query, pattern.object.start, kind, text, "is asked for", rewrite)


def list_days(query: Query) -> Names:
    """The variables that hold days: objects of properties of days, and what is made of such without a change."""
    found = {
        str(pattern.object)
        for group in query
        for pattern in group.patterns
        if isinstance(pattern.object, Variable) and pattern.steps and _is_day_step(query, pattern.steps[-1])
    }
    made = [(str(name), expression) for select in query.selects for name, expression in select.expressions.items()] + [
        (str(part.node["var"]), part.node["expr"]) for group in query for part in group.parts if part.kind == "Bind"
    ]
    for _ in made:
        found |= {name for name, expression in made if _keeps_day(expression, found)}
    return frozenset(found)


def _keeps_day(expression: Any, days: set[str]) -> bool:
    node = unwrap(expression)
    if isinstance(node, Variable):
        return str(node) in days
    return (
        isinstance(node, CompValue)
        and node.name in _KEEPING
        and set(list_variables(node)) <= days
        and bool(list_variables(node))
    )


def _is_day_step(query: Query, step: CompValue) -> bool:
    return "part" in step and "mod" not in step and query.expand(step["part"]) in load_terms().days


def _check(query: Query, node: CompValue, days: Names) -> Iterator[Trap]:
    operator = str(node["op"])
    if operator not in _TURNED:
        return
    left, right = unwrap(node["expr"]), unwrap(node["other"])
    if isinstance(right, Variable) and not isinstance(left, Variable):
        left, right, operator = right, left, _TURNED[operator]
    literal = _read_literal(query, right)
    if not isinstance(left, Variable) or str(left) not in days or literal is None or literal[0] == "date":
        return
    kind, text = literal
    period = read_period(text)
    end = node.start + len(query.text[node.start : node.end].rstrip())
    rewrite = None
    if period is not None:
        rewrite = edit(query.text, [(node.start, end, _compare(query, f"?{left}", operator, period))])
    yield _tell(query, node.start, kind, text, f"is compared with ?{left}", rewrite)


def _tell(query: Query, at: int, kind: str, text: str, how: str, rewrite: str | None) -> Trap:
    year = kind in {"gYear", "gYearMonth", "number"}
    return Trap(
        name="gyear" if year else "plain-date",
        line=count_lines(query.text, at),
        what=f'"{text}" {how}, which is an xsd:date' if "?" in how else f'"{text}" {how} where an xsd:date stands',
        why=f'a day and a {_name(kind)} cannot be compared: {_LIES}; write days as "2025-03-31"^^xsd:date',
        rewrite=rewrite,
    )


def _name(kind: str) -> str:
    return {"number": "number", "string": "plain text", "dateTime": "moment"}.get(kind, f"value of xsd:{kind}")


def _read_literal(query: Query, node: Any) -> tuple[str, str] | None:
    """Datatype and text of a literal."""
    if isinstance(node, Literal):
        return ("number", str(node)) if str(node.datatype or "").startswith(_XSD) else ("string", str(node))
    if not isinstance(node, CompValue) or node.name != "literal":
        return None
    datatype = query.expand(node["datatype"]) if "datatype" in node else None
    kind = "string" if datatype is None or "lang" in node else datatype.removeprefix(_XSD)
    return kind, str(node["string"])


def read_period(text: str) -> Period | None:
    """First and last day of what the text names: a day, a moment, a month or a year."""
    found = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T.*)?)?)?", text)
    if found is None:
        return None
    year, month, day = (None if part is None else int(part) for part in found.groups())
    try:
        if year is None or month is None:
            return date(int(found[1]), 1, 1), date(int(found[1]), 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except ValueError:
        return None


def _compare(query: Query, name: str, operator: str, period: Period) -> str:
    """The comparison with the days of a period."""
    first, last = (_write_day(query, day) for day in period)
    if period[0] == period[1]:
        return f"{name} {operator} {first}"
    match operator:
        case "=":
            return f"({name} >= {first} && {name} <= {last})"
        case "!=":
            return f"({name} < {first} || {name} > {last})"
        case ">" | "<=":
            return f"{name} {operator} {last}"
    return f"{name} {operator} {first}"


def _write_day(query: Query, day: date) -> str:
    known = query.prefixes.get("xsd") == _XSD
    return f'"{day.isoformat()}"^^' + ("xsd:date" if known else f"<{_XSD}date>")
