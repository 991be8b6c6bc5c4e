"""Where actor phrases may have their heads: a parse in, units out (names, states, people nouns, guesses, pronouns)."""

from __future__ import annotations

from dataclasses import dataclass

from kgbuild.language.parse import Parse, Token
from kgbuild.language.place_persons import KIN
from kgbuild.model import ActorKind
from kgbuild.registry import Entry, PersonNoun, Registry
from kgbuild.registry.entries import word_set
from kgbuild.registry.pieces import longest_noun

PRONOUNS: dict[str, ActorKind] = {
    **dict.fromkeys(("he", "him", "his", "she", "her", "hers", "i", "me", "my"), "person"),
    **dict.fromkeys(("they", "them", "their", "theirs", "it", "its", "we", "us", "our", "ours"), "unknown"),
}

LOCATIVE = word_set(
    "in near at from to toward towards into around outside across over through inside along off via above"
)

_STANCES = frozenset({"opposition", "resistance"})  # "in opposition to the plan" is nobody

_MACHINES = word_set("mobile wireless electric electrical digital social electronic cellular neural")

_SUBSTANCES = word_set("nerve chemical biological toxic warfare choking blister bleaching cleaning oxidizing")

_DASHES = frozenset({"-", "–", "—", "--"})

_WEATHER = word_set("be seem appear become rain snow take remain happen turn")

# "It is willing to": such things are said of somebody only
_MINDED = word_set(
    "willing unwilling ready prepared determined able unable eager reluctant committed confident aware unaware opposed "
    "responsible concerned satisfied hopeful optimistic convinced keen anxious alarmed angry outraged pleased entitled "
    "open guilty loyal bound disappointed worried adamant hesitant capable incapable"
)

_OF_NAMED = frozenset({"ministries", "government", "legislature", "judiciary", "counters", "force", "branch", "police"})


@dataclass(slots=True)
class Unit:
    """A stretch that can head an actor phrase: name, state, noun, person, organization, origin or pronoun."""

    what: str
    first: int
    last: int
    head: int
    noun: PersonNoun | None = None
    entries: tuple[Entry, ...] = ()


@dataclass(slots=True, frozen=True)
class _Text:
    """What the search for units looks at."""

    tokens: list[Token]
    words: list[str]
    registry: Registry
    parse: Parse
    places: list[int]
    persons: frozenset[str]


def find_units(parse: Parse, registry: Registry, places: list[int]) -> list[Unit]:
    """All units, left to right, not overlapping."""
    tokens = parse.tokens
    words = [token.text for token in tokens]
    dated = bytearray(len(tokens))
    for time in parse.times:
        for i in range(time.first, time.last):
            dated[i] = 1
    units: list[Unit] = []
    text = _Text(tokens, words, registry, parse, places, _persons(tokens))
    i, count = 0, len(tokens)
    while i < count:
        unit = None if dated[i] else _unit_at(i, text)
        if unit is None:
            i += 1
        else:
            units.append(unit)
            i = unit.last
    return units


def _persons(tokens: list[Token]) -> frozenset[str]:
    """Single words that the parser takes for a person more often than for a body, or that have kin in the text."""
    votes: dict[str, int] = {}
    for token in tokens:
        if token.tag == "NNP":
            vote = {"PERSON": 1, "ORG": -1}.get(token.entity, 0)
            if token.dep == "poss" and tokens[token.head].lemma in KIN:
                vote += 100
            votes[token.text] = votes.get(token.text, 0) + vote
    return frozenset(word for word, count in votes.items() if count > 0)


