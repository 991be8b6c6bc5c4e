"""A fault of an ontology folder: a code and what is wrong where in, a finding with file, line and term out.

What the codes mean stands in ontology/codes.toml, which is not read here: it may be what is wrong.
"""

from __future__ import annotations

from msgspec import Struct

from kgbuild.model import Severity


class OntologyFinding(Struct, frozen=True, order=True):
    """One fault: the file below the ontology's folder, the line (from 1), the term as people write it, and advice."""

    file: str
    line: int
    term: str
    code: str
    severity: Severity
    message: str


def make_fault(code: str, file: str, line: int, term: str, message: str) -> OntologyFinding:
    """A finding of that code; what nothing uses is a warning, all else an error."""
    return OntologyFinding(file, line, term, code, "warning" if code == "KG004" else "error", message)
