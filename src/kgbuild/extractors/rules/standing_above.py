"""What the words over a verb or event noun say of it: modality and negation so far in, both as governed out."""

from __future__ import annotations

from kgbuild.extractors.rules.standing_own import is_negated, verb_modality
from kgbuild.extractors.rules.syntax import VERBAL, Tree
from kgbuild.language.parse import Token
from kgbuild.model import Modality

Found = tuple[Modality | None, bool]
BELOW = ("xcomp", "ccomp", "acl", "pcomp", "advcl", "acomp", "relcl")
UNREAL: frozenset[Modality | None] = frozenset(("planned", "hypothetical", "intended", "requested", "threatened"))
NOT_OF_OBJECTS = frozenset(
    (
        "announce",
        "agree",
        "set",
        "decide",
        "commit",
        "about",
        "fail",
        "try",
        "work",
        "design",
        "aim",
        "struggle",
        "hope",
    )
)
"""Verbs that change an infinitive's standing and not their object's: "announced talks"."""
TIMES = frozenset(("before", "after", "since", "upon", "while"))
"""Prepositions whose gerund stands for itself: "tried to seize the port before being arrested"."""
WITH_PREPOSITION = frozenset(
    ("aim", "plan", "call", "push", "appeal", "prepare", "plot", "train", "worry", "dream", "speculate", "fear", "hope")
)
"""Verbs whose preposition governs an event noun as their infinitive does: "prepared for an attack"."""
FROM = ("stop", "keep", "prevent", "bar", "ban", "deter", "discourage", "dissuade", "restrain", "prohibit")


def above_verb(tree: Tree, i: int, modality: Modality | None, *, negative: bool) -> Found:
    """Modality and negation that the verbs above give: want to, urged to, threatened to, failed to, plan to."""
    token = tree.tokens[i]
    for _ in range(6):
        head = tree.tokens[token.head]
        if head.i == token.i:
            break
        if token.dep == "conj" and head.pos in VERBAL and modality is None and token.tag == "VB":
            token = head
            continue
        if token.dep not in BELOW:
            break
        if _is_finite(tree, token) and not _is_requested(tree, token, head):
            return _reported(tree, token, head, modality, negative=negative)
        if token.dep == "advcl":
            aimed = token.tag == "VB" and any(tree.tokens[j].lower == "to" for j in token.children)
            return modality or ("intended" if aimed else None), negative
        if token.dep == "pcomp" and head.lower in TIMES:
            break
        governor = tree.tokens[head.head] if token.dep == "pcomp" else head
        modality = modality or governed(tree, governor.lemma)
        if _fails(tree, token, governor):
            negative = negative or not is_negated(tree, governor.i)
        else:
            negative = negative or (modality is not None and is_negated(tree, governor.i))
        if governor.pos in VERBAL:
            modality = modality or verb_modality(tree, governor.i)
        token = governor
    return modality, negative


def _is_finite(tree: Tree, token: Token) -> bool:
    """Whether a clause stands for itself: it has a subject of its own and no mere infinitive."""
    if token.dep in ("xcomp", "pcomp", "acomp"):
        return False
    return token.tag not in ("VB", "VBG") or tree.child(token.i, "nsubj", "nsubjpass") is not None


def _reported(tree: Tree, token: Token, head: Token, modality: Modality | None, *, negative: bool) -> Found:
    """What a finite clause owes to the word over it: a report stands for itself, a hope or a doubt does not."""
    words = tree.lexicon.words
    if token.dep not in ("ccomp", "acl"):
        return modality, negative
    over = {head.lemma} | {tree.tokens[j].lemma for j in head.children if tree.tokens[j].dep == "acomp"}
    open_ = over & words["unreal"] or (head.pos == "NOUN" and head.lemma in words["hypothetical_noun"])
    if head.pos == "NOUN" and is_negated(tree, head.i):  # "no evidence that"
        open_ = True
    if open_:
        return modality or "hypothetical", negative
    if head.lemma in words["opinion"] and is_negated(tree, head.i):  # "do not believe that"
        return modality, not negative
    return modality, negative


