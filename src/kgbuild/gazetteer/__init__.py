"""The gazetteer: a name in, the places it may denote out; compiled once from installed packages and ontology/places/."""

from kgbuild.gazetteer.index import Gazetteer, PlaceRecord, open_gazetteer
from kgbuild.gazetteer.names import distance_km, fold

__all__ = ["Gazetteer", "PlaceRecord", "distance_km", "fold", "open_gazetteer"]
