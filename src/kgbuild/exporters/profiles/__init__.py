"""A profile's name in, how it says in RDF what a graph holds out: each profile is one file of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from msgspec import Struct

from kgbuild.errors import SettingsError
from kgbuild.exporters.profiles import nanopub, nary, rdf12, sem, webannotation
from kgbuild.graph.claim_graph import ClaimGraph

GRAPHS = ("jsonld", "nquads", "trig")
"""Formats of RDF with named graphs; `ALL` has those without too."""
TRIPLE_TERMS = ("nquads", "ntriples", "rdfxml", "trig", "turtle")
ALL = ("jsonld", "nquads", "ntriples", "rdfxml", "trig", "turtle")


class Reader(Protocol):
    """What each profile's file has as `read`."""

    def __call__(self, graph: ClaimGraph, *, refused: bool) -> Iterator[bytes]:
        """The graph as lines of N-Quads, in pieces, graph by graph and sorted by subject inside each.

        Refused statements are left out where `refused` is false, or the profile has no word for them.
        """
        ...


class Profile(Struct, frozen=True):
    """One way to say claims in RDF: who reads the graph so, which formats carry it and what they need for that.

    `is_own` where the lines are the graph's own; `prefixes` are those that it uses beside `kgbuild.graph.terms`'s.
    """

    name: str
    read: Reader
    formats: tuple[str, ...] = ALL
    needs: str = ""
    prefixes: dict[str, str] = {}
    is_own: bool = False


PROFILES = {
    profile.name: profile
    for profile in (
        Profile("nary", nary.read, is_own=True),
        Profile("nanopub", nanopub.read, GRAPHS, "named graphs", nanopub.PREFIXES),
        Profile("rdf12", rdf12.read, TRIPLE_TERMS, "the triple terms of RDF 1.2"),
        Profile("webannotation", webannotation.read, prefixes=webannotation.PREFIXES),
        Profile("sem", sem.read),
    )
}


def find_profile(name: str, format: str) -> Profile:
    """The profile of that name, for a format.

    Raises:
        SettingsError: there is none, or the format can't carry it; the message lists those that can.
    """
    if name not in PROFILES:
        raise SettingsError(f"no profile '{name}'; have {', '.join(sorted(PROFILES))}.")
    profile = PROFILES[name]
    if format not in profile.formats:
        raise SettingsError(
            f"profile '{name}' needs {profile.needs}, which {format} lacks; use {', '.join(profile.formats)}."
        )
    return profile
