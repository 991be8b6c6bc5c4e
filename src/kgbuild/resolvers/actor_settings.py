"""Countries that the setting gives to actors whose own words name none: resolved actors and places in, actors out.

Rebels, ministers, police or residents without a country belong to the one country that their sentence names, if it
names one only, else to the one that the whole article is about. Two countries side by side decide nothing, a name
alone says nothing about where its bearer is from, and guests ("tourists", "foreign troops") stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from kgbuild.language.parse import ActorSpan, Parse, PlaceSpan
from kgbuild.language.place_words import SPEAKING
from kgbuild.model import Actor, Place
from kgbuild.registry import Registry
from kgbuild.registry.entries import INTERNATIONAL, word_set
from kgbuild.registry.phrases import Phrase
from kgbuild.registry.pieces import is_sponsored

HOME = word_set("COP GOV JUD LEG MIL PRM PTY REB UAF CRM OPP CVL ELI SPY LAB AGR EDU MED REL BUS SOC")
_PUBLIC = word_set("COP GOV JUD LEG PRM PTY REB OPP ELI SPY")
_BY_PEOPLE = word_set("REB OPP PTY CVL LAB AGR COP LEG JUD EDU")
_ELSEWHERE = word_set(
    "foreign international visiting western expatriate overseas multinational allied european african arab asian "
    "neighboring neighbouring global world regional peacekeeping coalition occupying invading invasion occupation"
)
_ALLIED = word_set("alliance axis bloc coalition")
"""Heads that name several countries' forces, wherever they fight."""
_AT_HOME = word_set(
    "election referendum vote constitution capital economy territory independence law budget population coup uprising "
    "region province city town village coast north south east west northeast northwest southeast southwest history"
)
_OFFICES = frozenset({"office_holders", "legislators", "jurists"})  # with them a name may be placed: "President Doe"
_SHARE = 0.8  # of all mentions of countries, from which on an article is about one
_ENOUGH = 4


def place_by_setting(
    parse: Parse,
    actors: Sequence[Actor],
    phrases: Sequence[Phrase | None],
    *,
    counts: Mapping[str, int],
    places: Sequence[Place],
    registry: Registry,
) -> list[Actor]:
    """The actors, those without a country with the one of their setting; a chain gets it only as a whole.

    `counts` says how often the article names each country; `places` runs parallel to `parse.places`.
    """
    setting = _Setting(parse, actors, places, registry)
    found: dict[int | None, dict[str, str]] = {}
    for number, (actor, phrase) in enumerate(zip(actors, phrases, strict=True)):
        if phrase is not None and actor.country is None and _may_be_placed(parse, number, actor, phrase, registry):
            country, rule = setting.country_of(number, actor, counts)
            if country:
                found.setdefault(actor.chain, {}).setdefault(country, rule)
    sure = {chain: next(iter(by.items())) for chain, by in found.items() if len(by) == 1}
    return [
        replace(actor, country=sure[actor.chain][0], rule=f"{actor.rule or 'words'}, {sure[actor.chain][1]}")
        if actor.country is None and actor.id is None and actor.chain in sure
        else actor
        for actor in actors
    ]


def _may_be_placed(parse: Parse, number: int, actor: Actor, phrase: Phrase, registry: Registry) -> bool:
    """Whether an actor is described by a role that people hold in their own country."""
    if actor.id is not None or phrase.entries:
        return False
    if actor.mention is not None and actor.mention.text.lower().startswith("ethnic "):
        return True
    if phrase.noun is None or actor.sector not in HOME:
        return False
    if actor.kind == "media" or (phrase.named and phrase.noun.cls not in _OFFICES):
        return False
    span = parse.actors[number]
    words = [token.lower for token in parse.tokens[span.first : span.last]]
    text = [token.text for token in parse.tokens[span.first : span.last]]
    if words[phrase.head] in _ALLIED or any(word in _ELSEWHERE for word in words[: phrase.head]):
        return False
    if any(word in registry.people.guests for word in words):
        return False
    return not any(text[i][0].isupper() and is_sponsored(text, i, i + 1) for i in range(len(text)))


def country_named(parse: Parse, span: PlaceSpan, found: Place | None, registry: Registry) -> str | None:
    """The country that a place, a state or a word of origin names; `found` is the place that the span denotes."""
    if found is not None and found.country is not None:
        return found.country
    words = [token.text for token in parse.tokens[span.first : span.last]]
    length, entries = registry.match(words, 0)
    if length and entries[0].kind == "state":
        return entries[0].country
    return registry.demonym(words, 0)[1] if span.usage == "demonym" else None


