"""What a verb's clause or its content must say: a trigger with its arguments in, yes or no for each need out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kgbuild.extractors.rules.sides import is_side, own_subjects
from kgbuild.extractors.rules.syntax import VERBAL, Tree
from kgbuild.extractors.rules.triggers import Trigger, meanings
from kgbuild.lexicon import Frame

if TYPE_CHECKING:
    from kgbuild.extractors.rules.roles import Arguments

HOSTILE = frozenset(
    ("ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST", "THREATEN", "REJECT", "ACCUSE", "REQUEST", "CONTROL")
)
FRIENDLY = frozenset(("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"))
THREATENED = frozenset(("ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST", "REJECT", "CONTROL"))
"""What it is a threat to announce; to announce a demand or an accusation is to make it."""
OF_THE_CLAUSE = frozenset(("will", "will-not", "must", "own-will"))
"""Needs that speak of a verb's clause, not of its sense."""
UNMEANT = OF_THE_CLAUSE | {"held"}
"""Needs of senses that an active verb of a plan has not."""
BODIES = frozenset(("state", "organization", "armed_force", "armed_group"))
"""Kinds of actors whose readiness is an offer, whatever it is for."""
WILL = frozenset(("will", "'ll", "would", "wo"))
SELVES = frozenset(("it", "they", "he", "she", "we", "i"))


