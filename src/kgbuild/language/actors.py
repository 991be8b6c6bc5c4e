"""Mentions of actors, joined into chains: a parse in, `ActorSpan` records out.

Units (known names, nouns for people, names that the parser guesses, words of origin, pronouns) are found left to right;
then, right to left, each unit that heads a noun phrase takes the modifiers before it. Spans never overlap.
"""

from __future__ import annotations

from dataclasses import replace

from kgbuild.language.actor_extent import extend_left
from kgbuild.language.actor_units import LOCATIVE, PRONOUNS, Unit, find_units, top_of
from kgbuild.language.coreference import link_chains
from kgbuild.language.fragments import find_fragment
from kgbuild.language.parse import ActorSpan, Parse, Token
from kgbuild.language.weak_names import drop_weak_links
from kgbuild.model import ActorKind
from kgbuild.registry import Registry
from kgbuild.registry.entries import word_set
from kgbuild.registry.phrases import read_phrase

_BEFORE_NOUN = frozenset({"compound", "amod", "nmod", "nummod"})
_ACTING = frozenset({"by", "against", "with", "between"})
_VISITED = word_set("border leave enter reach cross visit flee exit tour surround quit hit strike rock shake sweep")
_IDLE = word_set("be lie fall remain see have stand sit become experience suffer face need")
_LOCAL = word_set(
    "region oblast province governorate city town village border capital coast district state county area territory "
    "east west north south southeast southwest northeast northwest port island airport embassy"
)
LEAVING = word_set(
    "withdraw withdrawal pull pullout remove removal evacuate evacuation retreat expel expulsion return recall free "
    "rescue deport drive oust bring liberate"
)
_FIRMS = frozenset({"general", "major", "captain", "prince", "queen", "king", "lord"})  # "General Motors"
_STATES_TOO = frozenset({"neighbor", "neighbour"})
_COLLECTIVE = frozenset({"counter", "proper", "body"})
_CREWS = frozenset({"its", "their", "our"})


def find_actors(parse: Parse, registry: Registry) -> tuple[ActorSpan, ...]:
    """The actor mentions of an article, in text order; needs `parse.places`."""
    tokens = parse.tokens
    places = _places_at(parse)
    units = find_units(parse, registry, places)
    taken = bytearray(len(tokens))
    spans: list[ActorSpan] = []
    for unit in reversed(units):
        if any(taken[unit.first : unit.last]):
            continue
        if not _stands_alone(unit, parse, registry, taken, places):
            continue
        first = unit.first if unit.what in {"pronoun", "force"} else extend_left(unit, tokens, taken, registry, places)
        last = unit.last
        span = _span(parse, registry, unit, first, last)
        craft = _craft_of(unit, parse, registry)
        if craft is not None and not any(taken[last : craft + 1]):
            span = _with_craft(parse, span, craft)
        for i in range(first, span.last):
            taken[i] = 1
        spans.append(span)
    spans.reverse()
    if not spans and (fragment := find_fragment(parse, registry)):
        spans.append(fragment)
    return link_chains(parse, tuple(drop_weak_links(parse, spans, registry)), registry)


def words_of(parse: Parse, first: int, last: int) -> list[str]:
    """The words of a span with an "of", "in" or "from" phrase right after it, which may say whose it is."""
    tokens = parse.tokens
    words = [token.text for token in tokens[first:last]]
    if last + 1 < len(tokens) and tokens[last].lower in {"of", "in", "from", "at", "for"}:
        if tokens[last].lower == "from" and any(tokens[i].lemma in LEAVING for i in parse.ancestors(last - 1)):
            return words  # "withdrew troops from Mali": where they leave, not whose they are
        sentence = tokens[last].sentence
        for token in tokens[last : last + 8]:
            if token.sentence != sentence or token.pos in {"VERB", "AUX", "PUNCT", "SCONJ"}:
                break
            words.append(token.text)
    return words


