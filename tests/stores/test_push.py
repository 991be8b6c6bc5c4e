"""Pushing to a store: it then holds the graph, whatever went wrong on the way, and nothing is sent in vain."""

from __future__ import annotations

import inspect
import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from graph_reports import build, make_reports
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from store_server import Fault, Store, serve

from kgbuild.cli import app
from kgbuild.errors import EndpointError, GraphError
from kgbuild.graph.named_graphs import iterate_graphs
from kgbuild.graph.store import Graph
from kgbuild.stores import Client, PushReport, make_target, push_graph
from kgbuild.stores import state as states


def push(folder: Path, store: Store, *, tries: int = 6, timeout: float = 5.0, **options: Any) -> PushReport:
    """Push without waiting between tries."""
    target = make_target(f"{store.url}/query")
    with Graph.open(folder) as graph, Client(target, timeout=timeout, tries=tries, pause=lambda _: None) as client:
        return push_graph(graph, client, **options)


def local(folder: Path, *, refused: bool = False) -> dict[str, set[str]]:
    """The named graphs of a graph directory, numbers as a store writes them (12.0 is 12)."""
    held = Store()
    with Graph.open(folder) as graph:
        held.data.bulk_extend(graph.quads(refused=refused))
    return held.graphs()


def change(folder: Path, *, add: tuple[int, ...] = (), remove: tuple[str, ...] = ()) -> None:
    reports = make_reports(9)
    with Graph.open(folder, create=True) as graph:
        for number in add:
            graph.add(*reports[number])
        for article_id in remove:
            graph.remove(article_id)
        graph.finish()


