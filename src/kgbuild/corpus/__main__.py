"""`python -m kgbuild.corpus [--doubts] SHEET...`: read sheets (files or folders), say what is wrong, count the marks.

With `--doubts` also the words that are marked as a trigger in one sentence and left unmarked in another.
"""

from __future__ import annotations

import sys
from pathlib import Path

from kgbuild.corpus.reading import count_marks, find_doubts, read_sheets
from kgbuild.vocabulary import load_vocabulary


def main(arguments: list[str]) -> int:
    """Write to standard output; 1 if a sheet is wrong."""
    paths = [Path(one) for one in arguments if one != "--doubts"]
    reports, wrong = read_sheets(paths, load_vocabulary())
    lines = [str(error) for error in wrong]
    if "--doubts" in arguments:
        lines += find_doubts(reports)
    lines += [f"{number:>7,} {name}" for name, number in count_marks(reports).items()]
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
