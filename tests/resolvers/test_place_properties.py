"""What holds for every name and every order: no region on a city's point, no guess that shuffling could change."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgbuild.gazetteer import Gazetteer, PlaceRecord, open_gazetteer
from kgbuild.language.parse import Parse, PlaceSpan
from kgbuild.language.place_words import TYPES
from kgbuild.language.places import find_places
from kgbuild.language.spacy_parser import parse_articles
from kgbuild.model import Place, make_article
from kgbuild.registry import Registry
from kgbuild.resolvers.place_context import Context
from kgbuild.resolvers.place_ranking import MARGIN, rank, rank_places
from kgbuild.resolvers.places import resolve_places

NAMES = (
    "Kursk", "Kharkiv", "Donetsk", "Luhansk", "Aleppo", "Homs", "Idlib", "Raqqa", "Gao", "Timbuktu", "Mopti", "Kano",
    "Borno", "Kaduna", "Kandahar", "Kunduz", "Ghazni", "Herat", "Basra", "Diyala", "Sanaa", "Taiz", "Sennar", "Gedaref",
    "Kassala", "Tillabéri", "Diffa", "Bukavu", "Punjab", "Sindh", "Chiapas", "Guerrero", "Antioquia", "Arauca",
)  # fmt: skip
DIVISIONS = ("region", "province", "oblast", "governorate", "state", "district", "county", "territory")
TEXTS = (
    "Fighting spread across the Gao region. Troops left Gao. In Timbuktu and Mopti shops were closed.",
    "Police in Springfield called for help from Eugene and Salem, Oregon. Paris residents stayed indoors.",
    "Talks in Doha between Kigali and Kinshasa failed; Goma, Bukavu and the Masisi territory saw new fighting.",
    "Russia said its forces took the village of Demidovka in the Belgorod region, 40 km north of Kharkiv.",
    "Tripoli was calm. Shells fell on Zahle, Sidon and the Lebanon-Syria border.",
)


class Shuffled(Gazetteer):
    """The same index, which gives its candidates in another order each time."""

    def __init__(self, seed: int) -> None:
        super().__init__(open_gazetteer().folder)
        self.chance = random.Random(seed)

    def candidates(self, name: str) -> tuple[PlaceRecord, ...]:
        found = list(super().candidates(name))
        self.chance.shuffle(found)
        return tuple(found)


def read(text: str) -> Parse:
    [parse] = parse_articles([make_article(text)])
    parse.places = find_places(parse, open_gazetteer(), Registry())
    return parse


def span_of(text: str, core: str, level: str) -> tuple[Parse, PlaceSpan]:
    """A parse with one span for the whole text, as a reader would hand it on."""
    parse = Parse(make_article(text), [], [])
    mention = parse.article.mention(0, len(text))
    return parse, PlaceSpan(0, 0, mention, core, level=level)


@given(name=st.sampled_from(NAMES), word=st.sampled_from(DIVISIONS))
@settings(deadline=None)
def test_a_region_never_resolves_to_a_city_point(name, word):
    gazetteer = open_gazetteer()
    parse, span = span_of(f"{name} {word}", name, TYPES[word])
    parse.places = (span,)
    [place] = resolve_places(parse, gazetteer)
    assert place.level != "settlement"
    towns = {record.id for record in gazetteer.candidates(name) if record.level == "settlement"}
    assert not towns & {place.geonames, *place.candidates}


@given(name=st.sampled_from(NAMES), word=st.sampled_from(("city", "town", "village")))
@settings(deadline=None)
def test_a_town_never_resolves_to_a_region(name, word):
    parse, span = span_of(f"{word} of {name}", name, TYPES[word])
    parse.places = (span,)
    [place] = resolve_places(parse, open_gazetteer())
    assert place.level == "settlement"


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_candidates_changes_nothing(text, seed):
    parse = read(text)
    assert resolve_places(parse, Shuffled(seed)) == resolve_places(parse, open_gazetteer())


def test_what_was_read_before_changes_nothing():
    def resolved(texts: list[str]) -> dict[str, tuple[Place, ...]]:
        return {text: resolve_places(read(text), open_gazetteer()) for text in texts}

    assert resolved(list(TEXTS)) == resolved(list(reversed(TEXTS)))


@given(data=st.data(), name=st.sampled_from(("Springfield", "Tripoli", "San Antonio", "Goma", "Kursk", "Popovka")))
@settings(deadline=None)
def test_a_ranking_depends_on_no_order_and_an_answer_stands_out(data, name):
    gazetteer = open_gazetteer()
    records = gazetteer.candidates(name)
    shuffled = data.draw(st.permutations(records))
    assert rank(name, shuffled, Context()) == rank(name, records, Context())
    best, *others = rank_places(name, gazetteer)
    parse, span = span_of(name, name, "")
    parse.places = (PlaceSpan(0, 0, span.mention, name),)
    [place] = resolve_places(parse, gazetteer)
    if others and best.score - others[0].score >= MARGIN:
        assert (place.status, place.geonames) == ("resolved", best.record.geonames)
    elif place.status == "ambiguous":
        assert best.record.id in place.candidates
        assert (place.lat, place.geonames) == (None, None)


@given(
    st.lists(
        st.sampled_from([*NAMES, "region", "near", "Russia's", ",", "of", "40 km north", "border", "-"]), max_size=14
    )
)
@settings(max_examples=30, deadline=None)
def test_resolved_places_slice_back_and_never_pretend(words):
    parse = read(" ".join([*words, "said."]))
    for place in resolve_places(parse, open_gazetteer()):
        mention = place.mention
        assert parse.article.text[mention.start : mention.end] == mention.text
        assert place.rule
        assert (place.lat is None) == (place.status != "resolved")
        assert not place.candidates or place.status == "ambiguous"
