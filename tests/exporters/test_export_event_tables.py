"""Tables of events in the columns of others: what is an event, how exact it is, whose word it is, what is left out."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from event_graph import ARMY, PEOPLE, PLACE, REBELS, EventGraph, make_actor, make_event_graph, make_statement
from msgspec.structs import replace

from fake_graph import NASTY, FakeGraph, make_graph
from kgbuild.errors import SettingsError
from kgbuild.exporters import export_graph
from kgbuild.exporters._foreign import code_cameo, code_inter, load_foreign
from kgbuild.exporters._happenings import count_harm
from kgbuild.exporters._ordered import order
from kgbuild.exporters._tables import make_tables
from kgbuild.exporters._whereabouts import describe_whereabouts, find_cell
from kgbuild.exporters.acled import COLUMNS, OWN
from kgbuild.exporters.plover import find_plover
from kgbuild.model import Action, Actor, Claimant, Event, Link, Place, Quantity
from kgbuild.vocabulary import load_vocabulary

FORMATS = {"acled": "acled.csv", "ucdp": "ucdp.csv", "plover": "plover.jsonl", "cameo": "cameo.txt", "hxl": "hxl.csv"}
NINE = Quantity(start=0, end=1, text="Nine people", low=9, high=9, unit="person", kind="killed")


def read_rows(graph: FakeGraph, format: str) -> list[dict[str, str]]:
    stream = io.BytesIO()
    export_graph(graph, format, stream)
    return list(csv.DictReader(io.StringIO(stream.getvalue().decode(), newline="")))


def read_lines(graph: FakeGraph) -> list[str]:
    stream = io.BytesIO()
    export_graph(graph, "cameo", stream)
    return stream.getvalue().decode().splitlines()


def read_records(graph: FakeGraph) -> list[dict]:
    stream = io.BytesIO()
    export_graph(graph, "plover", stream)
    return [json.loads(line) for line in stream.getvalue().decode().splitlines()]


@pytest.mark.parametrize(
    ("status", "polarity", "modality", "reason"),
    [
        ("asserted", "positive", "actual", None),
        ("claimed", "positive", "actual", None),
        ("disputed", "positive", "actual", None),
        ("claimed", "positive", "ongoing", None),
        ("asserted", "positive", "historical", None),
        ("denied", "positive", "actual", "denied"),
        ("claimed", "negative", "actual", "said not to have happened"),
        ("claimed", "positive", "planned", "only planned"),
        ("claimed", "positive", "intended", "only planned"),
        ("claimed", "positive", "threatened", "only threatened"),
        ("claimed", "positive", "hypothetical", "only feared or possible"),
        ("claimed", "positive", "requested", "only demanded"),
        ("asserted", "positive", "habitual", "told as a habit, not as an event"),
    ],
)
@pytest.mark.parametrize("format", FORMATS)
def test_what_nobody_says_happened_is_no_event(
    tmp_path: Path, format: str, status: str, polarity: str, modality: str, reason: str | None
) -> None:
    statement = make_statement(status=status, polarity=polarity, modality=modality, quantities=(NINE,))
    notes = export_graph(make_event_graph(statement), format, tmp_path / "f")
    text = (tmp_path / "f" / FORMATS[format]).read_text(encoding="utf-8")
    with (tmp_path / "f" / "left-out.csv").open(encoding="utf-8", newline="") as file:
        left = [(row["event"], row["reason"], row["statements"], row["modality"]) for row in csv.DictReader(file)]
    if reason is None:
        assert text.count("\n") >= (2 if format in {"acled", "ucdp"} else 3 if format == "hxl" else 1)
        assert (left, notes) == ([], ())
    else:
        assert text.count("\n") == {"acled": 1, "ucdp": 1, "hxl": 2}.get(format, 0)
        assert left == [("e0123456789abcdef", reason, "s1", modality)]
        assert notes == (f"1 event is not in it (1 {reason}); left-out.csv lists them",)


def test_a_denial_beside_a_claim_is_told_and_counts_nobody() -> None:
    claim = make_statement("s1", quantities=(NINE,))
    denial = make_statement("s2", status="denied", quantities=(NINE,), claimants=(Claimant(name="M23"),))
    odds = Link(first="s1", second="s2", kind="contradicts", slot="polarity", reason="one denies")
    (row,) = read_rows(make_event_graph(claim, denial, links=(odds,)), "acled")
    assert (row["denied_by"], row["at_odds"], row["status"], row["statements"]) == ("M23", "polarity", "claimed", "s1")
    assert (row["fatalities"], row["fatalities_low"], row["fatalities_high"]) == ("9", "9", "9")


@pytest.mark.parametrize(
    ("days", "acled", "ucdp"),
    [
        (("2025-03-02", "2025-03-02"), ("2025-03-02", "2025", "1"), "1"),
        (("2025-03-01", "2025-03-06"), ("", "2025", "2"), "2"),
        (("2025-03-01", "2025-03-07"), ("", "2025", "2"), "3"),
        (("2025-03-01", "2025-03-31"), ("", "2025", "3"), "4"),
        (("2025-01-01", "2025-12-31"), ("", "2025", ""), "5"),
        (("2024-12-31", "2025-01-02"), ("", "", "2"), "2"),
        (("2023-01-01", "2025-01-02"), ("", "", ""), ""),
        ((None, "2025-03-04"), ("", "", ""), ""),
        (("2025-03-04", None), ("", "", ""), ""),
        ((None, None), ("", "", ""), ""),
        (("0000-03-15", "0000-03-15"), ("", "", ""), ""),
    ],
)
def test_no_day_is_invented(days: tuple[str | None, str | None], acled: tuple[str, str, str], ucdp: str) -> None:
    graph = make_event_graph(make_statement(quantities=(NINE,)), days=days)
    (row,) = read_rows(graph, "acled")
    assert (row["event_date"], row["year"], row["time_precision"]) == acled
    assert (row["earliest"], row["latest"]) == tuple(day or "" for day in days)
    (row,) = read_rows(graph, "ucdp")
    assert (row["date_start"], row["date_end"]) == tuple(day or "" for day in days)
    assert (row["year"], row["date_prec"]) == (acled[1], ucdp)
    assert [one["date"] for one in read_records(graph)] == [acled[0] or None]
    assert len(read_lines(graph)) == (1 if acled[0] else 0)


@pytest.mark.parametrize(
    ("counts", "toll"),
    [
        ([], (None, None)),
        ([[(9, 9)]], (9, 9)),
        ([[(9, 9)], [(12, 12)]], (9, 12)),
        ([[(9, None)]], (9, None)),
        ([[(9, None)], [(12, 12)]], (9, 12)),
        ([[(20, None)], [(12, 12)]], (12, None)),
        ([[(None, 9)]], (None, 9)),
        ([[(18, 22)]], (18, 22)),
    ],
)
def test_a_toll_is_what_is_said_from_the_fewest_to_the_most(
    counts: list[list[tuple[int | None, int | None]]], toll: tuple[int | None, int | None]
) -> None:
    statements = [
        make_statement(
            f"s{number}",
            quantities=tuple(
                Quantity(start=at, end=at + 1, text=f"{low}-{high}", low=low, high=high, kind="killed", unit="person")
                for at, (low, high) in enumerate(spans)
            ),
        )
        for number, spans in enumerate(counts or [[]])
    ]
    found = count_harm(statements, "killed")
    assert (found.low, found.high) == toll
    (row,) = read_rows(make_event_graph(*statements), "acled")
    assert (row["fatalities_low"], row["fatalities_high"]) == tuple("" if one is None else str(one) for one in toll)
    assert row["fatalities"] == row["fatalities_low"]
    deadly = read_rows(make_event_graph(*statements), "ucdp")
    assert [(one["low"], one["high"]) for one in deadly] == [(row["fatalities_low"], row["fatalities_high"])] * bool(
        counts
    )
    assert all(one["best"] == (one["low"] if one["low"] == one["high"] else "") for one in deadly)


def test_about_twenty_is_twenty_and_a_plan_kills_nobody() -> None:
    about = Quantity(start=0, end=1, text="about 20", low=20, high=20, approximate=True, kind="killed", unit="person")
    assert count_harm([make_statement(quantities=(about,))], "killed").low == 20
    assert not count_harm([make_statement(quantities=(about,), modality="planned")], "killed").told
    assert count_harm([make_statement(action=Action(type="CASUALTY", mode="killed"))], "killed").told


def test_the_tables_of_codes_hold_every_code() -> None:
    foreign, vocabulary = load_foreign(), load_vocabulary()
    assert set(foreign.acled) == set(vocabulary.codes("acled"))
    assert set(foreign.sectors) == set(vocabulary.sectors)
    assert set(foreign.countries) == set(vocabulary.countries)
    assert foreign.reciprocal <= set(vocabulary.action_types)
    assert {one.event for one in foreign.acled.values()} == {
        "Battles", "Protests", "Riots", "Explosions/Remote violence", "Violence against civilians",
        "Strategic developments",
    }  # fmt: skip
    assert {one.disorder for one in foreign.acled.values()} == {
        "Political violence", "Demonstrations", "Political violence; Demonstrations", "Strategic developments",
    }  # fmt: skip
    assert all(one.acled for one in foreign.countries.values())
    numbers = [one.iso for one in foreign.countries.values() if one.iso is not None]
    assert len(numbers) == len(set(numbers))
    assert [code for code, one in foreign.countries.items() if one.iso is None] == ["XKX"]
    assert all(one.cameo == "" or re.fullmatch("[A-Z]{3}", one.cameo) for one in foreign.sectors.values())
    assert all({one.inter, one.abroad} <= {None, *range(1, 9)} for one in foreign.sectors.values())
    assert all({one.first, one.second} <= {None, 5, 6} for one in foreign.acled.values())


@pytest.mark.parametrize(
    ("actor", "country", "inter", "cameo"),
    [
        (ARMY, "COD", 1, "CODMIL"),
        (ARMY, "RWA", 8, "CODMIL"),
        (ARMY, None, None, "CODMIL"),
        (make_actor("MIL"), "COD", None, "MIL"),
        (REBELS, None, 2, "CODREB"),
        (PEOPLE, None, 7, "CODCVL"),
        (make_actor("IGO"), "COD", 8, "IGO"),
        (make_actor("IMG", "COD"), "COD", 8, "IMGCOD"),
        (make_actor(None, "COD", kind="state"), "COD", 1, "COD"),
        (make_actor("PTY", "COD"), "COD", 7, "COD"),
        (make_actor("UNK"), "COD", None, None),
        (make_actor(None, None), "COD", None, None),
    ],
)
def test_what_others_call_an_actor(actor: Actor, country: str | None, inter: int | None, cameo: str | None) -> None:
    assert (code_inter(actor, country), code_cameo(actor)) == (inter, cameo)


@pytest.mark.parametrize(
    ("actors", "recipients", "expected"),
    [
        ((REBELS,), (PEOPLE,), {"actor1": "COD REB", "inter1": "2", "inter2": "7", "interaction": "27",
                               "civilian_targeting": "Civilian targeting"}),
        ((REBELS,), (ARMY,), {"inter1": "2", "inter2": "1", "interaction": "12", "civilian_targeting": ""}),
        ((REBELS,), (), {"inter1": "2", "actor2": "", "inter2": "0", "interaction": "20"}),
        ((REBELS, ARMY), (PEOPLE, ARMY), {"actor1": "COD REB", "assoc_actor_1": "COD MIL", "assoc_actor_2": "COD MIL"}),
        ((), (PEOPLE,), {"actor1": "", "inter1": "", "inter2": "7", "interaction": ""}),
        ((make_actor("UNK"),), (PEOPLE,), {"inter1": "", "interaction": ""}),
    ],
)  # fmt: skip
def test_sides_in_the_columns_of_acled(
    actors: tuple[Actor, ...], recipients: tuple[Actor, ...], expected: dict[str, str]
) -> None:
    (row,) = read_rows(make_event_graph(make_statement(actors=actors, recipients=recipients)), "acled")
    assert {name: row[name] for name in expected} == expected
    assert list(row) == [*COLUMNS, *OWN]


@pytest.mark.parametrize(
    ("action", "actors", "recipients", "expected"),
    [
        (Action(type="PROTEST", mode="demo"), (PEOPLE,), (), ("Peaceful protest", "6", "0", "60", "")),
        (Action(type="PROTEST", mode="riot"), (PEOPLE,), (), ("Violent demonstration", "5", "0", "50", "")),
        (Action(type="ASSAULT", mode="crowd-control"), (make_actor("COP", "COD"),), (PEOPLE,),
         ("Protest with intervention", "1", "6", "16", "")),
        (Action(type="MOVE", mode="deploy"), (ARMY,), (PEOPLE,), ("Change to group/activity", "1", "7", "17", "")),
    ],
)  # fmt: skip
def test_who_protests_has_a_code_of_its_own(
    action: Action, actors: tuple[Actor, ...], recipients: tuple[Actor, ...], expected: tuple[str, ...]
) -> None:
    statement = make_statement(action=action, actors=actors, recipients=recipients)
    (row,) = read_rows(make_event_graph(statement, role=action.type), "acled")
    names = ("sub_event_type", "inter1", "inter2", "interaction", "civilian_targeting")
    assert tuple(row[name] for name in names) == expected


def test_a_clash_has_two_sides() -> None:
    clash = make_statement(action=Action(type="ASSAULT"), actors=(ARMY, REBELS), recipients=(), quantities=(NINE,))
    graph = make_event_graph(clash)
    (row,) = read_rows(graph, "acled")
    assert (row["sub_event_type"], row["event_type"], row["disorder_type"]) == (
        "Armed clash", "Battles", "Political violence",
    )  # fmt: skip
    assert (row["actor1"], row["actor2"], row["interaction"]) == ("COD MIL", "COD REB", "12")
    (row,) = read_rows(graph, "ucdp")
    assert (row["type_of_violence"], row["side_a"], row["side_b"], row["dyad_name"]) == (
        "1", "COD MIL", "COD REB", "COD MIL - COD REB",
    )  # fmt: skip
    assert read_lines(graph) == ["20250302\tCODMIL\tCODREB\t190", "20250302\tCODREB\tCODMIL\t190"]


@pytest.mark.parametrize(
    ("actors", "recipients", "violence", "sides"),
    [
        ((REBELS,), (ARMY,), "1", ("COD MIL", "COD REB")),
        ((ARMY,), (REBELS,), "1", ("COD MIL", "COD REB")),
        ((REBELS,), (make_actor("REB", "UGA"),), "2", ("COD REB", "UGA REB")),
        ((REBELS,), (PEOPLE,), "3", ("COD REB", "Civilians")),
    ],
)
def test_sides_in_the_columns_of_ucdp(
    actors: tuple[Actor, ...], recipients: tuple[Actor, ...], violence: str, sides: tuple[str, str]
) -> None:
    statement = make_statement(actors=actors, recipients=recipients, quantities=(NINE,))
    (row,) = read_rows(make_event_graph(statement), "ucdp")
    assert (row["type_of_violence"], row["side_a"], row["side_b"]) == (violence, *sides)
    assert row["relid"] == "e0123456789abcdef"
    assert int(row["id"]) < 2**53
    assert row["source_article"] == '"AFP,2025-03-04,' + NASTY.replace('"', "'") + '"'


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        (make_statement(), "without a death that anybody tells of"),
        (make_statement(actors=(), quantities=(NINE,)), "of no type of violence, or between sides that are not known"),
    ],
)
def test_ucdp_counts_deadly_events_between_known_sides(tmp_path: Path, statement, reason: str) -> None:
    notes = export_graph(make_event_graph(statement), "ucdp", tmp_path / "one.csv")
    assert notes == (f"1 event is not in it (1 {reason}); name a folder to have them listed",)
    assert [path.name for path in tmp_path.iterdir()] == ["one.csv"]


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (Place(mention=None, name="Sake", level="settlement", status="resolved", lat=-1.5, lon=29.0, country="COD",
               inside="Masisi, North Kivu, Congo"), ("North Kivu", "Masisi", -1.5, 1, 1)),
        (Place(mention=None, name="Sake", level="settlement", status="resolved", lat=-1.5, lon=29.0, country="COD",
               bearing="40 km north of", inside="North Kivu, Congo"), ("North Kivu", None, -1.5, 2, 2)),
        (Place(mention=None, name="Sake", level="settlement", relation="near", status="resolved", lat=-1.5, lon=29.0,
               country="COD"), (None, None, -1.5, 2, 2)),
        (Place(mention=None, name="North Kivu", level="admin1", status="resolved", lat=-1.5, lon=29.0, country="COD",
               inside="Congo"), ("North Kivu", None, -1.5, 3, 4)),
        (Place(mention=None, name="Masisi", level="admin2", status="resolved", lat=-1.5, lon=29.0, country="COD",
               inside="North Kivu, Congo"), ("North Kivu", "Masisi", -1.5, 2, 3)),
        (Place(mention=None, name="Congo", level="country", status="resolved", lat=-1.5, lon=29.0, country="COD"),
         (None, None, -1.5, None, 6)),
        (Place(mention=None, name="Sake", level="settlement", status="ambiguous", lat=-1.5, lon=29.0),
         (None, None, None, None, None)),
        (None, (None, None, None, None, None)),
    ],
)  # fmt: skip
def test_where_and_how_exact(place: Place | None, expected: tuple[object, ...]) -> None:
    found = describe_whereabouts(place)
    assert (found.admin1, found.admin2, found.lat, found.acled, found.ucdp) == expected


def test_how_exact_a_place_is_is_the_word_of_the_events_own_statements() -> None:
    near, told = make_statement("s0"), make_statement("s1", quantities=(NINE,))
    near = replace(near, locations=(replace(near.locations[0], relation="near", bearing="40 km north of"),))
    event = Event(id="e1", type="ASSAULT", statements=("s1",), place=PLACE)
    graph = EventGraph(list(make_graph().articles()), [near, told], (event,))
    (row,) = read_rows(graph, "ucdp")
    assert (row["where_prec"], row["where_description"], row["where_coordinates"]) == ("1", "", "Goma")
    (row,) = read_rows(make_event_graph(replace(near, quantities=(NINE,))), "ucdp")
    assert (row["where_prec"], row["where_description"]) == ("2", "40 km north of; Goma")


def test_an_event_that_is_told_of_near_a_place_is_not_in_it() -> None:
    statement = make_statement()
    near = (replace(statement.locations[0], relation="near"),)
    statements = [make_statement("s1"), make_statement("s2", locations=near), make_statement("s3", locations=near)]
    for some, point in ((statements[:1], "place"), (statements[1:2], "near"), (statements, "near")):
        table = make_tables(make_event_graph(*some), only=("events",))["events"]
        (row,) = table.rows
        assert row[table.heading.index("point")] == point


@pytest.mark.parametrize(
    ("status", "polarity", "modality", "denied_by"),
    [
        ("denied", "positive", "actual", "M23"),
        ("claimed", "negative", "actual", "M23"),
        ("denied", "negative", "actual", ""),
        ("denied", "positive", "planned", ""),
        ("claimed", "negative", "threatened", ""),
    ],
)
def test_whoever_denies_a_plan_does_not_deny_the_deed(
    status: str, polarity: str, modality: str, denied_by: str
) -> None:
    other = make_statement("s2", status=status, polarity=polarity, modality=modality, claimants=(Claimant(name="M23"),))
    (row,) = read_rows(make_event_graph(make_statement(), other), "acled")
    assert (row["denied_by"], row["statements"]) == (denied_by, "s1")


@pytest.mark.parametrize(
    ("lat", "lon", "cell"),
    [(-89.75, -179.75, 1), (-89.75, 179.75, 720), (-89.25, -179.75, 721), (89.75, 179.75, 259200), (90, 180, 259200)],
)
def test_cells_of_prio_grid(lat: float, lon: float, cell: int) -> None:
    assert find_cell(lat, lon) == cell


@pytest.mark.parametrize(
    ("role", "mode", "code"),
    [
        ("ASSAULT", "aerial", "ASSAULT/aerial"), ("ASSAULT", None, "ASSAULT"), ("PROTEST", "riot", "PROTEST/riot"),
        ("PROTEST", "vandalize", "PROTEST/riot"), ("SANCTION", "convict", "SANCTION/convict"),
        ("ASSAULT", "unconventional", "ASSAULT"), ("SAY", "deny", None), ("CONTROL", "capture", None),
    ],
)  # fmt: skip
def test_what_plover_calls_an_action(role: str, mode: str | None, code: str | None) -> None:
    assert find_plover(role, mode) == code


def test_a_record_of_plover_leads_back_to_its_words() -> None:
    (record,) = read_records(make_event_graph(make_statement(quantities=(NINE,))))
    assert record["source"] == [{"actorText": "COD REB", "code": "COD", "sector": "REB"}]
    assert record["target"] == [{"actorText": "COD CVL", "code": "COD", "sector": "CVL"}]
    assert (record["event"], record["mode"], record["date"]) == ("ASSAULT", "heavy-weapons", "2025-03-02")
    assert record["context"] == ["human_rights", "military"]
    assert record["location"]["name"] == "Goma"
    assert record["text"] == "Rebels shelled Goma on 2 March 2025."
    claims = record["claims"]
    assert (claims["statements"], claims["urls"], claims["claimants"], claims["status"], claims["killed"]) == (
        ["s1"], ["https://example.org/?q=1&r=2"], ["=cmd()"], ["claimed"], [9, 9],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("statement", "role", "reason"),
    [
        (make_statement(actors=(make_actor("UNK"),)), "ASSAULT", "without a code for both sides"),
        (make_statement(recipients=()), "ASSAULT", "without a code for both sides"),
        (make_statement(action=Action(type="CASUALTY", mode="killed")), "CASUALTY", "of no code of CAMEO"),
    ],
)
def test_a_line_of_cameo_has_two_sides_and_a_code(tmp_path: Path, statement, role: str, reason: str) -> None:
    notes = export_graph(make_event_graph(statement, role=role), "cameo", tmp_path / "f")
    assert notes == (f"1 event is not in it (1 {reason}); left-out.csv lists them",)
    assert (tmp_path / "f" / "cameo.txt").read_bytes() == b""


def test_each_line_of_cameo_is_told_whose_word_it_is(tmp_path: Path) -> None:
    met = make_statement(action=Action(type="CONSULT"), actors=(ARMY, REBELS), recipients=())
    export_graph(make_event_graph(met, role="CONSULT"), "cameo", tmp_path / "f")
    lines = (tmp_path / "f" / "cameo.txt").read_text().splitlines()
    assert lines == ["20250302\tCODMIL\tCODREB\t040", "20250302\tCODREB\tCODMIL\t040"]
    with (tmp_path / "f" / "cameo-rows.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert ["\t".join((row["date"], row["source"], row["target"], row["code"])) for row in rows] == lines
    assert {(row["statements"], row["urls"]) for row in rows} == {("s1", "https://example.org/?q=1&r=2")}


@pytest.mark.parametrize(("name", "is_folder"), [("f", True), ("f.csv", False), ("f.tsv", False), ("old.d", True)])
@pytest.mark.parametrize("format", FORMATS)
def test_a_name_with_an_ending_is_a_file(tmp_path: Path, format: str, name: str, is_folder: bool) -> None:
    (tmp_path / "old.d").mkdir()
    export_graph(make_graph(), format, tmp_path / name)
    assert (tmp_path / name).is_dir() is is_folder
    stream = io.BytesIO()
    export_graph(make_graph(), format, stream)
    target = tmp_path / name / FORMATS[format] if is_folder else tmp_path / name
    assert target.read_bytes() == stream.getvalue()


class Broken(FakeGraph):
    """A graph that can't be read to its end."""

    def statements(self, accepted: bool | None = True) -> list:
        raise OSError(28, "No space left on device")


@pytest.mark.parametrize("format", FORMATS)
def test_a_failed_export_leaves_the_former_files(tmp_path: Path, format: str) -> None:
    export_graph(make_graph(), format, tmp_path / "f")
    former = {path.name: path.read_bytes() for path in (tmp_path / "f").iterdir()}
    with pytest.raises(SettingsError, match="No space left on device"):
        export_graph(Broken([], []), format, tmp_path / "f")
    assert {path.name: path.read_bytes() for path in (tmp_path / "f").iterdir()} == former
    assert [path.name for path in tmp_path.iterdir()] == ["f"]


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_graph_gives_the_same_bytes(tmp_path: Path, format: str) -> None:
    graph = make_graph()
    other = FakeGraph(graph.articles()[::-1], graph.statements(accepted=None)[::-1])
    for name, one in (("one", graph), ("two", order(other))):
        export_graph(one, format, tmp_path / name)
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert {FORMATS[format], "left-out.csv"} <= set(files)
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
