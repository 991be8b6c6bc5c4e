from __future__ import annotations

import pytest
from make import tell
from msgspec import structs

from factory import sample_article
from kgbuild.assembly import actors, places
from kgbuild.assembly.actors import ActorItem, make_actor_items, make_registered_item
from kgbuild.assembly.body_names import read_body_name
from kgbuild.assembly.keys import actor_key
from kgbuild.assembly.matching import Matcher
from kgbuild.assembly.name_data import load_names
from kgbuild.assembly.person_names import read_person_name
from kgbuild.assembly.places import PlaceItem, make_place_items, read_place_name
from kgbuild.assembly.sounds import code_of, compare_words, group_of, spell_out
from kgbuild.errors import VocabularyError
from kgbuild.model import Actor, Claimant, Mention

LIMITS = load_names().thresholds


def verdict(one, other, room=actors) -> str:
    match = room.compare(one, other)
    assert match == room.compare(other, one)
    if match is None:
        return "apart"
    return "same" if match.score >= LIMITS.join else "asked" if match.score >= LIMITS.ask else "unlike"


def person(name: str, country: str | None = "SDN", sector: str | None = None, **fields) -> ActorItem:
    return ActorItem(name=name, kind="person", country=country, sector=sector, **fields)


def body(name: str, country: str | None = "SDN", sector: str | None = None, **fields) -> ActorItem:
    return ActorItem(**{"name": name, "kind": "organization", "country": country, "sector": sector, **fields})


# ------------------------------------------------------------------ words and names


@pytest.mark.parametrize(
    ("one", "other", "script", "how"),
    [
        ("Živković", "Zhivkovich", ("balkan",), "equal"),
        ("Keïta", "Keita", (), "equal"),
        ("Yevhen", "Evgeny", ("slavic",), "variant"),
        ("Hnatiuk", "Gnatyuk", ("slavic",), "variant"),
        ("Hnatiuk", "Gnatyuk", (), None),
        ("Abdulaziz", "Abdelaziz", ("loose",), "equal"),
        ("Zubaidi", "Zubeidi", ("loose",), "variant"),
        ("Muharrami", "Mahrami", ("loose",), "loose"),
        ("Hamid", "Hamad", ("loose",), None),
        ("Gómez", "Gámez", (), None),
        ("Habarurema", "Habaurema", (), "slip"),
        ("Petrov", "Petrova", ("slavic",), None),
        ("K.", "Karim", ("loose",), "initial"),
    ],
)
def test_words(one, other, script, how):
    assert compare_words(one, other, script) == compare_words(other, one, script) == how


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("Lt. Gen. Thein Zaw Lwin", ("thein", "zaw", "lwin")),
        ("Abd al-Rahman al-Mahrami", ("abdrahman", "mahrami")),
        ("Abdul Ghani", ("abdghani",)),
        ("Abu Omar", ("abuomar",)),
        ("Jean-Claude Mugisha", ("jean-claude", "mugisha")),
        ("Iyad ag Ghali", ("iyad", "ghali")),
        ("Claudio Fuentes, a photographer", ("claudio", "fuentes")),
        ("Gov. Phil Bryant", ("phil", "bryant")),
        ("Ma Thida", ("ma", "thida")),
        ("President", ()),
        ("First Lady", ()),
        ("He", ()),
        ("a spokesman", ()),
    ],
)
def test_names_of_persons(words, parts):
    assert read_person_name(words).parts == parts


def test_the_parts_of_a_units_name():
    name = read_body_name("Fifty-fifth Separate Artillery Brigade")
    assert (name.numbers, name.sizes, name.arms) == ((55,), {"brigade"}, {"artillery"})
    assert read_body_name("V Corps").numbers == (5,)
    assert read_body_name("V Corps").sizes == {"corps"}
    assert read_body_name("LID 99").sizes == {"division"}
    assert read_body_name("M23").numbers == (23,)


