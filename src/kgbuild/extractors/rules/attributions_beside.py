"""Cues beside what they report: a verb and its position in; source and content out, whatever the parse says.

Parsers read a quotation badly inside its sentence: they hang the cue on the last clause, or take a verb of it
for the cue's own. Commas, quotation marks and the sentence's ends tell better.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from kgbuild.extractors.rules.attributions_spans import BREAKS, NOMINAL, QUOTES, Range, Said, said_by, words_in
from kgbuild.extractors.rules.syntax import Tree
from kgbuild.language.parse import Sentence, Token

FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
SUBJECT = frozenset(("nsubj", "nsubjpass", "expl"))
STOPS = frozenset((",", ".", ":", ";", "--", "—", "–", "?", "!")) | QUOTES
ADJUNCT = frozenset(
    ("as", "when", "while", "after", "before", "because", "since", "during", "if", "though", "although")
)
NO_CONTENT = ADJUNCT | frozenset(
    ("who", "which", "whose", "where", "but", "according", "including", "though", "despite", "amid", "with", "without")
)
"""Words that open what follows a sentence-final cue without being part of what is said."""


class Beside(NamedTuple):
    """A cue with its source as a stretch [first, last), the source's head, and what stands beside it."""

    head: int
    first: int
    last: int
    content: tuple[Range, ...]


def find_beside(tree: Tree, verb: Token, sentence: Sentence, heads: tuple[int, ...]) -> Beside | None:
    """The reading of a verb as a cue that stands after, or inside, what it reports."""
    if verb.tag in ("VB", "VBG"):
        return None
    group = _group(tree, verb, sentence, heads)
    if group is None:
        return None
    head, first, last = group
    k = first - 1
    while k > sentence.first and tree.tokens[k].text in QUOTES:
        k -= 1
    closed = k < first - 1
    if k <= sentence.first or not (closed or tree.tokens[k].text in BREAKS):
        return None
    before = (sentence.first, first if closed else k + 1)
    if words_in(tree, before) < 1:
        return None
    content = _around(tree, sentence, before, last, closed=closed)
    return None if content is None else Beside(head, first, last, content)


def closing_cue(tree: Tree, noun: Token, sentence: Sentence) -> Said | None:
    """A verb at its sentence's end that the parser takes for a noun: "The bridge is closed, records show"."""
    ends = all(token.pos == "PUNCT" for token in tree.tokens[noun.i + 1 : sentence.last])
    beside = find_beside(tree, noun, sentence, ()) if ends else None
    return None if beside is None else said_by(tree, noun, (beside.head,), beside.content)


def _group(tree: Tree, verb: Token, sentence: Sentence, heads: tuple[int, ...]) -> tuple[int, int, int] | None:
    """Head of the source and the stretch of source and cue together."""
    own = [h for h in heads if sentence.first <= h < sentence.last]
    subject = tree.child(verb.i, "nsubj")
    if own and subject is not None:
        below = [i for i in tree.parse.subtree(subject.i) if i != verb.i]
        first, last = below[0], below[-1] + 1
        if subject.i < verb.i:
            marks = [i for i in range(first, subject.i) if tree.tokens[i].text in QUOTES]
            first = marks[-1] + 1 if marks else first
            if verb.i - first <= 25:
                return own[0], _left(tree, first, sentence), verb.i + 1
            return None
        if last - verb.i <= 25:
            return own[0], _left(tree, verb.i, sentence), _short(tree, last, verb.i)
        return None
    return _before(tree, verb, sentence) or _after(tree, verb, sentence)


def _left(tree: Tree, first: int, sentence: Sentence) -> int:
    """Start of a group with the small words before it."""
    while first > sentence.first and tree.tokens[first - 1].dep in ("det", "aux", "advmod", "amod", "compound", "neg"):
        first -= 1
    return first


def _short(tree: Tree, last: int, verb: int) -> int:
    """End of an inverted source, before a quotation that the parse took for part of it."""
    return next((i for i in range(verb + 1, last) if tree.tokens[i].text in QUOTES), last)


def _before(tree: Tree, verb: Token, sentence: Sentence) -> tuple[int, int, int] | None:
    """A noun phrase between a comma or quotation mark and the verb."""
    i = verb.i - 1
    while i > sentence.first and tree.tokens[i].pos in ("ADV", "AUX"):
        i -= 1
    head = i
    if tree.tokens[head].pos not in ("NOUN", "PROPN", "PRON"):
        return None
    while i > sentence.first and (tree.tokens[i].pos in NOMINAL or tree.tokens[i].lower in ("of", "for", "and", "'s")):
        i -= 1
    edge = tree.tokens[i]
    if i in (sentence.first, head) or not (edge.text in QUOTES or edge.text in BREAKS):
        return None
    return _speaker(tree, head, i + 1, verb.i + 1)


