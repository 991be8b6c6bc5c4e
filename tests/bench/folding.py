"""What it costs to fold reports: `python tests/bench/folding.py 12000 100000` prints a line for each number of reports.

The reports are made of invented words as skewed as those of a language. Of ten stories four are printed by one paper
only; the others by up to twelve, cut short or with words changed. A tenth of the reports carry one standing paragraph.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Iterator
from itertools import accumulate

from kgbuild.assembly.reports import Reports
from kgbuild.model import Article, make_article
from kgbuild.vocabulary import load_vocabulary

VOCABULARY = 30_000
PAPERS = 400
DAYS = 1000


def write_reports(count: int, seed: int = 5) -> Iterator[Article]:
    """Reports with their story in the id: "S12-3" is the third version of story 12."""
    chance = random.Random(seed)
    words = [f"{chance.choice('bcdfglmnprst')}{number:x}" for number in range(VOCABULARY)]
    weights = list(accumulate(1 / (rank + 3) for rank in range(VOCABULARY)))
    standing = chance.choices(words, cum_weights=weights, k=60)
    made = story = 0
    while made < count:
        text = chance.choices(words, cum_weights=weights, k=chance.randint(120, 700))
        for at in range(12, len(text), 14):
            text[at] += "."
        day, copies = chance.randrange(DAYS), 1 if chance.random() < 0.4 else min(12, int(chance.paretovariate(0.9)))
        for version in range(min(copies, count - made)):
            printed = text if version == 0 else text[: chance.randint(60, len(text))]
            if chance.random() < 0.5:
                printed = [word if chance.random() > 0.03 else chance.choice(words) for word in printed]
            if chance.random() < 0.1:
                printed = printed + standing
            yield make_article(
                " ".join(printed),
                id=f"S{story}-{version}",
                published=f"{2020 + day // 336}-{day % 336 // 28 + 1:02}-{day % 28 + 1:02}",
                publisher=f"Paper {chance.randrange(PAPERS)}",
            )
            made += 1
        story += 1


def measure(count: int) -> str:
    """Seconds and memory for so many reports, and how well they were folded."""
    registry = load_vocabulary().registry
    articles = list(write_reports(count))
    reports = Reports(registry)
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    for article in articles:
        reports.add(article)
    added = time.perf_counter() - start
    reports.settle()
    settled = time.perf_counter() - start - added
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    leaders = {article.id: reports.by_article[article.id].story for article in articles}
    stories = len({name.partition("-")[0] for name in leaders})
    wrong = sum(name.partition("-")[0] != leader.partition("-")[0] for name, leader in leaders.items())
    return (
        f"{count} reports: sketched in {added:.1f} s ({count / added:.0f} a second), compared in {settled:.1f} s, "
        f"{grown * 1024 / count / 1000:.1f} kB each; {stories} stories, {len(set(leaders.values()))} found, "
        f"{wrong} reports in a wrong one"
    )


if __name__ == "__main__":
    for number in sys.argv[1:] or ["12000"]:
        sys.stdout.write(measure(int(number)) + "\n")
