"""Slips of a parser that its own reading gives away: a parse in, the same parse with those words read anew.

A noun takes no object: "if the army attacks Bor" has a verb. Nor has a verb two objects side by side: who "accused
Armenian forces" accuses one force. What somebody is accused of by an envoy is nothing of the envoy's. A person's name
behind a person's description belongs to it, and who chants slogans is not a kind of slogan.
"""

from __future__ import annotations

from kgbuild.language.finite import GIVING
from kgbuild.language.parse import Parse, Token

CLAUSES = frozenset(("ROOT", "advcl", "ccomp", "conj", "parataxis"))
PRESENT = {"NNS": "VBZ", "NN": "VBP"}

CHARGING = frozenset(("accuse", "suspect", "convict", "acquit", "clear"))
"""Verbs that take "of" and a deed beside who accuses: "were accused by the mission of shelling a camp"."""
RESULTING = frozenset(("find", "leave"))
"""Verbs behind whose object stands how it is then: "left eight people dead"."""
DASHES = frozenset(("-", "--", "–", "—"))
FILLERS = frozenset(("dobj", "pobj", "nsubj", "nsubjpass", "conj"))
ADRIFT = frozenset(("npadvmod", "appos", "dep", "nmod"))
"""Where a parser puts a name that it could not join to the word before it."""


def repair(parse: Parse) -> None:
    """Make nouns that take an object verbs, of two objects side by side one, and give charges to their verb."""
    for token in parse.tokens:
        if token.tag == "VBZ" and token.dep in ("dobj", "pobj"):
            _count_noun(parse, token)
        if token.text == "IS" and token.pos == "AUX":
            _name_the_group(parse, token)
        if token.pos == "NOUN" and token.dep in CLAUSES:
            _make_verb(parse, token)
            _make_finite(parse, token)
        if token.dep == "conj" and token.pos in ("NOUN", "PROPN") and parse.tokens[token.head].pos == "VERB":
            _join_noun(parse, token)
        elif token.lower == "of" and token.dep == "prep":
            _hang_charge(parse, token)
        elif token.dep == "dobj" and token.pos in ("PROPN", "ADJ"):
            _join(parse, token)
        elif token.pos == "PROPN" and (token.entity == "PERSON" or _is_adrift(parse, token)):
            _name_the_described(parse, token)
        elif token.tag == "VBG" and token.dep == "amod":
            _free_the_doer(parse, token)
        elif token.dep == "acl" and token.tag in ("VBD", "VBN"):
            _pass_aside(parse, token)
        elif token.dep == "ccomp" and token.pos == "VERB" and parse.children(token.i, "auxpass"):
            _give_subject_back(parse, token)
        elif token.dep == "ccomp" and token.tag in ("JJ", "VBN") and parse.tokens[token.head].lemma in RESULTING:
            _give_object(parse, token)


def _count_noun(parse: Parse, noun: Token) -> None:
    """Make a plural behind its number a noun again: "leaves 31 inmates dead"."""
    if not parse.children(noun.i, "nummod"):
        return
    noun.pos, noun.tag = "NOUN", "NNS"
    for state in parse.children(noun.i, "acomp"):
        state.dep = "oprd"
        _hang(parse, state, parse.tokens[noun.head])


def _name_the_group(parse: Parse, token: Token) -> None:
    """Make "IS" before a noun a name: "IS militants in Hasakah have attacked"."""
    following = parse.tokens[token.i + 1] if token.i + 1 < len(parse.tokens) else token
    shouted = any(t.text.isupper() and t.pos == "VERB" for t in (parse.tokens[token.head], following))
    if shouted or following.pos not in ("NOUN", "PROPN", "ADJ"):
        return
    token.pos, token.tag = "PROPN", "NNP"
    if token.dep == "ROOT":
        above = parse.tokens[following.head]
        if above.pos not in ("VERB", "AUX") or above.head != token.i:
            return
        above.dep, above.head = "ROOT", above.i
        for child in [parse.tokens[j] for j in token.children if j != above.i]:
            _hang(parse, child, above)
        token.children.clear()
        token.dep, token.head = "compound", following.i
        following.children.insert(0, token.i)


