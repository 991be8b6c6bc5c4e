"""The records every room shares: frozen, comparable, and the same in memory as in JSON.

Offsets are 0-based, end-exclusive, counted in Unicode code points of `Article.text`;
`article.text[m.start:m.end] == m.text` holds for every mention. Days are ISO 8601 strings, countries ISO 3166-1
alpha-3 codes, coordinates WGS 84 degrees. `None` means that nothing is known, never "no".
"""

from __future__ import annotations

from hashlib import sha256
from typing import Annotated, Literal

from msgspec import Meta, Struct

ACTION_TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
    "SAY", "CONTROL", "PRESENCE", "CASUALTY", "DISPLACE", "MOVE",
)  # fmt: skip
"""The types of the shipped action scheme; a user's own ontology may add others."""
ActionType = Annotated[str, Meta(pattern="^[A-Z][A-Z_]*$", examples=[*ACTION_TYPES])]
"""A type of the action scheme; whether there is such a type, a check tells."""
ActorKind = Literal[
    "person", "organization", "armed_group", "armed_force", "state", "nationality", "group", "media", "unknown"
]
Status = Literal["asserted", "claimed", "denied", "disputed"]
Polarity = Literal["positive", "negative"]
Modality = Literal[
    "actual", "ongoing", "habitual", "historical", "planned", "intended", "hypothetical", "requested", "threatened"
]
RoleName = Literal["actor", "recipient", "instrument", "place", "date", "count"]
Relation = Literal["in", "near", "from", "to", "along", "toward"]
Level = Literal["country", "admin1", "admin2", "settlement", "feature", "area"]
PlaceStatus = Literal["resolved", "ambiguous", "unresolved"]
Usage = Literal["place", "metonym", "demonym"]
DateKind = Literal["date", "time", "duration", "set"]
Precision = Literal["day", "week", "month", "season", "quarter", "year", "decade", "bound", "unknown"]
Anchor = Literal["publication", "text", "none"]
Basis = Literal["text", "inherited", "publication"]
QuantityKind = Literal[
    "killed", "wounded", "missing", "captured", "displaced", "troops", "area", "distance", "weapon", "money", "other"
]
Severity = Literal["error", "warning", "info"]


class Mention(Struct, frozen=True, order=True):
    """A stretch of an article's text."""

    start: int
    end: int
    text: str


class Span(Struct, frozen=True, order=True):
    """A stretch whose words need no repeating (a sentence in `annotate`)."""

    start: int
    end: int


class ArticleHeader(Struct, frozen=True, kw_only=True):
    """An article without its text, as it travels with every statement."""

    id: str
    url: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    publisher_basis: Literal["stated", "url"] | None = None
    agency: str | None = None
    byline: str | None = None
    language: str | None = None
    sha256: str


class Article(Struct, frozen=True, kw_only=True):
    """A report as published. `published` is an ISO 8601 date or date-time; `sha256` is of the UTF-8 text.

    `publisher_basis` tells whether the text or its metadata name the publisher, or only the address does.
    """

    id: str
    url: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    publisher_basis: Literal["stated", "url"] | None = None
    agency: str | None = None
    byline: str | None = None
    language: str | None = None
    sha256: str
    text: str

    @property
    def header(self) -> ArticleHeader:
        """The article without its text."""
        return ArticleHeader(**{name: getattr(self, name) for name in ArticleHeader.__struct_fields__})

    def mention(self, start: int, end: int) -> Mention:
        """The mention of these offsets, with the words that stand there."""
        return Mention(start, end, self.text[start:end])


def make_article(
    text: str,
    *,
    id: str | None = None,
    url: str | None = None,
    title: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
    publisher_basis: Literal["stated", "url"] | None = None,
    agency: str | None = None,
    byline: str | None = None,
    language: str | None = None,
) -> Article:
    """An article with its hash; without an `id` the hash of what was published, where and when, serves as one."""
    content = "\x1f".join(part or "" for part in (url, publisher, published, title, text))
    return Article(
        id=id or sha256(content.encode()).hexdigest()[:16],
        sha256=sha256(text.encode()).hexdigest(),
        text=text,
        url=url,
        title=title,
        published=published,
        publisher=publisher,
        publisher_basis=publisher_basis or ("stated" if publisher else None),
        agency=agency,
        byline=byline,
        language=language,
    )


