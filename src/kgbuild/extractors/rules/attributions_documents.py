"""Statements that a body puts out itself: a tree in, the attribution of all that follows "The army informs:" out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kgbuild.extractors.rules.attributions_spans import Said, said_by
from kgbuild.extractors.rules.syntax import Tree


def by_document(tree: Tree, found: Sequence[Said]) -> Iterator[Said]:
    """The attribution to the subject of an article's first sentence, where it is a verb of saying before a colon.

    What follows are the words of that body to the end: "The coast guard informs the public:". Sentences that name who
    says what they say are left to `found`, the other attributions.
    """
    opening, *others = tree.parse.sentences or (None,)
    if opening is None or not others or tree.tokens[opening.last - 1].text != ":":
        return
    told = {tree.tokens[said.verb].sentence for said in found if said.asserts and said.sources}
    content = [
        (sentence.first, sentence.last) for sentence in others if tree.tokens[sentence.first].sentence not in told
    ]
    words = tree.lexicon.words["cue"] | tree.lexicon.words["informing"]
    for token in tree.tokens[opening.first : opening.last]:
        sources = tuple(tree.subjects(token.i)) if token.lemma in words and token.head == token.i else ()
        if sources and content:
            yield said_by(tree, token, sources, content)
