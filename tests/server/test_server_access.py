"""Who may ask: tokens, hosts, origins; what cannot be started."""

from __future__ import annotations

import inspect
import socket

import pytest
from click.testing import CliRunner
from endpoint import serving

from kgbuild.cli import app
from kgbuild.errors import SettingsError
from kgbuild.server.limits import LOOPBACK, MEGABYTE, Access, Limits
from kgbuild.server.running import make_access, serve

TOKEN = "r6sWc2kq0vY-jT1x"
QUERY = "ASK { ?a a kg:Article }"
SITE = "https://maps.example.org"


@pytest.fixture(scope="module")
def closed(folder):
    with serving(folder, token=TOKEN, origins=(SITE,), host="0.0.0.0", limits={"workers": 1}) as running:
        yield running


@pytest.mark.parametrize(
    ("authorization", "status"),
    [
        (None, 401),
        ("", 401),
        (f"Bearer {TOKEN}", 200),
        (f"bearer  {TOKEN}", 200),
        (f"Bearer {TOKEN}x", 401),
        (f"Bearer {TOKEN[:-1]}", 401),
        (f"Basic {TOKEN}", 401),
        (TOKEN, 401),
        ("Bearer", 401),
        ("Bearer \xfc\xfc", 401),
    ],
)
def test_a_token_opens_the_door(closed, authorization, status):
    paths = (
        "/sparql?query=ASK%7B%7D",
        "/rdf-graph-store?default",
        "/.well-known/void",
        "/api/openapi.json",
        "/nothing",
    )
    for path in paths:
        reply = closed.send("GET", path, **({"Authorization": authorization} if authorization is not None else {}))
        assert reply.status == (404 if status == 200 and path == "/nothing" else status)
        if status == 401:
            assert reply.headers["www-authenticate"].startswith("Bearer")
            assert TOKEN not in reply.text


def test_pages_without_data_are_for_everyone(closed):
    assert closed.send("GET", "/").status == 200
    assert closed.send("HEAD", "/").status == 200
    assert closed.send("GET", "/assets/nothing.js").status == 404
    for path in ("/assets", "/assets/../api/openapi.json", "/api/openapi.json", "//", "/index.html"):
        assert closed.send("GET", path).status in {401, 404}
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        assert closed.send(method, "/").status == 401


def test_a_body_is_not_read_before_the_token(closed):
    reply = closed.send("POST", "/sparql", b"x" * 100_000, Content_Type="application/sparql-query")
    assert reply.status == 401


def test_a_token_in_the_address_opens_nothing(closed):
    assert closed.ask(QUERY, ("token", TOKEN), ("access_token", TOKEN)).status == 401


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:{port}", 200),
        ("localhost", 200),
        ("LOCALHOST:{port}", 200),
        ("[::1]:{port}", 200),
        ("evil.example:{port}", 421),
        ("127.0.0.1.evil.example", 421),
        ("localhost.evil.example", 421),
        ("evil.example#127.0.0.1", 421),
        ("", 421),
    ],
)
def test_a_name_pointed_at_this_machine_is_not_answered(endpoint, host, status):
    assert endpoint.ask(QUERY, Host=host.format(port=endpoint.port)).status == status


def test_with_a_token_any_host_will_do(closed):
    assert closed.ask(QUERY, Host="graph.example.org", Authorization=f"Bearer {TOKEN}").status == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1:{port}"}, 200),
        ({"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors"}, 403),
        ({"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate"}, 200),
        ({"Sec_Fetch_Site": "same-origin", "Sec_Fetch_Mode": "cors"}, 200),
    ],
)
def test_pages_of_other_sites_may_not_ask(endpoint, headers, status):
    reply = endpoint.ask(QUERY, **{name: value.format(port=endpoint.port) for name, value in headers.items()})
    assert reply.status == status
    assert not [name for name in reply.headers if name.startswith("access-control")]


def test_pages_of_an_allowed_site_may_ask(closed):
    before = closed.send("OPTIONS", "/sparql", Origin=SITE, Access_Control_Request_Headers="authorization")
    assert before.status == 204
    assert "Authorization" in before.headers["access-control-allow-headers"]
    for token, status in ((TOKEN, 200), ("wrong", 401)):
        reply = closed.ask(QUERY, Origin=SITE, Authorization=f"Bearer {token}")
        assert reply.status == status
        assert reply.headers["access-control-allow-origin"] == SITE
        assert "Origin" in reply.headers["vary"]
    assert closed.send("OPTIONS", "/sparql", Origin="https://evil.example").status == 403


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "graph.example.org", ""])
def test_others_need_a_token(host):
    with pytest.raises(SettingsError, match="--token-file"):
        make_access(host, None, ())
    assert make_access(host, TOKEN, ()) == Access(token=TOKEN, hosts=None)


@pytest.mark.parametrize("host", sorted(LOOPBACK))
def test_this_machine_needs_none(host):
    assert make_access(host, None, (SITE,)) == Access(token=None, hosts=LOOPBACK, origins=(SITE,))


@pytest.mark.parametrize(
    "token", ["", "short", "fifteen-letters", "with a blank in it", "täglich-neue-wörter", "a" * 20 + "\n"]
)
def test_a_weak_token_is_refused(token):
    with pytest.raises(SettingsError, match="token_urlsafe"):
        make_access("127.0.0.1", token, ())


@pytest.mark.parametrize(
    "origin", ["*", "example.org", "https://", "https://example.org/", "ftp://example.org", "null"]
)
def test_an_origin_is_a_site(origin):
    with pytest.raises(SettingsError, match="--cors"):
        make_access("127.0.0.1", None, (origin,))


def test_the_commands_defaults_are_those_of_the_functions():
    serving = {option.name: option.default for option in app.commands["serve"].params}
    limits = Limits()
    assert (serving["timeout"], serving["rows"], serving["workers"]) == (limits.timeout, limits.rows, limits.workers)
    assert serving["memory"] * MEGABYTE == limits.memory
    parameters = inspect.signature(serve).parameters
    assert (serving["host"], serving["port"]) == (parameters["host"].default, parameters["port"].default)


def test_the_command_says_what_to_do(folder, tmp_path):
    def run(*words):
        return CliRunner().invoke(app, ["serve", *map(str, words)])

    def check(done, code, words):
        assert done.exit_code == code, done.output
        assert words in done.stderr

    check(run(tmp_path / "none"), 3, "kgbuild build")
    check(run(folder, "--host", "0.0.0.0"), 3, "--token-file")
    short = tmp_path / "token"
    short.write_text("short\n")
    check(run(folder, "--token-file", short), 3, "token_urlsafe")
    check(run(folder, "--token", TOKEN, "--token-file", short), 2, "one of --token and --token-file")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        check(run(folder, "--port", taken.getsockname()[1]), 3, "--port")
    check(run(folder, "--host", "203.0.113.77", "--token", TOKEN), 3, "can't listen")
