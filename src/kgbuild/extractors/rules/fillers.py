"""Which neighbours of a trigger fill which role of its frame: a verb or event noun in its tree in, role fillers out."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kgbuild.extractors.rules.roles import Arguments, put
from kgbuild.extractors.rules.settle import BODILY
from kgbuild.extractors.rules.sides import agents, is_armed, is_side, sides_of
from kgbuild.extractors.rules.syntax import VERBAL, Tree
from kgbuild.language.parse import Token

BESIDE = frozenset(("at", "of", "on", "upon", "in"))
"""Prepositions that name no second recipient beside somebody: "shot the guard at the gate", "died of hunger"."""
TAKES_PART = frozenset(("join", "participate", "partake", "involve", "implicate", "engage"))
"""Verbs behind which "in" names the happening in which their subject acts."""
PARTS = frozenset(("complicity", "hand", "involvement", "part", "participation", "role"))
OWNING = frozenset(("acknowledge", "admit", "confirm", "deny", "disclaim", "reject"))
"""Verbs by which somebody owns or disowns a part of his."""
SHELTERS = frozenset(("defend", "protect", "safeguard", "shelter", "shield", "spare"))
"""Verbs behind which "from" names what would befall their object: "protect villages from airstrikes"."""
ENDS = frozenset(("abstain", "desist", "divert", "refrain"))
"""Verbs behind which "from" names what their subject does no longer: "diverted troops from attacks on"."""
DISTANT = ("to", "for", "against", "with", "on")
STATES = frozenset(("bound", "destined", "headed", "missing"))
"""Forms behind "be" that say something of their subject, as those of spoken acts do ("is committed to")."""
GOING = frozenset(("MOVE", "DISPLACE"))
GOT = frozenset(("AID", "ASSAULT", "COERCE", "REQUEST", "SANCTION", "SUPPORT", "THREATEN"))
"""Actions whose noun somebody receives as their recipient: "received threats", "were given jail terms"."""
ABLAZE = frozenset(("ablaze", "alight"))
"""Words that the parser takes for an object of "set"."""
UNDER = frozenset(("come", "be", "remain", "stay"))
ON_OCCASION = frozenset(("during", "on", "after", "before", "following", "in", "at", "for"))
"""Prepositions before the occasion on which somebody does something."""
ON_LIGHT = frozenset(
    ("on", "against", "at", "with", "between", "to", "for", "toward", "towards", "upon", "over", "dative")
)
"""Prepositions that stand by a light verb although they belong to its noun ("held talks on Monday with")."""

SUFFERED = frozenset(("ASSAULT", "COERCE", "DISPLACE"))
"""Actions whose closing preposition ("set fire to") stands before whom they hit."""
LED = frozenset(("led", "organised", "organized"))
"""What joins those who lead a happening to it by a hyphen."""
MODIFIERS = frozenset(("poss", "compound", "amod", "nmod"))


def fill_verbal(tree: Tree, verb: int, words: tuple[int, ...], arguments: Arguments) -> None:
    """Fill the roles of a verb, active or passive, from its neighbours and those of its objects."""
    roles = arguments.frame.roles
    stative = tree.tokens[words[0]].lemma == "be" and (
        arguments.frame.spoken or any(tree.tokens[i].lower in STATES for i in words)
    )
    passive = arguments.passive = tree.is_passive(verb) and not stative
    inside = set(words)
    closing = {
        tree.tokens[i].lower for i in words[-1:] if tree.tokens[i].dep == "prep" and arguments.frame.type in SUFFERED
    }
    for head in tree.subjects(verb):
        if head not in inside:
            put(arguments, roles.get("object" if passive else "subject"), head)
    objects = [
        head
        for head in tree.objects(verb)
        if head not in inside
        or (roles.get("object") == "recipient" and tree.noun_class(head) == "facility")
        or (roles.get("object") == "recipient" and tree.noun_class(head) == "person" and _names_some(tree, head))
        or ("military" in arguments.frame.contexts and tree.noun_class(head) == "person" and head - 1 in tree.number_at)
    ]  # "took hostages": somebody inside the trigger stays the recipient
    objects = [head for head in objects if tree.tokens[head].lower not in ABLAZE]
    for head in objects:
        put(arguments, roles.get("thing" if passive else "object", "recipient" if passive else None), head)
    hit = [head for head in arguments.of("recipient") if head not in inside]
    struck = any(tree.noun_class(head) == "person" for head in hit) or (bool(hit) and arguments.frame.type == "ASSAULT")
    for base in (verb, *(word for word in words if word != verb), *objects):
        for preposition, head in tree.prepositions(base):
            beside = base in objects and preposition in ("of", "by") and tree.tokens[head].head not in inside
            if head in inside or beside:
                continue
            if (
                preposition == "by"
                and (base == verb or tree.tokens[verb].lemma != "be")
                and not (passive or tree.tokens[verb].dep == "acl")
            ):
                continue
            role = "actor" if preposition == "by" and roles.get("subject") == "actor" else roles.get(preposition)
            if role is None and base not in objects and preposition in closing:
                role = roles.get("object")  # "set fire to the market"
            if base in objects and tree.tokens[head].i in arguments.of("recipient", "actor"):
                continue
            if base not in objects and role is None and tree.tokens[head].dep == "pcomp":
                role = "content"  # "is committed to opening the border"
            if role == "recipient" and struck and preposition in BESIDE and tree.noun_class(head) != "person":
                continue
            put(arguments, role, head)
            if preposition == "in" and tree.tokens[head].lemma in ("protest", "solidarity"):
                for further, cause in tree.prepositions(head):  # "in protest against": as if said of the verb
                    put(arguments, "content" if further == "of" else roles.get(further), cause)
    if "inner" in roles:
        for i in words[1:]:
            own = [j for j in tree.tokens[i].children if tree.tokens[j].dep in MODIFIERS]
            for head in [j for j in own if tree.noun_class(j) == "person"] or sides_of(tree, i):
                put(arguments, roles["inner"], head)
    for base in words:
        for child in tree.tokens[base].children:
            token = tree.tokens[child]
            if child in inside:
                continue
            wished = token.tag == "VB" and (base != verb or any(j in inside for j in token.children))
            if token.dep in ("ccomp", "xcomp") or (wished and token.dep in ("acl", "advcl")):
                arguments.add("content", child)  # "is willing to send", "has an obligation to send"
    scene = tree.scene(verb)
    if scene is not None and arguments.frame.type in GOING:
        arguments.add("goal", scene)
    if arguments.frame.type not in BODILY | {"SAY"} and not arguments.of("recipient"):
        _add_distant(tree, [*(word for word in words if word != verb), *objects], arguments)


def _add_distant(tree: Tree, bases: list[int], arguments: Arguments) -> None:
    """Recipients behind "to" or "against" that hang on a noun in between: "sent food and medicine to Nepal"."""
    names = {name for name in DISTANT if arguments.frame.roles.get(name) == "recipient"}
    queue, seen = list(bases), set(bases)
    while queue and names:
        base = queue.pop(0)
        if base not in bases and tree.tokens[base].tag != "VBN":
            names -= {"on", "with"}  # deeper down these say what a thing is about
        for j in tree.tokens[base].children:
            token = tree.tokens[j]
            if token.dep in ("prep", "dative") and token.lower in names:
                sides = [k for name, k in tree.prepositions(base) if name == token.lower and is_side(tree, k)]
                for head in sides:
                    arguments.add("recipient", head)
                if sides:
                    return
            below = token.dep in ("prep", "pobj", "dobj", "conj") or (token.dep == "acl" and token.tag == "VBN")
            if below and j not in seen and (token.pos != "VERB" or token.dep == "acl"):
                seen.add(j)
                queue.append(j)


def _is_done_to(tree: Tree, noun: int, owner: int, behind: Collection[str]) -> bool:
    """Whether an event noun's possessor suffers what it names: "the editor's arrest", "the boy's shooting"."""
    lemma, words = tree.tokens[noun].lemma, tree.lexicon.words
    if lemma in words["patient_unarmed"]:
        armed = is_armed(tree, owner) or tree.tokens[owner].lemma in words["police"] | words["gunmen"]
        somebody = tree.noun_class(owner) == "person" and not armed
        return somebody and not {"of", "at", "on", "against"}.intersection(behind)
    return lemma in words["patient_noun"] and "of" not in behind


