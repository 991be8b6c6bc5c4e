"""Quotations inside a sentence: a parse in, stretches to read by themselves out, their own reading put in its place.

A parser reads a quotation badly among the words around it: it takes the quoted verb for a noun's modifier, or hangs
who said it on the quotation's last clause. Read alone, as the sentence that it is, it comes out better.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from kgbuild.language.parse import Parse, Token

MARKS = frozenset(('"', "''", "``"))
OPENING, CLOSING = frozenset("“„«"), frozenset("”»")
ENDINGS = frozenset((".", "?", "!"))
FEWEST = 4
"""Words that a quotation needs to be read by itself: fewer are a phrase, not a clause."""
LAST = 12
"""Tokens that may stand after a final cue's verb ("said in a statement on Monday")."""
SUBJECTS = frozenset(("nsubj", "nsubjpass", "expl", "csubj"))
OPENERS = frozenset(("mark", "cc", "punct"))
"""Relations of words before a quotation that may belong to its clause without being part of it ("that", "and")."""


class Piece(NamedTuple):
    """Tokens [first, last) of one sentence that may be a clause by themselves: quoted, or reported in front."""

    first: int
    last: int

    def words(self, parse: Parse) -> list[str]:
        """The words as a sentence of their own, with a full stop where the quotation goes on to who said it."""
        words = [token.text for token in parse.tokens[self.first : self.last]]
        if words[-1] == ",":
            words[-1] = "."
        elif words[-1] not in ENDINGS:
            words.append(".")
        return words

    def spaces(self, parse: Parse) -> list[bool]:
        """For each of the words whether a space follows it."""
        tokens = parse.tokens[self.first : self.last]
        gaps = [one.end < two.start for one, two in itertools.pairwise(tokens)]
        return gaps + [False] * (len(self.words(parse)) - len(gaps))


def quoted_tokens(parse: Parse) -> list[bool]:
    """For each token whether it stands between double quotation marks; the marks themselves do not.

    Marks reset at a paragraph's end. One that closes what nothing opened has its sentence's words before it.
    """
    flags = [False] * len(parse.tokens)
    inside, paragraph = False, -1
    for sentence in parse.sentences:
        if sentence.paragraph != paragraph:
            inside, paragraph = False, sentence.paragraph
        for i in range(sentence.first, sentence.last):
            if parse.tokens[i].text not in MARKS:
                flags[i] = inside
            elif inside:
                inside = _opens(parse, i) is True
            elif not parse.article.text[parse.tokens[i].start - 1 : parse.tokens[i].start].isdigit():  # 5" is a measure
                inside = _opens(parse, i) is not False
                if not inside and not any(flags[sentence.first : i]):
                    flags[sentence.first : i] = [True] * (i - sentence.first)
    return flags


def _opens(parse: Parse, i: int) -> bool | None:
    """Whether a mark opens a quotation or closes one, by its shape or the spaces around it; None: they do not tell."""
    text, token = parse.article.text, parse.tokens[i]
    if text[token.start] in OPENING:
        return True
    if text[token.start] in CLOSING:
        return False
    before, after = text[token.start - 1 : token.start], text[token.end : token.end + 1]
    if (not before or before.isspace()) and after.strip():
        return True
    if before.strip() and (not after or not after.isalnum()):
        return False
    return None


def quoted_pieces(parse: Parse) -> Iterator[Piece]:
    """The stretches between quotation marks that may be clauses, in text order."""
    flags = quoted_tokens(parse)
    for sentence in parse.sentences:
        words = range(sentence.first, sentence.last)
        if all(flags[i] or parse.tokens[i].pos == "PUNCT" for i in words):
            continue
        for quoted, run in itertools.groupby(words, key=flags.__getitem__):
            inner = list(run)
            piece = Piece(inner[0], inner[-1] + 1)
            if quoted and _words_in(parse, piece) >= FEWEST:
                yield piece


def reported_pieces(parse: Parse) -> Iterator[Piece]:
    """What stands before a final "the mayor said" that the parser gave two subjects, in text order.

    Of "Rockets killed a guard in Bor, the mayor said" it makes rockets that were killed and that said something.
    """
    for sentence in parse.sentences:
        root = next(i for i in range(sentence.first, sentence.last) if parse.tokens[i].head == i)
        subjects = [token.i for token in parse.children(root, "nsubj", "nsubjpass") if token.i < root]
        if len(subjects) < 2:
            continue
        start = parse.subtree(subjects[-1])[0]
        comma = start - 1
        if comma <= sentence.first or parse.tokens[comma].text != "," or sentence.last - root > LAST:
            continue
        piece = Piece(sentence.first, comma)
        marked = any(parse.tokens[i].text in MARKS for i in range(sentence.first, start))
        if subjects[0] < comma and not marked and _words_in(parse, piece) >= FEWEST:
            yield piece


