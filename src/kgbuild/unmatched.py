"""Articles in, the verbs and event nouns out that no frame of the lexicon reads there, the most conflict-like first.

It tells a domain expert which words to add. What is general language, and how much which argument speaks for conflict,
stands in ontology/lexicon/en/general.toml.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import msgspec
from msgspec import Struct

from kgbuild.chain import admit_article, open_tools, prepare
from kgbuild.errors import SkipArticle, VocabularyError
from kgbuild.extractors.rules import find_attributions
from kgbuild.extractors.rules.asides import is_aside
from kgbuild.extractors.rules.syntax import Tree
from kgbuild.extractors.rules.triggers import find_triggers
from kgbuild.extractors.rules.usage import is_name, label_argument, noun_arguments, verb_arguments, with_particle
from kgbuild.language.parse import Parse, Token
from kgbuild.language.reading import read_articles as parse_articles
from kgbuild.lexicon import Lexicon
from kgbuild.model import Article
from kgbuild.notices import Done, Listener, Skip, ignore
from kgbuild.settings import Settings, with_options
from kgbuild.vocabulary import data_folder

MOST_HEADS = 3
"""How many of a word's most frequent subjects and objects are told."""
_SHORTEST_STEM, _SHORTEST_WORD = 4, 3
_DOUBT = 2
"""Uses without weight that each word is taken to have had besides, so that one lucky use ranks no word high."""
_GENERAL = "general.toml"


class Example(Struct, frozen=True, kw_only=True):
    """A sentence with the word, from the user's own articles.

    `start` and `end` are the word's offsets in the article, `at` where it begins in `sentence`, whose white space is
    single blanks.
    """

    article: str
    start: int
    end: int
    at: int
    sentence: str


class Unmatched(Struct, frozen=True, kw_only=True):
    """A word that no frame read.

    `count` and `articles` say how often and in how many; `weight` is the sum of what its arguments speak for conflict.
    `subjects` and `objects` are what stands there most often: a kind of actor or thing in capitals, else the noun.
    `hint` names the file a frame may go into, empty where nothing tells. `general` words are set apart.
    """

    word: str
    part: Literal["verb", "noun"]
    count: int
    articles: int
    weight: int
    subjects: dict[str, int]
    objects: dict[str, int]
    hint: str
    general: bool
    example: Example


class _General(Struct, frozen=True, forbid_unknown_fields=True):
    verbs: frozenset[str]
    nouns: frozenset[str]
    known_classes: tuple[str, ...]
    known_noun_classes: tuple[str, ...]
    event_endings: tuple[str, ...]
    event_prepositions: frozenset[str]
    event_verbs: frozenset[str]
    family_endings: tuple[str, ...]
    family_beginnings: tuple[str, ...]
    weights: dict[str, int]


@dataclass
class _Uses:
    """What was seen of one word."""

    count: int = 0
    weight: int = 0
    articles: set[str] = field(default_factory=set)
    subjects: Counter[str] = field(default_factory=Counter)
    objects: Counter[str] = field(default_factory=Counter)
    content: int = 0
    best: int = -1
    example: Example | None = None


def find_unmatched(
    articles: Iterable[Article], settings: Settings | None = None, *, listen: Listener = ignore
) -> list[Unmatched]:
    """The words that no frame read, the most useful first and general language last.

    A word is read if it is part of what may trigger a frame, whether or not the frame's conditions hold there, or if it
    attributes words to somebody. Useful is what often has actors of conflict, weapons or places for arguments: words
    rank by the sum of these weights times their mean. Articles on sports, weather and markets are left out, as in
    extraction.

    Raises:
        StopRun: the model or a file of the ontology can't be used.
    """
    prepare(settings, listen)
    tools = open_tools(with_options(settings or Settings(), model=False))
    finder = _Finder(tools.vocabulary.lexicon, load_general())
    model = tools.settings.language.model
    admitted = _admit(articles, tools.settings, listen)
    for parse in parse_articles(admitted, vocabulary=tools.vocabulary, gazetteer=tools.gazetteer, model=model):
        cues = {at for one in find_attributions(parse, tools.vocabulary) for at in range(one.cue.start, one.cue.end)}
        finder.read(Tree(parse, tools.vocabulary), cues)
        listen(Done(id=parse.article.id, accepted=0, refused=0))
    return finder.rank()


def _admit(articles: Iterable[Article], settings: Settings, listen: Listener) -> Iterator[Article]:
    for article in articles:
        try:
            yield admit_article(article, settings)
        except SkipArticle as skip:
            listen(Skip(where=skip.where, reason=skip.reason, advice=skip.advice))


def load_general() -> _General:
    """What counts as general language.

    Raises:
        VocabularyError: general.toml is malformed.
    """
    path = data_folder("ontology") / "lexicon" / "en" / _GENERAL
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _General)
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise VocabularyError(f"{path}: {error}") from error