@pytest.mark.parametrize("refused", [False, True])
@pytest.mark.parametrize("batch", [1, 7, 20_000])
def test_the_store_then_holds_the_graph(folder: Path, store: Store, batch: int, refused: bool) -> None:
    report = push(folder, store, batch=batch, refused=refused)
    assert store.graphs() == local(folder, refused=refused)
    assert any("refused" in name for name in store.graphs()) == refused
    assert report.graphs == report.sent == len(store.graphs())
    assert report.triples == report.sent_triples == len(store.data)
    assert (report.deleted, report.retried, report.strangers) == (0, 0, ())
    lines = [size for method, _, size in store.requests if method in {"PUT", "POST"}]
    assert len(lines) == sum(-(-len(triples) // batch) for triples in store.graphs().values())


def test_a_graph_in_several_shards_is_pushed_graph_by_graph(tmp_path: Path, store: Store) -> None:
    folder = build(tmp_path / "wide", make_reports(70))
    with Graph.open(folder) as graph:
        names = [named.name for named in iterate_graphs(graph)]
        assert graph.manifest.width > 0
    assert len(names) == len(set(names)) > 70
    push(folder, store, batch=100)
    assert store.graphs() == local(folder)


def test_a_graph_that_no_build_has_finished_is_not_pushed(tmp_path: Path, store: Store) -> None:
    with Graph.open(tmp_path / "new", create=True):
        pass
    with pytest.raises(GraphError, match="no build has ended"):
        push(tmp_path / "new", store)
    assert store.requests == []


def test_a_second_push_sends_what_changed_and_deletes_what_went(folder: Path, store: Store) -> None:
    push(folder, store)
    store.requests.clear()
    assert push(folder, store).sent == 0
    assert {method for method, _, _ in store.requests} == {"ASK"}
    before = local(folder)
    change(folder, add=(5,), remove=("a1",))
    report = push(folder, store)
    assert store.graphs() == local(folder)
    changed = {name for name, triples in local(folder).items() if before.get(name) != triples}
    assert set(store.sent()) == changed
    assert len(store.sent()) == len(changed) == report.sent
    assert report.deleted == 1
    assert [graph for method, graph, _ in store.requests if method == "DELETE"] == list(before.keys() - local(folder))


def test_refused_statements_are_taken_back_when_they_are_no_more_asked_for(folder: Path, store: Store) -> None:
    push(folder, store, refused=True)
    assert push(folder, store).deleted == 1
    assert store.graphs() == local(folder)


def test_a_store_that_lost_something_gets_it_again(folder: Path, store: Store) -> None:
    push(folder, store)
    store.data.remove_graph(next(store.data.quads_for_pattern(None, None, None, None)).graph_name)
    store.data.remove(next(iter(store.data)))
    assert push(folder, store).sent == 2
    assert store.graphs() == local(folder)


@pytest.mark.parametrize("again", [True, False])
def test_everything_is_sent_again_on_request(folder: Path, store: Store, again: bool) -> None:
    push(folder, store)
    for quad in list(store.data)[:9]:  # as many triples, but others: nothing that a count shows
        store.data.remove(quad)
        spoilt = type(quad.subject)(f"{quad.subject.value}-spoilt")  # type: ignore[union-attr,call-arg]
        store.data.add(type(quad)(spoilt, quad.predicate, quad.object, quad.graph_name))
    push(folder, store, again=again)
    assert (store.graphs() == local(folder)) == again


def test_graphs_of_others_are_told_and_left_alone(folder: Path, store: Store, tmp_path: Path) -> None:
    push(build(tmp_path / "other", make_reports(7)[5:]), store)
    others = {name for name in store.graphs() if "/article/" in name}
    report = push(folder, store)
    assert others < store.graphs().keys()
    assert set(report.strangers) == others
    assert push(folder, store).deleted == 0


# Faults


def at(number: int, fault: Fault, *, times: int = 1) -> Callable[[int, str, str], Fault | None]:
    return lambda seen, method, graph: fault if number <= seen < number + times else None


FAULTS = {
    "dropped before": Fault(apply=False),
    "dropped after": Fault(apply=True),
    "500": Fault(status=500),
    "503 though it was done": Fault(apply=True, status=503),
    "429 with a pause": Fault(status=429, headers={"Retry-After": "7"}),
    "502 of a proxy": Fault(status=502, body=b"<html>Bad gateway</html>"),
    "slow": Fault(apply=True, status=204, wait=0.6),
}


@pytest.mark.parametrize("number", [0, 1, 4, 11])
@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_what_passes_is_tried_again(folder: Path, store: Store, fault: Fault, number: int) -> None:
    store.fault = at(number, fault, times=2)
    assert push(folder, store, batch=20, timeout=0.3).retried == 2
    assert store.graphs() == local(folder)


def test_pauses_grow_and_heed_the_server(folder: Path, store: Store) -> None:
    faults = [Fault(), Fault(status=503), Fault(status=429, headers={"Retry-After": "12"}), Fault(status=500)]
    store.fault = lambda number, method, graph: faults[number] if number < len(faults) else None
    pauses: list[float] = []
    with Graph.open(folder) as graph, Client(make_target(f"{store.url}/query"), pause=pauses.append) as client:
        push_graph(graph, client)
    assert pauses == [0.5, 1.0, 12.0, 4.0]


@settings(max_examples=25)
@given(st.data())
def test_any_faults_leave_a_whole_graph_or_a_push_that_continues(
    tmp_path_factory: pytest.TempPathFactory, data: Any
) -> None:
    """Each push may be spoilt anywhere; when the store recovers, one push more makes all well."""
    folder = build(tmp_path_factory.mktemp("faults") / "g", make_reports(3))
    kinds = [FAULTS[name] for name in ("dropped before", "dropped after", "500", "503 though it was done")]
    kinds += [Fault(status=401), Fault(apply=True, status=400)]
    with serve() as store:
        for _ in range(data.draw(st.integers(1, 3))):
            seen = len(store.requests)
            plan = data.draw(st.dictionaries(st.integers(0, 30), st.sampled_from(kinds), max_size=8))
            store.fault = lambda number, method, graph, plan=plan, seen=seen: plan.get(number - seen)  # type: ignore[misc]
            try:
                push(folder, store, tries=data.draw(st.integers(1, 3)), batch=data.draw(st.sampled_from([10, 60, 999])))
                assert store.graphs() == local(folder)
            except EndpointError:
                pass
            change(folder, add=(data.draw(st.integers(0, 4)),), remove=())
        store.fault = lambda number, method, graph: None
        push(folder, store)
        assert store.graphs() == local(folder)
        store.requests.clear()
        assert push(folder, store).sent == 0


def test_a_push_that_was_cut_off_continues(folder: Path, store: Store) -> None:
    class CutOffError(BaseException):
        pass

    def cut(name: str, count: int) -> None:
        seen.append(name)
        if len(seen) == 4:
            raise CutOffError

    seen: list[str] = []
    with pytest.raises(CutOffError):
        push(folder, store, listen=cut)
    first = store.sent()
    store.requests.clear()
    push(folder, store)
    assert set(store.sent()) == local(folder).keys() - set(first)
    assert store.graphs() == local(folder)


def retitle(folder: Path, title: str) -> None:
    """Give the first article another title: as many triples, but others."""
    article, statements = make_reports()[0]
    article = structs.replace(article, title=title)
    with Graph.open(folder, create=True) as graph:
        graph.add(article, [structs.replace(one, article=article.header) for one in statements])
        graph.finish()


def test_a_graph_of_which_nobody_knows_what_is_there_is_sent_again(folder: Path, store: Store) -> None:
    """Even if the store's count of it is right and the graph is again what was sent before."""
    push(folder, store)
    before = local(folder)
    retitle(folder, "Another title")
    store.fault = lambda number, method, graph: Fault(apply=True) if method == "PUT" else None
    with pytest.raises(EndpointError):
        push(folder, store, tries=1)
    store.fault = lambda number, method, graph: None
    assert store.graphs() != before
    assert {name: len(held) for name, held in store.graphs().items()} == {
        name: len(held) for name, held in before.items()
    }
    retitle(folder, make_reports()[0][0].title or "")
    assert local(folder) == before
    push(folder, store)
    assert store.graphs() == before


@pytest.mark.parametrize("times", [1, 99])
def test_counts_that_differ_are_sent_again_and_then_told(folder: Path, store: Store, times: int) -> None:
    spoilt = next(name for name in sorted(local(folder)) if "/article/" in name)
    count = 0

    def lose(number: int, method: str, graph: str) -> Fault | None:
        nonlocal count
        if method == "PUT" and graph == spoilt and count < times:
            count += 1
            return Fault(apply=False, status=204, body=b"")  # says that it is done
        return None

    store.fault = lose
    if times == 1:
        push(folder, store)
        assert store.graphs() == local(folder)
        return
    with pytest.raises(EndpointError, match="holds other counts") as error:
        push(folder, store)
    assert f"{spoilt} (0 of {len(local(folder)[spoilt])})" in str(error.value)
    store.fault = lambda number, method, graph: None
    store.requests.clear()
    push(folder, store)
    assert store.sent() == [spoilt]


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault(status=401), "--token-file"),
        (Fault(status=403), "account"),
        (Fault(status=404), "--graph-store"),
        (Fault(status=405), "writable"),
        (Fault(status=413), "smaller --batch"),
        (
            Fault(status=400, body=b"line 3: \x1b[31mno\nsuch thing"),
            "line 3: \N{REPLACEMENT CHARACTER}[31mno such thing",
        ),
        (Fault(status=418), "log"),
        (
            Fault(status=302, headers={"Location": "http://elsewhere.example/"}),
            "sends on to 'http://elsewhere.example/'",
        ),
        (Fault(status=500), "failed 6 times"),
        (Fault(), "running"),
    ],
)
def test_what_does_not_pass_is_a_direction(folder: Path, store: Store, fault: Fault, said: str) -> None:
    store.fault = lambda number, method, graph: fault if method == "PUT" else None
    with pytest.raises(EndpointError) as error:
        push(folder, store)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "body", [b"<html>Welcome</html>", b"{}", b'{"results": {"bindings": [{"graph": 1}]}}', b"\xff"]
)
def test_an_endpoint_that_is_none_is_told(folder: Path, store: Store, body: bytes) -> None:
    store.fault = lambda number, method, graph: Fault(status=200, body=body) if method == "ASK" else None
    with pytest.raises(EndpointError, match="address for queries"):
        push(folder, store)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b"nonsense\n"),
        lambda path: path.write_bytes(path.read_bytes()[:-9]),
        lambda path: path.write_bytes(path.read_bytes().replace(b"http:", b"ftp:")),
        lambda path: path.write_bytes(b""),
    ],
)
def test_a_memory_that_is_damaged_only_costs_time(folder: Path, store: Store, spoil: Callable[[Path], object]) -> None:
    push(folder, store)
    (path,) = (folder / "store").glob("push-*.jsonl")
    spoil(path)
    assert push(folder, store).sent > 0
    assert store.graphs() == local(folder)
    assert push(folder, store).sent == 0


