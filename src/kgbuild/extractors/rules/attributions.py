"""Who says what: a tree in, sources, cues and the words attributed out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from kgbuild.extractors.rules.attributions_beside import closing_cue, continue_quotations
from kgbuild.extractors.rules.attributions_documents import by_document
from kgbuild.extractors.rules.attributions_doubted import by_adverb, by_alleged, by_false
from kgbuild.extractors.rules.attributions_nouns import by_according, by_adjective, by_colon, by_dash, by_noun
from kgbuild.extractors.rules.attributions_spans import FIRST_AND_SECOND, QUOTES, Range, Said, without, words_in
from kgbuild.extractors.rules.attributions_tagged import weigh_said
from kgbuild.extractors.rules.attributions_verbs import by_verb, verb_lemmas
from kgbuild.extractors.rules.syntax import VERBAL, Tree
from kgbuild.language.parse import Sentence

__all__ = ["Said", "find_said"]

CONTRAST = frozenset(("while", "whereas", "although", "though"))


def find_said(tree: Tree) -> list[Said]:
    """The attributions of an article in the order of their cues; those that claim nothing are marked so."""
    quoted = tree.quoted_at
    verbs = verb_lemmas(tree)
    found: list[Said] = []
    for sentence in tree.parse.sentences:
        here = weigh_said(tree, list(_in_sentence(tree, sentence, verbs, quoted)), sentence)
        here = _contrasted(tree, here)
        here = _between_semicolons(tree, sentence, here, quoted)
        here = [_with_marks(tree, said, quoted) for said in here]
        found += [_with_kind(tree, said, quoted) for said in _outermost(tree, here) if said.content]
    found = continue_quotations(tree, found, quoted)
    found += by_document(tree, found)
    return sorted(found, key=lambda said: (said.cue, said.content))


def _in_sentence(tree: Tree, sentence: Sentence, verbs: frozenset[str], quoted: list[bool]) -> Iterator[Said]:
    """Every reading of the sentence's words as cues."""
    words = tree.lexicon.words
    nouns, stances, adjectives = words["cue_noun"], words["cue_noun_stance"], words["cue_adjective"]
    for i in range(sentence.first, sentence.last):
        token = tree.tokens[i]
        said = None
        if token.pos in VERBAL and token.lemma in verbs:
            said = by_verb(tree, token, sentence, quoted)
        elif token.lower == "according":
            said = by_according(tree, token, sentence)
        elif token.pos == "NOUN" and (token.lemma in nouns or token.lemma in stances):
            said = by_noun(tree, token)
        elif token.pos == "ADJ" and token.lemma in adjectives:
            said = by_adjective(tree, token)
        elif token.text == ":":
            said = by_colon(tree, token, sentence)
        elif token.text in ("-", "–", "—", "--"):
            said = by_dash(tree, token, sentence)
        elif token.lower in words["cue_adverb"]:
            said = by_adverb(tree, token)
        if said is None and token.lower in words["cue_alleged"]:
            said = by_alleged(tree, token)
        if said is None and token.lemma in words["false"]:
            said = by_false(tree, token)
        if said is None and token.pos == "NOUN" and token.lemma in words["cue_beside"]:
            said = closing_cue(tree, token, sentence)
        if said is not None:
            yield replace(said, quoted=quoted[i])


def _contrasted(tree: Tree, found: list[Said]) -> list[Said]:
    """The attributions, each cut before what somebody else says against it: "the army said A while rebels said B"."""
    cuts = []
    for said in found:
        mark = next((tree.tokens[j] for j in tree.tokens[said.verb].children if tree.tokens[j].lower in CONTRAST), None)
        another = said.asserts and said.sources and all(tree.tokens[head].pos != "PRON" for head in said.sources)
        if another and tree.tokens[said.verb].dep == "advcl" and mark is not None:
            cuts.append((tree.parse.subtree(said.verb)[0], tree.parse.subtree(said.verb)[-1] + 1, said))
    for first, last, other in cuts:
        found = [
            said
            if said is other or said.quoted or not said.covers(other.verb)
            else replace(said, content=tuple(p for part in said.content for p in without([part], (first, last))))
            for said in found
        ]
    return found


