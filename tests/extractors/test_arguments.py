"""Who fills which role, through the constructions of news English."""

from __future__ import annotations

import pytest

from extractors.conftest import texts

CASES = [
    # text, trigger, actors, recipients, locations
    ("Soldiers killed two farmers near Bor.", "killed", ["Soldiers"], ["farmers"], ["Bor"]),
    ("Two farmers were killed by soldiers near Bor.", "killed", ["soldiers"], ["farmers"], ["Bor"]),
    ("Two farmers were killed near Bor.", "killed", [], ["farmers"], ["Bor"]),
    ("Israel's bombing of the port killed a guard.", "bombing", ["Israel"], ["port"], []),
    ("The killing of a nurse by gunmen in Jenin shocked residents.", "killing", ["gunmen"], ["nurse"], ["Jenin"]),
    ("Gunmen who attacked a church in Dori fled on motorbikes.", "attacked", ["Gunmen"], ["church"], ["Dori"]),
    ("Troops carried out an attack on a camp near Sake.", "attack", ["Troops"], ["camp"], ["Sake"]),
    ("An attack was carried out by militants in Menaka.", "attack", ["militants"], [], ["Menaka"]),
    ("Militants stormed the barracks and abducted six recruits.", "abducted", ["Militants"], ["recruits"], []),
    ("Police clashed with protesters in Nairobi.", "clashed", ["Police"], ["protesters"], ["Nairobi"]),
    ("Clashes between soldiers and rebels erupted in Beni.", "Clashes", ["soldiers", "rebels"], [], ["Beni"]),
    ("Israeli airstrikes killed nine people in Rafah.", "killed", ["Israeli"], ["people"], ["Rafah"]),
    ("An explosion in Kherson killed two workers.", "killed", [], ["workers"], ["Kherson"]),
    ("Insurgents tried to enter Mubi.", "enter", ["Insurgents"], [], ["Mubi"]),
    ("The army repelled an attack on Goma.", "attack", [], ["army"], ["Goma"]),
    ("Kigali accused Kinshasa of shelling a village.", "shelling", ["Kinshasa"], ["village"], []),
    ("Kenya praised Ghana's efforts.", "praised", ["Kenya"], ["Ghana"], []),
    ("Nepal rejected an Indian proposal on Monday.", "rejected", ["Nepal"], ["Indian"], []),
    ("Norway offered to send engineers to Malawi.", "offered", ["Norway"], ["Malawi"], []),
    ("Peru demanded that Chile release the sailors.", "demanded", ["Peru"], ["Chile"], []),
    ("Ghana said that Togo must return the boats.", "said", ["Ghana"], ["Togo"], []),
    ("The faction said it would boycott the election in Togo.", "said", ["faction"], ["Togo"], []),
    ("Italy held talks with Libya in Rome.", "talks", ["Italy"], ["Libya"], ["Rome"]),
    ("Police denied the editor's arrest in Minsk.", "arrest", [], ["editor"], ["Minsk"]),
    ("Sanctions were imposed on Mali by Ghana.", "Sanctions", ["Ghana"], ["Mali"], []),
    ("A woman was beaten and hit with stones in Kandahar.", "hit", [], ["woman"], ["Kandahar"]),
    ("Rebels captured Walikale from the army.", "captured", ["Rebels"], ["army"], ["Walikale"]),
    ("The clerk saw a courier killed trying to flee.", "killed", [], ["courier"], []),
    ("The lawyer was found shot dead in Dori.", "shot dead", [], ["lawyer"], ["Dori"]),
    ("Six villagers were killed in Malian airstrikes.", "killed", ["Malian"], ["villagers"], []),
    ("Six villagers were killed in a raid by gunmen.", "killed", ["gunmen"], ["villagers"], []),
    ("Six villagers were killed in clashes with gunmen.", "killed", [], ["villagers"], []),
    ("Thousands of herders died of hunger.", "died", [], ["herders"], []),
    ("Snipers killed soldiers at a depot.", "killed", ["Snipers"], ["soldiers"], ["depot"]),
    ("The rebels are battling an offensive by soldiers.", "battling", ["rebels"], ["soldiers"], []),
    ("Ninety fighters took part in the assault on Menaka.", "assault", ["fighters"], [], ["Menaka"]),
    ("Two men were convicted of the murder of a nurse.", "murder", ["men"], ["nurse"], []),
    ("Two men were convicted of the murder of a nurse.", "convicted", [], ["men"], []),
    ("The town of Dori is under attack by rebels.", "is under attack", ["rebels"], [], ["Dori"]),
    ("Norway drove the stranded students to Oslo.", "drove", ["Norway"], ["stranded students"], ["Oslo"]),
    ("Police arrested the leader's brother, Ahmed Diallo, in Gao.", "arrested", ["Police"], ["Ahmed Diallo"], ["Gao"]),
    ("The farmer cried before he was shot in Dori.", "shot", [], ["farmer"], ["Dori"]),
    ("The raid killed the judge along with six guards.", "killed", [], ["judge", "guards"], []),
    ("They mourned the coffin of an officer killed in Bor.", "killed", [], ["officer"], ["Bor"]),
    ("Medics counted 30 children and 60 adults killed.", "killed", [], ["children", "adults"], []),
    ("Leaders told police to use lethal force against crowds.", "use lethal force against", ["police"], ["crowds"], []),
    ("Jets struck Islamic State positions near Bor.", "struck", ["Jets"], ["Islamic State"], ["Bor"]),
    ("A fence would protect farmers from the army's raids.", "raids", ["army"], ["farmers"], []),
    ("He never meant to kill anyone.", "kill", ["He"], [], []),
    ("Gunmen killed soldiers at that post.", "killed", ["Gunmen"], ["soldiers"], []),
    ("The envoy received death threats from the group.", "death threats", ["group"], ["envoy"], []),
    ("Ten men were given jail terms.", "jail terms", [], ["men"], []),
    ("Troops surrounded the depot and burned it.", "burned", ["Troops"], ["depot"], []),
    (
        "Ali Bello meets with Omar Kane, left, and Ama Mensah.",
        "meets with",
        ["Ali Bello"],
        ["Omar Kane", "Ama Mensah"],
        [],
    ),
    ("Herders came to Accra to protest.", "protest", ["Herders"], [], ["Accra"]),
    ("Ministers met for talks about the war in Mali.", "met", ["Ministers"], [], []),
    ("Ghana sent food and staff such as doctors to Nepal.", "sent food", ["Ghana"], ["Nepal"], []),
    ("Japan lifted sanctions imposed on India and Pakistan.", "lifted sanctions", ["Japan"], ["India", "Pakistan"], []),
    ("Norway donated tents to various African countries.", "donated", ["Norway"], ["various African countries"], []),
    ("Norway suspended aid to Bamako.", "suspended aid", ["Norway"], ["Bamako"], []),
    ("Chile rejected the envoy's Gaza plan.", "rejected", ["Chile"], ["envoy"], []),
    ("The killing of a guard at his home was condemned.", "killing", [], ["guard"], []),
    ("Protests rocked Goma.", "Protests", [], [], ["Goma"]),
    ("Goma remained under a curfew.", "curfew", [], [], ["Goma"]),
    ("Clashes erupted between rebels and soldiers in Goma.", "Clashes", ["rebels", "soldiers"], [], ["Goma"]),
    ("Gambian and Malian soldiers exchanged fire in Abs.", "exchanged", ["Gambian", "Malian soldiers"], [], ["Abs"]),
    (
        "Fighting broke out between the Kenyan army and Fano rebels in Masisi.",
        "Fighting",
        ["Kenyan army", "Fano rebels"],
        [],
        ["Masisi"],
    ),
    ("Chad accused Libyan forces of looting.", "accused", ["Chad"], ["Libyan forces"], []),
    ("Nigerian jets bombed a wedding in Tudun Biri.", "bombed", ["Nigerian jets"], ["wedding"], ["Tudun Biri"]),
    ("Chad said its tanks shelled a depot.", "shelled", ["its tanks"], ["depot"], []),
    ("A tank of the Kenyan army rolled into Bor.", "rolled", ["Kenyan army"], [], ["Bor"]),
    ("Youths set fire to the market in Sake.", "set fire", ["Youths"], ["market"], ["Sake"]),
    ("The navy fired on their canoe off Calabar.", "fired", ["navy"], ["their canoe"], ["Calabar"]),
    ("The convoy was ambushed on the road to Sake.", "ambushed", [], ["convoy"], ["Sake"]),
    ("A blast hit the judge along with his guards.", "hit", [], ["judge", "his guards"], []),
    ("Troops exchanged fire with separatists in Bor.", "exchanged", ["Troops"], ["separatists"], ["Bor"]),
    ("As many as 40 patients were arrested in Bor.", "arrested", [], ["patients"], ["Bor"]),
    ("Prosecutors charged the guard with the murder of two cooks.", "murder", ["guard"], ["cooks"], []),
    ("An element of the Kenyan army attacked the village.", "attacked", ["Kenyan army"], ["village"], []),
    ("Sailors under detention in Bor were shown on television.", "detention", [], ["Sailors"], ["Bor"]),
    ("Goma is shelled by rebels and lies near Bukavu.", "shelled", ["rebels"], [], ["Goma"]),
]


