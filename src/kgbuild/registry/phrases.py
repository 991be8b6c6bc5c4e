"""What an actor phrase says by its own words: words in, kind, country, sector and registry entries out.

No parser is needed: "three Turkish soldiers", "members of the Taliban", "former Malian defence minister" are read from
left to right up to their head; what follows "of", "in" or "from" adds what the head leaves open.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from kgbuild.model import ActorKind
from kgbuild.registry import Registry
from kgbuild.registry.entries import INTERNATIONAL, Entry, word_set
from kgbuild.registry.people import PersonNoun
from kgbuild.registry.pieces import Piece, cut_phrase

_DETERMINERS = word_set(
    "the a an this that these those some several many few all both each every any no other another at least more than "
    "about around nearly almost up to over dozens hundreds thousands scores two one four three six five eight seven "
    "nine ten eleven twelve twenty thirty forty fifty hundred thousand million his her its their our my your whose"
)
_ADDING = word_set("of in from at within across for")
_LENT_BY = frozenset({"of", "for"})
_PRESIDING = word_set("president vice-president chancellor secretary commissioner")
_SHARED_NAMES = frozenset({"PTY", "GOV", "LEG", "JUD", "COP", "MED", "EDU", "BUS", "LAB"})
_WHERE = frozenset({"in", "at", "within", "across"})
_SENT = frozenset({"force", "branch", "peacekeepers", "coalition", "aid"})  # who may be in a country and not of it
_FORCE_LIKE = frozenset({"REB", "PRM", "UAF", "CRM", "MIL", "GOV", "IMG"})
_SELF = word_set(
    "group movement organization organisation network outfit militia faction bloc alliance coalition party"
)
_BRANCHES = word_set("branch affiliate arm wing franchise offshoot")
_DETACHED = word_set("unit units squad squads contingent contingents detachment detachments")
_OFFICES = frozenset({"GOV", "LEG", "JUD", "SPY"})
_PART = frozenset({"local", "regional", "provincial", "city", "district", "municipal", "state", "foreign", "interior"})


class Phrase(Struct, frozen=True, kw_only=True):
    """A reading of an actor phrase. `entries`: one where the words identify it, several where the name is shared.

    `head` is the position of the head word; `noun` its class; `named` the capitalised words that no list knows;
    `titled` tells that words of office or country stand before the name.
    """

    kind: ActorKind = "unknown"
    country: str | None = None
    sector: str | None = None
    entries: tuple[Entry, ...] = ()
    head: int = 0
    noun: PersonNoun | None = None
    named: tuple[str, ...] = ()
    rule: str = ""


def read_phrase(words: Sequence[str], registry: Registry, *, lone: bool = False) -> Phrase:
    """The reading of a phrase; `lone` admits weak names too (a surname or a capital that stands for an actor)."""
    return _read_phrase(tuple(words), registry, lone)


@lru_cache(maxsize=20_000)  # the same few thousand phrases make up most of the news
def _read_phrase(words: tuple[str, ...], registry: Registry, lone: bool) -> Phrase:  # a key
    first = 0
    while first < len(words) - 1 and (words[first].lower() in _DETERMINERS or words[first][0].isdigit()):
        length, _ = registry.match(words, first)
        if length > 1:
            break
        first += 1
    pieces, last = cut_phrase(words, first, registry, weak=lone)
    rest: Phrase | None = None
    link = ""
    if last < len(words) and words[last].lower() in _ADDING and last + 1 < len(words):
        link = words[last].lower()
        rest = read_phrase(words[last + 1 :], registry, lone=lone)
    owned = max((i for i in range(first, last) if words[i] in {"'s", "’s"} and i + 1 < last), default=-1)
    known = [piece for piece in pieces if piece.what in {"name", "noun"}]
    if link == "of" and rest is not None and (branch := _branch_of(rest, words[first:last], pieces, registry)):
        return branch
    if not known:
        return _without_head(pieces, last, rest if link == "of" else None)
    head = known[-1]
    if link == "for" and (head.noun is None or head.noun.role != "speaker"):
        rest = None
    if head.what == "name":
        return _named(head, pieces)
    if head.last <= owned:  # "Kagame's RPF": the title belongs to the owner, not to the name
        plain = head.noun is not None and all(word.islower() for word in words[owned + 1 : last])
        sector = head.noun.sector if plain and head.noun else None  # "the company's board"
        return Phrase(country=_first_origin(pieces), sector=sector, head=max(last - 1, 0), rule="owner")
    tail = [piece for piece in pieces if piece.first >= head.last]
    if tail and all(piece.what == "other" and piece.word[:1].isupper() for piece in tail):
        return _unknown_person(head, pieces, tail, registry)
    return _composed(head, [piece for piece in pieces if piece.last <= head.first], rest, link, registry)


def _branch_of(rest: Phrase, words: Sequence[str], pieces: list[Piece], registry: Registry) -> Phrase | None:
    """The only part of a group that its words can mean: "the Khorasan branch of the Islamic State"."""
    if not words or words[-1].lower() not in _BRANCHES or len(rest.entries) != 1:
        return None
    parts = [entry for entry in registry.entries.values() if entry.parent == rest.entries[0].id]
    named = {word.casefold() for word in words[:-1] if word[:1].isupper()}
    country = _first_origin(pieces)
    found = [
        entry
        for entry in parts
        if any(not named.isdisjoint(name.casefold().split()) for name in (entry.name, *entry.aliases))
    ] or [entry for entry in parts if country is not None and entry.country == country]
    if len(found) != 1:
        return None
    (entry,) = found
    return Phrase(
        kind=entry.kind, country=entry.country, sector=entry.sector, entries=(entry,), head=len(words) - 1,
        rule="branch of a group",
    )  # fmt: skip


def _first_origin(pieces: list[Piece]) -> str | None:
    return next((piece.country for piece in pieces if piece.what == "origin" and piece.country), None)


def _without_head(pieces: list[Piece], last: int, rest: Phrase | None) -> Phrase:
    origins = [piece for piece in pieces if piece.what == "origin"]
    if not origins and rest is not None and rest.country:
        return Phrase(country=rest.country, head=max(last - 1, 0), rule="word of origin")
    if not origins:
        named = tuple(piece.word for piece in pieces if piece.what == "other" and piece.word[:1].isupper())
        return Phrase(named=named, head=max(last - 1, 0))
    alone = origins[-1].last == last and len(origins) == len(pieces)
    kind: ActorKind = "nationality" if alone else "unknown"
    return Phrase(kind=kind, country=origins[0].country, head=last - 1, rule="word of origin")


def _named(head: Piece, pieces: list[Piece]) -> Phrase:
    """A known name, perhaps with title and origin before it, which choose among namesakes."""
    entries = head.entries
    countries = {piece.country for piece in pieces if piece.what == "origin" and piece.country}
    if len(entries) > 1 and countries:
        fitting = tuple(entry for entry in entries if entry.country in countries)
        entries = fitting or entries
    if len(entries) == 1:
        entry = entries[0]
        if countries and entry.country and entry.country not in countries and entry.sector in _SHARED_NAMES:
            # "the Norwegian Labour Party" is not the one of the registry
            return Phrase(
                kind=entry.kind, country=_first_origin(pieces), sector=entry.sector, head=head.last - 1,
                rule="another country's",
            )  # fmt: skip
        return Phrase(
            kind=entry.kind,
            country=entry.country,
            sector=entry.sector,
            entries=entries,
            head=head.last - 1,
            rule="name",
        )
    kinds = {entry.kind for entry in entries}
    return Phrase(
        kind=entries[0].kind if len(kinds) == 1 else "unknown", entries=entries, head=head.last - 1, rule="shared name"
    )


def _unknown_person(head: Piece, pieces: list[Piece], tail: list[Piece], registry: Registry) -> Phrase:
    """Words of office before capitalised words that no list knows: a person of that office."""
    before = [piece for piece in pieces if piece.last <= head.first]
    office = _composed(head, before, None, "", registry)
    titled = head.word.lower() in registry.people.titles or (head.noun is not None and head.noun.kind == "person")
    person: ActorKind = "person" if titled else office.kind
    return Phrase(
        kind=person, country=office.country, sector=office.sector, head=tail[-1].last - 1, noun=head.noun,
        named=tuple(piece.word for piece in tail), rule="title",
    )  # fmt: skip


def _composed(head: Piece, before: list[Piece], rest: Phrase | None, link: str, registry: Registry) -> Phrase:
    """Kind, country and sector from the head noun, the words before it and what follows "of"."""
    noun = head.noun
    assert noun is not None
    owner = next((piece.entries for piece in reversed(before) if piece.what == "name"), ())
    sectors = [piece.sector or (piece.noun.sector if piece.noun else None) for piece in reversed(before)]
    sector = next((value for value in sectors if value), None)
    country = _first_origin(before)
    if country is None and len(owner) == 1:
        country = owner[0].country
    if (
        rest is not None
        and not owner
        and noun.role in {"force", "member", "speaker", "counter", "body"}
        and link in _LENT_BY
    ):
        owner = tuple(entry for entry in rest.entries if entry.kind != "state")
    elif rest is not None and not owner and noun.role == "member" and link == "from":
        # "fighters from the RSF", but "militants from Mali" and "from the army" are nobody's yet
        owner = tuple(entry for entry in rest.entries if entry.kind == "armed_group")
    if country is None and rest is not None and not (link in _WHERE and noun.cls in _SENT):
        country = rest.country
    if country is None:
        country = next((piece.country for piece in before if piece.what == "base"), None)
    former = any(piece.what == "former" for piece in before)
    kind, found, rule = noun.kind, noun.sector, noun.cls
    entries: tuple[Entry, ...] = ()
    if noun.role in {"force", "member"}:
        kind, found, entries, rule = _armed(noun, owner, sector, country, before=before, registry=registry)
    elif noun.role in {"police", "government", "legislature"}:
        body = registry.body(noun.role, country)
        plain = not any(piece.word in _PART or piece.what in {"name", "former"} for piece in before)
        if body and plain and not owner:
            entries, rule = (body,), f"{noun.role} of a country"
        elif noun.role == "government" and len(owner) == 1 and owner[0].kind == "armed_group":
            entries, rule = owner, "government of a group"
        elif body and noun.role == "government" and len(owner) == 1 and owner[0].kind == "person":
            entries, rule = (body,), "government of a person"
    elif noun.role in {"speaker", "body", "counter", "proper"}:
        kind, found, entries, rule = _lent(noun, owner, sector, rest if link in _LENT_BY else None, head.word)
    elif noun.cls == "office_holders" and head.word.lower() in _PRESIDING and (over := _over(before, rest, link)):
        found = over
    elif len(owner) == 1 and owner[0].sector in INTERNATIONAL and (noun.kind != "group" or noun.sector == "EDU"):
        found = owner[0].sector
    if former and found in _OFFICES:
        found, entries = "ELI", ()
    elif former:
        entries = ()
    if len(entries) == 1:
        kind, found, country = entries[0].kind, entries[0].sector, entries[0].country or country
    return Phrase(
        kind=kind, country=country, sector=found, entries=entries, head=head.first, noun=noun,
        rule=rule if entries else f"{rule} noun",
    )  # fmt: skip


def _over(before: list[Piece], rest: Phrase | None, link: str) -> str | None:
    """What a president is president of, where that is no state ("president of the supreme court")."""
    sector = rest.sector if rest is not None and link == "of" else None
    named = [piece.sector or (piece.noun.sector if piece.noun else None) for piece in before]
    sector = sector or next((value for value in reversed(named) if value), None)
    return sector if sector in {"LEG", "JUD", "BUS", "EDU", "PTY", "LAB", "NGO", "SOC", "REL"} else None


def _armed(
    noun: PersonNoun,
    owner: tuple[Entry, ...],
    sector: str | None,
    country: str | None,
    *,
    before: list[Piece],
    registry: Registry,
) -> tuple[ActorKind, str | None, tuple[Entry, ...], str]:
    """Armed people are those of the group named before them, else the forces of their country."""
    armed = tuple(
        entry for entry in owner if entry.sector in _FORCE_LIKE or entry.kind in {"armed_group", "armed_force"}
    )
    if armed and all(entry.kind != "person" for entry in armed):
        return armed[0].kind, armed[0].sector, armed, "people of a named group"
    if owner and owner[0].sector == "IGO":
        return noun.kind, "IMG", (), "forces of an organisation of states"
    if owner:
        return noun.kind, owner[0].sector if noun.role == "member" else noun.sector, (), noun.cls
    if sector in {"REB", "PRM", "CRM", "UAF", "OPP"}:
        own = noun.sector not in {"MIL", "UAF"} or noun.cls == "gunmen"
        return "armed_group", noun.sector if own else ("REB" if sector == "OPP" else sector), (), noun.cls
    if sector == "COP" and noun.role == "force":
        return noun.kind, "COP", (), noun.cls
    # "Kachin Independence Army" is a name of its own, not the army of the country that Kachin points to
    titled = any(piece.what == "other" and piece.word[:1].isupper() for piece in before)
    force = registry.force_of(country) if noun.role == "force" and not titled else None
    if force:
        return force.kind, force.sector, (force,), "forces of a country"
    return noun.kind, noun.sector, (), noun.cls


def _lent(
    noun: PersonNoun, owner: tuple[Entry, ...], sector: str | None, rest: Phrase | None, word: str
) -> tuple[ActorKind, str | None, tuple[Entry, ...], str]:
    """Spokesmen, members, groups: sector and (for groups) kind come from the words around them."""
    kind = noun.kind
    if noun.role == "counter" and word.lower() in _DETACHED:  # "units of the RSF" are the paramilitaries, no charity
        owner = tuple(entry for entry in owner if entry.kind in {"armed_group", "armed_force"}) or owner
    if noun.role == "proper" and noun.sector == "MIL" and sector == "COP":
        return "organization", "COP", (), noun.cls  # "Lagos State Police Command"
    if noun.role == "proper" and noun.sector:
        return kind, noun.sector, (), noun.cls
    if noun.role == "counter" and rest is not None and rest.kind not in {"unknown", "person"}:
        kind = rest.kind
    if len(owner) == 1:
        # "the Houthi movement" is the Houthis, "the UN agency" is not the UN
        own = owner[0].sector not in INTERNATIONAL or owner[0].kind == "armed_group"
        detached = word.lower() in _DETACHED and owner[0].kind in {"armed_group", "armed_force"}
        same = owner if (word in _SELF and own) or detached else ()
        return (owner[0].kind if same else kind), owner[0].sector or sector or noun.sector, same, noun.cls
    if sector is None and rest is not None:
        sector = rest.sector
    if noun.role == "counter" and sector in {"REB", "UAF", "PRM", "CRM"} and kind == "group":
        kind = "armed_group"
    return kind, sector or noun.sector, (), noun.cls
