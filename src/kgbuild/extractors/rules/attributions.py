"""Who says what: a tree in, sources, cues and the words attributed out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from kgbuild.extractors.rules.syntax import VERBAL, Tree
from kgbuild.language.parse import Sentence, Token

CONTENT_DEPS = frozenset(("ccomp", "parataxis"))
TRAILING = frozenset(("npadvmod", "advmod", "prep", "punct", "dative", "dobj", "nsubj", "aux", "prt", "oprd", "pobj"))


@dataclass(frozen=True, slots=True)
class Said:
    """An attribution in tokens: heads of the source (none: unnamed), the cue, and the ranges of what is attributed."""

    sources: tuple[int, ...]
    cue: tuple[int, int]
    verb: int
    content: tuple[tuple[int, int], ...]
    kind: Literal["direct", "indirect", "mixed"]
    denies: bool = False
    accuses: bool = False

    def covers(self, i: int) -> bool:
        """Whether a token is part of what is attributed."""
        return any(first <= i < last for first, last in self.content)

    @property
    def size(self) -> int:
        """Tokens attributed."""
        return sum(last - first for first, last in self.content)


def find_said(tree: Tree) -> list[Said]:
    """The attributions of an article in the order of their cues."""
    quoted = tree.quoted()
    found: list[Said] = []
    for sentence in tree.parse.sentences:
        here = [said for said in map(partial(_without_blanks, tree), _in_sentence(tree, sentence)) if said.content]
        found += [_with_kind(tree, said, quoted) for said in here]
    found = _continue_quotations(tree, found, quoted)
    return sorted(found, key=lambda said: (said.cue, said.content))


def _in_sentence(tree: Tree, sentence: Sentence) -> Iterator[Said]:
    words = tree.lexicon.words
    for i in range(sentence.first, sentence.last):
        token = tree.tokens[i]
        if token.pos in VERBAL and token.lemma in words["cue_narrow"]:
            said = _by_verb(tree, token, sentence)
            if said is not None:
                yield said
        elif token.lower == "according":
            said = _according(tree, token, sentence)
            if said is not None:
                yield said
        elif token.pos == "NOUN" and token.lemma in words["cue_noun"]:
            said = _by_noun(tree, token)
            if said is not None:
                yield said


# ---------------------------------------------------------------- verbs


def _by_verb(tree: Tree, verb: Token, sentence: Sentence) -> Said | None:
    words = tree.lexicon.words
    sources = tuple(_speakers(tree, verb.i))
    denies = verb.lemma in words["doubt"] or (verb.lemma in ("admit", "confirm") and _negated(tree, verb.i))
    cue = _cue(tree, verb)
    content: list[tuple[int, int]] = []
    if verb.lemma in tree.lexicon.words["accuse"]:
        content = [_range(tree, head) for name, head in tree.prepositions(verb.i) if name in ("of", "with")]
        return Said(sources, cue, verb.i, tuple(content), "indirect", accuses=True) if content and sources else None
    if verb.lemma == "blame":
        return None
    final = _final_content(tree, verb, sentence, sources)
    if final is not None:
        content = [final]
    else:
        for j in verb.children:
            child = tree.tokens[j]
            if child.dep in CONTENT_DEPS and (child.pos in VERBAL or tree.child(j, "nsubj", "nsubjpass") is not None):
                content.append(_range(tree, j, but=verb.i))
            elif (child.dep == "xcomp" and (denies or verb.lemma in ("claim", "admit", "report", "acknowledge"))) or (
                child.dep == "dobj" and verb.lemma in words["topic"] and child.lemma != "responsibility"
            ):
                content.append(_range(tree, j))
            elif child.dep == "dobj" and child.lemma == "responsibility":
                content += [_range(tree, head) for name, head in tree.prepositions(j) if name == "for"]
        if not content and verb.lemma in ("report", "comment", "warn"):
            content += [_range(tree, head) for name, head in tree.prepositions(verb.i) if name in ("on", "of", "about")]
        if not content:
            content += _quoted_beside(tree, verb, sentence)
    if not content or (not sources and not _impersonal(tree, verb)):
        return None
    return Said(sources, cue, verb.i, tuple(_apart(content, verb.i)), "indirect", denies=denies)


def _speakers(tree: Tree, verb: int) -> list[int]:
    """Heads of who speaks: the subject, or the agent of a passive."""
    if tree.is_passive(verb) and tree.child(verb, "nsubjpass", "auxpass") is not None:
        return [head for name, head in tree.prepositions(verb) if name == "by"]
    heads = []
    for head in tree.subjects(verb):
        kind = tree.noun_class(head)
        token = tree.tokens[head]
        if kind in ("person", "thing") or (kind == "place" and token.pos == "PROPN") or kind == "facility":
            if token.dep == "expl" or (token.lower in ("it", "there") and _impersonal(tree, tree.tokens[verb])):
                continue
            heads.append(head)
    return heads


def _impersonal(tree: Tree, verb: Token) -> bool:
    """Whether words are attributed to nobody named: "it was reported that", "is believed to have"."""
    return tree.is_passive(verb.i) and verb.lemma in (
        "report",
        "believe",
        "say",
        "allege",
        "claim",
        "estimate",
        "think",
    )


def _cue(tree: Tree, verb: Token) -> tuple[int, int]:
    """The verb with its auxiliaries, negation and particle, as one stretch."""
    first, last = verb.i, verb.i + 1
    for j in verb.children:
        child = tree.tokens[j]
        if child.dep in ("aux", "auxpass", "neg") and j == first - 1:
            first = j
        elif child.dep == "prt" and j == last:
            last = j + 1
    return first, last


def _final_content(tree: Tree, verb: Token, sentence: Sentence, sources: tuple[int, ...]) -> tuple[int, int] | None:
    """What stands before a sentence-final "X said" or "said X": the whole sentence up to its comma.

    Parsers often hang such a verb on the last clause only; the comma and the end of the sentence tell.
    """
    group = [verb.i, *(i for head in sources for i in range(*_source_range(tree, head)))]
    if not sources or max(group) - min(group) > 25 or tree.child(verb.i, "nsubj") is None:
        return None
    if tree.child(verb.i, "dobj") is not None and verb.lemma not in tree.lexicon.words["told"]:
        return None
    first = min(group)
    while first > sentence.first and tree.tokens[first - 1].dep in ("det", "aux", "advmod", "amod", "compound", "neg"):
        first -= 1
    comma = first - 1
    while comma > sentence.first and tree.tokens[comma].text in ('"', "'", "''"):
        comma -= 1
    closed = comma + 1 < first and tree.tokens[comma + 1].text in ('"', "''")
    if comma <= sentence.first or not (closed or tree.tokens[comma].text in (",", "--", "—", "-", "?", "!", '"')):
        return None
    if any(tree.tokens[j].dep in ("ccomp", "xcomp") and j > verb.i for j in verb.children):
        return None
    after = range(max(group) + 1, sentence.last)
    if any(tree.tokens[i].dep in ("nsubj", "nsubjpass") and tree.tokens[i].head > i > verb.i + 12 for i in after):
        return None
    if any(tree.tokens[i].pos in VERBAL and tree.tokens[i].dep in ("ROOT", "conj", "ccomp") for i in after):
        quoted_after = [i for i in after if tree.tokens[i].text == '"']
        if not quoted_after:
            return None
    start = sentence.first
    return (start, comma + 1) if comma - start >= 2 else None


def _quoted_beside(tree: Tree, verb: Token, sentence: Sentence) -> list[tuple[int, int]]:
    """A quotation in the verb's sentence, where no clause of its own is what is said."""
    marks = [i for i in range(sentence.first, sentence.last) if tree.tokens[i].text == '"']
    pairs = list(zip(marks[::2], marks[1::2], strict=False))
    return [(first, last + 1) for first, last in pairs if verb.i < first or verb.i > last][:2]


