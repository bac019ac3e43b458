"""What the words around a noun say of its country, of whom it belongs to and of how many they are."""

from __future__ import annotations

from dataclasses import dataclass, field

from tacitus.model.records import Token
from tacitus.stages.entities.pieces import POSSESSIVE, is_capitalised, pieces
from tacitus.stages.entities.working import Draft, Work

SMALL = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
# Vague quantities, with the figure that the codebook's section 7 fixes for them.
VAGUE = {"couple": 2, "several": 3, "few": 3, "ten": 10, "dozen": 12, "score": 20, "hundred": 100, "thousand": 1000}
# Nouns that only measure or group the persons named after "of".
QUANTITIES = frozenset(VAGUE) | {
    "number",
    "group",
    "crowd",
    "band",
    "handful",
    "majority",
    "some",
    "many",
    "most",
    "all",
    "part",
    "member",
    "pair",
}
LINKING = frozenset({"of", "for", "at", "in", "from", "with", "within", "inside", "on"})
PLACING = frozenset({"in", "from", "at", "inside", "within", "on"})
# Nouns for people who act for no state, so that their countries before "and" are no governments.
OF_NO_STATE = frozenset(
    """gunman gunmen pirate smuggler militant fighter rebel insurgent citizen national protester demonstrator migrant refugee worker
    sailor fisherman fishermen tourist civilian trafficker terrorist suspect man woman men women child student journalist reporter villager
    settler brigand bandit mercenary volunteer prisoner hostage pilgrim passenger family people resident activist trader businessman
    company firm bank crew crewman victim extremist jihadist gang criminal hacker farmer herder miner trucker nurse doctor teacher scientist
    researcher artist athlete fan hooligan""".split()
)
_LEFT_POS = frozenset({"ADJ", "NOUN", "PROPN", "VERB", "NUM", "X", "ADV", "SYM"})
_HEDGES = frozenset("about around nearly at least most over more than up to some almost roughly fewer less approximately".split())
_FORMER = frozenset({"former", "ex", "ousted", "deposed", "onetime", "late", "then", "exiled"})
_REACH = 14  # tokens to the left of a noun that can still modify it


@dataclass(slots=True, eq=False)
class Modifiers:
    """``first`` is the first token of the noun phrase. ``country`` is what a nationality or a possessing country says."""

    first: int
    country: str | None = None
    place: str | None = None  # country of a place named after the noun
    owner: Draft | None = None
    pronoun: int | None = None
    names: list[int] = field(default_factory=list)  # capitalised words that are no known name
    words: list[str] = field(default_factory=list)  # lower-case words, nearest first
    number: int | None = None
    definite: bool = False
    indefinite: bool = False
    demonstrative: bool = False
    former: bool = False
    none: bool = False  # "no group": nobody
    several: bool = False  # of more than one country


def number_of(tokens: list[Token]) -> int | None:
    """The number that numeral tokens write ("12", "1,200", "twenty-one", "two thousand"); None where they do not."""
    total, current, seen = 0, 0, False
    for token in tokens:
        for word in token.text.lower().replace(",", "").split("-"):
            if word.isdigit() and len(word) < 10:
                current, seen = current + int(word), True
            elif word in SMALL:
                current, seen = current + SMALL[word], True
            elif word in SCALES:
                current, seen = max(current, 1) * SCALES[word], True
                total, current = (total + current, 0) if word != "hundred" else (total, current)
            elif word not in ("and", ""):
                return None
    return total + current if seen else None


