"""Mentions of one actor inside an article: spans in, the same spans with chain numbers out.

Conservative: a mention joins a chain by its registry entry, its name, an apposition, an acronym in brackets, a role
noun with one possible bearer, or as a pronoun whose antecedent the syntax gives. All others stay on their own.
"""

from __future__ import annotations

from dataclasses import replace

from kgbuild.language.antecedents import BODIES, HE, SHE, Chains, find_antecedent, find_quoted, fits, later_subject
from kgbuild.language.chain_names import find_acronyms, find_surnames, name_words, plain_name
from kgbuild.language.parse import ActorSpan, Parse, Token
from kgbuild.language.person_names import gender_of
from kgbuild.registry import PersonNoun, Registry
from kgbuild.registry.entries import word_set
from kgbuild.registry.pieces import longest_noun

_OPEN = frozenset({"i", "me", "my", "we", "us", "our", "ours"})  # inside quotations: the speaker's, not decided here
_GROUP_NOUNS = word_set(
    "group movement organization organisation militia rebels insurgents militants network faction cartel gang "
    "paramilitary paramilitaries jihadists bloc agency alliance guerrillas separatists extremists fighters"
)
_ANY_BODY = word_set("group movement organization organisation network faction bloc agency alliance")
_OF_STATE = frozenset({"GOV", "LEG", "JUD", "COP", "MIL", "SPY"})  # no group, and nobody's rebels
_WINDOW = 2  # sentences that a role noun looks back over when several actors would fit


def link_chains(parse: Parse, spans: tuple[ActorSpan, ...], registry: Registry) -> tuple[ActorSpan, ...]:
    """The spans with chains, numbered from 1 in order of first mention."""
    chains = Chains(list(spans), parse.tokens, registry)
    chains.quoted = find_quoted(parse)
    chains.at_head = {span.head: number for number, span in enumerate(spans)}
    surnames = find_surnames(chains)
    acronyms = find_acronyms(chains)
    owners: list[int | None] = []
    for number, span in enumerate(chains.spans):
        if span.pronoun:
            key = _pronoun_key(chains, number)
        else:
            key = _name_key(chains, number, surnames, acronyms) or _role_key(chains, number)
        chains.key_of.append(key or f"#{number}")
        owners.append(_owner(chains, number))
        _name_the_role(chains, number)
        _note_gender(chains, number)
    _resolve_forward(chains)
    order: dict[str, int] = {}
    numbers = [order.setdefault(key, len(order) + 1) for key in chains.key_of]
    return tuple(
        replace(span, chain=chain, owner=None if owner is None else numbers[owner])
        for span, chain, owner in zip(chains.spans, numbers, owners, strict=True)
    )


def _owner(chains: Chains, number: int) -> int | None:
    """The mention that the possessive in front of a mention stands for ("its troops")."""
    span, tokens = chains.spans[number], chains.tokens
    if span.pronoun or tokens[span.first].tag != "PRP$" or tokens[span.first].lower in _OPEN:
        return None
    return find_antecedent(chains, span.first, number)


def _name_the_role(chains: Chains, number: int) -> None:
    """In "the defence minister, Rustem Umerov" the name also names the role before it."""
    span, key = chains.spans[number], chains.key_of[number]
    other = _beside(chains, number)
    if other is None or chains.spans[other].pronoun or chains.plural(other) or chains.plural(number):
        return
    old = chains.key_of[other]
    if old.startswith("#") and chains.spans[other].kind == span.kind:
        if old in chains.gender:
            chains.gender.setdefault(key, chains.gender[old])
        chains.key_of = [key if known == old else known for known in chains.key_of]


def _resolve_forward(chains: Chains) -> None:
    """A possessive before its subject: "In his address, Zelensky said"."""
    tokens = chains.tokens
    for number, span in enumerate(chains.spans):
        if not span.pronoun or chains.key_of[number] != f"#{number}" or tokens[span.head].tag != "PRP$":
            continue
        pronoun = tokens[span.head].lower
        if pronoun in _OPEN:
            continue
        subject = later_subject(tokens, span.head)
        found = chains.at_head.get(subject) if subject is not None else None
        if found is not None and not chains.spans[found].pronoun and fits(chains, pronoun, found):
            chains.key_of[number] = chains.key_of[found]


