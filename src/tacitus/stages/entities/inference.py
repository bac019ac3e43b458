"""Countries that an article leaves to its readers: "the army", "Defence Minister Jane Doe", "protesters". Always inferred, never stated."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable

from tacitus.stages.entities.working import Chain, Draft, Work

STATE = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY"})
HOME_BODIES = frozenset({"PTY", "OPP", "LAB"})  # of organisations by name these alone are mostly of the country told of
LOCAL = frozenset({"CVL", "LAB", "EDU", "MED", "OPP", "REL", "AGR", "PTY", "SOC"})
# Officials of whom nobody can say whose they are by the country that an article is about; and persons who come from elsewhere.
FOREIGN = frozenset(
    "ambassador envoy diplomat consul mediator negotiator observer monitor peacekeeper tourist foreigner visitor expatriate migrant "
    "refugee ally enemy rival neighbour neighbor partner counterpart colleague expert analyst attache attaché donor investor".split()
)
NO_STATE = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})
ACCUSING = frozenset({"accuse", "blame", "condemn", "denounce", "suspect", "implicate"})
LEAD = 1.5  # times as often as the next must a country be named to be the one that an article is about; by reading articles


def told_state(work: Work, i: int, noun: str | None, sectors: tuple[str, ...], country: str | None) -> None:
    """Remembers that the words at token ``i`` name a body or an officer of a country's state."""
    if country and country not in NO_STATE and sectors and sectors[0] in STATE:
        work.state.append((i, noun, sectors[0], country))


def state_country(work: Work, i: int, noun: str | None, sectors: tuple[str, ...], *, near: bool = True) -> str | None:
    """The country of the state whose people these are, or None where the text leaves it open (see ``_state_country``).

    "Fooland said that soldiers had fired", "accused soldiers of firing": whose, Fooland leaves open, and mostly it means another's.
    Its own it calls its own; the police of a country are its own anyhow.
    """
    found = _state_country(work, i, noun, sectors, near=near)
    others = sectors[:1] == ("MIL",) and found is not None and _is_bare(work, i)
    return None if others and found in _tellers(work, i) else found


def _is_bare(work: Work, i: int) -> bool:
    """Whether the phrase that begins at token ``i`` has neither article nor owner: "soldiers", "two officers"."""
    return work.tokens[i].pos not in ("DET", "PRON") and work.tokens[i].tag not in ("PRP$", "WP$")


def _tellers(work: Work, i: int) -> set[str]:
    """Countries of whom the sentence says that they tell what token ``i`` stands in: "Fooland said that", "Foolandic claims that"."""
    found: set[str] = set()
    step = i
    while work.tokens[step].head != step:
        token, above = work.tokens[step], work.tokens[work.tokens[step].head]
        told = token.dep in ("ccomp", "acl", "relcl", "pcomp") and token.pos in ("VERB", "AUX")
        if told or (token.dep == "dobj" and above.lemma in ACCUSING):
            governor = above.i if above.pos != "ADP" else above.head
            links = ("nsubj", "agent") if work.tokens[governor].pos in ("VERB", "AUX") else ("poss", "amod", "compound")
            for child in work.tree.with_dep(governor, *links):
                found |= {country for token, country in work.places if token in work.tree.subtree(child)}
        step = above.i
    return found


def _state_country(work: Work, i: int, noun: str | None, sectors: tuple[str, ...], *, near: bool = True) -> str | None:
    """Whose army, police or government words without a country mean: that of the country that acts in the sentence, of the last body of the
    same noun, of the country that the article is about. Where the article tells of one state alone, that of its last body of the same
    sector or of any, of the country last named; between the bodies of two states nobody is guessed to be the one or the other's."""
    sector = sectors[0] if sectors else None
    found = _acting(work, i) or _last(work, i, lambda told: told[1] is not None and told[1] == noun) or leading(work)
    if found is not None or len(states(work)) > 1:
        return found
    found = _last(work, i, lambda told: told[2] == sector) or _last(work, i, lambda told: told[1] is not None)
    return found or (work.nearest_country(i) if near else None)


def states(work: Work) -> set[str]:
    """Countries whose bodies or statesmen the article names."""
    return {told[3] for told in work.state} | {*work.bodies, *work.statesmen} - NO_STATE