def _between_semicolons(tree: Tree, sentence: Sentence, found: list[Said], quoted: list[bool]) -> list[Said]:
    """The attributions, each without what another speaks of beyond a semicolon: "the army said A; rebels said B"."""
    marks = [i for i in range(sentence.first, sentence.last) if tree.tokens[i].text == ";" and not quoted[i]]
    speaking = [said for said in found if said.asserts and said.sources and not said.quoted]
    for mark in marks:
        sides = {said.verb > mark for said in speaking}
        if len(sides) < 2:
            continue
        before, after = (sentence.first, mark + 1), (mark, sentence.last)
        found = [_without_side(said, before if said.verb > mark else after) for said in found]
    return found


def _without_side(said: Said, side: Range) -> Said:
    return replace(said, content=tuple(p for part in said.content for p in without([part], side)))


def _outermost(tree: Tree, found: list[Said]) -> list[Said]:
    """The attributions without what is only part of another's words.

    Claims inside claims are links of a chain and stay; but wishes inside any, the speaker's own "I think" inside a
    quotation or "he thinks" outside of one, and the saying that is itself only wanted or refused ("declined to
    say"), go.
    """
    kept = []
    for said in found:
        belief = tree.tokens[said.verb].lemma in tree.lexicon.words["cue_belief"]
        if said.quoted and (belief or not said.asserts or not said.sources or _is_speaker(tree, said)):
            continue
        over = [other for other in found if other is not said and other.covers(said.verb)]
        if over and (not said.asserts or _is_own_belief(tree, said)):
            continue
        token = tree.tokens[said.verb]
        if token.dep == "xcomp" and any(not other.asserts and other.verb == token.head for other in over):
            continue
        kept.append(said)
    return kept


def _is_own_belief(tree: Tree, said: Said) -> bool:
    """Whether what is believed is only another way of what is said: "she said she thinks the road is open"."""
    own = all(tree.tokens[head].pos == "PRON" for head in said.sources)
    return own and bool(said.sources) and tree.tokens[said.verb].lemma in tree.lexicon.words["cue_own_belief"]


def _is_speaker(tree: Tree, said: Said) -> bool:
    """Whether the source is the one who speaks or is spoken to, not somebody reported on."""
    return all(tree.tokens[head].lower in FIRST_AND_SECOND and tree.tokens[head].text != "US" for head in said.sources)


def _with_marks(tree: Tree, said: Said, quoted: list[bool]) -> Said:
    """The attribution without stretches that hold no word, and with the marks around those that are quoted."""
    content = tuple(part for part in said.content if words_in(tree, part))
    if not said.quoted:
        content = tuple(_in_marks(tree, part, quoted) for part in content)
    return said if content == said.content else replace(said, content=without(content, said.cue))


def _in_marks(tree: Tree, part: Range, quoted: list[bool]) -> Range:
    first, last = part
    end = len(tree.tokens)
    if first and quoted[first] and tree.tokens[first - 1].text in QUOTES:
        first -= 1
    if last < end and quoted[last - 1]:
        stop = last + (tree.tokens[last].text in (".", "?", "!", ","))
        if stop < end and tree.tokens[stop].text in QUOTES:
            last = stop + 1
    return first, last


def _with_kind(tree: Tree, said: Said, quoted: list[bool]) -> Said:
    inside = sum(quoted[i] for first, last in said.content for i in range(first, last))
    words = sum(words_in(tree, part) for part in said.content)
    kind: Literal["direct", "indirect", "mixed"] = "indirect"
    if inside and words:
        kind = "direct" if inside >= 0.8 * words else "mixed"
    return replace(said, kind=kind)
