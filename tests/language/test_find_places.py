"""Place names are told from persons, groups, months, governments and words of origin."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgbuild.gazetteer import open_gazetteer
from kgbuild.language.parse import Parse
from kgbuild.language.places import find_places
from kgbuild.language.spacy_parser import parse_articles
from kgbuild.model import make_article
from kgbuild.registry import Registry


def read(text: str, registry: Registry | None = None) -> Parse:
    [parse] = parse_articles([make_article(text)])
    parse.places = find_places(parse, open_gazetteer(), registry or Registry())
    return parse


def found(text: str) -> list[tuple[str, str]]:
    return [(span.mention.text, span.usage) for span in read(text).places]


@pytest.mark.parametrize(
    ("text", "core", "level"),
    [
        ("Shells fell on the Kursk region.", "Kursk", "admin1"),
        ("Militants raided the village of Karamba on Sunday.", "Karamba", "settlement"),
        ("They reached the town of Bunia at night.", "Bunia", "settlement"),
        ("Two people died in Kharkiv Oblast.", "Kharkiv", "admin1"),
        ("Troops gathered along the Sumy and Kharkiv regions.", "Sumy", "admin1"),
        ("Troops gathered along the Sumy and Kharkiv regions.", "Kharkiv", "admin1"),
        ("Fires spread across Walker County.", "Walker", "admin2"),
    ],
)
def test_type_words_ask_for_a_level(text, core, level):
    assert (core, level) in [(span.core, span.level) for span in read(text).places]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Bank of Ireland raised its fees.", "Ireland"),
        ("The Kyiv Independent published the figures.", "Kyiv"),
        ("Paris Hilton opened a shop.", "Paris"),
        ("She studied at the University of Nottingham.", "Nottingham"),
        ("The talks will resume in March.", "March"),
        ("Police arrested two men.", "Police"),
        ("May was the deadliest month.", "May"),
    ],
)
def test_names_inside_other_names_and_months_are_no_places(text, name):
    assert name not in [span.core for span in read(text).places if span.usage == "place"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Gedaref City Council met late.", "Gedaref"),
        ("Officers of the Kano Police Department were questioned.", "Kano"),
        ("Nasarawa residents buried their dead.", "Nasarawa"),
        ("A Bouar shopkeeper hid the girls.", "Bouar"),
        ("KADUGLI - Two shells landed at dawn.", "KADUGLI"),
        ("Rep. Ann Doe (D-Peoria) wants a vote.", "Peoria"),
        ("Convoys left the Homs and Hama Governorates.", "Hama"),
        ("Gunmen blocked the road between Gao and Ansongo.", "Ansongo"),
        ("Shells fell in Masisi. By dusk Masisi lay empty.", "Masisi"),
        ("Rethinking Egypt-US relations. Egypt, for its part, kept silent.", "Egypt"),
    ],
)
def test_names_stand_in_many_forms(text, name):
    cores = [span.core for span in read(text).places]
    assert cores.count(name) == text.count(name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Kira Road clinic burned.", "Kira"),
        ("Franklin Middle School closed early.", "Franklin"),
        ("The Commerce Ministry raised tariffs.", "Commerce"),
        ("They were held by the Home Affairs Ministry.", "Home"),
        ("The Southern Christian Leadership Council marched.", "Christian"),
        ("A rocket left the Kennedy Space Center.", "Kennedy"),
        ("A Shinwari tribal elder was shot.", "Shinwari"),
        ("Pro-Tobruk lawmakers walked out in Tobruk. The pro-Tobruk bloc stayed away.", "pro-Tobruk"),
        ("They met in Bell, California. Ann Bell spoke first. Bell said little.", "Bell said"),
        ("Drones struck But, a village in France. But nobody was hurt.", "But nobody"),
    ],
)
def test_the_same_letters_are_no_place_elsewhere(text, name):
    at = text.index(name) + (4 if name.startswith("pro-") else 0)
    assert not any(span.mention.start <= at < span.mention.end for span in read(text).places)


@pytest.mark.parametrize(
    ("text", "name", "usage"),
    [
        ("Moscow denies the report.", "Moscow", "metonym"),
        ("Talks between Moscow and Kyiv broke down.", "Kyiv", "metonym"),
        ("The ministry accused Rwanda of sending troops.", "Rwanda", "metonym"),
        ("Russia's military shelled the road.", "Russia", "metonym"),
        ("Russia said the strike failed.", "Russia", "metonym"),
        ("Troops shelled Kyiv overnight.", "Kyiv", "place"),
        ("Belgorod is targeted almost daily.", "Belgorod", "place"),
        ("Two drones crashed in Moscow.", "Moscow", "place"),
        ("Sudanese soldiers left the base.", "Sudanese", "demonym"),
        ("A South African diplomat arrived.", "South African", "demonym"),
    ],
)
def test_usage_tells_governments_and_origins_from_places(text, name, usage):
    assert (name, usage) in found(text)


@pytest.mark.parametrize(
    ("text", "inner", "outer"),
    [
        ("The minister flew to Conakry, Guinea on Friday.", "Conakry", "Guinea"),
        ("They met in San Felipe, a Chilean town near the pass.", "San Felipe", "Chilean"),
        ("Drones hit southwestern Russia's Belgorod region.", "Belgorod", "Russia"),
        ("Clashes continued near the Russian border village of Demidovka.", "Demidovka", "Russian"),
        ("The family lives in Dublin, Ohio.", "Dublin", "Ohio"),
    ],
)
def test_stated_containment_is_kept(text, inner, outer):
    places = read(text).places
    span = next(span for span in places if span.core == inner)
    assert span.within is not None
    assert places[span.within].core == outer


def test_lists_and_bearings():
    places = read("Strikes hit Omdurman, Nyala and El Fasher, and a camp 40 km north of Goma.").places
    assert [span.core for span in places] == ["Omdurman", "Nyala", "El Fasher", "Goma"]
    assert places[-1].bearing == "40 km north of"
    assert all(span.within is None for span in places[:3])


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Goma",
                "Kursk",
                "Deir al-Balah",
                "Sudan",
                "Sudanese",
                "Mariupol",
                "said",
                "near",
                "Russia's",
                ",",
                "the",
                "region",
                "Dr.",
                "\n\n",
                "“",
                "…",
            ]
        ),
        max_size=12,
    )
)
def test_mentions_slice_back_and_do_not_overlap(words):
    parse = read(" ".join(words))
    end = 0
    for span in parse.places:
        mention = span.mention
        assert parse.article.text[mention.start : mention.end] == mention.text
        assert mention.start >= end
        end = mention.end
        assert span.within is None or 0 <= span.within < len(parse.places)


@pytest.mark.parametrize(
    ("text", "bearings"),
    [
        ("Fighters massed 40 km north of Goma.", {"Goma": "40 km north of"}),
        (
            "A convoy was ambushed 40 kilometres (25 miles) north-east of Djibo.",
            {"Djibo": "40 kilometres (25 miles) north-east of"},
        ),
        ("Gunmen hit a post about 12 miles from Kidal.", {"Kidal": "12 miles from"}),
        ("The army shelled positions 5km east of Bakhmut.", {"Bakhmut": "5km east of"}),
        ("The base lies just south of Rafah.", {"Rafah": "south of"}),
        ("Clashes broke out in eastern Congo.", {"Congo": "eastern"}),
        ("Soldiers were killed on the Chad-Sudan border.", {"Chad": "border", "Sudan": "border"}),
        ("Patrols grew along the border between Niger and Mali.", {"Niger": "border", "Mali": "border"}),
        (
            "The bus was burned on the road between Gao and Ansongo.",
            {"Gao": "between Gao and Ansongo", "Ansongo": "between Gao and Ansongo"},
        ),
        ("Families fled north from Goma to Butembo.", {"Goma": None, "Butembo": None}),
        ("Talks between Moscow and Kyiv broke down.", {"Moscow": None, "Kyiv": None}),
    ],
)
def test_relative_locations_keep_anchor_and_bearing(text, bearings):
    assert {span.core: span.bearing for span in read(text).places} == bearings