class Action(Struct, frozen=True, kw_only=True):
    """A concept of the action scheme with its crosswalk codes."""

    type: ActionType
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    acled: str | None = None


class Actor(Struct, frozen=True, kw_only=True):
    """Who acts or is acted upon: the words, and what they were resolved to.

    `id` is the registry's id; `chain` the coreference chain inside the article; `rule` how the value was found.
    A mention without a name keeps its words and stays unknown.
    """

    mention: Mention | None
    name: str | None = None
    id: str | None = None
    kind: ActorKind = "unknown"
    country: str | None = None
    sector: str | None = None
    wikidata: str | None = None
    chain: int | None = None
    rule: str | None = None


class Place(Struct, frozen=True, kw_only=True):
    """Where: the words, how they relate to the happening, and what they were resolved to.

    `within` is the enclosing region or country that the text gives, `inside` what the gazetteer puts around the place,
    the narrowest first; `candidates` are GeoNames ids of an ambiguous name. In a disputed area, `claimed_by` and
    `held_by` are ISO 3166-1 alpha-3 codes, or names of authorities without one. `gazetteer` is the source of the place.
    `bearing` is where it happened as seen from the place, in the text's words ("40 km north of", "border"): name and
    point are then the anchor's.
    """

    mention: Mention | None
    relation: Relation = "in"
    name: str | None = None
    geonames: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    level: Level | None = None
    status: PlaceStatus = "unresolved"
    usage: Usage = "place"
    within: str | None = None
    candidates: tuple[int, ...] = ()
    rule: str | None = None
    inside: str | None = None
    disputed: str | None = None
    claimed_by: tuple[str, ...] = ()
    held_by: tuple[str, ...] = ()
    gazetteer: str | None = None
    bearing: str | None = None


NAMELESS = "a building or ground without a name"
"""How the `rule` of a place begins that only its words tell ("a nearby prison"): another of these words is another."""


class When(Struct, frozen=True, kw_only=True):
    """Earliest and latest day, inclusive, as precise as the words; `value` is ISO 8601 / EDTF.

    `precision` is `bound` where only one end is known ("holds at or before"); `anchor` is what a relative expression
    counts from; `basis` tells whether the clause, its surroundings or the publication day gave it.
    """

    mention: Mention | None
    kind: DateKind = "date"
    value: str | None = None
    earliest: str | None = None
    latest: str | None = None
    precision: Precision = "unknown"
    anchor: Anchor = "none"
    basis: Basis = "text"
    rule: str | None = None


class Quantity(Struct, frozen=True, kw_only=True):
    """How many of what; an open bound is `None` ("at least 12": low 12, high None)."""

    start: int
    end: int
    text: str
    low: float | int | None = None
    high: float | int | None = None
    approximate: bool = False
    unit: str | None = None
    kind: QuantityKind = "other"


class Claimant(Struct, frozen=True, kw_only=True):
    """One link of the chain of who says so; an agency known from the byline has no mention."""

    name: str
    kind: ActorKind = "unknown"
    mention: Mention | None = None
    cue: Mention | None = None
    id: str | None = None
    country: str | None = None


class FoundBy(Struct, frozen=True):
    """Which extractor and which of its rules made a statement."""

    name: str
    version: str
    rule: str


class Finding(Struct, frozen=True, order=True):
    """One thing a check noticed; the message says what is wrong and what to do."""

    code: str
    severity: Severity
    slot: str
    message: str


class Statement(Struct, frozen=True, kw_only=True):
    """The article reports that actors did an action, said by a chain of claimants, outermost first.

    `status` is about the innermost claimant: `asserted` when the article says it in its own voice.
    """

    id: str
    article: ArticleHeader
    evidence: tuple[Mention, ...]
    trigger: Mention
    action: Action
    actors: tuple[Actor, ...] = ()
    recipients: tuple[Actor, ...] = ()
    locations: tuple[Place, ...] = ()
    date: When | None = None
    claimants: tuple[Claimant, ...] = ()
    status: Status = "asserted"
    polarity: Polarity = "positive"
    modality: Modality = "actual"
    quantities: tuple[Quantity, ...] = ()
    extractor: FoundBy
    confidence: float = 0.5
    findings: tuple[Finding, ...] = ()
    accepted: bool = True


