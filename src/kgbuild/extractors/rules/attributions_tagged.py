"""Attributions of rules and tagger together: what the rules found and a parse's tags in, what both stand for out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kgbuild.extractors.rules.attributions_spans import Range, Said, meet, tidy, without
from kgbuild.extractors.rules.syntax import Tree
from kgbuild.language.parse import Sentence
from kgbuild.language.tags import Scores, Tags, runs

REFUSED = {"wish": 0.0007, "inner": 0.005, "claim": 0.03, "quoted": 0.95}
"""The share under which a cue of the rules goes: of a wish, one named in passing, a claim, one inside a quotation."""
INNER = frozenset(("pobj", "pcomp", "ccomp"))
"""Relations of words that another one governs: "amid calls for", "by urging"."""
SURE = 0.8
"""The share from which a word is a cue although no rule says so."""
LIKELY = 0.5
"""The share from which a word belongs to source or content, and a cue of the rules may be put right."""
NAMED = 0.9
"""The share from which a source of the tagger's replaces another one of the rules."""
ALIKE = 0.7
"""The share of common words under which the tagger's content replaces that of the rules."""


def weigh_said(tree: Tree, found: Sequence[Said], sentence: Sentence) -> list[Said]:
    """The attributions of a sentence: without those that the tagger refuses, with the sources it knows, and its own."""
    tags = tree.parse.tags
    if tags is None:
        return list(found)
    kept = []
    for said in found:
        share = max(float(tags.cues[i]) for i in range(*said.cue))
        claims = said.asserts and said.phrase is not None
        kind = "quoted" if claims and said.quoted else "claim" if claims else "wish"
        if kind == "wish" and tree.tokens[said.verb].dep in INNER:
            kind = "inner"
        if share >= REFUSED[kind]:
            kept.append(_put_right(tree, tags, said, found) if share >= LIKELY else said)
    taken = {i for said in kept for i in (*range(*said.cue), said.verb)}
    for cue in _cues(tree, tags, sentence, taken):
        own = _read(tree, tags, cue)
        if own is not None:
            kept.append(own)
    return kept


def _cues(tree: Tree, tags: Tags, sentence: Sentence, taken: set[int]) -> Iterator[Range]:
    """Stretches that are a cue for the tagger alone."""
    here = range(sentence.first, sentence.last)
    likely = (tags.cues[i] >= LIKELY and i not in taken and tree.tokens[i].pos != "PUNCT" for i in here)
    for first, last, _ in runs(likely):
        cue = sentence.first + first, sentence.first + last
        opening = tree.tokens[cue[0]]
        goes_on = opening.pos == "ADP" and opening.head in taken  # the "on" of "called on"
        if not goes_on and max(tags.cues[i] for i in range(*cue)) >= SURE:
            yield cue


def _read(tree: Tree, tags: Tags, cue: Range) -> Said | None:
    """The attribution of a cue: its source is the likeliest stretch, its content all that is likely."""
    head = tree.top(*cue)
    content = [part for part in _stretches(*tags.said(head, "content")) if part[1] - part[0] > 1]
    if not content:
        return None
    words = tree.lexicon.words
    lemmas = {tree.tokens[i].lemma for i in range(*cue)}
    wishes = (words["cue_stance"] | words["cue_infinitive"] | words["cue_noun_stance"]) - words["cue_narrow"]
    said = Said(
        (),
        cue,
        head,
        without(_joined(content), cue),
        denies=bool(lemmas & words["doubt"]),
        asserts=not lemmas & wishes,
        quoted=tree.quoted_at[head],
    )
    return _with_source(tree, tags, said)


def _put_right(tree: Tree, tags: Tags, said: Said, found: Sequence[Said]) -> Said:
    """An attribution with the tagger's source where the rules have none or a wrong one, and its content if unlike.

    Where one attribution stands inside another, the rules' reading stays: the order of a chain is grammar. Of verbs
    that share the subject of another, though, parsers often take a nearer noun for it.
    """
    nested = any(other is not said and (other.covers(said.verb) or said.covers(other.verb)) for other in found)
    if nested and tree.tokens[said.verb].dep not in ("advcl", "conj"):
        return said
    other = _with_source(tree, tags, said)
    if said.phrase is None:
        said = other
    elif other.phrase is not None and not meet(other.phrase, said.phrase):
        first, shares = tags.said(said.verb, "source")
        if float(shares[other.phrase[0] - first : other.phrase[1] - first].max()) >= NAMED:
            said = other
    if nested:
        return said
    first, shares = tags.said(said.verb, "content")
    here = range(first, first + len(shares))
    content = [part for part in _stretches(first, shares) if part[1] - part[0] > 1]
    ours = {i for part in said.content for i in range(*part) if i in here}
    theirs = {i for part in content for i in range(*part)}
    if ours and theirs and len(ours & theirs) < ALIKE * len(ours | theirs):
        beyond = [part for part in said.content if part[0] not in here]
        said = replace(said, content=without([*_joined(content), *beyond], said.cue))
    return said


def _with_source(tree: Tree, tags: Tags, said: Said) -> Said:
    """The attribution with the source that the tagger knows, if it knows one."""
    first, shares = tags.said(said.verb, "source")
    stretches = [part for part in _stretches(first, shares) if not meet(part, said.cue)]
    if not stretches:
        return said
    best = max(stretches, key=lambda part: float(shares[part[0] - first : part[1] - first].max()))
    phrase = tidy(tree, *best)
    inside = range(*phrase)
    heads = tuple(
        i for i in inside if tree.tokens[i].head not in inside and tree.tokens[i].pos not in ("PUNCT", "DET", "ADP")
    )
    return replace(said, sources=heads or (phrase[0],), phrase=phrase) if inside else said


def _stretches(first: int, shares: Scores) -> Iterator[Range]:
    """Runs of words that are likely enough."""
    for start, end, _ in runs(share >= LIKELY for share in shares):
        yield first + start, first + end


def _joined(parts: Iterable[Range]) -> list[Range]:
    """Stretches, those one that only punctuation or one word parts."""
    joined: list[Range] = []
    for first, last in parts:
        if joined and first - joined[-1][1] <= 1:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined
