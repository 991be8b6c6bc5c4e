"""What a query's words ask for before it is run: SPARQL in; whether it calls other services, whether it has FROM.

The engine dereferences SERVICE, so such a query must not reach it. Strings, comments and IRIs are left out of the
search; in doubt a query counts as calling a service.
"""

from __future__ import annotations

import re

_OPAQUE = re.compile(
    r"""<[^<>"{}|^`\\\x00-\x20]*>"""
    r'''|"""(?:[^"\\]|\\.|"(?!""))*"""'''
    r"""|'''(?:[^'\\]|\\.|'(?!''))*'''"""
    r'''|"(?:[^"\\\n\r]|\\.)*"'''
    r"""|'(?:[^'\\\n\r]|\\.)*'"""
    r"""|\#[^\n\r]*|\\.""",
    re.DOTALL,
)
"""IRIs, strings, comments, and escapes of prefixed names (a backslash before a quote opens no string there)."""
_SERVICE = re.compile(r"(?<![\w?$@:-])SERVICE\s*(?:SILENT\b\s*)?(?:[<?$]|\s[\w.-]*:|(?<=T):)", re.IGNORECASE)
_FROM = re.compile(r"(?<![\w?$@:.-])FROM\s*(?:NAMED\b\s*)?(?:<|\s[\w.-]*:)", re.IGNORECASE)


def calls_service(sparql: str) -> bool:
    """Whether the query asks another endpoint."""
    return _SERVICE.search(_blank(sparql)) is not None


def has_dataset(sparql: str) -> bool:
    """Whether the query names its own graphs, with FROM or FROM NAMED."""
    return _FROM.search(_blank(sparql)) is not None


def _blank(sparql: str) -> str:
    return _OPAQUE.sub(lambda found: "<>" if found[0][0] == "<" else " " if found[0][0] == "#" else '""', sparql)