def is_abroad(parse: Parse, place: PlaceSpan) -> bool:
    """Whether a place is crossed into, or shares the border spoken of: those who act are of another country."""
    above = parse.tokens[parse.tokens[place.last - 1].head]
    return above.lower == "into" or (above.lower == "with" and parse.tokens[above.head].lemma == "border")


class _Setting:
    """What the sentences of an article say about countries."""

    def __init__(self, parse: Parse, actors: Sequence[Actor], places: Sequence[Place], registry: Registry) -> None:
        self.parse, self.actors = parse, actors
        self.beside: dict[int, list[int]] = {}
        self.placed: set[int] = set()  # sentences in which some actor has a country
        for number, span in enumerate(parse.actors):
            actor = actors[number]
            if actor.country:
                self.placed.add(parse.tokens[span.head].sentence)
            if actor.country and actor.kind != "media" and actor.sector not in INTERNATIONAL:
                self.beside.setdefault(parse.tokens[span.head].sentence, []).append(number)
        inside = {i for span in parse.actors for i in range(span.first, span.last)}
        self.scenes: dict[int, list[tuple[int, str]]] = {}
        self.words: dict[int, list[tuple[int, str]]] = {}
        for place, found in zip(parse.places, places, strict=False):
            country = country_named(parse, place, found, registry)
            if country is None or found.status == "ambiguous":
                continue
            own = self._owns_home(place.first, place.last)
            kept = self.scenes if own or (place.usage == "place" and not is_abroad(parse, place)) else self.words
            if own or place.first not in inside:
                kept.setdefault(parse.tokens[place.first].sentence, []).append((place.first, country))

    def country_of(self, number: int, actor: Actor, counts: Mapping[str, int]) -> tuple[str | None, str]:
        """The country of one actor's setting and the rule that gave it."""
        span = self.parse.actors[number]
        sentence = self.parse.tokens[span.head].sentence
        others = [other for other in self.beside.get(sentence, ()) if other != number]
        speakers = [other for other in others if self._speaks(self.parse.actors[other])]
        said = {i for other in speakers for i in self.parse.subtree(self.parse.actors[other].head)}
        scene = {country for first, country in self.scenes.get(sentence, ()) if first not in said}
        named = {self.actors[other].country for other in others if other not in speakers}
        named |= {country for first, country in self.words.get(sentence, ()) if first not in said}
        most = max(counts.values(), default=0)
        rule = "only country in the sentence"
        if len(scene) == 1 and named <= scene:
            country = next(iter(scene))
            weight = counts.get(country, 0) * (1 if actor.sector == "MIL" else 2)
            return (country, rule) if weight >= most else (None, "")
        if not scene and len(named) == 1 and actor.sector in _PUBLIC and actor.kind != "armed_group":
            # states and forces act on people of others, people among themselves
            home = all(self.actors[other].sector in _BY_PEOPLE for other in others if other not in speakers)
            country = next(iter(named)) or ""
            return (country, rule) if home and counts.get(country) == most else (None, "")
        if sentence in self.placed or sentence in self.scenes or sentence in self.words:
            return None, ""
        return self._of_article(actor, counts)

    def _of_article(self, actor: Actor, counts: Mapping[str, int]) -> tuple[str | None, str]:
        if len(counts) == 1:
            return next(iter(counts)), "only country in the article"
        total = sum(counts.values())
        country = max(sorted(counts), key=lambda code: counts[code], default="")
        public = actor.sector in _PUBLIC and actor.kind != "armed_group"
        if public and total >= _ENOUGH and counts[country] >= _SHARE * total:
            return country, "the article's country"
        return None, ""

    def _owns_home(self, first: int, last: int) -> bool:
        """Whether a country's name is the owner of what is at home there ("Chad's elections")."""
        token = self.parse.tokens[last - 1]
        return first < last and token.dep == "poss" and self.parse.tokens[token.head].lemma in _AT_HOME

    def _speaks(self, span: ActorSpan) -> bool:
        """Whether a mention is the subject of a verb of saying."""
        token = self.parse.tokens[span.head]
        return token.dep == "nsubj" and self.parse.tokens[token.head].lemma in SPEAKING