def fill_nominal(tree: Tree, noun: int, words: tuple[int, ...], arguments: Arguments) -> None:
    """Fill the roles of an event noun from its modifiers, its phrases and the verb that it leans on."""
    roles = arguments.frame.roles
    behind = {name for name, _ in tree.prepositions(noun)}
    for i in words:
        for j in tree.tokens[i].children:
            token = tree.tokens[j]
            if j in words:
                continue
            if token.dep == "poss":
                for head in tree.coordinated(tree.antecedent(j)):
                    suffers = _is_done_to(tree, noun, head, behind)
                    put(arguments, "recipient" if suffers else roles.get("possessive"), head)
            elif token.dep in ("amod", "compound", "nmod") and not _is_time(tree, j):
                _put_modifier(tree, arguments, j)
    struck: set[str] = set()
    for preposition, head in [pair for i in words for pair in _behind(tree, i)]:
        role, somebody = roles.get(preposition), tree.noun_class(head) == "person"
        if role == "recipient" and struck - {preposition} and preposition in BESIDE and not somebody:
            continue  # "the killing of a guard at his home"
        if (
            preposition == "from"
            and arguments.frame.type == "ASSAULT"
            and tree.noun_class(head) in ("person", "weapon")
        ):
            role = "actor"  # "airstrikes from Russian warplanes"; from a place they only come
        put(arguments, role, head)
        if role == "recipient" and somebody:
            struck.add(preposition)
    for j in tree.tokens[noun].children:
        token = tree.tokens[j]
        if token.dep == "acl" and token.tag == "VBN":  # attacks carried out by, claimed by, blamed on
            for preposition, head in tree.prepositions(j):
                if preposition == "by" and (token.lemma in tree.lexicon.words["light"] or token.lemma == "claim"):
                    put(arguments, roles.get("by"), head)
        elif _is_done_by(tree, j, noun):
            arguments.support = j  # "a conversation that I had with the emir"
            for head in tree.subjects(j):
                put(arguments, roles.get("possessive"), head)
            for preposition, head in tree.prepositions(j):
                if preposition in ON_LIGHT:
                    put(arguments, roles.get(preposition), head)
        elif token.dep == "relcl" and token.lemma in tree.lexicon.words["happen"]:  # "fighting that erupted in Gao"
            arguments.support = j
            for preposition, head in tree.prepositions(j):
                if preposition in ("between", "with", "against"):
                    put(arguments, roles.get(preposition), head)
    if "count" in roles:
        for head in [*_numbers(tree, noun), *_counted_by(tree, noun, words)]:
            put(arguments, roles["count"], head)
    if "self" in roles and not arguments.of(roles["self"]):
        put(arguments, roles["self"], noun)
    _lean(tree, noun, arguments)
    if arguments.frame.type == "CONSULT" and not arguments.of("actor", "party"):
        _put_visitor(tree, noun, arguments)


