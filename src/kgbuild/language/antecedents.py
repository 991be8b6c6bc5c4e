"""Which mention a pronoun stands for: the chains so far and a token in, an earlier mention or nothing out."""

from __future__ import annotations

from dataclasses import dataclass, field

from kgbuild.language.parse import ActorSpan, Parse, Token
from kgbuild.language.place_words import SPEAKING
from kgbuild.registry import Registry

HE = frozenset({"he", "him", "his"})

SHE = frozenset({"she", "her", "hers"})

_IT = frozenset({"it", "its"})

_THEY = frozenset({"they", "them", "their", "theirs"})

BODIES = frozenset({"organization", "armed_group", "armed_force", "state", "media"})

DISPUTING = frozenset({"accuse", "admit", "blame", "confirm", "deny", "dismiss", "reject", "report", "warn"})
"""Verbs of speech beside those of saying."""

SUBJECTS = frozenset({"nsubj", "nsubjpass"})


@dataclass(slots=True)
class Chains:
    """The chains so far: for each span its key, for each key what is known of the actor."""

    spans: list[ActorSpan]
    tokens: list[Token]
    registry: Registry
    key_of: list[str] = field(default_factory=list)
    at_head: dict[int, int] = field(default_factory=dict)
    gender: dict[str, str] = field(default_factory=dict)
    quoted: bytearray = field(default_factory=bytearray)

    def plural(self, number: int) -> bool:
        """Whether a mention counts several: a plural head, or words like "police" that take a plural pronoun."""
        span = self.spans[number]
        token = self.tokens[span.head]
        return token.tag in {"NNS", "NNPS"} or token.lower in {"police", "people", "taliban", "troops", "military"}


def find_quoted(parse: Parse) -> bytearray:
    """For each token whether it stands inside quotation marks; a quotation ends with its paragraph."""
    found = bytearray(len(parse.tokens))
    inside, paragraph = False, -1
    for sentence in parse.sentences:
        if sentence.paragraph != paragraph:
            inside, paragraph = False, sentence.paragraph
        for i in range(sentence.first, sentence.last):
            text = parse.tokens[i].text
            if text in {"“", "``"} or (text == '"' and not inside):
                inside = True
            elif text in {"”", '"'}:
                inside = False
            else:
                found[i] = inside
    return found


def fits(chains: Chains, pronoun: str, number: int) -> bool:
    """Whether a mention agrees with a pronoun in number, gender and kind; an unknown gender agrees with both."""
    span, key = chains.spans[number], chains.key_of[number]
    if span.pronoun:
        own = chains.tokens[span.head].lower
        return any(pronoun in group and own in group for group in (HE, SHE, _IT, _THEY))
    if pronoun in HE or pronoun in SHE:
        head = chains.tokens[span.head]
        single = head.tag == "NN" and head.lower not in chains.registry.people.collective  # "a soldier", "the gunman"
        loose = span.kind in {"armed_force", "armed_group", "unknown"} and single
        if span.kind != "person" and not loose and not _is_one_of_them(chains, span):
            return False
        wanted = "m" if pronoun in HE else "f"
        return not chains.plural(number) and chains.gender.get(key, wanted) == wanted
    if pronoun in _IT:
        head = chains.tokens[span.head]
        body = span.kind in BODIES or (span.kind == "group" and head.lower in chains.registry.people.collective)
        return body and head.tag != "NNS"
    if span.kind == "person":
        return False
    return chains.plural(number) or span.kind in {"armed_group", "nationality", "group"}


def _is_one_of_them(chains: Chains, span: ActorSpan) -> bool:
    """Whether a word of origin means one person: "the Palestinian"."""
    before = chains.tokens[span.first - 1].lower if span.first else ""
    one = chains.tokens[span.head].tag in {"JJ", "NN", "NNP"}
    return one and span.kind == "nationality" and before in {"a", "an", "the"}


