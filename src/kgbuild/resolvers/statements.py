"""Statements in words in, the same statements with values out; works on any extractor's output."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace as copy

from msgspec import Struct
from msgspec.structs import replace

from kgbuild.gazetteer import Gazetteer
from kgbuild.language.parse import Parse, PlaceSpan, TimeSpan
from kgbuild.language.times import SINCE_THEN, bound_of
from kgbuild.model import Actor, Claimant, Mention, Place, Quantity, Statement, When
from kgbuild.registry import split_words
from kgbuild.resolvers.actors import resolve_actor_words, resolve_actors
from kgbuild.resolvers.dates import apply_bound, join_range, resolve_times, resolve_words
from kgbuild.resolvers.one_by_one import resolve_each
from kgbuild.resolvers.places import resolve_places
from kgbuild.resolvers.quantities import resolve_numbers
from kgbuild.vocabulary import Vocabulary

FIRST_PERSON = frozenset(("we", "us", "our", "ours", "i", "me", "my", "ourselves"))
OWN_FORCES = frozenset(("ASSAULT", "CONTROL", "PRESENCE", "MOVE", "MOBILIZE", "RETREAT", "CASUALTY"))
"""What "we" of an official did when it is one of these, their state's forces did."""
UNDATED = frozenset(("planned", "hypothetical", "requested", "threatened"))


class Layers(Struct, frozen=True):
    """What the spans of one parse denote: each list runs parallel to the parse's own.

    `troubles` tells of spans that made a resolver fail, and stay unresolved.
    """

    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    dates: tuple[When, ...]
    quantities: tuple[Quantity, ...]
    troubles: tuple[str, ...] = ()


def resolve_layers(parse: Parse, *, vocabulary: Vocabulary, gazetteer: Gazetteer) -> Layers:
    """Values for every span of the parse, found over the whole article at once; a failing span costs only itself."""
    places, lost_places = resolve_each(
        parse.places,
        lambda spans: _named(resolve_places(copy(parse, places=spans), gazetteer), spans),
        lambda span, why: Place(mention=span.mention, rule=why),
    )
    actors, lost_actors = resolve_each(
        parse.actors,
        lambda spans: resolve_actors(copy(parse, actors=spans), vocabulary.registry, places, gazetteer=gazetteer),
        lambda span, why: Actor(mention=span.mention, kind=span.kind, chain=span.chain or None, rule=why),
    )
    dates, lost_dates = resolve_each(
        parse.times,
        lambda spans: resolve_times(copy(parse, times=spans)),
        lambda span, why: When(mention=span.mention, kind=span.kind, rule=why),
    )
    return Layers(
        actors=actors,
        places=places,
        dates=dates,
        quantities=resolve_numbers(parse),
        troubles=(*lost_places, *lost_actors, *lost_dates),
    )


def _named(places: Sequence[Place], spans: Sequence[PlaceSpan]) -> list[Place]:
    """The places, those that words take up from an earlier sentence ("the town") with the name that they stand for."""
    return [
        replace(place, name=span.core) if span.anaphor and place.name is None else place
        for span, place in zip(spans, places, strict=True)
    ]


def resolve_statements(
    statements: Iterable[Statement], parse: Parse, layers: Layers, *, vocabulary: Vocabulary
) -> list[Statement]:
    """The statements with their slots' values filled from the layers; words and ids stay as they are."""
    resolver = _Resolver(parse, layers, vocabulary)
    filled = [resolver.fill(statement) for statement in statements]
    return [resolver.finish(statement) for statement in date_statements(filled)]


