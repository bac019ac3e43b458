"""Whether a candidate tells a happening again: the same parties, words, victims or place, a headline, an anaphor, a case at court."""

from __future__ import annotations

from collections.abc import Sequence

from tacitus.model.ontology import VERBAL
from tacitus.model.records import Party
from tacitus.stages.events.candidates import Candidate
from tacitus.stages.events.onedeed import (
    is_doer_again,
    is_killed_again,
    is_same_crowd,
    is_same_number_of_people,
    is_told_once_more,
)
from tacitus.stages.events.outcomes import Outcomes
from tacitus.stages.events.retold import is_named_later, is_same_case
from tacitus.stages.events.sameness import (
    GENERIC,
    compatible,
    is_individual,
    modes_agree,
    overlap,
    same_number,
    shared_keys,
    stem,
    worded_apart,
)
from tacitus.stages.events.tellings import Happening

DEFINITE = frozenset({"the", "this", "that", "these", "those"})
LEAD = 6  # sentences after a headline within which the text tells it again
LABELS = frozenset({"terrorist", "terror"})  # before a noun of attack they tell no kind of it
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
PLURAL = frozenset({"NNS", "NNPS"})
TIMES = frozenset({"day", "week", "month", "year", "hour", "thousand", "hundred"})
SERIES = frozenset({"series", "string", "spate", "wave", "succession"})