def _after(tree: Tree, verb: Token, sentence: Sentence) -> tuple[int, int, int] | None:
    """A noun phrase right after a verb that itself follows a comma or quotation mark."""
    edge = tree.tokens[verb.i - 1]
    if verb.i == sentence.first or not (edge.text in QUOTES or edge.text == ","):
        return None
    i = verb.i + 1
    while i < sentence.last and tree.tokens[i].pos in NOMINAL and tree.tokens[i].lower not in ("that", "what"):
        i += 1
    if i == verb.i + 1 or tree.tokens[i - 1].pos not in ("NOUN", "PROPN", "PRON"):
        return None
    if i < sentence.last and tree.tokens[i].pos in ("VERB", "AUX"):
        return None
    return _speaker(tree, i - 1, verb.i, i)


def _speaker(tree: Tree, head: int, first: int, last: int) -> tuple[int, int, int] | None:
    """The group, if its head can speak and is no subject of another verb."""
    if tree.noun_class(head) not in ("person", "thing", "facility") or head in tree.time_at:
        return None
    return head, first, last


def _around(tree: Tree, sentence: Sentence, before: Range, last: int, *, closed: bool) -> tuple[Range, ...] | None:
    """What stands before the group, and after it where the report goes on there."""
    tokens = tree.tokens
    j = last
    while j < sentence.last and tokens[j].text not in STOPS:
        token = tokens[j]
        if token.lower in ADJUNCT:  # "said as he left": the rest tells of the saying
            return (before,)
        if token.dep == "mark" or (token.dep in SUBJECT and tokens[token.head].pos in ("VERB", "AUX")):
            return None if not closed else (before,)  # "In Bor, he said the bridge had gone": a clause of its own
        j += 1
    ahead = _opening(tree, j, sentence)
    quoted_ahead = ahead < sentence.last and tokens[ahead].text in QUOTES
    finite = any(token.tag in FINITE for token in tokens[before[0] : before[1]])
    if quoted_ahead and not closed and (not finite or _is_adjunct(tree, before)):
        return None  # "Asked about it, he said: ..."
    if j >= sentence.last or tokens[j].text == ".":
        return (before,) if finite or closed or words_in(tree, before) > 2 else None
    rest = (ahead, sentence.last)
    if words_in(tree, rest) == 0:
        return (before,) if finite or closed or words_in(tree, before) > 2 else None
    if quoted_ahead:
        return before, rest
    if closed:
        return (before,)
    if not finite:
        return (before, rest) if any(t.tag in FINITE for t in tokens[rest[0] : rest[1]]) else (before,)
    opener = tokens[rest[0]]
    if opener.tag == "VBG" or opener.lower in NO_CONTENT:
        return (before,)
    if opener.pos == "CCONJ" and any(t.dep in SUBJECT for t in tokens[rest[0] : rest[1]]):
        return (before,)
    return before, rest


def _opening(tree: Tree, j: int, sentence: Sentence) -> int:
    """Where the words after a comma or colon begin."""
    while j < sentence.last and tree.tokens[j].text in (",", ":", "--", "—", "–", ";"):
        j += 1
    return j


def _is_adjunct(tree: Tree, part: Range) -> bool:
    """Whether words before a cue only say when or on what occasion it was said."""
    token = tree.tokens[part[0]]
    return token.lower in ADJUNCT or token.tag in ("VBN", "VBG", "IN") or token.lower in ("then", "later", "earlier")


def quotation_beside(tree: Tree, verb: Token, sentence: Sentence) -> list[Range]:
    """A quotation in the verb's sentence, where no clause of its own is what is said."""
    marks = [i for i in range(sentence.first, sentence.last) if tree.tokens[i].text in QUOTES]
    pairs = list(zip(marks[::2], marks[1::2], strict=False))
    if len(marks) % 2 and marks[-1] > verb.i:  # opened here, closed in a later sentence
        pairs.append((marks[-1], sentence.last - 1))
    return [(first, last + 1) for first, last in pairs if verb.i < first or verb.i > last][:2]


