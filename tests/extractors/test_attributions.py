"""Who says what: sources, cues, stretches, chains."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgbuild.extractors.rules import find_attributions
from kgbuild.extractors.rules.attributions import find_said
from kgbuild.extractors.rules.syntax import Tree

# Text, then one line an attribution: source | cue | content (" ... " between its stretches) | kind, and whether it
# claims what it attributes (claim) or only wishes, judges, asks it (stance).
CASES = r"""
The general is calling for the government to step up strikes.
    general | is calling | for the government to step up strikes | indirect stance
"The colonel reported on the state of our posts beyond the river," Zelensky said.
    colonel | reported | the state of our posts beyond the river | direct claim
    Zelensky | said | "The colonel reported on the state of our posts beyond the river," | direct claim
According to Frontwatch, a mapping project run by volunteers, Russia controls ten villages.
    Frontwatch | According to | Russia controls ten villages. | indirect claim
According to the governor, the army and its allies attacked.
    governor | According to | the army and its allies attacked. | indirect claim
Ukraine's commander in chief, General Oleksandr Syrsky, said troops held the town.
    Ukraine's commander in chief, General Oleksandr Syrsky | said | troops held the town | indirect claim
The monitoring group DeepState said Russian forces had entered Toretsk.
    monitoring group DeepState | said | Russian forces had entered Toretsk | indirect claim
Two homes, the mayor said, had burned.
    mayor | said | Two homes, ... had burned. | indirect claim
In Kyiv, the mayor said two homes had burned.
    mayor | said | two homes had burned | indirect claim
On Monday, he said, the bridge was blown up.
    he | said | On Monday, ... the bridge was blown up. | indirect claim
"Who fired at us?" the mayor asked.
    mayor | asked | "Who fired at us?" | direct stance
"We held the bridge," said Colonel Ivan Bor, a spokesman for the unit. "Then they came back."
    Colonel Ivan Bor, a spokesman for the unit | said | "We held the bridge," ... "Then they came back." | direct claim
"The night was quiet," the mayor said.\n\n"Then soldiers killed a guard."
    mayor | said | "The night was quiet," ... "Then soldiers killed a guard." | direct claim
The minister told Reuters that the rebels had said they would leave.
    minister | told | that the rebels had said they would leave | indirect claim
    rebels | had said | they would leave | indirect claim
Rebels claimed responsibility for the attack.
    Rebels | claimed | the attack | indirect claim
The minister accused the rebels of shelling a market.
    minister | accused | shelling a market | indirect claim
The army put out a statement saying that two soldiers had died.
    army | saying | that two soldiers had died | indirect claim
The minister wants the rebels to leave the town.
    minister | wants | the rebels to leave the town | indirect stance
The president vowed to retake the city.
    president | vowed | to retake the city | indirect stance
The president called the raid a crime.
    president | called | the raid a crime | indirect stance
The envoy described the raid as a crime.
    envoy | described | the raid as a crime | indirect stance
What it called a special operation began at dawn.
    it | called | a special operation | indirect stance
The minister criticised the general for the retreat.
    minister | criticised | the general for the retreat | indirect stance
The paper quoted an aide as saying the army had left.
    paper | quoted | an aide ... saying the army had left | indirect claim
    aide | saying | the army had left | indirect claim
The convoy had left, the paper quoted an aide as saying.
    paper | quoted | The convoy had left ... an aide ... saying | indirect claim
    aide | saying | The convoy had left | indirect claim
The militia is said to have burned a village.
    nobody | is said | The militia ... to have burned a village | indirect claim
Witnesses said soldiers shot two men; police said the men had fired.
    Witnesses | said | soldiers shot two men | indirect claim
    police | said | the men had fired | indirect claim
The mayor told reporters that, according to survivors, gunmen burned a farm.
    mayor | told | that, according to survivors, gunmen burned a farm | indirect claim
    survivors | according to | gunmen burned a farm. | indirect claim
Rebels were accused by the mission of shelling a camp.
    mission | were accused | shelling a camp | indirect claim
Officials said two men had died.
    Officials | said | two men had died | indirect claim
It was reported that two homes had burned.
    nobody | was reported | that two homes had burned | indirect claim
The general is expected to visit the front on Friday.
    nobody | is expected | The general ... to visit the front on Friday | indirect stance
The talks seem to have failed.
    nobody | seem | The talks ... to have failed | indirect stance
