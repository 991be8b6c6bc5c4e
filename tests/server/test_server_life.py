"""How a server lives: workers that die are replaced, a new graph is taken over, a signal ends it in order."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest
from endpoint import build, is_alive, serving

from factory import make_statement, sample_article
from kgbuild.graph.store import Graph

COUNT = "SELECT (COUNT(*) AS ?n) { ?a a kg:Article }"
SLOW = "SELECT (COUNT(*) AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"


def count(endpoint, **headers):
    reply = endpoint.ask(COUNT, **headers)
    assert reply.status == 200, reply.text
    return int(json.loads(reply.body)["results"]["bindings"][0]["n"]["value"])


def wait_for(condition, seconds=8.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_workers_that_are_killed_are_replaced(folder):
    with serving(folder) as endpoint:
        for _ in range(3):
            before = endpoint.workers()
            assert len(before) == 2
            for pid in before:
                os.kill(pid, signal.SIGKILL)
            assert count(endpoint) == 5
            wait_for(lambda before=before: len(set(endpoint.workers()) - set(before)) == 2)


def test_a_question_whose_worker_is_killed_is_taken_up_by_another(folder):
    with serving(folder, limits={"workers": 1, "timeout": 20}) as endpoint, ThreadPoolExecutor(1) as beside:
        running = beside.submit(endpoint.ask, SLOW, timeout=20)
        for _ in range(2):
            time.sleep(0.5)
            (worker,) = endpoint.workers()
            os.kill(worker, signal.SIGKILL)
        reply = running.result()
        assert (reply.status, reply.headers["retry-after"]) == (503, "1")
        assert count(endpoint) == 5


def test_a_question_whose_asker_is_gone_is_stopped(folder):
    with serving(folder, limits={"workers": 1, "timeout": 30, "patience": 60}) as endpoint:
        (worker,) = endpoint.workers()
        with endpoint.connect() as line:
            line.send(f"GET /sparql?query={quote(SLOW)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            time.sleep(0.4)
        start = time.monotonic()
        assert count(endpoint) == 5
        assert time.monotonic() - start < 5
        assert not is_alive(worker)


def test_quick_questions_pass_slow_ones(folder):
    """Four endless questions on four workers: the oldest gives way, and is told when to come back."""
    limits = {"workers": 4, "timeout": 3, "patience": 0.1}
    with serving(folder, limits=limits) as endpoint, ThreadPoolExecutor(4) as beside:
        slow = [beside.submit(endpoint.ask, SLOW, timeout=20) for _ in range(4)]
        time.sleep(0.5)
        start = time.monotonic()
        for _ in range(5):
            assert count(endpoint) == 5
        assert time.monotonic() - start < 4
        replies = [one.result() for one in slow]
        assert {503} <= {reply.status for reply in replies} <= {503, 504}
        for reply in replies:
            assert ("retry-after" in reply.headers) == (reply.status == 503)


def test_too_many_at_once_are_told_to_come_back(folder):
    limits = {"workers": 1, "timeout": 1.5, "queue": 2, "patience": 60}
    with serving(folder, limits=limits) as endpoint, ThreadPoolExecutor(8) as beside:
        replies = [one.result() for one in [beside.submit(endpoint.ask, SLOW) for _ in range(8)]]
        refused = [reply for reply in replies if reply.status == 503]
        assert len(refused) >= 5
        assert all(int(reply.headers["retry-after"]) > 0 for reply in refused)
        assert {reply.status for reply in replies} <= {503, 504}


def test_a_graph_that_is_built_anew_is_served_anew(tmp_path):
    folder = build(tmp_path / "graph", 2)
    with serving(folder) as endpoint:
        assert count(endpoint) == 2
        failures, over = [], threading.Event()

        def keep_asking():
            while not over.is_set():
                try:
                    if count(endpoint) not in {2, 3}:
                        failures.append("neither the former content nor the new one")
                except AssertionError as error:
                    failures.append(str(error))

        asking = threading.Thread(target=keep_asking)
        asking.start()
        with Graph.open(folder, create=True) as graph:
            article = sample_article(id="new")
            graph.add(article, [make_statement(article)])
            assert count(endpoint) == 2
            graph.finish()
        wait_for(lambda: count(endpoint) == 3)
        wait_for(lambda: [count(endpoint) for _ in range(20)] == [3] * 20)
        over.set()
        asking.join()
        assert failures == []
        wait_for(lambda: len(endpoint.workers()) == 2)


def test_a_new_content_that_cannot_be_opened_is_not_served(tmp_path):
    folder = build(tmp_path / "graph", 2)
    manifest = folder / "manifest.json"
    whole = manifest.read_bytes()
    with serving(folder) as endpoint:
        manifest.write_bytes(whole[: len(whole) // 2])
        endpoint.told.append(endpoint.process.stderr.readline())
        assert count(endpoint) == 2
        manifest.write_bytes(whole)
        for worker in endpoint.workers():
            os.kill(worker, signal.SIGKILL)
        assert count(endpoint) == 2
        assert endpoint.stop() == 0
        (told,) = [line for line in endpoint.told if "former content" in line]
        assert "manifest.json" in told


def test_a_running_answer_keeps_the_content_it_began_with(tmp_path):
    folder = build(tmp_path / "graph", 2)
    query = "SELECT (COUNT(DISTINCT ?a) AS ?n) { ?a a kg:Article . ?d ?e ?f . ?g ?h ?i }"
    with serving(folder, limits={"timeout": 9}) as endpoint, ThreadPoolExecutor(1) as beside:
        running = beside.submit(endpoint.ask, query, timeout=20)
        with Graph.open(folder, create=True) as graph:
            for name in ("new", "newer"):
                article = sample_article(id=name)
                graph.add(article, [make_statement(article)])
            graph.finish()
        wait_for(lambda: count(endpoint) == 4)
        reply = running.result()
        if reply.status == 200:
            assert json.loads(reply.body)["results"]["bindings"][0]["n"]["value"] == "2"
        else:
            assert reply.status == 504


def damage(folder):
    """Zero the first half of each file of the cache, in place."""
    tables = list((folder / "store").rglob("*.sst"))
    assert tables
    for path in tables:
        with path.open("r+b") as file:
            file.write(bytes(path.stat().st_size // 2))


@pytest.mark.parametrize("running", [False, True])
def test_a_damaged_cache_is_mended(tmp_path, running):
    folder = build(tmp_path / "graph", 3)
    if not running:
        damage(folder)
    with serving(folder, limits={"workers": 1}) as endpoint:
        if running:
            damage(folder)
            reply = endpoint.ask("SELECT * { ?s ?p ?o }")
            assert reply.status == 503
            assert "built anew" in reply.text
            assert "retry-after" in reply.headers
        wait_for(lambda: endpoint.ask(COUNT).status == 200)
        assert count(endpoint) == 3


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_server_in_order(folder, number):
    command = [sys.executable, "-m", "kgbuild", "serve", str(folder), "--port", "0", "--workers", "2"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    line = server.stderr.readline()
    place = r"http://127\.0\.0\.1:\d+"
    assert re.fullmatch(rf"Serving at {place}/, SPARQL at {place}/sparql; stop with Ctrl-C\.\n", line)
    server.send_signal(number)
    assert server.wait(5) == 0
    assert server.stderr.read() == ""
    server.stderr.close()


def test_what_runs_when_the_end_comes_has_some_seconds(folder):
    limits = {"timeout": 30, "farewell": 1}
    with serving(folder, limits=limits) as endpoint, ThreadPoolExecutor(2) as beside:
        workers = endpoint.workers()
        brief = beside.submit(endpoint.ask, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }")
        endless = beside.submit(endpoint.ask, SLOW)
        time.sleep(0.3)
        start = time.monotonic()
        assert endpoint.stop() == 0
        assert time.monotonic() - start < 5
        assert brief.result().status == 200
        try:
            assert endless.result().status >= 500
        except (ConnectionError, OSError):
            pass
        wait_for(lambda: not any(map(is_alive, workers)))


def test_workers_do_not_outlive_a_killed_server_for_long(folder):
    with serving(folder, limits={"timeout": 0.5}) as endpoint, ThreadPoolExecutor(1) as beside:
        workers = endpoint.workers()
        running = beside.submit(endpoint.ask, SLOW)
        time.sleep(0.2)
        endpoint.process.kill()
        endpoint.process.wait()
        endpoint.process.stderr.close()
        with pytest.raises(OSError):
            running.result()
        wait_for(lambda: not any(map(is_alive, workers)))


def test_a_graph_without_a_finished_build_is_not_served(tmp_path):
    with Graph.open(tmp_path / "graph", create=True):
        pass
    command = [sys.executable, "-m", "kgbuild", "serve", str(tmp_path / "graph"), "--port", "0"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "kgbuild build" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_read_only_graph_is_served(tmp_path, folder):
    copy = shutil.copytree(folder, tmp_path / "graph", ignore=shutil.ignore_patterns("store"))
    copy.chmod(0o555)
    try:
        with serving(copy) as endpoint:
            assert count(endpoint) == 5
    finally:
        copy.chmod(0o755)
