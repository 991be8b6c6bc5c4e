"""Articles in, what each is as a source out: whose report it is, and of which story it is a version.

Articles come and go one by one; what is found is the same in whatever order.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from kgbuild.assembly.copies import ArticleItem, make_item, make_matcher
from kgbuild.assembly.matching import Kept, Match
from kgbuild.assembly.origins import find_origins
from kgbuild.assembly.support import Report
from kgbuild.model import Article
from kgbuild.registry import Registry


class KeptReports(Struct, frozen=True, array_like=True):
    """Settled reports as they are kept."""

    reports: dict[str, Report]
    matcher: Kept[ArticleItem]


class Reports:
    """The reports that have been added; of a text only its sketch is kept."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._matcher = make_matcher()
        self._reports: dict[str, Report] = {}
        self._fresh: set[str] = set()

    @property
    def by_article(self) -> Mapping[str, Report]:
        """Each article as a source, as of the last `settle`."""
        return self._reports

    def keep(self) -> KeptReports:
        """What `restore` needs; to be asked for when settled."""
        return KeptReports(self._reports, self._matcher.keep())

    def restore(self, kept: KeptReports) -> None:
        """Take up what was kept."""
        self._reports = kept.reports
        self._matcher.restore(kept.matcher)

    def add(self, article: Article) -> None:
        """Add an article, or put it in the place of the one of this id."""
        origins = find_origins(article, self._registry)
        self._reports[article.id] = Report(
            article=article.id, story=article.id, publisher=article.publisher, origins=origins
        )
        self._matcher.add(article.id, make_item(article, origins))
        self._fresh.add(article.id)

    def remove(self, article_id: str) -> None:
        """Take an article away.

        Raises:
            KeyError: there is none of this id.
        """
        del self._reports[article_id]
        self._matcher.remove(article_id)
        self._fresh.discard(article_id)

    def settle(self) -> set[str]:
        """Compare what is new; the articles that are new, or of another story than before."""
        changed, self._fresh = self._fresh, set()
        for name in self._matcher.settle().made:
            for article_id in self._matcher.members(name):
                if self._reports[article_id].story != name:
                    self._reports[article_id] = replace(self._reports[article_id], story=name)
                    changed.add(article_id)
        return changed

    def explain(self, first: str, second: str) -> Match | None:
        """Why two reports are one source, or are not."""
        return self._matcher.explain(first, second)
