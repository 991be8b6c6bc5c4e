"""Articles in, parses with all their spans out: the one call by which the other rooms read a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kgbuild.gazetteer import Gazetteer
from kgbuild.language.actors import find_actors
from kgbuild.language.anaphora import among_places, take_up_places
from kgbuild.language.numbers import find_numbers
from kgbuild.language.parse import Parse
from kgbuild.language.place_grounds import find_grounds
from kgbuild.language.place_scenes import find_scenes
from kgbuild.language.places import find_places
from kgbuild.language.site_anaphora import take_up_sites
from kgbuild.language.spacy_parser import DEFAULT_MODEL, parse_articles
from kgbuild.language.times import find_times
from kgbuild.model import Article
from kgbuild.vocabulary import Vocabulary

if TYPE_CHECKING:
    from kgbuild.language.tagger import Tagger


def read_articles(
    articles: Iterable[Article],
    *,
    vocabulary: Vocabulary,
    gazetteer: Gazetteer,
    model: str = DEFAULT_MODEL,
    tagger: Tagger | None = None,
) -> Iterator[Parse]:
    """Parses in the order of the articles, with tags if there is a tagger.

    What one article's parse is does not depend on the others.
    """
    for parse in parse_articles(articles, vocabulary.lexicon, model=model):
        parse.times = find_times(parse)
        parse.numbers = find_numbers(parse)
        parse.places = find_places(parse, gazetteer, vocabulary.registry)
        parse.places = take_up_places(parse)
        parse.places = among_places(parse.places, find_grounds(parse, vocabulary.lexicon))
        parse.actors = find_actors(parse, vocabulary.registry)
        if tagger is not None:
            parse.tags = tagger.tag(parse, vocabulary.lexicon)
        parse.places = take_up_sites(parse, vocabulary.lexicon)
        parse.places = among_places(parse.places, find_scenes(parse, vocabulary.lexicon))
        yield parse
