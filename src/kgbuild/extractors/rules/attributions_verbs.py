"""Verbs that attribute: a verb of a tree in; its source and what it says, or else what it wishes, out."""

from __future__ import annotations

from dataclasses import replace

from kgbuild.extractors.rules.attributions_beside import find_beside, quotation_across, quotation_beside
from kgbuild.extractors.rules.attributions_doubted import by_denied_claim, called_false
from kgbuild.extractors.rules.attributions_sources import find_speakers, is_unnamed, name, quoting_verb
from kgbuild.extractors.rules.attributions_spans import Range, Said, said_by, subtree_range
from kgbuild.extractors.rules.attributions_wishes import SUBJECTS, by_wish
from kgbuild.extractors.rules.syntax import RELATIVE, VERBAL, Tree
from kgbuild.language.parse import Sentence, Token

CLAUSES = frozenset(("ccomp", "parataxis"))
REPORTING = ("cue_narrow", "cue_belief", "cue_stance", "cue_beside")
WISHES = ("cue_infinitive", "cue_gerund", "cue_object", "cue_as", "cue_name", "cue_bid")
BARE_TOPICS = ("claim", "admit", "report", "acknowledge")
"""Verbs that assert what their infinitive or gerund says ("claims to have hit")."""


def verb_lemmas(tree: Tree) -> frozenset[str]:
    """Every verb that some rule here may take for a cue."""
    words = tree.lexicon.words
    paired = ("cue_preposition", "cue_light", "cue_accuse", "cue_clear")
    pairs = (entry.split()[0] for name in paired for entry in words[name])
    single = ("cue_narrow", "cue_belief", "cue_stance", "cue_beside", "cue_seem", "cue_unnamed", "cue_voice", *WISHES)
    return frozenset(("put", "place")).union(*(words[name] for name in single), pairs)


def by_verb(tree: Tree, verb: Token, sentence: Sentence, quoted: list[bool]) -> Said | None:
    """The attribution that a verb makes: a claim if it can be one, else a wish, plan, judgement or question."""
    words = tree.lexicon.words
    sources = tuple(find_speakers(tree, verb.i))
    said = _accusation(tree, verb, sources) or _count(tree, verb, sources) or _quotation(tree, verb, sources)
    said = said or by_denied_claim(tree, verb, sources, sentence)
    if said is None and any(verb.lemma in words[kind] for kind in REPORTING):
        said = _report(tree, verb, sentence, sources, quoted)
    if said is None and sources:
        said = called_false(tree, verb, sources)
    if said is None and not quoted[verb.i]:
        said = by_wish(tree, verb, sources)
    return None if said is None else _in_clause(tree, said)


def _in_clause(tree: Tree, said: Said) -> Said | None:
    """The attribution with the word of its own clause for its source: of "officers, who said that" the "who".

    Things say and show, but wish nothing: "a law that bans" is no attribution.
    """
    verb = said.verb
    while tree.tokens[verb].dep in ("conj", "xcomp") and tree.child(verb, "nsubj", "nsubjpass") is None:
        verb = tree.tokens[verb].head
    subject = tree.child(verb, "nsubj")
    if subject is None or subject.lower not in RELATIVE or tree.antecedent(subject.i) == subject.i:
        return said
    if not said.asserts and subject.lower == "that" and all(tree.noun_class(i) != "person" for i in said.sources):
        return None
    return replace(said, phrase=(subject.i, subject.i + 1))


def _accusation(tree: Tree, verb: Token, sources: tuple[int, ...]) -> Said | None:
    """The deed that somebody is accused of, blamed for, convicted of, cleared of."""
    words = tree.lexicon.words
    behind = {
        by: clears
        for name, clears in (("cue_accuse", False), ("cue_clear", True))
        for lemma, by in (entry.split() for entry in words[name])
        if lemma == verb.lemma
    }
    if not behind or _negated(tree, verb.i) or (not sources and not tree.is_passive(verb.i)):
        return None
    deeds = [(by, head) for by, head in tree.prepositions(verb.i) if by in behind]
    patient = tree.child(verb.i, "dobj")
    if not deeds and patient is not None:  # the deed hangs on the accused: "accused [the rebels of shelling]"
        below = [(by, j) for by, j in tree.prepositions(patient.i) if by in behind]
        deeds = [(by, j) for by, j in below if tree.tokens[j].tag == "VBG" or by == "for"]
    if verb.lemma == "blame" and not deeds and patient is not None:  # "blamed the attack on the rebels"
        behind_both = (*tree.prepositions(verb.i), *tree.prepositions(patient.i))
        deeds = [("for", patient.i) for by, _ in behind_both if by == "on"][:1]
    if not deeds:
        return None
    content = [subtree_range(tree, head) for _, head in deeds]
    return said_by(tree, verb, sources, content, accuses=True, denies=behind.get(deeds[0][0], False))


def _quotation(tree: Tree, verb: Token, sources: tuple[int, ...]) -> Said | None:
    """What somebody passes on as another's words: "quoted a priest as saying that"."""
    if verb.lemma not in tree.lexicon.words["cue_quote"] or not sources:
        return None
    said = next((j for by, j in tree.prepositions(verb.i) if by == "as" and tree.tokens[j].tag == "VBG"), None)
    quoted = tree.child(verb.i, "nsubjpass", "dobj")
    if said is None or quoted is None:
        return None
    ahead = [subtree_range(tree, child.i) for child in tree.parse.children(verb.i, "ccomp") if child.i < verb.i]
    content = [*ahead, subtree_range(tree, quoted.i, but=verb.i), subtree_range(tree, said)]
    return said_by(tree, verb, sources, content)