def _clause(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether a clause follows, or quotation marks stand in the sentence."""
    sentence = tree.parse.sentences[tree.tokens[trigger.head].sentence]
    return any(tree.tokens[head].dep == "ccomp" for head in arguments.of("content")) or any(
        token.text == '"' for token in tree.tokens[sentence.first : sentence.last]
    )


def _complement(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether what is said follows or precedes as a clause of the verb."""
    del trigger
    return any(tree.tokens[head].dep == "ccomp" for head in arguments.of("content"))


def _content(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    del tree, trigger
    return bool(arguments.of("content"))


def _asked_to(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether an infinitive says what somebody is to do ("advised them to leave")."""
    del arguments
    children = [tree.tokens[j] for i in trigger.words for j in tree.tokens[i].children]
    return any(child.tag == "VB" and child.dep in ("xcomp", "ccomp", "advcl") for child in children)


def _told_to(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether the verb itself has an infinitive: "told them to leave", not "told them it wanted to leave"."""
    del arguments
    quoted = tree.quoted_at
    return trigger.nominal or any(
        _is_infinitive(tree, j) and quoted[j] == quoted[trigger.head] for j in tree.tokens[trigger.head].children
    )


def _is_infinitive(tree: Tree, i: int) -> bool:
    token = tree.tokens[i]
    to = any(tree.tokens[j].lower == "to" and tree.tokens[j].dep == "aux" for j in token.children)
    return token.tag == "VB" and token.dep in ("xcomp", "ccomp", "advcl") and to


def _not_question(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether something is asked of somebody rather than asked about, or to be left unnamed."""
    del arguments
    if trigger.nominal:
        return True
    words = tree.lexicon.words
    for i in trigger.words:
        for j in tree.tokens[i].children:
            token = tree.tokens[j]
            if token.dep == "prep" and token.lower in ("about", "whether"):
                return False
            if token.dep == "pobj" and token.lemma in words["unasked"]:
                return False
            if token.pos in VERBAL and token.dep in ("ccomp", "xcomp", "advcl"):
                below = [tree.tokens[k] for k in token.children]
                if any(child.tag in ("WP", "WRB", "WDT") or child.lower in ("whether", "if") for child in below):
                    return False
                if token.lemma in ("name", "identify", "quote") and any(child.dep == "neg" for child in below):
                    return False
    return True


def _offered(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether a state or body is ready for something, or anybody for what is cooperative: not to skip lunch."""
    if trigger.nominal:
        return _not_hostile(tree, trigger, arguments)
    if not _not_hostile(tree, trigger, arguments):
        return False
    spans = [tree.actor_headed.get(head) for head in arguments.of("actor")]
    body = any(span is not None and span.kind in BODIES for span in spans)
    body = body or any(tree.noun_class(head) == "place" for head in arguments.of("actor"))
    return body or any(_types(tree, head) & FRIENDLY for head in _verbs_of(tree, arguments))


def _called_for(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """A call is for something or on somebody; a verb has its object."""
    if not trigger.nominal:
        return bool(arguments.of("content", "thing")) or any(
            tree.tokens[j].dep in ("dobj", "pobj", "prep") for j in tree.tokens[trigger.words[-1]].children
        )
    return bool(arguments.of("actor")) and (
        bool(arguments.of("content", "recipient"))
        or any(tree.tokens[j].dep in ("acl", "ccomp") for j in tree.tokens[trigger.head].children)
    )


def _verbs_of(tree: Tree, arguments: Arguments) -> list[int]:
    return [head for head in arguments.of("content") if tree.tokens[head].pos in VERBAL]


def _friendly(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether what is planned or announced is known to be cooperative; a meeting to come is one, not a promise."""
    del trigger
    for head in _verbs_of(tree, arguments):
        types = _types(tree, head)
        if types & (FRIENDLY - {"CONSULT"}) and not types & HOSTILE:
            return True
    return False


def _friendly_not(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether somebody says "not to" something cooperative."""
    del trigger
    return any(
        _types(tree, head) & FRIENDLY
        and tree.tokens[head].dep == "xcomp"
        and any(tree.tokens[j].dep == "neg" for j in tree.tokens[head].children)
        for head in _verbs_of(tree, arguments)
    )


def _unless(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether what somebody says depends on another's doing ("unless he resigns")."""
    del trigger
    return any(
        tree.tokens[k].lower == "unless"
        for head in _verbs_of(tree, arguments)
        for j in tree.tokens[head].children
        if tree.tokens[j].dep == "advcl"
        for k in tree.tokens[j].children
    )


def _not_hostile(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether something is planned, and is not known to be hostile."""
    del trigger
    heads = arguments.of("content")
    return bool(heads) and not any(_types(tree, head) & HOSTILE for head in heads if tree.tokens[head].pos in VERBAL)


def _hostile(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether what is planned or announced is known to be hostile."""
    children = [tree.tokens[j] for i in trigger.words for j in tree.tokens[i].children]
    if any(child.dep == "neg" for child in children):
        return False  # "not ready to march": no threat
    heads = [head for head in _verbs_of(tree, arguments) if not tree.is_passive(head)]
    return any(_types(tree, head) & THREATENED for head in heads)


def _no_infinitive(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    del trigger
    return not any(tree.tokens[head].dep == "xcomp" for head in arguments.of("content"))


def _types(tree: Tree, verb: int) -> set[str]:
    """The action types that a verb's longest reading has; of "help" and "continue" those of the verb below."""
    token = tree.tokens[verb]
    below = tree.child(verb, "xcomp", "ccomp")
    if below is not None and below.pos in VERBAL and token.lemma in ("help", "continue", "begin", "start", "try", "be"):
        return _types(tree, below.i)
    senses = [frame for frame in meanings(tree, token) if not frame.needs & UNMEANT and _fits_object(tree, verb, frame)]
    if not senses and token.lemma in tree.lexicon.words["light"]:  # "would begin an offensive"
        nouns = [tree.lexicon.nouns.get(tree.tokens[head].lemma, ()) for head in tree.objects(verb)]
        senses = [phrase.frame for phrases in nouns for phrase in phrases if not phrase.rest]
    return {frame.type for frame in senses[:1]}


def _fits_object(tree: Tree, verb: int, frame: Frame) -> bool:
    """Whether a verb's object may be what the frame acts on: to hold a referendum is to hold no town.

    Not every word for people is known as one, so that a thing may be somebody.
    """
    if not frame.objects or frame.objects & {"person", "thing"}:
        return True
    return any(tree.noun_class(head) != "thing" for head in tree.objects(verb))


def _own_will(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether the speaker says what he himself will do."""
    del trigger
    for head in _verbs_of(tree, arguments):
        children = [tree.tokens[j] for j in tree.tokens[head].children]
        if any(child.dep == "neg" for child in children) or tree.is_passive(head):
            continue
        future = any(child.dep == "aux" and child.lower in WILL for child in children)
        if future and any(tree.tokens[j].lower in SELVES for j in own_subjects(tree, head)):
            return True
    return False


def _must(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether somebody else is said to have to act."""
    del trigger
    for head in _verbs_of(tree, arguments):
        children = [tree.tokens[j] for j in tree.tokens[head].children]
        if any(child.dep == "neg" for child in children) and tree.tokens[head].lemma in ("have", "need"):
            continue  # "need not": no duty
        duty = any(child.dep == "aux" and child.lower in ("must", "should", "ought") for child in children) or (
            tree.tokens[head].lemma in ("have", "need") and any(child.dep == "xcomp" for child in children)
        )
        duty = duty or _is_subjunctive(tree, head)
        doers = own_subjects(tree, head)
        if duty and any(is_side(tree, j) and tree.tokens[j].lower not in SELVES for j in doers):
            return True
        things = ("event", "thing") if tree.is_passive(head) else ("event",)
        ends = tree.tokens[head].lemma in tree.lexicon.words["stopping"]
        stopped = ends and any(tree.noun_class(j) in things for j in doers)
        if stopped and any(child.dep == "aux" and child.lower in ("must", "should") for child in children):
            return True  # "the killing must end": whoever does it is to stop
    return False


def _is_subjunctive(tree: Tree, verb: int) -> bool:
    """Whether a verb of a clause is bare: "insists that Zagreb pay"."""
    token = tree.tokens[verb]
    if any(tree.tokens[j].dep in ("aux", "auxpass") for j in token.children):
        return False
    doers = own_subjects(tree, verb)
    alone = len(doers) == 1 and tree.tokens[doers[0]].tag in ("NN", "NNP") and tree.child(doers[0], "conj") is None
    return token.tag == "VB" or (token.tag == "VBP" and alone)


def will(tree: Tree, verb: int) -> bool:
    """Whether a verb says, without condition, what somebody will do."""
    children = [tree.tokens[j] for j in tree.tokens[verb].children]
    return any(child.dep == "aux" and child.lower in ("will", "'ll") for child in children) and not any(
        child.dep in ("neg", "mark") or (child.dep == "advcl" and tree.child(child.i, "mark") is not None)
        for child in children
    )


def will_not(tree: Tree, verb: int) -> bool:
    """Whether a verb says what somebody will not do."""
    children = [tree.tokens[j] for j in tree.tokens[verb].children]
    return any(child.dep == "neg" for child in children) and any(
        child.dep == "aux" and child.lower in WILL for child in children
    )


def _will_not(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    del arguments
    return will_not(tree, trigger.head)


def _will(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    del arguments
    return will(tree, trigger.head)


def _not_yielding(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether nothing is given in to: to concede to demands is no confirmation."""
    del arguments
    return trigger.nominal or len(trigger.words) > 1 or all(name != "to" for name, _ in tree.prepositions(trigger.head))


def _forced(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    del tree
    return trigger.nominal or bool(arguments.of("content"))


def _to_protest(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether people gather to protest: "to demand", "calling for", "in protest"."""
    del arguments
    words = tree.lexicon.words["dissenting"]
    below = [tree.tokens[j] for j in tree.tokens[trigger.head].children]
    clauses = [token.lemma for token in below if token.dep in ("advcl", "xcomp") and token.tag in ("VB", "VBG")]
    nouns = [tree.tokens[head].lemma for name, head in tree.prepositions(trigger.head) if name == "in"]
    return bool(words & {*clauses, *nouns})


CLAUSE_NEEDS: dict[str, Callable[[Tree, Trigger, Arguments], bool]] = {
    "asked-to": _asked_to,
    "called-for": _called_for,
    "clause": _clause,
    "complement": _complement,
    "content": _content,
    "forced": _forced,
    "friendly": _friendly,
    "friendly-not": _friendly_not,
    "hostile": _hostile,
    "must": _must,
    "no-infinitive": _no_infinitive,
    "not-question": _not_question,
    "not-yielding": _not_yielding,
    "offered": _offered,
    "own-will": _own_will,
    "to-protest": _to_protest,
    "told-to": _told_to,
    "unless": _unless,
    "will": _will,
    "will-not": _will_not,
}
"""Needs that look at what is said, planned or demanded."""
