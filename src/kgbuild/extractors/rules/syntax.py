"""Questions to a dependency tree: a parse in, clauses, voices, subjects, objects and noun phrases out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from kgbuild.extractors.rules.nouns import NounClass, noun_class
from kgbuild.extractors.rules.understood import VERBAL, subjects
from kgbuild.language.parse import ActorSpan, Parse, PlaceSpan, Token
from kgbuild.language.quotations import quoted_tokens
from kgbuild.vocabulary import Vocabulary

__all__ = ["VERBAL", "NounClass", "Tree"]

CLAUSES = frozenset(("ROOT", "ccomp", "xcomp", "advcl", "relcl", "acl", "parataxis", "csubj", "csubjpass", "pcomp"))
OBJECTS = frozenset(("dobj", "obj", "attr", "oprd"))
PICTURED = frozenset(("left", "right", "center", "centre", "middle", "background", "foreground"))
"""Where somebody stands in a picture."""
SAYING = frozenset(("according",))
"""What keeps the name of its phrase: who follows "according to" is no "to" of the verb."""
RELATIVE = frozenset(("who", "which", "that", "whom", "whose"))
LEFT = frozenset(
    ("compound", "amod", "nmod", "poss", "nummod", "quantmod", "advmod", "case", "punct", "npadvmod", "det")
)


class Tree:
    """A parse with what the extraction layers ask of it, computed once."""

    def __init__(self, parse: Parse, vocabulary: Vocabulary) -> None:
        self.parse, self.tokens, self.vocabulary = parse, parse.tokens, vocabulary
        self.lexicon = vocabulary.lexicon
        self.people = vocabulary.registry.people
        self.clause = self._clauses()
        self.owners: dict[int, int] | None = None
        self._classes: dict[int, NounClass] = {}

    def _clauses(self) -> list[int]:
        """For each token the head of the clause that it stands in."""
        clause = [-1] * len(self.tokens)
        stack = [token.i for token in self.tokens if token.head == token.i]
        while stack:
            i = stack.pop()
            token = self.tokens[i]
            own = token.head == i or token.dep in CLAUSES or (token.dep == "conj" and token.pos in VERBAL)
            clause[i] = i if own or clause[token.head] < 0 else clause[token.head]
            stack.extend(token.children)
        return clause

    @cached_property
    def actor_at(self) -> dict[int, ActorSpan]:
        """Actor mention by each token inside it (the shortest where mentions nest)."""
        table: dict[int, ActorSpan] = {}
        for span in sorted(self.parse.actors, key=lambda span: (span.first - span.last, span.first)):
            for i in range(span.first, span.last):
                table[i] = span
        return table

    @cached_property
    def actors_in(self) -> dict[tuple[int, int], list[ActorSpan]]:
        """The mentions that are no pronouns, by sentence and chain."""
        found: dict[tuple[int, int], list[ActorSpan]] = {}
        for span in self.parse.actors:
            if not span.pronoun and span.chain:
                found.setdefault((self.tokens[span.head].sentence, span.chain), []).append(span)
        return found

    @cached_property
    def actor_headed(self) -> dict[int, ActorSpan]:
        """Actor mention by its head token."""
        return {span.head: span for span in self.parse.actors}

    @cached_property
    def place_at(self) -> dict[int, int]:
        """Position in `parse.places` by each token inside the name; sites are things, not places."""
        places = enumerate(self.parse.places)
        return {i: number for number, span in places if not span.site for i in range(span.first, span.last)}

    @cached_property
    def site_at(self) -> dict[int, int]:
        """Position in `parse.places` by each token of a site that takes up where it lies ("the camp")."""
        places = enumerate(self.parse.places)
        return {i: number for number, span in places if span.site for i in range(span.first, span.last)}

    @cached_property
    def time_at(self) -> dict[int, int]:
        """Position in `parse.times` by each token inside the expression."""
        return {i: number for number, span in enumerate(self.parse.times) for i in range(span.first, span.last)}

    @cached_property
    def number_at(self) -> dict[int, int]:
        """Position in `parse.numbers` by each token inside the number."""
        return {i: number for number, span in enumerate(self.parse.numbers) for i in range(span.first, span.last)}

    @cached_property
    def sentence_lemmas(self) -> list[frozenset[str]]:
        """The lemmas of each sentence."""
        return [
            frozenset(token.lemma for token in self.tokens[sentence.first : sentence.last])
            for sentence in self.parse.sentences
        ]

    def place(self, i: int) -> PlaceSpan | None:
        """The place name that a token stands in."""
        number = self.place_at.get(i)
        return None if number is None else self.parse.places[number]

    def is_country(self, i: int) -> bool:
        """Whether a token stands in the name of a state."""
        place = self.place(i)
        if place is None:
            return False
        entries = self.vocabulary.registry.match(place.core.split(), 0)[1]
        return place.level == "country" or any(entry.kind == "state" for entry in entries)

    def is_capital(self, i: int) -> bool:
        """Whether a token stands in the name of a state's capital."""
        place = self.place(i)
        if place is None or place.usage == "demonym":
            return False
        entries = self.vocabulary.registry.match(place.core.split(), 0, weak=True)[1]
        return bool(entries) and all(entry.kind == "state" for entry in entries)

    def child(self, i: int, *deps: str) -> Token | None:
        """The first child of a token in one of these relations."""
        for j in self.tokens[i].children:
            if self.tokens[j].dep in deps:
                return self.tokens[j]
        return None

    def is_passive(self, i: int) -> bool:
        """Whether a verb form is passive."""
        token = self.tokens[i]
        below = {self.tokens[j].dep for j in token.children}
        if below & {"nsubjpass", "auxpass", "csubjpass"}:
            return True
        if "agent" in below and token.tag in ("VBN", "VBD") and not self._is_active(i, below):
            return True
        shared = token.dep == "conj" and self.child(i, "nsubj", "aux") is None and token.head != i
        if shared and token.tag == "VBD" and token.lower == token.lemma:  # "was beaten and set alight": put, hit, cut
            return self.is_passive(token.head)
        if token.dep == "acl" and token.tag == "VBD" and self.child(i, "dobj") is None:
            return True  # "the men killed in clashes", whatever the tagger says
        if token.tag != "VBN" or any(self.tokens[j].dep == "aux" for j in token.children):
            return False
        if token.dep in ("ccomp", "xcomp", "oprd"):  # "was found shot", "saw a woman killed"
            return self.child(i, "dobj") is None
        if self.child(i, "nsubj") is not None:  # "was shelled and its bridge destroyed"
            shared = token.dep == "conj" and self.child(token.head, "auxpass") is not None
            return shared and self.child(i, "dobj") is None
        if token.dep == "acl":
            return True
        if token.dep == "conj" and self.tokens[token.head].pos in VERBAL:
            return self.is_passive(token.head)
        if token.dep == "conj" and self.joined(i) is not None:
            return True
        return token.dep in ("advcl", "ROOT", "ccomp") and not self.child(i, "dobj", "nsubj")

    def _is_active(self, i: int, below: set[str]) -> bool:
        """Whether a form with "by" has a subject of its own: "shortened by an hour the curfew", "have come by sea"."""
        perfect = any(self.tokens[j].lemma == "have" and self.tokens[j].dep == "aux" for j in self.tokens[i].children)
        return "nsubj" in below and ("dobj" in below or perfect)

    def joined(self, i: int) -> int | None:
        """The passive verb to whose agent the parser joined a participle: "were stopped by police and beaten"."""
        token = self.tokens[i]
        agent = self.tokens[self.tokens[token.head].head]
        above = self.tokens[agent.head]
        found = token.dep == "conj" and token.tag == "VBN" and agent.dep == "agent" and above.pos in VERBAL
        return above.i if found else None

    def coordinated(self, i: int) -> list[int]:
        """A noun and the nouns coordinated with it; of "dozens of inmates" the inmates."""
        found = [self.counted(i)]
        for j in self.tokens[i].children:
            token = self.tokens[j]
            if token.dep == "conj" and token.pos not in VERBAL and token.text[0].isalnum() and j not in found:
                found += self.coordinated(j)
            elif token.dep == "appos" and self.tokens[i].tag == "NNS" and self.tokens[j - 1].text.isalpha():
                names = [k for k in token.children if self.tokens[k].dep == "conj" and self.tokens[k].pos == "PROPN"]
                found += names  # "officers Ana Ruiz and Juan Roa"
        beside = self._pictured(i)
        if beside is not None and beside not in found:
            found += self.coordinated(beside)
        found += [k for k in (*self._hung_above(i), *self._along_with(i)) if k not in found]
        first = self._first_of_two(i)
        if first is not None and first not in found:
            found.insert(0, first)
        return found

    def _hung_above(self, i: int) -> list[int]:
        """Somebody whom a parser makes a second event: "the execution of the minister and three officials"."""
        token = self.tokens[i]
        event = self.tokens[self.tokens[token.head].head]
        if token.dep != "pobj" or event.pos != "NOUN" or self.noun_class(i) != "person":
            return []
        following = self.tokens[self.parse.subtree(i)[-1] + 1 :][:1]
        joined = following and following[0].dep == "cc" and following[0].head == event.i
        return [
            j
            for j in event.children
            if joined
            and j > i
            and self.tokens[j].dep == "conj"
            and self.noun_class(j) == "person" != self.noun_class(event.i)
        ]

    def _along_with(self, i: int) -> list[int]:
        """Who else is named beside an object: "killing the judge along with his guards"."""
        token = base = self.tokens[i]
        while base.dep == "conj":
            base = self.tokens[base.head]
        if base.dep not in ("dobj", "nsubjpass"):
            return []
        return [
            self.counted(k)
            for j in (*token.children, *self.tokens[token.head].children)
            if j > i and self.tokens[j].lower in ("along", "together") and self.tokens[j].children
            for name, k in self._below(self.tokens[j], "along")
            if name == "with"
        ]

    def _first_of_two(self, i: int) -> int | None:
        """The first of two parties that parsers hang on the second: "Indian and Pakistani soldiers", "army and M23"."""
        for j in self.tokens[i].children:
            token = self.tokens[j]
            if j > i or token.dep not in ("amod", "nmod", "compound") or j not in self.actor_headed:
                continue
            whole = self.actor_headed.get(i)
            if (whole is None or j < whole.first) and any(self.tokens[k].lower == "and" for k in token.children):
                return j
        return None

    def _pictured(self, i: int) -> int | None:
        """Who follows in a picture's caption: "Ms. Bello, left, and Mr. Kane"; parsers lose the second."""
        if i + 1 >= len(self.tokens) or self.tokens[i + 1].text != ",":
            return None
        words = [token.lower for token in self.tokens[i + 1 : i + 6]]
        if len(words) < 5 or words[0] != "," or words[1] not in PICTURED or words[2] != ",":
            return None
        first = i + 4 + (words[3] == "and")
        return next((span.head for span in self.parse.actors if span.first in (first, first + 1)), None)

    def counted(self, i: int) -> int:
        """The noun that a partitive counts ("dozens of inmates", "two of the guards"), else the token itself."""
        i = self._hyphened(i)
        token = self.tokens[i]
        if token.lemma in self.lexicon.words["partitive"] or token.pos == "NUM":
            for j in token.children:
                if self.tokens[j].lower == "of":
                    inner = self.child(j, "pobj")
                    if inner is not None and inner.pos != "ADJ":  # "forty of the latter" are counted by themselves
                        return inner.i
        return i

    def _hyphened(self, i: int) -> int:
        """The last part of a word in lower case that the parser cuts at its hyphen ("co-workers")."""
        tokens = self.tokens
        if (
            i + 2 < len(tokens)
            and tokens[i + 1].text == "-"
            and tokens[i + 2].text.islower()
            and tokens[i].text.islower()
        ):
            whole = tokens[i].end == tokens[i + 1].start and tokens[i + 1].end == tokens[i + 2].start
            return i + 2 if whole and tokens[i + 2].pos == "NOUN" else i
        return i

    def counter(self, i: int) -> int:
        """The noun that counts a noun ("a series of raids"), else the token itself: `counted` seen from below."""
        token = self.tokens[i]
        above = self.tokens[self.tokens[token.head].head]
        counts = above.lemma in self.lexicon.words["partitive"] | self.lexicon.words["rows"] or above.pos == "NUM"
        return above.i if token.dep == "pobj" and self.tokens[token.head].lower == "of" and counts else i

    def antecedent(self, i: int) -> int:
        """The noun that a relative pronoun stands for, else the token itself."""
        token = self.tokens[i]
        if token.lower in RELATIVE and token.tag in ("WP", "WDT", "IN", "DT", "WP$"):
            j = self.tokens[token.head].head if token.dep == "poss" else token.head  # "a boy whose death caused"
            while self.tokens[j].dep == "conj" and self.tokens[j].pos in VERBAL:
                j = self.tokens[j].head
            if self.tokens[j].dep == "relcl":
                return self._of_whom(i, self.tokens[j].head)
        if token.tag == "VBG" and token.dep in ("nsubj", "csubjpass"):  # "the relief group operating in Bor said"
            doer = self.child(i, "nsubj")
            return i if doer is None else doer.i
        return i

    def _of_whom(self, pronoun: int, noun: int) -> int:
        """The person of whom a clause with "who" tells, where the parser hung it on a thing nearer to it.

        "Took a boy into custody who was chanting": the boy.
        """
        token = self.tokens[noun]
        if self.tokens[pronoun].lower != "who" or token.dep != "pobj" or self.noun_class(noun) in ("person", "place"):
            return noun
        somebody = self.child(self.tokens[token.head].head, "dobj")
        known = somebody is not None and somebody.i < noun and self.noun_class(somebody.i) == "person"
        return somebody.i if somebody is not None and known else noun

    def subjects(self, i: int) -> list[int]:
        """Heads of the words that are the grammatical subject of a verb, understood ones included."""
        return subjects(self, i)

    def objects(self, i: int) -> list[int]:
        """Heads of the direct objects of a verb; of a verb form after a noun the noun, where it is its object."""
        token = self.tokens[i]
        own = [self.taken_up(j) for j in token.children if self._is_object(j)]
        found = [k for j in own for k in self.coordinated(self.antecedent(j))]
        if not found and token.dep == "relcl" and self.child(i, "nsubj") is not None and not self._whose(i):
            relative = [j for j in token.children if self.tokens[j].lower in RELATIVE]
            if self.scene(i) is None and (not relative or self.tokens[relative[0]].dep in OBJECTS):
                return [token.head]
        if not found and token.dep == "conj":  # "captured and executed two prisoners": a shared object
            head = self.tokens[token.head]
            later = [j for j in head.children if self.tokens[j].dep == "dobj" and j > i]
            return [k for j in later for k in self.coordinated(j)]
        if not found:  # "displaced 40,000 people": parsers take counted people for a measure
            found = [j for j in token.children if self._is_counted(j)]
        if not found:  # "stormed and looted the depot": the object hangs on the last verb
            for j in token.children:
                verb = self.tokens[j]
                if verb.dep == "conj" and verb.pos == "VERB" and verb.tag == token.tag and self._adjacent(i, j):
                    return self.objects(j)
        return found

    def scene(self, verb: int) -> int | None:
        """The noun where a relative clause plays: "islands where refugees arrived"."""
        token = self.tokens[verb]
        opening = (*token.children, token.head + 1)
        where = token.dep == "relcl" and any(self.tokens[j].lower in ("where", "when") for j in opening)
        return token.head if where else None

    def taken_up(self, i: int) -> int:
        """The thing that an object pronoun takes up from the verb before: "surrounded the depot and seized it"."""
        token = self.tokens[i]
        verb = self.tokens[token.head]
        if token.lower != "it" or token.dep != "dobj" or verb.dep not in ("conj", "advcl"):
            return i
        span = self.actor_headed.get(i)
        known = span is not None and any(other.chain == span.chain and other is not span for other in self.parse.actors)
        thing = self.child(verb.head, "dobj")
        return thing.i if thing is not None and not known and thing.pos in ("NOUN", "PROPN") and thing.i < i else i

    def _whose(self, verb: int) -> bool:
        """Whether a relative clause speaks of something that the noun has ("whose boat sank")."""
        subject = self.child(verb, "nsubj")
        return subject is not None and any(self.tokens[j].lower == "whose" for j in subject.children)

    def _is_object(self, i: int) -> bool:
        token = self.tokens[i]
        return token.dep in OBJECTS and token.pos in ("NOUN", "PROPN", "PRON", "NUM", "DET") and token.text[0].isalnum()

    def _is_counted(self, i: int) -> bool:
        token = self.tokens[i]
        return token.dep == "npadvmod" and i > token.head and self.noun_class(i) == "person"

    def _adjacent(self, i: int, j: int) -> bool:
        return all(self.tokens[k].dep in ("cc", "punct", "advmod") for k in range(i + 1, j))

    def prepositions(self, i: int) -> Iterator[tuple[str, int]]:
        """(preposition, head of its object) for each prepositional phrase on a token, coordinated objects apart."""
        for j in self.tokens[i].children:
            token = self.tokens[j]
            if token.dep == "dative" and token.pos != "ADP":  # "gave the two envoys a letter"
                yield from (("dative", k) for k in self.coordinated(j))
            elif token.dep in ("prep", "agent", "dative", "prt", "advmod") and token.children:
                yield from self._below(token, token.lower)

    def _below(self, preposition: Token, name: str) -> Iterator[tuple[str, int]]:
        for k in preposition.children:
            token = self.tokens[k]
            if token.dep in ("pobj", "pcomp"):
                for m in self.coordinated(self.antecedent(k)) if token.dep == "pobj" else [k]:
                    yield name, m
            elif token.dep == "prep" or (token.dep == "conj" and token.pos == "ADP"):  # out of, outside of
                yield from self._below(token, preposition.lower if preposition.lower in SAYING else token.lower)

    def phrase(self, i: int) -> tuple[int, int]:
        """Token range of the noun phrase headed by a token, without article and without what follows the head.

        "of" after the head stays where it is part of a name.
        """
        first = last = i
        for j in reversed([j for j in self.tokens[i].children if j < i]):
            token = self.tokens[j]
            if token.dep not in LEFT or (token.dep == "punct" and token.text not in ("-", "'", '"')):
                break
            below = self.parse.subtree(j)
            if below[-1] + 1 != first and not all(self.tokens[k].pos == "PUNCT" for k in range(below[-1] + 1, first)):
                break
            first = below[0]
        number = self.parse.numbers[self.number_at[first]] if first in self.number_at and first < i else None
        if number is not None and number.last <= i and number.head == i and self.tokens[i].text.islower():
            first = number.last  # "as many as 148 patients"
        while first < i and (self.tokens[first].pos in ("DET", "PUNCT") or self.tokens[first].dep == "det"):
            first += 1
        return first, last + 1

    def top(self, first: int, last: int) -> int:
        """The first token of a range that hangs on none of its others."""
        return next((i for i in range(first, last) if not first <= self.tokens[i].head < last), first)

    def noun_class(self, i: int) -> NounClass:
        """What kind of thing a noun or pronoun stands for."""
        found = self._classes.get(i)
        if found is None:
            found = self._classes[i] = noun_class(self, i)
        return found

    @cached_property
    def quoted_at(self) -> list[bool]:
        """For each token whether it stands between double quotation marks."""
        return quoted_tokens(self.parse)