def _words_in(parse: Parse, piece: Piece) -> int:
    return sum(token.pos != "PUNCT" for token in parse.tokens[piece.first : piece.last])


def graft(parse: Parse, piece: Piece, own: Sequence[Token]) -> None:
    """Put a quotation's own reading where the sentence's was, if it is a clause by itself.

    `own` are its tokens with heads counted from 0; a full stop that was added may stand after them.
    """
    own = own[: piece.last - piece.first - (parse.tokens[piece.last - 1].text == ",")]
    roots = [token.i for token in own if token.head == token.i]
    inside = range(piece.first, piece.first + len(own))
    number = parse.tokens[piece.first].sentence
    sentence = range(parse.sentences[number].first, parse.sentences[number].last)
    leaks = [i for i in sentence if i not in inside and parse.tokens[i].head in inside]
    if not roots or not _is_clause(own, roots[0]) or _begins_before(parse, leaks, inside):
        return
    old = {i: replace(parse.tokens[i]) for i in sentence}
    for token in own:
        parse.tokens[piece.first + token.i] = replace(
            old[piece.first + token.i],
            lemma=token.lemma,
            pos=token.pos,
            tag=token.tag,
            dep=token.dep,
            head=piece.first + token.head,
        )
    for root in roots[1:]:
        _hang(parse, piece.first + root, piece.first + roots[0], "parataxis")
    _join(parse, piece.first + roots[0], old, inside, leaks)
    if _is_tree(parse, sentence):
        set_children(parse, sentence)
    else:
        for i, before in old.items():
            parse.tokens[i] = before


def _begins_before(parse: Parse, leaks: Sequence[int], inside: range) -> bool:
    """Whether the clause begins before the mark: "the 'special units had left'"."""
    return any(
        i < inside.start and parse.tokens[i].dep not in OPENERS and not _is_speaking(parse, i, inside) for i in leaks
    )


def _join(parse: Parse, root: int, old: dict[int, Token], inside: range, leaks: Sequence[int]) -> None:
    """Hang a quotation's root on the words around it, and words around it that hung inside on who said it."""
    speaking = [i for i in leaks if _is_speaking(parse, i, inside)]
    top = next(
        (i for i in inside if old[i].pos != "PUNCT" and (old[i].head not in inside or old[i].head == i)), inside.start
    )
    if old[top].head not in inside:
        _hang(parse, root, old[top].head, old[top].dep if old[top].dep in ("ccomp", "parataxis", "advcl") else "ccomp")
    elif speaking:  # the quotation held the sentence's root
        _hang(parse, speaking[0], speaking[0], "ROOT")
        _hang(parse, root, speaking[0], "ccomp")
    else:
        _hang(parse, root, root, "ROOT")
    for i in leaks:
        token = parse.tokens[i]
        if i in speaking[1:] or (speaking and i not in speaking and token.dep in SUBJECTS):
            token.head = speaking[0]
        elif token.head in inside and token.dep in OPENERS:
            token.head = root


def _hang(parse: Parse, i: int, head: int, dep: str) -> None:
    parse.tokens[i].head, parse.tokens[i].dep = head, dep


def _is_clause(own: Sequence[Token], root: int) -> bool:
    """Whether a reading says something by itself: a verb with its subject, or an imperative."""
    token = own[root]
    if token.pos not in ("VERB", "AUX"):
        return False
    return token.tag == "VB" or any(other.head == root and other.dep in SUBJECTS for other in own)


def _is_speaking(parse: Parse, i: int, inside: range) -> bool:
    """Whether a word outside is a verb with its own subject outside: who said it, hung on what is said."""
    token = parse.tokens[i]
    if token.pos != "VERB":
        return False
    return any(
        other.dep in SUBJECTS and other.i not in inside for other in map(parse.tokens.__getitem__, token.children)
    )


def _is_tree(parse: Parse, words: range) -> bool:
    """Whether every word leads up to one that is its own head."""
    for i in words:
        top, steps = i, 0
        while parse.tokens[top].head != top:
            top, steps = parse.tokens[top].head, steps + 1
            if steps > len(words):
                return False
    return True


def set_children(parse: Parse, words: range) -> None:
    """Set the children of a sentence's words from their heads."""
    for i in words:
        parse.tokens[i].children = []
    for i in words:
        head = parse.tokens[i].head
        if head != i:
            parse.tokens[head].children.append(i)
