"""Articles in, what each is as a source out: whose report it is, and of which story it is a version.

Articles come and go one by one; what is found is the same in whatever order.
"""

from __future__ import annotations

from kgbuild.assembly.copies import make_item, make_matcher
from kgbuild.assembly.matching import Match
from kgbuild.assembly.origins import find_origins
from kgbuild.assembly.support import Report
from kgbuild.model import Article
from kgbuild.registry import Registry


class Reports:
    """The reports that have been added; of a text only its sketch is kept."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._matcher = make_matcher()
        self._headers: dict[str, tuple[str | None, tuple[str, ...]]] = {}

    def __contains__(self, article_id: str) -> bool:
        return article_id in self._headers

    def add(self, article: Article) -> None:
        """Add an article, or put it in the place of the one of this id."""
        origins = find_origins(article, self._registry)
        self._headers[article.id] = (article.publisher, origins)
        self._matcher.add(article.id, make_item(article, origins))

    def remove(self, article_id: str) -> None:
        """Take an article away.

        Raises:
            KeyError: there is none of this id.
        """
        del self._headers[article_id]
        self._matcher.remove(article_id)

    def settle(self) -> frozenset[str]:
        """Compare what is new; the ids of articles whose story is another than before, or may be."""
        settled = self._matcher.settle()
        return frozenset(key for name in settled.made for key in self._matcher.members(name))

    def report(self, article_id: str) -> Report:
        """An article as a source, as of the last `settle`."""
        publisher, origins = self._headers[article_id]
        story = self._matcher.name(article_id)
        return Report(article=article_id, story=story, publisher=publisher, origins=origins)

    def explain(self, first: str, second: str) -> Match | None:
        """Why two reports are one source, or are not."""
        return self._matcher.explain(first, second)
