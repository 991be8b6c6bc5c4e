"""Articles with their statements, and a settled assembly, in; what is kept of them out, as bytes or as one record."""

from __future__ import annotations

import zlib

import msgspec
from msgspec import Struct

from kgbuild.assembly import actors, places
from kgbuild.assembly.events import Gist
from kgbuild.assembly.identities import KeptIdentities
from kgbuild.assembly.matching import Kept
from kgbuild.assembly.reports import KeptReports
from kgbuild.assembly.standing import KeptAgreement
from kgbuild.assembly.tellings import Telling
from kgbuild.model import Article, Event, Judgement, Statement


class Told(Struct, frozen=True):
    """An article with its statements, as they are kept."""

    article: Article
    statements: tuple[Statement, ...]


class KeptAssembly(Struct, frozen=True):
    """A settled assembly as it is kept."""

    judgements: tuple[Judgement, ...]
    told: dict[str, bytes]
    gists: dict[str, dict[str, Gist]]
    names: dict[str, str]
    events: dict[str, Event]
    actors: KeptIdentities[actors.ActorItem]
    places: KeptIdentities[places.PlaceItem]
    reports: KeptReports
    tellings: Kept[Telling]
    agreement: KeptAgreement


def pack(told: Told) -> bytes:
    """An article with its statements in a quarter of the room."""
    return zlib.compress(msgspec.msgpack.encode(told), 1)


def unpack(packed: bytes) -> Told:
    """What `pack` packed."""
    return msgspec.msgpack.decode(zlib.decompress(packed), type=Told)
