"""Where it happens: a trigger with its arguments in, the places of its own clause with their relation out."""

from __future__ import annotations

from collections.abc import Iterator

from kgbuild.extractors.rules.dates import governor_of, is_spoken
from kgbuild.extractors.rules.roles import Arguments
from kgbuild.extractors.rules.syntax import VERBAL, Tree
from kgbuild.language.parse import PlaceSpan
from kgbuild.lexicon import Role
from kgbuild.model import Relation

RELATION_OF: dict[str, Relation] = {
    "near": "near", "outside": "near", "around": "near", "beside": "near", "off": "near", "close": "near",
    "from": "from", "out": "from", "to": "to", "into": "to", "onto": "to", "toward": "toward", "towards": "toward",
    "along": "along", "beyond": "near", "bordering": "near",
}  # fmt: skip
TOPICS = frozenset(("about", "concerning", "regarding", "than", "toward", "towards"))
"""Prepositions behind a noun whose place is what it is about: "met for talks about the war in Mali"."""
CORE = frozenset(("dobj", "nsubj", "nsubjpass", "dative", "attr"))
UNDERGOES = frozenset(("be", "experience", "face", "remain", "see", "suffer", "witness"))
"""Verbs whose subject, if it is a place, is where it happens: "Dori saw clashes"."""
MODIFYING = frozenset(("poss", "compound", "amod", "nmod"))
BORDERS = frozenset(("border", "frontier"))
LIES = frozenset(("lies", "sits", "stands"))
GOING = frozenset(("MOVE", "DISPLACE"))
"""Where somebody is in order to go, he is not going: "stayed in Mali to return home"."""
SITUATIONS = frozenset(("after", "amid", "before", "despite", "during", "following", "over", "since"))
FROM_ROLES: tuple[tuple[Role, Relation | None], ...] = (("place", None), ("goal", "to"), ("origin", "from"))

WAYS = frozenset(("highway", "railway", "road", "route", "track"))


def read_places(tree: Tree, head: int, arguments: Arguments, *, nominal: bool) -> list[tuple[int, Relation]]:
    """(position in `parse.places`, relation) of where it happens, in text order; lists stay lists."""
    found: dict[int, Relation] = {}
    for role, relation in FROM_ROLES:
        for filler in arguments.of(role):
            number = place_of(tree, filler)
            fired = role == "origin" and arguments.frame.type == "ASSAULT"  # where from is not where
            if number is not None and not (fired and is_scene(tree, number)):
                known = relation_of(tree, _at(tree, number), head)
                if (
                    relation is not None
                    and known == "in"
                    and tree.tokens[filler].dep in ("conj", "dobj", "nsubj", "nsubjpass")
                ):
                    known = relation
                found[number] = known
    names = list(_in_clause(tree, head, arguments, nominal=nominal))
    for number in names or (() if found else _scenes(tree, head, arguments, nominal=nominal)):
        if number not in found:
            first = _at(tree, number)
            base = arguments.support if arguments.support is not None else governor_of(tree, head) if nominal else head
            below = first in tree.parse.subtree(head if base is None else base)
            relation = relation_of(tree, first, head)
            found[number] = relation if below or relation in ("near", "along") else "in"
    if arguments.frame.type == "MOVE" and arguments.frame.mode == "advance":
        found = {number: _toward(tree, number, relation) for number, relation in found.items()}
    containers = {tree.parse.places[number].within for number in found}
    containers |= {number for number in found if len(found) > 1 and _only_describes(tree, number, found)}
    return sorted((number, relation) for number, relation in found.items() if number not in containers)


def _at(tree: Tree, number: int) -> int:
    """The token of a place that the grammar hangs on: a scene's noun, a name's first word."""
    span = tree.parse.places[number]
    return span.last - 1 if is_scene(tree, number) else span.first


def is_scene(tree: Tree, number: int) -> bool:
    """Whether a place is a building or ground without a name."""
    span = tree.parse.places[number]
    return span.site and not span.named


def _scenes(tree: Tree, head: int, arguments: Arguments, *, nominal: bool) -> Iterator[int]:
    """Buildings and ground without a name in a clause that names no place: "arrested at a checkpoint"."""
    if arguments.frame.spoken:
        return
    anchors = [head] if arguments.support is None else [head, arguments.support]
    sides = set(arguments.of("actor", "recipient"))
    going = not nominal and arguments.frame.type in GOING
    for number in range(len(tree.parse.places)):
        i = _at(tree, number)
        if not is_scene(tree, number) or i in sides or tree.tokens[i].sentence != tree.tokens[head].sentence:
            continue
        behind = (
            tree.tokens[i].dep == "pobj" and tree.tokens[tree.tokens[i].head].lower in tree.lexicon.words["locative"]
        )
        if behind and _belongs(tree, i, anchors, sides, direct=False, going=going):
            yield number