def test_the_parts_of_a_bodys_name():
    name = read_body_name("Sudan Displaced National Council (SDNC)")
    assert name.countries == {"SDN"}
    assert name.acronyms == {"SDNC"}
    assert read_body_name("R.D.F.A.").acronyms == {"RDFA"}
    assert read_body_name("Karenni Army").own == ("karenni",), "a people of its own is no country"
    assert read_body_name("Sanders officials").described
    assert not read_body_name("Bana Mura militia").described


def test_the_parts_of_a_places_name():
    name = read_place_name("Tell al-Sawan farm 3")
    assert (name.own, name.features, name.numbers) == (("sawan",), {"hill", "farm"}, (3,))


def test_no_ordinary_name_is_another_in_a_second_spelling():
    groups: dict[str, int] = {}
    for form, number in load_names().ordinary.items():
        if number in load_names().listed:
            assert groups.setdefault(spell_out(form), number) == number, form
            assert group_of(form) == number


def test_the_key_of_a_word_is_the_same_in_all_its_spellings():
    for forms in (("Yevhen", "Evgeny"), ("Qasim", "Kassim"), ("Rexha", "Redža"), ("Hryshko", "Grishko")):
        assert len({code_of(form)[1:] for form in forms}) == 1, forms


# ------------------------------------------------------------------ actors


def test_what_the_registry_tells_apart_stays_apart():
    one, other = make_registered_item("m23"), make_registered_item("islamic-state")
    assert verdict(one, one) == "same"
    assert verdict(one, other) == "apart"
    assert make_registered_item("nobody-at-all") is None


def test_wikidata_decides():
    assert verdict(person("Ali Hassan", wikidata="Q1"), person("Hassan Ali", wikidata="Q1")) == "same"
    assert verdict(person("Zadig Omot", wikidata="Q1"), person("Zadig Omot", wikidata="Q2")) == "apart"


@pytest.mark.parametrize(
    ("one", "other", "decided"),
    [
        (person("Zadig Omot"), person("Zadig Omot", "ETH"), "apart"),
        (person("Zadig Omot"), person("Zadig Omot", "ETH", doubtful=True), "asked"),
        (person("Zadig Omot"), person("Zadig Omot", None), "same"),
        (person("Zadig Omot"), person("Z. Omot"), "asked"),
        (person("Zadig Omot", sector="MIL"), person("Z. Omot", sector="MIL"), "same"),
        (person("Zadig Omot"), person("Karim Omot"), "apart"),
        (person("Zadig Omot"), person("Omot"), "unlike"),
        (person("Omot"), person("Omot"), "unlike"),
        (person("Omot", None), person("Omot", None), "unlike"),
        (person("Zadig Omot"), person("Zadig Musa Omot"), "same"),
        (person("Zaw Omot", "MMR"), person("Zaw Min Omot", "MMR"), "apart"),
        (person("Ali Hassan"), person("Ali Hassan"), "asked"),
        (person("Ali Hassan", sector="COP"), person("Ali Hassan", sector="COP"), "same"),
        (person("Ali Hassan", sector="CVL"), person("Ali Hassan", sector="CVL"), "asked"),
        (person("Zadig Omot", sector="MIL"), person("Zadig Omot", sector="REB"), "apart"),
        (person("Zadig Omot", sector="GOV"), person("Zadig Omot", sector="REB"), "asked"),
        (person("Zadig Omot", year=2004), person("Zadig Omot", year=2024), "same"),
        (person("Ali Hassan", year=2004), person("Ali Hassan", year=2024), "unlike"),
        (person("Ali Hassan", None, "COP"), person("Ali Hassan", None, "COP"), "asked"),
        (person("Ali Hassan", None, "COP", setting="IRQ"), person("Ali Hassan", None, "COP", setting="IRQ"), "same"),
        (person("Ali Hassan", None, setting="IRQ"), person("Ali Hassan", None, setting="IRQ"), "unlike"),
        (person("General Ali Hassan"), person("Gen. Ali Hassan"), "same"),
        (person("Zadig Omot Jr."), person("Zadig Omot Sr."), "apart"),
        (person("Zadig Omot"), body("Zadig Omot"), "apart"),
        (person("Zadig Omot"), body("Zadig Omot", kind="unknown"), "same"),
    ],
)
def test_persons(one, other, decided):
    assert verdict(one, other) == decided


