"""Whether it happened, and how the words say so."""

from __future__ import annotations

import pytest

CASES = [
    ("Soldiers shelled the camp.", "shelled", "actual", "positive"),
    ("Soldiers are shelling the camp.", "shelling", "ongoing", "positive"),
    ("Russian gunners regularly shell the villages.", "shell", "habitual", "positive"),
    ("Kenya will deploy 1,000 police officers to Haiti.", "deploy", "planned", "positive"),
    ("Kenya plans to deploy police officers to Haiti.", "deploy", "planned", "positive"),
    ("The rebels tried to capture the town of Bor.", "capture", "intended", "positive"),
    ("The rebels threatened to attack the convoy.", "attack", "threatened", "positive"),
    ("The bishop urged soldiers to attack nobody.", "attack", "requested", "positive"),
    ("If troops attacked the camp, thousands would die.", "attacked", "hypothetical", "positive"),
    ("Troops could attack the camp.", "attack", "hypothetical", "positive"),
    ("Troops did not attack the camp.", "attack", "actual", "negative"),
    ("Troops failed to capture the town of Bor.", "capture", "intended", "negative"),
    ("In 1994, militias slaughtered families in the church.", "slaughtered", "historical", "positive"),
    ("Police foiled a plot to attack the embassy.", "attack", "intended", "positive"),
    ("Soldiers continue to shell the camp.", "shell", "ongoing", "positive"),
]


@pytest.mark.parametrize(("text", "trigger", "modality", "polarity"), CASES, ids=[case[0] for case in CASES])
def test_standing(text, trigger, modality, polarity, statement):
    found = statement(text, trigger)
    assert (found.modality, found.polarity) == (modality, polarity)
