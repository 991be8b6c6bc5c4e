"""What one statement claims, and whose word it is: the slim record that agreement is read from.

It keeps what two reports can agree or differ on and nothing else.
"""

from __future__ import annotations

from msgspec import Struct

from kgbuild.assembly.amounts import Amount, find_head
from kgbuild.assembly.days import read_day
from kgbuild.assembly.knowledge import load_knowledge
from kgbuild.assembly.parties import LOCAL, STATE_KINDS, Party
from kgbuild.assembly.sides import UNALIGNED
from kgbuild.model import Level, Modality, Polarity, Relation, Status

VIOLENCE = frozenset({"ASSAULT", "CASUALTY"})
REAL = frozenset({"actual", "ongoing", "habitual", "historical"})
"""Modalities that tell of something that was or is so; plans, threats and hypotheses are so for nobody."""
SCENE = "event/"
"""How the key of a place starts of which no more is known than what happened there; no node of the graph."""
NARROW = frozenset({"settlement", "feature"})


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
    who says it, the innermost claimant or the outlet by its name; `speaker` is that claimant's node, `None` for the
    outlet's own voice; `side` is whose word that is, `UNALIGNED` or `None` where nobody can tell. `published` is as the
    article gives it, days are ISO strings; `words` are those from the trigger on; `blamed` fire, as the
    next sentence has it, where an attack is told without its attacker.
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
    speaker: str | None
    quoted: bool
    words: str
    side: str | None
    blamed: tuple[Party, ...] = ()

    @property
    def day(self) -> str | None:
        """The day on which it was said, `None` where the article gives no full date."""
        day = read_day(self.published)
        return None if day is None else day.isoformat()

    @property
    def stance(self) -> int:
        """1 says that it is so, -1 that it is not, 0 neither."""
        if self.modality not in REAL or self.status == "disputed":
            return 0
        return -1 if (self.polarity == "negative") != (self.status == "denied") else 1

    @property
    def denies(self) -> bool:
        """Whether somebody says outright that it is not so.

        An outlet's "not" and "no" are of its own telling; "does not deter the raids" denies no raid, and "officers are
        not charged as a rule" no charge.
        """
        if self.stance > 0 or self.status == "denied":
            return self.stance < 0
        telling = self.modality in {"actual", "ongoing"} and not self.is_noun
        return self.stance < 0 and (self.quoted or self.partisan) and telling

    @property
    def is_noun(self) -> bool:
        """Whether the trigger names the deed ("the raids") rather than tells it."""
        return find_head(self.trigger) in load_knowledge().denials.deeds

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
        """Who says it, and where: copies of an article that quote one voice, if only "residents", are one source."""
        return (self.lineage, self.voice_name.casefold() if self.voice.startswith(LOCAL) else self.voice)


def is_later_word(one: Claim, other: Claim) -> bool:
    """Whether the other is what the same voice, or another of its side, said after the one, in another article."""
    if one.article == other.article or one.published is None or other.published is None:
        return False
    if one.voice == other.voice:
        return one.published < other.published
    return one.partisan and one.side == other.side and (one.day or "") < (other.day or "")


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


def may_be_one(one: Claim, other: Claim) -> bool:
    """Whether two claims can be about one time and place; what the text does not give may be any."""
    if not lie_together(one, other):
        return False
    if not (one.dated and other.dated and one.earliest and one.latest and other.earliest and other.latest):
        return True
    return one.earliest <= other.latest and other.earliest <= one.latest


def lie_together(one: Claim, other: Claim) -> bool:
    """Whether two claims can be about one place: by its identity, or by its name where one of them is not resolved."""
    ours, theirs = ([site for site in claim.sites if site.at and site.level in _TOWNS] for claim in (one, other))
    return (
        not ours
        or not theirs
        or any(
            here.key == there.key
            or (here.name.casefold() == there.name.casefold() and LOCAL in {here.key[:_START], there.key[:_START]})
            for here in ours
            for there in theirs
        )
    )


_TOWNS = NARROW | {None}
_START = len(LOCAL)
