"""A reading agrees wholly with itself, and less with one that differs."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from kgbuild.chain import open_tools, read_article
from kgbuild.corpus import read_sheet
from kgbuild.corpus.agreement import LAYERS, add_readings, compare_readings
from kgbuild.corpus.output import mark_output
from kgbuild.evaluation.scores import Tally
from kgbuild.settings import Settings

SHEET = Path(__file__).parents[2] / "graph" / "corpus" / "written" / "mli-wire-convoy.sheet"


@pytest.fixture
def report(vocabulary):
    return read_sheet(SHEET, vocabulary)


def test_a_reading_agrees_with_itself(report):
    found = compare_readings(report, report)
    assert tuple(found) == LAYERS
    assert all(tally.right == tally.given == tally.wanted for tally in found.values())
    assert found["triggers"].wanted == len(report.events)
    assert found["chains"].wanted > 0


@pytest.mark.parametrize(
    ("layer", "change"),
    [
        ("triggers", lambda r: replace(r, events=r.events[1:])),
        ("triggers", lambda r: replace(r, events=(replace(r.events[0], type="THREATEN"), *r.events[1:]))),
        ("standing", lambda r: replace(r, events=(replace(r.events[0], modality="planned"), *r.events[1:]))),
        ("modes", lambda r: replace(r, events=(replace(r.events[1], mode="drone"), *r.events[2:]))),
        ("arguments", lambda r: replace(r, events=(replace(r.events[1], roles=()), *r.events[2:]))),
        ("sources", lambda r: replace(r, attributions=(replace(r.attributions[0], source=None),))),
        (
            "contents",
            lambda r: replace(r, attributions=(replace(r.attributions[0], content=r.attributions[1].content),)),
        ),
        ("chains", lambda r: replace(r, actors=tuple(replace(a, chain=str(n)) for n, a in enumerate(r.actors)))),
        ("dates", lambda r: replace(r, dates=tuple(replace(d, value="1999") for d in r.dates))),
        ("places", lambda r: replace(r, places=tuple(replace(p, usage="metonym") for p in r.places))),
    ],
)
def test_a_difference_shows_in_its_layer(report, layer, change):
    whole = compare_readings(report, report)[layer]
    found = compare_readings(report, change(report))[layer]
    assert found.right < max(whole.right, found.given)


def test_the_tools_reading_can_be_compared(report):
    tools = open_tools(Settings())
    statements = read_article(report.article, tools).statements
    annotation = read_article(report.article, tools, annotate=True).annotation
    assert annotation is not None
    given = mark_output(report, annotation)
    found = compare_readings(report, given)
    assert found["triggers"].given == len(given.events) == len(annotation.events)
    assert {one.trigger for one in statements if one.accepted} <= {one.trigger for one in given.events}
    assert found["arguments"].given == sum(len(one.arguments) for one in annotation.events)
    assert 0 < found["triggers"].right <= found["triggers"].wanted
    assert 0 < found["arguments"].right <= found["arguments"].wanted
    assert compare_readings(given, given)["arguments"].recall == 1


def test_readings_add_up():
    one = {"triggers": Tally(1, 2, 3)}
    assert add_readings([one, one])["triggers"] == Tally(2, 4, 6)