def _behind(tree: Tree, noun: int) -> Iterator[tuple[str, int]]:
    """The phrases behind an event noun, those on what counts it or shared with it included.

    "The number of arrivals to Greece", "the torture and death of a student".
    """
    yield from tree.prepositions(noun)
    for j in tree.tokens[noun].children:  # "an operation, Operation Storm, against"
        if tree.tokens[j].dep == "appos" and tree.tokens[j].pos == "PROPN":
            yield from (pair for pair in tree.prepositions(j) if pair[0] == "against")
    token, counter = tree.tokens[noun], tree.counter(noun)
    if counter != noun:
        yield from ((name, head) for name, head in tree.prepositions(counter) if name != "of")
    if token.dep == "conj" and tree.tokens[token.head].pos == "NOUN" and tree.child(noun, "prep") is None:
        yield from ((name, head) for name, head in tree.prepositions(token.head) if name == "of" and head > noun)


def _numbers(tree: Tree, noun: int) -> list[int]:
    """The number of those whom a noun counts: "20 dead", "the toll rose to 45", "put the number of dead at nine"."""
    if noun - 1 in tree.number_at:
        return [noun - 1]
    token = tree.tokens[tree.counter(noun)]
    verb = tree.tokens[token.head]
    if token.dep not in ("nsubj", "nsubjpass", "dobj") or verb.pos not in ("VERB", "AUX"):
        return []
    behind = [head for name, head in tree.prepositions(verb.i) if name in ("to", "at", "past", "above", "over")]
    behind += [j for j in verb.children if tree.tokens[j].dep in ("dobj", "attr") and j > verb.i]
    return [head for head in behind if tree.tokens[head].pos == "NUM" and head not in tree.time_at][:1]


