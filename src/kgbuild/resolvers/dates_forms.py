"""One reader for each form of time expression: its parts and what they count from in, a stretch of days out."""

from __future__ import annotations

from kgbuild.resolvers.dates_named import NAMED
from kgbuild.resolvers.dates_relative import COUNTED
from kgbuild.resolvers.dates_setting import NOTHING, Parts, Result, Setting

_READERS = {**NAMED, **COUNTED}


def read_form(form: str, parts: Parts, setting: Setting) -> Result:
    """The stretch and anchor of an expression; nothing where the words or what they count from are open."""
    reader = _READERS.get(form)
    if reader is None:
        return NOTHING
    try:
        return reader(parts, setting)
    except (OverflowError, ValueError):  # a day or year that the calendar cannot hold
        return NOTHING