def _count(tree: Tree, verb: Token, sources: tuple[int, ...]) -> Said | None:
    """A figure that somebody gives: "put the number of dead at nine"."""
    figure = tree.child(verb.i, "dobj")
    given = verb.lemma in ("put", "place") and figure is not None and figure.lemma in tree.lexicon.words["cue_figure"]
    numbers = [subtree_range(tree, head) for by, head in tree.prepositions(verb.i) if by == "at"]
    if not given or not sources or not numbers or figure is None:
        return None
    return said_by(tree, verb, sources, [(subtree_range(tree, figure.i)[0], numbers[-1][1])])


def _report(tree: Tree, verb: Token, sentence: Sentence, sources: tuple[int, ...], quoted: list[bool]) -> Said | None:
    """A claim, a quotation, or a clause that is hoped, known, asked."""
    words = tree.lexicon.words
    reports = verb.lemma in words["cue_narrow"]
    asserts = reports or verb.lemma in words["cue_belief"]
    negated = _negated(tree, verb.i)  # "did not deny" denies nothing, "could not confirm" does
    denies = negated if verb.lemma in ("admit", "confirm") else verb.lemma in words["doubt"] and not negated
    if verb.lemma == "ask" and verb.tag == "VBN" and not sources:
        return None  # "Asked about the raid, the general said"
    alone = verb.dep != "relcl" and not _has_clause_after(tree, verb)
    if verb.lemma in words["cue_beside"] and not quoted[verb.i] and alone:
        beside = find_beside(tree, verb, sentence, sources)
        if beside is not None and not _has_object(tree, verb, beside.last):
            heads = sources or (name(tree, beside.head),)
            return said_by(tree, verb, heads, beside.content, denies=denies, asserts=asserts)
    content = _clauses(tree, verb, reports=reports, denies=denies)
    if not content and reports:
        content = _topics(tree, verb)
    if not content and reports and verb.dep == "advcl":
        content = _around_clause(tree, verb, sentence)
    if not content and verb.lemma in words["cue_beside"] and not quoted[verb.i] and not _goes_on(tree, verb, quoted):
        content = quotation_beside(tree, verb, sentence)
        if not content and sources:
            content = quotation_across(tree, verb.sentence, quoted)
    if not content or (not sources and not is_unnamed(tree, verb)):
        return None
    return said_by(tree, verb, sources, content, denies=denies, asserts=asserts)


def _around_clause(tree: Tree, verb: Token, sentence: Sentence) -> list[Range]:
    """The sentence around a clause that says whose words it is: "As the mayor said, two homes burned"."""
    first, last = subtree_range(tree, verb.i)
    if tree.tokens[first].lower != "as" or tree.child(verb.i, "dobj", "ccomp", "xcomp") is not None:
        return []
    while last < sentence.last and tree.tokens[last].text == ",":
        last += 1
    return [part for part in ((sentence.first, first), (last, sentence.last)) if part[1] > part[0]]


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


def _goes_on(tree: Tree, verb: Token, quoted: list[bool]) -> bool:
    """Whether a verb has an infinitive or object of its own, no quotation: "continued to shun", "asked for help"."""
    if verb.lemma in tree.lexicon.words["told"]:
        return False
    return any(tree.tokens[j].dep in ("xcomp", "dobj") and j > verb.i and not quoted[j] for j in verb.children)


def _clauses(tree: Tree, verb: Token, *, reports: bool, denies: bool) -> list[Range]:
    """The clauses that a verb takes."""
    content = []
    for j in verb.children:
        child = tree.tokens[j]
        if child.dep in CLAUSES and (child.pos in VERBAL or tree.child(j, "nsubj", "nsubjpass") is not None):
            if reports or _is_finite(tree, j):
                content.append(subtree_range(tree, j, but=verb.i))
        elif child.dep == "xcomp" and reports and (denies or verb.lemma in BARE_TOPICS):
            content.append(subtree_range(tree, j))
    quoting = None if content else quoting_verb(tree, verb)
    if quoting is not None:  # "..., Fides quoted a priest as saying"
        content = [subtree_range(tree, child.i) for child in tree.parse.children(quoting.i, "ccomp")]
    return content or _behind_carrier(tree, verb)


def _behind_carrier(tree: Tree, verb: Token) -> list[Range]:
    """The clause that parsers hang on the paper it stands in: "said in a statement that troops had left"."""
    return [
        subtree_range(tree, j)
        for _, head in tree.prepositions(verb.i)
        if tree.tokens[head].lemma in tree.lexicon.words["cue_carrier"] and head > verb.i
        for j in tree.tokens[head].children
        if tree.tokens[j].dep in ("acl", "relcl", "ccomp") and tree.tokens[tree.parse.subtree(j)[0]].dep == "mark"
    ]


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
            (first, _with_places(tree, verb, last))
            for name, head in tree.prepositions(verb.i)
            if name in ("on", "of", "about")
            for first, last in (subtree_range(tree, head),)
        ][:1]
    return content


def _with_places(tree: Tree, verb: Token, last: int) -> int:
    """End of a topic with the phrases after it that parsers hang on the verb: "reported on posts beyond the river"."""
    for j in verb.children:
        first, end = subtree_range(tree, j)
        if tree.tokens[j].dep not in ("prep", "cc", "conj", "punct") or tree.tokens[j].pos in VERBAL:
            continue
        if first == last and not any(k in tree.time_at for k in range(first, end)):
            last = end
    while tree.tokens[last - 1].pos == "PUNCT":
        last -= 1
    return last


def _negated(tree: Tree, i: int) -> bool:
    return any(tree.tokens[j].dep == "neg" for j in tree.tokens[i].children)
