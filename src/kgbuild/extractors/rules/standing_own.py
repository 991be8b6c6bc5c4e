"""Signs at a verb or event noun itself that it happened, happens or may: a token of a tree in, one answer each out."""

from __future__ import annotations

from kgbuild.extractors.rules.syntax import Tree
from kgbuild.language.parse import Token
from kgbuild.model import Modality

NEGATIONS = frozenset(("not", "n't", "never", "no", "neither", "nor", "without", "none", "nobody"))
MAY = frozenset(("would", "could", "might", "may", "should", "can", "must"))
WILL = frozenset(("will", "'ll", "shall", "wo"))
IF = frozenset(("if", "unless", "whether"))
SUBJECTS = ("nsubj", "nsubjpass", "expl")
AGO = frozenset(("years", "decade", "decades", "century", "centuries"))
BEFORE_NOUN: dict[str, Modality] = {
    **dict.fromkeys(("possible", "potential", "hypothetical", "feared", "imminent", "likely"), "hypothetical"),
    **dict.fromkeys(("simulated", "mock", "would-be", "hoped-for", "supposed", "threatening"), "hypothetical"),
    **dict.fromkeys(("planned", "upcoming", "future", "next", "proposed", "scheduled", "expected"), "planned"),
    **dict.fromkeys(("forthcoming", "promised", "pending", "impending", "looming"), "planned"),
    **dict.fromkeys(("attempted", "failed", "foiled", "botched", "thwarted", "abortive", "intended"), "intended"),
    **dict.fromkeys(("regular", "frequent", "near-daily", "repeated", "constant", "routine"), "habitual"),
    "threatened": "threatened",
    "continuing": "ongoing",
    "ongoing": "ongoing",
}  # fmt: skip
"""What a word before an event noun says of it."""


def is_negated(tree: Tree, i: int) -> bool:
    """Whether a word has a negation of its own, shares one, or has nobody for its subject or object."""
    token, tokens = tree.tokens[i], tree.tokens
    for j in token.children:
        child = tokens[j]
        negates = child.dep == "neg" or (child.dep in ("det", "preconj", "advmod") and child.lower in NEGATIONS)
        if negates and tokens[min(j + 1, len(tokens) - 1)].lower != "only":  # "not only shelled but"
            return True
        if child.lower == "nor" and j < i:
            return True
        if child.lower == "longer" and j > 0 and tokens[j - 1].lower == "no":
            return True
        if child.lower in tree.lexicon.words["nearly"] and child.dep == "advmod" and token.pos == "VERB":
            return True
        if child.dep in ("nsubj", "nsubjpass", "dobj") and is_nobody(tree, j):
            return True
    if token.dep in ("pcomp", "pobj"):
        over = tokens[token.head]
        return over.lower == "without" or (
            over.lower == "from" and tokens[over.head].lemma in tree.lexicon.words["fail"]
        )
    return token.dep == "conj" and _shares_negation(tree, token)


def _shares_negation(tree: Tree, token: Token) -> bool:
    """Whether a negation before coordinated words holds for the later one: "did not shell or storm"."""
    head = tree.tokens[token.head]
    if tree.child(token.i, *SUBJECTS, "aux") is not None or head.pos != token.pos:
        return False
    joins = {tree.tokens[j].lower for j in head.children if tree.tokens[j].dep in ("cc", "preconj") and j < token.i}
    return bool(joins & {"or", "nor"}) and is_negated(tree, head.i)


def is_nobody(tree: Tree, i: int) -> bool:
    """Whether a noun phrase is none: "nobody", "no one", "no soldier", "neither side", "none of the soldiers"."""
    token = tree.tokens[i]
    if token.lower in ("none", "nobody", "neither", "nothing"):
        return True
    if token.lower == "one" and i > 0 and tree.tokens[i - 1].lower == "no":
        return True
    return any(
        tree.tokens[k].lower in ("no", "neither") and tree.tokens[k].dep in ("det", "neg") for k in token.children
    )