def _only_describes(tree: Tree, number: int, found: dict[int, Relation]) -> bool:
    """Whether a name only says which place another is: "Sake, west of Goma", "near the border with Chad"."""
    span = tree.parse.places[number]
    above = tree.tokens[tree.tokens[span.last - 1].head]
    if above.lower == "with" and tree.tokens[above.head].lemma in BORDERS:
        return not any(tree.place_at.get(j) in found for j in tree.tokens[above.head].children)  # "Mali's border with"
    site = tree.tokens[span.last].i if span.last < len(tree.tokens) else -1
    if site >= 0 and tree.noun_class(site) == "facility" and tree.tokens[site].text.islower():
        # "the Litoral prison in Guayaquil": the name is the prison's, wherever the parser hangs what follows
        after = next((k for k in range(site + 1, site + 4) if k in tree.place_at), None)
        if after is not None and tree.tokens[site + 1].lower in ("in", "near", "outside"):
            return tree.place_at[after] in found and tree.place_at[after] != span.within
    if not (span.bearing or "").endswith((" of", " from")):
        return False
    before = [other for other in found if other < number and tree.parse.places[other].within != number]
    gap = range(tree.parse.places[max(before)].last, span.first) if before else ()
    return 0 < len(gap) < 9 and all(tree.tokens[i].pos not in VERBAL and tree.tokens[i].lower != "and" for i in gap)


def _toward(tree: Tree, number: int, relation: Relation) -> Relation:
    """Who advances "on" a town is not in it."""
    before = tree.tokens[tree.parse.places[number].first - 1]
    return "toward" if relation == "in" and before.lower in ("on", "upon") else relation


def place_of(tree: Tree, filler: int) -> int | None:
    """The place that a filler is or lies in: itself, or the name in its own phrase ("the city of Sake")."""
    number = tree.place_at.get(filler, tree.site_at.get(filler))
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
        purpose = token.dep == "advcl" and token.tag == "VB"
        if not (purpose or token.dep in ("conj", "xcomp", "dobj", "nsubjpass", "nsubj")) or i == token.head:
            return None
    return None


def _in_clause(tree: Tree, head: int, arguments: Arguments, *, nominal: bool) -> Iterator[int]:
    anchors = [head] if arguments.support is None else [head, arguments.support]
    verbal = arguments.frame.spoken
    sides = set(arguments.of("actor", "recipient"))
    sentence = tree.tokens[head].sentence
    here = [
        (number, span)
        for number, span in enumerate(tree.parse.places)
        if tree.tokens[span.first].sentence == sentence and span.usage == "place" and not is_scene(tree, number)
    ]
    own = [
        number
        for number, span in here
        if (span.site or not any(i in sides for i in range(span.first, span.last)))
        and _belongs(
            tree, span.first, anchors, sides, direct=verbal, going=not nominal and arguments.frame.type in GOING
        )
    ]
    if not own and not verbal:
        base = arguments.support if arguments.support is not None else head
        where = _where(tree, base)
        if where is None and not nominal:
            shared = _shared_clause(tree, base)
            going = arguments.frame.type in GOING and tree.tokens[base].tag == "VB"
            if shared is not None and not going:
                own = [
                    number
                    for number, span in here
                    if (span.last - span.first > 1 or not span.anaphor)  # "there" stays with its own verb
                    and _belongs(tree, span.first, [shared], sides, direct=is_spoken(tree, shared))
                    and relation_of(tree, span.first, shared) != "from"
                ]
        elif where is not None:
            own = [where]
    harmful = arguments.frame.type == "CASUALTY" or (arguments.frame.type == "ASSAULT" and not nominal)
    if not own and harmful:
        own = _of_happening(tree, anchors[-1], here, sides, nominal=nominal)
    if own or not nominal or arguments.support is not None or verbal:
        yield from own
        return
    governor = governor_of(tree, head)
    if governor is not None and not is_spoken(tree, governor):
        fought = frozenset(sides)
        acts = tree.tokens[head].dep == "nsubj" and tree.tokens[head].head == governor
        struck = tree.objects(governor) if acts else []  # "protests rocked Goma"
        # "bodies were found in the ruins of a mill in Orikhiv": what is done to the dead is done where they are
        found = arguments.frame.type == "CASUALTY" and tree.tokens[head].dep == "nsubjpass"
        for number, span in here:
            hit = any(i in struck for i in range(span.first, span.last))
            if hit or _belongs(tree, span.first, [governor], sides, direct=not found, fought=fought):
                yield number


def _of_happening(
    tree: Tree, head: int, here: list[tuple[int, PlaceSpan]], sides: set[int], *, nominal: bool
) -> list[int]:
    """Places of the happening that does what a verb or a state says: "the strike on Bor left nine dead"."""
    governor = governor_of(tree, head) if nominal else head
    if governor is None or tree.tokens[head].dep in ("nsubj", "nsubjpass", "pobj"):
        return []
    doing = [j for j in tree.subjects(governor) if tree.noun_class(j) == "event" and j not in sides and j != head]
    return [
        number
        for number, span in here
        if doing
        and _belongs(tree, span.first, doing, sides, direct=False)
        and all(relation_of(tree, span.first, j) != "from" for j in doing)
    ]


