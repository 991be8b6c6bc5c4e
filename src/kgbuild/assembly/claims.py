"""A statement and what assembly decided about it in, the claim that agreement is read from out.

A claim is slim on purpose: it keeps what two reports can agree or differ on, whose word it is, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from kgbuild.assembly.amounts import Amount, find_head, load_knowledge, read_amounts
from kgbuild.assembly.keys import actor_key, encode, place_key
from kgbuild.assembly.offices import Office
from kgbuild.assembly.parties import LOCAL, STATE_KINDS, Party, is_proper
from kgbuild.assembly.sides import UNALIGNED, Sides
from kgbuild.assembly.support import Report
from kgbuild.model import Actor, Claimant, Level, Modality, Place, Polarity, Relation, Statement, Status

VIOLENCE = frozenset({"ASSAULT", "CASUALTY"})
REAL = frozenset({"actual", "ongoing", "habitual", "historical"})
"""Modalities that tell of something that was or is so; plans, threats and hypotheses are so for nobody."""
NARROW = frozenset({"settlement", "feature"})
_TOWNS = frozenset({"settlement", "feature", "admin2", None})
"""Levels of what may be called a town; gazetteers have many a town as its district."""
_CUT = 80


class Site(Struct, frozen=True, order=True):
    """A place by the key of its identity. `beside` marks the anchor of a bearing: "40 km north of" it is not there."""

    key: str
    name: str
    relation: Relation
    beside: bool
    level: Level | None
    country: str | None
    lat: float | None
    lon: float | None

    @property
    def at(self) -> bool:
        """Whether it happened there, and not near, from or toward there."""
        return self.relation == "in" and not self.beside


class Claim(Struct, frozen=True, kw_only=True):
    """What one statement says, and whose word it is.

    `lineage` stands for all articles that are one story, `origins` are the outlets whose it is; `voice` is the key of
    who says it, the innermost claimant or the outlet by its name; `side` is whose word that is, `UNALIGNED` or `None`
    where nobody can tell. `published` is as the article gives it, days are ISO strings; `words` are those from the
    trigger on.
    """

    id: str
    article: str
    lineage: str
    origins: tuple[str, ...]
    published: str | None
    event: str
    type: str
    mode: str | None
    start: int
    trigger: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    sites: tuple[Site, ...]
    earliest: str | None
    latest: str | None
    precision: str
    dated: bool
    amounts: tuple[Amount, ...]
    status: Status
    polarity: Polarity
    modality: Modality
    voice: str
    voice_name: str
    quoted: bool
    words: str
    side: str | None

    @property
    def day(self) -> str | None:
        """The day on which it was said."""
        return self.published[:10] if self.published else None

    @property
    def stance(self) -> int:
        """1 says that it is so, -1 that it is not, 0 neither."""
        if self.modality not in REAL or self.status == "disputed":
            return 0
        return -1 if (self.polarity == "negative") != (self.status == "denied") else 1

    @property
    def denies(self) -> bool:
        """Whether somebody says outright that it is not so.

        An outlet's "not" and "no" are of its own telling, and "does not deter the raids" denies no raid.
        """
        if self.stance > 0 or self.status == "denied":
            return self.stance < 0
        return self.stance < 0 and (self.quoted or self.partisan) and not self.is_noun

    @property
    def is_noun(self) -> bool:
        """Whether the trigger names the deed ("the raids") rather than tells it."""
        return find_head(self.trigger) in load_knowledge().deeds

    @property
    def partisan(self) -> bool:
        """Whether it is the word of a side."""
        return self.side is not None and self.side != UNALIGNED

    @property
    def order(self) -> tuple[bool, str, str, int, str]:
        """Earlier words first, undated ones last."""
        return (self.published is None, self.published or "", self.article, self.start, self.id)

    @property
    def source(self) -> tuple[str, str]:
        """Who says it, and where: copies of an article that quote one voice are one source."""
        return (self.lineage, self.voice)


def read_claims(
    statements: Iterable[Statement],
    *,
    events: Mapping[str, str],
    sides: Sides | None = None,
    report: Report | None = None,
    identify: Callable[[str], str] = str,
) -> list[Claim]:
    """The claims that the accepted statements of one article make, in the order of its text.

    "The town", said of who holds it, is the one that the article has named, if it has named one only; and so is the
    place of an attack that is denied without one.

    Args:
        statements: of one article, those that say no more than that somebody spoke among them.
        events: the event of each statement by its id; one that is in none is alone.
        sides: finds whose word each is; without it nobody can tell.
        report: the article as a source; without it the article is independent of all others.
        identify: the identity that a key was joined to; without it every key is its own.
    """
    claims: list[Claim] = []
    towns: dict[str, Site] = {}
    ordered = sorted(statements, key=lambda one: (one.trigger, one.id))
    offices = sides.offices.read_all(ordered) if sides is not None else {}
    for statement in ordered:
        claim = _read_claim(statement, events.get(statement.id, statement.id), sides, offices, report, identify)
        towns |= {site.key: site for site in claim.sites if site.level in _TOWNS and not site.beside}
        unplaced = _speaks_of_town(statement) or (claim.type in VIOLENCE and claim.stance < 0)
        if not claim.sites and len(towns) == 1 and unplaced:
            claim = replace(claim, sites=tuple(replace(site, relation="in") for site in towns.values()))
        claims.append(claim)
    return claims


def _read_claim(
    statement: Statement,
    event: str,
    sides: Sides | None,
    offices: Mapping[str, Office],
    report: Report | None,
    identify: Callable[[str], str],
) -> Claim:
    article, date = statement.article, statement.date
    home = f"statement/{encode(statement.id)}"
    keys = [
        identify(actor_key(article.id, claimant, f"{home}/claim/{position}"))
        for position, claimant in enumerate(statement.claimants)
    ]
    voice, voice_name = _read_voice(statement, keys)
    return Claim(
        id=statement.id,
        article=article.id,
        lineage=report.story if report else article.id,
        origins=report.origins if report else (),
        published=article.published,
        event=event,
        type=statement.action.type,
        mode=statement.action.mode,
        start=statement.trigger.start,
        trigger=statement.trigger.text,
        actors=_read_parties(statement, "actor", statement.actors, keys, identify),
        recipients=_read_parties(statement, "recipient", statement.recipients, keys, identify),
        sites=_read_sites(statement, identify),
        earliest=date.earliest if date else None,
        latest=date.latest if date else None,
        precision=date.precision if date else "unknown",
        dated=date is not None and date.basis == "text",
        amounts=read_amounts(statement),
        status=statement.status,
        polarity=statement.polarity,
        modality=statement.modality,
        voice=voice,
        voice_name=voice_name,
        quoted=bool(statement.claimants) and statement.claimants[-1].mention is not None,
        words=_cut_words(statement),
        side=sides.of_statement(statement, keys, offices) if sides is not None else None,
    )


def _speaks_of_town(statement: Statement) -> bool:
    """Whether a word on who holds a place is about "the town"."""
    if statement.action.type not in {"CONTROL", "PRESENCE", "MOVE", "RETREAT"}:
        return False
    words = " ".join(mention.text for mention in statement.evidence).casefold()
    towns = "|".join(sorted(load_knowledge().towns))
    return re.search(rf"\b(?:the|this|that) (?:[\w-]+ )?(?:{towns})\b", words) is not None


def _cut_words(statement: Statement) -> str:
    """What follows the trigger in its evidence: "denied it", "held the whole town"."""
    start = statement.trigger.start
    return next(
        (
            mention.text[start - mention.start :][:_CUT]
            for mention in statement.evidence
            if mention.start <= start < mention.end
        ),
        "",
    )


def is_later_word(one: Claim, other: Claim) -> bool:
    """Whether the two are words of two voices, and neither copies of one text nor one side that thinks again."""
    if one.article == other.article or one.published is None or other.published is None:
        return False
    if one.voice == other.voice:
        return one.published < other.published
    return one.partisan and one.side == other.side and one.published[:10] < other.published[:10]


def may_differ(one: Claim, other: Claim) -> bool:
    """Whether the two are words of two voices: no copies of each other, and not one voice or side that thinks again."""
    apart = one.article == other.article or one.lineage != other.lineage
    return one.voice != other.voice and apart and not (is_later_word(one, other) or is_later_word(other, one))


def are_independent(one: Claim, other: Claim) -> bool:
    """Whether the one bears out the other: two stories of two outlets, and two voices."""
    return one.lineage != other.lineage and one.voice != other.voice and set(one.origins).isdisjoint(other.origins)


def speaks_for(claim: Claim, party: Party) -> bool:
    """Whether a claim is the word of this party or of its side."""
    sides = {party.key.removeprefix("actor/"), party.key, *({party.country} if party.kind in STATE_KINDS else ())}
    own = claim.voice in {party.key, f"name/{party.name.casefold()}"}
    return own or (claim.partisan and claim.side in sides)


def _read_voice(statement: Statement, keys: Sequence[str]) -> tuple[str, str]:
    """The key and the name of who says it; outlets, and whoever has a proper name alone, go by their names."""
    article = statement.article
    if not statement.claimants:
        name = article.agency or article.publisher or article.id
        return f"name/{name.casefold()}", name
    claimant, key = statement.claimants[-1], keys[-1]
    if key.startswith(LOCAL) and (claimant.mention is None or is_proper(claimant.name)):
        return f"name/{claimant.name.casefold()}", claimant.name
    return key, claimant.name


def _read_parties(
    statement: Statement, slot: str, actors: tuple[Actor, ...], keys: Sequence[str], identify: Callable[[str], str]
) -> tuple[Party, ...]:
    """The parties of a slot; "we", "our troops" and, of somebody quoted, "its men" are those of the last claimant."""
    parties = []
    home = f"statement/{encode(statement.id)}/{slot}"
    for position, actor in enumerate(actors):
        key = identify(actor_key(statement.article.id, actor, f"{home}/{position}"))
        words = actor.mention.text if actor.mention else _name(actor)
        party = Party(key=key, name=_name(actor), kind=actor.kind, country=actor.country, words=words)
        first = next(iter(words.split()), "")
        own = first.casefold() in load_knowledge().own and not (first.isupper() and len(first) > 1)  # "US" is no "us".
        if own and key.startswith(LOCAL) and statement.claimants:
            speaker = statement.claimants[-1]
            kind = speaker.kind if actor.kind in {"unknown", "group"} else actor.kind
            party = replace(party, key=keys[-1], name=speaker.name, kind=kind, country=actor.country or speaker.country)
        parties.append(party)
    return tuple(parties)


def _name(actor: Actor | Claimant | Place) -> str:
    return actor.name or (actor.mention.text if actor.mention else "")


def _read_sites(statement: Statement, identify: Callable[[str], str]) -> tuple[Site, ...]:
    return tuple(
        Site(
            key=identify(
                place_key(statement.article.id, place, f"statement/{encode(statement.id)}/location/{position}")
            ),
            name=_name(place),
            relation=place.relation,
            beside=place.bearing is not None,
            level=place.level,
            country=place.country,
            lat=place.lat,
            lon=place.lon,
        )
        for position, place in enumerate(statement.locations)
        if place.usage == "place"
    )