def _places_at(parse: Parse) -> list[int]:
    """For each token the position in `parse.places`, plus one, of the place that covers it; 0 for none."""
    found = [0] * len(parse.tokens)
    for number, place in enumerate(parse.places, 1):
        for i in range(place.first, place.last):
            found[i] = number
    return found


def _stands_alone(unit: Unit, parse: Parse, registry: Registry, taken: bytearray, places: list[int]) -> bool:
    """Whether a unit is a mention by itself: the head of a phrase, or an actor's name before a weapon."""
    tokens = parse.tokens
    token = tokens[unit.head]
    if unit.what == "pronoun":
        return True
    follower = _following_noun(unit, token, tokens)
    if follower is not None and taken[follower] and unit.what in {"noun", "organization", "origin"}:
        # "Syrian and Russian forces": the first of two words of origin stands for forces of its own
        return unit.what == "origin" and _coordinated_origin(unit, tokens)
    armed = follower is not None and (
        tokens[follower].lemma in registry.people.weapons or tokens[follower].lower in registry.people.weapons
    )
    if unit.what in {"state", "capital"}:
        if armed and token.dep in _BEFORE_NOUN:
            unit.what = "force"
            return True
        return _state_acts(unit, token, parse, places)
    if unit.what == "origin":
        if armed:
            unit.what = "force"
            return True
        return follower is None and _people_word(unit, tokens)
    if unit.what == "noun":
        assert unit.noun is not None
        if follower is not None:
            return armed and unit.noun.kind in {"armed_force", "armed_group", "organization"}
        if token.dep == "pobj" and tokens[token.head].lower in LOCATIVE and token.lemma in registry.people.facilities:
            return False
        return not any(places[unit.first : unit.last]) or unit.noun.role in {"force", "branch"}
    return not (unit.what == "person" and follower is not None and not armed)


def _following_noun(unit: Unit, token: Token, tokens: list[Token]) -> int | None:
    """The noun that a unit modifies from the left, if it does ("police station", "Israeli air strikes")."""
    if token.dep not in _BEFORE_NOUN or token.head < unit.last or token.head - unit.last > 4:
        return None
    head = tokens[token.head]
    return head.i if head.pos in {"NOUN", "PROPN", "ADJ"} else None


def _craft_of(unit: Unit, parse: Parse, registry: Registry) -> int | None:
    """The jets, tanks or ships that a unit's words say whose they are: "Turkish jets", "its tanks"."""
    tokens = parse.tokens
    token = tokens[unit.head]
    if unit.what == "pronoun":
        j = token.head if token.dep == "poss" and token.lower in _CREWS else -1
    else:
        j = _following_noun(unit, token, tokens) or -1
    if j < unit.last or tokens[j].dep in _BEFORE_NOUN or tokens[j].lower not in registry.people.crewed:
        return None
    return j if all(tokens[k].head == j or tokens[k].dep in _BEFORE_NOUN for k in range(unit.last, j)) else None


def _with_craft(parse: Parse, span: ActorSpan, craft: int) -> ActorSpan:
    """The span with its craft as head; who has the craft stays what it denotes."""
    kind = "armed_force" if span.pronoun else span.kind
    mention = parse.mention(span.first, craft + 1)
    return replace(span, last=craft + 1, head=craft, mention=mention, kind=kind, pronoun=False)


def _coordinated_origin(unit: Unit, tokens: list[Token]) -> bool:
    return unit.last < len(tokens) and tokens[unit.last].lower in {"and", "or", ","}


def _people_word(unit: Unit, tokens: list[Token]) -> bool:
    """Whether a word of origin stands for people here: "Russians", "the French", not "spoke French"."""
    token = tokens[unit.head]
    if token.tag in {"NNS", "NNPS"}:
        return True
    if token.dep not in {"nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos", "ROOT", "poss"}:
        return False
    before = tokens[unit.first - 1] if unit.first else None
    return before is not None and before.sentence == token.sentence and (
        before.tag in {"DT", "CD", "JJ"} or before.lower in {"an", "a"}
    )  # fmt: skip