def _last(work: Work, i: int, fits: Callable[[tuple[int, str | None, str, str]], bool]) -> str | None:
    """The country of the last fitting body before token ``i``, else of the first after it."""
    before = [(told[0], told[3]) for told in work.state if told[0] < i and fits(told)]
    if before:
        return max(before)[1]
    after = [(told[0], told[3]) for told in work.state if fits(told)]
    return min(after)[1] if after else None


def _acting(work: Work, i: int) -> str | None:
    """The one country that is a subject earlier in the sentence."""
    sentence = work.tree.sentence(i)
    found = {
        country
        for token, country in work.places[bisect_left(work.places, (sentence.tokens[0].i, "")) : bisect_left(work.places, (i, ""))]
        if (draft := work.cover.get(token)) is not None and work.tokens[draft.head].dep in ("nsubj", "nsubjpass")
    }
    return next(iter(found)) if len(found) == 1 else None


def leading(work: Work, least: int = 1) -> str | None:
    """The country that an article is about: named at least so often, and clearly more often than any other."""
    named = Counter(country for _, country in work.places if country not in NO_STATE)
    counted = (named + Counter({country: times for country, times in work.bodies.items() if country in named})).most_common(2)
    if not counted or named[counted[0][0]] < least:
        return None
    # A country that is taken for granted, because its statesmen and bodies are named without it, is what such an article is about.
    unnamed = max((times for country, times in (work.bodies + work.statesmen).items() if country not in named), default=0)
    if unnamed >= counted[0][1]:
        return None
    return counted[0][0] if len(counted) == 1 or counted[0][1] >= LEAD * counted[1][1] else None


def titled_country(work: Work, i: int) -> str | None:
    """Whose minister "Defence Minister Jane Doe" is: the article's country, the one party of the sentence, the paragraph's last body, else
    the country that the article names most."""
    about = leading(work)
    if about is not None:
        return about
    sentence = work.tree.sentence(i)
    low, high = (bisect_left(work.places, (offset, "")) for offset in (sentence.tokens[0].i, sentence.tokens[-1].i + 1))
    parties = {country for token, country in work.places[low:high] if (draft := work.cover.get(token)) is None or not draft.place}
    if len(parties) == 1:
        return next(iter(parties))
    told = [(token, country) for token, _, _, country in work.state if token < i]
    if told and work.tree.sentence(max(told)[0]).paragraph == sentence.paragraph:
        return max(told)[1]
    counted = Counter(country for _, country in work.places if country not in NO_STATE).most_common(2)
    return counted[0][0] if len(counted) == 2 and counted[0][1] > max(counted[1][1], 2) else None


def settle_countries(work: Work) -> None:
    """Gives soldiers, officials, residents, protesters and home parties without a country that of their state or, where it tells of one
    state alone, of the article."""
    home = leading(work, least=2) if len(states(work)) < 2 else None
    for draft in work.ordered():
        chain = draft.chain.final() if draft.chain is not None else None
        if chain is None or draft.country or draft.form == "pronoun" or not _is_open(chain) or _is_foreign(work, draft, chain):
            continue
        sectors = draft.sectors or chain.sectors
        country = None
        if draft.form == "nominal" and sectors and sectors[0] in STATE - {"GOV"} and (draft.definite or draft.plural):
            country = state_country(work, draft.first, chain.noun, sectors, near=False)
        elif sectors and sectors[0] in (LOCAL if draft.form == "nominal" else HOME_BODIES) and not _elsewhere(work, draft):
            country = home
        if country:
            chain.country, chain.certainty = country, "inferred"


def _elsewhere(work: Work, draft: Draft) -> bool:
    """Whether the phrase itself names a country ("a woman visiting from Fooland")."""
    inside = work.tree.subtree(draft.head)
    low, high = (bisect_left(work.places, (i, "")) for i in (inside[0], inside[-1] + 1))
    return any(token in inside for token, _ in work.places[low:high])


def _is_open(chain: Chain) -> bool:
    return chain.entry is None and chain.country is None and (chain.member_of is None or chain.member_of.final().country is None)


def _is_foreign(work: Work, draft: Draft, chain: Chain) -> bool:
    """Whether the words say, or leave open, that these come from elsewhere."""
    noun = (chain.noun or draft.noun or "").split()[-1:]
    if noun and noun[0] in FOREIGN:
        return True
    if draft.owner is not None or chain.member_of is not None:
        return True
    words = {work.tokens[c].lemma.lower() for c in work.tree.children[draft.head]}
    return bool(words & {"foreign", "international", "overseas", "european", "western", "asian", "african", "arab", "all", "world"})
