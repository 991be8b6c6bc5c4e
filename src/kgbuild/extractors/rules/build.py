"""Statements from what the layers found: a parse in, statements in words out, in text order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.metadata import version

from kgbuild.extractors.rules.arguments import Arguments, read_triggers
from kgbuild.extractors.rules.attributions import Said, find_said
from kgbuild.extractors.rules.circumstances import read_numbers, read_places, read_time
from kgbuild.extractors.rules.standing import Standing, read_standing
from kgbuild.extractors.rules.syntax import VERBAL, Tree
from kgbuild.extractors.rules.triggers import Trigger
from kgbuild.language.parse import Parse
from kgbuild.lexicon import Frame
from kgbuild.model import (
    Action,
    Actor,
    Attribution,
    Claimant,
    FoundBy,
    Mention,
    Place,
    Statement,
    Status,
    When,
    statement_id,
)
from kgbuild.vocabulary import Vocabulary

Read = tuple[Trigger, Frame, tuple[int, ...], Arguments]
"""A trigger with the frame that it means, the words of it and its arguments."""
VERSION = version("kgbuild")
NEEDS_SOMEBODY = frozenset(("PRESENCE", "CONTROL", "MOVE", "MOBILIZE", "SAY", "CONSULT", "PROTEST", "AGREE", "SUPPORT"))
"""Actions of which nothing is left without an actor."""
ASIDE_KINDS, ASIDE_SHARE = 4, 0.08
"""Different words of a topic, and their share of all words of content, that make a report one about it."""
INTENTIONS = {
    "COOPERATE": "031",
    "SUPPORT": "032",
    "AID": "033",
    "CONCEDE": "035",
    "RETREAT": "035",
    "CONSULT": "036",
}
"""CAMEO's codes for the expressed intention to do what a type says (its root 03)."""
PLACED = frozenset(("PROTEST", "MOBILIZE", "CONTROL"))
"""Of these an event noun with its place says something even so ("protests across the West Bank")."""


def build_statements(parse: Parse, vocabulary: Vocabulary) -> Iterator[Statement]:
    """The statements of one article, slots in words only, in text order."""
    tree = Tree(parse, vocabulary)
    if is_aside(tree):
        return
    said = find_said(tree)
    seen: set[str] = set()
    found = list(read_triggers(tree))
    lend_actors(tree, found)
    for read in found:
        statement = _statement(tree, read, said)
        if statement is not None and statement.id not in seen:
            seen.add(statement.id)
            yield statement


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
    actors = _fillers(tree, arguments.of("actor", "party"))
    harmed = [head for head in arguments.of("recipient") if head not in arguments.of("actor")]
    if frame.type == "CASUALTY":  # "the deaths of a Monday explosion": a happening dies no death
        harmed = [head for head in harmed if tree.noun_class(head) not in ("event", "accident", "time")]
    recipients = _fillers(tree, harmed)
    if frame.type == "CASUALTY" and not recipients:
        return None
    standing = read_standing(tree, trigger.head, nominal=trigger.nominal, support=arguments.support)
    if frame.needs & {"will", "will-not"}:  # promise and refusal themselves are neither negated nor to come
        standing = Standing()
    places = read_places(tree, trigger.head, arguments, nominal=trigger.nominal)
    if frame.type == "SAY" and frame.mode == "confirm" and not places:
        places = _topic_places(tree, trigger, arguments)
    if trigger.nominal and frame.spoken and not actors:
        return None
    if frame.type in NEEDS_SOMEBODY and not actors and not (frame.type in PLACED and trigger.nominal and places):
        return None
    if not (actors or recipients or places or arguments.of("content")) or _is_sport(tree, trigger.head):
        return None
    chain, status = _claims(tree, trigger, said, standing)
    time = read_time(tree, trigger.head, arguments, nominal=trigger.nominal)
    locations = tuple(Place(mention=parse.places[number].mention, relation=relation) for number, relation in places)
    date = None if time is None else When(mention=time[0].mention, kind=time[0].kind, basis=time[1])
    numbers = read_numbers(tree, trigger.head, arguments)
    quantities = tuple(span.quantity(kind or "other") for span, kind in numbers)
    mention = parse.mention(min(words), max(words) + 1)
    needed = [mention, *(place.mention for place in locations if place.mention)]
    evidence = _evidence(tree, trigger, arguments, needed, said)
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
            type=frame.type, mode=frame.mode, contexts=frame.contexts, cameo=_cameo(tree, trigger, frame, standing)
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
        extractor=FoundBy("rules", VERSION, frame.id),
        confidence=_confidence(tree, trigger, arguments, words, date),
    )