class _Resolver:
    """The layers of one article, looked up by mention."""

    def __init__(self, parse: Parse, layers: Layers, vocabulary: Vocabulary) -> None:
        self.parse, self.vocabulary = parse, vocabulary
        self.actors = {_key(actor.mention): actor for actor in layers.actors if actor.mention}
        self.places = {_key(place.mention): place for place in layers.places if place.mention}
        self.dates = {_key(when.mention): when for when in layers.dates if when.mention}
        self.spans = layers.dates
        self.numbers = {_key(span.mention): number for number, span in enumerate(parse.times)}
        self.quantities = {(item.start, item.end): item for item in layers.quantities}

    def fill(self, statement: Statement) -> Statement:
        claimants = _without_echo([self.claimant(claimant) for claimant in statement.claimants])
        speaker = self.speaker(statement)
        return replace(
            statement,
            actors=tuple(self.actor(actor, speaker, statement) for actor in statement.actors),
            recipients=tuple(self.actor(actor, speaker, statement) for actor in statement.recipients),
            locations=tuple(self.place(place) for place in statement.locations),
            date=None if statement.date is None else self.when(statement.date, statement.trigger),
            claimants=claimants,
            quantities=tuple(self.quantity(item) for item in statement.quantities),
        )

    def actor(self, actor: Actor, speaker: Actor | None, statement: Statement) -> Actor:
        if actor.mention is None:
            return actor
        if actor.mention.text != "US" and actor.mention.text.lower() in FIRST_PERSON and speaker is not None:
            return _first_person(actor, speaker, self.vocabulary, own_forces=statement.action.type in OWN_FORCES)
        known = self.actors.get(_key(actor.mention))
        if known is not None:
            return known
        place = self.places.get(_key(actor.mention))
        if place is not None:
            return replace(
                actor, name=place.name, kind="state", country=place.country or None, rule="state by its name"
            )
        found = resolve_actor_words(
            actor.mention.text, self.vocabulary.registry, published=self.parse.article.published
        )
        return replace(found, mention=actor.mention, chain=actor.chain)

    def speaker(self, statement: Statement) -> Actor | None:
        """The innermost claimant that the text names, as an actor."""
        for claimant in reversed(statement.claimants):
            if claimant.mention is not None:
                return self.actors.get(_key(claimant.mention))
        return None

    def claimant(self, claimant: Claimant) -> Claimant:
        if claimant.mention is None:
            return self.publisher(claimant)
        known = self.actors.get(_key(claimant.mention))
        if known is None:
            return claimant
        return replace(claimant, name=known.name or claimant.name, kind=known.kind, id=known.id, country=known.country)

    def publisher(self, claimant: Claimant) -> Claimant:
        """Who publishes is an entry by its whole name, or a body by its name and that of its own voice."""
        words = split_words(claimant.name)
        length, entries = self.vocabulary.registry.match(words, 0)
        if len(entries) != 1:
            return claimant
        rest = {word.casefold() for word in words[length:]}
        own = entries[0].kind != "state" and rest <= self.vocabulary.lexicon.words["own_office"]
        return replace(claimant, id=entries[0].id) if not rest or own else claimant

    def place(self, place: Place) -> Place:
        known = self.places.get(_key(place.mention)) if place.mention else None
        return place if known is None else replace(known, relation=place.relation)

    def when(self, when: When, trigger: Mention) -> When:
        if when.mention is None:
            return when
        known = self.dates.get(_key(when.mention))
        if known is None:
            return replace(
                resolve_words(when.mention.text, published=self.parse.article.published), mention=when.mention
            )
        number = self.numbers.get(_key(when.mention))
        if number is None:
            return replace(known, basis=when.basis)
        span = self.parse.times[number]
        if ("link", "range") in span.parts and number + 1 < len(self.spans):
            return replace(join_range(known, self.spans[number + 1]), basis=when.basis)
        bound = "since" if when.rule == SINCE_THEN else bound_of(self.parse, span)
        if bound is not None and _is_of(self.parse, span, trigger):
            bound = None
        return replace(apply_bound(known, bound), basis=when.basis)

    def quantity(self, quantity: Quantity) -> Quantity:
        known = self.quantities.get((quantity.start, quantity.end))
        if known is None:
            return quantity
        if quantity.kind == "other":
            return known
        return replace(known, kind=quantity.kind, unit=known.unit or quantity.unit)

    def finish(self, statement: Statement) -> Statement:
        country = next((place.country for place in statement.locations if place.country), None)
        action = self.vocabulary.complete_action(
            statement.action, statement.actors, statement.recipients, country=country
        )
        return replace(statement, action=action)


def _key(mention: Mention | None) -> tuple[int, int]:
    return (-1, -1) if mention is None else (mention.start, mention.end)


def _is_of(parse: Parse, span: TimeSpan, trigger: Mention) -> bool:
    """Whether a date stands before a noun as its own: in "after Monday's raid" the raid was on Monday, not after it."""
    last = parse.tokens[span.last - 1]
    while span.first <= last.head < span.last and last.head != last.i:
        last = parse.tokens[last.head]
    head = parse.tokens[last.head]
    return head.start == trigger.start and head.i >= span.last and head.pos in {"NOUN", "PROPN"}


def _without_echo(claimants: Sequence[Claimant]) -> tuple[Claimant, ...]:
    """The chain without a link that names the claimant before it again ("Abe said he believed")."""
    kept: list[Claimant] = []
    for claimant in claimants:
        same = kept and (claimant.id or claimant.name) == (kept[-1].id or kept[-1].name)
        if not (same and claimant.mention and kept[-1].mention):
            kept.append(claimant)
    return tuple(kept)


