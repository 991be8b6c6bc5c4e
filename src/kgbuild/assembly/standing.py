"""The claims of each article in, links and control states out, kept up to date as articles come, change and go.

Links are made event by event and block by block. Only those that hold a claim that has changed are made anew, so the
outcome is that of a full rebuild at the cost of what was touched.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TypeVar

import msgspec

from kgbuild.assembly.agreement import link_block, link_event, merge_links
from kgbuild.assembly.blocks import HOLDING, block_keys
from kgbuild.assembly.claims import Claim
from kgbuild.assembly.control import make_states
from kgbuild.model import ControlState, Link

EVENT = "event "
Made = TypeVar("Made")


class KeptAgreement(msgspec.Struct, frozen=True, array_like=True):
    """A settled agreement as it is kept."""

    claims: dict[str, bytes]
    homes: dict[str, tuple[str, ...]]
    links: dict[str, tuple[Link, ...]]
    states: dict[str, tuple[ControlState, ...]]


class Agreement:
    """What has been put in; `settle` tells how it hangs together. A unit is an event or a block."""

    def __init__(self) -> None:
        self._claims: dict[str, bytes] = {}
        self._homes: dict[str, tuple[str, ...]] = {}
        self._links: dict[str, tuple[Link, ...]] = {}
        self._states: dict[str, tuple[ControlState, ...]] = {}
        self._touched: set[str] = set()

    def keep(self) -> KeptAgreement:
        """What `restore` needs; to be asked for when settled."""
        return KeptAgreement(self._claims, self._homes, self._links, self._states)

    def restore(self, kept: KeptAgreement) -> None:
        """Take up what was kept."""
        self._claims, self._homes, self._links, self._states = kept.claims, kept.homes, kept.links, kept.states

    def put(self, article_id: str, claims: Iterable[Claim]) -> None:
        """Take in the claims of an article, in the place of those it had."""
        content = zlib.compress(msgspec.msgpack.encode(sorted(claims, key=lambda claim: claim.id)), 1)
        if self._claims.get(article_id) == content:
            return
        self.drop(article_id)
        self._claims[article_id] = content
        for unit in _read_units(content):
            self._homes[unit] = (*self._homes.get(unit, ()), article_id)
            self._touched.add(unit)

    def drop(self, article_id: str) -> None:
        """Take an article's claims away, if there are any."""
        if article_id not in self._claims:
            return
        for unit in _read_units(self._claims.pop(article_id)):
            homes = tuple(home for home in self._homes[unit] if home != article_id)
            if homes:
                self._homes[unit] = homes
            else:
                del self._homes[unit]
            self._touched.add(unit)

    def settle(self) -> tuple[list[Link], list[ControlState]]:
        """All links and all states, each sorted."""
        alone: dict[str, set[str]] = defaultdict(set)
        shared = []
        for unit in self._touched:
            homes = self._homes.get(unit, ())
            if len(homes) == 1:
                alone[homes[0]].add(unit)
            elif homes:
                shared.append((min(homes), unit))
            else:
                self._renew(unit, [])
        for home, units in alone.items():
            held = _read_units(self._claims[home])
            for unit in units:
                self._renew(unit, held[unit])
        for _, unit in sorted(shared):
            members = [_read_units(self._claims[home])[unit] for home in sorted(self._homes[unit])]
            self._renew(unit, [claim for claims in members for claim in claims])
        self._touched = set()
        states = sorted((one for held in self._states.values() for one in held), key=lambda one: one.id)
        return merge_links(link for links in self._links.values() for link in links), states

    def _renew(self, unit: str, claims: Sequence[Claim]) -> None:
        _keep(self._links, unit, link_event(claims) if unit.startswith(EVENT) else link_block(unit, claims))
        if unit.startswith(HOLDING):
            place = unit.removeprefix(HOLDING)
            _keep(self._states, unit, [state for state in make_states(claims) if state.place == place])


@lru_cache(maxsize=4096)
def _read_units(content: bytes) -> dict[str, list[Claim]]:
    """An article's claims by the event and the blocks that they belong to."""
    units: dict[str, list[Claim]] = defaultdict(list)
    for claim in msgspec.msgpack.decode(zlib.decompress(content), type=list[Claim]):
        for unit in list_units(claim):
            units[unit].append(claim)
    return units


def list_units(claim: Claim) -> list[str]:
    """The event and the blocks of a claim."""
    return [*([f"{EVENT}{claim.event}"] if claim.type != "SAY" else []), *block_keys(claim)]


def _keep(held: dict[str, tuple[Made, ...]], unit: str, made: Sequence[Made]) -> None:
    if made:
        held[unit] = tuple(made)
    else:
        held.pop(unit, None)
