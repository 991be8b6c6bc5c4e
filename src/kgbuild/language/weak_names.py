"""Surnames that could be a known person's: a parse and actor spans in, the same spans without the unlikely links out.

A surname alone means the registry's bearer only where the article backs it: with the full name, or with the person's
country or office and a date at which the person was known. Another given name before the surname rules the bearer out.
And a body that is known by one word lends it to nobody who bears it as a surname ("Thomas Wagner").
"""

from __future__ import annotations

from dataclasses import replace

from kgbuild.language.parse import ActorSpan, Parse
from kgbuild.language.person_names import name_range
from kgbuild.registry import Entry, Registry
from kgbuild.registry.names import fold


def drop_weak_links(parse: Parse, spans: list[ActorSpan], registry: Registry) -> list[ActorSpan]:
    """The spans, those of doubtful surnames without their entry; a phrase that is the whole article keeps its own."""
    spans = [_free_namesake(parse, span, registry) for span in spans]
    doubtful: dict[str, list[int]] = {}
    backed: set[str] = set()
    for number, span in enumerate(spans):
        entry = registry.entry(span.entity) if span.entity and span.kind == "person" else None
        if entry is None:
            continue
        if _strong(parse, span, entry, registry):
            backed.add(entry.id)
        else:
            doubtful.setdefault(entry.id, []).append(number)
    if not doubtful:
        return spans
    countries = _countries_named(parse, registry)
    found = list(spans)
    for key, numbers in doubtful.items():
        entry = registry.entries[key]
        if key in backed or _backed(parse, [spans[number] for number in numbers], entry, countries, registry):
            continue
        for number in numbers:
            found[number] = replace(spans[number], entity=None)
    return found


def _free_namesake(parse: Parse, span: ActorSpan, registry: Registry) -> ActorSpan:
    """A person whose surname is a body's whole name is nobody of the registry; the parser sees one in both words."""
    entry = registry.entry(span.entity) if span.entity else None
    if entry is None or entry.kind == "person":
        return span
    given, surname = parse.tokens[max(span.head - 1, span.first)], parse.tokens[span.head]
    words = [given.text, surname.text]
    if given.i == surname.i or any(token.tag != "NNP" or token.entity != "PERSON" for token in (given, surname)):
        return span
    if not given.text.isalpha() or not given.text.istitle() or given.lower in registry.people.titles:
        return span
    if registry.match(words, 0)[0] or entry not in registry.match(words, 1)[1] or registry.demonym(words, 0)[0]:
        return span
    return replace(span, entity=None, kind="person")


def _strong(parse: Parse, span: ActorSpan, entry: Entry, registry: Registry) -> bool:
    """Whether a mention holds more of the name than a weak one."""
    words = [token.text for token in parse.tokens[span.first : span.last]]
    return any(entry in registry.match(words, i)[1] for i in range(len(words)))


def _backed(parse: Parse, spans: list[ActorSpan], entry: Entry, countries: frozenset[str], registry: Registry) -> bool:
    if _other_bearer(parse, spans, entry, registry) or not _known_by(entry, parse.article.published):
        return False
    if len(parse.tokens) <= 4:
        return True  # a name by itself: nothing speaks against its best-known bearer
    own = {country for country in (entry.country, *(role.country for role in entry.roles)) if country}
    if own & countries or not own:
        return True
    sectors = {role.sector for role in entry.roles}
    return any(_office(parse, span, registry) in sectors for span in spans)


def _known_by(entry: Entry, published: str | None) -> bool:
    """Whether one of the person's offices had begun when the article was published."""
    starts = [role.start for role in entry.roles]
    if not published or not starts or None in starts:
        return True
    return min(start for start in starts if start) <= published[:10]


def _office(parse: Parse, span: ActorSpan, registry: Registry) -> str | None:
    """The sector of the title before a name ("President Museveni"), if any."""
    people = registry.people
    found = None
    for token in parse.tokens[max(span.first - 1, 0) : span.last]:
        noun = people.noun(token.lower)
        found = people.titles.get(token.lower) or (noun.sector if noun and noun.kind == "person" else None) or found
    return found


def _other_bearer(parse: Parse, spans: list[ActorSpan], entry: Entry, registry: Registry) -> bool:
    """Whether the article puts another given name before the surname ("Oscar Pistorius")."""
    tokens = parse.tokens
    own = {fold(word) for name in (entry.name, *entry.aliases) for word in name.replace("-", " ").split()}
    surnames = {fold(tokens[span.last - 1].text) for span in spans}
    for token in tokens[1:]:
        before = tokens[token.i - 1]
        if fold(token.text) not in surnames or before.sentence != token.sentence or before.tag != "NNP":
            continue
        if not before.text[0].isupper() or fold(before.text) in own or not before.text.isalpha():
            continue
        first, last = name_range(tokens, before.i, token.i + 1, registry)
        if last - first == 2:
            return True
    return False


def _countries_named(parse: Parse, registry: Registry) -> frozenset[str]:
    """The countries that the article names by their name, their people, their capital or a body or leader of theirs."""
    words = [token.text for token in parse.tokens]
    found: set[str] = set()
    i = 0
    while i < len(words):
        if not words[i][:1].isupper():
            i += 1
            continue
        length, entries = registry.match(words, i, weak=True)
        if length:
            strong = registry.match(words, i)[1]
            found.update(e.country for e in entries if e.country and (e.kind == "state" or e in strong))
        size, country = registry.demonym(words, i)
        if country:
            found.add(country)
        i += max(length, size, 1)
    return frozenset(found)
