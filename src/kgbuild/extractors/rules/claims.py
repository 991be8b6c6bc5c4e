"""Who vouches for a statement: what is said by whom over its trigger in, the chain of claimants out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kgbuild.extractors.rules.attributions import Said, find_said
from kgbuild.extractors.rules.attributions_sources import issuer
from kgbuild.extractors.rules.standing import Standing
from kgbuild.extractors.rules.syntax import Tree
from kgbuild.extractors.rules.triggers import Trigger
from kgbuild.language.parse import Parse
from kgbuild.model import Attribution, Claimant, Mention, Status
from kgbuild.vocabulary import Vocabulary


def read_claims(
    tree: Tree, trigger: Trigger, said: Sequence[Said], standing: Standing
) -> tuple[tuple[Claimant, ...], Status]:
    """The chain of claimants, outermost first, and the status that the innermost gives."""
    article = tree.parse.article
    chain: list[Claimant] = []
    outermost = article.agency or article.publisher
    if outermost:
        chain.append(Claimant(name=outermost, kind="media"))
    over = [item for item in said if item.asserts and item.covers(trigger.head) and item.verb != trigger.head]
    over.sort(key=lambda item: (-item.size, item.cue))
    status: Status = "asserted"
    for item in over:
        passed_on = status == "denied" and not item.sources  # "denied reports that": nobody else's word between
        status = "denied" if item.denies or passed_on else "claimed"
        if item.sources:
            claimant = _claimant(tree, item)
            if all(other.mention != claimant.mention for other in chain):
                chain.append(claimant)
    if status == "asserted" and tree.quoted_at[trigger.head]:  # somebody's words, or words kept at a distance
        status = "claimed"
    if status == "denied" and standing.polarity == "negative":
        status = "claimed"
    return tuple(chain), status


def _claimant(tree: Tree, said: Said) -> Claimant:
    """One link: the source's words; joint speakers are one link."""
    said = replace(said, sources=tuple(dict.fromkeys(issuer(tree, _named(tree, head)) for head in said.sources)))
    mention = source_mention(tree, said)
    span = tree.actor_headed.get(said.sources[0])
    return Claimant(
        name=mention.text,
        kind=span.kind if span is not None else "unknown",
        mention=mention,
        cue=tree.parse.mention(*said.cue),
    )


def _named(tree: Tree, head: int) -> int:
    """The name behind one who is only counted: "one of them, Awa Keita"."""
    counter = tree.tokens[tree.counter(head)]
    if counter.lower != "one":
        return head
    names = (j for j in counter.children if tree.tokens[j].dep == "appos" and tree.tokens[j].pos == "PROPN")
    return next((j for j in names if j in tree.actor_headed), head)


def source_mention(tree: Tree, said: Said) -> Mention:
    """The words of a source: its noun phrase, or those of all joint speakers."""
    ranges = [_phrase_of(tree, head) for head in said.sources]
    together = min(first for first, _ in ranges), max(last for _, last in ranges)
    if together[1] - together[0] > 25 or (len(ranges) > 1 and together[0] < said.verb < together[1]):
        return tree.parse.mention(*ranges[0])
    return tree.parse.mention(*together)


def _phrase_of(tree: Tree, head: int) -> tuple[int, int]:
    span = tree.actor_headed.get(head)
    if span is not None:
        return span.first, span.last
    return tree.phrase(head)


def attributions_of(parse: Parse, vocabulary: Vocabulary) -> tuple[Attribution, ...]:
    """Who says what in one article, in text order."""
    tree = Tree(parse, vocabulary)
    return tuple(
        Attribution(
            source=parse.mention(*said.phrase) if said.phrase else None,
            cue=parse.mention(*said.cue),
            content=tuple(parse.mention(first, last) for first, last in (_trim(tree, *part) for part in said.content)),
            kind=said.kind,
        )
        for said in find_said(tree)
    )


def _trim(tree: Tree, first: int, last: int) -> tuple[int, int]:
    """A stretch without commas at its ends."""
    while last - first > 1 and tree.tokens[first].text in (",", ":", ";", "-", "--", "—"):
        first += 1
    while last - first > 1 and tree.tokens[last - 1].text in (",", ".", ":", ";", "--", "—"):
        last -= 1
    return first, last
