"""A statement in, what assembly reads of it out: who, where, when, how many, by the keys of identities.

Facts hold no statement and live as long as it takes to group an article; what is kept of them is a `Telling`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from zlib import crc32

from msgspec import Struct

from kgbuild.assembly.envoys import find_senders
from kgbuild.assembly.keys import actor_key, digest, encode, is_nameless, place_key
from kgbuild.assembly.layout import Spot, lay_out
from kgbuild.assembly.rules import Rules
from kgbuild.assembly.toponyms import find_toponyms
from kgbuild.model import Actor, Article, Place, Statement

BEFORE = 24
"""So many characters around a trigger are read for "again"."""
STEM = 5
"""Words that begin with so many equal letters are forms of one word."""
REACH = 3
"""So many words before a noun are read for "the"."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_ANY_WORD = re.compile(r"\w+")
DOWNING = "downing"
FEWEST_OF_A_COPY = 6
"""Fewer words may be written twice."""
_TAKEN_UP = re.compile(r"\b(?:the|these|those) ([a-z]+)")
_UNIT = re.compile(r"\b(\d+)(?:[snrt][tdh])\b")
LOCAL = "article/"


class Party(Struct, frozen=True):
    """An actor or recipient: its identity where it is somebody, else `None`; the telling words of its mention."""

    key: str | None
    kind: str
    country: str | None
    numbers: tuple[str, ...]
    words: tuple[str, ...]


class Site(Struct, frozen=True):
    """A place by its identity; `within` are the names of what holds it, folded, the narrowest first.

    `name` is how the text calls it, folded: reports of one day that name one town mean the same one, whether or not the
    gazetteer can tell which of several it is.
    """

    key: str
    name: str
    direction: str
    near: bool
    level: str
    country: str | None
    lat: float | None
    lon: float | None
    within: tuple[str, ...]


class Count(Struct, frozen=True, order=True):
    """How many of what; a bound that is open is the one that is given."""

    kind: str
    low: float
    high: float
    unit: str


class Facts(Struct, frozen=True):
    """What assembly reads of one statement. Days are ISO strings; `reported` tells that only publication bounds them.

    `definite` and `fresh` tell of a noun that takes up what was told ("the shelling"), or does not ("a shelling"), and
    `aside` that it does so beside what its sentence is about ("two men sought for the shelling were killed").
    `names` stand in the evidence where a place is named. `words` holds a character for each telling word of the
    evidence: a checksum, enough to count what two share; `wording` is that of evidence long enough for nobody to write
    it twice. `voice` is who is quoted with it; `weapons` are checksums of weapons that the evidence takes up ("the
    rockets"), `targets` those of what was hit ("the convoy").
    """

    id: str
    article: str
    start: int
    end: int
    sentences: tuple[tuple[int, int], ...]
    type: str
    mode: str | None
    family: str
    means: str | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    narrow: tuple[Site, ...]
    regions: tuple[Site, ...]
    countries: tuple[str, ...]
    earliest: str | None
    latest: str | None
    precision: str
    reported: bool
    vague: bool
    negative: bool
    counts: tuple[Count, ...]
    victims: tuple[str, ...]
    words: str
    wording: str
    weapons: str
    targets: str
    voice: str
    names: tuple[str, ...]
    part_of_day: str | None
    again: bool
    definite: bool
    fresh: bool
    harm: bool
    others: bool
    stem: str
    many: bool
    salvo: bool
    aside: bool
    spot: Spot


def read_facts(
    statement: Statement, rules: Rules, article: Article | None = None, identify: Callable[[str], str] = str
) -> Facts:
    """The facts of a statement; without its article nothing is read from the words around it.

    The loser of a place is written as its taker's opponent, so that both tellings agree; those who meet or agree are
    all actors, and so are those who sent them.

    Args:
        statement: any statement.
        rules: of ontology/assembly/events.toml.
        article: the statement's.
        identify: the identity that a key of an actor or a place was joined to.
    """
    action, date, home = statement.action, statement.date, statement.article.id
    actors = tuple(_read_party(home, actor, "actor", rules, identify) for actor in statement.actors)
    recipients = tuple(_read_party(home, actor, "recipient", rules, identify) for actor in statement.recipients)
    if f"{action.type}:{action.mode}" in rules.turned:
        actors, recipients = recipients, actors
    if action.type in rules.mutual:
        senders = _read_senders(statement, article, rules, identify)
        actors, recipients = tuple(dict.fromkeys(actors + recipients + senders)), ()
    places = [place for place in statement.locations if place.usage == "place"]
    sites = [_read_site(home, place, rules, identify) for place in places]
    spot = lay_out(article.text if article is not None else "").find(statement.trigger.start)
    around = _read_around(statement, article)
    determiner = _read_determiner(statement.trigger.text.casefold(), spot.lead, rules)
    evidence = " ".join(mention.text for mention in statement.evidence).casefold()
    reported = date is not None and date.precision == "bound" and date.basis != "text" and not date.earliest
    family = DOWNING if _brings_down(statement, rules) else rules.family(action.type, action.mode)
    if family in rules.still:
        sites = [site for site in sites if site is not None and site.direction == "at"]
    return Facts(
        id=statement.id,
        article=home,
        start=statement.trigger.start,
        end=statement.trigger.end,
        sentences=tuple((mention.start, mention.end) for mention in statement.evidence),
        type=action.type,
        mode=action.mode,
        family=family,
        means=rules.means.get(action.mode or "") if action.type == "ASSAULT" else None,
        actors=actors,
        recipients=recipients,
        narrow=tuple(site for site in sites if site is not None and site.level not in rules.place.regions),
        regions=tuple(site for site in sites if site is not None and site.level in rules.place.regions),
        countries=tuple(sorted({place.country for place in places if place.country and place.status == "resolved"})),
        earliest=date.earliest if date is not None else None,
        latest=date.latest if date is not None else None,
        precision=date.precision if date is not None else "unknown",
        reported=reported,
        vague=statement.modality in rules.vague.modalities,
        negative=statement.polarity == "negative" or statement.status == "denied",
        counts=tuple(sorted(_read_counts(statement, rules))),
        victims=tuple(
            sorted({rules.victims[one.sector] for one in statement.recipients if one.sector in rules.victims})
        ),
        words=pack_words(evidence, rules),
        wording=_fingerprint(evidence),
        voice=_name_voice(statement),
        targets=_take_up(statement, article, rules),
        weapons="".join({_check(word) for word in _TAKEN_UP.findall(evidence) if word in rules.words.arms}),
        names=tuple(name for mention in statement.evidence for name in find_toponyms(mention.text, rules.words.common)),
        part_of_day=next(
            (rules.parts_of_day[word] for word in _WORD.findall(evidence) if word in rules.parts_of_day), None
        ),
        again=any(f" {phrase} " in around for phrase in rules.words.again),
        definite=determiner == "definite",
        fresh=determiner == "indefinite",
        harm=action.type == "CASUALTY" or statement.trigger.text.casefold().startswith(rules.words.harm),
        others=any(
            one.mention is not None and not rules.words.others.isdisjoint(one.mention.text.casefold().split())
            for one in statement.recipients
        ),
        stem=statement.trigger.text.casefold()[:STEM],
        many=_tells_many(statement.trigger.text.casefold(), around, rules),
        salvo=statement.trigger.text.casefold().removesuffix("s") in rules.words.salvos
        and not spot.lead[-2:-1].isdigit(),
        aside=determiner == "definite" and not rules.words.aside.isdisjoint(spot.lead.split()[-REACH - 1 :]),
        spot=spot,
    )


def pack_words(text: str, rules: Rules) -> str:
    """The telling words of a folded text, a character for each."""
    return "".join(sorted({_check(word) for word in _WORD.findall(text) if word not in rules.words.common}))


@lru_cache(maxsize=65536)
def _check(word: str) -> str:
    """One of 20,000 characters for a word, its plural aside."""
    stem = word[:-1] if len(word) > 3 and word.endswith("s") else word
    return chr(0x4E00 + crc32(stem.encode()) % 20000)


def is_somebody(actor: Actor) -> bool:
    """Whether this is registered or goes by a proper name; "gunmen" and "Security forces" are anybody."""
    if actor.id is not None or not actor.name:
        return actor.id is not None
    first, *others = actor.name.split()
    if others:
        return any(word[:1].isupper() or word[:1].isdigit() for word in others)
    return first[:1].isupper() and actor.kind != "unknown" and not first.endswith(("s", "men", "people"))


def _read_party(article_id: str, actor: Actor, slot: str, rules: Rules, identify: Callable[[str], str]) -> Party:
    text = actor.mention.text if actor.mention is not None else ""
    words = f"{actor.name or ''} {text}".casefold()
    own = actor_key(article_id, actor, slot)
    identity = identify(own)
    return Party(
        # Who has no name is somebody once a person has said who.
        key=identity if is_somebody(actor) or (not actor.name and identity != own) else None,
        kind=actor.kind,
        country=actor.country,
        numbers=tuple(sorted(set(_UNIT.findall(words)))),
        words=() if actor.id is not None else tuple(sorted(set(pack_words(words, rules)))),
    )


def _read_senders(
    statement: Statement, article: Article | None, rules: Rules, identify: Callable[[str], str]
) -> tuple[Party, ...]:
    """In whose name those who meet do so."""
    if article is None:
        return ()
    senders = find_senders((*statement.actors, *statement.recipients), article.text, rules)
    return tuple(
        Party(identify(f"actor/{encode(sender.id)}"), sender.kind, sender.country, numbers=(), words=())
        for sender in senders
    )