def _make_verb(parse: Parse, noun: Token) -> None:
    """Make a noun with an object the verb of the noun that stands before it."""
    before = parse.tokens[noun.i - 1] if noun.i else noun
    behind = [child for child in parse.children(noun.i, "dobj") if child.i > noun.i]
    first = parse.tokens[before.head]
    joined = before.dep == "conj" and first.dep == "nsubj" and first.head == noun.i
    if joined and behind and noun.tag == "NN":  # "Mali and Togo hand over the bridge"
        noun.pos, noun.tag = "VERB", "VBP"
        return
    verbs = [
        child for child in parse.children(noun.i, "conj") if child.tag == "VBZ" and parse.children(child.i, "dobj")
    ]
    if verbs and noun.tag == "NNS" and parse.children(noun.i, "nsubj"):  # "Mali rejects and condemns the decision"
        noun.pos, noun.tag = "VERB", "VBZ"
        return
    plural = before.tag in ("NNS", "NNPS")
    if not behind or before.head != noun.i or plural == (noun.tag == "NNS"):
        return
    if before.dep not in ("compound", "nsubj"):
        return
    for child in parse.children(noun.i):
        if child.i < before.i and child.dep in ("det", "amod", "compound", "poss", "nummod"):
            _hang(parse, child, before)
    before.dep = "nsubj"
    noun.pos, noun.tag = "VERB", PRESENT.get(noun.tag, "VBP")


def _make_finite(parse: Parse, noun: Token) -> None:
    """Make a participle between a clause's noun and the object that the parser gives it a verb: "neither army held"."""
    verb = parse.tokens[noun.i + 1] if noun.i + 1 < len(parse.tokens) else noun
    thing = parse.tokens[verb.head]
    if verb.tag not in ("VBN", "VBD") or verb.dep != "amod" or thing.head != noun.i:
        return
    if thing.dep != "dobj" and (thing.dep, thing.pos, noun.dep) != ("appos", "PROPN", "ccomp"):
        return
    if not any(child.i < noun.i and child.dep == "det" for child in parse.children(noun.i)):
        return
    above, root = parse.tokens[noun.head], noun.head == noun.i
    _hang(parse, thing, verb)
    thing.dep = "dobj"
    for child in parse.children(noun.i):
        if child.i > verb.i or child.dep in ("mark", "punct"):
            _hang(parse, child, verb)
    parse.tokens[verb.head].children.remove(verb.i)
    verb.pos, verb.tag, verb.dep = "VERB", "VBD", noun.dep
    verb.head = verb.i if root else above.i
    if not root:
        above.children.remove(noun.i)
        above.children.append(verb.i)
        above.children.sort()
    noun.dep, noun.head = "nsubj", verb.i
    verb.children.append(noun.i)
    verb.children.sort()


def _join(parse: Parse, token: Token) -> None:
    """Make the first of two objects of one verb a word of the second: a name before a plural noun."""
    following = parse.tokens[token.i + 1] if token.i + 1 < len(parse.tokens) else token
    verb = parse.tokens[token.head]
    together = following.dep == "dobj" and following.head == token.head and following.tag == "NNS"
    if together and verb.lemma not in GIVING:
        token.dep = "amod"
        _hang(parse, token, following)


def _join_noun(parse: Parse, noun: Token) -> None:
    """Hang a noun that "and" joins to a verb on the noun before "and": "killing him and the town's mayor"."""
    verb = parse.tokens[noun.head]
    joining = [child for child in parse.children(verb.i, "cc") if child.i < noun.i]
    clause = any(parse.tokens[j].dep in ("nsubj", "dobj", "aux", "cop") for j in noun.children)
    opening = parse.tokens[joining[-1].i + 1] if joining else noun
    if not joining or clause or joining[-1].i == 0 or parse.subtree(noun.i)[0] != opening.i:
        return
    if opening.tag.startswith("VB") and opening is not noun:  # "detained two men and used pepper spray"
        return
    before = parse.tokens[joining[-1].i - 1]
    if before.dep in ("dobj", "pobj") and verb.i < before.i and before.pos in ("NOUN", "PROPN", "PRON"):
        _hang(parse, joining[-1], before)
        _hang(parse, noun, before)


def _hang_charge(parse: Parse, of: Token) -> None:
    """Make "of shelling" the verb's own where it hangs on who accuses."""
    accuser = parse.tokens[of.head]
    by = parse.tokens[accuser.head]
    verb = parse.tokens[by.head]
    if by.dep == "agent" and verb.lemma in CHARGING and any(t.tag == "VBG" for t in parse.children(of.i, "pcomp")):
        _hang(parse, of, verb)


