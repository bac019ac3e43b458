"""What is no event after all: sport, markets, recipes, fiction, private matters, bare words without party, place or time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tacitus.model.ontology import VERBAL
from tacitus.model.records import Entity, Party
from tacitus.stages.events.candidates import Candidate
from tacitus.stages.events.circumstances import Circumstances
from tacitus.stages.events.tellings import Happening
from tacitus.syntax.parties import PartyReader
from tacitus.syntax.tree import Tree

CONTENT_POS = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
PRIVATE = frozenset({"BUS", "CVL", "MED", "EDU", "JRN", "AGR", "SOC"})
GENERAL = PRIVATE | {"REL"}  # of people at large
OUTSIDE = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE"})  # what befalls schools, and what teachers do in the street
BODIES = frozenset({"NGO", "IGO", "UNO", "EUR"})  # whose bodies are public whatever they work for
GRAVE = frozenset({"ASSAULT", "COERCE", "SANCTION", "RETREAT", "MOBILIZE"})
SINGLE = frozenset({"he", "she", "i", "him", "her", "his", "me", "who"})
REGIONS = frozenset(
    {"state", "city", "town", "village", "region", "province", "district", "county", "area", "site", "coast", "front", "border"}
)
ARRANGED = frozenset(
    {"concede.ceasefire", "consult.negotiations", "consult.round-opens", "consult.summit"}
)  # told by day or place, the sides being known
NEEDING = frozenset({"need", "have"})
BINDING = frozenset({"require", "oblige", "mandate", "entitle"})
FIGHTING = frozenset({"MIL", "COP", "REB", "UAF", "PRM", "CRM"})
STANDING = frozenset({"PTY", "LEG", "ELI", "OPP"})  # who stand for election
ARMED_OR_STATE = frozenset({"GOV", "MIL", "COP", "REB", "UAF", "PRM", "LEG", "JUD", "SPY"})


class Relevance:
    """Compiled once from ``relevance.yaml``."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._worlds = {name: frozenset(words) for name, words in tables["worlds"].items()}
        self._harmless = {name: frozenset(words) for name, words in tables["harmless"].items()}
        self._contest, self._bodily = frozenset(tables["contest"]), frozenset(tables["bodily"])
        self._crime = frozenset(tables["crime"])
        self._crimes, self._crime_share = int(tables["thresholds"]["crime"]), float(tables["thresholds"]["crime_share"])
        self._norm_verbs = frozenset(tables["norms"]["verbs"])
        self._norm_words = frozenset(tables["norms"]["words"])
        self._sentence = int(tables["thresholds"]["sentence"])
        self._least = int(tables["thresholds"]["least"])
        self._share = float(tables["thresholds"]["share"])
        self._public = frozenset(tables["public"])
        self._public_words = frozenset(word for words in tables["public_words"].values() for word in words)
        self._length = int(tables["thresholds"]["length"])
        self._publicity = float(tables["thresholds"]["publicity"])
        self._bare = float(tables["thresholds"]["bare"])
        self._offices = frozenset(tables["offices"])
        self._forceful = frozenset(tables["forceful"])

    def sift(self, candidates: Sequence[Candidate], tree: Tree, reader: PartyReader, circumstances: Circumstances) -> None:
        """Marks the candidates that are no events with the reason."""
        publicity = self._publicity_of(tree)
        persons = publicity + self._known_share(tree, reader)
        worlds, harmless = self._worlds_of(tree, self._worlds, publicity), self._worlds_of(tree, self._harmless)
        violent = self._tells_crime(tree)
        contest = bool(self._worlds_of(tree, {"contest": self._contest}))
        carried: dict[int, list[Party]] = {}
        grave: set[int] = set()  # speech about deeds of state or force is public, whoever speaks
        for candidate in candidates:
            if candidate.carrier is not None:
                carried.setdefault(candidate.carrier, []).extend([*candidate.actors, *candidate.recipients])
                if candidate.type in GRAVE:
                    grave.add(candidate.carrier)
            if any(candidates[index].type in GRAVE for index in candidate.about if index < len(candidates)):
                grave.add(candidate.index)
        for candidate in candidates:
            if candidate.drop is None:
                others = carried.get(candidate.index, ())
                candidate.drop = self._reason(candidate, tree, worlds, circumstances, others, candidate.index in grave) or self._no_force(
                    candidate, tree, harmless
                )
                if candidate.drop is None and contest and candidate.type == "ASSAULT" and self._is_of_contest(candidate, tree):
                    candidate.drop = "words in a contest for votes"
                if (
                    candidate.drop is None
                    and not (violent and self._is_of_crime(candidate))
                    and not self._is_public_enough(
                        [*candidate.actors, *candidate.recipients, *others], persons, candidate.type == "PROTEST", candidate.type in VERBAL
                    )
                ):
                    candidate.drop = "the text is not about public affairs"

        deeds: dict[int, list[Candidate]] = {}
        for candidate in candidates:
            if candidate.carrier is not None:
                deeds.setdefault(candidate.carrier, []).append(candidate)
        for candidate in candidates:
            if candidate.rule.id == "agree.announced" and all(deed.drop for deed in deeds.get(candidate.index, [])):
                candidate.drop = candidate.drop or "what is announced is no event"

    def _tells_crime(self, tree: Tree) -> bool:
        """Whether a text has enough words of crimes of violence."""
        lemmas = [token.lemma.lower() for token in tree.tokens if token.pos in CONTENT_POS]
        hits = sum(lemma in self._crime for lemma in lemmas)
        return hits >= self._crimes and hits >= self._crime_share * len(lemmas)

    @staticmethod
    def _is_of_crime(candidate: Candidate) -> bool:
        """Force, and what the law does about it."""
        return candidate.type == "ASSAULT" or bool({"arrest", "convict", "investigate"} & set(candidate.modes))

    def _publicity_of(self, tree: Tree) -> float:
        """The share of words of public affairs among the content words of a text, 0 to 1; 1 for a text too short to tell."""
        lemmas = [token.lemma.lower() for token in tree.tokens if token.pos in CONTENT_POS]
        return sum(lemma in self._public_words for lemma in lemmas) / len(lemmas) if len(lemmas) >= self._length else 1.0

    def _known_share(self, tree: Tree, reader: PartyReader) -> float:
        """Mentions of office holders and public bodies that the lexicon knows, a content word: a text about them is public."""
        lemmas = sum(token.pos in CONTENT_POS for token in tree.tokens)
        return sum(self._is_known(reader.entities.get(mention.entity or "")) for mention in reader.by_head.values()) / max(1, lemmas)

    def _is_known(self, entity: Entity | None) -> bool:
        if entity is None or not entity.id.startswith(("per-", "org-", "user:")):
            return False
        return entity.id.startswith(("per-", "user:")) or bool(set(entity.sectors) & self._offices)

    def _is_public_enough(self, parties: Sequence[Party], publicity: float, protest: bool, verbal: bool) -> bool:
        """In a text of private life, business or play a row needs a party of public life: a state, an army, a party, an armed group;
        with next to no word of public affairs one that the lexicon knows, since there a captain leads a team and a jury gives a prize.
        A protest is public by itself."""
        crowd = not parties or any(party.sectors or party.country for party in parties)  # "his protest", "the other side": anybody's
        if publicity >= self._publicity or (protest and crowd and publicity >= self._bare / 2):
            return True
        if any((party.entity or "").startswith(("gov-", "per-", "org-", "user:")) and self._is_public(party) for party in parties):
            return True
        return publicity >= self._bare and any(self._holds_office(party, verbal) for party in parties)

    def _holds_office(self, party: Party, verbal: bool) -> bool:
        """ "The leaders", "a commissioner" of nowhere may be a club's; soldiers and courts are public by what they do alone."""
        sectors = set(party.sectors)
        return bool(sectors & self._offices) and (party.country is not None or (not verbal and bool(sectors & self._forceful)))

    def _worlds_of(self, tree: Tree, table: Mapping[str, frozenset[str]], publicity: float = 0.0) -> list[str]:
        """The other worlds that a whole text belongs to: it holds more of their words than of those of public affairs."""
        lemmas = [token.lemma.lower() for token in tree.tokens if token.pos in CONTENT_POS]
        if not lemmas:
            return []
        least = max(self._share, publicity if publicity < 1 else 0.0)
        hits = {name: sum(lemma in words for lemma in lemmas) for name, words in table.items()}
        # Where pupils vote and debate, words of public affairs are play; a ministry that acts upon schools is kept by its sector.
        floors = {name: min(2 * self._share, least) if name == "school" else least for name in hits}
        return [name for name, n in hits.items() if n >= self._least and n / len(lemmas) >= floors[name]]

    def _reason(
        self,
        candidate: Candidate,
        tree: Tree,
        worlds: Sequence[str],
        circumstances: Circumstances,
        carried: Sequence[Party] = (),
        grave: bool = False,
    ) -> str | None:
        """``carried`` are the parties of the deeds that hang on the candidate: "refused to meet the president" is public.

        ``grave``: it speaks of deeds of force or of a state's power: "activists condemned the arrests".
        """
        parties = [*candidate.actors, *candidate.recipients, *carried]
        armed = any(set(party.sectors) & ARMED_OR_STATE for party in parties)
        sentence = [token.lemma.lower() for token in tree.sentence(candidate.head).tokens]
        for name, words in self._worlds.items():
            if name == "school" and (armed or candidate.type in OUTSIDE):
                continue
            hits = sum(lemma in words for lemma in sentence)
            if hits >= self._sentence and not armed and hits > sum(lemma in self._public_words for lemma in sentence):
                return f"the sentence is about {name}"
            # In market reports governments act; in sport, recipes and reviews a country's name is a team, a kitchen or a setting.
            if name == "culture" and "cyber" in candidate.modes:
                continue  # sites of films and churches are attacked too
            if name in worlds and (hits or not armed or name != "markets"):
                return f"the text is about {name}"
        if candidate.type == "ACCUSE" and "investigate" in candidate.modes and "legal" in candidate.rule.contexts and not candidate.actors:
            return None  # "was charged with murder": the law acts, though nobody is named
        if candidate.type == "ASSAULT" and self._is_general(candidate, tree, circumstances):
            return "plurals without party, place, time and number"
        held = any(party.sectors or party.entity or party.country for party in candidate.recipients)
        if "abduct" in candidate.modes and not candidate.actors and not held:
            return "nobody is held"  # "a jar was held hostage"
        if candidate.type == "CONSULT" and not carried and self._is_alone(candidate, tree, circumstances):
            return "nobody to meet"
        if candidate.type in VERBAL and parties and not grave and not any(self._is_public(party) for party in parties):
            return "no public party"
        return None

    @staticmethod
    def _is_general(candidate: Candidate, tree: Tree, circumstances: Circumstances) -> bool:
        """ "They say that people kill people": unnamed civilians in the present, outside headlines, nowhere and at no time."""
        token = tree.tokens[candidate.head]
        parties = [*candidate.actors, *candidate.recipients]
        finite = token.tag == "VBP" or (token.tag == "VB" and tree.child(token.i, "nsubj") is not None)
        if not finite or not parties or tree.sentence(token.i).index == 0 or tree.child(token.i, "aux", "auxpass") is not None:
            return False
        if any(party.number is not None or not set(party.sectors) <= GENERAL for party in parties):
            return False
        return not (circumstances.time(candidate) or circumstances.places(candidate) or circumstances.counts(candidate))

    @staticmethod
    def _is_alone(candidate: Candidate, tree: Tree, circumstances: Circumstances) -> bool:
        """ "The senator discussed her bill on television"; a head of state in a province of their own: neither has a counterpart."""
        if candidate.rule.id == "consult.discuss-plain":
            one = len(candidate.actors) == 1 and not candidate.recipients and candidate.carrier is None
            return one and (candidate.actors[0].number == 1 or (candidate.actors[0].text or "").lower() in SINGLE)
        if candidate.rule.id == "consult.talks" and tree.tokens[candidate.head].text.lower() == "talk":
            return len(candidate.actors) == 1 and not candidate.recipients and candidate.actors[0].number == 1
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
        if self._is_duty(candidate, tree):
            return "what somebody need not do, or must by law"
        if candidate.type != "ASSAULT":
            return None
        parties = [*candidate.actors, *candidate.recipients]
        if harmless and not any(set(party.sectors) & ARMED_OR_STATE for party in parties):
            return f"the text is about {harmless[0]}"
        if candidate.voice == "quoted" and self._is_likened(candidate.head, tree):
            return "what something is called"
        return "a norm, no deed" if self._is_norm(candidate.head, tree) else None

    def _is_of_contest(self, candidate: Candidate, tree: Tree) -> bool:
        """ "His attacks on her", "the campaign was throttled in Ohio": between those who stand for election, without force."""
        tokens = tree.sentence(candidate.head).tokens
        if any(token.lemma.lower() in self._bodily for token in tokens) or not (candidate.actors or candidate.recipients):
            return False
        if not candidate.actors:
            suffering = {tree.tokens[n].lemma.lower() for n in candidate.match.slots.get("object", ())}
            return bool(suffering & self._contest) or all(self._campaigns(party) and party.number != 1 for party in candidate.recipients)
        return all(self._campaigns(party) for party in candidate.actors) and not any(
            set(party.sectors) & FIGHTING or (party.entity or "").startswith("gov-") or party.number not in (None, 1)
            for party in candidate.recipients
        )

    def _campaigns(self, party: Party) -> bool:
        """A person of public life, a party, a campaign; no army, police or armed group."""
        if set(party.sectors) & FIGHTING or (party.entity or "").startswith("gov-"):
            return False
        words = {word.lower() for word in (party.text or "").split()}
        return (party.entity or "").startswith("per-") or bool(set(party.sectors) & STANDING) or bool(words & self._contest)

    @staticmethod
    def _is_duty(candidate: Candidate, tree: Tree) -> bool:
        """ "agencies were required to consult them", nobody told who requires it; "she did not need to meet him": neither tells a deed."""
        token = tree.tokens[candidate.head]
        governor = tree.tokens[token.head]
        if token.dep != "xcomp" or candidate.carrier is not None:
            return False
        if governor.lemma in NEEDING:
            return tree.child(governor.i, "neg") is not None
        passive = tree.child(governor.i, "auxpass") is not None and tree.child(governor.i, "agent") is None
        return governor.lemma in BINDING and passive

    @staticmethod
    def _is_likened(head: int, tree: Tree) -> bool:
        """ "This is an attack on our country": said of something that has its own words."""
        token = tree.tokens[head]
        governor = tree.tokens[token.head]
        subjects = {tree.tokens[c].text.lower() for c in tree.with_dep(governor.i, "nsubj")}
        return token.dep == "attr" and governor.text.lower() in ("is", "'s", "’s") and bool(subjects & {"this", "that", "it"})

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
        if known and party.country in BODIES:
            return True
        return known and (not party.sectors or not set(party.sectors) <= PRIVATE)

    def is_bare(self, happening: Happening) -> bool:
        """Nobody acts, nobody is acted upon, and neither place, time nor number makes it an occurrence."""
        if happening.actors or happening.recipients:
            return False
        if happening.principal.type in VERBAL and happening.principal.rule.id not in ARRANGED:
            return True
        return not (happening.places or happening.time or happening.counts)
