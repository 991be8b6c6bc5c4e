"""What a query's words ask for before it is run: SPARQL in; whether it calls other services, whether it has FROM.

The engine dereferences SERVICE, so such a query must not reach it. Strings, comments, IRIs and variables are left out
of the search. The engine also takes keywords that stick to what is beside them ("5SERVICEkg:x{}"), so in doubt a query
counts as calling a service.
"""

from __future__ import annotations

import re

_OPAQUE = (
    r"""<[^<>"{}|^`\\\x00-\x20]*>"""
    r'''|"""(?:[^"\\]|\\.|"(?!""))*"""'''
    r"""|'''(?:[^'\\]|\\.|'(?!''))*'''"""
    r'''|"(?:[^"\\\n\r]|\\.)*"'''
    r"""|'(?:[^'\\\n\r]|\\.)*'"""
    r"""|\#[^\n\r]*|\\.|[?$]\w+"""
)
"""IRIs, strings, comments, variables, and escapes in names (a backslash before a quote opens no string there)."""
_UNNAMED = re.compile(_OPAQUE, re.DOTALL)
_NAMELESS = re.compile(_OPAQUE + r"|[\w.-]*:[\w.:%-]*|[\w.-]+", re.DOTALL)
_SERVICE = re.compile(
    r"(?<![:@])SERVICE\s*(?:SILENT\s*)?"
    r"(?:(?:<>|\?|[^\s{}<:]{0,99}:[^\s{}]{0,999})\s*\{|[^\s{}<:]{100}|[^\s{}<:]{0,99}:[^\s{}]{1000})",
    re.IGNORECASE,
)
"""Names of more than some length count as called, so that the search takes no longer than the text is long."""
_FROM = re.compile(r"FROM\s*(?:NAMED\s*)?[<:]", re.IGNORECASE)
_STAND_INS = {"<": "<>", "#": " ", "?": "?", "$": "?", '"': '""', "'": '""', "\\": "\\"}


def calls_service(sparql: str) -> bool:
    """Whether the query asks another endpoint."""
    return _SERVICE.search(_UNNAMED.sub(_stand_in, sparql)) is not None


def has_dataset(sparql: str) -> bool:
    """Whether the query names its own graphs, with FROM or FROM NAMED."""
    return _FROM.search(_NAMELESS.sub(_stand_in, sparql)) is not None


def _stand_in(found: re.Match[str]) -> str:
    return _STAND_INS.get(found[0][0]) or (":" if ":" in found[0] else found[0])