def test_a_folder_that_can_not_be_written_is_pushed_all_the_same(
    folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(states, "write_file", refuse)
    assert push(folder, store).sent > 0
    assert push(folder, store).sent > 0
    assert store.graphs() == local(folder)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_disk_that_is_full_only_costs_time(folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(states, "write_file", lambda path, _: path.symlink_to("/dev/full"))
        assert push(folder, store).sent > 0
    assert store.graphs() == local(folder)
    assert push(folder, store).sent > 0
    assert push(folder, store).sent == 0


def test_two_pushes_to_one_store_take_turns(folder: Path, store: Store) -> None:
    inside, go_on = threading.Event(), threading.Event()

    def wait(name: str, count: int) -> None:
        inside.set()
        assert go_on.wait(20)

    first = threading.Thread(target=push, args=(folder, store), kwargs={"listen": wait})
    first.start()
    assert inside.wait(20)
    try:
        with pytest.raises(EndpointError, match="under way"):
            push(folder, store)
    finally:
        go_on.set()
        first.join()
    assert push(folder, store).sent == 0


# Addresses and secrets


@pytest.mark.parametrize(
    ("endpoint", "graph_store"),
    [
        ("http://localhost:7878/query", "http://localhost:7878/store"),
        ("http://localhost:3030/kg/query", "http://localhost:3030/kg/data"),
        ("https://x.example/kg/sparql?timeout=9", "https://x.example/kg/data"),
        ("http://x.example/repositories/kg", "http://x.example/repositories/kg/rdf-graphs/service"),
        ("http://x.example/rdf4j-server/repositories/kg/", "http://x.example/rdf4j-server/repositories/kg/rdf-graphs/service"),
    ],
)  # fmt: skip
def test_the_graph_store_follows_from_the_endpoint(endpoint: str, graph_store: str) -> None:
    assert make_target(endpoint).graph_store == graph_store


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        ({"endpoint": "localhost:7878/query"}, "no address"),
        ({"endpoint": "file:///etc/passwd"}, "no address"),
        ({"endpoint": "http://[::1/query"}, "no address"),
        ({"endpoint": "http://x.example:99999/query"}, "no address"),
        ({"endpoint": "http://ada:secret@x.example/query"}, "--password-file"),
        ({"endpoint": "http://x.example/a b/query", "graph_store": "http://x.example/"}, "%20"),
        ({"endpoint": "http://x.example/"}, "--graph-store"),
        ({"endpoint": "http://x.example/query", "graph_store": "store"}, "--graph-store 'store'"),
        ({"endpoint": "http://x.example/query", "token": "a\nb: c"}, "token"),
    ],
)
def test_an_address_that_is_none_is_a_direction(given_: dict[str, str], said: str) -> None:
    with pytest.raises(EndpointError) as error:
        make_target(**given_)
    assert said in str(error.value)
    assert "secret" not in str(error.value)