def find_antecedent(chains: Chains, i: int, number: int) -> int | None:
    """The mention that a pronoun at token `i` stands for: a subject above it, else one in the sentence before.

    An object pronoun never stands for the subject of its own verb, and inside a quotation none stands for the speaker.
    A person of unknown gender is taken only where nobody else of this sentence and the one before agrees.
    """
    tokens = chains.tokens
    token = tokens[i]
    pronoun = token.lower
    if pronoun in _IT and token.dep in {"dobj", "dative", "pobj"} and token.tag == "PRP":
        return None  # "denied it": as often a claim as an actor
    if later_subject(tokens, i) is not None:
        return None
    candidates = _candidates(chains, pronoun, i, number)
    objective = token.dep in {"dobj", "dative", "pobj"} and token.tag == "PRP"
    climbing, inside = token, {i}  # "one of its men": the subject that the pronoun is a part of is not its own
    while climbing.head != climbing.i:
        climbing = tokens[climbing.head]
        if climbing.pos not in {"VERB", "AUX"}:
            if i in inside:
                inside.add(climbing.i)
            continue
        subject = next((j for j in climbing.children if tokens[j].dep in SUBJECTS and j < i and j not in inside), None)
        inside = {climbing.i}
        if subject is None or subject == i:
            continue
        if objective:
            objective = False
            continue
        if tokens[subject].tag in {"WP", "WDT"} and climbing.dep == "relcl":
            subject = climbing.head
        found = chains.at_head.get(subject)
        if found is not None and found < number and chains.key_of[found] in candidates:
            lone = _near(chains, token, candidates) == [found] and _is_lone(tokens, token, subject)
            told = _says(tokens, subject, climbing, token)
            return found if lone or told or _sure(chains, pronoun, found, candidates) else None
        if found is None and (pronoun in _IT or tokens[subject].tag in {"NNP", "NNPS"}):
            return None  # another thing or person, which the pronoun may mean
        if found is not None and pronoun in _THEY:
            return None
    several = _only_several(chains, token, candidates) if pronoun in _THEY else None
    if several is not None:
        return several
    return _from_sentence_before(chains, token, candidates)


def _near(chains: Chains, token: Token, candidates: dict[str, int]) -> list[int]:
    """The candidates of the pronoun's own sentence."""
    return [n for n in candidates.values() if chains.tokens[chains.spans[n].head].sentence == token.sentence]


def _is_lone(tokens: list[Token], token: Token, subject: int) -> bool:
    """Whether a pronoun takes up the subject above it if its sentence has nobody else: "was held after his return".

    Not who is told of by it ("the man whom she married"), nor where it stands in an object ("held his scarf").
    """
    clause = tokens[token.head]
    if token.dep == "poss":
        return clause.dep == "pobj"
    return token.dep in SUBJECTS and not (clause.dep == "relcl" and clause.head == subject)


def _only_several(chains: Chains, token: Token, candidates: dict[str, int]) -> int | None:
    """The only ones of whom there are several in the sentence up to the pronoun; things are "they" too."""
    near = _near(chains, token, candidates)
    if len(near) != 1 or not chains.plural(near[0]) or token.dep not in {*SUBJECTS, "poss"}:
        return None
    span, i = chains.spans[near[0]], token.i - 1
    while i >= 0 and chains.tokens[i].sentence == token.sentence:
        if chains.tokens[i].tag in {"NNS", "NNPS"} and not span.first <= i < span.last:
            return None
        i -= 1
    return near[0]


def later_subject(tokens: list[Token], i: int) -> int | None:
    """The main subject after a possessive that opens its sentence: "Discussing his concern, the minister said"."""
    if tokens[i].tag != "PRP$":
        return None
    child, j = i, tokens[i].head
    while j != child:
        if tokens[j].pos in {"VERB", "AUX"}:
            subjects = [k for k in tokens[j].children if tokens[k].dep in SUBJECTS]
            if subjects:
                return subjects[0] if i < subjects[0] < j and subjects[0] != child else None
        child, j = j, tokens[j].head
    return None


