"""Did it happen: a trigger in its tree in, polarity and modality out."""

from __future__ import annotations

from dataclasses import dataclass

from kgbuild.extractors.rules.syntax import VERBAL, Tree
from kgbuild.model import Modality, Polarity

NEGATIONS = frozenset(("not", "n't", "never", "no", "neither", "nor", "without", "none", "nobody"))
MAY = frozenset(("would", "could", "might", "may", "should", "can", "must"))
IF = frozenset(("if", "unless", "whether"))


@dataclass(frozen=True, slots=True)
class Standing:
    """Polarity and modality of one trigger."""

    polarity: Polarity = "positive"
    modality: Modality = "actual"


def read_standing(tree: Tree, head: int, *, nominal: bool, support: int | None) -> Standing:
    """What the words around a trigger say about whether the action happened, happens, or is only spoken of."""
    negative = _is_negated(tree, head)
    modality: Modality | None = None
    verb = head
    if nominal:
        verb = support if support is not None else _governing_verb(tree, head)
        modality = _nominal_modality(tree, head)
        if support is not None:
            negative = negative or _is_negated(tree, support)
            modality = modality or _verbal_modality(tree, support)
            modality, negative = _climb(tree, support, modality, negative=negative)
        else:
            modality, negative = _climb_noun(tree, head, modality, negative=negative)
        modality = modality or ("ongoing" if support is not None and _is_progressive(tree, support) else None)
    else:
        modality = _verbal_modality(tree, head)
        modality, negative = _climb(tree, head, modality, negative=negative)
        if modality is None and (_is_progressive(tree, head) or _is_state(tree, head)):
            modality = "ongoing"
    if modality in (None, "ongoing") and _is_historical(tree, verb):
        modality = "historical"
    return Standing("negative" if negative else "positive", modality or "actual")


def _is_negated(tree: Tree, i: int) -> bool:
    for j in tree.tokens[i].children:
        token = tree.tokens[j]
        if token.dep == "neg" or (token.dep in ("det", "preconj", "advmod") and token.lower in NEGATIONS):
            return True
        if token.dep in ("nsubj", "nsubjpass") and _is_nobody(tree, j):
            return True
    token = tree.tokens[i]
    return (
        token.dep == "pcomp"
        and tree.tokens[token.head].lower in ("without", "from")
        and (
            tree.tokens[token.head].lower == "without" or tree.tokens[tree.tokens[token.head].head].lemma in _fail(tree)
        )
    )


def _is_nobody(tree: Tree, i: int) -> bool:
    """Whether a subject is none: "nobody", "no one", "no soldier", "neither side"."""
    token = tree.tokens[i]
    if token.lower in ("none", "nobody", "neither"):
        return True
    if token.lower == "one" and i > 0 and tree.tokens[i - 1].lower == "no":
        return True
    return any(
        tree.tokens[k].lower in ("no", "neither") and tree.tokens[k].dep in ("det", "neg") for k in token.children
    )


def _fail(tree: Tree) -> frozenset[str]:
    return tree.lexicon.words["fail"]


def _verbal_modality(tree: Tree, i: int) -> Modality | None:
    """Modality by the verb's own auxiliaries, adverbs and conjunctions."""
    token, words = tree.tokens[i], tree.lexicon.words
    auxiliaries = [tree.tokens[j] for j in token.children if tree.tokens[j].dep in ("aux", "auxpass")]
    if not auxiliaries and token.dep == "conj":
        head = tree.tokens[token.head]
        shared = [tree.tokens[j] for j in head.children if tree.tokens[j].dep == "aux"]
        if token.tag == "VB" or (token.tag == "VBN" and any(aux.lower in MAY | {"will"} for aux in shared)):
            auxiliaries = shared
    lowers = {aux.lower for aux in auxiliaries}
    if any(tree.tokens[j].dep == "mark" and tree.tokens[j].lower in IF for j in token.children):
        return "hypothetical"
    if lowers & {"will", "'ll", "shall", "wo"}:
        return "planned"
    if lowers & MAY:
        return "hypothetical"
    if any(tree.tokens[j].lower in words["habit"] for j in token.children) or _is_repeated(tree, i):
        return "habitual"
    if token.tag == "VB" and token.dep == "xcomp" and tree.tokens[token.head].lemma == "be":
        return _verbal_modality(tree, token.head) or "planned"  # "the army is to withdraw", "if it were to"
    if any(aux.lemma == "used" for aux in auxiliaries):
        return "historical"
    return None


def _is_repeated(tree: Tree, i: int) -> bool:
    """Whether "every week", "each night" or a plain present with "still" say that it happens again and again."""
    token = tree.tokens[i]
    if token.tag in ("VBP", "VBZ") and any(tree.tokens[j].lower == "still" for j in token.children):
        return token.lemma not in tree.lexicon.words["state"]
    near = {k for j in token.children for k in (j, *tree.tokens[j].children)}
    return any(tree.parse.times[tree.time_at[k]].kind == "set" for k in near if k in tree.time_at)


