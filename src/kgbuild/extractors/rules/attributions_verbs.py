"""Verbs that attribute: a verb of a tree in; its source and what it attributes out, by the complement that it takes."""

from __future__ import annotations

from kgbuild.extractors.rules.attributions_beside import find_beside, quotation_across, quotation_beside
from kgbuild.extractors.rules.attributions_spans import Range, Said, cue_range, source_phrase, subtree_range, without
from kgbuild.extractors.rules.syntax import VERBAL, Tree
from kgbuild.language.parse import Sentence, Token

CLAUSES = frozenset(("ccomp", "parataxis"))
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
TAIL = frozenset(("dobj", "oprd", "xcomp", "ccomp", "prep", "dative", "acomp", "attr", "prt"))
"""Relations of the words after a verb that belong to what it attributes."""
WISHES = ("cue_infinitive", "cue_gerund", "cue_object", "cue_as", "cue_name", "cue_bid")
BARE_TOPICS = ("claim", "admit", "report", "acknowledge")
"""Verbs that assert what their infinitive or gerund says ("claims to have hit")."""


def verb_lemmas(tree: Tree) -> frozenset[str]:
    """Every verb that some rule here may take for a cue."""
    words = tree.lexicon.words
    pairs = (entry.split()[0] for name in ("cue_preposition", "cue_light") for entry in words[name])
    single = ("cue_narrow", "cue_stance", "cue_beside", "cue_seem", "cue_unnamed", *WISHES)
    return frozenset().union(*(words[name] for name in single), pairs)


def by_verb(tree: Tree, verb: Token, sentence: Sentence, quoted: list[bool]) -> Said | None:
    """The attribution that a verb makes: a claim if it can be one, else a wish, plan, judgement or question."""
    words = tree.lexicon.words
    sources = tuple(find_speakers(tree, verb.i))
    said = None
    if verb.lemma in words["accuse"]:
        said = _accusation(tree, verb, sources)
    elif verb.lemma in words["cue_narrow"] or verb.lemma in words["cue_stance"] or verb.lemma in words["cue_beside"]:
        said = _report(tree, verb, sentence, sources, quoted)
    if said is None and not quoted[verb.i]:
        said = _wish(tree, verb, sources)
    return said


# ---------------------------------------------------------------- who


def find_speakers(tree: Tree, verb: int) -> list[int]:
    """Heads of who speaks: the subject, or the agent of a passive; never a place or a time."""
    if tree.is_passive(verb) and tree.child(verb, "nsubjpass", "auxpass") is not None:
        return [name(tree, head) for by, head in tree.prepositions(verb) if by == "by" and can_speak(tree, head)]
    heads: list[int] = []
    for head in tree.subjects(verb):
        token = tree.tokens[head]
        if token.dep == "expl" or (token.lower in ("it", "there") and is_unnamed(tree, tree.tokens[verb])):
            continue
        if head > verb and token.head != verb:
            continue
        heads += [name(tree, issuer) for issuer in _issuers(tree, head, verb) if can_speak(tree, issuer)]
    return heads


def can_speak(tree: Tree, head: int) -> bool:
    """Whether a noun can be a source: people, bodies and papers; a place only as the name of its government."""
    kind = tree.noun_class(head)
    if kind == "place":
        return tree.tokens[head].pos == "PROPN" and (tree.is_country(head) or head in tree.actor_headed)
    return kind in ("person", "thing", "facility") and head not in tree.time_at


def _issuers(tree: Tree, head: int, verb: int) -> list[int]:
    """Who speaks by a paper: of "put out a statement saying" the subject of "put out"."""
    token = tree.tokens[head]
    if token.lemma not in tree.lexicon.words["cue_carrier"] or tree.tokens[verb].dep not in ("acl", "relcl"):
        return [head]
    governor = tree.tokens[token.head]
    if token.dep == "pobj":
        governor = tree.tokens[governor.head]
    return (tree.subjects(governor.i) if governor.pos in VERBAL else []) or [head]


def name(tree: Tree, head: int) -> int:
    """The name beside a role noun: of "the army's chief, General Bor" the general."""
    token = tree.tokens[head]
    if token.pos != "NOUN":
        return head
    for j in token.children:
        child = tree.tokens[j]
        if child.dep == "appos" and child.pos == "PROPN" and j in tree.actor_headed:
            return j
    return head


def is_unnamed(tree: Tree, verb: Token) -> bool:
    """Whether words are attributed to nobody named: "it was reported that", "is believed to have"."""
    return verb.lemma in tree.lexicon.words["cue_unnamed"] and tree.is_passive(verb.i)


# ---------------------------------------------------------------- claims


def _accusation(tree: Tree, verb: Token, sources: tuple[int, ...]) -> Said | None:
    """The deed that somebody is accused of, charged with, suspected of."""
    content = [subtree_range(tree, head) for name, head in tree.prepositions(verb.i) if name in ("of", "with")]
    if not content or not sources:
        return None
    return _said(tree, verb, sources, content, accuses=True)