@pytest.fixture
def run(folder: Path, store: Store, tmp_path: Path) -> Callable[..., Any]:
    (tmp_path / "secret.txt").write_text("open sesame\n")
    (tmp_path / "empty.txt").write_text("\n")

    def invoke(*words: str) -> Any:
        given_ = [word.replace("FOLDER", str(tmp_path)) for word in words]
        return CliRunner().invoke(app, ["push", str(folder), "--endpoint", f"{store.url}/query", *given_])

    return invoke


@pytest.mark.parametrize(
    ("words", "header"),
    [
        ((), None),
        (("--token-file", "FOLDER/secret.txt"), "Bearer open sesame"),
        (("--user", "ada", "--password-file", "FOLDER/secret.txt"), "Basic YWRhOm9wZW4gc2VzYW1l"),
    ],
)
def test_the_command_sends_and_says_what_it_did(
    run: Callable[..., Any], store: Store, folder: Path, words: tuple[str, ...], header: str | None
) -> None:
    done = run(*words)
    assert (done.exit_code, done.stdout) == (0, "")
    graphs, triples = len(local(folder)), sum(map(len, local(folder).values()))
    assert done.stderr == (
        f"{graphs:,} named graphs with {triples:,} triples are there and counted: {graphs:,} sent ({triples:,} "
        "triples), 0 there already, 0 deleted.\n"
    )
    assert set(store.secrets) == {header}
    (path,) = (folder / "store").glob("push-*.jsonl")
    assert "sesame" not in path.read_text()
    assert json.loads(path.read_text().splitlines()[0])["graph_store"] == f"{store.url}/store"
    assert run("-q", *words).stderr == ""


def test_the_commands_defaults_are_those_of_the_functions() -> None:
    pushing = {option.name: option.default for option in app.commands["push"].params}
    assert pushing["batch"] == inspect.signature(push_graph).parameters["batch"].default
    assert pushing["timeout"] == inspect.signature(Client).parameters["timeout"].default


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--user", "ada"), "go together"),
        (("--password-file", "FOLDER/secret.txt"), "go together"),
        (("--user", "ada", "--password-file", "FOLDER/empty.txt"), "is empty"),
        (("--token-file", "FOLDER/secret.txt", "--user", "ada", "--password-file", "FOLDER/secret.txt"), "exclude"),
        (("--batch", "0"), "--batch"),
    ],
)
def test_options_that_do_not_go_together_are_usage(run: Callable[..., Any], words: tuple[str, ...], said: str) -> None:
    done = run(*words)
    assert done.exit_code == 2
    assert said in done.stderr


def test_a_failed_push_is_one_line(run: Callable[..., Any], store: Store) -> None:
    store.fault = lambda number, method, graph: Fault(status=403)
    done = run()
    assert (done.exit_code, done.stderr.count("\n")) == (3, 1)


def test_a_secret_in_the_clear_is_noticed() -> None:
    assert make_target("http://x.example/query", token="t").is_open
    assert not make_target("https://x.example/query", token="t").is_open
    assert not make_target("http://127.0.0.1/query", token="t").is_open
    assert not make_target("http://x.example/query").is_open