The minister declined to say whether troops had crossed the border.
    minister | declined | to say whether troops had crossed the border | indirect stance
The army denied that it had shelled the school.
    army | denied | that it had shelled the school | indirect claim
The army's claim that rebels had fled was false.
    army | claim | that rebels had fled | indirect claim
Reports of clashes came from Bor.
    nobody | Reports | clashes | indirect claim
The minister was confident that the truce would hold.
    minister | confident | that the truce would hold | indirect stance
Asked about the raid, the general declined to comment.
    nobody | Asked | the raid | indirect stance
    general | declined | to comment | indirect stance
The mayor tweeted: "Two homes burned."
    mayor | tweeted | "Two homes burned." | direct claim
"Two homes burned," the mayor tweeted.
    mayor | tweeted | "Two homes burned," | direct claim
The ministry said in a statement that two soldiers had died.
    ministry | said | that two soldiers had died | indirect claim
The raid was condemned by the minister.
    minister | was condemned | The raid | indirect stance
The rebels threatened to kill the hostages.
    rebels | threatened | to kill the hostages | indirect stance
The president blamed the rebels for the attack.
    president | blamed | the attack | indirect claim
The governor blamed the raid on rebels.
    governor | blamed | the raid on rebels | indirect claim
Three-quarters of the refugees said they had been beaten.
    Three-quarters of the refugees | said | they had been beaten | indirect claim
The soldiers allegedly executed three prisoners.
    nobody | allegedly | The soldiers ... executed three prisoners. | indirect claim
The alleged attack on the convoy shook the town.
    nobody | alleged | attack on the convoy | indirect claim
Villagers were told that the army would come.
    nobody | were told | that the army would come | indirect claim
The army said ten rebels had died while the rebels said they had lost one man.
    army | said | ten rebels had died | indirect claim
    rebels | said | they had lost one man | indirect claim
The minister called the report that troops had fired a lie.
    minister | called | the report that troops had fired a lie | indirect claim
    nobody | report | that troops had fired a lie | indirect claim
The army said in a statement that aircraft had killed sixty fighters as they fled.
    army | said | that aircraft had killed sixty fighters as they fled | indirect claim
A drone killed at least eight guards outside a church on Tuesday, two witnesses said.
    two witnesses | said | A drone killed at least eight guards outside a church on Tuesday, | indirect claim
The army put the number of dead at nine.
    army | put | the number of dead at nine | indirect claim
It is false that soldiers killed the man.
    nobody | false | that soldiers killed the man | indirect claim
Asked about the raid, the general said: "We did not kill anybody."
    nobody | Asked | the raid | indirect stance
    general | said | "We did not kill anybody." | direct claim
The official, who asked for anonymity, said rebels had taken the town.
    who | asked | anonymity | indirect stance
    official | said | rebels had taken the town | indirect claim
No group has claimed responsibility for the attack.
Ten people died, according to the mayor, when rebels shelled the market.
    mayor | according to | Ten people died, ... when rebels shelled the market. | indirect claim
Russia attacked Kharkiv with drones - governor
    governor | - | Russia attacked Kharkiv with drones | indirect claim
Russian missile kills ten in Kharkiv, governor says
    governor | says | Russian missile kills ten in Kharkiv, | indirect claim
A statement said soldiers had killed ten rebels.
    statement | said | soldiers had killed ten rebels | indirect claim
Satellite images show that the army has destroyed the bridge.
    Satellite images | show | that the army has destroyed the bridge | indirect claim
Footage showed soldiers beating prisoners.
    Footage | showed | soldiers beating prisoners | indirect claim
The minister urged both sides to stop firing.
    minister | urged | both sides to stop firing | indirect stance
The report said that shelling went on.
    report | said | that shelling went on | indirect claim
The rebels say they hold the town, but the army denies it.
    rebels | say | they hold the town | indirect claim
    army | denies | it | indirect claim
Minister: Two soldiers dead
    Minister | : | Two soldiers dead | indirect claim
Two soldiers dead in raid: police
    police | : | Two soldiers dead in raid | indirect claim
"I think the rebels will come back," the mayor said.
    mayor | said | "I think the rebels will come back," | direct claim
He said the minister had told him that the rebels were coming.
    He | said | the minister had told him that the rebels were coming | indirect claim
    minister | had told | that the rebels were coming | indirect claim
