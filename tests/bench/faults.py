"""What a graph directory stands: kills at random moments, a full disk, two writers, files that are cut or changed.

    python tests/bench/faults.py [--kills 200] [--spoils 200] [--seed 1]

Each trial starts from the same graph and ends by letting the command that was disturbed run to its end. Nothing that
was reported as finished may be missing in between, and the files must then be those of an undisturbed run. Prints how
many trials there were and what went wrong; the exit code is 1 if anything did.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
PATHS = [str(ROOT / "tests" / "graph"), str(ROOT / "tests")]
sys.path[:0] = [path for path in PATHS if path not in sys.path]

from graph_reports import make_reports  # noqa: E402  # a program of the bench stands beside no package

from kgbuild.errors import KgbuildError  # noqa: E402
from kgbuild.graph.store import Graph  # noqa: E402
from kgbuild.graph.verifying import verify_graph, verify_manifest  # noqa: E402
from kgbuild.model import Judgement  # noqa: E402
from records import read_files  # noqa: E402

HELD, ADDED = 30, 12
"""Articles of the graph that each trial starts from, and that a build adds."""
GONE = ("a2", "a11", "a29")
ACTIONS = ("build", "retract", "judge")
LONGEST = 600
"""Seconds after which a child that should have ended is taken for stuck."""


def act(folder: Path, action: str, tell: Callable[[str], object] = lambda line: None) -> None:
    """Do what a command does to a graph; `tell` hears what is safe on the disk."""
    with Graph.open(folder, create=True) as graph:
        known = graph.article_hashes()
        if action == "build":
            for article, statements in make_reports(HELD + ADDED):
                if known.get(article.id) != article.sha256:
                    graph.add(article, statements)
                    tell(f"added {article.id}")
        elif action == "retract":
            for article_id in GONE:
                if article_id in known:
                    graph.remove(article_id)
                    tell(f"removed {article_id}")
        else:
            held = set(graph.judgements())
            for judgement in make_judgements():
                if judgement not in held:
                    graph.judge(judgement)
                    tell(f"judged {judgement.first}")
        graph.finish()


def make_judgements() -> list[Judgement]:
    """Two events that are told apart, and two that are one."""
    ids = [f"statement/{statements[0].id}" for _, statements in make_reports(5)]
    return [
        Judgement(first=ids[0], second=ids[1], verdict="different", who="bench"),
        Judgement(first=ids[2], second=ids[3], verdict="same", who="bench"),
    ]


def start(folder: Path, action: str) -> subprocess.Popen[str]:
    """Do it in a process of its own, which tells on standard output."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([*PATHS, *sys.path])}
    command = [sys.executable, __file__, "--act", action, str(folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env)


def check_kept(folder: Path, told: list[str]) -> list[str]:
    """What is missing of that which was told to be safe."""
    with Graph.open(folder) as graph:
        articles = graph.article_hashes()
        judged = {judgement.first for judgement in graph.judgements()}
        if graph.manifest.sha256:
            list(graph.statements())
            graph.query("SELECT (COUNT(*) AS ?n) { ?s a kg:Statement }")
    lost = []
    for line in told:
        what, _, name = line.partition(" ")
        kept = {"added": name in articles, "removed": name not in articles, "judged": name in judged}
        if not kept.get(what, True):
            lost.append(line)
    return lost


class Bench:
    """The graph that trials start from, what each action makes of it, and what went wrong so far."""

    def __init__(self, home: Path, seed: int) -> None:
        self.home, self.chance, self.wrong, self.done = home, random.Random(seed), [], Counter()
        self.base = home / "base"
        with Graph.open(self.base, create=True) as graph:
            for article, statements in make_reports(HELD):
                graph.add(article, statements)
            graph.finish()
        self.expected, self.seconds = {}, {}
        for action in ACTIONS:
            folder = shutil.copytree(self.base, home / action)
            begun = time.monotonic()
            act(folder, action)
            self.seconds[action] = time.monotonic() - begun
            self.expected[action] = read_files(folder)

    def copy(self) -> Path:
        """A graph to disturb."""
        folder = self.home / "trial"
        shutil.rmtree(folder, ignore_errors=True)
        return shutil.copytree(self.base, folder)

    def note(self, kind: str, what: str = "") -> None:
        """Count a trial, and what went wrong in it."""
        self.done[kind] += 1
        if what:
            self.wrong.append(f"{kind}: {what}")

    def kill(self, action: str) -> None:
        """Kill the process at a random moment of its work."""
        folder = self.copy()
        with start(folder, action) as process:
            assert process.stdout is not None
            process.stdout.readline()  # the work begins
            time.sleep(self.chance.uniform(0, 1.5 * self.seconds[action]))
            process.send_signal(signal.SIGKILL)
            told = process.stdout.read().split("\n")[:-1]
        lost = check_kept(folder, told)
        act(folder, action)
        same = read_files(folder) == self.expected[action]
        self.note(f"killed in {action}", f"lost {lost}" if lost else "" if same else "the files are others")

    def race(self) -> None:
        """Two builds at once: one writes, the other says so or comes after it."""
        folder = self.copy()
        processes = [start(folder, "build") for _ in range(2)]
        errors = [process.communicate(timeout=LONGEST)[1] for process in processes]
        refused = [error for error in errors if "writes to this graph" in error]
        failed = [
            error for error, one in zip(errors, processes, strict=True) if one.returncode and error not in refused
        ]
        same = read_files(folder) == self.expected["build"]
        self.note("two builds", failed[0] if failed else "" if same else "the files are others")

    def mount(self, kind: str) -> Path | None:
        """A graph on a small disk of its own, `None` where there is no right to mount one."""
        folder = self.copy()
        disk = self.home / "disk"
        disk.mkdir(exist_ok=True)
        if subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(disk)], capture_output=True, check=False).returncode:
            self.note(f"{kind} (not tried: no right to mount)")
            return None
        return shutil.copytree(folder, disk / "g")

    def freeze(self, *, caches: bool) -> None:
        """A folder that can't be written to: it is read and verified, and a build says what to do."""
        kind = f"read-only folder with{'' if caches else 'out'} caches"
        trial = self.mount(kind)
        if trial is None:
            return
        disk = trial.parent
        try:
            if not caches:
                shutil.rmtree(trial / "store")
            subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
            with Graph.open(trial) as graph:
                held = len(list(graph.articles()))
                (count,) = graph.query("SELECT (COUNT(?a) AS ?n) { ?a a kg:Article }").rows
                wrong = [fault for fault in verify_graph(graph, mend=False) if caches]
            what = "" if held == count[0] == HELD and not wrong else f"{held}, {count}, {wrong}"
            try:
                act(trial, "build")
                what = "it was written to"
            except KgbuildError as error:
                what = what or ("" if "Give another --graph directory" in str(error) else str(error))
            self.note(kind, what)
        finally:
            subprocess.run(["umount", str(disk)], check=True)

    def fill(self, size: int) -> None:
        """A disk that is full after `size` bytes more; then there is room again."""
        trial = self.mount("full disk")
        if trial is None:
            return
        disk = trial.parent
        try:
            room = os.statvfs(disk)
            used = (room.f_blocks - room.f_bfree) * room.f_frsize
            subprocess.run(["mount", "-o", f"remount,size={used + size}", str(disk)], check=True)
            told: list[str] = []
            what = ""
            try:
                act(trial, "build", told.append)
            except KgbuildError as error:
                what = "" if "Make room" in str(error) or "can't be written to" in str(error) else str(error)
            lost = check_kept(trial, told)
            subprocess.run(["mount", "-o", f"remount,size={used + (64 << 20)}", str(disk)], check=True)
            act(trial, "build")
            same = read_files(trial) == self.expected["build"]
            self.note("full disk", what or (f"lost {lost}" if lost else "" if same else "the files are others"))
        finally:
            subprocess.run(["umount", str(disk)], check=True)

    def spoil(self) -> None:
        """A file that is cut or has another bit: the next command heals it, or says what to do; nothing lies."""
        folder = self.copy()
        files = sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size)
        path = self.chance.choice([one for one in files if one.name not in {"writer.lock", "LOCK", "LOG"}])
        content = bytearray(path.read_bytes())
        place = self.chance.randrange(len(content))
        if self.chance.random() < 0.5:
            content[place] ^= 1 << self.chance.randrange(8)
        else:
            del content[place:]
        path.write_bytes(bytes(content))
        name = str(path.relative_to(folder))
        kind = "spoiled " + ("record" if "record" in name else "manifest" if "manifest" in name else "cache")
        try:
            verify_manifest(folder)
            with Graph.open(folder) as graph:
                verify_graph(graph)
                left = [fault for fault in verify_graph(graph) if not fault.mended]
            if not left:
                act(folder, "build")
                same = read_files(folder) == self.expected["build"]
                self.note(kind, "" if same else f"{name} at {place}: the files are others")
                return
            self.note(kind + ", told", "" if all(fault.advice for fault in left) else f"{name}: no advice")
        except KgbuildError as error:
            advice = any(word in str(error) for word in ("Restore", "verify", "Delete"))
            self.note(kind + ", told", "" if advice else str(error))


