"""Invented articles, and ways in which papers change what they print."""

from __future__ import annotations

import random
import re


def joined(text: str) -> str:
    """Lines of a paragraph become one."""
    return re.sub(r"(?<!\n)\n(?!\n)", " ", text.strip())


WIRE = joined("""
Soldiers of the northern command crossed the river Quell before dawn and took the grain port of Fooham, the second town to fall in
a week of fighting along the Barland border.

Harbour workers woke to the sound of engines and found armoured vehicles parked between the silos, three of them told this agency
by telephone. Nobody was seen resisting at the quays, though gunfire could be heard from the hill behind the old customs house
until noon.

Barland's defence ministry said its units had pulled back to a second line to spare the town from shelling. It put its own losses
at 14 dead and 31 wounded, figures which could not be checked.

The port handles about a third of the country's wheat exports. Traders in the capital said ships waiting offshore had been told to
turn round, and the price of a tonne rose by nine percent within hours.

Aid groups counted some 2,600 people on the coastal road by evening, most of them on foot. A school gymnasium in Quxton was opened
for families with small children, and bakers there worked through the night.

Mediators from the lake states had hoped to bring both governments to a table this month. A diplomat close to the effort said
invitations were still out but that no chair had been filled.
""")

OTHER_WIRE = joined("""
Lawmakers in Bazburg voted late on Thursday to strip the telecoms regulator of its powers, a step that critics in the chamber
called the end of an independent airwave.

The bill passed by 61 votes to 55 after a session of eleven hours during which two deputies were carried out by ushers. Opposition
benches stayed empty for the final count.

Under the new law a council named by the cabinet will hand out licences to radio and television stations and may withdraw them
without giving a reason for ninety days.

Three private broadcasters switched to a black screen at midnight in protest, and a crowd of several hundred gathered with candles
outside the parliament building.

The justice minister defended the reform as overdue and said that no station which kept to the rules had anything to fear.
Neighbouring governments have asked for a copy of the text.
""")

OWN = joined("""
Our correspondent reached the edge of Fooham on a bicycle in the afternoon, when the last ferries were tied up and the market
stood shuttered.

A fishmonger named Odo Brand packed his scales into a handcart and said he would walk to his sister in the hills, where he had
slept through the last war as well.

On the road out of the town the asphalt was littered with shoes, and a tractor pulled two trailers full of mattresses past the
checkpoint without being searched.
""")

# Another reporter on the same incident, with the same spoken words and the phrases that everybody uses.
INDEPENDENT = joined("""
The Barlandic garrison of Fooham gave up the town on Tuesday without a long fight, leaving its cranes and grain stores to troops
who had come over the Quell at night.

At the terminal, dockers said tanks stood among the silos when the early shift arrived. The defence ministry in the capital called
the retreat planned, and spoke of 14 dead.

Wheat merchants fear for the harvest. Shares in two shipping companies lost a tenth of their value on the exchange, while the
central bank kept silent on the matter.

Thousands took to the coast road towards Quxton, where the mayor had cots put up in a gymnasium. Talks that the lake states wanted
to host are now in doubt, according to people familiar with the matter.
""")

STATEMENT = (
    '"We did not come to stay a single day longer than we must, and we did not come to take one sack of grain from those who grew it. '
    "What we ask is what our fathers asked, that the river be open to every boat and that no gun stand upon its bank. Those who lay down "
    'their arms will go home, and those who fire on us will be answered with all that we have," '
)
STATEMENT_A = joined(f"""
The northern commander spoke from the steps of the customs house while his men unloaded crates behind him.

{STATEMENT} he told the crowd.

Shopkeepers listened from their doors and went back inside when it was over, and by four o'clock the square belonged to the
pigeons again.
""")
STATEMENT_B = joined(f"""
A recording broadcast by army radio carried what seems to be the first public word of the officer in charge of the crossing.

{STATEMENT} the voice says.

Analysts at the lake institute think the tape was cut, since a passing lorry can be heard in the middle of a phrase and is gone a
moment later.
""")


def bulletin(day: int) -> str:
    """Of one form, with other figures each day."""
    r = random.Random(day)
    n = [r.randint(10, 900) for _ in range(12)]
    return joined(f"""
The Ministry of Health of Barland issued its daily bulletin for day {day} of the siege. Hospitals admitted {n[0]} wounded,
of whom {n[1]} are women and {n[2]} are children. Doctors performed {n[3]} operations and {n[4]} patients were moved to Quxton.
The number of dead brought to the morgues was {n[5]}, and {n[6]} bodies were identified. Ambulances answered {n[7]} calls,
{n[8]} of them under fire. Stocks stand at {n[9]} units of blood and {n[10]} litres of fuel, and {n[11]} beds are free in the capital.
""")


BOILERPLATE = (
    "Sign up for our morning newsletter and never miss a story", "Follow us on Facebook and Telegram",
    "Read more: Ten things to know today", "© 2031 The Fooham Gazette. All rights reserved.",
    "Share this article", "We use cookies to make our site better.",
)  # fmt: skip
_OTHER_WORDS = {
    "soldiers": "troops", "crossed": "forded", "town": "city", "fall": "tumble", "fighting": "combat", "workers": "hands", "woke": "rose",
    "sound": "noise", "found": "saw", "parked": "standing", "telephone": "phone", "seen": "spotted", "gunfire": "shooting",
    "heard": "made out", "hill": "ridge", "old": "ancient", "units": "forces", "pulled": "fallen", "spare": "save", "losses": "casualties",
    "dead": "killed", "figures": "numbers", "checked": "verified", "handles": "moves", "country's": "nation's", "traders": "dealers",
    "ships": "vessels", "waiting": "queueing", "price": "cost", "rose": "climbed", "hours": "a morning", "groups": "agencies",
    "counted": "tallied", "people": "persons", "coastal": "seaside", "school": "college", "opened": "unlocked", "families": "households",
    "small": "young", "worked": "toiled", "hoped": "wished", "governments": "cabinets", "month": "spring", "effort": "attempt",
}  # fmt: skip


def synonyms(text: str, share: float, seed: int = 1) -> str:
    """Words swapped as a machine does it."""
    r = random.Random(seed)

    def swap(found: re.Match[str]) -> str:
        other = _OTHER_WORDS.get(found.group().casefold())
        return other if other and r.random() < share else found.group()

    return re.sub(r"[\w']+", swap, text)


def disguised(text: str, seed: int) -> str:
    """Words swapped, sentences reordered within their paragraphs, paragraphs merged, days shifted, boilerplate around it."""
    r = random.Random(seed)
    paragraphs = []
    for paragraph in synonyms(text, r.uniform(0.2, 0.9), seed).split("\n\n"):
        sentences = re.split(r"(?<=\.) ", paragraph)
        r.shuffle(sentences)
        paragraphs.append(" ".join(sentences).replace("Thursday", r.choice(["Monday", "Friday"])))
    joint = r.choice(["\n\n", "\n", " "])
    head = r.choice(
        ["Port lost", "The fall of a harbour town", "By Ann Poe, Quxton Courier", f"FOOHAM, March {r.randint(1, 30)} (Reuters) -"]
    )
    return "\n\n".join([head, joint.join(paragraphs), *r.sample(BOILERPLATE, 3), f"Gazette of Town {seed}"])
