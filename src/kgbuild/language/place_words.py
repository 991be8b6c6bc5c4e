"""Words that tell places from other names: type words, directions, titles, verbs of governments; sets out."""

from __future__ import annotations

from kgbuild.model import Level

TYPES: dict[str, Level] = {
    "country": "country", "nation": "country",
    "region": "admin1", "oblast": "admin1", "province": "admin1", "state": "admin1", "governorate": "admin1",
    "republic": "admin1", "krai": "admin1", "prefecture": "admin1", "department": "admin1", "emirate": "admin1",
    "district": "admin2", "county": "admin2", "parish": "admin2", "raion": "admin2", "rayon": "admin2",
    "municipality": "admin2", "subdistrict": "admin2", "locality": "admin2", "territory": "admin2", "commune": "admin2",
    "borough": "admin2", "prefectures": "admin1",
    "city": "settlement", "town": "settlement", "village": "settlement", "settlement": "settlement",
    "hamlet": "settlement", "township": "settlement", "camp": "settlement", "suburb": "settlement",
    "neighborhood": "settlement", "neighbourhood": "settlement", "outpost": "settlement", "kibbutz": "settlement",
    "moshav": "settlement", "capital": "settlement", "port": "settlement", "enclave": "area",
    "river": "feature", "sea": "feature", "ocean": "feature", "lake": "feature", "strait": "feature",
    "gulf": "feature", "bay": "feature", "mountain": "feature", "mountains": "feature", "peninsula": "area",
    "valley": "area", "island": "feature", "islands": "feature", "desert": "area", "forest": "feature",
    "canal": "feature", "dam": "feature", "hills": "feature", "corridor": "area", "delta": "area", "basin": "area",
    "strip": "area", "crossing": "feature", "canyon": "feature", "creek": "feature",
    "regions": "admin1", "oblasts": "admin1", "provinces": "admin1", "states": "admin1", "districts": "admin2",
    "counties": "admin2", "governorates": "admin1", "cities": "settlement", "towns": "settlement",
    "villages": "settlement",
}  # fmt: skip
"""Type words and the level that they ask for."""
AFTER = frozenset(
    "region oblast province state governorate republic krai prefecture department district county parish raion rayon"
    " municipality territory commune borough river sea ocean lake strait gulf bay peninsula valley island islands desert"
    " mountains canal city village town township".split()
)
"""Type words that belong to the name before them."""
DIRECTIONS = frozenset(
    "north south east west northeast northwest southeast southwest north-east north-west south-east south-west"
    " northern southern eastern western northeastern northwestern southeastern southwestern central upper lower"
    " north-eastern north-western south-eastern south-western downtown rural mainland".split()
)
POINTS = frozenset(
    "north south east west northeast northwest southeast southwest north-east north-west south-east south-west".split()
)
CUES = frozenset("in near at from to outside around toward towards into across throughout through inside off along"
                 " onto within via surrounding beyond between of over on".split())  # fmt: skip
STRONG_CUES = frozenset("in near outside around toward towards into across throughout inside within surrounding".split())
DAYS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug"
    " sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun"
    " spring summer autumn fall winter christmas easter ramadan eid".split()
)
TITLES = frozenset(
    "president minister prime premier chancellor king queen prince governor gov. senator sen. rep. representative mayor"
    " ambassador secretary deputy vice chief commander general gen. envoy foreign attorney police army navy marines"
    " troops forces government parliament congress sheriff mp mps detective detectives officials residents".split()
)
"""Words that may follow a place's name in capitals without making it part of another name."""
PERSON_TITLES = frozenset(
    "mr. mrs. ms. dr. mr mrs ms dr gen. general lt. lt col. colonel capt. captain sgt. maj. major president sen. senator"
    " rep. gov. governor minister secretary judge justice sir lord lady prince princess king queen pope professor prof."
    " chancellor mayor officer detective sheriff deputy coach".split()
)
ORGANISATIONS = frozenset(
    "university bank college institute school hospital church times post tribune independent herald press news radio tv"
    " television council company inc corp ltd group party union league club fc united airlines airways association"
    " federation foundation committee commission agency authority court ministry department office center centre museum"
    " academy society network street road avenue boulevard drive lane highway hotel stadium airport theatre theater"
    " act treaty accord accords agreement summit conference festival games cup marathon trophy open war constitution"
    " resolution protocol embassy star daily observer gazette chronicle journal review magazine world today hall house"
    " library park high elementary middle medical health fire zoo court courthouse jail prison bridge station mall"
    " football baseball basketball hockey soccer knights tigers lions bears eagles bulldogs wildcats braves".split()
)
"""Words that make the capitalised name in which they stand one of an organisation, a work, an address or a contract."""
AGENTIVE = frozenset(
    "say deny accuse claim announce warn tell insist vow pledge threaten urge demand call condemn blame reject refuse"
    " launch attack invade annex strike bomb shell fire order deploy send withdraw pull agree sign sanction impose expel"
    " recall summon report confirm acknowledge admit dismiss want seek try plan hope decide back support arm supply"
    " accept offer propose negotiate approve ban block veto recognise recognize retaliate respond react mobilise"
    " mobilize seize capture occupy intensify escalate step advance push promise ask request argue describe regard view"
    " consider see intend prepare provide give help welcome criticise criticize express declare maintain believe"
    " suspect allege join halt suspend cut sever resume carry conduct target kill arrest detain release test"
    " shoot down intercept".split()
)
"""Verbs whose subject, if it is a state or a capital, is a government."""
STATIVE = frozenset(
    "be have lie border suffer experience face remain become sit stretch share witness include contain comprise rank"
    " number grow lose gain need boast feature".split()
)
ADDRESSED = frozenset(
    "accuse tell urge warn ask blame condemn criticise criticize sanction thank support back arm supply pressure press"
    " persuade convince inform notify assure allow help aid threaten deter provoke isolate punish".split()
)
"""Verbs whose object, if it is a state or a capital, is a government."""
DEALINGS = frozenset(
    "talk talks negotiation negotiations ceasefire agreement deal war conflict relation relations tie ties tension"
    " tensions clash clashes peace truce treaty dialogue cooperation alliance dispute pact feud rivalry exchange swap"
    " summit meeting fighting hostility hostilities trade".split()
)
"""Nouns of what governments do with each other."""
POWERS = frozenset(
    "military army force forces government president minister ministry parliament troop troops police official officials"
    " leader leaders leadership navy authority authorities regime people ambassador embassy envoy spokesman spokeswoman"
    " spokesperson premier chancellor king soldier soldiers general generals commander intelligence diplomat diplomats"
    " cabinet congress senate invasion attack attacks offensive war decision claim claims demand response policy"
    " strategy aggression assault bombardment bombing campaign operation operations strike strikes airstrike airstrikes"
    " incursion support aid ally allies enemy enemies interests defence defense nuclear economy".split()
)
"""Nouns whose possessor, if it is a state, is a government or its people."""
OFFICES = frozenset(
    "department centers centre centres ministry health food national geological environmental state supreme federal"
    " embassy consulate coast air central border customs weather agency".split()
)
"""First words of a state's offices: the state's name before them still names the state."""
