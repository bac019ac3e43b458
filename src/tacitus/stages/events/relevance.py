"""What is no event after all: sport, markets, recipes, fiction, private matters, bare words without party, place or time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tacitus.model.ontology import VERBAL
from tacitus.model.records import Party
from tacitus.stages.events.candidates import Candidate
from tacitus.stages.events.circumstances import Circumstances
from tacitus.stages.events.tellings import Happening
from tacitus.syntax.tree import Tree

CONTENT_POS = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
PRIVATE = frozenset({"BUS", "CVL", "MED", "EDU", "JRN", "AGR", "SOC"})
SINGLE = frozenset({"he", "she", "i", "him", "her", "his", "me", "who"})
REGIONS = frozenset(
    {"state", "city", "town", "village", "region", "province", "district", "county", "area", "site", "coast", "front", "border"}
)
ARMED_OR_STATE = frozenset({"GOV", "MIL", "COP", "REB", "UAF", "PRM", "LEG", "JUD", "SPY"})


class Relevance:
    """Compiled once from ``relevance.yaml``."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._worlds = {name: frozenset(words) for name, words in tables["worlds"].items()}
        self._harmless = {name: frozenset(words) for name, words in tables["harmless"].items()}
        self._norm_verbs = frozenset(tables["norms"]["verbs"])
        self._norm_words = frozenset(tables["norms"]["words"])
        self._sentence = int(tables["thresholds"]["sentence"])
        self._least = int(tables["thresholds"]["least"])
        self._share = float(tables["thresholds"]["share"])
        self._public = frozenset(tables["public"])

    def sift(self, candidates: Sequence[Candidate], tree: Tree, circumstances: Circumstances) -> None:
        """Marks the candidates that are no events with the reason."""
        worlds, harmless = self._worlds_of(tree, self._worlds), self._worlds_of(tree, self._harmless)
        carried: dict[int, list[Party]] = {}
        for candidate in candidates:
            if candidate.carrier is not None:
                carried.setdefault(candidate.carrier, []).extend([*candidate.actors, *candidate.recipients])
        for candidate in candidates:
            if candidate.drop is None:
                candidate.drop = self._reason(candidate, tree, worlds, circumstances, carried.get(candidate.index, ())) or self._no_force(
                    candidate, tree, harmless
                )

        deeds: dict[int, list[Candidate]] = {}
        for candidate in candidates:
            if candidate.carrier is not None:
                deeds.setdefault(candidate.carrier, []).append(candidate)
        for candidate in candidates:
            if candidate.rule.id == "agree.announced" and all(deed.drop for deed in deeds.get(candidate.index, [])):
                candidate.drop = candidate.drop or "what is announced is no event"

    def _worlds_of(self, tree: Tree, table: Mapping[str, frozenset[str]]) -> list[str]:
        """The other worlds that a whole text belongs to."""
        lemmas = [token.lemma.lower() for token in tree.tokens if token.pos in CONTENT_POS]
        if not lemmas:
            return []
        hits = {name: sum(lemma in words for lemma in lemmas) for name, words in table.items()}
        return [name for name, n in hits.items() if n >= self._least and n / len(lemmas) >= self._share]

    def _reason(
        self, candidate: Candidate, tree: Tree, worlds: Sequence[str], circumstances: Circumstances, carried: Sequence[Party] = ()
    ) -> str | None:
        """``carried`` are the parties of the deeds that hang on the candidate: "refused to meet the president" is public."""
        parties = [*candidate.actors, *candidate.recipients, *carried]
        armed = any(set(party.sectors) & ARMED_OR_STATE for party in parties)
        sentence = [token.lemma.lower() for token in tree.sentence(candidate.head).tokens]
        for name, words in self._worlds.items():
            hits = sum(lemma in words for lemma in sentence)
            if hits >= self._sentence and not armed:
                return f"the sentence is about {name}"
            # In market reports governments act; in sport, recipes and reviews a country's name is a team, a kitchen or a setting.
            if name in worlds and (hits or not armed or name != "markets"):
                return f"the text is about {name}"
        if candidate.type == "ACCUSE" and "investigate" in candidate.modes and "legal" in candidate.rule.contexts and not candidate.actors:
            return None  # "was charged with murder": the law acts, though nobody is named
        if candidate.type == "CONSULT" and not carried and self._is_alone(candidate, tree, circumstances):
            return "nobody to meet"
        if candidate.type in VERBAL and parties and not any(self._is_public(party) for party in parties):
            return "no public party"
        return None

    @staticmethod
    def _is_alone(candidate: Candidate, tree: Tree, circumstances: Circumstances) -> bool:
        """ "The senator discussed her bill on television"; a head of state in a province of their own: neither has a counterpart."""
        if candidate.rule.id == "consult.discuss-plain":
            one = len(candidate.actors) == 1 and not candidate.recipients and candidate.carrier is None
            return one and (candidate.actors[0].number == 1 or (candidate.actors[0].text or "").lower() in SINGLE)
        if "visit" not in candidate.modes or candidate.rule.pos == "adjective":
            return False
        homes = {party.country if party.certainty == "stated" else None for party in candidate.actors}
        places = circumstances.places(candidate)
        hosts = [tree.tokens[n] for n in candidate.match.roles.get("recipient", [])]
        hosts = [host for host in hosts if not any(place.start <= host.start < place.end for place in places)]
        if len(homes) != 1 or None in homes or any(host.lemma.lower() not in REGIONS for host in hosts):
            return False
        return bool(places) and all(place.country in homes and place.precision != "country" for place in places)

    def _no_force(self, candidate: Candidate, tree: Tree, harmless: Sequence[str]) -> str | None:
        """Harm without an act: accidents, computers, what a law or faith forbids, words of an address."""
        if tree.sentence(candidate.head).text.lstrip().startswith(("http", "www.")):
            return "the words of an address"
        if candidate.type != "ASSAULT":
            return None
        parties = [*candidate.actors, *candidate.recipients]
        if harmless and not any(set(party.sectors) & ARMED_OR_STATE for party in parties):
            return f"the text is about {harmless[0]}"
        return "a norm, no deed" if self._is_norm(candidate.head, tree) else None

    def _is_norm(self, head: int, tree: Tree) -> bool:
        """ "killing worshippers is forbidden", "taught us not to kill": an infinitive or gerund under a word of norms."""
        for low in [head, *tree.ancestors(head)]:
            token = tree.tokens[low]
            if token.tag not in ("VB", "VBG") and low != head:
                return False
            governor = tree.tokens[token.head]
            if token.dep in ("xcomp", "ccomp") and token.tag == "VB" and governor.lemma in self._norm_verbs:
                return True
            if token.dep in ("csubj", "csubjpass", "nsubj", "nsubjpass") and token.tag == "VBG":
                said = [governor.text.lower(), *(tree.tokens[c].text.lower() for c in tree.with_dep(governor.i, "acomp", "attr"))]
                return governor.lemma in self._norm_verbs or any(word in self._norm_words for word in said)
        return False

    def _is_public(self, party: Party) -> bool:
        """Somebody with an office or a body of public life; a name the lexicon knows; "Tokyo", "the French"."""
        if set(party.sectors) & self._public:
            return True
        known = (party.entity or "").startswith(("org-", "gov-", "per-", "user:"))
        return known and (not party.sectors or not set(party.sectors) <= PRIVATE)

    def is_bare(self, happening: Happening) -> bool:
        """Nobody acts, nobody is acted upon, and neither place, time nor number makes it an occurrence."""
        if happening.actors or happening.recipients:
            return False
        if happening.principal.type in VERBAL:
            return True
        return not (happening.places or happening.time or happening.counts)
