"""The observations on conflict reporting that cases/language_notes.toml lists, each as sentences with their reading.

Sentences go through the public interface, all of them in one batch, and come back as statements and text layers.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import kgbuild
from kgbuild.model import Annotation, Statement

CASES = tomllib.loads(Path(__file__).with_name("cases").joinpath("language_notes.toml").read_text(encoding="utf-8"))
PUBLISHED = "2024-05-15"
SLOTS = {"actors", "recipients", "parties", "locations", "countries", "claimants", "date", "quantities"}
VALUES = {"mode", "status", "polarity", "modality"}
KEYS = {"note", "text", "saved", "says", "never", "places", "chains", "fails"}
DENIED = {"type", "trigger", "status", "polarity", "modality", "actor", "recipient", "location", "claimant"}
DENIED |= {"country", "quantity", "date_earliest"}


def mark(case: dict[str, Any]) -> Any:
    marks = [pytest.mark.xfail(strict=True, reason=case["fails"])] if "fails" in case else []
    words = re.sub(r"\W+", "-", case["text"].lower()).strip("-")
    return pytest.param(case, id=f"{case['note']}-{words[:48]}", marks=marks)


class Reading(NamedTuple):
    statements: tuple[Statement, ...]
    layers: Annotation


@pytest.fixture(scope="module")
def readings(tmp_path_factory) -> dict[str, Reading]:
    """What each text gives; statements that a check refuses are not made."""
    folder = tmp_path_factory.mktemp("pages")
    found = {}
    plain = [case["text"] for case in CASES["case"] if "saved" not in case]
    articles: list[Any] = [{"id": text, "text": text, "published": PUBLISHED} for text in plain]
    made: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in kgbuild.extract(articles):
        if statement.accepted:
            made[statement.article.id].append(statement)
    for layer in kgbuild.annotate(articles):
        found[layer.article.id] = Reading(tuple(made[layer.article.id]), layer)
    for number, case in enumerate(CASES["case"]):
        if "saved" in case:
            page = folder / f"{number}.{case['saved']}"
            page.write_text(case["text"], encoding="utf-8")
            (layer,) = kgbuild.annotate(page)
            found[case["text"]] = Reading(tuple(item for item in kgbuild.extract(page) if item.accepted), layer)
    return found


def words_of(filler: Any) -> list[str]:
    """The spellings of a filler: its words and its resolved name."""
    return [name for name in (filler.mention.text if filler.mention else None, filler.name) if name]


def fits(filler: Any, wanted: str) -> bool:
    """Whether a filler's words or name end in one of the spellings wanted."""
    names = [f" {name.casefold()}" for name in words_of(filler)]
    return any(name.endswith(f" {spelling.casefold()}") for spelling in wanted.split("|") for name in names)


def fill(given: Any, wanted: list[str]) -> bool:
    """Whether fillers and wanted are the same, one to one; a wanted one that ends in `?` may be absent."""
    left = list(given)
    for item in sorted(wanted, key=lambda item: item.endswith("?")):
        found = next((filler for filler in left if fits(filler, item.rstrip("?"))), None)
        if found is not None:
            left.remove(found)
        elif not item.endswith("?"):
            return False
    return not left


def place_fits(place: Any, wanted: str) -> bool:
    relation, _, name = wanted.partition(" ")
    if relation in ("in", "near", "from", "to", "along", "toward"):
        return place.relation == relation and fits(place, name)
    return fits(place, wanted)


def counts(statement: Statement) -> set[str]:
    """Quantities as cases write them: "killed 7", "killed 7+", "killed 10-15", "wounded -40"."""
    found = set()
    for item in statement.quantities:
        low, high = (None if bound is None else f"{bound:g}" for bound in (item.low, item.high))
        found.add(f"{item.kind} " + (low if low == high else f"{low}+" if high is None else f"{low or ''}-{high}"))
    return found


def days(statement: Statement) -> Any:
    date = statement.date
    return "none" if date is None or date.mention is None else [date.earliest, date.latest]


def wrong_slots(statement: Statement, wanted: dict[str, Any]) -> list[str]:
    """The slots of a statement that differ from those wanted, with what stands there."""
    both = (*statement.actors, *statement.recipients)
    given = {"actors": statement.actors, "recipients": statement.recipients, "parties": both}
    wrong = []
    for name, value in wanted.items():
        if name in given:
            right, got = fill(given[name], value), [words_of(item) for item in given[name]]
        elif name == "locations":
            places = statement.locations
            right = len(places) == len(value) and all(any(place_fits(p, item) for p in places) for item in value)
            got = [(item.relation, *words_of(item)) for item in places]
        elif name == "countries":
            got = sorted({place.country or "unknown" for place in statement.locations})
            right = got == value
        elif name == "claimants":
            chain = [item for item in statement.claimants if item.mention is not None]
            right = len(chain) == len(value) and all(fits(*pair) for pair in zip(chain, value, strict=True))
            got = [words_of(item) for item in chain]
        elif name == "date":
            got = days(statement)
            right = got == (value if isinstance(value, list) or value == "none" else [value, value])
        elif name == "quantities":
            got = sorted(counts(statement))
            right = set(value) <= set(got)
        elif name in VALUES:
            got = statement.action.mode if name == "mode" else getattr(statement, name)
            right = got in value.split("|")
        else:
            continue
        if not right:
            wrong.append(f"{name}: wanted {value}, got {got}")
    return wrong


def touches(statement: Statement, trigger: str) -> bool:
    """Whether one of the words is in the trigger, or the trigger in them."""
    words = statement.trigger.text
    return any(word in words or words in word for word in trigger.split("|"))


