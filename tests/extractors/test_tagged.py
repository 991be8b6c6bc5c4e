"""Rules and tagger together, with a tagger that says what the test wants."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kgbuild.extractors.rules import extract, find_attributions, find_events
from kgbuild.extractors.rules.build import build_with_signs


@pytest.fixture
def types(vocabulary):
    return lambda parse: [(one.trigger.text, one.action.type, one.extractor.name) for one in extract(parse, vocabulary)]


def test_both_of_one_mind(tell, types):
    told = tell("Rebels shelled Dori.").action("shelled", "ASSAULT", 0.9)
    assert types(told.put()) == [("shelled", "ASSAULT", "rules+tagger")]


@pytest.mark.parametrize(
    ("text", "word", "kind", "share", "kept"),
    [
        ("Rebels attacked Dori.", "attacked", "ASSAULT", 0.45, True),
        ("Rebels attacked Dori.", "attacked", "ASSAULT", 0.3, False),
        ("Rebels attacked Dori.", "attacked", "ACCUSE", 0.9, True),  # an action, only another: no reason to refuse
        ("The envoy met the minister in Dori.", "met", "CONSULT", 0.1, False),
        ("Rebels entered Dori.", "entered", "MOVE", 0.0, True),  # the tagger never learned of all journeys
        ("Shells hit Dori.", "hit", "ASSAULT", 0.0, True),  # the frame asks for a weapon
        ("Rebels answered with mortar fire on Dori on Monday.", "fire", "ASSAULT", 0.0, True),  # a weapon in its words
    ],
)
def test_a_word_at_home_elsewhere_is_refused_where_the_tagger_takes_it_for_no_action(
    tell, types, text, word, kind, share, kept
):
    parse = tell(text).action(word, kind, share).put()
    assert any(word in trigger.split() for trigger, _, _ in types(parse)) == kept


@pytest.mark.parametrize(
    ("kind", "share", "shown", "absent"),
    [
        ("ASSAULT", 0.95, {"likely", "agreed"}, {"silent"}),
        ("COERCE", 0.95, set(), {"likely", "silent"}),
        ("COERCE", 0.1, {"silent"}, {"likely"}),
    ],
)
def test_another_type_speaks_less_against_a_trigger_than_none(tell, vocabulary, kind, share, shown, absent):
    parse = tell("Rebels shelled Dori.").action("shelled", kind, share).put()
    ((_, signs),) = build_with_signs(parse, vocabulary)
    assert shown <= signs
    assert not absent & signs


@pytest.fixture
def seen(vocabulary):
    return lambda parse: [(one.trigger.text, one.type) for one in find_events(parse, vocabulary)]


@pytest.mark.parametrize(("share", "events"), [(0.99, [("bedevilled", "ASSAULT")]), (0.55, []), (0.3, [])])
def test_a_trigger_of_the_tagger_alone_is_an_event_and_no_statement(tell, types, seen, share, events):
    told = tell("Gunmen bedevilled the police.").action("bedevilled", "ASSAULT", share)
    parse = told.role("bedevilled", "Gunmen", "actor").role("bedevilled", "police", "recipient").put()
    assert types(parse) == []
    assert seen(parse) == events


@pytest.mark.parametrize(
    ("share", "event"), [(0.9, ("shelled", "COERCE", "seize")), (0.7, ("shelled", "ASSAULT", "heavy-weapons"))]
)
def test_another_type_counts_in_events_where_the_tagger_is_sure(tell, vocabulary, share, event):
    told = tell("Rebels shelled Dori.").action("shelled", "COERCE", share, mode="seize")
    (found,) = find_events(told.put(), vocabulary)
    assert (found.trigger.text, found.type, found.mode) == event
    assert [one.action.type for one in extract(told.parse, vocabulary)] == ["ASSAULT"]


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

    assert confidence(0.99) > confidence(0.6) >= confidence(0.45)


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


def test_a_shared_subject_is_corrected_inside_another_report(tell, vocabulary):
    told = tell("The general denied that the bridge had burned, saying rebels lied.")
    told.cue("denied", 1, ["general"], ["bridge", "burned"]).cue("saying", 1, ["general"], ["rebels", "lied"])
    assert [(source, cue) for source, cue, _ in _said(told.put(), vocabulary)] == [
        ("general", "denied"),
        ("general", "saying"),
    ]


@pytest.mark.parametrize(("share", "cues"), [(0.9, ["said"]), (0.99, ["told", "said"])])
def test_a_claim_inside_a_quotation_stays_where_the_tagger_is_sure(tell, vocabulary, share, cues):
    told = tell('"A guard told the priest that rebels had fled," the mayor said.')
    told.cue("told", share).cue("said", 1)
    assert [cue for _, cue, _ in _said(told.put(), vocabulary)] == cues


@pytest.mark.parametrize(("text", "cue", "share", "stays"), [
    ("The army said rebels had fled.", "said", 0.01, False),
    ("The army said rebels had fled.", "said", 0.1, True),
    ("The army wants rebels to flee.", "wants", 0.01, True),
])  # fmt: skip
def test_a_claim_needs_more_than_a_wish(tell, vocabulary, text, cue, share, stays):
    assert bool(_said(tell(text).cue(cue, share).put(), vocabulary)) is stays


def test_the_preposition_of_a_cue_is_no_second_cue(tell, vocabulary):
    told = tell("The priest called on rebels to flee.")
    told.cue("called", 1, ["priest"], ["rebels", "flee"]).cue("on", 1, ["priest"], ["rebels", "to", "flee"])
    assert [cue for _, cue, _ in _said(told.put(), vocabulary)] == ["called"]


def test_without_tags_everything_stays(tell, types, vocabulary):
    told = tell("Rebels shelled Dori, the army said.")
    plain = types(told.parse)
    assert plain == [("shelled", "ASSAULT", "rules"), ("said", "SAY", "rules")]
    assert [one.trigger.text for one in find_events(told.parse, vocabulary)] == ["shelled", "said"]
