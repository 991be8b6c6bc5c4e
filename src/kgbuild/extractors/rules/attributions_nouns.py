"""Attribution without verbs: "according to", nouns, adjectives and colons in, their sources and content out."""

from __future__ import annotations

from dataclasses import replace

from kgbuild.extractors.rules.attributions_beside import ADJUNCT
from kgbuild.extractors.rules.attributions_doubted import is_called_false
from kgbuild.extractors.rules.attributions_sources import can_speak, name
from kgbuild.extractors.rules.attributions_spans import (
    NOMINAL,
    QUOTES,
    Range,
    Said,
    source_phrase,
    subtree_range,
    without,
    words_in,
)
from kgbuild.extractors.rules.syntax import VERBAL, Tree
from kgbuild.language.parse import Sentence, Token

FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
EVENTFUL = ("report", "accusation", "allegation", "claim", "suspicion", "charge", "rumor", "rumour")
"""Nouns whose "of" may name what is claimed: "reports of clashes"."""


def by_according(tree: Tree, token: Token, sentence: Sentence) -> Said | None:
    """What "according to X" attributes, in any position; an apposition of the source is no content."""
    heads = tuple(name(tree, head) for _, head in tree.prepositions(token.i) if head not in tree.time_at)
    if not heads:
        return None
    below = tree.parse.subtree(token.i)
    first, last = below[0], _source_end(tree, below)
    if first - sentence.first <= 1:
        last = _apposition_end(tree, last, sentence)
    while last < sentence.last and tree.tokens[last].text == ",":
        last += 1
    if first - sentence.first <= 1:
        content = [(last, sentence.last)]
    elif sentence.last - last <= 1:
        content = [(sentence.first, first)]
    else:
        content = [part for part in ((sentence.first, first), (last, sentence.last)) if part[1] - part[0] > 1]
        if _opens_clause(tree, first):  # "told reporters that, according to survivors, gunmen ..."
            content = content[-1:]
    to = next((j for j in token.children if tree.tokens[j].lower == "to"), token.i)
    return _said(tree, heads, (token.i, to + 1), token.i, content)


def _opens_clause(tree: Tree, first: int) -> bool:
    """Whether words are the first of a "that" clause."""
    mark = first - 1
    while tree.tokens[mark].text == "," and mark:
        mark -= 1
    return tree.tokens[mark].lower == "that"


def _source_end(tree: Tree, below: list[int]) -> int:
    """End of "according to X", before a clause that tells when or why and hangs on X by mistake."""
    for i in below:
        if tree.tokens[i].dep in ("relcl", "advcl"):
            start = tree.parse.subtree(i)[0]
            if tree.tokens[start].lower in ADJUNCT and start > below[0] and tree.tokens[start - 1].text == ",":
                return start - 1
    return below[-1] + 1


def _apposition_end(tree: Tree, last: int, sentence: Sentence) -> int:
    """End of a phrase between commas that says what the source is, where a clause of its own follows it.

    A parser often makes it the subject of that clause ("According to Bor Watch, a blog close to the army, ...").
    """
    tokens = tree.tokens
    start = last
    while start < sentence.last and tokens[start].text == ",":
        start += 1
    if start == last and tokens[last - 1].text != ",":
        return last
    end = next((i for i in range(start, sentence.last) if tokens[i].text == ","), sentence.last)
    rest = tokens[end + 1 : sentence.last]
    if end - start < 2 or not rest or any(t.tag in FINITE for t in tokens[start:end]):
        return last
    if tokens[start].pos not in ("DET", "ADJ", "NOUN", "PROPN", "PRON"):
        return last
    verb = next((i for i, t in enumerate(rest) if t.tag in FINITE), None)
    if not verb or rest[0].pos not in NOMINAL or rest[0].tag in ("WDT", "WP"):
        return last
    return end


def by_noun(tree: Tree, noun: Token) -> Said | None:
    """Claims as nouns: "the army's claim that", "reports of clashes", "accusations by Kigali that"."""
    words = tree.lexicon.words
    content, asserts = _noun_content(tree, noun)
    if not content:
        return None
    sources = [head for by, head in tree.prepositions(noun.i) if by in ("by", "from")]
    possessor = tree.child(noun.i, "poss")
    if possessor is not None:
        sources = tree.coordinated(possessor.i)
    governor = tree.tokens[noun.head]
    together = f"{governor.lemma} {noun.lemma}" in words["cue_light"]
    if noun.dep == "dobj" and (together or (not asserts and governor.lemma in words["cue_voice"])):
        return None  # the verb is the cue
    if noun.lemma in words["cue_carrier"] and noun.dep == "pobj":
        verb = tree.tokens[governor.head]
        if verb.i < noun.i and verb.lemma in words["cue_narrow"]:
            return None  # "said in a statement that"
    holds = (words["light"] | {"repeat", "issue", "express", "have", "voice", "raise", "offer"}) - {"receive", "face"}
    if not sources and noun.dep == "dobj" and governor.lemma in holds:
        sources = tree.subjects(governor.i)
    sources = [name(tree, head) for head in sources if can_speak(tree, head)]
    if not asserts and not sources:
        return None
    denies = noun.lemma == "denial" or (noun.dep == "dobj" and governor.lemma in words["doubt"])
    denies = denies or is_called_false(tree, noun)
    return _said(tree, tuple(sources), (noun.i, noun.i + 1), noun.i, content, denies=denies, asserts=asserts)


