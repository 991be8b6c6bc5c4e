"""When it happens: a trigger with its arguments in, the time expression that dates it out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgbuild.extractors.rules.roles import Arguments
from kgbuild.extractors.rules.syntax import VERBAL, Tree
from kgbuild.language.parse import TimeSpan, Token
from kgbuild.language.times import SINCE_THEN
from kgbuild.model import Basis, When

PASSED_ON = frozenset(("xcomp", "advcl", "acl", "pcomp", "conj"))
"""Clauses that share the time of the clause they hang on, where they name none."""


def read_date(tree: Tree, head: int, arguments: Arguments, *, nominal: bool) -> When | None:
    """The words that date a trigger: its clause's own, else those of one above, else what "since" counts from."""
    found = _read_time(tree, head, arguments, nominal=nominal)
    if found is not None:
        return When(mention=found[0].mention, kind=found[0].kind, basis=found[1])
    base = head if arguments.support is None else arguments.support
    since = None if nominal and arguments.support is None else _since_then(tree, base)
    return None if since is None else When(mention=since.mention, basis="inherited", rule=SINCE_THEN)


def _since_then(tree: Tree, verb: int) -> TimeSpan | None:
    """The last date before an adverbial "since" in its sentence: "invaded last year and has since held the town"."""
    if tree.tokens[verb].tag == "VB" and tree.tokens[verb].dep in ("xcomp", "advcl"):  # "has since fought to hold"
        verb = tree.tokens[verb].head
    adverb = next((j for j in tree.tokens[verb].children if tree.tokens[j].lower == "since"), None)
    perfect = any(tree.tokens[j].dep == "aux" and tree.tokens[j].lemma == "have" for j in tree.tokens[verb].children)
    if adverb is None or adverb > verb or tree.tokens[adverb].children or not perfect:
        return None
    spans = [
        tree.parse.times[number]
        for number in time_owners(tree)
        if tree.parse.times[number].last <= adverb
        and tree.tokens[tree.parse.times[number].first].sentence == tree.tokens[verb].sentence
    ]
    return max(spans, key=lambda span: span.first, default=None)


def _read_time(tree: Tree, head: int, arguments: Arguments, *, nominal: bool) -> tuple[TimeSpan, Basis] | None:
    """The time expression of the trigger's own clause, else one that the clause above passes on (`inherited`)."""
    own = _nearest(head, _times_at(tree, head))
    if own is not None:
        return own, "text"
    if "count" in arguments.frame.roles and head - 1 not in tree.number_at:
        return None  # "put the toll at 34 on Friday": the day of the count, not of the deaths
    if arguments.support is not None:
        leaned = _nearest(head, _times_at(tree, arguments.support))
        if leaned is not None:
            return leaned, "text"
        head = arguments.support
    elif nominal:
        governor = governor_of(tree, head)
        if governor is None or is_spoken(tree, governor):
            return None
        found = _nearest(head, _times_at(tree, governor))
        return (found, "inherited") if found is not None else None
    else:
        for preposition, noun in tree.prepositions(head):  # "died in Wednesday's attack"
            leaned = _nearest(head, _times_at(tree, noun)) if preposition in ("in", "during", "by") else None
            if leaned is not None:
                return leaned, "text"
        for noun in arguments.of("instrument"):  # "the strike of 12 June killed five"
            leaned = _nearest(head, _times_at(tree, noun)) if tree.noun_class(noun) == "event" else None
            if leaned is not None:
                return leaned, "text"
    token = tree.tokens[head]
    for _ in range(4):
        above = tree.tokens[token.head]
        if token.head == token.i or token.dep not in PASSED_ON:
            return None
        if above.pos not in VERBAL:
            above = tree.tokens[governor_of(tree, token.i) or token.i]
        if above.i == token.i or above.lemma in tree.lexicon.words["cue_narrow"]:
            return None
        if token.dep == "conj" and any(tree.tokens[j].lower == "since" for j in token.children):
            return None
        found = _nearest(head, _times_at(tree, above.i))
        if found is not None:
            return found, "inherited"
        token = above
    return None


