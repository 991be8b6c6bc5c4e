"""A graph in memory with the methods that exporters read, and nasty content to fill it with."""

from __future__ import annotations

from msgspec.structs import replace
from pyoxigraph import Literal as Value
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kgbuild.assembly import Assembly
from kgbuild.graph.entities import Entities
from kgbuild.graph.terms import Names
from kgbuild.graph.writing import write_article
from kgbuild.model import (
    Action,
    Actor,
    Article,
    Assembled,
    Claimant,
    Event,
    Finding,
    FoundBy,
    Mention,
    Place,
    Quantity,
    Statement,
    When,
    make_article,
)

NASTY = 'Бахмут «міст» غزة 🚀 "it\'s" <b>&amp;</b> ]]> \x01\x0b\ufffe tab\t line\nend\r\x7f\u2028'
VISIBLE = NASTY.replace("\x01", "").replace("\x0b", "").replace("\ufffe", "")
"""What is left of it where XML can't hold the rest."""


class FakeGraph:
    """Records held in lists; the quads are those that graph.writing makes of them."""

    def __init__(self, articles: list[Article], statements: list[Statement]) -> None:
        self.names = Names()
        self._articles, self._statements = articles, statements

    def articles(self) -> list[Article]:
        return self._articles

    def statements(self, accepted: bool | None = True) -> list[Statement]:
        return [one for one in self._statements if accepted is None or one.accepted is accepted]

    def events(self) -> list[Event]:
        return list(self.assembled().events)

    def assembled(self) -> Assembled:
        assembly = Assembly()
        for article in self._articles:
            assembly.add(article, [one for one in self.statements() if one.article.id == article.id])
        return assembly.settle()

    def shared(self, room: str) -> list[Quad]:
        if room != "entities":
            return []
        entities = Entities()
        for statement in self.statements():
            entities.add(statement)
        return list(parse("".join(entities.join({}).write(self.names)).encode(), RdfFormat.N_QUADS))

    def quads(self, *, refused: bool = True) -> list[Quad]:
        lines: list[str] = []
        for article in self._articles:
            own = [one for one in self._statements if one.article.id == article.id]
            claims, others = write_article(article, own, self.names)
            lines += claims + (others if refused else [])
        quads = list(parse("".join(lines).encode(), RdfFormat.N_QUADS))
        # The ontology's own graph and a name in a language, as a whole graph has them.
        label = Quad(NamedNode(f"{self.names.base}x"), NamedNode("http://example.org/p/one"), Value("é", language="fr"))
        return [*quads, label]


def make_graph() -> FakeGraph:
    """Two articles and four statements: plain, nasty, agentless, and refused."""
    text = f"Rebels shelled Goma on 2 March 2025. {NASTY} Nine people died."
    first = make_article(text, id="a/1", url="https://example.org/?q=1&r=<2>".replace("<2>", "2"), title=NASTY,
                         published="2025-03-04", publisher="Daily & Sons", agency="AFP", language="en")  # fmt: skip
    second = make_article("Rebels hit Goma.", id="b", published="2025-03-05")

    def find(words: str, article: Article = first) -> Mention:
        start = article.text.index(words)
        return article.mention(start, start + len(words))

    rebels = Actor(mention=find("Rebels"), name="M23", id="m23", kind="armed_group", country="COD", sector="REB")
    goma = Place(mention=find("Goma"), name="Goma", geonames=216281, lat=-1.67409, lon=29.22845, country="COD",
                 level="settlement", status="resolved")  # fmt: skip
    day = When(mention=None, value="2025-03-02", earliest="2025-03-02", latest="2025-03-02", precision="day")
    plain = Statement(
        id="s1",
        article=first.header,
        evidence=(find("Rebels shelled Goma on 2 March 2025."),),
        trigger=find("shelled"),
        action=Action(type="ASSAULT", mode="heavy-weapons", contexts=("military", "human_rights")),
        actors=(rebels,),
        recipients=(Actor(mention=find("people"), kind="group"),),
        locations=(goma,),
        date=day,
        claimants=(Claimant(name="AFP", kind="media"), Claimant(name="=cmd()", kind="person")),
        status="claimed",
        quantities=(Quantity(start=0, end=1, text="R", low=1234567, high=None, unit="person", kind="killed"),),
        extractor=FoundBy("rules", "0.1.0", "active-verb"),
        confidence=0.8,
        findings=(Finding("KG101", "info", "date", NASTY),),
    )
    nasty = replace(
        plain,
        id="s2",
        evidence=(find(NASTY),),
        trigger=find("міст"),
        actors=(replace(rebels, mention=find("غزة"), id=None, name=None, country=None, sector=None),),
        recipients=(),
        claimants=(),
        status="asserted",
        quantities=(),
        locations=(replace(goma, mention=find("Бахмут"), name=None, geonames=None, lat=None, lon=None, country=None,
                           level=None, status="unresolved"),),
        date=None,
    )  # fmt: skip
    agentless = replace(plain, id="s3", actors=(), action=Action(type="CASUALTY", mode="killed"), trigger=find("died"),
                        evidence=(find("Nine people died."),), findings=(), claimants=())  # fmt: skip
    elsewhere = replace(
        plain,
        id="s4",
        article=second.header,
        trigger=find("hit", second),
        actors=(replace(rebels, mention=find("Rebels", second)),),
        recipients=(),
        evidence=(find("Rebels hit Goma.", second),),
        locations=(replace(goma, mention=find("Goma", second)),),
        claimants=(),
        status="asserted",
        quantities=(),
    )
    refused = replace(plain, id="s5", accepted=False, findings=(Finding("KG201", "error", "actor", "wrong"),))
    return FakeGraph([second, first], [refused, elsewhere, agentless, nasty, plain])
