"""Statements in, findings about their locations out (KG3xx)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kgbuild.model import Article, Finding, Place, Statement
from kgbuild.vocabulary import Concept, Vocabulary
from kgbuild.vocabulary.codes import make_finding

Known = dict[int, tuple[float | None, float | None, str | None]]


def check(statements: Sequence[Statement], article: Article, vocabulary: Vocabulary) -> Iterator[tuple[str, Finding]]:
    """Findings about coordinates, levels and gazetteer ids."""
    del article
    everywhere = [place for statement in statements for place in statement.locations]
    if not everywhere:
        return
    countries = vocabulary.countries
    labels = {country.label.casefold(): code for code, country in countries.items()}
    known: Known = {}
    divisions = _list_divisions(everywhere)
    settlements = {(place.lat, place.lon): place for place in everywhere if place.level == "settlement"}
    for statement in statements:
        for place in statement.locations:
            for finding in (
                *_point(place, countries),
                *_standing(place),
                *_level(place, settlements),
                *_within(place, labels, divisions),
            ):
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


def _level(place: Place, settlements: Mapping[tuple[float | None, float | None], Place]) -> Iterator[Finding]:
    """A country or division at the very point of a settlement that has another id and another name."""
    if place.level not in {"country", "admin1", "admin2"} or place.lat is None or place.geonames is None:
        return
    other = settlements.get((place.lat, place.lon))
    if other is not None and other.geonames not in {None, place.geonames} and not _is_called(place, other.name or ""):
        yield make_finding("KG308", words=_words(place), level=place.level, other=_words(other))


def _list_divisions(places: Iterable[Place]) -> set[str]:
    """Names of first- and second-level divisions, as far as the places of an article tell them."""
    found: set[str] = set()
    for place in places:
        found.update(_split(place.inside)[:-1])
        if place.level in {"admin1", "admin2"} and place.status == "resolved":
            found.update(name.casefold() for name in (place.name, _words(place)) if name)
    return found


def _within(place: Place, labels: Mapping[str, str], divisions: set[str]) -> Iterator[Finding]:
    """What the text puts around a place against what the gazetteer does."""
    chain = _split(place.inside)
    # Some states have a comma in their name.
    around = (labels.get(chain[-1]) or labels.get(", ".join(chain[-2:]))) if chain else None
    # A state that claims the place may be put around it: the text says so, and the gazetteer need not agree.
    states = {place.country, *place.claimed_by, *place.held_by}
    if around is not None and place.country is not None and around not in states:
        yield make_finding("KG309", words=_words(place), country=place.country, around=around)
    if place.within is None or place.country is None:
        return
    within = place.within.casefold()
    if chain and within in divisions:
        # "Karaganda" is "Karaganda Region"; Georgia the state is a division before it is a country.
        if not _is_called(place, within) and not any(within in name or name in within for name in chain):
            yield make_finding("KG310", words=_words(place), inside=place.inside, within=place.within)
    elif (named := labels.get(within)) is not None and named not in states:
        yield make_finding("KG307", words=_words(place), country=place.country, within=named)


def _split(inside: str | None) -> list[str]:
    return inside.casefold().split(", ") if inside else []


def _is_called(place: Place, name: str) -> bool:
    own = (place.name or "").casefold()
    return bool(own) and bool(name) and (own in name.casefold() or name.casefold() in own)


def _words(place: Place) -> str:
    return place.mention.text if place.mention is not None else place.name or "the place"