def _negated(tree: Tree, i: int) -> bool:
    return any(tree.tokens[j].dep == "neg" for j in tree.tokens[i].children)


# ---------------------------------------------------------------- according to, nouns


def _according(tree: Tree, token: Token, sentence: Sentence) -> Said | None:
    heads = [head for _, head in tree.prepositions(token.i)]
    if not heads:
        return None
    below = tree.parse.subtree(token.i)
    first, last = below[0], below[-1] + 1
    while last < sentence.last and tree.tokens[last].text == ",":
        last += 1
    if first - sentence.first <= 1:
        content = [(last, sentence.last)]
    elif sentence.last - last <= 1:
        content = [(sentence.first, first)]
    else:
        content = [part for part in ((sentence.first, first), (last, sentence.last)) if part[1] - part[0] > 1]
    to = next((j for j in token.children if tree.tokens[j].lower == "to"), token.i)
    return Said(tuple(heads), (token.i, to + 1), token.i, tuple(content), "indirect")


def _by_noun(tree: Tree, noun: Token) -> Said | None:
    """Claims as nouns: "the army's claim that", "reports of clashes", "accusations by Kigali that"."""
    words = tree.lexicon.words
    content = [
        _range(tree, j)
        for j in noun.children
        if tree.tokens[j].dep in ("acl", "ccomp", "relcl")
        and any(tree.tokens[k].lower == "that" and tree.tokens[k].dep == "mark" for k in tree.tokens[j].children)
    ]
    if not content and noun.lemma in ("report", "accusation", "allegation", "claim"):
        content = [_range(tree, head) for name, head in tree.prepositions(noun.i) if name == "of"]
        if not any(
            tree.tokens[i].lemma in tree.lexicon.nouns or tree.tokens[i].pos == "VERB"
            for part in content
            for i in range(*part)
        ):
            content = []
    if not content:
        return None
    sources = [head for name, head in tree.prepositions(noun.i) if name in ("by", "from")]
    possessor = tree.child(noun.i, "poss")
    if possessor is not None:
        sources = tree.coordinated(possessor.i)
    governor = tree.tokens[noun.head]
    if not sources and noun.dep == "dobj" and governor.lemma in words["light"] | {"deny", "reject", "repeat", "issue"}:
        sources = tree.subjects(governor.i)
    denies = noun.lemma == "denial" or (noun.dep == "dobj" and governor.lemma in words["doubt"])
    return Said(tuple(sources), (noun.i, noun.i + 1), noun.i, tuple(content), "indirect", denies=denies)


