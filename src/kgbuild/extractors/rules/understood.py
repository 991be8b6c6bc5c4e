"""Who does what a verb says where the grammar leaves it to be understood: a verb in its tree in, token heads out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kgbuild.extractors.rules.syntax import Tree

SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "csubjpass"))
FOILING = frozenset(("avert", "foil", "repel", "repulse", "thwart", "uncover"))
VERBAL = frozenset(("VERB", "AUX"))
THEY = frozenset(("they", "them", "their"))
OF_PATIENTS = frozenset(
    (
        "accuse",
        "suspect",
        "blame",
        "charge",
        "convict",
        "prevent",
        "stop",
        "keep",
        "deter",
        "bar",
        "ban",
        "block",
        "quote",
        "cite",
    )
)
"""Verbs behind whose preposition the object does, or is said to have done, what follows."""


def subjects(tree: Tree, i: int, depth: int = 0) -> list[int]:
    """Heads of the words that are the grammatical subject of a verb, understood ones included."""
    token = tree.tokens[i]
    own = [j for j in token.children if tree.tokens[j].dep in SUBJECTS and tree.tokens[j].dep != "expl"]
    if own:
        return [k for j in own for k in tree.coordinated(tree.antecedent(j))]
    if depth > 6:
        return []
    head = token.head
    governor = tree.tokens[head]
    if head == i:
        return []
    if token.dep == "acl":
        return _owner(tree, i, head, depth)
    if token.dep == "relcl" and token.tag == "VB" and tree.noun_class(tree.counted(head)) == "person":
        return [tree.counted(head)]  # "the first convoys of refugees to leave"
    if token.dep == "relcl" or is_foiled(tree, i):
        return []
    verb = head if governor.pos in VERBAL else tree.joined(i)
    if token.dep == "conj" and verb is not None:
        return subjects(tree, verb, depth + 1)
    if token.dep in ("xcomp", "ccomp") and governor.pos in VERBAL | {"ADJ"}:
        patient = tree.child(head, "dobj", "dative")
        phoned = governor.lemma == "call" and patient is not None and patient.pos == "PROPN"
        if patient is not None and governor.lemma in tree.lexicon.words["object_control"] and not phoned:
            return tree.coordinated(patient.i)
        if patient is None and governor.lemma in ("call", "appeal", "plead", "prevail"):  # "called on X to"
            asked = [head_ for name, head_ in tree.prepositions(head) if name in ("on", "upon", "to", "with")]
            if asked:
                return asked
        if token.dep == "xcomp" or token.tag in ("VBG", "VB"):
            return subjects(tree, head, depth + 1)
        return []
    if token.dep in ("advcl", "parataxis") and governor.pos in VERBAL and token.tag in ("VBG", "VBN", "VB"):
        return subjects(tree, head, depth + 1)
    if token.dep == "pcomp" and governor.lower == "by" and tree.is_passive(governor.head):
        return []  # "were uprooted by shelling"
    if token.dep in ("pcomp", "prep", "acomp"):
        return _governed(tree, head, depth)
    return []


def is_foiled(tree: Tree, verb: int) -> bool:
    """Whether a plan was kept from being carried out by another than its planner: "foiled a plot to bomb"."""
    token = tree.tokens[verb]
    return token.tag == "VB" and tree.tokens[token.head].lemma in FOILING


def _owner(tree: Tree, i: int, noun: int, depth: int) -> list[int]:
    """Subject of a verb form that modifies a noun: the noun itself, or whose plan, attempt or statement the noun is."""
    token = tree.tokens[noun]
    if tree.tokens[i].tag == "VBG" and token.dep == "dobj" and token.lemma in tree.lexicon.words["cue_carrier"]:
        return _governed(tree, noun, depth)  # "issued a statement calling on": who issued it calls
    if tree.tokens[i].tag in ("VBG", "VBN", "VBD"):
        return _described(tree, i, tree.counted(tree.antecedent(noun)))
    possessor = tree.child(noun, "poss")
    if possessor is not None:
        return [possessor.i]
    return _governed(tree, noun, depth)


def _described(tree: Tree, verb: int, noun: int) -> list[int]:
    """Whom a verb form behind a noun tells of: the noun, with those counted beside it; the people whose thing it is.

    "30 children and 60 adults killed"; "the coffins of two officers, killed in a raid".
    """
    token = tree.tokens[noun]
    if token.dep == "conj" and noun - 1 in tree.number_at:
        first = token.head
        if first - 1 in tree.number_at and tree.noun_class(first) == tree.noun_class(noun) == "person":
            return [first, noun]
    if tree.tokens[verb].tag == "VBN" and tree.noun_class(noun) == "thing":
        people = [k for name, k in tree.prepositions(noun) if name == "of" and k < verb]
        if people and tree.noun_class(people[0]) == "person":
            return people
    return [noun]


def _governed(tree: Tree, i: int, depth: int) -> list[int]:
    """Understood subject below a preposition or a noun: the accused, the blamed, else the governing verb's own."""
    token = tree.tokens[i]
    while token.head != token.i and token.pos not in VERBAL:
        token = tree.tokens[token.head]
    if token.pos not in VERBAL or depth > 6:
        return []
    if token.lemma in OF_PATIENTS:
        patient = tree.child(token.i, "dobj") or tree.child(token.i, "nsubjpass")
        if patient is not None:
            return tree.coordinated(patient.i)
    if token.lemma in FOILING:  # who foils a plot is not who plotted
        return []
    return subjects(tree, token.i, depth + 1)


def taken_together(tree: Tree, i: int) -> list[int]:
    """The several that "they" or "their" takes up: those who are the subject above it, with whom they do it.

    "Togo and Benin clashed on their border", "the king shook hands with the envoy after their meeting". None where the
    word is somebody's that is named in one breath; "them" is never its own verb's subject ("met her and urged them").
    """
    token = tree.tokens[i]
    span = tree.actor_headed.get(i)
    if (
        token.lower not in THEY
        or span is None
        or any(o.chain == span.chain and o is not span for o in tree.parse.actors)
    ):
        return []
    climbing, is_own = token, token.lower == "them"
    while climbing.head != climbing.i:
        below, climbing = climbing, tree.tokens[climbing.head]
        if is_own and climbing.pos in VERBAL:
            is_own = climbing.dep == "conj"
            continue
        own = [j for j in climbing.children if tree.tokens[j].dep in SUBJECTS and j < i]
        if climbing.pos not in VERBAL or not own or below.i in own:
            continue
        several = [k for j in own for k in tree.coordinated(tree.antecedent(j))]
        if len(several) == 1 and tree.tokens[several[0]].tag in ("NN", "NNP"):
            bases = (climbing.i, *tree.objects(climbing.i))
            several += [k for base in bases for name, k in tree.prepositions(base) if name == "with" and k < i]
        sides = all(tree.noun_class(k) == "person" or tree.is_country(k) for k in several)
        return several if sides and len(several) > 1 else []
    return []