def verb_modality(tree: Tree, i: int) -> Modality | None:
    """Modality by a verb's own auxiliaries, adverbs and conjunctions."""
    token = tree.tokens[i]
    auxiliaries = _auxiliaries(tree, token)
    lowers = {"will" if aux.lemma == "will" else aux.lower for aux in auxiliaries}  # a headline's "to" is one
    if any(tree.tokens[j].dep == "mark" and tree.tokens[j].lower in IF for j in token.children):
        return "hypothetical"
    if _is_inverted(tree, token) or _is_awaited(tree, token, auxiliaries):
        return "hypothetical"
    if lowers & WILL or ("would" in lowers and "have" not in lowers and _is_backshifted(tree, token)):
        return _as_warned(tree, token, "would" in lowers) or "planned"
    if lowers & MAY:
        return "hypothetical"
    if any(tree.tokens[j].lower in tree.lexicon.words["habit"] for j in token.children) or _is_repeated(tree, token):
        return "habitual"
    if token.dep == "xcomp" and (token.tag == "VB" or {"to", "have"} <= lowers):
        head = tree.tokens[token.head]
        if head.lemma == "be":
            return verb_modality(tree, head.i) or "planned"  # "the army is to withdraw", "if it were to"
        if head.lower == "used":
            return "historical"
    return None


def _is_inverted(tree: Tree, token: Token) -> bool:
    """Whether an infinitive hangs on a "were" that opens the sentence: "Were the army to attack, ..."."""
    head = tree.tokens[token.head]
    return token.tag == "VB" and head.lower == "were" and head.i == tree.parse.sentences[head.sentence].first


def _auxiliaries(tree: Tree, token: Token) -> list[Token]:
    """A verb's auxiliaries, or those that it shares with the verb that it is joined to."""
    own = [tree.tokens[j] for j in token.children if tree.tokens[j].dep in ("aux", "auxpass")]
    if own or token.dep != "conj":
        return own
    head = tree.tokens[token.head]
    shared = [tree.tokens[j] for j in head.children if tree.tokens[j].dep == "aux"]
    wanted = token.tag == "VB" or (token.tag == "VBN" and any(aux.lower in MAY | {"will"} for aux in shared))
    return shared if wanted else []


def _is_backshifted(tree: Tree, token: Token) -> bool:
    """Whether "would" is the "will" of what was said earlier: "the president said the army would attack"."""
    head = tree.tokens[token.head]
    words = tree.lexicon.words
    if token.lemma == "be" and tree.child(token.i, "attr") is not None:
        return False  # "a blockade would be an act of war": it need not come
    if token.dep not in ("ccomp", "acl") or head.tag not in ("VBD", "VBN", "VBG", "NN"):
        return False
    if head.lemma not in words["cue_narrow"] | words["plan"] | words["cue_noun"]:
        return False
    return not any(
        tree.tokens[k].lower in IF
        for j in token.children
        if tree.tokens[j].dep == "advcl"
        for k in tree.tokens[j].children
    )


def _is_awaited(tree: Tree, token: Token, auxiliaries: list[Token]) -> bool:
    """Whether an act is waited for: "will not leave until the ransom is paid"."""
    present = any(form.tag in ("VBZ", "VBP") for form in (token, *auxiliaries))
    return present and any(tree.tokens[j].lower == "until" and tree.tokens[j].dep == "mark" for j in token.children)


def _as_warned(tree: Tree, token: Token, would: bool) -> Modality | None:
    """What is warned of: one's own deed is threatened, what others would do only feared."""
    head = tree.tokens[token.head]
    if token.dep != "ccomp" or head.lemma not in tree.lexicon.words["threaten"]:
        return None
    subject = tree.child(token.i, "nsubj")
    if subject is not None and subject.lower in ("it", "they", "he", "she", "we", "i"):
        return "threatened"
    return "hypothetical" if would else None


