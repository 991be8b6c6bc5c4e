"""Actor mentions to identities: `ActorSpan` records in, `Actor` records out.

First each mention by its own words (registry entry, else what its nouns say), then the article as a whole: the
countries in play choose among namesakes and give bare "the army" its country, and chains carry values onward.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from msgspec.structs import replace

from kgbuild.gazetteer import Gazetteer
from kgbuild.language.actors import LEAVING, words_of
from kgbuild.language.parse import ActorSpan, Parse
from kgbuild.language.person_names import name_range
from kgbuild.model import Actor, Mention, Place
from kgbuild.registry import Entry, Registry, split_words
from kgbuild.registry.entries import INTERNATIONAL
from kgbuild.registry.phrases import Phrase, read_phrase
from kgbuild.registry.pieces import is_sponsored, longest_noun
from kgbuild.resolvers.actor_chains import is_name, place_by_owners, spread_values
from kgbuild.resolvers.actor_homes import country_in_name, country_of_name
from kgbuild.resolvers.actor_links import choose_namesake, find_near, has_begun
from kgbuild.resolvers.actor_settings import country_named, is_abroad, place_by_setting

_OFFICES = frozenset({"GOV", "LEG", "JUD", "SPY", "MIL"})
_NAMED_AFTER_PLACES = frozenset({"organization", "armed_group", "armed_force"})
_STATE_BODIES = frozenset({"ministries", "judiciary", "jurists", "spies", "spy_people"})
_BODIES = {"force": "military", "government": "government", "police": "police", "legislature": "legislature"}

UNNAMED = ""
"""The country whose border with another the text tells of, while nothing says which it is."""


def resolve_actors(
    parse: Parse, registry: Registry, places: Sequence[Place] = (), *, gazetteer: Gazetteer | None = None
) -> tuple[Actor, ...]:
    """An `Actor` for each of `parse.actors`, in the same order.

    `places`, parallel to `parse.places`, lets a town say the country ("Delhi police", "farmers near Jenin"),
    `gazetteer` one inside a name ("Goma University").
    """
    phrases: list[Phrase | None] = []
    actors: list[Actor] = []
    for span in parse.actors:
        phrase = None if span.pronoun else _phrase_of(parse, span, registry)
        phrases.append(phrase)
        actors.append(_by_words(parse, span, phrase, registry))
    countries = _countries_in_play(parse, registry, actors, places)
    for number, (span, phrase) in enumerate(zip(parse.actors, phrases, strict=True)):
        if phrase is None or actors[number].id is not None:
            continue
        actors[number] = _by_context(
            actors[number], span, phrase, countries=countries, parse=parse, registry=registry, places=places
        )
        if gazetteer is not None and actors[number].country is None:
            actors[number] = _by_name(
                actors[number], parse, span, phrase, registry=registry, countries=countries, gazetteer=gazetteer
            )
    named = [
        phrase is not None and (is_name(phrase) or _person_name(parse, span, registry) is not None)
        for span, phrase in zip(parse.actors, phrases, strict=True)
    ]
    spread = place_by_owners(parse, spread_values(parse, actors, phrases, named), phrases)
    return tuple(place_by_setting(parse, spread, phrases, counts=countries, places=places, registry=registry))


def resolve_actor_words(words: str, registry: Registry, *, published: str | None = None) -> Actor:
    """The actor that a phrase names or describes, read without a parse; `published` is the day it was written."""
    pieces = split_words(words)
    phrase = read_phrase(pieces, registry, lone=True)
    mention = Mention(0, len(words), words)
    if len(phrase.entries) == 1:
        return _from_entry(phrase.entries[0], mention, published, pieces, registry, rule=phrase.rule)
    return _from_phrase(phrase, mention)


def _phrase_of(parse: Parse, span: ActorSpan, registry: Registry) -> Phrase:
    return read_phrase(words_of(parse, span.first, span.last), registry)


def _person_name(parse: Parse, span: ActorSpan, registry: Registry) -> str | None:
    """The words of a person's mention that are the name, without office, origin and description."""
    if span.kind != "person" or span.pronoun:
        return None
    first, last = name_range(parse.tokens, span.first, span.last, registry)
    linked = any(token.tag == "IN" for token in parse.tokens[span.head : first])  # "member of Congress"
    return parse.mention(first, last).text if first < last and not linked else None


