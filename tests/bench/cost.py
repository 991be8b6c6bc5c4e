"""What reading an article costs beside the parser: articles in, seconds of each stage and their share of parsing out.

Run as a program (`make bench`) it reads the sample reports, or the inputs given, several times in one process and takes
the fastest round of each stage, so that what else the machine does weighs little:

    python tests/bench/cost.py [INPUT...] [--rounds N] [--limit SHARE]

The parser alone (spaCy over the same paragraphs) is the measure; on top come kgbuild's own spans (places, actors,
times, numbers, quotations read once more), extraction, resolution and checks. The exit code is 1 if extraction,
resolution and checks together cost more than the limit, or the checks more than their share of all that comes before.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from kgbuild.chain import Tools, admit_article, open_tools
from kgbuild.checks import check_statements
from kgbuild.errors import SkipArticle
from kgbuild.language.paragraphs import paragraphs_of, shadow_of
from kgbuild.language.reading import read_articles as parse_articles
from kgbuild.language.spacy_parser import _load
from kgbuild.model import Article
from kgbuild.pipeline import read_articles
from kgbuild.resolvers.statements import resolve_layers, resolve_statements
from kgbuild.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "graph" / "articles"
LIMIT = 0.35
"""Most that extraction, resolution and checks may cost, as a share of parsing."""
CHECKS_LIMIT = 0.03
"""Most that checks may cost, as a share of the extraction of statements from a text: of all stages before them."""
STAGES = ("parsing alone", "spans", "extraction", "resolution", "checks")


@dataclass(frozen=True)
class Cost:
    """Seconds by stage for reading the articles once, and what was read."""

    seconds: dict[str, float]
    articles: int
    tokens: int
    statements: int

    @property
    def share(self) -> float:
        """Extraction, resolution and checks as a share of parsing alone."""
        return sum(self.seconds[stage] for stage in STAGES[2:]) / self.seconds[STAGES[0]]

    @property
    def share_of_all(self) -> float:
        """Everything beside the parser as a share of it."""
        return sum(self.seconds[stage] for stage in STAGES[1:]) / self.seconds[STAGES[0]]

    @property
    def share_of_checks(self) -> float:
        """Checks as a share of all that comes before them."""
        return self.seconds[STAGES[-1]] / sum(self.seconds[stage] for stage in STAGES[:-1])


def measure(articles: Sequence[Article], *, rounds: int = 3, clock: Callable[[], float] = perf_counter) -> Cost:
    """The fastest of several rounds, stage by stage; the first round, which loads the model, is not counted."""
    tools = open_tools(Settings())
    admitted = list(_admit(articles, tools.settings))
    costs = [_read_once(admitted, tools, clock) for _ in range(rounds + 1)][1:]
    fastest = {stage: min(cost.seconds[stage] for cost in costs) for stage in STAGES}
    return Cost(fastest, costs[0].articles, costs[0].tokens, costs[0].statements)


def _admit(articles: Sequence[Article], settings: Settings) -> list[Article]:
    found = []
    for article in articles:
        try:
            found.append(admit_article(article, settings))
        except SkipArticle as skip:
            sys.stderr.write(f"{skip}\n")
    return found


def _read_once(articles: Sequence[Article], tools: Tools, clock: Callable[[], float]) -> Cost:
    seconds = dict.fromkeys(STAGES, 0.0)
    tokens = statements = 0
    vocabulary, gazetteer = tools.vocabulary, tools.gazetteer
    nlp = _load(tools.settings.language.model)
    for article in articles:
        start = clock()
        shadow = shadow_of(article.text)
        text, ranges = paragraphs_of(shadow)
        docs = list(nlp.pipe(text[first:last] for first, last in ranges))
        times = [clock()]
        (parse,) = parse_articles(
            [article], vocabulary=vocabulary, gazetteer=gazetteer, model=tools.settings.language.model
        )
        times.append(clock())
        found = list(tools.extract(parse, vocabulary))
        times.append(clock())
        layers = resolve_layers(parse, vocabulary=vocabulary, gazetteer=gazetteer)
        found = resolve_statements(found, parse, layers, vocabulary=vocabulary)
        times.append(clock())
        found = check_statements(found, article, vocabulary)
        times.append(clock())
        spent = [after - before for before, after in zip([start, *times], times, strict=False)]
        spent[1] -= spent[0]  # the parse with spans holds the parser's work too
        for stage, more in zip(STAGES, spent, strict=True):
            seconds[stage] += more
        tokens += sum(map(len, docs))
        statements += len(found)
    return Cost(seconds, len(articles), tokens, statements)


def format_cost(cost: Cost, limit: float) -> str:
    """The cost as lines for a reader."""
    parsing = cost.seconds[STAGES[0]]
    lines = [f"{cost.articles:,} articles, {cost.tokens:,} tokens, {cost.statements:,} statements", ""]
    for stage in STAGES:
        spent = cost.seconds[stage]
        lines.append(f"{stage:<14}{1000 * spent / cost.articles:>9.2f} ms an article{spent / parsing:>9.1%} of parsing")
    whole = sum(cost.seconds.values())
    lines += [
        "",
        f"{cost.tokens / whole:,.0f} tokens a second in all, {cost.tokens / parsing:,.0f} by the parser alone",
        f"extraction, resolution and checks: {cost.share:.1%} of parsing (limit {limit:.0%})",
        f"with spans: {cost.share_of_all:.1%} of parsing",
        f"checks: {cost.share_of_checks:.2%} of all that comes before them (limit {CHECKS_LIMIT:.0%})",
        f"resolution: {cost.seconds['resolution'] / cost.seconds['extraction']:.1%} of extraction",
    ]
    return "\n".join(lines)


def main(words: Sequence[str] | None = None) -> int:
    """Measure and print; 1 if the limit is broken."""
    parser = argparse.ArgumentParser(description="Measure what extraction costs beside parsing.")
    parser.add_argument("inputs", nargs="*", default=[str(SAMPLES)], help="articles (default: the sample reports)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of which the fastest counts (default: 5)")
    parser.add_argument("--limit", type=float, default=LIMIT, help=f"share of parsing (default: {LIMIT})")
    given = parser.parse_args(words)
    articles = list(read_articles(given.inputs))
    if not articles or given.rounds < 1:
        parser.error("there is nothing to measure: give articles, and at least one round.")
    cost = measure(articles, rounds=given.rounds)
    sys.stdout.write(f"{format_cost(cost, given.limit)}\n")
    return int(cost.share > given.limit or cost.share_of_checks > CHECKS_LIMIT)


if __name__ == "__main__":
    raise SystemExit(main())