def _is_repeated(tree: Tree, token: Token) -> bool:
    """Whether "every week", "each night" or a plain present with "still" say that it happens again and again."""
    if token.tag in ("VBP", "VBZ") and any(tree.tokens[j].lower == "still" for j in token.children):
        return token.lemma not in tree.lexicon.words["state"]
    near = {k for j in token.children for k in (j, *tree.tokens[j].children)}
    return any(tree.parse.times[tree.time_at[k]].kind == "set" for k in near if k in tree.time_at)


def noun_modality(tree: Tree, i: int) -> Modality | None:
    """Modality by the words before an event noun."""
    for j in tree.tokens[i].children:
        token = tree.tokens[j]
        if token.dep in ("amod", "compound"):
            if token.lower in BEFORE_NOUN:
                return BEFORE_NOUN[token.lower]
            if token.lower in tree.lexicon.words["habit"]:
                return "habitual"
    return None


def is_progressive(tree: Tree, i: int) -> bool:
    """Whether a verb form tells what goes on: "is shelling", "continue"."""
    token = tree.tokens[i]
    if token.tag != "VBG":
        return token.lemma in ("continue", "keep") and token.tag in ("VBP", "VBZ")
    return any(tree.tokens[j].lemma == "be" and tree.tokens[j].dep == "aux" for j in token.children)


def is_state(tree: Tree, i: int) -> bool:
    """Whether a verb tells a present state: "control", "are stationed"."""
    token = tree.tokens[i]
    return token.tag in ("VBP", "VBZ") and token.lemma in tree.lexicon.words["state"]


def is_historical(tree: Tree, verb: int) -> bool:
    """Whether a year at least two before publication, or "years ago", stands in the verb's own clause: background."""
    published = tree.parse.article.published
    for j in tree.tokens[verb].children:
        for k in [j, *tree.tokens[j].children]:
            number = tree.time_at.get(k)
            if number is None:
                continue
            words = tree.parse.times[number].mention.text.lower().split()
            years = [
                int(word[:4]) for word in words if word[:4].isdigit() and word[4:] in ("", "s", "'s") and len(word) > 3
            ]
            if years and published and max(years) <= int(published[:4]) - 2:
                return True
            if words[-1] == "ago" and len(words) > 1 and words[-2] in AGO:
                return True
    return False


def is_question(tree: Tree, verb: int) -> bool:
    """Whether a verb is asked about with yes or no as the answer: "Did the army shell the market?"."""
    token = tree.tokens[verb]
    while token.dep in ("xcomp", "conj") and token.head != token.i:
        token = tree.tokens[token.head]
    last = tree.parse.sentences[token.sentence].last
    if not any(tree.tokens[j].text == "?" for j in range(token.i, last)):
        return False
    subject = tree.child(token.i, *SUBJECTS)
    ahead = (
        [token]
        if token.pos == "AUX"
        else [tree.tokens[j] for j in token.children if tree.tokens[j].dep in ("aux", "auxpass")]
    )
    if subject is None or not ahead or ahead[0].i > subject.i:
        return False
    return not any(
        tree.tokens[j].tag in ("WRB", "WP", "WDT", "WP$") for j in tree.parse.subtree(token.i) if j < subject.i
    )


def is_imperative(tree: Tree, verb: int) -> bool:
    """Whether a verb orders or begs: "Do not shoot"; it opens its sentence or quotation and has no subject."""
    token = tree.tokens[verb]
    if token.tag != "VB" or tree.child(verb, *SUBJECTS) is not None or token.dep not in ("ROOT", "ccomp"):
        return False
    first = verb
    while first > 0 and (
        tree.tokens[first - 1].lower in ("do", "not", "n't", "please", "never") and tree.tokens[first - 1].head == verb
    ):
        first -= 1
    start = tree.parse.sentences[token.sentence].first
    return first == start or tree.tokens[first - 1].text in ('"', "''", "``", ":")