def _by_words(parse: Parse, span: ActorSpan, phrase: Phrase | None, registry: Registry) -> Actor:
    """What the mention alone says."""
    day = parse.article.published
    entry = registry.entry(span.entity) if span.entity else None
    if entry is not None and " " not in span.mention.text and not has_begun(entry, day):
        # a short name had other bearers before; a full one is taken at its word
        later = f"{entry.id} began only in {(entry.start or '')[:4]}"
        return Actor(mention=span.mention, name=span.mention.text, kind=span.kind, chain=span.chain, rule=later)
    if entry is not None:
        words = split_words(span.mention.text)
        rule = phrase.rule if phrase is not None and entry in phrase.entries else "name"
        return replace(_from_entry(entry, span.mention, day, words, registry, rule=rule), chain=span.chain)
    if phrase is None:
        return Actor(mention=span.mention, kind=span.kind, chain=span.chain)
    actor = _from_phrase(phrase, span.mention)
    name = _person_name(parse, span, registry)
    sector = None if span.kind == "state" else actor.sector
    actor = replace(actor, name=name or actor.name, kind=span.kind, sector=sector, chain=span.chain)
    near, rule = find_near(actor, name, registry, day) if name else (None, "")
    if near is not None:
        found = _from_entry(near, span.mention, day, split_words(span.mention.text), registry, rule=rule)
        return replace(found, chain=span.chain)
    return replace(actor, rule=rule) if rule else actor


def _from_entry(
    entry: Entry, mention: Mention, day: str | None, words: list[str], registry: Registry, *, rule: str
) -> Actor:
    """An actor with the values that an entry has on a day; an office named beside the person wins over the dates."""
    country, sector, _ = entry.at(day)
    if entry.kind == "person":
        title = _title_sector(words, registry)
        held = next((role for role in reversed(entry.roles) if day is None and role.sector == title), None)
        if held is not None:  # without a date the office in the words says which of several it is
            country, sector = held.country or entry.country, held.sector
        elif title == "ELI" and (sector in _OFFICES or sector is None):
            sector = "ELI"
        elif title in _OFFICES and sector in {"ELI", None}:
            sector = title
    return Actor(
        mention=mention, name=entry.name, id=entry.id, kind=entry.kind, country=country, sector=sector,
        wikidata=entry.wikidata, rule=rule,
    )  # fmt: skip


def _title_sector(words: list[str], registry: Registry) -> str | None:
    """The sector of the office that stands before a name; ELI after "former"."""
    found = None
    for i, word in enumerate(words):
        if word.lower() in registry.people.former:
            return "ELI"
        noun = longest_noun(words, i, registry)[1]
        if found is None and noun is not None and noun.kind == "person":
            found = noun.sector
    return found


def _from_phrase(phrase: Phrase, mention: Mention) -> Actor:
    name = " ".join(phrase.named) if phrase.rule == "title" else mention.text
    return Actor(
        mention=mention, name=name, kind=phrase.kind, country=phrase.country, sector=phrase.sector,
        rule=phrase.rule or None,
    )  # fmt: skip


def _countries_in_play(
    parse: Parse, registry: Registry, actors: list[Actor], places: Sequence[Place]
) -> dict[str, int]:
    """How often each country is named, by its people, its bodies, its own name, or (if resolved) its places.

    Beside a country that is only a neighbour's stands one that is not named.
    """
    counts: dict[str, int] = {}
    for actor in actors:
        if actor.country and actor.kind != "media" and actor.sector not in INTERNATIONAL:
            counts[actor.country] = counts.get(actor.country, 0) + 1
    for number, span in enumerate(parse.places):
        country = country_named(parse, span, places[number] if places else None, registry)
        if country:
            counts[country] = counts.get(country, 0) + 1
            if is_abroad(parse, span):
                counts.setdefault(UNNAMED, 0)
    return counts


def _by_context(
    actor: Actor,
    span: ActorSpan,
    phrase: Phrase,
    *,
    countries: dict[str, int],
    parse: Parse,
    registry: Registry,
    places: Sequence[Place],
) -> Actor:
    """Namesakes told apart by the countries in play; a bare body gets the only country; towns give theirs."""
    day = parse.article.published
    words = split_words(span.mention.text)
    if len(phrase.entries) > 1:
        bearer, rule = choose_namesake(phrase.entries, countries, day)
        if bearer is not None:
            chosen = _from_entry(bearer, actor.mention or span.mention, day, words, registry, rule=rule)
            return replace(chosen, chain=span.chain)
        return replace(
            actor, name=span.mention.text, country=None, rule="namesakes: " + ", ".join(e.id for e in phrase.entries)
        )
    if actor.country is None and places:
        country = _country_of_places(parse, span, actor, places)
        if country:
            actor = replace(actor, country=country, rule=f"{actor.rule or 'name'}, country of the place beside it")
    if actor.country is None and actor.kind in {"organization", "group"} and actor.sector not in INTERNATIONAL:
        country = _capital_named(words, registry)
        if country:
            actor = replace(actor, country=country, rule=f"{actor.rule or 'name'}, country of the capital in it")
    noun = phrase.noun
    if noun is not None and noun.cls in _STATE_BODIES and actor.country is None and not _indefinite(parse, span):
        only = next(iter(countries)) if len(countries) == 1 else None
        return replace(actor, country=only, rule="only country in the article") if only else actor
    if noun is None or noun.role not in _BODIES or actor.sector != noun.sector or len(words) > 1:
        return actor
    country = actor.country or (next(iter(countries)) if len(countries) == 1 else None)
    if country is None and (own := _country_of_publisher(parse, words, registry)) is not None:
        country, rule = own, "country of the publisher"
    else:
        rule = "only country in the article"
    body = registry.body(_BODIES[noun.role], country)
    if country is None:
        return actor
    if body is None or _indefinite(parse, span):
        return replace(actor, country=country, rule=rule)
    found = _from_entry(body, span.mention, day, words, registry, rule=rule)
    return replace(found, chain=span.chain)