def _read_site(article_id: str, place: Place, rules: Rules, identify: Callable[[str], str]) -> Site | None:
    """A point or a region; countries are none, and neither is a place that nothing is known of but a kind."""
    key = identify(place_key(article_id, place, "location"))
    known = place.status == "resolved" and place.geonames is not None
    level = place.level or "settlement"
    if level not in rules.place.narrow | rules.place.regions:
        return None
    taken_up = place.mention is not None and place.mention.text.islower()  # "the town", "there"
    if is_nameless(place):
        return None
    if not known and (place.mention is None or (taken_up and place.name is None)):
        return None  # "the town" is any town
    within = [part.strip().casefold() for part in (place.inside or "").split(",") if part.strip()]
    if place.within:
        within.append(place.within.casefold())
    names = [place.name.casefold()] if place.name and level in rules.place.regions else []
    words = place.mention.text if place.mention is not None and not (taken_up and place.name) else place.name or ""
    return Site(
        key=key,
        name=words.casefold().removeprefix("the "),
        direction=rules.directions[place.relation],
        near=place.relation == "near",
        level=level,
        country=place.country,
        lat=place.lat if known else None,
        lon=place.lon if known else None,
        within=tuple(dict.fromkeys(names + within)),
    )


def _take_up(statement: Statement, article: Article | None, rules: Rules) -> str:
    """The checksums of what was hit, where "the" says that it was told of before."""
    if article is None:
        return ""
    mentions = [one.mention for one in statement.recipients if one.mention is not None]
    heads = [one.text.split()[-1] for one in mentions if article.text[: one.start].casefold().endswith(_TAKEN)]
    return pack_words(" ".join(heads).casefold(), rules)


_TAKEN = (" the ", " that ", " this ")


def _name_voice(statement: Statement) -> str:
    last = statement.claimants[-1] if statement.claimants else None
    return "" if last is None or last.mention is None else last.id or last.name.casefold()


def _read_counts(statement: Statement, rules: Rules) -> set[Count]:
    counts = set()
    for quantity in statement.quantities:
        low = quantity.low if quantity.low is not None else quantity.high
        high = quantity.high if quantity.high is not None else quantity.low
        if quantity.kind in rules.heads and low is not None and high is not None:
            counts.add(Count(quantity.kind, low, high, quantity.unit or ""))
    return counts


def _read_around(statement: Statement, article: Article | None) -> str:
    """The words around the trigger between spaces."""
    if article is None:
        return ""
    start, end = statement.trigger.start, statement.trigger.end
    around = article.text[max(0, start - BEFORE) : end + BEFORE].casefold()
    return f" {' '.join(_WORD.findall(around))} "


def _read_determiner(trigger: str, lead: str, rules: Rules) -> str | None:
    """Whether a noun takes up what was told ("the market massacre", "Monday's raid"), or does not ("a raid").

    A verb takes up what its subject does ("The blast also broke windows").
    """
    words = lead.split()
    if not _is_noun(trigger, rules):
        opening = words[: REACH + 1]
        taken = bool(opening) and opening[0] in rules.words.definite and any(_is_noun(word, rules) for word in opening)
        return "definite" if taken else None
    for word in reversed(words[-REACH:]):
        if word in rules.words.definite or word.endswith(("'s", "’s")):
            return "definite"
        if word in rules.words.indefinite:
            return "indefinite"
    return None


def _is_noun(trigger: str, rules: Rules) -> bool:
    """Whether a trigger names a happening: "raids", "drone strike", but not "came under fire" or "burned to death"."""
    words = trigger.split()
    if len(words) > 1 and (words[0].endswith("ed") or not rules.words.verbs.isdisjoint(words)):
        return False
    return any(trigger.removesuffix("s").endswith(noun) for noun in rules.words.nouns)


def _tells_many(trigger: str, around: str, rules: Rules) -> bool:
    """Whether several happenings are told at once: "raids", "repeatedly shelled"."""
    plural = trigger.endswith("s") and trigger[:-1].endswith(rules.words.nouns)
    return plural or any(f" {phrase} " in around for phrase in rules.words.many)


def _fingerprint(evidence: str) -> str:
    words = _ANY_WORD.findall(evidence)
    return digest(*words) if len(words) >= FEWEST_OF_A_COPY else ""


def _brings_down(statement: Statement, rules: Rules) -> bool:
    """Whether a weapon in the air is what it befell: that is no attack on anybody."""
    words = " ".join(statement.trigger.text.casefold().split())
    if not any(words.startswith(verb) for verb in rules.words.downing):
        return False
    struck = [actor.mention.text.casefold().split()[-1:] for actor in statement.recipients if actor.mention]
    return bool(struck) and all(rules.words.weapons.issuperset(last) and last for last in struck)