def governor_of(tree: Tree, noun: int) -> int | None:
    """The verb that a noun stands below."""
    for i in tree.parse.ancestors(noun):
        if tree.tokens[i].pos in VERBAL:
            return i
    return None


def is_spoken(tree: Tree, verb: int) -> bool:
    """Whether a verb is one of saying or judging, whose day and place are not those of what it is about.

    The passive "clashes were reported near Bor" says where the clashes were.
    """
    lemma = tree.tokens[verb].lemma
    if tree.is_passive(verb) and lemma in ("report", "record", "see", "hear"):
        return False
    phrases = tree.lexicon.verbs.get(lemma, ())
    return lemma in tree.lexicon.words["cue"] or any(phrase.frame.spoken and not phrase.rest for phrase in phrases)


def _times_at(tree: Tree, head: int) -> Iterator[TimeSpan]:
    """Dates whose owner is this head."""
    for number, owner in time_owners(tree).items():
        if owner == head or (tree.tokens[owner].head == head and owner in tree.time_at):
            yield tree.parse.times[number]


def time_owners(tree: Tree) -> dict[int, int]:
    """For each date of the article (its position in `parse.times`) the verb or event noun that it dates."""
    if tree.owners is None:
        tree.owners = {
            number: _owner_of(tree, span)
            for number, span in enumerate(tree.parse.times)
            if span.kind in ("date", "time") and not _is_whole(span)
        }
    return tree.owners


def _is_whole(span: TimeSpan) -> bool:
    """Whether words tell among what something stands out, not when it was: "the deadliest raid of the year"."""
    return span.form == "among" and ("unit", "day") not in span.parts


def _owner_of(tree: Tree, span: TimeSpan) -> int:
    """The nearest verb or event noun above a date; right behind a verb of saying and its object it is the saying's."""
    cue = _cue_before(tree, span)
    if cue is not None and cue.sentence == tree.tokens[span.first].sentence and _reports(tree, cue):
        return cue.i
    token = tree.tokens[span.last - 1]
    while span.first <= token.head < span.last and token.head != token.i:
        token = tree.tokens[token.head]
    noun: int | None = None
    while token.head != token.i:
        above = tree.tokens[token.head]
        if above.pos in VERBAL and noun is not None and above.lemma in tree.lexicon.words["cue"]:
            return noun  # "announced a trial on 19 October": the trial's day, not the announcement's
        if above.pos in VERBAL or (above.pos in ("NOUN", "PROPN") and above.lemma in tree.lexicon.event_nouns):
            return above.i
        if above.pos in ("NOUN", "PROPN") and above.dep in ("dobj", "nsubj", "nsubjpass"):
            noun = above.i
        token = above
    return token.i


def _cue_before(tree: Tree, span: TimeSpan) -> Token | None:
    """The word before a date and its preposition; where that ends an object, the verb: "told reporters on Monday"."""
    before = span.first - 1
    while before >= 0 and tree.tokens[before].pos in ("ADP", "ADV", "PUNCT") and tree.tokens[before].text != '"':
        before -= 1
    if before < 0:
        return None
    cue = tree.tokens[before]
    if cue.pos in ("NOUN", "PROPN", "PRON") and cue.dep in ("dobj", "iobj", "dative", "pobj"):
        verb = tree.tokens[cue.head]
        if verb.pos == "ADP" and verb.i < before:  # "said to reporters Monday"
            verb = tree.tokens[verb.head]
        return verb if verb.i < before else cue
    return cue


def _reports(tree: Tree, cue: Token) -> bool:
    return (
        cue.pos == "VERB"
        and cue.lemma in tree.lexicon.words["cue_narrow"]
        and any(tree.tokens[j].dep == "ccomp" for j in cue.children)
    )


def _nearest(head: int, spans: Iterable[TimeSpan]) -> TimeSpan | None:
    return min(spans, key=lambda span: (abs(span.first - head), span.first), default=None)