@pytest.mark.parametrize(
    ("one", "other", "decided"),
    [
        (body("55th Brigade"), body("57th Brigade"), "apart"),
        (body("55th Brigade"), body("Fifty-fifth Brigade"), "same"),
        (body("55th Brigade", None), body("55th Brigade", None), "asked"),
        (body("55th Tank Brigade"), body("55th Artillery Brigade"), "apart"),
        (body("55th Brigade"), body("55th Artillery Brigade"), "asked"),
        (body("55th Brigade"), body("55th Battalion"), "apart"),
        (body("Zaghawa Front North"), body("Zaghawa Front South"), "apart"),
        (body("Interior Ministry"), body("Ministry of the Interior"), "same"),
        (body("Interior Ministry", None), body("Interior Ministry", None), "unlike"),
        (body("provincial council"), body("provincial council"), "unlike"),
        (body("Zaghawa Relief Council"), body("Council of Zaghawa Relief"), "same"),
        (body("Zaghawa Relief Council"), body("Zaghawa Relief Council", "TCD"), "apart"),
        (body("Nuba Relief Council"), body("Zaghawa Relief Council"), "unlike"),
        (body("Wad Relief Trust", others=("WRT",)), body("WRT"), "same"),
        (body("Zaghawa Omot Relief Council"), body("ZORC"), "same"),
        (body("Zaghawa Relief Council"), body("ZRC"), "asked"),
        (body("Zaghawa Omot Relief Council"), body("ZORC", None), "unlike"),
        (body("Omot Times", kind="media"), body("Omot Times", None), "same"),
        (body("Omot Times", kind="media"), body("Omot Times", kind="armed_group"), "apart"),
        (body("residents", kind="group"), body("residents", kind="group"), "unlike"),
    ],
)
def test_bodies(one, other, decided):
    assert verdict(one, other) == decided


def test_who_did_not_exist_yet_is_nobody_elses_name():
    entry = make_registered_item("iswap")
    early = body("Islamic State West Africa Provinse", "NGA", kind="armed_group", year=2009)
    assert verdict(entry, structs.replace(early, year=2024)) == "same"
    assert verdict(entry, early) == "apart"


@pytest.mark.parametrize(
    "item",
    [
        body("the army", kind="armed_force"), body("police"), body("residents", kind="group"), person("a spokesman"),
        person("governor"), body("Interior Ministry", None), body("They", None, kind="unknown"),
        body("reporters", None, kind="media"), body("Americans", "USA", kind="nationality"),
    ],
)  # fmt: skip
def test_what_only_describes_is_compared_with_nothing(item):
    assert actors.block_keys(item) == ()


def test_items_of_an_article():
    mention = Mention(0, 24, "General Zadig Omot")
    statement = tell("s1", article="a1")
    statement = structs.replace(
        statement,
        actors=(
            Actor(mention=mention, name="Zadig Omot", kind="person", country="SDN", sector="MIL"),
            Actor(mention=Mention(30, 32, "He"), name="Zadig Omot", kind="person", country="SDN", rule="chain"),
            Actor(mention=Mention(40, 43, "M23"), name="March 23 Movement", id="m23", kind="armed_group"),
            Actor(mention=Mention(50, 56, "gunmen")),
        ),
        claimants=(Claimant(name="Omot Times", kind="media"),),
    )
    article = structs.replace(sample_article().header, id="a1", published="2024-05-01")
    items = make_actor_items(article, [statement])
    key = actor_key("a1", statement.actors[0], "")
    assert items[key] == ActorItem(
        name="Zadig Omot", others=("General Zadig Omot",), kind="person", country="SDN", sector="MIL", year=2024
    )
    assert items["actor/m23"] == make_registered_item("m23")
    assert {item.name for item in items.values()} == {"Omot Times", "Zadig Omot", "March 23 Movement"}


