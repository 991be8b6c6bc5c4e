"""The gazetteer: a name in, the places it may denote out; compiled once from packages and ontology/places/."""

from kgbuild.gazetteer.index import Gazetteer, PlaceRecord, open_gazetteer
from kgbuild.gazetteer.names import distance_km, fold
from kgbuild.gazetteer.sources import data_folder

__all__ = ["Gazetteer", "PlaceRecord", "data_folder", "distance_km", "fold", "open_gazetteer"]