def _fails(tree: Tree, token: Token, governor: Token) -> bool:
    """Whether the word above keeps it from happening: "failed to take", "prevented from entering", "has yet to"."""
    if governor.lemma in ("have", "be") and token.dep == "xcomp":
        return any(tree.tokens[j].lower == "yet" and j < token.i for j in governor.children)
    if governor.lemma not in tree.lexicon.words["fail"]:
        return False
    if governor.lemma in FROM:
        return token.dep == "pcomp" and tree.tokens[token.head].lower == "from"
    return True


def _is_requested(tree: Tree, token: Token, governor: Token) -> bool:
    """Whether a clause with its own subject is what somebody is asked or forced to do ("urged both sides to stop")."""
    return token.tag == "VB" and governor.lemma in tree.lexicon.words["request"] | {"force", "allow"}


def governed(tree: Tree, lemma: str) -> Modality | None:
    """Modality that a verb, adjective or noun gives to the infinitive below it."""
    words = tree.lexicon.words
    if lemma in words["threaten"]:
        return "threatened"
    if lemma in ("continue", "keep"):
        return "ongoing"
    if lemma in words["plan"]:
        return "planned"
    if lemma in words["intend"] or lemma in words["intend_noun"]:
        return "intended"
    if lemma in words["request"]:
        return "requested"
    if lemma in words["unreal"] or lemma in words["hypothetical_noun"]:
        return "hypothetical"
    return None


def modality_of_object(tree: Tree, lemma: str) -> Modality | None:
    """Modality that a verb gives to the event noun that is its object: "plans an offensive", "demanded talks"."""
    words = tree.lexicon.words
    if lemma in NOT_OF_OBJECTS or (lemma in words["request"] and lemma != "demand"):
        return None
    return governed(tree, lemma)


def above_noun(tree: Tree, i: int, modality: Modality | None, *, negative: bool) -> Found:
    """Modality by what an event noun depends on: "a plan for an attack", "called for a strike", "will hold talks"."""
    token = tree.tokens[i]
    governor = tree.tokens[token.head]
    while token.dep == "conj" and governor.i != token.i:
        token, governor = governor, tree.tokens[governor.head]
    if governor.pos == "ADP":
        modality, negative = _behind_preposition(tree, governor, modality, negative=negative)
        governor = tree.tokens[governor.head]
    elif governor.pos in VERBAL and token.dep == "dobj":
        modality = modality or modality_of_object(tree, governor.lemma)
        if governor.lemma in tree.lexicon.words["avert"]:
            modality, negative = modality or "intended", not is_negated(tree, governor.i)
    if governor.pos in VERBAL and token.dep in ("dobj", "nsubj", "nsubjpass"):
        if token.dep != "dobj":
            modality = modality or _of_subject(tree, governor)
        climbed, negative = above_verb(tree, governor.i, verb_modality(tree, governor.i), negative=negative)
        modality = modality or (climbed if climbed in UNREAL else None)
        negative = negative or (token.dep != "nsubj" and is_negated(tree, governor.i))
    return modality, negative


def _behind_preposition(tree: Tree, preposition: Token, modality: Modality | None, *, negative: bool) -> Found:
    """What a preposition and the word before it say: "the threat of an attack", "no sign of clashes", "warned of"."""
    over = tree.tokens[preposition.head]
    if preposition.dep == "agent":
        return modality or verb_modality(tree, over.i), negative
    if over.lemma == "warn":
        return modality or "hypothetical", negative
    if over.lemma in WITH_PREPOSITION or over.pos == "NOUN":
        modality = modality or governed(tree, over.lemma)
    if over.pos == "NOUN" and preposition.lower == "of":
        negative = negative or is_negated(tree, over.i)
    return modality, negative


def _of_subject(tree: Tree, verb: Token) -> Modality | None:
    """What a verb says of the event that is its subject: "is imminent", "are to begin", "is expected to last"."""
    for j in verb.children:
        child = tree.tokens[j]
        seems = child.dep == "acomp" and verb.lemma in ("be", "seem", "appear", "look")
        if seems and child.lemma in tree.lexicon.words["impending"]:
            return "hypothetical"
        if child.dep == "xcomp" and child.tag == "VB":
            return "planned" if verb.lemma == "be" else governed(tree, verb.lemma)
    return None