def test_a_country_of_the_setting_is_doubtful():
    statement = tell("s1", article="a1")
    rule = "title, the article's country"
    actor = Actor(mention=None, name="Zadig Omot", kind="person", country="SDN", rule=rule)
    items = make_actor_items(sample_article().header, [structs.replace(statement, actors=(actor,))])
    assert [item.doubtful for item in items.values() if item.name == "Zadig Omot"] == [True]


def test_names_cluster():
    matcher = Matcher(actors.block_keys, actors.compare, join=LIMITS.join, ask=LIMITS.ask)
    names = ["Abd al-Rahman Omot", "Abdulrahman Omot", "Abdel Rahman Umot", "Abdul Karim Omot"]
    for number, name in enumerate(names):
        matcher.add(f"article/{number}", person(name))
    matcher.settle()
    assert list(matcher.clusters()) == [["article/0", "article/1", "article/2"], ["article/3"]]


# ------------------------------------------------------------------ places


def place(name: str, country: str | None = "SYR", within: str | None = None, **fields) -> PlaceItem:
    return PlaceItem(name=name, country=country, within=within, **fields)


@pytest.mark.parametrize(
    ("one", "other", "decided"),
    [
        (place("Tal Omot"), place("Tell Omot"), "same"),
        (place("Omot", within="Homs"), place("Omot", within="Aleppo"), "apart"),
        (place("Omot", within="Homs province"), place("Omot", within="Homs"), "same"),
        (place("Omot", within="Syria"), place("Omot", within="Aleppo"), "same"),
        (place("Omot"), place("Omot", "TUR"), "apart"),
        (place("Omot", None, setting="SYR"), place("Omot", None, setting="SYR"), "same"),
        (place("Omot", None, setting="SYR"), place("Omot", None, setting="TUR"), "asked"),
        (place("Omot", None), place("Omot", None), "asked"),
        (place("Route 5"), place("Route 6"), "apart"),
        (place("Highway 5"), place("Route 5"), "same"),
        (place("Route 5", None), place("Route 5", None), "unlike"),
        (place("Omot camp"), place("Omot bridge"), "apart"),
        (place("Upper Omot"), place("Lower Omot"), "apart"),
        (place("the border"), place("the border"), "unlike"),
        (place("Omot", level="admin1"), place("Omot", level="settlement"), "apart"),
        (place("Omot", geonames=1), place("Omot", geonames=2), "apart"),
        (place("Omot", geonames=1), place("Umot", geonames=1), "same"),
        (place("Omot", geonames=1), place("Omot"), "asked"),
        (place("Omot", geonames=1, inside="Homs"), place("Omot", within="Homs"), "same"),
        (place("Omot", candidates=(1, 2)), place("Omot", candidates=(1, 2)), "unlike"),
        (place("Omot", candidates=(1, 2)), place("Omot", candidates=(3,)), "apart"),
        (place("Omot Sea", None, point=(1.0, 2.0)), place("Omot Sea", None, point=(1.0, 2.0)), "same"),
    ],
)
def test_places(one, other, decided):
    assert verdict(one, other, places) == decided


def test_places_of_an_article():
    items = make_place_items(sample_article().header, [tell("s1", "Goma", article="a1"), tell("s2", "Goma?")])
    assert items["place/geonames-1"].inside is None
    assert items["place/geonames-1"].geonames == 1
    assert [item.candidates for key, item in items.items() if key.startswith("article/")] == [(1, 9)]
    assert {item.setting for item in items.values() if item.geonames is None} == {"COD"}


# ------------------------------------------------------------------ the data file


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("join = 0.80", "joined = 0.80"), "names.toml"),
        (('["hamad"]', '["hamad", "hamid"]'), "two groups"),
        (('["ph", "f"]', '["p(h", "f"]'), "regular expression"),
    ],
)
def test_a_faulty_file_is_refused(tmp_path, change, problem):
    from kgbuild.vocabulary import data_folder

    text = (data_folder("ontology") / "assembly" / "names.toml").read_text(encoding="utf-8")
    (tmp_path / "assembly").mkdir()
    (tmp_path / "assembly" / "names.toml").write_text(text.replace(*change), encoding="utf-8")
    with pytest.raises(VocabularyError, match=problem):
        load_names(tmp_path)