def _candidates(chains: Chains, pronoun: str, i: int, number: int) -> dict[str, int]:
    """The agreeing mentions of the pronoun's sentence and the one before: the nearest of each chain, nearest first."""
    tokens, sentence = chains.tokens, chains.tokens[i].sentence
    found: dict[str, int] = {}
    for other in range(number - 1, -1, -1):
        head = tokens[chains.spans[other].head]
        if sentence - head.sentence > 1:
            break
        if fits(chains, pronoun, other) and not _speaks(chains, i, head) and not _nobody(chains, other):
            found.setdefault(chains.key_of[other], other)
    return found


def _nobody(chains: Chains, number: int) -> bool:
    """Whether a mention picks out nobody ("neither side", "no soldier")."""
    first = chains.spans[number].first
    return first > 0 and chains.tokens[first - 1].lower in {"no", "neither", "any", "every", "each", "either"}


def _speaks(chains: Chains, i: int, head: Token) -> bool:
    """Whether a mention is outside the quotation that the pronoun is in, as its speaker is, or the other way round."""
    quoted = chains.quoted
    if not quoted or quoted[i] == quoted[head.i]:
        return False
    return bool(quoted[head.i]) or head.dep in SUBJECTS or head.dep in {"appos", "conj"}


def _sure(chains: Chains, pronoun: str, found: int, candidates: dict[str, int]) -> bool:
    """Whether gender or the lack of others decides for a subject above the pronoun."""
    if pronoun in HE or pronoun in SHE:
        return chains.key_of[found] in chains.gender or len(candidates) == 1
    return True


def _says(tokens: list[Token], subject: int, verb: Token, token: Token) -> bool:
    """Whether a subject says of himself what the pronoun's clause tells: "the driver said that he"."""
    told = tokens[token.head]
    return tokens[subject].dep == "nsubj" and verb.lemma in SPEAKING and told.dep == "ccomp" and told.head == verb.i


def _tells(chains: Chains, token: Token) -> bool:
    """Whether a word is the subject of a verb of saying, denying or the like."""
    verb = chains.tokens[token.head]
    return token.dep == "nsubj" and verb.pos == "VERB" and verb.lemma in SPEAKING | DISPUTING


def _from_sentence_before(chains: Chains, token: Token, fitting: dict[str, int]) -> int | None:
    """The only fitting mention of this and the sentence before; of several, the only one that is a main subject."""
    pronoun, sentence = token.lower, token.sentence
    subjects: dict[str, int] = {}
    for key, other in fitting.items():
        head = chains.tokens[chains.spans[other].head]
        if head.dep == "conj" and chains.tokens[head.head].dep in SUBJECTS:
            head = chains.tokens[head.head]  # "A soldier and a farmer quarrelled": both are subjects
        verb = chains.tokens[head.head]
        if head.dep in SUBJECTS and head.sentence == sentence - 1 and verb.dep == "ROOT":
            subjects.setdefault(key, other)
    if pronoun in _IT and _tells(chains, token) and len(subjects) == 1:  # only a body says anything
        (said,) = subjects.values()
        if _tells(chains, chains.tokens[chains.spans[said].head]):
            return said
    if pronoun in _IT:  # things are "it" too: only a subject is near enough
        return next(iter(subjects.values())) if len(subjects) == 1 and len(fitting) == 1 else None
    if pronoun in _THEY:  # so are things, and several things: only a plural subject is sure enough
        subjects = {key: other for key, other in subjects.items() if chains.plural(other)}
        return next(iter(subjects.values())) if len(subjects) == 1 and len(fitting) == 1 else None
    if len(fitting) == 1:
        return next(iter(fitting.values()))
    if token.dep not in {*SUBJECTS, "poss"}:
        return None
    only = next(iter(subjects.values())) if len(subjects) == 1 else None
    return only if only is not None and chains.key_of[only] in chains.gender else None
