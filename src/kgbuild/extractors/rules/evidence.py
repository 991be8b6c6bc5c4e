"""The words that carry a statement: its trigger and its needed mentions in, stretches of the text out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kgbuild.extractors.rules.attributions import Said
from kgbuild.extractors.rules.roles import Arguments
from kgbuild.extractors.rules.syntax import VERBAL, Tree
from kgbuild.extractors.rules.triggers import Trigger
from kgbuild.model import Mention


def read_evidence(
    tree: Tree, trigger: Trigger, arguments: Arguments, needed: Sequence[Mention], said: Sequence[Said]
) -> tuple[Mention, ...]:
    """The trigger's own clause or noun phrase, in as few stretches as it has, widened to hold trigger and places."""
    base = arguments.support if arguments.support is not None else trigger.head
    base = _cleft(tree, _finite(tree, base))
    kept = set(_pruned(tree, base, content=arguments.frame.spoken, nominal=trigger.nominal))
    for content in arguments.contents:  # what is agreed, refused or demanded is told here
        kept.update(_pruned(tree, content, content=False, nominal=False))
    if not trigger.nominal and arguments.frame.type == "SAY" and len(needed) == 1:
        for item in said:
            if item.verb == trigger.head and item.kind != "indirect":
                kept = {i for i in kept if not item.covers(i)}
    runs: list[list[int]] = []
    for i in sorted(kept):
        if runs and all(tree.tokens[k].pos == "PUNCT" for k in range(runs[-1][-1] + 1, i)):
            runs[-1].append(i)
        else:
            runs.append([i])
    stretches = []
    for run in runs:
        first, last = _bare(tree, run[0], run[-1] + 1)
        last = _with_part(tree, last)
        if any(tree.tokens[i].pos not in ("PUNCT", "CCONJ") for i in range(first, last)):
            stretches.append(tree.parse.mention(first, last))
    inside = [place for place in needed if not any(s.start <= place.start and place.end <= s.end for s in stretches)]
    if inside:
        start = min(item.start for item in (*inside, *stretches))
        end = max(item.end for item in (*inside, *stretches))
        return (tree.parse.article.mention(start, end),)
    return tuple(stretches)


def _finite(tree: Tree, head: int) -> int:
    """The finite verb over an infinitive or gerund: "aimed at forcing", "tried to enter" give its standing."""
    token = tree.tokens[head]
    for _ in range(5):
        above = tree.tokens[token.head]
        if token.dep == "xcomp" and above.pos in VERBAL:
            token = above
        elif (token.dep == "pcomp" and tree.tokens[above.head].pos in VERBAL) or (
            token.dep == "acl" and token.tag == "VB" and tree.tokens[above.head].pos in VERBAL
        ):
            token = tree.tokens[above.head]
        else:
            break
    return token.i


def _cleft(tree: Tree, head: int) -> int:
    """The top of "It is the first time that X has": the words before "that" are part of what is said."""
    token = tree.tokens[head]
    for i in tree.parse.ancestors(head):
        above = tree.tokens[i]
        below = token.dep in ("relcl", "acl", "ccomp", "advcl", "attr")
        if not below and above.pos not in VERBAL:
            return head
        if above.lemma == "be" and any(tree.tokens[j].lower == "it" for j in above.children):
            return i
        token = above
    return head


def _pruned(tree: Tree, head: int, *, content: bool, nominal: bool) -> Iterator[int]:
    """Tokens below a head without clauses of their own standing."""
    yield head
    for j in tree.tokens[head].children:
        token = tree.tokens[j]
        if token.dep == "conj" and (token.pos in VERBAL or (nominal and token.lemma in tree.lexicon.event_nouns)):
            continue
        if token.dep in ("ccomp", "parataxis") and (content or tree.child(j, "nsubj", "nsubjpass") is not None):
            continue
        if token.dep == "appos" and token.pos != "NUM" and tree.tokens[min(tree.parse.subtree(j)) - 1].text == ",":
            continue  # but "five pupils, two of them badly" is how many and which
        if token.dep == "advcl" and tree.child(j, "nsubj", "nsubjpass") is not None:
            continue
        if token.dep == "mark" or (token.dep == "punct" and token.text in ('"', ",", ".")):
            continue
        yield from _pruned(tree, j, content=False, nominal=False)


def _with_part(tree: Tree, last: int) -> int:
    """The end of a stretch with how many of those counted it was worse for, wherever the parser hangs it."""
    tokens = tree.tokens
    words = [token.lower for token in tokens[last : last + 4]]
    if len(words) < 4 or words[0] != "," or words[2] != "of" or words[3] not in _THEM:
        return last
    if tokens[last + 1].pos != "NUM" and words[1] not in _SHARES:
        return last
    end = last + 4
    while end < len(tokens) and tokens[end].sentence == tokens[last].sentence and tokens[end].pos not in _CLAUSE:
        end += 1
    closed = end < len(tokens) and tokens[end].pos == "PUNCT"  # what a verb follows is a clause of its own
    return end if closed and end - last <= _LONGEST_PART else last


_THEM = frozenset({"them", "whom", "these", "those"})
_SHARES = frozenset({"some", "most", "many", "several", "half", "all"})
_CLAUSE = frozenset({"PUNCT", "VERB", "AUX", "CCONJ"})
_LONGEST_PART = 10


def _bare(tree: Tree, first: int, last: int) -> tuple[int, int]:
    while (
        last - first > 1 and tree.tokens[first].pos in ("PUNCT", "CCONJ") and tree.tokens[first].text not in ("(", "[")
    ):
        first += 1
    while last - first > 1 and (
        tree.tokens[last - 1].text in (",", ".", '"', ":", ";") or tree.tokens[last - 1].dep == "cc"
    ):
        last -= 1
    return first, last