def quotation_across(tree: Tree, number: int, quoted: list[bool]) -> list[Range]:
    """A quotation in the sentence before or after, where the cue's own sentence holds none.

    `"Who are they?" the mayor asked.` is two sentences to a parser; after a colon the quotation may be a new paragraph.
    """
    sentences = tree.parse.sentences
    sentence = sentences[number]
    end = next((t.text for t in reversed(tree.tokens[sentence.first : sentence.last]) if t.text.strip()), "")
    if number + 1 < len(sentences) and (end in (":", ",") or tree.tokens[sentence.last - 1].text in QUOTES):
        following = sentences[number + 1]
        if tree.tokens[following.first].text in QUOTES or quoted[following.first]:
            return [(following.first, following.last)]
    if number and sentences[number - 1].paragraph == sentence.paragraph:
        previous = sentences[number - 1]
        if tree.tokens[previous.last - 1].text in QUOTES:
            return [(previous.first, previous.last)]
    return []


def continue_quotations(tree: Tree, found: list[Said], quoted: list[bool]) -> list[Said]:
    """Sentences wholly inside quotation marks, beside an attributed one of their paragraph, are the same speaker's.

    So are paragraphs wholly inside quotation marks that follow a speaker's.
    """
    outer = [said for said in found if not said.quoted]
    covered = {i for said in outer for first, last in said.content for i in range(first, last)}
    by_sentence: dict[int, Said] = {}
    for said in outer:
        if said.kind != "indirect":
            by_sentence.setdefault(tree.tokens[said.verb].sentence, said)
    extra: dict[Said, list[Range]] = {}
    whole = [_is_quoted(tree, sentence, quoted) for sentence in tree.parse.sentences]
    for number, sentence in enumerate(tree.parse.sentences):
        if not whole[number] or not covered.isdisjoint(range(sentence.first, sentence.last)):
            continue
        speaker = _speaker_beside(tree, by_sentence, number, whole)
        if speaker is not None:
            extra.setdefault(speaker, []).append((sentence.first, sentence.last))
            by_sentence.setdefault(number, speaker)
    later = _after_reports(
        tree, outer, whole, covered | {i for parts in extra.values() for p in parts for i in range(*p)}
    )
    return [
        replace(
            said,
            content=tuple(sorted({*said.content, *extra.get(said, ())})),
            continued=tuple(later.get(said, ())),
        )
        for said in found
    ]


def _after_reports(tree: Tree, outer: list[Said], whole: list[bool], taken: set[int]) -> dict[Said, list[Range]]:
    """Quoted sentences without a cue: they go to the last speaker of their paragraph or of the one before."""
    last: Said | None = None
    paragraph, found = -1, dict[Said, list[Range]]()
    claims = {tree.tokens[said.verb].sentence: said for said in outer if said.asserts and said.sources}
    for number, sentence in enumerate(tree.parse.sentences):
        if number in claims and not whole[number]:
            last, paragraph = claims[number], sentence.paragraph
        if not whole[number] or not taken.isdisjoint(range(sentence.first, sentence.last)):
            continue
        if last is not None and sentence.paragraph - paragraph <= 1:
            found.setdefault(last, []).append((sentence.first, sentence.last))
            paragraph = sentence.paragraph
    return found


def _is_quoted(tree: Tree, sentence: Sentence, quoted: list[bool]) -> bool:
    inner = [i for i in range(sentence.first, sentence.last) if tree.tokens[i].pos != "PUNCT"]
    return bool(inner) and all(quoted[i] for i in inner)


def _speaker_beside(tree: Tree, by_sentence: dict[int, Said], number: int, whole: list[bool]) -> Said | None:
    """Who speaks a quoted sentence: its paragraph's nearest speaker, else the last of the paragraph before."""
    sentences = tree.parse.sentences
    paragraph = sentences[number].paragraph
    for step in (-1, 1):
        other = number + step
        while 0 <= other < len(sentences) and sentences[other].paragraph == paragraph:
            if other in by_sentence:
                return by_sentence[other]
            other += step
    first = last = number
    while first > 0 and sentences[first - 1].paragraph == paragraph:
        first -= 1
    while last + 1 < len(sentences) and sentences[last + 1].paragraph == paragraph:
        last += 1
    if first == 0 or not all(whole[first : last + 1]):
        return None
    speaker = by_sentence.get(first - 1)
    if speaker is None:  # the paragraph before may end in a quoted sentence of its own speaker
        k = first - 1
        while k >= 0 and whole[k] and sentences[k].paragraph == sentences[first - 1].paragraph:
            k -= 1
        speaker = by_sentence.get(k) if k >= 0 else None
    return speaker
