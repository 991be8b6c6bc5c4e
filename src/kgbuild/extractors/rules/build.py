"""Statements from what the layers found: a parse in, statements in words out, in text order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.metadata import version
from typing import Literal

from msgspec.structs import replace

from kgbuild.extractors.rules.arguments import read_triggers
from kgbuild.extractors.rules.asides import is_aside, is_sport
from kgbuild.extractors.rules.attributions import Said, find_said
from kgbuild.extractors.rules.cameo import choose_code
from kgbuild.extractors.rules.claims import read_claims
from kgbuild.extractors.rules.confidence import find_signs, load_scale
from kgbuild.extractors.rules.contents import Read, find_governors, lend_recipients
from kgbuild.extractors.rules.counts import read_numbers
from kgbuild.extractors.rules.dates import read_date
from kgbuild.extractors.rules.evidence import read_evidence
from kgbuild.extractors.rules.locations import read_places
from kgbuild.extractors.rules.means import mode_of
from kgbuild.extractors.rules.roles import Arguments
from kgbuild.extractors.rules.standing import Standing, read_standing
from kgbuild.extractors.rules.syntax import Tree
from kgbuild.extractors.rules.tagged import fill_empty, is_doubted, note_finders
from kgbuild.extractors.rules.told import is_told
from kgbuild.extractors.rules.triggers import Trigger
from kgbuild.extractors.rules.understood import taken_together
from kgbuild.language.parse import ActorSpan, Parse
from kgbuild.lexicon import Frame
from kgbuild.model import (
    Action,
    Actor,
    FoundBy,
    Mention,
    Place,
    Relation,
    Statement,
    When,
    statement_id,
)
from kgbuild.vocabulary import Vocabulary

VERSION = version("kgbuild")
NEEDS_SOMEBODY = frozenset(("PRESENCE", "CONTROL", "MOVE", "MOBILIZE", "SAY", "CONSULT", "PROTEST", "AGREE", "SUPPORT"))
"""Actions of which nothing is left without an actor."""
DATED = frozenset(("ASSAULT", "PROTEST"))
"""Of these an event noun says something by its time alone ("Sunday's raid")."""
PLACED = frozenset(("PROTEST", "MOBILIZE", "CONTROL"))
"""Of these an event noun with its place says something even so ("protests across the West Bank")."""


def build_statements(parse: Parse, vocabulary: Vocabulary) -> Iterator[Statement]:
    """The statements of one article, slots in words only, in text order."""
    name: Literal["tagged", "rules"] = "rules" if parse.tags is None else "tagged"
    scale = load_scale(vocabulary.folders[0] / "lexicon" / "en" / "confidence.toml", name)
    for statement, signs in build_with_signs(parse, vocabulary):
        yield replace(statement, confidence=scale.rate(signs))


def build_with_signs(parse: Parse, vocabulary: Vocabulary) -> Iterator[tuple[Statement, frozenset[str]]]:
    """The statements of one article, each with the signs that its confidence is taken from."""
    tree = Tree(parse, vocabulary)
    told = [(read, statement) for read, statement in tell(tree) if statement is not None]
    acts = {i for (trigger, frame, words, _), _ in told if frame.type != "SAY" for i in (trigger.head, *words)}
    for (trigger, _, _, arguments), statement in told:
        yield statement, find_signs(tree, trigger, arguments, statement, acts)


TOLD_NOW = frozenset(("will", "will-not"))
"""Conditions of a promise and a refusal, which are themselves neither negated nor to come."""
TO_COME = "to-come"
"""The condition of an act that somebody is only cleared for."""
NOBODY = frozenset(("nobody", "none", "anybody", "anyone"))
"""Words that name no one to whom anything happened."""


def tell(tree: Tree) -> Iterator[tuple[Read, Statement | None]]:
    """The readings of an article, each with its statement, if it says enough and is not told by what governs it."""
    if is_aside(tree):
        return
    said = find_said(tree)
    seen: set[str] = set()
    found = list(read_triggers(tree))
    note_finders(tree, found)
    lend_actors(tree, found)
    governors = find_governors(tree, found)
    lend_recipients(tree, found, governors)
    built = [_completed(tree, read, said) for read in found]
    for number, (read, statement) in enumerate(zip(found, built, strict=True)):
        told = number in governors and built[governors[number]] is not None
        if statement is None or told or statement.id in seen:
            yield read, None
        else:
            seen.add(statement.id)
            yield read, statement


def _completed(tree: Tree, read: Read, said: Sequence[Said]) -> Statement | None:
    """The statement of a reading that the tagger does not doubt, with the sides and the place that it alone knows.

    What is worth telling is worth it without them: they make no statement of a bare word.
    """
    statement = None if is_doubted(tree, read) else _statement(tree, read, said)
    if statement is not None and fill_empty(tree, read[0], read[3]):
        return _statement(tree, read, said) or statement
    return statement


def lend_actors(tree: Tree, found: Sequence[Read]) -> None:
    """A bare event noun ("the incursions") takes the actors of the one earlier event of its name that has any."""
    known: dict[str, list[tuple[int, ...]]] = {}
    for trigger, frame, _, arguments in found:
        lemma = tree.tokens[trigger.head].lemma
        actors = tuple(arguments.of("actor"))
        if trigger.nominal and frame.type == "ASSAULT" and actors:
            known.setdefault(lemma, []).append(actors)
        event = arguments.by_event
        if event is not None and not actors and len(set(known.get(tree.tokens[event].lemma, ()))) == 1:
            for head in known[tree.tokens[event].lemma][0]:
                arguments.add("actor", head)


def _statement(tree: Tree, read: Read, said: Sequence[Said]) -> Statement | None:
    trigger, frame, words, arguments = read
    parse, article = tree.parse, tree.parse.article
    actors = _fillers(tree, acting_of(arguments))
    harmed = _harmed(tree, read)
    if frame.type == "CASUALTY" and not harmed:
        return None
    recipients = _fillers(tree, _named(tree, frame, harmed))
    standing = read_standing(tree, trigger.head, nominal=trigger.nominal, support=arguments.support)
    if frame.needs & TOLD_NOW:
        standing = Standing()
    elif TO_COME in frame.needs and standing.modality == "actual":
        standing = Standing(standing.polarity, "planned")
    places = places_of(tree, read)
    if trigger.nominal and frame.spoken and not actors:
        return None
    told = trigger.nominal and frame.type in DATED and is_told(tree, trigger.head, arguments.support)
    alone = told or _stands_alone(tree, read, recipients, places)
    if frame.type in NEEDS_SOMEBODY and not actors and not alone:
        return None
    if not (actors or recipients or places) and "fired" in frame.needs:
        actors = _fillers(tree, arguments.of("instrument"))  # "the missile hit at dawn": nobody else is named
    if not (actors or recipients or places or arguments.of("content") or told) or is_sport(tree, trigger.head):
        return None
    chain, status = read_claims(tree, trigger, said, standing)
    date = date_of(tree, read)
    locations = tuple(Place(mention=parse.places[number].mention, relation=relation) for number, relation in places)
    numbers = read_numbers(tree, trigger.head, words, arguments)
    quantities = tuple(span.quantity(kind or "other") for span, kind in numbers)
    mention = parse.mention(min(words), max(words) + 1)
    needed = [mention, *(place.mention for place in locations if place.mention)]
    evidence = read_evidence(tree, trigger, arguments, needed, said)
    slots = {
        "actors": tuple(actor.mention for actor in actors if actor.mention),
        "recipients": tuple(actor.mention for actor in recipients if actor.mention),
        "locations": tuple(place.mention for place in locations if place.mention),
        "date": (date.mention,) if date is not None and date.mention is not None else (),
        "claimants": tuple(claimant.mention for claimant in chain if claimant.mention),
        "quantities": tuple(Mention(item.start, item.end, item.text) for item in quantities),
    }
    return Statement(
        id=statement_id(article, frame.type, mention, evidence, slots),
        article=article.header,
        evidence=evidence,
        trigger=mention,
        action=Action(
            type=frame.type,
            mode=mode_of(tree, trigger, arguments),
            contexts=frame.contexts,
            cameo=choose_code(tree, trigger, arguments, standing),
        ),
        actors=actors,
        recipients=recipients,
        locations=locations,
        date=date,
        claimants=chain,
        status=status,
        polarity=standing.polarity,
        modality=standing.modality,
        quantities=quantities,
        extractor=FoundBy(arguments.finder, VERSION, frame.id),
    )


def acting_of(arguments: Arguments) -> list[int]:
    """Heads of those who act."""
    return arguments.of("actor", "party")


def harmed_of(tree: Tree, read: Read) -> list[int]:
    """Heads of those who suffer or receive, as far as somebody is named."""
    return _named(tree, read[1], _harmed(tree, read))


def _harmed(tree: Tree, read: Read) -> list[int]:
    trigger, frame, _, arguments = read
    harmed = [head for head in arguments.of("recipient") if head not in arguments.of("actor")]
    if frame.type == "CASUALTY":  # "the deaths of a Monday explosion": a happening dies no death
        harmed = [
            head
            for head in harmed
            if head == trigger.head or tree.noun_class(head) not in ("event", "accident", "time")
        ]
    return harmed


def _named(tree: Tree, frame: Frame, harmed: Sequence[int]) -> list[int]:
    named = [head for head in harmed if tree.tokens[head].lower not in NOBODY]
    if "count" in frame.roles:  # "put the number of dead soldiers at 34": soldiers, of whom 34
        return [head for head in named if tree.tokens[head].pos != "NUM"] or named
    return named


def places_of(tree: Tree, read: Read) -> list[tuple[int, Relation]]:
    """Where it happens, as `read_places`; what is confirmed happens where its topic does."""
    trigger, frame, _, arguments = read
    places = read_places(tree, trigger.head, arguments, nominal=trigger.nominal)
    if frame.type == "SAY" and frame.mode == "confirm" and not places:
        return _topic_places(tree, arguments)
    return places


def date_of(tree: Tree, read: Read) -> When | None:
    """When it happens, as `read_date`; of a promise the words tell when it will be kept."""
    trigger, frame, _, arguments = read
    return None if frame.needs & TOLD_NOW else read_date(tree, trigger.head, arguments, nominal=trigger.nominal)


def _stands_alone(tree: Tree, read: Read, recipients: Sequence[Actor], places: Sequence[object]) -> bool:
    """Whether an action is worth telling without its actor: who was taken where, what is going on at a place."""
    trigger, frame, _, arguments = read
    if frame.type == "MOVE":
        return bool(recipients)
    if frame.type == "CONTROL" and not trigger.nominal and places:  # "Bor was captured", "has not fallen"
        return bool(arguments.of("place")) and (
            frame.id == "control.fallen" or _is_passive_change(tree, trigger, frame)
        )
    against = frame.type == "PROTEST" and bool(recipients)  # "protests against the governor"
    return frame.type in PLACED and trigger.nominal and (bool(places) or against)


def _is_passive_change(tree: Tree, trigger: Trigger, frame: Frame) -> bool:
    """Whether a verb tells in the passive that ground changed hands."""
    return frame.mode in ("capture", "lose") and tree.is_passive(trigger.head)


def _fillers(tree: Tree, heads: Sequence[int]) -> tuple[Actor, ...]:
    """Actor records for role fillers: the mention that `language` found, else the noun phrase."""
    found: dict[tuple[int, int], Actor] = {}
    for head in [one for filler in heads for one in taken_together(tree, filler) or [filler]]:
        span = tree.actor_headed.get(head) or tree.actor_at.get(head)
        place = tree.place(head)
        if span is not None:
            span = _said_best(tree, span)
            mention, chain = span.mention, span.chain or None
            actor = Actor(mention=mention, kind=span.kind, chain=chain)
        elif place is not None:
            actor = Actor(mention=place.mention, kind="state")
        else:
            actor = Actor(mention=tree.parse.mention(*tree.phrase(head)))
        assert actor.mention is not None
        found.setdefault((actor.mention.start, actor.mention.end), actor)
    return tuple(found[key] for key in sorted(found))


def _said_best(tree: Tree, span: ActorSpan) -> ActorSpan:
    """The mention of the same chain in the sentence that says most: a noun for a pronoun, a name for a description.

    "Before he was shot": who "he" is; "the prosecutor, Ana Ruiz": the name.
    """
    tokens = tree.tokens
    others = tree.actors_in.get((tokens[span.head].sentence, span.chain), [])
    if span.pronoun:
        before = [other for other in others if other.first < span.first]
        return (before or others[:1] or [span])[-1]
    if span.kind != "person" or tokens[span.head].pos == "PROPN":
        return span
    behind = span.last + 1 if span.last < len(tokens) and tokens[span.last].text == "," else span.last
    for other in others:
        name = tokens[other.head]
        if name.pos == "PROPN" and (other.first == behind or (name.dep == "appos" and name.head == span.head)):
            return other
    return span


def _topic_places(tree: Tree, arguments: Arguments) -> list[tuple[int, Relation]]:
    """Places of the nominal that an admission or confirmation is about ("acknowledged operations in Bor")."""
    for head in arguments.of("content"):
        if tree.tokens[head].pos == "NOUN":
            inner = Arguments(Frame(id="topic", type="PRESENCE"))
            return read_places(tree, head, inner, nominal=True)
    return []
