"""Headlines: a headline's tokens in, the sentence it stands for out, and that sentence's reading put in its place.

Headlines leave out articles and auxiliaries and tell what happened in the present tense, so a parser takes their verbs
for nouns ("Bomber targets mosque"), their passives for actives ("Journalist abducted in Tripoli") and a plan for a fact
("UN to withdraw peacekeepers"). Said as a plain sentence they come out right, and every word keeps its offsets.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from kgbuild.language.parse import Parse, Sentence, Token
from kgbuild.language.quotations import set_children
from kgbuild.lexicon import Lexicon

LONGEST = 25
"""Words that a headline has at most."""
ENDINGS = frozenset((".", "!", "?", ":", "..."))
FINITE = frozenset(("VBZ", "VBP", "VBD", "MD"))
SUBJECTS = frozenset(("nsubj", "nsubjpass"))
SAYING = frozenset(("say", "report", "claim"))
PLURALS = frozenset(("police", "people", "men", "women", "children", "taliban", "militia", "both", "many"))
"""Nouns of more than one without an -s; those in -men and numbers come beside them."""
AFTER_PASSIVE = frozenset(("ADP", "ADV", "PUNCT", "CCONJ", "SCONJ", "PART"))
SUFFERING = frozenset(("recipient", "thing", "place"))
"""Roles of objects that may be subjects of a passive."""
STATES = frozenset(("missing", "dead"))
CLOSED = frozenset(("ADP", "DET", "PRON", "AUX", "CCONJ", "SCONJ", "PART"))


class Slot(NamedTuple):
    """A word of the plain sentence: its form, the headline's token it stands for, and that token's lemma if new."""

    word: str
    token: int | None
    lemma: str | None = None


@dataclass(slots=True)
class Headline:
    """A sentence [first, last) that is a headline, and how to say it as a plain sentence."""

    first: int
    last: int
    slots: list[Slot] = field(default_factory=list)

    @property
    def words(self) -> list[str]:
        """The plain sentence, or sentences."""
        words = [slot.word for slot in self.slots]
        begun = [word[0].upper() + word[1:] if i and words[i - 1] == "." else word for i, word in enumerate(words)]
        return [*begun, "."]

    def is_same_words(self, parse: Parse) -> bool:
        """Whether the plain sentence has the headline's words, whatever their capitals."""
        return [slot.word.lower() for slot in self.slots] == [one.lower for one in parse.tokens[self.first : self.last]]


def titled_headlines(parse: Parse) -> Iterator[Headline]:
    """The headlines that write most words with a capital, to be said with those that the text writes so itself."""
    for sentence in _headlines(parse):
        tokens = parse.tokens[sentence.first : sentence.last]
        lowered = _lowered(parse, tokens)
        if lowered:
            words = [Slot(token.lower if token.i in lowered else token.text, token.i) for token in tokens]
            yield Headline(sentence.first, sentence.last, words)


def bare_headlines(parse: Parse, lexicon: Lexicon) -> Iterator[Headline]:
    """The headlines that leave out words or tell in the present what a parser cannot read, in text order."""
    for sentence in _headlines(parse):
        tokens = parse.tokens[sentence.first : sentence.last]
        headline = Headline(sentence.first, sentence.last, list(_plain(parse, tokens, lexicon)))
        if not headline.is_same_words(parse):
            yield headline


def _headlines(parse: Parse) -> Iterator[Sentence]:
    for number, sentence in enumerate(parse.sentences):
        neighbours = parse.sentences[max(number - 1, 0) : number] + parse.sentences[number + 1 : number + 2]
        alone = all(other.paragraph != sentence.paragraph for other in neighbours)
        if alone and _looks_like_one(parse.tokens[sentence.first : sentence.last]):
            yield sentence


def _looks_like_one(tokens: Sequence[Token]) -> bool:
    words = sum(token.pos != "PUNCT" for token in tokens)
    return 3 <= words <= LONGEST and tokens[-1].text not in ENDINGS and not any(token.text == '"' for token in tokens)


