"""The annotated reports of the development part in, the scales of ontology/lexicon/en/confidence.toml out.

    python tests/calibration/fit_confidence.py [--texts ARTICLES.jsonl] [--write]

Every statement that kgbuild makes of these reports is right or wrong by their marks (`kgbuild.corpus.judging`). There
are two scales, one for rules with the tagger and one for rules alone. Without --texts the real articles are left out;
without --write scales and tables are only printed.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from kgbuild.corpus.judging import is_right
from kgbuild.corpus.marks import MarkedReport, Part
from kgbuild.corpus.reading import part_of, read_sheets, read_texts
from kgbuild.evaluation import read_reference
from kgbuild.evaluation.calibration import (
    Bin,
    Judged,
    calibration_error,
    fit_knots,
    fit_points,
    label_statements,
    make_bins,
    part_articles,
    total_points,
)
from kgbuild.extractors.rules.build import build_with_signs
from kgbuild.extractors.rules.confidence import AGAINST, FOR, SIGNS, Scale
from kgbuild.gazetteer import open_gazetteer
from kgbuild.language.reading import read_articles
from kgbuild.language.tagger import open_tagger
from kgbuild.model import Article, Statement
from kgbuild.pipeline import extract_articles
from kgbuild.pipeline import read_articles as read_inputs
from kgbuild.settings import Settings
from kgbuild.vocabulary import load_vocabulary

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "graph" / "corpus"
TABLE = ROOT / "ontology" / "lexicon" / "en" / "confidence.toml"
PAGE = ROOT / "docs" / "confidence.md"
EDGES = (0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.01)
FOLDS = 5
SCALES = {"tagged": True, "rules": False}
"""The scales by name, and whether the tagger is asked."""


def read_corpus(part: Part, texts: Path | None = None) -> list[MarkedReport]:
    """The annotated reports of a part, with the real ones if their texts are at hand."""
    folders = [CORPUS / "written", *([CORPUS / "real"] if texts else [])]
    reports, wrong = read_sheets(folders, load_vocabulary(), read_texts(texts) if texts else None)
    assert not wrong
    return [report for report in reports if part_of(report) == part]


def read_signs(articles: Sequence[Article], *, model: bool) -> Iterator[tuple[Article, Statement, frozenset[str]]]:
    vocabulary, gazetteer = load_vocabulary(), open_gazetteer()
    tagger = open_tagger() if model else None
    for parse in read_articles(articles, vocabulary=vocabulary, gazetteer=gazetteer, tagger=tagger):
        for statement, signs in build_with_signs(parse, vocabulary):
            yield parse.article, statement, signs


def label_corpus(reports: Sequence[MarkedReport], *, model: bool) -> list[Judged]:
    """The statements made of the sentences that were read, right or wrong by their marks."""
    known = {report.article.id: report for report in reports}
    return [
        Judged(article.id, signs, is_right(statement, known[article.id]))
        for article, statement, signs in read_signs([report.article for report in reports], model=model)
        if any(s.start <= statement.trigger.start < s.end for s in known[article.id].sentences)
    ]


def label_samples() -> list[Judged]:
    """The statements of the shipped reports that the shipped reference speaks of."""
    folder = ROOT / "graph" / "articles"
    articles = list(read_inputs([folder], listen=lambda notice: None))
    made = [item for _, items in extract_articles(articles, Settings(), listen=lambda notice: None) for item in items]
    labels = label_statements(read_reference(folder / "reference.jsonl"), made)
    return [
        Judged(article.id, signs, labels[statement.id])
        for article, statement, signs in read_signs(articles, model=True)
        if statement.id in labels
    ]


def fit_scale(judged: Sequence[Judged]) -> Scale:
    """Points from all; knots from each report rated by points that were fitted without it."""
    part = part_articles({item.article for item in judged}, FOLDS)
    totals = []
    for fold in range(FOLDS):
        points = fit_points([one for one in judged if part[one.article] != fold], against=AGAINST, favour=FOR)
        totals += [(total_points(one.signs, points), one.right) for one in judged if part[one.article] == fold]
    return Scale(fit_points(judged, against=AGAINST, favour=FOR), tuple(fit_knots(totals)))


def rate_halves(judged: Sequence[Judged]) -> list[tuple[float, bool]]:
    """Each statement rated by the scale that the other half of the reports gives."""
    part = part_articles({item.article for item in judged}, 2)
    rated = []
    for side in (0, 1):
        scale = fit_scale([item for item in judged if part[item.article] != side])
        rated += [(scale.rate(item.signs), item.right) for item in judged if part[item.article] == side]
    return rated


def show_bins(bins: Sequence[Bin]) -> list[str]:
    lines = ["| stated | statements | right | 95 % interval |", "|---|---|---|---|"]
    for item in bins:
        low, high = item.interval
        lines.append(f"| {item.confidence:.2f} | {item.number} | {item.share:.2f} | {low:.2f}-{high:.2f} |")
    return [*lines, "", f"Expected calibration error {calibration_error(bins):.3f}."]


def show_labelled(judged: Sequence[Judged]) -> list[str]:
    right = sum(item.right for item in judged)
    share = f"{len(judged)} statements, {right / len(judged):.0%} of them right."
    return [share, "", *show_bins(make_bins(rate_halves(judged), EDGES))]


def write_table(scales: dict[str, Scale]) -> str:
    lines = [
        "# How far a statement is to be trusted: points by sign, and what share of statements with a sum of points is",
        "# right; for rules with the tagger, and for rules alone (--no-model). Written by",
        "# tests/calibration/fit_confidence.py (see docs/confidence.md): fit anew, do not edit.",
    ]
    for name, scale in scales.items():
        knots = ", ".join(f"[{total:g}, {share:g}]" for total, share in scale.knots)
        lines += ["", f"[{name}]", f"knots = [{knots}]", "", f"[{name}.points]"]
        ordered = sorted(scale.points.items(), key=lambda item: (item[1], item[0]))
        lines += [f"{sign} = {points}  # {SIGNS[sign]}" for sign, points in ordered]
    return "\n".join(lines) + "\n"


def write_page(page: str, blocks: dict[str, list[str]]) -> str:
    """The page with fresh lines between its markers."""
    for name, lines in blocks.items():
        found = re.search(rf"(<!-- {name} -->\n).*?(<!-- end -->)", page, flags=re.DOTALL)
        if found is None:
            raise SystemExit(f"docs/confidence.md has no block <!-- {name} -->")
        page = page[: found.start()] + found[1] + "\n".join(lines) + "\n" + found[2] + page[found.end() :]
    return page


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, help="articles as JSON Lines, whose texts the real reports need")
    parser.add_argument("--write", action="store_true", help="write the scales and the tables of docs/confidence.md")
    options = parser.parse_args()
    reports = read_corpus("development", options.texts)
    judged = {name: label_corpus(reports, model=model) for name, model in SCALES.items()}
    scales = {name: fit_scale(items) for name, items in judged.items()}
    blocks = {name: show_labelled(items) for name, items in judged.items()}
    samples = [(scales["tagged"].rate(item.signs), item.right) for item in label_samples()]
    blocks["samples"] = show_bins(make_bins(samples, EDGES))
    if options.write:
        TABLE.write_text(write_table(scales), encoding="utf-8")
        PAGE.write_text(write_page(PAGE.read_text(encoding="utf-8"), blocks), encoding="utf-8")
    print(  # noqa: T201  # a script's output
        write_table(scales), *("\n".join([f"\n{name}", *lines]) for name, lines in blocks.items()), sep="\n"
    )


if __name__ == "__main__":
    main()
