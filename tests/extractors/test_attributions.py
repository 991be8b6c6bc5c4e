"""Who says what: sources, cues, stretches, chains."""

from __future__ import annotations

import pytest

from kgbuild.extractors.rules import find_attributions

CASES = [
    # text, source, cue, content begins, content ends, kind
    ("The mayor said that two homes had burned.", "mayor", "said", "that two", "burned", "indirect"),
    ("Two homes burned, the mayor said.", "mayor", "said", "Two homes", "burned", "indirect"),
    ('"Two homes burned," the mayor said.', "mayor", "said", '"Two homes', 'burned,"', "direct"),
    ("According to the mayor, two homes burned.", "mayor", "According to", "two homes", "burned", "indirect"),
    ("Two homes burned, according to the mayor.", "mayor", "according to", "Two homes", "burned", "indirect"),
    ("The army confirmed the attack on Sake.", "army", "confirmed", "the attack", "Sake", "indirect"),
    ("It was reported that two homes had burned.", None, "was reported", "that two", "burned", "indirect"),
]


@pytest.mark.parametrize(("text", "source", "cue", "begins", "ends", "kind"), CASES, ids=[case[0] for case in CASES])
def test_forms_of_reporting(text, source, cue, begins, ends, kind, parse, vocabulary):
    found = find_attributions(parse(text), vocabulary)
    assert len(found) == 1
    said = found[0]
    assert (said.source.text if said.source else None) == source
    assert said.cue.text == cue
    assert said.content[0].text.startswith(begins)
    assert said.content[-1].text.rstrip(",").endswith(ends.rstrip(","))
    assert said.kind == kind


def test_a_sentence_final_cue_covers_the_whole_sentence(statements):
    text = "Gunmen attacked a convoy and soldiers shot two of them, the governor said."
    found = {item.trigger.text: [c.name for c in item.claimants] for item in statements(text)}
    assert found["attacked"] == found["shot"] == ["governor"]


def test_chains_run_from_outermost_to_innermost(statement):
    found = statement(
        "President Zelensky said General Syrsky had told him that Ukrainian troops were holding the town of Bor.",
        "holding",
        agency="AFP",
    )
    assert next(claimant.name for claimant in found.claimants) == "AFP"
    assert [claimant.mention.text for claimant in found.claimants[1:]] == ["President Zelensky", "General Syrsky"]
    assert found.status == "claimed"


def test_the_accuser_claims_what_the_accused_did(statement):
    found = statement("Kigali accused Kinshasa of shelling a village.", "shelling")
    assert [claimant.mention.text for claimant in found.claimants] == ["Kigali"]
    assert found.status == "claimed"


@pytest.mark.parametrize(
    ("text", "trigger", "status", "polarity"),
    [
        ("The rebels denied that their fighters had killed prisoners.", "killed", "denied", "positive"),
        ("Moscow denies targeting the hospital.", "targeting", "denied", "positive"),
        ("Houthi forces did not attack the tanker, the company said.", "attack", "claimed", "negative"),
        ("Soldiers attacked the tanker.", "attacked", "asserted", "positive"),
    ],
)
def test_status_and_polarity(text, trigger, status, polarity, statement):
    found = statement(text, trigger)
    assert (found.status, found.polarity) == (status, polarity)


def test_quoted_sentences_without_a_cue_keep_their_speaker(statement):
    text = '"The night was quiet," the mayor said. "Then soldiers killed a guard."'
    found = statement(text, "killed")
    assert [claimant.mention.text for claimant in found.claimants] == ["mayor"]


def test_the_publisher_that_reprints_an_agency_is_no_second_claimant(statement):
    found = statement("Soldiers attacked a convoy.", "attacked", agency="AFP", publisher="The Daily")
    assert [claimant.name for claimant in found.claimants] == ["AFP"]
