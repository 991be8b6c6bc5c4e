"""Actor mentions to identities: `ActorSpan` records in, `Actor` records out."""

from __future__ import annotations

from msgspec.structs import replace

from kgbuild.language.actors import words_of
from kgbuild.language.parse import ActorSpan, Parse
from kgbuild.model import Actor, Mention
from kgbuild.registry import Entry, Registry, split_words
from kgbuild.registry.phrases import Phrase, read_phrase


def resolve_actors(parse: Parse, registry: Registry) -> tuple[Actor, ...]:
    """An `Actor` for each of `parse.actors`, in the same order."""
    day = parse.article.published
    return tuple(_resolve_span(parse, span, registry, day) for span in parse.actors)


def resolve_actor_words(words: str, registry: Registry, *, published: str | None = None) -> Actor:
    """The actor that a phrase names or describes, read without a parse; `published` is the day it was written."""
    phrase = read_phrase(split_words(words), registry, lone=True)
    return _from_phrase(phrase, Mention(0, len(words), words), published, None)


def _resolve_span(parse: Parse, span: ActorSpan, registry: Registry, day: str | None) -> Actor:
    if span.pronoun:
        return Actor(mention=span.mention, kind=span.kind, chain=span.chain)
    entry = registry.entry(span.entity) if span.entity else None
    if entry is not None:
        return from_entry(entry, span.mention, day, span.chain, "name")
    phrase = read_phrase(words_of(parse, span.first, span.last), registry)
    actor = _from_phrase(phrase, span.mention, day, span.chain)
    return actor if phrase.entries else replace(actor, kind=span.kind)


def from_entry(entry: Entry, mention: Mention, day: str | None, chain: int | None, rule: str) -> Actor:
    """An actor with the values that an entry has on a day."""
    country, sector, _ = entry.at(day)
    return Actor(
        mention=mention, name=entry.name, id=entry.id, kind=entry.kind, country=country, sector=sector,
        wikidata=entry.wikidata, chain=chain, rule=rule,
    )  # fmt: skip


def _from_phrase(phrase: Phrase, mention: Mention, day: str | None, chain: int | None) -> Actor:
    if len(phrase.entries) == 1:
        return from_entry(phrase.entries[0], mention, day, chain, phrase.rule)
    return Actor(
        mention=mention, name=mention.text, kind=phrase.kind, country=phrase.country, sector=phrase.sector, chain=chain,
        rule=phrase.rule or None,
    )  # fmt: skip