def _name_key(chains: Chains, number: int, surnames: dict[str, list[str]], acronyms: dict[str, str]) -> str | None:
    """The chain that a mention's own name puts it into."""
    span, tokens = chains.spans[number], chains.tokens
    if span.mention.text in acronyms:
        return acronyms[span.mention.text]
    span = _known_namesake(chains, number)
    if (owner := _owner_key(chains, number)) is not None:
        return owner
    words = name_words(span, tokens)
    if span.kind in {"person", "organization", "unknown"} and words:
        name = plain_name(span, chains)
        bearers = surnames.get(name[-1], []) if len(name) == 1 else []
        if bearers and span.entity not in bearers:
            # the article's own bearer of the name wins over a namesake of the registry
            if len(bearers) > 1:
                return "surname:" + name[-1]
            entity = bearers[0] if bearers[0] in chains.registry.entries else None
            chains.spans[number] = replace(span, kind="person", entity=entity)
            return bearers[0]
        if span.kind == "person" and not span.entity:
            beside = _appositive_key(chains, number) if len(name) == 1 else None
            return beside or "person:" + " ".join(name)
    if span.entity:
        return f"#{number}" if _some_of(span, tokens) else span.entity
    if (key := _appositive_key(chains, number)) is not None:
        return key
    if words and len(words) == span.last - span.first and span.kind not in {"person", "nationality"}:
        return "name:" + span.mention.text.lower()
    return None


def _known_namesake(chains: Chains, number: int) -> ActorSpan:
    """A shared name means the bearer that the article names in full ("Rapid Support Forces ... RSF")."""
    span = chains.spans[number]
    if span.entity is None:
        words = [token.text for token in chains.tokens[span.first : span.last]]
        length, entries = chains.registry.match(words, 0)
        if length == len(words) and len(entries) > 1:
            named = {other.entity for other in chains.spans}
            here = [entry for entry in entries if entry.id in named]
            if len(here) == 1:
                chains.spans[number] = span = replace(span, entity=here[0].id, kind=here[0].kind)
    return span


def _some_of(span: ActorSpan, tokens: list[Token]) -> bool:
    """Whether a mention is of some members only ("three Turkish soldiers"), not of the force as such."""
    head = tokens[span.head]
    if head.tag not in {"NN", "NNS"}:
        return False
    before = tokens[span.first - 1] if span.first else None
    return before is not None and (
        before.tag == "CD" or before.lower in {"a", "an", "some", "several", "many", "dozen", "another"}
    )


def _appositive_key(chains: Chains, number: int) -> str | None:
    """The chain of the mention that this one stands beside ("the defence minister, Rustem Umerov")."""
    span = chains.spans[number]
    other = _beside(chains, number)
    if other is None or chains.tokens[span.head].tag == "NNS" or chains.spans[other].pronoun or chains.plural(other):
        return None
    first, second = chains.spans[other].kind, span.kind
    same = first == second or "unknown" in {first, second} or {first, second} <= BODIES - {"state"}
    return chains.key_of[other] if same else None


def _beside(chains: Chains, number: int) -> int | None:
    """The mention that this one stands in apposition to: the parser's, else the one before the comma."""
    span, tokens = chains.spans[number], chains.tokens
    if tokens[span.head].dep != "appos":
        return None
    other = chains.at_head.get(tokens[span.head].head)
    if other is None and number and span.first and tokens[span.first - 1].text == ",":
        nearest = chains.spans[number - 1]
        other = number - 1 if nearest.last == span.first - 1 and nearest.kind == span.kind == "person" else None
    return other if other is not None and other < number else None


def _owner_key(chains: Chains, number: int) -> str | None:
    """The chain of "their fighters", "its forces": that of the group or, for a state, of its forces."""
    span, tokens = chains.spans[number], chains.tokens
    if tokens[span.first].tag != "PRP$" or span.entity or tokens[span.last - 1].text[:1].isupper():
        return None
    noun = _noun(chains, span)
    craft = tokens[span.head].lower in chains.registry.people.crewed  # "its jets"
    men = tokens[span.head].lower == "men" and span.last - span.first == 2
    if not craft and not men and (noun is None or noun.role not in {"force", "member"}):
        return None
    antecedent = _owner(chains, number)
    entry = chains.registry.entry(chains.key_of[antecedent]) if antecedent is not None else None
    if entry is None:  # "the army said its soldiers"
        force = noun is not None and noun.role == "force"
        if antecedent is None or not force or chains.spans[antecedent].kind != "armed_force":
            return None
        return chains.key_of[antecedent]
    if not men and (entry.kind == "state" or entry.sector == "GOV"):
        entry = chains.registry.force_of(entry.country)
    if entry is None or entry.kind not in {"armed_group", "armed_force"}:
        return None
    chains.spans[number] = replace(span, entity=entry.id, kind=entry.kind)
    return entry.id