def _fillers(tree: Tree, heads: Sequence[int]) -> tuple[Actor, ...]:
    """Actor records for role fillers: the mention that `language` found, else the noun phrase."""
    found: dict[tuple[int, int], Actor] = {}
    for head in heads:
        span = tree.actor_headed.get(head) or tree.actor_at.get(head)
        place = tree.place(head)
        if span is not None:
            mention, chain = span.mention, span.chain or None
            actor = Actor(mention=mention, kind=span.kind, chain=chain)
        elif place is not None:
            actor = Actor(mention=place.mention, kind="state")
        else:
            actor = Actor(mention=tree.parse.mention(*tree.phrase(head)))
        assert actor.mention is not None
        found.setdefault((actor.mention.start, actor.mention.end), actor)
    return tuple(found[key] for key in sorted(found))


def _topic_places(tree: Tree, trigger: Trigger, arguments: Arguments) -> list:  # type: ignore[type-arg]
    """Places of the nominal that an admission or confirmation is about ("acknowledged operations in Bor")."""
    for head in arguments.of("content"):
        if tree.tokens[head].pos == "NOUN":
            inner = Arguments(Frame(id="topic", type="PRESENCE"))
            return read_places(tree, head, inner, nominal=True)
    del trigger
    return []


def is_aside(tree: Tree) -> bool:
    """Whether the report is about a game, the markets or the weather: their words are many and of several kinds."""
    lemmas = [token.lemma for token in tree.tokens if token.pos in ("NOUN", "PROPN", "ADJ", "VERB")]
    for kind in ("sport", "market", "weather"):
        found = [lemma for lemma in lemmas if lemma in tree.lexicon.words[kind]]
        if len(set(found)) >= ASIDE_KINDS and len(found) >= ASIDE_SHARE * len(lemmas):
            return True
    return False


def _is_sport(tree: Tree, head: int) -> bool:
    """Whether the sentence is about a game or the stock market, by two of their words."""
    lemmas = tree.sentence_lemmas[tree.tokens[head].sentence]
    words = tree.lexicon.words
    return len(lemmas & words["sport"]) >= 2 or len(lemmas & words["market"]) >= 3


# ---------------------------------------------------------------- who says so


def _claims(
    tree: Tree, trigger: Trigger, said: Sequence[Said], standing: Standing
) -> tuple[tuple[Claimant, ...], Status]:
    """The chain of claimants, outermost first, and the status that the innermost gives."""
    article = tree.parse.article
    chain: list[Claimant] = []
    outermost = article.agency or article.publisher
    if outermost:
        chain.append(Claimant(name=outermost, kind="media"))
    over = [item for item in said if item.asserts and item.covers(trigger.head) and item.verb != trigger.head]
    over.sort(key=lambda item: (-item.size, item.cue))
    status: Status = "asserted"
    for item in over:
        status = "denied" if item.denies else "claimed"
        if item.sources:
            claimant = _claimant(tree, item)
            if all(other.mention != claimant.mention for other in chain):
                chain.append(claimant)
    if status == "denied" and standing.polarity == "negative":
        status = "claimed"
    return tuple(chain), status


def _claimant(tree: Tree, said: Said) -> Claimant:
    """One link: the source's words; joint speakers are one link."""
    mention = source_mention(tree, said)
    span = tree.actor_headed.get(said.sources[0])
    return Claimant(
        name=mention.text,
        kind=span.kind if span is not None else "unknown",
        mention=mention,
        cue=tree.parse.mention(*said.cue),
    )


def source_mention(tree: Tree, said: Said) -> Mention:
    """The words of a source: its noun phrase, or those of all joint speakers."""
    ranges = [_phrase_of(tree, head) for head in said.sources]
    together = min(first for first, _ in ranges), max(last for _, last in ranges)
    if together[1] - together[0] > 25 or (len(ranges) > 1 and together[0] < said.verb < together[1]):
        return tree.parse.mention(*ranges[0])
    return tree.parse.mention(*together)


def _phrase_of(tree: Tree, head: int) -> tuple[int, int]:
    span = tree.actor_headed.get(head)
    if span is not None:
        return span.first, span.last
    return tree.phrase(head)


def attributions_of(parse: Parse, vocabulary: Vocabulary) -> tuple[Attribution, ...]:
    """Who says what in one article, in text order."""
    tree = Tree(parse, vocabulary)
    return tuple(
        Attribution(
            source=parse.mention(*said.phrase) if said.phrase else None,
            cue=parse.mention(*said.cue),
            content=tuple(parse.mention(first, last) for first, last in (_trim(tree, *part) for part in said.content)),
            kind=said.kind,
        )
        for said in find_said(tree)
    )


def _trim(tree: Tree, first: int, last: int) -> tuple[int, int]:
    """A stretch without commas at its ends."""
    while last - first > 1 and tree.tokens[first].text in (",", ":", ";", "-", "--", "—"):
        first += 1
    while last - first > 1 and tree.tokens[last - 1].text in (",", ".", ":", ";", "--", "—"):
        last -= 1
    return first, last


# ---------------------------------------------------------------- evidence and confidence


