"""Names that chains go by: mentions in; the words of a name, surnames with their bearers, introduced acronyms out."""

from __future__ import annotations

from kgbuild.language.antecedents import Chains
from kgbuild.language.parse import ActorSpan, Token
from kgbuild.language.person_names import name_range


def name_words(span: ActorSpan, tokens: list[Token]) -> list[str]:
    """The proper-name words that end a mention ("President Kagame" -> Kagame), in lower case."""
    words: list[str] = []
    for token in reversed(tokens[span.first : span.last]):
        if token.tag not in {"NNP", "NNPS", "HYPH"} and not token.text[:1].isupper():
            break
        words.append(token.lower)
    return words[::-1]


def find_surnames(chains: Chains) -> dict[str, list[str]]:
    """Last word of each person's full name in the article -> the keys of its bearers."""
    found: dict[str, list[str]] = {}
    for span in chains.spans:
        if span.kind != "person" or span.pronoun:
            continue
        words = plain_name(span, chains)
        if len(words) > 1:
            key = span.entity or "person:" + " ".join(words)
            bearers = found.setdefault(words[-1], [])
            if key not in bearers:
                bearers.append(key)
    return found


def plain_name(span: ActorSpan, chains: Chains) -> list[str]:
    """A person's name in lower case, without the words of office and origin before it."""
    tokens = chains.tokens
    first, last = name_range(tokens, span.first, span.last, chains.registry)
    if first == last:
        return name_words(span, tokens)[-1:]
    return [token.lower for token in tokens[first:last]]


def find_acronyms(chains: Chains) -> dict[str, str]:
    """Acronyms that the text introduces in brackets after a name ("Rapid Support Forces (RSF)") -> key of the name."""
    found: dict[str, str] = {}
    tokens = chains.tokens
    for span in chains.spans:
        i = span.last
        if span.pronoun or i + 2 >= len(tokens) or tokens[i].text != "(" or tokens[i + 2].text != ")":
            continue
        acronym = tokens[i + 1].text
        capitals = "".join(token.text[0] for token in tokens[span.first : span.last] if token.text[:1].isupper())
        if acronym[:2].isupper() and (acronym[0] in capitals):
            found.setdefault(acronym, span.entity or "name:" + span.mention.text.lower())
    return found
