"""Whether two namings of parties can be the same, and whether a noun takes up what was told: questions without any state."""

from __future__ import annotations

from collections.abc import Sequence

from tacitus.model.records import Party
from tacitus.stages.events.voice import key

# Nouns that take up any assault told before.
GENERIC = frozenset({"attack", "assault", "violence", "bloodshed", "incident", "killing", "aggression", "atrocity", "carnage", "massacre"})
MODE_FAMILIES = (
    frozenset({"explosives", "suicide-attack"}),
    frozenset({"explosives", "suicide-attack", "destroy"}),
    frozenset({"aerial", "drone"}),
    frozenset({"aerial", "explosives"}),
    frozenset({"beat", "crowd-control"}),
    frozenset({"demo", "riot"}),
)
UNNAMED_PERSONS = frozenset({"CVL", "UAF", "UNK", "CRM"})  # "the suspect", "the gunman", "a man": an article calls one person all of these
ANY_PERSON = frozenset({"person", "people", "man", "men", "other", "others", "victim", "individual"})
_ENDINGS = ("ation", "ment", "ings", "ing", "ion", "al", "ed", "er", "s", "e")
_FAMILIES = {"shot": "shoot", "assassinat": "assassin", "explosion": "explod", "explos": "explod", "blast": "explod", "detonat": "explod",
    "demonstr": "demonstrat", "slain": "slay", "death": "die", "murd": "murder", "visitor": "visit"}  # fmt: skip


def is_named(party: Party) -> bool:
    """Whether the lexicon knows the party: everything else is known from the article alone."""
    return bool(party.entity) and not str(party.entity).startswith("ent-")


def is_individual(party: Party) -> bool:
    """One person called by name, without an office: whoever is shot or arrested in one article is so once."""
    name = party.name or party.text or ""
    return not is_named(party) and party.number in (None, 1) and name[:1].isupper() and not set(party.sectors) & {"GOV", "MIL", "COP"}


def same_surname(a: Party, b: Party) -> bool:
    """ "Luis Doe" and "Doe": the last name of the one is the whole or the last name of the other, first names do not differ."""
    mine, theirs = (_name(a), _name(b))
    if not mine or not theirs or mine[-1] != theirs[-1] or (is_named(a) and is_named(b) and key(a) != key(b)):
        return False
    first = {mine[0], theirs[0]}
    return len(first) == 1 or len(mine) == 1 or len(theirs) == 1 or bool(set(mine[:-1]) & set(theirs[:-1]))


def _name(party: Party) -> list[str]:
    words = [word.strip("\"'“”‘’,.") for word in (party.name or party.text or "").split()]
    return words if words and all(word[:1].isupper() for word in words) else []


def overlap(mine: Sequence[Party], theirs: Sequence[Party]) -> bool:
    """A party in common, by entity, words or surname."""
    if shared_keys(mine, theirs):
        return True
    return any(same_surname(a, b) for a in mine for b in theirs)


def shared_keys(mine: Sequence[Party], theirs: Sequence[Party]) -> set[str]:
    """What names the parties in common."""
    return {key(party) for party in mine} & {key(party) for party in theirs} - {""}


def compatible(mine: Sequence[Party], theirs: Sequence[Party]) -> bool:
    """ "two farmers" and "the men", "the army" and "troops": neither is a lexicon entity of its own, countries and sectors agree."""
    return any(may_be_same(a, b) for a in mine for b in theirs)


def worded_apart(mine: Sequence[Party], theirs: Sequence[Party]) -> bool:
    """Whether two lists may tell the same parties in other words: nobody known by name on one side, numbers and countries agree."""
    return any(_not_excluded(a, b) for a in mine for b in theirs)


def _not_excluded(a: Party, b: Party) -> bool:
    if (is_named(a) or _name(a)) and (is_named(b) or _name(b)):
        return False
    if a.country and b.country and a.country != b.country:
        return False
    return a.number is None or b.number is None or a.number == b.number


def may_be_same(a: Party, b: Party) -> bool:
    if (is_named(a) and is_named(b)) or (a.country and b.country and a.country != b.country):
        return False
    if a.number is not None and b.number is not None and a.number != b.number:
        return False
    mine, theirs = set(a.sectors[:1]), set(b.sectors[:1])
    return bool(mine & theirs) or (bool(mine) and bool(theirs) and mine | theirs <= UNNAMED_PERSONS)


def same_number(mine: Sequence[Party], theirs: Sequence[Party]) -> bool:
    """ "13 off-duty soldiers" and "13 soldiers", "one person" and "one man": a told number that agrees, and nouns that may."""
    return any(_counted_alike(a, b) for a in mine for b in theirs)


def _counted_alike(a: Party, b: Party) -> bool:
    if a.number is None or a.number != b.number or not may_be_same(a, b):
        return False
    if a.number == 1 and not all((party.text or "").lower().startswith(("one ", "1 ")) for party in (a, b)):
        return False  # "a man" may be any man
    last = [(party.text or "").lower().split()[-1] for party in (a, b) if party.text]
    return len(last) == 2 and (last[0] == last[1] or bool(set(last) & ANY_PERSON))


def modes_agree(mine: set[str], theirs: set[str]) -> bool:
    """No modes on one side, one in common, or modes that name one thing more or less finely."""
    return not mine or not theirs or bool(mine & theirs) or any(mine | theirs <= family for family in MODE_FAMILIES)


def stem(lemma: str) -> str:
    """Noun and verb of one family: "bombing" and "bomb", "arrest" and "arrest", "withdrawal" and "withdraw", "blast" and "explode"."""
    for ending in _ENDINGS:
        if lemma.endswith(ending) and len(lemma) - len(ending) >= 3:
            lemma = lemma[: -len(ending)]
            break
    lemma = lemma[:-1] if len(lemma) > 3 and lemma[-1] == lemma[-2] else lemma
    return _FAMILIES.get(lemma, lemma)
