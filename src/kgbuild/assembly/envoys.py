"""Who meets and an article's text in, the registered parties out in whose name they meet: "envoys of the Taliban".

Reports of talks name those who sent them ("delegations of the government and of the ELN", "Taliban negotiators"), and
an extractor gives the delegation. Which reports tell of one meeting depends on who sent them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kgbuild.assembly.amounts import find_head
from kgbuild.assembly.name_data import known_registry
from kgbuild.assembly.rules import Rules
from kgbuild.model import Actor, Mention
from kgbuild.registry import Entry, split_words

_SENDING = frozenset({"of", "from", "for", "representing"})
_LINKS = frozenset({"and", "the", "both", *_SENDING})
_END = re.compile(r"[.!?;\n]|$")
_STOPS = ".!?;,\n"
"""What the name before a delegation does not reach across."""


def find_senders(actors: Iterable[Actor], text: str, rules: Rules) -> tuple[Entry, ...]:
    """The registry's entries for whom these actors meet, sorted by id.

    "The government" is that of the country of the groups which it meets, where that is one.
    """
    entries: dict[str, Entry] = {}
    bodies: set[str] = set()
    countries: set[str] = set()
    for actor in actors:
        if actor.id is not None and actor.kind == "armed_group" and actor.country:
            countries.add(actor.country)
        if actor.mention is None or find_head(actor.mention.text) not in rules.words.delegates:
            continue
        if actor.sector == "GOV" and actor.country and (own := known_registry().body("government", actor.country)):
            entries[own.id] = own
        for found in (*_read_after(actor.mention, text, rules), *_read_before(actor.mention, text, rules)):
            if isinstance(found, str):
                bodies.add(found)
            else:
                entries[found.id] = found
    countries |= {entry.country for entry in entries.values() if entry.country and entry.kind != "state"}
    if len(countries) == 1:
        (country,) = countries
        named = (known_registry().body(body, country) for body in sorted(bodies))
        entries |= {entry.id: entry for entry in named if entry is not None}
    return tuple(entry for _, entry in sorted(entries.items()))


def _read_after(mention: Mention, text: str, rules: Rules) -> Iterator[Entry | str]:
    """Those who are named after "of", one after the other; a body by its name where no country stands with it."""
    end = _END.search(text, mention.end)
    words = split_words(text[mention.end : end.start() if end else None])
    if not words or words[0].casefold() not in _SENDING:
        return
    at = 1
    while at < len(words):
        length, found = _read_name(words, at, rules)
        if found is not None:
            yield found
            at += length
        elif words[at].casefold() in _LINKS:
            at += 1
        else:
            return


def _read_before(mention: Mention, text: str, rules: Rules) -> Iterator[Entry | str]:
    """The name right before a delegation: "the ELN's negotiators"; what it begins with is part of its words."""
    head = mention.end - len(mention.text.split()[-1])
    words = split_words(text[max(text.rfind(mark, 0, head) for mark in _STOPS) + 1 : head])
    if words[-1:] in (["'s"], ["’s"]):
        words = words[:-1]
    for at in range(len(words)):
        length, found = _read_name(words, at, rules)
        if found is not None and at + length == len(words):
            yield found
            return


def _read_name(words: Sequence[str], at: int, rules: Rules) -> tuple[int, Entry | str | None]:
    """How many words name a party from here on, and whom: "Colombia's government", "the Afghan army", "the army"."""
    registry = known_registry()
    length, entries = registry.match(words, at)
    country = entries[0].country if len(entries) == 1 and entries[0].kind == "state" else None
    size = length
    if not length:
        size, country = registry.demonym(words, at)
    if country is not None:
        after = at + size + (words[at + size : at + size + 1] in (["'s"], ["’s"]))
        body = rules.bodies.get(words[after].casefold()) if after < len(words) else None
        own = registry.body(body, country) if body else None
        if own is not None:
            return after + 1 - at, own
    if len(entries) == 1:
        return length, entries[0]
    if not length and not size and (body := rules.bodies.get(words[at].casefold())):
        return 1, body
    return 0, None