def _name_the_described(parse: Parse, first: Token) -> None:
    """Join a person's name to the noun before it: "killed farmer Ana Ruiz"; "the death of a nurse, Ana Ruiz, has"."""
    before = parse.tokens[first.i - 1] if first.i else first
    last = parse.tokens[first.head] if _is_adrift(parse, first) else first
    while last.i + 1 < len(parse.tokens) and parse.tokens[last.i + 1].entity == "PERSON":
        last = parse.tokens[last.i + 1]
    if last.pos != "PROPN" or last.sentence != first.sentence:
        return
    if before.text == "," and last.dep == "nsubj":
        described, verb = parse.tokens[before.i - 1], parse.tokens[last.head]
        earlier = [child for child in parse.children(verb.i, "nsubj") if child.i < first.i]
        if earlier and described.tag == "NN" and described.dep == "pobj":
            last.dep = "appos"
            _hang(parse, last, described)
    elif before.tag == "NN" and before.dep in FILLERS and last.dep in ADRIFT:
        for token in parse.tokens[first.i : last.i]:
            if not first.i <= token.head <= last.i:
                token.dep = "compound"
                _hang(parse, token, last)
        last.dep, before.dep = before.dep, "compound"
        _hang(parse, last, parse.tokens[before.head])
        _hang(parse, before, last)


def _give_object(parse: Parse, state: Token) -> None:
    """Make who is left dead the object of the verb, not the subject of a clause."""
    if any(parse.tokens[j].dep in ("aux", "auxpass", "cop", "mark") for j in state.children):
        return
    for somebody in parse.children(state.i, "nsubj", "nsubjpass"):
        somebody.dep, state.dep = "dobj", "oprd"
        _hang(parse, somebody, parse.tokens[state.head])


def _give_subject_back(parse: Parse, verb: Token) -> None:
    """Make a form before a verb that lacks its subject tell of it: "two men trapped below had been killed"."""
    if parse.children(verb.i, "nsubj", "nsubjpass", "csubj", "csubjpass", "mark", "expl"):
        return
    opening = parse.tokens[parse.subtree(verb.i)[0] - 1]
    for first in parse.children(verb.head, "ccomp"):
        somebody = parse.children(first.i, "nsubj", "nsubjpass")
        told = first.tag in ("VBD", "VBN") and not parse.children(first.i, "aux", "auxpass", "dobj")
        if told and somebody and first.i < verb.i and parse.subtree(first.i)[-1] == opening.i:
            for child in [*somebody, *parse.children(first.i, "mark")]:
                child.dep = "nsubjpass" if child in somebody else child.dep
                _hang(parse, child, verb)
            first.dep = "acl"
            _hang(parse, first, somebody[0])


def _is_adrift(parse: Parse, token: Token) -> bool:
    """Whether a word opens a name of two that hangs on a verb as if it told the time: "killed his friend Ana Ruiz"."""
    name = parse.tokens[token.head]
    together = token.dep == "compound" and name.i == token.i + 1 and name.pos == "PROPN" and name.dep == "npadvmod"
    return together and not {token.entity, name.entity} & {"DATE", "TIME"}


def _pass_aside(parse: Parse, verb: Token) -> None:
    """Hang what follows an aside in dashes on the noun before it: "four divers - two of them sailors - drowned"."""
    noun = parse.tokens[verb.head]
    above = parse.tokens[noun.head]
    opening = parse.tokens[parse.subtree(noun.i)[0] - 1]
    dashes = opening.text in DASHES and parse.tokens[verb.i - 1].text in DASHES
    if dashes and noun.dep == "appos" and above.i < opening.i:
        _hang(parse, verb, above)


def _free_the_doer(parse: Parse, verb: Token) -> None:
    """Make who does something before a noun the noun's governor: "arrested a boy chanting slogans"."""
    doer, thing = parse.tokens[verb.i - 1] if verb.i else verb, parse.tokens[verb.head]
    if doer.pos != "NOUN" or doer.dep != "amod" or doer.head != thing.i or thing.i < verb.i or thing.dep not in FILLERS:
        return
    for behind in parse.children(thing.i, "prep"):
        _hang(parse, behind, parse.tokens[thing.head])  # where both the doing and what befalls the doer are
    doer.dep, thing.dep, verb.dep = thing.dep, "dobj", "acl"
    _hang(parse, doer, parse.tokens[thing.head])
    _hang(parse, verb, doer)
    _hang(parse, thing, verb)


def _hang(parse: Parse, token: Token, head: Token) -> None:
    parse.tokens[token.head].children.remove(token.i)
    token.head = head.i
    head.children.append(token.i)
    head.children.sort()
