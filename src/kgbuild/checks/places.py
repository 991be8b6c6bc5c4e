"""Statements in, findings about their locations out (KG3xx)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kgbuild.model import Article, Finding, Place, Statement
from kgbuild.vocabulary import Concept, Vocabulary
from kgbuild.vocabulary.codes import make_finding

Known = dict[int, tuple[float | None, float | None, str | None]]


def check(statements: Sequence[Statement], article: Article, vocabulary: Vocabulary) -> Iterator[tuple[str, Finding]]:
    """Findings about coordinates, levels and gazetteer ids."""
    del article
    countries = vocabulary.countries
    labels = {country.label.casefold(): code for code, country in countries.items()}
    known: Known = {}
    for statement in statements:
        for place in statement.locations:
            for finding in (*_point(place, countries), *_standing(place), *_within(place, labels)):
                yield statement.id, finding
            if place.geonames is not None:
                here = (place.lat, place.lon, place.country)
                if known.setdefault(place.geonames, here) != here:
                    yield statement.id, make_finding("KG306", geonames=place.geonames)


def _point(place: Place, countries: Mapping[str, Concept]) -> Iterator[Finding]:
    lat, lon = place.lat, place.lon
    if lat is None and lon is None:
        return
    if lat is None or lon is None or not (-90 <= lat <= 90 and -180 <= lon <= 180):
        yield make_finding("KG301", words=_words(place), lat=lat, lon=lon)
        return
    country = countries.get(place.country or "")
    if country is None or country.box is None or place.level == "area":
        return  # an area may reach over borders or into the sea
    west, south, east, north = country.box
    if not (west <= lon <= east and south <= lat <= north):
        yield make_finding("KG302", words=_words(place), lat=lat, lon=lon, country=place.country)


def _standing(place: Place) -> Iterator[Finding]:
    if place.status == "resolved":
        pointed = place.lat is not None or place.lon is not None
        if place.geonames is None and not pointed:
            yield make_finding("KG304", words=_words(place))
        elif place.level == "settlement" and not pointed:
            yield make_finding("KG303", words=_words(place), level="settlement", missing="coordinates")
        elif place.level == "country" and place.country is None:
            yield make_finding("KG303", words=_words(place), level="country", missing="a country code")
    elif place.status == "ambiguous" and len(place.candidates) < 2:
        yield make_finding("KG305", words=_words(place), count=len(place.candidates))


def _within(place: Place, labels: Mapping[str, str]) -> Iterator[Finding]:
    named = labels.get(place.within.casefold()) if place.within else None
    # A state that claims the place may be put around it: the text says so, and the gazetteer need not agree.
    if named is not None and place.country is not None and named not in {place.country, *place.claimed_by}:
        yield make_finding("KG307", words=_words(place), country=place.country, within=named)


def _words(place: Place) -> str:
    return place.mention.text if place.mention is not None else place.name or "the place"
