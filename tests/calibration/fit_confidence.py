"""Judged statements and the articles they are about in, ontology/lexicon/en/confidence.toml and its tables out.

    python tests/calibration/fit_confidence.py --articles FILE --plover FILE --coped FILE [--m2e2 FILE] [--write]

The articles are those that judged.jsonl names, in JSON Lines; the other files hold gold sentences and articles with
their events. None of these texts is part of the project. Without --write the tables are only printed.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, get_args

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
from kgbuild.model import ActionType, Article, Statement, make_article
from kgbuild.pipeline import extract_articles
from kgbuild.pipeline import read_articles as read_inputs
from kgbuild.settings import Settings
from kgbuild.vocabulary import load_vocabulary

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TABLE = ROOT / "ontology" / "lexicon" / "en" / "confidence.toml"
PAGE = ROOT / "docs" / "confidence.md"
EDGES = (0, 0.4, 0.5, 0.6, 0.7, 0.8, 1.01)
FOLDS = 5
PLOVER = frozenset(get_args(ActionType)[:16])
"""The types that PLOVER has; the rest are of this scheme alone."""
QUADS = {"1": "VC", "2": "MC", "3": "VX", "4": "MX"}
"""CoPED's classes: verbal and material cooperation, verbal and material conflict."""
M2E2 = frozenset(("ASSAULT", "CASUALTY", "COERCE", "PROTEST", "CONSULT", "MOVE"))
"""The types that the event classes of M2E2 are about."""
CORE = frozenset("tmcar")
"""Verdicts that make a statement's core wrong: type, standing, claimants, actors, recipients (not place and date)."""


def read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def find_articles(path: Path, judged: Iterable[dict[str, Any]]) -> list[Article]:
    """The articles that are judged, text unchanged."""
    wanted = {record["sha256"] for record in judged}
    keys = ("id", "text", "title", "url", "published", "publisher")
    found = [make_article(**{key: record[key] for key in keys if key in record}) for record in read_lines(path)]
    return [article for article in found if article.sha256 in wanted]


def name_of(article: Article) -> str:
    return article.url or article.id


def verdict(record: dict[str, Any], statement: Statement) -> bool | None:
    """Whether a statement's core is right by a judgement; None where it is no longer the statement that was judged.

    The type is judged once for the words; a slot that now holds other words needs a new judgement.
    """

    def spans(slot: Iterable[Any]) -> list[list[int]]:
        return [[item.mention.start, item.mention.end] for item in slot if item.mention is not None]

    if "t" in record["wrong"]:
        return False
    same = (
        sorted(spans(statement.actors)) == record["actors"]
        and sorted(spans(statement.recipients)) == record["recipients"]
        and spans(statement.claimants) == record["claimants"]
        and [statement.status, statement.polarity, statement.modality] == record["standing"]
    )
    return not CORE & set(record["wrong"]) if same else None


def find_judged(records: Sequence[dict[str, Any]], statement: Statement) -> dict[str, Any] | None:
    """The judgement on a statement: same type, trigger words that touch."""
    for record in records:
        start, end = record["trigger"]
        if statement.trigger.start < end and start < statement.trigger.end and record["type"] == statement.action.type:
            return record
    return None


def read_signs(articles: Sequence[Article]) -> Iterator[tuple[Article, Statement, frozenset[str]]]:
    vocabulary, gazetteer = load_vocabulary(), open_gazetteer()
    for parse in read_articles(articles, vocabulary=vocabulary, gazetteer=gazetteer):
        for statement, signs in build_with_signs(parse, vocabulary):
            yield parse.article, statement, signs


def label_news(records: Sequence[dict[str, Any]], articles: Sequence[Article]) -> list[Judged]:
    """The judged statements that are still made as they were judged."""
    by_article: dict[str, list[dict[str, Any]]] = {}
    for record in records:
        by_article.setdefault(record["sha256"], []).append(record)
    found, seen = [], set()
    for article, statement, signs in read_signs(articles):
        record = find_judged(by_article[article.sha256], statement)
        if record is not None and id(record) not in seen:
            seen.add(id(record))
            right = verdict(record, statement)
            if right is not None:
                found.append(Judged(name_of(article), signs, right))
    return found


def label_reports() -> list[Judged]:
    """The statements of the shipped reports that the shipped reference speaks of."""
    folder = ROOT / "graph" / "articles"
    articles = list(read_inputs([folder], listen=lambda notice: None))
    made = [item for _, items in extract_articles(articles, Settings(), listen=lambda notice: None) for item in items]
    labels = label_statements(read_reference(folder / "reference.jsonl"), made)
    return [
        Judged(article.id, signs, labels[statement.id])
        for article, statement, signs in read_signs(articles)
        if statement.id in labels
    ]


def fit_scale(news: Sequence[Judged], others: Sequence[Judged]) -> Scale:
    """Points from news and others; knots from news alone, each article rated by points fitted without it."""
    part = part_articles({item.article for item in news}, FOLDS)
    totals = []
    for fold in range(FOLDS):
        rest = [item for item in news if part[item.article] != fold]
        points = fit_points([*rest, *others], against=AGAINST, favour=FOR)
        totals += [(total_points(item.signs, points), item.right) for item in news if part[item.article] == fold]
    points = fit_points([*news, *others], against=AGAINST, favour=FOR)
    return Scale(points, tuple(fit_knots(totals)))


