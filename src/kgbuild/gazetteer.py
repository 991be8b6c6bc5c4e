"""The gazetteer: a name in, the places it may denote out."""

from __future__ import annotations


class Gazetteer:
    """An opened place index."""


def open_gazetteer() -> Gazetteer:
    """The index in the user's cache folder, compiled first if need be."""
    return Gazetteer()
