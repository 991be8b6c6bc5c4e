"""Articles that are one bare phrase ("ECOWAS", "a market in Kabul"): a parse in, the span of that phrase or None out.

Lists of actors come as such texts. They give the syntax nothing to stand on: parsers read a lone acronym as a verb.
"""

from __future__ import annotations

from kgbuild.language.parse import ActorSpan, Parse
from kgbuild.registry import Registry
from kgbuild.registry.entries import word_set
from kgbuild.registry.phrases import read_phrase

_MOST_WORDS = 10
_LONGEST_NAME = 4
_DETERMINERS = word_set("the a an this these those some several two three four five")
_ENDS = frozenset({".", "!", "?", ":", ";", ","})


def find_fragment(parse: Parse, registry: Registry) -> ActorSpan | None:
    """The actor that an article of one phrase without a verb names; None where it is more, or names nothing.

    A known name counts, weak ones too; so does a phrase in capitals ("Ada Umeh"), and one around a place's name.
    """
    tokens = parse.tokens
    if not 0 < len(tokens) <= _MOST_WORDS or any(token.text in _ENDS for token in tokens):
        return None
    first = 1 if len(tokens) > 1 and tokens[0].lower in _DETERMINERS else 0
    words = [token.text for token in tokens]
    mention = parse.mention(first, len(tokens))
    length, entries = registry.match(words, first, weak=True)
    if length == len(tokens) - first:
        entry = entries[0] if len(entries) == 1 else None
        kind = entry.kind if entry else "unknown"
        return ActorSpan(first, len(tokens), first, mention, kind, entry.id if entry else None)
    # a headline has capitals too: "Strike on Goma Kills Three"
    named = len(tokens) <= _LONGEST_NAME and all(token.text[:1].isupper() for token in tokens[first:])
    titled = sum(token.text[:1].isupper() for token in tokens) > len(tokens) / 2
    placed = not titled and any(place.usage != "demonym" for place in parse.places)
    verbal = any(token.pos in {"VERB", "AUX"} and token.text.islower() for token in tokens)
    if verbal or parse.times or not (named or placed):
        return None
    head = next((token.i for token in tokens if token.dep == "ROOT" and token.i >= first), first)
    return ActorSpan(first, len(tokens), head, mention, read_phrase(words[first:], registry).kind)
