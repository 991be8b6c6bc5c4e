"""Which mention a pronoun stands for: the chains so far and a token in, an earlier mention or nothing out."""

from __future__ import annotations

from dataclasses import dataclass, field

from kgbuild.language.parse import ActorSpan, Token
from kgbuild.registry import Registry

HE = frozenset({"he", "him", "his"})

SHE = frozenset({"she", "her", "hers"})

_IT = frozenset({"it", "its"})

_THEY = frozenset({"they", "them", "their", "theirs"})

BODIES = frozenset({"organization", "armed_group", "armed_force", "state", "media"})

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

    def plural(self, number: int) -> bool:
        """Whether a mention counts several: a plural head, or words like "police" that take a plural pronoun."""
        span = self.spans[number]
        token = self.tokens[span.head]
        return token.tag in {"NNS", "NNPS"} or token.lower in {"police", "people", "taliban", "troops", "military"}


def fits(chains: Chains, pronoun: str, number: int) -> bool:
    """Whether a mention agrees with a pronoun in number, gender and kind."""
    span, key = chains.spans[number], chains.key_of[number]
    if span.pronoun:
        own = chains.tokens[span.head].lower
        return any(pronoun in group and own in group for group in (HE, SHE, _IT, _THEY))
    if pronoun in HE or pronoun in SHE:
        head = chains.tokens[span.head]
        single = head.tag == "NN" and head.lower not in chains.registry.people.collective  # "a soldier", "the gunman"
        if span.kind != "person" and not (span.kind in {"armed_force", "armed_group", "unknown"} and single):
            return False
        wanted = "m" if pronoun in HE else "f"
        return not chains.plural(number) and chains.gender.get(key, wanted) == wanted
    if pronoun in _IT:
        head = chains.tokens[span.head]
        body = span.kind in BODIES or (span.kind == "group" and head.lower in chains.registry.people.collective)
        return body and head.tag != "NNS"
    return chains.plural(number) or span.kind in {"armed_group", "nationality", "group"}


def find_antecedent(chains: Chains, i: int, number: int) -> int | None:
    """The mention that a pronoun at token `i` stands for: a subject above it, else one in the sentence before.

    An object pronoun never stands for the subject of its own verb.
    """
    tokens = chains.tokens
    token = tokens[i]
    pronoun, sentence = token.lower, token.sentence
    objective = token.dep in {"dobj", "dative", "pobj"} and token.tag == "PRP"
    climbing, child = token, token
    while climbing.head != climbing.i:
        climbing = tokens[climbing.head]
        if climbing.pos not in {"VERB", "AUX"}:
            continue
        subject = next((j for j in climbing.children if tokens[j].dep in SUBJECTS and j < i and j != child.i), None)
        child = climbing
        if subject is None or subject == i:
            continue
        if objective:
            objective = False
            continue
        found = chains.at_head.get(subject)
        if found is not None and found < number and fits(chains, pronoun, found):
            return found
        if pronoun in _IT and tokens[subject].tag in {"NN", "NNP"}:
            return None  # another thing, which "it" may mean
    if pronoun in _IT and token.dep in {"dobj", "dative", "pobj"} and token.tag == "PRP":
        return None  # "denied it": as often a claim as an actor
    return _from_sentence_before(chains, pronoun, sentence, number)


def _from_sentence_before(chains: Chains, pronoun: str, sentence: int, number: int) -> int | None:
    """The only fitting mention of this and the sentence before; of several, the only one that is a main subject."""
    fitting: dict[str, int] = {}
    subjects: dict[str, int] = {}
    for other in range(number - 1, -1, -1):
        head = chains.tokens[chains.spans[other].head]
        if sentence - head.sentence > 1:
            break
        if not fits(chains, pronoun, other):
            continue
        fitting.setdefault(chains.key_of[other], other)
        if head.dep == "conj" and chains.tokens[head.head].dep in SUBJECTS:
            head = chains.tokens[head.head]  # "A soldier and a farmer quarrelled": both are subjects
        verb = chains.tokens[head.head]
        if head.dep in SUBJECTS and head.sentence == sentence - 1 and verb.dep == "ROOT":
            subjects.setdefault(chains.key_of[other], other)
    if pronoun in _IT:  # things are "it" too: only a subject is near enough
        return next(iter(subjects.values())) if len(subjects) == 1 and len(fitting) == 1 else None
    if pronoun in _THEY:  # so are things, and several things: only a plural subject is sure enough
        subjects = {key: other for key, other in subjects.items() if chains.plural(other)}
    elif len(fitting) == 1:
        return next(iter(fitting.values()))
    return next(iter(subjects.values())) if len(subjects) == 1 else None
