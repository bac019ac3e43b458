"""When one person's harm, arrest, charge or verdict is told again in other words: whoever is killed is killed once.

An article that has told one such deed of one person, and no other, tells the same when it speaks of the person by name, or by a definite
noun, after it brought them in without one; whoever opens fire in the text is the gunman who killed in the lead.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tacitus.model.records import Party
from tacitus.stages.events.candidates import Candidate
from tacitus.stages.events.retold import is_of_court
from tacitus.stages.events.sameness import ANY_PERSON, is_named, modes_agree, overlap, stem
from tacitus.stages.events.tellings import Happening

Lemmas = Callable[[Candidate], frozenset[str]]  # the words of a trigger, lower case
FATAL = frozenset({"kill", "murder", "slay", "assassinate", "execute", "behead", "die", "dead", "killing", "slaying", "death"})
HARM = FATAL | {"shoot", "stab", "gun", "wound", "injure", "shooting", "stabbing"}
FIRE = frozenset({"fire", "shoot", "kill", "stab", "gun", "wound", "injure"})
BROUGHT_IN_BY, NAMED_BY, NEAR = 3, 10, 3  # sentences, sentences, paragraphs
ARMED = frozenset({"MIL", "COP", "REB", "GOV", "JUD", "LEG"})  # who a nameless civilian is not
CROWD = frozenset({"protester", "demonstrator", "marcher", "people", "crowd", "thousand", "hundred", "person"})
DOERS = frozenset({"gunman", "shooter", "attacker", "assailant", "suspect", "killer", "man", "woman", "knifeman"})
ARTICLES = frozenset({"a", "an", "one", "the"})


def kind(candidate: Candidate, lemmas: frozenset[str]) -> str | None:
    """What is suffered, of the kinds that one person mostly suffers once in an article: harm, arrest, sentence, charge, verdict."""
    modes = candidate.modes
    if candidate.type == "ASSAULT":
        return "harm" if lemmas & HARM else None
    if candidate.type == "COERCE" and "arrest" in modes:
        return "sentence" if is_of_court(candidate) else "arrest"
    if candidate.type == "ACCUSE" and "investigate" in modes and "charge" in {stem(word) for word in lemmas} | lemmas:
        return "charge"
    return "verdict" if candidate.type == "SANCTION" and "convict" in modes else None


def is_told_once_more(happening: Happening, candidate: Candidate, distance: tuple[int, int], lemmas: Lemmas) -> bool:
    """The same kind of deed and a person who may be the one told before; ``distance`` holds the sentences of the first telling and here."""
    mine, theirs = _kinds(happening, lemmas), kind(candidate, lemmas(candidate))
    if theirs is None or theirs not in mine or not _modes_agree(happening, candidate):
        return False
    return (
        len(happening.recipients) == 1
        and len(candidate.recipients) == 1
        and is_again(happening.recipients[0], candidate.recipients[0], distance)
    )


def is_killed_again(happening: Happening, candidate: Candidate, lemmas: Lemmas) -> bool:
    """One person, whoever it is, told as killed before: "the deputy was murdered", "the deputy was killed"."""
    if candidate.type != "ASSAULT" or not lemmas(candidate) & HARM:
        return False
    words = frozenset(word for telling in happening.tellings for word in lemmas(telling))
    if not words & HARM or not (words | lemmas(candidate)) & FATAL:
        return False
    return any(a.number == 1 and b.number == 1 and overlap([a], [b]) for a in happening.recipients for b in candidate.recipients)


def is_doer_again(happening: Happening, candidate: Candidate, paragraphs: int, lemmas: Lemmas) -> bool:
    """ "A gunman killed six people", "the gunman opened fire": one doer, of whose victims one of the two tells; ``paragraphs`` between."""
    if candidate.type != "ASSAULT" or paragraphs > NEAR or (happening.recipients and candidate.recipients):
        return False
    words = frozenset(word for telling in happening.tellings for word in lemmas(telling))
    if not words & FIRE or not lemmas(candidate) & FIRE or len(happening.actors) != 1 or len(candidate.actors) != 1:
        return False
    mine, theirs = happening.actors[0], candidate.actors[0]
    if mine.number != 1 or theirs.number != 1:
        return False
    return overlap([mine], [theirs]) or (
        not is_personal(mine) and _first(theirs) == "the" and _noun(theirs) in DOERS and _fits(mine, theirs)
    )


def is_same_crowd(happening: Happening, candidate: Candidate, paragraphs: int) -> bool:
    """ "Protesters marched", "thousands of people took to the streets": a crowd of no calling, whatever its number."""
    if candidate.type != "PROTEST" or paragraphs > NEAR or not candidate.actors or not happening.actors:
        return False
    told = [mode for telling in happening.tellings for mode in (telling.type, *telling.modes)]
    if not set(told) <= {"PROTEST", "demo"} or candidate.modes != ("demo",):
        return False
    crowd = [*happening.actors, *candidate.actors]
    countries = {party.country for party in crowd if party.country}
    return len(countries) < 2 and all(_singular(_noun_of_name(party)) in CROWD for party in crowd)


def is_same_number_of_people(happening: Happening, candidate: Candidate) -> bool:
    """ "killed six people", "six worshippers were shot": two or more, as many, and people at large on one side."""
    return any(_as_many_people(a, b) for a in happening.recipients for b in candidate.recipients)


def _as_many_people(a: Party, b: Party) -> bool:
    if a.number is None or a.number < 2 or a.number != b.number or (is_named(a) and is_named(b)):
        return False
    return not (a.country and b.country and a.country != b.country) and bool({_noun_of_name(a), _noun_of_name(b)} & ANY_PERSON)


def is_only_one(happenings: Sequence[Happening], candidate: Candidate, lemmas: Lemmas) -> bool:
    """Whether the text has told one deed of this kind and no second."""
    wanted = kind(candidate, lemmas(candidate))
    return sum(wanted in _kinds(happening, lemmas) for happening in happenings) == 1


def is_again(before: Party, here: Party, distance: tuple[int, int]) -> bool:
    """ "a teacher" of the lead is "Ama Kusi" below; "Ama Kusi" is "the boy"; two names, or two numbers, are two people."""
    if before.number != 1 or here.number != 1 or not _fits(before, here):
        return False
    first, now = distance
    if is_personal(here):
        return not is_personal(before) and first < BROUGHT_IN_BY and first < now <= NAMED_BY and _is_nameless(before)
    if _first(here) != "the" or not first < now <= first + NAMED_BY:
        return False
    return is_personal(before) or _noun(before) == _noun(here) or bool({_noun(before), _noun(here)} & ANY_PERSON)


def _fits(a: Party, b: Party) -> bool:
    if (a.country and b.country and a.country != b.country) or (is_named(a) and is_named(b)):
        return False
    mine, theirs = set(a.sectors[:1]), set(b.sectors[:1])
    return mine == theirs or not mine or not theirs or not (mine | theirs) & ARMED


def _kinds(happening: Happening, lemmas: Lemmas) -> set[str | None]:
    return {kind(telling, lemmas(telling)) for telling in happening.tellings}


def _modes_agree(happening: Happening, candidate: Candidate) -> bool:
    return modes_agree({mode for telling in happening.tellings for mode in telling.modes}, set(candidate.modes))


def _is_nameless(party: Party) -> bool:
    """ "a teacher", "one man"; in a headline "Teacher" alone."""
    return _first(party) in ARTICLES or len((party.text or "").split()) <= 2


def is_personal(party: Party) -> bool:
    """Called by name."""
    words = (party.name or party.text or "").split()
    return bool(words) and all(word[:1].isupper() for word in words)


def _first(party: Party) -> str:
    return (party.text or "").lower().split(" ")[0]


def _noun(party: Party) -> str:
    words = (party.text or "").lower().split()
    return words[-1] if words else ""


def _noun_of_name(party: Party) -> str:
    words = (party.name or party.text or "").lower().split()
    return words[-1] if words else ""


def _singular(noun: str) -> str:
    return noun.removesuffix("s")