# ---------------------------------------------------------------- stretches


def _range(tree: Tree, head: int, but: int | None = None) -> tuple[int, int]:
    """Token range of everything below a head, cut short before another token's own words."""
    below = tree.parse.subtree(head)
    first, last = below[0], below[-1] + 1
    if but is not None and first <= but < last:
        return (first, but) if head < but else (but + 1, last)
    return first, last


def _source_range(tree: Tree, head: int) -> tuple[int, int]:
    """Token range of a source with its appositions, for telling where its words end."""
    below = list(tree.parse.subtree(head))
    return below[0], below[-1] + 1


def _apart(content: Iterable[tuple[int, int]], verb: int) -> list[tuple[int, int]]:
    """The stretches without the verb itself and without overlaps."""
    parts: list[tuple[int, int]] = []
    for first, last in sorted(set(content)):
        for part in ((first, verb), (verb + 1, last)) if first <= verb < last else ((first, last),):
            start = max(part[0], parts[-1][1]) if parts else part[0]
            if part[1] > start:
                parts.append((start, part[1]))
    return parts


def _without_blanks(tree: Tree, said: Said) -> Said:
    """The attribution without stretches that hold no word."""
    content = tuple(
        (first, last) for first, last in said.content if any(t.pos != "PUNCT" for t in tree.tokens[first:last])
    )
    return said if content == said.content else replace(said, content=content)


def _with_kind(tree: Tree, said: Said, quoted: list[bool]) -> Said:
    inside = sum(quoted[i] for first, last in said.content for i in range(first, last))
    words = sum(tree.tokens[i].pos != "PUNCT" for first, last in said.content for i in range(first, last))
    kind: Literal["direct", "indirect", "mixed"] = "indirect"
    if inside and words:
        kind = "direct" if inside >= 0.8 * words else "mixed"
    return replace(said, kind=kind)


def _continue_quotations(tree: Tree, found: list[Said], quoted: list[bool]) -> list[Said]:
    """Sentences wholly inside quotation marks, beside an attributed one of their paragraph, are the same speaker's."""
    covered = {i for said in found for first, last in said.content for i in range(first, last)}
    by_sentence: dict[int, Said] = {}
    for said in found:
        if said.kind != "indirect":
            by_sentence.setdefault(tree.tokens[said.verb].sentence, said)
    extra: dict[Said, list[tuple[int, int]]] = {}
    for number, sentence in enumerate(tree.parse.sentences):
        inner = [i for i in range(sentence.first, sentence.last) if tree.tokens[i].pos != "PUNCT"]
        if not inner or not all(quoted[i] for i in inner) or covered & set(inner):
            continue
        speaker = _speaker_beside(tree, by_sentence, number, sentence.paragraph)
        if speaker is not None:
            extra.setdefault(speaker, []).append((sentence.first, sentence.last))
    return [
        replace(said, content=tuple(sorted((*said.content, *extra[said])))) if said in extra else said for said in found
    ]


def _speaker_beside(tree: Tree, by_sentence: dict[int, Said], number: int, paragraph: int) -> Said | None:
    sentences = tree.parse.sentences
    for step in (-1, 1):
        other = number + step
        while 0 <= other < len(sentences) and sentences[other].paragraph == paragraph:
            if other in by_sentence:
                return by_sentence[other]
            other += step
    if number + 1 < len(sentences) and sentences[number + 1].paragraph == paragraph:
        return None
    previous = next((n for n in range(number - 1, -1, -1) if sentences[n].paragraph == paragraph - 1), None)
    if previous is not None and previous in by_sentence and sentences[number].paragraph == paragraph:
        return by_sentence[previous]
    return None