class _Finder:
    """Reads trees one by one and keeps what was seen of each word."""

    def __init__(self, lexicon: Lexicon, general: _General) -> None:
        self.lexicon, self.general = lexicon, general
        self.uses: dict[tuple[Literal["verb", "noun"], str], _Uses] = {}

    def read(self, tree: Tree, cues: set[int]) -> None:
        """Take in the words of one article that nothing reads; `cues` are offsets of words that attribute."""
        if is_aside(tree):
            return
        read = {i for trigger in find_triggers(tree) for _, words in trigger.frames for i in words}
        for token in tree.tokens:
            if token.i in read or token.start in cues or is_name(tree, token):
                continue
            if not token.text.isalpha() or len(token.text) < _SHORTEST_WORD:  # "'re" and other pieces of words
                continue
            if token.pos == "VERB" and token.dep not in {"aux", "auxpass", "amod", "case", "prep"}:
                if read.intersection(tree.objects(token.i)):  # "carried out an attack": the noun is what is told of
                    continue
                self._note("verb", with_particle(tree, token), tree, token)
            elif token.pos == "NOUN" and self._is_event(tree, token):
                self._note("noun", token.lemma, tree, token)

    def _is_event(self, tree: Tree, token: Token) -> bool:
        """Whether a noun may name a happening, and no person, place, time or measure."""
        i = token.i
        if i in tree.actor_headed or i in tree.place_at or i in tree.time_at or token.dep == "compound":
            return False
        if tree.noun_class(i) not in {"thing", "event"}:
            return False
        above = tree.tokens[token.head]
        if token.dep == "pobj" and above.lower in self.general.event_prepositions:
            return True
        if token.dep in {"dobj", "nsubj", "nsubjpass"} and above.lemma in self.general.event_verbs:
            return True
        return len(token.lemma) > _SHORTEST_STEM and token.lemma.endswith(self.general.event_endings)

    def _note(self, part: Literal["verb", "noun"], word: str, tree: Tree, token: Token) -> None:
        uses = self.uses.setdefault((part, word), _Uses())
        subjects, objects = verb_arguments(tree, token) if part == "verb" else noun_arguments(tree, token)
        labels = [[label_argument(tree, i) for i in found] for found in (subjects, objects)]
        weight = sum(max((self._weight(label) for label in found), default=0) for found in labels)
        uses.count += 1
        uses.weight += weight
        uses.articles.add(tree.parse.article.id)
        uses.subjects.update(labels[0])
        uses.objects.update(labels[1])
        uses.content += any(tree.tokens[j].dep == "ccomp" for j in token.children)
        if weight > uses.best:
            uses.best, uses.example = weight, _example(tree.parse, token)

    def _weight(self, label: str) -> int:
        return self.general.weights.get(label.lower(), 0) if label.isupper() else 0

    def rank(self) -> list[Unmatched]:
        """All words seen, general language last."""
        rows = [self._row(part, word, uses) for (part, word), uses in self.uses.items()]
        return sorted(
            rows, key=lambda row: (row.general, -row.weight * row.weight / (row.count + _DOUBT), -row.count, row.word)
        )

    def _row(self, part: Literal["verb", "noun"], word: str, uses: _Uses) -> Unmatched:
        assert uses.example is not None
        return Unmatched(
            word=word,
            part=part,
            count=uses.count,
            articles=len(uses.articles),
            weight=uses.weight,
            subjects=_most(uses.subjects),
            objects=_most(uses.objects),
            hint=self._hint(part, word, uses),
            general=self._is_general(part, word),
            example=uses.example,
        )

    def _is_general(self, part: str, word: str) -> bool:
        if part == "noun":
            return word in self.general.nouns or word in self._known_nouns
        return word in self.general.verbs or word in self._known_verbs

    @cached_property
    def _known_verbs(self) -> frozenset[str]:
        return frozenset().union(*(self.lexicon.words[name] for name in self.general.known_classes))

    @cached_property
    def _known_nouns(self) -> frozenset[str]:
        return frozenset().union(*(self.lexicon.words[name] for name in self.general.known_noun_classes))

    def _hint(self, part: str, word: str, uses: _Uses) -> str:
        """The file whose frames have the word in a longer trigger, or have a word of the same stem."""
        first = word.split(maxsplit=1)[0]
        own = self._files.get(first)
        if own:
            return f"{own}: it has '{first}' in other triggers"
        kin = self._kin(first)
        if kin:
            return f"{self._files[kin]}: it has '{kin}'"
        if part == "verb" and 2 * uses.content > uses.count:
            return "attributions.toml, class cue: what somebody says follows it"
        return ""

    def _kin(self, word: str) -> str:
        """A word of the lexicon of the same family: with a beginning less, or with another ending."""
        for beginning in self.general.family_beginnings:
            rest = word.removeprefix(beginning).removeprefix("-")
            if rest != word and len(rest) >= _SHORTEST_STEM and rest in self._files:
                return rest
        return min(
            self._families.get(self._stem(word), ()), key=lambda kin: (abs(len(kin) - len(word)), kin), default=""
        )

    def _stem(self, word: str) -> str:
        """A word without its ending, where enough of it is left; else the word."""
        ending = max((end for end in self.general.family_endings if word.endswith(end)), key=len, default="")
        stem = word.removesuffix(ending)
        return stem if len(stem) >= _SHORTEST_STEM else word

    @cached_property
    def _families(self) -> dict[str, list[str]]:
        """The lexicon's words by stem."""
        families: dict[str, list[str]] = {}
        for word in self._files:
            families.setdefault(self._stem(word), []).append(word)
        return families

    @cached_property
    def _files(self) -> dict[str, str]:
        """The file with most triggers that begin with a word."""
        counts: dict[str, Counter[str]] = {}
        for index in (self.lexicon.verbs, self.lexicon.nouns):
            for first, phrases in index.items():
                counts.setdefault(first, Counter()).update(f"{phrase.frame.type.lower()}.toml" for phrase in phrases)
        return {first: min(files, key=lambda file: (-files[file], file)) for first, files in counts.items()}


def _example(parse: Parse, token: Token) -> Example:
    sentence = parse.sentences[token.sentence]
    whole = parse.mention(sentence.first, sentence.last)
    before, words = (" ".join(text.split()) for text in (whole.text[: token.start - whole.start], whole.text))
    at = len(before) + (1 if words[len(before) : len(before) + 1] == " " else 0)
    return Example(article=parse.article.id, start=token.start, end=token.end, at=at, sentence=words)


def _most(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_HEADS])