def run(kills: int, spoils: int, seed: int) -> Bench:
    """All trials, in a folder that is gone afterwards."""
    with TemporaryDirectory() as home:
        bench = Bench(Path(home), seed)
        for number in range(kills):
            bench.kill(ACTIONS[number % len(ACTIONS)])
        for _ in range(max(1, kills // 40)):
            bench.race()
        for size in range(0, 4 << 20, (4 << 20) // max(1, kills // 10)):
            bench.fill(size)
        for caches in (True, False):
            bench.freeze(caches=caches)
        for _ in range(spoils):
            bench.spoil()
        return bench


def main() -> int:
    """Print what was tried and what went wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--spoils", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--act", nargs=2, metavar=("ACTION", "GRAPH"), help=argparse.SUPPRESS)
    options = parser.parse_args()

    def tell(line: str) -> None:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()

    if options.act:
        tell("begins")
        try:
            act(Path(options.act[1]), options.act[0], tell)
        except KgbuildError as error:
            sys.stderr.write(f"{error}\n")
            return 3
        return 0
    bench = run(options.kills, options.spoils, options.seed)
    for kind, count in sorted(bench.done.items()):
        tell(f"{kind}: {count}")
    for what in bench.wrong:
        tell(f"WRONG {what}")
    return 1 if bench.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
