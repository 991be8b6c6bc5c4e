"""`python -m kgbuild.corpus SHEET...`: read sheets (files or folders), say what is wrong, count the marks.

With `--doubts` also the words that are marked as a trigger in one sentence and left unmarked in another; with
`--page FILE` a page to read them in; with `--against SHEETS` how far a second reading of some of them agrees.
Stand-off files (`.json`) need `--texts FILE`, the articles they mark as JSON Lines; `--take-out FOLDER` makes such
files of sheets.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from kgbuild.corpus.agreement import add_readings, compare_readings
from kgbuild.corpus.marks import MarkedReport
from kgbuild.corpus.page import make_page
from kgbuild.corpus.reading import count_marks, find_doubts, read_sheets, read_texts
from kgbuild.corpus.standoff import take_out
from kgbuild.vocabulary import load_vocabulary


def main(words: Sequence[str] | None = None) -> int:
    """Write to standard output; 1 if a sheet is wrong."""
    parser = argparse.ArgumentParser(prog="python -m kgbuild.corpus", description="Read sheets of annotated reports.")
    parser.add_argument("sheets", nargs="+", type=Path, help="sheets, or folders of them")
    parser.add_argument("--doubts", action="store_true", help="triggers left unmarked elsewhere")
    parser.add_argument("--page", type=Path, help="write a page to read the reports in")
    parser.add_argument("--against", type=Path, help="a folder with a second reading of some of the reports")
    parser.add_argument("--texts", type=Path, help="articles as JSON Lines, whose texts stand-off files need")
    parser.add_argument("--take-out", type=Path, help="write the marks of the reports into a folder, without the texts")
    given = parser.parse_args(words)
    vocabulary = load_vocabulary()
    texts = read_texts(given.texts) if given.texts else {}
    reports, wrong = read_sheets(given.sheets, vocabulary, texts)
    lines = [str(error) for error in wrong]
    if given.doubts:
        lines += find_doubts(reports)
    if given.page:
        given.page.write_text(make_page(reports), encoding="utf-8")
    if given.take_out:
        given.take_out.mkdir(parents=True, exist_ok=True)
        for report in reports:
            file = given.take_out / f"{report.article.id}.json"
            file.write_text(
                take_out(report, texts.get(report.article.url or "", report.article.text)), encoding="utf-8"
            )
    if given.against:
        second, errors = read_sheets([given.against], vocabulary, texts)
        wrong += errors
        lines += [*map(str, errors), *_agreement(reports, second)]
    else:
        lines += [f"{number:>7,} {name}" for name, number in count_marks(reports).items()]
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 1 if wrong else 0


def _agreement(first: Sequence[MarkedReport], second: Sequence[MarkedReport]) -> list[str]:
    """A Markdown table of the layers: what both readings have, what each has, and F1 of the one by the other."""
    known = {report.article.id: report for report in first}
    pairs = [(known[report.article.id], report) for report in second if report.article.id in known]
    total = add_readings(compare_readings(one, other) for one, other in pairs)
    rows = [
        f"| {layer} | {tally.wanted:,} | {tally.given:,} | {tally.right:,} | {tally.f1:.2f} |"
        for layer, tally in total.items()
    ]
    sentences = sum(len(one.sentences) for one, _ in pairs)
    return [
        f"{len(pairs)} reports, {sentences} sentences in both readings.",
        "",
        "| layer | first | second | both | F1 |",
        "|---|---|---|---|---|",
        *rows,
    ]


if __name__ == "__main__":
    sys.exit(main())
