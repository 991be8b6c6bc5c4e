"""Folders of sheets in, their reports out, with what is wrong in them, what to look at again and how much is marked."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from kgbuild.corpus.marks import MarkedReport, Part
from kgbuild.corpus.sheet import read_sheet
from kgbuild.corpus.sheet_text import SheetError
from kgbuild.corpus.standoff import StandoffError, join
from kgbuild.errors import StopRun
from kgbuild.vocabulary import Vocabulary

_WORD = re.compile(r"\w[\w'’-]*")


def part_of(report: MarkedReport) -> Part:
    """The part of the corpus that a report belongs to: as it says, else by the hash of its id, 20 % of which are test.

    The test part is for measuring alone: nothing is chosen, and no rule written, by looking at it.
    """
    if report.part is not None:
        return report.part
    number = int(sha256(report.article.id.encode()).hexdigest(), 16) % 100
    return "test" if number < 20 else "development" if number < 35 else "train"


def read_sheets(
    paths: Iterable[Path], vocabulary: Vocabulary, texts: Mapping[str, str] | None = None
) -> tuple[list[MarkedReport], list[StopRun]]:
    """The reports of sheets, stand-off files and folders of them, by id, and an error for each that is wrong.

    `texts` are those of the articles that stand-off files mark, by url.
    """
    reports, wrong = dict[str, MarkedReport](), list[StopRun]()
    for given in paths:
        found = [path for path in given.rglob("*") if path.suffix in (".sheet", ".json")] if given.is_dir() else [given]
        for path in sorted(found):
            try:
                report = join(path, texts or {}) if path.suffix == ".json" else read_sheet(path, vocabulary)
            except (SheetError, StandoffError) as error:
                wrong.append(error)
                continue
            if report.article.id in reports:
                wrong.append(SheetError(f"{path}: the id '{report.article.id}' is taken by another sheet."))
            else:
                reports[report.article.id] = report
    return [reports[name] for name in sorted(reports)], wrong


def read_texts(path: Path) -> dict[str, str]:
    """The texts of a file of articles, one JSON object with `url` and `text` a line, by url.

    Raises:
        StopRun: the file can't be read, or a line is no such object.
    """
    try:
        articles = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        return {article["url"]: article["text"] for article in articles if "url" in article}
    except OSError as error:
        raise StopRun(f"{path}: {error.strerror or error}.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise StopRun(f"{path}: a line is no article with url and text ({error}).") from error


def count_marks(reports: Sequence[MarkedReport]) -> dict[str, int]:
    """How many reports, sentences and marks of each kind there are."""
    busy = sum(
        any(sentence.start <= event.trigger.start < sentence.end for event in report.events)
        for report in reports
        for sentence in report.sentences
    )
    counts = {
        "reports": len(reports),
        "sentences": sum(len(report.sentences) for report in reports),
        "sentences with an event": busy,
    }
    for part in ("train", "development", "test"):
        counts[f"sentences of the {part} part"] = sum(len(one.sentences) for one in reports if part_of(one) == part)
    for kind in ("events", "attributions", "actors", "places", "dates", "counts"):
        counts[kind] = sum(len(getattr(report, kind)) for report in reports)
    return counts


def find_doubts(reports: Sequence[MarkedReport]) -> list[str]:
    """Words that are a trigger in one sentence and unmarked in another, each with both, to be read through by hand."""
    marked: dict[str, tuple[str, str]] = {}
    for report in reports:
        for event in report.events:
            word = event.trigger.text.lower()
            marked.setdefault(word, (event.type, _sentence(report, event.trigger.start)))
    doubts: dict[str, list[str]] = defaultdict(list)
    for report in reports:
        taken = [(event.trigger.start, event.trigger.end) for event in report.events]
        for found in _WORD.finditer(report.article.text):
            word = found[0].lower()
            if word in marked and not any(start < found.end() and found.start() < end for start, end in taken):
                doubts[word].append(f"{report.article.id}: {_sentence(report, found.start())}")
    lines: list[str] = []
    for word in sorted(doubts):
        kind, example = marked[word]
        lines.append(f"'{word}' is {kind} in: {example}")
        lines += [f"    but not in {place}" for place in doubts[word]]
    return lines


def _sentence(report: MarkedReport, start: int) -> str:
    return next((one.text for one in report.sentences if one.start <= start < one.end), "")
