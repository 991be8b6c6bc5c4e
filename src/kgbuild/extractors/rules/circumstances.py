"""Where, when and how many: a trigger with its arguments in, the places, time and numbers of its own clause out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgbuild.extractors.rules.arguments import Arguments
from kgbuild.extractors.rules.syntax import VERBAL, Tree
from kgbuild.language.parse import NumberSpan, TimeSpan, Token
from kgbuild.lexicon import Role
from kgbuild.model import Basis, QuantityKind, Relation

RELATION_OF: dict[str, Relation] = {
    "near": "near", "outside": "near", "around": "near", "beside": "near", "off": "near", "close": "near",
    "from": "from", "out": "from", "to": "to", "into": "to", "onto": "to", "toward": "toward", "towards": "toward",
    "along": "along", "beyond": "near", "bordering": "near",
}  # fmt: skip
FROM_ROLES: tuple[tuple[Role, Relation | None], ...] = (("place", None), ("goal", "to"), ("origin", "from"))
PASSED_ON = frozenset(("xcomp", "advcl", "acl", "pcomp", "conj"))
"""Clauses that share the time of the clause they hang on, where they name none."""


# ---------------------------------------------------------------- places


def read_places(tree: Tree, head: int, arguments: Arguments, *, nominal: bool) -> list[tuple[int, Relation]]:
    """(position in `parse.places`, relation) of where it happens, in text order; lists stay lists."""
    found: dict[int, Relation] = {}
    for role, relation in FROM_ROLES:
        for filler in arguments.of(role):
            number = _place_of(tree, filler)
            if number is not None:
                known = relation_of(tree, tree.parse.places[number].first, head)
                if relation is not None and known == "in" and tree.tokens[filler].dep in ("dobj", "nsubjpass", "nsubj"):
                    known = relation
                found[number] = known
    for number in _in_clause(tree, head, arguments, nominal=nominal):
        if number not in found:
            first = tree.parse.places[number].first
            base = arguments.support if arguments.support is not None else _governor(tree, head) if nominal else head
            below = first in tree.parse.subtree(head if base is None else base)
            found[number] = relation_of(tree, first, head) if below else "in"
    containers = {tree.parse.places[number].within for number in found}
    return sorted((number, relation) for number, relation in found.items() if number not in containers)


def _place_of(tree: Tree, filler: int) -> int | None:
    """The place that a filler is or lies in: itself, or the name in its own phrase ("the city of Sake")."""
    number = tree.place_at.get(filler)
    if number is not None:
        return number
    for name, below in tree.prepositions(filler):
        inner = tree.place_at.get(below)
        if inner is not None and name in ("of", "in", "near", "around", "outside"):
            return inner
    for j in tree.tokens[filler].children:
        inner = tree.place_at.get(j)
        if inner is not None and tree.tokens[j].dep in ("compound", "appos", "poss", "nmod"):
            return inner
    return None


def _where(tree: Tree, head: int) -> int | None:
    """The place that a "where" clause is about: the name that it follows."""
    for i in (head, *tree.parse.ancestors(head)):
        token = tree.tokens[i]
        if token.dep in ("relcl", "advcl") and any(tree.tokens[j].lower == "where" for j in token.children):
            for j in range(min(tree.parse.subtree(i)) - 1, -1, -1):
                number = tree.place_at.get(j)
                if number is not None and tree.tokens[j].sentence == token.sentence:
                    return number
                if tree.tokens[j].pos not in ("PUNCT", "NOUN", "PROPN"):
                    break
            return None
        if token.dep not in ("conj", "xcomp", "dobj", "nsubjpass", "nsubj") or i == token.head:
            return None
    return None


def _in_clause(tree: Tree, head: int, arguments: Arguments, *, nominal: bool) -> Iterator[int]:
    anchors = [head] if arguments.support is None else [head, arguments.support]
    verbal = arguments.frame.spoken
    sides = set(arguments.of("actor", "recipient"))
    own = [
        number
        for number, span in enumerate(tree.parse.places)
        if span.usage == "place"
        and not any(i in sides for i in range(span.first, span.last))
        and _belongs(tree, span.first, anchors, sides, direct=verbal)
    ]
    if not own and not verbal:
        base = arguments.support if arguments.support is not None else head
        where = _where(tree, base)
        if where is None and not nominal:
            shared = _shared_clause(tree, base)
            if shared is not None:
                own = [
                    number
                    for number, span in enumerate(tree.parse.places)
                    if span.usage == "place"
                    and _belongs(tree, span.first, [shared], sides, direct=_is_spoken(tree, shared))
                ]
        elif where is not None:
            own = [where]
    if own or not nominal or arguments.support is not None or verbal:
        yield from own
        return
    governor = _governor(tree, head)
    if governor is not None and not _is_spoken(tree, governor):
        for number, span in enumerate(tree.parse.places):
            if span.usage == "place" and _belongs(tree, span.first, [governor], sides, direct=True):
                yield number


def _shared_clause(tree: Tree, head: int) -> int | None:
    """The verb whose place a verb without one shares: "stormed the prison in Bor and freed", "..., killing seven"."""
    token = tree.tokens[head]
    if token.head == head or tree.tokens[token.head].pos not in VERBAL:
        return None
    if tree.tokens[token.head].lemma in tree.lexicon.words["cue"] or tree.child(head, "nsubj", "nsubjpass") is not None:
        return None
    if token.dep == "conj" or (token.dep == "advcl" and token.tag in ("VBG", "VBN")):
        return token.head
    return None


def _belongs(tree: Tree, i: int, anchors: list[int], sides: set[int], *, direct: bool) -> bool:
    """Whether the way up from a place name reaches an anchor without passing a clause or a person's phrase."""
    token = tree.tokens[i]
    place = tree.place_at.get(i)
    steps = 0
    while True:
        if token.i in anchors:
            return token.i != i
        if token.head == token.i or steps > 12:
            return False
        head = tree.tokens[token.head]
        inside_name = tree.place_at.get(head.i) == place
        if not inside_name:
            if token.dep == "conj" and tree.place_at.get(token.i) is None and token.i != i and token.pos != "ADP":
                return False  # "attacks on Bor and raids in Sake": the second noun's place
            if (
                tree.clause[token.i] == token.i
                and token.i not in anchors
                and token.pos in VERBAL
                and token.dep != "csubj"
            ):
                return False
            if token.dep in ("poss", "compound", "amod", "nmod", "appos") and head.i not in anchors and (
                tree.noun_class(head.i) == "person" or head.i in sides
            ):  # fmt: skip
                return False
            if head.pos == "ADP" and head.head != head.i and head.head not in anchors:
                above = tree.tokens[head.head]
                person = tree.noun_class(above.i) == "person" if above.pos in ("NOUN", "PROPN", "PRON") else False
                if person and (direct or head.lower in ("of", "from")):
                    return False
                if direct and above.pos in ("NOUN", "PROPN"):
                    return False
        token = head
        steps += 1


