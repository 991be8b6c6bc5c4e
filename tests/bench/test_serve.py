"""The benchmark of the endpoint measures what it says; how the endpoint fares, `make bench-serve` tells."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import serve

GOOD = serve.Figures(
    waits={"count": [0.001, 0.002, 0.003], "one": [0.5]},
    failures={},
    outcomes={"LEAVE: left": 2},
    again=1,
    visits=0,
    first=100,
    peak=900,
    opened=0.7,
    seconds=(1.0, 2.0),
    code=0,
)


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        ({}, True),
        ({"waits": {}}, False),
        ({"failures": {"one: 504": 1}}, False),
        ({"visits": 1}, False),
        ({"peak": 1001}, False),
        ({"code": -9}, False),
    ],
)
def test_limits_are_held(change, kept):
    assert replace(GOOD, **change).is_kept() is kept


def test_figures_are_told():
    text = serve.format_figures(GOOD, argparse.Namespace(clients=64, seconds=60.0, hostile=0.05))
    assert "up after 0.70 s\n64 clients for 60 s, 5% hostile\n" in text
    assert "honest: 4 answered, 0 not, 1 told to come back" in text
    assert "worst    500 ms" in text
    assert "100 MB at first, 900 MB at most" in text


def test_the_trap_counts_visits():
    import socket

    with serve.trapping() as (url, visits):
        with socket.create_connection(("127.0.0.1", int(url.rstrip("/").rpartition(":")[2]))) as visitor:
            visitor.sendall(b"x")
            assert visitor.recv(1) == b""
        assert visits == [b"x"]


def test_the_program_asks_and_tells(built, capsys):
    words = ["--graph", str(built), "--clients", "4", "--seconds", "2", "--hostile", "0.2", "--workers", "2"]
    words += ["--timeout", "2"]
    assert serve.main(words) == 0
    printed = capsys.readouterr().out
    assert ", 0 not, " in printed
    assert "may not be reached: 0; exit code of the server 0" in printed