def _counted_by(tree: Tree, noun: int, words: tuple[int, ...]) -> list[int]:
    """Those whom a trigger of several words counts: "the number of dead soldiers", "the number of people killed"."""
    for i in words:
        token = tree.tokens[i]
        if i != noun and token.pos in ("ADJ", "NOUN", "VERB"):
            return [token.head if token.dep in ("amod", "acl") and tree.tokens[token.head].pos == "NOUN" else i]
    return []


def _put_modifier(tree: Tree, arguments: Arguments, j: int) -> None:
    """A modifier before an event noun: whose raid it is ("Israeli", "rebel"), what it hit, or where ("Tillaberi")."""
    place, kind = tree.place(j), tree.noun_class(j)
    roles = arguments.frame.roles
    if place is not None and place.usage != "place":
        put(arguments, roles.get("demonym"), j)
    elif tree.tokens[j].lower in LED and (leader := tree.child(j, "npadvmod", "compound", "nsubj")) is not None:
        if leader.i + 2 == j and (leader.i in tree.actor_at or leader.i in tree.place_at):
            put(arguments, roles.get("possessive"), leader.i)  # "Saudi-led airstrikes"
    elif arguments.frame.type in GOING and tree.tokens[j].lemma in tree.lexicon.words["displaced"]:
        put(arguments, roles.get("of"), j)  # "refugee arrivals"
    elif kind == "person" and j in tree.actor_at:
        put(arguments, roles.get("compound", roles.get("demonym")), j)


def _put_visitor(tree: Tree, noun: int, arguments: Arguments) -> None:
    """Who does something "during a visit to Oman", "after talks with the king", "before a meeting" is the visitor.

    Of what is known already ("after the talks") all may speak, of what nobody attended as well ("before any talks").
    """
    preposition = tree.tokens[tree.tokens[noun].head]
    verb = tree.tokens[preposition.head]
    whom = any(name in ("to", "with") for name, _ in tree.prepositions(noun))
    new = all(tree.tokens[j].lower in ("a", "an") for j in tree.tokens[noun].children if tree.tokens[j].dep == "det")
    new = new and arguments.frame.mode != "visit" and not _is_force(tree, verb.lemma)
    if not (whom or new) or preposition.lower not in ON_OCCASION:
        return
    if verb.pos in ("VERB", "ADJ") and not tree.is_passive(verb.i):  # "two envoys, left, following a meeting with"
        for head in tree.subjects(verb.i):
            put(arguments, arguments.frame.roles.get("possessive"), head)
    elif (
        verb.pos in ("NOUN", "PROPN") and tree.noun_class(verb.i) == "person"
    ):  # under a picture: "the emir greets a king before a meeting in Aden"
        hosts = tree.subjects(verb.head) if verb.dep == "dobj" and not whom else []
        for head in [*hosts, *tree.coordinated(verb.i)]:
            put(arguments, arguments.frame.roles.get("possessive"), head)


