"""What is only agreed, refused, demanded or talked about is told by the statement that governs it."""

from __future__ import annotations

import pytest


def told(items):
    """Type and trigger of each statement, in text order."""
    return [(item.action.type, item.trigger.text) for item in items]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lusaka refused to lift the curfew.", [("REJECT", "refused")]),
        ("Ghana agreed to provide Togo with tents.", [("AGREE", "agreed to")]),
        ("The bishop called for sanctions against Burundi.", [("REQUEST", "called for")]),
        ("The union demanded that the governor release the miners.", [("REQUEST", "demanded")]),
        ("Peru threatened to break relations with Chile.", [("THREATEN", "threatened")]),
        ("The two presidents met in Accra to discuss the loan.", [("CONSULT", "met")]),
        ("The two presidents met in Accra, discussing the loan.", [("CONSULT", "met")]),
        ("Nurses marched in Lomé to demand the release of a doctor.", [("PROTEST", "marched")]),
        ("Oslo promised to continue military aid to Kyiv.", [("AGREE", "promised")]),
    ],
)
def test_an_unrealised_dealing_makes_no_statement_of_its_own(statements, text, expected):
    assert told(statements(text)) == expected


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("The militia threatened to shell the port of Tema.", "ASSAULT"),
        ("Chad agreed to deploy troops in Niger.", "MOBILIZE"),
        ("The envoy rejected the decision of Oslo to recognise the enclave.", "SUPPORT"),
        ("The clerics agreed to free the captives and met the governor.", "CONSULT"),
        ("The premier accepted the demands by the strikers.", "REQUEST"),
        ("Serbia accused Croatia of refusing to extradite a general.", "REJECT"),
    ],
)
def test_acts_of_force_facts_and_acts_of_others_stay(statements, text, kept):
    assert kept in {item.action.type for item in statements(text)}


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        ("Kenya offered to host a meeting between Somalia and Ethiopia.", ["Somalia", "Ethiopia"]),
        ("The archbishop demanded sanctions against Chad.", ["Chad"]),
        ("The clan insisted on its demand that Ethiopia pay compensation.", ["Ethiopia"]),
    ],
)
def test_the_recipient_of_the_content_fills_an_empty_one(statements, text, recipients):
    governor = statements(text)[0]
    assert [item.mention.text for item in governor.recipients] == recipients


def test_the_words_of_the_content_stand_in_the_evidence(statements):
    (request,) = statements("Russia said that Sudan must return the helicopter.")
    assert "must return the helicopter" in " ".join(mention.text for mention in request.evidence)
