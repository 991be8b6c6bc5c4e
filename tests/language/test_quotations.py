"""Quotations read by themselves: where marks open and close, and what a graft leaves behind."""

from __future__ import annotations

import pytest

from kgbuild.language.quotations import quoted_tokens
from kgbuild.language.spacy_parser import parse_articles
from kgbuild.model import make_article


def parse(text):
    return next(parse_articles([make_article(text)]))


def token(read, word):
    return next(token for token in read.tokens if token.lower == word)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('"The road is open," the major said.', "The road is open ,"),
        ("“The road is open,” the major said.", "The road is open ,"),
        ("«The road is open», the major said.", "The road is open"),
        ('The major said the road was "open and safe" now.', "open and safe"),
        ('Bor fell."\n\nThe major left.', "Bor fell ."),
        ('The road is open," the major said.', "The road is open ,"),
        ('The major said: "The road is open.\n\n"Now we march."', "The road is open . Now we march ."),
        ('The 5" gun fired and the major said nothing.', ""),
    ],
)
def test_marks_tell_what_is_quoted(text, quoted):
    read = parse(text)
    assert " ".join(t.text for t, inside in zip(read.tokens, quoted_tokens(read), strict=True) if inside) == quoted


def test_a_quoted_clause_gets_its_own_verb_and_stays_what_is_said():
    read = parse('"The colonel in charge reported on the work of our men along the river," Bor said.')
    verb, said = token(read, "reported"), token(read, "said")
    assert (verb.dep, verb.head) == ("ccomp", said.i)
    assert said.dep == "ROOT"
    assert token(read, "colonel").head == verb.i


def test_a_quoted_phrase_keeps_its_place_in_the_sentence():
    read = parse('The major said the road was "open to all of our men" that day.')
    assert token(read, "was").dep == "ccomp"
    assert token(read, "was").head == token(read, "said").i


@pytest.mark.parametrize(
    "text",
    [
        '"We hold the bridge," said Major Bor, "and we will not leave it to them."',
        'He said that "our men hold the bridge and will stay" before he left.',
        '"Who are they? We do not know them," the mayor asked. "They came at night and left."',
        'The "special units had left" the town, "they told us all" he said.',
        '"Bor fell on Monday and Kel fell the day after," "it was a bad week for us all," said the major',
    ],
)
def test_every_sentence_stays_one_tree(text):
    read = parse(text)
    for sentence in read.sentences:
        words = range(sentence.first, sentence.last)
        assert sum(read.tokens[i].head == i for i in words) == 1
        for i in words:
            assert read.tokens[i].head in words
            assert list(read.tokens[i].children) == [j for j in words if read.tokens[j].head == i != j]
            seen = i
            for _ in words:
                seen = read.tokens[seen].head
            assert read.tokens[seen].head == seen


def test_a_quotation_reads_the_same_beside_any_other_article():
    texts = ['"We hold the bridge," Bor said.', '"They left the town at dawn," the mayor said.']
    articles = [make_article(text) for text in texts]
    alone = [next(parse_articles([article])).tokens for article in articles]
    assert [read.tokens for read in parse_articles(articles[::-1])] == alone[::-1]
