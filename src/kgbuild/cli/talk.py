"""What every command shares: options, talk on standard error, progress, output that is whole or absent, exit codes."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kgbuild.errors import KgbuildError
from kgbuild.notices import Done, Found, Known, Notice, Outdated, Preparing, Refusal, Remark, Skip, Updated

if TYPE_CHECKING:
    from kgbuild.graph.policies import Policy

FINDINGS, STOPPED, INTERRUPTED = 1, 3, 130
SLOW = 2.0
"""Seconds of work after which a progress line appears."""
_TICK = 0.2
_WIDTH = 30

Command = TypeVar("Command", bound=Callable[..., Any])


class Commands(click.Group):
    """A group of commands in the order of the work, whose errors become one line and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands as they were added."""
        del ctx
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except KgbuildError as error:
            click.echo(f"kgbuild: {printable(str(error))}", err=True)
            ctx.exit(STOPPED)
        except BrokenPipeError:
            # The reader has what it wanted; the rest goes nowhere, so that the interpreter's own flush is quiet too.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)
        except KeyboardInterrupt:
            click.echo("\nkgbuild: interrupted. A build goes on where it stopped when it is started again.", err=True)
            ctx.exit(INTERRUPTED)
        return result


def common_options(command: Command) -> Command:
    """--settings, --quiet and --verbose."""
    options = (
        click.option(
            "--settings",
            "settings_file",
            metavar="FILE",
            type=click.Path(dir_okay=False),
            help="Settings (TOML). Without it, kgbuild.toml in the current folder if there is one.",
        ),
        quiet_option,
        click.option("-v", "--verbose", is_flag=True, help="Show the whole traceback of an article that failed."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def quiet_option(command: Command) -> Command:
    """--quiet."""
    return click.option("-q", "--quiet", is_flag=True, help="Say only what went wrong.")(command)


def model_option(command: Command) -> Command:
    """--no-model."""
    return click.option(
        "--no-model", "model", flag_value=False, default=None, help="Leave out the trained tagger: rules alone."
    )(command)


def ontology_option(command: Command) -> Command:
    """--ontology DIR."""
    return click.option(
        "--ontology",
        metavar="DIR",
        type=click.Path(file_okay=False),
        help="A folder of types, modes, frames, actors, shapes, rules and codes of your own, beside the shipped ones.",
    )(command)


def profile_option(command: Command) -> Command:
    """--profile NAME."""
    return click.option(
        "--profile",
        metavar="NAME|FILE",
        help="How grave findings are: strict, standard or lenient, or a TOML file of severities.  [default: standard]",
    )(command)


def policy_option(help: str) -> Callable[[Command], Command]:
    """--policy NAME, any number of times."""
    return click.option(
        "--policy",
        "policies",
        metavar="NAME|FILE",
        multiple=True,
        help=f"{help} 'kgbuild policy' lists them; a file or folder of your own will do. May be repeated.",
    )


def load_all_policies(names: tuple[str, ...]) -> list[Policy]:
    """The policies that --policy names."""
    from kgbuild.graph.policies import load_policies

    return [policy for name in names for policy in load_policies(name)]


def strict_option(command: Command) -> Command:
    """--strict."""
    return click.option("--strict", is_flag=True, help="Exit with 1 also if an input was skipped.")(command)


graph_argument = click.argument("graph", metavar="GRAPH", type=click.Path(file_okay=False))
"""A graph's folder."""


def format_option(*formats: str, help: str = "How to print.") -> Callable[[Command], Command]:
    """--format NAME, the first of them unless told otherwise."""
    return click.option(
        "--format", "format", type=click.Choice(formats), default=formats[0], show_default=True, help=help
    )


def output_option(what: str) -> Callable[[Command], Command]:
    """-o FILE for a command that writes `what`."""
    return click.option(
        "-o",
        "--output",
        metavar="FILE",
        default="-",
        type=click.Path(dir_okay=False, allow_dash=True),
        help=f"Write {what} to this file; '-' (the default) is standard output.",
    )