def _report(tree: Tree, verb: Token, sentence: Sentence, sources: tuple[int, ...], quoted: list[bool]) -> Said | None:
    """A claim, a quotation, or a clause that is hoped, known, asked."""
    words = tree.lexicon.words
    asserts = verb.lemma in words["cue_narrow"]
    denies = verb.lemma in words["doubt"] or (verb.lemma in ("admit", "confirm") and _negated(tree, verb.i))
    if verb.lemma in words["cue_beside"] and not quoted[verb.i] and not _has_clause_after(tree, verb):
        beside = find_beside(tree, verb, sentence, sources)
        if beside is not None and not _has_object(tree, verb, beside.last):
            heads = sources or (name(tree, beside.head),)
            return _said(tree, verb, heads, beside.content, denies=denies, asserts=asserts)
    content = _clauses(tree, verb, asserts=asserts, denies=denies)
    if not content and asserts:
        content = _topics(tree, verb)
    if not content and verb.lemma in words["cue_beside"] and not quoted[verb.i]:
        content = quotation_beside(tree, verb, sentence)
        if not content and sources:
            content = quotation_across(tree, verb.sentence, quoted)
    if not content or (not sources and not is_unnamed(tree, verb)):
        return None
    return _said(tree, verb, sources, content, denies=denies, asserts=asserts)


def _has_clause_after(tree: Tree, verb: Token) -> bool:
    return any(tree.tokens[j].dep in ("ccomp", "xcomp") and j > verb.i for j in verb.children)


def _has_object(tree: Tree, verb: Token, last: int) -> bool:
    """Whether the verb takes an object that is not the person told nor an inverted source."""
    if verb.lemma in tree.lexicon.words["told"]:
        return False
    return any(
        tree.tokens[j].dep == "dobj" and j >= last and j not in tree.time_at and tree.tokens[j].lower != "so"
        for j in verb.children
    )


def _clauses(tree: Tree, verb: Token, *, asserts: bool, denies: bool) -> list[Range]:
    """The clauses that a verb takes."""
    content = []
    for j in verb.children:
        child = tree.tokens[j]
        if child.dep in CLAUSES and (child.pos in VERBAL or tree.child(j, "nsubj", "nsubjpass") is not None):
            if asserts or _is_finite(tree, j):
                content.append(subtree_range(tree, j, but=verb.i))
        elif child.dep == "xcomp" and asserts and (denies or verb.lemma in BARE_TOPICS):
            content.append(subtree_range(tree, j))
    return content


def _is_finite(tree: Tree, i: int) -> bool:
    """Whether a clause has a subject and no "to" before its verb."""
    children = [tree.tokens[j] for j in tree.tokens[i].children]
    return any(child.dep in SUBJECTS for child in children) and not any(child.tag == "TO" for child in children)


def _topics(tree: Tree, verb: Token) -> list[Range]:
    """A noun phrase as what is claimed: "confirmed the attack", "claimed responsibility for", "warned of"."""
    content: list[Range] = []
    for j in verb.children:
        child = tree.tokens[j]
        if child.dep != "dobj":
            continue
        if child.lemma == "responsibility":
            content += [subtree_range(tree, head) for name, head in tree.prepositions(j) if name == "for"]
        elif verb.lemma in tree.lexicon.words["topic"]:
            content.append(subtree_range(tree, j))
    if not content and verb.lemma in ("report", "comment", "warn"):
        content = [
            subtree_range(tree, head) for name, head in tree.prepositions(verb.i) if name in ("on", "of", "about")
        ]
    return content


def _negated(tree: Tree, i: int) -> bool:
    return any(tree.tokens[j].dep == "neg" for j in tree.tokens[i].children)


# ---------------------------------------------------------------- wishes, plans, judgements


def _wish(tree: Tree, verb: Token, sources: tuple[int, ...]) -> Said | None:
    """What a verb attributes without claiming it."""
    words, lemma = tree.lexicon.words, verb.lemma
    if lemma in words["cue_seem"]:
        return _seeming(tree, verb)
    if tree.is_passive(verb.i) and tree.child(verb.i, "nsubjpass", "auxpass") is not None:
        return _passive(tree, verb, sources)
    if not sources:
        return None
    start = _complement(tree, verb)
    if start is None:
        return None
    return _said(tree, verb, sources, [(start, _tail_end(tree, verb, start))], asserts=False)


