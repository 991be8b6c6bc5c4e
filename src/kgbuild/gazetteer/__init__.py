"""The gazetteer: a name in, the places it may denote out; compiled once from packages and files."""

from kgbuild.gazetteer.added import AddedSource, add_source, list_sources, remove_source
from kgbuild.gazetteer.data import data_folder, find_country
from kgbuild.gazetteer.disputes import Dispute
from kgbuild.gazetteer.index import Gazetteer, PlaceRecord, gazetteer_version, open_gazetteer
from kgbuild.gazetteer.names import distance_km, fold

__all__ = [
    "AddedSource",
    "Dispute",
    "Gazetteer",
    "PlaceRecord",
    "add_source",
    "data_folder",
    "distance_km",
    "find_country",
    "fold",
    "gazetteer_version",
    "list_sources",
    "open_gazetteer",
    "remove_source",
]