def _governor(tree: Tree, noun: int) -> int | None:
    for i in tree.parse.ancestors(noun):
        if tree.tokens[i].pos in VERBAL:
            return i
    return None


def relation_of(tree: Tree, i: int, head: int) -> Relation:
    """How a place relates to the happening, by the preposition above its name."""
    number = tree.place_at.get(i)
    if number is not None and tree.parse.places[number].bearing:
        return "near"
    token = tree.tokens[i]
    for _ in range(10):
        above = tree.tokens[token.head]
        if token.i in (token.head, head):
            break
        if above.pos == "ADP" or above.dep == "prep":
            noun = tree.tokens[above.head]
            if above.lower == "of" and noun.pos in ("NOUN", "PROPN", "ADV"):
                if noun.lower in tree.lexicon.words["nearby"]:
                    return "near"
                token = noun
                continue
            if above.lower == "to" and noun.lower in ("close", "next", "adjacent"):
                return "near"
            if above.lower in ("of", "from") and noun.lower == "out":
                return "from"
            return RELATION_OF.get(above.lower, "in")
        if above.lower in tree.lexicon.words["nearby"] and token.dep != "compound":
            return "near"
        token = above
    return "in"


# ---------------------------------------------------------------- times


def read_time(tree: Tree, head: int, arguments: Arguments, *, nominal: bool) -> tuple[TimeSpan, Basis] | None:
    """The time expression of the trigger's own clause, else one that the clause above passes on (`inherited`)."""
    own = _nearest(head, _times_at(tree, head))
    if own is not None:
        return own, "text"
    if arguments.support is not None:
        leaned = _nearest(head, _times_at(tree, arguments.support))
        if leaned is not None:
            return leaned, "text"
        head = arguments.support
    elif nominal:
        governor = _governor(tree, head)
        if governor is None or _is_spoken(tree, governor):
            return None
        found = _nearest(head, _times_at(tree, governor))
        return (found, "inherited") if found is not None else None
    else:
        for preposition, noun in tree.prepositions(head):  # "died in Wednesday's attack"
            leaned = _nearest(head, _times_at(tree, noun)) if preposition in ("in", "during", "by") else None
            if leaned is not None:
                return leaned, "text"
    token = tree.tokens[head]
    for _ in range(4):
        above = tree.tokens[token.head]
        if token.head == token.i or token.dep not in PASSED_ON:
            return None
        if above.pos not in VERBAL:
            above = tree.tokens[_governor(tree, token.i) or token.i]
        if above.i == token.i or above.lemma in tree.lexicon.words["cue_narrow"]:
            return None
        if token.dep == "conj" and any(tree.tokens[j].lower == "since" for j in token.children):
            return None
        found = _nearest(head, _times_at(tree, above.i))
        if found is not None:
            return found, "inherited"
        token = above
    return None