class ActorMention(Struct, frozen=True, kw_only=True):
    """An actor as `annotate` writes it."""

    start: int
    end: int
    text: str
    kind: ActorKind
    name: str | None
    id: str | None
    country: str | None
    sector: str | None
    chain: int | None


class PlaceMention(Struct, frozen=True, kw_only=True):
    """A place as `annotate` writes it."""

    start: int
    end: int
    text: str
    name: str | None
    geonames: int | None
    lat: float | None
    lon: float | None
    country: str | None
    level: Level | None
    status: PlaceStatus
    usage: Usage
    bearing: str | None = None
    within: str | None = None
    inside: str | None = None
    claimed_by: tuple[str, ...] = ()
    held_by: tuple[str, ...] = ()


class DateMention(Struct, frozen=True, kw_only=True):
    """A time expression as `annotate` writes it."""

    start: int
    end: int
    text: str
    kind: DateKind
    value: str | None
    earliest: str | None
    latest: str | None
    precision: Precision
    anchor: Anchor


class Attribution(Struct, frozen=True, kw_only=True):
    """Who says what: the words for the source (if any), the words that attribute, the words attributed."""

    source: Mention | None
    cue: Mention
    content: tuple[Mention, ...]
    kind: Literal["direct", "indirect", "mixed"]


class Argument(Struct, frozen=True, kw_only=True):
    """Who or what fills a role of an event as `annotate` writes it; `relation` is of places."""

    role: RoleName
    start: int
    end: int
    text: str
    relation: Relation | None = None


class EventMention(Struct, frozen=True, kw_only=True):
    """A trigger as `annotate` writes it, with what the words of its sentence say of who, whom, where and when."""

    trigger: Mention
    type: ActionType
    mode: str | None
    polarity: Polarity
    modality: Modality
    arguments: tuple[Argument, ...] = ()


class Annotation(Struct, frozen=True, kw_only=True):
    """The text layers of one article."""

    article: ArticleHeader
    sentences: tuple[Span, ...]
    actors: tuple[ActorMention, ...]
    places: tuple[PlaceMention, ...]
    dates: tuple[DateMention, ...]
    quantities: tuple[Quantity, ...]
    attributions: tuple[Attribution, ...]
    events: tuple[EventMention, ...]


class Hit(Struct, frozen=True, kw_only=True):
    """What a search found: a passage of an article, the evidence of a statement, a name of an actor or a place.

    `id` is the article's or statement's, or the node's key ("actor/m23"). `snippet` and `marks` count in the article's
    text, with part `title` in its title and with `name` in the name; `marks` are the words that were asked for. The
    other fields are those of the accepted statements that it is about: `count` of them pass the filters, `statements`
    are the ids of the first ones. The larger the score the better.
    """

    kind: Literal["article", "statement", "actor", "place"]
    id: str
    part: Literal["title", "text", "evidence", "name"]
    score: float
    snippet: Mention
    marks: tuple[Mention, ...]
    count: int = 0
    statements: tuple[str, ...] = ()
    date: str | None = None
    earliest: str | None = None
    latest: str | None = None
    places: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    claimants: tuple[str, ...] = ()
    status: tuple[Status, ...] = ()
    article: ArticleHeader | None = None


class Event(Struct, frozen=True, kw_only=True):
    """Statements judged to be about one happening, and the values they share (never more precise than they are).

    `actors` and `place` are keys of identities (`assembly.keys`): "actor/m23", "place/geonames-203104". `articles`
    counts reports and `publishers` who printed them; `sources` counts what is independent among them: copies and
    rewrites of one story are one source. `supporting` and `denying` count independent sources that say it happened and
    that it did not; `sides` and `denying_sides` are whose word that is (`assembly.sides`). `part_of` is the id of the
    series or the larger event that it belongs to.
    """

    id: str
    type: ActionType
    statements: tuple[str, ...]
    actors: tuple[str, ...] = ()
    place: str | None = None
    earliest: str | None = None
    latest: str | None = None
    articles: int = 1
    publishers: int = 1
    sources: int = 1
    supporting: int = 0
    denying: int = 0
    sides: tuple[str, ...] = ()
    denying_sides: tuple[str, ...] = ()
    part_of: str | None = None