def _noun_content(tree: Tree, noun: Token) -> tuple[list[Range], bool]:
    """What a noun attributes, and whether it claims it."""
    words = tree.lexicon.words
    for j in noun.children:
        child = tree.tokens[j]
        if child.dep not in ("acl", "ccomp", "relcl") or j < noun.i:
            continue
        below = [tree.tokens[k] for k in child.children]
        if any(t.lower == "that" and t.dep == "mark" for t in below):
            return [subtree_range(tree, j)], noun.lemma in words["cue_noun"]
        if any(t.tag == "TO" for t in below) and noun.lemma in words["cue_noun_stance"]:
            return [subtree_range(tree, j)], False
    if noun.lemma in EVENTFUL:
        content = [subtree_range(tree, head) for of, head in tree.prepositions(noun.i) if of == "of"]
        if any(_is_eventful(tree, part) for part in content):
            return content, True
    if noun.lemma in words["cue_noun_stance"]:
        wanted = ("of", "for", "about", "on", "to", "against", "over")
        return [subtree_range(tree, head) for of, head in tree.prepositions(noun.i) if of in wanted], False
    return [], False


def _is_eventful(tree: Tree, part: Range) -> bool:
    return any(
        token.lemma in tree.lexicon.event_nouns or token.pos == "VERB" for token in tree.tokens[part[0] : part[1]]
    )


def by_adjective(tree: Tree, adjective: Token) -> Said | None:
    """States of mind: "is confident that", "were critical of"."""
    governor = tree.tokens[adjective.head]
    if (
        adjective.dep != "acomp"
        or governor.pos not in VERBAL
        or governor.lemma not in ("be", "feel", "remain", "become")
    ):
        return None
    sources = tuple(name(tree, head) for head in tree.subjects(governor.i) if tree.noun_class(head) == "person")
    content = [
        subtree_range(tree, j)
        for j in (*adjective.children, *governor.children)
        if j > adjective.i
        and tree.tokens[j].dep in ("ccomp", "xcomp", "prep")
        and tree.tokens[j].lower not in ("in", "at")
    ][:1]
    if not sources or not content or tree.tokens[sources[0]].lower == "it":
        return None
    return _said(tree, sources, (adjective.i, adjective.i + 1), adjective.i, content, asserts=False)


def by_colon(tree: Tree, colon: Token, sentence: Sentence) -> Said | None:
    """`Mayor: "We held the bridge"` and headlines ("Mayor: bridge still held", "Bridge still held: mayor")."""
    before, after = (sentence.first, colon.i), (colon.i + 1, sentence.last)
    number = colon.sentence + 1
    if colon.i == sentence.last - 1 and number < len(tree.parse.sentences):  # parsers end a sentence there
        following = tree.parse.sentences[number]
        if following.paragraph == sentence.paragraph:
            after, sentence = (following.first, following.last), replace(sentence, last=following.last)
    head = _speaker(tree, before)
    if head is not None and words_in(tree, after) > 1:
        quote = tree.tokens[after[0]].text in QUOTES
        if quote or (_is_headline(tree, sentence) and words_in(tree, after) > 2):
            return _said(tree, (head,), (colon.i, colon.i + 1), colon.i, [after])
    head = _speaker(tree, after)
    if head is not None and words_in(tree, before) > 2 and _is_headline(tree, sentence):
        return _said(tree, (head,), (colon.i, colon.i + 1), colon.i, [before])
    return None


def by_dash(tree: Tree, dash: Token, sentence: Sentence) -> Said | None:
    """Headlines that end in their source: "Two killed in Bor - mayor"."""
    before, after = (sentence.first, dash.i), (dash.i + 1, sentence.last)
    if dash.i == sentence.first or tree.tokens[dash.i - 1].end == dash.start or dash.i + 1 >= sentence.last:
        return None
    head = _speaker(tree, after)
    if head is None or words_in(tree, before) < 3 or not _is_headline(tree, sentence):
        return None
    return _said(tree, (head,), (dash.i, dash.i + 1), dash.i, [before])


def _speaker(tree: Tree, part: Range) -> int | None:
    """Head of a short stretch that is nothing but somebody's name or role."""
    tokens = tree.tokens[part[0] : part[1]]
    while tokens and tokens[-1].pos in ("PUNCT", "SPACE"):
        tokens = tokens[:-1]
    if not tokens or len(tokens) > 6 or any(t.pos not in NOMINAL and t.pos != "PUNCT" for t in tokens):
        return None
    if tokens[-1].pos not in ("PROPN", "NOUN"):
        return None
    return tokens[-1].i if tree.noun_class(tokens[-1].i) == "person" else None


def _is_headline(tree: Tree, sentence: Sentence) -> bool:
    """Whether a sentence is a short paragraph of its own, as headlines are."""
    sentences = tree.parse.sentences
    number, last = tree.tokens[sentence.first].sentence, tree.tokens[sentence.last - 1].sentence
    alone = last + 1 == len(sentences) or sentences[last + 1].paragraph != sentence.paragraph
    alone = alone and (number == 0 or sentences[number - 1].paragraph != sentence.paragraph)
    words = [t for t in tree.tokens[sentence.first : sentence.last] if t.text.strip()]
    return alone and len(words) < 25


def _said(
    tree: Tree,
    sources: tuple[int, ...],
    cue: Range,
    verb: int,
    content: list[Range],
    *,
    denies: bool = False,
    asserts: bool = True,
) -> Said:
    phrase = source_phrase(tree, sources, cue)
    return Said(sources, cue, verb, without(content, cue), denies=denies, asserts=asserts, phrase=phrase)
