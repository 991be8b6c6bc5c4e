"""Has a happening a time of its own: an event noun or its verb in a tree in, yes or no out."""

from __future__ import annotations

from kgbuild.extractors.rules.syntax import Tree

TIMED = frozenset(("in", "on", "during", "of", "since", "after", "before", "over"))


def is_told(tree: Tree, noun: int, support: int | None) -> bool:
    """Whether an event noun that names neither sides nor a place says when: "a surge of attacks last month"."""
    counter = tree.counter(noun)
    if any(has_time(tree, i) for i in (noun, counter, support) if i is not None):
        return True
    token = tree.tokens[counter]  # a time between subject and verb is the subject's own: parsers hang it on the verb
    return token.dep == "nsubj" and any(
        counter < j < token.head for j in tree.tokens[token.head].children if j in tree.time_at
    )


def has_time(tree: Tree, i: int) -> bool:
    """Whether a noun or verb says when: "Sunday's raid", "the clashes of last week", "erupted on Monday"."""
    below = [j for j in tree.tokens[i].children if j in tree.time_at]
    below += [head for name, head in tree.prepositions(i) if name in TIMED and head in tree.time_at]
    return any(tree.parse.times[tree.time_at[j]].kind != "duration" for j in below)