def left_of(work: Work, first: int, last: int) -> Modifiers:
    """Reads the modifiers left of a phrase that stands on the tokens from first to last."""
    found = Modifiers(first)
    tokens = work.tokens
    start = work.tree.sentence(first).tokens[0].i
    numerals: list[Token] = []
    j = first - 1
    while j >= start and first - j <= _REACH:
        token = tokens[j]
        if token.tag == "POS" or (pieces(token.text) == (POSSESSIVE,) and token.pos == "PART"):
            _possessor(work, found, j - 1)
            break
        if token.tag in ("PRP$", "WP$"):
            found.pronoun, found.first, found.definite = j, j, True
            break
        if token.pos == "DET" or token.lemma in ("this", "that", "these", "those"):
            if token.text.lower() in ("that", "who", "which", "what") and token.pos != "DET":
                break
            _article(found, token, j)
            if j > start and tokens[j - 1].tag == "PDT":
                found.first = j - 1
            break
        if j in work.cover:
            draft = work.cover[j]
            if (
                not j < tokens[j].head <= last
                and not draft.first <= tokens[j].head <= draft.last
                and not j < tokens[draft.head].head <= last
            ):
                break
            _owned_by(work, found, draft)
            j = found.first = draft.first
            j -= 1
            continue
        if token.text in ("-", "–", "‐", "‑") and j + 1 <= found.first:
            j -= 1
            continue
        if found.first == j + 1 and tokens[j + 1] in numerals and token.text.lower() in _HEDGES:
            paired = token.text.lower() in ("least", "most", "than", "to") and tokens[j - 1].text.lower() in _HEDGES
            if token.text.lower() != "to" or paired:  # "up to nine", not "according to nine"
                found.first = j - 1 if paired else j
            break
        if token.text == "and" and (other := _paired(work, j, last)) is not None:
            work.used.add(other)  # "12 Somali and 11 Yemeni gunmen": of both countries, and of neither alone
            found.country, found.several = None, True
            j = found.first = other
            j -= 1
            continue
        if token.pos == "ADV" and first <= token.head <= last:
            break  # "only terrorists"
        joined = j in work.nationality and token.dep == "conj" and _paired(work, j - 1, last) is not None
        inside = j < token.head <= last or joined
        if token.pos not in _LEFT_POS or (token.pos == "PROPN" and token.entity_type in ("DATE", "TIME")) or not inside:
            break
        _word(work, found, j, numerals)
        found.first = j
        j -= 1
    if numerals:
        found.number = sum(number_of([token]) or 0 for token in numerals) if found.several else number_of(numerals[::-1])
    if found.several:
        found.country = None
    return found


def _paired(work: Work, conjunction: int, last: int) -> int | None:
    """The nationality before "and" where another one stands behind it and both tell of the same noun."""
    before = conjunction - 1
    behind = next((k for k in (conjunction + 1, conjunction + 2) if k in work.nationality and k <= last), None)
    if before not in work.nationality or behind is None or work.tokens[last].lemma.lower() not in OF_NO_STATE:
        return None  # "French and German officials": two governments meet
    return before if conjunction < work.tokens[before].head <= last else None


def _article(found: Modifiers, token: Token, j: int) -> None:
    word = token.text.lower()
    found.first = j
    found.definite = word in ("the", "this", "that", "these", "those", "both", "all")
    found.demonstrative = word in ("this", "that", "these", "those")
    found.none = word in ("no", "neither")
    found.indefinite = word in ("a", "an", "another", "some", "any", "several", "no", "each", "every")
    if word in ("a", "an", "another"):
        found.number = found.number or 1


def _possessor(work: Work, found: Modifiers, i: int) -> None:
    """The party before "'s"; its country and its name belong to what follows."""
    draft = work.cover.get(i) or work.drafts.get(i)
    found.definite = True
    found.first = i
    if draft is not None:
        _owned_by(work, found, draft)
        found.first = draft.first
    elif i in work.nationality:
        found.country = work.nationality[i].country
    else:
        found.names.append(i)


def _owned_by(work: Work, found: Modifiers, draft: Draft) -> None:
    chain = draft.chain
    if chain is not None and chain.entry is not None and chain.entry.kind == "country":
        found.country = found.country or chain.country
    elif found.owner is None:
        found.owner = draft


def _word(work: Work, found: Modifiers, j: int, numerals: list[Token]) -> None:
    token = work.tokens[j]
    if j in work.nationality:
        work.used.add(j)
        found.country = found.country or work.nationality[j].country
        return
    lower = token.text.lower()
    if token.pos == "NUM" or token.tag == "CD":
        if work.tokens[j + 1].text not in ("-", "‐", "‑"):  # "a 22-year-old" tells no number of persons
            numerals.append(token)
    elif lower in VAGUE and lower in ("several", "few"):
        found.number = VAGUE[lower]
    elif lower in _FORMER:
        found.former = True
    if is_capitalised(token.text) and token.pos in ("PROPN", "NOUN", "X") and j != work.tree.sentence(j).tokens[0].i:
        found.names.append(j)
    else:
        found.words.append(lower)


def reach_of(work: Work, head: int) -> int:
    """The last token of the noun phrase with its prepositional phrases, without clauses, appositions and further conjuncts."""
    tokens, tree = work.tokens, work.tree
    last = head
    for child in tree.children[head]:
        if child > head and tokens[child].dep == "prep":
            last = max(last, child, *(reach_of(work, p) for p in tree.with_dep(child, "pobj") if p > child))
    return last