def read_text(path: Path) -> str:
    """What a file says that an option names."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise click.UsageError(f"'{path}' can't be read: {error}") from error


def printable(text: str) -> str:
    """The text without control and direction characters: an article must not steer a terminal."""
    return "".join(letter if letter.isprintable() or letter == "\n" else "\N{REPLACEMENT CHARACTER}" for letter in text)


def encode_text(text: str, format: str) -> bytes:
    """What a command prints: text, tables and Markdown made printable, and what programs read as it is."""
    return (printable(text) if format in {"text", "table", "md"} else text).encode()


class Talk:
    """Lines on standard error, and a progress line where someone is looking."""

    def __init__(self, *, quiet: bool, verbose: bool = False) -> None:
        self.quiet, self.verbose = quiet, verbose
        self.read = self.known = self.skipped = self.accepted = self.refused = self.errors = 0
        self.updated = self.outdated = 0
        self._found: dict[str, str] = {}
        self._start = self._last = time.monotonic()
        self._shown = self._preparing = False
        self._bar = not quiet and sys.stderr.isatty()

    def say(self, line: str) -> None:
        """A line that --quiet leaves out."""
        if not self.quiet:
            self.warn(line)

    def warn(self, line: str) -> None:
        """A line that is always printed."""
        if self._shown:
            click.echo("\r\x1b[K", nl=False, err=True)
            self._shown = False
        click.echo(printable(line), err=True)

    def hear(self, notice: Notice) -> None:
        """Listen to a run: list skips and refusals, count, move the progress line."""
        match notice:
            case Preparing(what=what, share=share):
                self.prepare(what, share)
                return
            case Found():
                self._found[notice.id] = notice.where
            case Skip():
                self.skipped += 1
                self.errors += notice.error
                advice = f" {notice.advice}" if notice.advice else ""
                where = self._found.get(notice.where, notice.where)
                self.warn(f"skipped {where}: {notice.reason}{advice}")
                if self.verbose and notice.details:
                    self.warn(notice.details.rstrip())
            case Remark():
                self.say(f"note {notice.where}: {notice.reason} {notice.advice}".rstrip())
            case Known():
                self.known += 1
            case Updated():
                self.updated += 1
            case Outdated():
                self.outdated += 1
                self.say(f"note {self._found.get(notice.id, notice.id)}: {notice.reason}")
            case Refusal(statement=statement):
                reasons = "; ".join(
                    f"{finding.code} {finding.slot}: {finding.message}"
                    for finding in statement.findings
                    if finding.severity == "error"
                )
                words = " ".join(statement.trigger.text.split())
                self.say(
                    f"refused {statement.id} ({statement.action.type} '{words}' in {statement.article.id}"
                    f" at {statement.trigger.start}): {reasons}"
                )
            case Done():
                self.read += 1
                self.accepted += notice.accepted
                self.refused += notice.refused
        self._move()

    def prepare(self, what: str, share: float) -> None:
        """Say once that the gazetteer is being compiled, and move a bar where someone is looking."""
        if not self._preparing:
            self._preparing = True
            self.say("Compiling the gazetteer. This is done once, and again when its sources change.")
        self.show_progress(what, share)

    def show_progress(self, what: str, share: float) -> None:
        """Move a bar where someone is looking; a share of 1 takes it away."""
        if self._bar:
            self._shown = share < 1
            done = "#" * round(share * _WIDTH)
            line = f"[{done.ljust(_WIDTH, '.')}] {share:4.0%} {printable(what)}" if self._shown else ""
            click.echo(f"\r\x1b[K{line}", nl=False, err=True)

    def _move(self) -> None:
        now = time.monotonic()
        if self._bar and now - self._start > SLOW and now - self._last > _TICK:
            self._last, self._shown = now, True
            pace = self.read / (now - self._start)
            line = f"{self.read:,} articles read, {pace:.1f} a second, {self.accepted:,} statements"
            click.echo(f"\r\x1b[K{line}", nl=False, err=True)

    def count(self, found: str) -> None:
        """The closing line of a run."""
        parts = [f"{self.read:,} {'article' if self.read == 1 else 'articles'} read"]
        if self.updated:
            parts.append(f"{self.updated:,} updated")
        if self.outdated:
            parts.append(f"{self.outdated:,} out of date")
        if self.known:
            parts.append(f"{self.known:,} known already")
        parts += [
            f"{self.skipped:,} skipped",
            f"{self.accepted:,} {found[:-1] if self.accepted == 1 else found} accepted",
            f"{self.refused:,} refused",
        ]
        self.say(", ".join(parts) + ".")

    def exit_code(self, *, strict: bool) -> int:
        """1 for errors in the data and refused statements, and for any skip where the user is strict; else 0."""
        return FINDINGS if self.errors or self.refused or (strict and self.skipped) else 0


@contextmanager
def open_output(path: str) -> Iterator[Callable[[bytes], object]]:
    """A function that writes bytes; a file gets its name only when all is written, so it is whole or absent."""
    if path == "-":
        yield sys.stdout.buffer.write
        sys.stdout.buffer.flush()
        return
    target = Path(path)
    beside = target.with_name(f".{target.name}.part")
    try:
        stream = beside.open("wb")
    except OSError as error:
        raise click.UsageError(f"can't write '{path}': {error.strerror}. Is there such a folder?") from error
    try:
        with stream:
            yield stream.write
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
