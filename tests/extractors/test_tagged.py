"""Rules and tagger together, with a tagger that says what the test wants."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kgbuild.extractors.rules import extract, find_attributions, find_events
from kgbuild.language.reading import read_articles
from kgbuild.language.tags import MODALITIES, PARTS, ROLES, TYPES, Tags, modes_of
from kgbuild.model import make_article


class Teller:
    """Tags in which nothing stands but what is put in."""

    def __init__(self, parse, vocabulary):
        size = len(parse.tokens)
        self.parse, self.at = parse, {token.text: token.i for token in parse.tokens}
        first = {i: s.first for s in parse.sentences for i in range(s.first, s.last)}
        sizes = {s.first: s.last - s.first for s in parse.sentences}
        self.tags = Tags(
            types=_none(size, len(TYPES)),
            modes=_none(size, len(modes_of(vocabulary))),
            cues=np.zeros(size, dtype=np.float32),
            negative=np.full(size, 0.5, dtype=np.float32),
            modality=np.full((size, len(MODALITIES)), 0.1, dtype=np.float32),
            window=[first[i] for i in range(size)],
            roles={at: _none(n, n, len(ROLES)) for at, n in sizes.items()},
            says={at: _none(n, n, len(PARTS)) for at, n in sizes.items()},
            modes_known=modes_of(vocabulary),
        )

    def action(self, word, kind, share, mode=""):
        self.tags.types[self.at[word]] = 0
        self.tags.types[self.at[word], [0, TYPES.index(kind)]] = 1 - share, share
        if mode:
            self.tags.modes[self.at[word]] = 0
            self.tags.modes[self.at[word], self.tags.modes_known.index(f"{kind}/{mode}")] = 1
        return self

    def role(self, word, other, role, share=0.9):
        self._pair(self.tags.roles, word, other, ROLES.index(role), share)
        return self

    def cue(self, word, share, source=(), content=()):
        self.tags.cues[self.at[word]] = share
        for words, part in ((source, "source"), (content, "content")):
            for other in words:
                self._pair(self.tags.says, word, other, PARTS.index(part), 0.9)
        return self

    def standing(self, word, negative, modality):
        self.tags.negative[self.at[word]] = negative
        self.tags.modality[self.at[word]] = 0.01
        self.tags.modality[self.at[word], MODALITIES.index(modality)] = 0.92
        return self

    def _pair(self, table, word, other, label, share):
        first = self.tags.window[self.at[word]]
        row = table[first][self.at[word] - first, self.at[other] - first]
        row[:] = 0
        row[[0, label]] = 1 - share, share

    def put(self):
        self.parse.tags = self.tags
        return self.parse


def _none(*shape):
    scores = np.zeros(shape, dtype=np.float32)
    scores[..., 0] = 1
    return scores


@pytest.fixture
def tell(vocabulary, gazetteer):
    def make(text):
        article = make_article(text, id="a", published="2024-05-15")
        (parse,) = read_articles([article], vocabulary=vocabulary, gazetteer=gazetteer)
        return Teller(parse, vocabulary)

    return make


@pytest.fixture
def types(vocabulary):
    return lambda parse: [(one.trigger.text, one.action.type, one.extractor.name) for one in extract(parse, vocabulary)]


def test_both_of_one_mind(tell, types):
    told = tell("Rebels shelled Dori.").action("shelled", "ASSAULT", 0.9)
    assert types(told.put()) == [("shelled", "ASSAULT", "rules+tagger")]


@pytest.mark.parametrize("share", [0.0, 0.2, 0.4])
def test_a_trigger_of_the_rules_stays_whatever_the_tagger_thinks(tell, types, share):
    told = tell("Rebels shelled Dori.").action("shelled", "ASSAULT", share)
    assert types(told.put()) == [("shelled", "ASSAULT", "rules")]


@pytest.fixture
def seen(vocabulary):
    return lambda parse: [(one.trigger.text, one.type) for one in find_events(parse, vocabulary)]


@pytest.mark.parametrize(("share", "events"), [(0.99, [("bedevilled", "ASSAULT")]), (0.55, []), (0.3, [])])
def test_a_trigger_of_the_tagger_alone_is_an_event_and_no_statement(tell, types, seen, share, events):
    told = tell("Gunmen bedevilled the police.").action("bedevilled", "ASSAULT", share)
    parse = told.role("bedevilled", "Gunmen", "actor").role("bedevilled", "police", "recipient").put()
    assert types(parse) == []
    assert seen(parse) == events


def test_words_side_by_side_of_one_action_are_one_event(tell, seen):
    told = tell("Gunmen bedevilled away the police.")
    parse = told.action("bedevilled", "ASSAULT", 0.9).action("away", "ASSAULT", 0.55).put()
    assert seen(parse) == [("bedevilled away", "ASSAULT")]


@pytest.mark.parametrize(("share", "events"), [(0.9, [("raid", "ASSAULT")]), (0.1, [])])
def test_a_bare_word_of_the_lexicon_is_an_event_where_the_tagger_agrees(tell, types, seen, share, events):
    parse = tell("The raid was long.").action("raid", "ASSAULT", share).put()
    assert types(parse) == []
    assert seen(parse) == events


def test_empty_sides_are_filled_and_named_ones_kept(tell, vocabulary):
    told = tell("The shelling by rebels hurt farmers near Dori.").action("shelling", "ASSAULT", 0.99)
    told.action("hurt", "ASSAULT", 0.99).role("shelling", "farmers", "recipient").role("shelling", "Dori", "actor")
    statement = next(one for one in extract(told.put(), vocabulary) if one.trigger.text == "shelling")
    assert [one.mention.text for one in statement.actors] == ["rebels"]
    assert [one.mention.text for one in statement.recipients] == ["farmers"]


def test_filling_makes_no_statement_of_a_bare_word(tell, vocabulary):
    told = tell("The raid was long, farmers feel.").action("raid", "ASSAULT", 0.99)
    without = len(list(extract(replace(told.parse), vocabulary)))
    told.role("raid", "farmers", "recipient")
    assert len(list(extract(told.put(), vocabulary))) == without


def test_a_certain_modality_is_believed_and_another_is_not(tell, vocabulary):
    told = tell("Rebels shelled Dori.").action("shelled", "ASSAULT", 0.99).standing("shelled", 0.99, "planned")
    (statement,) = extract(told.put(), vocabulary)
    assert (statement.polarity, statement.modality) == ("positive", "planned")  # polarity is the grammar's
    told.tags.modality[:] = 0.1
    (statement,) = extract(told.put(), vocabulary)
    assert (statement.polarity, statement.modality) == ("positive", "actual")


def test_agreement_raises_confidence(tell, vocabulary):
    def confidence(share):
        told = tell("Rebels shelled Dori on Monday.").action("shelled", "ASSAULT", share)
        (statement,) = extract(told.put(), vocabulary)
        return statement.confidence

    assert confidence(0.99) > confidence(0.6) >= confidence(0.4)


def _said(parse, vocabulary):
    return [
        (one.source and one.source.text, one.cue.text, [part.text for part in one.content])
        for one in find_attributions(parse, vocabulary)
    ]


def test_an_attribution_of_the_tagger_alone(tell, vocabulary):
    told = tell("Officers muttered rebels had fled.")
    told.cue("muttered", 0.95, ["Officers"], ["rebels", "had", "fled"])
    assert _said(told.put(), vocabulary) == [("Officers", "muttered", ["rebels had fled"])]


def test_a_refused_attribution_goes(tell, vocabulary):
    told = tell("The army said rebels had fled.")
    assert _said(told.parse, vocabulary)
    assert _said(told.put(), vocabulary) == []


def test_the_source_is_corrected_where_the_tagger_is_sure(tell, vocabulary):
    told = tell("The army, a priest said, had fled.")
    told.cue("said", 0.95, ["priest"], ["army", "had", "fled"])
    assert [source for source, _, _ in _said(told.put(), vocabulary)] == ["priest"]


def test_without_tags_everything_stays(tell, types, vocabulary):
    told = tell("Rebels shelled Dori, the army said.")
    plain = types(told.parse)
    assert plain == [("shelled", "ASSAULT", "rules"), ("said", "SAY", "rules")]
    assert [one.trigger.text for one in find_events(told.parse, vocabulary)] == ["shelled", "said"]