def _first_person(actor: Actor, speaker: Actor, vocabulary: Vocabulary, *, own_forces: bool) -> Actor:
    """The speaker's side: of a state's official, in fighting, the state's forces; else the speaker's country."""
    if actor.mention is not None and actor.mention.text.lower() in ("i", "me", "my"):
        return replace(speaker, mention=actor.mention, rule="first person of the speaker")
    if speaker.country and own_forces and speaker.sector in ("GOV", "MIL", "SPY", "LEG"):
        entry = vocabulary.registry.force_of_demonym(speaker.country)
        if entry is not None:
            return Actor(
                mention=actor.mention, name=entry.name, id=entry.id, kind=entry.kind, country=entry.country,
                sector=entry.sector, wikidata=entry.wikidata, chain=actor.chain, rule="first person of an official",
            )  # fmt: skip
    if speaker.kind in ("armed_group", "armed_force", "organization", "state"):
        return replace(speaker, mention=actor.mention, rule="first person of the speaker")
    return replace(actor, kind="group", country=speaker.country, rule="first person of the speaker")


# ---------------------------------------------------------------- dates that the clause leaves open


def date_statements(statements: Sequence[Statement]) -> list[Statement]:
    """Dates for what has none of its own, never finer than what is known.

    A speaker's undated words take the one day that the article gives for that speaker's speaking. What is said to be
    going on goes on when it is said; what is said to have happened did so at or before the saying; what the article
    says happened did so at or before publication.
    """
    dated = _date_speech(statements)
    sayings = {_key(item.trigger): item for item in dated if item.action.type in ("SAY", "ACCUSE", "THREATEN")}
    return [_bound(statement, sayings) for statement in dated]


def _date_speech(statements: Sequence[Statement]) -> list[Statement]:
    days: dict[tuple[str | int, ...], set[tuple[str | None, str | None]]] = {}
    first: dict[tuple[str | int, ...], When] = {}
    for statement in statements:
        speaker = _speaker_key(statement)
        if speaker and statement.date is not None and statement.date.precision == "day":
            days.setdefault(speaker, set()).add((statement.date.earliest, statement.date.latest))
            first.setdefault(speaker, statement.date)
    return [
        replace(statement, date=replace(first[speaker], mention=None, basis="inherited", rule="the speaker's one day"))
        if not _is_dated(statement) and (speaker := _speaker_key(statement)) and len(days.get(speaker, ())) == 1
        else statement
        for statement in statements
    ]


def _is_dated(statement: Statement) -> bool:
    """Whether a statement's own words date it; "now" and words without a day to count from do not."""
    date = statement.date
    return date is not None and (date.value, date.earliest, date.latest) != (None, None, None)


def _speaker_key(statement: Statement) -> tuple[str | int, ...]:
    """Which person alone speaks here, by identity, else by chain; nothing for bodies and joint speakers."""
    if statement.action.type != "SAY" or len(statement.actors) != 1 or statement.actors[0].kind != "person":
        return ()
    actor = statement.actors[0]
    if actor.id:
        return ("id", actor.id)
    if actor.name:
        return ("name", actor.name)
    return ("chain", actor.chain) if actor.chain else ()


def _bound(statement: Statement, sayings: Mapping[tuple[int, int], Statement]) -> Statement:
    published = (statement.article.published or "")[:10]
    date = statement.date
    if date is not None and date.earliest and not date.latest and published and statement.modality not in UNDATED:
        return replace(statement, date=replace(date, latest=max(published, date.earliest)))  # "since March": until now
    if _is_dated(statement) or statement.modality in UNDATED:
        return statement
    words = None if statement.date is None else statement.date.mention
    for claimant in reversed(statement.claimants):
        said = sayings.get(_key(claimant.cue)) or next(
            (item for item in sayings.values() if claimant.cue and _inside(item.trigger, claimant.cue)), None
        )
        if said is None or said.id == statement.id or said.date is None or said.date.latest is None:
            continue
        if said.date.basis == "publication":
            break
        if statement.modality == "ongoing" and said.date.earliest is not None:
            when = replace(said.date, mention=None, basis="inherited", rule="going on when it was said")
        else:
            when = replace(
                said.date, mention=None, value=said.date.value, earliest=None, precision="bound", basis="inherited",
                rule="at or before it was said",
            )  # fmt: skip
        return replace(statement, date=replace(when, mention=words))
    if not published:
        return statement
    return replace(
        statement,
        date=When(
            mention=words, value=published, latest=published, precision="bound", anchor="publication",
            basis="publication", rule="at or before publication",
        ),
    )  # fmt: skip


def _inside(mention: Mention, cue: Mention) -> bool:
    return cue.start <= mention.start and mention.end <= cue.end