def _plain(parse: Parse, tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[Slot]:
    """The words of the plain sentences, in order: one for each part between semicolons or colons."""
    lowered = _lowered(parse, tokens)
    for between, part in itertools.groupby(tokens, key=lambda token: token.text in (";", ":")):
        if between:
            yield from (Slot("." if token.text == ";" else ":", token.i) for token in part)
        else:
            yield from _plain_part(parse, list(part), lexicon, lowered)


def _plain_part(parse: Parse, tokens: Sequence[Token], lexicon: Lexicon, lowered: frozenset[int]) -> Iterator[Slot]:
    told = _has_verb(tokens)
    verb = None if told else _hidden_verb(tokens, lexicon)
    joined = _joined_subject(tokens, verb)
    for token in tokens:
        if token is verb:
            yield Slot(_past(tokens, token), token.i, _verb_lemma(token, lexicon))
        elif token.i == joined:
            yield Slot("and", token.i)
        elif _is_plan(parse, token):
            yield Slot("will", token.i, "will")
        else:
            if verb is None and (_is_bare_passive(parse, tokens, token, lexicon) or _is_state(tokens, token, told)):
                yield Slot("were", None)
            elif _is_bare_speaker(parse, tokens, token):
                yield Slot("the", None)
            yield Slot(token.lower if token.i in lowered else token.text, token.i)


def _lowered(parse: Parse, tokens: Sequence[Token]) -> frozenset[int]:
    """Words that only a headline's style writes with a capital: those that the rest of the text writes without."""
    long = [token for token in tokens[1:] if len(token.text) > 3 and token.text.isalpha()]
    if len(long) < 3 or sum(token.text.istitle() for token in long) < 0.8 * len(long):
        return frozenset()
    inside = range(tokens[0].i, tokens[-1].i + 1)
    wanted = {token.lower for token in tokens}
    seen = {token.text for token in parse.tokens if token.i not in inside and token.text in wanted}
    return frozenset(token.i for token in tokens[1:] if token.lower in seen or token.pos in CLOSED)


def _has_verb(tokens: Sequence[Token]) -> bool:
    """Whether the parser found what a part says: a verb with its subject before it, or a participle of the top noun."""
    inside = {token.i: token for token in tokens}
    for token in tokens:
        if token.pos in ("VERB", "AUX") and any(
            i in inside and i < token.i and inside[i].dep in SUBJECTS for i in token.children
        ):
            return True
    roots = [token.i for token in tokens if token.head not in inside or token.head == token.i]
    return any(token.tag == "VBN" and token.dep in ("acl", "relcl") and token.head in roots for token in tokens)


def _is_state(tokens: Sequence[Token], token: Token, told: bool) -> bool:
    """Whether a part ends in what somebody is: "two officers missing"."""
    return token is tokens[-1] and len(tokens) > 1 and token.lower in STATES and (not told or token.tag == "VBG")


def _hidden_verb(tokens: Sequence[Token], lexicon: Lexicon) -> Token | None:
    """The first noun that can only be the verb: one that agrees with the noun before it and has something after it."""
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        lemma = _verb_lemma(token, lexicon)
        if lemma is None or before.pos not in ("NOUN", "PROPN", "NUM") or after.text in (",", ";"):
            continue
        plural = _is_plural(before) or _comma_of_names(tokens, token) is not None
        ends = token.lower != lemma
        if ends == plural:
            continue
        ambiguous = lemma in lexicon.event_nouns or token.lower in lexicon.event_nouns
        if ends and ambiguous and (after.tag == "NN" or before.pos != "PROPN"):
            continue  # "peace talks deadline"; a noun before another stands in the singular: "Militants ambush convoy"
        return token
    return None


def _verb_lemma(token: Token, lexicon: Lexicon) -> str | None:
    """The verb of the lexicon whose present a word can be."""
    if token.pos not in ("NOUN", "PROPN", "ADJ", "VERB"):
        return None
    word = token.lower
    forms = [word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ies") + "y"]
    return next((form for form in forms if form in lexicon.verbs), None)


def _is_plural(token: Token) -> bool:
    if token.pos == "NUM" or token.lower in PLURALS or token.lower.endswith("men"):
        return True
    return token.tag in ("NNS", "NNPS") or (token.tag == "NNP" and token.lower.endswith("s") and len(token.text) > 4)


def _past(tokens: Sequence[Token], verb: Token) -> str:
    """A past form that no parser takes for a noun: with what follows as its object, or without."""
    after = next((token for token in tokens if token.i == verb.i + 1), None)
    return "took" if after is not None and after.pos in ("NOUN", "PROPN", "NUM", "DET", "ADJ", "PRON") else "went"


def _joined_subject(tokens: Sequence[Token], verb: Token | None) -> int | None:
    """The comma that stands for "and" between two names at the beginning: "Turkey, Syria hold talks"."""
    top = verb or next((token for token in tokens if token.tag in FINITE or token.tag == "VB"), None)
    return None if top is None else _comma_of_names(tokens, top)


def _comma_of_names(tokens: Sequence[Token], verb: Token) -> int | None:
    """The comma between two names that are all there is before a verb."""
    before = [token for token in tokens if token.i < verb.i]
    commas = [token.i for token in before if token.text == ","]
    if len(commas) != 1 or len(before) > 7 or commas[0] in (before[0].i, before[-1].i):
        return None
    return commas[0] if all(token.text[0].isupper() for token in before if token.i != commas[0]) else None


def _is_plan(parse: Parse, token: Token) -> bool:
    """Whether a "to" says what is planned: "UN to withdraw peacekeepers"."""
    head = parse.tokens[token.head]
    if token.tag != "TO" or head.tag != "VB" or token.i == 0:
        return False
    if any(parse.tokens[i].dep in SUBJECTS and i < token.i for i in head.children):
        return head.head == head.i
    return parse.tokens[token.i - 1].pos == "PROPN" and head.dep in ("acl", "relcl")


def _is_bare_passive(parse: Parse, tokens: Sequence[Token], token: Token, lexicon: Lexicon) -> bool:
    """Whether a participle lacks its "were": "Journalist abducted in Tripoli", "13 killed in airstrike"."""
    if token.tag not in ("VBN", "VBD") or token.i == tokens[0].i or not _takes_object(token.lemma, lexicon):
        return False
    after = parse.tokens[token.i + 1].pos if token is not tokens[-1] else "PUNCT"
    if parse.tokens[token.i - 1].pos not in ("NOUN", "PROPN", "NUM") or after not in AFTER_PASSIVE:
        return False
    if any(parse.tokens[i].dep in ("dobj", "aux", "auxpass") for i in token.children):
        return False
    if token.dep not in ("acl", "relcl"):
        return token.dep in ("ROOT", "conj", "ccomp", "parataxis")
    head = parse.tokens[token.head]
    above = parse.tokens[head.head]
    return head.head == head.i or (head.dep in SUBJECTS and above.lemma in SAYING and above is tokens[-1])


def _takes_object(lemma: str, lexicon: Lexicon) -> bool:
    """Whether a verb of the lexicon is always done to somebody: no caption's "protesters marched in Cairo"."""
    frames = [phrase.frame for phrase in lexicon.verbs.get(lemma, ()) if not phrase.rest]
    return bool(frames) and all(frame.roles.get("object") in SUFFERING for frame in frames)


def _is_bare_speaker(parse: Parse, tokens: Sequence[Token], token: Token) -> bool:
    """Whether a speaker at the end lacks its article: "Two hostages freed, army says"."""
    if token.i == tokens[0].i or parse.tokens[token.i - 1].text != "," or token.pos != "NOUN":
        return False
    last = tokens[-1]
    return last.lemma in SAYING and 1 <= last.i - token.i <= 3


def graft_headline(parse: Parse, headline: Headline, own: Sequence[Token]) -> None:
    """Put the plain sentence's reading in the headline's place, unless other words than its own show no clause in it.

    `own` are the tokens of `headline.words`, heads counted from 0.
    """
    own = _without_copulas(own, [number for number, slot in enumerate(headline.slots) if slot.token is None])
    place = {number: slot.token for number, slot in enumerate(headline.slots) if slot.token is not None}
    roots = [token.i for token in own if token.head == token.i and token.i in place]
    gained = _clauses(own) - _clauses(parse.tokens[headline.first : headline.last])
    if not roots or not (gained > 0 or _is_clause(own, roots[0]) or headline.is_same_words(parse)):
        return
    top = place[roots[0]]
    for number, i in place.items():
        token, lemma = own[number], headline.slots[number].lemma
        later = number in roots[1:]
        parse.tokens[i] = replace(
            parse.tokens[i],
            lemma=lemma or token.lemma,
            pos=token.pos,
            tag=token.tag,
            dep="parataxis" if later else token.dep,
            head=top if later else i if number == roots[0] else _head(own, number, place, top),
        )
    set_children(parse, range(headline.first, headline.last))


def _without_copulas(own: Sequence[Token], added: Sequence[int]) -> Sequence[Token]:
    """The reading with what stands beside an added "were" in its place: "two officers were missing"."""
    for number in added:
        beside = next((token for token in own if token.head == number and token.dep in ("acomp", "attr")), None)
        if beside is not None:
            above = own[number].head if own[number].head != number else beside.i
            heads = {token.i: beside.i if token.head == number else token.head for token in own} | {beside.i: above}
            own = [replace(token, head=heads[token.i]) for token in own]
            own[beside.i] = replace(own[beside.i], dep=own[number].dep)
    return own


def _clauses(tokens: Sequence[Token]) -> int:
    """How many verbs stand with their subjects."""
    return len({token.head for token in tokens if token.dep in SUBJECTS})


def _is_clause(own: Sequence[Token], root: int) -> bool:
    return own[root].pos in ("VERB", "AUX") and any(token.head == root and token.dep in SUBJECTS for token in own)


def _head(own: Sequence[Token], number: int, place: dict[int, int], top: int) -> int:
    """The headline's token above a word: past the words that were added."""
    above = own[number].head
    while above not in place:
        if own[above].head == above:
            return top
        above = own[above].head
    return place[above]
