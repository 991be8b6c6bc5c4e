"""Files, folders, standard input and addresses."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path

import pytest

from kgbuild.errors import SkipArticle, StageError
from kgbuild.model import Article
from kgbuild.readers.inputs import read_inputs, sniff_format
from kgbuild.readers.source import DuplicateRecord, Notice
from kgbuild.stage import list_stages

PROSE = "Two columns met at the ford on Friday, and three trucks were lost, a militia said."


def record(**fields: str) -> str:
    return json.dumps({"text": PROSE, "published": "2024-05-03"} | fields) + "\n"


def read(*inputs: object, **options: object) -> tuple[list[Article], list[SkipArticle]]:
    items = [item for item in read_inputs(map(str, inputs), **options) if not isinstance(item, Notice)]
    return [i for i in items if isinstance(i, Article)], [i for i in items if isinstance(i, SkipArticle)]


def test_a_folder_of_mixed_files(tmp_path: Path) -> None:
    (tmp_path / "b.jsonl").write_text(record(id="b1") + "{broken\n" + record(id="b2"))
    (tmp_path / "a.txt").write_text(PROSE)
    (tmp_path / "c.html").write_text(f"<html><body><article><p>{PROSE} So it ended.</p></article></body></html>")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "d.md").write_text(f"# Ford\n\n{PROSE}")
    (tmp_path / "sub" / "e.jsonl.gz").write_bytes(gzip.compress(record(id="e1").encode()))
    (tmp_path / "f.xlsx").write_bytes(b"PK\x03\x04")
    (tmp_path / "README").write_text("what this is")
    (tmp_path / ".hidden.txt").write_text("no")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.txt").write_text("no")
    articles, skips = read(tmp_path)
    assert [article.id for article in articles if len(article.id) == 2] == ["b1", "b2", "e1"]
    assert [article.title for article in articles] == [None, None, None, None, "Ford", None]
    assert [(Path(skip.where.partition(",")[0]).name, skip.where.partition(", ")[2]) for skip in skips] == [
        ("README", ""), ("b.jsonl", "line 2"), ("f.xlsx", ""),
    ]  # fmt: skip
    assert "'.xlsx'" in skips[2].reason


def test_a_missing_path_suggests_its_neighbour(tmp_path: Path) -> None:
    (tmp_path / "reports.jsonl").write_text(record())
    articles, (skip,) = read(tmp_path / "report.jsonl")
    assert not articles
    assert "no such file" in skip.reason
    assert str(tmp_path / "reports.jsonl") in skip.advice


@pytest.mark.parametrize("given", ["ftp://a.example/b", "-", "nowhere/at/all.txt"])
def test_unusable_inputs_are_skips(given: str) -> None:
    articles, (skip,) = read(given)
    assert not articles
    assert given in str(skip)
    assert skip.advice


def test_an_empty_folder(tmp_path: Path) -> None:
    assert "no files" in read(tmp_path)[1][0].reason


def test_standard_input_is_json_lines() -> None:
    articles, skips = read("-", stdin=BytesIO((record(id="x") + "oops\n").encode()))
    assert [article.id for article in articles] == ["x"]
    assert [skip.where for skip in skips] == ["standard input, line 2"]


def test_two_records_of_one_id(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(record(id="x") + record(id="x", text="Other words.") + record(id="y"))
    articles, (skip,) = read(file)
    assert [article.id for article in articles] == ["x", "y"]
    assert isinstance(skip, DuplicateRecord)
    assert "two records of one id 'x'" in skip.reason
    assert f"{file}, record 2" in skip.where


def test_an_article_given_twice_is_no_error(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(record(id="x") + record())
    articles, skips = read(file, file)
    assert len(articles) == 2
    assert [type(skip) for skip in skips] == [SkipArticle, SkipArticle]
    assert all("the same article" in skip.reason for skip in skips)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.jsonl.gz", b"not gzip", "damaged gzip"),
        ("a.txt.gz", gzip.compress(PROSE.encode(), mtime=0)[:-9], "damaged gzip"),
        ("a.txt", b"", "empty"),
        ("a.json", b"[{]", "broken JSON"),
        ("a.png", b"\x89PNG\r\n\x1a\n\0", "a PNG image"),
    ],
)
def test_bad_files_cost_only_themselves(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "z.jsonl").write_text(record(id="z"))
    articles, (skip,) = read(tmp_path / name, tmp_path / "z.jsonl")
    assert [article.id for article in articles] == ["z"]
    assert skip.where == str(tmp_path / name)
    assert reason in skip.reason


@pytest.mark.parametrize(
    ("head", "stage"),
    [
        (b"<!DOCTYPE html><p>", "html"),
        (b' {"text": 1}', "jsonl"),
        (b"[{", "jsonl"),
        (b"---\ntitle: x", "markdown"),
        (b"[KYIV] It rained", "plain"),
        (b"", "plain"),
        (b"\xef\xbb\xbf<html", "html"),
    ],
)
def test_content_tells_the_format(head: bytes, stage: str) -> None:
    assert sniff_format(head) == stage


def test_a_file_named_itself_is_looked_into(tmp_path: Path) -> None:
    (tmp_path / "dump").write_text(record(id="x"))
    assert [article.id for article in read(tmp_path / "dump")[0]] == ["x"]


def test_the_reader_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text(f"**{PROSE}**")
    assert read(tmp_path, reader="markdown")[0][0].text == PROSE
    with pytest.raises(StageError, match="no reader 'docx'; have html"):
        read(tmp_path, reader="docx")


def test_helpers_are_no_readers() -> None:
    assert {"html", "jsonl", "markdown", "plain"} <= set(list_stages("readers"))
    assert not {"source", "inputs", "page", "report"} & set(list_stages("readers"))


def test_lines_are_read_one_by_one() -> None:
    class Endless(BytesIO):
        served = 0

        def readline(self, size: int | None = -1, /) -> bytes:
            Endless.served += 1
            return record(id=str(Endless.served)).encode()

    items = read_inputs(["-"], stdin=Endless())
    assert [next(items).id for _ in range(3)] == ["1", "2", "3"]
    assert Endless.served == 3


class Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = f"<html><body><article><p>{PROSE} Café.</p></article></body></html>".encode("cp1252")
        self.send_response(404 if "missing" in self.path else 200)
        self.send_header("Content-Type", "text/html; charset=windows-1252")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Site) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_an_address(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    (article,), (skip,) = read(f"{site}/a", f"{site}/missing")
    assert article.text == f"{PROSE} Café."
    assert article.url == f"{site}/a"
    assert "answered 404" in skip.reason


def test_an_address_that_nobody_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    assert "can't be fetched" in read("http://127.0.0.1:1/a")[1][0].reason