class Retellings(Outcomes):
    """Questions about a happening and a candidate of one document."""

    def _may_be(self, happening: Happening, candidate: Candidate) -> bool:
        """Nothing speaks against it: type, status, modes, parties, time and place."""
        first = happening.tellings[0]
        if (
            first.type != candidate.type
            or first.status != candidate.status
            or (first.carrier is not None) != (candidate.carrier is not None)
        ):
            return False
        if not self._modes_agree(happening, candidate) or not (
            self.parties_agree(happening, candidate) or self._agree_loosely(happening, candidate)
        ):
            return False
        if self._brings_in(happening, candidate) or self._is_of_others(happening, candidate):
            return False
        return not self._conflict_in_time(happening, candidate) and not self._conflict_in_place(happening, candidate)

    def _brings_in(self, happening: Happening, candidate: Candidate) -> bool:
        """ "another attack", "a gunman" far below the lead: who is brought in as new did not do what was told before."""
        if any(self.tokens[c].text.lower() in ("another", "second", "third") for c in self.tree.children[candidate.head]):
            return True
        late = self.tree.sentence(candidate.head).index > LEAD
        for mine, theirs in ((happening.actors, candidate.actors), (happening.recipients, candidate.recipients)):
            for party in theirs if mine and not overlap(mine, theirs) else ():
                first = (party.text or "").lower().split(" ")[0]
                if first == "another" or (late and first in ("a", "an") and not self._in_title(happening.tellings[0])):
                    return True
        return False

    def _is_of_others(self, happening: Happening, candidate: Candidate) -> bool:
        """ "on the second day of the miners' strike the teachers walked out", "the walkout of miners": whose it was is another group."""
        return self._belongs_apart(candidate, happening.actors) or any(
            self._belongs_apart(telling, candidate.actors) for telling in happening.tellings
        )

    def _belongs_apart(self, noun: Candidate, actors: Sequence[Party]) -> bool:
        if noun.type != "PROTEST" or noun.rule.pos != "noun" or not actors:
            return False
        of = [c for c in self.tree.with_dep(noun.head, "prep") if self.tokens[c].text.lower() == "of"]
        owners = [*self.tree.with_dep(noun.head, "poss"), *(n for c in of for n in self.tree.with_dep(c, "pobj"))]
        groups = {self.tokens[n].lemma.lower() for n in owners if self.tokens[n].tag == "NNS"} - TIMES
        told = {word.strip(".,").lower() for party in actors for word in (party.text or "").split()}
        return bool(groups) and not any(word.startswith(group[:4]) for group in groups for word in told)

    def _same(self, happening: Happening, candidate: Candidate) -> bool:
        if self._happened_in(happening, candidate) or self._is_result(happening, candidate):
            return True
        if self._is_one_case(happening, candidate) or self._is_same_crowd(happening, candidate):
            return True
        if not self._may_be(happening, candidate):
            return False
        if is_killed_again(happening, candidate, self._lemmas) or self._is_doer_again(happening, candidate):
            return True
        shared = self._shared(happening, candidate)
        if candidate.type in VERBAL:
            meeting = candidate.type == "CONSULT" and len(shared_keys(happening.actors, candidate.actors)) > 1
            return meeting or self._same_speech(happening, candidate, self._is_anaphoric(candidate), shared)
        return (
            shared
            or self._same_clause(happening, candidate)
            or self._told_in_title(happening, candidate)
            or self._same_words(happening, candidate)
        )

    def _told_in_title(self, happening: Happening, candidate: Candidate) -> bool:
        """A headline and the text's first telling of the same word or kind: "13 soldiers killed by car bomb", "A bomb has killed"."""
        if not all(self._in_title(telling) for telling in happening.tellings) or self.tree.sentence(candidate.head).index > LEAD:
            return False
        if any(self.tokens[telling.head].tag in PLURAL and telling.rule.pos == "noun" for telling in happening.tellings):
            return False
        return self._same_stem(happening, candidate) or (candidate.type == "ASSAULT" and self._same_kind(happening, candidate))

    def _in_title(self, telling: Candidate) -> bool:
        sentence = self.tree.sentence(telling.head)
        if sentence.index or (len(self.tree.sentences) > 1 and self.tree.sentences[1].paragraph == sentence.paragraph):
            return False
        if not sentence.text.rstrip("\"'”’").endswith((".", "?", "!")):
            return True
        words = [token.text for token in sentence.tokens if token.pos in CONTENT]  # "Two Dead in Shooting at St. Mary St."
        return len(sentence.tokens) < 20 and sum(word[:1].isupper() for word in words) > 0.8 * len(words) > 2

    def _same_words(self, happening: Happening, candidate: Candidate) -> bool:
        """ "The suspect gave himself up", "the gunman gave himself up": definite persons without a name, the same rule and verb."""
        if not candidate.actors or not happening.actors or (candidate.recipients and happening.recipients):
            return False
        words = {self.tokens[telling.head].lemma for telling in happening.tellings if telling.rule.id == candidate.rule.id}
        definite = all((party.text or "").lower().startswith("the ") for party in (*happening.actors[:1], *candidate.actors))
        return self.tokens[candidate.head].lemma in words and definite and compatible(happening.actors, candidate.actors)

    def _lemmas(self, candidate: Candidate) -> frozenset[str]:
        return frozenset(self.tokens[n].lemma.lower() for n in (candidate.head, *candidate.match.words))

    def _is_doer_again(self, happening: Happening, candidate: Candidate) -> bool:
        if self._is_elsewhere(happening, candidate):
            return False
        return is_doer_again(happening, candidate, self._paragraphs_between(happening, candidate), self._lemmas)

    def _is_same_crowd(self, happening: Happening, candidate: Candidate) -> bool:
        if not is_same_crowd(happening, candidate, self._paragraphs_between(happening, candidate)):
            return False
        if happening.tellings[0].status != candidate.status or self._brings_in(happening, candidate):
            return False
        return not self._conflict_in_time(happening, candidate) and not self._is_elsewhere(happening, candidate)

    def _is_elsewhere(self, happening: Happening, candidate: Candidate) -> bool:
        """Towns, villages and unknown places of other names: nothing but the words speaks for one deed, so a place speaks against it."""
        mine, theirs = (
            {place.name or place.text for place in places if place.precision in ("city", "point", None)}
            for places in (happening.places, self.circumstances.places(candidate))
        )
        return bool(mine and theirs) and not mine & theirs

    def _paragraphs_between(self, happening: Happening, candidate: Candidate) -> int:
        here = self.tree.sentence(candidate.head).paragraph
        return min(abs(self.tree.sentence(telling.head).paragraph - here) for telling in happening.tellings)

    def _is_once_more(self, happening: Happening, candidate: Candidate) -> bool:
        """The one deed of its kind so far, told of the same person in other words."""
        first = happening.tellings[0]
        if first.type != candidate.type or first.status != candidate.status or (first.carrier is None) != (candidate.carrier is None):
            return False
        if self._brings_in(happening, candidate) or self._conflict_in_time(happening, candidate):
            return False
        if self._is_elsewhere(happening, candidate):
            return False
        if (
            happening.actors
            and candidate.actors
            and not (overlap(happening.actors, candidate.actors) or worded_apart(happening.actors, candidate.actors))
        ):
            return False
        distance = (self.tree.sentence(first.head).index, self.tree.sentence(candidate.head).index)
        return is_told_once_more(happening, candidate, distance, self._lemmas)

    def _is_one_case(self, happening: Happening, candidate: Candidate) -> bool:
        """One person's charge, verdict or arrest told again, or told first without the name."""
        first = happening.tellings[0]
        if first.status != candidate.status or first.type != candidate.type or self._conflict_in_time(happening, candidate):
            return False
        if happening.actors and candidate.actors and not overlap(happening.actors, candidate.actors):
            return False
        sentence, here = self.tree.sentence(first.head).index, self.tree.sentence(candidate.head).index
        return is_same_case(happening, candidate) or is_named_later(happening, candidate, sentence, here)

    def _same_speech(self, happening: Happening, candidate: Candidate, anaphoric: bool, shared: bool) -> bool:
        if anaphoric and (shared or not candidate.actors) and candidate.rule.pos == "noun" and not candidate.content:
            return True
        both = bool(candidate.actors) and overlap(happening.actors, candidate.actors)
        if both and all(self._in_title(telling) for telling in happening.tellings) and self._same_stem(happening, candidate):
            return True
        in_title = any(self._in_title(telling) for telling in happening.tellings) or (
            self.tree.sentence(happening.tellings[0].head).index == 0 and self._same_stem(happening, candidate)
        )
        same_words = any(telling.rule.id == candidate.rule.id for telling in happening.tellings)
        recipients = overlap(happening.recipients, candidate.recipients) or not (happening.recipients and candidate.recipients)
        return both and recipients and (in_title or (same_words and not candidate.content and bool(candidate.recipients)))

    def parties_agree(self, happening: Happening, candidate: Candidate) -> bool:
        """Neither side names others in the same role; a side that names nobody agrees with any."""
        as_many = candidate.type == "ASSAULT" and is_same_number_of_people(happening, candidate)
        for mine, theirs in ((happening.actors, candidate.actors), (happening.recipients, candidate.recipients)):
            if (
                mine
                and theirs
                and not overlap(mine, theirs)
                and not compatible(mine, theirs)
                and not (as_many and mine is happening.recipients)
            ):
                return False
        # The attacker of one is not the victim of the other.
        return not (overlap(happening.actors, candidate.recipients) and overlap(happening.recipients, candidate.actors))

    def _agree_loosely(self, happening: Happening, candidate: Candidate) -> bool:
        """Where a headline or an anaphor tells of somebody in other words: "a teenager", "Ama Kusi"; "the church", "the cathedral"."""
        in_title = all(self._in_title(telling) for telling in happening.tellings) and self.tree.sentence(candidate.head).index <= LEAD
        if not (in_title and self._same_stem(happening, candidate)) and not self._is_anaphoric(candidate):
            return False
        pairs = ((happening.actors, candidate.actors), (happening.recipients, candidate.recipients))
        return all(not mine or not theirs or overlap(mine, theirs) or worded_apart(mine, theirs) for mine, theirs in pairs)

    def _shared(self, happening: Happening, candidate: Candidate) -> bool:
        """Both roles in common where both name them; one role and the same word or victim; or place and word where nobody is named."""
        actors = overlap(happening.actors, candidate.actors)
        recipients = overlap(happening.recipients, candidate.recipients)
        if happening.actors and candidate.actors and happening.recipients and candidate.recipients:
            actors = actors or compatible(happening.actors, candidate.actors)
            return actors and (recipients or self._same_victims(happening, candidate))
        if recipients or actors:
            return self._same_stem(happening, candidate) or (recipients and self._same_victims(happening, candidate))
        if self._same_victims(happening, candidate):
            return True
        return self._same_place(happening, candidate) and (self._same_stem(happening, candidate) or candidate.type == "PROTEST")

    def _same_victims(self, happening: Happening, candidate: Candidate) -> bool:
        """An individual suffers one deed of a kind in one article; so do as many people as were told before."""
        if candidate.type not in ("ASSAULT", "COERCE", "SANCTION"):
            return False
        if candidate.type == "ASSAULT" and (
            same_number(happening.recipients, candidate.recipients)
            or is_same_number_of_people(happening, candidate)
            or self._same_figure(happening, candidate)
        ):
            return True
        mine, theirs = ({m for t in happening.tellings for m in t.modes}, set(candidate.modes))
        alike = bool(mine & theirs) or candidate.type == "ASSAULT"
        return alike and any(overlap([a], [b]) for a in happening.recipients for b in candidate.recipients if is_individual(a))

    def _same_figure(self, happening: Happening, candidate: Candidate) -> bool:
        """ "left at least three people dead", "at least three people were killed": two or more, and none told otherwise."""
        mine = {count.what: count.low for count in happening.counts if count.what in ("killed", "injured")}
        theirs = {count.what: count.low for count in self.circumstances.counts(candidate) if count.what in mine}
        return any((number or 0) > 1 for number in theirs.values()) and all(mine[what] == number for what, number in theirs.items())

    def _same_place(self, happening: Happening, candidate: Candidate) -> bool:
        """Both happened in one town or region, and neither is told of several times."""
        if not happening.places or candidate.type not in ("ASSAULT", "PROTEST"):
            return False
        fine = ("city", "point", "admin1")
        mine = {place.geonames_id or place.name for place in happening.places if place.precision in fine}
        theirs = {place.geonames_id or place.name for place in self.circumstances.places(candidate) if place.precision in fine}
        return bool(mine & theirs)

    def _same_stem(self, happening: Happening, candidate: Candidate) -> bool:
        """ "raided" and "the raid", "shelled" and "the shelling"; "the rocket fire" only where rockets were told."""
        others = [self.tokens[n].lemma.lower() for n in candidate.match.words if n < candidate.head and n != candidate.match.light]
        if candidate.rule.pos == "noun" and others:
            told = {token.lemma.lower() for telling in happening.tellings for token in self.tree.sentence(telling.head).tokens}
            return any(word in told for word in others)
        wanted = stem(self.tokens[candidate.head].lemma.lower())
        return any(wanted == stem(self.tokens[n].lemma.lower()) for telling in happening.tellings for n in telling.match.words)

    def _same_kind(self, happening: Happening, candidate: Candidate) -> bool:
        """ "the blast" after "a car bomb killed", "the march" after "protesters took to the streets": the same modes, not far above."""
        mine = {mode for telling in happening.tellings for mode in telling.modes}
        theirs = set(candidate.modes)
        return (
            bool(mine and theirs)
            and modes_agree(mine, theirs)
            and candidate.type in ("ASSAULT", "PROTEST")
            and self._near(happening, candidate)
        )

    def _takes_up_any(self, happening: Happening, candidate: Candidate) -> bool:
        """ "the attack", "the violence" take up any assault."""
        others = {self.tokens[n].lemma.lower() for n in candidate.match.words if n not in (candidate.head, candidate.match.light)}
        generic = self.tokens[candidate.head].lemma.lower() in GENERIC and others <= LABELS
        return generic and self._near(happening, candidate)

    def _as_many(self, happening: Happening, candidate: Candidate) -> bool:
        """ "the attack" is none of "a string of attacks"; "the attacks" may be one told before."""
        if self.tokens[candidate.head].tag in PLURAL:
            return True
        return not any(self._is_series(telling) and not self._is_anaphoric(telling) for telling in happening.tellings)

    def _is_series(self, telling: Candidate) -> bool:
        plural = telling.rule.pos == "noun" and self.tokens[telling.head].tag in PLURAL
        return plural or any(self.tokens[n].lemma.lower() in SERIES for n in telling.match.words)

    def _is_anaphoric(self, candidate: Candidate) -> bool:
        """ "the raid", "their meeting": a noun that takes up what was told."""
        light = candidate.match.light
        if candidate.rule.pos != "noun" or (light is not None and self.tokens[light].dep not in ("acl", "relcl")):
            return False
        return any(
            (self.tokens[c].dep == "det" and self.tokens[c].text.lower() in DEFINITE) or self.tokens[c].dep == "poss"
            for c in self.tree.children[candidate.head]
        )

    def _near(self, happening: Happening, candidate: Candidate) -> bool:
        here = self.tree.sentence(candidate.head).paragraph
        return any(abs(self.tree.sentence(telling.head).paragraph - here) <= 3 for telling in happening.tellings)