The governor, Pavlo Kyrylenko, said three people were killed.
    governor, Pavlo Kyrylenko | said | three people were killed | indirect claim
Three people were killed, the governor, Pavlo Kyrylenko, said.
    governor, Pavlo Kyrylenko | said | Three people were killed, | indirect claim
The army said Tuesday it had shot down a drone.
    army | said | it had shot down a drone | indirect claim
The village was shelled twice, he said, adding that nobody was hurt.
    he | said | The village was shelled twice, | indirect claim
    he | adding | that nobody was hurt | indirect claim
The minister refused to comment on the strike.
    minister | refused | to comment on the strike | indirect stance
The mayor tweeted that two homes had burned.
    mayor | tweeted | that two homes had burned | indirect claim
"Two homes burned," said the mayor.
    mayor | said | "Two homes burned," | direct claim
"Two homes burned," the mayor told reporters on Monday.
    mayor | told | "Two homes burned," | direct claim
"Two homes burned," the mayor said, "and the school is gone."
    mayor | said | "Two homes burned," ... "and the school is gone." | direct claim
Two homes burned, the mayor said on Monday.
    mayor | said | Two homes burned, | indirect claim
Two homes burned, said the mayor of Bor.
    mayor of Bor | said | Two homes burned, | indirect claim
The mayor confirmed that two homes had burned.
    mayor | confirmed | that two homes had burned | indirect claim
Sources said that two homes had burned.
    Sources | said | that two homes had burned | indirect claim
Residents reported hearing shots.
    Residents | reported | hearing shots | indirect claim
The president admitted losing the city.
    president | admitted | losing the city | indirect claim
The rebels claim to have shot down a jet.
    rebels | claim | to have shot down a jet | indirect claim
The general told reporters: "We held the bridge."
    general | told | "We held the bridge." | direct claim
The general said: "We held the bridge. They left."
    general | said | "We held the bridge. ... They left." | direct claim
The mayor's allegation of torture was denied.
    mayor | allegation | torture | indirect claim
In his statement that the war was over, the president named nobody.
    his | statement | that the war was over | indirect claim
The army hopes to retake the town.
    army | hopes | to retake the town | indirect stance
The army plans to withdraw from the town.
    army | plans | to withdraw from the town | indirect stance
The minister promised to rebuild the bridge.
    minister | promised | to rebuild the bridge | indirect stance
The minister seeks to end the war.
    minister | seeks | to end the war | indirect stance
The general intends to stay.
    general | intends | to stay | indirect stance
The rebels refused to leave the town.
    rebels | refused | to leave the town | indirect stance
The minister praised the soldiers.
    minister | praised | the soldiers | indirect stance
The envoy denounced the raid.
    envoy | denounced | the raid | indirect stance
The minister called for an end to the war.
    minister | called | an end to the war | indirect stance
The minister called on both sides to stop.
    minister | called | both sides to stop | indirect stance
The minister referred to the raid.
    minister | referred | the raid | indirect stance
The envoy warned of a famine.
    envoy | warned | a famine | indirect claim
The envoy talked about the truce.
    envoy | talked | the truce | indirect stance
The minister wondered whether the truce would hold.
    minister | wondered | whether the truce would hold | indirect stance
The general asked if the bridge was safe.
    general | asked | if the bridge was safe | indirect stance
The council voiced concern about the shelling.
    council | voiced | the shelling | indirect stance
The minister raised questions about the raid.
    minister | raised | the raid | indirect stance
The minister made clear that the army would stay.
    minister | made | that the army would stay | indirect claim
The minister made the case that the army should stay.
    minister | made | that the army should stay | indirect claim
The army knows that the bridge is mined.
    army | knows | that the bridge is mined | indirect claim
The minister considers the raid a crime.
    minister | considers | the raid a crime | indirect stance
The mayor asked the army to leave.
    mayor | asked | the army to leave | indirect stance
The minister ordered the troops to withdraw.
    minister | ordered | the troops to withdraw | indirect stance
The raid was described by the envoy as a crime.
    envoy | was described | The raid ... as a crime | indirect stance
The minister was critical of the raid.
    minister | critical | of the raid | indirect stance
The rebels are eager to talk.
    rebels | eager | to talk | indirect stance
The police suspect the driver of smuggling arms.
    police | suspect | smuggling arms | indirect claim
Nobody denied that the bridge had fallen.
According to police, two homes burned.
    police | According to | two homes burned. | indirect claim