def _state_acts(unit: Unit, token: Token, parse: Parse, places: list[int]) -> bool:
    """Whether a country's name (or a capital's) stands for its government here."""
    tokens = parse.tokens
    place = parse.places[places[unit.head] - 1] if places[unit.head] else None
    if place is not None and place.usage == "metonym":
        return True
    head = tokens[token.head]
    if unit.what == "capital":
        if unit.last - unit.first == len(tokens):
            return True  # a list of names, not a text
        return not parse.places and token.dep == "nsubj" and head.pos == "VERB" and head.lemma not in _IDLE
    dep = token.dep
    seen = token
    while dep in {"conj", "appos"} and seen.head != seen.i:
        seen = tokens[seen.head]
        dep = seen.dep
    head = tokens[seen.head]
    if dep in {"nsubj", "nsubjpass", "agent", "dative"}:
        return True
    if dep == "dobj":
        return head.lemma not in _VISITED
    if dep == "pobj":
        return head.lower in _ACTING or (head.lower == "to" and tokens[head.head].lower == "according")
    if dep == "poss":
        return head.pos == "NOUN" and head.lemma not in _LOCAL and not places[head.i]
    return dep == "ROOT"


def _foreign(parse: Parse, unit: Unit, first: int, registry: Registry) -> bool:
    """Whether a word of origin before a name makes it another body of that name ("the Norwegian Labour Party")."""
    if first == unit.first or unit.entries[0].kind != "organization":
        return False
    words = [token.text for token in parse.tokens[first : unit.last]]
    return not read_phrase(words, registry).entries and any(
        registry.demonym(words, i)[0] for i in range(unit.first - first)
    )


def _span(parse: Parse, registry: Registry, unit: Unit, first: int, last: int) -> ActorSpan:
    """The span of a unit with its kind, and its entry where the words name exactly one."""
    mention = parse.mention(first, last)
    tokens = parse.tokens
    if unit.what == "pronoun":
        return ActorSpan(first, last, unit.head, mention, PRONOUNS[tokens[first].lower], pronoun=True)
    head = unit.head
    if not (tokens[head].head < first or tokens[head].head >= last or tokens[head].head == head):
        head = top_of(tokens, first, last)
    if unit.what == "force" or (unit.what == "origin" and tokens[head].dep in _BEFORE_NOUN):
        force = registry.force_of_demonym(mention.text)
        kind: ActorKind = "armed_force" if force else "nationality"
        return ActorSpan(first, last, head, mention, kind, force.id if force else None)
    if unit.what in {"state", "capital"}:
        only = unit.entries[0] if len(unit.entries) == 1 else None
        return ActorSpan(first, last, head, mention, "state", only.id if only else None)
    if unit.what == "name" and len(unit.entries) == 1 and not _foreign(parse, unit, first, registry):
        return ActorSpan(first, last, head, mention, unit.entries[0].kind, unit.entries[0].id)
    phrase = read_phrase(words_of(parse, first, last), registry)
    kind = phrase.kind
    titled = phrase.rule == "title" and phrase.kind == "person" and tokens[first].lower not in _FIRMS
    if unit.what == "person" or (unit.what == "organization" and titled):
        kind = "person"  # "Bishop Ncube" is nobody's organisation, whatever the parser takes the name for
    elif unit.what == "organization" and kind in {"unknown", "person", "nationality", "group"}:
        kind = unit.noun.kind if unit.noun and unit.noun.kind not in {"person", "group"} else "organization"
    elif unit.what == "origin":
        kind = "nationality"
    elif tokens[first].lower == "its" and tokens[head].lemma in _STATES_TOO:
        kind = "state"  # who has "its" is no person, nor are its neighbours
    elif kind in {"person", "group"} and unit.noun is not None and unit.noun.role not in _COLLECTIVE:
        words = " ".join(token.lower for token in tokens[head : unit.last])
        several = tokens[head].tag in {"NNS", "NNPS"} or words in registry.people.collective
        kind = "group" if several else "person"
    return ActorSpan(first, last, head, mention, kind, phrase.entries[0].id if len(phrase.entries) == 1 else None)
