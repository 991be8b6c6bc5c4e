"""`python -m kgbuild.corpus SHEET...`: read sheets (files or folders), say what is wrong, count the marks.

With `--doubts` also the words that are marked as a trigger in one sentence and left unmarked in another; with
`--page FILE` a page to read them in.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from kgbuild.corpus.page import make_page
from kgbuild.corpus.reading import count_marks, find_doubts, read_sheets
from kgbuild.vocabulary import load_vocabulary


def main(words: Sequence[str] | None = None) -> int:
    """Write to standard output; 1 if a sheet is wrong."""
    parser = argparse.ArgumentParser(prog="python -m kgbuild.corpus", description="Read sheets of annotated reports.")
    parser.add_argument("sheets", nargs="+", type=Path, help="sheets, or folders of them")
    parser.add_argument("--doubts", action="store_true", help="triggers left unmarked elsewhere")
    parser.add_argument("--page", type=Path, help="write a page to read the reports in")
    given = parser.parse_args(words)
    reports, wrong = read_sheets(given.sheets, load_vocabulary())
    lines = [str(error) for error in wrong]
    if given.doubts:
        lines += find_doubts(reports)
    if given.page:
        given.page.write_text(make_page(reports), encoding="utf-8")
    lines += [f"{number:>7,} {name}" for name, number in count_marks(reports).items()]
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
