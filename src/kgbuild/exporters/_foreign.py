"""Codes of other tables: the files of ontology/crosswalks in, look-ups by sub-event type, sector and country out."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

import msgspec
from msgspec import Struct

from kgbuild.model import ActionType, Actor
from kgbuild.vocabulary import data_folder

FILE, COUNTRIES = "event-tables.toml", "countries.toml"


class AcledType(Struct, frozen=True, forbid_unknown_fields=True):
    """What stands above a sub-event type of ACLED; `first` and `second` are codes of sides that the type gives."""

    event: str
    disorder: str
    first: int | None = None
    second: int | None = None


class SectorCodes(Struct, frozen=True, forbid_unknown_fields=True):
    """What others call a sector; `nation` marks one that stands where others have a country."""

    cameo: str
    inter: int | None = None
    abroad: int | None = None
    nation: bool = False


class CountryCodes(Struct, frozen=True, forbid_unknown_fields=True):
    """ISO 3166-1's number of a country, and the regions that ACLED and UCDP put it in; `None` where there is none."""

    acled: str
    iso: int | None = None
    ucdp: str | None = None


class Foreign(Struct, frozen=True):
    """All of them."""

    acled: Mapping[str, AcledType]
    sectors: Mapping[str, SectorCodes]
    countries: Mapping[str, CountryCodes]
    reciprocal: frozenset[ActionType]


@cache
def load_foreign() -> Foreign:
    """The shipped codes."""
    folder = data_folder("ontology") / "crosswalks"
    data = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
    countries = tomllib.loads((folder / COUNTRIES).read_text(encoding="utf-8"))
    return Foreign(
        acled=msgspec.convert(data["acled"], dict[str, AcledType]),
        sectors=msgspec.convert(data["sectors"], dict[str, SectorCodes]),
        countries=msgspec.convert(countries, dict[str, CountryCodes]),
        reciprocal=frozenset(data["reciprocal"]["types"]),
    )


def code_inter(actor: Actor, country: str | None) -> int | None:
    """ACLED's code of an actor that acts in a country; `None` where it can't be known."""
    codes = load_foreign().sectors.get(actor.sector or "")
    if codes is None and actor.kind in {"armed_force", "state"}:
        codes = load_foreign().sectors["MIL"]
    if codes is None or codes.inter == codes.abroad:
        return codes.inter if codes else None
    if actor.country is None or country is None:
        return None
    return codes.inter if actor.country == country else codes.abroad


def code_cameo(actor: Actor) -> str | None:
    """CAMEO's code of an actor: country and role ("CODREB"), or either; `None` where neither is known."""
    codes = load_foreign().sectors.get(actor.sector or "")
    role = codes.cameo if codes else ""
    if codes is not None and codes.nation:
        return f"{role}{actor.country or ''}"
    return f"{actor.country or ''}{role}" or None