def _country_of_publisher(parse: Parse, words: Sequence[str], registry: Registry) -> str | None:
    """The country of an outlet that is of the very body: "the army" of what the "Ruritanian Army Press Office" says."""
    publisher = split_words(parse.article.header.publisher or "")
    if not words or words[0].casefold() not in {word.casefold() for word in publisher}:
        return None
    return registry.demonym(publisher, 0)[1] if publisher else None


def _by_name(
    actor: Actor,
    parse: Parse,
    span: ActorSpan,
    phrase: Phrase,
    *,
    registry: Registry,
    countries: dict[str, int],
    gazetteer: Gazetteer,
) -> Actor:
    """The actor with the country of the place in its name, unless the article is about other countries."""
    words = [token.text for token in parse.tokens[span.first : span.last]]
    if len(words) == len(parse.tokens) and not parse.places and phrase.noun is None:
        country = country_of_name(words, registry, gazetteer)
    elif (
        actor.kind in _NAMED_AFTER_PLACES
        and phrase.noun is not None
        and actor.sector not in INTERNATIONAL
        and not actor.id
    ):
        country = country_in_name(words, registry, gazetteer)
    else:
        return actor
    if country is None or (countries and country not in countries):
        return actor
    return replace(actor, country=country, rule=f"{actor.rule or 'name'}, country of the place in the name")


def _indefinite(parse: Parse, span: ActorSpan) -> bool:
    """Whether some members are meant ("15 soldiers", "soldiers"), not the body as such ("the army")."""
    head = parse.tokens[span.head]
    if head.dep == "compound" and head.head >= span.last:  # "an army shell": whose it is
        return False
    before = parse.tokens[span.first - 1] if span.first else None
    return before is None or before.lower != "the"


def _country_of_places(parse: Parse, span: ActorSpan, actor: Actor, places: Sequence[Place]) -> str | None:
    """The country of the place inside the mention, or of the one that "of", "in" or "from" puts right after it."""
    tokens = parse.tokens
    nearest = bisect_left(parse.places, span.first, key=lambda place: place.first)
    for number, place in enumerate(parse.places[nearest:], nearest):
        if place.first > span.last + 2:
            break
        if place.usage == "demonym" or places[number].status != "resolved":
            continue
        if place.first < span.last:
            words = [token.text for token in tokens[span.first : span.last]]
            if not is_sponsored(words, place.first - span.first, place.last - span.first):
                return places[number].country
        elif place.first in {span.last + 1, span.last + 2} and _from_there(parse, span, actor):
            return places[number].country
    return None


def _from_there(parse: Parse, span: ActorSpan, actor: Actor) -> bool:
    """Whether the word after a mention ties it to the place that follows; forces and guests may only be there."""
    link = parse.tokens[span.last]
    if link.lower == "of":
        return True
    if link.lower not in {"in", "from", "at"} or parse.tokens[span.first].tag == "PRP$":
        return False
    if link.lower == "from":
        return not any(parse.tokens[i].lemma in LEAVING for i in parse.ancestors(span.head))
    return actor.kind != "armed_force" and actor.sector not in INTERNATIONAL


def _capital_named(words: Sequence[str], registry: Registry) -> str | None:
    """The country of the capital that a body is called by ("Cairo University")."""
    for i in range(len(words) - 1):
        length, entries = registry.match(words, i, weak=True)
        capital = length and i + length < len(words) and len(entries) == 1 and entries[0].kind == "state"
        if capital and words[i][:1].isupper() and words[i + length][:1].isupper():
            return None if is_sponsored(words, i, i + length) else entries[0].country
    return None