def _complement(tree: Tree, verb: Token) -> int | None:
    """Where what a verb attributes begins, if the lexicon lets the verb take what follows it."""
    words, lemma = tree.lexicon.words, verb.lemma
    after = [tree.tokens[j] for j in verb.children if j > verb.i]
    thing = next((t for t in after if t.dep in ("dobj", "dative") and t.pos != "ADP"), None)
    for child in after:
        if child.dep in ("xcomp", "ccomp"):
            kind = _form(tree, child, thing)
            if lemma in words[kind]:
                begins = child.i if thing is None else min(thing.i, child.i)
                return _begin(tree, begins, verb.i)
        elif child.dep == "oprd" and lemma in words["cue_name"]:
            return _begin(tree, child.i if thing is None else min(thing.i, child.i), verb.i)
    prepositions = [
        t for t in after if t.dep in ("prep", "prt", "dative", "agent", "advmod") and t.pos in ("ADP", "ADV")
    ]
    if thing is not None:
        allowed = lemma in words["cue_object"] or f"{lemma} {thing.lemma}" in words["cue_light"]
        allowed = allowed or (lemma in words["cue_as"] and any(t.lower == "as" for t in prepositions))
        if allowed and thing.i not in tree.time_at and thing.tag != "PRP$":
            return _begin(tree, thing.i, verb.i)
    for t in prepositions:
        if f"{lemma} {t.lower}" in words["cue_preposition"] and (t.children or thing is not None or t.dep == "prt"):
            first = t.i + 1
            return first if first < len(tree.tokens) and tree.tokens[first].sentence == verb.sentence else None
        if t.lower == "as" and lemma in words["cue_as"] and thing is None and _relative_object(tree, verb):
            return t.i
    return None


def _form(tree: Tree, child: Token, thing: Token | None) -> str:
    """The class of words that a clause without finite verb asks for."""
    children = [tree.tokens[j] for j in child.children]
    if any(c.tag == "TO" for c in children):
        own = thing is not None or any(c.dep in SUBJECTS for c in children)
        return "cue_bid" if own else "cue_infinitive"
    if child.tag == "VBG":
        return "cue_gerund"
    return "cue_name"


def _relative_object(tree: Tree, verb: Token) -> bool:
    return any(tree.tokens[j].dep in ("dobj", "pobj") and j < verb.i for j in verb.children)


def _begin(tree: Tree, i: int, verb: int) -> int:
    """First token of a complement after its verb."""
    return max(tree.parse.subtree(i)[0], verb + 1)


def _tail_end(tree: Tree, verb: Token, start: int) -> int:
    """Where the words that belong to a verb's complement end; times of the wishing do not."""
    last = start + 1
    for j in verb.children:
        child = tree.tokens[j]
        if j < start - 1 or child.dep not in TAIL:
            continue
        below = tree.parse.subtree(j)
        if child.dep == "prep" and all(
            k in tree.time_at or tree.tokens[k].pos in ("ADP", "DET", "PUNCT") for k in below
        ):
            continue
        last = max(last, below[-1] + 1)
    return last


def _seeming(tree: Tree, verb: Token) -> Said | None:
    """How something seems ("the talks seem to have failed"): the subject is part of it, and nobody is named."""
    subject = tree.child(verb.i, "nsubj")
    rest = [
        j for j in verb.children if j > verb.i and tree.tokens[j].dep in ("xcomp", "oprd", "acomp", "ccomp", "prep")
    ]
    if subject is None or not rest or subject.i > verb.i:
        return None
    content = [subtree_range(tree, j, but=verb.i) for j in rest]
    if subject.lower not in ("it", "there"):
        content.append(subtree_range(tree, subject.i, but=verb.i))
    elif not any(tree.tokens[j].dep in ("ccomp", "xcomp") for j in rest):
        return None
    return _said(tree, verb, (), content, asserts=False)


def _passive(tree: Tree, verb: Token, sources: tuple[int, ...]) -> Said | None:
    """What a passive attributes: "was criticised by X", "is expected to", "is described as"."""
    words, lemma = tree.lexicon.words, verb.lemma
    subject = tree.child(verb.i, "nsubjpass")
    rest = [tree.tokens[j] for j in verb.children if j > verb.i]
    kept = [t for t in rest if t.dep in ("xcomp", "ccomp", "oprd") or (t.dep == "prep" and t.lower == "as")]
    asked = [t for t in rest if lemma == "ask" and (t.dep == "advcl" or (t.dep == "prep" and t.lower == "about"))]
    if asked:
        return _said(tree, verb, sources, [subtree_range(tree, t.i) for t in asked], asserts=False)
    if subject is None:
        return None
    open_ = lemma in words["cue_unnamed"] and kept and any(_allowed_passive(tree, verb, t) for t in kept)
    if not open_ and not (sources and (lemma in words["cue_object"] or (kept and lemma in words["cue_as"]))):
        return None
    content = [subtree_range(tree, subject.i, but=verb.i), *(subtree_range(tree, t.i) for t in kept)]
    return _said(tree, verb, sources, content, asserts=False)


def _allowed_passive(tree: Tree, verb: Token, child: Token) -> bool:
    words = tree.lexicon.words
    if child.dep == "prep":
        return verb.lemma in words["cue_as"]
    if child.dep == "oprd":
        return verb.lemma in words["cue_name"]
    return any(tree.tokens[j].tag == "TO" for j in child.children)


def _said(
    tree: Tree,
    verb: Token,
    sources: tuple[int, ...],
    content: list[Range] | tuple[Range, ...],
    *,
    denies: bool = False,
    accuses: bool = False,
    asserts: bool = True,
) -> Said:
    cue = cue_range(tree, verb)
    return Said(
        sources,
        cue,
        verb.i,
        without(content, cue),
        denies=denies,
        accuses=accuses,
        asserts=asserts,
        phrase=source_phrase(tree, sources, cue),
    )
