"""JSON Schemas of the records that commands read and write: a name in, a schema (draft 2020-12) out."""

from __future__ import annotations

import json
from difflib import get_close_matches
from typing import Any

import msgspec
from msgspec import Struct

from kgbuild.errors import StageError
from kgbuild.model import (
    Annotation,
    ControlState,
    Event,
    Finding,
    FormerArticle,
    Hit,
    Identity,
    Judgement,
    Link,
    Question,
    Retraction,
    Statement,
)

DRAFT = "https://json-schema.org/draft/2020-12/schema"


class ArticleRecord(Struct, frozen=True, kw_only=True):
    """An article as read from JSON Lines. Other fields may stand beside these and are ignored."""

    id: str | None = None
    text: str
    title: str | None = None
    url: str | None = None
    published: str | None = None
    publisher: str | None = None
    agency: str | None = None
    byline: str | None = None
    language: str | None = None


RECORDS: dict[str, type[Struct]] = {
    "annotation": Annotation,
    "article": ArticleRecord,
    "event": Event,
    "finding": Finding,
    "former": FormerArticle,
    "hit": Hit,
    "identity": Identity,
    "judgement": Judgement,
    "link": Link,
    "question": Question,
    "retraction": Retraction,
    "state": ControlState,
    "statement": Statement,
}
"""Schema names and the records they describe: what `annotate` writes, what JSON Lines input holds, and so on."""

_MENTIONED = {"start": "First character, counted from 0 in Unicode code points of the article's text.",
              "end": "The character after the last.", "text": "The words that stand there."}  # fmt: skip