def _is_spoken(tree: Tree, verb: int) -> bool:
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
            if span.kind in ("date", "time")
        }
    return tree.owners


def _owner_of(tree: Tree, span: TimeSpan) -> int:
    """The nearest verb or event noun above a date; a date right behind a verb of saying is the saying's."""
    before = span.first - 1
    while before >= 0 and tree.tokens[before].pos in ("ADP", "ADV", "PUNCT") and tree.tokens[before].text != '"':
        before -= 1
    cue = tree.tokens[before] if before >= 0 else None
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


def _reports(tree: Tree, cue: Token) -> bool:
    return (
        cue.pos == "VERB"
        and cue.lemma in tree.lexicon.words["cue_narrow"]
        and any(tree.tokens[j].dep == "ccomp" for j in cue.children)
    )


def _nearest(head: int, spans: Iterable[TimeSpan]) -> TimeSpan | None:
    return min(spans, key=lambda span: (abs(span.first - head), span.first), default=None)


# ---------------------------------------------------------------- numbers


def read_numbers(tree: Tree, head: int, arguments: Arguments) -> Iterator[tuple[NumberSpan, QuantityKind | None]]:
    """Numbers that count the trigger's people or things, with the kind that the frame knows (None: by their words)."""
    frame = arguments.frame
    harmed = set(arguments.of("recipient"))
    acting = set(arguments.of("actor", "thing"))
    around = {tree.clause[head]} if arguments.support is None else {tree.clause[head], tree.clause[arguments.support]}
    for span in tree.parse.numbers:
        if tree.tokens[span.first].sentence != tree.tokens[head].sentence or span.ordinal:
            continue
        counted = span.head if span.head is not None else span.last - 1
        if span.subset:
            continue
        if counted in harmed or any(i in harmed for i in range(span.first, span.last)):
            if frame.harm is not None:
                yield span, frame.harm
            elif span.unit == "person" or span.unit is None:
                yield span, "other" if frame.type != "CASUALTY" else None
            else:
                yield span, None
        elif counted in acting or any(i in acting for i in range(span.first, span.last)):
            yield span, "troops" if frame.type in ("MOBILIZE", "MOVE") and span.unit == "person" else None
        elif span.unit not in (None, "person", "percent") and tree.clause[span.first] in around:
            yield span, None