LinkKind = Literal["contradicts", "updates", "corroborates"]


class Link(Struct, frozen=True, kw_only=True, order=True):
    """How one statement bears on another, by their ids.

    `updates` runs from the later word to the earlier one; `contradicts` and `corroborates` hold both ways and are kept
    once, the smaller id first. `slot` is what they agree or differ on: actor, recipient, place, date, polarity,
    control, or the kind of a quantity ("killed").
    """

    first: str
    second: str
    kind: LinkKind
    slot: str
    reason: str


class ControlState(Struct, frozen=True, kw_only=True):
    """What one side says of who holds a place, or is in it, from a day on.

    `place` and `holder` are keys as in `Event`; `side` is whose word it is. It began between `earliest` and `latest`,
    as precise as the words; `until` is the first day on which the same side says otherwise, `None` while it does not.
    With polarity negative the side says that the holder is not there: it lost the place (mode `lose`), left it (type
    PRESENCE), or never had it (`hold`, `capture`). A holder of `None` with mode `contest` is a place that is fought
    over, with polarity negative one that nobody holds.
    """

    id: str
    place: str
    holder: str | None
    type: Literal["CONTROL", "PRESENCE"]
    mode: str | None
    side: str
    earliest: str | None
    latest: str | None
    until: str | None
    statements: tuple[str, ...]
    polarity: Polarity = "positive"


class Identity(Struct, frozen=True, kw_only=True, order=True):
    """What one article calls an actor or a place, and the identity it was joined to, by their keys; with the reason."""

    key: str
    identity: str
    name: str
    reason: str


class Question(Struct, frozen=True, kw_only=True, order=True):
    """Two things that may be one: too alike to be told apart, not alike enough to be joined.

    `first` and `second` are keys as in a `Judgement`; `score` is between 0 and 1.
    """

    kind: Literal["actor", "place", "event"]
    first: str
    second: str
    score: float
    reason: str


class Assembled(Struct, frozen=True, kw_only=True):
    """What articles say together: names that are one, events, how statements bear on each other; all sorted."""

    identities: tuple[Identity, ...] = ()
    events: tuple[Event, ...] = ()
    links: tuple[Link, ...] = ()
    states: tuple[ControlState, ...] = ()
    questions: tuple[Question, ...] = ()


class Judgement(Struct, frozen=True, kw_only=True):
    """A person's word on whether two things are one.

    `first` and `second` are keys (`assembly.keys`): of an actor or a place its own, of an event that of a statement in
    it ("statement/s0f4b"), since statements outlive what is made of them. `when` is an ISO 8601 day as given.
    """

    first: str
    second: str
    verdict: Literal["same", "different", "unsure"]
    who: str | None = None
    when: str | None = None
    why: str | None = None


class FormerArticle(Struct, frozen=True, kw_only=True):
    """An article as it stood before another text of it took its place.

    `successor` is the key of that text: "article/r7" while no later one took its place in turn, then "former/0f4b…".
    """

    article: Article
    successor: str


class Retraction(Struct, frozen=True, kw_only=True):
    """A tombstone: which article was taken out again, with the hash of its text, and whose word that is.

    `when` is an ISO 8601 day as given.
    """

    id: str
    url: str | None = None
    title: str | None = None
    sha256: str
    who: str | None = None
    when: str | None = None
    why: str | None = None


class History(Struct, frozen=True, kw_only=True):
    """What became of articles that stand no more: former texts and tombstones, by the keys of their nodes, sorted."""

    formers: dict[str, FormerArticle] = {}
    retractions: dict[str, Retraction] = {}


def statement_id(
    article: Article | ArticleHeader,
    action: ActionType,
    trigger: Mention,
    evidence: tuple[Mention, ...],
    slots: dict[str, tuple[Mention, ...]],
) -> str:
    """The id is the evidence: article, offsets, slots' words, action type; no resolved value takes part."""
    parts = [article.id, article.sha256, action, repr((trigger.start, trigger.end))]
    parts += [repr((span.start, span.end)) for span in evidence]
    for name in sorted(slots):
        parts += [f"{name}:{span.start}:{span.end}:{span.text}" for span in slots[name]]
    return "s" + sha256("\x1f".join(parts).encode()).hexdigest()[:20]