def _noun(chains: Chains, span: ActorSpan) -> PersonNoun | None:
    tokens = chains.tokens
    words = [token.text for token in tokens[span.head : span.last]]
    return longest_noun(words, 0, chains.registry)[1] if words else None


def _role_key(chains: Chains, number: int) -> str | None:
    """The chain of a bare role noun with "the": "the commander in chief", "the group", "the army"."""
    span, tokens = chains.spans[number], chains.tokens
    before = tokens[span.first - 1] if span.first else None
    if before is None or before.lower not in {"the", "this", "that", "these", "those"}:
        return None
    if span.head != span.first or tokens[span.head].text[:1].isupper():
        return None
    words = span.mention.text.lower()
    if words in _GROUP_NOUNS:
        return _last_group(chains, number)
    noun = _noun(chains, span)
    if noun is None or tokens[span.head].tag == "NNS":
        return None
    if noun.role == "force":
        return _only_force(chains, number)
    if noun.kind != "person":
        return None
    bearers = [
        key
        for key, other in _before(chains, number)
        if other.kind == "person" and words in other.mention.text.lower().replace("-", " ")
    ]
    return bearers[-1] if len(set(bearers)) == 1 else None


def _only_force(chains: Chains, number: int) -> str | None:
    """The only force named so far; not one that came in under another noun after "the army" was spoken of already."""
    word = chains.tokens[chains.spans[number].head].lower
    found: dict[str, bool] = {}
    spoken: str | None = None
    for key, other in _before(chains, number):
        if other.kind != "armed_force":
            continue
        same = chains.tokens[other.head].lower == word
        if other.entity:
            found[key] = found.get(key, False) or same or spoken is None
        elif same and other.mention.text.lower() == word:
            spoken = spoken or key
    only = next(iter(found)) if len(found) == 1 else None
    return only if only is None or found[only] else spoken


def _before(chains: Chains, number: int) -> list[tuple[str, ActorSpan]]:
    return [
        (key, span)
        for key, span in zip(chains.key_of, chains.spans[:number], strict=True)
        if not span.pronoun
    ]  # fmt: skip


def _last_group(chains: Chains, number: int) -> str | None:
    """The only named group in the article so far, or the only one in the last sentences."""
    word = chains.spans[number].mention.text.lower()
    named = [(key, span) for _, span in _before(chains, number) if (key := _group_in(chains, span, word))]
    found = {key for key, _ in named}
    if len(found) > 1:
        sentence = chains.tokens[chains.spans[number].head].sentence
        found = {key for key, span in named if sentence - chains.tokens[span.head].sentence <= _WINDOW}
    if len(found) != 1:
        return None
    entry = chains.registry.entry(key := found.pop())
    if entry is not None:
        chains.spans[number] = replace(chains.spans[number], entity=entry.id, kind=entry.kind)
    return key


def _group_in(chains: Chains, span: ActorSpan, word: str) -> str | None:
    """The group that a mention is or names ("Hezbollah", "a Hezbollah commander"), if `word` may take it up."""
    entry = chains.registry.entry(span.entity) if span.entity is not None else None
    if entry is not None:
        body = entry.kind == "organization" and word in _ANY_BODY and entry.sector not in _OF_STATE
        return entry.id if body or entry.kind == "armed_group" else None
    words = [token.text for token in chains.tokens[span.first : span.last]]
    for i in range(len(words)):
        entries = chains.registry.match(words, i)[1]
        if len(entries) == 1 and entries[0].kind == "armed_group":
            return entries[0].id
    return None


def _note_gender(chains: Chains, number: int) -> None:
    span = chains.spans[number]
    if span.pronoun:
        lower = chains.tokens[span.head].lower
        found = "m" if lower in HE else "f" if lower in SHE else None
    else:
        found = gender_of(span, chains.tokens, chains.registry)
    if found:
        chains.gender.setdefault(chains.key_of[number], found)


def _pronoun_key(chains: Chains, number: int) -> str | None:
    """The chain of a pronoun's antecedent, where the syntax leaves one only."""
    if chains.tokens[chains.spans[number].head].lower in _OPEN:
        return None
    antecedent = find_antecedent(chains, chains.spans[number].head, number)
    return chains.key_of[antecedent] if antecedent is not None else None
