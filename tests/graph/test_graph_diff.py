"""What changed between two graphs is told shortly, with its cause, and the same from either side."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from click.testing import CliRunner
from graph_reports import Report, build, make_reports
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import kgbuild
from factory import SENTENCE, make_statement, sample_article, span
from golden_files import check_schema
from kgbuild.cli import app
from kgbuild.errors import GraphError
from kgbuild.graph.comparing import diff
from kgbuild.graph.difference_text import format_difference
from kgbuild.graph.differences import Change, Difference, SlotChange
from kgbuild.graph.history import retract_article
from kgbuild.graph.manifest import write_manifest
from kgbuild.graph.slot_changes import list_slot_changes
from kgbuild.graph.store import Graph
from kgbuild.model import Actor, Judgement, Place

FAR = Place(mention=None, name="Goma", geonames=1, country="TCD", level="settlement", status="resolved")


def compare(old: Path, new: Path, **options: Any) -> Difference:
    with Graph.open(old) as left, Graph.open(new) as right:
        return diff(left, right, **options)


def counts(difference: Difference) -> dict[str, tuple[int, int, int, int]]:
    """Added, removed, changed and renamed of the kinds in which anything is another."""
    rows = {kind: (one.added, one.removed, one.changed, one.renamed) for kind, one in difference.counts.items()}
    return {kind: row for kind, row in rows.items() if any(row)}


def pick(difference: Difference, kind: str) -> list[Change]:
    return [change for change in difference.changes if change.kind == kind]


@pytest.fixture(scope="module")
def four(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("diff") / "four", make_reports(4))


def test_a_graph_does_not_differ_from_itself_in_whatever_order_it_was_built(four: Path, tmp_path: Path) -> None:
    for other in (four, build(tmp_path / "g", make_reports(4)[::-1])):
        difference = compare(four, other)
        assert not difference
        assert difference.changes == ()
        assert format_difference(difference) == f"{four} -> {other}\nnothing changed\n"


def test_an_article_more_is_told_with_what_it_brought(four: Path, tmp_path: Path) -> None:
    difference = compare(four, build(tmp_path / "g", make_reports(5)))
    assert counts(difference) == {
        "article": (1, 0, 0, 0), "statement": (2, 0, 0, 0), "event": (1, 0, 1, 0), "state": (1, 0, 0, 0),
        "identity": (1, 0, 0, 0),
    }  # fmt: skip
    (article,) = pick(difference, "article")
    assert (article.what, article.id) == ("added", "a4")
    added, changed = pick(difference, "event")
    words = SENTENCE.replace("at least 12", "exactly 12")
    assert [(one.what, one.article, one.words) for one in added.causes] == [("added", "a4", words)]
    assert changed.slots == (SlotChange(slot="articles", old=4, new=5),)
    assert {change.id for change in pick(difference, "statement")} == {
        one.statement for one in (*added.causes, *changed.causes)
    }


def reworded(text: str, *, toll: str = "at least 12", id: str | None = None) -> Report:
    """The sample report with its sentence somewhere in another text."""
    sentence = SENTENCE.replace("at least 12", toll)
    article = sample_article(text.format(sentence), id=id)
    quantity = replace(make_statement().quantities[0], **msgspec.structs.asdict(span(toll, article)))
    statement = make_statement(article, evidence=(span(sentence, article),), quantities=(quantity,))
    return article, [statement]


def test_statements_of_a_changed_text_are_known_by_their_words(tmp_path: Path) -> None:
    for kept in (None, "r7"):  # an id made of the content, an id that was given
        report = reworded("{} It was market day.", id=kept)
        old = build(tmp_path / f"old{kept}", [report])
        new = build(tmp_path / f"new{kept}", [reworded("Updated on Tuesday. {} It was market day.", id=kept)])
        difference = compare(old, new)
        (change,) = difference.changes
        assert (change.kind, change.what, change.former) == ("article", "changed", None if kept else report[0].id)
        assert change.slots[0] == SlotChange(slot="text", old="The", new="Updated on Tuesday. The")
        assert counts(difference)["statement"] == (0, 0, 0, 1)
        assert counts(difference)["event"] == (0, 0, 0, 1)


def test_a_corrected_toll_is_one_change_of_one_statement_and_its_event(tmp_path: Path) -> None:
    old = build(tmp_path / "old", [reworded("{} It was market day.")])
    new = build(tmp_path / "new", [reworded("{} It was a market day.", toll="exactly 12")])
    difference = compare(old, new)
    article, statement = pick(difference, "article") + pick(difference, "statement")
    assert article.slots[0] == SlotChange(
        slot="text", old="at least 12 people. It was", new="exactly 12 people. It was a"
    )
    assert statement.former is not None
    assert [(slot.slot, slot.field, slot.old, slot.new) for slot in statement.slots] == [
        ("evidence", "text", SENTENCE, SENTENCE.replace("at least 12", "exactly 12")),
        ("quantities", "text", "at least 12", "exactly 12"),
    ]


def test_a_value_resolved_otherwise_is_told_with_the_words(four: Path, tmp_path: Path) -> None:
    reports = make_reports(4)
    article, (statement,) = reports[0]
    place = replace(FAR, mention=statement.locations[0].mention)
    when = replace(statement.date, earliest="2024-03-02", latest="2024-03-02", value="2024-03-02")
    reports[0] = (article, [replace(statement, locations=(place,), date=when, confidence=0.5)])
    difference = compare(four, build(tmp_path / "g", reports))
    (change,) = pick(difference, "statement")
    assert (change.what, change.id, change.article) == ("changed", statement.id, "a0")
    told = {(slot.slot, slot.words, slot.field): (slot.old, slot.new) for slot in change.slots}
    assert told["locations", "Goma", "geonames"] == (216281, 1)
    assert told["locations", "Goma", "country"] == ("COD", "TCD")
    assert told["confidence", None, None] == (0.8, 0.5)
    assert "evidence" not in {slot.slot for slot in change.slots}
    events = pick(difference, "event")
    assert [event.what for event in events] == ["added", "changed"]
    assert {(cause.what, cause.statement) for event in events for cause in event.causes} == {("changed", statement.id)}
    assert not pick(difference, "article")


def test_a_judgement_is_told_with_the_events_that_it_parts(four: Path, tmp_path: Path) -> None:
    with Graph.open(build(tmp_path / "g", make_reports(4)), create=True) as graph:
        (event,) = graph.events()
        first, second = event.statements[0], event.statements[-1]
        graph.judge(Judgement(first=f"statement/{first}", second=f"statement/{second}", verdict="different", who="me"))
        graph.finish()
    difference = compare(four, tmp_path / "g")
    (judgement,) = pick(difference, "judgement")
    assert (judgement.what, judgement.label) == ("added", "different (me)")
    causes = {(change.what, cause.what) for change in pick(difference, "event") for cause in change.causes}
    assert causes == {("added", "joined"), ("changed", "left")}
    assert all(cause.words and cause.article for change in difference.changes for cause in change.causes)
    assert "statement" not in counts(difference)


def test_a_tombstone_is_told_with_its_reason(four: Path, tmp_path: Path) -> None:
    with Graph.open(build(tmp_path / "g", make_reports(4)), create=True) as graph:
        article, _ = make_reports(4)[0]
        graph.remove("a0", history=[retract_article(article, why="a hoax", who="me")])
        graph.finish()
    difference = compare(four, tmp_path / "g")
    (stone,) = pick(difference, "retraction")
    assert (stone.what, stone.label) == ("added", "article a0 Market shelled in Goma (me): a hoax")
    assert [(one.what, one.id) for one in pick(difference, "article")] == [("removed", "a0")]
    assert {cause.what for event in pick(difference, "event") for cause in event.causes} == {"removed"}


def test_ids_that_were_given_keep_articles_of_one_address_apart(tmp_path: Path) -> None:
    old, new = (build(tmp_path / name, [reworded("{} It was market day.", id=name)]) for name in ("r1", "r2"))
    assert counts(compare(old, new))["article"] == (1, 1, 0, 0)


def test_settings_and_versions_are_told(four: Path, tmp_path: Path) -> None:
    with Graph.open(build(tmp_path / "g", make_reports(4)), create=True) as graph:
        graph.finish(settings={"gazetteer": "0123"})
        write_manifest(tmp_path / "g", replace(graph.manifest, ontology="9.9"))
    difference = compare(four, tmp_path / "g")
    assert [(one.what, one.id, one.slots[0].new) for one in difference.changes] == [
        ("added", "gazetteer", "0123"),
        ("changed", "ontology", "9.9"),
    ]


def test_another_base_is_one_change(four: Path, tmp_path: Path) -> None:
    with Graph.open(tmp_path / "g", create=True, base="https://example.org/g/") as graph:
        for article, statements in make_reports(4):
            graph.add(article, statements)
        graph.finish()
    assert counts(compare(four, tmp_path / "g")) == {"setting": (0, 0, 1, 0)}


def test_a_limit_cuts_what_is_listed_and_not_what_is_counted(four: Path, tmp_path: Path) -> None:
    new = build(tmp_path / "g", make_reports(5))
    whole, cut, none = (compare(four, new, limit=limit) for limit in (None, 1, 0))
    assert whole.counts == cut.counts == none.counts
    assert len(pick(cut, "statement")) == 1
    assert not none.changes
    assert none
    assert "... and 1 more" in format_difference(cut)


def test_slots_can_be_ignored(four: Path, tmp_path: Path) -> None:
    reports = make_reports(4)
    reports[0] = (reports[0][0], [replace(reports[0][1][0], confidence=0.5)])
    new = build(tmp_path / "g", reports)
    assert counts(compare(four, new)) == {"statement": (0, 0, 1, 0)}
    assert not compare(four, new, ignore=["confidence"])
    assert not compare(four, new, ignore=iter(["confidence"]))
    with pytest.raises(GraphError, match="Did you mean 'confidence'"):
        compare(four, new, ignore=["confidense"])


def test_a_statement_of_the_same_trigger_is_changed_and_not_another(tmp_path: Path) -> None:
    article, (statement,) = reworded("{} It was market day.", id="r1")
    other = make_statement(article, actors=(), evidence=statement.evidence)
    assert other.id != statement.id
    difference = compare(
        build(tmp_path / "old", [(article, [statement])]), build(tmp_path / "new", [(article, [other])])
    )
    (change,) = pick(difference, "statement")
    assert (change.what, change.id, change.former) == ("changed", other.id, statement.id)
    assert [(slot.slot, slot.old, slot.new) for slot in change.slots if slot.slot == "actors"] == [
        ("actors", "M23 rebels, March 23 Movement", None)
    ]


# Either way round

MIRRORED = {"added": "removed", "removed": "added", "joined": "left", "left": "joined", "changed": "changed"}


def mirror(difference: Difference) -> set[tuple[object, ...]]:
    """The changes as they look from the other side, without the labels, which are of one side."""
    return {
        (
            MIRRORED[one.what], one.kind, one.former or one.id, one.id if one.former else None,
            frozenset(replace(slot, old=slot.new, new=slot.old, words=None) for slot in one.slots),
            frozenset(MIRRORED[cause.what] for cause in one.causes),
        )
        for one in difference.changes
    }  # fmt: skip


def as_it_is(difference: Difference) -> set[tuple[object, ...]]:
    return {
        (
            one.what, one.kind, one.id, one.former, frozenset(replace(slot, words=None) for slot in one.slots),
            frozenset(cause.what for cause in one.causes),
        )
        for one in difference.changes
    }  # fmt: skip


def vary(number: int, variant: int) -> Report | None:
    """Report `number` as it is, with another place, another text, another id, a statement less; or none."""
    article, statements = make_reports(5)[number]
    article = replace(article, id=f"{number:016x}", url=f"https://example.org/news/report-{number}")
    statements = [replace(one, article=article.header) for one in statements]
    match variant:
        case 0:
            return None
        case 2:
            place = replace(FAR, mention=statements[0].locations[0].mention)
            return article, [replace(statements[0], locations=(place,)), *statements[1:]]
        case 3 | 4:
            other = sample_article(
                f"Corrected. {article.text}", id=article.id if variant == 3 else f"{number + 1:016x}", url=article.url
            )
            sentence = statements[0].evidence[0].text
            return other, [make_statement(other, evidence=(span(sentence, other),), quantities=())]
        case 5:
            return article, statements[1:]
    return article, statements


VARIANTS = st.lists(st.integers(0, 5), min_size=5, max_size=5)


@settings(max_examples=15)
@given(left=VARIANTS, right=VARIANTS)
def test_the_other_way_round_is_the_mirror_image(
    tmp_path_factory: pytest.TempPathFactory, left: list[int], right: list[int]
) -> None:
    folder = tmp_path_factory.mktemp("mirror")
    old, new = (
        build(folder / name, [report for place in enumerate(variants) if (report := vary(*place)) is not None])
        for name, variants in (("old", left), ("new", right))
    )
    there, back = compare(old, new), compare(new, old)
    assert as_it_is(back) == mirror(there)
    assert bool(there) == (left != right)
    for kind, one in there.counts.items():
        other = back.counts[kind]
        assert (one.added, one.changed, one.renamed) == (other.removed, other.changed, other.renamed)


# Slots


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ({"name": "a"}, {"name": "a"}, []),
        ({"actors": ("x",)}, {"actors": ("x", "y")}, [("actors", None, None, None, "y")]),
        ({"actors": ("x", "y")}, {"actors": ("y", "x")}, [("actors", None, "order", "x, y", "y, x")]),
        ({"actors": ("x",)}, {"actors": ("z",)}, [("actors", "z", "name", "x", "z")]),
        ({"contexts": ("a", "b")}, {"contexts": ("b", "c")}, [("action", None, "contexts", "a, b", "b, c")]),
        ({"accepted": True}, {"accepted": False}, [("accepted", None, None, True, False)]),
        ({"date": None}, {}, [("date", None, None, None, "on 2 March 2025, 2025-03-02")]),
    ],
)
def test_slots_are_paired_by_their_words(old: dict[str, Any], new: dict[str, Any], told: list[tuple[Any, ...]]) -> None:
    def make(fields: dict[str, Any]) -> Any:
        values = {name: fields[name] for name in ("accepted", "date") if name in fields}
        if "actors" in fields:
            values["actors"] = tuple(Actor(mention=None, name=name) for name in fields["actors"])
        statement = make_statement(id="s", **values)
        return replace(statement, action=replace(statement.action, contexts=fields.get("contexts", ())))

    changes = list_slot_changes(make(old), make(new))
    assert [(one.slot, one.words, one.field, one.old, one.new) for one in changes] == told


# Formats, the command, Python


def test_formats(four: Path, tmp_path: Path) -> None:
    difference = compare(four, build(tmp_path / "g", make_reports(5)))
    assert msgspec.json.decode(format_difference(difference, "json"), type=Difference) == difference
    assert "| statements | 2 | 0 | 0 | 0 |" in format_difference(difference, "md")
    text = format_difference(difference)
    assert text.splitlines()[1:4] == ["articles    1 added", "statements  2 added", "events      1 added, 1 changed"]
    assert "+ a4: Market shelled in Goma, Example Daily, 2025-03-04\n" in text
    assert str(difference) == text.rstrip("\n")
    with pytest.raises(GraphError, match="have text, json, md"):
        format_difference(difference, "pdf")  # type: ignore[arg-type]


def test_json_keeps_to_its_schema(four: Path, tmp_path: Path) -> None:
    schema = check_schema(Difference, "difference.schema.json")
    validator = jsonschema.Draft202012Validator(schema)
    for new in (four, build(tmp_path / "g", make_reports(5))):
        validator.validate(json.loads(format_difference(compare(four, new), "json")))


def test_the_exit_code_tells_whether_anything_changed(four: Path, tmp_path: Path) -> None:
    new = build(tmp_path / "g", make_reports(5))

    def run(*words: object) -> Any:
        return CliRunner().invoke(app, ["diff", *map(str, words)], catch_exceptions=False)

    assert run(four, four).exit_code == 0
    assert run(four, new).exit_code == 1
    assert json.loads(run(four, new, "--format", "json", "--limit", "0").stdout)["counts"]["article"]["added"] == 1
    assert run(four, tmp_path / "none").exit_code == 3
    assert run(four).exit_code == 2


def test_python_compares_with_a_folder_or_an_open_graph(four: Path, tmp_path: Path) -> None:
    with kgbuild.open(four) as old, kgbuild.open(build(tmp_path / "g", make_reports(5))) as new:
        assert new.diff(four) == new.diff(old)
        assert new.diff(old).counts["article"].added == 1
        assert not old.diff(four)


def test_an_unfinished_build_counts_for_nothing(four: Path, tmp_path: Path) -> None:
    with Graph.open(build(tmp_path / "g", make_reports(4)), create=True) as graph:
        graph.add(*make_reports(5)[4])
    assert not compare(four, tmp_path / "g")
