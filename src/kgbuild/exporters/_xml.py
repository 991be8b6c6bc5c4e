"""Values in, XML text out, and the check that a finished file is well-formed."""

from __future__ import annotations

from typing import BinaryIO
from xml.parsers.expat import ExpatError, ParserCreate
from xml.sax.saxutils import escape, quoteattr

from kgbuild.errors import StopRun
from kgbuild.exporters._normal import Scalar


def write_text(value: str) -> str:
    """Text between tags; a carriage return is spelled out, or a parser would read it as a newline."""
    return escape(value, {"\r": "&#13;"})


def write_attribute(value: str) -> str:
    """An attribute's value with its quotes."""
    return quoteattr(value, {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def write_scalar(value: Scalar) -> str:
    """A value as XML Schema spells it, unescaped."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value) if isinstance(value, float) else str(value)


def check_xml(file: BinaryIO) -> None:
    """Parse the whole file; raise when it is not well-formed."""
    try:
        ParserCreate().ParseFile(file)
    except ExpatError as error:
        raise StopRun(f"the file read back is not well-formed XML ({error}); report this graph.") from error
