"""Whether it happened, and how the words say so."""

from __future__ import annotations

import pytest

# Sentence | trigger | modality | polarity, by construction.
CASES = """
# plain, tense and aspect
Soldiers shelled the camp. | shelled | actual | positive
Soldiers have shelled the camp. | shelled | actual | positive
Soldiers had shelled the camp. | shelled | actual | positive
Soldiers are shelling the camp. | shelling | ongoing | positive
Soldiers have been shelling the camp for weeks. | shelling | ongoing | positive
Soldiers continue to shell the camp. | shell | ongoing | positive
Rebels still control the town. | control | ongoing | positive
Soldiers tried to seize the port before being arrested. | arrested | actual | positive
# again and again
Russian gunners regularly shell the villages. | shell | habitual | positive
The army shelled Bor every day. | shelled | habitual | positive
Belgorod is regularly targeted by Ukrainian airstrikes. | targeted | habitual | positive
Frequent attacks on the convoy delayed the aid. | attacks | habitual | positive
# long ago
In 1994, militias slaughtered families in the church. | slaughtered | historical | positive
Ten years ago rebels bombed the market. | bombed | historical | positive
Two decades ago rebels bombed the market. | bombed | historical | positive
Soldiers used to patrol the border. | patrol | historical | positive
# to come
Kenya will deploy 1,000 police officers to Haiti. | deploy | planned | positive
Kenya plans to deploy police officers to Haiti. | deploy | planned | positive
The army is preparing to storm Bor. | storm | planned | positive
The army was ready to attack the town. | attack | planned | positive
The two leaders were due to meet on Friday. | meet | planned | positive
The two leaders were expected to meet on Friday. | meet | planned | positive
The army was to have attacked the town. | attacked | planned | positive
Talks between the two sides are to begin on Monday. | Talks | planned | positive
The army plans an offensive against the rebels. | offensive | planned | positive
The planned attack on Bor was delayed. | attack | planned | positive
The rebels vowed to attack the capital. | attack | planned | positive
The president said the army would attack the town. | attack | planned | positive
# tried, wanted
The rebels tried to capture the town of Bor. | capture | intended | positive
The army sought to capture Bor. | capture | intended | positive
The rebels attempted to shoot down a helicopter. | shoot down | intended | positive
The rebels wanted to kill the minister. | kill | intended | positive
The rebels hoped to capture the port of Bor. | capture | intended | positive
The raid was aimed at freeing hostages. | freeing | intended | positive
The attempted assassination of the minister shocked the country. | assassination | intended | positive
An attempt to assassinate the minister failed. | assassinate | intended | positive
They were plotting an attack on the embassy. | attack | intended | positive
Police foiled a plot to attack the embassy. | attack | intended | positive
# kept from happening
Security forces foiled an attack on the parliament. | attack | intended | negative
Security forces thwarted an attack on the parliament. | attack | intended | negative
Guards prevented an attack on the parliament. | attack | intended | negative
Soldiers prevented rebels from entering the town of Bor. | entering | actual | negative
Troops failed to capture the town of Bor. | capture | intended | negative
Rebels were unable to capture the town of Bor. | capture | actual | negative
The army has yet to capture the town of Bor. | capture | actual | negative
The army almost captured the town of Bor. | captured | actual | negative
The army nearly captured the town of Bor. | captured | actual | negative
The general refused to attack the camp. | attack | actual | negative
The army refrained from attacking the camp. | attacking | actual | negative
# repelled is not prevented: somebody attacked
Troops fended off an assault on the bridge. | assault | actual | positive
Air defences repelled a drone attack on Sevastopol. | attack | actual | positive
# threatened, asked, ordered
The rebels threatened to attack the convoy. | attack | threatened | positive
The president threatened to bomb the port. | bomb | threatened | positive
The bishop urged soldiers to attack nobody. | attack | requested | negative
The bishop urged soldiers to attack the camp. | attack | requested | positive
The minister ordered troops to attack the camp. | attack | requested | positive
Rebels have been ordered to withdraw from Bor. | withdraw | requested | positive
Attack the bridge! | Attack | requested | positive
Do not shoot the hostages. | shoot | requested | negative
"Kill the hostages," the rebel told his men. | Kill | requested | positive
# may be
If troops attacked the camp, thousands would die. | attacked | hypothetical | positive
Unless the rebels withdraw from Bor, the army will shell the town. | shell | planned | positive
Troops could attack the camp. | attack | hypothetical | positive
Russia might have attacked the port. | attacked | hypothetical | positive
The rebels would have killed the hostages. | killed | hypothetical | positive
The army may launch an offensive against the rebels. | offensive | hypothetical | positive
An attack on the port is imminent. | attack | hypothetical | positive
A possible attack on the port worries traders. | attack | hypothetical | positive
The minister warned of an attack on the port. | attack | hypothetical | positive
The threat of an attack on the port worries traders. | attack | hypothetical | positive
The rebels will stay until the army attacks the port. | attacks | hypothetical | positive
The rebels stayed until the army attacked the port. | attacked | actual | positive
The mayor hopes that the rebels released the hostages. | released | hypothetical | positive
Officials feared that the rebels had killed the hostages. | killed | hypothetical | positive
It is not clear whether rebels attacked the base. | attacked | hypothetical | positive
It was unclear if the army had shelled the market. | shelled | hypothetical | positive
There is no evidence that soldiers killed the man. | killed | hypothetical | positive
The army has the right to attack the rebels. | attack | hypothetical | positive
Soldiers pretended to attack the base. | attack | hypothetical | positive
Soldiers simulated an attack on the base. | attack | hypothetical | positive
If the army attacks Kidal, rebels will shell its base. | attacks | hypothetical | positive
Were Russia to attack Moldova, the alliance would answer. | attack | hypothetical | positive
The raid would kill thousands of civilians, an official warned. | kill | hypothetical | positive
Pyongyang warned it would attack the warships. | attack | threatened | positive
Pyongyang warned that rebels would attack the warships. | attack | hypothetical | positive
A raid on the port would be an act of war, the minister said. | raid | hypothetical | positive
# asked about
Did the army shell the market? | shell | hypothetical | positive
Will the army shell the market? | shell | hypothetical | positive
Why did the army shell the market? | shell | actual | positive
Who shelled the market? | shelled | actual | positive
# denied by the words themselves
Troops did not attack the camp. | attack | actual | negative
Troops never attacked the camp. | attacked | actual | negative
The army is no longer shelling the town. | shelling | ongoing | negative
No soldier attacked the camp. | attacked | actual | negative
Nobody attacked the camp. | attacked | actual | negative
Neither side attacked the convoy. | attacked | actual | negative
None of the soldiers attacked the convoy. | attacked | actual | negative
The troops did not shell or storm the town. | storm | actual | negative
They captured the town without killing anyone. | killing | actual | negative
The mortar fire injured no one. | injured | actual | negative
The rebels killed no hostages. | killed | actual | negative
There was no attack on the camp. | attack | actual | negative
Police do not believe that soldiers killed the man. | killed | actual | negative
The army insisted that it had not shelled the market. | shelled | actual | negative
The troops not only shelled the market but also burned the church. | shelled | actual | positive
"""


def read_cases():
    rows = [line.split(" | ") for line in CASES.strip().splitlines() if not line.startswith("#")]
    return [pytest.param(*row, id=row[0]) for row in rows]


@pytest.mark.parametrize(("text", "trigger", "modality", "polarity"), read_cases())
def test_standing(text, trigger, modality, polarity, statement):
    found = statement(text, trigger)
    assert (found.modality, found.polarity) == (modality, polarity)