def _lean(tree: Tree, noun: int, arguments: Arguments) -> None:
    """Arguments from the verb that an event noun leans on: carried out, launched, suffered, repelled."""
    words, roles = tree.lexicon.words, arguments.frame.roles
    token = tree.tokens[tree.counter(noun)]
    while token.dep == "conj" and token.head != token.i and tree.tokens[token.head].pos not in VERBAL:
        token = tree.tokens[token.head]
    governor = tree.tokens[token.head]
    if token.dep == "conj" and any(
        tree.tokens[j].dep == "compound" and tree.tokens[j].lemma in words["light"] for j in token.children
    ):  # "plan and mount attacks": the tagger takes the second verb for a noun
        for head in tree.subjects(governor.i):
            put(arguments, roles.get("possessive"), head)
    if governor.dep == "prep" or governor.pos == "ADP":
        verb = tree.tokens[governor.head]
        if governor.lower == "for" and verb.lemma == "responsibility":  # claimed responsibility for the attack
            arguments.support = verb.head
            for head in tree.subjects(verb.head):
                put(arguments, roles.get("possessive"), head)
        elif governor.lower in ("of", "for") and verb.lemma in ("accuse", "suspect", "blame", "condemn", "criticize"):
            patient = tree.child(verb.i, "dobj", "nsubjpass")
            if patient is not None and not arguments.of("actor"):
                put(arguments, roles.get("possessive"), patient.i)
        elif governor.lower == "with" and verb.lemma == "charge":  # "charged the guard with the murder of"
            charged = tree.subjects(verb.i) if tree.is_passive(verb.i) else tree.objects(verb.i)
            if not arguments.of("actor"):
                for head in charged:
                    put(arguments, roles.get("possessive"), head)
        elif governor.lower == "under" and verb.lemma in UNDER:
            for head in tree.subjects(verb.i):
                arguments.add("recipient", head)
        elif governor.lower == "under" and tree.noun_class(verb.i) == "person":  # "sailors under arrest"
            arguments.add("recipient", verb.i)
        elif governor.lower == "in" and (actor := _participant(tree, verb)) is not None:
            arguments.support = actor
            joined = tree.objects(actor) if tree.tokens[actor].lemma == "join" else []
            for head in [*tree.subjects(actor), *joined]:
                put(arguments, roles.get("possessive"), head)
        elif governor.lower == "in" and (owner := _owner_of_part(tree, verb)) is not None:
            for head in tree.subjects(owner):
                put(arguments, roles.get("possessive"), head)
        elif governor.lower == "from" and (sheltered := _sheltered(tree, verb)):
            for head in sheltered:
                arguments.add("recipient", head)
        elif governor.lower == "from" and verb.lemma in ENDS:
            for head in tree.subjects(verb.i):
                put(arguments, roles.get("possessive"), head)
        elif governor.lower in ("of", "for", "in") and verb.lemma == "convict":
            for head in tree.subjects(verb.i) if tree.is_passive(verb.i) else tree.objects(verb.i):
                put(arguments, roles.get("possessive"), head)
        return
    if governor.pos not in ("VERB", "AUX"):
        return
    passive = token.dep == "nsubjpass"
    particle = any(tree.tokens[j].dep == "prt" or tree.tokens[j].lower in ("back", "off") for j in governor.children)
    if token.dep == "dobj" or passive:
        if (
            governor.lemma in words["repel"]
            and roles.get("between") != "actor"  # "prevent clashes": between whom is not said
            and (governor.lemma not in ("push", "beat", "stop", "fend") or particle)
        ) or governor.lemma in words["suffer"]:
            _put_defender(tree, governor.i, arguments, passive=passive)
        elif arguments.frame.type in GOT and not passive and _gets(tree, governor.i):
            arguments.support = governor.i
            for head in tree.subjects(governor.i):
                arguments.add("recipient", head)
            for preposition, head in tree.prepositions(governor.i):
                if preposition in ("from", "by") and tree.noun_class(head) in ("person", "place"):
                    put(arguments, roles.get("possessive"), head)
        elif governor.lemma in words["light"] and not (passive and not agents(tree, governor.i)):
            arguments.support = governor.i
            for head in agents(tree, governor.i) if passive else tree.subjects(governor.i):
                put(arguments, roles.get("possessive"), head)
            for preposition, head in tree.prepositions(governor.i):
                if preposition in ON_LIGHT and preposition in roles:
                    put(arguments, roles[preposition], head)
        if governor.lemma in words["light"] or governor.lemma in words["repel"]:
            arguments.support = governor.i
    elif token.dep == "nsubj" and governor.lemma in words["happen"]:
        arguments.support = governor.i
        for preposition, head in tree.prepositions(governor.i):
            if preposition in ("between", "with", "against", "on"):
                put(arguments, roles.get(preposition), head)