def is_denied(statement: Statement, never: dict[str, str]) -> bool:
    """Whether a statement is what must never be said: every key fits."""
    facts = {
        "type": lambda want: statement.action.type in want.split("|"),
        "trigger": lambda want: touches(statement, want),
        "actor": lambda want: any(fits(item, want) for item in statement.actors),
        "recipient": lambda want: any(fits(item, want) for item in statement.recipients),
        "location": lambda want: any(fits(item, want) for item in statement.locations),
        "claimant": lambda want: any(fits(item, want) for item in statement.claimants),
        "country": lambda want: any(item.country == want for item in statement.locations),
        "quantity": lambda want: want in counts(statement),
        "date_earliest": lambda want: statement.date is not None and statement.date.earliest == want,
    }
    return all(
        facts[name](want) if name in facts else getattr(statement, name) in want.split("|")
        for name, want in never.items()
    )


@pytest.mark.parametrize("case", [mark(case) for case in CASES["case"]])
def test_the_sentence_is_read(case, readings):
    text = case["text"]
    statements, layers = readings[text]
    problems = []
    for wanted in case.get("says", ()):
        types = wanted.get("type", "").split("|")
        found = [item for item in statements if touches(item, wanted["trigger"])]
        found = [item for item in found if types == [""] or item.action.type in types]
        if found:
            problems += min((wrong_slots(item, wanted) for item in found), key=len)
        else:
            problems.append(
                f"nothing at {wanted['trigger']!r}: {[(i.action.type, i.trigger.text) for i in statements]}"
            )
    for never in case.get("never", ()):
        problems += [f"must not say {never}" for item in statements if is_denied(item, never)]
    if "places" in case:
        names = [place.text for place in layers.places if place.usage == "place"]
        if len(names) != len(case["places"]) or any(
            name not in want.split("|") for name, want in zip(names, case["places"], strict=True)
        ):
            problems.append(f"places: wanted {case['places']}, got {names}")
    for group in case.get("chains", ()):
        chains = [{a.chain for a in layers.actors if a.text in want.split("|")} for want in group]
        if len(set.union(*chains)) != 1 or not all(chains):
            problems.append(f"{group} are not one: {[(actor.text, actor.chain) for actor in layers.actors]}")
    if problems:
        pytest.fail("\n".join([text, *problems]), pytrace=False)


def test_every_confidence_is_a_share(readings):
    """From 0 to 1, and not the same for everything."""
    found = {item.confidence for reading in readings.values() for item in reading.statements}
    assert all(0 <= confidence <= 1 for confidence in found)
    assert len(found) > 10
    assert max(found) - min(found) > 0.2


STORY = (
    "Gunmen attacked a gold mine near Houndé on Monday and killed nine guards, the regional governor said. "
    "They set fire to two lorries before they left towards the Ivorian border. "
    "The army sent a patrol, which found four wounded miners in a tunnel. "
    "A doctor at the district hospital said two of them had been operated on and would live. "
    "The mine employs about 600 people, most of them from villages within a day's walk. "
    "Its owner stopped work at a second pit and asked the ministry of security for an escort for its fuel tankers. "
    "Nobody has claimed the attack, the third on a mine in the region since February."
)
"""A wire story; several sentences, as its copies are told by their words."""
OTHER = (
    "Nine guards died when a gold mine near Houndé was attacked on Monday, a trade union said on Tuesday. "
    "The union called on its members to stay at home until the state protects the pits."
)


@pytest.mark.parametrize(
    ("first", "second", "sources"),
    [
        ({"agency": "Reuters", "text": STORY}, {"agency": "Reuters", "text": STORY}, 1),
        ({"agency": "Reuters", "text": STORY}, {"text": STORY}, 1),
        ({"text": STORY}, {"text": f"OUAGADOUGOU (Reuters) - {STORY}"}, 1),
        ({"text": STORY}, {"text": STORY.rsplit(" Nobody", 1)[0]}, 1),
        ({"text": STORY}, {"text": f"{STORY} The mine belongs to a Canadian company."}, 1),
        ({"text": STORY}, {"text": OTHER}, 2),
    ],
    ids=["same agency", "agency not named", "dateline added", "end cut", "sentence added", "own reporting"],
)
def test_one_story_on_two_sites_is_one_source(first, second, sources):
    """Note 21; what a second reporter found for himself is a second source."""
    articles = [
        {"id": name, "url": f"https://{name}.example/mine", "publisher": name, "published": "2024-05-14", **fields}
        for name, fields in (("herald", first), ("tribune", second))
    ]
    with kgbuild.build(articles) as graph:
        events = [event for event in graph.events() if event.articles == 2]
    assert events
    assert {event.sources for event in events} == {sources}


def test_every_note_has_its_sentences():
    """Seven at least, of which three are read today; note 21 is about whole reports."""
    listed = Counter(case["note"] for case in CASES["case"])
    failing = Counter(case["note"] for case in CASES["case"] if "fails" in case)
    assert set(listed) | {21} == {int(note) for note in CASES["titles"]} == set(range(1, 22))
    for note, number in listed.items():
        assert number >= 7, note
        assert number - failing[note] >= 3, note


def test_cases_are_well_formed():
    """A misspelt key would be an expectation that nothing checks."""
    for case in CASES["case"]:
        assert set(case) <= KEYS, case
        assert set(case) & {"says", "never", "places", "chains"}, case
        for wanted in case.get("says", ()):
            assert set(wanted) <= SLOTS | VALUES | {"trigger", "type"}, case
            assert all(word in case["text"] for word in wanted["trigger"].split("|")), case
        for never in case.get("never", ()):
            assert never, case
            assert set(never) <= DENIED, case
