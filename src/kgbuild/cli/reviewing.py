"""The command that puts open questions of identity to a person: review."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from kgbuild.cli.judging import follow_judgements
from kgbuild.cli.talk import (
    Talk,
    encode_text,
    format_option,
    graph_argument,
    open_output,
    output_option,
    printable,
    quiet_option,
)

if TYPE_CHECKING:
    from kgbuild.graph.asking import Asked
    from kgbuild.graph.reviewing import Review
    from kgbuild.model import Judgement

VERDICTS = {"s": "same", "d": "different", "u": "unsure"}
KEYS = "s same  d different  u unsure  k skip  b back  w say why  m more sentences  q quit"
SHOWN = 2
"""Sentences of each side that are shown before more are asked for."""


@click.command()
@graph_argument
@click.option("--kind", type=click.Choice(("actor", "place", "event")), help="Ask about these only.")
@click.option("--limit", metavar="N", type=click.IntRange(min=1), help="Ask at most N questions.")
@click.option("--again", is_flag=True, help="Ask also what was judged unsure before.")
@click.option("--who", metavar="NAME", help="Whose word it is.")
@click.option("--when", metavar="DATE", help="The day of the answers, as YYYY-MM-DD.  [default: today]")
@click.option("--list", "only_list", is_flag=True, help="Print the questions and ask nothing.")
@format_option("table", "jsonl", help="How to list.")
@output_option("the list")
@quiet_option
def review(graph: str, **options: Any) -> None:
    """Go through the questions that the machine leaves to people: are these two one actor, place or event?

    The most useful come first: those whose yes would bring most statements together, and of these the most open. Both
    sides are shown with sentences, days and publishers. Answer with one key: s same, d different, u unsure, k skip,
    b back (takes the last answer out), w say why, m more sentences, q quit. Every answer is written to judgements.csv
    at once, as 'kgbuild judge' writes it; at the end the graph follows them. The next review goes on where this one
    ended.

    Where standard input is no terminal, answers are read from it, one a line.

    \b
    Examples:
      kgbuild review my-graph
      kgbuild review my-graph --kind actor --limit 20 --who 'analyst 7'
      kgbuild review my-graph --list --format jsonl -o questions.jsonl
    """
    from kgbuild.graph.judgements import choose_day
    from kgbuild.graph.reviewing import Review, format_asked
    from kgbuild.graph.store import Graph

    talk = Talk(quiet=options["quiet"])
    with Graph.open(graph) as opened:
        found = Review(opened, kind=options["kind"], again=options["again"])
        asked = found.asked[: options["limit"]]
        if options["only_list"]:
            with open_output(options["output"]) as write:
                write(encode_text(format_asked(asked, options["format"]), options["format"]))
            talk.say(f"{len(asked):,} of {len(found.asked):,} open questions.")
            return
        if not asked:
            talk.say("No question is open.")
            return
        session = Session(found, asked, who=options["who"], when=choose_day(options["when"], "review"))
        try:
            session.run()
        except KeyboardInterrupt:
            talk.warn(f"\nWhat you answered is kept; 'kgbuild judge {graph} --apply' lets the graph follow it.")
            raise
        talk.say(f"{len(session.given):,} answered, {len(asked) - session.at:,} left of those asked.")
        if session.given:
            follow_judgements(opened, talk)
    click.get_current_context().exit(talk.exit_code(strict=False))


class Session:
    """One sitting: which question is next, what was answered, and the keys that move it on."""

    def __init__(self, review: Review, asked: Sequence[Asked], *, who: str | None, when: str) -> None:
        self.review, self.asked, self.who, self.when = review, asked, who, when
        self.at = 0
        self.why: str | None = None
        self.sentences = SHOWN
        self.given: list[tuple[int, Judgement]] = []

    def run(self) -> None:
        """Ask until there is no question left, or the person quits."""
        shown = -1
        while self.at < len(self.asked):
            if self.review.is_answered(self.asked[self.at].question):
                self.move(self.at + 1)
                continue
            if shown != self.at:
                self.show()
                shown = self.at
            key = read_key()
            if key == "q":
                return
            if not self.press(key):
                click.echo(KEYS)
            elif key in {"m", "b"}:
                shown = -1

    def show(self) -> None:
        """Print the question."""
        from kgbuild.graph.reviewing import format_question

        text = format_question(self.asked[self.at], self.at + 1, len(self.asked), sentences=self.sentences)
        click.echo(f"\n{printable(text)}\n{KEYS}")

    def press(self, key: str) -> bool:
        """Do what a key stands for; False where it stands for nothing."""
        if key in VERDICTS:
            question = self.asked[self.at].question
            word = self.review.answer(question, VERDICTS[key], who=self.who, when=self.when, why=self.why)
            self.given.append((self.at, word))
            click.echo(f"{VERDICTS[key]}.")
            self.move(self.at + 1)
        elif key == "k":
            self.move(self.at + 1)
        elif key == "b":
            self.go_back()
        elif key == "w":
            self.why = read_line("Why: ") or None
        elif key == "m":
            self.sentences += 10
        else:
            return False
        return True

    def move(self, at: int) -> None:
        """Turn to a question, with nothing said about it yet."""
        self.at, self.why, self.sentences = at, None, SHOWN

    def go_back(self) -> None:
        """Take the last answer out and ask it again; without one, ask the question before."""
        if self.given:
            at, word = self.given.pop()
            self.review.take_back(word)
            click.echo("Taken back.")
            self.move(at)
        else:
            self.move(max(0, self.at - 1))


def read_key() -> str:
    """One key, or the first letter of a line where nobody sits at a terminal; the end of input quits."""
    if not sys.stdin.isatty():
        line = sys.stdin.readline()
        return line.strip().casefold()[:1] if line else "q"
    try:
        key = click.getchar()
    except EOFError:
        return "q"
    return {" ": "k", "\r": "k", "\n": "k", "\x7f": "b"}.get(key, key.casefold())


def read_line(prompt: str) -> str:
    """A line of text."""
    click.echo(prompt, nl=False)
    return sys.stdin.readline().strip()


COMMANDS = (review,)
