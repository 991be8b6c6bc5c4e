"""The explorer's index: it says what the records say, points nowhere else, and is the same bytes for the same graph."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from assembled_strategies import GivenGraph, graphs
from hypothesis import given, settings
from hypothesis import strategies as st
from index_faults import find_differences, find_faults

from factory import make_graph as make_folder
from factory import make_statement, sample_article, span
from fake_graph import NASTY, FakeGraph, make_graph
from golden_files import check_golden, check_schema
from kgbuild.explorer import Index, encode_index, make_index
from kgbuild.explorer.days import number_day
from kgbuild.explorer.places import RADII, find_radii, find_regions
from kgbuild.graph.known import KnownPlace
from kgbuild.graph.selection import Selected
from kgbuild.graph.store import Graph
from kgbuild.model import Claimant


@pytest.fixture(scope="module")
def opened(built: Path) -> Iterator[Graph]:
    with Graph.open(built) as graph:
        yield graph


def test_a_built_graph_and_its_index_agree(opened: Graph) -> None:
    index = make_index(opened)
    assert list(find_faults(index)) == []
    assert list(find_differences(index, opened)) == []
    assert (index.name, index.content) == ("built", opened.manifest.sha256)
    assert index.counts.articles == 4  # one of them tells nothing
    assert encode_index(index) == encode_index(make_index(opened))
    assert msgspec.json.decode(encode_index(index), type=Index) == index


@given(graphs())
def test_any_graph_and_its_index_agree(graph: GivenGraph) -> None:
    index = make_index(graph)
    assert list(find_faults(index)) == []
    assert list(find_differences(index, graph)) == []


@settings(max_examples=25)
@given(graphs(), st.randoms())
def test_the_order_of_records_changes_nothing(graph: GivenGraph, chance) -> None:
    other = GivenGraph(graph.articles()[:], graph.statements(accepted=None)[:], graph.assembled())
    chance.shuffle(other._articles)
    chance.shuffle(other._statements)
    assert encode_index(make_index(other)) == encode_index(make_index(graph))


@given(st.data())
def test_a_part_of_a_graph_is_closed_and_says_no_more(opened: Graph, data: st.DataObject) -> None:
    ids = sorted(one.id for one in opened.statements())
    part = Selected(opened, data.draw(st.frozensets(st.sampled_from(ids), min_size=1)))
    index = make_index(part)
    assert list(find_faults(index)) == []
    assert list(find_differences(index, part)) == []
    assert index.counts.refused == 0


def test_a_part_knows_whose_word_it_is_from_what_the_article_says_elsewhere(tmp_path: Path) -> None:
    text = "Army spokesman Ali Hassan said rebels shelled Goma. Hassan said rebels shelled Bukavu."
    article = sample_article(text, agency=None)
    first, second = (
        make_statement(
            article,
            evidence=(span(words, article),),
            trigger=span("shelled", article, after=text.index(words)),
            actors=(),
            recipients=(),
            locations=(),
            date=None,
            quantities=(),
            claimants=(Claimant(name="Ali Hassan", kind="person", mention=span(who, article), country="COD"),),
        )
        for words, who in (
            ("rebels shelled Goma", "Army spokesman Ali Hassan"),
            ("rebels shelled Bukavu", "Hassan"),
        )
    )
    make_folder(tmp_path / "g", [(article, [first, second])])
    with Graph.open(tmp_path / "g") as graph:
        whole, part = make_index(graph), make_index(Selected(graph, frozenset([second.id])))
    at = whole.statements.id.index(second.id)
    assert whole.codes.side[whole.statements.side[at]] == "COD"
    assert part.codes.side[part.statements.side[0]] == "COD"


def test_a_part_has_a_content_of_its_own(opened: Graph) -> None:
    ids = sorted(one.id for one in opened.statements())
    contents = {make_index(Selected(opened, frozenset(ids[:size]))).content for size in (1, 2)}
    assert len({*contents, opened.manifest.sha256}) == 3


def test_hostile_names_are_data_and_refused_statements_are_in_no_table() -> None:
    graph = make_graph()
    index = make_index(graph)
    assert list(find_faults(index)) == []
    assert list(find_differences(index, graph)) == []
    assert NASTY in index.articles.title
    assert (index.counts.statements, index.counts.refused) == (4, 1)
    assert index.counts.findings == sum(len(one.findings) for one in graph.statements(accepted=None))
    assert "s5" not in encode_index(index).decode()


def test_an_empty_graph_has_an_index() -> None:
    index = make_index(FakeGraph([], []))
    assert list(find_faults(index)) == []
    assert index.counts.articles == 0


def test_a_small_graph_gives_these_tables() -> None:
    told = msgspec.json.format(encode_index(make_index(make_graph(), name="small")), indent=1).decode()
    check_golden("explorer/index.json", told + "\n")


def test_fields_are_added_and_none_is_dropped() -> None:
    check_schema(Index, "explorer/index-schema.json")


@pytest.mark.parametrize(
    ("day", "number"),
    [
        ("1970-01-01", 0), ("1969-12-31", -1), ("2025-03-02", 20149), ("2000-02-29", 11016), ("1900-02-29", None),
        ("0001-01-01", -719162), ("0000-12-31", -719163), ("-0001-12-31", -719529), ("12025-01-01", 3672514),
        ("2025-03", None), ("", None), (None, None), ("2025-03-02T10:00", None),
    ],
)  # fmt: skip
def test_days_are_counted_from_1970(day: str | None, number: int | None) -> None:
    assert number_day(day) == number


@given(st.integers(-400, 800), st.integers(1, 12), st.integers(1, 28))
def test_the_calendar_repeats_itself_every_400_years(year: int, month: int, day: int) -> None:
    days = [f"{'-' * (one < 0)}{abs(one):04}-{month:02}-{day:02}" for one in (year, year + 400, year + 800)]
    first, second, third = map(number_day, days)
    assert second - first == third - second == 146_097


def _place(name: str, level: str | None, lat: float | None, lon: float | None, **more: str) -> KnownPlace:
    return KnownPlace(name=name, level=level, lat=lat, lon=lon, **more)


UKRAINE = _place("Ukraine", "country", 49.0, 32.0, country="UKR")
OBLAST = _place("Donetsk Oblast", "admin1", 48.0, 37.8, country="UKR", inside="Ukraine")
DISTRICT = _place("Bakhmut Raion", "admin2", 48.6, 38.0, country="UKR", inside="Donetsk Oblast, Ukraine")
TOWN = _place("Bakhmut", "settlement", 48.59, 38.0, country="UKR", inside="Bakhmut Raion, Donetsk Oblast, Ukraine")
FAR = _place("Far", "settlement", 46.5, 37.8, country="UKR", inside="Donetsk Oblast, Ukraine")
ANTARCTICA = _place("Antarctica", "country", -80.0, 0.0, country="ATA")
NOWHERE = _place("Somewhere", "admin1", None, None)


def test_places_lie_in_the_narrowest_region_that_the_table_has() -> None:
    assert find_regions([UKRAINE, OBLAST, DISTRICT, TOWN, NOWHERE]) == [-1, 0, 1, 2, -1]
    assert find_regions([TOWN, OBLAST, UKRAINE]) == [1, 2, -1]
    assert find_regions([TOWN, UKRAINE]) == [1, -1]
    namesake = _place("Bakhmut Raion", "admin2", 1.0, 2.0, country="RUS")
    assert find_regions([TOWN, namesake]) == [-1, -1]


def test_a_point_is_right_of_a_town_and_the_middle_of_a_region() -> None:
    places = [UKRAINE, OBLAST, DISTRICT, TOWN, ANTARCTICA, NOWHERE]
    country, oblast, district, town, boxless, nowhere = find_radii(places, find_regions(places))
    assert (town, nowhere) == (0, 0)
    assert (oblast, district) == (RADII["admin1"], RADII["admin2"])
    assert 600 < country < 1000  # from Chernihiv's north to Crimea's south
    assert boxless == RADII["country"]


def test_a_region_reaches_to_its_farthest_member() -> None:
    places = [OBLAST, FAR]
    reach, _ = find_radii(places, find_regions(places))
    assert reach == 167  # a degree and a half of latitude
    assert [one <= two for one, two in pairwise([RADII["admin2"], RADII["admin1"], RADII["country"]])] == [True, True]