def _shared_clause(tree: Tree, head: int) -> int | None:
    """The verb whose place a verb without one shares: "stormed the prison in Bor and freed", "..., killing seven"."""
    token = tree.tokens[head]
    if token.head == head or tree.tokens[token.head].pos not in VERBAL:
        return None
    if tree.tokens[token.head].lemma in tree.lexicon.words["cue"] or tree.child(head, "nsubj", "nsubjpass") is not None:
        return None
    if token.dep == "conj" or (token.dep == "advcl" and token.tag in ("VBG", "VBN", "VB")):
        return token.head
    return None


def _belongs(
    tree: Tree,
    i: int,
    anchors: list[int],
    sides: set[int],
    *,
    direct: bool,
    fought: frozenset[int] = frozenset(),
    going: bool = False,
) -> bool:
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
        inside_name = place is not None and tree.place_at.get(head.i) == place
        if not inside_name:
            core = token.dep in CORE and not (token.dep == "nsubj" and head.lemma in UNDERGOES)
            if direct and token.pos != "ADP" and (core or (token.dep in MODIFYING and head.i not in anchors)):
                return False  # "shocked Togo", "rejected the Gaza plan"
            before = tree.tokens[head.i - 1]
            if head.pos == "ADP" and before.lower in LIES and before.pos == "NOUN":
                return False  # "is shelled daily and lies near": a verb that parsers read as a noun
            other = token.dep == "conj" and token.i not in sides
            if other and tree.place_at.get(token.i) is None and token.i != i and token.pos != "ADP":
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
            if going and head.lower in SITUATIONS and tree.noun_class(token.i) == "event":
                return False  # "fled to Chad after clashes in Tine"
            if head.pos == "ADP" and head.head != head.i and head.head not in anchors:
                above = tree.tokens[head.head]
                if head.lower == "from" and above.dep == "nsubj" and above.pos in ("NOUN", "PROPN"):
                    return False  # "rocket fire from Bor wounded": where it came from
                person = tree.noun_class(above.i) == "person" if above.pos in ("NOUN", "PROPN", "PRON") else False
                if (
                    person
                    and (direct or head.lower in ("of", "from"))
                    and not (above.i in fought and head.lower == "in")
                ):
                    return False
                if above.pos in ("NOUN", "PROPN") and (direct or head.lower in TOPICS):
                    return False
        token = head
        steps += 1


def _is_start(tree: Tree, i: int, head: int) -> bool:
    """Whether what lies by a place is where something was fired from: "fired by rebels from a hill east of Bor"."""
    if tree.tokens[head].lemma not in _FIRING:
        return False
    j = i - 1
    while j > max(i - _REACH, 0) and tree.tokens[j].lower != "from" and tree.tokens[j].pos in _INSIDE:
        if tree.tokens[j].lower in _UPON:
            return False  # "from a hill at the villages around Bor"
        j -= 1
    return tree.tokens[j].lower == "from" and tree.tokens[j + 1].pos == "DET"


_FIRING = frozenset({"fire", "launch", "shoot"})
_UPON = frozenset({"at", "on", "upon", "into", "toward", "towards", "over", "against"})
_INSIDE = frozenset({"ADP", "ADV", "ADJ", "NOUN", "NUM", "DET"})
_REACH = 10


def relation_of(tree: Tree, i: int, head: int) -> Relation:
    """How a place relates to the happening, by the preposition above its name."""
    number = tree.place_at.get(i)
    if i in tree.site_at and tree.parse.places[tree.site_at[i]].beside:
        return "near"
    if number is not None and (tree.parse.places[number].bearing or "").endswith((" of", " from")):
        # "40 km north of Bor"; who is in southern Mali is in Mali
        return "from" if _is_start(tree, i, head) else "near"
    if _is_start(tree, i, head):
        return "from"
    token = tree.tokens[i]
    within: Relation = "in"
    for _ in range(10):
        above = tree.tokens[token.head]
        if token.i in (token.head, head):
            break
        if BORDERS & {token.lemma, above.lemma}:  # at whose border it happens, there it need not be
            within = "near"
        if above.pos == "ADP" or above.dep == "prep":
            noun = tree.tokens[above.head]
            if above.lower == "of" and noun.pos in ("NOUN", "PROPN", "ADV"):
                if noun.lower in tree.lexicon.words["nearby"]:
                    return "near"
                token = noun
                continue
            if above.lower == "to" and noun.lower in ("close", "next", "adjacent"):
                return "near"
            if noun.lemma in BORDERS:
                token, within = noun, "near"
                continue
            if above.lower in ("of", "from") and noun.lower == "out":
                return "from"
            if tree.tokens[above.i - 1].lemma in WAYS and above.lower in ("to", "from"):
                return "near"  # "ambushed on the road to Bor"
            return RELATION_OF.get(above.lower, within)
        if above.lower in tree.lexicon.words["nearby"] and token.dep != "compound":
            return "near"
        token = above
    return within