@pytest.mark.parametrize(("text", "trigger", "actors", "recipients", "locations"), CASES, ids=[c[0] for c in CASES])
def test_roles(text, trigger, actors, recipients, locations, statement):
    found = statement(text, trigger)
    assert texts(found.actors) == actors
    assert texts(found.recipients) == recipients
    assert texts(found.locations) == locations


def test_a_place_is_never_the_actor_of_an_attack(statements):
    for found in statements("Goma was shelled on Monday. Bakhmut suffered heavy shelling overnight."):
        assert not found.actors


def test_who_foils_a_plot_is_not_who_plotted(statements):
    for found in statements("Police foiled a plot to bomb the cathedral in Kampala."):
        assert not (found.action.type == "ASSAULT" and found.actors)


def test_a_bare_event_noun_takes_the_actors_of_its_only_namesake(statement):
    text = "Kyiv launched a surprise incursion into Kursk. The incursions forced Russia to withdraw troops."
    assert texts(statement(text, "forced").actors) == ["Kyiv"]


@pytest.mark.parametrize(
    "text",
    [
        "The striker scored twice as the visitors attacked from the start of the second half of the cup match.",
        "Shares fell as traders feared that inflation would hit profits on the stock market.",
        "The storm hit the coast and heavy rain is expected on Sunday.",
        "The company fired its director after sales collapsed.",
        "The retired teacher, 91, died of cancer at home.",
    ],
)
def test_sport_markets_weather_and_obituaries_give_nothing(text, statements):
    assert [item.trigger.text for item in statements(text) if item.action.type != "SAY"] == []