def rate_halves(news: Sequence[Judged], others: Sequence[Judged]) -> list[tuple[float, bool]]:
    """Each statement of the news rated by the scale that the other half of the articles gives."""
    part = part_articles({item.article for item in news}, 2)
    rated = []
    for side in (0, 1):
        scale = fit_scale([item for item in news if part[item.article] != side], others)
        rated += [(scale.rate(item.signs), item.right) for item in news if part[item.article] == side]
    return rated


def label_plover(path: Path) -> list[Judged]:
    """The statements of PLOVER's sentences, right where the gold has their type; its sayings are not coded."""
    gold = {record["id"]: {event["event_type"].upper() for event in record["events"]} for record in read_lines(path)}
    articles = [make_article(record["text"], id=record["id"]) for record in read_lines(path)]
    return [
        Judged(article.id, signs, statement.action.type in gold[article.id])
        for article, statement, signs in read_signs(articles)
        if statement.action.type in PLOVER
    ]


def label_quads(path: Path) -> list[Judged]:
    """The statements of CoPED's sentences, right where they are of the gold's kind."""
    gold = {}
    for record in read_lines(path):
        kinds = [event["event_type"] for event in record["events"] if event["event_type"] in QUADS]
        if kinds:
            gold[record["id"]] = QUADS[kinds[0]], record["text"]
    actions = load_vocabulary().action_types
    return [
        Judged(article.id, signs, actions[statement.action.type].quad == gold[article.id][0])
        for article, statement, signs in read_signs([make_article(text, id=name) for name, (_, text) in gold.items()])
        if statement.action.type in PLOVER
    ]


def rate_triggers(path: Path, scale: Scale) -> list[tuple[float, bool]]:
    """Confidence of each violent, coercive or moving statement, and whether the gold has an event at its words."""
    gold = {record["id"]: [event["trigger"] for event in record["events"]] for record in read_lines(path)}
    articles = [make_article(record["text"], id=record["id"]) for record in read_lines(path)]
    return [
        (
            scale.rate(signs),
            any(span["start"] < item.trigger.end and item.trigger.start < span["end"] for span in gold[article.id]),
        )
        for article, item, signs in read_signs(articles)
        if item.action.type in M2E2
    ]


def show_bins(bins: Sequence[Bin]) -> list[str]:
    lines = ["| stated | statements | right | 95 % interval |", "|---|---|---|---|"]
    for item in bins:
        low, high = item.interval
        lines.append(f"| {item.confidence:.2f} | {item.number} | {item.share:.2f} | {low:.2f}-{high:.2f} |")
    return lines


def write_table(scale: Scale) -> str:
    lines = [
        "# How far a statement is to be trusted: points by sign, and what share of statements with a sum of points is",
        "# right. Written by tests/calibration/fit_confidence.py (see docs/confidence.md): fit anew, do not edit.",
        f"knots = [{', '.join(f'[{total:g}, {share:g}]' for total, share in scale.knots)}]",
        "",
        "[points]",
    ]
    ordered = sorted(scale.points.items(), key=lambda item: (item[1], item[0]))
    return "\n".join([*lines, *(f"{name} = {points}  # {SIGNS[name]}" for name, points in ordered)]) + "\n"


def write_page(page: str, blocks: dict[str, list[str]]) -> str:
    """The page with fresh lines between its markers."""
    for name, lines in blocks.items():
        found = re.search(rf"(<!-- {name} -->\n).*?(\n<!-- end -->)", page, flags=re.DOTALL)
        if found is None:
            raise SystemExit(f"docs/confidence.md has no block <!-- {name} -->")
        page = page[: found.start()] + found[1] + "\n".join(lines) + found[2] + page[found.end() :]
    return page


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, required=True, help="the articles that judged.jsonl names, JSON Lines")
    parser.add_argument("--plover", type=Path, required=True, help="PLOVER's gold sentences: labels for the points")
    parser.add_argument("--coped", type=Path, required=True, help="CoPED's gold sentences: labels for the points")
    parser.add_argument("--m2e2", type=Path, help="M2E2's gold articles, for the weak check")
    parser.add_argument("--write", action="store_true", help="write the scale and the tables of docs/confidence.md")
    options = parser.parse_args()
    records = read_lines(HERE / "judged.jsonl")
    articles = find_articles(options.articles, records)
    news, reports = label_news(records, articles), label_reports()
    others = [*reports, *label_plover(options.plover), *label_quads(options.coped)]
    scale = fit_scale(news, others)
    halves = make_bins(rate_halves(news, others), EDGES)
    own = make_bins(((scale.rate(item.signs), item.right) for item in reports), EDGES)
    right = sum(item.right for item in news)
    blocks = {
        "judged": [
            (
                f"Judged: {len(records)} statements. Made today as they were judged: {len(news)}. "
                f"Of these right in their core: {right} ({right / len(news):.0%})."
            )
        ],
        "news": [*show_bins(halves), "", f"Expected calibration error {calibration_error(halves):.3f}."],
        "reports": [*show_bins(own), "", f"Expected calibration error {calibration_error(own):.3f}."],
    }
    if options.m2e2:
        blocks["m2e2"] = show_bins(make_bins(rate_triggers(options.m2e2, scale), EDGES))
    if options.write:
        TABLE.write_text(write_table(scale), encoding="utf-8")
        PAGE.write_text(write_page(PAGE.read_text(encoding="utf-8"), blocks), encoding="utf-8")
    print(  # noqa: T201  # a script's output
        write_table(scale), *("\n".join([f"\n{name}", *lines]) for name, lines in blocks.items()), sep="\n"
    )


if __name__ == "__main__":
    main()
