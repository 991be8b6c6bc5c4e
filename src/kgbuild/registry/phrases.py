"""What an actor phrase says by its own words: words in, kind, country, sector and registry entries out.

No parser is needed: "three Turkish soldiers", "members of the Taliban", "former Malian defence minister" are read from
left to right up to their head; what follows "of", "in" or "from" adds what the head leaves open.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from kgbuild.model import ActorKind
from kgbuild.registry import Registry
from kgbuild.registry.entries import INTERNATIONAL, Entry, word_set
from kgbuild.registry.people import PersonNoun

_DETERMINERS = word_set(
    "the a an this that these those some several many few all both each every any no other another at least more than "
    "about around nearly almost up to over dozens hundreds thousands scores two one four three six five eight seven "
    "nine ten eleven twelve twenty thirty forty fifty hundred thousand million his her its their our my your whose"
)
_LINKS = word_set("of in from at for with within across to on under near against by between among who that which")
_ADDING = word_set("of in from at within across for")
_LENT_BY = frozenset({"of", "for"})
_PRESIDING = word_set("president vice-president chancellor secretary commissioner")
_SHARED_NAMES = frozenset({"PTY", "GOV", "LEG", "JUD", "COP", "MED", "EDU", "BUS", "LAB"})
_SPONSORED = word_set("led backed based aligned affiliated controlled linked allied supported sponsored trained run")
_AGAINST = frozenset({"pro", "anti", "non"})
_WHERE = frozenset({"in", "at", "within", "across"})
_SENT = frozenset({"force", "branch", "peacekeepers", "coalition", "aid"})  # who may be in a country and not of it
_LED = frozenset({"led", "run"})
_FORCE_LIKE = frozenset({"REB", "PRM", "UAF", "CRM", "MIL", "GOV", "IMG"})
_SELF = word_set(
    "group movement organization organisation network outfit militia faction bloc alliance coalition party"
)
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


class _Piece(Struct):
    what: str  # name, origin, base (a seat: "Somalia-based"), noun, modifier, former, other
    first: int
    last: int
    entries: tuple[Entry, ...] = ()
    country: str | None = None
    noun: PersonNoun | None = None
    sector: str | None = None
    word: str = ""


def read_phrase(words: Sequence[str], registry: Registry, *, lone: bool = False) -> Phrase:
    """The reading of a phrase; `lone` admits weak names too (a surname or a capital that stands for an actor)."""
    first = 0
    while first < len(words) - 1 and (words[first].lower() in _DETERMINERS or words[first][0].isdigit()):
        length, _ = registry.match(words, first)
        if length > 1:
            break
        first += 1
    pieces, last = _cut(words, first, registry, weak=lone)
    rest: Phrase | None = None
    link = ""
    if last < len(words) and words[last].lower() in _ADDING and last + 1 < len(words):
        link = words[last].lower()
        rest = read_phrase(words[last + 1 :], registry, lone=lone)
    owned = max((i for i in range(first, last) if words[i] in {"'s", "’s"} and i + 1 < last), default=-1)
    known = [piece for piece in pieces if piece.what in {"name", "noun"}]
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


def _cut(words: Sequence[str], first: int, registry: Registry, *, weak: bool) -> tuple[list[_Piece], int]:
    """The pieces of the core, from `first` to the first link or comma, and where the core ends."""
    people, pieces, i = registry.people, [], first
    while i < len(words):
        word = words[i]
        lower = word.lower()
        length, entries = registry.match(words, i, weak=weak)
        size, noun = longest_noun(words, i, registry)
        if noun is not None and noun.role == "proper" and not words[i + size - 1][:1].isupper():
            size, noun = 0, None
        origin, country = registry.demonym(words, i)
        if length >= max(size, origin, 1):
            state = entries[0] if len(entries) == 1 and entries[0].kind == "state" else None
            if is_sponsored(words, i, i + length):
                seat = state.country if state and _seated(words, i + length) else None
                pieces.append(_Piece("base" if seat else "other", i, i + length, word=word, country=seat))
            elif state and i + length < len(words) and words[i + length] not in {",", "of", "in"}:
                pieces.append(_Piece("origin", i, i + length, country=state.country, entries=entries))
            else:
                pieces.append(_Piece("name", i, i + length, entries=entries))
            i += length
        elif origin and origin >= size:
            if is_sponsored(words, i, i + origin):
                seat = country if _seated(words, i + origin) else None
                pieces.append(_Piece("base" if seat else "other", i, i + origin, country=seat))
            elif i and words[i - 1].lower() == "ethnic":
                pieces.append(_Piece("other", i, i + origin))  # "ethnic Albanians" live anywhere
            else:
                pieces.append(_Piece("origin", i, i + origin, country=country))
            i += origin
        elif noun and (pieces or lower not in _LINKS):
            pieces.append(_Piece("noun", i, i + size, noun=noun, sector=people.modifiers.get(lower), word=word))
            i += size
        elif (pieces and lower in _LINKS) or word in {",", "(", ";", "and", "or"}:
            break
        elif lower in people.former:
            pieces.append(_Piece("former", i, i + 1))
            i += 1
        elif lower in people.modifiers:
            pieces.append(_Piece("modifier", i, i + 1, sector=people.modifiers[lower], word=lower))
            i += 1
        else:
            if word not in {"-", "'s", "’s", "'", "’"}:
                pieces.append(_Piece("other", i, i + 1, word=word))
            i += 1
    return pieces, i


def longest_noun(words: Sequence[str], at: int, registry: Registry) -> tuple[int, PersonNoun | None]:
    """Length in words of the longest people noun starting at `at`, and its class; (0, None) if none."""
    nouns = registry.people.nouns
    first = words[at].lower()
    for size in range(min(registry.people.firsts.get(first, 0), len(words) - at), 1, -1):
        found = nouns.get(" ".join(words[at : at + size]).lower())
        if found:
            return size, found
    found = nouns.get(first)
    return (1, found) if found else (0, None)


def _seated(words: Sequence[str], last: int) -> bool:
    """Whether what follows a name says that somebody sits there or is led from there ("Somalia-based", "US-led")."""
    after = [word.lower() for word in words[last : last + 2]]
    return len(after) == 2 and after[0] == "-" and (after[1] == "based" or after[1] in _LED)


def is_sponsored(words: Sequence[str], first: int, last: int) -> bool:
    """Whether a name only says whose side somebody is on ("Iran-backed", "pro-Russian")."""
    after = [word.lower() for word in words[last : last + 2]]
    before = [word.lower() for word in words[max(first - 2, 0) : first]]
    return (len(after) == 2 and after[0] == "-" and after[1] in _SPONSORED) or (
        len(before) == 2 and before[1] == "-" and before[0] in _AGAINST
    )


def _first_origin(pieces: list[_Piece]) -> str | None:
    return next((piece.country for piece in pieces if piece.what == "origin" and piece.country), None)


def _without_head(pieces: list[_Piece], last: int, rest: Phrase | None) -> Phrase:
    origins = [piece for piece in pieces if piece.what == "origin"]
    if not origins and rest is not None and rest.country:
        return Phrase(country=rest.country, head=max(last - 1, 0), rule="word of origin")
    if not origins:
        named = tuple(piece.word for piece in pieces if piece.what == "other" and piece.word[:1].isupper())
        return Phrase(named=named, head=max(last - 1, 0))
    alone = origins[-1].last == last and len(origins) == len(pieces)
    kind: ActorKind = "nationality" if alone else "unknown"
    return Phrase(kind=kind, country=origins[0].country, head=last - 1, rule="word of origin")


def _named(head: _Piece, pieces: list[_Piece]) -> Phrase:
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


def _unknown_person(head: _Piece, pieces: list[_Piece], tail: list[_Piece], registry: Registry) -> Phrase:
    """Words of office before capitalised words that no list knows: a person of that office."""
    before = [piece for piece in pieces if piece.last <= head.first]
    office = _composed(head, before, None, "", registry)
    titled = head.word.lower() in registry.people.titles or (head.noun is not None and head.noun.kind == "person")
    person: ActorKind = "person" if titled else office.kind
    return Phrase(
        kind=person, country=office.country, sector=office.sector, head=tail[-1].last - 1, noun=head.noun,
        named=tuple(piece.word for piece in tail), rule="title",
    )  # fmt: skip


def _composed(head: _Piece, before: list[_Piece], rest: Phrase | None, link: str, registry: Registry) -> Phrase:
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


def _over(before: list[_Piece], rest: Phrase | None, link: str) -> str | None:
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
    before: list[_Piece],
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
        own = noun.sector not in {"MIL", "UAF"}
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
    if noun.role == "proper" and noun.sector == "MIL" and sector == "COP":
        return "organization", "COP", (), noun.cls  # "Lagos State Police Command"
    if noun.role == "proper" and noun.sector:
        return kind, noun.sector, (), noun.cls
    if noun.role == "counter" and rest is not None and rest.kind not in {"unknown", "person"}:
        kind = rest.kind
    if len(owner) == 1:
        # "the Houthi movement" is the Houthis, "the UN agency" is not the UN
        own = owner[0].sector not in INTERNATIONAL or owner[0].kind == "armed_group"
        same = owner if word in _SELF and own else ()
        return (owner[0].kind if same else kind), owner[0].sector or sector or noun.sector, same, noun.cls
    if sector is None and rest is not None:
        sector = rest.sector
    if noun.role == "counter" and sector in {"REB", "UAF", "PRM", "CRM"} and kind == "group":
        kind = "armed_group"
    return kind, sector or noun.sector, (), noun.cls
