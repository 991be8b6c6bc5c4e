"""What is wrong with a graph's files is found, mended where that gives them back byte for byte, and told where not."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result
from graph_reports import build, make_reports
from msgspec import structs

from kgbuild.cli import app
from kgbuild.errors import GraphError
from kgbuild.graph.generations import GENERATIONS
from kgbuild.graph.manifest import MANIFEST, read_manifest, write_manifest
from kgbuild.graph.record import Record, is_refused
from kgbuild.graph.shards import Shard
from kgbuild.graph.store import Graph
from kgbuild.graph.terms import Names
from kgbuild.graph.verifying import Fault, verify_graph
from kgbuild.model import Judgement
from records import open_record, read_files


def verify(folder: Path, *options: str) -> Result:
    return CliRunner().invoke(app, ["verify", str(folder), *options])


@pytest.fixture
def built(tmp_path: Path) -> Path:
    return build(tmp_path / "g")


def flip(path: Path, words: bytes = b"", put: bytes = b"") -> None:
    """Put other words in the place of some, or change a bit in the middle."""
    content = path.read_bytes()
    middle = len(content) // 2
    changed = content.replace(words, put, 1) if words else b"".join(
        [content[:middle], bytes([content[middle] ^ 1]), content[middle + 1 :]]
    )  # fmt: skip
    assert changed != content
    path.write_bytes(changed)


def find(folder: Path, **options: bool) -> list[Fault]:
    with Graph.open(folder) as graph:
        return verify_graph(graph, **options)


def test_a_graph_as_it_was_written_has_no_fault(built: Path) -> None:
    assert find(built, deep=True) == []
    done = verify(built, "--deep")
    assert (done.exit_code, done.stdout) == (0, "Every file is as it was written.\n")
    assert done.stderr == "5 articles looked at, 0 faults, 0 of them mended.\n"


SPOIL: dict[str, Callable[[Path], object]] = {
    "a bit": flip,
    "a word": lambda path: flip(path, b"reported" if b"reported" in path.read_bytes() else b"kgbuild", b"repeated"),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:-70]),
    "empty": lambda path: path.write_bytes(b""),
    "gone": lambda path: path.unlink(),
}


@pytest.mark.parametrize("room", ["entities", "events"])
@pytest.mark.parametrize("how", SPOIL)
@pytest.mark.parametrize("caches", [True, False])
def test_what_articles_share_is_made_again_from_them(built: Path, room: str, how: str, caches: bool) -> None:
    before = read_files(built)
    SPOIL[how](open_record(built).path(room))
    if not caches:
        shutil.rmtree(built / "store")
    done = verify(built)
    assert done.exit_code == 0
    assert f"mended  record/{room}-" in done.stdout
    assert read_files(built) == before
    assert find(built) == []


@pytest.mark.parametrize("how", ["a bit", "a word", "cut"])
def test_articles_are_made_again_from_what_the_next_build_would_recall(built: Path, how: str) -> None:
    before = read_files(built)
    SPOIL[how](open_record(built).path("articles"))
    (fault,) = find(built)
    assert fault.mended
    assert read_files(built) == before


@pytest.mark.parametrize("rooms", [("articles",), ("entities", "events"), ("articles", "entities", "events")])
def test_a_build_mends_what_it_needs(built: Path, rooms: tuple[str, ...]) -> None:
    expected = read_files(build(built.parent / "whole", make_reports(6)))
    for room in rooms:
        flip(open_record(built).path(room))
    build(built, make_reports(6)[5:])
    assert read_files(built) == expected


def test_what_can_not_be_made_again_is_told_with_what_to_do(built: Path) -> None:
    before = read_files(built)
    open_record(built).path("articles").unlink()  # refused statements stand nowhere else
    done = verify(built)
    assert done.exit_code == 1
    assert "can't be made again. It held 5 articles: a0, a1, a2, a3, a4." in done.stdout
    assert f"or run 'kgbuild verify {built} --drop' and build their inputs again" in done.stdout
    dropped = verify(built, "--drop")
    assert (dropped.exit_code, "it was given up" in dropped.stdout) == (1, True)
    assert find(built) == []
    with Graph.open(built) as graph:
        assert graph.article_hashes() == {}
    build(built)
    assert read_files(built) == before


@pytest.mark.parametrize("rooms", [("entities",), ("events",), ("entities", "events")])
def test_all_that_is_lost_with_the_articles_is_given_up_with_them(built: Path, rooms: tuple[str, ...]) -> None:
    before, record = read_files(built), open_record(built)
    for room in ("articles", *rooms):
        record.path(room).unlink()
    assert verify(built, "--drop").stdout.count("it was given up") == 1 + len(rooms)
    assert find(built, deep=True) == []
    build(built)
    assert read_files(built) == before


def test_a_number_that_is_none_is_no_crash(built: Path) -> None:
    path = open_record(built).path("articles")
    lines = path.read_bytes().splitlines(keepends=True)
    at = next(at for at, line in enumerate(lines) if is_refused(line) and b"confidence> " in line)
    lines[at] = lines[at].replace(b' "', b' "x', 1)
    path.write_bytes(b"".join(lines))
    (fault,) = find(built)
    assert (fault.mended, "can't be made again" in fault.what) == (False, True)


def test_looking_only_writes_nothing(built: Path) -> None:
    flip(open_record(built).path("events"))
    before = {path: path.read_bytes() for path in built.rglob("*") if path.is_file() and path.name != "writer.lock"}
    done = verify(built, "--no-mend", "--format", "json")
    assert done.exit_code == 1
    (fault,) = msgspec.json.decode(done.stdout)
    assert (fault["where"].startswith("record/events-"), fault["mended"]) == (True, False)
    assert {path: path.read_bytes() for path in before} == before
    assert verify(built, "--no-mend", "--drop").exit_code == 2


def test_a_manifest_is_made_again_from_its_copy(built: Path) -> None:
    before = read_files(built)
    for words, put in ((b'"articles": 5', b'"articles": 6'), (b"sha256", b"\xe2\x28\xa1")):
        flip(built / "manifest.json", words, put)
        with pytest.raises(GraphError, match="run 'kgbuild verify"):
            Graph.open(built)
        done = verify(built)
        assert (done.exit_code, "mended  manifest.json" in done.stdout) == (0, True)
        assert read_files(built) == before
    (built / "manifest.json").write_bytes(b"{")
    shutil.rmtree(built / "store" / GENERATIONS)
    done = verify(built)
    assert (done.exit_code, "can't be read" in done.stderr) == (3, True)


def test_a_cache_that_lies_is_rebuilt(built: Path) -> None:
    with Graph.open(built) as graph:
        graph.query("ASK {}")
    lying = build(built.parent / "other", make_reports(2))
    own, foreign = (next((one / "store").glob("[0-9a-f]" * 16)) for one in (built, lying))
    shutil.rmtree(own)
    shutil.copytree(foreign, own)
    with Graph.open(built) as graph:
        assert graph.query("SELECT (COUNT(*) AS ?n) { ?s a kg:Statement }").rows == ((3,),)
    (fault,) = find(built)
    assert (fault.where, fault.mended) == ("store", True)
    with Graph.open(built) as graph:
        assert graph.query("SELECT (COUNT(*) AS ?n) { ?s a kg:Statement }").rows == ((7,),)


def test_lines_that_nothing_says_are_found_though_their_hash_is_right(built: Path) -> None:
    manifest = read_manifest(built / MANIFEST)
    for room, words, put, expected in (
        (
            "articles",
            b'"The army said on Monday',
            b'"The navy said on Monday',
            "its evidence do not stand at",
        ),
        ("events", b'"5"', b'"7"', "is not what the articles and judgements give"),
    ):
        content = open_record(built).read(room)
        assert words in content
        changed = content.replace(words, put, 1)
        shard = Shard(sha256(changed).hexdigest(), len(changed))
        (built / "record" / shard.path(room)).write_bytes(changed)
        shards = {**manifest.shards, room: shard}
        whole = Record(built, shards, Names(manifest.base), manifest.width).sha256()
        write_manifest(built, structs.replace(manifest, shards=shards, sha256=whole))
        assert any(expected in fault.what for fault in find(built, deep=True))


def test_what_differs_from_its_articles_is_made_anew_on_request(built: Path) -> None:
    before, manifest = read_files(built), read_manifest(built / MANIFEST)
    content = open_record(built).read("events").replace(b'"5"', b'"7"', 1)
    shard = Shard(sha256(content).hexdigest(), len(content))
    (built / "record" / shard.path("events")).write_bytes(content)
    shards = {**manifest.shards, "events": shard}
    whole = Record(built, shards, Names(manifest.base), manifest.width).sha256()
    write_manifest(built, structs.replace(manifest, shards=shards, sha256=whole))
    assert f"Run 'kgbuild verify {built} --deep --drop'" in verify(built, "--deep").stdout
    done = verify(built, "--deep", "--drop")
    assert (done.exit_code, "mended  events: is not what the articles" in done.stdout) == (0, True)
    assert read_files(built) == before
    assert find(built, deep=True) == []


def test_a_judgement_that_waits_is_no_damage(built: Path) -> None:
    with Graph.open(built) as graph:
        graph.judge(Judgement(first="actor/m23", second="actor/adf", verdict="different"))
        (fault,) = verify_graph(graph, deep=True)
        assert (fault.where, "--apply" in fault.advice) == ("judgements.csv", True)
        graph.finish()
        assert verify_graph(graph, deep=True) == []


def test_an_unfinished_build_is_told(built: Path) -> None:
    with Graph.open(built, create=True) as graph:
        graph.add(*make_reports(7)[6])
    (fault,) = find(built)
    assert fault.what == "a build that was cut off has left articles behind"