def _unit_at(i: int, text: _Text) -> Unit | None:
    """The unit that starts at a token: the longest of name, noun and word of origin, else what the parser guesses."""
    tokens, words, registry, parse, places = text.tokens, text.words, text.registry, text.parse, text.places
    token = tokens[i]
    lower = token.lower
    if lower in PRONOUNS and token.tag in {"PRP", "PRP$"}:
        return None if _expletive(token, tokens) else Unit("pronoun", i, i + 1, i)
    length, entries = registry.match(words, i)
    if length == 1 and token.tag[:2] not in {"NN", "JJ", "FW"} and not token.entity:
        length = 0
    size, noun = longest_noun(words, i, registry)
    if noun is not None and (
        not _nominal(tokens, i, size)
        or (
            noun.role == "proper"
            and tokens[i + size - 1].tag not in {"NNP", "NNPS"}
            and not _is_of_group(words, i + size, registry)
        )
    ):
        size, noun = 0, None
    capital = token.text[:1].isupper()
    origin = registry.demonym(words, i)[0] if capital else 0
    covered = places[i]
    if length > 1 and lower == "the" and registry.match(words, i + 1)[0] == length - 1:
        return None
    if covered and length and parse.places[covered - 1].last - i > length and parse.places[covered - 1].first <= i:
        length = 0  # "Hamas Street" is a place
    if length and length >= max(size, origin):
        if all(entry.kind == "state" for entry in entries):
            return Unit("state", i, i + length, top_of(tokens, i, i + length), entries=entries)
        return Unit("name", i, i + length, top_of(tokens, i, i + length), entries=entries)
    run = _entity_run(tokens, i, places) if capital and token.entity in {"PERSON", "ORG"} else 0
    if run > max(size, origin) and (guess := _guess(i, run, text)):
        return guess
    if noun is not None and size >= origin:
        last = _of_name(tokens, i + size, noun) if capital else i + size
        return Unit("noun", i, last, top_of(tokens, i, i + size), noun=noun)
    if origin:
        return Unit("origin", i, i + origin, i + origin - 1)
    if capital and covered and parse.places[covered - 1].first == i:
        length, entries = registry.match(words, i, weak=True)
        if length and len(entries) == 1 and entries[0].kind == "state":
            return Unit("capital", i, i + length, top_of(tokens, i, i + length), entries=entries)
    elif capital and not parse.places and token.tag == "NNP":
        length, entries = registry.match(words, i, weak=True)
        if length and all(entry.kind == "state" for entry in entries):
            return Unit("capital", i, i + length, top_of(tokens, i, i + length), entries=entries)
    if capital and token.tag == "NNP" and not covered:
        length, entries = registry.match(words, i, weak=True)
        persons = tuple(entry for entry in entries if entry.kind == "person")
        if persons:
            return Unit("name", i, i + length, top_of(tokens, i, i + length), entries=persons)
        if token.text in text.persons and _alone(tokens, i):
            return Unit("person", i, i + 1, i)
    return None


def _is_of_group(words: list[str], after: int, registry: Registry) -> bool:
    """Whether "of" and a group's name follow: "the military wing of Hamas", but no "wing of the museum"."""
    if words[after : after + 1] != ["of"]:
        return False
    at = after + 1 + (words[after + 1 : after + 2] == ["the"])
    _, entries = registry.match(words, at) if at < len(words) else (0, ())
    return bool(entries) and all(entry.kind == "armed_group" for entry in entries)


def _alone(tokens: list[Token], i: int) -> bool:
    """Whether a capitalised word stands by itself, neither in a longer name nor where a place would."""
    near = [tokens[j] for j in (i - 1, i + 1) if 0 <= j < len(tokens)]
    if any(token.tag in {"NNP", "NNPS"} or token.text in _DASHES for token in near):
        return False
    return tokens[tokens[i].head].lower not in LOCATIVE


def _nominal(tokens: list[Token], first: int, size: int) -> bool:
    """Whether the words of a people noun are used as a noun here ("to general applause", "soldiers head west": no)."""
    if size > 1:
        whole = size == len(tokens)  # "wanted persons", and nothing else
        return whole or tokens[first].pos not in {"VERB", "AUX"} or tokens[first].dep == "amod"
    token = tokens[first]
    if _is_thing(token, tokens):
        return False
    if token.dep == "ROOT" and not token.children and token.tag not in {"VBD", "VBZ"}:
        return True  # a phrase by itself: "Mujahideen"
    return token.pos in {"NOUN", "PROPN"} or token.tag in {"NNS", "NNPS"} or (token.pos == "ADJ" and token.dep in {
        "nsubj", "dobj", "pobj", "nsubjpass",
    })  # fmt: skip


def _is_thing(token: Token, tokens: list[Token]) -> bool:
    """Whether a noun for people is used of a stance, a motion, a surface or a machine here."""
    lower = token.lower
    after = tokens[token.i + 1].lower if token.i + 1 < len(tokens) else ""
    before = tokens[token.i - 1] if token.i else None
    if lower in _STANCES:
        return after == "to"
    if lower in {"movement", "movements"}:
        return after == "of" and token.text.islower()  # "the movement of goods"
    if lower in {"side", "sides"}:
        return after == "of" or tokens[token.head].lower in {"at", "on", "from", "to", "along"}
    if lower in {"agent", "agents"}:
        return before is not None and before.lower in _SUBSTANCES
    if lower in {"network", "networks"}:
        return before is not None and before.tag == "JJ" and before.lower in _MACHINES
    return False


