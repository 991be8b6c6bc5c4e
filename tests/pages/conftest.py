"""A browser on the explorer's pages: a graph of the sample reports, served, and what every test wants of a page.

Every page that a test opens is held to this: nothing is asked of another address, the content security policy blocks
nothing, and no script fails. Screenshots go to graph/build/screenshots, for a person to look at.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from explorer_page import Explorer
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from kept import keep_once
from sample_reports import ROOT

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-gpu", "--enable-unsafe-swiftshader",
)  # fmt: skip
"""Nothing but the pages is to use the network; WebGL is drawn by the processor."""
SCREENSHOTS = ROOT / "graph" / "build" / "screenshots"
PAGES = ROOT / "src" / "explorer" / "dist" / "index.html"


def _miss(reason: str) -> None:
    """Skip; but where the project checks itself, what the tests need has to be there."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if program is None:
        _miss("needs Chromium (on Debian and Ubuntu: apt install chromium)")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=list(_FLAGS))
        yield started
        started.close()


@pytest.fixture(scope="session")
def pages() -> Path:
    if not PAGES.is_file():
        _miss("needs the built pages: 'make pages', with Node.js 20 or newer")
    return PAGES.parent


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of the sample reports, made once for all processes that run tests."""

    def build(folder: Path) -> None:
        command = [sys.executable, "-m", "kgbuild", "build", str(ROOT / "graph" / "articles"), "--graph", str(folder)]
        done = subprocess.run([*command, "--quiet"], capture_output=True, text=True, check=False)
        assert done.returncode in {0, 1}, done.stderr  # 1: done, with refused statements

    return keep_once(tmp_path_factory, "sample-graph", build)


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[str]:
    """The address of a server of a graph, as the command starts it."""
    command = [sys.executable, "-m", "kgbuild", "serve", str(folder), "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            told = []
            while "http://" not in (line := process.stderr.readline()):
                told.append(line)
                assert line, "".join(told)
            address = urlsplit(next(word for word in line.split() if "http://" in word).rstrip(".;,"))
            yield f"{address.scheme}://{address.netloc}"
        finally:
            process.terminate()
            process.wait(20)


@pytest.fixture(scope="session")
def served(sample: Path, pages: Path) -> Iterator[str]:
    with serving(sample) as address:
        yield address


Open = Callable[..., Explorer]


@pytest.fixture
def explore(browser: Browser) -> Iterator[Open]:
    """Open an address in a page of one's own; when the test ends, nothing may have gone wrong in any of them."""
    opened: list[tuple[Page, list[str]]] = []

    def open_page(address: str, hash: str = "", **settings: object) -> Explorer:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, "locale": "en-GB", **settings})
        page = context.new_page()
        page.set_default_timeout(20_000)
        faults: list[str] = []
        _watch(page, address, faults)
        opened.append((page, faults))
        page.goto(f"{address}/{hash}" if address.startswith("http") else f"{address}{hash}")
        return Explorer(page, faults)

    yield open_page
    for page, _ in opened:
        with closing(page.context):
            page.close()
    assert [fault for _, faults in opened for fault in faults] == []


def _watch(page: Page, address: str, faults: list[str]) -> None:
    def hear(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and "GPU stall" not in message.text:
            faults.append(f"{message.type}: {message.text}")

    def ask(request: Request) -> None:
        if not request.url.startswith((address, "data:", "blob:")):
            faults.append(f"asks {request.url}")

    page.on("console", hear)
    page.on("request", ask)
    page.on("pageerror", lambda error: faults.append(f"failed: {error}"))
    page.on("dialog", lambda dialog: (faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))


@pytest.fixture
def picture() -> Callable[[Explorer, str], None]:
    """Keep a screenshot for a person to look at."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    return lambda explorer, name: explorer.page.screenshot(path=SCREENSHOTS / f"{name}.png") and None
