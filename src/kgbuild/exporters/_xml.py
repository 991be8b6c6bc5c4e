"""Values in, XML text out, and the check that a finished file is well-formed."""

from __future__ import annotations

import re
from typing import BinaryIO
from xml.parsers.expat import ExpatError, ParserCreate

from kgbuild.errors import StopRun
from kgbuild.exporters._normal import Scalar

# A parser of XML 1.1, or one that takes all files for such, would read the last two as newlines.
_SPECIAL = re.compile('[&<>"\t\n\r\x85\u2028]')
_IN_TEXT = str.maketrans({
    "&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;", "\x85": "&#133;", "\u2028": "&#8232;",
})  # fmt: skip
_IN_ATTRIBUTE = _IN_TEXT | str.maketrans({'"': "&quot;", "\t": "&#9;", "\n": "&#10;"})


def write_text(value: str) -> str:
    """Text between tags; a carriage return is spelled out, or a parser would read it as a newline."""
    return value.translate(_IN_TEXT) if _SPECIAL.search(value) else value


def write_attribute(value: str) -> str:
    """An attribute's value with its quotes."""
    return f'"{value.translate(_IN_ATTRIBUTE)}"' if _SPECIAL.search(value) else f'"{value}"'


def write_scalar(value: Scalar) -> str:
    """A value as XML Schema spells it, unescaped."""
    if type(value) is str:
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value) if isinstance(value, float) else str(value)


def check_xml(file: BinaryIO) -> None:
    """Parse the whole file; raise when it is not well-formed."""
    try:
        ParserCreate().ParseFile(file)
    except ExpatError as error:
        raise StopRun(f"the file read back is not well-formed XML ({error}); report this graph.") from error