Two homes burned, according to a police report.
    police report | according to | Two homes burned, | indirect claim
Two homes, according to the mayor, burned at dawn.
    mayor | according to | Two homes, ... burned at dawn. | indirect claim
Moscow says its troops hold the town.
    Moscow | says | its troops hold the town | indirect claim
The ministry, which says it holds the town, gave no figures.
    which | says | it holds the town | indirect claim
Soldiers who say they were beaten have filed a complaint.
    who | say | they were beaten | indirect claim
The minister said the rebels had attacked, and added that ten soldiers had died.
    minister | said | the rebels had attacked | indirect claim
    minister | added | that ten soldiers had died | indirect claim
Speaking in Bor, the mayor said: "We held the bridge."
    mayor | said | "We held the bridge." | direct claim
As the mayor said, two homes burned.
    mayor | said | two homes burned. | indirect claim
The bridge, the army insists, was empty.
    army | insists | The bridge, ... was empty. | indirect claim
Reports that the bridge had fallen were false.
    nobody | Reports | that the bridge had fallen | indirect claim
The minister welcomed the truce.
    minister | welcomed | the truce | indirect stance
The army announced a ceasefire.
    army | announced | a ceasefire | indirect claim
The mayor declared the city safe.
    mayor | declared | the city safe | indirect claim
''It was a long night,'' the mayor said. ''Nobody slept.''
    mayor | said | ''It was a long night,'' ... Nobody slept.'' | direct claim
The mayor said "two homes" had burned.
    mayor | said | "two homes" had burned | mixed claim
The officers, who feared a raid and said the post was lost, fled.
    who | feared | a raid | indirect stance
    who | said | the post was lost | indirect claim
A law that seeks to close the border failed.
A boy called Ali ran to the bridge.
Fifteen men accused of burning a depot were freed.
    nobody | accused | burning a depot | indirect claim
Fifteen men accused by the army of burning a depot were freed.
    army | accused | burning a depot | indirect claim
The mayor said he believes the road is open.
    mayor | said | he believes the road is open | indirect claim
The mayor said rebels believe the road is open.
    mayor | said | rebels believe the road is open | indirect claim
    rebels | believe | the road is open | indirect claim
The envoy likened the raid to a hunt.
    envoy | likened | the raid to a hunt | indirect stance
The bridge was closed in May, records show.
    records | show | The bridge was closed in May, | indirect claim
The mayor took the view that the road was open.
    mayor | took | that the road was open | indirect claim
