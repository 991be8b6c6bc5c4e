"""Reports that are no news of conflict, by their words: games, markets, weather."""

from __future__ import annotations

from kgbuild.extractors.rules.syntax import Tree

ASIDE_KINDS, ASIDE_SHARE = 4, 0.08
"""Different words of a topic, and their share of all words of content, that make a report one about it."""


def is_aside(tree: Tree) -> bool:
    """Whether the report is about a game, the markets or the weather: their words are many and of several kinds."""
    lemmas = [token.lemma for token in tree.tokens if token.pos in ("NOUN", "PROPN", "ADJ", "VERB")]
    for kind in ("sport", "market", "weather"):
        found = [lemma for lemma in lemmas if lemma in tree.lexicon.words[kind]]
        if len(set(found)) >= ASIDE_KINDS and len(found) >= ASIDE_SHARE * len(lemmas):
            return True
    return False


def is_sport(tree: Tree, head: int) -> bool:
    """Whether the sentence is about a game or the stock market, by two of their words."""
    lemmas = tree.sentence_lemmas[tree.tokens[head].sentence]
    words = tree.lexicon.words
    return len(lemmas & words["sport"]) >= 2 or len(lemmas & words["market"]) >= 3