def _participant(tree: Tree, token: Token) -> int | None:
    """The verb whose subject takes part in what follows "in", where a word before it says so."""
    if token.lemma in TAKES_PART:
        return token.i
    verb = tree.tokens[token.head] if token.dep == "dobj" else token
    thing = tree.child(verb.i, "dobj")
    part = thing is not None and thing.lemma in ("part", "role")
    return verb.i if part and verb.lemma in ("take", "play", "have") else None


def _owner_of_part(tree: Tree, token: Token) -> int | None:
    """The verb whose subject owns to a part in what follows "in", or says that it had none: "denied any role in"."""
    verb = tree.tokens[token.head]
    below = [tree.tokens[j] for j in token.children]
    others = any(t.dep in MODIFIERS and (t.text[0].isupper() or (t.dep == "poss" and t.pos != "PRON")) for t in below)
    owns = token.lemma in PARTS and token.dep == "dobj" and verb.lemma in OWNING
    return verb.i if owns and not others and not any(name == "by" for name, _ in tree.prepositions(token.i)) else None


def _gets(tree: Tree, verb: int) -> bool:
    """Whether the subject of a verb is given its object."""
    lemma = tree.tokens[verb].lemma
    return lemma in ("receive", "get") or (lemma in ("give", "hand", "offer", "send") and tree.is_passive(verb))


def _sheltered(tree: Tree, token: Token) -> list[int]:
    """Who is to be protected from what follows "from", a verb or its object given."""
    verb = tree.tokens[token.head] if token.dep in ("dobj", "nsubjpass") else token
    if verb.lemma not in SHELTERS:
        return []
    return tree.subjects(verb.i) if tree.is_passive(verb.i) else tree.objects(verb.i)


def _put_defender(tree: Tree, verb: int, arguments: Arguments, *, passive: bool) -> None:
    """Who repels or suffers an attack is its recipient, never its actor."""
    arguments.support = verb
    for head in agents(tree, verb) if passive else tree.subjects(verb):
        arguments.add("recipient", head)


def _names_some(tree: Tree, head: int) -> bool:
    """Whether a noun names one or several, unlike "force" in "use force against"."""
    token = tree.tokens[head]
    return token.tag == "NNS" or any(tree.tokens[j].dep in ("det", "nummod", "poss") for j in token.children)


def _is_done_by(tree: Tree, verb: int, noun: int) -> bool:
    """Whether a clause behind an event noun says who does it: "the talks he held", no "a call that he had hurried"."""
    token = tree.tokens[verb]
    light = token.dep == "relcl" and token.lemma in tree.lexicon.words["light"]
    return light and tree.child(verb, "prt", "mark", "ccomp", "xcomp") is None and noun in tree.objects(verb)


def _is_force(tree: Tree, lemma: str) -> bool:
    """Whether a verb names force or restriction: who is arrested at a meeting took part, and not the police."""
    return any(phrase.frame.type in SUFFERED for phrase in tree.lexicon.verbs.get(lemma, ()) if not phrase.rest)


def _is_time(tree: Tree, i: int) -> bool:
    return i in tree.time_at