def _evidence(
    tree: Tree, trigger: Trigger, arguments: Arguments, needed: Sequence[Mention], said: Sequence[Said]
) -> tuple[Mention, ...]:
    """The trigger's own clause or noun phrase, in as few stretches as it has, widened to hold trigger and places."""
    base = arguments.support if arguments.support is not None else trigger.head
    base = _cleft(tree, _finite(tree, base))
    kept = set(_pruned(tree, base, content=arguments.frame.spoken, nominal=trigger.nominal))
    if not trigger.nominal and arguments.frame.type == "SAY" and len(needed) == 1:
        for item in said:
            if item.verb == trigger.head and item.kind != "indirect":
                kept = {i for i in kept if not item.covers(i)}
    runs: list[list[int]] = []
    for i in sorted(kept):
        if runs and all(tree.tokens[k].pos == "PUNCT" for k in range(runs[-1][-1] + 1, i)):
            runs[-1].append(i)
        else:
            runs.append([i])
    stretches = []
    for run in runs:
        first, last = _bare(tree, run[0], run[-1] + 1)
        if any(tree.tokens[i].pos not in ("PUNCT", "CCONJ") for i in range(first, last)):
            stretches.append(tree.parse.mention(first, last))
    inside = [place for place in needed if not any(s.start <= place.start and place.end <= s.end for s in stretches)]
    if inside:
        start = min(item.start for item in (*inside, *stretches))
        end = max(item.end for item in (*inside, *stretches))
        return (tree.parse.article.mention(start, end),)
    return tuple(stretches)


def _finite(tree: Tree, head: int) -> int:
    """The finite verb over an infinitive or gerund: "aimed at forcing", "tried to enter" give its standing."""
    token = tree.tokens[head]
    for _ in range(5):
        above = tree.tokens[token.head]
        if token.dep == "xcomp" and above.pos in VERBAL:
            token = above
        elif (token.dep == "pcomp" and tree.tokens[above.head].pos in VERBAL) or (
            token.dep == "acl" and token.tag == "VB" and tree.tokens[above.head].pos in VERBAL
        ):
            token = tree.tokens[above.head]
        else:
            break
    return token.i


def _cleft(tree: Tree, head: int) -> int:
    """The top of "It is the first time that X has": the words before "that" are part of what is said."""
    token = tree.tokens[head]
    for i in tree.parse.ancestors(head):
        above = tree.tokens[i]
        below = token.dep in ("relcl", "acl", "ccomp", "advcl", "attr")
        if not below and above.pos not in VERBAL:
            return head
        if above.lemma == "be" and any(tree.tokens[j].lower == "it" for j in above.children):
            return i
        token = above
    return head


def _pruned(tree: Tree, head: int, *, content: bool, nominal: bool) -> Iterator[int]:
    """Tokens below a head without clauses of their own standing."""
    yield head
    for j in tree.tokens[head].children:
        token = tree.tokens[j]
        if token.dep == "conj" and (token.pos in VERBAL or (nominal and token.lemma in tree.lexicon.event_nouns)):
            continue
        if token.dep in ("ccomp", "parataxis") and (content or tree.child(j, "nsubj", "nsubjpass") is not None):
            continue
        if token.dep == "appos" and tree.tokens[min(tree.parse.subtree(j)) - 1].text == ",":
            continue
        if token.dep == "advcl" and tree.child(j, "nsubj", "nsubjpass") is not None:
            continue
        if token.dep == "mark" or (token.dep == "punct" and token.text in ('"', ",", ".")):
            continue
        yield from _pruned(tree, j, content=False, nominal=False)


def _bare(tree: Tree, first: int, last: int) -> tuple[int, int]:
    while (
        last - first > 1 and tree.tokens[first].pos in ("PUNCT", "CCONJ") and tree.tokens[first].text not in ("(", "[")
    ):
        first += 1
    while last - first > 1 and (
        tree.tokens[last - 1].text in (",", ".", '"', ":", ";") or tree.tokens[last - 1].dep == "cc"
    ):
        last -= 1
    return first, last


def _cameo(tree: Tree, trigger: Trigger, frame: Frame, standing: Standing) -> str | None:
    """A frame's own CAMEO code; of what somebody will do the code of the intention to do it."""
    will = not trigger.nominal and any(
        tree.tokens[j].dep == "aux" and tree.tokens[j].lower in ("will", "'ll")
        for j in tree.tokens[trigger.head].children
    )
    if will and standing.modality == "planned" and standing.polarity == "positive":
        return INTENTIONS.get(frame.type, frame.cameo)
    return frame.cameo


def _confidence(tree: Tree, trigger: Trigger, arguments: Arguments, words: tuple[int, ...], date: When | None) -> float:
    """A first estimate from what was found; calibrated against gold in a later version."""
    score = 0.45
    score += 0.1 * bool(arguments.of("actor")) + 0.1 * bool(arguments.of("recipient", "place", "goal", "content"))
    score += 0.05 * (len(words) > 1) + 0.05 * (date is not None) - 0.08 * trigger.nominal
    clause = tree.clause[arguments.support if arguments.support is not None else trigger.head]
    token = tree.tokens[clause]
    score += 0.12 if token.dep == "ROOT" else 0.06 if token.dep in ("ccomp", "conj") else 0.0
    return round(min(score, 0.95), 2)