_COUNTRY = "ISO 3166-1 alpha-3 code."
_ACTOR = {
    "kind": "What sort of actor the words name.",
    "name": "Name the actor is registered under; null if it was not recognised.",
    "id": "Id in the actor registry.",
    "country": _COUNTRY,
    "sector": "Role code: MIL, GOV, REB, CVL ... ('kgbuild vocab sectors' lists them).",
    "chain": "Coreference chain inside the article: mentions of one actor share it.",
}
_PLACE = {
    "name": "The place's name in the gazetteer.",
    "geonames": "GeoNames id.",
    "lat": "Latitude, WGS 84 degrees.",
    "lon": "Longitude, WGS 84 degrees.",
    "country": _COUNTRY,
    "level": "How large a place: country, first- or second-level division, settlement, feature, area.",
    "status": "Whether the name was resolved to one place; an ambiguous one is left open.",
    "usage": "A place, a government named by its seat (metonym), or a word of origin (demonym).",
    "within": "The region or country that the text puts around it.",
    "bearing": "Where it happened as seen from the place, whose point it keeps: '40 km north of'.",
    "inside": "What the gazetteer puts around it, the narrowest first.",
    "claimed_by": "In a disputed area: who says that it is theirs, as country codes or names.",
    "held_by": "In a disputed area: who runs it, or parts of it.",
}
_DATE = {
    "kind": "A date, a time of day, a duration or a repeated time.",
    "value": "ISO 8601 / EDTF, as precise as the words and no more.",
    "earliest": "First day it may mean, inclusive; null if open.",
    "latest": "Last day it may mean, inclusive; null if open.",
    "precision": "How precise the words are; 'bound' where only one end is known.",
    "anchor": "What a relative expression was counted from.",
}
_RULE = {"rule": "Which rule found the value."}
_ARTICLE = {
    "id": "The id given, else a hash of what was published, where and when.",
    "url": "Where it was published.",
    "title": "Headline.",
    "published": "ISO 8601 date or date-time of publication.",
    "publisher": "Who published it.",
    "publisher_basis": "Whether the text or its metadata state the publisher, or only the address tells.",
    "agency": "The news agency of the byline.",
    "byline": "Who wrote it, in the words of the report.",
    "language": "Language code; null if the words do not tell.",
    "sha256": "Hash of the UTF-8 text.",
}
FIELDS: dict[str, dict[str, str]] = {
    "Action": {
        "type": "The type of action ('kgbuild vocab actions' lists them).",
        "mode": "How it was done, where the words tell; the modes of each type are its own.",
        "contexts": "Fields of life it belongs to.",
        "cameo": "Code of the CAMEO scheme.",
        "acled": "Sub-event type of ACLED.",
    },
    "Actor": {"mention": "The words; null for one known from the byline only."} | _ACTOR | _RULE
    | {"wikidata": "Wikidata id."},
    "ActorMention": _MENTIONED | _ACTOR,
    "Annotation": {
        "article": "The article without its text.",
        "sentences": "Sentences of the article, in text order.",
        "actors": "Mentions of actors, pronouns included, in text order.",
        "places": "Names of places.",
        "dates": "Expressions of time.",
        "quantities": "Numbers of people, weapons, areas ...",
        "attributions": "Who says what.",
        "events": "Words that tell of an action.",
    },
    "Article": _ARTICLE | {"text": "The words, as they were read."},
    "ArticleHeader": _ARTICLE,
    "ArticleRecord": {
        "id": "Kept as the article's id in all output; without one a hash of the content serves.",
        "text": "Used as it is: offsets in the output count in it.",
        "title": "Headline.",
        "url": "Where it was published.",
        "published": "ISO 8601 date or date-time; without it relative dates stay open.",
        "publisher": "Who published it.",
        "agency": "The news agency it comes from.",
        "byline": "Who wrote it.",
        "language": "ISO 639 code; only English is read.",
    },
    "Attribution": {
        "source": "The words for who says it; null where nobody is named.",
        "cue": "The words that attribute: 'said', 'according to'.",
        "content": "What is said.",
        "kind": "Quoted, reported, or both.",
    },
    "Claimant": {
        "name": "Name as registered, else the words.",
        "kind": "What sort of actor it is.",
        "mention": "The words; null for the publisher and the agency.",
        "cue": "The words that attribute.",
        "id": "Id in the actor registry.",
        "country": _COUNTRY,
    },
    "DateMention": _MENTIONED | _DATE,
    "Event": {
        "id": "Depends on the statements only.",
        "type": "The type of action.",
        "statements": "Ids of the statements about this happening.",
        "actors": "Keys of the actors: 'actor/m23'.",
        "place": "Key of the place: 'place/geonames-203104'.",
        "earliest": "First day it may have happened, inclusive.",
        "latest": "Last day it may have happened, inclusive.",
        "articles": "How many articles report it.",
        "publishers": "How many publishers printed them.",
        "sources": "How many independent ones: copies and rewrites of one story count once.",
        "supporting": "How many independent sources say that it happened.",
        "denying": "How many say that it did not.",
        "sides": "Whose word it is that it happened: countries, armed groups, 'unaligned'.",
        "denying_sides": "Whose word it is that it did not.",
        "part_of": "Id of the series or the larger event that it belongs to.",
    },
    "Link": {
        "first": "Id of a statement; of one that updates, the later.",
        "second": "Id of the other statement.",
        "kind": "Whether the first contradicts, updates or corroborates the second.",
        "slot": "What they agree or differ on: a slot, 'polarity', 'control', or the kind of a quantity.",
        "reason": "Who says what.",
    },
    "ControlState": {
        "id": "Depends on the statements only.",
        "place": "Key of the place.",
        "holder": "Key of who is said to hold it or be there; null where nobody is named.",
        "type": "CONTROL or PRESENCE.",
        "mode": "How: hold, capture, lose ...",
        "side": "Whose word it is: a country, an armed group, 'unaligned'.",
        "earliest": "First day on which it may have begun.",
        "latest": "Last day on which it may have begun.",
        "until": "First day on which the same side says otherwise; null while it does not.",
        "statements": "Ids of the statements that say so.",
        "polarity": "Negative where the side says that the holder does not hold it or is not there.",
    },
    "Identity": {
        "key": "Key of an actor or a place inside one article.",
        "identity": "Key of what it was joined to.",
        "name": "What the article calls it.",
        "reason": "Why they are one.",
    },
    "Question": {
        "kind": "Whether it is about actors, places or events.",
        "first": "Key of one; of an event that of a statement in it.",
        "second": "Key of the other.",
        "score": "How alike they are, from 0 to 1.",
        "reason": "What speaks for it.",
    },
    "Judgement": {
        "first": "Key of one; of an event that of a statement in it.",
        "second": "Key of the other.",
        "verdict": "Whether they are the same.",
        "who": "Who judged.",
        "when": "The day, as given.",
        "why": "Why.",
    },
    "EventMention": {
        "trigger": "The word that tells of the action.",
        "type": "The type of action.",
        "mode": "How it was done, where the words tell.",
        "polarity": "Negative where the words say that it did not happen.",
        "modality": "Whether it is told as real, planned, feared ...",
        "arguments": "Who and what it involves, in text order; empty where no words of its sentence tell.",
    },
    "Argument": _MENTIONED
    | {
        "role": "What the words are to the action: who does it, to whom, with what, where, when, how many.",
        "relation": "How the happening lies to a place; null for other roles.",
    },
    "Finding": {
        "code": "KG and a number; hundreds by kind of check.",
        "severity": "An error refuses the statement; a warning or an info travels with it.",
        "slot": "The part of the statement that it is about.",
        "message": "What is wrong and what to do.",
    },
    "Hit": {
        "kind": "A passage of an article, the evidence of a statement, or a name.",
        "id": "The article's or statement's id, or the key of an actor or a place: 'actor/m23'.",
        "part": "What the offsets count in: the article's text (text, evidence), its title, or the name.",
        "score": "How well it fits, by BM25; the larger the better.",
        "snippet": "The words around what was found.",
        "marks": "The words that were asked for.",
        "count": "How many accepted statements that pass the filters it is about.",
        "statements": "Ids of the first of these.",
        "date": "When, as EDTF, where these statements agree.",
        "earliest": "First day on which it may have happened.",
        "latest": "Last day on which it may have happened.",
        "places": "Where, by name.",
        "actors": "Who did it, by name.",
        "recipients": "Who it was done to, by name.",
        "actions": "What was done: types, with their mode after a slash.",
        "claimants": "Who says so, from who published it to who is quoted by whom.",
        "status": "Whether the innermost claimant asserts or denies it.",
        "article": "The article without its text; null for a name.",
    },
    "FormerArticle": {
        "article": "The article as it stood.",
        "successor": "Key of the text that took its place: 'article/r7', or 'former/…' if that was replaced too.",
    },
    "Retraction": {
        "id": "Id of the article.",
        "url": "Where it was published.",
        "title": "Its headline.",
        "sha256": "Hash of the text that was taken out.",
        "who": "Who took it out.",
        "when": "The day, as given.",
        "why": "Why.",
    },
    "FoundBy": {"name": "The extractor.", "version": "Its version.", "rule": "Which of its rules."},
    "Mention": _MENTIONED,
    "Place": {"mention": "The words.", "relation": "How the happening lies to the place."} | _PLACE
    | {"candidates": "GeoNames ids that an ambiguous name may mean.",
       "disputed": "The disputed area that it lies in.",
       "gazetteer": "Which source of the gazetteer it is from."} | _RULE,
    "PlaceMention": _MENTIONED | _PLACE,
    "Quantity": _MENTIONED
    | {
        "low": "At least so many; null if open.",
        "high": "At most so many; null if open.",
        "approximate": "Whether the words say about.",
        "unit": "person, km2, USD ...; null for a bare number.",
        "kind": "What is counted: killed, wounded, displaced ...",
    },
    "Span": {"start": _MENTIONED["start"], "end": _MENTIONED["end"]},
    "Statement": {
        "id": "Depends on the article, the offsets and the slots' words only.",
        "article": "The article without its text.",
        "evidence": "The words that support the statement.",
        "trigger": "The word that tells of the action.",
        "action": "What was done.",
        "actors": "Who did it.",
        "recipients": "Who it was done to.",
        "locations": "Where.",
        "date": "When; null where nothing dates it.",
        "claimants": "Who says so, from who published it to who is quoted by whom.",
        "status": "Whether the innermost claimant asserts or denies it; 'asserted' in the article's own voice.",
        "polarity": "Negative where the words say that it did not happen.",
        "modality": "Whether it is told as real, planned, feared ...",
        "quantities": "How many.",
        "extractor": "What found it.",
        "confidence": "0 to 1.",
        "findings": "What the checks noticed.",
        "accepted": "False for a statement that a check refused.",
    },
    "When": {"mention": "The words; null where the surroundings date it."} | _DATE
    | {"basis": "Whether the clause, its surroundings or the publication day gave the date."} | _RULE,
}  # fmt: skip


def list_schemas() -> tuple[str, ...]:
    """Names of the schemas, sorted."""
    return tuple(sorted(RECORDS))


def make_schema(name: str) -> dict[str, Any]:
    """The JSON Schema of one record.

    Raises:
        StageError: there is no schema of that name; the message lists those there are.
    """
    if name not in RECORDS:
        near = get_close_matches(name, RECORDS, n=1, cutoff=0.5)
        hint = f" Did you mean '{near[0]}'?" if near else ""
        raise StageError(f"no schema '{name}'; have {', '.join(list_schemas())}.{hint}")
    (reference,), components = msgspec.json.schema_components([RECORDS[name]], ref_template="#/$defs/{name}")
    for record, schema in components.items():
        if schema.get("type") == "object":
            for field, description in FIELDS.get(record, {}).items():
                schema["properties"][field]["description"] = description
    root = components.pop(reference["$ref"].removeprefix("#/$defs/"))
    return {"$schema": DRAFT, **root, **({"$defs": components} if components else {})}


def format_schema(name: str) -> str:
    """The schema as indented JSON, ending in a newline.

    Raises:
        StageError: there is no schema of that name.
    """
    return json.dumps(make_schema(name), ensure_ascii=False, indent=2) + "\n"