def test_what_somebody_will_not_do_is_a_refusal(statement):
    found = statement("The movement will not release the soldiers.", "release")
    assert (found.action.type, found.polarity, found.modality) == ("REJECT", "positive", "actual")


def test_what_somebody_will_do_for_others_is_a_promise(statements):
    (promise,) = statements("Norway will give Malawi a grant.")
    assert (promise.action.type, promise.modality) == ("AGREE", "actual")
    assert [item.mention.text for item in promise.recipients] == ["Malawi"]


def test_a_word_serves_one_statement_but_a_threatened_deed_two(statements):
    found = statements("The rebels threatened to attack the convoy.")
    assert [(item.action.type, item.trigger.text) for item in found] == [
        ("THREATEN", "threatened"),
        ("ASSAULT", "attack"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The shop sells assault rifles.",
        "The team took up the challenge.",
        "The government has not imposed a curfew on anyone who pleaded not guilty.",
    ],
)
def test_modifiers_particles_and_negated_words_make_no_trigger(text, statements):
    assert not {"assault", "took", "pleaded not guilty"} & {item.trigger.text for item in statements(text)}


@pytest.mark.parametrize(
    ("text", "trigger", "actors"),
    [
        ("Togo and Benin joined in their fight against the rebels.", "fight", ["Togo", "Benin"]),
        ("The minister shook hands with the envoy after their meeting.", "meeting", ["minister", "envoy"]),
        ("The minister and the envoy waited, and soldiers attacked their convoy.", "attacked", ["soldiers"]),
        ("The minister said that rebels had seen their troops shell Bor.", "shell", ["their troops"]),
    ],
)
def test_their_is_said_by_those_who_do_it_together(text, trigger, actors, statement):
    assert texts(statement(text, trigger).actors) == actors


def test_nobody_is_them_of_his_own_deed(statement):
    text = "Togo's president met the envoy of Benin in Bor on Monday and urged them to return to talks."
    assert texts(statement(text, "urged").recipients) == ["them"]