def _guess(i: int, run: int, text: _Text) -> Unit | None:
    """A person or organisation that only the parser's entity recogniser knows, unless the text treats it as a place."""
    tokens, words, registry, places = text.tokens, text.words, text.registry, text.places
    last = i + run
    titled = i > 0 and not places[i - 1] and (tokens[i - 1].lower in registry.people.titles)
    if any(places[i:last]) and not (titled and tokens[i].entity == "PERSON"):
        return None
    head = top_of(tokens, i, last)
    token = tokens[head]
    if run == 1 and token.text.isupper() and _dateline(tokens, i):
        return None
    if token.dep == "pobj" and tokens[token.head].lower in LOCATIVE and run == 1:
        return None
    voted = run == 1 and token.text in text.persons
    if tokens[i].entity == "PERSON" or titled or voted or _beside_person(token, tokens, registry):
        length, entries = registry.match(words, i, weak=True)
        persons = tuple(entry for entry in entries if entry.kind == "person")
        if persons and length in {1, run}:  # "Zelensky Confirms": a headline's verb in capitals
            return Unit("name", i, i + length, top_of(tokens, i, i + length), entries=persons)
        return Unit("person", i, last, head)
    length, entries = registry.match(words, i, weak=True)
    persons = tuple(entry for entry in entries if entry.kind == "person")
    if persons and length == run:
        return Unit("name", i, last, head, entries=persons)
    noun = longest_noun(words, last - 1, registry)[1]
    return Unit("organization", i, last, head, noun=noun)


def _dateline(tokens: list[Token], i: int) -> bool:
    """Whether a word opens a paragraph before a dash, as the town of a dateline does."""
    opens = i == 0 or tokens[i - 1].sentence != tokens[i].sentence
    return opens and i + 1 < len(tokens) and tokens[i + 1].text in {"—", "–", "-", "--", "(", ","}


def _beside_person(token: Token, tokens: list[Token], registry: Registry) -> bool:
    """Whether a name stands in apposition to a person's role ("a spokesman, Ivo Brand")."""
    if token.dep != "appos" or registry.people.noun(token.lower):
        return False
    beside = tokens[token.head]
    noun = registry.people.noun(beside.lower)
    one = beside.tag == "NN" and beside.lower not in registry.people.collective
    return noun is not None and (noun.kind == "person" or (noun.kind == "group" and one))


def _entity_run(tokens: list[Token], i: int, places: list[int]) -> int:
    """How many tokens from `i` on carry the same entity label in one sentence, without a possessive at the end."""
    label, sentence, j = tokens[i].entity, tokens[i].sentence, i
    if tokens[i].pos in {"DET", "PUNCT", "VERB", "ADP"}:
        return 0
    while j < len(tokens) and tokens[j].entity == label and tokens[j].sentence == sentence and tokens[j].tag != "POS":
        if j > i and (tokens[j].text.isdigit() or (tokens[j].text in _DASHES and not joins(tokens, j, places))):
            break
        j += 1
    return j - i


def joins(tokens: list[Token], i: int, places: list[int]) -> bool:
    """Whether a dash joins the parts of one word, rather than a headline and a sentence ("genocide-Jean")."""
    if i == 0 or i + 1 >= len(tokens) or tokens[i].text in {"—", "–"}:
        return False
    if tokens[i - 1].end != tokens[i].start or tokens[i].end != tokens[i + 1].start:
        return False
    before, after = tokens[i - 1].text, tokens[i + 1].text
    if not before[-1].isalnum():
        return before == "."  # "U.S.-led" is one token before; a quotation mark or bracket ends a sentence
    if after[:1].isupper() and before.islower():
        return len(before) <= 5  # "anti-Assad", "al-Nusra", but not "airfield-Kurdish commanders"
    return not (after[:1].isupper() and places[i - 1] and not places[i + 1])


def _of_name(tokens: list[Token], last: int, noun: PersonNoun) -> int:
    """The end of "Ministry of Health": a capitalised body takes the capitalised words after "of" with it."""
    if noun.cls not in _OF_NAMED or last + 1 >= len(tokens) or tokens[last].lower != "of":
        return last
    j = last + 1
    if tokens[j].lower == "the":
        j += 1
    start = j
    while j < len(tokens) and tokens[j].tag in {"NNP", "NNPS"} and tokens[j].sentence == tokens[last].sentence:
        j += 1
    return j if j > start else last


def top_of(tokens: list[Token], first: int, last: int) -> int:
    """The token of a stretch on which the others hang: the last one whose head lies outside."""
    for i in range(last - 1, first - 1, -1):
        if not first <= tokens[i].head < last or tokens[i].head == i:
            return i
    return last - 1


def _expletive(token: Token, tokens: list[Token]) -> bool:
    """Whether "it" refers to nothing ("It is the first time that", "it took two days")."""
    if token.lower != "it":
        return False
    if token.dep == "nsubj" and tokens[token.head].lemma == "be":
        about = [tokens[i] for i in tokens[token.head].children if tokens[i].dep in {"acomp", "attr", "oprd"}]
        if any(word.lower in _MINDED for word in about):
            return False
    return token.dep == "expl" or (token.dep == "nsubj" and tokens[token.head].lemma in _WEATHER)