On Tuesday, two homes burned.
The house on the hill burned.
The soldiers crossed the bridge and shelled the town.
"""


def read_cases():
    """(text, expected lines) of each case."""
    cases: list[tuple[str, list[str]]] = []
    for line in CASES.strip().splitlines():
        if line.startswith("    "):
            cases[-1][1].append(line.strip())
        else:
            cases.append((line.replace("\\n", "\n"), []))
    return cases


def read(text, parse, vocabulary):
    """The attributions of a text as lines of the table."""
    tree = Tree(parse(text), vocabulary)

    def line(said):
        source, cue = (tree.parse.mention(*part).text if part else "nobody" for part in (said.phrase, said.cue))
        content = " ... ".join(tree.parse.mention(*part).text for part in said.content)
        return f"{source} | {cue} | {content} | {said.kind} {'claim' if said.asserts else 'stance'}"

    return [line(said) for said in find_said(tree)]


@pytest.mark.parametrize(("text", "expected"), read_cases(), ids=lambda value: value if isinstance(value, str) else "")
def test_forms_of_reporting(text, expected, parse, vocabulary):
    assert read(text, parse, vocabulary) == expected


SOURCES = ["The mayor", "General Ivan Bor", "The army's spokesman", "Officials", "She", "Kyiv"]
CUES = ["said", "claimed", "denied", "told reporters", "was told", "hoped", "called", "wants", "seemed", "accused"]
CONTENTS = [
    "that two homes had burned",
    '"we held the bridge"',
    "the raid a crime",
    "the rebels to leave",
    "of shelling a market",
    "to stay in the town, and left",
    'what it called "liberation"',
]
FORMS = [
    "{s} {c} {t}.",
    '"{t}," {s} {c}.',
    "{t}, {c} {s}.",
    "{t}, {s} {c}, {t}.",
    "{s} {c}: {t}\n\n{t}",
    "According to {s}, {t}",
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(*map(st.sampled_from, (SOURCES, CUES, CONTENTS, FORMS))), min_size=1, max_size=3))
def test_whatever_is_found_slices_back_and_keeps_apart(parse, vocabulary, parts):
    text = " ".join(form.format(s=source, c=cue, t=content) for source, cue, content, form in parts)
    parsed = parse(text)
    for said in find_attributions(parsed, vocabulary):
        spans = [said.cue, *said.content, *([said.source] if said.source else [])]
        assert all(text[span.start : span.end] == span.text for span in spans)
        assert said.content
        ordered = sorted(spans[:1] + list(said.content), key=lambda span: span.start)
        assert all(one.end <= other.start for one, other in pairwise(ordered)), "cue and content overlap"
        if said.source:
            assert said.source.end <= said.cue.start or said.cue.end <= said.source.start
    assert find_attributions(parsed, vocabulary) == find_attributions(parsed, vocabulary)


def test_what_is_wished_claims_nothing(statement):
    found = statement("The minister wants the rebels to attack the village.", "attack")
    assert (found.status, [c.mention for c in found.claimants if c.mention]) == ("asserted", [])


def test_what_is_known_or_feared_to_be_so_is_somebodys_word(statement):
    found = statement("The mayor worried that rebels had attacked the village.", "attacked")
    assert [c.mention.text for c in found.claimants] == ["mayor"]


def test_a_name_beside_a_role_is_the_claimant(statement):
    text = "Ukraine's commander in chief, General Oleksandr Syrsky, said troops had attacked the town."
    found = statement(text, "attacked")
    assert "Syrsky" in found.claimants[0].mention.text
    assert "commander" not in found.claimants[0].mention.text


def test_places_and_times_are_no_sources(parse, vocabulary):
    for text in ("In Goma on Monday said troops had left.", "The town of Sake wants rain.", "Last week showed that."):
        assert all(line.startswith("nobody |") for line in read(text, parse, vocabulary)), text


def test_a_sentence_final_cue_covers_the_whole_sentence(statements):
    text = "Gunmen attacked a convoy and soldiers shot two of them, the governor said."
    found = {item.trigger.text: [c.name for c in item.claimants] for item in statements(text)}
    assert found["attacked"] == found["shot"] == ["governor"]


def test_chains_run_from_outermost_to_innermost(statement):
    found = statement(
        "President Zelensky said General Syrsky had told him that Ukrainian troops were holding the town of Bor.",
        "holding",
        agency="AFP",
    )
    assert next(claimant.name for claimant in found.claimants) == "AFP"
    assert [claimant.mention.text for claimant in found.claimants[1:]] == ["President Zelensky", "General Syrsky"]
    assert found.status == "claimed"


def test_the_accuser_claims_what_the_accused_did(statement):
    found = statement("Kigali accused Kinshasa of shelling a village.", "shelling")
    assert [claimant.mention.text for claimant in found.claimants] == ["Kigali"]
    assert found.status == "claimed"


STATUSES = [
    ("Soldiers attacked the tanker.", "attacked", "asserted", "positive", []),
    ("The rebels denied that their fighters had killed prisoners.", "killed", "denied", "positive", ["rebels"]),
    ("Moscow denies targeting the hospital.", "targeting", "denied", "positive", ["Moscow"]),
    ("The army rejected claims that it had bombed the camp.", "bombed", "denied", "positive", ["army"]),
    ("The army did not deny that it had bombed the camp.", "bombed", "claimed", "positive", ["army"]),
    ("The army denied reports of an attack on the camp.", "attack", "denied", "positive", ["army"]),
    ("He called the report that troops had shelled the camp a lie.", "shelled", "denied", "positive", ["He"]),
    ("The claim that soldiers killed the guard is untrue.", "killed", "denied", "positive", []),
    ("It is false that soldiers killed the guard.", "killed", "denied", "positive", []),
    ("The rebels reportedly shelled the camp.", "shelled", "claimed", "positive", []),
    ("Gunmen allegedly kidnapped the mayor.", "kidnapped", "claimed", "positive", []),
    ("The alleged attack on the convoy shook the town.", "attack", "claimed", "positive", []),
    ("Villagers were told that troops had shelled the camp.", "shelled", "claimed", "positive", []),
    ("It was reported that troops had shelled the camp.", "shelled", "claimed", "positive", []),
    ("He was convicted of murdering two guards.", "murdering", "claimed", "positive", []),
    ("He was acquitted of murdering two guards.", "murdering", "denied", "positive", []),
    ("He was arrested on suspicion of killing two guards.", "killing", "claimed", "positive", []),
    ("Police suspect the gang of bombing the market.", "bombing", "claimed", "positive", ["Police"]),
    ("The governor blamed rebels for the attack on the convoy.", "attack", "claimed", "positive", ["governor"]),
    ("No group has claimed responsibility for an attack in Maroua.", "attack", "asserted", "positive", []),
    ("The group claimed responsibility for the attack on the market.", "attack", "claimed", "positive", ["group"]),
    ("Houthi forces did not attack the tanker, the company said.", "attack", "claimed", "negative", ["company"]),
    ("Footage showed soldiers beating prisoners.", "beating", "claimed", "positive", ["Footage"]),
    ("A statement said soldiers had killed ten rebels.", "killed", "claimed", "positive", ["statement"]),
    ("Local media reported that gunmen had kidnapped the mayor.", "kidnapped", "claimed", "positive", ["Local media"]),
    ("Russian missile kills ten in Kharkiv, governor says", "kills", "claimed", "positive", ["governor"]),
    ("Rebels killed ten soldiers in Bor - mayor", "killed", "claimed", "positive", ["mayor"]),
    ("Police killed a man, according to a statement by General Bor.", "killed", "claimed", "positive", ["General Bor"]),
    ("Police killed a man, a report published by Bor Watch said.", "killed", "claimed", "positive", ["Bor Watch"]),
    ("Rebels bombed a clinic, a claim that the junta denies.", "bombed", "denied", "positive", ["junta"]),
    ("The militia is said to have burned a village.", "burned", "claimed", "positive", []),
    ("Baku accused Armenian forces of shelling a village.", "shelling", "claimed", "positive", ["Baku"]),
    ("The mayor said rebels killed two while the rebels said nobody died.", "killed", "claimed", "positive", ["mayor"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "trigger", "status", "polarity", "claimants"), STATUSES)
def test_status_polarity_and_claimants(text, trigger, status, polarity, claimants, statement):
    found = statement(text, trigger)
    assert (found.status, found.polarity) == (status, polarity)
    assert [claimant.mention.text for claimant in found.claimants] == claimants


def test_quoted_sentences_without_a_cue_keep_their_speaker(statement):
    text = '"The night was quiet," the mayor said. "Then soldiers killed a guard."'
    found = statement(text, "killed")
    assert [claimant.mention.text for claimant in found.claimants] == ["mayor"]


def test_a_quotation_without_a_cue_goes_to_who_was_last_reported_on(statement):
    text = 'The mayor said it had been a hard night.\n\n"Soldiers killed a guard. They burned his house."'
    found = statement(text, "killed")
    assert ([c.mention.text for c in found.claimants], found.status) == (["mayor"], "claimed")


def test_quoted_words_of_nobody_are_claimed_all_the_same(statement):
    found = statement('"Soldiers killed a guard."', "killed")
    assert (found.claimants, found.status) == ((), "claimed")


def test_a_verb_with_its_own_infinitive_does_not_take_a_quotation_nearby(parse, vocabulary):
    text = 'The general continued to attack the town, a "nest of thieves and murderers".'
    assert read(text, parse, vocabulary) == []


def test_the_publisher_that_reprints_an_agency_is_no_second_claimant(statement):
    found = statement("Soldiers attacked a convoy.", "attacked", agency="AFP", publisher="The Daily")
    assert [claimant.name for claimant in found.claimants] == ["AFP"]


def test_what_a_body_puts_out_itself_is_its_word(statements):
    text = (
        "The coast guard informs the public:\n\nThree smugglers were detained off Berbera. A fisherman, Awil Nur, said "
        "that two boats had been sunk."
    )
    found = {item.trigger.text: item for item in statements(text)}
    assert [claimant.name for claimant in found["detained"].claimants] == ["coast guard"]
    assert found["detained"].status == "claimed"
    assert [claimant.name for claimant in found["sunk"].claimants] == ["Awil Nur"]
    assert found["informs"].claimants == ()
    later = "Calm returned to Berbera. The coast guard informs the public:\n\nThree smugglers were detained."
    assert {item.trigger.text: item.claimants for item in statements(later)}["detained"] == ()
