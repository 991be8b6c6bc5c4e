"""Search: what words and filters find, that offsets slice back, and that the index can't lie for long."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import jsonschema
import msgspec
import pytest
from click.testing import CliRunner
from graph_reports import build
from hypothesis import example, given
from hypothesis import strategies as st
from search_reports import make_border_reports

import kgbuild
from kgbuild.cli import app
from kgbuild.errors import GraphError
from kgbuild.graph.files import hash_file
from kgbuild.graph.search import index as indexing
from kgbuild.graph.search.answers import KINDS, Found, Searcher, search
from kgbuild.graph.search.filters import Filters, make_filters, read_interval
from kgbuild.graph.search.formats import COLUMNS, Format, format_found
from kgbuild.graph.store import Graph
from kgbuild.graph.verifying import verify_graph
from kgbuild.model import Hit, make_article
from kgbuild.schemas import make_schema

REPORTS = make_border_reports()
IDS = [statement.id for _, statements in REPORTS for statement in statements]
HIT, SILENT, STRUCK, DENIED = IDS


@pytest.fixture(scope="module")
def border(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("search") / "g", REPORTS)


@pytest.fixture(scope="module")
def searcher(border: Path) -> Iterator[Searcher]:
    with Graph.open(border) as graph, Searcher(graph) as opened:
        yield opened


def find(searcher: Searcher, question: str, *kinds: Any, **filters: str) -> list[str]:
    found = searcher.search(question, Filters(**filters), kinds=kinds, limit=1000)
    assert found.total == len(found.hits)
    return [hit.id for hit in found.hits]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("drone strike", {HIT}),
        ("drones", {HIT, STRUCK, DENIED}),
        ('"drones"', {STRUCK, DENIED}),
        ("DRONE", {HIT, STRUCK, DENIED}),
        ("drone NOT kyiv", {HIT}),
        ("shebekino OR moscow", {HIT, DENIED}),
        ("drone (shebekino OR moscow)", {HIT, DENIED}),
        ('"struck kyiv"', {STRUCK, DENIED}),
        ('"denied drones"', set()),  # two stretches of evidence, side by side in the index alone
        ("denied drones", {DENIED}),
        ("shebek*", {HIT}),
        ('"fuel dep"*', {HIT}),
        ("fuel-depot", {HIT}),
        ("zeppelin", set()),
    ],
)
def test_words_find_evidence(searcher: Searcher, question: str, expected: set[str]) -> None:
    assert set(find(searcher, question, "evidence")) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("шебекино", "b3"), ("ШЕБЕКИНО", "b3"), ("дрон*", "b3"), ("أصيب", "b3"), ("المدنيون", "b3"), ("Sanaa", "b3"),
        ("Sana'a", "b3"), ("naive cafe", "b3"), ("lodz", "b3"), ("Zelensky office", "b1"), ("Zelenskiy office", "b1"),
        ("Zelenskyy", "b1"), ("Zelenskyy", "b2"), ("cup finals", "b4"),
    ],
)  # fmt: skip
def test_words_are_found_in_other_spellings_and_scripts(searcher: Searcher, question: str, expected: str) -> None:
    assert expected in find(searcher, question, "articles")


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"place": "Belgorod"}, {HIT}),
        ({"place": "Belgorod Oblast"}, {HIT}),
        ({"place": "belgorod oblast "}, {HIT}),
        ({"place": "Russia"}, {HIT}),
        ({"place": "Shebekino"}, {HIT}),
        ({"place": "place/geonames-493231"}, {HIT}),
        ({"place": "Kyiv"}, {STRUCK, DENIED}),
        ({"actor": "Russia"}, {STRUCK, DENIED}),
        ({"actor": "Russian"}, {STRUCK, DENIED}),  # the words of a text
        ({"actor": "actor/ukraine"}, {HIT}),
        ({"claimant": "Zelenskyy"}, {STRUCK}),
        ({"claimant": "Steppe Courier"}, {HIT}),  # the outer end of the chain
        ({"claimant": "governor"}, {HIT}),
        ({"action": "assault"}, {HIT, STRUCK, DENIED}),
        ({"status": "denied"}, {DENIED}),
        ({"source": "Dnipro"}, {STRUCK, DENIED}),
        ({"since": "2025-03", "until": "2025-03"}, {HIT, DENIED}),
        ({"since": "2025-04-20"}, {STRUCK, DENIED}),
        ({"since": "2025-05"}, set()),
        ({"until": "2025-03-03"}, {HIT, DENIED}),
        ({"until": "2024"}, {DENIED}),  # "by 30 April" may be any day before
        ({"actor": "Russia", "status": "denied", "place": "Ukraine"}, {DENIED}),
        ({"actor": "Russia", "place": "Belgorod"}, set()),
    ],
)
def test_filters_join_with_the_graph(searcher: Searcher, filters: dict[str, str], expected: set[str]) -> None:
    assert set(find(searcher, "drone", "evidence", **filters)) == expected


def test_a_statement_without_a_day_is_in_no_interval(searcher: Searcher) -> None:
    assert find(searcher, "comment", "evidence") == [SILENT]
    assert find(searcher, "comment", "evidence", since="1000") == []


def test_a_passage_passes_by_a_statement_told_in_it(searcher: Searcher) -> None:
    texts = [
        (hit.id, hit.snippet.text) for hit in searcher.search("office OR depot", Filters(place="Belgorod")).hits
        if hit.part == "text"
    ]  # fmt: skip
    assert [one for one, _ in texts] == ["b1"]
    assert "depot" in texts[0][1]  # the paragraph on the president's office tells of no place
    assert set(find(searcher, "drones", "articles", source="Steppe Courier")) == {"b1", "b4"}


def test_a_name_passes_by_a_statement_that_names_it(searcher: Searcher) -> None:
    assert find(searcher, "zelenskyy", "names") == ["actor/zelensky"]
    assert find(searcher, "zelenskyy", "names", action="ASSAULT") == ["actor/zelensky"]
    assert find(searcher, "zelenskyy", "names", place="Belgorod") == []
    assert find(searcher, "kyiv", "names", source="Steppe Courier") == []


def test_a_hit_says_what_the_graph_says(searcher: Searcher) -> None:
    (hit,) = searcher.search('"drone strike"', kinds=["evidence"]).hits
    assert (hit.kind, hit.id, hit.part, hit.count, hit.statements) == ("statement", HIT, "evidence", 1, (HIT,))
    assert (hit.date, hit.earliest, hit.latest) == ("2025-03-03", "2025-03-03", "2025-03-03")
    assert (hit.places, hit.actors, hit.recipients) == (("Shebekino",), ("Ukraine",), ())
    assert (hit.actions, hit.status) == (("ASSAULT/drone",), ("claimed",))
    assert hit.claimants == ("Steppe Courier", "governor of Belgorod")
    assert hit.article == REPORTS[0][0].header
    assert [mark.text for mark in hit.marks] == ["drone strike"]


@pytest.mark.parametrize(
    ("question", "filters", "said"),
    [
        ("", {}, "nothing to search for"),
        (" *", {}, "no word"),
        ("!?", {}, "nothing to search for"),
        ('"drone', {}, "does not end"),
        ("(drone", {}, "without its ')'"),
        ("drone)", {}, "without its '('"),
        ("()", {}, "nothing in them"),
        ("NOT drone", {}, "nothing before"),
        ("drone AND", {}, "nothing after"),
        ("drone OR OR strike", {}, "OR"),
        ("dr*ne", {}, "star"),
        ("d*", {}, "give 2 or more"),
        ("(" * 50 + "a1" + ")" * 50, {}, "deep"),
        (" ".join(f"w{n}" for n in range(101)), {}, "101 words"),
        ("drone", {"place": "Shebekina"}, "Did you mean 'Shebekino'"),
        ("drone", {"place": "?"}, "names no place"),
        ("drone", {"actor": "Belgorod Oblast"}, "names no actor"),
        ("drone", {"action": "ATTACK"}, "the graph has ASSAULT, SAY"),
        ("drone", {"status": "true"}, "have asserted"),
        ("drone", {"source": "Steppe Corier"}, "Did you mean 'Steppe Courier'"),
        ("drone", {"since": "2025-13"}, "2025-03"),
        ("drone", {"since": "yesterday"}, "2025-03"),
        ("drone", {"since": "2025-04", "until": "2025-03"}, "later"),
    ],
)
def test_what_can_not_be_asked_is_a_direction(
    searcher: Searcher, question: str, filters: dict[str, str], said: str
) -> None:
    with pytest.raises(GraphError) as error:
        find(searcher, question, **filters)
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda graph: search(graph, "drone", limit=0), "give 1"),
        (lambda graph: search(graph, "drone", kinds=["titles"]), "have articles, evidence, names"),
        (lambda graph: search(graph, "drone", make_filters(where="Kyiv")), "have place"),
    ],
)
def test_a_wrong_call_says_what_there_is(border: Path, call: Callable[[Graph], Found], said: str) -> None:
    with Graph.open(border) as graph, pytest.raises(GraphError, match=said):
        call(graph)


@pytest.mark.parametrize(
    ("since", "until", "interval"),
    [
        ("2025-02", "2025-02", ("2025-02-01", "2025-02-28")),
        ("2024", None, ("2024-01-01", "9999-12-31")),
        (None, "2024-02", ("0000-01-01", "2024-02-29")),
        ("2024-12", "2024-12", ("2024-12-01", "2024-12-31")),
        (None, "9999-12", ("0000-01-01", "9999-12-31")),
    ],
)
def test_part_of_a_date_is_an_interval(since: str | None, until: str | None, interval: tuple[str, str]) -> None:
    assert read_interval(since, until) == interval


ALPHABET = st.sampled_from([*"adrone *\"()“«-'’:^+{}[]ş\0\n\u200dَدдШ東.0", " AND ", " OR ", " NOT ", "drone", "Kyiv"])


@given(st.one_of(st.text(max_size=30), st.lists(ALPHABET, max_size=12).map("".join)))
@example("\ud800")
@example("NEAR(drone strike)")
@example("body:drone")
@example("drone\0strike")
@example('"a" + "b"')
def test_any_question_has_an_answer_or_a_direction_and_offsets_slice_back(searcher: Searcher, question: str) -> None:
    try:
        found = searcher.search(question, limit=50)
    except GraphError:
        return
    texts = {article.id: (article.text, article.title) for article, _ in REPORTS}
    assert found == searcher.search(question, limit=50)
    for hit in found.hits:
        if hit.part == "name":
            text = hit.snippet.text
        else:
            assert hit.article is not None
            text = texts[hit.article.id][hit.part == "title"] or ""
        assert hit.marks
        for mention in (hit.snippet, *hit.marks):
            assert text[mention.start : mention.end] == mention.text
        assert hit.snippet.start <= hit.marks[0].start < hit.marks[-1].end <= hit.snippet.end
    for form in get_args(Format):
        format_found(found, form).encode(errors="surrogatepass")


@given(st.sampled_from(Filters.__struct_fields__), st.one_of(st.text(max_size=12), ALPHABET, st.just("Kyiv, Oblast")))
@example("place", "\udcff")
@example("actor", "actor/")
@example("since", "0000")
@example("until", "10000-01-01")
@example("place", ", ,")
def test_any_filter_has_an_answer_or_a_direction(searcher: Searcher, name: str, asked: str) -> None:
    try:
        found = searcher.search("drone OR kyiv", Filters(**{name: asked}), limit=50)
    except GraphError:
        return
    assert {hit.id for hit in found.hits} <= {hit.id for hit in searcher.search("drone OR kyiv", limit=50).hits}


@given(st.data())
def test_a_long_paragraph_is_shown_around_the_words_found(tmp_path_factory: pytest.TempPathFactory, data: Any) -> None:
    words = data.draw(st.lists(st.sampled_from(["grey", "heron", "flew.", "Over", "reeds,", "—", "Ça"]), max_size=150))
    at = data.draw(st.integers(0, len(words)))
    text = " ".join([*words[:at], "zeppelin", *words[at:]])
    from kgbuild.graph.search.answers import _choose_window
    from kgbuild.graph.search.words import cut_passages

    mark = (text.index("zeppelin"), text.index("zeppelin") + 8)
    passages = list(cut_passages(text))
    assert "".join(text[start:end] for start, end in passages).split() == text.split() or len(passages) > 1
    home = next(span for span in passages if span[0] <= mark[0] < span[1])
    start, end = _choose_window(text, home, mark)
    assert home[0] <= start <= mark[0] < mark[1] <= end <= home[1]
    assert end - start <= 300
    assert all(not text[edge - 1 : edge + 1].isalnum() for edge in (start, end) if 0 < edge < len(text))


# The index


def everything(folder: Path) -> list[bytes]:
    """The whole answers to some questions, scores included."""
    with Graph.open(folder) as graph, Searcher(graph) as opened:
        questions = ("drone OR zelensky OR office OR kyiv OR goma OR army", "dr*", '"said"')
        return [msgspec.json.encode(opened.search(question, limit=1000)) for question in questions]


@given(
    st.lists(st.sampled_from(["add", "remove", "change"]), min_size=1, max_size=3), st.randoms(use_true_random=False)
)
def test_an_updated_index_answers_as_a_fresh_one(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str], random: Any
) -> None:
    folder = tmp_path_factory.mktemp("update") / "g"
    present = dict(enumerate(random.sample(REPORTS, 2)))
    build(folder, list(present.values()))
    everything(folder)
    with Graph.open(folder) as graph:
        for step in steps:
            known = {article.id for article in graph.articles()}
            chosen = random.choice(REPORTS)
            if step == "remove" and len(known) > 1:
                graph.remove(random.choice(sorted(known)))
            elif step == "change":
                article, statements = chosen
                graph.add(
                    msgspec.structs.replace(article, title=f"{random.random()} drones"), []
                ) if random.random() < 0.5 else graph.add(article, statements[:1])
            else:
                graph.add(*chosen)
            graph.finish()
    updated = everything(folder)
    (folder / "store" / indexing.FILE).unlink()
    assert everything(folder) == updated


def test_only_what_is_new_is_indexed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kgbuild.graph.search import filling

    folder = build(tmp_path / "g", REPORTS[:3])
    everything(folder)
    build(folder, REPORTS[3:])
    read: list[str] = []
    real = filling._add_article
    monkeypatch.setattr(
        filling, "_add_article", lambda db, store, one, told: (read.append(one), real(db, store, one, told))
    )
    everything(folder)
    assert read == ["b4"]
    everything(folder)
    assert read == ["b4"]


def flip(content: bytes, at: float) -> bytes:
    place = int(len(content) * at)
    return content[:place] + bytes([content[place] ^ 0x55]) + content[place + 1 :]


def spoil_unseen(path: Path) -> None:
    """Other words in the index than in the graph, with a label that fits."""
    with sqlite3.connect(path) as db:
        db.execute("UPDATE words SET body = 'drone strike drone strike'")
    db.close()
    label = json.loads((path.parent / indexing.LABEL).read_bytes())
    label |= {"size": path.stat().st_size, "mtime_ns": path.stat().st_mtime_ns}
    (path.parent / indexing.LABEL).write_text(json.dumps(label))


def relabel(path: Path) -> None:
    """The label of the file as it is."""
    label = json.loads((path.parent / indexing.LABEL).read_bytes())
    (path.parent / indexing.LABEL).write_text(json.dumps(label | {"sha256": hash_file(path)}))


def keep_times(change: Callable[[Path], object]) -> Callable[[Path], None]:
    """Spoil the file in a way that size and time do not show."""

    def spoil(path: Path) -> None:
        status = path.stat()
        change(path)
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    return spoil


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:5000]),
        lambda path: path.write_bytes(b"what is this" * 9000),
        lambda path: path.write_bytes(flip(path.read_bytes(), 0.5)),
        keep_times(lambda path: path.write_bytes(b"SQLite format 3\0" + bytes(path.stat().st_size - 16))),
        lambda path: (path.parent / indexing.LABEL).unlink(),
        lambda path: (path.parent / indexing.LABEL).write_bytes(b"{}"),
        spoil_unseen,
    ],
    ids=["gone", "empty", "torn", "nonsense", "flipped", "blank", "no label", "no words on it", "other words"],
)
def test_a_damaged_index_heals(border: Path, tmp_path: Path, spoil: Callable[[Path], object]) -> None:
    folder = shutil.copytree(border, tmp_path / "g")
    before = everything(folder)
    spoil(folder / "store" / indexing.FILE)
    assert everything(folder) == before
    with Graph.open(folder) as graph:
        assert indexing._open_built(folder / "store" / indexing.FILE, graph.manifest.sha256) is not None


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda path: None, None),
        (lambda path: path.unlink(), None),
        (lambda path: path.write_bytes(flip(path.read_bytes(), 0.4)), "not as it was written"),
        (keep_times(lambda path: path.write_bytes(flip(path.read_bytes(), 0.4))), "not as it was written"),
        (spoil_unseen, "not as it was written"),
        (lambda path: (spoil_unseen(path), relabel(path)), "something else than the record"),
    ],
    ids=["sound", "none", "flipped", "flipped in secret", "other words", "other words with their hash"],
)
def test_verify_finds_an_index_that_lies(
    border: Path, tmp_path: Path, spoil: Callable[[Path], object], said: str | None
) -> None:
    folder = shutil.copytree(border, tmp_path / "g")
    before = everything(folder)
    path = folder / "store" / indexing.FILE
    spoil(path)
    with Graph.open(folder) as graph:
        for mend in (False, True):
            found = [fault for fault in verify_graph(graph, mend=mend) if fault.where.endswith(indexing.FILE)]
            assert [(fault.mended, said in fault.what) for fault in found if said] == ([(mend, True)] if said else [])
            assert bool(found) == bool(said)
        assert not [fault for fault in verify_graph(graph) if fault.where.endswith(indexing.FILE)]
    assert everything(folder) == before


def test_a_copied_graph_keeps_its_index(border: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(border)
    folder = shutil.copytree(border, tmp_path / "g", copy_function=shutil.copyfile)  # other times
    monkeypatch.setattr(indexing, "_build", None)
    assert everything(folder) == before


def test_a_folder_that_can_not_be_written_is_searched_in_memory(
    border: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(border)
    folder = shutil.copytree(border, tmp_path / "g")
    (folder / "store" / indexing.FILE).unlink()

    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(indexing, "_build", refuse)
    assert everything(folder) == before
    assert not (folder / "store" / indexing.FILE).exists()


def test_an_sqlite_without_fts5_says_so(border: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = shutil.copytree(border, tmp_path / "g")
    (folder / "store" / indexing.FILE).unlink(missing_ok=True)
    monkeypatch.setattr(indexing, "_TABLES", indexing._TABLES.replace("fts5", "fts5x"))
    with pytest.raises(GraphError, match="without FTS5"):
        everything(folder)


def test_readers_of_several_processes_build_one_index(border: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(border, tmp_path / "g")
    (folder / "store" / indexing.FILE).unlink(missing_ok=True)
    program = (
        "import sys; from kgbuild.graph.store import Graph; from kgbuild.graph.search.answers import search\n"
        "with Graph.open(sys.argv[1]) as graph: print(search(graph, 'drone').total)"
    )
    command = [sys.executable, "-c", program, str(folder)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert len({process.communicate()[0] for process in running}) == 1
    assert not any(process.returncode for process in running)


# What it prints


def test_every_format_holds_every_hit(searcher: Searcher) -> None:
    found = searcher.search("drone OR kyiv", limit=5)
    check = jsonschema.Draft202012Validator(make_schema("hit"))
    told = json.loads(format_found(found, "json"))
    for hit in told["hits"]:
        check.validate(hit)
    assert msgspec.convert(told["hits"], list[Hit]) == list(found.hits)
    for form in ("table", "md", "csv"):
        text = format_found(found, form)  # type: ignore[arg-type]
        assert all(hit.id[:20] in text for hit in found.hits)
    assert format_found(found, "csv").splitlines()[0] == ",".join(COLUMNS)
    assert f"(5 of {found.total} hits)" in format_found(found, "table")
    assert "**drone strike**" in format_found(searcher.search('"drone strike"'), "md")


def test_the_kinds_add_up(searcher: Searcher) -> None:
    total = searcher.search("drone OR kyiv").total
    assert total == sum(searcher.search("drone OR kyiv", kinds=[kind]).total for kind in KINDS) > 5


def test_the_library_and_the_command_find_the_same(border: Path, tmp_path: Path) -> None:
    with kgbuild.open(border) as graph:
        hits = graph.search("drone strike", kinds=["evidence"], place="Belgorod", since="2025-03")
        assert [hit.id for hit in hits] == [HIT]
        with pytest.raises(GraphError, match="no filter 'where'"):
            graph.search("drone", where="Kyiv")
    words = ["search", str(border), "drone strike", "--in", "evidence", "--place", "Belgorod", "--since", "2025-03"]
    target = tmp_path / "hits.json"
    done = CliRunner().invoke(app, [*words, "--format", "json", "-o", str(target)])
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "location: Shebekino.\n")
    assert msgspec.json.decode(target.read_bytes(), type=Found).hits == tuple(hits)
    wrong = CliRunner().invoke(app, ["search", str(border), "drone (", "-q"])
    assert wrong.exit_code == 3
    assert wrong.stderr.count("\n") == 1
    assert "Traceback" not in wrong.stderr


def test_a_former_text_is_not_found(tmp_path: Path) -> None:
    folder = build(tmp_path / "g", REPORTS)
    article, _ = REPORTS[3]
    text = "A balloon race was held."
    again = make_article(text, id="b4", title="Sport", publisher="Steppe Courier")
    build(folder, [(again, [])])
    with Graph.open(folder) as graph, Searcher(graph) as opened:
        assert find(opened, "filmed") == []
        assert find(opened, "balloon") == ["b4"]
        assert "filmed" in article.text
