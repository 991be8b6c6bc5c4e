"""`python -m kgbuild.scoring SHEETS...`: how far what kgbuild makes of annotated reports agrees with their marks.

A Markdown table with a row for each layer (docs/corpus.md says what they are), over one part of the corpus. Stand-off
files need `--texts`; `--no-model` leaves the trained tagger out, `--weights FOLDER` tries another one.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import get_args

import msgspec

from kgbuild.chain import Tools, open_tools, read_article
from kgbuild.corpus.agreement import add_readings, compare_readings
from kgbuild.corpus.marks import MarkedReport, Part
from kgbuild.corpus.output import mark_output
from kgbuild.corpus.reading import part_of, read_sheets, read_texts
from kgbuild.errors import StopRun
from kgbuild.evaluation.scores import Tally
from kgbuild.settings import Settings, load_settings, with_options
from kgbuild.vocabulary import load_vocabulary


def main(words: Sequence[str] | None = None) -> int:
    """Write to standard output; 1 if a sheet is wrong."""
    parser = argparse.ArgumentParser(
        prog="python -m kgbuild.scoring", description="Score kgbuild on annotated reports."
    )
    parser.add_argument("sheets", nargs="+", type=Path, help="sheets, stand-off files, or folders of them")
    parser.add_argument("--part", choices=get_args(Part), default="development", help="which part of the corpus")
    parser.add_argument("--texts", type=Path, help="articles as JSON Lines, whose texts stand-off files need")
    parser.add_argument("--no-model", dest="model", action="store_const", const=False, help="rules alone")
    parser.add_argument("--weights", help="a folder that kgbuild.training wrote")
    given = parser.parse_args(words)
    reports, wrong = read_sheets(given.sheets, load_vocabulary(), read_texts(given.texts) if given.texts else None)
    sys.stderr.write("".join(f"{error}\n" for error in wrong))
    chosen = [report for report in reports if part_of(report) == given.part]
    settings = with_options(load_settings(), model=given.model, weights=given.weights)
    scores = score_reports(chosen, settings)
    sentences = sum(len(report.sentences) for report in chosen)
    sys.stdout.write(f"{len(chosen)} reports, {sentences:,} sentences of the {given.part} part.\n\n")
    sys.stdout.write("| layer | P | R | F1 | marked |\n|---|---|---|---|---|\n")
    for layer, tally in scores.items():
        figures = " | ".join(f"{value:.3f}" for value in (tally.precision, tally.recall, tally.f1))
        sys.stdout.write(f"| {layer} | {figures} | {tally.wanted:,} |\n")
    return 1 if wrong else 0


def score_reports(reports: Iterable[MarkedReport], settings: Settings) -> dict[str, Tally]:
    """For each layer how much of what kgbuild gives is marked, and of what is marked given.

    Only what stands in sentences that were read counts, so that an article read in part is scored on that part.
    """
    tools = open_tools(settings)
    return add_readings(compare_readings(report, _reading(report, tools)) for report in reports)


def _reading(report: MarkedReport, tools: Tools) -> MarkedReport:
    layers = read_article(report.article, tools, annotate=True)
    if layers.annotation is None:
        raise StopRun(f"{report.article.id}: {layers.stop or layers.failure}")
    made = mark_output(report, layers.annotation)
    inside = [(sentence.start, sentence.end) for sentence in report.sentences]

    def was_read(start: int) -> bool:
        return any(first <= start < last for first, last in inside)

    return msgspec.structs.replace(
        made,
        events=tuple(one for one in made.events if was_read(one.trigger.start)),
        attributions=tuple(one for one in made.attributions if was_read(one.cue.start)),
        actors=tuple(one for one in made.actors if was_read(one.words.start)),
        places=tuple(one for one in made.places if was_read(one.words.start)),
        dates=tuple(one for one in made.dates if was_read(one.words.start)),
        counts=tuple(one for one in made.counts if was_read(one.words.start)),
    )


if __name__ == "__main__":
    sys.exit(main())
