"""The explorer's pages: what a server sends of a built folder, with which headers, and what it says without one."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from endpoint import serving

from kgbuild.server.pages import Pages, find_pages
from sample_reports import ROOT

TOKEN = "r6sWc2kq0vY-jT1x"
SCRIPT = "console.log('что')\n" * 200
SECRET = "nobody is to read this"


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("pages") / "dist"
    (folder / "assets" / "deep").mkdir(parents=True)
    (folder / "index.html").write_text(
        '<!doctype html><script type="module" src="./assets/index-AbC12_x-.js"></script>'
    )
    (folder / "assets" / "index-AbC12_x-.js").write_text(SCRIPT, encoding="utf-8")
    (folder / "assets" / "plain.svg").write_text("<svg/>")
    (folder / "assets" / "deep" / "land-0123abcd.json").write_text("{}")
    (folder / "assets" / "notes.exe").write_text("of a type that pages do not load")
    (folder / "file").mkdir()
    (folder / "file" / "index.html").write_text("the page of the HTML export")
    (folder.parent / "secret.txt").write_text(SECRET)
    (folder / "assets" / "link.txt").symlink_to(folder.parent / "secret.txt")
    return folder


@pytest.fixture(scope="module")
def shown(folder, pages):
    with serving(folder, pages=pages, limits={"workers": 1}) as running:
        yield running


@pytest.fixture(scope="module")
def unbuilt(folder, tmp_path_factory):
    with serving(folder, pages=tmp_path_factory.mktemp("none") / "dist", limits={"workers": 1}) as running:
        yield running


def test_the_start_page_may_load_its_own_files_alone(shown):
    reply = shown.send("GET", "/")
    assert (reply.status, reply.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "index-AbC12_x-.js" in reply.text
    policy = dict(part.strip().partition(" ")[::2] for part in reply.headers["content-security-policy"].split(";"))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data: blob:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "font-src": "'self' data:",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["referrer-policy"] == "no-referrer"
    assert reply.headers["cross-origin-opener-policy"] == "same-origin"
    assert reply.headers["cache-control"] == "no-cache"
    assert shown.send("GET", "/?view=map&since=2025").body == reply.body
    assert shown.send("HEAD", "/").body == b""


@pytest.mark.parametrize(
    ("name", "media", "lasting"),
    [
        ("index-AbC12_x-.js", "text/javascript; charset=utf-8", True),
        ("deep/land-0123abcd.json", "application/json", True),
        ("plain.svg", "image/svg+xml", False),
    ],
)
def test_files_with_a_hash_in_their_name_are_kept_for_good(shown, name, media, lasting):
    reply = shown.send("GET", f"/assets/{name}")
    assert (reply.status, reply.headers["content-type"]) == (200, media)
    assert ("immutable" in reply.headers["cache-control"]) == lasting
    assert reply.headers["x-content-type-options"] == "nosniff"
    tag = reply.headers["etag"]
    again = shown.send("GET", f"/assets/{name}", If_None_Match=tag)
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)


def test_large_files_are_packed_for_who_takes_that(shown):
    plain = shown.send("GET", "/assets/index-AbC12_x-.js")
    packed = shown.send("GET", "/assets/index-AbC12_x-.js", Accept_Encoding="br, gzip;q=0.5")
    assert plain.body.decode() == SCRIPT
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert plain.headers["vary"] == packed.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "path",
    [
        "/assets/none.js",
        "/assets/",
        "/assets/deep",
        "/assets/notes.exe",
        "/assets/link.txt",
        "/assets/../index.html",
        "/assets/../../secret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/assets/%2e%2e/%2e%2e/secret.txt",
        "/assets/..%5c..%5csecret.txt",
        "/assets//etc/passwd",
        "/assets/index-AbC12_x-.js%00",
        "/assets/index-AbC12_x-.js/",
        "/index.html",
        "/file/index.html",
        "/secret.txt",
    ],
)
def test_nothing_else_is_sent(shown, path):
    reply = shown.send("GET", path)
    assert reply.status == 404
    assert SECRET not in reply.text


def test_pages_that_are_built_anew_are_sent_anew(folder, tmp_path):
    home = tmp_path / "dist"
    (home / "assets").mkdir(parents=True)
    with serving(folder, pages=home, limits={"workers": 1}) as endpoint:
        assert "make pages" in endpoint.send("GET", "/").text
        for text in ("one", "another"):
            (home / "index.html").write_text(text)
            assert endpoint.send("GET", "/").text == text


def test_without_pages_it_says_how_to_get_them(unbuilt):
    reply = unbuilt.send("GET", "/")
    assert reply.status == 200
    for words in ("make pages", "Node.js 20", "/api/openapi.json", "/sparql"):
        assert words in reply.text
    assert "<script" not in reply.text
    assert unbuilt.send("GET", "/assets/index.js").status == 404
    assert unbuilt.send("GET", "/api/meta").status == 200


def test_a_browser_at_the_endpoint_is_led_to_the_pages(shown, unbuilt):
    assert "make pages" not in shown.send("GET", "/sparql", Accept="text/html").text
    assert "make pages" in unbuilt.send("GET", "/sparql", Accept="text/html").text


def test_pages_need_no_token_and_data_does(folder, pages):
    with serving(folder, pages=pages, token=TOKEN, limits={"workers": 1}) as closed:
        assert f"{closed.url}/ (in a browser add #token=... to the address)" in closed.told[-1]
        assert TOKEN not in "".join(closed.told)
        assert closed.send("GET", "/").status == 200
        assert closed.send("GET", "/assets/index-AbC12_x-.js").status == 200
        for path in ("/api/meta", "/api/index", "/api/openapi.json", "/sparql", "/assets/..%2fapi/index"):
            assert closed.send("GET", path).status in {401, 404}
            assert closed.send("GET", f"{path}?token={TOKEN}").status in {401, 404}
        told = closed.send("GET", "/api/meta")
        assert told.status == 401
        assert told.headers["content-type"] == "application/json"
        assert closed.send("GET", "/api/meta", Authorization=f"Bearer {TOKEN}").status == 200
        assert closed.send("GET", "/", Host="evil.example").status == 421


def test_pages_are_looked_for_beside_the_sources():
    assert find_pages() == ROOT / "src" / "explorer" / "dist"
    assert Pages().folder == find_pages()