def _climb(tree: Tree, i: int, modality: Modality | None, *, negative: bool) -> tuple[Modality | None, bool]:
    """Modality and negation that the verbs above give: want to, urged to, threatened to, failed to, plan to."""
    token = tree.tokens[i]
    for _ in range(6):
        head = tree.tokens[token.head]
        if token.dep in ("xcomp", "ccomp", "acl", "pcomp", "advcl", "acomp") and head.i != token.i:
            infinitive = token.tag in ("VB", "VBG") and not tree.child(token.i, "nsubj", "nsubjpass")
            below = token.dep == "xcomp" or infinitive or _is_requested(tree, token.i, head.i)
            governor = tree.tokens[head.head] if token.dep == "pcomp" else head
            if token.dep == "ccomp" and not below:
                return modality, negative  # what is reported stands for itself
            if token.dep == "advcl":
                if token.tag == "VB" and any(tree.tokens[j].lower == "to" for j in token.children):
                    modality = modality or "intended"
                return modality, negative
            modality = modality or _governed(tree, governor.lemma)
            negative = negative or _fails(tree, token.i, governor.i)
            negative = negative or (modality is not None and _is_negated(tree, governor.i))
            modality = modality or _verbal_modality(tree, governor.i) if governor.pos in VERBAL else modality
            token = governor
        elif token.dep == "conj" and head.pos in VERBAL and modality is None and token.tag == "VB":
            token = head
        else:
            break
    return modality, negative


def _fails(tree: Tree, i: int, governor: int) -> bool:
    """Whether the verb above keeps it from happening: "failed to take", "prevented from entering"."""
    token = tree.tokens[i]
    if tree.tokens[governor].lemma not in _fail(tree):
        return False
    if tree.tokens[governor].lemma in ("stop", "keep", "prevent", "bar"):
        return token.dep == "pcomp" and tree.tokens[token.head].lower == "from"
    return True


def _is_requested(tree: Tree, i: int, governor: int) -> bool:
    """Whether a clause with its own subject is what somebody is asked or forced to do ("urged both sides to stop")."""
    return tree.tokens[i].tag == "VB" and tree.tokens[governor].lemma in tree.lexicon.words["request"] | {
        "force",
        "allow",
    }


def _governed(tree: Tree, lemma: str) -> Modality | None:
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
    if lemma in words["hypothetical_noun"]:
        return "hypothetical"
    return None


def _nominal_modality(tree: Tree, i: int) -> Modality | None:
    words = tree.lexicon.words
    for j in tree.tokens[i].children:
        token = tree.tokens[j]
        if token.dep in ("amod", "compound"):
            if token.lower in ("possible", "potential", "hypothetical", "feared", "imminent"):
                return "hypothetical"
            if token.lower in ("planned", "upcoming", "future", "next", "proposed", "scheduled", "expected"):
                return "planned"
            if token.lower in ("attempted", "failed", "foiled", "botched", "thwarted"):
                return "intended"
            if token.lower == "threatened":
                return "threatened"
            if token.lower in words["habit"] or token.lower in ("regular", "frequent", "near-daily", "repeated"):
                return "habitual"
            if token.lower in ("continuing", "ongoing"):
                return "ongoing"
    return None


def _climb_noun(tree: Tree, i: int, modality: Modality | None, *, negative: bool) -> tuple[Modality | None, bool]:
    """Modality by what an event noun depends on: "a plan for an attack", "called for a strike", "will hold talks"."""
    token = tree.tokens[i]
    governor = tree.tokens[token.head]
    noun = token.i
    while token.dep == "conj" and governor.i != token.i:
        token, governor = governor, tree.tokens[governor.head]
    if governor.pos == "ADP" and governor.dep == "agent":
        modality = modality or _verbal_modality(tree, governor.head)
    elif governor.pos == "ADP":
        governor = tree.tokens[governor.head]
        if governor.lemma in ("aim", "plan", "call", "push", "appeal", "prepare", "plot") or governor.pos == "NOUN":
            modality = modality or _governed(tree, governor.lemma)
    elif governor.pos in VERBAL and token.dep == "dobj":
        if governor.lemma in tree.lexicon.words["plan"] - {"announce"} or governor.lemma in (
            "seek",
            "threaten",
            "demand",
        ):
            modality = (
                modality or _governed(tree, governor.lemma) or ("requested" if governor.lemma == "demand" else None)
            )
        if governor.lemma in ("prevent", "avert", "avoid", "foil"):
            modality, negative = modality or "intended", True
    if governor.pos in VERBAL and governor.i != noun and token.dep in ("dobj", "nsubj", "nsubjpass"):
        climbed, negative = _climb(tree, governor.i, _verbal_modality(tree, governor.i), negative=negative)
        if climbed in ("planned", "hypothetical", "intended", "requested", "threatened"):
            modality = modality or climbed
        negative = negative or (token.dep != "nsubj" and _is_negated(tree, governor.i))
    return modality, negative


def _governing_verb(tree: Tree, i: int) -> int:
    token = tree.tokens[i]
    while token.pos not in VERBAL and token.head != token.i:
        token = tree.tokens[token.head]
    return token.i


def _is_progressive(tree: Tree, i: int) -> bool:
    token = tree.tokens[i]
    if token.tag != "VBG":
        return token.lemma in ("continue", "keep") and token.tag in ("VBP", "VBZ")
    return any(tree.tokens[j].lemma == "be" and tree.tokens[j].dep == "aux" for j in token.children)


def _is_state(tree: Tree, i: int) -> bool:
    """A present-tense state: "control", "are stationed"."""
    token = tree.tokens[i]
    return token.tag in ("VBP", "VBZ") and token.lemma in tree.lexicon.words["state"]


def _is_historical(tree: Tree, verb: int) -> bool:
    """A year at least two before publication in the verb's own clause: background, not news."""
    published = tree.parse.article.published
    for j in tree.tokens[verb].children:
        for k in [j, *tree.tokens[j].children]:
            number = tree.time_at.get(k)
            if number is None:
                continue
            words = tree.parse.times[number].mention.text.split()
            years = [int(word) for word in words if len(word) == 4 and word.isdigit()]
            if years and published and max(years) <= int(published[:4]) - 2:
                return True
            if words[-2:] == ["years", "ago"]:
                return True
    return False
